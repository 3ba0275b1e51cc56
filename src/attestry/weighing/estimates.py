"""Who says how many, series by series. Nothing is averaged, added up or converted; what was said stands as it was said.

A series holds quantities of one thing in one unit. Parts of a whole of the same unit ("of whom 400") make a series of their own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, pairwise

from attestry.model.claim import Claim, Counted, Polarity
from attestry.model.finding import Estimate, Measured, Pair, Relation
from attestry.model.quantity import Hedge, Quantity, common, span_of
from attestry.weighing.identity import MEASURES, Identity, pairs
from attestry.weighing.independence import rests_on

GROWING = frozenset({"transfer", "casualties"})
"""Frames whose totals only grow: a later, higher number may be the same course of conduct, further on."""

FEW = 60            # distinct statements that are compared each with each; beyond it, each with its neighbours in order of size


@dataclass(frozen=True, slots=True)
class Said:
    """One quantity of one claim, with what comparing it needs."""

    claim: Claim
    counted: Counted
    root: str
    said_on: str
    thing: str
    part: bool

    @property
    def quantity(self) -> Quantity:
        """What was said, in the speaker's unit."""
        return self.counted.quantity

    @property
    def as_of(self) -> str:
        """The last day that the number speaks of: what the claim states, else the day it was said; "" if neither is known."""
        when = self.claim.when.period if self.claim.when else None
        return when.last.isoformat() if when and when.last else self.said_on

    @property
    def bounds(self) -> tuple[object, ...]:
        """What the words allow and how firmly; the unit's name apart."""
        return self.quantity.low, self.quantity.high, self.quantity.low_open, self.quantity.high_open, self.quantity.hedge


def estimates(claims: Sequence[Claim], frame: str, dates: Mapping[str, date | None], identity: Identity) -> tuple[Estimate, ...]:
    """The series that *claims* of one allegation make, largest first, then by unit and thing.

    *dates* gives the day of each document. A denied quantity is listed, but takes no part in common, spread and pairs.
    """
    series: dict[tuple[str, str, bool], list[Said]] = defaultdict(list)
    for claim in claims:
        day = dates.get(claim.document)
        for counted in claim.quantities:
            unit, thing = measured_in(counted, claim, identity)
            whole = next((other for other in claim.quantities if other.span == counted.part_of), None)
            part = whole is not None and measured_in(whole, claim, identity) == (unit, thing)
            said = Said(claim, counted, rests_on(claim, identity), day.isoformat() if day else "", thing, part)
            series[unit, thing, part].append(said)
    made = [_estimate(said, key, frame, identity) for key, said in series.items()]
    return tuple(sorted(made, key=lambda estimate: (estimate.part, -len(estimate.measured), estimate.unit, estimate.of)))


def measured_in(counted: Counted, claim: Claim, identity: Identity) -> tuple[str, str]:
    """In what, and of what: the unit, "" where the thing is counted by itself ("soldiers" of troops), and the class of thing.

    Where a claim names several things under one role, the quantity belongs to the one that its unit names, the narrowest first;
    where the unit names none of them (containers of munitions, wounded of troops), to the unit alone.
    """
    named = tuple(dict.fromkeys(identity.thing(value, id) for value, id in pairs(claim.role(counted.of))))
    unit = counted.quantity.unit
    if not unit:
        return "", named[0] if len(named) == 1 else ""
    itself = [thing for thing in named if identity.counts(unit, thing)]
    narrow = [thing for thing in itself if all(other in identity.kinds(thing) for other in itself)]
    if narrow:
        return "", narrow[0]
    return unit, named[0] if len(named) == 1 and unit in MEASURES else ""


def _estimate(said: Sequence[Said], key: tuple[str, str, bool], frame: str, identity: Identity) -> Estimate:
    unit, thing, part = key
    unit = unit or Counter(one.quantity.unit for one in said).most_common(1)[0][0]
    counting = [one for one in said if one.claim.polarity is Polarity.AFFIRMS]
    alike = [replace(one.quantity, unit=unit) for one in counting]
    measured = tuple(Measured(one.claim.id, one.claim.holder.name, one.quantity, one.said_on, one.claim.polarity.value,
                              tuple(holder.name for holder in one.claim.chain[:-1]))
                     for one in sorted(said, key=lambda one: (one.said_on, one.claim.id, one.counted.span)))
    return Estimate(unit, measured, common(alike) if alike else None, span_of(alike) if alike else None,
                    _pairs(counting, frame), _label(said, thing, identity), part)


