"""The whole line on three real documents: what a monitor reads in them must come out, in the right mouth, rightly bounded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import attestry
from attestry.model.claim import Basis, Certainty, Claim, Kind, Mode, Polarity
from attestry.model.quantity import Hedge, Period, Quantity
from attestry.workspace import Case, Source, Wanted

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
JAPAN, US, UN_NEWS = "000_0e4b65d0a2d4b059", "001_941e9ab10adb1a98", "003_24062b0086ef6b33"
GIVEN = {
    JAPAN: {"speaker": "Japan", "date": "2024-10-30"},
    US: {"speaker": "United States", "date": "2024-12-18"},
    UN_NEWS: {"publisher": "UN News", "date": "2024-10-30"},
}
ENVOY = "Vasily Nebenzya (Russia)"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed documents are others' texts and come apart")


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """A case with the three documents."""
    with attestry.init(tmp_path_factory.mktemp("seeds") / "case", by="test") as made:
        added = list(made.add_all(Source(str(SEEDS / f"{name}.txt"), given) for name, given in GIVEN.items()))
        assert [*GIVEN] == [each.name for each in added]
        yield made


def claims(case: Case, document: str, frame: str = "", saying: str = "") -> list[Claim]:
    """The claims of *document* whose quotation holds the words *saying*."""
    return [claim for claim in case.claims(Wanted(document, frame=frame)) if saying in claim.quote]


def chain(claim: Claim) -> list[str]:
    """Its holders, outermost first."""
    return [holder.name for holder in claim.chain]


def values(claim: Claim, role: str) -> tuple[str, ...]:
    """What fills *role*."""
    filler = claim.role(role)
    return filler.values if filler else ()


def test_every_claim_stands_at_its_span(case: Case):
    texts = {document.id: document.text for document in case.documents()}

    assert len(case.claims()) > 60
    assert [] == [claim.id for claim in case.claims() if texts[claim.document][claim.span.start:claim.span.end] != claim.quote]


def test_the_united_states_assesses_more_than_20000_containers_that_hold_at_least_6_million_rounds(case: Case):
    [sent] = claims(case, US, "transfer", "20,000 shipping containers")
    containers, rounds, missiles = sent.quantities

    assert (["United States"], Basis.ASSESSED, Polarity.AFFIRMS) == (chain(sent), sent.basis, sent.polarity)
    assert (("DPRK",), ("Russia",)) == (values(sent, "agent"), values(sent, "recipient"))
    assert Quantity(Decimal(20_000), None, low_open=True, unit="container") == containers.quantity
    assert Quantity(Decimal(6_000_000), None, unit="round") == rounds.quantity
    assert Quantity(Decimal(100), None, low_open=True, hedge=Hedge.VAGUE, unit="missile") == missiles.quantity
    assert rounds.part_of == containers.span


def test_the_united_states_says_that_more_than_11000_troops_came_to_russia(case: Case):
    [came] = claims(case, US, "deployment", "11,000 DPRK troops")
    [troops] = came.quantities

    assert (["United States"], Polarity.AFFIRMS) == (chain(came), came.polarity)
    assert (("DPRK",), ("Russia",)) == (values(came, "agent"), values(came, "recipient"))
    assert (Decimal(11_000), True, None) == (troops.quantity.low, troops.quantity.low_open, troops.quantity.high)


def test_deliveries_above_the_cap_are_more_than_500000_barrels(case: Case):
    [petroleum] = [claim for claim in claims(case, US, "transfer", "refined petroleum") if claim.quantities]
    [barrels] = petroleum.quantities

    assert Quantity(Decimal(500_000), None, low_open=True, unit="barrel") == barrels.quantity
    assert (("Russia",), ("DPRK",)) == (values(petroleum, "agent"), values(petroleum, "recipient"))


def test_un_news_relays_10000_soldiers_through_wood_on_his_governments_authority(case: Case):
    [sent] = claims(case, UN_NEWS, "deployment", "10,000 soldiers")
    [soldiers] = sent.quantities

    assert ["UN News", "Robert Wood (United States)", "United States"] == chain(sent)
    assert (("DPRK",), ("Russia",)) == (values(sent, "agent"), values(sent, "recipient"))
    assert (Decimal(10_000), Decimal(10_000)) == (soldiers.quantity.low, soldiers.quantity.high)


def test_the_secretariat_cannot_verify(case: Case):
    [remark] = claims(case, UN_NEWS, "unverified", "not in a position to verify")

    assert (Kind.VERIFICATION, Polarity.NEITHER, Certainty.UNCOMMITTED) == (remark.kind, remark.polarity, remark.certainty)
    assert ["UN News", "Miroslav Jenča (UN)"] == chain(remark)


def test_russias_envoy_calls_the_reports_disinformation(case: Case):
    [denial] = claims(case, UN_NEWS, "deployment", "transfer of DPRK troops")

    assert (["UN News", ENVOY], Polarity.DENIES) == (chain(denial), denial.polarity)


def test_nobody_but_those_who_deny_is_said_to_deny(case: Case):
    denials = [claim for claim in claims(case, UN_NEWS) if claim.kind is Kind.ACT and claim.polarity is Polarity.DENIES]

    assert {ENVOY, "Russia"} >= {claim.holder.name for claim in denials}


def test_the_state_duma_ratified_on_24_october_2024(case: Case):
    [ratified] = claims(case, UN_NEWS, "agreement", "ratified by the lower house")

    assert ("State Duma (Russia)",) == values(ratified, "agent")
    assert ratified.when is not None and Period(date(2024, 10, 24), date(2024, 10, 24)) == ratified.when.period
    assert (Mode.ACTUAL, Polarity.AFFIRMS) == (ratified.mode, ratified.polarity)


def test_the_treaty_was_signed_on_19_june_2024(case: Case):
    [signed] = claims(case, UN_NEWS, "agreement", "was signed in Pyongyang")

    assert signed.when is not None and Period(date(2024, 6, 19), date(2024, 6, 19)) == signed.when.period


def test_the_report_cites_the_numbers_and_adds_nothing_up(case: Case, tmp_path: Path):
    paths = case.report(tmp_path / "report")
    text = (tmp_path / "report" / "report.md").read_text(encoding="utf-8")

    assert [tmp_path / "report" / "report.html", tmp_path / "report" / "report.md"] == list(paths[:2])
    assert "more than 20,000 shipping containers of munitions" in text
    assert "containing at least 6 million heavy artillery rounds" in text
    assert "more than 6,000,000" not in text        # "at least" is not "more than"
    assert "6,020,000" not in text                  # no part is added to its whole


def test_the_case_holds_against_its_log(case: Case):
    case.checkpoint()

    found = case.verify(blobs=True, replay=True)

    assert "UNANCHORED" == found.outcome.name       # nothing was kept elsewhere: that is said, and nothing else
    assert 0 == sum(check.failures for check in found.checks)
