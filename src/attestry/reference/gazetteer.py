"""Who can speak, act or be acted upon, and every name they are met under.

A name belongs to one use: a proper name, an adjective, a people, a capital that is a place too, a seat of power that is none,
a short form that counts only where the document names its bearer in full, a surname.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Literal

from attestry.model.actor import Actor
from attestry.model.errors import NotFound
from attestry.reference import strict

LONGEST_GLUED = 60      # letters: no name and word run together are longer; a line of a million letters is tried no further
ACTOR_FILES = ("states", "bodies", "organs", "groups", "outlets", "people", "actors")
"""Files of a pack that hold actors; which file holds which is for people to find their way."""


class Use(StrEnum):
    """How a form stands for its actor."""

    NAME = "name"
    ADJECTIVE = "adjective"  # "Russian", "Houthi": says whose, stands before a noun
    PEOPLE = "people"  # "Russians"
    CAPITAL = "capital"  # "Moscow": the State, or the place
    SEAT = "seat"  # "the Kremlin", "the Kim regime": the State, never a place
    SHORT = "short"  # "the Committee": only where the document has named its bearer
    ASSUMED = "assumed"  # "the Council": its usual bearer, unless the document has named another
    SURNAME = "surname"  # "Putin": of a person who needs no introduction


@dataclass(frozen=True, slots=True)
class Form:
    """One way of naming an actor."""

    words: str
    actor: str
    use: Use


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor as a pack writes it down."""

    id: str
    name: str  # as we print it: "DPRK", "State Duma (Russia)"; a person without the bracket
    of: str = ""  # id of the State or body it belongs to
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    surnames: tuple[str, ...] = ()
    gender: Literal["", "he", "she"] = ""

    def forms(self) -> Iterator[Form]:
        """Every form of the entry; its printed name is one unless it carries its State in brackets."""
        if "(" not in self.name:
            yield Form(self.name, self.id, Use.NAME)
        for use, words in (
            (Use.NAME, self.names),
            (Use.ADJECTIVE, self.adjectives),
            (Use.PEOPLE, self.people),
            (Use.CAPITAL, self.capitals),
            (Use.SEAT, self.seats),
            (Use.SHORT, self.short),
            (Use.ASSUMED, self.assumed),
            (Use.SURNAME, self.surnames),
        ):
            for one in words:
                yield Form(one, self.id, use)


