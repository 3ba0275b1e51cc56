"""Structures that no English sentence has are set right before the tree is read."""

from __future__ import annotations

from attestry.extracting.mending import mended
from attestry.extracting.parsing.tokens import tokens
from attestry.extracting.parsing.tree import Tree
from attestry.model.text import Span
from attestry.reference.pack import load

WORDS = load().lexicon.words


def tree(*rows: tuple[str, str, int, str]) -> Tree:
    """The mended tree of *rows*: word, tag, index of the head (-1 at the root) and label."""
    words, tags, heads, labels = zip(*rows, strict=True)
    text = " ".join(words)
    return mended(Tree(tokens(text, Span(0, len(text))), tags, heads, labels), WORDS)


def test_a_finite_verb_hung_on_a_bare_noun_becomes_the_root_and_the_noun_its_subject():
    found = tree(("It", "PRP", -1, "root"), ("encourages", "VBZ", 0, "amod"), ("trade", "NN", 1, "obj"))

    assert found.root.text == "encourages"
    assert (found.nodes[0].label, found.nodes[0].head) == ("nsubj", found.root)


def test_a_noun_that_is_a_predicate_keeps_its_place():
    found = tree(
        ("It", "PRP", 2, "nsubj"),
        ("is", "VBZ", 2, "cop"),
        ("trade", "NN", -1, "root"),
        ("helps", "VBZ", 2, "acl"),
    )

    assert found.root.text == "trade"


def test_the_object_of_an_oblique_noun_is_that_of_the_verb():
    found = tree(
        ("We", "PRP", 1, "nsubj"),
        ("follow", "VBP", -1, "root"),
        ("with", "IN", 3, "case"),
        ("concern", "NN", 1, "obl"),
        ("events", "NNS", 3, "obj"),
    )

    assert (found.nodes[4].label, found.nodes[4].head) == ("obj", found.root)
