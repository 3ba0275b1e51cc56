"""Claims about one act held against the paragraphs that such an act would fall under, element by element.

An element is met only by claims that state it. Nothing here concludes: a match says under which paragraph the act, told as
it is, would fall, and on what that hangs. Rules of the map are in `reference/fits.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from attestry.model.claim import Certainty, Claim, ClaimId, Polarity
from attestry.model.finding import Allegation
from attestry.model.law import Element, Fit, Match, Result, Tested
from attestry.model.quantity import Quantity
from attestry.reference.caps import Cap
from attestry.reference.fits import ActElement, Hit, Test, TypicalAct
from attestry.reference.provisions import Law
from attestry.weighing.grouping import MUTUAL, NOT_ALLEGED
from attestry.weighing.identity import Identity, pairs
from attestry.weighing.spells import DONE

RANK = {fit: place for place, fit in enumerate(Fit)}

CARRIED_OUT = "the act is said to have been done or to be under way"


@dataclass(frozen=True, slots=True)
class Bench:
    """What claims are held against, and what it takes to do so."""

    law: Law
    identity: Identity
    dates: Mapping[str, date | None]     # day of each document
    ceilings: Mapping[str, Fit]         # act → the best that is ever reported of it
    answers: dict[tuple[Test, object], Result]  # what a test made of a filler, so that each filler is tested once

    @classmethod
    def of(cls, law: Law, identity: Identity, dates: Mapping[str, date | None]) -> Bench:
        """A bench on which nothing has been tested yet."""
        return cls(law, identity, dates, {act.id: act.ceiling for act in law.acts if act.ceiling}, {})


def matches(allegation: Allegation, claims: Sequence[Claim], bench: Bench) -> tuple[Match, ...]:
    """The paragraphs that the act would fall under as *claims* tell it, best fit first, then in the order of the map.

    Denials and demands meet nothing. If nobody with a stance affirms the act, those who relay it count, and the match says so.
    Under a fit that is direct in the map every element is met; one that nobody states makes it conditional on that element.
    """
    telling = [claim for claim in claims if claim.polarity is Polarity.AFFIRMS and claim.mode not in NOT_ALLEGED]
    done = [claim for claim in telling if claim.mode in DONE]
    committed = [claim for claim in done or telling if claim.certainty is not Certainty.UNCOMMITTED]
    spoken = committed or done or telling
    if not spoken:
        return ()
    found: list[Match] = []
    for act in bench.law.acts_by_frame.get(allegation.frame, ()):
        found += _held(act, spoken, bench)
    return tuple(_best(sorted(found, key=lambda match: _rank(match, bench))))


def _rank(match: Match, bench: Bench) -> tuple[int, bool]:
    """Where a match stands in the list: by its fit, but never above the ceiling of its act."""
    ceiling = bench.ceilings.get(match.act)
    return max(RANK[match.fit], RANK[ceiling] if ceiling else 0), ceiling is not None and match.fit is not ceiling


def _held(act: TypicalAct, spoken: Sequence[Claim], bench: Bench) -> list[Match]:
    """The matches of one typical act; none unless its decisive elements and, if it has any, one of its parties are stated."""
    tested = []
    for element in act.elements:
        one = _tested(element, spoken, bench)
        if one.result is Result.OTHERWISE or (element.decisive and one.result is not Result.MET):
            return []
        tested.append(one)
    parties = [one for element, one in zip(act.elements, tested, strict=True) if _names_party(element)]
    if parties and all(one.result is not Result.MET for one in parties):
        return []
    carried_out = _carried_out(spoken)
    found = []
    for hit in act.hits:
        in_force = _in_force(hit, spoken, bench)
        if in_force.result is not Result.OTHERWISE:
            found.append(_match(act, hit, (*tested, carried_out, *_fact(hit, spoken, bench), in_force), spoken))
    return found


def _match(act: TypicalAct, hit: Hit, tested: tuple[Tested, ...], spoken: Sequence[Claim]) -> Match:
    missing = [one.element.name for one in tested if one.result is not Result.MET]
    fit = hit.fit
    if fit is Fit.DIRECT and missing:
        fit = Fit.CONDITIONAL
    elif fit is Fit.CONDITIONAL and not missing:
        fit = Fit.DIRECT
    if act.ceiling and fit is Fit.DIRECT and RANK[act.ceiling] > RANK[fit]:
        fit = act.ceiling
    why = hit.why
    if all(claim.certainty is Certainty.UNCOMMITTED for claim in spoken):
        why = "; ".join(part for part in (why, "told only by those who relay it without a stance") if part)
    return Match(hit.provision, fit, why, "; ".join(missing), tested, act.id, hit.duty_holder, hit.caution)


def _best(found: Iterable[Match]) -> Iterable[Match]:
    """*found*, best first, without those that a better match under the same paragraph makes idle: same goods, same claims."""
    seen: dict[tuple[str, Tested], Fit] = {}
    for match in found:
        if seen.setdefault((match.provision, match.elements[0]), match.fit) is match.fit:
            yield match


def _tested(element: ActElement, spoken: Sequence[Claim], bench: Bench) -> Tested:
    """*element* held against every claim: met if any claim meets it, stated otherwise if some say another thing and none this."""
    met: list[ClaimId] = []
    otherwise: list[ClaimId] = []
    for claim in spoken:
        results = {bench_result(test, claim, bench) for test in element.tests}
        if Result.MET in results:
            met.append(claim.id)
        elif results == {Result.OTHERWISE}:
            otherwise.append(claim.id)
    if met:
        return Tested(Element(element.name), Result.MET, tuple(met))
    if otherwise:
        return Tested(Element(element.name), Result.OTHERWISE, tuple(otherwise))
    return Tested(Element(element.name), Result.UNSTATED)


def _carried_out(spoken: Sequence[Claim]) -> Tested:
    done = tuple(claim.id for claim in spoken if claim.mode in DONE)
    if done:
        return Tested(Element(CARRIED_OUT), Result.MET, done)
    modes = ", ".join(sorted({claim.mode.value for claim in spoken}))
    every = tuple(claim.id for claim in spoken)
    return Tested(Element(CARRIED_OUT), Result.OTHERWISE, every, f"so far it is only told as {modes}")


def _fact(hit: Hit, spoken: Sequence[Claim], bench: Bench) -> tuple[Tested, ...]:
    """The fact on which a conditional fit hangs, as an element of its own."""
    if not hit.if_:
        return ()
    tests = (hit.shown_by,) if hit.shown_by else ()
    fact = _tested(ActElement(hit.if_, tests), spoken, bench)
    # A claim that names other goods leaves the fact open: the paragraph may still be reached by other goods of the same act.
    return (fact if fact.result is Result.MET else Tested(fact.element, Result.UNSTATED),)


def _in_force(hit: Hit, spoken: Sequence[Claim], bench: Bench) -> Tested:
    """Whether the paragraph was in force on the act's date: the days that a claim states, else the day it was said."""
    provision = bench.law.provisions[hit.provision]
    element = Element(f"{hit.provision} was in force on the act's date")
    inside: list[ClaimId] = []
    outside: list[ClaimId] = []
    inferred = False
    for claim in spoken:
        stated = [day for day in (claim.when.period.first, claim.when.period.last) if day] if claim.when else []
        said_on = bench.dates.get(claim.document)
        days = stated or ([said_on] if said_on else [])
        if not days:
            continue
        if all(provision.in_force_on(day) for day in days):
            inside.append(claim.id)
            inferred = inferred or not stated
        else:
            outside.append(claim.id)
    if inside:
        says = "where no date is stated, the day on which it was said is taken" if inferred else ""
        return Tested(element, Result.MET, tuple(inside), says)
    if outside:
        return Tested(element, Result.OTHERWISE, tuple(outside), f"in force {provision.in_force}")
    return Tested(element, Result.UNSTATED, (), "no claim states a date, and no document has one")


