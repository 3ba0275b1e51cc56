"""The JSON of each word: written and read back, golden, and refused where it is not the word.

Run as a program, this writes the golden files anew, to be read by a person before they are committed.
"""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attestry.model import claim as claims
from attestry.model import text as texts
from attestry.model.claim import Basis, Certainty, Claim, Counted, Dated, Derivation, Filler, Holder, Kind, Mode, Polarity, Step
from attestry.model.entry import Entry, Event
from attestry.model.errors import HouseFault, WrongCall
from attestry.model.origin import Original, Retrieval
from attestry.model.quantity import Hedge, Period, Quantity
from attestry.model.text import About, Bytes, Document, How, Node, Page, Passage, Placed, Problem, Span, Stated, Turn
from attestry.model.wire import Unfit, from_json, number, record, to_json

GOLDEN = Path(__file__).parent / "golden"
AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TEXT = "Mr. Wood said the DPRK has sent Russia more than 20,000 containers — at least 6 million rounds — since 2023. 🛰"


def at(words: str) -> Span:
    """Where *words* stand in the text."""
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


SENT = at("the DPRK has sent Russia more than 20,000 containers — at least 6 million rounds — since 2023")
CLAIM = Claim(
    "c1" * 32, "d0" * 32, SENT, TEXT[SENT.start:SENT.end], Kind.ACT, "transfer",
    (Holder("UN News"), Holder("Robert Wood (United States)", "robert-wood", at("Mr. Wood")),
     Holder("United States", "USA", at("Mr. Wood"))),
    Basis.ASSESSED, Certainty.PROBABLE, Polarity.AFFIRMS, Mode.ACTUAL,
    (("agent", Filler(("DPRK",), at("the DPRK"), ("DPRK",))), ("recipient", Filler(("Russia",), at("Russia"), ("RUS",))),
     ("item", Filler(("containers", "rounds"), at("more than 20,000 containers — at least 6 million rounds")))),
    (Counted("item", Quantity(Decimal(20_000), None, True, unit="container"), at("more than 20,000")),
     Counted("item", Quantity(Decimal("6000000"), Decimal("6.5E+6"), False, True, Hedge.APPROX, "round"),
             at("at least 6 million"), at("more than 20,000"))),
    Dated(Period(date(2023, 1, 1), None), at("since 2023")),
    Derivation("grammar/1", SENT, (Step("frames/transfer: send", at("sent"), "recipient ← iobj of 'sent'"),)))
DOCUMENT = Document(
    "d0" * 32, "wood", "0e" * 32, "pdf/1", TEXT,
    (Placed(Span(0, 40), Bytes(0, 40, "utf-8")), Placed(Span(40, 80), Page(3, (72.0, 700.25, 523.1, 712.0))),
     Placed(Span(80, 109), Node("/html/body/p[2]")), Placed(Span(109, len(TEXT)), Page(4))),
    (Passage(1, at("Mr. Wood said"), 3, True), Passage(2, Span(14, len(TEXT)), 3)),
    About(title=Stated("Statement", How.READ, at("Mr. Wood")), date=Stated("2024-12-18", How.GIVEN)),
    (Turn(Span(0, len(TEXT)), "Robert Wood (United States)", at("Mr. Wood")),),
    (Problem("dim", "page 4", "no text layer", "run OCR"),))
WORDS = {
    "claim": CLAIM, "document": DOCUMENT,
    "original": Original("0e" * 32, "application/pdf", 3, "wood.pdf", Retrieval("https://example.org/wood.pdf", AT, "u_1"),
                         b"%PD"),
    "event": Event("claim.reviewed", "claim:c1", "u_1", AT, {"rev": 2, "of": ["a", None, True]}, {"reason": "checked"}),
    "entry": Entry(7, "claim.reviewed", "claim:c1", "u_1", "2026-11-23T12:00:00Z", {"rev": 2}, {}),
    "problem": DOCUMENT.problems[0],
}


@pytest.mark.parametrize("name", WORDS)
def test_a_word_has_the_json_that_it_always_had(name):
    golden = json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))

    assert golden == to_json(WORDS[name])
    assert list(golden) == list(to_json(WORDS[name]))


@pytest.mark.parametrize("name", WORDS)
def test_a_word_comes_back_from_its_json(name):
    word = WORDS[name]

    assert word == from_json(type(word), json.loads(json.dumps(to_json(word))))


def test_the_interchange_record_is_the_guideline_s():
    golden = json.loads((GOLDEN / "record.json").read_text("utf-8"))

    assert golden == record(CLAIM, DOCUMENT)
    assert ["id", "doc", "quote", "span", "kind", "frame", "chain", "basis", "certainty", "polarity", "mode", "roles",
            "quantity", "when"] == list(record(CLAIM, DOCUMENT))[:14]


