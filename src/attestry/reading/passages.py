"""Where the paragraphs of a plain text begin and end, and which of them are headings.

A file either has a paragraph on each line, or lines broken to a width with a blank line between paragraphs; which of the two is
told from the lines themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

WRAP_FROM, WRAP_TO = 50, 100        # columns: where editors, mail and typewriters break lines
RAGGED = 25                         # columns a wrapped line may stop short of the margin for a long word
WRAPPED_LINES = 0.6                 # of the lines that another follows, this share must break inside a sentence near the margin
HEADING_WORDS = 16                  # a heading is shorter than this; a sentence rarely is without a full stop
_LINE = re.compile(r"[^\n\r\u2028\u2029\u0085\x0b\x0c]+")
_NEWLINE = re.compile(r"\r\n|\n\r|[\n\r\u2028\u2029\u0085\x0b\x0c]")
_ENDS = re.compile(r"[.!?…:;,][\"”’»')\]]*$")
_SENTENCE_END = re.compile(r"[.!?…:][\"”’»')\]]*$")
_SPACE = " \t\u00a0\u200b\u2060\ufeff\u3000"
_INDENT = re.compile(r"[ \t\u00a0\u3000]{2,}\S|\t\S")
_LIST = re.compile(r"(?:[-*•–—]|\(?\d{1,3}[.)]|\(?[a-z][.)]|\([ivx]+\)|#{1,6})\s")
_SMALL_WORDS = frozenset((
    "a", "an", "and", "as", "at", "by", "de", "du", "for", "from", "in", "into", "la", "le", "no", "nor", "not", "of", "off",
    "on", "or", "per", "so", "the", "to", "up", "via", "von", "vs", "with", "its", "over", "under", "after", "before", "against",
    "between", "–", "—", "-", "&", "/"))


@dataclass(frozen=True, slots=True)
class Cut:
    """A paragraph: half-open, without the white space around it."""

    start: int
    end: int
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it; `blank_before` says whether an empty line parts it from the last one."""

    start: int
    end: int
    indent: int
    blank_before: bool


def cuts(text: str) -> list[Cut]:
    """The paragraphs of *text* in order."""
    lines = _lines(text)
    if is_wrapped(text, lines):
        return _joined(text, lines)
    return [Cut(line.start, line.end, is_heading(text[line.start:line.end])) for line in lines]


def is_heading(words: str) -> bool:
    """Whether a paragraph reads as a heading: short, without a final full stop, in capitals or title case or a numbered title."""
    words = words.strip()
    parts = words.split()
    if not parts or len(parts) >= HEADING_WORDS or len(words) > 160 or _ENDS.search(words):
        return False
    if words.startswith("#") and re.match(r"#{1,6}\s", words):
        return True
    letters = [part for part in parts if part[:1].isalpha() or part[:1] in "“\"‘'("]
    if not letters:
        return False
    if words.upper() == words and any(letter.isalpha() for letter in words):
        return words.lower() != words
    significant = [part.strip("“”\"‘’'()[],:") for part in letters]
    significant = [part for part in significant if part and part.lower() not in _SMALL_WORDS]
    if not significant or not letters[0].lstrip("“\"‘'(")[:1].isupper():
        return False
    capital = sum(1 for part in significant if part[:1].isupper() or part[:1].isdigit())
    return capital == len(significant)


def is_wrapped(text: str, lines: list[Line]) -> bool:
    """Whether lines were broken to a width: most of those that another follows stop near one margin in mid-sentence."""
    inner = [line for line, after in pairwise(lines) if not after.blank_before]
    if len(inner) < 2:
        return False
    widths = sorted(line.end - line.start + line.indent for line in inner)
    margin = widths[int(len(widths) * 0.9)] if len(widths) > 4 else widths[-1]
    if not WRAP_FROM <= margin <= WRAP_TO:
        return False
    reaching = (line for line in inner if line.end - line.start + line.indent >= margin - RAGGED)
    broken = sum(1 for line in reaching if not _SENTENCE_END.search(text[line.start:line.end]))
    return broken >= WRAPPED_LINES * len(inner)


def _lines(text: str) -> list[Line]:
    """The lines of *text* that hold more than white space."""
    lines: list[Line] = []
    last_end = 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        while start < end and (text[start] in _SPACE or text[start].isspace()):
            start += 1
        while end > start and (text[end - 1] in _SPACE or text[end - 1].isspace()):
            end -= 1
        if start == end:
            continue
        newlines = sum(1 for _ in _NEWLINE.finditer(text, last_end, start))
        lines.append(Line(start, end, start - match.start(), bool(lines) and newlines > 1))
        last_end = end
    return lines


def _joined(text: str, lines: list[Line]) -> list[Cut]:
    """Paragraphs of a wrapped text: parted by blank lines, by indents, by list signs and after lines that stop short."""
    found: list[Cut] = []
    usual = min((line.indent for line in lines), default=0)
    margin = max(line.end - line.start + line.indent for line in lines)
    start = 0
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        if before is None:
            start = line.start
            continue
        words_before = text[before.start:before.end]
        short = before.end - before.start + before.indent < 0.6 * margin
        new = (line.blank_before
               or (line.indent > usual + 1 and before.indent <= usual + 1 and bool(_SENTENCE_END.search(words_before)))
               or (bool(_LIST.match(text, line.start)) and (short or bool(_ENDS.search(words_before))))
               or (short and (bool(_SENTENCE_END.search(words_before)) or is_heading(text[start:before.end]))))
        if new:
            found.append(Cut(start, before.end, is_heading(text[start:before.end])))
            start = line.start
    found.append(Cut(start, lines[-1].end, is_heading(text[start:lines[-1].end])))
    return found
