"""A sentence laid out for reading: its tokens, and what each layer has marked on it.

A sheet is never changed; `plus` gives a new one. Marks of one kind do not overlap; marks of different kinds may.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from attestry.extracting.parsing.tokens import Token
from attestry.model.text import Span

JOINTS = "-\u2010\u2011./+"        # signs that tie digits to the letters before them; a dash stands between

_POINTED_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.000|(?:\.\d{3}){2,})")   # "90.000" is no 90 told to the thousandth


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing seen on a sheet: what kind, where, what it means, and which rule saw it in what."""

    kind: str                       # "AMOUNT"
    first: int                      # index of its first token
    last: int                       # one past its last token
    value: object                   # what the words mean: a Decimal, a Quantity, a Period, ...
    rule: str                       # layer and rule: "amounts/at least n"
    parts: tuple[tuple[str, Mark], ...] = ()   # what it was read from, by label, in reading order

    def part(self, label: str) -> Mark | None:
        """The first part under *label*, or None where the words had none."""
        return next((mark for name, mark in self.parts if name == label), None)


class Sheet:
    """One sentence of a document: its tokens and the marks so far."""

    __slots__ = ("_at", "_of", "has_digits", "marks", "sentence", "text", "tokens", "vocabulary", "words")

    def __init__(self, text: str, sentence: Span, tokens: Iterable[Token], marks: Iterable[Mark] = ()) -> None:
        """Lay out the *sentence* of *text*, the whole document's; all places are the document's."""
        self.text = text
        self.sentence = sentence
        self.tokens: tuple[Token, ...] = tuple(tokens)
        self.words: tuple[str, ...] = tuple([token.word for token in self.tokens])
        self.vocabulary: frozenset[str] = frozenset(self.words)
        self.has_digits: bool = any([word[0].isdigit() for word in self.vocabulary])
        self._lay(tuple(marks))

    def _lay(self, marks: tuple[Mark, ...]) -> None:
        self.marks: tuple[Mark, ...] = marks
        self._of: dict[str, list[Mark]] = {}
        self._at: dict[tuple[str, int], list[Mark]] = {}
        for mark in marks:
            self._of.setdefault(mark.kind, []).append(mark)
            self._at.setdefault((mark.kind, mark.first), []).append(mark)

    def plus(self, marks: Iterable[Mark]) -> Sheet:
        """This sheet with *marks* added; the old one stays as it was."""
        new = Sheet.__new__(Sheet)
        new.text, new.sentence, new.tokens, new.words = self.text, self.sentence, self.tokens, self.words
        new.vocabulary, new.has_digits = self.vocabulary, self.has_digits
        new._lay((*self.marks, *marks))
        return new

    def at(self, kind: str, token: int) -> list[Mark]:
        """The marks of *kind* whose first token is *token*."""
        return self._at.get((kind, token), [])

    def over(self, kind: str, token: int) -> Mark | None:
        """The mark of *kind* that *token* lies in, or None."""
        return next((mark for mark in self._of.get(kind, ()) if mark.first <= token < mark.last), None)

    def has(self, kind: str) -> bool:
        """Whether any mark is of *kind*."""
        return kind in self._of

    def of(self, kind: str) -> tuple[Mark, ...]:
        """All marks of *kind*, in the order they were made."""
        return tuple(self._of.get(kind, ()))

    def span(self, mark: Mark) -> Span:
        """Where *mark* stands in the document."""
        return Span(self.tokens[mark.first].start, self.tokens[mark.last - 1].end)

    def quote(self, mark: Mark) -> str:
        """The exact words of *mark*."""
        return self.text[self.tokens[mark.first].start:self.tokens[mark.last - 1].end]

    def shape(self, kind: str, token: int) -> object | None:
        """What *token* is by its looks alone, as one of SHAPES; None if it is not of that shape."""
        return SHAPES[kind](self, token)

    def __len__(self) -> int:
        return len(self.tokens)

    def __repr__(self) -> str:
        return f"Sheet({self.text[self.sentence.start:self.sentence.end]!r}, {len(self.marks)} marks)"


