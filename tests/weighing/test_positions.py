"""Who stands where, on whose word it rests, and which remark speaks of which allegation."""

from __future__ import annotations

import pytest

from attestry.model.claim import Basis, Certainty, Kind, Mode, Polarity
from attestry.model.finding import Position

TROOPS = {"agent": "DPRK", "recipient": "Russia", "item": "troops"}
ROUNDS = {"agent": "DPRK", "recipient": "Russia", "item": "artillery round"}


def stances(case) -> list[tuple[str, str]]:
    return [(position.holder, position.stance) for position in case.weighed().positions]


@pytest.mark.parametrize(("said", "stance"), [
    ({}, "asserts"),
    ({"polarity": Polarity.DENIES}, "denies"),
    ({"polarity": Polarity.NEITHER}, "neither confirms nor denies"),
    ({"certainty": Certainty.UNCOMMITTED}, "relays"),
    ({"mode": Mode.PLANNED}, "expects"),
    ({"mode": Mode.HYPOTHETICAL}, "supposes"),
    ({"mode": Mode.DEMANDED}, "states a demand"),
])
def test_what_is_said_of_an_act_is_a_stance_toward_it(case, said, stance):
    claim = case.says("Russia", "deployment", **said, **TROOPS)
    case.says("Japan", "deployment", **TROOPS)

    toward = case.weighed().findings[0].title
    assert Position("Russia", stance, toward, "2024-12-18", claim.id) == case.weighed().positions[0]


@pytest.mark.parametrize(("kind", "frame", "polarity", "stance"), [
    (Kind.VERDICT, "violation", Polarity.AFFIRMS, "calls it a breach"),
    (Kind.VERDICT, "violation", Polarity.DENIES, "calls it no breach"),
    (Kind.VERDICT, "violation", Polarity.NEITHER, "leaves open whether it is a breach"),
    (Kind.VERIFICATION, "unverified", Polarity.NEITHER, "cannot verify"),
    (Kind.POSITION, "condemn", Polarity.AFFIRMS, "condemns"),
    (Kind.POSITION, "condemn", Polarity.DENIES, "does not: condemns"),
    (Kind.POSITION, "reject", Polarity.AFFIRMS, "rejects"),
])
def test_verdicts_remarks_and_positions_are_stances(case, kind, frame, polarity, stance):
    case.says("Japan", frame, kind=kind, polarity=polarity, item="resolutions")

    assert [("Japan", stance)] == stances(case)


def test_a_stance_that_another_tells_of_says_who_tells(case):
    case.says("Japan", "reject", kind=Kind.POSITION, agent="Lavrov (Russia)", item="denuclearisation")
    case.says(["UN News", "Nicolas de Riviere (France)"], "condemn", kind=Kind.POSITION, agent="France", item="deployment")

    lavrov, france = case.weighed().positions
    assert ("Lavrov (Russia)", "Japan") == (lavrov.holder, lavrov.told_by)
    assert ("Nicolas de Riviere (France)", "UN News") == (france.holder, france.told_by)


def test_one_stance_repeated_on_one_day_is_one_and_the_nameless_take_none(case):
    case.says("Japan", "deployment", document="one", **TROOPS)
    case.says("Japan", "deployment", document="one", **TROOPS)
    case.says(["Japan", "?media"], "deployment", document="one", **TROOPS)

    assert [("Japan", "asserts")] == stances(case)


def test_ten_relays_of_one_minister_are_one_root(case):
    own = case.says("United States", "deployment", **TROOPS)
    relayed = case.says(["UN News", "Robert Wood (United States)", "United States"], "deployment", **TROOPS)

    root, = case.only().roots
    assert ("United States", {own.id, relayed.id}, ("UN News",)) == (root.holder, set(root.claims), root.relays)
    assert "everyone who affirms it rests on one root: United States" in case.only().gaps


def test_a_nameless_source_and_a_mere_relay_are_no_root(case):
    case.says(["UN News", "?officials"], "deployment", **TROOPS)
    case.says("UN News", "deployment", basis=Basis.REPORTED, certainty=Certainty.UNCOMMITTED, **TROOPS)

    assert () == case.only().roots
    assert "no named source affirms it of its own knowledge" in case.only().gaps


