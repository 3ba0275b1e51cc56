"""An act held against a provision, element by element: what somebody states, what is stated otherwise, what nobody states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from attestry.model.claim import Claim
from attestry.model.errors import Unsupported
from attestry.model.finding import Finding
from attestry.model.law import Match, Provision, Result, Tested
from attestry.model.quantity import Period
from attestry.reporting.citations import Standings
from attestry.reporting.report import Cite, Digest, Ground, Ours, Part, Row, Section, Sentence, Table
from attestry.reporting.telling import Numbering, in_order, long_date, series
from attestry.reporting.voice import named, plainly
from attestry.reporting.wording import wording


@dataclass(frozen=True, slots=True)
class Lawbook:
    """The provisions a report may speak of."""

    provisions: Mapping[str, Provision]

    def of(self, match: Match) -> Provision:
        """The provision of *match*; Unsupported if no pack holds it."""
        found = self.provisions.get(match.provision)
        if found is None:
            raise Unsupported(
                f"the findings hold an act against provision {match.provision!r}, which no pack holds; "
                "weigh the case with its pack"
            )
        return found


def held(
    match: Match, finding: Finding, provision: Provision, *, standings: Standings, numbering: Numbering, anchor: str
) -> Section:
    """The act held against one provision, element by element."""
    where = f"{provision.instrument.symbol}, OP{provision.paragraph}"
    asked = Sentence(
        (Ours("Digest of the paragraph: "), Digest(provision.summary.rstrip(". ")), Ours(". ")), Ground.LAW, (provision.id,)
    )
    binding = Sentence(
        (Ours("It "), Digest(", ".join(provision.force) or "stands"), Ours(f"; {_in_force(provision.in_force)}. ")),
        Ground.LAW,
        (provision.id,),
    )
    resting = dict.fromkeys(claim for tested in match.elements for claim in tested.claims) or dict.fromkeys(finding.affirmed)
    claims = in_order(resting, standings)
    holders = _holders(claims)
    fit: list[Part] = [Ours("As told by "), *series(holders), Ours(f", the act {wording().fit(match.fit)}")]
    if match.condition:
        fit += [Ours("; the condition: "), Digest(match.condition.rstrip(". "))]
    if match.why:
        fit += [Ours("; why: "), Digest(match.why.rstrip(". "))]
    told = [asked, binding, Sentence((*fit, Ours(". ")))]
    if match.caution:
        told.append(
            Sentence((Ours("To be kept in mind: "), Digest(match.caution.rstrip(". ")), Ours(".")), Ground.LAW, (provision.id,))
        )
    head = numbering.paragraph(*told)
    rows = tuple(_element(tested, standings) for tested in match.elements)
    table = Table(
        f"Element by element: {where}", ("element", "result", "who states it", "what they state"), rows, kind="elements"
    )
    return Section(f"{anchor}-{provision.id}", f"Held against {where}", (head, *((table,) if rows else ())), level=3)


def _in_force(period: Period) -> str:
    first = f"since {long_date(period.first.isoformat())}" if period.first else ""
    last = f"until {long_date(period.last.isoformat())}" if period.last else ""
    return f"in force {' and '.join(filter(None, (first, last)))}" if first or last else "without a date of effect in the pack"


def _holders(claims: Sequence[Claim]) -> list[tuple[Part, ...]]:
    """The innermost holders of *claims*, each once, with the first claim of each cited."""
    first: dict[str, Claim] = {}
    for claim in claims:
        first.setdefault(claim.holder.name, claim)
    return [(named(wording().holder(name)), Cite((claim.id,))) for name, claim in first.items()]


def _element(tested: Tested, standings: Standings) -> Row:
    claims = in_order(tested.claims, standings)
    if tested.result is not Result.UNSTATED and not claims:
        raise Unsupported(
            f"element {tested.element.name!r} is given as {tested.result.value!r} without a claim; "
            f"{Result.UNSTATED.value!r} is expected; weigh the case again"
        )
    says: tuple[Part, ...] = (plainly(tested.says),) if tested.says else ()
    if not claims:
        return Row(((Digest(tested.element.name),), (Ours(tested.result.value),), (Ours("nobody"),), says), Ground.COUNT)
    return Row(((Digest(tested.element.name),), (Ours(tested.result.value),), series(_holders(claims)), says))
