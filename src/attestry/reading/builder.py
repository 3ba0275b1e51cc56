"""Text and its map to the original, made together.

A reader adds each stretch of words with the place it came from, in reading order, and marks where passages begin and end.
The places come out sorted, touching and covering the text without gaps; nothing is changed once it is added.
"""

from __future__ import annotations

from dataclasses import dataclass

from attestry.model.errors import HouseFault
from attestry.model.text import Locus, Passage, Placed, Problem, Span, Stated


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader of one format makes of the bytes, before anybody asks what the text says of itself."""

    text: str
    places: tuple[Placed, ...]
    passages: tuple[Passage, ...]
    problems: tuple[Problem, ...] = ()
    facts: tuple[tuple[str, Stated], ...] = ()  # what the format states outside the text: ("title", Stated(…)), best first


class TextBuilder:
    """Collects words with their places; `built` gives the text and its map."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._places: list[Placed] = []
        self._passages: list[Passage] = []
        self._problems: list[Problem] = []
        self._facts: list[tuple[str, Stated]] = []
        self._length = 0

    @property
    def length(self) -> int:
        """Code points so far: where the next words will begin."""
        return self._length

    @property
    def ends_in_word(self) -> bool:
        """Whether the text so far ends in a letter or figure."""
        return bool(self._parts) and self._parts[-1][-1:].isalnum()

    def text_from(self, start: int) -> str:
        """The text from *start* to where it stands now."""
        parts: list[str] = []
        at = self._length
        for part in reversed(self._parts):
            if at <= start:
                break
            at -= len(part)
            parts.append(part)
        text = "".join(reversed(parts))
        return text[max(0, start - at):]

    def add(self, words: str, locus: Locus) -> Span:
        """Append *words*, which lie at *locus*; their span. Words at the same place as the last ones lengthen that stretch."""
        span = Span(self._length, self._length + len(words))
        if not words:
            return span
        self._parts.append(words)
        self._length = span.end
        if self._places and self._places[-1].locus == locus:
            self._places[-1] = Placed(Span(self._places[-1].span.start, span.end), locus)
        else:
            self._places.append(Placed(span, locus))
        return span

    def part(self, between: str) -> None:
        """Append white space that only parts what stands on either side; it goes with the stretch before it."""
        if not self._places or not between:
            return
        last = self._places[-1]
        self._parts.append(between)
        self._length += len(between)
        self._places[-1] = Placed(Span(last.span.start, self._length), last.locus)

    def passage(self, start: int, end: int | None = None, *, page: int | None = None, heading: bool = False) -> None:
        """Make a passage of the text from *start* to *end*, or to where it stands now; an empty one is not made."""
        end = self._length if end is None else end
        if self._passages and start < self._passages[-1].span.end:
            raise HouseFault(f"a passage at {start} begins before the one before it ends ({self._passages[-1].span.end})")
        if end > start:
            self._passages.append(Passage(len(self._passages) + 1, Span(start, end), page, heading))

    def problem(self, problem: Problem) -> None:
        """Keep what could not be read, with its place."""
        self._problems.append(problem)

    def fact(self, name: str, stated: Stated) -> None:
        """Keep what the format says of the document outside its text; the first of a name counts."""
        self._facts.append((name, stated))

    def built(self) -> Reading:
        """Everything so far."""
        return Reading("".join(self._parts), tuple(self._places), tuple(self._passages), tuple(self._problems),
                       tuple(self._facts))
