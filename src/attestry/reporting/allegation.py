"""The sections of a report that tell one allegation: who says so, who denies, how many, under what law, what nobody states."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attestry.model.claim import Claim, ClaimId, Kind
from attestry.model.finding import Finding, Root
from attestry.reporting.citations import Standings
from attestry.reporting.estimates import numbers, of_kind
from attestry.reporting.held import Lawbook, held
from attestry.reporting.report import Cite, Ground, Ours, Paragraph, Part, Section, Sentence
from attestry.reporting.telling import Numbering, counted, in_order, series, tell
from attestry.reporting.voice import named, plainly, titled
from attestry.reporting.wording import wording


def allegation_sections(
    finding: Finding, index: int, *, standings: Standings, law: Lawbook, numbering: Numbering
) -> Iterable[Section]:
    """The sections of one allegation, in reading order; a section that would be empty is left out."""
    anchor = f"allegation-{index}"
    opening = tuple(filter(None, (_roots(finding, standings, numbering),)))
    yield Section(anchor, f"{index}. {titled(_opened(finding.title))}", opening)
    told: tuple[tuple[str, str, Sequence[ClaimId]], ...] = (
        ("says", "Who says so", finding.affirmed),
        ("prospective", "Who speaks of it as planned, possible, supposed or demanded", finding.prospective),
        ("denies", "Who denies it", finding.denied),
        (
            "open",
            "Who leaves it open or cannot verify it",
            (*finding.uncommitted, *of_kind(finding, standings, Kind.VERIFICATION)),
        ),
        ("law-says", "What others call it", of_kind(finding, standings, Kind.VERDICT)),
    )
    for name, title, claims in told:
        paragraphs = _by_holder(in_order(claims, standings), standings, numbering)
        if paragraphs:
            yield Section(f"{anchor}-{name}", title, paragraphs, level=3)
    if finding.estimates:
        blocks = [block for estimate in finding.estimates for block in numbers(estimate, finding, standings, numbering)]
        yield Section(f"{anchor}-numbers", "Who says how many", tuple(blocks), level=3)
    yield from held(finding, standings=standings, law=law, numbering=numbering, anchor=anchor)
    if finding.gaps:
        gaps = tuple(Sentence((plainly(_opened(gap)), Ours(". ")), Ground.COUNT) for gap in finding.gaps)
        yield Section(f"{anchor}-gaps", "What nobody states", (numbering.paragraph(*gaps),), level=3)


def _roots(finding: Finding, standings: Standings, numbering: Numbering) -> Paragraph | None:
    claims = finding.allegation.claims
    lead = Sentence((Ours(f"{counted(len(claims), 'claim tells', 'claims tell').capitalize()} of it. "),), Ground.COUNT)
    roots = [root for root in finding.roots if root.claims]
    if not roots:
        return numbering.paragraph(lead)
    listed = [_root(root, in_order(root.claims, standings)[0]) for root in roots]
    opening = (
        "One holder rests on no other known here: " if len(roots) == 1 else f"{len(roots)} holders rest on no other known here: "
    )
    return numbering.paragraph(lead, Sentence((Ours(opening), *series(listed), Ours("."))))


def _root(root: Root, claim: Claim) -> tuple[Part, ...]:
    """A root, in whose words where another spoke for it, through whom it was relayed, and its first claim."""
    spoken_by = claim.holder.name
    words = () if spoken_by == root.holder else (Ours(", in the words of "), named(wording().holder(spoken_by)))
    return (named(wording().holder(root.holder)), *words, *_relayed(root.relays), Cite((claim.id,)))


def _relayed(relays: Sequence[str]) -> tuple[Part, ...]:
    if not relays:
        return ()
    return (Ours(" (relayed by "), *series([(named(wording().holder(name)),) for name in relays]), Ours(")"))


def _by_holder(claims: Sequence[Claim], standings: Standings, numbering: Numbering) -> tuple[Paragraph, ...]:
    """One paragraph a holder, holders in the order in which they first speak."""
    by_holder: dict[str, list[Claim]] = {}
    for claim in claims:
        by_holder.setdefault(claim.holder.name, []).append(claim)
    return tuple(numbering.paragraph(*(tell(claim, standings) for claim in told)) for told in by_holder.values())


def _opened(text: str) -> str:
    """*text* as the beginning of a sentence, its full stop left to the sentence."""
    flat = text.strip().rstrip(".")
    return flat[:1].upper() + flat[1:]
