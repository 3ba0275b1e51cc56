"""Things and norms are marked with what they are, whatever number or hyphen they come in."""

from __future__ import annotations

import itertools

import pytest

from attestry.extracting.layer import Setting
from attestry.extracting.layers import things
from attestry.extracting.layers.things import Norm, Thing
from attestry.extracting.parsing.tokens import tokens
from attestry.extracting.sheet import Mark, Sheet
from attestry.model.text import Span
from attestry.reference import pack

PACKS = pack.load()


def marks(text: str) -> tuple[Sheet, list[Mark]]:
    sheet = Sheet(text, Span(0, len(text)), tokens(text, Span(0, len(text))))
    return sheet, things.mark(sheet, PACKS, Setting())


def seen(text: str) -> list[tuple[str, str]]:
    sheet, found = marks(text)
    return [(sheet.quote(mark), mark.value.id) for mark in found if isinstance(mark.value, Thing)]


def norms(text: str) -> list[Norm]:
    return [mark.value for mark in marks(text)[1] if isinstance(mark.value, Norm)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "They shipped 152-mm howitzer rounds and a 152 millimetre shell.",
            [("152-mm howitzer rounds", "r152"), ("152 millimetre shell", "r152")],
        ),
        ("Three 170mm long-range self-propelled guns were seen.", [("170mm long-range self-propelled guns", "koksan")]),
        ("Two 240 mm heavy multiple rocket launchers followed.", [("240 mm heavy multiple rocket launchers", "mrl240")]),
        (
            "Drones, an anti-tank missile and KN-23s hit the depot.",
            [("Drones", "uav"), ("anti-tank missile", "atgm"), ("KN-23s", "kn23")],
        ),
        (
            "Soldiers and special forces units guarded diesel and jet fuel.",
            [("Soldiers", "troops"), ("special forces units", "troops"), ("diesel", "refined"), ("jet fuel", "avfuel")],
        ),
        ("He raised an arm and used force in general.", []),
        ("The container held small arms.", [("container", "container"), ("small arms", "salw")]),
    ],
)
def test_the_longest_name_of_a_thing_is_marked(text: str, expected: list[tuple[str, str]]):
    assert expected == seen(text)


@pytest.mark.parametrize(
    ("text", "name", "symbols"),
    [
        ("It breaches all relevant Security Council resolutions.", "UN Security Council resolutions", ()),
        ("It breaches resolution 9998 (2031).", "resolution 9998 (2031)", ("S/RES/9998 (2031)",)),
        ("It breaches Security Council resolution 2270.", "resolution 2270", ("S/RES/2270 (2016)",)),
        (
            "Resolutions 1718, 2270 (2016), and 9998 forbid it.",
            "UN Security Council resolutions 1718, 2270 (2016), 9998",
            ("S/RES/1718 (2006)", "S/RES/2270 (2016)", "S/RES/9998"),
        ),
        ("See S/RES/2397 (2017) for it.", "resolution 2397 (2017)", ("S/RES/2397 (2017)",)),
        ("They ignored resolutions of the General Assembly.", "General Assembly resolutions", ()),
        ("They vetoed draft resolution S/2031/77 at once.", "draft resolution S/2031/77", ("S/2031/77",)),
        ("It is against the Charter of the United Nations.", "UN Charter", ()),
        ("It is against the Charter.", "UN Charter", ()),
        ("The arms embargo holds.", "arms embargo", ()),
        ("They quit the Nuclear Non-Proliferation Treaty.", "NPT", ()),
        ("They quit the Halden Convention on Sea Mines.", "Halden Convention on Sea Mines", ()),
    ],
)
def test_a_norm_is_marked_under_one_name_with_its_symbols(text: str, name: str, symbols: tuple[str, ...]):
    found = norms(text)

    assert [(name, symbols)] == [(norm.name, norm.symbols) for norm in found]


@pytest.mark.parametrize("text", ["The charter flight was late.", "Their resolve was strong.", "The Treaty was old."])
def test_words_that_only_look_like_norms_are_left_alone(text: str):
    assert [] == norms(text)


def test_a_treaty_is_a_thing_that_can_be_signed():
    assert [("Arms Trade Treaty", "treaty")] == seen("They signed the Arms Trade Treaty.")


def test_every_mark_of_a_kind_stands_clear_of_the_next():
    _, found = marks(
        "Under resolution 2270 (2016) and the arms embargo, ballistic missile launchers and 107mm rockets may not move."
    )

    for kind in ("THING", "NORM"):
        spans = sorted((mark.first, mark.last) for mark in found if mark.kind == kind)
        assert spans
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
