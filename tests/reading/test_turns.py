"""Who has the floor in a record."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module")
def record(made):
    return made.document((made.samples / "record.txt").read_bytes(), "record.txt")


def test_each_speaker_line_opens_a_turn(record):
    assert [
        "The President",
        "Vassily Nebenzia (Russia)",
        "Jürgenson (Estonia)",
        "The President",
        "Japan",
        "The President",
    ] == [turn.speaker for turn in record.turns]


def test_a_turn_runs_to_the_next_speaker_line(record):
    words = record.words(record.turns[1].span)

    assert words.startswith("Mr. Nebenzia (Russian Federation) (spoke in Russian): We have seen")
    assert words.endswith("Reports of this kind are disinformation.")
    assert "Mr. Nebenzia (Russian Federation) (spoke in Russian):" == record.words(record.turns[1].line)


def test_the_president_speaks_for_a_state_only_where_that_is_said(record):
    assert "We are deeply concerned about these reports." == record.words(record.turns[4].span)
    assert record.words(record.turns[5].span).startswith("I resume my functions as President")


def test_the_record_itself_is_nobodys_turn(record):
    last = record.words(record.turns[-1].span)

    assert last.endswith("There are no more names on the list of speakers.")


def test_a_record_of_several_speakers_has_no_speaker_of_its_own(record):
    assert record.about.speaker is None


def test_an_address_to_the_chair_is_no_speaker_line(made):
    assert () == made.document("Mr. President:\nWe thank you for this meeting. Madam Chair: we are grateful.\n").turns


def test_questions_and_answers_of_a_press_conference_are_told_apart(made):
    document = made.document(
        "QUESTION: Did you send soldiers?\nThe Minister: We did not.\nQUESTION: None at all?\nMR. MILLER: None.\n"
    )

    assert ["?unnamed", "The Minister", "?unnamed", "Miller"] == [turn.speaker for turn in document.turns]
    assert document.about.speaker is None


def test_a_surname_alone_or_of_another_state_is_not_taken_for_somebody_we_know(made):
    document = made.document(
        "Mr. Wood (Australia): We agree.\nMr. Wood (United States of America): We agree.\nMr. Wood: I agree.\n"
    )

    assert ["Wood (Australia)", "Robert Wood (United States)", "Wood"] == [turn.speaker for turn in document.turns]


def test_an_officer_of_the_secretariat_speaks_for_the_united_nations(made):
    document = made.document(
        "Ms. DiCarlo (Under-Secretary-General): We cannot verify this.\nMr. Doe (Special Envoy): Nor can we.\n"
    )

    assert ["Rosemary DiCarlo (UN)", "Doe (UN)"] == [turn.speaker for turn in document.turns]


def test_a_reported_speech_ends_the_turn_before_it(made):
    document = made.document(
        "Mr. Rim (Democratic People's Republic of Korea): We reject this.\nIt is a lie.\n"
        "Mr. Kwon (Republic of Korea) said that 10,000 soldiers had been sent.\nHe called for restraint.\n"
    )

    assert ["Mr. Rim (Democratic People's Republic of Korea): We reject this.\nIt is a lie."] == [
        document.words(turn.span) for turn in document.turns
    ]


def test_news_has_no_turns(made):
    assert () == made.document("The envoy said: we deny it.\nMr. Wood (United States) said that more was known.\n").turns
