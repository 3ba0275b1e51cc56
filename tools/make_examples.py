"""Build the example documents that are not written by hand: `python tools/make_examples.py [--check]`.

Plain texts under examples/dprk-russia/sources/ become text files in several encodings, PDF and DOCX under documents/. The same
sources give the same bytes, whenever and wherever they are built; `--check` builds nothing and tells whether the committed
documents are those that the sources give. HTML pages are written by hand.

A source is plain text. Lines that begin with "# " and "## " are headings, with "- " points of a list, with "| " rows of a table,
the first of them its head; "---page---" begins a new page in a PDF and is left out elsewhere.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "dprk-russia"
MADE = datetime(2025, 6, 1)         # the date every built file bears, so that its bytes never change
PAGE_BREAK = "---page---"

# What is built from which source. Encodings and line ends are those that such documents really come in.
TEXTS: dict[str, tuple[str, str]] = {
    "us-statement-2025-01-08": ("utf-8", "\n"),
    "translated-troops-2024-10-18": ("utf-8", "\n"),
    "kcna-statement-2024-05-17": ("cp1252", "\r\n"),
    "kcna-reply-2024-10-25": ("utf-8", "\n"),
    "kcna-deployment-2025-04-28": ("utf-8", "\n"),
    "minister-briefing-2024-02-26": ("utf-8-sig", "\r\n"),
}
PDFS = ("car-field-dispatch-2024-09", "osc-containers-2025-04-15", "panel-note-2024-04-25")
DOCXS = ("council-record-2024-10-30", "first-committee-2024-10-24", "lawmakers-briefing-2025-01-13",
         "msmt-joint-statement-2025-05-29")


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of a source: its kind (title, heading, point, row, page, text) and its words on one line."""

    kind: str
    words: str


def pieces(source: str) -> Iterator[Piece]:
    """The paragraphs of *source*, in order. Lines of one paragraph are joined."""
    gathered: list[str] = []
    for line in [*source.splitlines(), ""]:
        kind, words = _line(line)
        if kind == "text" and words:
            gathered.append(words)
            continue
        if gathered:
            yield Piece("text", " ".join(gathered))
            gathered = []
        if words or kind == "page":
            yield Piece(kind, words)


def _line(line: str) -> tuple[str, str]:
    if line.strip() == PAGE_BREAK:
        return "page", ""
    for sign, kind in (("# ", "title"), ("## ", "heading"), ("- ", "point"), ("| ", "row")):
        if line.startswith(sign):
            return kind, line[len(sign):].strip()
    return "text", line.strip()


# ── PDF ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

# Advance widths of Helvetica, code points 32 to 126, in thousandths of the size (Adobe Font Metrics for the 14 core fonts).
WIDTHS = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
]
WIDE, HIGH, MARGIN = 595, 842, 72                               # points: A4, an inch of margin
# Of each kind: its size, and the space above it.
SIZES = {"title": (17.0, 22.0), "heading": (12.5, 26), "text": (10.5, 10), "point": (10.5, 6), "row": (10.5, 3)}


def pdf(source: str) -> bytes:
    """*source* set in Helvetica on A4, with a page number at the foot of each page."""
    sheets: list[list[str]] = [[]]
    top = float(HIGH - MARGIN)
    for piece in pieces(source):
        if piece.kind == "page":
            sheets.append([])
            top = HIGH - MARGIN
            continue
        size, above = SIZES[piece.kind]
        font = "F2" if piece.kind in ("title", "heading") else "F1"
        top -= above
        for cells in _set(piece, size):
            if top - size < MARGIN:
                sheets.append([])
                top = HIGH - MARGIN
            top -= size * 1.35
            sheets[-1] += [f"BT /{font} {size} Tf {x:g} {top:.1f} Td ({_escaped(words)}) Tj ET" for x, words in cells]
    numbered = [[*sheet, f"BT /F1 9 Tf {WIDE / 2 - 6:g} 40 Td ({number} / {len(sheets)}) Tj ET"]
                for number, sheet in enumerate(sheets, 1)]
    return _pdf_file(numbered)


def _set(piece: Piece, size: float) -> list[list[tuple[float, str]]]:
    """The lines of *piece*, each as words and where they begin."""
    if piece.kind == "row":
        columns = (MARGIN, MARGIN + 70, MARGIN + 330)
        return [list(zip(columns, (cell.strip() for cell in piece.words.strip("|").split("|")), strict=True))]
    indent = 14 if piece.kind == "point" else 0
    return [[(MARGIN + indent, line)] for line in _broken(piece.words, size, WIDE - 2 * MARGIN - indent)]


