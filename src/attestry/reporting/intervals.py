"""Intervals in words and in lines: one grammar for table, chart and alternative text.

Heavy ink where somebody stated something; a hairline where nothing bounds it; a bar across an included end, a ring at an
excluded one, an arrow where the words leave it open, dots where they are soft. Nothing is averaged and nothing is filled.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from zlib import crc32

from markupsafe import Markup

from attestry.model.quantity import Hedge, Quantity
from attestry.reporting.report import Bar, Chart

STUB = 22  # user units of heavy line from a stated end before the hairline begins
SOFT = 12  # user units of dots at a soft end; the length means nothing
WIDTH = 880  # of a chart, in user units
LABEL = 350  # of that, for who says what
ROW = 36
TOP = 10
FOOT = 40
LONGEST = 30  # digits of a number that is printed whole
FARTHEST = Decimal(10) ** 15  # a number beyond it would leave every other at nought: it is told and not drawn
CHARACTER = 6.6  # mean advance of a 12.5-unit sans letter, to know where to cut a label


def figure(value: Decimal) -> str:
    """*value* in digits, thousands by comma, without exponent: 6,000,000; beyond LONGEST digits, how many there are."""
    if value.adjusted() >= LONGEST:
        return f"a number of {value.adjusted() + 1:,} digits"
    return f"{value.normalize():,f}"


def interval_words(quantity: Quantity) -> str:
    """The interval said aloud, unit left out: "more than 11,000", "from 4,200,000 to 5,800,000", "about 10,000"."""
    low, high = quantity.low, quantity.high
    soft = {Hedge.APPROX: "about ", Hedge.VAGUE: "loosely "}.get(quantity.hedge, "")
    if low is None and high is None:
        return "no number"
    if high is None and low is not None:
        return f"{soft}{'more than' if quantity.low_open else 'at least'} {figure(low)}"
    if low is None and high is not None:
        return f"{soft}{'fewer than' if quantity.high_open else 'at most'} {figure(high)}"
    assert low is not None and high is not None  # the two cases above took the open ones
    if low == high:
        return f"{soft}{figure(low)}"
    ends = f"{'above ' if quantity.low_open else ''}{figure(low)} to {'below ' if quantity.high_open else ''}{figure(high)}"
    return f"{soft}from {ends}" if not quantity.low_open else f"{soft}{ends}"


def spread_words(spread: Quantity) -> str:
    """How far the numbers of a series reach, from the lowest stated end to the highest: "they run from 10,000 to 12,000"."""
    low, high = (figure(end) if end is not None else "" for end in (spread.low, spread.high))
    if low and high:
        return f"they run from {low} to {high}" if low != high else f"they meet at {low}"
    if low:
        return f"they run from {low} upward, and no upper end is common to them"
    return f"they run up to {high}, and no lower end is common to them" if high else "neither end is common to them"


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear axis from nought: `reach` units of the thing counted lie between `left` and `right` user units."""

    left: float
    right: float
    reach: float

    def at(self, value: Decimal) -> float:
        """Where *value* lies, in user units, one decimal."""
        share = min(max(float(value) / self.reach, 0.0), 1.0) if self.reach else 0.0
        return round(self.left + share * (self.right - self.left), 1)


def drawable(quantity: Quantity | None) -> bool:
    """Whether *quantity* has a place on an axis."""
    return quantity is not None and all(end is None or 0 <= end <= FARTHEST for end in (quantity.low, quantity.high))


def reach_of(quantities: Sequence[Quantity]) -> float:
    """The end of an axis from nought that holds every stated end of *quantities*, with room for an arrow."""
    ends = [
        float(end) for quantity in quantities if drawable(quantity) for end in (quantity.low, quantity.high) if end is not None
    ]
    top = max(ends, default=0.0)
    if top <= 0:
        return 1.0
    step = _step(top * 1.12)
    return math.ceil(top * 1.12 / step) * step


def _step(reach: float) -> float:
    """The distance between ticks: 1, 2, 2.5 or 5 times a power of ten, at least four ticks and at most eight."""
    power = 10.0 ** math.floor(math.log10(reach))
    return next(nice * power for nice in (0.125, 0.25, 0.5, 1.0, 2.0) if reach / (nice * power) <= 8)


def mark(quantity: Quantity, scale: Scale, y: float) -> Markup:
    """The interval as SVG lines at height *y*: the one drawing that table and chart share."""
    low = scale.at(quantity.low) if quantity.low is not None else None
    high = scale.at(quantity.high) if quantity.high is not None else None
    heavy = "iv-soft" if quantity.hedge is Hedge.VAGUE else "iv"
    drawn: list[Markup] = []
    if low is not None and high is not None and low == high:
        if quantity.hedge is not Hedge.EXACT:
            drawn += [_line("iv-soft", low - SOFT, low - 4, y), _line("iv-soft", low + 4, low + SOFT, y)]
        return Markup("").join([*drawn, _dot(low, y)])
    if low is not None and high is not None:
        drawn.append(_line(heavy, low, high, y))
        if quantity.hedge is Hedge.APPROX:
            drawn += [_line("iv-soft", low - SOFT, low, y), _line("iv-soft", high, high + SOFT, y)]
    elif low is not None:
        drawn += _open(low, scale.right, y, heavy)
    elif high is not None:
        drawn += _open(high, scale.left, y, heavy)
    drawn += [_end(at, y, excluded) for at, excluded in ((low, quantity.low_open), (high, quantity.high_open)) if at is not None]
    return Markup("").join(drawn)


