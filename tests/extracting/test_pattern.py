"""The notation and the engine that runs it: what matches, which match wins, and how a broken file is refused."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from attestry.extracting.cascade import Setting
from attestry.extracting.layer import Layer
from attestry.extracting.layers import amounts
from attestry.extracting.parsing.tokens import tokens
from attestry.extracting.pattern import read_pattern
from attestry.extracting.sheet import Mark, Sheet
from attestry.model.errors import PackFault
from attestry.model.quantity import Quantity
from attestry.model.text import Span
from attestry.reference.rules import read_layer
from attestry.reference.strict import Where

LISTS = {"stops": {"of": "of", ".": "."}, "boats": {"ship": 1, "oil tanker": 2}, "months": {"May": 5}}
HEAD = 'layer = "amounts"\nabout = "x"\nreads = ["MEASURE"]\nmakes = ["AMOUNT"]\n\n[[rule]]\nname = "x"\n'


def sheet(text: str) -> Sheet:
    return Sheet(text, Span(0, len(text)), tokens(text, Span(0, len(text))))


def matches(pattern: str, text: str, marks: tuple[Mark, ...] = ()) -> set[str]:
    """Every stretch from the first token on that *pattern* can be read as."""
    item = read_pattern(pattern, LISTS, frozenset({"NUMBER", "WORD", "BOAT"}), Where("here"))
    laid = sheet(text).plus(marks)
    return {text[:laid.tokens[end - 1].end] for end, _, _ in item.ends(laid, 0)}


def test_words_match_however_they_are_cased() -> None:
    assert {"AT Least"} == matches('"at least"', "AT Least two")


def test_a_word_written_with_a_capital_matches_only_words_with_one() -> None:
    assert {"May"} == matches("@months", "May 5")
    assert set() == matches("@months", "may 5")


def test_curly_quotes_and_dashes_match_straight_ones() -> None:
    assert {"the ship’s"} == matches('"the ship\'s"', "the ship’s crew")


def test_a_list_gives_each_phrase_its_value() -> None:
    item = read_pattern("boat:@boats", LISTS, frozenset(), Where("here"))

    [(end, mark, parts)] = list(item.ends(sheet("oil tanker"), 0))

    assert end == 2
    assert mark is not None
    assert [("boat", 2)] == [(label, part.value) for label, part in parts]


def test_a_star_takes_any_number_and_a_question_mark_at_most_one() -> None:
    assert {"go", "go very", "go very very"} == matches('"go" "very"*', "go very very")
    assert {"go", "go very"} == matches('"go" "very"?', "go very very")


def test_a_repeat_is_capped_at_eight() -> None:
    assert "go" + " very" * 8 == max(matches('"go" "very"+', "go" + " very" * 12), key=len)


def test_a_gap_stops_at_a_stop_and_at_a_mark() -> None:
    assert {"sent"} == matches('"sent" ..3', "sent of the ship")
    assert {"sent", "sent a"} == matches('"sent" ..3', "sent a ship", (Mark("BOAT", 2, 3, "ship", "test"),))


def test_a_gap_counts_no_hyphens() -> None:
    assert "the UN-mandated yearly cap" in matches('"the" ..3 "cap"', "the UN-mandated yearly cap")


def test_a_mark_is_asked_for_its_value() -> None:
    boat = Mark("BOAT", 0, 1, SimpleNamespace(flag="Togo"), "test")

    assert {"Petrel"} == matches("BOAT[flag=Togo]", "Petrel sailed", (boat,))
    assert set() == matches("BOAT[flag=Palau]", "Petrel sailed", (boat,))


@pytest.mark.parametrize(("pattern", "says"), [
    ('("at least" NUMBER', "leaves a bracket open"),
    ("@botes", "no list is called 'botes'; nearest: 'boats'"),
    ("NUMBRE", "the layer does not read 'NUMBRE'; nearest: 'NUMBER'"),
    ('"a" | ', "it ends too soon"),
    ('"a" )', "')' is one too many"),
    ('"a" & "b"', "cannot read '& \"b\"'"),
    ('"very"*', "could be read from no words at all"),
    ("n:", "ends too soon"),
])
def test_a_pattern_that_is_not_in_the_notation_is_refused(pattern: str, says: str) -> None:
    with pytest.raises(PackFault) as refusal:
        read_pattern(pattern, LISTS, frozenset({"NUMBER"}), Where("packs/x.toml", "rule 'y'", "pattern"))

    assert says in str(refusal.value)
    assert str(refusal.value).startswith("packs/x.toml: rule 'y': pattern: ")


def build(folder: Path, body: str) -> Layer:
    path = folder / "amounts.toml"
    path.write_text(HEAD + body, encoding="utf-8")
    return Layer([read_layer(path)], amounts, LISTS)


@pytest.mark.parametrize(("body", "says"), [
    ('pattern = "n:MEASURE"\nas = "exactly"\nexamples = ["<1>"]\npriority = 1', "unknown key 'priority'"),
    ('pattern = "n:MEASURE"\nas = "exactly"\nexamples = []', "an example is expected"),
    ('pattern = "n:MEASURE"\nas = "exactlee"\nexamples = ["<1>"]', "no meaning is called 'exactlee'; nearest: 'exactly'"),
    ('pattern = "m:MEASURE"\nas = "exactly"\nexamples = ["<1>"]', "the meaning 'exactly' needs 'n'"),
    ('pattern = "n:MEASURE?  NUMBER"\nas = "exactly"\nexamples = ["<1>"]', "the layer does not read 'NUMBER'"),
    ('pattern = "\\"a\\" n:MEASURE?"\nas = "exactly"\nexamples = ["<1>"]', "label it in every alternative"),
    ('pattern = "n:MEASURE"\nas = "exactly"\nexamples = ["<1> <2>"]\ngives = ["1"]', "one for each of 2 <…> is expected"),
    ('pattern = "n:MEASURE"\nas = "replace"\nexamples = ["<1>"]', "no meaning is called 'replace'"),
])
def test_a_rule_that_cannot_be_carried_out_is_refused_by_name(tmp_path: Path, body: str, says: str) -> None:
    with pytest.raises(PackFault) as refusal:
        build(tmp_path, body)

    assert says in str(refusal.value)
    assert "rule 'x'" in str(refusal.value)


def test_two_rules_of_one_name_are_refused(tmp_path: Path) -> None:
    rule = 'pattern = "n:MEASURE"\nas = "exactly"\nexamples = ["<1>"]\n'
    with pytest.raises(PackFault, match="'x' stands twice"):
        build(tmp_path, rule + '\n[[rule]]\nname = "x"\n' + rule)


def marked(layer: Layer, text: str) -> list[tuple[str, str]]:
    """What *layer* marks of *text*, whose every number is a MEASURE."""
    laid = sheet(text)
    measures = [Mark("MEASURE", at, at + 1, Quantity(laid.shape("NUMBER", at), laid.shape("NUMBER", at)), "test")  # type: ignore[arg-type]
                for at in range(len(laid)) if laid.shape("NUMBER", at) is not None]
    laid = laid.plus(measures)
    return [(laid.quote(mark), mark.rule) for mark in layer.mark(laid, Setting())]


def test_the_longest_match_wins_and_of_equals_the_first_in_the_file(tmp_path: Path) -> None:
    layer = build(tmp_path, 'pattern = "n:MEASURE"\nas = "exactly"\nexamples = ["<1>"]\n'
                  '[[rule]]\nname = "y"\npattern = "n:MEASURE"\nas = "about"\nexamples = ["<1>"]\n'
                  '[[rule]]\nname = "z"\npattern = "n:MEASURE \\"or so\\""\nas = "about"\nexamples = ["<1 or so>"]\n')

    assert [("5", "amounts/x"), ("7 or so", "amounts/z")] == marked(layer, "5 ships and 7 or so men")


def test_a_meaning_that_declines_gives_its_words_to_the_next_best_match(tmp_path: Path) -> None:
    layer = build(tmp_path, 'pattern = "low:MEASURE \\"to\\" high:MEASURE"\nas = "low_to_high"\nexamples = ["<1 to 2>"]\n'
                  '[[rule]]\nname = "n"\npattern = "n:MEASURE"\nas = "exactly"\nexamples = ["<1>"]\n')

    assert [("20 to 30", "amounts/x")] == marked(layer, "20 to 30 ships")
    assert [("13", "amounts/n"), ("1", "amounts/n")] == marked(layer, "won 13 to 1")
