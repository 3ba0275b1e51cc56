"""What a report says, in what order: sections, numbered paragraphs, sentences, each tied to what it rests on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from attestry.model.claim import Claim, ClaimId, Kind
from attestry.model.entry import Standing
from attestry.model.errors import Unsupported
from attestry.model.finding import Estimate, Finding, Findings, Position, Relation
from attestry.model.law import Provision
from attestry.reporting.allegation import allegation_sections
from attestry.reporting.citations import Standings, footnotes
from attestry.reporting.estimates import counted_thing
from attestry.reporting.held import Lawbook
from attestry.reporting.intervals import spread_words
from attestry.reporting.records import method, problems_of, sources, unread
from attestry.reporting.report import Chart, Cite, Ground, Ours, Part, Report, Row, Section, Sentence, Table, sentences
from attestry.reporting.telling import UNDATED, Numbering, counted, holder_path, in_order, of_these, quoted, short_date, tell
from attestry.reporting.voice import check, judges, named, plainly
from attestry.reporting.wording import wording

KINDS = (Kind.ACT, Kind.POSITION, Kind.VERDICT, Kind.VERIFICATION)
APART = (Relation.VARY, Relation.CONFLICT)
KIND_NAMES = {
    Kind.ACT: ("act", "acts"),
    Kind.POSITION: ("position", "positions"),
    Kind.VERDICT: ("verdict", "verdicts"),
    Kind.VERIFICATION: ("remark on verification", "remarks on verification"),
}


class Reference(Protocol):
    """What a report needs of what is known beforehand: the provisions, by id."""

    @property
    def provisions(self) -> Mapping[str, Provision]: ...


def outline(
    findings: Findings, standing: Standing, reference: Reference, *, title: str, at: datetime, log: Sequence[str] = ()
) -> Report:
    """The report that *findings* come to, every sentence checked against what stands.

    `at` is the time of building in UTC, as the caller's clock has it; `log` are lines that name the log's checkpoint and key.
    Unsupported if a sentence rests on no claim that verifies, or speaks about the world in the report's own voice.
    """
    standings = Standings.of(standing)
    findings = replace(findings, findings=tuple(sorted(findings.findings, key=lambda finding: -len(finding.allegation.claims))))
    law = Lawbook(reference.provisions)
    numbering = Numbering()
    sections = (
        summary(findings, standing, standings, numbering),
        *(
            section
            for index, finding in enumerate(findings.findings, 1)
            for section in allegation_sections(finding, index, standings=standings, law=law, numbering=numbering)
        ),
        *filter(
            None,
            (
                positions(findings, standings),
                verdicts(findings, standings, numbering),
                remarks(findings, standings, numbering),
                ungrouped(findings, standings, numbering),
            ),
        ),
        unread(standing, numbering),
        method(standing, numbering, at=at),
    )
    every = tuple(sentences(sections))
    if word := judges(title):
        raise Unsupported(f"the title {title!r} says {word!r} in the report's own voice; a title names a subject; give another")
    check([*headings(sections), *every], standings, reference.provisions)
    return Report(
        title=title,
        at=at,
        sections=sections,
        footnotes=footnotes(every, standings),
        sources=sources(standing),
        log=tuple(log),
        standing=standing,
    )


def headings(sections: Sequence[Section]) -> Iterator[Sentence]:
    """Headings and captions, to be held to the voice; what stands in quotation marks in them is left out."""
    captions = (block.caption for section in sections for block in section.blocks if isinstance(block, Table | Chart))
    for text in (*(section.title for section in sections), *captions):
        yield Sentence((Ours(re.sub("“[^”]*”", "“…”", text)),), Ground.METHOD)


def summary(findings: Findings, standing: Standing, standings: Standings, numbering: Numbering) -> Section:
    """What the case holds, in counts, and one row for each allegation."""
    kinds = Counter(claim.kind for claim in standing.claims)
    told = ", ".join(counted(kinds[kind], *KIND_NAMES[kind]) for kind in KINDS)
    denied = sum(1 for finding in findings.findings if finding.denied)
    differing = sum(
        1
        for finding in findings.findings
        if any(pair.relation in APART for estimate in finding.estimates for pair in estimate.pairs)
    )
    touched = sum(1 for finding in findings.findings if finding.matches)
    first = (
        f"The case holds {counted(len(standing.documents), 'document')} and {counted(len(standing.claims), 'claim')}: {told}. ",
        f"{counted(len(problems_of(standing)), 'problem').capitalize()} of reading or registration on record; "
        "see “What was not read”.",
    )
    second = (
        f"The claims about acts come to {counted(len(findings.findings), 'allegation')}, "
        "listed by the number of claims that tell of them. ",
        f"Of these, {counted(denied, 'allegation is', 'allegations are')} denied by at least one holder, "
        f"{of_these(differing, 'carries', 'carry')} numbers that vary or conflict, "
        f"and {of_these(touched, 'is', 'are')} held against at least one provision. ",
        f"{counted(len(findings.ungrouped), 'claim').capitalize()} about acts stand in no allegation.",
    )
    rows = tuple(_overview(index, finding, standings) for index, finding in enumerate(findings.findings, 1))
    table = Table(
        "The allegations of this report",
        ("no.", "allegation", "claims", "affirmed by", "denied by", "left open by", "numbers", "provisions"),
        rows,
        kind="overview",
    )
    apart = tuple(
        _apart(index, estimate)
        for index, finding in enumerate(findings.findings, 1)
        for estimate in finding.estimates
        if any(pair.relation in APART for pair in estimate.pairs)
    )
    numbers = Table(
        "Numbers that vary or conflict", ("no.", "counted", "how many numbers", "how far they reach"), apart, kind="apart"
    )
    paragraphs = tuple(
        numbering.paragraph(*(Sentence((Ours(text),), Ground.COUNT) for text in texts)) for texts in (first, second)
    )
    return Section("summary", "Summary", (*paragraphs, *(each for each in (table, numbers) if each.rows)))


def _apart(index: int, estimate: Estimate) -> Row:
    reach = spread_words(estimate.spread) if estimate.spread is not None else "in different units"
    return Row(
        ((Ours(str(index)),), (plainly(counted_thing(estimate)),), (Ours(str(len(estimate.measured))),), (Ours(reach),)),
        Ground.COUNT,
    )


def _overview(index: int, finding: Finding, standings: Standings) -> Row:
    def holders(claims: Sequence[str]) -> str:
        names = {standings.claims[claim].holder.name for claim in claims if claim in standings.claims}
        return str(len(names))

    stated = sum(len(estimate.measured) for estimate in finding.estimates)
    cells: tuple[tuple[Part, ...], ...] = (
        (Ours(str(index)),),
        (plainly(finding.title),),
        (Ours(str(len(finding.allegation.claims))),),
        (Ours(holders(finding.affirmed)),),
        (Ours(holders(finding.denied)),),
        (Ours(holders((*finding.uncommitted, *finding.remarks))),),
        (Ours(str(stated)),),
        (Ours(str(len(finding.matches))),),
    )
    return Row(cells, Ground.COUNT)


def positions(findings: Findings, standings: Standings) -> Section | None:
    """Who takes which stance toward what, when, in which words; None if nobody does."""
    if not findings.positions:
        return None
    by_claim: dict[tuple[str, ClaimId, str], Position] = {}
    for position in findings.positions:
        by_claim.setdefault((position.holder, position.claim, position.stance), position)
    known = {claim.id: claim for claim in in_order((position.claim for position in by_claim.values()), standings)}
    place = {claim: number for number, claim in enumerate(known)}
    ordered = sorted(by_claim.values(), key=lambda each: (each.holder, each.said_on or "9999", place[each.claim]))
    rows = tuple(
        Row(
            (
                (named(wording().holder(position.holder).removeprefix("the ")),),
                (Ours(short_date(position.said_on) or UNDATED),),
                (plainly(position.stance),),
                (plainly(position.toward),),
                (*_speaker(position, known[position.claim]), quoted(known[position.claim], standings), Cite((position.claim,))),
            )
        )
        for position in ordered
    )
    return Section(
        "positions",
        "Who stands where",
        (Table("Stances, by holder and date", ("holder", "said on", "stance", "toward", "words"), rows, kind="positions"),),
    )


def _speaker(position: Position, claim: Claim) -> tuple[Part, ...]:
    """Who put the stance into words, where that is another than its holder."""
    if position.told_by:
        return (Ours("told by "), named(wording().holder(position.told_by)), Ours(": "))
    return () if claim.holder.name == position.holder else (named(wording().holder(claim.holder.name)), Ours(": "))


def verdicts(findings: Findings, standings: Standings, numbering: Numbering) -> Section | None:
    """What others say acts are in law, each in its own words; None if nobody says."""
    claims = in_order(findings.verdicts, standings)
    if not claims:
        return None
    lead = Sentence(
        (
            Ours(
                f"{counted(len(claims), 'claim speaks', 'claims speak')} of the law. "
                "What follows is theirs; this report takes no part in it. "
            ),
        ),
        Ground.COUNT,
    )
    return Section(
        "verdicts",
        "What others call it",
        (numbering.paragraph(lead), *(numbering.paragraph(tell(claim, standings)) for claim in claims)),
    )


def remarks(findings: Findings, standings: Standings, numbering: Numbering) -> Section | None:
    """Remarks on verification that speak of no allegation of this report; None if there are none."""
    claims = in_order(findings.remarks, standings)
    told = tuple(numbering.paragraph(tell(claim, standings)) for claim in claims)
    return Section("remarks", "Who speaks of reports without naming the act", told) if told else None


def ungrouped(findings: Findings, standings: Standings, numbering: Numbering) -> Section | None:
    """Claims about acts that no allegation took in, so that nothing is lost from sight; None if there are none."""
    claims = in_order(findings.ungrouped, standings)
    if not claims:
        return None
    lead = Sentence(
        (Ours(f"{counted(len(claims), 'claim').capitalize()} about acts name too little to be set beside others."),), Ground.COUNT
    )
    rows = tuple(
        Row(
            (
                (named(holder_path(claim)),),
                (plainly(claim.frame.replace("_", " ")),),
                (quoted(claim, standings), Cite((claim.id,))),
            )
        )
        for claim in claims
    )
    table = Table("Claims in no allegation", ("holder", "act", "words"), rows, kind="ungrouped")
    return Section("ungrouped", "Claims that stand in no allegation", (numbering.paragraph(lead), table))
