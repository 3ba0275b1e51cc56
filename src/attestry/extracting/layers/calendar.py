"""Days, months, years, and words that are reckoned from the document's date.

Where a word is reckoned from the document's date and nobody knows it, both ends of the period are open.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from attestry.extracting import almanac
from attestry.extracting.layer import DECLINED, Here
from attestry.model.quantity import Period

UNKNOWN = Period(None, None)
YEARS = range(1900, 2100)           # four bare digits in here are a year without a preposition before them
COMING_DAYS = 60                    # a date without a year that is this near ahead is meant ahead: "the 5 December meeting"
LOOKING_AHEAD_DAYS = 180            # ... and this near where the sentence looks ahead
RECENT = {"day": (7, "day"), "week": (4, "week"), "month": (3, "month"), "year": (3, "year"), "decade": (2, "decade")}
"""How far back "recent" reaches, by unit; the annotators' ruling on "in recent months" is three, from the first of one."""

COMING = {"hour": (1, "day"), "day": (7, "day"), "week": (1, "month"), "month": (3, "month"), "year": (3, "year")}
"""How far "the coming" reaches, by unit; the annotators' ruling on "in the coming weeks" is one month."""

FEW = (1, 4)                        # "a few weeks ago" is four weeks to one week back, by the annotators' ruling


def nothing() -> None:
    """Digits that look like a year and are none."""


# Absolute dates


def on_day(day: int, month: int, here: Here, year: int | None = None) -> object:
    """A day of a month; without its year the likeliest one. Given back if the calendar has no such day."""
    if year is not None:
        return _single(almanac.day(year, month, day))
    if almanac.day(2024, month, day) is None:           # 2024 has every day that there is
        return DECLINED
    return _likeliest(here, lambda some: _period(almanac.day(some, month, day)))


def on_days(day: int, until: int, month: int, here: Here, year: int | None = None) -> object:
    """Several days of one month, first to last."""
    first, last = on_day(day, month, here, year), on_day(until, month, here, year)
    return _joined(first, last)


def day_to_day(day: int, month: int, until: int, until_month: int, here: Here, year: int | None = None) -> object:
    """A day of one month to a day of another in one year."""
    return _joined(on_day(day, month, here, year), on_day(until, until_month, here, year))


def in_month(month: int, here: Here, year: int | None = None, part: str = "") -> object:
    """A month; without its year the likeliest one."""
    if year is not None:
        return almanac.part_of(almanac.month_of(year, month), part)
    return _likeliest(here, lambda some: almanac.part_of(almanac.month_of(some, month), part))


def in_doubtful_month(month: int, here: Here, part: str = "") -> object:
    """May and March alone: a month only after a word that stands before months."""
    return in_month(month, here, None, part) if part or here.word(-1) in here.lists["before_months"] else DECLINED


def months(month: int, until_month: int, year: int, part: str = "", until_part: str = "") -> object:
    """Several months of one year."""
    first, last = almanac.month_of(year, month), almanac.month_of(year, until_month)
    return _joined(almanac.part_of(first, part), almanac.part_of(last, until_part))


def month_of_relative_year(month: int, which: int, here: Here, part: str = "", day: int | None = None) -> object:
    """June last year; 5 June this year."""
    if here.date is None:
        return UNKNOWN
    year = here.date.year + which
    return _single(almanac.day(year, month, day)) if day is not None else almanac.part_of(almanac.month_of(year, month), part)


def relative_month(month: int, which: int, here: Here) -> Period:
    """last June: the last one that is over; this June: the one nearest; next June: the first to come."""
    if here.date is None:
        return UNKNOWN
    year = here.date.year
    if which < 0:
        year -= month >= here.date.month
    elif which > 0:
        year += month <= here.date.month
    return almanac.month_of(year, month)


def in_season(season: int, here: Here, year: int | None = None, which: int | None = None) -> Period:
    """A season of the northern year; winter bears the year that it begins in."""
    if year is None:
        if here.date is None:
            return UNKNOWN
        year = here.date.year
        if which is None:
            return _likeliest(here, lambda some: almanac.season_of(some, season))
        last = almanac.season_of(year, season).last
        if which < 0 and last is not None and last >= here.date:
            year -= 1
        elif which > 0 and season <= here.date.month:
            year += 1
    return almanac.season_of(year, season)


