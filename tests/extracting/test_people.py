"""A document's own introductions tell who its people are; nobody is guessed, nobody is merged."""

from __future__ import annotations

import pytest

from attestry.extracting.parsing.tokens import sentences, tokens
from attestry.extracting.people import People, people
from attestry.model.text import Span
from attestry.reference import pack

GAZETTEER = pack.load().gazetteer


def met(text: str) -> People:
    return people(text, [tokens(text, sentence, GAZETTEER.glued) for sentence in sentences(text, Span(0, len(text)))], GAZETTEER)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Marit Halvorsen, Permanent Representative of Norway, spoke first.", "Marit Halvorsen (Norway)"),
        ("Ruth Castle, the Canadian representative to the UN, agreed.", "Ruth Castle (Canada)"),
        ("The Canadian representative to the UN, Ruth Castle, agreed.", "Ruth Castle (Canada)"),
        ("Permanent Representative Great BritainAt the UN, Ruth Castle agreed.", "Ruth Castle (United Kingdom)"),
        (
            "Norway spoke. So said the Permanent Representative of this country to the UN Marit Halvorsen.",
            "Marit Halvorsen (Norway)",
        ),
        ("Belgian Foreign Minister Peeters objected.", "Peeters (Belgium)"),
        ("Mr. Okonjo (Nigeria): I thank you.", "Okonjo (Nigeria)"),
        ("Ms. King (Saint Vincent and the Grenadines): I thank you.", "King (Saint Vincent and the Grenadines)"),
        ("Mr. Ja'afari (Syrian Arab Republic): I thank you.", "Ja'afari (Syria)"),
        ("Pak Hyon Su, minister of National Defence of the DPRK, watched.", "Pak Hyon Su (DPRK)"),
        ("Assistant Secretary-General Elena Marin briefed the Council.", "Elena Marin (UN)"),
        ("Pentagon Press Secretary Walter Ames declined.", "Walter Ames (United States)"),
        ("NATO Secretary General Ruud Bakker spoke.", "Ruud Bakker (NATO)"),
        ("The Minister for Foreign Affairs of Peru, Luis Ferrer Rojas, signed.", "Luis Ferrer Rojas (Peru)"),
        ("President Putin signed.", "Putin (Russia)"),
    ],
)
def test_an_introduction_tells_for_whom_somebody_speaks(text: str, name: str):
    assert name in {person.name for person in met(text).everybody}


def test_who_is_spoken_to_introduces_nobody():
    assert () == met("Mr. President, Lasting Calm is what we seek.").everybody
    assert "Elena Marin (UN)" == met("We thank the Special Envoy of the Secretary-General, Elena Marin.")["marin"].name


def test_a_bare_surname_is_the_person_introduced_before():
    found = met("Canadian envoy Ruth Castle spoke. Later Castle left. The ambassador's friend Ms. Castle stayed.")

    assert "Ruth Castle (Canada)" == found["castle"].name
    assert 1 == len(found.everybody)


def test_the_fullest_form_in_the_document_is_printed_wherever_it_stands():
    found = met("Mr. Halvorsen (Norway): Thank you. Afterwards Jonas Erik Halvorsen went home.")

    assert "Jonas Erik Halvorsen" == found["halvorsen"].bare or "Halvorsen" == found["halvorsen"].bare
    assert "Norway" in found["halvorsen"].name


def test_spellings_that_a_pack_lists_are_one_person_and_others_are_not():
    found = met("Vasily Nebenzya spoke. Mr. Nebenzia left. Vasily Nebenzin stayed.")

    assert found["nebenzia"] is found["vasily nebenzya"]
    assert "Vasily Nebenzya (Russia)" == found["nebenzia"].name
    assert found["vasily nebenzin"] is not found["nebenzia"]


def test_whom_nothing_tells_about_is_written_by_the_name_alone():
    found = met("Mr. Haddad bought oil.")

    assert "Haddad" == found["haddad"].name
    assert found["haddad"].of is None


def test_a_title_or_a_given_name_tells_he_from_she_and_an_office_does_not():
    found = met("Ms. Okafor (Ghana) thanked Minister Ferro of Italy, and so did Robert Crane.")

    assert ("she", "", "he") == (found["okafor"].gender, found["ferro"].gender, found["robert crane"].gender)


def test_a_surname_that_two_people_share_is_neither_of_them():
    found = met("Canadian envoy Ruth Castle spoke. Canadian analyst Owen Castle wrote. Castle left.")

    assert "Castle (Canada)" == found["castle"].name
    assert "Ruth Castle (Canada)" == found["ruth castle"].name


def test_namesakes_of_two_states_stay_two():
    found = met("Mr. Castle (Canada) spoke. Mr. Castle (Ireland) replied.")

    assert found["castle"].of is None
    assert "Castle" == found["castle"].name


@pytest.mark.parametrize(
    "text",
    [
        "The chairman of the Hungarian Workers' Party left.",
        "The head of the Mission to Support the Agreement left.",
        "Madam President, The story goes on.",
        "The Director of the Ministry of Defence of Chile, December 2020.",
        "Today the Council met. However, Norway left.",
    ],
)
def test_parties_missions_and_months_are_no_people(text: str):
    assert () == met(text).everybody


def test_a_korean_family_name_stands_first():
    found = met("Kang Chol Min, vice-minister of the DPRK, spoke. Kang left.")

    assert "Kang Chol Min (DPRK)" == found["kang"].name


def test_who_holds_an_office_is_kept_for_later_mentions():
    found = met("U.S. Secretary of State Harriet Stone spoke.")

    assert "Harriet Stone (United States)" == found.holders["secretary of state", "USA"].name
