"""Things are known by what they are a kind of; a pack that cannot be so is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from attestry.model.errors import PackFault
from attestry.reference import pack, taxonomy
from attestry.reference.taxonomy import folded, plural, singular

KNOWN = pack.load().taxonomy


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("heavy artillery rounds", "artillery_round"),
        ("170-mm artillery shells", "r170"),
        ("152 millimetre shells", "r152"),
        ("KN-23 missiles", "kn23"),
        ("ballistic missiles", "ballistic_missile"),
        ("troops", "troops"),
        ("special forces units", "troops"),
        ("refined petroleum products", "refined"),
        ("air defense systems", "airdefence"),
        ("brand new frigates", "warship"),
        ("arms", "arms"),
        ("an arm", ""),
        ("good intentions", ""),
    ],
)
def test_words_are_found_by_their_end_in_singular_and_plural(words: str, id: str):
    assert id == KNOWN.find(words)


def test_what_a_thing_is_a_kind_of_is_known_at_any_remove():
    assert KNOWN.is_a("kn23", "missiles")
    assert KNOWN.is_a("koksan", "arms")
    assert KNOWN.is_a("dualuse", "technology") and KNOWN.is_a("dualuse", "goods")
    assert not KNOWN.is_a("koksan", "munitions")
    assert not KNOWN.is_a("unheard of", "arms")
    assert "unheard of" not in KNOWN


def test_an_embargo_on_a_class_covers_what_is_a_kind_of_it():
    assert {"ballistic_missile", "arms_all"} <= KNOWN.embargoes("kn23")
    assert not KNOWN.embargoes("troops")


def test_a_resolution_has_its_year_from_the_words_else_from_the_pack_else_none():
    assert "S/RES/2270 (2016)" == KNOWN.symbol("2270")
    assert "S/RES/9998 (2031)" == KNOWN.symbol("9998", "2031")
    assert "S/RES/9998" == KNOWN.symbol("9998")


def test_every_word_of_a_thing_leads_back_to_it_or_to_a_kind_of_it():
    for kind in KNOWN.things.values():
        for words in (*kind.names, *kind.only):
            found = KNOWN.named(words)
            assert (found is not None and KNOWN.is_a(found, kind.id)) or KNOWN.is_a(kind.id, found or ""), (kind.id, words, found)


def test_spelling_is_folded_before_it_is_compared():
    assert "170mm gun" == folded("170-mm  Gun") == folded("170 millimetre gun")
    assert ("battery", "servicemen", "aircraft", "corps") == (
        singular("batteries"),
        plural("serviceman"),
        singular("aircraft"),
        singular("corps"),
    )


def trial(tmp_path: Path, text: str) -> taxonomy.Taxonomy:
    folder = tmp_path / "packs" / "trial"
    folder.mkdir(parents=True)
    (folder / "things.toml").write_text(text, encoding="utf-8")
    return taxonomy.read((folder,))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            '[[thing]]\nid = "shell"\nname = "Shell"\nis_a = ["amunition"]\n[[thing]]\nid = "ammunition"\nname = "Ammunition"\n',
            "thing 'shell': is_a: 'amunition' is not a thing that the packs know; nearest: 'ammunition'",
        ),
        (
            '[[thing]]\nid = "egg"\nname = "Egg"\nis_a = ["hen"]\n[[thing]]\nid = "hen"\nname = "Hen"\nis_a = ["egg"]\n',
            "thing 'egg': is_a: 'egg' is a kind of itself; cut the circle",
        ),
        (
            'category = ["arms_all"]\n[[thing]]\nid = "gun"\nname = "Gun"\nembargo = ["arms_al"]\n',
            "thing 'gun': embargo: 'arms_al' is not a category of embargo that the packs know; nearest: 'arms_all'",
        ),
    ],
)
def test_a_taxonomy_that_does_not_hold_together_is_refused(tmp_path: Path, text: str, says: str):
    with pytest.raises(PackFault) as refused:
        trial(tmp_path, text)

    assert str(refused.value) == f"packs/trial/things.toml: {says}"
