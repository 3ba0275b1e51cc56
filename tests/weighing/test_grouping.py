"""Which claims are taken to speak of one act."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attestry.model.claim import Certainty, Kind, Mode, Polarity
from attestry.weighing.weigh import weigh

ROUNDS = {"agent": "DPRK", "recipient": "Russia", "item": "artillery round"}
TROOPS = {"agent": "DPRK", "recipient": "Russia", "item": "troops"}


def test_what_several_holders_say_of_one_act_is_one_allegation(case):
    ours = case.says("United States", "transfer", **ROUNDS)
    theirs = case.says("Japan", "transfer", on="2024-10-30", **ROUNDS)

    assert {ours.id, theirs.id} == set(case.only().affirmed)


def test_a_kind_of_goods_goes_with_the_class_it_is_of(case):
    case.says("United States", "transfer", agent="DPRK", recipient="Russia", item="munitions")
    case.says("Japan", "transfer", **ROUNDS)

    assert "goods of one class" in case.only().allegation.why


@pytest.mark.parametrize("other", [
    {"agent": "Russia", "recipient": "DPRK", "item": "artillery round"},
    {"agent": "DPRK", "recipient": "Russia", "item": "coal"},
    {"agent": "DPRK", "recipient": "Iran", "item": "artillery round"},
])
def test_another_direction_other_goods_or_another_party_is_another_allegation(case, other):
    case.says("United States", "transfer", **ROUNDS)
    case.says("United States", "transfer", **other)

    assert 2 == len(case.weighed().findings)


def test_what_is_just_goods_is_not_one_delivery(case):
    case.says("Norway", "transfer", agent="Russia", recipient="DPRK", item="winter equipment")
    case.says("Norway", "transfer", agent="Russia", recipient="DPRK", item="uniform")

    assert 2 == len(case.weighed().findings)


def test_goods_named_in_one_breath_are_one_transfer(case):
    case.says("Japan", "transfer", agent="DPRK", recipient="Russia", item="ballistic missile")
    case.says("Republic of Korea", "transfer", **ROUNDS)
    assert 2 == len(case.weighed().findings)

    case.says("United States", "transfer", agent="DPRK", recipient="Russia", item=["artillery round", "ballistic missile"])
    assert 1 == len(case.weighed().findings)


def test_a_denial_joins_what_it_denies_and_affirms_nothing(case):
    said = case.says("UN News", "deployment", **TROOPS)
    denied = case.denies(["UN News", "Vasily Nebenzya (Russia)"], "deployment", agent="DPRK", item="troops", place="Ukraine")

    assert (said.id,) == case.only().affirmed
    assert (denied.id,) == case.only().denied


def test_a_non_answer_and_a_relay_stand_with_the_act_uncommitted(case):
    silent = case.says("Russia", "deployment", polarity=Polarity.NEITHER, **TROOPS)
    relay = case.says(["UN News", "?media"], "deployment", certainty=Certainty.UNCOMMITTED, **TROOPS)

    assert {silent.id, relay.id} == set(case.only().uncommitted)
    assert () == case.only().affirmed


def test_what_is_planned_feared_or_supposed_stands_with_the_act_but_does_not_affirm_it(case):
    done = case.says("Japan", "deployment", **TROOPS)
    later = [case.says("Japan", "deployment", mode=mode, **TROOPS) for mode in (Mode.PLANNED, Mode.POSSIBLE, Mode.HYPOTHETICAL)]

    assert (done.id,) == case.only().affirmed
    assert tuple(claim.id for claim in later) == case.only().prospective


def test_what_is_only_demanded_alleges_nothing(case):
    banned = case.says(["United States", "UN Security Council"], "transfer", mode=Mode.DEMANDED, agent="DPRK",
                       recipient="UN Member States", item="arms")

    assert () == case.weighed().findings
    assert (banned.id,) == case.weighed().ungrouped


def test_a_claim_that_names_neither_party_nor_goods_stays_ungrouped(case):
    case.says("Japan", "transfer", **ROUNDS)
    poor = case.says("Japan", "transfer")

    assert (poor.id,) == case.weighed().ungrouped


def test_a_claim_without_receiver_joins_the_one_act_of_its_document_that_fits(case):
    case.says("Japan", "deployment", agent="DPRK", recipient="Iran", item="troops", document="elsewhere")
    here = case.says("Japan", "deployment", document="here", **TROOPS)
    short = case.says("Japan", "deployment", document="here", agent="DPRK", item="troops")

    home = next(finding for finding in case.weighed().findings if here.id in finding.affirmed)
    assert short.id in home.affirmed
    assert "nothing else near" in home.allegation.why


def test_where_two_acts_fit_a_claim_joins_neither(case):
    case.says("Japan", "deployment", document="here", agent="DPRK", recipient="Iran", item="troops")
    case.says("Japan", "deployment", document="here", **TROOPS)
    short = case.says("Japan", "deployment", document="here", agent="DPRK", item="troops")

    home = next(finding for finding in case.weighed().findings if short.id in finding.affirmed)
    assert (short.id,) == home.affirmed
    assert 3 == len(case.weighed().findings)


def test_two_doers_and_no_receiver_may_mean_either_direction(case):
    both = case.says("United States", "transfer", agent=["Russia", "DPRK"], item="arms")
    case.says("United States", "transfer", agent="DPRK", recipient="Russia", item="arms")
    assert both.id in case.only().affirmed

    case.says("United States", "transfer", agent="Russia", recipient="DPRK", item="arms")
    assert 3 == len(case.weighed().findings)


def test_parties_that_act_together_are_one_whoever_is_named_first(case):
    case.says("Japan", "cooperation", agent=["Russia", "DPRK"], item="military cooperation")
    case.says("Japan", "cooperation", agent="DPRK", recipient="Russia", item="military cooperation")

    assert ("DPRK", "Russia") == case.only().allegation.agents
    assert "DPRK and Russia: military cooperation, cooperation" == case.only().title


def test_training_in_several_subjects_is_one_course_of_training(case):
    case.says("United States", "training", agent="Russia", recipient="DPRK", item=["artillery", "UAV"])
    case.says("Japan", "training", recipient="DPRK", item="military training")

    assert 2 == len(case.only().affirmed)


def test_ratification_by_parliament_is_not_signature_by_the_state(case):
    treaty = "Treaty on Comprehensive Strategic Partnership"
    case.says("UN News", "agreement", agent=["Russia", "DPRK"], item=treaty, when=("2024-06-19", "2024-06-19"))
    case.says("UN News", "agreement", agent="State Duma (Russia)", item=treaty, when=("2024-10-24", "2024-10-24"))

    assert 2 == len(case.weighed().findings)


def test_votes_at_different_times_are_different_votes_and_an_undated_one_may_be_either(case):
    case.says("Japan", "vote", agent="Russia", item="mandate", when=("2023-03-23", "2023-03-23"))
    assert 1 == len(case.weighed().findings)
    case.says("Japan", "vote", agent="Russia", item="mandate")
    assert 1 == len(case.weighed().findings)
    case.says("Japan", "vote", agent="Russia", item="mandate", when=("2024-03-28", "2024-03-28"))

    whys = [finding.allegation.why for finding in case.weighed().findings]
    assert 3 == len(whys)
    assert any("2 acts of different times might be meant" in why for why in whys)


def test_a_transfer_told_with_and_without_dates_is_one_course_of_conduct(case):
    case.says("Japan", "transfer", when=("2023-09-01", "2023-09-30"), **ROUNDS)
    case.says("Japan", "transfer", when=("2024-10-01", "2024-10-31"), **ROUNDS)
    assert 2 == len(case.weighed().findings)

    case.says("Japan", "transfer", **ROUNDS)
    assert 1 == len(case.weighed().findings)


def test_the_time_of_an_allegation_runs_from_the_first_day_that_anybody_states_to_the_last(case):
    case.says("Japan", "transfer", when=("2023-09-01", ""), **ROUNDS)
    assert "2023-09-01 – …" == str(case.only().allegation.when)

    case.says("United States", "transfer", when=("", "2024-12-18"), **ROUNDS)
    assert "2023-09-01 – 2024-12-18" == str(case.only().allegation.when)


def test_the_time_of_an_allegation_is_that_of_what_was_done_not_of_what_is_expected(case):
    case.says("Japan", "deployment", when=("2024-10-08", "2024-10-13"), **TROOPS)
    case.says("Japan", "deployment", mode=Mode.POSSIBLE, when=("2024-10-10", "2024-11-30"), **TROOPS)

    assert "2024-10-08 – 2024-10-13" == str(case.only().allegation.when)


def test_a_title_takes_the_shortest_words_that_count_nothing(case):
    case.says("Japan", "deployment", agent="DPRK", recipient="Russia", item="more than 11,000 DPRK troops")
    assert "DPRK to Russia: troops, deployment" == case.only().title

    case.says("Japan", "deployment", agent="DPRK", recipient="Russia", item="North Korea’s soldiers")
    assert "DPRK to Russia: North Korea’s soldiers, deployment" == case.only().title


def test_a_title_holds_stated_words_alone_and_counts_what_it_leaves_out(case):
    case.says("Japan", "use", agent="Russia", recipient="Ukraine", item="ballistic missile")
    assert "Russia against Ukraine: ballistic missile, use" == case.only().title

    case.says("Japan", "transfer", agent="DPRK", recipient="Russia",
              item=["artillery round", "ballistic missile", "munitions", "arms", "UAV"])
    assert any("and 1 more, transfer" in finding.title for finding in case.weighed().findings)


PARTIES = st.sampled_from(["", "DPRK", "Russia", "Ukraine", "Iran", "Lavrov (Russia)", "State Duma (Russia)", "Freedonia"])
GOODS = st.lists(st.sampled_from(["artillery round", "ballistic missile", "munitions", "arms", "troops", "coal", "widgets"]),
                 max_size=3, unique=True)
DAYS = st.sampled_from([None, ("2023-09-01", "2023-12-31"), ("2024-10-01", ""), ("", "2024-01-01"), ("2024-11-05", "2024-11-05")])
ACTS = st.fixed_dictionaries({
    "chain": st.sampled_from(["United States", "Russia", "Japan", ["UN News", "?media"]]),
    "frame": st.sampled_from(["transfer", "deployment", "vote", "cooperation", "training", "use"]),
    "kind": st.sampled_from([Kind.ACT] * 5 + [Kind.VERDICT, Kind.POSITION, Kind.VERIFICATION]),
    "mode": st.sampled_from([*Mode, Mode.ACTUAL, Mode.ACTUAL, Mode.ONGOING]), "polarity": st.sampled_from(list(Polarity)),
    "certainty": st.sampled_from(list(Certainty)), "when": DAYS, "document": st.sampled_from(["one", "two", "three"]),
    "agent": st.lists(PARTIES.filter(bool), max_size=2, unique=True), "recipient": PARTIES, "item": GOODS,
})


@settings(max_examples=60, deadline=None)
@given(acts=st.lists(ACTS, max_size=14), seed=st.integers(0, 99))
def test_every_act_is_in_one_allegation_or_left_over_and_the_order_of_hearing_does_not_matter(blank, acts, seed):
    case = blank()
    for act in acts:
        case.says(act["chain"], **{key: value for key, value in act.items() if key != "chain"})
    findings = case.weighed()

    placed = [id for finding in findings.findings for id in finding.allegation.claims] + list(findings.ungrouped)
    assert sorted(claim.id for claim in case.claims if claim.kind is Kind.ACT) == sorted(placed)
    for finding in findings.findings:
        parts = (*finding.affirmed, *finding.denied, *finding.uncommitted, *finding.prospective)
        assert sorted(finding.allegation.claims) == sorted(parts)
    names = [finding.allegation.id for finding in findings.findings]
    assert len(names) == len(set(names))
    shuffled = random.Random(seed).sample(case.claims, len(case.claims))
    assert findings == weigh(case.standing(shuffled), case.reference)
