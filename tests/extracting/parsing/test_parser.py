"""The parser that ships: what it finds, and that both its cores find the same."""

from __future__ import annotations

import importlib
import importlib.util
import os
import subprocess
import sys

import pytest

from attestry.extracting.parsing import twin
from attestry.extracting.parsing.parser import Parser, default_parser, default_weights, loaded
from attestry.extracting.parsing.tokens import Token, tokens
from attestry.extracting.parsing.tree import Tree
from attestry.model.text import Span

COMPILED = "attestry.extracting.parsing._fast"
needs_compiled = pytest.mark.skipif(importlib.util.find_spec(COMPILED) is None, reason="the compiled parser was not built here")


def parsed(sentence: str) -> Tree:
    return default_parser().parse(tokens(sentence, Span(0, len(sentence))))


def arcs(tree: Tree) -> set[tuple[str, str, str]]:
    return {(node.label, node.text, node.head.text) for node in tree if node.head is not None}


def shape(tree: Tree) -> list[tuple[str, str, int]]:
    return [(node.tag, node.label, node.head.index if node.head else -1) for node in tree]


def test_who_sent_what_to_whom_is_found():
    tree = parsed("North Korea has sent more than 11,000 troops to Russia.")

    assert "sent" == tree.root.text
    assert {("nsubj", "Korea", "sent"), ("obj", "troops", "sent"), ("obl", "Russia", "sent"),
            ("nummod", "11,000", "troops")} <= arcs(tree)


def test_who_says_so_is_found_above_what_is_said():
    tree = parsed("The spokesman said that the treaty was signed by both leaders in June.")

    assert {("nsubj", "spokesman", "said"), ("ccomp", "signed", "said"), ("nsubj:pass", "treaty", "signed"),
            ("aux:pass", "was", "signed"), ("obl:agent", "leaders", "signed")} <= arcs(tree)


def test_a_relative_clause_hangs_on_its_noun():
    assert ("acl:relcl", "hit", "missiles") in arcs(parsed("The missiles that hit the city were made in the DPRK."))


def test_a_denial_keeps_its_not():
    assert ("advmod", "not", "verify") in arcs(parsed("We could not verify the reports."))


def test_a_sentence_in_capitals_parses_as_the_same_sentence_in_small_letters():
    small = parsed("the envoy said that the soldiers were sent to the front .")
    loud = parsed("THE ENVOY SAID THAT THE SOLDIERS WERE SENT TO THE FRONT .")

    assert shape(small) == shape(loud)


def test_typographic_quotes_and_dashes_change_nothing():
    plain = parsed("\"We don't know,\" he said - twice.")
    fine = parsed("“We don’t know,” he said – twice.")

    assert shape(plain) == shape(fine)


def test_every_sentence_becomes_one_tree(varied: list[list[Token]]):
    for sentence in varied:
        tree = default_parser().parse(sentence)

        assert len(tree) == len(sentence)
        assert [node for node in tree if node.head is None] == [tree.root]
        assert all((node.label == "root") == (node.head is None) for node in tree)


def test_a_sentence_of_thousands_of_words_is_parsed():
    tree = parsed("Russia, " * 3_000 + "and China abstained.")

    assert 6_004 == len(tree)


@needs_compiled
def test_the_twin_gives_the_same_trees_as_the_compiled_parser(varied: list[list[Token]]):
    fast, slow = Parser(default_weights(), importlib.import_module(COMPILED)), Parser(default_weights(), twin)

    for sentence in varied:
        assert shape(fast.parse(sentence)) == shape(slow.parse(sentence))
    assert len(varied) > 200


@needs_compiled
def test_the_compiled_parser_refuses_what_are_no_words():
    fast = importlib.import_module(COMPILED)
    model = loaded(fast, default_weights())

    with pytest.raises(TypeError, match="one length"):
        fast.parse(model, ["a"], [])
    with pytest.raises(TypeError, match="lists of str"):
        fast.parse(model, [1], [2])
    assert ([], [], []) == fast.parse(model, [], []) == twin.parse(loaded(twin, default_weights()), [], [])


def test_the_twin_steps_in_and_says_so_once():
    code = f"""
import sys
sys.modules["{COMPILED}"] = None        # as if it had not been built
from attestry.extracting.parsing.core import core
from attestry.extracting.parsing.parser import default_parser
from attestry.extracting.parsing.tokens import tokens
from attestry.model.text import Span
for sentence in ("They sent shells.", "We abstained."):
    print(default_parser().parse(tokens(sentence, Span(0, len(sentence)))).root.text)
print(core().__name__)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path))})

    assert ["sent", "abstained", "attestry.extracting.parsing.twin"] == done.stdout.split()
    assert 1 == done.stderr.count("the compiled parser is not there")
    assert 1 == len(done.stderr.splitlines())


def test_a_word_known_to_be_a_name_is_parsed_as_one():
    words = tokens("Seoul considers it.", Span(0, 19))

    tree = default_parser().parse(words, {0: "NNP"})

    assert "NNP" == tree[0].tag
    assert tree[0].head is tree[1]


def test_a_listed_word_has_one_of_its_tags_and_no_other():
    sentence = "The ministry denounces it."

    assert "VBZ" == parsed(sentence)[2].tag


@needs_compiled
def test_both_cores_keep_to_the_tags_that_are_allowed():
    words = tokens("They shell the town.", Span(0, 20))
    fast = Parser(default_weights(), importlib.import_module(COMPILED), {"shell": ("NN",)})
    slow = Parser(default_weights(), twin, {"shell": ("NN",)})

    assert "NN" == fast.parse(words)[1].tag
    assert shape(fast.parse(words)) == shape(slow.parse(words))
