"""Claims about the same doing parted by time: what overlaps is one spell, what does not is another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from attestry.model.claim import Claim, Mode
from attestry.model.quantity import Period

CONTINUING = frozenset({"transfer", "deployment", "training", "cooperation", "labour", "finance"})
"""Frames of acts that go on for months: words without a date speak of the same course of conduct as dated ones.
A vote, a launch or a strike is one event: words without a date may mean any of several."""


DONE = frozenset({Mode.ACTUAL, Mode.ONGOING})


class Timed(Protocol):
    """Anything that carries a claim."""

    @property
    def claim(self) -> Claim:
        """The claim."""
        ...


T = TypeVar("T", bound=Timed)


@dataclass(frozen=True, slots=True)
class Spell(Generic[T]):
    """Claims whose times meet, from the first day to the last that they state, and why they stand together."""

    told: Sequence[T]
    period: Period | None
    why: str


def spells(told: Sequence[T], frame: str) -> list[Spell[T]]:
    """*told* parted into spells, in order of their first day; claims without a time join the only spell there is,
    all of them in a frame of continuing acts, and stand apart otherwise."""
    dated = [one for one in told if one.claim.when]
    undated = [one for one in told if not one.claim.when]
    if not dated:
        return [Spell(told, None, "no time is stated")]
    runs = _runs(dated)
    if undated and (len(runs) == 1 or frame in CONTINUING):
        why = "times overlap or are not stated" if len(runs) == 1 else "a course of conduct, told with and without dates"
        return [Spell(told, _covering(dated, told), why)]
    why = "times overlap" if len(dated) > 1 else "its own time"
    place = {one.claim.id: number for number, one in enumerate(told)}
    found = [Spell(sorted(run, key=lambda one: place[one.claim.id]), _covering(run, run), why) for run in runs]
    if undated:
        found.append(Spell(undated, None, f"no time is stated, and {len(runs)} acts of different times might be meant"))
    return found


def _runs(dated: Iterable[T]) -> list[list[T]]:
    """*dated* swept in order of first day; a claim that begins after everything before it has ended opens a new run."""
    runs: list[list[T]] = []
    reach = date.min
    for one in sorted(dated, key=_start):
        start, end = _start(one), _end(one)
        if not runs or start > reach:
            runs.append([])
            reach = end
        runs[-1].append(one)
        reach = max(reach, end)
    return runs


def _start(one: Timed) -> date:
    return (one.claim.when.period.first if one.claim.when else None) or date.min


def _end(one: Timed) -> date:
    return (one.claim.when.period.last if one.claim.when else None) or date.max


def _covering(dated: Sequence[Timed], told: Sequence[Timed]) -> Period | None:
    """From the first day to the last that anybody states of what was done; of what is only expected, if nothing was done.

    An end is open if nobody states it.
    """
    if any(one.claim.mode in DONE for one in told):
        dated = [one for one in dated if one.claim.mode in DONE]
    if not dated:
        return None
    periods = [one.claim.when.period for one in dated if one.claim.when]
    days = [day for period in periods for day in (period.first, period.last) if day]
    if not days:
        return None
    first = min(days) if any(period.first for period in periods) else None
    last = max(days) if any(period.last for period in periods) else None
    return Period(first, last)
