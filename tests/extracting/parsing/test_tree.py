"""The tree's own promises, on a tree written out by hand."""

from __future__ import annotations

import gc
import weakref

import pytest

from attestry.extracting.parsing import twin
from attestry.extracting.parsing.core import core
from attestry.extracting.parsing.tokens import tokens
from attestry.extracting.parsing.tree import Tree
from attestry.model.errors import HouseFault
from attestry.model.text import Span

TEXT = "Jenča said that soldiers, reports claim, were sent to Russia."
TAGS = ["NNP", "VBD", "IN", "NNS", ",", "NNS", "VBP", ",", "VBD", "VBN", "IN", "NNP", "."]
HEADS = [1, -1, 9, 9, 6, 6, 9, 6, 9, 1, 11, 9, 1]
LABELS = ["nsubj", "root", "mark", "nsubj:pass", "punct", "nsubj", "parataxis", "punct", "aux:pass", "ccomp",
          "case", "obl", "punct"]


@pytest.fixture
def tree() -> Tree:
    return Tree(tokens(TEXT, Span(0, len(TEXT))), TAGS, HEADS, LABELS)


def test_heads_and_children_are_two_sides_of_the_same_arc(tree: Tree):
    sent = tree.nodes[9]

    assert tree.root.text == "said"
    assert tree.root.head is None
    assert sent.head is tree.root
    assert [node.text for node in sent.children] == ["that", "soldiers", "claim", "were", "Russia"]
    assert all(child.head is node for node in tree for child in node.children)


def test_children_are_found_by_their_labels_in_order(tree: Tree):
    sent = tree[9]

    assert sent.child("obl", "nsubj:pass") is tree[3]
    assert sent.child("obj") is None
    assert [node.text for node in sent.kids("obl", "nsubj:pass")] == ["soldiers", "Russia"]


def test_a_subtree_reads_as_the_sentence_does(tree: Tree):
    claim = tree[6]

    assert [node.text for node in claim.subtree()] == [",", "reports", "claim", ","]
    assert TEXT[claim.extent.start:claim.extent.end] == ", reports claim,"
    assert tree[5].is_below(claim)
    assert not claim.is_below(tree[5])


def test_a_node_stands_where_its_token_stands(tree: Tree):
    russia = tree[11]

    assert TEXT[russia.span.start:russia.span.end] == "Russia"
    assert Span(0, len(TEXT)) == tree.span


def test_a_path_goes_up_to_the_lowest_common_node_and_down_again(tree: Tree):
    assert ["reports", "claim", "sent", "Russia"] == [node.text for node in tree.path(5, 11)]
    assert ["that", "sent", "said"] == [node.text for node in tree.path(2, 1)]
    assert ["said"] == [node.text for node in tree.path(1, 1)]


def test_a_lemma_is_that_of_word_and_tag(tree: Tree):
    assert ["say", "soldier", "send"] == [tree[number].lemma for number in (1, 3, 9)]


@pytest.mark.parametrize(("heads", "found"), [([-1, -1], "second root"), ([1, 0], "no root"), ([-1, 2, 1], "circle")])
def test_heads_that_make_no_tree_are_refused(heads: list[int], found: str):
    some = tokens("We sent shells", Span(0, 14))[:len(heads)]

    with pytest.raises(HouseFault, match=found):
        Tree(some, ["NN"] * len(heads), heads, ["dep"] * len(heads))


# ---- the compiled nodes and their twins

SAID = "The envoy said Russia had sent troops"
SAID_TAGS = ["DT", "NN", "VBD", "NNP", "VBD", "VBN", "NNS"]
SAID_HEADS = [1, 2, -1, 5, 5, 2, 5]
SAID_LABELS = ["det", "nsubj", "root", "nsubj", "aux", "ccomp", "obj"]


def _built(which):
    made = type("Made", (which.Node,), {"__slots__": ()})
    cut = tokens(SAID, Span(0, len(SAID)))
    return which.nodes(made, cut, SAID_TAGS, SAID_HEADS, SAID_LABELS, lambda word, tag: f"{word}/{tag}")


@pytest.mark.parametrize("which", [core(), twin])
def test_nodes_hang_on_their_heads_and_find_their_children(which):
    nodes = _built(which)
    said, sent = nodes[2], nodes[5]

    assert [None if head < 0 else nodes[head] for head in SAID_HEADS] == [node.head for node in nodes]
    assert ["the/DT det", "envoy/NN nsubj"] == [f"{node.lemma} {node.label}" for node in nodes[:2]]
    assert (nodes[1], sent) == said.children == said.kids("ccomp", "nsubj")
    assert (nodes[4], None, ()) == (sent.child("aux", "obj"), sent.child("root"), nodes[0].kids("obj"))


@pytest.mark.parametrize("which", [core(), twin])
def test_nodes_can_be_hung_elsewhere(which):
    nodes = _built(which)
    nodes[5].children, nodes[2].label = (nodes[6],), "parataxis"

    assert ((nodes[6],), (), "parataxis") == (nodes[5].kids("obj"), nodes[5].kids("aux"), nodes[2].label)
    with pytest.raises((TypeError, AttributeError)):
        nodes[5].children = ("no node",)
        nodes[5].kids("obj")


@pytest.mark.parametrize("which", [core(), twin])
def test_nodes_that_nobody_holds_are_let_go(which):
    class Word:
        text = word = "said"

    word = Word()
    made = type("Made", (which.Node,), {"__slots__": ()})
    nodes = which.nodes(made, [word, word], ["VBD", "VBD"], [-1, 0], ["root", "conj"], lambda word, tag: word)
    gone = weakref.ref(word)
    assert gone() is nodes[1].head.token

    del word, nodes
    gc.collect()

    assert gone() is None


@pytest.mark.parametrize("which", [core(), twin])
def test_what_does_not_fit_together_makes_no_nodes(which):
    made = type("Made", (which.Node,), {"__slots__": ()})

    with pytest.raises((ValueError, IndexError)):
        which.nodes(made, tokens(SAID, Span(0, len(SAID))), SAID_TAGS, [*SAID_HEADS[:6], 70], SAID_LABELS, lambda word, tag: word)
