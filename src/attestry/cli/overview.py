"""What a case comes to, on one screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from attestry.cli import printing
from attestry.model.claim import Polarity
from attestry.model.finding import Relation
from attestry.model.law import Fit
from attestry.workspace import interval

if TYPE_CHECKING:
    from attestry.model.finding import Estimate, Finding, Findings, Measured
    from attestry.workspace import Case

KINDS = {"act": ("act", "acts"), "verdict": ("verdict", "verdicts"), "position": ("position", "positions"),
         "verification": ("remark on verification", "remarks on verification")}
SHOWN = 6                           # of each sort on this screen; the report has them all
DIFFER = (Relation.VARY, Relation.CONFLICT)


def tell(case: Case) -> None:
    """Print what *case* holds: counts, numbers that differ, provisions, problems, leads."""
    findings, problems = case.weigh(), case.problems()
    _counts(case, findings)
    _numbers(findings)
    _law(findings, case)
    if problems:
        _section(f"Not read, or read with a reserve: {len(problems):,}", "attestry problems")
        _some((str(problem.where), problem.says) for problem in problems)
    if leads := case.lead_count():
        _section(f"Seen, and placed in no claim: {printing.counted(leads, 'lead')}", "attestry leads")
    print()


def _counts(case: Case, findings: Findings) -> None:
    counts, kinds = case.counts(), Counter[str]()
    frames = Counter[str]()
    for kind, frame, count in case.claims_by_frame():
        kinds[kind] += count
        frames[frame] += count if kind == "act" else 0
    many = {"document": counts["documents"], "claim": counts["claims"], "allegation": len(findings.findings)}
    heading = ", ".join(printing.counted(count, noun) for noun, count in many.items())
    _section(f"Case {case.name}: {heading}", "attestry documents, claims, allegations")
    printing.facts([
        ("claims", ", ".join(f"{kinds[kind]:,} {nouns[kinds[kind] != 1]}" for kind, nouns in KINDS.items() if kinds[kind])),
        ("acts", ", ".join(f"{frame} {count}" for frame, count in frames.most_common() if count)),
        ("denied", "; ".join(_denials(findings.findings))),
    ])


def _denials(findings: Iterable[Finding]) -> list[str]:
    denied = [printing.short(finding.title) for finding in findings if finding.denied]
    return denied[:SHOWN] + ([f"{len(denied) - SHOWN} more"] if len(denied) > SHOWN else [])


def _numbers(findings: Findings) -> None:
    series = [(finding, estimate) for finding in findings.findings for estimate in finding.estimates]
    series.sort(key=lambda each: (not differs(each[1]), -len(each[1].measured)))
    if not series:
        return
    differing = sum(differs(estimate) for _, estimate in series)
    apart = f", {differing:,} of which differ{'s' * (differing == 1)}" if differing else ""
    _section(f"Who says how many: {len(series):,} series{apart}", "attestry estimates")
    _some((f"{estimate.of or estimate.unit}{' (differ)' if differs(estimate) else ''}",
           f"{printing.short(finding.title)}: {_who_says(estimate)}") for finding, estimate in series)


def differs(estimate: Estimate) -> bool:
    """Whether two of its numbers allow no common value."""
    return any(pair.relation in DIFFER for pair in estimate.pairs)


def _who_says(estimate: Estimate) -> str:
    return "; ".join(dict.fromkeys(map(_says, estimate.measured)))


def _says(measured: Measured) -> str:
    sign = "denies " if measured.polarity == Polarity.DENIES else ""
    return f"{sign}{interval(measured.quantity)} ({printing.called(measured.holder)}, {measured.said_on or 'undated'})"


def _law(findings: Findings, case: Case) -> None:
    touched: dict[str, list[str]] = {}
    for finding in findings.findings:
        for match in finding.matches:
            if match.fit is Fit.DIRECT:
                touched.setdefault(match.provision, []).append(finding.title)
    if not touched:
        return
    _section(f"Provisions that acts here, as told, would fall under directly: {len(touched):,}", "attestry provisions")
    often = sorted(touched, key=lambda provision: (-len(set(touched[provision])), provision))
    _some((case.provision(provision), "; ".join(map(printing.short, dict.fromkeys(touched[provision])))) for provision in often)


def _some(rows: Iterable[tuple[str, str]]) -> None:
    """The first of *rows*, and how many are left."""
    every = list(rows)
    printing.facts(every[:SHOWN])
    if len(every) > SHOWN:
        print(f"… and {len(every) - SHOWN:,} more")


def _section(title: str, command: str) -> None:
    from rich.text import Text
    print()
    printing.console().print(Text.assemble((title, "bold"), (f"   {command}", "dim")))
