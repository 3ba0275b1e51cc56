"""The words at which a person should look where no claim was read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from attestry.reference import strict


@dataclass(frozen=True, slots=True)
class LeadFile:
    """packs/english/words/leads.toml, in its order."""

    accusing: tuple[str, ...]
    idle: tuple[str, ...]
    judging: tuple[str, ...]
    weak: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeadWords:
    """The same, to be asked quickly."""

    accusing: frozenset[str]        # words of accusation, denial and coercion
    idle: frozenset[str]            # verbs of courtesy, procedure and mind
    judging: frozenset[str]         # words that judge or threaten
    weak: frozenset[str]            # triggers that are worth no look alone, the idle ones among them


def load(folder: Path) -> LeadWords:
    """The lead words of the language pack in *folder*."""
    found = strict.read(LeadFile, folder / "words" / "leads.toml")
    return LeadWords(frozenset(found.accusing), frozenset(found.idle), frozenset(found.judging),
                     frozenset(found.weak + found.idle))
