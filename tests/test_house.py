"""The house as a whole: who may know whom, what is public, what starts quickly, what the wheel holds."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import attestry

ROOT = Path(__file__).parents[1]
HEAVY = ("rich", "lxml", "trafilatura", "pypdfium2", "docx", "cryptography", "jinja2", "sqlite3",
         "attestry.ledger", "attestry.extracting")


def modules() -> list[str]:
    """Every module of the package, as it is imported."""
    every = pkgutil.walk_packages(attestry.__path__, "attestry.")
    return [module.name for module in every if not module.name.endswith("__main__")]


def loaded_after(statement: str) -> set[str]:
    """The modules that are loaded once *statement* has run in a fresh Python."""
    call = [sys.executable, "-c", f"{statement}\nimport sys; print(*sys.modules)"]
    return set(subprocess.run(call, capture_output=True, text=True, check=True).stdout.split())


def test_every_room_stands_above_what_it_uses():
    lint = Path(sys.executable).with_name("lint-imports")

    result = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout


def test_no_module_says_or_does_anything_when_it_is_imported():
    imports = "\n".join(f"importlib.import_module({name!r})" for name in modules())

    result = subprocess.run([sys.executable, "-c", f"import importlib\n{imports}"], capture_output=True, text=True, check=False)

    assert (result.stdout, result.stderr, result.returncode) == ("", "", 0)


def test_public_names_are_there_and_nothing_else_is_public():
    assert all(hasattr(attestry, name) for name in attestry.__all__)
    shown = {name for name, value in vars(attestry).items() if not name.startswith("_") and not isinstance(value, type(pkgutil))}

    assert shown - {"annotations", "TYPE_CHECKING"} <= set(attestry.__all__)


@pytest.mark.parametrize("statement", ["import attestry", "import attestry.cli"])
def test_nothing_heavy_is_loaded_before_it_is_needed(statement: str):
    loaded = loaded_after(statement)

    assert not [name for name in HEAVY if name in loaded]


def test_the_locks_name_no_place_to_fetch_from_and_a_hash_for_every_package():
    for lock in sorted((ROOT / "requirements").glob("*.lock")):
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text
        assert all("--hash=sha256:" in entry for entry in text.replace("\\\n", "").splitlines() if "==" in entry)


def test_everything_the_program_depends_on_is_locked():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    locked = (ROOT / "requirements" / "core.lock").read_text(encoding="utf-8")

    assert [name for name in (each.partition(">")[0] for each in declared) if f"\n{name}==" not in f"\n{locked}"] == []


def test_the_wheel_holds_packs_weights_and_templates(tmp_path: Path):
    build = "import sys; from setuptools import build_meta; build_meta.build_wheel(sys.argv[1])"
    copy = tmp_path / "copy"
    subprocess.run(["git", "clone", "--quiet", "--depth", "1", ROOT.as_uri(), copy], check=False, capture_output=True)
    if not (copy / "pyproject.toml").exists():
        pytest.skip("not a git checkout: there is no clean tree to build from")

    subprocess.run([sys.executable, "-c", build, str(tmp_path)], cwd=copy, check=True, capture_output=True)

    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        held = set(wheel.namelist())
    tree = subprocess.run(["git", "ls-files", "src"], cwd=copy, capture_output=True, text=True, check=True).stdout.split()
    wanted = {path.removeprefix("src/") for path in tree if not path.endswith((".gitignore", ".gitkeep"))}
    assert sorted(wanted - held) == []
