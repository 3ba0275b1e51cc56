"""Who fills a claim's roles: what the frame's places gave, and what the words around them tell where a place was empty.

A stance names the one it is aimed at seldom beside its verb; mostly as the owner of what it is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attestry.extracting.clause import noun_clause
from attestry.extracting.draft import Draft
from attestry.extracting.parsing.tree import Node
from attestry.extracting.phrases import case, conjuncts, verb_phrase
from attestry.extracting.scene import Scene
from attestry.extracting.sheet import Mark
from attestry.extracting.subjects import SUBJECTS, subjects
from attestry.extracting.triggers import LOCAL
from attestry.model.claim import Filler, Holder, Kind
from attestry.model.text import Span

PARTIES = ("agent", "recipient")
OWNERS = ("by", "of", "from", "between", "among", "on the part of", "within")
"""Prepositions behind which the owner or doer of what a noun names stands."""
OWN_TEXT = re.compile(r"Security Council|\b\d{3,4} \(\d{4}\)")
"""How a text is named that is the Council's own: with its name, or by number and year."""
WHERE = LOCAL | {"within", "amid", "around", "from", "beyond", "on"}
COLLECTIVE = "international community"
COUNCIL, COUNCIL_ID = "UN Security Council", "un-security-council"

Role = tuple[str, Filler]


def roles_of(scene: Scene, draft: Draft, parts: list[Node], holder: Holder) -> dict[str, Filler]:
    """The fillers of a draft's roles; *parts* belong to the item, *holder* is the innermost, who takes the stance."""
    found = dict(_stated(scene, draft, parts))
    if "agent" not in found:
        agent = _taker(scene, draft, holder) if draft.kind is Kind.POSITION else _agent(scene, draft)
        if agent is not None:
            found["agent"] = agent
    if "recipient" not in found and draft.kind is Kind.POSITION:
        recipient = _recipient(scene, draft)
        if recipient is not None:
            found["recipient"] = recipient
    if "place" not in found and draft.kind is not Kind.VERIFICATION:
        place = _place(scene, draft)
        if place is not None:
            found["place"] = place
    return found


def _stated(scene: Scene, draft: Draft, parts: list[Node]) -> Iterator[Role]:
    """What the places of the frame gave."""
    for role, nodes in draft.roles.items():
        text = role == "agent" and draft.frame.frame == "vote" and any(_is_text(scene, node) for node in nodes)
        if nodes and not text and not (role in PARTIES and _is_nobody(scene, nodes)):
            filler = _party(scene, draft, role, nodes) if role in PARTIES else _thing(scene, draft, role, nodes, parts)
            if filler is not None:
                yield role, filler


def _is_text(scene: Scene, node: Node) -> bool:
    """Whether a resolution is said to renew or end something: whoever adopted it does."""
    return scene.mark("NORM", node) is not None or node.lemma in scene.lexicon.classes["documents"]


def _is_nobody(scene: Scene, nodes: Sequence[Node]) -> bool:
    """Whether *nodes* are pronouns for nobody we know: better unsaid than wrong."""
    if scene.parties(nodes):
        return False
    return all(node.tag in ("PRP", "PRP$") for node in nodes) or all(
        node.tag in ("DT", "WDT", "WP", "WRB", "EX") or node.word in ("it", "that", "there", "one") for node in nodes
    )


def _party(scene: Scene, draft: Draft, role: str, nodes: Sequence[Node]) -> Filler | None:
    if role == "agent" and draft.kind is Kind.VERDICT and not scene.parties(nodes):
        places = ("poss", "by", "between")
        owners = [owner for node in nodes for place in places for owner in noun_clause(node, scene.lexicon).fill(place)]
        if not scene.parties(owners):
            owners = [owner for node in nodes for owner in owners_in(scene, node)] or [
                node for node in nodes if is_actor(scene, node)
            ]
        return scene.filler(owners, as_party=True) if owners else None
    if role == "recipient" and draft.kind is Kind.POSITION:
        if all(node.word in scene.lexicon.words["firsts"] for node in nodes):
            return _all_of_us(scene, draft, nodes)
        aimed = [node for node in nodes if is_actor(scene, node)]
        aimed = aimed or [owner for node in nodes for owner in owners_in(scene, node) if not _is_own(scene, draft, owner)]
        aimed = aimed or (_named_within(scene, nodes, _own(scene, draft)) if draft.frame.frame in ("call", "warn") else [])
        if not aimed and draft.frame.frame == "call":
            return None                 # "the process must be inclusive": of nobody named
        return scene.filler(aimed or nodes, as_party=True)
    return scene.filler(nodes, as_party=True)


