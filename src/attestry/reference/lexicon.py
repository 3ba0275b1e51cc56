"""Words of saying and knowing: which open a voice, and what they say of basis, certainty, polarity and mode."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from attestry.model.claim import Basis, Certainty, Mode, Polarity
from attestry.reference import strict


@dataclass(frozen=True, slots=True)
class Voice:
    """Words that put somebody's word behind what they govern, and how firmly.

    `basis`, `certainty`, `polarity` and `mode` are those of the holder that the words name; None leaves what the clause says.
    """

    name: str
    example: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    basis: Basis | None = None
    certainty: Certainty | None = None
    polarity: Polarity | None = None
    mode: Mode | None = None
    nameless: str | None = None  # the holder, where nobody is named: "?unnamed"
    objects: bool = False  # also governs a noun as its object ("confirmed the deployment", "denied the transfer")
    holds: bool = True  # False: colours the stance of whoever speaks, without a holder of its own


@dataclass(frozen=True, slots=True)
class Turnings:
    """Verbs and adjectives that turn the act they govern: "continue to", "fail to", "intend to", "prohibit ... from"."""

    ongoing: tuple[str, ...]
    planned: tuple[str, ...]
    possible: tuple[str, ...]
    demanded: tuple[str, ...]
    failed: tuple[str, ...]
    ended: tuple[str, ...]
    neutral: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Single words that the walk over a clause looks for."""

    light: tuple[str, ...]  # verbs that carry a noun's act: "conduct", "engage", "provide"
    receiving: tuple[str, ...]  # the same, whose subject is at the receiving end: "suffer", "receive"
    flaring: tuple[str, ...]  # words that assert that fighting flares up, grows or goes on
    raising: tuple[str, ...]  # verbs that assert that something grows, exists or goes on
    negations: tuple[str, ...]
    probable: tuple[str, ...]  # adverbs and adjectives
    possible: tuple[str, ...]
    reported: tuple[str, ...]
    planned: tuple[str, ...]
    ongoing: tuple[str, ...]
    hypothetical: tuple[str, ...]  # markers that open a supposition
    spokespeople: tuple[str, ...]  # nouns for people who speak for a State or body
    collectives: tuple[str, ...]  # nouns for those a State or body acts through: "forces", "government"
    media: tuple[str, ...]  # nouns for nameless media, officials, experts, open sources
    officials: tuple[str, ...]
    experts: tuple[str, ...]
    sources: tuple[str, ...]
    ceilings: tuple[str, ...]  # nouns for caps and limits
    vague_people: tuple[str, ...]  # nouns for people who can be lost, sent or killed
    demanding: tuple[str, ...]  # auxiliaries of demand: "must"
    obliging: tuple[str, ...]       # verbs that demand their infinitive: "need to", "have to"
    forbidden: tuple[str, ...]  # verbs of what nobody may do: "cannot ignore", "cannot be allowed"
    bystanding: tuple[str, ...]  # predicates of the same: "cannot be bystanders"
    telling: tuple[str, ...]  # verbs that only go on speaking: "let us recall", "we must mention"
    unspoken: tuple[str, ...]       # verbs that demand what they govern, not by their subject: "the Council needs to"
    promising: tuple[str, ...]  # auxiliaries of promise in the first person: "will"
    performing: tuple[str, ...]  # verbs that do what they say when one must say them: "we must applaud"
    unpromising: tuple[str, ...]  # verbs that promise nothing after "we will": "say", "recall"
    capacities: tuple[str, ...]  # nouns whose content is no act: "the ability to", "the right to"
    contents: tuple[str, ...]       # nouns whose infinitive tells what they hold: "the decision to send"
    asking: tuple[str, ...]  # verbs and nouns that turn to somebody with a wish: "urge", "appeal"
    addressed: tuple[str, ...]  # nouns for those a wish is addressed to, beside those for collectives and spokespeople
    purposes: tuple[str, ...]  # nouns whose infinitive tells what they are for: "steps to", "resources to"
    controlling: tuple[str, ...]  # verbs whose object does what their infinitive says: "urge them to leave"
    lasting: tuple[str, ...]        # nouns for what goes on while it is spoken of: "cooperation"
    times: tuple[str, ...]  # nouns for spans of time: "has last week sent", "sent Russia last week"
    tens: tuple[str, ...]  # nouns that count: "killing tens of"
    copular: tuple[str, ...]  # verbs with an adjective for their predicate: "stands ready"
    factions: tuple[str, ...]  # nouns for people who are not the State that their adjective names: "Libyan parties"
    accusing: tuple[str, ...]  # verbs of blame and praise, whose subject takes the act they are about for a fact
    takers: tuple[str, ...]  # nouns for people and bodies that take a stance without a name: "the international community"
    some: tuple[str, ...]  # words for holders without a name
    adverbial: tuple[str, ...]  # markers whose clause is no complement: "until we …"
    questions: tuple[str, ...]  # words that ask of an act that is taken as done
    beside: tuple[str, ...]  # prepositions whose noun has a number of its own
    containing: tuple[str, ...]  # verbs for what a load holds: "containers holding …"
    singular: tuple[str, ...]  # pronouns for one thing or State
    plural: tuple[str, ...]  # pronouns for several
    personal: tuple[str, ...]  # pronouns for a person
    determiners: tuple[str, ...]  # words before a noun that are no part of its name
    forces: tuple[str, ...]  # nouns for those last spoken of: "these troops"
    somebody: tuple[str, ...]  # nouns for whom something can be done to
    military: tuple[str, ...]  # adjectives that stand for what they qualify: "military shipments"
    firsts: tuple[str, ...]  # words of the first person
    averting: tuple[str, ...]  # words for what is done about acts that need not have been: "prevent", "victims of"
    judging: tuple[str, ...]  # verbs whose object gets an adjective for its predicate: "considers it illegal"
    reminding: tuple[str, ...]  # verbs that put what they are about behind "of": "remind all sides of their duties"
    knowing: tuple[str, ...]  # verbs by which those who listen are addressed: "members will know"
    joining: tuple[str, ...]  # adverbs that make "with" an "and": "a vehicle, together with its crew"
    naming: tuple[str, ...]  # verbs that call something by a name: "called the reports disinformation"
    past: tuple[str, ...]  # adjectives for what has been: "the recent attack"
    frequent: tuple[str, ...]  # adverbs for what is done again and again
    intents: tuple[str, ...]  # nouns whose infinitive is yet to be done: "the decision to send"
    states: tuple[str, ...]  # nouns for what goes on when a stance is taken toward it: "the situation", "efforts"
    events: tuple[str, ...]  # nouns for what has happened when a stance is taken toward it: "the loss", "the launch"
    courses: tuple[str, ...]  # nouns of acts that name a course of them, not one: "the supply of arms"
    rueing: tuple[str, ...]  # words of concern about what has happened: "disappointed"
    standing: tuple[str, ...]  # words of a stance that is held, not expressed once: "support", "oppose"


