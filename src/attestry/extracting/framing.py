"""From trigger words to drafts: which frame a word calls up in its clause, and what fills the roles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from attestry.extracting.clause import Clause, verb_clause
from attestry.extracting.draft import Draft
from attestry.extracting.fitting import fits, holds, is_somebody
from attestry.extracting.parsing.tree import Node
from attestry.extracting.phrases import case, conjuncts
from attestry.extracting.scene import Scene
from attestry.extracting.triggers import LOCAL, readings
from attestry.model.claim import Kind
from attestry.model.text import Span
from attestry.reference.frames import ROLES, Frame


def drafts(scene: Scene) -> Iterator[Draft]:
    """The drafts of a sentence, by trigger in reading order: at most one act, and one stance or verdict, for each trigger."""
    for node in scene.tree.nodes:
        for candidates, clause in readings(scene, node):
            yield from _called(scene, clause, candidates)
        yield from _modal(scene, node)


def _modal(scene: Scene, node: Node) -> Iterator[Draft]:
    """What an auxiliary of demand or promise calls up: "X must …", "we will …"."""
    if node.tag[:1] != "V" or node.child("cop") is not None or any(child.word == "have" for child in node.kids("aux")):
        return
    for frame in scene.reference.frames.modal:
        listed = scene.lexicon.words[frame.sense.modal or ""]
        auxiliary = next((child for child in node.kids("aux") if child.word in listed), None)
        if auxiliary is None:
            continue
        clause = verb_clause(node, scene.lexicon)
        heads = clause.fill("subject") or clause.fill("object")
        first_person = any(head.word in scene.lexicon.words["firsts"] for head in heads)
        own = first_person or (bool(scene.discourse.first) and scene.parties(heads) == list(scene.discourse.first))
        if frame.sense.modal == "promising":
            if not own or node.lemma in scene.lexicon.words["unpromising"]:
                continue
        elif not heads or (first_person and auxiliary.word == "shall"):
            continue
        draft = Draft(frame, clause, {"item": [node]}, {"item": "itself"})
        role = "agent" if frame.sense.modal == "promising" else "recipient"
        if role == "agent" or (not own and (scene.parties(heads) or heads[0].tag[:1] == "N")):
            draft.roles[role], draft.places[role] = heads, "subject"
        yield draft


def verb_phrase(node: Node) -> Span:
    """From a verb to the end of what it governs, without asides, coordinated clauses of other subjects and the full stop."""
    end = node.end
    queue = [node]
    while queue:
        one = queue.pop()
        for child in one.children:
            if (
                child.index < node.index
                or child.label in ("parataxis", "punct", "discourse", "vocative")
                or (child.label == "conj" and child.tag[:1] in "VJ" and child.child("nsubj", "nsubj:pass") is not None)
            ):
                continue
            end = max(end, child.end)
            queue.append(child)
    return Span(node.start, end)


def _called(scene: Scene, clause: Clause, candidates: Sequence[Frame]) -> Iterator[Draft]:
    fitting: list[Draft] = []
    for frame in candidates:
        if frame.second is not None and not _has_second(clause.trigger, frame.second):
            continue
        draft = _filled(scene, clause, frame)
        if holds(scene, draft):
            fitting.append(draft)
    acts = [draft for draft in fitting if draft.kind is Kind.ACT]
    if acts:
        yield max(acts, key=_weight)
    taken = {Kind.ACT} if acts else set()
    for draft in fitting:
        if draft.kind is Kind.ACT or draft.kind in taken or (acts and draft.kind is not Kind.VERDICT):
            continue
        if not draft.frame.sense.modes and draft.frame.sense.negated is None:
            taken.add(draft.kind)
        yield draft


def _weight(draft: Draft) -> tuple[bool, int]:
    """How much speaks for a sense among those that fit one trigger: a second word, roles it insists on, roles filled."""
    sense = draft.frame.sense
    return draft.frame.second is not None, len(draft.roles) + (2 if sense.any_of else 0) + (1 if sense.item else 0)


def _has_second(node: Node, second: str) -> bool:
    for child in node.children:
        if second in (child.lemma, child.word) or any(part.label == "case" and part.word == second for part in child.children):
            return True
    return False


def _filled(scene: Scene, clause: Clause, frame: Frame) -> Draft:
    places = frame.way.noun if clause.nominal else frame.way.verb
    draft = Draft(frame, clause)
    used: list[Node] = []
    for role in sorted(places, key=_order(frame)):
        for stated in places[role]:
            place = stated.rstrip("!")
            nodes = [
                node
                for node in clause.fill(place)
                if node not in used and (place == stated or is_somebody(scene, node)) and fits(scene, draft, role, place, node)
            ]
            if nodes:
                draft.roles[role], draft.places[role] = nodes, place
                if place != "itself":
                    used += nodes
                break
    for role in ("recipient", "agent", "place", "item"):
        if role not in draft.roles:
            _from_item(scene, draft, role, places.get(role, ()))
    if "place" not in draft.roles and draft.kind is Kind.ACT:
        _place_within(scene, draft)
    return draft


def _place_within(scene: Scene, draft: Draft) -> None:
    """A named place that hangs deeper in the clause: "strikes on the depot near X"."""
    taken = {id(node) for nodes in draft.roles.values() for node in nodes}
    for node in draft.trigger.subtree():
        if (
            node.label in ("nmod", "obl")
            and case(node) in LOCAL
            and id(node) not in taken
            and scene.name_at(node) is not None
            and scene.is_place(node)
        ):
            draft.roles["place"], draft.places["place"] = conjuncts(node), f"{case(node)} within"
            return


def _from_item(scene: Scene, draft: Draft, role: str, places: Sequence[str]) -> None:
    """A party or place that the parser hung on the item: "missiles from X", "the sending of troops to X"."""
    held = [(other, node) for other, nodes in draft.roles.items() for node in nodes if draft.places.get(other) != "itself"]
    for _, item in sorted(held, key=lambda one: one[0] != "item"):
        for child in item.children:
            if (
                child.label in ("nmod", "obl")
                and case(child) in places
                and case(child) not in ("of", "")
                and fits(scene, draft, role, case(child), child)
            ):
                draft.roles[role], draft.places[role] = conjuncts(child), f"{case(child)} of the item"
                return


def _order(frame: Frame) -> Callable[[str], int]:
    """Items of a stated class are looked for first, so that no party takes their place; then parties, then places."""
    first = ("item", "agent", "recipient", "place") if frame.sense.item or frame.sense.only_words else ROLES
    return first.index


def spread(nodes: Sequence[Node]) -> list[Node]:
    """*nodes* with their conjuncts, each once."""
    found: list[Node] = []
    for node in nodes:
        found += [one for one in conjuncts(node) if one not in found]
    return found