def _thing(scene: Scene, draft: Draft, role: str, nodes: Sequence[Node], parts: list[Node]) -> Filler:
    if role == "item" and draft.places.get(role) == "itself" and not draft.clause.nominal:
        return _words(scene, verb_phrase(draft.trigger))
    if role == "item" and nodes[0].tag[:1] == "V":
        return _words(scene, Span(min(node.start for node in nodes), max(verb_phrase(node).end for node in nodes)))
    if role == "item" and nodes[0].word in ("it", "this") and draft.frame.frame == "agreement" and scene.discourse.treaty:
        return Filler((scene.discourse.treaty,), scene.extent(nodes), ("",))      # "the State Duma ratified it"
    return scene.filler([*nodes, *(parts if role == "item" else [])], as_party=False)


def _words(scene: Scene, span: Span) -> Filler:
    return Filler((scene.document.words(span),), span, ("",))


# ------------------------------------------------------------------ agent


def _taker(scene: Scene, draft: Draft, holder: Holder) -> Filler | None:
    """Who takes a stance whose verb names nobody: the holder that was met on the way, or the "we" that speaks above it."""
    if holder.words is not None and scene.sheet.sentence.holds(holder.words):
        return None if holder.nameless else Filler((holder.name,), holder.words, (holder.actor or "",))
    if not scene.speaks(holder):
        return None
    for verb in (draft.trigger, *draft.trigger.ancestors):
        if verb is draft.trigger and draft.frame.sense.modal == "demanding":
            continue
        for child in verb.children:
            mine = child.label in (*SUBJECTS, "nmod:poss") and child.index < draft.trigger.index
            if mine and any(party in scene.discourse.first for party in scene.party(child)):
                return scene.filler([child], as_party=True)
    return None


def _agent(scene: Scene, draft: Draft) -> Filler | None:
    """Whose act it is, where no place of the frame told."""
    items = draft.roles.get("item", [])
    if draft.frame.frame == "vote":
        return _council(scene, items)
    if draft.frame.frame == "agreement":
        sides = [one for node in (draft.trigger, *items) for one in owners_in(scene, node)]
        return scene.filler(sides, as_party=True) if sides else None
    if draft.frame.frame in ("deployment", "casualties", "combat", "use", "training"):
        holders = [node for node in items if scene.owners(node)]
        if holders:
            whose = [party for node in holders for party in scene.owners(node)]
            return Filler(
                tuple(party.name for party in whose), scene.extent(holders), tuple(party.actor or "" for party in whose)
            )
    return _by_means(scene, draft)


def _by_means(scene: Scene, draft: Draft) -> Filler | None:
    """ "Ukraine has killed people through an invasion": whoever does the one by the other does both."""
    verb, together = draft.trigger.head, draft.frame.frame in ("cooperation", "violation")
    by = case(draft.trigger) in ("through", "by", "via", "by means of") or (together and case(draft.trigger) == "in")
    if not draft.clause.nominal or verb is None or not by:
        return None
    if verb.tag[:1] == "N" and together and scene.party(verb):
        return scene.filler([verb], as_party=True)      # "the Union in collusion with X"
    if verb.tag[:1] != "V":
        return None
    doers, passive = subjects(verb, scene.lexicon)
    return scene.filler(doers, as_party=True) if not passive and scene.parties(doers) else None


def _council(scene: Scene, texts: Sequence[Node]) -> Filler | None:
    """The Council, where its own text is adopted, or its name stands in the sentence."""
    own = [node for node in texts if (mark := scene.mark("NORM", node)) is not None and OWN_TEXT.search(_name(mark))]
    if own:
        return Filler((COUNCIL,), scene.extent(own), (COUNCIL_ID,))
    named = next((mark for mark in scene.sheet.of("ACTOR") if getattr(mark.value, "actor", "") == COUNCIL_ID), None)
    return Filler((COUNCIL,), scene.sheet.span(named), (COUNCIL_ID,)) if named is not None else None


def _name(mark: Mark) -> str:
    return str(getattr(mark.value, "name", ""))


# ------------------------------------------------------------------ recipient


