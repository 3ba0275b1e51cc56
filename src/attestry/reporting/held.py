"""An act held against a provision, element by element: what somebody states, what is stated otherwise, what nobody states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from attestry.model.claim import Claim
from attestry.model.errors import Unsupported
from attestry.model.finding import Finding
from attestry.model.law import Fit, Match, Provision, Result, Tested
from attestry.model.quantity import Period
from attestry.reporting.citations import Standings
from attestry.reporting.report import Cite, Digest, Ground, Ours, Part, Row, Section, Sentence, Table
from attestry.reporting.telling import Numbering, in_order, long_date, series
from attestry.reporting.voice import named, plainly, titled
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


FULLY = (Fit.DIRECT, Fit.ARGUABLE)
"""Fits that are laid out element by element; all others share one table, which still names every element."""


def held(finding: Finding, *, standings: Standings, law: Lawbook, numbering: Numbering, anchor: str) -> Iterable[Section]:
    """The act of *finding* held against every provision it was matched with, the closest fits first and in full."""
    fully = [match for match in finding.matches if match.fit in FULLY]
    for number, match in enumerate(fully, 1):
        told = _Held(match, law.of(match), _resting(match, finding, standings), standings)
        yield Section(
            f"{anchor}-law-{number}",
            titled(f"Held against {cited(told.provision)}{_as(match)}"),
            (numbering.paragraph(*told.sentences()), told.table()),
            level=3,
        )
    others = [
        _Held(match, law.of(match), _resting(match, finding, standings), standings)
        for match in finding.matches
        if match.fit not in FULLY
    ]
    if others:
        head = ("paragraph", "how the act stands to it, as told", "elements")
        table = Table("Paragraphs that stand further off", head, tuple(each.row() for each in others), kind="considered")
        yield Section(f"{anchor}-law-others", "Other paragraphs considered", (table,), level=3)


def cited(provision: Provision) -> str:
    """How *provision* is cited: "S/RES/2270 (2016), paragraph 6", "UN Charter, Art. 51"."""
    paragraph = provision.paragraph
    return f"{provision.instrument.symbol}, {paragraph if paragraph.startswith('Art') else f'paragraph {paragraph}'}"


def _as(match: Match) -> str:
    """The typical act that the claims were held against, by the name its pack gives it: "dprk-arms-to-russia" is its id."""
    words = ("DPRK" if word == "dprk" else word for word in match.act.split("-"))
    return f" (as {' '.join(words)})" if match.act else ""


def _resting(match: Match, finding: Finding, standings: Standings) -> list[Claim]:
    """The claims that a match rests on: those of its elements, or else all that tell of the act."""
    of_elements = dict.fromkeys(claim for tested in match.elements for claim in tested.claims)
    return in_order(of_elements or dict.fromkeys(finding.affirmed or finding.allegation.claims), standings)


@dataclass(frozen=True, slots=True)
class _Held:
    """One match, ready to be told."""

    match: Match
    provision: Provision
    claims: Sequence[Claim]
    standings: Standings

    def sentences(self) -> Iterator[Sentence]:
        """What the paragraph asks, since when, and how the act as told stands to it."""
        law = (self.provision.id,)
        yield Sentence(
            (Ours("Digest of the paragraph: "), Digest(self.provision.summary.rstrip(". ")), Ours(". ")), Ground.LAW, law
        )
        force = Digest(", ".join(self.provision.force) or "stands")
        yield Sentence((Ours("It "), force, Ours(f"; {_in_force(self.provision.in_force)}. ")), Ground.LAW, law)
        yield Sentence((Ours("As told by "), *series(_holders(self.claims)), Ours(", the act "), *self.fit(), Ours(". ")))
        if self.match.caution:
            yield Sentence((Ours("To be kept in mind: "), Digest(self.match.caution.rstrip(". ")), Ours(".")), Ground.LAW, law)

    def fit(self) -> Iterator[Part]:
        """How the act stands to the paragraph, on which condition and why."""
        yield Ours(wording().fit(self.match.fit))
        for label, text in (("; the condition: ", self.match.condition), ("; why: ", self.match.why)):
            if text:
                yield from (Ours(label), Digest(text.rstrip(". ")))

    def table(self) -> Table:
        """Every element with its result and those who state it."""
        rows = tuple(_element(tested, self.standings) for tested in self.match.elements)
        head: tuple[str, ...] = ("element", "result", "who states it", "what they state")
        if not any(row.cells[-1] for row in rows):
            head, rows = head[:-1], tuple(replace(row, cells=row.cells[:-1]) for row in rows)
        return Table(f"Element by element: {cited(self.provision)}", head, rows, kind="elements")

    def row(self) -> Row:
        """The match on one line: paragraph, fit, and its elements by result."""
        elements: list[tuple[Part, ...]] = []
        for result in Result:
            tested = [each for each in self.match.elements if each.result is result]
            for each in tested:
                _refuse_bare(each)
            if tested:
                names = series([(Digest(each.element.name),) for each in tested], ", ")
                elements.append((Ours(f"{result.value}: "), *names))
        fit = (Ours("as told by "), *series(_holders(self.claims)), Ours(", "), *self.fit())
        return Row(((Digest(cited(self.provision) + _as(self.match)),), fit, series(elements, "; ")))


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
    _refuse_bare(tested)
    claims = in_order(tested.claims, standings)
    says: tuple[Part, ...] = (plainly(tested.says),) if tested.says else ()
    if not claims:
        return Row(((Digest(tested.element.name),), (Ours(tested.result.value),), (Ours("nobody"),), says), Ground.COUNT)
    return Row(((Digest(tested.element.name),), (Ours(tested.result.value),), series(_holders(claims)), says))


def _refuse_bare(tested: Tested) -> None:
    """Unsupported if an element is given as stated without a claim that states it."""
    if tested.result is not Result.UNSTATED and not tested.claims:
        raise Unsupported(
            f"element {tested.element.name!r} is given as {tested.result.value!r} without a claim; "
            f"{Result.UNSTATED.value!r} is expected; weigh the case again"
        )