def test_a_body_of_the_united_nations_is_not_the_united_nations(case):
    case.says("Miroslav Jenča (UN)", "deployment", **TROOPS)
    case.says("UN Security Council", "deployment", **TROOPS)

    assert {"UN", "UN Security Council"} == {root.holder for root in case.only().roots}


def test_the_word_of_a_party_told_by_another_is_not_the_partys_own(case):
    case.says(["United States", "DPRK"], "deployment", **TROOPS)
    assert "the word of DPRK on it stands in the case only as told by United States" in case.only().gaps

    case.says("KCNA", "deployment", **TROOPS)
    assert not any("word of DPRK" in gap for gap in case.only().gaps)


def test_gaps_say_what_nobody_states(case):
    case.says("Japan", "transfer", agent="DPRK", item="artillery round")

    assert (
        "nobody states to whom", "nobody states when", "nobody states how many",
        "everyone who affirms it rests on one root: Japan", "no word of DPRK on it stands in the case",
    ) == case.only().gaps


def verified(case, **roles):
    return case.says("UN News", "unverified", kind=Kind.VERIFICATION, polarity=Polarity.NEITHER, document="news", **roles)


def test_a_remark_speaks_of_the_act_whose_parties_or_goods_it_names(case):
    case.says("UN News", "transfer", document="news", **ROUNDS)
    act = case.says("UN News", "deployment", document="news", **TROOPS)
    case.says("UN News", "vote", document="news", agent="Russia", item="mandate")
    remark = verified(case, item="numbers of DPRK troops")

    home, = (finding for finding in case.weighed().findings if remark.id in finding.remarks)
    assert (act.id,) == home.affirmed
    assert () == case.weighed().remarks


def test_a_remark_that_names_nothing_speaks_of_the_only_thing_alleged_so_far(case):
    case.says("UN News", "deployment", document="news", **TROOPS)
    remark = verified(case, item="allegations or reports")
    case.says("UN News", "vote", document="news", agent="Russia", item="mandate")

    assert (remark.id,) == case.weighed().findings[0].remarks


def test_a_remark_that_names_nothing_speaks_of_the_passage_before_it_if_that_alleges_one_thing(case):
    case.says("UN News", "vote", document="news", agent="Russia", item="mandate")
    act = case.says("UN News", "deployment", document="news", **TROOPS)
    remark = verified(case, item="these accounts")

    home, = (finding for finding in case.weighed().findings if remark.id in finding.remarks)
    assert (act.id,) == home.affirmed


def test_a_remark_that_may_speak_of_several_things_stays_general(case):
    case.says("UN News", "deployment", document="news", **TROOPS)
    case.says("UN News", "vote", document="news", agent="Russia", item="mandate", same_passage=True)
    remark = verified(case, item="allegations or reports")

    assert (remark.id,) == case.weighed().remarks
    assert all(() == finding.remarks for finding in case.weighed().findings)


def test_a_remark_never_speaks_of_an_act_of_another_document(case):
    case.says("Japan", "deployment", **TROOPS)
    remark = verified(case, item="DPRK troops in Russia")

    assert (remark.id,) == case.weighed().remarks


def verdict(case, **more):
    return case.says("Japan", "violation", kind=Kind.VERDICT, item="resolutions", document="statement", **more)


def test_a_verdict_speaks_of_the_act_before_it_in_its_passage(case):
    act = case.says("Japan", "deployment", document="statement", **TROOPS)
    near = verdict(case, same_passage=True)
    far = verdict(case)

    assert (near.id,) == case.only().remarks
    assert (act.id,) == case.only().affirmed
    assert (near.id, far.id) == case.weighed().verdicts


def test_a_verdict_does_not_speak_of_a_vote_nor_of_parties_it_does_not_name(case):
    case.says("Japan", "vote", document="statement", agent="Russia", item="UN Security Council resolutions")
    verdict(case, same_passage=True)
    case.says("Japan", "transfer", document="statement", agent="Iran", recipient="Russia", item="UAV", same_passage=True)
    verdict(case, same_passage=True, agent="DPRK")

    assert all(() == finding.remarks for finding in case.weighed().findings)
