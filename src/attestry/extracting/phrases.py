"""Noun phrases in the tree: their conjuncts, their preposition, and the words that belong to them."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.extracting.parsing.tree import Node
from attestry.model.text import Span


def conjuncts(node: Node) -> list[Node]:
    """*node* and what is coordinated with it, in order; "as well as" and "along with" coordinate too."""
    found = [node]
    for child in node.children:
        if (child.label == "conj" and not (child.tag.startswith("V") and not node.tag.startswith("V"))) or (
            child.label in ("nmod", "obl")
            and case(child) in ("as well as", "along with", "together with", "in addition to", "including")
        ):
            found += conjuncts(child)
    return found


def case(node: Node) -> str:
    """The preposition of *node*, its parts joined: "to", "as well as", "according to"; "" without one."""
    words: list[str] = []
    for child in node.children:
        if child.label == "case" and child.index < node.index and child.word != "'s":
            words.append(child.word)
            words += [part.word for part in child.children if part.label == "fixed"]
    return " ".join(words)


def phrase(node: Node) -> Iterator[Node]:
    """The nodes of the noun phrase that *node* heads, without its preposition, relative clauses, appositions and conjuncts."""
    for child in node.subtree():
        if child is node:
            yield child
            continue
        top = child
        while top.head is not node and top.head is not None:
            if top.label in ("acl:relcl", "parataxis"):
                break
            top = top.head
        if top.head is not node or top.label in (
            "case",
            "punct",
            "mark",
            "cc",
            "conj",
            "acl:relcl",
            "parataxis",
            "appos",
            "nsubj",
            "cop",
            "advcl",
        ):
            continue
        if child.label == "acl:relcl" or any(part.label in ("acl:relcl", "parataxis") for part in _between(child, node)):
            continue
        yield child


def _between(node: Node, above: Node) -> Iterator[Node]:
    while node is not above and node.head is not None:
        yield node
        node = node.head


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
