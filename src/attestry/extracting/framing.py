"""From trigger words to drafts: which frame a word calls up in its clause, and what fills the roles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from attestry.extracting.clause import Clause
from attestry.extracting.demands import modal, opened_by
from attestry.extracting.draft import Draft
from attestry.extracting.fitting import fits, holds, is_about_else, is_somebody
from attestry.extracting.parsing.tree import Node
from attestry.extracting.phrases import case, conjuncts
from attestry.extracting.scene import Scene
from attestry.extracting.triggers import LOCAL, readings
from attestry.model.claim import Kind
from attestry.reference.frames import ROLES, Frame

BY_MODAL = " by a modal verb"


@dataclass(slots=True)
class Calls:
    """What one word calls up by the packs: the drafts whose senses hold there, and the frames of those that do not.

    A sense that is not about what the word is said of, by the words of its lists, is not among them.
    """

    held: list[Draft] = field(default_factory=list)
    refused: list[Frame] = field(default_factory=list)

    def names(self) -> tuple[frozenset[str], frozenset[str]]:
        """The frames held, those of modal verbs apart, and the frames refused."""
        return (frozenset(draft.frame.frame + (BY_MODAL if draft.frame.sense.modal else "") for draft in self.held),
                frozenset(frame.frame for frame in self.refused))


def called(scene: Scene) -> dict[int, Calls]:
    """What the words of a sentence call up by the packs, by the index of the word."""
    found: dict[int, Calls] = {}
    adjectives = scene.reference.frames.adjectives
    for node in scene.tree.nodes:
        if node.tag[:1] in "VNJ" or node.children or node.word in adjectives:     # any other word calls up nothing
            for candidates, clause in readings(scene, node):
                calls = found.setdefault(node.index, Calls())
                calls.held += _called(scene, clause, candidates, calls.refused)
            for draft in modal(scene, node):
                opened = opened_by(scene, node, draft.frame.sense.modal or "") or node
                found.setdefault(opened.index, Calls()).held.append(draft)
    return found


def _called(scene: Scene, clause: Clause, candidates: Sequence[Frame], refused: list[Frame]) -> Iterator[Draft]:
    fitting: list[Draft] = []
    for frame in candidates:
        if frame.second is not None and not has_second(clause.trigger, frame.second):
            continue
        draft = filled(scene, clause if frame.second is None else joined(clause, frame.second), frame)
        if holds(scene, draft):
            fitting.append(draft)
        elif not is_about_else(draft) and not frame.sense.only_words:
            refused.append(frame)
    acts = [draft for draft in fitting if draft.kind is Kind.ACT]
    if acts:
        yield max(acts, key=_weight)
    taken = {Kind.ACT} if acts else set()
    for draft in fitting:
        answered = draft.kind in taken and draft.frame.sense.negated is None
        if draft.kind is Kind.ACT or answered or (acts and draft.kind is not Kind.VERDICT):
            continue
        if not draft.frame.sense.modes and draft.frame.sense.negated is None:
            taken.add(draft.kind)
        yield draft


def _weight(draft: Draft) -> tuple[bool, int]:
    """How much speaks for a sense among those that fit one trigger: a second word, roles it insists on, roles filled."""
    sense = draft.frame.sense
    return draft.frame.second is not None, len(draft.roles) + (2 if sense.any_of else 0) + (1 if sense.item else 0)


def has_second(node: Node, second: str) -> bool:
    """Whether the other word of a trigger of two stands beside *node*: the "part" of "take part"."""
    for child in node.children:
        if second in (child.lemma, child.word) or any(
            part.word == second and (part.label == "case" or (part.label == "mark" and child.tag == "VBG"))
            for part in child.children
        ):
            return True
    return False


def joined(clause: Clause, second: str) -> Clause:
    """*clause* with what hangs on the object that is the second word of its trigger: "pays tribute to", "takes part in"."""
    noun = next((child for child in clause.trigger.kids("obj") if second in (child.lemma, child.word)), None)
    if noun is None or clause.nominal:
        return clause
    whole = replace(clause, places={place: list(nodes) for place, nodes in clause.places.items()})
    for child in noun.children:
        if child.label in ("nmod", "obl") and case(child):
            whole.put(case(child), *conjuncts(child))
        elif child.label in ("acl", "ccomp", "xcomp") and child.tag[:1] == "V":
            whole.put(next((mark.word for mark in child.kids("mark") if mark.tag == "IN"), "clause"), *conjuncts(child))
    return whole


def filled(scene: Scene, clause: Clause, frame: Frame) -> Draft:
    """The draft of *frame* in *clause*, its roles filled from the places that the frame's way names."""
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
    """A party or place that the parser hung on the item: "missiles from X", "containers of munitions to X"."""
    held = [(other, node) for other, nodes in draft.roles.items() for node in nodes if draft.places.get(other) != "itself"]
    for _, item in sorted(held, key=lambda one: one[0] != "item"):
        made_of = [child for child in item.kids("nmod") if case(child) == "of"]
        for child in (*item.children, *(one for each in made_of for one in each.children)):
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