@dataclass(frozen=True, slots=True)
class ActorFile:
    """A file of actors, one list per kind."""

    state: tuple[Entry, ...] = ()
    body: tuple[Entry, ...] = ()
    organ: tuple[Entry, ...] = ()
    group: tuple[Entry, ...] = ()
    outlet: tuple[Entry, ...] = ()
    person: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Lands:
    """Places of one State, or of none; several spellings of one place stand in a list of their own, the printed one first."""

    of: str
    places: tuple[str | tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A place with adjectives of its own: "Europe", "European"."""

    name: str
    of: str = ""
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceFile:
    """places.toml."""

    land: tuple[Lands, ...] = ()
    region: tuple[Region, ...] = ()


@dataclass(frozen=True, slots=True)
class Ministry:
    """A kind of organ that every State may have; `forms` are what it is called after or before the State's name."""

    name: str  # "Foreign Ministry"
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Titles:
    """offices.toml: what people are introduced by."""

    honorifics: Mapping[str, Literal["", "he", "she"]] = field(default_factory=dict)
    offices: tuple[str, ...] = ()  # last words of an office: "Minister", "Permanent Representative"
    before: frozenset[str] = frozenset()  # words that may stand before them: "Deputy", "Foreign", "Acting"
    united_nations: frozenset[str] = frozenset()  # offices that only the United Nations has
    delegates: tuple[str, ...] = ()  # offices without a name that speak as the State: "representative"
    governments: tuple[str, ...] = ()  # "Government", before "of" and the State that it is
    high: tuple[str, ...] = ()  # offices that are a holder of their own without a name: "Prime Minister"
    same: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # "top diplomat": the offices that it may stand for
    particles: frozenset[str] = frozenset()  # written small inside a name: "de", "bin"
    links: frozenset[str] = frozenset()  # between an office and the name it introduces: "of", "to"
    openers: frozenset[str] = frozenset()  # open a sentence with a capital and are no name: "today"
    regimes: frozenset[str] = frozenset()  # after a leader's name: "regime", "clique"
    he: frozenset[str] = frozenset()  # given names
    she: frozenset[str] = frozenset()
    family_first: frozenset[str] = frozenset()  # family names that stand before the given name: "Kim", "Choe"
    ministry: tuple[Ministry, ...] = ()
    portfolios: frozenset[str] = frozenset()  # words of what offices and ministries are for: "Affairs", "Defence"
    no_names: frozenset[str] = frozenset()  # capitalised words of which no actor's name consists: "Treaty", "October"


@dataclass(frozen=True, slots=True)
class Glue:
    """glue.toml: the second half of a run-together word of a scraped page."""

    words: tuple[str, ...] = ()


class Gazetteer:
    """The actors and places of the packs in use."""

    def __init__(
        self, actors: Iterable[tuple[Actor, Entry]], places: Iterable[tuple[str, Region]], titles: Titles, glue: frozenset[str]
    ):
        """Take in what the packs hold; `read` does so from their files."""
        self.actors: dict[str, Actor] = {}
        self.genders: dict[str, str] = {}
        self.titles = titles
        forms: list[Form] = []
        for actor, entry in actors:
            self.actors[actor.id] = actor
            forms.extend(entry.forms())
            if entry.gender:
                self.genders[actor.id] = entry.gender
        for id, place in places:
            self.actors[id] = Actor(id, place.name, "place", place.of or None, (place.name, *place.names, *place.adjectives))
            forms += [Form(words, id, Use.NAME) for words in (place.name, *place.names)]
            forms += [Form(words, id, Use.ADJECTIVE) for words in place.adjectives]
        self.forms: tuple[Form, ...] = tuple(forms)
        self._named = {form.words: form.actor for form in reversed(forms) if form.use in (Use.NAME, Use.CAPITAL, Use.SEAT)}
        self._named.update({actor.name: actor.id for actor in self.actors.values()})
        self._glue = glue
        self._starts = frozenset(
            form.words.split()[-1]
            for form in forms
            if form.use in (Use.NAME, Use.CAPITAL) and self.actors[form.actor].kind in ("state", "body", "place")
        )
        self._starts |= frozenset(
            office for office in titles.offices if office.isalpha() and office[0].isupper() and len(office) > 4
        )
        self._openings = frozenset(word[:4] for word in self._starts)       # no first half is shorter
        self._whole = frozenset(word for form in forms for word in form.words.split())

    def actor(self, id: str) -> Actor:
        """The actor called *id*; NotFound with the nearest id if there is none."""
        if id not in self.actors:
            raise NotFound(f"actor {id!r} is in no pack in use; {strict.nearest(id, self.actors) or 'see the packs'}")
        return self.actors[id]

    def named(self, name: str) -> Actor | None:
        """The actor or place that bears *name* as a proper name, as written, or None."""
        id = self._named.get(name)
        return None if id is None else self.actors[id]

    def written(self, name: str, of: str | None) -> str:
        """A person's or organ's *name* as a holder is written: "Robert Wood (United States)"; alone where `of` is unknown."""
        return f"{name} ({self.actors[of].name})" if of in self.actors else name

    def state_of(self, id: str) -> str:
        """On whose word *id* speaks: a person's, organ's or outlet's State or body; any other actor's own."""
        seen: set[str] = set()
        while (
            id in self.actors
            and id not in seen
            and self.actors[id].of is not None
            and self.actors[id].kind in ("organ", "person", "outlet")
        ):
            seen.add(id)
            id = self.actors[id].of or id
        return id

    def glued(self, word: str) -> int:
        """Where a run-together *word* falls apart ("Francecondemns" at 6), or 0.

        The first half must be a known name or an office as written, the second either open with a capital ("ComradeKim") or be
        a word of glue.toml.
        """
        if not word[0].isupper() or len(word) > LONGEST_GLUED or word in self._whole:
            return 0
        if word[:4] not in self._openings:
            return 0
        for at in range(len(word) - 1, 3, -1):
            rest = word[at:]
            if word[:at] in self._starts and (
                rest in self._glue or (rest[0].isupper() and rest[1:].islower() and not word.isupper())
            ):
                return at
        return 0


def read(folders: Sequence[Path]) -> Gazetteer:
    """The gazetteer that the packs in *folders* make together; PackFault on a name twice, or an `of` that nobody bears."""
    entries: dict[str, tuple[Entry, str, str]] = {}
    places: dict[str, Region] = {}
    titles, glue = Titles(), frozenset[str]()
    for folder in folders:
        for path in [folder / f"{name}.toml" for name in ACTOR_FILES]:
            if path.exists():
                _collect(entries, strict.read(ActorFile, path), strict.shown(path))
        if (folder / "places.toml").exists():
            places.update(_places(strict.read(PlaceFile, folder / "places.toml")))
        if (folder / "offices.toml").exists():
            titles = strict.read(Titles, folder / "offices.toml")
        if (folder / "glue.toml").exists():
            glue |= frozenset(strict.read(Glue, folder / "glue.toml").words)
    for entry, kind, file in entries.values():
        if entry.of:
            strict.known(entry.of, entries, strict.Where(file, f"{kind} {entry.id!r}", "of"), "an actor")
    for name, place in places.items():
        if place.of:
            strict.known(place.of, entries, strict.Where("places.toml", name, "of"), "an actor")
    actors = [
        (Actor(entry.id, entry.name, kind, entry.of or None, tuple(dict.fromkeys(form.words for form in entry.forms()))), entry)
        for entry, kind, _ in entries.values()
    ]
    return Gazetteer(actors, places.items(), titles, glue)


def _collect(entries: dict[str, tuple[Entry, str, str]], file: ActorFile, shown: str) -> None:
    for kind in ActorFile.__slots__:
        for entry in getattr(file, kind):
            if entry.id in entries:
                raise strict.fault(
                    strict.Where(shown, f"{kind} {entry.id!r}"),
                    f"the id stands in {entries[entry.id][2]} too",
                    "rename one or join them",
                )
            entries[entry.id] = (entry, kind, shown)


def _places(file: PlaceFile) -> Iterator[tuple[str, Region]]:
    for land in file.land:
        for spelt in land.places:
            first, *others = (spelt,) if isinstance(spelt, str) else spelt
            yield f"place:{first}", Region(first, land.of, tuple(others))
    for region in file.region:
        yield f"place:{region.name}", region
