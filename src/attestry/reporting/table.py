"""Tables as plain rows, for whoever draws them: a terminal, a spreadsheet, a test."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from attestry.model.claim import Claim, Polarity
from attestry.model.entry import Standing
from attestry.model.finding import Findings
from attestry.reporting.citations import Standings, value
from attestry.reporting.intervals import interval_words
from attestry.reporting.telling import holder_path, short_date

SHORT_ID = 10  # hexadecimal digits of a claim's id: enough to tell a million apart by hand


@dataclass(frozen=True, slots=True)
class Rows:
    """A head and rows of equal length; every cell is plain text on one line."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def claims_table(standing: Standing) -> Rows:
    """Every standing claim in reading order, documents by name."""
    documents = {document.id: document for document in standing.documents}
    ordered = sorted(
        standing.claims, key=lambda claim: (documents[claim.document].name, claim.span.start, claim.span.end, claim.id)
    )
    rows = tuple((claim.id[:SHORT_ID], documents[claim.document].name, *_cells(claim)) for claim in ordered)
    return Rows(("claim", "document", "holder", "says", "strength", "roles", "how many", "words"), rows)


def _cells(claim: Claim) -> tuple[str, ...]:
    sign = {Polarity.AFFIRMS: "", Polarity.DENIES: "denies: ", Polarity.NEITHER: "leaves open: "}[claim.polarity]
    strength = ", ".join(dict.fromkeys((claim.basis.value, claim.certainty.value, claim.mode.value)))
    roles = "; ".join(f"{role}: {', '.join(filler.values)}" for role, filler in claim.roles)
    numbers = "; ".join(f"{interval_words(each.quantity)} {each.quantity.unit}".strip() for each in claim.quantities)
    return (
        holder_path(claim),
        f"{sign}{claim.kind.value} {claim.frame.replace('_', ' ')}",
        strength,
        roles,
        numbers,
        _line(claim.quote),
    )


def estimates_table(findings: Findings, standing: Standing) -> Rows:
    """Who says how many: one row for each stated number, allegation by allegation."""
    standings = Standings.of(standing)
    rows = []
    for finding in findings.findings:
        for estimate in finding.estimates:
            for each in sorted(estimate.measured, key=lambda each: (each.said_on or "9999", each.holder)):
                claim = standings.claims[each.claim]
                against = ", ".join(
                    sorted({pair.relation.value for pair in estimate.pairs if each.claim in (pair.one, pair.other)})
                )
                sign = "denies " if each.polarity == "denies" else ""
                rows.append(
                    (
                        finding.title,
                        estimate.of or estimate.unit,
                        short_date(each.said_on),
                        holder_path(claim),
                        sign + interval_words(each.quantity),
                        against,
                        each.claim[:SHORT_ID],
                    )
                )
    return Rows(("allegation", "counted", "said on", "holder", "allows", "against the others", "claim"), _lines(rows))


def provisions_table(findings: Findings) -> Rows:
    """Which provisions the acts are held against, with the fit and how many elements somebody states."""
    rows = [
        (
            finding.title,
            match.provision,
            match.fit.value.replace("_", " "),
            f"{sum(1 for tested in match.elements if tested.result.value == 'met')} of {len(match.elements)} elements stated",
        )
        for finding in findings.findings
        for match in finding.matches
    ]
    return Rows(("allegation", "provision", "fit", "elements"), _lines(rows))


def documents_table(standing: Standing) -> Rows:
    """Every document of the case, by name."""
    rows = [
        (
            document.name,
            short_date(value(document.about.date)),
            value(document.about.publisher),
            value(document.about.speaker),
            str(sum(1 for claim in standing.claims if claim.document == document.id)),
            str(len(document.problems)),
        )
        for document in sorted(standing.documents, key=lambda document: document.name)
    ]
    return Rows(("document", "date", "publisher", "speaker", "claims", "problems"), _lines(rows))


def _lines(rows: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(_line(cell) for cell in row) for row in rows)


def _line(text: str) -> str:
    """*text* on one line, signs that steer a terminal shown instead of obeyed."""
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in " ".join(text.split()))
