"""What a document says of itself, where it says so, and what nobody says."""

from __future__ import annotations

import pytest

from attestry.model.text import How

JAPAN = """October 30, 2024
Thank you, Madam President.
We are grateful for the briefing, and we support the initiative to discuss this matter today.
Russia has vetoed the mandate of the Panel. Our position on that is known. We regret it deeply.
Japan has confirmed information sufficient for us to believe that soldiers were dispatched.
I thank you, Madam President."""


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("October 30, 2024", "2024-10-30"),
        ("30 October 2024", "2024-10-30"),
        ("New York, 18 December 2024", "2024-12-18"),
        ("Wednesday, 30 October 2024, 10 a.m.", "2024-10-30"),
        ("Published: 2024-10-30", "2024-10-30"),
        ("Press release – 7 Jan. 2025", "2025-01-07"),
        ("As of 4 December 2024", "2024-12-04"),
        ("Pyongyang, May 17, 2024 (KCNA) -- A spokesman spoke.", "2024-05-17"),
        ("SEOUL, Oct. 24, 2024 (Yonhap) -- The agency said so.", "2024-10-24"),
        ("2024년 10월 30일", "2024-10-30"),
        ("Updated 16 March 2024", "2024-03-16"),
    ],
)
def test_a_date_line_dates_the_document_at_its_words(made, line: str, day: str):
    document = made.document(f"{line}\nThe Council met in order to hear the reports of its members on the matter.\n")

    assert (day, How.READ) == (document.about.date.value, document.about.date.how)
    assert document.about.date.span is not None and document.about.date.span.end <= len(line)


@pytest.mark.parametrize(
    "line",
    [
        "The treaty of 19 June 2024 enters into force",
        "On 30 October 2024 the Council met.",
        "Retrieved 3 May 2024",
        "30 February 2024",
        "Resolution adopted on 23 March 2023 by the Council",
        "Pyongyang, August 18 (KCNA) -- A spokesman spoke.",
    ],
)
def test_a_date_of_something_else_does_not_date_the_document(made, line: str):
    assert made.document(f"{line}\nNothing further was said on that occasion.\n").about.date is None


def test_a_date_line_dates_the_document_where_the_lines_of_its_header_stand_close(made):
    document = made.document("Statement by the Permanent Representative of Norway\nSecurity Council, 18 December 2024\n\n"
                             "Madam President,\n\nWe are met to hear\nthe reports of the members.\n")

    assert "2024-12-18" == document.about.date.value
    assert "18 December 2024" == document.words(document.about.date.span)


def test_a_date_line_without_a_year_takes_it_from_the_same_day_written_in_full(made):
    document = made.document(
        "Pyongyang, May 27 (KCNA) -- The launch failed.\nIt had been announced for May 27, 2024 at the latest.\n"
    )

    assert ("2024-05-27", How.INFERRED) == (document.about.date.value, document.about.date.how)
    assert "May 27, 2024" == document.words(document.about.date.span)


def test_an_agency_tag_names_the_publisher_and_the_one_it_presents(made):
    document = made.document(
        "Pyongyang, October 25 (KCNA) -- A spokesperson for the Foreign Ministry of the DPRK issued the following "
        "press statement on Friday:\nThe reports are a fabrication.\n"
    )

    assert "KCNA" == document.about.publisher.value
    assert "Foreign Ministry spokesperson (DPRK)" == document.about.speaker.value


def test_a_first_person_text_speaks_for_the_state_that_names_itself(made):
    speaker = made.document(JAPAN).about.speaker

    assert ("Japan", How.INFERRED) == (speaker.value, speaker.how)
    assert "Japan has confirmed" == JAPAN[speaker.span.start : speaker.span.end]


def test_the_capacity_in_which_one_speaks_outweighs_other_states(made):
    text = (
        "We meet again today. Our concern grows.\nUkraine calls on us all. Ukraine believes in this Council. Ukraine hopes.\n"
        "I now speak in my capacity as the Representative of the United States.\n"
    )

    assert "United States" == made.document(text).about.speaker.value


