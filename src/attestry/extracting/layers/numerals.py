"""How large a written number is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from attestry.extracting.layer import DECLINED, Here
from attestry.model.quantity import Hedge, Quantity

OWN_SCALE = 1000                    # from here on a number before "to 12 million" is meant as written: "500,000 to 1 million"
YEARS = range(1900, 2100)           # four bare digits in here are a year unless their neighbours say otherwise


def nothing() -> None:
    """Digits that count nothing: a date, a paragraph, the name of a resolution."""


def job_number(here: Here) -> object:
    """The number a printer gives a document, "10-55408", or fifty-fifty; any other pair is given back."""
    first, _, second = here.sheet.words[here.first:here.last]
    return None if first == second or (len(first) == 2 and len(second) == 5 and second.isdigit()) else DECLINED


def grown(here: Here) -> object:
    """Digits that letters grew onto count nothing, unless the letters are a unit: "320km"."""
    unit = here.sheet.words[here.last - 1]
    return DECLINED if unit in here.lists["distances"] or unit in here.lists["percent"] else None


def digits(n: Decimal) -> Decimal:
    """The number as written."""
    return n


def year_or_count(n: int, here: Here) -> Decimal | None:
    """Four digits without a comma: a year, so no number, unless what stands beside them is counted by the thousand."""
    hedged = here.word(-1) in here.lists["before_counts"]
    dated = here.word(-1) in here.lists["before_years"] or here.written(-1) in here.lists["months"]
    counts = here.word(1) in here.lists["counted"] and not dated
    return Decimal(n) if n not in YEARS or hedged or counts else None


def grouped(head: Decimal, here: Here) -> object:
    """Groups of three digits with one blank between: "600 000"; two numbers that merely meet are given back."""
    tokens = here.sheet.tokens[here.first:here.last]
    blanks = all(after.start - before.end == 1 for before, after in pairwise(tokens))
    if not blanks or not 1 <= head < 1000 or not tokens[0].text.isdigit():
        return DECLINED
    return Decimal("".join(token.text for token in tokens))


def scaled(n: Decimal, scale: int) -> Decimal:
    """So many millions: "1.5 million" is 1,500,000."""
    return _whole(n * scale)


def in_words(hundreds: int = 0, tens: int = 0, units: int = 0, small: int = 0, scale: int = 1) -> Decimal:
    """A number in words, with at most one scale above the hundreds: "two hundred and fifty thousand"."""
    return Decimal((hundreds * 100 + tens + units + small) * scale)


def half(scale: int) -> Decimal:
    """half a million."""
    return Decimal(scale) / 2


def quarter(scale: int) -> Decimal:
    """a quarter of a million."""
    return Decimal(scale) / 4


def and_a_half(n: Decimal | int, scale: int) -> Decimal:
    """two and a half million."""
    return _whole((n + Decimal("0.5")) * scale)


def pair(low: Decimal | int, high: Decimal | int, scale: int) -> object:
    """Two numbers that share a scale, both allowed: "10 to 12 million"; given back where the first is the larger."""
    first = _whole(Decimal(low) if low >= OWN_SCALE else Decimal(low) * scale)
    second = _whole(Decimal(high) * scale)
    return Quantity(first, second) if first < second else DECLINED


def plural(scale: int, by: tuple[int, ...] = ()) -> Quantity:
    """At least two of the scale and fewer than the next power of ten: "tens of thousands" is 20,000 to 99,999.

    The ends are those of the annotation guideline; "dozens" start at 24.
    """
    times = 1
    for one in by:
        times *= one
    top = Decimal(10) ** len(str(scale))
    return Quantity(Decimal(2 * scale * times), top * times - 1, hedge=Hedge.VAGUE)


def heaped(scale: int) -> Quantity:
    """ "thousands upon thousands": two thousand and more, without an end."""
    return replace(plural(scale), high=None)


def several(scale: int) -> Quantity:
    """several hundred: as many as "hundreds"."""
    return plural(scale)


def _whole(value: Decimal) -> Decimal:
    """*value* without empty places after the point: 3,200,000.0 is 3,200,000."""
    whole = value.to_integral_value()
    return whole if whole == value else value
