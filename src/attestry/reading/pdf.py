"""PDF: the text layer page by page, each line with its box; paragraphs put together from where the lines stand.

As part of making the text: a hyphen that only breaks a word at a line's end is dropped, raised figures become ⁰¹²³ (so that the
number of a note never runs into a count), cells on one line are parted by tabs, a paragraph that runs over a page goes on.
Words of the text layer that leave no ink on the page are left out and counted. A page without a text layer is a problem, not an
empty page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from attestry.model.errors import Unreadable
from attestry.model.text import Page, Problem
from attestry.reading import plain
from attestry.reading.builder import Reading, TextBuilder
from attestry.reading.pdflayout import BREAK, CELL_GAP, Line, Paragraph, in_reading_order, paragraphs

READER = "pdf/1"

PAGES = 5000                        # read at most; a longer file is cut, and says so
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
SCALE = 2.0                         # pixels per point when the page is drawn to look for ink: a full stop is 2 pixels wide
INK = 24                            # difference between the lightest and darkest of 256 greys that counts as ink
_INKED = bytes(grey < 256 - INK for grey in range(256))
UNSEEN_MOST = 0.5                   # if more words than this leave no ink, it is our drawing that is at fault (a missing font)
RAISED_SIZE = 0.82                  # of the line's size of type: raised figures are smaller than this


@dataclass(slots=True)
class Glyph:
    """A sign on a page and its box in points from the lower left corner; `drawn` is False for space put in between."""

    sign: str
    left: float
    bottom: float
    right: float
    top: float
    drawn: bool = True


def read(data: bytes, where: str) -> Reading:
    """The text of the PDF in *data*; Unreadable where it needs a password or is too damaged to open."""
    builder = TextBuilder()
    document = _opened(data, where)
    try:
        _tell(builder, document, data, where)
        pages = [_page(document, number, builder, where) for number in range(1, min(len(document), PAGES) + 1)]
    finally:
        document.close()
    _emit(builder, paragraphs(pages))
    reading = builder.built()
    for problem in plain.oddities(reading.text, where):
        builder.problem(problem)
    if not reading.passages:
        builder.problem(Problem("no-text", where, "no page has a text layer", "run OCR and add the result"))
    return builder.built()


def _opened(data: bytes, where: str) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) == 0:
            raise Unreadable(f"{where}: a PDF without pages was found, pages are expected; fetch it again")
    except pypdfium2.PdfiumError as fault:
        code = getattr(fault, "err_code", None)
        if code == pdfium.FPDF_ERR_PASSWORD:
            raise Unreadable(f"{where}: an encrypted PDF was found, one without password is expected; save it without") from fault
        if code == pdfium.FPDF_ERR_SECURITY:
            raise Unreadable(f"{where}: a PDF with an unknown way of encryption was found; print it to a plain PDF") from fault
        raise Unreadable(f"{where}: a damaged or truncated PDF was found, a whole one is expected; fetch it again") from fault
    return document


def _tell(builder: TextBuilder, document: pypdfium2.PdfDocument, data: bytes, where: str) -> None:
    """What the file as a whole hides or leaves out."""
    if pdfium.FPDF_GetSecurityHandlerRevision(document.raw) >= 0:
        builder.problem(Problem("encrypted", where, "the PDF is encrypted with an empty password; it was opened", ""))
    revisions = data.count(b"%%EOF") - (b"/Linearized" in data[:1024])
    if revisions > 1:
        says = f"earlier versions kept inside the file: {revisions - 1}; the last was read"
        builder.problem(Problem("earlier-revisions", where, says, "compare them if the document matters"))
    attached = document.count_attachments()
    if attached > 0:
        builder.problem(Problem("embedded-files", where, f"{attached} embedded files were not read", "save them and add them"))
    if len(document) > PAGES:
        builder.problem(Problem("unreadable-page", f"{where}, page {PAGES + 1}",
                                f"only the first {PAGES} of {len(document)} pages were read", "split the file"))


def _page(document: pypdfium2.PdfDocument, number: int, builder: TextBuilder, where: str) -> list[Line]:
    """The lines of one page; a page that cannot be read gives none and a problem."""
    place = f"{where}, page {number}"
    try:
        page = document[number - 1]
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError:
        builder.problem(Problem("unreadable-page", place, "the page is damaged", "fetch the file again"))
        return []
    try:
        glyphs = list(_glyphs(textpage))
        if not any(glyph.sign.strip() for glyph in glyphs):
            if pdfium.FPDFPage_CountObjects(page.raw) > 0:
                builder.problem(Problem("unreadable-page", place, "no text layer was found", "run OCR and add the result"))
            return []
        unmapped = sum(glyph.sign == "\ufffd" for glyph in glyphs)
        if unmapped:
            says = f"{unmapped} signs have no letter in the text layer and stand as \ufffd"
            builder.problem(Problem("unmapped-signs", place, says, "compare with the page"))
        shown, hidden = _shown(page, glyphs)
        if hidden:
            says = f"{hidden} words of the text layer cannot be seen on the page and were left out"
            builder.problem(Problem("hidden-text", place, says, "compare with the page"))
        return list(_lines(shown, number))
    finally:
        textpage.close()
        page.close()


def _glyphs(textpage: pypdfium2.PdfTextPage) -> Iterator[Glyph]:
    """The signs of a page in the order of its text layer; line ends as a newline, hyphens that break a word as BREAK."""
    box = pdfium.FS_RECTF()
    raw, place = textpage.raw, ctypes.byref(box)
    high = 0
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        if code in (0x0D, 0x0A):
            yield Glyph("\n", 0, 0, 0, 0, False)
            continue
        sign = BREAK if code == 0x02 else "\ufffd" if code in (0, 0xFFFE, 0xFFFF) else chr(code)
        if sign == "\xad" and pdfium.FPDFText_IsHyphen(raw, index) == 1:
            sign = BREAK
        if sign.isspace():
            yield Glyph(" ", 0, 0, 0, 0, False)
        elif pdfium.FPDFText_GetLooseCharBox(raw, index, place):
            yield Glyph(sign, box.left, box.bottom, box.right, box.top)


def _shown(page: pypdfium2.PdfPage, glyphs: list[Glyph]) -> tuple[list[Glyph], int]:
    """*glyphs* without the words that leave no ink on the drawn page, and how many those are."""
    width, height = page.get_size()
    if not 1 <= width * height * SCALE * SCALE <= 40_000_000:
        return glyphs, 0
    bitmap = page.render(scale=SCALE, grayscale=True)
    ink = _Ink(page, bitmap)
    words: list[list[Glyph]] = [[]]
    for glyph in glyphs:
        if glyph.sign.isspace():
            words.append([])
        else:
            words[-1].append(glyph)
    words = [word for word in words if word]
    unseen = [word for word in words if any(glyph.sign.isalnum() for glyph in word) and not ink.under(word)]
    bitmap.close()
    if not unseen or len(unseen) > UNSEEN_MOST * len(words):
        return glyphs, 0
    gone = {id(glyph) for word in unseen for glyph in word}
    return [glyph for glyph in glyphs if id(glyph) not in gone], len(unseen)


class _Ink:
    """A page as drawn, in greys, to see whether there is anything where the text layer says there are words."""

    def __init__(self, page: pypdfium2.PdfPage, bitmap: pypdfium2.PdfBitmap) -> None:
        self.width, self.height, self.stride = bitmap.width, bitmap.height, bitmap.stride
        self.greys = bytes(bitmap.buffer)
        self.inked = self.greys.translate(_INKED)
        corner, right, up = (self._device(page, x, y) for x, y in ((0.0, 0.0), (1000.0, 0.0), (0.0, 1000.0)))
        self.corner = corner
        self.across = ((right[0] - corner[0]) / 1000, (right[1] - corner[1]) / 1000)    # pixels for a point to the right
        self.upward = ((up[0] - corner[0]) / 1000, (up[1] - corner[1]) / 1000)          # pixels for a point up

    def under(self, word: list[Glyph]) -> bool:
        """Whether the box of *word* lies on the page and is not all of one grey."""
        left, bottom = min(glyph.left for glyph in word), min(glyph.bottom for glyph in word)
        right, top = max(glyph.right for glyph in word), max(glyph.top for glyph in word)
        (x0, y0), (x1, y1) = self._pixel(left, top), self._pixel(right, bottom)
        x0, x1, y0, y1 = max(0, min(x0, x1)), min(self.width, max(x0, x1)), max(0, min(y0, y1)), min(self.height, max(y0, y1))
        if x1 - x0 < 1 or y1 - y0 < 2:
            return False
        rows = [(row * self.stride + x0, row * self.stride + x1) for row in range(y0, y1)]
        if any(self.inked.find(1, *row) >= 0 for row in rows) and any(self.inked.find(0, *row) >= 0 for row in rows):
            return True
        greys = b"".join(self.greys[start:end] for start, end in rows)      # a tinted ground, or nothing
        return max(greys) - min(greys) >= INK

    def _pixel(self, x: float, y: float) -> tuple[int, int]:
        return (round(self.corner[0] + x * self.across[0] + y * self.upward[0]),
                round(self.corner[1] + x * self.across[1] + y * self.upward[1]))

    def _device(self, page: pypdfium2.PdfPage, x: float, y: float) -> tuple[int, int]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page.raw, 0, 0, self.width, self.height, 0, x, y, ctypes.byref(across), ctypes.byref(down))
        return across.value, down.value


def _lines(glyphs: list[Glyph], number: int) -> list[Line]:
    """The lines of a page in reading order, raised figures marked, cells on one line parted by tabs."""
    return in_reading_order([cell for row in _rows(glyphs) for cell in _cells(row, number)])


def _rows(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    """The signs between line ends; PDFium gives none after a hyphen that breaks a word, so a jump down and back is one too."""
    row: list[Glyph] = []
    for glyph in glyphs:
        last = next((one for one in reversed(row[-2:]) if one.drawn), None)
        jumped = (last is not None and glyph.drawn and glyph.right < last.left
                  and (glyph.top + glyph.bottom) / 2 < last.bottom)
        if glyph.sign == "\n" or jumped:
            yield row
            row = []
        if glyph.sign != "\n":
            row.append(glyph)
    yield row


def _cells(row: list[Glyph], number: int) -> Iterator[Line]:
    """The stretches of a row that stand apart from each other."""
    drawn = [glyph for glyph in row if glyph.drawn]
    if not drawn:
        return
    size = sorted(glyph.top - glyph.bottom for glyph in drawn)[int(len(drawn) * 0.6)]
    base = sorted(glyph.bottom for glyph in drawn if glyph.top - glyph.bottom > RAISED_SIZE * size)
    level = base[len(base) // 2] if base else 0.0
    start, before = 0, None
    for place, glyph in enumerate(row):
        if not glyph.drawn:
            continue
        if before is not None and glyph.left - before.right > CELL_GAP * size:
            yield _cell(row[start:place], number, size, level)
            start = place
        before = glyph
    yield _cell(row[start:], number, size, level)


def _cell(row: list[Glyph], number: int, size: float, level: float) -> Line:
    """One stretch of a row; *level* is the foot of its type, above which figures are raised."""
    words: list[str] = []
    was_raised = False
    for glyph in row:
        if not glyph.drawn:
            words += [" "] if words and words[-1] != " " else []
            continue
        small = glyph.top - glyph.bottom < RAISED_SIZE * size and glyph.bottom > level + 0.1 * size
        raised = glyph.sign.isdecimal() and small
        if raised and not was_raised and words and words[-1] != " ":
            words.append(" ")
        words.append(glyph.sign.translate(RAISED) if raised else glyph.sign)
        was_raised = raised
    drawn = [glyph for glyph in row if glyph.drawn]
    return Line(number, "".join(words).strip(), min(glyph.left for glyph in drawn), min(glyph.bottom for glyph in drawn),
                max(glyph.right for glyph in drawn), max(glyph.top for glyph in drawn), size)


def _emit(builder: TextBuilder, found: list[Paragraph]) -> None:
    """Add the paragraphs, a passage each, every line with its box; a passage is on the page where it begins."""
    for number, paragraph in enumerate(found):
        if number:
            builder.part("\n" if paragraph.row and found[number - 1].row else "\n\n")
        start = builder.length
        for line, words, between in paragraph.pieces():
            box = (round(line.left, 1), round(line.bottom, 1), round(line.right, 1), round(line.top, 1))
            builder.add(words, Page(line.page, box))
            builder.part(between)
        builder.passage(start, page=paragraph.lines[0].page, heading=paragraph.heading)
