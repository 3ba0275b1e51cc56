"""What kind of file the bytes are, told by the bytes alone: names and headers are hearsay."""

from __future__ import annotations

import re
import struct

TEXT = "text/plain"
HTML = "text/html"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EMPTY = "application/x-empty"
UNKNOWN = "application/octet-stream"

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ", "application/x-msdownload"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"WARC/1.", "application/warc"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
)

CALLED: dict[str, str] = {
    TEXT: "plain text", HTML: "HTML", PDF: "PDF", DOCX: "a Word document (DOCX)", EMPTY: "an empty file",
    "image/png": "a PNG picture", "image/jpeg": "a JPEG picture", "image/gif": "a GIF picture", "image/tiff": "a TIFF picture",
    "image/webp": "a WebP picture", "application/x-ole-storage": "an old Office file or an encrypted one",
    "application/rtf": "rich text (RTF)", "application/zip": "a ZIP archive", "application/gzip": "a gzip archive",
    "application/x-executable": "a program", "application/x-msdownload": "a Windows program", "application/xml": "XML",
    "application/warc": "a web archive (WARC)", "application/epub+zip": "an EPUB book",
    "application/vnd.oasis.opendocument.text": "an OpenDocument text (ODT)",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "a spreadsheet (XLSX)",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "slides (PPTX)",
}
"""How people call these kinds, for messages."""

HEAD = 4096                         # bytes looked at for markup: a long comment or licence fits, a body does not matter
_HTML = re.compile(rb"<!doctype\s+html|<(?:html|head|body|meta|title|article|section|div|p|table|h1|h2|ul|main|span)[\s>/]", re.I)
_BEFORE_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<!--.*?-->|<\?xml[^>]*\?>)*", re.S)
_CONTROL = bytes(sorted(set(range(0x20)) - set(b"\t\n\r\f\v\x08\x1b\x1c\x1d\x1e") | {0x7F}))
CONTROLS_IN_TEXT = 0.02             # a share of control characters above this is no text in any encoding
PDF_WITHIN = 1024                   # ISO 32000-1, annex H.3.4.1: readers accept the header within the first 1,024 bytes


def media_type(data: bytes) -> str:
    """The media type of *data*; EMPTY for no bytes, UNKNOWN where nothing fits."""
    return kinds(data)[0]


def kinds(data: bytes) -> tuple[str, ...]:
    """Every media type that *data* claims to be, most likely first; more than one is a file made to be read in two ways."""
    if not data:
        return (EMPTY,)
    found = [kind for mark, kind in MAGIC if data.startswith(mark)]
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        found.append("image/webp")
    head = data[:PDF_WITHIN]
    opens_as_pdf = head.lstrip(b"\xef\xbb\xbf\x00\t\r\n\f ").startswith(b"%PDF-")
    if not found and (opens_as_pdf or (b"%PDF-" in head and b"startxref" in data)):
        found.append(PDF)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        found.append(_zipped(data))
    elif found == [PDF] and _zip_at_end(data):
        found.append("application/zip")
    if not found or (found[0] == PDF and not opens_as_pdf):
        found += _markup(data)
    return tuple(found) or ((TEXT,) if is_text(data) else (UNKNOWN,))


def is_text(data: bytes) -> bool:
    """Whether *data* may be text in some encoding: UTF-16 and -32 by mark or NULs, others by few control characters."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")) or utf16_unmarked(data):
        return True
    sample = data[:1 << 16]
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    return controls <= CONTROLS_IN_TEXT * len(sample) or (len(sample) < 100 and controls <= 1)


def utf16_unmarked(data: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` where every second byte is nearly always NUL, as in unmarked UTF-16 of Latin text; else None."""
    sample = data[:1 << 14]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    even, odd = sample[::2], sample[1::2]
    if odd.count(0) > 0.6 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.6 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return None


def _markup(data: bytes) -> list[str]:
    head = data[:HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or utf16_unmarked(head):
        head = head.replace(b"\0", b"")[2 if head[:1] in b"\xff\xfe" else 0:]
    start = _BEFORE_MARKUP.match(head)
    opens = head[start.end() if start else 0:]
    if not opens.startswith(b"<"):
        return []
    if _HTML.match(opens) or (_HTML.search(opens) and b"<?xml" not in head and b"xmlns" not in head) or b"<html" in opens.lower():
        return [HTML]
    return ["application/xml"] if b"<?xml" in head[:200] or opens.lower().startswith((b"<!doctype", b"<rss", b"<feed")) else []


def _zip_at_end(data: bytes) -> bool:
    """Whether an end-of-central-directory record closes the file (APPNOTE.TXT 4.3.16): a reader of ZIP would take it."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 66_000))
    return at >= 0 and struct.unpack("<H", data[at + 10:at + 12])[0] > 0 if at + 12 <= len(data) else False


def _zipped(data: bytes) -> str:
    """The kind of a ZIP by the member names in it, without opening any member."""
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:200]:
        return "application/vnd.oasis.opendocument.text"
    if b"mimetypeapplication/epub+zip" in data[:200]:
        return "application/epub+zip"
    for member, kind in ((b"word/document.xml", DOCX),
                         (b"xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                         (b"ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation")):
        if member in data:
            return kind
    return "application/zip"
