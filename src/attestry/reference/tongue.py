"""How a stretch of text shows which language it is in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from attestry.reference import strict


@dataclass(frozen=True, slots=True)
class TongueFile:
    """packs/english/words/tongue.toml."""

    language: str
    common: tuple[str, ...]
    elsewhere: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tongue:
    """The same, to be asked quickly."""

    language: str                   # "English"
    common: frozenset[str]          # words that hardly any stretch of it is without
    elsewhere: frozenset[str]       # common words of other languages of its script, and none of its own


def load(folder: Path) -> Tongue:
    """The words that tell the language of the pack in *folder*; PackFault if one tells of it and of others."""
    path = folder / "words" / "tongue.toml"
    found = strict.read(TongueFile, path)
    for word in found.elsewhere:
        if word in found.common:
            raise strict.fault(strict.Where(strict.shown(path), "elsewhere"), f"{word!r} stands under common too")
    return Tongue(found.language, frozenset(found.common), frozenset(found.elsewhere))