def _label(said: Sequence[Said], thing: str, identity: Identity) -> str:
    """What is counted; "" where the unit alone says it."""
    named = [value for one in said for value, id in pairs(one.claim.role(one.counted.of)) if identity.thing(value, id) == thing]
    return identity.called(thing, named) if named else ""


def _pairs(said: Sequence[Said], frame: str) -> tuple[Pair, ...]:
    """Statements that differ, two and two: within a root each with its next, between roots the last word of each.

    Equal words of several roots are compared once. Of very many distinct ones each is compared with its neighbours in size.
    """
    by_root: dict[str, list[Said]] = defaultdict(list)
    for one in sorted(said, key=lambda one: (one.said_on, one.claim.id, one.counted.span)):
        # A nameless source cannot be told from another: each stands for itself.
        words = by_root[one.root or f"?{one.claim.id}"]
        if not words or words[-1].bounds != one.bounds:
            words.append(one)
    found = [_pair(one, other, frame) for words in by_root.values() for one, other in pairwise(words)]
    last: dict[tuple[object, ...], Said] = {}
    for words in by_root.values():
        last.setdefault(words[-1].bounds, words[-1])
    final = list(last.values())
    if len(final) > FEW:
        final.sort(key=lambda one: (one.quantity.low or one.quantity.high or 0, one.claim.id))
        found += [_pair(one, other, frame) for one, other in pairwise(final)]
    else:
        found += [_pair(one, other, frame) for one, other in combinations(final, 2)
                  if one.root != other.root or not one.root or one.claim.document != other.claim.document]
    return tuple(dict.fromkeys(found))


def _pair(one: Said, other: Said, frame: str) -> Pair:
    relation, why = relation_of(one, other, frame)
    return Pair(one.claim.id, other.claim.id, relation, why)


def relation_of(one: Said, other: Said, frame: str) -> tuple[Relation, str]:
    """How two statements stand to each other, and the rule that says so. Never which of them is right."""
    left, right = replace(one.quantity, unit=""), replace(other.quantity, unit="")
    if common((left, right)) is not None:
        return Relation.AGREE, f"both allow the same values{_other_times(one, other)}"
    same = bool(one.root) and one.root == other.root
    later, earlier = (one, other) if one.said_on > other.said_on else (other, one)
    if same and later.said_on != earlier.said_on and earlier.said_on:
        return Relation.UPDATE, f"{later.root} said so later, on {later.said_on}"
    low, high = (one, other) if _below(left, right) else (other, one)
    soft = [f"“{said.quantity}”" for said in (low, high) if said.quantity.hedge is not Hedge.EXACT]
    if soft:
        return Relation.VARY, f"no value in common, but {' and '.join(soft)} {'is' if len(soft) == 1 else 'are'} approximate"
    return _hard(low, high, frame)


def _other_times(one: Said, other: Said) -> str:
    """What a reader must know of two numbers that agree but speak of different times: a month's is not a year's."""
    times = [claim.when.period for claim in (one.claim, other.claim) if claim.when]
    return f", of different times: {times[0]} and {times[1]}" if len(set(times)) == 2 else ""


def _hard(low: Said, high: Said, frame: str) -> tuple[Relation, str]:
    """Two exact statements without a common value: only at one as-of do they contradict each other."""
    if not low.as_of or not high.as_of:
        return Relation.VARY, "no value in common, and no day that both speak of"
    if low.as_of == high.as_of:
        return Relation.CONFLICT, f"no value in common, both exact, both as of {low.as_of}"
    if frame in GROWING and high.as_of > low.as_of:
        return Relation.UPDATE, f"a total that may have grown from {low.as_of} to {high.as_of}"
    return Relation.VARY, f"no value in common, as of different days: {low.as_of} and {high.as_of}"


def _below(left: Quantity, right: Quantity) -> bool:
    """Whether *left* lies below *right*; they have no value in common."""
    return left.high is not None and (right.low is not None and left.high <= right.low)
