"""When: days and the bounds put on them, spans of time, and times told from an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from attestry.extracting import almanac
from attestry.extracting.layer import DECLINED, Here
from attestry.model.quantity import Hedge, Period, Quantity

BARE = {"day": (1, 7), "week": (1, 4), "month": (1, 6), "year": (1, 5)}
"""How far "days after" and "months before" reach where no number is given."""

SOON = (Decimal(0), Decimal(1), "month")    # "shortly after the visit"


@dataclass(frozen=True, slots=True)
class After:
    """A time told from an event: from *low* to *high* units after it, before it where *direction* is -1; both ends counted."""

    low: Decimal
    high: Decimal | None            # None where nothing bounds it
    unit: str                       # a unit of the almanac: "day", "month"; "period" for the whole of the event
    direction: int                  # 1 after, -1 before, 0 at the same time

    def of(self, event: Period) -> Period:
        """The days meant, once the event's are known; months and longer units are taken whole, as "last month" is."""
        if self.unit == "period":
            return event
        if self.direction == 0:
            return self._unit(event.first, Decimal(0)) if event.first is not None else Period(None, None)
        start = event.last if self.direction > 0 else event.first
        if start is None:
            return Period(None, None)
        near = self._unit(start, self.low) if self.low else Period(start, start)    # "shortly after": not before the event itself
        far = Period(None, None) if self.high is None else self._unit(start, self.high)
        return Period(near.first, far.last) if self.direction > 0 else Period(far.first, near.last)

    def __str__(self) -> str:
        count = f"{self.low}" if self.low == self.high else f"{self.low} – {'…' if self.high is None else self.high}"
        return f"{count} {self.unit} {('at', 'after', 'before')[self.direction]}"

    def _unit(self, start: date, count: Decimal) -> Period:
        return almanac.around(almanac.shifted(start, self.direction * float(count), self.unit), self.unit)


# Periods and their bounds; x is a period of the calendar


def during(x: Period) -> Period:
    """The period as it stands."""
    return x


def since(x: Period, here: Here) -> Period:
    """since x: from its first day to the document's."""
    return Period(x.first, _said(here, x.first))


def onward(x: Period) -> Period:
    """as early as x; from x onward: from its first day, open."""
    return Period(x.first, None)


def after(x: Period, here: Here) -> object:
    """after x: from the day after its last, to the document's if that is past."""
    if x.last is None:
        return DECLINED
    first = x.last + timedelta(days=1)
    return Period(first, _said(here, first))


def until(x: Period) -> Period:
    """until x: x counted."""
    return Period(None, x.last)


def before(x: Period) -> object:
    """before x: x not counted."""
    return Period(None, x.first - timedelta(days=1)) if x.first is not None else DECLINED


def by(x: Period, here: Here) -> Period:
    """by x, no later than x: from the document's day where x lies ahead."""
    ahead = here.date is not None and x.last is not None and here.date <= x.last
    return Period(here.date if ahead else None, x.last)


def first_to_last(x: Period, y: Period) -> object:
    """from x to y, both counted; given back where they stand in the wrong order."""
    if x.first is None or y.last is None or x.first > y.last:
        return DECLINED
    return Period(x.first, y.last)


def to_date(here: Here) -> Period:
    """to date, so far: up to the document's day."""
    return Period(None, here.date)


def since_to_date(x: Period, here: Here) -> Period:
    """from x to the present."""
    return Period(x.first, here.date)


def since_event(event: date, here: Here) -> Period:
    """since an event whose day the packs know."""
    return Period(event, here.date)


def before_event(event: date) -> Period:
    """before an event whose day the packs know."""
    return Period(None, event - timedelta(days=1))


def _said(here: Here, first: date | None) -> date | None:
    """The document's day, where what began on *first* can have lasted until it."""
    return here.date if here.date is not None and first is not None and first <= here.date else None


# Spans of time


def lasting(unit: str, n: Decimal | int = 1) -> Quantity:
    """for 50 years."""
    return Quantity(Decimal(n), Decimal(n), unit=unit)


def lasting_more(n: Decimal | int, unit: str) -> Quantity:
    """more than 50 years."""
    return Quantity(Decimal(n), None, low_open=True, unit=unit)


def lasting_at_least(n: Decimal | int, unit: str) -> Quantity:
    """at least two weeks."""
    return Quantity(Decimal(n), None, unit=unit)


def lasting_less(n: Decimal | int, unit: str) -> Quantity:
    """less than a month."""
    return Quantity(None, Decimal(n), high_open=True, unit=unit)


def lasting_at_most(n: Decimal | int, unit: str) -> Quantity:
    """up to three years."""
    return Quantity(None, Decimal(n), unit=unit)


def lasting_about(n: Decimal | int, unit: str) -> Quantity:
    """about two hours."""
    return Quantity(Decimal(n), Decimal(n), hedge=Hedge.APPROX, unit=unit)


def lasting_between(low: Decimal, high: Decimal, unit: str) -> object:
    """three to five years."""
    return Quantity(low, high, unit=unit) if low < high else DECLINED


def lasting_half(unit: str, n: Decimal | int = 0) -> Quantity:
    """half a year; a year and a half."""
    half = Decimal(n) + Decimal("0.5")
    return Quantity(half, half, unit=unit)


def nothing() -> None:
    """Words that look like a time and tell none: a man of 27 years."""


# Times told from an event


def so_long(n: Decimal | int, unit: str, direction: int) -> After:
    """two weeks after."""
    return After(Decimal(n), Decimal(n), unit, direction)


def few(unit: str, direction: int) -> After:
    """a couple of months after: two to four, by the annotators' ruling; a few and several reach as far."""
    return After(Decimal(2), Decimal(4), unit, direction)


def bare(unit: str, direction: int) -> After:
    """weeks after: a number of them nobody states."""
    low, high = BARE.get(unit, (1, 1))
    return After(Decimal(low), Decimal(high), unit, direction)


def soon(direction: int) -> After:
    """shortly after."""
    low, high, unit = SOON
    return After(low, high, unit, direction)


def next_unit(unit: str, direction: int) -> After:
    """the following year, the previous day: seen from an event."""
    return After(Decimal(1), Decimal(1), unit, direction)


def same(unit: str) -> After:
    """that year, the same day: the whole unit that the event lies in."""
    return After(Decimal(0), Decimal(0), unit, 0)


def more_than_after(n: Decimal | int, unit: str, direction: int) -> After:
    """more than a year after: how much more nobody states."""
    return After(Decimal(n), None, unit, direction)


def that_period() -> After:
    """during that period: the one that the document has named before."""
    return After(Decimal(0), Decimal(0), "period", 0)