def _names_party(element: ActElement) -> bool:
    return any(test.role in ("agent", "recipient", "party", "place") for test in element.tests)


def bench_result(test: Test, claim: Claim, bench: Bench) -> Result:
    """What one claim says to one test."""
    if test.frames and claim.frame not in test.frames:
        return Result.UNSTATED
    if test.cap:
        return _above(bench.law.caps[test.cap], claim)
    if not test.role:
        return Result.MET
    if _either_way(test, claim):
        return Result.UNSTATED
    fillers = [claim.role("agent"), claim.role("recipient")] if test.role == "party" else [claim.role(test.role)]
    named = tuple(pair for filler in fillers for pair in pairs(filler))
    key = (test, named)
    if key not in bench.answers:
        bench.answers[key] = _asked(test, named, bench.identity)
    return bench.answers[key]


def _either_way(test: Test, claim: Claim) -> bool:
    """Whether the claim leaves open who gives and who receives: two doers, no receiver, in a frame that has both."""
    if claim.frame in MUTUAL or test.role != "agent":
        return False
    agent = claim.role("agent")
    return agent is not None and len(agent.values) > 1 and claim.role("recipient") is None


def _asked(test: Test, named: Sequence[tuple[str, str]], identity: Identity) -> Result:
    results = [_one(test, value, id, identity) for value, id in named]
    if Result.MET in results:
        return Result.MET
    return Result.OTHERWISE if results and Result.UNSTATED not in results else Result.UNSTATED


