"""The pack of the 1718 regime: every paragraph in its place, and every example of a typical act with its fit."""

from __future__ import annotations

from datetime import date

import pytest

from attestry.model.law import Fit
from attestry.reference import pack
from attestry.reference.provisions import Law


@pytest.fixture(scope="module")
def law() -> Law:
    return pack.load().provisions


def test_the_pack_holds_312_paragraphs_of_28_instruments(law: Law):
    assert 312 == len(law.provisions)
    assert 28 == len({provision.instrument.symbol for provision in law.provisions.values()})
    assert 304 == sum(provision.verified for provision in law.provisions.values())


@pytest.mark.parametrize(("provision", "day", "expected"), [
    ("1874-9", date(2009, 6, 11), False),       # the day before adoption
    ("1874-9", date(2009, 6, 12), True),
    ("1874-9", date(2026, 1, 1), True),
    ("2680-1", date(2024, 4, 30), True),        # the last day of the Panel
    ("2680-1", date(2024, 5, 1), False),
    ("draft-2024-255-1", date(2024, 6, 1), False),
    ("2321-26", date(2017, 8, 6), False),       # replaced by 2371-8
])
def test_a_paragraph_is_in_force_on_its_days_only(law: Law, provision: str, day: date, expected: bool):
    assert expected == law.provision(provision).in_force_on(day)


def test_small_arms_to_the_dprk_are_reached_by_2270_6_which_amends_1874_10(law: Law):
    assert "2270-6" in law.provision("1874-10").amended_by


def test_the_cap_on_refined_petroleum_is_500_000_barrels_from_2018(law: Law):
    cap = law.caps["refined-2397"]

    assert ((500_000, "barrel"),) == cap.limits()
    assert date(2018, 1, 1) == cap.period.starts
    assert "2397-5" == cap.provision


def test_no_fit_of_an_act_about_troops_is_direct(law: Law):
    troops = next(act for act in law.acts if act.id == "dprk-troops-to-another-state")

    assert Fit.ARGUABLE is troops.ceiling
    assert Fit.DIRECT not in {hit.fit for hit in troops.hits}


def test_no_typical_act_names_a_state_that_the_paragraphs_do_not(law: Law):
    named = [act.id for act in law.acts for text in (act.act, *(element.name for element in act.elements)) if "Russia" in text]

    assert [] == named


def test_every_class_of_thing_and_every_actor_that_a_test_asks_for_is_known_to_the_packs(law: Law):
    reference = pack.load()
    tests = [test for act in law.acts for element in act.elements for test in element.tests]
    tests += [hit.shown_by for act in law.acts for hit in act.hits if hit.shown_by]

    assert [] == [name for test in tests for name in (*test.is_a, *test.not_a) if name not in reference.taxonomy.things]
    assert [] == [name for test in tests for name in (test.is_, test.is_not) if name and name not in reference.gazetteer.actors]
