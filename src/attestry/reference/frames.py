"""Frames as data: which words call up which act, stance or verdict, and which grammatical place fills which role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from attestry.model.claim import Kind
from attestry.reference import strict

ROLES = ("agent", "recipient", "item", "place")


@dataclass(frozen=True, slots=True)
class Way:
    """A pattern of arguments that many words share: per role, the grammatical places that fill it, the first that is filled wins.

    Places of a verb: subject, object, iobject, clause, and any preposition ("to", "from", ...).
    Places of a noun: poss, nationality, compound, any preposition, doer, the subject of the verb that carries the noun, and
    predicate, what a noun that is itself the subject is said to be.
    """

    name: str
    about: str
    verb: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    noun: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of our own and what must be read in it; `never` names frames that must not be."""

    text: str
    roles: Mapping[str, str] = field(default_factory=dict)
    mode: str | None = None
    polarity: str | None = None
    certainty: str | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Sense:
    """One use of some words: triggers, the way their arguments stand, and what the fillers must be for it to hold.

    A trigger of two words ("take part", "call on") needs the second among the dependents of the first.
    `item` names classes of the taxonomy: one filler of the item must be of one of them; empty asks nothing.
    """

    way: str
    example: tuple[Example, ...]
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    item: tuple[str, ...] = ()
    open_: bool = False  # an item that no pack knows is allowed too
    unless: tuple[str, ...] = ()  # classes that the item must not be of
    unless_words: tuple[str, ...] = ()  # lemmas that the item's head must not be ("message"), nor stand beside a noun
    not_by: tuple[str, ...] = ()  # lemmas that the agent's head must not be ("pandemic")
    only_words: tuple[str, ...] = ()  # lemmas of which the item's head must be one
    needs: tuple[str, ...] = ()  # roles that must be filled for a verb
    any_of: tuple[str, ...] = ()  # roles of which one at least must be filled for a verb
    noun_needs: tuple[str, ...] = ()  # roles of which one must be filled for a noun
    actors: tuple[str, ...] = ()  # roles that must name an actor or a person or a group of people
    things: tuple[str, ...] = ()  # roles that must not: "Norway raised concerns" names no cause of them
    bare: bool = False  # a noun counts without a party, an article or a verb that carries it
    others: tuple[str, ...] = ()  # roles that must not be filled by the speaker: "we are unable" blames nobody
    attributive: bool = False  # an adjective counts before its noun too: "an illegal occupation"; `only_words` lists the nouns
    raised: bool = False  # a noun counts only under a verb that asserts its growth or existence
    denies: bool = False  # the words deny what they name ("disarm", "lawful")
    named: bool = False  # the item must be a noun or a clause, no pronoun
    main: bool = False  # only outside relative clauses: "acts that could undermine peace" judge nobody
    noun_all: tuple[str, ...] = ()  # roles that a noun needs where no verb carries it
    noun_must: tuple[str, ...] = ()  # roles that a noun needs, each of them
    described: bool = False  # such a noun counts without them where an adjective, a number or a place singles it out
    carried: bool = False  # a noun counts only where a verb carries it ("poses a threat")
    modes: tuple[str, ...] = ()  # only where the clause itself has one of these modes
    mode: str | None = None  # the words themselves set the mode ("threaten")
    negated: bool | None = None  # the clause must be denied ("cannot verify"), or must not
    modal: str | None = None  # called up by an auxiliary of this list instead of a word of its own
    beside: tuple[str, ...] = ()  # words of which one must stand among the dependents of the trigger or of the item
    expletive: bool | None = None  # the subject must be an empty "it" or missing, or must be a thing of its own
    impersonal: bool = False  # the item must not be a person ("welcome the Minister")
    never: tuple[str, ...] = ()  # sentences that this sense must leave alone


@dataclass(frozen=True, slots=True)
class FrameFile:
    """One file of packs/english/frames: a frame and its senses."""

    frame: str
    kind: Kind
    about: str
    sense: tuple[Sense, ...]
    usual: Mapping[str, str] = field(default_factory=dict)  # the way of a verb, noun, adjective that no sense lists


@dataclass(frozen=True, slots=True)
class Frame:
    """A sense with the frame it belongs to, as a trigger calls it up."""

    frame: str
    kind: Kind
    sense: Sense
    way: Way
    second: str | None  # the second word of a trigger of two


@dataclass(frozen=True, slots=True)
class Ways:
    """packs/english/ways.toml."""

    way: tuple[Way, ...]


@dataclass(frozen=True)
class Frames:
    """All frames, found by the lemma that triggers them."""

    files: tuple[FrameFile, ...]
    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    adjectives: Mapping[str, tuple[Frame, ...]]
    modal: tuple[Frame, ...] = ()
    usual: Mapping[tuple[str, str], Frame] = field(default_factory=dict)  # by frame and part of speech: asks nothing of fillers

    @property
    def names(self) -> frozenset[str]:
        """The names of all frames."""
        return frozenset(file.frame for file in self.files)


def load(folder: Path) -> Frames:
    """The frames of a language pack: ways.toml and every file of frames/; PackFault on anything that is not as it should be."""
    ways = strict.unique(
        strict.read(Ways, folder / "ways.toml").way, lambda way: way.name, strict.Where(strict.shown(folder / "ways.toml"))
    )
    files = []
    for path in sorted((folder / "frames").glob("*.toml")):
        file = strict.read(FrameFile, path)
        for part, way in file.usual.items():
            strict.known(way, ways, strict.Where(strict.shown(path), "usual", part), "a way of ways.toml")
        for number, sense in enumerate(file.sense, start=1):
            where = strict.Where(strict.shown(path), f"sense {number}", "way")
            strict.known(sense.way, ways, where, "a way of ways.toml")
            if not sense.example:
                raise strict.fault(where.at("example"), "a sense without an example was found, one at least is expected")
        files.append(file)
    return Frames(
        tuple(files),
        _indexed(files, ways, "verbs"),
        _indexed(files, ways, "nouns"),
        _indexed(files, ways, "adjectives"),
        tuple(
            Frame(file.frame, file.kind, sense, ways[sense.way], None) for file in files for sense in file.sense if sense.modal
        ),
        {
            (file.frame, part): Frame(file.frame, file.kind, Sense(way, ()), ways[way], None)
            for file in files for part, way in file.usual.items()
        },
    )


def eased(frame: Frame) -> Frame:
    """*frame* without what its sense asks of its fillers: what its words and their order mean stays."""
    sense = frame.sense
    easy = Sense(sense.way, (), denies=sense.denies, mode=sense.mode, negated=sense.negated)
    return Frame(frame.frame, frame.kind, easy, frame.way, None)


def _indexed(files: list[FrameFile], ways: Mapping[str, Way], part: str) -> dict[str, tuple[Frame, ...]]:
    found: dict[str, list[Frame]] = {}
    for file in files:
        for sense in file.sense:
            for trigger in getattr(sense, part):
                first, _, second = trigger.partition(" ")
                found.setdefault(first, []).append(Frame(file.frame, file.kind, sense, ways[sense.way], second or None))
    # Triggers of two words say more than those of one: they are tried first.
    return {lemma: tuple(sorted(frames, key=lambda frame: frame.second is None)) for lemma, frames in found.items()}