def _one(test: Test, value: str, id: str, identity: Identity) -> Result:
    """What one named thing or actor says to *test*; what no pack knows leaves questions of kind open, not of identity."""
    if test.is_ and not identity.belongs(value, id, test.is_):
        return Result.OTHERWISE
    if test.is_not and identity.belongs(value, id, test.is_not):
        return Result.OTHERWISE
    if test.kind and identity.kind(value, id) != test.kind:
        return Result.OTHERWISE if identity.kind(value, id) else Result.UNSTATED
    if test.is_a or test.not_a or test.words:
        return _of_class(test, value, id, identity)
    return Result.MET


def _of_class(test: Test, value: str, id: str, identity: Identity) -> Result:
    thing = identity.thing(value, id)
    if test.not_a and identity.is_a(thing, test.not_a):
        return Result.OTHERWISE
    if test.is_a and identity.is_a(thing, test.is_a):
        return Result.MET
    if any(word.casefold() in value.casefold() for word in test.words):
        return Result.MET
    if identity.known(thing):
        return Result.OTHERWISE if test.is_a or test.words else Result.MET
    return Result.UNSTATED


def _above(cap: Cap, claim: Claim) -> Result:
    """Whether every value that the claim's quantity allows lies above the ceiling, none does, or the words leave it open.

    A ceiling counts over its year. An amount without a time, or over a longer one, may have been reached over years; only words
    that bound the amount by the ceiling's own number ("above the 500,000-barrel cap") speak of its year without naming it.
    """
    time = claim.when.period if claim.when else None
    in_a_year = time is not None and time.first is not None and time.last is not None and cap.period.holds(time.first, time.last)
    results = set()
    for counted in claim.quantities:
        for limit, unit in cap.limits():
            if counted.quantity.unit == unit:
                beyond = _beyond(counted.quantity, limit)
                names_it = time is None and counted.quantity.low == limit
                results.add(beyond if in_a_year or names_it or beyond is Result.OTHERWISE else Result.UNSTATED)
    if Result.MET in results:
        return Result.MET
    return Result.OTHERWISE if results == {Result.OTHERWISE} else Result.UNSTATED


def _beyond(quantity: Quantity, limit: Decimal) -> Result:
    if quantity.low is not None and (quantity.low > limit or (quantity.low == limit and quantity.low_open)):
        return Result.MET
    if quantity.high is not None and quantity.high <= limit:
        return Result.OTHERWISE
    return Result.UNSTATED