def _open(start: float, edge: float, y: float, heavy: str) -> list[Markup]:
    """From a stated end toward the frame: heavy, then a hairline, then an arrowhead."""
    way = 1 if edge >= start else -1
    stub = start + way * min(STUB, abs(edge - start) * 0.5)
    head = Markup('<path class="iv-head" d="M{} {}l{} -4m{} 4l{} 4"/>').format(edge, y, -way * 6, way * 6, -way * 6)
    return [_line("iv-hair", stub, edge, y), _line(heavy, start, stub, y), head]


def _line(name: str, start: float, end: float, y: float) -> Markup:
    return Markup('<path class="{}" d="M{} {}H{}"/>').format(name, round(start, 1), y, round(end, 1))


def _end(x: float, y: float, excluded: bool) -> Markup:
    if excluded:
        return Markup('<circle class="iv-ring" cx="{}" cy="{}" r="3.6"/>').format(x, y)
    return Markup('<path class="iv" d="M{} {}v10"/>').format(x, y - 5)


def _dot(x: float, y: float) -> Markup:
    return Markup('<circle class="iv-dot" cx="{}" cy="{}" r="4"/>').format(x, y)


def glyph(quantity: Quantity, reach: float) -> Markup:
    """*quantity* on a small axis of its table's reach, with its words for a screen reader; nothing if it has no place there."""
    if not drawable(quantity):
        return Markup("")
    scale = Scale(3, 112, reach)
    return Markup(
        '<svg class="glyph" width="116" height="16" viewBox="0 0 116 16" role="img" aria-label="{}">'
        '<path class="iv-axis" d="M3 8H112"/>{}</svg>'
    ).format(interval_words(quantity), mark(quantity, scale, 8))


def chart(drawing: Chart) -> Markup:
    """*drawing* as a figure: stated numbers by date, then what is denied and what is left open, on one axis."""
    stated = [bar for bar in drawing.bars if bar.quantity is not None]
    scale = Scale(LABEL, WIDTH - 34, reach_of([bar.quantity for bar in stated if bar.quantity is not None]))
    foot = TOP + ROW * len(drawing.bars)
    rows = [_row(bar, TOP + ROW * index + ROW / 2, scale) for index, bar in enumerate(drawing.bars)]
    told = "; ".join(f"{bar.holder}{f', {bar.said_on}' if bar.said_on else ''}: {_aloud(bar)}" for bar in drawing.bars)
    return Markup(
        '<svg class="chart" viewBox="0 0 {w} {h}" role="img" aria-labelledby="{id}-t {id}-d">'
        '<title id="{id}-t">{title}</title><desc id="{id}-d">{told}</desc>{axis}{rows}</svg>'
    ).format(
        w=WIDTH,
        h=foot + FOOT,
        id=f"chart-{crc32(repr(drawing).encode()):08x}",
        title=drawing.caption,
        told=told,
        axis=_axis(scale, foot, drawing.unit),
        rows=Markup("").join(rows),
    )


def _aloud(bar: Bar) -> str:
    said = interval_words(bar.quantity) if bar.quantity is not None else bar.words
    return said if bar.lane == "stated" else f"{bar.lane}: {said}"


def _axis(scale: Scale, foot: float, unit: str) -> Markup:
    step = _step(scale.reach)
    ticks = [Decimal(str(step)) * count for count in range(round(scale.reach / step) + 1)]
    parts = [
        Markup('<path class="ax-grid" d="M{x} {top}V{foot}"/><text class="ax-num" x="{x}" y="{y}">{n}</text>').format(
            x=scale.at(tick), top=TOP, foot=foot, y=foot + 17, n=figure(tick)
        )
        for tick in ticks
    ]
    base = Markup('<path class="ax-base" d="M{} {}V{}"/>').format(scale.left, TOP, foot)
    name = Markup('<text class="ax-unit" x="{}" y="{}">{}</text>').format(scale.right, foot + 33, unit)
    return Markup("").join([*parts, base, name])


def _row(bar: Bar, y: float, scale: Scale) -> Markup:
    said = Markup('<text class="ch-who" x="0" y="{}">{}</text><text class="ch-what" x="0" y="{}">{}</text>').format(
        y - 2, _cut(bar.holder, LABEL - 26), y + 12, _cut(" · ".join(filter(None, (bar.said_on, f"“{bar.words}”"))), LABEL - 26)
    )
    shade = Markup('<path class="ch-lane" d="M0 {}H{}"/>').format(y + ROW / 2, WIDTH - 34)
    drawn = mark(bar.quantity, scale, y) if bar.quantity is not None and drawable(bar.quantity) else Markup("")
    return Markup('<g class="lane-{}{}">{}{}{}{}</g>').format(
        bar.lane.replace(" ", "-"), " planned" if bar.planned else "", shade, said, drawn, _sign(bar, y, scale)
    )


def _sign(bar: Bar, y: float, scale: Scale) -> Markup:
    """Denied: a line over the word. Left open: two corners. Neither has a place on the scale, so both stand at its foot."""
    x = scale.left + 12
    if bar.lane == "denied":
        if bar.quantity is not None:
            return Markup('<path class="iv-over" d="M{} {}H{}"/>').format(scale.left, y - 9, scale.right)
        return Markup('<path class="iv-over" d="M{x} {o}h40"/><text class="ch-sign" x="{x}" y="{y}">denied</text>').format(
            x=x, o=y - 10, y=y + 4
        )
    if bar.lane == "left open":
        return Markup(
            '<path class="iv-open" d="M{a} {t}v6h6M{b} {t}v6h-6"/><text class="ch-sign" x="{x}" y="{y}">left open</text>'
        ).format(a=x - 5, b=x + 54, t=y + 2, x=x, y=y + 4)
    return Markup("")


def _cut(text: str, width: float) -> str:
    room = int(width / CHARACTER)
    flat = " ".join(text.split())
    return flat if len(flat) <= room else flat[: room - 1].rstrip() + "…"
