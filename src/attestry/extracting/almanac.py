"""Reckoning with days, weeks, months, years: pure arithmetic, no words.

A week runs from Monday to Sunday; a decade from a year that ends in 0; a century from a year that ends in 01.
Where a day does not exist (31 June, 29 February) the last of its month stands for it.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta

from attestry.model.quantity import Period

MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
DAYS = {"second": 0, "minute": 0, "hour": 0, "day": 1, "week": 7, "fortnight": 14}
UNITS = frozenset(MONTHS) | frozenset(DAYS)


def day(year: int, month: int, number: int) -> date | None:
    """That day, or None if the calendar has none such."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def month_of(year: int, month: int) -> Period:
    """The whole month."""
    return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def year_of(year: int) -> Period:
    """The whole year."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def shifted(start: date, count: float, unit: str) -> date:
    """*start* moved by *count* units, back where negative; a half month is 15 days."""
    if unit in DAYS:
        return start + timedelta(days=round(count * DAYS[unit]))
    months = count * MONTHS[unit]
    whole = int(months)
    index = start.year * 12 + start.month - 1 + whole
    year, month = min(max(index // 12, date.min.year), date.max.year), index % 12 + 1
    moved = date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
    return moved + timedelta(days=round((months - whole) * 30))


def around(one: date, unit: str) -> Period:
    """The whole unit of the calendar that *one* lies in; for hours and less its day, for a fortnight its week."""
    if unit in ("week", "fortnight"):
        monday = one - timedelta(days=one.weekday())
        return Period(monday, monday + timedelta(days=6))
    if unit in DAYS:
        return Period(one, one)
    if unit == "month":
        return month_of(one.year, one.month)
    if unit == "quarter":
        first = (one.month - 1) // 3 * 3 + 1
        return Period(date(one.year, first, 1), month_of(one.year, first + 2).last)
    length = {"year": 1, "decade": 10, "century": 100}[unit]
    start = (one.year - 1) // 100 * 100 + 1 if unit == "century" else one.year // length * length
    return Period(date(start, 1, 1), date(start + length - 1, 12, 31))


def season_of(year: int, first_month: int) -> Period:
    """The three months from *first_month* of *year* on."""
    return Period(date(year, first_month, 1), around(shifted(date(year, first_month, 1), 2, "month"), "month").last)


def likeliest(of_year: Callable[[int], Period], today: date, near: int) -> Period:
    """The last such period that has begun by *today*, or the next if it begins within *near* days and none is under way."""
    some = [of_year(today.year + offset) for offset in (-4, -3, -2, -1, 0, 1)]      # 29 February comes once in four years
    begun = [one for one in some if one.first is not None and one.first <= today]
    ahead = [one for one in some if one.first is not None and today < one.first <= today + timedelta(days=near)]
    under_way = begun[-1].last is not None and begun[-1].last >= today
    return ahead[0] if ahead and not under_way else begun[-1]


def part_of(whole: Period, part: str) -> Period:
    """A part of a month, year or decade; of anything shorter the whole, and where *part* is "".

    Early, mid and late are ten days of a month; the first quarter, the middle half and the last quarter of a year; four, three
    and three years of a decade. Start and end are the first and last ten days of a month, the first and last month of a year.
    """
    first, last = whole.first, whole.last
    if not part or first is None or last is None or (last - first).days < 27:
        return whole
    if (last - first).days < 31:
        return Period(first.replace(day={"mid": 11, "late": 21, "end": 21}.get(part, 1)),
                      last if part in ("late", "end") else last.replace(day=20 if part == "mid" else 10))
    if (last - first).days <= 366:
        months = {"early": (1, 3), "start": (1, 1), "mid": (4, 9), "late": (10, 12), "end": (12, 12)}[part]
        if last.month - first.month != 11:              # a quarter or a season: its own first and last month
            months = (first.month, first.month) if part in ("early", "start") else (last.month, last.month)
        return Period(first.replace(month=months[0]), month_of(last.year, months[1]).last)
    years = {"early": (0, 3), "start": (0, 0), "mid": (4, 6), "late": (7, 9), "end": (9, 9)}[part]
    if last.year - first.year > 9:                      # a century: thirds
        years = {"early": (0, 32), "start": (0, 9), "mid": (33, 66), "late": (67, 99), "end": (90, 99)}[part]
    return Period(date(first.year + years[0], 1, 1), date(first.year + years[1], 12, 31))