def _recipient(scene: Scene, draft: Draft) -> Filler | None:
    """At whom a stance is aimed, where no place of the frame told: whoever owns or does what it is about."""
    takers = draft.roles.get("agent", [])
    own = _own(scene, draft)
    told = _told(scene, draft)
    if told:
        return scene.filler(told, as_party=True)
    for item in draft.roles.get("item", []):
        if draft.places.get("item") == "itself" and draft.frame.sense.modal == "demanding":
            continue
        aimed = [node for node in _aimed_at(scene, draft, item) if node not in takers]
        if draft.frame.frame == "call" and aimed and all(node.word in scene.lexicon.words["firsts"] for node in aimed):
            return _all_of_us(scene, draft, aimed)
        aimed = [node for node in aimed if not _is_own(scene, draft, node)]
        if aimed:
            return scene.filler(aimed, as_party=True)
    named = _named_within(scene, draft.roles.get("item", []), own)
    return scene.filler(named, as_party=True) if named else None


def _told(scene: Scene, draft: Draft) -> list[Node]:
    """Whom a demand is told that has another subject or none: "we remind the parties that measures must be taken"."""
    above = draft.trigger.head
    if draft.frame.sense.modal != "demanding" or above is None:
        return []
    objects = above.kids("obj", "iobj") if draft.trigger.label == "ccomp" else ()
    that = any(one.word == "that" for one in draft.trigger.kids("mark"))
    if that and draft.trigger.label.startswith("acl") and above.label == "obj":
        objects = (above,)
    return [one for child in objects for one in conjuncts(child) if is_actor(scene, one)]


def _own(scene: Scene, draft: Draft) -> list[str]:
    """The names of those who take the stance or speak: it is not aimed at them."""
    return [party.name for party in (*scene.parties(draft.roles.get("agent", ())), *scene.discourse.first)]


def _is_own(scene: Scene, draft: Draft, node: Node) -> bool:
    parties = scene.party(node)
    return bool(parties) and all(party.name in _own(scene, draft) for party in parties)


def _aimed_at(scene: Scene, draft: Draft, item: Node) -> list[Node]:
    """The actors that *item* is, belongs to, or is done by."""
    if item.tag[:1] in "VJ" or item.child(*SUBJECTS) is not None:
        clauses = [item]
    elif is_actor(scene, item):
        return [item]
    else:
        owners = owners_in(scene, item)
        if owners:
            return owners
        clauses = [child for child in item.kids("acl", "ccomp") if child.tag[:1] == "V"]
    if draft.frame.frame == "promise":
        return _done_to(scene, draft, clauses)
    for clause in clauses:
        doers, passive = subjects(clause, scene.lexicon)
        if passive or not doers:
            doers = [
                one for child in clause.kids("obl", "obl:agent") if case(child) == "by" for one in conjuncts(child)
            ] or doers
        actors = [one for one in doers if is_actor(scene, one) or one.word in scene.lexicon.words["firsts"]]
        owners = [owner for one in doers for owner in owners_in(scene, one)] if not actors else []
        if actors or owners:
            return actors or owners
    return []


def _done_to(scene: Scene, draft: Draft, clauses: Sequence[Node]) -> list[Node]:
    """To or with whom it is promised to do something: the first actor below, "help the refugees", "press the regime"."""
    for clause in clauses:
        for node in clause.subtree():
            if node.label not in ("obj", "iobj", "obl", "nmod", "nmod:poss") or case(node) in LOCAL or not is_actor(scene, node):
                continue
            if not _is_own(scene, draft, node) and node.word not in scene.lexicon.words["firsts"]:
                return conjuncts(node)
    return []


def owners_in(scene: Scene, noun: Node) -> list[Node]:
    """The actors whose act, quality or thing *noun* is: "the Envoy's efforts", "Syrian attacks", "the work of the Committee"."""
    beside = [part for part in noun.kids("nmod:poss", "amod", "compound") if part.index < noun.index and _is_owner(scene, part)]
    if beside:
        return [one for part in beside for one in (conjuncts(part) if part.label == "nmod:poss" else [part])]
    behind = [child for child in noun.kids("nmod", "obl") if case(child) in OWNERS]
    done = [child for clause in noun.kids("acl") for child in clause.kids("obl", "obl:agent") if case(child) == "by"]
    for part in (*behind, *done):
        actors = [one for one in conjuncts(part) if is_actor(scene, one)]
        if actors:
            return actors
    for part in behind:
        owners = owners_in(scene, part)     # "the implementation of the commitments of X"
        if owners:
            return owners
    return []


