"""Numbers as their speakers bounded them, and times as intervals of days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from attestry.model.errors import UnitsDiffer


class Hedge(StrEnum):
    """How the number was worded: plainly, as an approximation ("some 10,000"), or loosely ("well over", "tens of thousands")."""

    EXACT = "exact"
    APPROX = "approx"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Quantity:
    """Every value the words allow, from low to high; an end is open where the words exclude it, None where nothing bounds it.

    "more than 11,000" is (11 000, ∞); "at least 6 million" is [6 000 000, ∞); "some 10,000" is [10 000, 10 000] with an
    approximate hedge.
    """

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False
    hedge: Hedge = Hedge.EXACT
    unit: str = ""                  # singular: "round", "container", "percent", "US dollar"

    def allows(self, value: Decimal | int) -> bool:
        """Whether the words leave *value* possible. Hedges do not take part."""
        if self.low is not None and (value < self.low or (self.low_open and value == self.low)):
            return False
        return not (self.high is not None and (value > self.high or (self.high_open and value == self.high)))

    def __str__(self) -> str:
        if self.low == self.high and self.low is not None:
            text = plain(self.low)
        else:
            left = "(-∞" if self.low is None else f"{'(' if self.low_open else '['}{plain(self.low)}"
            right = "∞)" if self.high is None else f"{plain(self.high)}{')' if self.high_open else ']'}"
            text = f"{left}, {right}"
        return f"{'≈ ' if self.hedge is Hedge.APPROX else '~ ' if self.hedge is Hedge.VAGUE else ''}{text}"


def plain(value: Decimal) -> str:
    """*value* in digits with a thin no-break space between groups of three, without exponent: 6 000 000."""
    return f"{value.normalize():,f}".replace(",", "\u202f")


def common(quantities: Iterable[Quantity]) -> Quantity | None:
    """The values that every one of *quantities* allows, or None if there are none.

    All must share a unit; UnitsDiffer otherwise. An end is open if any of them opens it there:
    (20 000, ∞) and [20 000, ∞) have (20 000, ∞) in common. Hedges do not take part.
    """
    every = list(quantities)
    units = {quantity.unit for quantity in every}
    if len(units) > 1:
        found = ", ".join(sorted(repr(unit) for unit in units))
        raise UnitsDiffer(f"quantities in {found} were compared; one unit is expected; compare them apart")
    lows = [(q.low, q.low_open) for q in every if q.low is not None]
    highs = [(q.high, not q.high_open) for q in every if q.high is not None]
    low, low_open = max(lows, default=(None, False), key=lambda end: (end[0], end[1]))
    high, high_closed = min(highs, default=(None, True), key=lambda end: (end[0], end[1]))
    if low is not None and high is not None and (low > high or (low == high and (low_open or not high_closed))):
        return None
    return Quantity(low, high, low_open, high is not None and not high_closed, Hedge.EXACT, units.pop() if units else "")


def span_of(quantities: Iterable[Quantity]) -> Quantity:
    """The smallest interval that holds every value that any of *quantities* allows; UnitsDiffer as for `common`.

    An end is open only if every quantity that reaches it opens it there.
    """
    every = list(quantities)
    units = {quantity.unit for quantity in every}
    if len(units) != 1:
        found = ", ".join(sorted(repr(unit) for unit in units))
        raise UnitsDiffer(f"quantities in {found} were spanned; one unit is expected; span them apart")
    low = min(((q.low, q.low_open) for q in every if q.low is not None), key=lambda end: (end[0], end[1])) \
        if all(q.low is not None for q in every) else (None, False)
    high = max(((q.high, not q.high_open) for q in every if q.high is not None), key=lambda end: (end[0], end[1])) \
        if all(q.high is not None for q in every) else (None, True)
    return Quantity(low[0], high[0], low[1], high[0] is not None and not high[1], Hedge.EXACT, units.pop())


@dataclass(frozen=True, slots=True)
class Period:
    """Days from first to last, both counted; None where the words leave that end open."""

    first: date | None
    last: date | None

    def meets(self, other: Period) -> bool:
        """Whether the two may share a day; an open end reaches everywhere."""
        starts_before_other_ends = self.first is None or other.last is None or self.first <= other.last
        other_starts_before_end = other.first is None or self.last is None or other.first <= self.last
        return starts_before_other_ends and other_starts_before_end

    def __str__(self) -> str:
        if self.first == self.last and self.first is not None:
            return self.first.isoformat()
        return f"{self.first or '…'} – {self.last or '…'}"