def _number(sheet: Sheet, at: int) -> Decimal | None:
    """A number in digits, its thousands rightly grouped: "11,000", "7.5"; not "19.06.2024", not the 19 of "COVID-19"."""
    word = sheet.words[at]
    if not word[0].isdigit() or not word.isascii() or _grown_on(sheet, at) or _in_a_name(sheet, at):
        return None
    if _POINTED_THOUSANDS.fullmatch(word):
        return Decimal(word.replace(".", ""))
    whole, dot, rest = word.partition(".")
    groups = whole.split(",")
    grouped = all(len(group) == 3 for group in groups[1:]) and (len(groups) == 1 or len(groups[0]) <= 3)
    if not grouped or (dot and not rest.isdigit()):
        return None
    return Decimal("".join(groups) + (f".{rest}" if rest else ""))


def _grown_on(sheet: Sheet, at: int) -> bool:
    """Whether *at* follows a letter or digit without a space between."""
    return at > 0 and sheet.tokens[at - 1].end == sheet.tokens[at].start and sheet.words[at - 1][-1].isalnum()


def _in_a_name(sheet: Sheet, at: int) -> bool:
    """Whether signs tie *at* to letters before it: "F-16", "Malligyong-1-1", "Rev.1". A dash ties nothing."""
    while at > 1 and sheet.tokens[at - 1].end == sheet.tokens[at].start and sheet.tokens[at - 1].text in JOINTS:
        if sheet.tokens[at - 2].end != sheet.tokens[at - 1].start:
            return False
        at -= 2
        if sheet.words[at][0].isalpha() or _grown_on(sheet, at):
            return True
    return False


def _digits(sheet: Sheet, at: int, most: int) -> int | None:
    word = sheet.words[at]
    return int(word) if word.isdigit() and word.isascii() and len(word) <= most and not _grown_on(sheet, at) else None


def _year(sheet: Sheet, at: int) -> int | None:
    value = _digits(sheet, at, 4)
    return value if value is not None and 1800 <= value <= 2199 else None


def _day(sheet: Sheet, at: int) -> int | None:
    value = _digits(sheet, at, 2)
    return value if value is not None and 1 <= value <= 31 else None


def _two(sheet: Sheet, at: int) -> int | None:
    return _digits(sheet, at, 2) if len(sheet.words[at]) == 2 else None


def _three(sheet: Sheet, at: int) -> int | None:
    return _digits(sheet, at, 3) if len(sheet.words[at]) == 3 else None


def _pointed(sheet: Sheet, at: int) -> str | None:
    """A date in points: "19.06.2024", "19.6.24"."""
    parts = sheet.words[at].split(".")
    if len(parts) != 3 or not all(part.isdigit() and part.isascii() for part in parts) or len(parts[2]) not in (2, 4):
        return None
    return sheet.words[at]


def _numbered(sheet: Sheet, at: int) -> str | None:
    """The number of a paragraph: at the head of the sentence, before a full stop or a bracket."""
    if at == 0 and sheet.words[0].isdigit() and len(sheet) > 1 and sheet.words[1] in (".", ")"):
        return sheet.words[0]
    return None


def _grown(sheet: Sheet, at: int) -> str | None:
    """Letters grown onto a number: the "mm" of "170mm", the "th" of "9769th"."""
    grown = sheet.words[at][0].isalpha() and _grown_on(sheet, at) and sheet.words[at - 1][-1].isdigit()
    return sheet.words[at] if grown else None


def _word(sheet: Sheet, at: int) -> str | None:
    return sheet.words[at] if sheet.words[at][0].isalpha() else None


def _name(sheet: Sheet, at: int) -> str | None:
    return sheet.tokens[at].text if sheet.tokens[at].text[0].isupper() else None


DIGITS = frozenset(("NUMBER", "YEAR", "DAY", "TWO", "THREE", "POINTED", "NUMBERED"))
"""The shapes that begin with a digit."""

SHAPES: Mapping[str, Callable[[Sheet, int], object | None]] = MappingProxyType({
    "NUMBER": _number,              # Decimal: "11,000", "7.5"
    "YEAR": _year,                  # int: four digits, 1800 to 2199
    "DAY": _day,                    # int: one or two digits, 1 to 31
    "TWO": _two,                    # int: just two digits, the "06" of "2024-06-19"
    "THREE": _three,                # int: just three digits, the "000" of "10 000"
    "POINTED": _pointed,            # str: a date in points
    "NUMBERED": _numbered,          # str: the number of a paragraph
    "GROWN": _grown,                # str: letters grown onto a number
    "WORD": _word,                  # str: any word, folded
    "NAME": _name,                  # str: a word with a capital letter, as written
})
"""What a token can be by its looks alone. A pattern reads a shape as it reads a mark of an earlier layer."""
