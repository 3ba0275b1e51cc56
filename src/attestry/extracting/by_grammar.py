"""A document's claims, read by grammar: sentences, marks, trees, frames, chains, and the gate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from attestry.extracting import discourse as discourses
from attestry.extracting import measuring
from attestry.extracting.cascade import Cascade, Setting
from attestry.extracting.chaining import Climb, Stand, holder_of
from attestry.extracting.clause import SUBJECTS, case, noun_clause, subjects
from attestry.extracting.discourse import Discourse, Party
from attestry.extracting.framing import Draft, drafts, verb_phrase
from attestry.extracting.grounding import ground
from attestry.extracting.parsing.parser import Parse, default_parser
from attestry.extracting.parsing.tokens import Token, sentences, tokens
from attestry.extracting.parsing.tree import Node, Tree
from attestry.extracting.people import people
from attestry.extracting.scene import Scene
from attestry.extracting.sheet import Sheet
from attestry.model.claim import Basis, Certainty, Claim, Derivation, Filler, Holder, Kind, Polarity, Step
from attestry.model.text import Document, Problem, Span
from attestry.reference.pack import Reference

READER = "grammar/1"
FINAL = frozenset(".!?…:;,”\"»)]’'-–")
HEADLINE = 90                       # code points: a shorter line without a final stop is a heading, a longer one a broken paragraph
LONGEST = 400                       # tokens of one sentence; what is longer is a table or a list run together
_CONTENT_OF_ONE_TRIGGER = (Kind.ACT, Kind.VERDICT, Kind.VERIFICATION, Kind.POSITION)


@dataclass(slots=True)
class _Held:
    """A claim on its way to the gate, with what may still change its chain."""

    claim: Claim
    links: tuple[Holder, ...]
    passage: int
    verb: int                       # index of the trigger, to tell what hangs on what


class Grammar:
    """The reader by grammar, over the packs of one reference; one for many documents."""

    def __init__(self, reference: Reference, parse: Parse | None = None) -> None:
        self.reference = reference
        self.cascade = Cascade(reference)
        self.parse = parse or default_parser().parse

    def extract(self, document: Document) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
        """The claims of *document* in reading order, and what could not be read or grounded."""
        reader = _Reading(self, document)
        claims: list[Claim] = []
        problems = list(reader.problems)
        seen: set[str] = set()
        for held in reader.claims():
            grounded = ground(document, held.claim)
            if isinstance(grounded, Problem):
                problems.append(grounded)
            elif grounded.id not in seen:
                seen.add(grounded.id)
                claims.append(grounded)
        problems += [problem for problem in reader.problems if problem not in problems]
        return tuple(sorted(claims, key=lambda claim: claim.span)), tuple(problems)


def extract(document: Document, reference: Reference) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """The claims and problems of one document; for many documents keep a Grammar."""
    return Grammar(reference).extract(document)


class _Reading:
    """The reading of one document."""

    def __init__(self, grammar: Grammar, document: Document) -> None:
        self.grammar, self.document = grammar, document
        self.reference = grammar.reference
        self.problems: list[Problem] = []
        self.discourse = discourses.open_discourse(document, self.reference.gazetteer)
        gazetteer = self.reference.gazetteer
        self.cut = [[tokens(document.text, sentence, gazetteer.glued) for sentence in sentences(document.text, passage.span)]
                    for passage in document.passages]
        self.setting = Setting(date=discourses.day_of(document), people=people(document.text, [cut for rows in self.cut for cut in rows], gazetteer))

    def claims(self) -> Iterator[_Held]:
        """The claims, passage by passage: what a later sentence of the passage says of their holder is applied before they leave."""
        turns = list(self.document.turns)
        for passage, rows in zip(self.document.passages, self.cut, strict=True):
            while turns and turns[0].span.start <= passage.span.start:
                discourses.at_turn(self.discourse, turns.pop(0), self.reference.gazetteer)
            if passage.heading or (passage.number == 1 or len(passage.span) < HEADLINE) and self.document.text[passage.span.end - 1] not in FINAL \
                    and len(self.document.passages) > 2:
                continue
            self._open_passage(passage.span.start)
            held: list[_Held] = []
            for cut in rows:
                held = self._sentence(cut, passage.number, held)
            yield from held

    def _open_passage(self, start: int) -> None:
        """A new paragraph drops whom the last one quoted, unless it opens with the quotation going on."""
        if not (self.discourse.quote_open and self.document.text[start:start + 1] in ("“", "«", '"')):
            self.discourse.source = ()
        self.discourse.quote_open = False

    def scene(self, cut: list[Token]) -> Scene | None:
        """The sentence of the tokens *cut* with its marks and tree; None where it has no words or too many."""
        if not cut:
            return None
        sentence = Span(cut[0].start, cut[-1].end)
        if len(cut) > LONGEST:
            self.problems.append(Problem("long-sentence", f"{self.document.name} [{sentence.start}, {sentence.end})",
                                         f"a sentence of {len(cut)} words was found, {LONGEST} at most are read", "read this stretch by hand"))
            return None
        sheet = self.grammar.cascade.mark(Sheet(self.document.text, sentence, cut), self.setting)
        tree = self.grammar.parse(cut)
        return Scene(self.document, sheet, tree, self.discourse, self.reference)

    def _sentence(self, cut: list[Token], passage: int, before: list[_Held]) -> list[_Held]:
        scene = self.scene(cut)
        if scene is None:
            return before
        speaking = _speaking(scene)
        quoted_before = self.discourse.quote_open
        scene.hear(speaking)
        found = list(self._claims_of(scene, passage))
        backward = _stated_by(scene)
        if backward is not None:
            before = [replace_chain(one, self.discourse.voice, backward) for one in before]
            self.discourse.source = (backward,)
        _remember(scene, speaking or backward, quoted_before)
        return before + found

    def _claims_of(self, scene: Scene, passage: int) -> Iterator[_Held]:
        climbed = [(draft, Climb(scene, draft).run()) for draft in drafts(scene)]
        climbed = [(draft, stand) for draft, stand in climbed if not stand.void and not _borrowed(draft, stand)]
        climbed = [(draft, stand) for draft, stand in climbed if not draft.frame.sense.modes or stand.clause_mode in draft.frame.sense.modes]
        climbed = _apart(climbed)
        acted = {draft.trigger.index for draft, _ in climbed if draft.kind is Kind.ACT}
        denied = {voice.index for draft, stand in climbed if draft.kind in (Kind.ACT, Kind.VERDICT) for voice in stand.voices}
        for draft, stand in climbed:
            if draft.kind is Kind.POSITION and (draft.trigger.index in denied and draft.frame.frame == "reject"
                                                or (draft.frame.sense.modal == "promising" and draft.trigger.index in acted)):
                continue
            claim = _claim(scene, draft, stand)
            if claim is None or (claim.kind is Kind.POSITION and claim.polarity is Polarity.NEITHER):
                continue
            yield _Held(claim, claim.chain, passage, draft.trigger.index)
            for twin in stand.twins:
                chain = tuple(twin if link is stand.links[0] else link for link in claim.chain)
                yield _Held(replace(claim, chain=chain), chain, passage, draft.trigger.index)


def _borrowed(draft: Draft, stand: Stand) -> bool:
    """Whether a stance is only wished or asked of somebody: "urged members to support the text" is a call, not support."""
    if draft.kind is not Kind.POSITION or draft.frame.sense.modal is not None or draft.frame.frame == "promise":
        return False
    return stand.clause_mode in ("demanded", "planned") and draft.frame.frame in ("support", "condemn", "reject", "concern", "call") \
        and not any(child.word in ("must", "should") for child in draft.trigger.kids("aux")) and not draft.clause.nominal and not (
            draft.trigger.label in ("xcomp", "root") and draft.trigger.head is not None and draft.trigger.head.lemma in ("let", "want", "wish", "like"))


def _apart(climbed: list[tuple[Draft, Stand]]) -> list[tuple[Draft, Stand]]:
    """What is one thing said twice is kept once: an act noun inside the item of its own frame, coordinated verbs of one fight."""
    kept: list[tuple[Draft, Stand]] = []
    heads = {(draft.frame.frame, draft.trigger.index) for draft, _ in climbed}
    for draft, stand in climbed:
        trigger, frame = draft.trigger, draft.frame.frame
        if draft.clause.nominal and draft.clause.carrier is not None and (frame, draft.clause.carrier.index) in heads:
            continue
        if any(other is not draft and other.frame.frame == frame and other.trigger is not trigger and draft.clause.nominal and not other.clause.nominal
               and any(trigger is node or trigger.is_below(node) for node in other.roles.get("item", ()) if node.tag[:1] == "N")
               for other, _ in climbed):
            continue
        if draft.kind is Kind.POSITION and any(other is not draft and other.frame.frame == frame and trigger.is_below(other.trigger)
                                               and other.frame.sense.modal is None for other, _ in climbed):
            continue
        if frame in ("combat", "casualties") and trigger.label == "conj" and trigger.head is not None and (frame, trigger.head.index) in heads \
                and "recipient" not in draft.roles:
            continue
        if any(other.trigger is trigger and other is not draft and other.frame.sense.modal is not None and draft.frame.sense.modal is None
               and (draft.kind is Kind.POSITION or frame == "cooperation") for other, _ in climbed):
            continue
        if draft.clause.nominal and any(other.frame.frame == frame and not other.clause.nominal and trigger in other.roles.get("agent", ()) for other, _ in climbed):
            continue
        kept.append((draft, stand))
    return kept


def replace_chain(held: _Held, voice: tuple[Holder, ...], holder: Holder) -> _Held:
    """*held* by *holder*, where the passage had named nobody for it yet: "This was stated by X"."""
    own = held.claim.chain[len(voice):]
    if own and all(link.nameless for link in own):
        return _Held(replace(held.claim, chain=(*voice, holder, *own)), held.links, held.passage, held.verb)
    if len(own) > 1 or (own and f"({own[0].name})" not in holder.name):
        return held
    return _Held(replace(held.claim, chain=(*voice, holder)), held.links, held.passage, held.verb)


# ---------------------------------------------------------------------- one claim

def _claim(scene: Scene, draft: Draft, stand: Stand) -> Claim | None:
    """The claim that a draft and its stand make, or None where the sense does not hold after all."""
    sense = draft.frame.sense
    if sense.negated is not None:
        if sense.negated != (stand.polarity is not Polarity.AFFIRMS):
            return None
        if sense.negated:
            stand.polarity, stand.certainty = Polarity.NEITHER, Certainty.UNCOMMITTED
    if draft.frame.frame == "varies":
        stand.polarity = Polarity.NEITHER
    parts = measuring.contents(scene, draft)
    roles = dict(_roles(scene, draft, parts))
    chain = _chain(scene, draft, stand)
    span = _span(scene, draft, parts)
    quote = scene.document.words(span)
    steps = (Step(f"frames/{draft.frame.frame}", draft.trigger.span, f"'{draft.trigger.text}' calls up {draft.frame.frame}, way '{draft.frame.way.name}'"),
             *(Step(f"ways/{draft.frame.way.name}", filler.span, f"{role} ← {draft.places.get(role, 'owner')}: {', '.join(filler.values)}")
               for role, filler in roles.items()), *stand.steps)
    assert stand.mode is not None
    return Claim("", scene.document.id, span, quote, draft.kind, draft.frame.frame, chain, stand.basis, stand.certainty, stand.polarity, stand.mode,
                 tuple(roles.items()), measuring.quantities(scene, draft, parts), measuring.when(scene, draft),
                 Derivation(READER, scene.sheet.sentence, steps))


def _roles(scene: Scene, draft: Draft, parts: list[Node]) -> Iterator[tuple[str, Filler]]:
    roles = draft.roles
    for role, nodes in roles.items():
        if not nodes:
            continue
        as_party = role in ("agent", "recipient")
        if as_party and not scene.parties(nodes) and all(node.tag in ("DT", "WDT", "WP", "EX") or node.word in ("it", "that", "there", "one") for node in nodes):
            continue
        if role == "agent" and draft.kind is Kind.VERDICT and not scene.parties(nodes):
            owners = [owner for node in nodes for place in ("poss", "by", "between") for owner in noun_clause(node, scene.lexicon).fill(place)]
            if scene.parties(owners):
                yield role, scene.filler(owners, as_party=True)
            continue
        if role == "item" and draft.places.get(role) == "itself" and not draft.clause.nominal:
            span = verb_phrase(draft.trigger)
            yield role, Filler((scene.document.words(span),), span, ("",))
            continue
        if role == "item" and nodes[0].tag[:1] == "V":
            span = Span(min(node.start for node in nodes), max(verb_phrase(node).end for node in nodes))
            yield role, Filler((scene.document.words(span),), span, ("",))
            continue
        yield role, scene.filler([*nodes, *(parts if role == "item" else [])], as_party=as_party)
    if "recipient" not in roles and draft.kind is Kind.POSITION and draft.frame.sense.modal is None:
        judged = [part for node in roles.get("item", []) if node.tag[:1] == "N" for part in node.kids("nmod:poss", "amod", "compound") if scene.parties([part])]
        judged += [part for node in roles.get("item", []) for clause in ([node] if node.tag[:1] == "V" else node.kids("acl", "ccomp"))
                   for part in subjects(clause, scene.lexicon)[0] if not judged and scene.parties([part]) and part not in roles.get("agent", [])]
        judged += [part for node in roles.get("item", []) for child in node.kids("nmod") if case(child) in ("by", "of", "from", "between") for part in [child] if not judged and scene.parties([child])]
        if judged:
            yield "recipient", scene.filler(judged, as_party=True)
    if "agent" not in roles and draft.frame.frame in ("deployment", "casualties", "combat", "use", "training"):
        holders = [node for node in roles.get("item", []) if scene.owners(node)]
        if holders:
            owners = [party for node in holders for party in scene.owners(node)]
            yield "agent", Filler(tuple(party.name for party in owners), scene.extent(holders), tuple(party.actor or "" for party in owners))


def _chain(scene: Scene, draft: Draft, stand: Stand) -> tuple[Holder, ...]:
    links = list(stand.links)
    if draft.kind is Kind.POSITION and draft.roles.get("agent") and draft.frame.sense.modal is None:
        taker = holder_of(scene, draft.roles["agent"]) or _text_holder(scene, draft, stand)
        if taker is not None and not scene.speaks(taker) and (not links or links[0].name != taker.name) and not _represents(links, taker):
            links.insert(0, taker)
    voice = scene.discourse.voice
    if not links or (scene.inside_quote(draft.trigger) and scene.quoting and links[-1].name != scene.quoting.name and not scene.speaks(scene.quoting)):
        source = scene.quoting if scene.inside_quote(draft.trigger) else None
        inherited = (source,) if source is not None and not scene.speaks(source) else scene.discourse.source if not scene.discourse.first or scene.discourse.quote_open else ()
        links += [one for one in reversed(inherited) if not links or links[-1].name != one.name]
    return (*voice, *reversed(links)) or (Holder("?unnamed"),)


def _text_holder(scene: Scene, draft: Draft, stand: Stand) -> Holder | None:
    """A resolution, embargo or report that demands or endorses: the Council for its own texts, else the text by its name."""
    node = draft.roles["agent"][0]
    mark = scene.mark("NORM", node)
    if node.lemma in ("resolution", "embargo") and not any(child.lemma == "draft" for child in node.children):
        stand.basis = Basis.RECORD
        return Holder("UN Security Council", None, node.span)
    if node.lemma in scene.lexicon.classes["documents"] or mark is not None:
        return Holder(scene.text(node), None, node.span)
    if node.tag == "NNS" and node.lemma in scene.lexicon.words["collectives"]:
        return Holder(scene.text(node), None, node.span)
    return None


def _represents(links: list[Holder], taker: Holder) -> bool:
    """Whether the innermost link already speaks for *taker*: "France condemns …, said its envoy"."""
    return bool(links) and f"({taker.name})" in links[0].name


def _span(scene: Scene, draft: Draft, parts: list[Node]) -> Span:
    """The smallest stretch that holds the trigger, its auxiliaries and its roles."""
    trigger = draft.trigger
    span = trigger.span
    anchors = [trigger] + ([draft.clause.carrier] if draft.clause.carrier is not None else [])
    for anchor in anchors:
        span = span.joined(anchor.span)
        for child in anchor.children:
            if child.label in ("aux", "aux:pass", "cop", "compound:prt") or (child.label == "advmod" and child.word in scene.lexicon.words["negations"]):
                span = span.joined(child.span)
    for role, nodes in draft.roles.items():
        for node in nodes:
            if node.tag[:1] == "V" and role == "item":
                span = span.joined(verb_phrase(node))
            elif draft.places.get(role) == "itself" and not draft.clause.nominal:
                span = span.joined(verb_phrase(trigger))
            else:
                span = span.joined(scene.extent([node]))
    for node in parts:
        span = span.joined(scene.extent([node]))
    if draft.kind is Kind.VERIFICATION and not draft.clause.nominal:
        span = span.joined(verb_phrase(trigger))
    return span


# ---------------------------------------------------------------------- discourse

def _speaking(scene: Scene) -> Holder | None:
    """Who is quoted in the sentence as a whole: the subject of its highest verb of saying that is not the document's own voice."""
    best: tuple[int, Holder] | None = None
    for node in scene.tree.nodes:
        voice = scene.lexicon.verbs.get(node.lemma) if node.tag.startswith("V") else None
        if voice is None or not voice.holds or node.child(*SUBJECTS) is None or voice.name not in ("says", "claims", "believes", "confirms", "denies"):
            continue
        heads, passive = subjects(node, scene.lexicon)
        holder = None if passive else holder_of(scene, heads)
        if holder is None or scene.speaks(holder):
            continue
        depth = sum(1 for _ in node.ancestors) - (1 if node.label == "parataxis" else 0)
        if best is None or depth < best[0]:
            best = (depth, holder)
    return best[1] if best else None


