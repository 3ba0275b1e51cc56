"""From what was typed to the documents meant: files, folders, globs, standard input, manifests."""

from __future__ import annotations

import glob
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from attestry.model.errors import WrongCall
from attestry.model.text import Problem
from attestry.workspace import FACTS, Source

STANDARD_INPUT = "standard input"


def sources(places: Sequence[str], given: Mapping[str, str]) -> Iterator[Source | Problem]:
    """Every document that *places* name, folders in the order of their names; a place that names none is a Problem.

    A folder is taken with all below it, except what is hidden (a name that begins with a dot).
    """
    for place in places:
        if place == "-":
            yield Source(STANDARD_INPUT, given, sys.stdin.buffer.read())
            continue
        found = [Path(place)]
        if not found[0].exists() and glob.has_magic(place):
            found = [Path(each) for each in sorted(glob.glob(place, recursive=True))]
        files = [file for each in found for file in _files(each)]
        if not files:
            yield _nothing(place)
        yield from (Source(str(file), given) for file in files)


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            if file.is_file() and not any(part.startswith(".") for part in file.relative_to(path).parts):
                yield file
    elif path.exists():
        yield path


def _nothing(place: str) -> Problem:
    if Path(place).is_dir():
        return Problem("empty-folder", place, "a folder without files", "put documents into it, or name another")
    if glob.has_magic(place):
        return Problem("no-match", place, "no file has a name like this", "look at the pattern")
    near = f"; the folder {Path(place).parent} is there" if Path(place).parent.is_dir() and len(Path(place).parts) > 1 else ""
    return Problem("no-such-file", place, f"no such file{near}", "look at the spelling")


def called(named: Sequence[Source | Problem], name: str) -> list[Source | Problem]:
    """*named* with *name* for its one document; WrongCall if it is not one."""
    count = sum(isinstance(each, Source) for each in named)
    if count != 1:
        raise WrongCall(f"--id {name}: {count} documents were named; one is expected; a name stands for one document")
    return [replace(each, name=name) if isinstance(each, Source) else each for each in named]


def manifest(path: Path) -> Iterator[Source | Problem]:
    """Every document that the manifest at *path* lists, with what it says of each; files are sought beside the manifest.

    A manifest is TOML: one `[[document]]` a file, `file` its path, `id` its name in the case, the rest as the options of
    `attestry add`. WrongCall for anything else in it.
    """
    try:
        listed = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise WrongCall(f"{path}: no such file; a manifest in TOML is expected; look at the spelling") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as cause:
        raise WrongCall(f"{path}: {cause}; a manifest in TOML is expected; mend it there") from None
    entries = listed.get("document")
    if set(listed) != {"document"} or not isinstance(entries, list) or not entries:
        raise WrongCall(f"{path}: found {', '.join(listed) or 'nothing'}; one [[document]] for each file is expected")
    for number, entry in enumerate(entries, 1):
        yield _listed(path, number, entry)


def _listed(path: Path, number: int, entry: Mapping[str, Any]) -> Source | Problem:
    where = f"{path}: [[document]] {number}"
    facts = {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in entry.items()}
    for key, value in facts.items():
        if key not in ("file", "id", *FACTS):
            raise WrongCall(f"{where}: unknown key {key!r}; known are file, id, {', '.join(FACTS)}")
        if not isinstance(value, str):
            raise WrongCall(f"{where}: {key} is {value!r}; words in quotation marks are expected")
    if "file" not in facts:
        raise WrongCall(f"{where}: no file is named; add file = \"…\"")
    file = path.parent / facts.pop("file")
    if not file.is_file():
        return Problem("no-such-file", str(file), f"no such file, but {path.name} lists it", "put it there or strike the entry")
    name = facts.pop("id", "")
    return Source(str(file), facts, name=name)
