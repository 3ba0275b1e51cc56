"""Packs are read strictly: each fault names file, entry, key, what was found and the nearest known name."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from attestry.model.claim import Mode
from attestry.model.errors import PackFault
from attestry.reference import strict


@dataclass(frozen=True, slots=True)
class Cap:
    barrels: Decimal
    from_: date


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    mode: Mode = Mode.ACTUAL
    cap: Cap | None = None
    words: tuple[str, ...] = ()
    weights: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rules:
    rule: tuple[Rule, ...] = ()


def rules(tmp_path: Path, text: str) -> Rules:
    folder = tmp_path / "packs" / "trial"
    folder.mkdir(parents=True)
    (folder / "rules.toml").write_text(text, encoding="utf-8")
    return strict.read(Rules, folder / "rules.toml")


def test_a_file_that_says_everything_right_is_read_into_its_dataclass(tmp_path: Path):
    read = rules(
        tmp_path,
        '[[rule]]\nid = "cap"\nmode = "planned"\nwords = ["cap"]\nweights = { a = 1 }\n'
        "cap = { barrels = 500_000, from = 2017-12-22 }\n",
    )

    assert read == Rules((Rule("cap", Mode.PLANNED, Cap(Decimal(500_000), date(2017, 12, 22)), ("cap",), {"a": 1}),))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[rule]]\nid = "cap"\nwrods = ["cap"]', "rules.toml: rule 'cap': unknown key 'wrods'; nearest: 'words'"),
        ('[[rule]]\nmode = "planned"', "rules.toml: rule 1: key 'id' is missing"),
        ("[[rule]]\nid = 3", "rules.toml: rule 1: id: a whole number (3) was found, a text is expected"),
        ('[[rule]]\nid = "cap"\nwords = "cap"', "rules.toml: rule 'cap': words: a text ('cap') was found, a list is expected"),
        (
            '[[rule]]\nid = "cap"\nmode = "planed"',
            "rules.toml: rule 'cap': mode: 'planed' is none of actual, ongoing, planned, possible, hypothetical, demanded; "
            "nearest: 'planned'",
        ),
        (
            '[[rule]]\nid = "cap"\ncap = { barrels = true, from = 2017-12-22 }',
            "rules.toml: rule 'cap': cap.barrels: true or false (True) was found, a number is expected",
        ),
        ('[[rule]]\nid = "cap"\ncap = { barrels = 1 }', "rules.toml: rule 'cap': cap: key 'from' is missing"),
        ('[[ruel]]\nid = "cap"', "rules.toml: unknown key 'ruel'; nearest: 'rule'"),
    ],
)
def test_a_fault_names_file_entry_key_and_the_nearest_known_name(tmp_path: Path, text: str, says: str):
    with pytest.raises(PackFault) as refused:
        rules(tmp_path, text)

    assert str(refused.value) == f"packs/trial/{says}"


def test_text_that_is_not_toml_is_refused_with_its_line(tmp_path: Path):
    with pytest.raises(PackFault, match=r"rules.toml: not TOML: .*line 1"):
        rules(tmp_path, "[[rule]\n")


def test_a_missing_file_is_refused_by_name(tmp_path: Path):
    with pytest.raises(PackFault, match=r"packs/none.toml: cannot be opened"):
        strict.read(Rules, tmp_path / "packs" / "none.toml")


def test_a_dangling_reference_is_refused_with_the_nearest_name():
    where = strict.Where("packs/dprk/things.toml", "thing 'shell'", "is_a")

    with pytest.raises(PackFault) as refused:
        strict.known("amunition", ["ammunition", "missile"], where, "a thing")

    assert str(refused.value) == (
        "packs/dprk/things.toml: thing 'shell': is_a: 'amunition' is not a thing that the packs know; nearest: 'ammunition'"
    )


def test_two_entries_of_one_name_are_refused():
    with pytest.raises(PackFault, match=r"'a' stands twice"):
        strict.unique(["a", "a"], str, strict.Where("packs/x.toml"))
