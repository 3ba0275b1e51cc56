"""Binding paragraphs as data: one file per instrument, checked against each other and against their controlled words.

A provision is a paragraph in our own words. What it amends or replaces must be known and be no younger than itself;
the other direction (`amended_by`, `replaced_by`) is never written down, it is worked out here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from attestry.model.errors import NotFound
from attestry.model.law import Instrument, Provision
from attestry.model.quantity import Period
from attestry.reference import strict
from attestry.reference.caps import Cap, CapFile, Conversion, Deadline, checked_caps
from attestry.reference.fits import Body, FitFile, TypicalAct, checked_fits

NEVER = "not_adopted"
"""The status of a text that took no effect: it alone needs no date."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """vocabulary.toml: the controlled words and how each is read."""

    acts: tuple[str, ...] = ()
    force: Mapping[str, str] = field(default_factory=dict)
    binding: Mapping[str, str] = field(default_factory=dict)
    modality: Mapping[str, str] = field(default_factory=dict)
    direction: Mapping[str, str] = field(default_factory=dict)
    status: Mapping[str, str] = field(default_factory=dict)
    fit: Mapping[str, str] = field(default_factory=dict)
    duty_holder: Mapping[str, str] = field(default_factory=dict)
    bound: Mapping[str, str] = field(default_factory=dict)
    objects: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Head:
    """The [instrument] of a file."""

    symbol: str
    regime: str
    trigger: str
    vote_verified: bool             # votes stand in no text
    adopted: date | None = None
    meeting: int | None = None      # None for the written procedure
    chapter_vii: bool | None = None  # whether the text says so
    article_41: bool | None = None
    vote: str = ""
    source: str = ""
    note: str = ""

    def instrument(self) -> Instrument:
        """The instrument as the model has it; what nothing computes on goes along as notes."""
        keys = ("regime", "meeting", "chapter_vii", "article_41", "vote_verified", "source", "note")
        told = {key: getattr(self, key) for key in keys}
        notes = tuple((key, _word(value)) for key, value in told.items() if value not in (None, ""))
        return Instrument(self.symbol, self.adopted, self.trigger, self.vote, notes)


@dataclass(frozen=True, slots=True)
class InForce:
    """First and last day of effect, both counted."""

    from_: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """Where the paragraph was read: file and paragraph of the source, and the element of its markup."""

    file: str
    paragraph: str
    element: str = ""

    def __str__(self) -> str:
        return f"{self.file}, paragraph {self.paragraph}" + (f" ({self.element})" if self.element else "")


@dataclass(frozen=True, slots=True)
class Entry:
    """A provision as a pack writes it down."""

    id: str
    paragraph: str
    force: tuple[str, ...]
    binding: str
    bound: tuple[str, ...]
    modality: str
    acts: tuple[str, ...]
    objects: tuple[str, ...]
    direction: str
    summary: str
    status: str
    verified: bool
    in_force: InForce | None = None
    exceptions: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    amends: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    note: str = ""
    core: bool = False
    source: Checked | None = None

    def provision(self, instrument: Instrument) -> Provision:
        """The provision as the model has it, without what others say of it."""
        same = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in ("in_force", "core", "source")}
        effect = Period(self.in_force.from_, self.in_force.until) if self.in_force else Period(None, None)
        return Provision(instrument=instrument, in_force=effect, source=str(self.source or ""),
                         extra=(("core", "true"),) if self.core else (), **same)


@dataclass(frozen=True, slots=True)
class ProvisionFile:
    """One file of provisions/."""

    instrument: Head
    provision: tuple[Entry, ...]


@dataclass(frozen=True)
class Law:
    """What the packs in use hold of the law: paragraphs, ceilings, and the typical acts that would fall under them."""

    provisions: Mapping[str, Provision]
    vocabulary: Vocabulary
    acts: tuple[TypicalAct, ...] = ()
    bodies: tuple[Body, ...] = ()
    caps: Mapping[str, Cap] = field(default_factory=dict)
    deadlines: tuple[Deadline, ...] = ()
    conversions: Mapping[str, Conversion] = field(default_factory=dict)
    factor_status: Mapping[str, str] = field(default_factory=dict)
    wider: Mapping[str, tuple[str, ...]] = field(default_factory=dict)     # a class of goods → those that the law takes it into

    def provision(self, id: str) -> Provision:
        """The provision called *id*; NotFound with the nearest id if there is none."""
        if id not in self.provisions:
            raise NotFound(f"provision {id!r} is in no pack in use; {strict.nearest(id, self.provisions) or 'see the packs'}")
        return self.provisions[id]

    @cached_property
    def acts_by_frame(self) -> Mapping[str, tuple[TypicalAct, ...]]:
        """The typical acts that claims of a frame may speak of, in the order of the packs."""
        by_frame: dict[str, list[TypicalAct]] = defaultdict(list)
        for act in self.acts:
            for frame in act.frames:
                by_frame[frame].append(act)
        return {frame: tuple(acts) for frame, acts in by_frame.items()}


def read(folders: Sequence[Path]) -> Law:
    """The law that the packs in *folders* hold together; PackFault on anything unknown, dangling, doubled or out of order."""
    vocabulary = Vocabulary()
    law: dict[str, tuple[Provision, strict.Where]] = {}
    for folder in folders:
        if (folder / "vocabulary.toml").exists():
            vocabulary = strict.read(Vocabulary, folder / "vocabulary.toml")
        for path in sorted((folder / "provisions").glob("*.toml")):
            _collect(law, strict.read(ProvisionFile, path), strict.shown(path))
    for provision, where in law.values():
        _check_words(provision, vocabulary, where)
    provisions = _linked(law)
    fits = [(strict.read(FitFile, path), strict.shown(path)) for folder in folders if (path := folder / "fits.toml").exists()]
    ceilings = [(strict.read(CapFile, path), strict.shown(path)) for folder in folders if (path := folder / "caps.toml").exists()]
    caps = checked_caps(ceilings, provisions, vocabulary.objects, vocabulary.bound)
    acts, bodies = checked_fits(fits, provisions, caps)
    wider: dict[str, list[str]] = defaultdict(list)
    for file, _ in fits:
        for entry in file.wider:
            for thing in entry.takes_in:
                wider[thing].append(entry.of)
    return Law(provisions, vocabulary, acts, bodies, caps, wider={thing: tuple(classes) for thing, classes in wider.items()},
               deadlines=tuple(deadline for file, _ in ceilings for deadline in file.deadline),
               conversions={name: table for file, _ in ceilings for name, table in file.conversion.items()},
               factor_status={name: reading for file, _ in ceilings for name, reading in file.factor_status.items()})


def _collect(law: dict[str, tuple[Provision, strict.Where]], file: ProvisionFile, shown: str) -> None:
    instrument = file.instrument.instrument()
    for entry in file.provision:
        where = strict.Where(shown, f"provision {entry.id!r}")
        if entry.id in law:
            raise strict.fault(where, f"the id stands in {law[entry.id][1].file} too", "rename one or join them")
        if entry.in_force is None and entry.status != NEVER:
            raise strict.fault(where.at("in_force"), f"no date was found, one is expected of a text that is {entry.status!r}")
        if entry.in_force and entry.in_force.until and entry.in_force.until < entry.in_force.from_:
            found = f"it ends on {entry.in_force.until}, before it begins on {entry.in_force.from_}"
            raise strict.fault(where.at("in_force"), found)
        if entry.verified and entry.source is None:
            raise strict.fault(where.at("source"), "a verified paragraph says where it was read", "name file and paragraph")
        law[entry.id] = entry.provision(instrument), where


def _check_words(provision: Provision, vocabulary: Vocabulary, where: strict.Where) -> None:
    for key in ("force", "bound", "acts", "objects"):
        for word in getattr(provision, key):
            strict.known(word, getattr(vocabulary, key), where.at(key), "a word of vocabulary.toml")
    for key in ("binding", "modality", "direction", "status"):
        strict.known(getattr(provision, key), getattr(vocabulary, key), where.at(key), "a word of vocabulary.toml")


def _linked(law: Mapping[str, tuple[Provision, strict.Where]]) -> dict[str, Provision]:
    """The provisions, each with what amends and replaces it; links that dangle, run backwards or overlap in time are refused."""
    amended: dict[str, list[str]] = defaultdict(list)
    replaced: dict[str, list[str]] = defaultdict(list)
    for provision, where in law.values():
        for key, others in (("amends", amended), ("replaces", replaced)):
            for target in getattr(provision, key):
                strict.known(target, law, where.at(key), "a provision")
                _check_order(provision, law[target][0], where.at(key))
                others[target].append(provision.id)
        for target in provision.replaces:
            _check_succession(provision, law[target][0], where.at("replaces"))
    for provision, where in law.values():
        if provision.status == "replaced" and provision.id not in replaced:
            raise strict.fault(where.at("status"), "it is called replaced, but no provision says that it replaces it")
    return {id: replace(provision, amended_by=tuple(amended[id]), replaced_by=tuple(replaced[id]))
            for id, (provision, _) in law.items()}


def _check_order(later: Provision, earlier: Provision, where: strict.Where) -> None:
    if later.in_force.first and earlier.in_force.first and later.in_force.first < earlier.in_force.first:
        found = f"{earlier.id!r} begins on {earlier.in_force.first}, after {later.id!r} on {later.in_force.first}"
        raise strict.fault(where, found)


def _check_succession(later: Provision, earlier: Provision, where: strict.Where) -> None:
    """A text replaced by name ends where the other begins: on its first day or the day before."""
    begins, ends = later.in_force.first, earlier.in_force.last
    if begins is None or ends is None or ends > begins:
        found = f"{earlier.id!r} is in force until {ends or 'no stated day'}, but {later.id!r} replaces it from {begins}"
        raise strict.fault(where, found, f"end {earlier.id!r} by then")


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
