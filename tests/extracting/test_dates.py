"""When, reckoned from the document's own date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attestry.extracting.cascade import Cascade, Setting
from attestry.extracting.layers.dates import After
from attestry.extracting.parsing.tokens import tokens
from attestry.extracting.sheet import Sheet
from attestry.model.quantity import Period
from attestry.model.text import Span

Read = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize("words", [
    "19 June 2021", "June 19, 2021", "19 of June 2021", "2021-06-19", "19.06.2021", "Jun. 19, 2021", "June 19th, 2021",
    "19/06/2021",
    "Saturday, 19 June 2021", "JUNE 19, 2021",
])
def test_a_day_is_the_same_however_it_is_spelt(read: Read, words: str) -> None:
    assert [(words, "2021-06-19")] == read("DATE", f"it sailed on {words} at dawn")


@pytest.mark.parametrize(("words", "value"), [
    ("19 June", "2022-06-19"), ("October 24", "2022-10-24"), ("14 December", "2021-12-14"), ("September 14", "2022-09-14"),
    ("May 2020", "2020-05-01 – 2020-05-31"), ("last June", "2022-06-01 – 2022-06-30"), ("last month",
    "2022-08-01 – 2022-08-31"),
    ("last week", "2022-09-05 – 2022-09-11"), ("next year", "2023-01-01 – 2023-12-31"), ("today", "2022-09-14"),
    ("yesterday", "2022-09-13"), ("earlier today", "2022-09-14"), ("Monday", "2022-09-12"), ("Thursday", "2022-09-08"),
    ("in recent months", "2022-06-01 – 2022-09-14"), ("in the coming weeks", "2022-09-15 – 2022-10-14"),
    ("about half a year ago", "2022-02-14 – 2022-04-14"), ("two years ago", "2020-01-01 – 2020-12-31"),
    ("a few weeks ago", "2022-08-17 – 2022-09-07"), ("since 2019", "2019-01-01 – 2022-09-14"), ("until 30 April 2023",
    "… – 2023-04-30"),
    ("from 3 May 2021 to 9 June 2021", "2021-05-03 – 2021-06-09"), ("between 2016 and 2018", "2016-01-01 – 2018-12-31"),
    ("to date", "… – 2022-09-14"), ("by 8 November 2022", "2022-09-14 – 2022-11-08"), ("in the last 24 hours",
    "2022-09-13 – 2022-09-14"),
    ("as early as next March", "2023-03-01 – …"), ("more than 80 years ago", "… – 1942-09-13"), ("late 2021",
    "2021-10-01 – 2021-12-31"),
    ("early 2021", "2021-01-01 – 2021-03-31"), ("mid-2021", "2021-04-01 – 2021-09-30"), ("mid-July", "2022-07-11 – 2022-07-20"),
    ("the third quarter of 2021", "2021-07-01 – 2021-09-30"), ("the first half of 2021", "2021-01-01 – 2021-06-30"),
    ("the early 1950s", "1950-01-01 – 1953-12-31"), ("in the last century", "1901-01-01 – 2000-12-31"), ("this year",
    "2022-01-01 – 2022-12-31"),
    ("this month", "2022-09-01 – 2022-09-30"), ("for the last two years", "2020-09-14 – 2022-09-14"), ("so far this year",
    "2022-01-01 – 2022-09-14"),
    ("no later than 4 October 2022", "2022-09-14 – 2022-10-04"), ("before 2017", "… – 2016-12-31"), ("after 5 May 2022",
    "2022-05-06 – 2022-09-14"),
    ("last summer", "2022-06-01 – 2022-08-31"), ("just last week", None), ("the day before yesterday", "2022-09-12"),
    ("two days ago", "2022-09-12"), ("by year’s end", "2022-09-14 – 2022-12-31"), ("since its full-scale invasion",
    "2022-02-24 – 2022-09-14"),
    ("February 29", "2020-02-29"),
])
def test_each_wording_has_its_days(read: Read, words: str, value: str | None) -> None:
    if value is None:
        words, value = words.removeprefix("just "), "2022-09-05 – 2022-09-11"

    assert [(words, value)] == read("DATE", f"it sailed , {words} , with arms")


@pytest.mark.parametrize("text", [
    "it may rain", "a march on the town", "Ms. Sunday said", "resolution 1874 (2009)", "the 2030 Agenda", "2,019 crates",
    "so far away",
    "an up-to-date list", "a spring broke", "every five years", "a second one", "sold 2000 missiles",
])
def test_words_that_tell_no_time_are_no_date(read: Read, text: str) -> None:
    assert [] == read("DATE", text)


def test_a_dateline_is_no_time_of_what_the_sentence_tells(read: Read) -> None:
    assert [("Friday", "2022-09-09")] == read("DATE", "Wonsan, September 13 (KCNA) -- A ship was launched on Friday")


def test_a_weekday_lies_ahead_where_the_sentence_looks_ahead(read: Read) -> None:
    assert [("Friday", "2022-09-09")] == read("DATE", "the Council met on Friday")
    assert [("Friday", "2022-09-16")] == read("DATE", "the Council will meet on Friday")


def test_a_month_lies_ahead_where_the_sentence_looks_ahead(read: Read) -> None:
    assert [("January", "2022-01-01 – 2022-01-31")] == read("DATE", "the talks opened in January")
    assert [("January", "2023-01-01 – 2023-01-31")] == read("DATE", "the talks will open in January")


def test_what_is_reckoned_from_an_unknown_date_stays_open(read: Read) -> None:
    assert [("last month", "… – …"), ("3 May 2021", "2021-05-03")] == read("DATE", "sold last month and on 3 May 2021", None)


def test_a_day_that_no_month_has_leaves_the_month(read: Read) -> None:
    assert [("February 2021", "2021-02-01 – 2021-02-28")] == read("DATE", "on 31 February 2021")


def test_a_day_that_could_be_read_two_ways_spans_both(read: Read) -> None:
    assert [("4/3/2021", "2021-03-04 – 2021-04-03")] == read("DATE", "logged 4/3/2021")


@pytest.mark.parametrize(("text", "found"), [
    ("for 50 years", [("50 years", "50")]), ("for more than two decades", [("more than two decades", "(2, ∞)")]),
    ("within 48 hours", [("within 48 hours", "(-∞, 48]")]), ("a three-week course", [("three-week", "3")]),
    ("three to five years in prison", [("three to five years", "[3, 5]")]), ("two years ago", []), ("a 40-year-old man", []),
])
def test_a_span_of_time_is_neither_an_amount_nor_a_date(read: Read, text: str, found: list[tuple[str, str]]) -> None:
    assert found == read("DURATION", text)
    assert [] == read("AMOUNT", text)


@pytest.mark.parametrize(("text", "value"), [
    ("a couple of months after the vote", "2 – 4 month after"), ("two weeks before the summit", "2 week before"),
    ("three days later it sank", "3 day after"), ("shortly after the visit", "0 – 1 month after"), ("on that day", "0 day at"),
])
def test_a_time_told_from_an_event_waits_for_the_event(read: Read, text: str, value: str) -> None:
    assert [value] == [meant for _, meant in read("ANCHORED", text)]


def test_a_time_told_from_an_event_is_found_once_the_event_is(cascade: Cascade) -> None:
    text = "a couple of months after the vote"
    [mark] = cascade.mark(Sheet(text, Span(0, len(text)), tokens(text, Span(0, len(text)))), Setting()).of("ANCHORED")
    vote = Period(date(2020, 3, 28), date(2020, 3, 28))

    assert isinstance(mark.value, After)
    assert Period(date(2020, 5, 1), date(2020, 7, 31)) == mark.value.of(vote)
    assert Period(None, None) == mark.value.of(Period(None, None))


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_every_day_is_read_back_from_each_spelling(read: Read, day: date) -> None:
    for spelling in (f"{day.day} {day:%B} {day.year}", f"{day:%B} {day.day}, {day.year}", day.isoformat()):
        assert [(spelling, day.isoformat())] == read("DATE", f"it sailed on {spelling} .")


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.sampled_from([
    "last week", "last month", "last year", "yesterday", "two days ago", "the past year", "in recent weeks", "Monday",
    "last Monday", "a few months ago", "last spring", "over the past decade", "earlier this year", "in June", "3 June",
]))
def test_what_is_past_never_lies_ahead_of_the_document_for_long(read: Read, today: date, words: str) -> None:
    [(_, value)] = read("DATE", f"it sailed {words} .", today)
    first = date.fromisoformat(value.split(" – ")[0])

    near = timedelta(days=60) if "June" in words else timedelta(0)
    assert first <= today + near
    assert first >= today - timedelta(days=3660)
