"""The layers together: order, provenance, and that the text is never touched."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attestry.extracting.cascade import Cascade, Marker, Setting
from attestry.extracting.layers import amounts, measures, numerals
from attestry.extracting.parsing.tokens import sentences, tokens
from attestry.extracting.sheet import Mark, Sheet
from attestry.model.errors import PackFault
from attestry.model.text import Span
from attestry.reference.pack import load

CASCADE = Cascade(load())
SETTING = Setting(date(2022, 9, 14))
WORDS = ["the", "a", "more", "than", "at", "least", "two", "3", "1,500", "million", "2024", "19", "June", "May", "last", "month",
         "since", "until", "-", ",", ".", "between", "and", "to", "$", "%", "one", "of", "half", "ago", "weeks", "in", "coming",
         "resolution", "(", ")", "today", "’s"]


def read(text: str) -> Sheet:
    return CASCADE.mark(Sheet(text, Span(0, len(text)), tokens(text, Span(0, len(text)))), SETTING)


def test_a_layer_that_reads_what_nobody_before_it_makes_is_refused() -> None:
    with pytest.raises(PackFault, match=r"amounts\.toml: reads: no layer before this one makes 'MEASURE'"):
        Cascade(load(), (numerals, amounts, measures))


def test_a_marker_that_reads_what_nobody_before_it_makes_is_refused() -> None:
    deaf = Marker("things", frozenset({"AMOUNT"}), frozenset({"THING"}), lambda sheet, reference, setting: [])

    with pytest.raises(PackFault, match="layer 'things': reads: no layer before this one makes 'AMOUNT'"):
        Cascade(load(), (numerals, measures, deaf))


def test_a_layer_without_a_file_is_refused() -> None:
    with pytest.raises(PackFault, match=r"layers/numeralls\.toml was found, each layer has one; nearest: 'numerals'"):
        Cascade(load(), (SimpleNamespace(__name__="attestry.extracting.layers.numeralls"),))  # type: ignore[arg-type]


def test_a_marker_runs_among_the_rule_files_and_sees_their_marks() -> None:
    def double(sheet: Sheet, reference: object, setting: Setting) -> list[Mark]:
        return [Mark("TWICE", mark.first, mark.last, mark.value, "twice") for mark in sheet.of("NUMERAL")]

    twice = Marker("twice", frozenset({"NUMERAL"}), frozenset({"TWICE"}), double)
    cascade = Cascade(load(), (numerals, twice, measures, amounts))
    text = "sank 40 barges"
    sheet = cascade.mark(Sheet(text, Span(0, len(text)), tokens(text, Span(0, len(text)))), SETTING)

    assert ["40"] == [sheet.quote(mark) for mark in sheet.of("TWICE")]
    assert ["40"] == [sheet.quote(mark) for mark in sheet.of("AMOUNT")]


def test_a_mark_tells_the_rule_and_the_parts_it_was_read_from() -> None:
    sheet = read("moved at least 3 million rounds")

    [amount] = sheet.of("AMOUNT")
    measure = amount.part("n")

    assert amount.rule == "amounts/at least n"
    assert measure is not None
    assert measure.rule == "measures/so many"
    assert measure.part("n") == sheet.of("NUMERAL")[0]
    assert "3 million" == sheet.quote(measure)


def test_marks_are_found_by_their_first_token_and_by_any_they_cover() -> None:
    sheet = read("moved at least 3 million rounds")

    assert ["at least 3 million"] == [sheet.quote(mark) for mark in sheet.at("AMOUNT", 1)]
    assert [] == sheet.at("AMOUNT", 2)
    assert sheet.over("AMOUNT", 4) == sheet.of("AMOUNT")[0]
    assert sheet.over("AMOUNT", 5) is None


def test_plus_leaves_the_old_sheet_as_it_was() -> None:
    text = "sank 40 barges"
    before = Sheet(text, Span(0, len(text)), tokens(text, Span(0, len(text))))

    after = before.plus([Mark("BOAT", 2, 3, "barge", "test")])

    assert before.marks == ()
    assert ["barges"] == [after.quote(mark) for mark in after.of("BOAT")]


def test_spans_are_the_documents_and_not_the_sentences() -> None:
    text = "Nothing here. It sank 40 barges."
    second = sentences(text, Span(0, len(text)))[1]

    sheet = CASCADE.mark(Sheet(text, second, tokens(text, second)), SETTING)

    [amount] = sheet.of("AMOUNT")
    span = sheet.span(amount)
    assert "40" == text[span.start:span.end]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_any_words_are_read_without_overlap_within_one_kind(text: str) -> None:
    sheet = read(text)

    for kind in {mark.kind for mark in sheet.marks}:
        ends = 0
        for mark in sheet.of(kind):
            assert ends <= mark.first < mark.last <= len(sheet)
            ends = mark.last


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_at_all_is_read(text: str) -> None:
    for sentence in sentences(text, Span(0, len(text))):
        sheet = CASCADE.mark(Sheet(text, sentence, tokens(text, sentence)), SETTING)
        for mark in sheet.marks:
            assert sentence.holds(sheet.span(mark))