@pytest.mark.parametrize(
    "text",
    [
        "Japan has confirmed the reports. The United States condemns them. Ukraine welcomes this.\n",
        "“We are concerned,” said the envoy of Japan. “We believe our information. We hope.” Japan supports the text.\n",
        "We meet in difficult times. Our hopes rest on you. We thank Japan and condemn the acts of Russia.\n",
        "We discussed the situation in Yemen, which remains ours. We noted it. The situation in Yemen remains committed.\n",
    ],
)
def test_no_speaker_is_made_up(made, text: str):
    assert made.document(text).about.speaker is None


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("Mr. Nebenzia (Russian Federation) (spoke in Russian):", "Russia"),
        ("Ms. Norman-Chalet (United States of America):", "United States"),
        ("Mr. Jürgenson (Estonia):", "Estonia"),
        ("Mr. Takht Ravanchi (Islamic Republic of Iran):", "Iran"),
    ],
)
def test_the_speaker_line_of_a_single_speech_says_for_whom_it_speaks(made, line: str, speaker: str):
    document = made.document(f"{line} We welcome this debate. The rest is known.\n")

    assert (speaker, How.READ) == (document.about.speaker.value, document.about.speaker.how)
    assert line == document.words(document.about.speaker.span)


def test_a_title_may_say_for_whom_the_text_speaks(made):
    document = made.document(
        "Statement by Mr. Yamazaki, Permanent Representative of Japan to the United Nations\n\n"
        "Thank you. We have long followed this matter with concern.\n"
    )

    assert "Japan" == document.about.speaker.value


def test_a_resolution_states_its_symbol_occasion_and_voice(made):
    about = made.document(
        "United Nations\nS/RES/2680 (2023)\nSecurity Council\nDistr.: General\n23 March 2023\nResolution 2680 (2023)\n"
        "Adopted by the Security Council at its 9292nd meeting, on 23 March 2023\nThe Security Council,\n"
        "Recalling its resolution 2664 (2022),\n"
    ).about

    assert ("S/RES/2680 (2023)", "Resolution 2680 (2023)", "9292nd meeting", "2023-03-23", "UN Security Council") == (
        about.symbol.value,
        about.title.value,
        about.occasion.value,
        about.date.value,
        about.speaker.value,
    )
    assert How.INFERRED is about.publisher.how


def test_a_symbol_that_is_referred_to_is_not_the_documents_own(made):
    assert made.document("The report (see S/2024/215) was noted.\nSee document S/2024/215\n").about.symbol is None


def test_what_is_given_wins_over_what_is_read(made):
    about = made.document(JAPAN, speaker="United Kingdom", date="2025-01-02", symbol="S/PV.1").about

    assert ("United Kingdom", How.GIVEN, None) == (about.speaker.value, about.speaker.how, about.speaker.span)
    assert ("2025-01-02", "S/PV.1") == (about.date.value, about.symbol.value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The Council met in order to hear the reports of its members on the matter.", "en"),
        ("Le Conseil est réuni pour examiner la situation dans la région et les rapports.", "fr"),
        ("El Consejo se reunió para examinar los informes de la Secretaría y de sus miembros.", "es"),
        ("Совет собрался на заседание, и мы заявили, что это не так.", "ru"),
        ("조선민주주의인민공화국은 이를 전면 부인한다고 밝혔다.", "ko"),
        ("安全理事会今天举行会议，讨论乌克兰局势以及有关报道的真实性问题。", "zh"),
    ],
)
def test_the_language_is_told_from_script_and_common_words(made, text: str, code: str):
    assert code == made.document(text).about.language.value


def test_a_note_on_translation_is_read_where_it_is_a_note(made):
    noted = made.document("[Machine translation from the Ukrainian]\n\nSeoul believes that the transport will pass soon.\n")
    passing = made.document(
        "The Council met.\n" * 20 + "Among other matters that were touched upon in the course of the long debate was "
        "machine translation, which the Secretariat had begun to use for the summary records of its many meetings "
        "in New York and in Geneva.\n" + "The Council rose.\n" * 5
    )

    assert "machine-translation" == noted.about.rendering.value
    assert passing.about.rendering is None


def test_a_page_that_is_being_updated_says_so(made):
    assert ["provisional"] == [
        problem.kind for problem in made.document("The envoy spoke.\nMaterial is being updated…").problems
    ]
