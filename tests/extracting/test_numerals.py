"""How large a written number is, and which digits count nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

Read = Callable[..., list[tuple[str, str]]]


@pytest.mark.parametrize(("words", "value"), [
    ("11,000", "11000"), ("6 million", "6000000"), ("six million", "6000000"), ("1.5 million", "1500000"), ("two dozen", "24"),
    ("half a million", "500000"), ("twenty-five", "25"), ("a hundred", "100"), ("three hundred and eleven", "311"),
    ("ninety thousand", "90000"), ("12 000", "12000"), ("90.000", "90000"), ("1.250.000", "1250000"), ("0.75", "0.75"),
    ("four and a half million", "4500000"), ("2bn", "2000000000"), ("1,234,567.8", "1234567.8"),
])
def test_a_number_is_as_large_as_its_words_say(read: Read, words: str, value: str) -> None:
    assert [(words, value)] == read("NUMERAL", f"they moved {words} crates")


@pytest.mark.parametrize("text", [
    "in 2017 the port closed", "19 June 2023", "June 19", "2023-06-19", "19.06.2023", "a 122mm rocket", "the 152 mm shells",
    "resolution 1718 (2006)", "paragraphs 8, 9 and 10", "Article 51", "the 1718 Committee", "S/2023/171", "the fifth round",
    "Louis XIV", "a KN-23 missile", "F-16 jets", "the 79th session", "the 1990s", "Rev.1", "the G7", "COVID-19", "the P5+1",
])
def test_digits_that_count_nothing_are_left_alone(read: Read, text: str) -> None:
    assert [] == read("NUMERAL", text)


def test_two_numbers_that_share_a_scale_are_one_range(read: Read) -> None:
    assert [("10 to 12 million", "[10 000 000, 12 000 000]")] == read("RANGE", "about 10 to 12 million rounds")


def test_two_numbers_that_merely_meet_stay_two(read: Read) -> None:
    assert [("4", "4"), ("300", "300")] == read("NUMERAL", "on pier 4,  300 crates")


@pytest.mark.parametrize(("words", "value"), [
    ("tens of thousands", "~ [20 000, 99 999]"), ("hundreds", "~ [200, 999]"), ("hundreds of thousands",
    "~ [200 000, 999 999]"),
    ("millions", "~ [2 000 000, 9 999 999]"), ("dozens", "~ [24, 99]"), ("tens", "~ [20, 99]"), ("several thousand",
    "~ [2 000, 9 999]"),
])
def test_plurals_of_scale_are_vague_between_two_and_the_next_power_of_ten(read: Read, words: str, value: str) -> None:
    assert [(words, value)] == read("RANGE", f"sank {words} of crates")


@given(st.integers(0, 10**12))
def test_digits_mean_the_same_with_and_without_commas(read: Read, number: int) -> None:
    plain = [value for _, value in read("NUMERAL", f"they counted at least {number} of them")]
    grouped = [value for _, value in read("NUMERAL", f"they counted at least {number:,} of them")]

    assert [str(number)] == plain == grouped
