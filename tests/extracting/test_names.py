"""Names of actors and places are marked as they are printed, and ordinary words are left alone."""

from __future__ import annotations

import itertools

import pytest

from attestry.extracting.layer import Setting
from attestry.extracting.layers import names
from attestry.extracting.layers.names import Named
from attestry.extracting.parsing.tokens import sentences, tokens
from attestry.extracting.people import people
from attestry.extracting.sheet import Sheet
from attestry.model.text import Span
from attestry.reference import pack

PACKS = pack.load()


def marked(text: str) -> list[tuple[str, Named]]:
    """The words of each mark in *text*, a whole document, and what they stand for."""
    rows = [tokens(text, sentence, PACKS.gazetteer.glued) for sentence in sentences(text, Span(0, len(text)))]
    setting = Setting(people=people(text, rows, PACKS.gazetteer))
    found: list[tuple[str, Named]] = []
    for row in rows:
        sheet = Sheet(text, Span(row[0].start, row[-1].end), row)
        for mark in names.mark(sheet, PACKS, setting):
            assert isinstance(mark.value, Named)
            found.append((sheet.quote(mark), mark.value))
    return found


def named(text: str) -> list[tuple[str, str]]:
    return [(words, value.name) for words, value in marked(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "North Korea told the U.S. and Great Britain nothing.",
            [("North Korea", "DPRK"), ("U.S.", "United States"), ("Great Britain", "United Kingdom")],
        ),
        ("The Kremlin armed the Kim regime.", [("Kremlin", "Russia"), ("Kim regime", "DPRK")]),
        ("Officials of the State Duma met the Houthis.", [("State Duma", "State Duma (Russia)"), ("Houthis", "Houthis")]),
        (
            "The 1718 Committee heard its Panel of Experts.",
            [("1718 Committee", "1718 Committee"), ("Panel of Experts", "Panel of Experts")],
        ),
        ("The 9998 Committee was quoted by TASS.", [("9998 Committee", "9998 Committee"), ("TASS", "TASS")]),
        (
            "Ukrainska Pravda cited RUSI and NK News.",
            [("Ukrainska Pravda", "Ukrainska Pravda"), ("RUSI", "RUSI"), ("NK News", "NK News")],
        ),
        ("RUSSIA DENIES IT, JAPAN SAYS", [("RUSSIA", "Russia"), ("JAPAN", "Japan")]),
    ],
)
def test_every_name_form_is_marked_under_the_printed_name(text: str, expected: list[tuple[str, str]]):
    assert expected == named(text)


@pytest.mark.parametrize(
    "text",
    [
        "It told us who may eat turkey off fine china.",
        "The chad was left hanging by the guinea pig.",
        "This mali garden has no georgia peaches.",
        "Responsible members uphold the law.",
        "The ships sailed north and then south.",
    ],
)
def test_ordinary_words_name_nobody(text: str):
    assert [] == named(text)


def test_an_adjective_says_whose_and_a_people_is_not_its_state():
    (_, russian), (_, syrians) = marked("A Russian shell hit Syrians.")

    assert (russian.name, russian.actor, russian.adjective) == ("Russia", "RUS", True)
    assert (syrians.name, syrians.actor, syrians.adjective) == ("Syrians", "SYR", True)


def test_a_capital_is_the_state_and_keeps_the_place():
    (_, city), (_, palace), (_, town) = marked("In Pyongyang and the Kremlin they spoke of Kursk.")

    assert (city.name, city.kind, city.place) == ("DPRK", "state", "Pyongyang")
    assert (palace.name, palace.place) == ("Russia", None)
    assert (town.name, town.kind, town.place, town.of) == ("Kursk", "place", "Kursk", "RUS")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway's Foreign Ministry wrote.", ("Norway's Foreign Ministry", "Foreign Ministry (Norway)")),
        ("The Ministry of Defence of Japan wrote.", ("Ministry of Defence of Japan", "Ministry of Defence (Japan)")),
        (
            "The Chilean Ministry of Mining and Lithium wrote.",
            ("Chilean Ministry of Mining and Lithium", "Ministry of Mining and Lithium (Chile)"),
        ),
        ("The Federal Government of Somalia wrote.", ("Federal Government of Somalia", "Somalia")),
        ("Latvia's Prime Minister wrote.", ("Latvia's Prime Minister", "Prime Minister (Latvia)")),
    ],
)
def test_an_organ_that_any_state_may_have_is_printed_with_its_state(text: str, expected: tuple[str, str]):
    assert [expected] == named(text)


def test_a_short_form_stands_for_whom_the_document_has_named():
    heard = named("The 2140 Committee met. Later the Committee wrote to the Council.")

    assert [("2140 Committee", "2140 Committee"), ("Committee", "2140 Committee"), ("Council", "UN Security Council")] == heard


def test_a_short_form_without_its_bearer_names_nobody():
    assert [] == named("The Committee of the village met, and so did the Legislative Council.")


def test_a_short_form_that_two_could_claim_names_nobody():
    heard = named("The 2140 Committee and the 751 Committee met. The Committee wrote.")

    assert ["2140 Committee", "751 Committee"] == [name for _, name in heard]


def test_a_regime_is_the_one_that_the_document_has_called_so():
    assert ("regime", "Syria") in named("The Assad regime fell. The regime left ruins.")
    assert [("Iran", "Iran"), ("Syria", "Syria")] == named("Iran and Syria met. The regime left ruins.")


def test_an_office_and_its_complement_belong_to_the_name_that_they_introduce():
    heard = named("So said the Permanent Representative of Norway to the UN Marit Halvorsen.")

    assert [("Permanent Representative of Norway to the UN Marit Halvorsen", "Marit Halvorsen (Norway)")] == heard


def test_an_office_of_another_state_is_not_the_person_named_after_it():
    heard = named("Marit Halvorsen (Norway) spoke. She met the President of Chile, Halvorsen and others.")

    assert ("Chile", "Chile") in heard


def test_a_committee_is_known_by_the_resolution_that_established_it():
    heard = named("I report on the Committee established pursuant to resolution 2140 (2014). The Committee met twice.")

    assert ("Committee", "2140 Committee") == heard[-1]


def test_an_office_is_whoever_the_document_says_holds_it():
    heard = named("UN Secretary-General António Guterres spoke. Kim mocked the UN secretary-general.")

    assert ("UN secretary-general", "António Guterres (UN)") == heard[-1]


def test_somebody_of_the_same_rank_is_not_the_one_whom_the_document_has_named():
    heard = named("U.S. General Walter Ames spoke. A U.S. general disagreed.")

    assert ("U.S.", "United States") == heard[-1]


def test_a_regime_under_its_leaders_name_is_the_state():
    assert ("Zelensky puppet clique", "Ukraine") in named("They cursed the Zelensky puppet clique.")


def test_a_name_that_nobody_knows_is_kept():
    ((_, unknown),) = marked("Later the Halden Peace Foundry in turn published it.")

    assert ("Halden Peace Foundry", "unknown", None) == (unknown.name, unknown.kind, unknown.actor)


def test_run_together_words_are_still_names():
    assert [("France", "France")] == named("Francecondemns the raid.")


def test_marks_of_one_kind_never_overlap():
    text = "Russian Foreign Minister Lavrov and the UN Security Council met South Korea's Ministry of Unification in Guam."
    rows = tokens(text, Span(0, len(text)))
    sheet = Sheet(text, Span(0, len(text)), rows)
    marks = names.mark(sheet, PACKS, Setting(people=people(text, [rows], PACKS.gazetteer)))

    assert len(marks) >= 5
    for one, other in itertools.pairwise(marks):
        assert one.last <= other.first
