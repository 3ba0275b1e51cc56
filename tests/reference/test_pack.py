"""Packs are read part by part, once, and told by one digest."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from attestry.model.errors import PackFault
from attestry.reference import pack


def test_a_pack_that_is_not_there_is_refused_with_the_nearest_name():
    with pytest.raises(PackFault, match=r"'un-dprc' is not a pack that the packs know; nearest: 'un-dprk'"):
        pack.load(("world", "un-dprc"))


def test_the_same_packs_are_read_once():
    assert pack.load() is pack.load()
    assert pack.load().gazetteer is pack.load().gazetteer


def test_one_changed_letter_changes_the_digest(tmp_path: Path):
    for name in ("one", "two"):
        shutil.copytree(pack.PACKS / "world", tmp_path / name / "packs" / "world")
    changed = tmp_path / "two" / "packs" / "world" / "glue.toml"
    changed.write_text(changed.read_text(encoding="utf-8") + "# a\n", encoding="utf-8")

    one, two = (pack.load(("world",), tmp_path / name / "packs") for name in ("one", "two"))

    assert one.digest == pack.load(("world",)).digest
    assert one.digest != two.digest
