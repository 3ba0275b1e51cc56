"""The interval that a speaker's words allow."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attestry.extracting.cascade import Cascade, Setting
from attestry.extracting.parsing.tokens import tokens
from attestry.extracting.sheet import Sheet
from attestry.model.quantity import Hedge, Quantity
from attestry.model.text import Span

Read = Callable[..., list[tuple[str, str]]]


def heard(cascade: Cascade, words: str) -> Quantity:
    text = f"they shipped {words} crates"
    sheet = cascade.mark(Sheet(text, Span(0, len(text)), tokens(text, Span(0, len(text)))), Setting())
    [mark] = sheet.of("AMOUNT")
    assert words == sheet.quote(mark)
    assert isinstance(mark.value, Quantity)
    return mark.value


def test_more_than_excludes_the_number_itself(cascade: Cascade) -> None:
    more = heard(cascade, "more than 20,000")

    assert Quantity(Decimal(20_000), None, low_open=True) == more
    assert not more.allows(20_000)
    assert more.allows(20_001)


def test_at_least_includes_the_number_itself(cascade: Cascade) -> None:
    least = heard(cascade, "at least 20,000")

    assert least.allows(20_000)
    assert not least.allows(19_999)


def test_up_to_includes_the_number_itself_and_all_below(cascade: Cascade) -> None:
    most = heard(cascade, "up to 12,000")

    assert most.allows(12_000)
    assert most.allows(0)
    assert not most.allows(12_001)


def test_some_keeps_the_number_and_says_that_it_is_approximate(cascade: Cascade) -> None:
    assert Quantity(Decimal(10_000), Decimal(10_000), hedge=Hedge.APPROX) == heard(cascade, "some 10,000")


def test_well_over_is_vague(cascade: Cascade) -> None:
    assert Quantity(Decimal(100), None, low_open=True, hedge=Hedge.VAGUE) == heard(cascade, "well over 100")


@pytest.mark.parametrize(("words", "value"), [
    ("over 700", "(700, ∞)"), ("above 700", "(700, ∞)"), ("in excess of 700", "(700, ∞)"), ("upwards of 700", "(700, ∞)"),
    ("no fewer than 700", "[700, ∞)"), ("a minimum of 700", "[700, ∞)"), ("700 or more", "[700, ∞)"), ("700+", "[700, ∞)"),
    ("less than 700", "(-∞, 700)"), ("fewer than 700", "(-∞, 700)"), ("under 700", "(-∞, 700)"), ("below 700", "(-∞, 700)"),
    ("at most 700", "(-∞, 700]"), ("as many as 700", "(-∞, 700]"), ("no more than 700", "(-∞, 700]"), ("a maximum of 700",
    "(-∞, 700]"),
    ("about 700", "≈ 700"), ("around 700", "≈ 700"), ("approximately 700", "≈ 700"), ("roughly 700", "≈ 700"),
    ("nearly 700", "≈ 700"),
    ("almost 700", "≈ 700"), ("close to 700", "≈ 700"), ("an estimated 700", "≈ 700"), ("700 or so", "≈ 700"),
    ("between 700 and 900", "[700, 900]"), ("700 to 900", "[700, 900]"), ("700-900", "[700, 900]"), ("from 700 to 900",
    "[700, 900]"),
    ("700–900", "[700, 900]"), ("between 7 and 9 thousand", "[7 000, 9 000]"), ("an estimated 700 to 900", "≈ [700, 900]"),
    ("a dozen", "12"), ("only one", "1"), ("two", "2"), ("MORE THAN 700", "(700, ∞)"), ("more than two dozen", "(24, ∞)"),
    ("up to tens of thousands of", None), ("exactly 700", "700"), ("slightly more than 700", "≈ (700, ∞)"),
    ("more than 100 but fewer than 200", "(100, 200)"), ("no less than 1.5 million", "[1 500 000, ∞)"), ("2000", "2 000"),
])
def test_each_wording_has_its_interval(read: Read, words: str, value: str | None) -> None:
    if value is None:
        words, value = words.removesuffix(" of"), "~ (-∞, 99 999]"

    assert [(words, value)] == read("AMOUNT", f"they shipped {words} troops north")


@pytest.mark.parametrize(("words", "value", "unit"), [
    ("$5 million", "5 000 000", "US dollar"), ("more than $40", "(40, ∞)", "US dollar"), ("€3 billion", "3 000 000 000",
    "euro"),
    ("nine million dollars", "9 000 000", "US dollar"), ("at least 15 per cent", "[15, ∞)", "percent"), ("30%", "30",
    "percent"),
    ("$5 to 10 million", "[5 000 000, 10 000 000]", "US dollar"), ("half of", "50", "percent"), ("within 3 km", "(-∞, 3]",
    "kilometre"),
    ("hundreds of millions of dollars", "~ [200 000 000, 999 999 999]", "US dollar"), ("2 or 3 per cent", "[2, 3]", "percent"),
    ("US$ 12,000", "12 000", "US dollar"), ("EUR 60,000", "60 000", "euro"),
])
def test_sums_shares_and_distances_carry_their_unit(cascade: Cascade, words: str, value: str, unit: str) -> None:
    text = f"it came to {words} the total"
    sheet = cascade.mark(Sheet(text, Span(0, len(text)), tokens(text, Span(0, len(text)))), Setting())

    [mark] = sheet.of("AMOUNT")

    assert isinstance(mark.value, Quantity)
    assert (words, value, unit) == (sheet.quote(mark), str(mark.value).replace("\u202f", " "), mark.value.unit)


def test_a_limit_counts_with_the_words_around_it(read: Read) -> None:
    found = read("AMOUNT", "fuel came in above the agreed 40,000-ton ceiling")

    assert [("above the agreed 40,000-ton ceiling", "(40 000, ∞)")] == found


def test_each_number_of_a_list_is_an_amount_of_its_own(read: Read) -> None:
    found = read("AMOUNT", "holding at least 3 million rounds along with well over 90 rockets and two guns")

    assert [("at least 3 million", "[3 000 000, ∞)"), ("well over 90", "~ (90, ∞)"), ("two", "2")] == found


@pytest.mark.parametrize("text", [
    "no one saw it", "one of the ships", "one must ask", "this one sailed", "one another", "the one that sank",
    "the two States",
    "for 50 years", "within 48 hours", "a 27-year-old", "two-thirds of it", "the Six-Party Talks", "1 in 70 people",
    "since 2006",
    "the first half of the year", "more than ever", "over the border", "on the one hand", "thousands of years", "aged 35",
    "a few ships",
])
def test_words_that_count_no_thing_are_no_amount(read: Read, text: str) -> None:
    assert [] == read("AMOUNT", text)


def test_a_falling_pair_is_no_range(read: Read) -> None:
    assert [("13", "13"), ("1", "1")] == read("AMOUNT", "adopted 13 to 1")


@given(st.integers(1, 10**9), st.sampled_from(["more than", "at least", "up to", "fewer than", "some", "exactly"]))
def test_a_wording_bounds_every_number_alike(cascade: Cascade, number: int, words: str) -> None:
    if 1900 <= number < 2100:
        number += 1000

    quantity = heard(cascade, f"{words} {number:,}")

    assert quantity.allows(number) == (words not in ("more than", "fewer than"))
    assert quantity.allows(number + 1) == (words in ("more than", "at least"))
    assert quantity.allows(number - 1) == (words in ("fewer than", "up to"))