def _stated_by(scene: Scene) -> Holder | None:
    """ "This was stated by X": X, to whom what stands before is owed."""
    root = scene.tree.root
    if not root.tag.startswith("V") or root.lemma not in scene.lexicon.verbs or root.child("aux:pass") is None:
        return None
    subject = root.child("nsubj:pass")
    if subject is None or subject.word not in ("this", "that", "it"):
        return None
    agents = [child for child in root.kids("obl:agent", "obl") if case(child) == "by"]
    return holder_of(scene, agents) if agents else None


def _remember(scene: Scene, speaking: Holder | None, quoted_before: bool) -> None:
    """What the next sentence may refer to."""
    now: Discourse = scene.discourse
    if speaking is not None:
        now.source = (speaking,)
        if "(" in speaking.name:
            now.person = speaking
    else:
        for mark in scene.sheet.of("PERSON"):
            value = mark.value
            if any(f"({party.name})" in str(getattr(value, "name", "")) for party in now.first):
                continue
            now.person = Holder(str(getattr(value, "name", "")), getattr(value, "actor", None), scene.sheet.span(mark))
            break
    text = scene.document.words(scene.sheet.sentence)
    opened = text.count("“") - text.count("”")
    now.quote_open = (now.quote_open or opened > 0) and not (opened < 0 or (quoted_before and "”" in text and opened <= 0))
    root = scene.tree.root
    heads = subjects(root, scene.lexicon)[0] if root.tag.startswith("V") else [child for child in root.children if child.label in SUBJECTS]
    named = scene.parties(heads)
    if named and all(head.tag not in ("PRP", "PRP$") for head in heads):
        if len(named) > 1:
            now.plural = tuple(named)
        else:
            now.singular = tuple(named)
            if heads and heads[-1].tag in ("NNS", "NNPS"):
                now.plural = tuple(named)
    elif heads and heads[0].tag == "NN":
        now.singular = ()               # "it" now means the thing just named, not a party before it
    states: list[Party] = []
    for mark in scene.sheet.of("ACTOR"):
        party = Party(str(getattr(mark.value, "name", "")), getattr(mark.value, "actor", None))
        if getattr(mark.value, "kind", "") == "state" and party not in states:
            states.append(party)
    if len(states) >= 2:
        now.pair = (states[0], states[1])
    norms = [str(getattr(mark.value, "name", "")) for mark in scene.sheet.of("NORM")]
    if norms:
        now.norms = tuple(norms)
    elif any(node.lemma in ("resolution", "treaty", "charter", "embargo", "sanction") for node in scene.tree.nodes):
        now.norms = ("UN Security Council resolutions",)
    treaties = [node for node in scene.tree.nodes if node.tag.startswith("N") and node.lemma in ("treaty", "agreement", "pact", "accord", "memorandum", "deal")]
    if treaties:
        now.treaty = scene.text(treaties[0])
    for node in scene.tree.nodes:
        if node.tag.startswith("N") and scene.of_class(node, ("personnel",)):
            owners = scene.owners(node)
            if owners:
                now.troops = tuple(owners)


def tree_of(document: Document, sentence: Span, reference: Reference) -> Tree | None:
    """The tree of the sentence at *sentence*, for a person who asks why."""
    cut = tokens(document.text, sentence, reference.gazetteer.glued)
    return default_parser().parse(cut) if cut else None
