"""Whole cases: what is known of the debate in the Council, and how weighing bears a large one."""

from __future__ import annotations

import random
import time
from dataclasses import replace

from attestry.model.claim import Certainty, Kind, Mode, Polarity
from attestry.model.law import Fit
from attestry.model.text import About, How, Stated
from attestry.weighing.weigh import day_of, weigh

TROOPS = {"agent": "DPRK", "recipient": "Russia", "item": "troops"}


def test_an_empty_case_comes_to_nothing(case):
    findings = case.weighed()

    assert ((), (), (), (), ()) == (
        findings.findings, findings.positions, findings.verdicts, findings.ungrouped, findings.remarks)


def test_the_debate_on_the_troops_is_one_allegation_with_its_denial_remarks_numbers_and_law(case, num):
    news = "press summary"
    first = case.says(["UN News", "Miroslav Jenča (UN)", "?open sources"], "deployment", on="2024-10-31", document=news,
                      certainty=Certainty.UNCOMMITTED, agent="DPRK", recipient="Russia", item="military contingent")
    unsure = case.says(["UN News", "Miroslav Jenča (UN)"], "unverified", kind=Kind.VERIFICATION, polarity=Polarity.NEITHER,
                       on="2024-10-31", document=news, item="allegations or reports")
    wood = case.says(["UN News", "Robert Wood (United States)", "United States"], "deployment", on="2024-10-31", document=news,
                     many=[num(10_000, 10_000, "soldier")], **TROOPS)
    more = case.says(["UN News", "Robert Wood (United States)"], "deployment", on="2024-10-31", document=news, mode=Mode.POSSIBLE,
                     agent="DPRK", item="troops")
    denied = case.denies(["UN News", "Vasily Nebenzya (Russia)"], "deployment", on="2024-10-31", document=news,
                         agent="DPRK", item="troops", place="Ukraine")
    later = case.says("United States", "deployment", many=[num(11_000, unit="troop", low_open=True)], **TROOPS)

    finding = case.only()
    assert {wood.id, later.id} == set(finding.affirmed)
    assert ((first.id,), (denied.id,), (more.id,), (unsure.id,)) == (
        finding.uncommitted, finding.denied, finding.prospective, finding.remarks)
    assert "DPRK to Russia: troops, deployment" == finding.title
    assert ["United States"] == [root.holder for root in finding.roots]
    assert ["update"] == [pair.relation.value for pair in finding.estimates[0].pairs]
    assert Fit.ARGUABLE is finding.matches[0].fit
    assert "no word of DPRK on it stands in the case" in finding.gaps
    assert not any("Russia" in gap for gap in finding.gaps)
    assert ("Miroslav Jenča (UN)", "cannot verify", finding.title) in {
        (position.holder, position.stance, position.toward) for position in case.weighed().positions}


def test_findings_come_in_the_order_in_which_they_are_first_said(case):
    case.says("Japan", "vote", agent="Russia", item="mandate")
    case.says("Japan", "deployment", **TROOPS)

    assert ["vote", "deployment"] == [finding.allegation.frame for finding in case.weighed().findings]


def test_a_month_is_no_day(case):
    case.says("Japan", "deployment", **TROOPS)
    document = case.standing().documents[0]

    assert day_of(document) is not None
    for value in ("2024-10", "October 2024", ""):
        assert day_of(replace(document, about=About(date=Stated(value, How.READ)))) is None


def test_the_same_case_weighed_again_gives_the_same_findings(case):
    for holder in ("Japan", "United States", "Ukraine"):
        case.says(holder, "deployment", **TROOPS)
        case.says(holder, "cooperation", agent=["Russia", "DPRK"])

    assert weigh(case.standing(), case.reference) == weigh(case.standing(), case.reference)


def test_four_times_the_claims_take_about_four_times_as_long(blank, num):
    def seconds(documents: int) -> float:
        case, chance = blank(), random.Random(7)
        for number in range(documents):
            for _ in range(10):
                holder, frame = chance.choice(["Japan", "Ukraine", "United States"]), chance.choice(["transfer", "use", "vote"])
                case.says(holder, frame, document=f"{number}", agent=chance.choice(["DPRK", "Russia", "Iran", ""]),
                          recipient=chance.choice(["Russia", "DPRK", "Ukraine", ""]),
                          item=chance.choice(["artillery round", "troops", "UAV", "coal", ""]),
                          many=[num(chance.randrange(10**5), unit="round")] if chance.random() < 0.3 else [])
        standing, reference = case.standing(), case.reference
        start = time.process_time()
        weigh(standing, reference)
        return time.process_time() - start

    few, many = seconds(100), seconds(400)
    assert many < 12 * max(few, 0.05), f"{few:.2f} s for 1,000 claims, {many:.2f} s for 4,000"
