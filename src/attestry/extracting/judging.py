"""The drafts of a sentence: what its words call up by the packs, and what the judge finds likely though no sense holds."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.extracting.draft import Draft
from attestry.extracting.framing import Calls, called, filled
from attestry.extracting.judge import default_judge
from attestry.extracting.parsing.tree import Node
from attestry.extracting.scene import Scene
from attestry.extracting.traits import Called, can_be_judged, listed_for, traits_of_place
from attestry.extracting.triggers import clause_of
from attestry.model.claim import Kind
from attestry.reference.frames import Frame, eased

PLAIN = 0.35                        # how likely the likeliest frame must be for the judge to add it
LIKELY = {Kind.ACT: 0.5, Kind.VERDICT: 0.5, Kind.POSITION: 0.6, Kind.VERIFICATION: 0.6}
"""How likely it must be that the word calls up any frame; stances are told in more ways that are none."""
PARTS = {"V": "verb", "N": "noun", "J": "adjective"}
"""The first letters of the tags of words that the judge adds drafts for."""


def drafts(scene: Scene) -> Iterator[Draft]:
    """The drafts of a sentence, by trigger in reading order: those of the packs, and those that the judge adds."""
    found = called(scene)
    names = {index: calls.names() for index, calls in found.items()}
    for node in scene.tree.nodes:
        calls = found.get(node.index)
        if calls is not None and calls.held:
            yield from calls.held
        elif node.tag[:1] in PARTS and can_be_judged(node):
            added = _added(scene, node, calls, names)
            if added is not None:
                yield added


def _added(scene: Scene, node: Node, calls: Calls | None, names: Called) -> Draft | None:
    """The likeliest draft of a word for which no sense holds, if it is likely enough and any of its roles is filled."""
    judge = default_judge()
    of_word = judge.of_word(scene.reference.frames, node.word, node.lemma, node.tag)
    if not of_word.open:
        return None
    clause = clause_of(scene, node)
    weighing = judge.weigh(tuple(traits_of_place(scene, node, clause, names)), of_word)
    frame = _frame(scene, node, calls, weighing.best())
    if frame is None or weighing.any < LIKELY[frame.kind] or weighing.of(frame.frame) < PLAIN:
        return None
    draft = filled(scene, clause, frame)
    draft.weighing = weighing
    return draft if _says_something(draft) else None


def _says_something(draft: Draft) -> bool:
    """Whether an act has somebody or something in it; a stance or verdict, something that it is about."""
    if draft.kind is Kind.ACT:
        return any(role in draft.roles for role in ("agent", "recipient", "item"))
    return any(node.tag[:1] in "NV" for node in draft.roles.get("item", []))


def _frame(scene: Scene, node: Node, calls: Calls | None, name: str) -> Frame | None:
    """The sense to read a frame by: one of the packs, refused and eased; the usual one, where none lists the word for it."""
    refused = [frame for frame in (calls.refused if calls is not None else ()) if frame.frame == name]
    if refused:
        return eased(refused[0])
    listed = name in listed_for(scene.reference.frames, node.lemma, node.word)
    return None if listed else scene.reference.frames.usual.get((name, PARTS[node.tag[:1]]))
