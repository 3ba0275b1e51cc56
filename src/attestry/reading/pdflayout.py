"""Lines of pages put together to paragraphs, from where they stand and how they end; headers and footers told apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from attestry.reading.passages import HEADING_WORDS, is_heading
from attestry.reading.words import english

BREAK = "\x02"                      # what PDFium gives for a hyphen at the end of a line
CELL_GAP = 1.5                      # times the size of type: wider gaps on a line part cells; justified words stay below 1
COLUMN_ROWS = 6                     # so many rows of two long cells, all parted at one place, are columns of prose
COLUMN_WORDS = 20                   # code points: a line of a narrow column is longer, most cells of a table are shorter
COLUMN_FULL = 0.85                  # of a column's width: most lines of prose reach so far, cells of a table do not
EDGE_LINES = 3                      # lines at either end of a page that may be its header or footer
REPEATED = 0.4                      # of the pages: a line that comes back on so many of them, but for figures, is furniture
LEADING = 1.45                      # times the usual distance of lines: a wider gap parts paragraphs
FEW_LINES = 8                       # on a page with more, the right margin is where nine of ten lines end at the latest
INDENT = 0.8                        # times the size of type: a line set in by more begins a paragraph
OTHER_SIZE = 1.12                   # sizes of type that differ more than this belong to different paragraphs
_SENTENCE_END = re.compile(r"[.!?…:;][\"”’»')\]]*[⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
_NUMBERED = re.compile(r"(?:\(?\d{1,3}[.)]|\(?[a-z][.)]|\([ivxl]+\)|[-–—•▪●*]|[IVX]{1,5}\.)\s")
_RUNNING = re.compile(r"(?:\s*(?:[SAE]/[\w./]+(?:\s\(\d{4}\))?|\d\d/\d\d/(?:19|20)\d\d))+\s*")      # heads a UN record's pages
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—]?\s*\d{1,4}\s*(?:[/|]|of)?\s*\d{0,4}\s*[-–—]?", re.I)


@dataclass(frozen=True, slots=True)
class Line:
    """A line on a page, its box in points from the lower left corner, and its size of type."""

    page: int
    words: str
    left: float
    bottom: float
    right: float
    top: float
    size: float

    def beside(self, other: Line) -> bool:
        """Whether *other* goes on to the right on the same line."""
        overlap = min(self.top, other.top) - max(self.bottom, other.bottom)
        return (self.page == other.page and overlap > 0.6 * min(self.top - self.bottom, other.top - other.bottom)
                and other.left >= self.right - 1)

    def joined(self, other: Line) -> Line:
        """This line with *other* behind it, parted by a tab where they stand far apart."""
        gap = other.left - self.right
        between = "\t" if gap > CELL_GAP * self.size else " " if gap > 0.15 * self.size else ""
        return replace(self, words=self.words + between + other.words, right=max(self.right, other.right),
                       bottom=min(self.bottom, other.bottom), top=max(self.top, other.top))

    @property
    def folded(self) -> str:
        """The words without figures, by which a header is known again."""
        return re.sub(r"[\d\s]+", "", self.words).lower()


def in_reading_order(cells: Sequence[Line]) -> list[Line]:
    """Cells of one line joined; but where a file sets two columns of prose row by row, the left column before the right."""
    pairs = [(left, right) for left, right in pairwise(cells)
             if left.beside(right) and min(len(left.words), len(right.words)) >= COLUMN_WORDS]
    if len(pairs) >= COLUMN_ROWS and _are_columns(pairs):
        return _by_column(cells, (max(left.right for left, _ in pairs) + min(right.left for _, right in pairs)) / 2)
    lines: list[Line] = []
    for cell in cells:
        if lines and lines[-1].beside(cell):
            lines[-1] = lines[-1].joined(cell)
        else:
            lines.append(cell)
    return lines


def _are_columns(pairs: Sequence[tuple[Line, Line]]) -> bool:
    """Whether the pairs are parted at one place and most of them fill their columns."""
    lefts, rights = [left for left, _ in pairs], [right for _, right in pairs]
    if max(line.right for line in lefts) >= min(line.left for line in rights):
        return False
    full = 0
    for column in (lefts, rights):
        start, end = min(line.left for line in column), max(line.right for line in column)
        full += sum(line.right - start >= COLUMN_FULL * (end - start) for line in column)
    return full >= 0.7 * 2 * len(pairs)


def _by_column(cells: Sequence[Line], gutter: float) -> list[Line]:
    """*cells* left of the gutter, then those right of it; what spans both parts one stretch of columns from the next."""
    lines: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for cell in cells:
        if cell.left < gutter < cell.right:
            lines += [*left, *right, cell]
            left, right = [], []
        else:
            (left if cell.right <= gutter else right).append(cell)
    return [*lines, *left, *right]


@dataclass(slots=True)
class Paragraph:
    """Lines that are read as one."""

    lines: list[Line]
    heading: bool = False
    vocabulary: frozenset[str] = field(default_factory=frozenset)

    @property
    def row(self) -> bool:
        """Whether it is a row of a table."""
        return len(self.lines) == 1 and "\t" in self.lines[0].words

    @property
    def words(self) -> str:
        return "".join(words + between for _, words, between in self.pieces())

    def pieces(self) -> Iterator[tuple[Line, str, str]]:
        """Each line with its words as read, and what parts it from the next: a space, nothing after a broken word."""
        for number, line in enumerate(self.lines):
            after = self.lines[number + 1].words if number + 1 < len(self.lines) else ""
            words, between = line.words, " " if after else ""
            if words.endswith((BREAK, "-", "‐")) and after and len(words) > 1:
                words, between = self._healed(words[:-1], words[-1], after), ""
            yield line, words.replace(BREAK, "-"), between

    def _healed(self, words: str, hyphen: str, after: str) -> str:
        """A line's *words* whose last is broken by *hyphen*: without it if the whole is a word, with it if a compound."""
        first = re.split(r"[\s(“\"‘'/—–]", words)[-1]
        second = re.match(r"[\w-]*", after)
        last = second[0] if second else ""
        kept = words + ("-" if hyphen == BREAK else hyphen)
        if not first or not last or not first[-1].isalpha() or not last[:1].islower() or not first[-1].islower():
            return kept
        whole = (first + last).lower()
        if whole in self.vocabulary:
            return words
        if f"{first}-{last}".lower() in self.vocabulary or first.lower() in english().hyphens.kept_after or "-" in first:
            return kept
        return words


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[Paragraph]:
    """The paragraphs of a document in reading order; headers and footers as headings, after the paragraph they interrupt."""
    every = " ".join(line.words for page in pages for line in page)
    vocabulary = frozenset(word.lower() for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", every))
    furniture = _furniture(pages)
    found: list[Paragraph] = []
    waiting: list[Paragraph] = []   # headers and footers that stand between the parts of a paragraph
    going: Paragraph | None = None
    for page in pages:
        body = [line for line in page if (line.page, line.folded) not in furniture]
        around = [line for line in page if (line.page, line.folded) in furniture]
        middle = body[0].bottom if body else 0.0
        waiting += [Paragraph([line], True, vocabulary) for line in around if line.bottom >= middle]
        measure = Measure.of(body)
        for number, line in enumerate(body):
            if going is not None and not measure.parts(going, line, first=number == 0):
                going.lines.append(line)
                continue
            if going is not None:
                found.append(going)
            found += waiting
            waiting = []
            going = Paragraph([line], False, vocabulary)
        waiting += [Paragraph([line], True, vocabulary) for line in around if line.bottom < middle]
    found += ([going] if going is not None else []) + waiting
    _mark_headings(found)
    return found


@dataclass(frozen=True, slots=True)
class Measure:
    """How the text of a page is set: margins, usual distance of lines."""

    lines: tuple[Line, ...]
    leading: float
    size: float

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Measure:
        """The measure of *lines*."""
        steps = [(first.bottom - second.bottom, first.size) for first, second in pairwise(lines)]
        usual = sorted(step for step, size in steps if 0 < step < 4 * size)
        sizes = sorted(line.size for line in lines for _ in line.words)
        return cls(tuple(lines), usual[len(usual) // 3] if usual else 0.0, sizes[len(sizes) // 2] if sizes else 0.0)

    def parts(self, paragraph: Paragraph, line: Line, *, first: bool) -> bool:
        """Whether *line* begins a new paragraph after *paragraph*; *first* on its page, where it may go on from the last."""
        before = paragraph.lines[-1]
        if "\t" in line.words or "\t" in before.words or max(before.size, line.size) > OTHER_SIZE * min(before.size, line.size):
            return True
        ended = bool(_SENTENCE_END.search(before.words))
        broken = before.words.endswith((BREAK, "-", ","))
        if first or line.bottom > before.bottom:        # the next page or column
            return ended or not (line.words[:1].islower() or broken)
        if line.size > OTHER_SIZE * self.size:          # a title over several lines
            return before.bottom - line.bottom > LEADING * line.size
        if self.leading and before.bottom - line.bottom > LEADING * self.leading:
            return True
        forced = self._would_have_held(before, line) and not broken
        if _NUMBERED.match(line.words) or line.left - min(one.left for one in paragraph.lines) > INDENT * line.size:
            return ended or forced
        return forced and (ended or not line.words[:1].islower())

    def _would_have_held(self, before: Line, line: Line) -> bool:
        """Whether the first word of *line* had room at the end of the line *before* it: a break that somebody meant."""
        rights = sorted(one.right for one in self.lines if one.left < before.right and one.right > before.left)
        margin = rights[int(len(rights) * 0.9)] if len(rights) > FEW_LINES else rights[-1]
        sign = (line.right - line.left) / max(len(line.words), 1)
        return before.right + sign * (len(line.words.split()[0]) + 2) < margin


def _furniture(pages: Sequence[Sequence[Line]]) -> frozenset[tuple[int, str]]:
    """Headers, footers and page numbers: lines at a page's edge that come back on others, or are a number alone."""
    edges: list[Line] = []
    for page in pages:
        by_height = sorted(page, key=lambda line: -line.bottom)
        edges += by_height[:EDGE_LINES] + by_height[max(EDGE_LINES, len(by_height) - EDGE_LINES):]
    counted = Counter((line.folded, round(line.bottom / 12)) for line in edges)
    least = max(2, REPEATED * len(pages))
    def comes_back(line: Line) -> bool:
        return len(pages) > 1 and counted[line.folded, round(line.bottom / 12)] >= least

    def runs(line: Line) -> bool:
        return bool(_PAGE_NUMBER.fullmatch(line.words) or (line.page > 1 and _RUNNING.fullmatch(line.words)))

    return frozenset((line.page, line.folded) for line in edges if runs(line) or comes_back(line))


def _mark_headings(found: list[Paragraph]) -> None:
    """Headings by their words, or by type larger than the usual and no full stop."""
    sizes = Counter(round(line.size, 1) for paragraph in found for line in paragraph.lines for _ in line.words)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    for paragraph in found:
        words = paragraph.words
        larger = paragraph.lines[0].size > OTHER_SIZE * usual and len(words.split()) < 2 * HEADING_WORDS
        titled = not paragraph.row and (is_heading(words) or (larger and not _SENTENCE_END.search(words)))
        paragraph.heading = paragraph.heading or titled
