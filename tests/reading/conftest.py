"""Documents made on the spot, so that no sample in a binary format has to be believed."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pypdfium2
import pytest
from lxml import etree
from lxml import html as lxml_html

from attestry.model.origin import Original, Retrieval, digest_of
from attestry.model.text import Bytes, Document, Page, Placed
from attestry.reading import sniff
from attestry.reading.read import Given, read

SAMPLES = Path(__file__).parent / "samples"


class Put(NamedTuple):
    """Words at a place on a PDF page, in points from the lower left corner."""

    x: float
    y: float
    words: str
    size: float = 11
    style: str = ""  # operators before the words: "3 Tr" hides them, "1 g" makes them white


def original_of(data: bytes, name: str = "sample") -> Original:
    retrieval = Retrieval(name, datetime(2026, 1, 2, tzinfo=UTC), "tester")
    return Original(digest_of(data), sniff.media_type(data), len(data), name, retrieval, data)


def document_of(data: bytes | str, name: str = "sample", **given: str) -> Document:
    encoded = data.encode() if isinstance(data, str) else data
    return read(original_of(encoded, name), name=name, given=Given(**given))


def pdf_of(*pages: list[Put]) -> bytes:
    """A PDF with the words where they are put, in Helvetica."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", font]
    kids = []
    for page in pages:
        drawn = b"".join(
            f"q BT {put.style} /F1 {put.size} Tf 1 0 0 1 {put.x} {put.y} Tm (".encode()
            + put.words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
            + b") Tj ET Q\n"
            for put in page
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))


def lines(*words: str, x: float = 72, top: float = 760, leading: float = 14, size: float = 11) -> list[Put]:
    """Words set line under line."""
    return [Put(x, top - number * leading, line, size) for number, line in enumerate(words) if line]


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx_of(body: str, **parts: str) -> bytes:
    """A Word file with *body* as the content of w:body; further parts by name (footnotes="<w:footnote …>")."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
        )
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {W}>{content}</w:{name}>")
    return packed.getvalue()


def words_at(data: bytes, document: Document, place: Placed) -> str:
    """What the original holds at *place*, found without the reader that made the document."""
    locus = place.locus
    if isinstance(locus, Bytes):
        return data[locus.start : locus.end].decode(locus.encoding, errors="replace")
    if isinstance(locus, Page):
        opened = pypdfium2.PdfDocument(data)
        left, bottom, right, top = locus.box or (0, 0, 1e4, 1e4)
        words = opened[locus.number - 1].get_textpage().get_text_bounded(left - 0.3, bottom, right + 0.3, top)
        opened.close()
        return words
    if document.reader.startswith("docx"):
        part, _, path = locus.path.partition("#")
        tree = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(part))
        found = tree.xpath(path, namespaces={"w": W.split('"')[1]})
        return found[0].text or ""
    page = lxml_html.document_fromstring(data, parser=lxml_html.HTMLParser(encoding="utf-8"), ensure_head_body=False)
    found = page.getroottree().xpath(locus.path)
    assert len(found) == 1, locus
    return str(found[0])


def bare(words: str) -> str:
    """*words* without what making the text may change: white space, hyphens at line ends, raised figures."""
    return re.sub(r"[\s\x02\ufffe\u00ad-]+", "", unicodedata.normalize("NFKC", words))


@pytest.fixture(scope="session")
def made() -> SimpleNamespace:
    """What tests make documents with."""
    return SimpleNamespace(
        original=original_of,
        document=document_of,
        pdf=pdf_of,
        put=Put,
        lines=lines,
        docx=docx_of,
        words_at=words_at,
        bare=bare,
        samples=SAMPLES,
    )