def test_a_bare_claim_has_null_where_nobody_states_it():
    bare = dataclasses.replace(CLAIM, quantities=(), when=None, roles=())

    assert (None, None, {}) == tuple(record(bare, DOCUMENT)[key] for key in ("quantity", "when", "roles"))


def test_a_claim_is_not_recorded_under_another_document():
    with pytest.raises(HouseFault, match="was read in document"):
        record(CLAIM, dataclasses.replace(DOCUMENT, id="other"))


def test_a_role_filled_twice_is_not_halved_in_silence():
    with pytest.raises(HouseFault, match="agent is filled twice"):
        record(dataclasses.replace(CLAIM, roles=CLAIM.roles + CLAIM.roles[:1]), DOCUMENT)


@pytest.mark.parametrize(("value", "written"),
                         [(Decimal("6E+6"), "6000000"), (Decimal("0.5"), "0.5"), (Decimal(-3), "-3"), (None, "null")])
def test_numbers_in_the_record_are_json_numbers(value, written):
    assert written == json.dumps(number(value))


@pytest.mark.parametrize(("change", "says"), [
    (lambda found: found | {"colour": "red"}, r"Claim: found 'colour'; expected a key out of id, document"),
    (lambda found: {key: value for key, value in found.items() if key != "quote"}, "expected the key quote too"),
    (lambda found: found | {"span": [1]}, r"Claim\.span: found \[1\]; expected a span"),
    (lambda found: found | {"span": [True, 2]}, r"Claim\.span"),
    (lambda found: found | {"kind": "rumour"}, r"Claim\.kind: found 'rumour'; expected one of act, verdict"),
    (lambda found: found | {"quote": 3}, r"Claim\.quote: found 3; expected a string"),
    (lambda found: found | {"roles": [["agent"]]}, r"Claim\.roles\[0\]: .* expected a list of 2"),
    (lambda found: found | {"when": {"period": {"first": "2024-13-01", "last": None}, "span": [0, 1]}},
     r"Claim\.when\.period\.first: found '2024-13-01'; expected a date"),
    (lambda found: found | {"quantities": [{**found["quantities"][0], "quantity": {"low": 5, "high": None}}]},
     r"Claim\.quantities\[0\]\.quantity\.low: found 5; expected a number written as a string"),
    (lambda found: "claim", "Claim: found 'claim'; expected an object"),
])
def test_json_that_is_not_the_word_is_refused_with_its_path(change, says):
    with pytest.raises(Unfit, match=says) as refused:
        from_json(Claim, change(to_json(CLAIM)))

    assert isinstance(refused.value, WrongCall) and "\n" not in str(refused.value)


def test_a_locus_says_of_what_kind_it_is():
    with pytest.raises(Unfit, match=r'Document\.places\[0\]\.locus: .* whose "is" is one of Bytes, Page, Node'):
        from_json(Document, to_json(DOCUMENT) | {"places": [{"span": [0, 1], "locus": {"path": "/a"}}]})


def test_json_from_before_a_field_was_added_is_read_with_its_default():
    old = to_json(DOCUMENT)
    del old["turns"], old["problems"]

    assert dataclasses.replace(DOCUMENT, turns=(), problems=()) == from_json(Document, old)


def test_a_time_without_a_zone_does_not_travel():
    with pytest.raises(WrongCall, match="no time zone"):
        to_json(Retrieval("x", datetime(2026, 1, 1), "u"))


def test_every_word_of_texts_and_claims_can_travel():
    for module in (texts, claims):
        for word in vars(module).values():
            if dataclasses.is_dataclass(word) and word.__module__ == module.__name__:
                with pytest.raises(Unfit):
                    from_json(word, {"no such key": 1})


@given(st.decimals(allow_nan=False, allow_infinity=False), st.booleans(), st.sampled_from(Hedge), st.text(max_size=9))
def test_any_quantity_comes_back_exactly(low, is_open, hedge, unit):
    quantity = Quantity(low, None, is_open, False, hedge, unit)

    back = from_json(Quantity, json.loads(json.dumps(to_json(quantity))))

    assert quantity == back and str(low) == str(back.low)


@given(st.floats(allow_nan=False, allow_infinity=False, width=64))
def test_any_box_comes_back_exactly(x):
    page = Page(1, (x, 0.1, 1e-300, 7.0))

    assert page == from_json(Page, json.loads(json.dumps(to_json(page))))


def spelled(found: object) -> str:
    """*found* as golden files are: indented, but numbers in one list on one line."""
    text = json.dumps(found, ensure_ascii=False, indent=1)
    return re.sub(r"\[\s+([-\d.,\s\"]+?)\s+\]", lambda match: f"[{' '.join(match[1].split())}]", text) + "\n"


if __name__ == "__main__":
    for name, word in WORDS.items():
        (GOLDEN / f"{name}.json").write_text(spelled(to_json(word)), "utf-8")
    (GOLDEN / "record.json").write_text(spelled(record(CLAIM, DOCUMENT)), "utf-8")
