"""What a sentence leaves in mind for the next: who was quoted, who and what was named."""

from __future__ import annotations

from attestry.extracting.discourse import Discourse, Party
from attestry.extracting.holders import holder_of
from attestry.extracting.phrases import case
from attestry.extracting.scene import Scene
from attestry.extracting.subjects import SUBJECTS, subjects
from attestry.model.claim import Holder


def speaking_in(scene: Scene) -> Holder | None:
    """Who is quoted in the sentence as a whole: the subject of its highest verb of saying, other than the document's voice."""
    best: tuple[int, Holder] | None = None
    for node in scene.tree.nodes:
        voice = scene.lexicon.verbs.get(node.lemma) if node.tag.startswith("V") else None
        if (
            voice is None
            or not voice.holds
            or node.child(*SUBJECTS) is None
            or voice.name not in ("says", "claims", "believes", "confirms", "denies")
        ):
            continue
        heads, passive = subjects(node, scene.lexicon)
        holder = None if passive else holder_of(scene, heads)
        if holder is None or scene.speaks(holder):
            continue
        depth = sum(1 for _ in node.ancestors) - (1 if node.label == "parataxis" else 0)
        if best is None or depth < best[0]:
            best = (depth, holder)
    return best[1] if best else None


def closing(scene: Scene) -> tuple[int, Holder] | None:
    """Who closes the sentence, and where: "…, the minister told reporters today."; the words before are all theirs."""
    for node in reversed(scene.tree.nodes):
        if node.tag == "," and node.index > 0:
            said = scene.tree.nodes[node.index + 1 :]
            break
    else:
        return None
    verbs = [one for one in said if one.tag in ("VBD", "VBZ")]
    voice = scene.lexicon.verbs.get(verbs[0].lemma) if len(verbs) == 1 else None
    if voice is None or voice.name not in ("says", "claims") or said[0].tag in ("IN", "CC", "WDT", "WP", "TO"):
        return None
    heads = [child for child in verbs[0].kids("nsubj") if child.index > node.index]
    holder = holder_of(scene, heads) if heads and verbs[0].child("ccomp") is None else None
    return (node.index, holder) if holder is not None else None


def stated_by(scene: Scene) -> Holder | None:
    """ "This was stated by X": X, to whom what stands before is owed."""
    root = scene.tree.root
    if not root.tag.startswith("V") or root.lemma not in scene.lexicon.verbs or root.child("aux:pass") is None:
        return None
    subject = root.child("nsubj:pass")
    if subject is None or subject.word not in ("this", "that", "it"):
        return None
    agents = [child for child in root.kids("obl:agent", "obl") if case(child) == "by"]
    return holder_of(scene, agents) if agents else None


def _is_envoy(scene: Scene, speaking: Holder) -> bool:
    """Whether a nameless envoy speaks for *speaking*: "the representative of Japan said", and "she" after it."""
    return any(
        node.lemma in scene.lexicon.words["spokespeople"]
        and node.label == "nsubj"
        and any(party.name == speaking.name for party in scene.party(node))
        for node in scene.tree.nodes
    )


def _envoy(scene: Scene) -> Holder | None:
    """The State of an envoy without a name, whom "he" in the next sentence means: "my Russian colleague"."""
    for node in reversed(scene.tree.nodes):
        if node.lemma in ("colleague", "representative", "ambassador", "delegate", "counterpart", "envoy") and node.tag == "NN":
            parties = [party for party in scene.owners(node) if party not in scene.discourse.first and not party.is_un]
            if len(parties) == 1:
                return Holder(parties[0].name, parties[0].actor, node.span)
    return None


def remember(scene: Scene, speaking: Holder | None, quoted_before: bool) -> None:
    """What the next sentence may refer to."""
    now: Discourse = scene.discourse
    if speaking is not None:
        now.source = (speaking,)
        if "(" in speaking.name or _is_envoy(scene, speaking):
            now.person = speaking
    else:
        for mark in scene.sheet.of("PERSON"):
            value = mark.value
            if any(f"({party.name})" in str(getattr(value, "name", "")) for party in now.first):
                continue
            now.person = Holder(str(getattr(value, "name", "")), getattr(value, "actor", None), scene.sheet.span(mark))
            break
        else:
            now.person = _envoy(scene) or now.person
    text = scene.document.words(scene.sheet.sentence)
    opened = text.count("“") - text.count("”")
    now.quote_open = (now.quote_open or opened > 0) and not (opened < 0 or (quoted_before and "”" in text and opened <= 0))
    root = scene.tree.root
    heads = (
        subjects(root, scene.lexicon)[0]
        if root.tag.startswith("V")
        else [child for child in root.children if child.label in SUBJECTS]
    )
    heads = [head for head in heads if scene.mark("PERSON", head) is None]
    named = [party for party in scene.parties(heads) if "(" not in party.name or party.actor is not None]
    if named and all(head.tag not in ("PRP", "PRP$") for head in heads):
        if len(named) > 1:
            now.plural = tuple(named)
        else:
            now.singular = tuple(party for party in named if not party.is_person)
            if heads and heads[-1].tag == "NNS":
                now.plural = tuple(named)
    elif heads and heads[0].tag == "NN":
        now.singular = ()  # "it" now means the thing just named, not a party before it
    elif heads and heads[0].tag == "NNS" and (
        heads[0].lemma in scene.lexicon.words["takers"] or scene.of_class(heads[0], ("people", "personnel"))
    ):
        now.plural = now.pair = ()  # "they" now means those just named
    states: list[Party] = []
    for mark in scene.sheet.of("ACTOR"):
        party = Party(str(getattr(mark.value, "name", "")), getattr(mark.value, "actor", None))
        if getattr(mark.value, "kind", "") == "state" and party not in states:
            states.append(party)
    if len(states) >= 2:
        now.pair = (states[0], states[1])
    for mark in scene.sheet.of("ACTOR"):
        if scene.sheet.tokens[mark.last - 1].word == "regime":
            now.regime = (Party(str(getattr(mark.value, "name", "")), getattr(mark.value, "actor", None)),)
    norms = [str(getattr(mark.value, "name", "")) for mark in scene.sheet.of("NORM")]
    if norms:
        now.norms = tuple(norms)
    elif any(node.lemma in ("resolution", "treaty", "charter", "embargo", "sanction") for node in scene.tree.nodes):
        now.norms = ("UN Security Council resolutions",)
    treaties = [
        node
        for node in scene.tree.nodes
        if node.tag.startswith("N") and node.lemma in ("treaty", "agreement", "pact", "accord", "memorandum", "deal")
    ]
    if treaties:
        now.treaty = scene.text(treaties[0])
    for node in scene.tree.nodes:
        if node.tag.startswith("N") and scene.of_class(node, ("personnel",)):
            owners = scene.owners(node)
            if owners:
                now.troops = tuple(owners)
