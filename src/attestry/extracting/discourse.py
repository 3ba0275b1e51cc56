"""What a reader still has in mind from the sentences before: who speaks, who was quoted, who and what was last named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from attestry.model.claim import Dated, Holder
from attestry.model.text import Document, How, Turn
from attestry.reference.gazetteer import Gazetteer

OFTEN, CLEARLY = 3, 2  # times: how often a document names the State it is about, and how much oftener than any other


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody named: as printed, with the actor's id where a pack knows it."""

    name: str
    actor: str | None = None

    @property
    def is_person(self) -> bool:
        """Whether a person is named with whom they speak for: "Robert Wood (United States)"."""
        return self.name.endswith(")")

    @property
    def is_un(self) -> bool:
        """Whether it is the United Nations or one of its organs: they have no country, and seldom are "they"."""
        return self.name.startswith("UN") or (self.actor or "").startswith("un-")


@dataclass(slots=True)
class Discourse:
    """State carried from sentence to sentence; reset in part at each passage and turn."""

    voice: tuple[Holder, ...]  # the document's own: outlet, speaker
    first: tuple[Party, ...]  # whom "we" stands for
    source: tuple[Holder, ...] = ()  # whom the passage is quoting
    quote_open: bool = False  # a quotation has been opened and not closed
    person: Holder | None = None  # the last person who spoke or acted: "he", "she", "the diplomat"
    person_words: frozenset[str] = frozenset()
    singular: tuple[Party, ...] = ()  # "it", "its", "the country"
    plural: tuple[Party, ...] = ()  # "they", "them", "the two"
    pair: tuple[Party, ...] = ()  # the last two States named together
    troops: tuple[Party, ...] = ()  # whose forces were spoken of last: "these troops"
    regime: tuple[Party, ...] = ()      # the last actor that was called a regime
    when: Dated | None = None  # the last dated act, for "a month later"
    offices: Mapping[str, Party] = field(default_factory=dict)  # whom "the Minister" names in this document
    states: tuple[tuple[Party, int], ...] = ()  # the States that the document names, oftenest first, and how often
    norms: tuple[str, ...] = ()  # "these resolutions", "them"
    treaty: str = ""
    notes: list[str] = field(default_factory=list)


    @property
    def topic(self) -> tuple[Party, ...]:
        """The one State that a document is about, other than the one that speaks: "the Government", "the authorities"."""
        others = [(party, count) for party, count in self.states if party not in self.first][:2]
        clearly = others and others[0][1] >= OFTEN and (len(others) == 1 or others[0][1] >= CLEARLY * others[1][1])
        return (others[0][0],) if clearly else ()


def open_discourse(document: Document, gazetteer: Gazetteer) -> Discourse:
    """The discourse at the document's first word.

    A record of a meeting and a State's own publication put no link of their own before the speaker; an outlet does.
    """
    about = document.about
    speaker = about.speaker.value if about.speaker else None
    publisher = about.publisher.value if about.publisher else None
    chain: list[Holder] = []
    if publisher and (speaker is None or _relays(publisher, speaker, gazetteer)):
        chain.append(holder(publisher, gazetteer))
    if speaker and not (chain and same(chain[-1], holder(speaker, gazetteer))):
        chain.append(holder(speaker, gazetteer))
    if not chain:
        chain.append(Holder("?unnamed"))
    return Discourse(tuple(chain), first_of(speaker or "", gazetteer))


def is_told_alone(document: Document, gazetteer: Gazetteer) -> bool:
    """Whether the user named the speaker of a document that one person speaks, whom its speaker line calls by no known State.

    A president who speaks, a line misread by the scanner: there the user's word stands.
    """
    speaker = document.about.speaker
    if speaker is None or speaker.how is not How.GIVEN:
        return False
    known = {party.actor for turn in document.turns for party in first_of(turn.speaker, gazetteer) if party.actor is not None}
    return not known - {None} and len({turn.speaker for turn in document.turns}) == 1


def at_turn(discourse: Discourse, turn: Turn, gazetteer: Gazetteer) -> None:
    """Give the floor to the speaker of *turn*; what was in mind of the speaker before is dropped."""
    first = first_of(turn.speaker, gazetteer)
    if not (first and first == discourse.first):  # the user's own word for the speaker stands where it is the same State
        discourse.voice, discourse.first = (holder(turn.speaker, gazetteer),), first
    discourse.source, discourse.quote_open, discourse.person = (), False, None
    discourse.singular = discourse.plural = discourse.pair = discourse.troops = discourse.regime = ()


def holder(name: str, gazetteer: Gazetteer) -> Holder:
    """*name* as a holder, under its canonical spelling where a pack knows it; "the Permanent Mission of X" speaks for X."""
    known = gazetteer.named(name)
    if known is not None:
        return Holder(known.name, known.id)
    return Holder(name)


def first_of(speaker: str, gazetteer: Gazetteer) -> tuple[Party, ...]:
    """Whom *speaker* means by "we": the State or organisation in the bracket, or the speaker."""
    name = speaker[speaker.rindex("(") + 1 : -1] if speaker.endswith(")") and "(" in speaker else speaker
    if not name:
        return ()
    known = gazetteer.named(name)
    return (Party(known.name, known.id) if known else Party(name),)


def _relays(publisher: str, speaker: str, gazetteer: Gazetteer) -> bool:
    """Whether *publisher* is somebody else than *speaker*: an outlet, or a government quoting its minister by name.

    "UN Security Council (S/PV.8712)" prints a record: it puts no word of its own before the speaker's.
    """
    bare = publisher.split(" (", maxsplit=1)[0]
    known = gazetteer.named(bare)
    if known is not None and known.kind == "outlet":
        return True
    if bare != publisher or (known is not None and known.id.startswith("un-") and known.kind == "body"):
        return False
    # a State's own page that prints its State's statement adds no link; one that quotes a person by name does
    return "(" in speaker


def day_of(document: Document) -> date | None:
    """The day a document is dated, or None; relative words count from it."""
    stated = document.about.date
    return date.fromisoformat(stated.value) if stated is not None else None


def plain_word(name: str) -> str:
    """*name* without its bracket: "Robert Wood (United States)" → "Robert Wood"."""
    return name.split(" (", maxsplit=1)[0]


def bracket(name: str) -> str:
    return name[name.rindex("(") + 1 : -1] if name.endswith(")") and "(" in name else ""


def same(one: Holder, other: Holder) -> bool:
    """Whether two links name one holder; a State and its own envoy are two."""
    if one.name == other.name or plain_word(one.name) == plain_word(other.name):
        return True
    ours, theirs = set(plain_word(one.name).split()), set(plain_word(other.name).split())
    return bracket(one.name) == bracket(other.name) != "" and (ours <= theirs or theirs <= ours)
