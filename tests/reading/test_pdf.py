"""PDF: pages, paragraphs from geometry, and what the eye would not see."""

from __future__ import annotations

import re

import pytest

from attestry.model.errors import Unreadable
from attestry.model.text import Page


def passages(document) -> list[str]:
    return [document.words(passage.span) for passage in document.passages]


@pytest.fixture(scope="module")
def record(made):
    """Two pages of a meeting record, with header, footer, a paragraph over the page and a table."""
    put = made.put
    first = [
        put(72, 800, "S/PV.9999"),
        put(72, 780, "Security Council", 18),
        put(72, 745, "Wednesday, 30 October 2024, 10 a.m."),
        *made.lines(
            "Mr. Marenko (Russian Federation): The transfer was first seen in March, when con-",
            "tainers of munitions were counted. The long-",
            "range systems came later, so that the number of 10,000",
            top=700,
        ),
        put(346, 676, "3", 7),
        put(353, 672, "soldiers"),
        *made.lines("", "does not include those who", top=672),
        put(72, 40, "24-12345"),
        put(500, 40, "1/2"),
    ]
    second = [
        put(72, 800, "S/PV.9999"),
        put(300, 800, "30/10/2024"),
        *made.lines("came later by sea, which others have reported to the Council this year as well.", top=760),
        *(
            put(x, y, words)
            for y, row in ((720, ("Month", "Barrels")), (706, ("January", "12,000")))
            for x, words in zip((72, 250), row, strict=True)
        ),
        put(72, 40, "24-12345"),
        put(500, 40, "2/2"),
    ]
    return made.document(made.pdf(first, second), "record.pdf")


def test_lines_are_joined_to_paragraphs_and_broken_words_healed(record):
    (speech,) = [words for words in passages(record) if words.startswith("Mr. Marenko")]

    assert speech == (
        "Mr. Marenko (Russian Federation): The transfer was first seen in March, when containers of munitions were counted. "
        "The long-range systems came later, so that the number of 10,000 ³ soldiers does not include those who came later "
        "by sea, which others have reported to the Council this year as well."
    )


def test_a_paragraph_that_runs_over_the_page_is_cited_by_the_page_where_it_begins(record):
    speech = next(passage for passage in record.passages if "first seen in March" in record.words(passage.span))

    assert 1 == speech.page
    assert {1, 2} == {
        place.locus.number for place in record.places if isinstance(place.locus, Page) and speech.span.meets(place.span)
    }


def test_headers_and_footers_stand_as_headings_outside_the_paragraphs(record):
    flagged = [record.words(passage.span) for passage in record.passages if passage.heading]

    assert "S/PV.9999\t30/10/2024" in flagged
    assert "24-12345\t1/2" in flagged


def test_cells_on_one_line_are_parted_by_tabs(record):
    assert "January\t12,000" in passages(record)


def test_what_the_record_says_of_itself_is_read(record):
    assert ("2024-10-30", "S/PV.9999", "UN Security Council") == (
        record.about.date.value,
        record.about.symbol.value,
        record.about.publisher.value,
    )


def test_every_line_has_its_box_on_the_page(record):
    assert all(isinstance(place.locus, Page) and place.locus.box is not None for place in record.places)


def test_short_lines_that_were_broken_on_purpose_stay_apart(made):
    document = made.document(
        made.pdf(
            [
                *made.lines(
                    "New York",
                    "9999th meeting",
                    "The Council met in order to hear the reports of its members on the matter.",
                    "It then adjourned.",
                )
            ]
        )
    )

    assert ["New York", "9999th meeting"] == passages(document)[:2]


def test_a_gap_or_an_indent_begins_a_paragraph(made):
    long = "The Council met in order to hear the reports of its members on this matter"
    document = made.document(
        made.pdf(
            [
                *made.lines(f"{long}.", f"{long},", "and adjourned.", top=760),
                *made.lines(f"{long}.", top=690),
                *made.lines(f"{long}.", x=96, top=676),
            ]
        )
    )

    assert 3 == len(document.passages) or 4 == len(document.passages)
    assert f"{long}." == passages(document)[-1]


def test_a_page_without_a_text_layer_is_a_problem_with_its_number(made):
    drawn = made.pdf([made.put(72, 700, "The first page is text.")], [made.put(72, 700, "1")])
    scanned = re.sub(rb"\(1\) Tj", b"() Tj 0 0 9 9 re f", drawn)

    document = made.document(scanned, "scan.pdf")

    assert "The first page is text." == document.text
    assert ["scan.pdf, page 2: no text layer was found; run OCR and add the result"] == [
        str(problem) for problem in document.problems
    ]


@pytest.mark.parametrize("style", ["3 Tr", "1 g"])
def test_words_that_leave_no_ink_are_left_out_and_counted(made, style: str):
    document = made.document(
        made.pdf(
            [
                made.put(72, 700, "Officials confirmed 11,000 soldiers on Monday."),
                made.put(72, 650, "88,888 soldiers", 11, style),
            ]
        ),
        "p.pdf",
    )

    assert "Officials confirmed 11,000 soldiers on Monday." == document.text
    assert [
        "p.pdf, page 1: 2 words of the text layer cannot be seen on the page and were left out; compare with the page"
    ] == [str(problem) for problem in document.problems]


def test_words_off_the_page_are_left_out(made):
    document = made.document(
        made.pdf([made.put(72, 700, "Officials confirmed 11,000 soldiers."), made.put(700, 650, "88,888")])
    )

    assert "Officials confirmed 11,000 soldiers." == document.text


def test_an_earlier_version_inside_the_file_is_told(made):
    data = made.pdf([made.put(72, 700, "Officials confirmed 1,100 soldiers.")])

    assert ["earlier-revisions"] == [problem.kind for problem in made.document(data + b"\n%%EOF\n").problems]


def test_a_truncated_pdf_is_refused_in_one_line(made):
    data = made.pdf([made.put(72, 700, "Officials confirmed 1,100 soldiers.")])

    with pytest.raises(
        Unreadable, match=r"^cut\.pdf: a damaged or truncated PDF was found, a whole one is expected; fetch it again$"
    ):
        made.document(data[: len(data) // 3], "cut.pdf")


def test_columns_set_row_by_row_are_read_one_after_the_other(made):
    left = [
        "Mr. Marenko (Russian Federation):",
        "We have seen no evidence that any",
        "soldiers were ever sent there, and",
        "nobody has shown us any document",
        "that would say so, in this chamber",
        "or elsewhere. We reject the claims",
        "that were made here.",
    ]
    right = [
        "Mr. Wood (United States of America):",
        "We have information that at least",
        "10,000 soldiers were sent eastward",
        "for training, and that more are to",
        "come before the end of this month,",
        "which the Secretariat is not able",
        "to verify today.",
    ]
    rows = [
        made.put(x, 700 - 14 * row, words)
        for row, both in enumerate(zip(left, right, strict=True))
        for x, words in zip((60, 310), both, strict=True)
    ]

    document = made.document(made.pdf([made.put(60, 760, "Record of what was said in the chamber today"), *rows]))

    assert ["Marenko (Russia)", "Robert Wood (United States)"] == [turn.speaker for turn in document.turns]
    assert "10,000" not in document.words(document.turns[0].span)
    assert "Record of what was said in the chamber today" == passages(document)[0]
