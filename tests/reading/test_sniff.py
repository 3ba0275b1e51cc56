"""The bytes say what a file is."""

from __future__ import annotations

import os
import random

import pytest

from attestry.model.errors import Unreadable
from attestry.reading import sniff


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", sniff.EMPTY),
        (b"The Council met today.\n", sniff.TEXT),
        ("Совет собрался сегодня.".encode("koi8-r"), sniff.TEXT),
        ("평양은 부인했다.".encode("cp949"), sniff.TEXT),
        ("The Council met.".encode("utf-16"), sniff.TEXT),
        ("The Council met today.".encode("utf-16-le"), sniff.TEXT),
        (b"%PDF-1.7\n%\xe2\xe3", sniff.PDF),
        (b"<!doctype html><title>A</title>", sniff.HTML),
        (b"\xef\xbb\xbf<!-- saved -->\n<html lang=en>", sniff.HTML),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", sniff.HTML),
        (b"<p>A fragment of a page</p>", sniff.HTML),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "application/xml"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), "application/x-ole-storage"),
        (b"A row of < and > signs: 3 < 4, said the <script> of the play.", sniff.TEXT),
    ],
)
def test_a_file_is_what_its_bytes_say(data: bytes, kind: str):
    assert kind == sniff.media_type(data)


def test_random_bytes_are_of_no_known_kind():
    assert sniff.UNKNOWN == sniff.media_type(random.Random(7).randbytes(4096))


def test_a_word_file_is_told_from_other_zips_by_its_parts(made):
    assert sniff.DOCX == sniff.media_type(made.docx("<w:p/>"))


def test_what_is_html_and_pdf_at_once_is_refused(made):
    both = b"<!doctype html><p>one soldier</p>\n" + made.pdf([made.put(72, 700, "two soldiers")])

    with pytest.raises(Unreadable, match=r"^trick: reads as .*PDF.* at once, one format is expected; ask for a clean copy$"):
        made.document(both, "trick")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "a: the file is empty, plain text, HTML, PDF, a Word document (DOCX) is expected; fetch it again"),
        (
            b"\x89PNG\r\n\x1a\n" + bytes(40),
            "a: a PNG picture was found, plain text, HTML, PDF, a Word document (DOCX) is expected; run OCR and add the text",
        ),
        (
            random.Random(1).randbytes(900),
            "a: the bytes are no text and no format known here, plain text, HTML, PDF, a Word document "
            "(DOCX) is expected; convert it",
        ),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(made, data: bytes, message: str):
    with pytest.raises(Unreadable) as refusal:
        made.document(data, "a")

    assert message == str(refusal.value)
    assert os.linesep not in str(refusal.value)


def test_a_name_that_promises_another_format_is_told(made):
    document = made.document("<!doctype html><p>The Council met on Monday.</p>", "statement.docx")

    assert ["type-conflict"] == [problem.kind for problem in document.problems]
    assert document.reader.startswith("html")
