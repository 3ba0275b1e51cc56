"""Plain text: exact characters, the encoding and why, paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attestry.model.text import Bytes
from attestry.reading import plain
from attestry.reading.passages import cuts, is_heading

RUSSIAN = "Постоянный представитель России заявил, что сообщения о переброске войск являются дезинформацией. " * 4
KOREAN = "북한은 러시아에 군대를 보냈다는 보도를 부인했다. 국방부 장관은 이를 확인했다고 밝혔다. " * 4
ENGLISH = "The envoy said “10,000 soldiers” – no more – had been sent to the naïve Señor."


@pytest.mark.parametrize(
    ("words", "encoding", "named"),
    [
        ("The Council met.", "ascii", "utf-8"),
        ("Miroslav Jenča spoke.", "utf-8", "utf-8"),
        ("Miroslav Jenča spoke.", "utf-8-sig", "utf-8"),
        ("Miroslav Jenča spoke.", "utf-16", "utf-16-le"),
        ("The Council met today.", "utf-16-le", "utf-16-le"),
        (ENGLISH, "cp1252", "cp1252"),
        (RUSSIAN, "koi8-r", "koi8_r"),
        (RUSSIAN, "cp1251", "cp1251"),
        (KOREAN, "cp949", "cp949"),
    ],
)
def test_the_text_is_what_was_written_whatever_the_encoding(made, words: str, encoding: str, named: str):
    document = made.document(words.encode(encoding))

    assert words == document.text
    assert {named} == {place.locus.encoding for place in document.places if isinstance(place.locus, Bytes)}


def test_a_byte_order_mark_is_no_part_of_the_text(made):
    document = made.document("\ufeffNo soldiers were sent.".encode())

    assert "No soldiers were sent." == document.text
    assert Bytes(3, 25, "utf-8") == document.places[0].locus


def test_newlines_stay_as_they_are(made):
    assert "One.\r\nTwo.\rThree.\n" == made.document(b"One.\r\nTwo.\rThree.\n").text


def test_a_guessed_encoding_is_a_problem_that_says_why(made):
    (problem,) = made.document(ENGLISH.encode("cp1252"), "press.txt").problems

    assert "encoding-guessed" == problem.kind
    assert str(problem).startswith("press.txt: read as cp1252: 4 of 6 high bytes are Windows quotes or dashes; ")


def test_bytes_that_no_encoding_explains_stand_as_replacement_at_their_place(made):
    document = made.document("Jenča said 11,000 ".encode() + b"\xff\xfe" + " soldiers.\nThe end of Jenča.".encode())

    assert "Jenča said 11,000 \ufffd\ufffd soldiers." == document.words(document.passages[0].span)
    assert ["encoding-guessed", "undecodable-bytes"] == [problem.kind for problem in document.problems]
    assert "The end of Jenča." == made.words_at(
        "Jenča said 11,000 ".encode() + b"\xff\xfe" + " soldiers.\nThe end of Jenča.".encode(), document, document.places[-1]
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("About 11\0,000 soldiers arrived.", "control-characters"),
        ("About \u202e000,31\u202c soldiers arrived.", "bidi-controls"),
        ("About 11\u200b,000 soldiers arrived.", "invisible-characters"),
        (" \u00a0\u200b\n \n", "no-text"),
    ],
)
def test_signs_that_deceive_the_eye_stay_and_are_told(made, text: str, kind: str):
    document = made.document(text)

    assert text == document.text
    assert kind in [problem.kind for problem in document.problems]


def test_each_line_is_a_paragraph_where_lines_are_long():
    text = (
        "October 30, 2024\nThank you, Madam President.\n"
        + "We are grateful for the briefing and for the work of the staff. " * 5
    )

    assert 3 == len(cuts(text))


def test_wrapped_lines_are_joined_to_the_paragraph_they_make(made):
    document = made.document((made.samples / "wrapped.txt").read_bytes())

    words = [" ".join(document.words(passage.span).split()) for passage in document.passages]
    assert "SUMMARY OF THE MEETING" == words[0]
    assert document.passages[0].heading
    assert words[1].startswith("The envoy of Tavria Minor told") and words[1].endswith("being trained.")
    assert words[3].startswith("1. The first point") and words[3].endswith("border region.")
    assert 5 == len(words)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("Ratification of the Military Treaty with the DPRK", True),
        ("THE SITUATION IN UKRAINE", True),
        ("# Report of the panel on arms", True),
        ("Madam President,", False),
        ("He did not say where.", False),
        ("The danger of intensification of military action", False),
        ("10,000", False),
        ("", False),
    ],
)
def test_a_heading_is_short_and_in_capitals(words: str, answer: bool):
    assert answer == is_heading(words)


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_places_and_passages_hold_for_any_text(text: str):
    data = text.encode()

    reading = plain.read(data, "any")

    at = 0
    for place in reading.places:
        assert at == place.span.start
        assert isinstance(place.locus, Bytes)
        assert (
            data[place.locus.start : place.locus.end].decode(place.locus.encoding)
            == reading.text[place.span.start : place.span.end]
        )
        at = place.span.end
    assert len(reading.text) == at
    assert all(reading.text[passage.span.start : passage.span.end].strip() for passage in reading.passages)
    assert reading.text == text.removeprefix("\ufeff")


@given(st.binary(max_size=300))
def test_no_bytes_at_all_bring_the_reader_down(data: bytes):
    reading = plain.read(data, "any")

    assert len(reading.text) == (reading.places[-1].span.end if reading.places else 0)
