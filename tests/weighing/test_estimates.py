"""Who says how many: worked by hand, then for any numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attestry.model.claim import Counted, Polarity
from attestry.model.finding import Relation
from attestry.model.quantity import Hedge, Quantity, common
from attestry.model.text import Span

ROUNDS = {"agent": "DPRK", "recipient": "Russia", "item": "artillery round"}
TROOPS = {"agent": "DPRK", "recipient": "Russia", "item": "troops"}


def test_containers_rounds_and_missiles_of_one_statement_are_three_series(case, num):
    case.says("United States", "transfer", agent="DPRK", recipient="Russia",
              item=["munitions", "heavy artillery round", "ballistic missile"],
              many=[num(20_000, unit="container", low_open=True), num(6_000_000, unit="round"),
                    num(100, unit="missile", low_open=True, hedge=Hedge.VAGUE)])

    series = {(estimate.unit, estimate.of): estimate.spread for estimate in case.only().estimates}
    assert {
        ("container", ""): num(20_000, unit="container", low_open=True),
        ("round", "heavy artillery round"): num(6_000_000, unit="round"),
        ("missile", "ballistic missile"): num(100, unit="missile", low_open=True),
    } == series


def test_soldiers_troops_and_persons_of_one_contingent_are_counted_in_one_series(case, num, about):
    case.says("United States", "deployment", many=[num(10_000, 10_000, "soldier")], **TROOPS)
    case.says("Ukraine", "deployment", many=[num(11_000, unit="troop", low_open=True)], **TROOPS)
    case.says("Republic of Korea", "deployment", many=[about(12_000, "person")], **TROOPS)
    case.says("Japan", "deployment", many=[num(9_000)], **TROOPS)

    assert 1 == len(case.only().estimates)
    assert 4 == len(case.only().estimates[0].measured)


def test_blank_units_do_not_make_missiles_rounds(case, num):
    case.says("United States", "transfer", agent="DPRK", recipient="Russia", item="ballistic missile", many=[num(100, 100)])
    case.says("Japan", "transfer", many=[num(6_000_000)], **ROUNDS)
    case.says("Ukraine", "transfer", agent="DPRK", recipient="Russia", item="arms")

    assert {"ballistic missile", "artillery round"} == {estimate.of for estimate in case.only().estimates}


def test_barrels_of_refined_and_of_crude_are_never_one_series(case, num):
    case.says("United States", "transfer", agent="Russia", recipient="DPRK", item="refined petroleum", many=[num(5, 5, "barrel")])
    case.says("Japan", "transfer", agent="Russia", recipient="DPRK", item="crude oil", many=[num(6, 6, "barrel")])
    case.says("Ukraine", "transfer", agent="Russia", recipient="DPRK", item="oil")

    assert {"refined petroleum", "crude oil"} == {estimate.of for estimate in case.only().estimates}


def test_parts_are_a_series_of_their_own_and_added_to_nothing(case, num):
    whole, part = num(10_000, 10_000, "soldier"), num(3_000, 3_000, "soldier")
    many = [Counted("item", whole, Span(1, 2)), Counted("item", part, Span(4, 5), Span(1, 2))]
    case.says("Ukraine", "deployment", many=many, **TROOPS)

    wholes, parts = case.only().estimates
    assert (False, whole) == (wholes.part, wholes.measured[0].quantity)
    assert (True, part) == (parts.part, parts.measured[0].quantity)
    assert () == wholes.pairs == parts.pairs


def test_rounds_that_are_part_of_containers_are_compared_with_other_rounds(case, num):
    boxes, rounds = num(20_000, unit="container"), num(6_000_000, unit="round")
    many = [Counted("item", boxes, Span(1, 2)), Counted("item", rounds, Span(4, 5), Span(1, 2))]
    case.says("United States", "transfer", many=many, **ROUNDS)
    case.says("Republic of Korea", "transfer", many=[num(8_000_000, unit="shell")], **ROUNDS)

    assert {("container", 1, False), ("round", 2, False)} == {
        (estimate.unit, len(estimate.measured), estimate.part) for estimate in case.only().estimates}


def test_alternatives_stay_apart(case, num):
    sent = {"agent": "DPRK", "recipient": "Russia"}
    case.says("Republic of Korea", "transfer", item="152mm round", many=[num(1_000_000, unit="round")], **sent)
    case.says("Republic of Korea", "transfer", item="122mm rocket", many=[num(200_000, unit="round")], **sent)
    case.says("Republic of Korea", "transfer", item="munitions", **sent)

    assert [1, 1] == [len(estimate.measured) for estimate in case.only().estimates]


def test_what_is_denied_is_listed_but_bounds_nothing(case, num):
    case.says("Ukraine", "deployment", many=[num(10_000, 10_000, "soldier")], **TROOPS)
    case.denies("Russia", "deployment", many=[num(3_000, 3_000, "soldier")], **TROOPS)

    estimate = case.only().estimates[0]
    assert ["affirms", "denies"] == sorted(measured.polarity for measured in estimate.measured)
    assert num(10_000, 10_000, "soldier") == estimate.spread == estimate.common
    assert () == estimate.pairs


def test_what_is_only_planned_is_no_estimate_of_what_was_done(case, num):
    case.says("Ukraine", "deployment", **TROOPS)
    case.says("Ukraine", "deployment", mode="planned", many=[num(25_000, 25_000, "soldier")], **TROOPS)

    assert () == case.only().estimates


def test_a_relayed_number_keeps_its_holder_and_says_through_whom_it_came(case, num):
    chain = ["UN News", "Robert Wood (United States)", "United States"]
    case.says(chain, "deployment", many=[num(10_000, 10_000, "soldier")], **TROOPS)

    measured = case.only().estimates[0].measured[0]
    assert ("United States", ("UN News", "Robert Wood (United States)")) == (measured.holder, measured.through)


def q(low: int | None, high: int | None, hedge: Hedge = Hedge.EXACT, **more: bool) -> Quantity:
    return Quantity(*(None if end is None else Decimal(end) for end in (low, high)), hedge=hedge, unit="soldier", **more)


TEN, SOME_TEN, OVER_ELEVEN = q(10_000, 10_000), q(10_000, 10_000, Hedge.APPROX), q(11_000, None, low_open=True)


NOV, DEC = "2024-11-01", "2024-12-18"


@pytest.mark.parametrize(("one", "other", "relation", "why"), [
    # each statement: holder, day, time it speaks of, words
    (("Ukraine", NOV, None, TEN), ("Japan", NOV, None, q(9_000, None)), Relation.AGREE, "same values"),
    (("Ukraine", NOV, None, q(10_000, 12_000)), ("Japan", NOV, None, OVER_ELEVEN), Relation.AGREE, "same values"),
    (("Ukraine", NOV, None, TEN), ("Japan", NOV, None, OVER_ELEVEN), Relation.CONFLICT, f"both as of {NOV}"),
    # at most 11,000 and more than 11,000 share nothing: the end is excluded
    (("Ukraine", NOV, None, q(None, 11_000)), ("Japan", NOV, None, OVER_ELEVEN), Relation.CONFLICT, "no value in common"),
    (("Ukraine", NOV, None, SOME_TEN), ("Japan", NOV, None, OVER_ELEVEN), Relation.VARY, "“≈ 10\u202f000” is approximate"),
    (("Ukraine", NOV, None, TEN), ("Ukraine", DEC, None, OVER_ELEVEN), Relation.UPDATE, f"said so later, on {DEC}"),
    (("Robert Wood (United States)", NOV, None, TEN), ("United States", DEC, None, OVER_ELEVEN), Relation.UPDATE, "later"),
    (("Ukraine", NOV, None, TEN), ("Japan", DEC, None, OVER_ELEVEN), Relation.VARY, "as of different days"),
    (("Ukraine", DEC, (NOV, "2024-11-30"), TEN), ("Japan", DEC, (NOV, "2024-12-01"), OVER_ELEVEN),
     Relation.VARY, "as of different days: 2024-11-30 and 2024-12-01"),
    (("Ukraine", "", None, TEN), ("Japan", DEC, None, OVER_ELEVEN), Relation.VARY, "no day that both speak of"),
])
def test_two_numbers_stand_to_each_other_by_a_stated_rule(case, one, other, relation, why):
    for holder, day, when, words in (one, other):
        case.says(holder, "deployment", on=day, document=f"{holder} {day}", when=when, many=[words], **TROOPS)

    pair, = case.only().estimates[0].pairs
    assert relation is pair.relation
    assert why in pair.why


def test_a_month_and_a_year_that_agree_are_told_apart(case, num):
    oil = {"agent": "Russia", "recipient": "DPRK", "item": "refined petroleum"}
    case.says("United States", "transfer", when=("2024-03-01", "2024-03-31"), many=[num(165_000, unit="barrel")], **oil)
    case.says("United Kingdom", "transfer", when=("2024-03-01", "2024-10-31"), many=[num(1_000_000, unit="barrel")], **oil)

    pair, = case.only().estimates[0].pairs
    assert Relation.AGREE is pair.relation
    assert "of different times: 2024-03-01 – 2024-10-31 and 2024-03-01 – 2024-03-31" in pair.why


def test_a_total_of_goods_sent_may_have_grown(case, num):
    case.says("United States", "transfer", on="2024-02-23", many=[num(10_000, 10_000, "container")], **ROUNDS)
    case.says("Republic of Korea", "transfer", on="2024-08-28", many=[num(13_000, unit="container")], **ROUNDS)

    pair, = case.only().estimates[0].pairs
    assert (Relation.UPDATE, "a total that may have grown from 2024-02-23 to 2024-08-28") == (pair.relation, pair.why)


def test_a_total_that_shrinks_between_holders_is_told_as_varying(case, num):
    case.says("United States", "transfer", on="2024-02-23", many=[num(10_000, unit="container", low_open=True)], **ROUNDS)
    case.says("Republic of Korea", "transfer", on="2024-02-26", many=[num(6_700, 6_700, "container")], **ROUNDS)

    assert [Relation.VARY] == [pair.relation for pair in case.only().estimates[0].pairs]


def test_each_revision_of_one_holder_is_compared_with_its_next_and_the_last_with_others(case, num):
    for day, value in (("2024-10-18", 1_500), ("2024-10-23", 3_000), ("2024-11-13", 10_900)):
        case.says("Republic of Korea", "deployment", on=day, many=[num(value, value, "soldier")], **TROOPS)
    case.says("Ukraine", "deployment", on="2024-11-13", many=[num(11_000, 11_000, "soldier")], **TROOPS)

    relations = [pair.relation for pair in case.only().estimates[0].pairs]
    assert [Relation.UPDATE, Relation.UPDATE, Relation.CONFLICT] == relations


QUANTITIES = st.builds(
    lambda ends, low_open, high_open, hedge, none: Quantity(
        None if none == "low" else Decimal(min(ends)), None if none == "high" else Decimal(max(ends)),
        low_open and none != "low" and ends[0] != ends[1], high_open and none != "high" and ends[0] != ends[1], hedge, "soldier"),
    st.tuples(st.integers(0, 30), st.integers(0, 30)), st.booleans(), st.booleans(), st.sampled_from(list(Hedge)),
    st.sampled_from(["", "", "low", "high"]))

SAYINGS = st.tuples(QUANTITIES, st.sampled_from(["Ukraine", "Japan", "?media", "United States"]),
                    st.sampled_from(["2024-10-01", NOV, ""]), st.sampled_from([Polarity.AFFIRMS] * 4 + [Polarity.DENIES]))


@settings(max_examples=80, deadline=None)
@given(st.lists(SAYINGS, min_size=1, max_size=8))
def test_spread_holds_all_that_anyone_allows_common_only_what_all_allow_and_no_number_is_made_up(blank, sayings):
    case = blank()
    for quantity, holder, day, polarity in sayings:
        case.says(holder, "deployment", on=day, document=f"{holder}{day}", many=[quantity], polarity=polarity, **TROOPS)
    estimate, = case.only().estimates

    assert len(sayings) == len(estimate.measured)
    affirmed = [measured.quantity for measured in estimate.measured if measured.polarity == "affirms"]
    halves = [Decimal(half) / 2 for half in range(-1, 62)]
    for value in halves:
        if any(one.allows(value) for one in affirmed):
            assert estimate.spread is not None
            assert estimate.spread.allows(value)
        if affirmed and all(one.allows(value) for one in affirmed):
            assert estimate.common is not None
            assert estimate.common.allows(value)
        if estimate.common is not None and estimate.common.allows(value):
            assert all(one.allows(value) for one in affirmed)
    said = {end for one in affirmed for end in (one.low, one.high)} | {None}
    for made in (estimate.common, estimate.spread):
        assert made is None or {made.low, made.high} <= said
    for pair in estimate.pairs:
        one, other = (next(m.quantity for m in estimate.measured if m.claim == id) for id in (pair.one, pair.other))
        assert (pair.relation is Relation.AGREE) == (common((one, other)) is not None)