@dataclass(frozen=True, slots=True)
class ClassFile:
    """packs/english/words/classes.toml: classes of fillers by the noun that heads them."""

    classes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class VoiceFile:
    """packs/english/words/voices.toml."""

    voice: tuple[Voice, ...]


@dataclass(frozen=True)
class Lexicon:
    """The speech-act lexicon of a language pack."""

    verbs: Mapping[str, Voice]
    nouns: Mapping[str, Voice]
    adjectives: Mapping[str, Voice]
    turns: Mapping[str, str]  # lemma → "ongoing", "planned", ...
    words: Mapping[str, frozenset[str]]
    classes: Mapping[str, frozenset[str]]


def load(folder: Path) -> Lexicon:
    """The lexicon of the language pack in *folder*; PackFault if a word stands in two voices or two turnings."""
    voices = strict.read(VoiceFile, folder / "words" / "voices.toml").voice
    turnings = strict.read(Turnings, folder / "words" / "turnings.toml")
    words = strict.read(Words, folder / "words" / "clause.toml")
    classes = strict.read(ClassFile, folder / "words" / "classes.toml").classes
    turns: dict[str, str] = {}
    for turn in Turnings.__slots__:
        for lemma in getattr(turnings, turn):
            if lemma in turns:
                raise strict.fault(
                    strict.Where("packs/english/words/turnings.toml", turn), f"{lemma!r} stands under {turns[lemma]!r} too"
                )
            turns[lemma] = turn
    return Lexicon(
        _by_lemma(voices, "verbs"),
        _by_lemma(voices, "nouns"),
        _by_lemma(voices, "adjectives"),
        turns,
        {name: frozenset(getattr(words, name)) for name in Words.__slots__},
        {name: frozenset(lemmas) for name, lemmas in classes.items()},
    )


def _by_lemma(voices: tuple[Voice, ...], part: str) -> dict[str, Voice]:
    found: dict[str, Voice] = {}
    for voice in voices:
        for lemma in getattr(voice, part):
            if lemma in found:
                raise strict.fault(
                    strict.Where("packs/english/words/voices.toml", f"voice {voice.name!r}", part),
                    f"{lemma!r} stands in voice {found[lemma].name!r} too",
                )
            found[lemma] = voice
    return found
