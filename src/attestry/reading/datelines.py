"""The date a document bears: on a line of its own, in an agency's date line, or beside words such as "Published".

Only what is written counts. A date line without a year takes it from the same day written in full elsewhere in the text, and is
then inferred from there; a date that no calendar has is no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import accumulate

from attestry.model.text import How, Passage, Span, Stated
from attestry.reading.words import Words, any_of, month_numbers

_PLACE = re.compile(r"(?:[A-Z][\w.'’-]*\s?){1,4},\s*(?:[A-Z][\w.'’-]*\s?){0,3},?\s*$")
_TIME = re.compile(r"\d{1,2}(?:[:.]\d{2}){0,2}\s*(?:hrs?|h)?|[ap]\.?m\.?", re.I)
_TOKEN = re.compile(r"[^\s,;:|()/\[\]–—-]+")
_SYMBOL = re.compile(r"(?:[ASE]|SC|GA|SG/SM)/[\w./]+(?:\s*\(\d{4}\))?")
_YEAR = re.compile(r"\d{4}")
_ORDINAL = r"(?:st|nd|rd|th)?"
LINE = 140                          # code points: a date line with its weekday, place and hour is shorter


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in the text."""

    day: date
    span: Span


def date_of(text: str, passages: Sequence[Passage], words: Words) -> Stated | None:
    """The date that the opening *passages* state of the document, or None. A line of its own outranks an agency's date line."""
    lined = other_dates(text, passages, words)
    if lined:
        return Stated(lined[0].day.isoformat(), How.READ, lined[0].span)
    for passage in passages:
        found = _agency_line(text, passage, words)
        if found is not None:
            return found
    company = words.date_lines.company | words.date_lines.later
    later = next((found for passage in passages for found in _lined(text, passage, words, company)), None)
    return Stated(later.day.isoformat(), How.READ, later.span) if later else None


def is_date_line(line: str, words: Words) -> bool:
    """Whether *line* is a date and what may stand beside one."""
    return bool(_lined(line, Passage(1, Span(0, len(line))), words, words.date_lines.company))


def other_dates(text: str, passages: Sequence[Passage], words: Words) -> list[Dated]:
    """Every date that the opening lines state, in order: for telling when they contradict each other."""
    return [found for passage in passages for found in _lined(text, passage, words, words.date_lines.company)]


def dates(text: str, within: Span, words: Words) -> Iterator[Dated]:
    """The full dates written in *text* inside *within*, in order."""
    if not _YEAR.search(text, within.start, within.end):
        return
    months = month_numbers(words)
    for match in _full(words).finditer(text, within.start, within.end):
        parts = match.groupdict()
        year = parts["y1"] or parts["y2"] or parts["y3"] or parts["y4"] or parts["y5"]
        month = parts["m3"] or parts["m4"] or parts["m5"] or months[(parts["m1"] or parts["m2"]).lower()]
        number = parts["d1"] or parts["d2"] or parts["d3"] or parts["d4"] or parts["d5"]
        day = _day(int(year), int(month), int(number))
        if day:
            yield Dated(day, Span(*match.span()))


def _lined(text: str, passage: Passage, words: Words, company: frozenset[str]) -> list[Dated]:
    """The date of a passage that consists of one date and words of *company*, a place or an hour."""
    lines = text[passage.span.start:passage.span.end].splitlines(keepends=True)
    if len(lines) > 1 and (passage.heading or len(passage.span) <= LINE):   # a header whose lines stand close
        starts = accumulate(map(len, lines), initial=passage.span.start)
        spans = [Span(start, start + len(line)) for start, line in zip(starts, lines, strict=False)]
        found = [one for span in spans for one in _lined(text, replace(passage, span=span, heading=False), words, company)]
        if found:
            return found
    if len(passage.span) > LINE:
        return []
    found = list(dates(text, passage.span, words))
    if len(found) != 1:
        return []
    before = text[passage.span.start:found[0].span.start]
    after = text[found[0].span.end:passage.span.end]
    for publisher in words.publisher:
        before, after = before.replace(publisher.line, " "), after.replace(publisher.line, " ")
    return found if _accompanies(_PLACE.sub(" ", before), company) and _accompanies(after, company) else []


