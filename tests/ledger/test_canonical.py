"""One spelling for each value, and no value that two readers could read differently."""

from __future__ import annotations

import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from attestry.ledger.canonical import NotCanonical, canonical, check, parsed, read_strictly
from attestry.ledger.disclosure import digest, disclosed, opened
from attestry.model.errors import LedgerFault, WrongCall

text = st.text(st.characters(codec="utf-8"))
keys = st.text(st.characters(max_codepoint=127), max_size=8)
values = st.recursive(st.none() | st.booleans() | st.integers(-2**53 + 1, 2**53 - 1) | text,
                      lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4), max_leaves=12)


@given(values)
def test_a_value_comes_back_from_its_one_spelling(value):
    assert value == parsed(canonical(value))


@given(values)
def test_the_quick_spelling_is_the_one_of_the_rfc(value):
    quick = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()

    assert rfc8785.dumps(value) == quick == canonical(value)


@given(values, st.text(max_size=5))
def test_a_disclosure_gives_back_its_name_and_value(value, name):
    made = disclosed(name, value)

    assert (name, value) == opened(made) == opened(made, read_strictly)


@pytest.mark.parametrize("other", [b'{"b":1,"a":2}', b'{"a": 1}', b'{"a":1,"a":1}', b'{"a":1.0}', b'{"a":NaN}', b'{"a":1e3}',
                                   b'{"a":9007199254740992}', b'{"a":"\\u0041"}', b'{"a":1}\n', b'\xff', b"", b'{"a":-0}',
                                   b'["\\ud800"]', '{"ä":1}'.encode(), b'{"a":' + b"1" * 5000 + b"}"])
def test_another_spelling_is_refused(other):
    with pytest.raises(NotCanonical):
        parsed(other)


@pytest.mark.parametrize("value", [1.0, float("nan"), 2**53, -2**53, 10**20, "\ud800", {"é": 1}, {"a": [1.5]}, ["\udfff"],
                                   {1: "a"}])
def test_what_two_readers_might_read_differently_is_not_written(value):
    with pytest.raises(WrongCall, match="expected"):
        canonical(value)


@pytest.mark.parametrize("value", [1.5, [float("inf")], "half \ud83d a pair", 2**60, {"a": {"b": 0.1}}, b"bytes", {1, 2}])
def test_what_json_cannot_say_exactly_is_no_private_value(value):
    with pytest.raises(WrongCall, match="expected"):
        disclosed("quote", value)


def test_the_message_says_where_in_the_value():
    with pytest.raises(WrongCall, match=r"^said\.roles\[1\]"):
        check({"roles": ["a", 1.5]}, "said")


def test_long_numbers_inside_words_are_words():
    assert ("quote", "12345678901234567890") == opened(disclosed("quote", "12345678901234567890"))
    assert ("quote", 2**53 - 1) == opened(disclosed("quote", 2**53 - 1), read_strictly)


@pytest.mark.parametrize("text", ["", "*", "W10", "WzEsMl0", "eyJhIjoxfQ", "WyJzIiwibiIsMS41XQ", "not base64"])
def test_what_is_no_salt_name_and_value_is_no_disclosure(text):
    with pytest.raises(LedgerFault, match="expected"):
        opened(text)


@given(st.data())
def test_a_bent_disclosure_has_another_digest(data):
    made = disclosed("quote", "the DPRK has sent Russia munitions")
    place = data.draw(st.integers(0, len(made) - 1))
    bent = made[:place] + data.draw(st.sampled_from("ABab01-_").filter(lambda each: each != made[place])) + made[place + 1:]

    assert digest(bent) != digest(made)


def test_the_same_value_never_has_the_same_digest_twice():
    assert digest(disclosed("name", "Kim")) != digest(disclosed("name", "Kim"))


def test_a_key_that_stands_twice_is_refused_where_it_matters():
    with pytest.raises(LedgerFault, match="twice"):
        read_strictly('["salt","name",{"a":1,"a":2}]')
