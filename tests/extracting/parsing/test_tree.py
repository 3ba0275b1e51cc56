"""The tree's own promises, on a tree written out by hand."""

from __future__ import annotations

import pytest

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