def _broken(words: str, size: float, room: float) -> Iterator[str]:
    line = ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if line and _width(longer) * size > room:
            yield line
            longer = word
        line = longer
    yield line


def _width(words: str) -> float:
    return sum(WIDTHS[ord(sign) - 32] if 32 <= ord(sign) < 127 else 556 for sign in words) / 1000


def _escaped(words: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\()" else sign for sign in words)


def _pdf_file(sheets: list[list[str]]) -> bytes:
    """A PDF 1.4 file (ISO 32000-1, 7.5) with one page for each of *sheets*, its two fonts, and no identifier or clock in it."""
    first = 6                                                   # objects 1 to 5 are catalogue, pages, two fonts, information
    kids = " ".join(f"{first + 2 * index} 0 R" for index in range(len(sheets)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        f"<< /Producer (attestry tools/make_examples.py) /CreationDate (D:{MADE:%Y%m%d%H%M%S}Z) >>".encode(),
    ]
    for index, sheet in enumerate(sheets):
        content = "\n".join(sheet).encode("cp1252")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDE} {HIGH}] /Contents {first + 2 * index + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _numbered(objects)


def _numbered(objects: Iterable[bytes]) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, each in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, each))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(offsets) + 1, start))
    return out.getvalue()


# ── DOCX ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

STYLES = {"title": "Title", "heading": "Heading1", "point": "ListBullet", "text": "Normal"}
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def docx(source: str) -> bytes:
    """*source* as a word processor's file (ECMA-376), in the five parts that such a file needs at least."""
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{STYLES[piece.kind]}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(piece.words)}</w:t></w:r></w:p>'
        for piece in pieces(source) if piece.kind in STYLES)
    named = (("Normal", "Normal", 21), ("Title", "Title", 34), ("Heading1", "heading 1", 26), ("ListBullet", "List Bullet", 21))
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:pPr><w:spacing w:after="120"/></w:pPr>'
        f'<w:rPr><w:sz w:val="{size}"/></w:rPr></w:style>' for key, name, size in named)
    moment = f"{MADE:%Y-%m-%dT%H:%M:%SZ}"
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{TYPES}.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{TYPES}.styles+xml"/>'
            '<Override PartName="/docProps/core.xml" '
            'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'),
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="a" Type="{RELATION}/officeDocument" Target="word/document.xml"/>'
            f'<Relationship Id="b" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
            "</Relationships>"),
        "word/document.xml": f"<w:document {WORD}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="a" Type="{RELATION}/styles" Target="styles.xml"/></Relationships>'),
        "word/styles.xml": f"<w:styles {WORD}>{styles}</w:styles>",
        "docProps/core.xml": (
            f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f'<dc:creator>Attestry examples</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
            "</cp:coreProperties>"),
    }
    return _zipped({name: (XML + part).encode() for name, part in parts.items()})


def _zipped(parts: dict[str, bytes]) -> bytes:
    """A ZIP archive of *parts* in their order, all of one date; stored, because compressors differ from one to the next."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for name, part in parts.items():
            member = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            member.create_system = 3                            # Unix, wherever it is built
            packed.writestr(member, part)
    return out.getvalue()


def built() -> dict[Path, bytes]:
    """Every document that is built, by where it belongs."""
    def source(name: str) -> str:
        return (EXAMPLES / "sources" / f"{name}.txt").read_text(encoding="utf-8")

    made: dict[Path, bytes] = {}
    for name, (encoding, end) in TEXTS.items():
        made[EXAMPLES / "documents" / f"{name}.txt"] = source(name).replace("\n", end).encode(encoding)
    kinds: tuple[tuple[str, tuple[str, ...], Callable[[str], bytes]], ...] = (("pdf", PDFS, pdf), ("docx", DOCXS, docx))
    for ending, names, make in kinds:
        made |= {EXAMPLES / "documents" / f"{name}.{ending}": make(source(name)) for name in names}
    return made


def main(*options: str) -> int:
    """Write what has changed, or with --check say what would change; the number of documents that were not as built."""
    changed = [(path, data) for path, data in built().items() if not path.is_file() or path.read_bytes() != data]
    for path, data in changed:
        if "--check" not in options:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        print(f"{'differs' if '--check' in options else 'written'}: {path.relative_to(EXAMPLES)}")
    return len(changed) if "--check" in options else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