def in_year(year: int, here: Here, part: str = "") -> object:
    """A year; digits that count something are given back, as are those far off without a preposition."""
    before, after = here.word(-1), here.word(1)
    prepared = before in here.lists["before_years"] or bool(part)
    counts = before in here.lists["before_counts"] or (after in here.lists["counted"] and not prepared)
    if counts or (year not in YEARS and not prepared):
        return DECLINED
    return almanac.part_of(almanac.year_of(year), part)


def years(year: int, until: int) -> object:
    """2019-2021; 2019-21."""
    last = until if until >= 100 else year // 100 * 100 + until
    return _joined(almanac.year_of(year), almanac.year_of(last)) if last > year else DECLINED


def decade(year: int, part: str = "") -> object:
    """the 1990s."""
    return almanac.part_of(almanac.around(date(year, 1, 1), "decade"), part) if year % 10 == 0 else DECLINED


def century(number: int, part: str = "") -> Period:
    """the 20th century: 1901 to 2000."""
    return almanac.part_of(almanac.around(date(number * 100 - 50, 1, 1), "century"), part)


def quarter(number: int, here: Here, year: int | None = None) -> Period:
    """A quarter of a year, of the document's where none is named."""
    year = year or (here.date.year if here.date else None)
    return almanac.around(date(year, number * 3, 1), "quarter") if year else UNKNOWN


def half_year(number: int, here: Here, year: int | None = None) -> Period:
    """The first or second half of a year, of the document's where none is named."""
    year = year or (here.date.year if here.date else None)
    if year is None:
        return UNKNOWN
    return Period(date(year, 1, 1), date(year, 6, 30)) if number == 1 else Period(date(year, 7, 1), date(year, 12, 31))


def in_digits(year: int, month: int, day: int) -> object:
    """2024-06-19."""
    return _single(almanac.day(year, month, day))


def pointed(text: str, here: Here) -> object:
    """19.06.2024; a year of two digits is of this century. "version 3.2.21" is given back."""
    if here.word(-1) in here.lists["cited"]:
        return DECLINED
    day, month, year = (int(part) for part in text.split("."))
    return _single(almanac.day(year if year >= 100 else 2000 + year, month, day))


def slashed(first: int, second: int, year: int) -> object:
    """19/06/2024; where day and month could change places, from the earlier to the later of the two days."""
    found = sorted(one for one in {almanac.day(year, second, first), almanac.day(year, first, second)} if one is not None)
    return Period(found[0], found[-1]) if found else DECLINED


# Words reckoned from the document's date


def near_day(offset: int, here: Here) -> Period:
    """today, yesterday, the day after tomorrow."""
    return _period(here.date + timedelta(days=offset)) if here.date else UNKNOWN


def on_weekday(weekday: int, here: Here, which: int | None = None) -> Period:
    """The last such day, the document's own included; the next where the sentence looks ahead.

    "This Friday" is that of the document's week, "last Friday" the last before its day, "next Friday" the first after it.
    """
    if here.date is None:
        return UNKNOWN
    back = (here.date.weekday() - weekday) % 7
    if which == 0:
        return _period(here.date + timedelta(days=weekday - here.date.weekday()))
    if which is not None:
        return _period(here.date - timedelta(days=back or 7)) if which < 0 else _period(here.date + timedelta(days=7 - back))
    if back and here.sentence_has("ahead"):
        return _period(here.date + timedelta(days=7 - back))
    return _period(here.date - timedelta(days=back))


def relative_unit(which: int, unit: str, here: Here, part: str = "") -> Period:
    """last month, this year, next week: the whole unit.

    "This week" begins with the Sunday before, since both customs are met, and ends with the document's day, as annotators ruled.
    """
    if here.date is None:
        return UNKNOWN
    whole = almanac.around(almanac.shifted(here.date, which, unit), unit)
    if which == 0 and unit == "week" and whole.first is not None:
        return Period(whole.first - timedelta(days=1), here.date)
    return almanac.part_of(whole, part)


def part_of_this(unit: str, part: str, here: Here, which: int = 0) -> Period:
    """the end of the year: of the one that the document's day lies in; last year's end."""
    if here.date is None:
        return UNKNOWN
    return almanac.part_of(almanac.around(almanac.shifted(here.date, which, unit), unit), part)


def moments_ago(here: Here) -> Period:
    """a few moments ago: today."""
    return near_day(0, here)


def earlier_in(unit: str, here: Here) -> Period:
    """earlier this year: from its start to the document's day."""
    return Period(almanac.around(here.date, unit).first, here.date) if here.date else UNKNOWN


