"""Who has the floor where, in a record of several speakers.

A turn runs from its speaker line to the next one, or to where the record speaks for itself ("The meeting rose at 5 p.m.").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from attestry.model.text import Passage, Span, Turn
from attestry.reading.speakers import SpeakerLine, holder, reported_line, speaker_line_at, state_name
from attestry.reading.words import Resolve, Words, any_of


@dataclass(frozen=True, slots=True)
class Floor:
    """A turn with the speaker line it was read from; None where the presiding officer changes capacity."""

    turn: Turn
    line: SpeakerLine | None


def floors(text: str, passages: tuple[Passage, ...], words: Words, resolve: Resolve) -> tuple[Floor, ...]:
    """The turns of *text* in order, each with its speaker line; () where no speaker line stands."""
    marks = list(_marks(text, passages, words))
    found: list[Floor] = []
    ends = [start for start, _ in marks[1:]] + [passages[-1].span.end] if marks else []
    for (start, line), end in zip(marks, ends, strict=True):
        if line is None:
            continue
        span = Span(start, start + len(text[start:end].rstrip()))
        found += _capacities(text, Floor(Turn(span, holder(line, words, resolve), line.span), line), words, resolve)
    return tuple(found)


def _marks(text: str, passages: tuple[Passage, ...], words: Words) -> Iterator[tuple[int, SpeakerLine | None]]:
    """Where turns begin, with their speaker line, and where the record takes over, with None."""
    record = re.compile(any_of(words.speaker_lines.record))
    reported = reported_line(words)
    opens = re.compile(r"^[ \t]*(?=\S)", re.MULTILINE)
    for passage in passages:
        for match in opens.finditer(text, passage.span.start, passage.span.end):
            at = match.end()
            line = speaker_line_at(text, at, passage.span.end, words)
            if line is not None:
                yield at, line
            elif record.match(text, at, passage.span.end) or reported.match(text, at, passage.span.end):
                yield at, None


def _capacities(text: str, floor: Floor, words: Words, resolve: Resolve) -> list[Floor]:
    """*floor*, parted where a presiding officer speaks for the State ("in my capacity as …") and stops."""
    if floor.line is None or not floor.line.presides:
        return [floor]
    lines = words.speaker_lines
    takes = re.compile(any_of(lines.takes_capacity) + r"\s+(?:the\s+)?(?:[Rr]epresentative|[A-Z][\w'’ -]*?)\s+(?:of|for)\s+"
                       r"((?:the\s+)?[A-Z][\w'’-]*(?:,?\s(?:of\s|and\s|for\s|the\s)*[A-Z][\w'’-]*)*)")
    leaves = re.compile(any_of(lines.leaves_capacity))
    span, speaker = floor.turn.span, floor.turn.speaker
    changes = [*takes.finditer(text, span.start, span.end), *leaves.finditer(text, span.start, span.end)]
    turns = [floor.turn]
    for match in sorted(changes, key=lambda found: found.start()):
        before = turns[-1]
        if match.re is leaves:
            at, who = _sentence_start(text, before.span.start, match.start()), speaker
        else:
            at, who = _sentence_end(text, match.end(), span.end), _state_of(match[1], words, resolve)
        turns[-1] = replace(before, span=Span(before.span.start, before.span.start + len(text[before.span.start:at].rstrip())))
        turns.append(Turn(Span(at, span.end), who, Span(match.start(), match.end())))
    return [Floor(turn, floor.line if number == 0 else None) for number, turn in enumerate(turns) if len(turn.span)]


def _state_of(written: str, words: Words, resolve: Resolve) -> str:
    """The State that an office is named for: "Foreign Affairs and Defence of Belgium" ends with it."""
    parts = re.split(r"\s+of\s+", written)
    ends = (" of ".join(parts[first:]) for first in range(len(parts)))
    return next((state_name(end, words, resolve) for end in ends if resolve(re.sub(r"^[Tt]he\s+", "", end))), "") or state_name(
        written, words, resolve
    )


def _sentence_start(text: str, floor: int, position: int) -> int:
    """Where the sentence around *position* begins, no earlier than *floor*."""
    ends = [match.end() for match in re.finditer(r"[.!?:]\s+|\n\s*", text[floor:position])]
    return floor + (ends[-1] if ends else 0)


def _sentence_end(text: str, position: int, ceiling: int) -> int:
    """Where the words after the sentence around *position* begin, no later than *ceiling*."""
    match = re.compile(r"[.!?]\s+|\n\s*").search(text, position, ceiling)
    return match.end() if match else ceiling