def _is_owner(scene: Scene, part: Node) -> bool:
    """Whether a word before a noun names somebody: "Syrian", "their", "the Envoy's"."""
    if part.label == "nmod:poss":
        return is_actor(scene, part)
    return bool(scene.parties([part])) and getattr(getattr(scene.name_at(part), "value", None), "kind", "") != "unknown"


def is_actor(scene: Scene, node: Node) -> bool:
    """Whether a phrase names, or stands for, people or a body that can act."""
    if node.tag[:1] not in "NPDJ" or node.tag in ("WDT", "WRB") or scene.mark("NORM", node) is not None:
        return False
    if node.word in ("those", "everyone", "everybody", "all", "others", "anyone"):
        return True
    if scene.party(node):
        return node.tag[:1] != "J" and not _is_thing(scene, node)
    if node.tag[:1] == "J":
        return False
    words = scene.lexicon.words
    return node.lemma in words["takers"] or node.lemma in words["spokespeople"] or scene.of_class(node, ("personnel", "people"))


def _is_thing(scene: Scene, node: Node) -> bool:
    """Whether a noun stands for a party only by belonging to it, and is a weapon, an attack, a policy: no actor."""
    return scene.name_at(node) is None and scene.of_class(node, ("arms", "abstract", "aircraft", "vehicles", "fighting"))


def _all_of_us(scene: Scene, draft: Draft, nodes: Sequence[Node]) -> Filler | None:
    """Whom "we" means in a demand: the Council where its name stands beside it, else all who listen; in an agency, its State.

    "Our interests" in a stance that is no demand are the speaker's own.
    """
    own = scene.filler(nodes, as_party=True) if scene.parties(nodes) else None
    if draft.frame.frame != "call" or len(scene.discourse.voice) > 1 or scene.inside_quote(nodes[0]):
        return own
    if any(node.word in ("i", "me", "my") for node in nodes):
        return None
    council = any(getattr(mark.value, "actor", "") == COUNCIL_ID for mark in scene.sheet.of("ACTOR"))
    name, actor = (COUNCIL, COUNCIL_ID) if council else (COLLECTIVE, "international-community")
    return Filler((name,), scene.extent(nodes), (actor,))


def _named_within(scene: Scene, items: Sequence[Node], own: Sequence[str]) -> list[Node]:
    """The first party that is named inside what a stance is about, other than the one who takes it."""
    for item in items:
        for node in item.subtree():
            mark = scene.name_at(node)
            if mark is None or mark.last - 1 != node.index or getattr(mark.value, "kind", "place") in ("place", "unknown"):
                continue
            if any(party.name not in own for party in scene.party(node)) and not _is_only_where(scene, node):
                return [node]
    return []


def _is_only_where(scene: Scene, node: Node) -> bool:
    """Whether a land is named as a place: violence in it, or a group there, is not the land's."""
    return _is_land(scene, node) and case(node) in LOCAL


# ------------------------------------------------------------------ place


def _place(scene: Scene, draft: Draft) -> Filler | None:
    """Where it is: the named place below the trigger, in what it is about, or beside the verbs above it."""
    below = [draft.trigger, *(node for role in ("item", "recipient", "agent") for node in draft.roles.get(role, ()))]
    for top in (*below, *draft.trigger.ancestors):
        for node in top.subtree():
            if _is_where(scene, node):
                return scene.filler(conjuncts(node), as_party=False)
    for top in below[1:]:
        for node in top.subtree():
            if node is not top and _is_land(scene, node) and _is_named_of(node):
                return scene.filler([node], as_party=False)
    return None


def _is_named_of(node: Node) -> bool:
    """Whether a land is named behind another preposition or as an owner: "the people of Libya", "Syria's rebuilding"."""
    return node.tag[:1] == "N" and (node.label == "nmod:poss" or case(node) in ("of", "to", "for", "on", "regarding", "about"))


def _is_where(scene: Scene, node: Node) -> bool:
    """Whether a phrase names a place behind a preposition of place: "in the north of Syria", "throughout Yemen"."""
    if node.tag[:1] != "N" or node.label not in ("nmod", "obl", "conj", "appos") or case(node) not in WHERE:
        return False
    return _is_land(scene, node) or (node.lemma in scene.lexicon.classes["places"] and any(
        _is_land(scene, part) for part in node.subtree() if part is not node and part.label in ("nmod", "compound", "nmod:poss")
    ))


def _is_land(scene: Scene, node: Node) -> bool:
    mark = scene.name_at(node)
    return mark is not None and getattr(mark.value, "kind", "") in ("place", "state", "region")