def later_in(unit: str, here: Here) -> Period:
    """later this year: from the day after the document's to its end."""
    return Period(here.date + timedelta(days=1), almanac.around(here.date, unit).last) if here.date else UNKNOWN


def last_few(unit: str, here: Here, n: Decimal | int = 1) -> Period:
    """the last two years: reckoned back from the document's day."""
    if here.date is None:
        return UNKNOWN
    if unit == "hour":
        n, unit = -(-int(n) // 24), "day"               # 24 hours ago was yesterday
    if unit == "century":
        return almanac.around(almanac.shifted(here.date, -1, unit), unit)
    return Period(almanac.shifted(here.date, -float(n), unit), here.date)


def recent(unit: str, here: Here) -> Period:
    """in recent months: from the first of the month three months back."""
    if here.date is None:
        return UNKNOWN
    count, by = RECENT.get(unit, (1, "day"))
    first = almanac.shifted(here.date, -count, by)
    return Period(first if unit in almanac.DAYS else almanac.around(first, unit).first, here.date)


def coming(unit: str, here: Here, n: Decimal | None = None) -> Period:
    """the coming weeks; the next two years: from the day after the document's on."""
    if here.date is None:
        return UNKNOWN
    count, by = COMING.get(unit, (1, unit)) if n is None else (float(n), unit)
    if unit == "hour" and n is not None:
        count, by = float(-(-int(n) // 24)), "day"
    return Period(here.date + timedelta(days=1), almanac.shifted(here.date, count, by))


def ago(unit: str, here: Here, n: Decimal | int = 1) -> Period:
    """two months ago: the whole month then, as "last month" is; two days ago: that day."""
    if here.date is None:
        return UNKNOWN
    if unit == "hour":
        n, unit = int(n) // 24, "day"
    return almanac.around(almanac.shifted(here.date, -float(n), unit), unit)


def half_ago(unit: str, here: Here, n: Decimal | int = 0) -> Period:
    """half a year ago: a month before to a month after it, by the annotators' ruling; of shorter units, days."""
    if here.date is None:
        return UNKNOWN
    middle = almanac.shifted(here.date, -(float(n) + 0.5), unit)
    slack = (1, "month") if unit in ("year", "decade", "century") else (3, "day")
    return Period(almanac.shifted(middle, -slack[0], slack[1]), almanac.shifted(middle, *slack))


def few_ago(unit: str, here: Here) -> Period:
    """a few weeks ago: four to one; moments, minutes and hours ago: today."""
    if here.date is None:
        return UNKNOWN
    nearest, farthest = FEW
    return Period(almanac.shifted(here.date, -farthest, unit), almanac.shifted(here.date, -nearest, unit))


def more_than_ago(n: Decimal | int, unit: str, here: Here) -> Period:
    """more than 80 years ago: any day before the one 80 years back."""
    return Period(None, almanac.shifted(here.date, -float(n), unit) - timedelta(days=1)) if here.date else UNKNOWN


def less_than_ago(n: Decimal | int, unit: str, here: Here) -> Period:
    """less than two years ago: any day after the one two years back, up to the document's."""
    return Period(almanac.shifted(here.date, -float(n), unit) + timedelta(days=1), here.date) if here.date else UNKNOWN


def in_so_long(n: Decimal | int, unit: str, here: Here) -> Period:
    """two weeks from now: the whole unit then."""
    return almanac.around(almanac.shifted(here.date, float(n), unit), unit) if here.date else UNKNOWN


def _likeliest(here: Here, of_year: Callable[[int], Period]) -> Period:
    """The last such period that has begun, or the next where it is near or the sentence looks ahead."""
    if here.date is None:
        return UNKNOWN
    return almanac.likeliest(of_year, here.date, LOOKING_AHEAD_DAYS if here.sentence_has("ahead") else COMING_DAYS)


def _period(day: date | None) -> Period:
    return Period(day, day)


def _single(day: date | None) -> object:
    return DECLINED if day is None else Period(day, day)


def _joined(first: object, last: object) -> object:
    """From the first day of *first* to the last of *last*; DECLINED where either is, or where they stand in the wrong order."""
    if not isinstance(first, Period) or not isinstance(last, Period):
        return DECLINED
    if first.first is not None and last.last is not None and first.first > last.last:
        return DECLINED
    return Period(first.first, last.last)