def _accompanies(rest: str, company: frozenset[str]) -> bool:
    """Whether what stands beside a date are only words of *company*, hours and symbols."""
    rest = _TIME.sub(" ", _SYMBOL.sub(" ", rest))
    beside = (token.lower().strip(".'’*#") for token in _TOKEN.findall(rest))
    return all(token in company or not any(sign.isalnum() for sign in token) for token in beside)


def _agency_line(text: str, passage: Passage, words: Words) -> Stated | None:
    """The date of "Pyongyang, August 18 (KCNA) --" at the head of *passage*; the year from the same day elsewhere."""
    match = agency_line(words).match(text, passage.span.start, passage.span.end)
    if match is None:
        return None
    span = Span(match.start("date"), match.end("date"))
    full = next(dates(text, span, words), None)
    if full:
        return Stated(full.day.isoformat(), How.READ, full.span)
    months = month_numbers(words)
    month = months[(match["am1"] or match["am2"]).lower()]
    number = int(match["ad1"] or match["ad2"])
    elsewhere = dates(text, Span(0, len(text)), words)
    same = next((found for found in elsewhere if (found.day.month, found.day.day) == (month, number)), None)
    if same:
        return Stated(same.day.isoformat(), How.INFERRED, same.span)
    juche = re.search(r"\bJuche\s+\d{2,3}\s*\((\d{4})\)", text)
    day = _day(int(juche[1]), month, number) if juche else None
    return Stated(day.isoformat(), How.INFERRED, Span(*juche.span())) if juche and day else None


def undated_day(text: str, passages: Sequence[Passage], words: Words) -> tuple[int, int, Span] | None:
    """Month, day and span of the first agency date line without a year, for a caller who knows the year from elsewhere."""
    months = month_numbers(words)
    for passage in passages:
        match = agency_line(words).match(text, passage.span.start, passage.span.end)
        if match and (match["am1"] or match["am2"]) and not (match["ay"] or match["ay2"]):
            return (months[(match["am1"] or match["am2"]).lower()], int(match["ad1"] or match["ad2"]),
                    Span(match.start("date"), match.end("date")))
    return None


def _months(words: Words) -> str:
    return any_of(tuple(form for forms in words.months.values() for form in forms))


@lru_cache(maxsize=4)
def _full(words: Words) -> re.Pattern[str]:
    month = _months(words)
    return re.compile(rf"""
        \b(?P<m1>{month})\.?\s+(?P<d1>\d{{1,2}}){_ORDINAL},?\s+(?P<y1>\d{{4}})\b
      | \b(?P<d2>\d{{1,2}}){_ORDINAL}\s+(?:of\s+)?(?P<m2>{month})\.?,?\s+(?P<y2>\d{{4}})\b
      | \b(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)(?!\d)
      | \b(?P<d4>\d{{1,2}})\.(?P<m4>\d{{1,2}})\.(?P<y4>(?:19|20)\d\d)\b
      | (?P<y5>(?:19|20)\d\d)\s?[年년]\s?(?P<m5>\d{{1,2}})\s?[月월]\s?(?P<d5>\d{{1,2}})\s?[日일]
    """, re.VERBOSE | re.IGNORECASE)


@lru_cache(maxsize=4)
def agency_line(words: Words) -> re.Pattern[str]:
    """What an agency's date line looks like: place, day, tag, dash; groups `date` and `tag` or `tag2`."""
    month = _months(words)
    return re.compile(rf"""
        (?P<place>[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){{0,3}}(?:,\s[A-Z][\w.'’-]*){{0,2}}),?\s+
        (?P<date>(?P<am1>{month})\.?\s(?P<ad1>\d{{1,2}})(?:,\s(?P<ay>\d{{4}}))?|(?P<ad2>\d{{1,2}})\s(?P<am2>{month})\.?(?:,?\s(?P<ay2>\d{{4}}))?)
        [.,]?\s*(?:\((?P<tag>[^()\n]{{2,40}})\)|/(?P<tag2>[^/\n]{{2,40}})/\.?)?\s*(?:--|—|–|-|(?<=/)|(?<=/\.))
    """, re.VERBOSE)


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:              # 30 February: written, but no day
        return None
