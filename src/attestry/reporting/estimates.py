"""Who says how many: a series of stated intervals as sentences, a chart and a table. Nothing is averaged or added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from attestry.model.claim import ClaimId, Kind
from attestry.model.finding import Estimate, Finding, Measured
from attestry.reporting.citations import Standings, value
from attestry.reporting.intervals import interval_words, spread_words
from attestry.reporting.report import Bar, Block, Chart, Cite, Ground, Ours, Part, Row, Sentence, Table, Theirs
from attestry.reporting.telling import UNDATED, Numbering, counted, holder_path, in_order, quoted, series, short_date
from attestry.reporting.voice import named, plainly, titled
from attestry.reporting.wording import wording


def numbers(estimate: Estimate, finding: Finding, standings: Standings, numbering: Numbering) -> Iterable[Block]:
    """One series of numbers: what they share, a chart with those who deny or leave open, and a row for each number."""
    unit = counted_thing(estimate)
    heading = titled(unit)
    measured = sorted(estimate.measured, key=lambda each: (each.said_on or "9999", each.holder))
    in_order((each.claim for each in measured), standings)  # refuses a number whose claim does not stand
    yield numbering.paragraph(*_shared(estimate, unit))
    bars = (*(_bar(each, standings) for each in measured), *_lanes(finding, standings))
    if len(measured) > 1 or any(bar.lane == "denied" for bar in bars):  # one number that nobody denies needs no drawing
        yield Chart(f"Who says how many: {heading}", heading, bars)
    rows = tuple(_measured_row(each, estimate, standings) for each in measured)
    head: tuple[str, ...] = ("said on", "holder", "words", "the words allow", "against the others")
    if not any(row.cells[-1] for row in rows):
        head, rows = head[:-1], tuple(replace(row, cells=row.cells[:-1]) for row in rows)
    yield Table(f"Counted: {heading}", head, rows, drawn=3, kind="estimates")


def counted_thing(estimate: Estimate) -> str:
    """What a series counts: "heavy artillery round", "person", and whether it counts parts of wholes told elsewhere."""
    thing = estimate.of or estimate.unit or "number"
    named_unit = thing if not estimate.unit or estimate.unit in thing else f"{thing} ({estimate.unit})"
    return f"{named_unit}, as a part" if estimate.part else named_unit


def _shared(estimate: Estimate, unit: str) -> tuple[Sentence, ...]:
    count = len(estimate.measured)
    said = Sentence(
        (Ours(f"{counted(count, 'number is', 'numbers are').capitalize()} stated; what is counted: "), named(unit), Ours(". ")),
        Ground.COUNT,
    )
    if count < 2:  # one number has nothing to agree with
        return (said,)
    every = "Both" if count == 2 else f"All {count}"
    if estimate.common is not None:
        text = f"{every} allow {interval_words(estimate.common)}. "
    elif estimate.spread is not None:
        text = f"No value is allowed by {every.lower()}; {spread_words(estimate.spread)}. "
    else:
        text = f"No value is allowed by {every.lower()}. "
    return (said, Sentence((Ours(text),), Ground.COUNT))


def _stated_words(each: Measured, standings: Standings) -> str:
    claim = standings.claims[each.claim]
    spans = [counted_.span for counted_ in claim.quantities if counted_.quantity == each.quantity]
    return standings.documents[claim.document].words(spans[0]) if spans else claim.quote


def _measured_row(each: Measured, estimate: Estimate, standings: Standings) -> Row:
    claim = standings.claims[each.claim]
    against = [pair for pair in estimate.pairs if each.claim in (pair.one, pair.other)]
    told: list[tuple[Part, ...]] = []
    for pair in against[:3]:  # three: a cell, not a list; every pair stands in one of its two rows
        other = standings.claims.get(pair.other if pair.one == each.claim else pair.one)
        if other is not None:
            told.append(
                (
                    Ours(f"{pair.relation.value}: "),
                    named(wording().holder(other.holder.name)),
                    Ours(", "),
                    plainly(pair.why.strip().rstrip(".")),
                )
            )
    cells: tuple[tuple[Part, ...], ...] = (
        (Ours(short_date(each.said_on) or UNDATED),),
        (named(holder_path(claim)),),
        (Theirs(_stated_words(each, standings), quoted(claim, standings).note), Cite((each.claim,))),
        (Ours(("denied: " if each.polarity == "denies" else "") + interval_words(each.quantity)),),
        series(told, "; "),
    )
    return Row(cells, quantity=each.quantity, denied=each.polarity == "denies")


def _bar(each: Measured, standings: Standings) -> Bar:
    claim = standings.claims[each.claim]
    lane = {"denies": "denied", "neither": "left open"}.get(each.polarity, "stated")
    return Bar(
        titled(holder_path(claim)),
        short_date(each.said_on),
        _stated_words(each, standings),
        each.claim,
        each.quantity,
        lane,
        planned=claim.mode.value == "planned",
    )


def _lanes(finding: Finding, standings: Standings) -> Iterable[Bar]:
    """Those who deny the act or leave it open, once each, so that the chart shows that they exist."""
    for lane, claims in (
        ("denied", finding.denied),
        ("left open", (*finding.uncommitted, *of_kind(finding, standings, Kind.VERIFICATION))),
    ):
        seen: set[str] = set()
        for claim in in_order(claims, standings):
            if claim.holder.name not in seen and not claim.quantities:
                seen.add(claim.holder.name)
                said_on = short_date(value(standings.documents[claim.document].about.date))
                yield Bar(titled(holder_path(claim)), said_on, claim.quote, claim.id, lane=lane)


def of_kind(finding: Finding, standings: Standings, kind: Kind) -> tuple[ClaimId, ...]:
    """The remarks on *finding* that are of *kind*, by date."""
    return tuple(claim.id for claim in in_order(finding.remarks, standings) if claim.kind is kind)
