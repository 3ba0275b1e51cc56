"""What the reader saw and placed in no claim."""

from __future__ import annotations

import json

import pytest

from attestry.line import extract_alone
from attestry.model.lead import Extraction, LeadKind
from attestry.model.text import Span
from attestry.model.wire import from_json, to_json
from attestry.workspace import read


def found(text: str) -> Extraction:
    """What is read in *text*, said on 1 June 2024."""
    return extract_alone(read("note.txt", data=text.encode(), date="2024-06-01"))


def leads(text: str) -> list[tuple[str, str]]:
    """Kind and words of each lead in *text*."""
    return [(str(lead.kind), lead.quote) for lead in found(text).leads]


@pytest.mark.parametrize(("text", "kind", "words"), [
    ("The convoy carried 340 rocket motors.", "quantity", "340 rocket motors"),
    ("Two soldiers were on that train.", "quantity", "Two soldiers"),
    ("The delivery was late.", "trigger", "delivery"),
    ("Russia sent greetings.", "trigger", "sent"),
    ("Iran was a mere proxy.", "allegation", "proxy"),
    ("Such reckless talk is old.", "allegation", "reckless"),
    ("They should talk.", "demand", "should talk"),
    ("The envoy said that the winter was cold.", "voice", "said"),
    ("Reports of piracy are old.", "voice", "Reports"),
    ("On 3 May 2024 Iran inaugurated a shipyard.", "date", "inaugurated"),
    ("Iran rebuilt the shipyard.", "act", "rebuilt"),
])
def test_what_was_seen_without_a_claim_is_a_lead(text: str, kind: str, words: str):
    assert found(text).claims == ()
    assert (kind, words) in leads(text)


def test_every_kind_of_lead_can_be_found():
    text = ("The convoy carried 340 rocket motors. The delivery was late. Such reckless talk is old. They should talk. "
            "The envoy said that the winter was cold. On 3 May 2024 Iran inaugurated a shipyard. Iran rebuilt the shipyard.")

    assert set(LeadKind) == {lead.kind for lead in found(text).leads}


def test_what_a_claim_covers_is_no_lead():
    extraction = found("Norland condemned the strike on the depot.")

    assert extraction.claims
    assert [lead for lead in extraction.leads if any(claim.span.meets(lead.span) for claim in extraction.claims)] == []


def test_a_number_beside_a_claim_that_does_not_count_it_is_a_lead():
    text = "Norland condemned the strike. The convoy carried 340 rocket motors."

    assert ["condemn"] == [claim.frame for claim in found(text).claims]
    assert ("quantity", "340 rocket motors") in leads(text)


@pytest.mark.parametrize("text", ["The weather was fine.", "COP 29 took two years.", "They were happy."])
def test_what_tells_of_nothing_gives_no_lead(text: str):
    assert leads(text) == []


def test_a_lead_says_what_was_lacking_and_what_was_looked_for():
    lead = next(lead for lead in found("Russia delivered.").leads if lead.kind is LeadKind.TRIGGER)

    assert lead.reason == "“delivered” can tell of transfer, but nothing fills its item"
    assert lead.sought.startswith("transfer (item: arms, munitions, missiles, energy, …)")


def test_words_stand_at_their_span_inside_their_sentence_beyond_the_bmp_too():
    text = "𝔘𝔫𝔦𝔱 🛰🛰 arrived. The convoy carried 340 rocket motors 🚀. Iran rebuilt the shipyard."

    for lead in found(text).leads:
        assert text[lead.span.start:lead.span.end] == lead.quote
        assert lead.sentence.holds(lead.span)
        assert text[lead.sentence.start] in "𝔘TI"


def test_leads_are_in_reading_order_and_no_words_give_two():
    text = "Iran rebuilt the shipyard on 3 May 2024. Russia sent greetings. The convoy carried 340 rocket motors and 12 trucks."
    spans = [lead.span for lead in found(text).leads]

    assert sorted(set(spans)) == spans


def test_the_same_words_give_the_same_leads():
    text = "Iran rebuilt the shipyard. The convoy carried 340 rocket motors."

    assert found(text) == found(text)


def test_a_lead_travels_as_json_and_comes_back():
    lead = found("The convoy carried 340 rocket motors.").leads[0]

    assert lead == from_json(type(lead), json.loads(json.dumps(to_json(lead))))
    assert lead.span == Span(19, 36)
