"""Laws of reading: text and map are one, the words stand in the original at their place, and the same bytes read the same."""

from __future__ import annotations

import dataclasses

import pytest

from attestry.model.text import Document
from attestry.reading.read import FORMATS, document_id

LONG = "The envoy of Tavria Minor told the Council that more than 10,000 soldiers had been sent."
WORD = '<w:p><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>'


@pytest.fixture(scope="module")
def samples(made) -> dict[str, bytes]:
    """One document or more in each format, by name."""
    found = {path.name: path.read_bytes() for path in sorted(made.samples.iterdir())}
    found["record.utf16.txt"] = found["record.txt"].decode().encode("utf-16")
    found["record.cp1252.txt"] = found["record.txt"].decode().replace("reports", "“reports”").encode("cp1252")
    found["glued.html"] = (
        b"<p>Tavria<a href=#> Minor</a>condemns<br>it:<o:p> 1<wbr>1,000 </o:p> <!-- x -->men <i>&amp;</i> guns</p>"
        b"<table><tr><td>a</td><td><p>b</p></td></tr></table><pre>x\n\n  y</pre>"
    )
    found["report.pdf"] = made.pdf(
        made.lines("Summary", "", LONG, "He added that con-", "tainers had followed."), made.lines("Second page", "", LONG)
    )
    found["report.docx"] = made.docx(
        WORD.format("Summary")
        + WORD.format(LONG + " ")
        + "<w:tbl><w:tr>"
        + "".join(f"<w:tc>{WORD.format(words)}{WORD.format('more')}</w:tc>" for words in ("January", "12,000"))
        + "</w:tr></w:tbl>"
    )
    return found


@pytest.fixture(scope="module")
def documents(made, samples: dict[str, bytes]) -> dict[str, Document]:
    return {name: made.document(data, name) for name, data in samples.items()}


def test_every_format_has_a_sample(documents: dict[str, Document]):
    assert {reader for _, reader, _ in FORMATS} == {document.reader for document in documents.values()}


def test_places_are_sorted_touch_and_cover_the_text(documents: dict[str, Document]):
    for document in documents.values():
        ends = [0, *(place.span.end for place in document.places)]
        assert [place.span.start for place in document.places] == ends[:-1]
        assert len(document.text) == ends[-1]


def test_the_original_yields_the_same_words_at_each_place(made, samples: dict[str, bytes], documents: dict[str, Document]):
    for name, document in documents.items():
        for place in document.places:
            assert made.bare(made.words_at(samples[name], document, place)) == made.bare(document.words(place.span)), (
                name,
                place,
            )


def test_passages_are_numbered_in_order_and_hold_words(documents: dict[str, Document]):
    for document in documents.values():
        assert list(range(1, len(document.passages) + 1)) == [passage.number for passage in document.passages]
        assert all(
            document.words(passage.span) == document.words(passage.span).strip() != "" for passage in document.passages
        )
        assert all(
            before.span.end <= after.span.start
            for before, after in zip(document.passages, document.passages[1:], strict=False)
        )


def test_nothing_but_white_space_lies_between_passages(documents: dict[str, Document]):
    for document in documents.values():
        left = list(document.text)
        for passage in document.passages:
            left[passage.span.start : passage.span.end] = " " * len(passage.span)
        assert not "".join(left).strip()


def test_whatever_is_read_of_a_document_stands_inside_it(documents: dict[str, Document]):
    for document in documents.values():
        for field in dataclasses.fields(document.about):
            stated = getattr(document.about, field.name)
            assert stated is None or stated.span is None or document.words(stated.span).strip()
        assert all(turn.span.holds(turn.line) or turn.line.end <= turn.span.end for turn in document.turns)


def test_the_same_bytes_read_the_same(made, samples: dict[str, bytes], documents: dict[str, Document]):
    for name, data in samples.items():
        assert documents[name] == made.document(data, name)


def test_the_id_covers_original_reader_and_text(documents: dict[str, Document]):
    document = documents["news.html"]

    assert document.id == document_id(document.original, document.reader, document.text)
    assert document.id != document_id(document.original, "html/2", document.text)
    assert len({document.id for document in documents.values()}) == len(documents)
