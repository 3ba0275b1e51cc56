"""What a document says of itself: title, date, publisher, speaker, occasion, symbol, language, rendering.

What the user gave wins; then what the format states outside the text; then what the text says, at its span; then what can be
concluded from words at a span. Nothing is made up: where nothing is stated, nothing is known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from attestry.model.text import About, How, Passage, Problem, Span, Stated
from attestry.reading import datelines, speakers
from attestry.reading.builder import Reading
from attestry.reading.language import language_of
from attestry.reading.turns import Floor
from attestry.reading.words import Resolve, Words, any_of

OPENING = 3500                      # code points: the header of a UN record with its list of members is about 3,000
OPENING_PASSAGES = 60
SHORT = 90                          # code points: a header line that carries a symbol or a publisher
_SYMBOL = re.compile(r"""\b(?:
      S/PV\.\d+(?:\s\((?:Resumption|Part)\s?\w+\))? | [SAE]/RES/\d+(?:/\d+)?(?:\s\(\d{4}\))?
    | S/PRST/\d{4}/\d+ | S/(?:19|20)\d\d/\d+(?:/Add\.\d+)?
    | A/\d+/PV\.\d+ | A/(?:ES-)?\d+/(?:\w+\.?\d*/?)*\d+ | S/AC\.\d+/\d{4}/\w+(?:\.\d+)? | SC/\d{4,5}(?:-[A-Z]+)? | SG/SM/\d{4,5}
    )(?![\w/])""", re.VERBOSE)
_MEETING = re.compile(r"\b\d{1,5}(?:st|nd|rd|th)\s+(?:plenary\s+)?meeting\b")
_REFERS = re.compile(r"(?:see|document|resolution|report|letter|draft|in)\s*\(?$|\($", re.I)


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of a document; it wins over what the document says."""

    speaker: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    symbol: str | None = None
    language: str | None = None
    rendering: str | None = None
    title: str | None = None


def about(reading: Reading, floors: tuple[Floor, ...], given: Given, *, words: Words, resolve: Resolve) -> About:
    """All that is known of the document, each fact with how it is known."""
    text, passages = reading.text, reading.passages
    opening = _opening(passages)
    facts: dict[str, Stated] = {}
    for name, stated in reading.facts:
        facts.setdefault(name, stated)
    symbol = facts.get("symbol") or _symbol(text, opening)
    known: Mapping[str, Stated | None] = {
        "title": facts.get("title") or _title(text, opening, floors, words, resolve),
        "date": facts.get("date") or _date(text, opening, given, facts, words),
        "publisher": _publisher(text, opening, symbol, words, resolve) or facts.get("publisher"),
        "speaker": _speaker(text, opening, floors, words, resolve) or _series_speaker(symbol, words),
        "occasion": _occasion(text, opening),
        "symbol": symbol,
        "url": facts.get("url"),
        "language": language_of(text, passages, words) or facts.get("language"),
        "rendering": _rendering(text, passages, floors, words),
    }
    return About(**{name: _given(given, name) or stated for name, stated in known.items()})


def provisional(reading: Reading, where: str, words: Words) -> list[Problem]:
    """A Problem if the text says it is not finished: what it says may be gone from a later version of the page."""
    says = re.compile(any_of(words.provisional.says), re.I)
    ends = [*reading.passages[:3], *reading.passages[-5:]]
    for passage in (one for one in ends if len(one.span) <= 3 * SHORT or one is ends[-1]):
        match = says.search(reading.text, max(passage.span.start, passage.span.end - 3 * SHORT), passage.span.end)
        if match:
            return [Problem("provisional", f"{where}, character {match.start()}", f"the text says {match[0]!r}",
                            "fetch it again later and add the newer version")]
    return []


def conflicting_dates(reading: Reading, where: str, words: Words) -> list[Problem]:
    """A Problem if the opening lines or the format's own facts state more than one date."""
    stated = [stated.value for name, stated in reading.facts if name == "date"]
    stated += [found.day.isoformat() for found in datelines.other_dates(reading.text, _opening(reading.passages), words)]
    if len(set(stated)) < 2:
        return []
    return [Problem("date-conflict", where, f"the dates {', '.join(dict.fromkeys(stated))} are all stated; the first was taken",
                    "give the right one with --date")]


def _given(given: Given, name: str) -> Stated | None:
    value = getattr(given, name, None)
    return Stated(value, How.GIVEN) if value else None


def _opening(passages: Sequence[Passage]) -> list[Passage]:
    return [passage for passage in passages[:OPENING_PASSAGES] if passage.span.start < OPENING]


def _symbol(text: str, opening: Sequence[Passage]) -> Stated | None:
    """The document's own symbol: in a short line, and not referred to from there."""
    for passage in opening:
        if len(passage.span) > SHORT:
            continue
        match = _SYMBOL.search(text, passage.span.start, passage.span.end)
        if match and not _REFERS.search(text[passage.span.start:match.start()].rstrip()):
            return Stated(re.sub(r"\s+", " ", match[0]), How.READ, Span(*match.span()))
    return None


