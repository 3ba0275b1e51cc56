"""What is looked at to judge whether a word calls up a frame where it stands: its kin, its place, and what stands around it.

A trait is a few words that a person can read: "lists V call", "by V state", "under say/ccomp"; V, N, J, M, I are the first
letters of the tag. `training/judge.py` learns what each weighs; `judge.py` adds it up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attestry.extracting.clause import Clause
from attestry.extracting.parsing.parser import default_clusters
from attestry.extracting.parsing.tree import Node
from attestry.extracting.phrases import case
from attestry.extracting.scene import Scene
from attestry.reference.frames import Frames

Called = Mapping[int, tuple[frozenset[str], frozenset[str]]]
"""By the index of a word, the frames of which a sense holds there, and those of which none does."""

NOTHING: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
TAKEN = ("subject", "object", "itself")
"""Places of a clause that are told by other traits than its prepositions."""


def can_be_judged(node: Node) -> bool:
    """Whether a word is of a kind that calls up frames: a verb, a noun that is no name, an adjective, a modal verb."""
    tag = node.tag
    return (tag[:1] in "VJ" or tag in ("NN", "NNS", "MD") or (tag == "IN" and node.head is None)) and (
        node.word.isalpha() or "-" in node.word)


def kin_of(word: str) -> tuple[str, ...]:
    """The broad and the narrow cluster of a word; nothing for a rare one."""
    both = default_clusters().get(word)
    return () if both is None else (f"k{both >> 16}", f"n{both & 0xFFFF}")


def traits_of_word(frames: Frames, word: str, lemma: str, tag: str) -> list[str]:
    """What a word shows by itself, wherever it stands."""
    part = tag[:1]
    listed = listed_for(frames, lemma, word)
    return [
        f"is {part}", f"tag {tag}", f"word {part} {lemma}",
        *(f"kin {part} {kin}" for kin in kin_of(word)),
        *([f"lists {part} {frame}" for frame in listed] or [f"lists {part} nothing"]),
    ]


def listed_for(frames: Frames, lemma: str, word: str) -> list[str]:
    """The frames that the packs list for a word by itself."""
    found = {
        frame.frame
        for part in (frames.verbs, frames.nouns, frames.adjectives)
        for frame in part.get(lemma) or part.get(word, ())
        if frame.second is None
    }
    return sorted(found)


def traits_of_place(scene: Scene, node: Node, clause: Clause, called: Called) -> Iterator[str]:
    """What stands around a word: its governor, its subject and object, its prepositions, its neighbours."""
    part = node.tag[:1]
    frames = scene.reference.frames
    top = node.head if node.tag == "MD" and node.head is not None else node     # a modal verb is told by the verb it goes with
    held, refused = called.get(node.index, NOTHING)
    for frame in sorted(held):
        yield f"holds {frame}"
        yield f"holds {part} {frame}"
    for frame in sorted(refused - held):
        yield f"refused {frame}"
    if not held:
        yield f"holds {part} nothing"
    yield f"as {part} {node.label}"
    yield from _above(node, called, frames)
    listed = listed_for(frames, node.lemma, node.word)
    yield from _fillers(scene, node, clause, listed)
    yield from _around(scene, node, top, frames)
    yield from _beside(scene, node)
    yield "spoken by " + ("its speaker" if scene.discourse.first else "its writer")
    if node.tag == "MD":
        yield f"modal {top.lemma}"
        yield from (f"modal listed {frame}" for frame in listed_for(frames, top.lemma, top.word))
    if any(above.label == "acl:relcl" for above in (top, *top.ancestors)):
        yield "in a relative clause"
    if scene.inside_quote(node):
        yield "between quotation marks"


def _above(node: Node, called: Called, frames: Frames) -> Iterator[str]:
    head = node.head
    if head is None:
        yield "under nothing"
        return
    label = node.label
    kin = kin_of(head.word)[:1]
    yield f"under {head.lemma}/{label}"
    for one in kin:
        yield f"under {head.tag[:1]} {one}/{label}"
        yield f"{case(node)} under {head.tag[:1]} {one}"
    for frame in listed_for(frames, head.lemma, head.word):
        yield f"under listed {frame}/{label}"
        yield f"under listed {frame}/{case(node) or label}"
    for frame in sorted(called.get(head.index, NOTHING)[0]):
        yield f"under held {frame}/{label}"
    if head.head is not None:
        for frame in sorted(called.get(head.head.index, NOTHING)[0]):
            yield f"two under held {frame}"


def _fillers(scene: Scene, node: Node, clause: Clause, listed: Sequence[str]) -> Iterator[str]:
    part = node.tag[:1]
    kin = next(iter(kin_of(node.word)), "?")
    if clause.nominal:
        doers = clause.fill("poss") or clause.fill("by") or clause.fill("doer") or [
            one for one in clause.fill("nationality") if scene.name_at(one)]
        done = clause.fill("of")
        if clause.carrier is not None:
            yield f"carried by {clause.carrier.lemma}"
        if not doers and not done:
            yield "bare noun"
    else:
        doers, done = clause.fill("subject"), clause.fill("object")
        yield "passive" if clause.passive else "active"
    by = sorted({_sort(scene, one) for one in doers}) or ["nobody"]
    to = sorted({_sort(scene, one) for one in done}) or ["nothing"]
    for name, sorts in (("by", by), ("to", to)):
        for sort in sorts:
            yield f"{name} {part} {sort}"
            yield f"{name} {part} {sort}/{kin}"
            yield from (f"{frame} {name} {sort}" for frame in listed)
    yield from (f"{frame} as {part} {node.label}" for frame in listed)
    if any(scene.party(one) for one in doers):
        yield f"by {part} somebody known"
    for one in doers[:1]:
        yield f"by {part} {one.lemma}"
        yield from (f"by {part} {each}" for each in kin_of(one.word))
    for one in done[:2]:
        yield f"to {part} {one.lemma}"
        yield from (f"to {part} {each}" for each in kin_of(one.word))
        yield from (f"to {part} listed {frame}" for frame in listed_for(scene.reference.frames, one.lemma, one.word))
        if scene.party(one):
            yield f"to {part} somebody known"
    for place, nodes in clause.places.items():
        if place not in TAKEN:
            yield f"{part} {place}"
            yield from (f"{part} {place} {_sort(scene, one)}" for one in nodes[:1])


def _around(scene: Scene, node: Node, top: Node, frames: Frames) -> Iterator[str]:
    part = node.tag[:1]
    determined = False
    for child in top.children:
        label = child.label
        if label in ("aux", "aux:pass", "cop", "advmod", "mark"):
            yield f"{label} {child.word}"
        elif label == "det":
            determined = True
            yield f"det {part} {child.word}"
        elif label in ("amod", "compound"):
            yield f"before {part} {child.lemma}"
            yield f"before {part} {_sort(scene, child)}"
        elif label in ("ccomp", "xcomp", "csubj", "advcl", "acl"):
            yield f"below {part} {label}"
            yield from (f"below {part} {kin}" for kin in kin_of(child.word)[:1])
            yield from (f"below listed {frame}" for frame in listed_for(frames, child.lemma, child.word))
        elif label == "nummod":
            yield "counted"
        elif label in ("compound:prt", "expl"):
            yield f"{node.lemma} {child.word}"
    if part == "N" and not determined:
        yield f"no article {node.tag}"


def _beside(scene: Scene, node: Node) -> Iterator[str]:
    nodes, part = scene.tree.nodes, node.tag[:1]
    for step in (-2, -1, 1, 2):
        at = node.index + step
        there = nodes[at] if 0 <= at < len(nodes) else None
        yield f"{step:+} {there.word}" if there else f"{step:+} end"
        if there:
            yield f"{step:+} {part} {there.tag}"
            if step in (-1, 1):
                yield from (f"{step:+} {part} {kin}" for kin in kin_of(there.word))


def _sort(scene: Scene, node: Node) -> str:
    """What sort of thing a filler is: a State, a person, a pronoun, a thing of the packs, a clause; else its broad cluster."""
    mark = scene.name_at(node)
    if mark is not None:
        return "person" if mark.kind == "PERSON" else str(getattr(mark.value, "kind", "") or "name")
    if node.tag in ("PRP", "PRP$"):
        return "ourselves" if node.word in scene.lexicon.words["firsts"] else "pronoun"
    if node.tag in ("DT", "WDT", "WP", "EX"):
        return "pointer"
    thing = scene.mark("NORM", node) or scene.mark("THING", node)
    if thing is not None:
        return "norm" if thing.kind == "NORM" else f"thing {getattr(thing.value, 'id', '')}"
    return "number" if node.tag == "CD" else f"{node.tag[:1]} {next(iter(kin_of(node.word)), '?')}"
