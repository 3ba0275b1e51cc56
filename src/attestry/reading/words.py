"""The words by which a text says what it is: the file `words/about.toml` of the packs, read strictly."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from attestry.model.actor import Actor
from attestry.reference import strict

if TYPE_CHECKING:
    from attestry.reference.pack import Reference

Resolve = Callable[[str], Actor | None]
"""The actor that goes by these words, or None where nobody or more than one does."""


@dataclass(frozen=True, slots=True)
class DateLines:
    company: frozenset[str]
    later: frozenset[str]


@dataclass(frozen=True, slots=True)
class Office:
    line: str
    holder: str
    presides: bool = False


@dataclass(frozen=True, slots=True)
class SpeakerLines:
    honorifics: tuple[str, ...]
    addressed: frozenset[str]
    offices: tuple[Office, ...]
    titles: tuple[str, ...]
    united_nations: tuple[str, ...]
    nameless: tuple[str, ...]
    record: tuple[str, ...]
    reports: tuple[str, ...]
    takes_capacity: tuple[str, ...]
    leaves_capacity: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnVoice:
    capacity: tuple[str, ...]
    first_person: frozenset[str]
    first_person_least: int
    first_person_share: float
    addresses: tuple[str, ...]
    verbs: tuple[str, ...]
    not_after: frozenset[str]
    openers: frozenset[str]
    adverbs: tuple[str, ...]
    representing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Presented:
    says: str


@dataclass(frozen=True, slots=True)
class Agency:
    tag: str
    publisher: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Publisher:
    line: str
    publisher: str


@dataclass(frozen=True, slots=True)
class Series:
    begins: str
    publisher: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Rendering:
    says: str
    is_: str
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Provisional:
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Masthead:
    lines: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hyphens:
    kept_after: frozenset[str]


@dataclass(frozen=True, slots=True)
class Language:
    code: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """One `words/about.toml`, as written; told apart by identity, so that patterns can be kept for it."""

    months: dict[str, tuple[str, ...]]
    date_lines: DateLines
    speaker_lines: SpeakerLines
    own_voice: OwnVoice
    presented: tuple[Presented, ...]
    agency: tuple[Agency, ...]
    publisher: tuple[Publisher, ...]
    masthead: Masthead
    series: tuple[Series, ...]
    rendering: tuple[Rendering, ...]
    provisional: Provisional
    hyphens: Hyphens
    language: tuple[Language, ...]


@lru_cache(maxsize=8)
def month_numbers(words: Words) -> dict[str, int]:
    """Every form of a month, in lower case, and its number."""
    return {form.lower(): int(number) for number, forms in words.months.items() for form in forms}


def words(reference: Reference) -> Words:
    """The words of the first pack in *reference* that has them; those of the English pack that comes with attestry otherwise."""
    path = next(reference.files("words/about.toml"), None)
    return _read(path) if path else english()


def english() -> Words:
    """The words of the English pack that comes with attestry."""
    return _read(Path(__file__).resolve().parent.parent / "packs" / "english" / "words" / "about.toml")


@lru_cache(maxsize=8)
def _read(path: Path) -> Words:
    return strict.read(Words, path)


def any_of(phrases: tuple[str, ...]) -> str:
    """A pattern for any of *phrases*, the longest first."""
    return "(?:" + "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True)) + ")"
