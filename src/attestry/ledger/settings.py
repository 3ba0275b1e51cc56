"""The settings of a case: a TOML file for people, of which the ledger reads two tables and leaves the rest to others."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attestry.model.errors import NoCase

FORMAT = 1
FILE = "settings.toml"
_CASE = {"format": int, "name": str}
_LOG = {"origin": str, "vkey": str}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a case's settings say of the case and its log; `more` holds every other table, as read."""

    name: str
    origin: str
    vkey: str
    more: Mapping[str, Any]


def read(folder: Path) -> Settings:
    """The settings in *folder*; NoCase if there are none, or not such as this program writes."""
    path = folder / FILE
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise NoCase(f"{folder}: no {FILE} there; expected the folder of a case; "
                     f"make one with `attestry init {folder}`") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise NoCase(f"{path}: {fault}; expected TOML; mend it, or restore it from a copy") from None
    case, log = _table(path, found, "case", _CASE), _table(path, found, "log", _LOG)
    if case["format"] != FORMAT:
        raise NoCase(f"{path}: format {case['format']}; expected {FORMAT}; take the program that made it")
    more = {key: value for key, value in found.items() if key not in ("case", "log")}
    return Settings(case["name"], log["origin"], log["vkey"], more)


def write(folder: Path, settings: Settings) -> None:
    """Put *settings* into *folder*, whole or not at all."""
    text = (f"# Made by attestry. A case is this folder; copy it and you have everything.\n\n[case]\nformat = {FORMAT}\n"
            f"name = {_quoted(settings.name)}\n\n"
            "# The log's name, and the public key that its checkpoints are signed with. Publish the key where others find it.\n"
            f"[log]\norigin = {_quoted(settings.origin)}\nvkey = {_quoted(settings.vkey)}\n")
    partial = folder / f".{FILE}.partial"
    with partial.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(partial, folder / FILE)


def _table(path: Path, found: Mapping[str, Any], name: str, kinds: Mapping[str, type]) -> Mapping[str, Any]:
    table = found.get(name)
    if not isinstance(table, dict):
        raise NoCase(f"{path}: no table [{name}]; expected {', '.join(kinds)} in it; restore it from a copy")
    for key, value in table.items():
        if key not in kinds or type(value) is not kinds[key]:
            expected = ", ".join(f"{each} ({kind.__name__})" for each, kind in kinds.items())
            raise NoCase(f"{path}: [{name}] {key} = {value!r}; expected {expected}")
    if table.keys() != kinds.keys():
        raise NoCase(f"{path}: [{name}] has {', '.join(table) or 'nothing'}; expected {', '.join(kinds)}")
    return table


def _quoted(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(each if each >= " " and each != "\x7f" else f"\\u{ord(each):04x}" for each in plain) + '"'
