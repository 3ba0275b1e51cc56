"""Claims made by hand, as a reader would make them, and weighed with the packs that come with attestry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from attestry.model.claim import Basis, Certainty, Claim, Counted, Dated, Filler, Holder, Kind, Mode, Polarity
from attestry.model.entry import Standing
from attestry.model.finding import Finding, Findings
from attestry.model.quantity import Hedge, Period, Quantity
from attestry.model.text import About, Document, How, Passage, Span, Stated
from attestry.reference import pack
from attestry.reference.pack import Reference
from attestry.weighing.weigh import weigh

CLAUSE = 100        # code points that a claim takes in its document
ROLES = ("agent", "recipient", "item", "place")

Words = str | Sequence[str]


def number(low: int | None = None, high: int | None = None, unit: str = "", **more: object) -> Quantity:
    """The numbers from *low* to *high*: number(5, 5) is five, number(5, low_open=True) more than five."""
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    return Quantity(*ends, unit=unit, **more)      # type: ignore[arg-type]


def some(value: int, unit: str = "") -> Quantity:
    """Some *value*: an approximation."""
    return number(value, value, unit, hedge=Hedge.APPROX)


class Case:
    """Claims in the order in which they are said, each in a clause and, unless told otherwise, a passage of its own."""

    def __init__(self, reference: Reference) -> None:
        """An empty case."""
        self.reference = reference
        self.claims: list[Claim] = []
        self.days: dict[str, str] = {}
        self.passages: dict[str, list[int]] = {}

    def says(self, chain: Words, frame: str, *, on: str = "2024-12-18", document: str = "", same_passage: bool = False,
             kind: Kind = Kind.ACT, many: Sequence[Quantity | Counted] = (), when: tuple[str, str] | None = None,
             mode: Mode = Mode.ACTUAL, polarity: Polarity = Polarity.AFFIRMS, certainty: Certainty = Certainty.CERTAIN,
             basis: Basis = Basis.STATED, **roles: Words) -> Claim:
        """A new claim. *chain* is outermost first; the document is named after the outermost holder and the day, unless given."""
        holders = (chain,) if isinstance(chain, str) else tuple(chain)
        name = document or f"{holders[0]}, {on}"
        self.days[name] = on
        starts = self.passages.setdefault(name, [])
        place = CLAUSE * sum(claim.document == name for claim in self.claims)
        if not same_passage or not starts:
            starts.append(place)
        span = Span(place, place + CLAUSE - 1)
        fillers = tuple((role, Filler((words,) if isinstance(words, str) else tuple(words), Span(place, place + 5)))
                        for role, words in roles.items() if words)
        assert {role for role, _ in fillers} <= set(ROLES)
        counted = tuple(one if isinstance(one, Counted) else Counted("item", one, Span(place + 10 + at, place + 11 + at))
                        for at, one in enumerate(many))
        days = [date.fromisoformat(day) if day else None for day in when or ()]
        dated = Dated(Period(*days), Span(place + 20, place + 30)) if days else None
        claim = Claim(f"{name}#{place:06}", name, span, "x" * (CLAUSE - 1), kind, frame, tuple(map(Holder, holders)),
                      basis, certainty, polarity, mode, fillers, counted, dated)
        self.claims.append(claim)
        return claim

    def denies(self, chain: Words, frame: str, **more: object) -> Claim:
        """A claim that denies the act."""
        return self.says(chain, frame, polarity=Polarity.DENIES, **more)       # type: ignore[arg-type]

    def standing(self, claims: Sequence[Claim] | None = None) -> Standing:
        """What stands: the documents in order of first mention, and *claims*, or all."""
        documents = tuple(self._document(name) for name in self.days)
        return Standing({}, documents, tuple(self.claims if claims is None else claims), ())

    def _document(self, name: str) -> Document:
        starts = self.passages[name]
        length = CLAUSE * sum(claim.document == name for claim in self.claims)
        spans = [Span(start, end) for start, end in zip(starts, [*starts[1:], length], strict=True)]
        passages = tuple(Passage(number, span) for number, span in enumerate(spans, 1))
        dated = Stated(self.days[name], How.GIVEN) if self.days[name] else None
        return Document(name, name, "0" * 64, "plain/1", "x" * length, (), passages, About(date=dated))

    def weighed(self) -> Findings:
        """What it all comes to."""
        return weigh(self.standing(), self.reference)

    def only(self) -> Finding:
        """The one finding that it all comes to."""
        findings = self.weighed().findings
        assert 1 == len(findings), [finding.title for finding in findings]
        return findings[0]


@pytest.fixture(scope="session")
def reference() -> Reference:
    return pack.load()


@pytest.fixture
def case(reference: Reference) -> Case:
    return Case(reference)


@pytest.fixture(scope="session")
def blank(reference: Reference):
    """Makes empty cases, for tests that need many."""
    return lambda: Case(reference)


@pytest.fixture(scope="session")
def num():
    """`number`, as a fixture: test files import nothing from each other."""
    return number


@pytest.fixture(scope="session")
def about():
    """`some`, as a fixture."""
    return some