def _publisher(text: str, opening: Sequence[Passage], symbol: Stated | None, words: Words, resolve: Resolve) -> Stated | None:
    """Who published it: an agency's tag, a line that names an outlet or body, or the series its symbol belongs to."""
    for passage in opening[:8]:
        span = passage.span
        line = datelines.agency_line(words).match(text, span.start, span.end)
        tag = (line["tag"] or line["tag2"]) if line else None
        if line and tag:
            group = "tag" if line["tag"] else "tag2"
            named = next((agency.publisher for agency in words.agency if agency.tag.lower() == tag.strip().lower()), None)
            if named:
                return Stated(named, How.READ, Span(*line.span(group)))
        for publisher in words.publisher:
            line_of = re.compile(rf"(?:Source:\s*)?({re.escape(publisher.line)})(?=$|\s*[|,–—:•·-])")
            match = line_of.match(text, span.start, span.end)
            if match and len(span) <= SHORT:
                return Stated(publisher.publisher, How.READ, Span(*match.span(1)))
    if symbol is not None:
        series = next((series.publisher for series in words.series if symbol.value.startswith(series.begins)), None)
        return Stated(series, How.INFERRED, symbol.span) if series else None
    for passage in opening[:2]:
        name = _body(text[passage.span.start:passage.span.end], words, resolve)
        if name:
            return Stated(name, How.READ, passage.span)
    return None


def _body(line: str, words: Words, resolve: Resolve) -> str:
    """The body or outlet that a masthead *line* names, and nothing else; "" if none."""
    actor = resolve(line.strip()) if len(line) <= SHORT and line.strip() not in words.masthead.lines else None
    return actor.name if actor is not None and actor.kind in ("body", "organ", "outlet") else ""


def _series_speaker(symbol: Stated | None, words: Words) -> Stated | None:
    """Who speaks in documents with such a symbol: in a resolution, the organ that adopted it."""
    speaker = next((series.speaker for series in words.series if symbol and symbol.value.startswith(series.begins)), "")
    return Stated(speaker, How.INFERRED, symbol.span) if symbol and speaker else None


def _title(text: str, opening: Sequence[Passage], floors: tuple[Floor, ...], words: Words, resolve: Resolve) -> Stated | None:
    """The first heading among the opening passages that is not a date, a symbol, a masthead or a speaker line."""
    lines = {floor.turn.line.start for floor in floors}
    for passage in opening[:6]:
        line = text[passage.span.start:passage.span.end]
        plain = _SYMBOL.sub("", line).strip()
        if not passage.heading or passage.span.start in lines or len(plain) < 12:
            continue
        outlet = any(publisher.line.lower() == plain.lower() for publisher in words.publisher)
        masthead = plain in words.masthead.lines or bool(_body(plain, words, resolve))
        if outlet or masthead or datelines.other_dates(text, [passage], words):
            continue
        return Stated(re.sub(r"\s+", " ", re.sub(r"^#{1,6}\s+", "", line)), How.READ, passage.span)
    return None


def _date(text: str, opening: Sequence[Passage], given: Given, facts: Mapping[str, Stated], words: Words) -> Stated | None:
    found = datelines.date_of(text, opening, words)
    if found is not None:
        return found
    undated = datelines.undated_day(text, opening, words)
    url = given.url or (facts["url"].value if "url" in facts else "")
    year = re.search(r"/((?:19|20)\d\d)[/-]", url or "")
    if undated is None or year is None:
        return None
    try:
        return Stated(date(int(year[1]), undated[0], undated[1]).isoformat(), How.INFERRED, undated[2])
    except ValueError:              # 29 February of another year: the address speaks of another date
        return None


def _speaker(text: str, opening: Sequence[Passage], floors: tuple[Floor, ...], words: Words, resolve: Resolve) -> Stated | None:
    """The one for whom the whole document speaks; None for a record of several speakers."""
    lines = [floor.line for floor in floors if floor.line is not None]
    voices = {line.state or line.name or line.office for line in lines}
    if len(voices) > 1:
        return None
    if lines and len(floors) == len(lines) and floors[0].turn.span.start <= OPENING:
        line = lines[0]
        if line.office and not line.state:
            return None
        state = speakers.state_name(line.state, words, resolve) if line.state else ""
        return Stated(state if state and state != "UN" else speakers.holder(line, words, resolve), How.READ, line.span)
    if lines:
        return None
    return (speakers.presented(text, opening, words, resolve)
            or speakers.representing(text, opening, words, resolve)
            or speakers.own_state(text, words, resolve))


def _occasion(text: str, opening: Sequence[Passage]) -> Stated | None:
    for passage in opening:
        if len(passage.span) <= 2 * SHORT:
            match = _MEETING.search(text, passage.span.start, passage.span.end)
            if match:
                return Stated(re.sub(r"\s+", " ", match[0]), How.READ, Span(*match.span()))
    return None


def _rendering(text: str, passages: Sequence[Passage], floors: tuple[Floor, ...], words: Words) -> Stated | None:
    """How it came into its language, where a short note at its head or foot says so, or the line of its only speaker."""
    folded = text.lower()
    notes = [passage for passage in (*passages[:8], *passages[-3:]) if len(passage.span) <= 2 * SHORT]
    for rendering in words.rendering:
        if rendering.says.startswith("("):
            line = floors[0].line if len(floors) == 1 else None
            if line is not None and rendering.says in text[line.span.start:line.span.end]:
                return Stated(rendering.is_, How.READ, line.span)
            continue
        for passage in notes:
            at = folded.find(rendering.says.lower(), passage.span.start, passage.span.end)
            if at >= 0 and not (rendering.unless and rendering.unless.lower() in folded[max(0, at - 20):at + 40]):
                return Stated(rendering.is_, How.READ, Span(at, at + len(rendering.says)))
    return None
