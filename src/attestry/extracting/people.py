"""Who the document itself introduces: people with their State or organisation, and what its short forms stand for.

One pass over the whole document, before its sentences are read, so that a bare surname is known wherever it stands.
Nobody is guessed: a person whose State the document does not tell and no pack knows is written by the name alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from attestry.extracting.introductions import Introductions, Sighting, committees
from attestry.extracting.parsing.tokens import Token
from attestry.reference.gazetteer import Gazetteer, Use


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the document names."""

    name: str  # as a holder is written: "Robert Wood (United States)"
    bare: str  # the fullest form in the document: "Robert Wood"
    of: str | None = None  # id of the State or organisation they speak for
    actor: str | None = None  # Actor.id, where a pack knows them
    gender: str = ""  # "he", "she"; "" where nothing tells
    offices: tuple[str, ...] = ()  # folded, last words: "foreign minister"


@dataclass(frozen=True)
class People(Mapping[str, Person]):
    """Everybody a document names, by each form it names them under, folded: "robert wood", "wood"."""

    by_form: Mapping[str, Person] = field(default_factory=dict)
    short: Mapping[str, str] = field(default_factory=dict)  # "committee" → id of the one that the document has named in full
    written: Mapping[str, str] = field(default_factory=dict)  # folded form → as the document writes it, with its capitals
    holders: Mapping[tuple[str, str], Person] = field(default_factory=dict)  # (office, id of State or body) → who holds it

    def __getitem__(self, form: str) -> Person:
        return self.by_form[form]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_form)

    def __len__(self) -> int:
        return len(self.by_form)

    def __hash__(self) -> int:
        return id(self)

    @property
    def everybody(self) -> tuple[Person, ...]:
        """Each person once, in the order the document first names them."""
        return tuple(dict.fromkeys(self.by_form.values()))


def people(text: str, sentences: Sequence[Sequence[Token]], gazetteer: Gazetteer) -> People:
    """Everybody that *sentences*, all those of a document, name."""
    sightings: list[Sighting] = []
    named: Counter[str] = Counter()
    last_state: str | None = None
    for sentence in sentences:
        reader = Introductions(sentence, gazetteer, last_state)
        sightings += reader.sightings()
        named.update(reader.named)
        named.update(committees(sentence, gazetteer))
        last_state = reader.last_state
    return _gathered(sightings, _short(named, gazetteer), gazetteer)


def _short(named: Counter[str], gazetteer: Gazetteer) -> dict[str, str]:
    """What each short form stands for in a document that has *named* actors so often; the oftenest wins, then the first."""
    found: dict[str, str] = {}
    for form in gazetteer.forms:
        if form.use is Use.SHORT or form.use is Use.ASSUMED:
            key = form.words.lower()
            held = found.get(key)
            if named[form.actor] > (named[held] if held else 0) or (held is None and form.use is Use.ASSUMED):
                found[key] = form.actor
    return found


def _gathered(sightings: Sequence[Sighting], short: Mapping[str, str], gazetteer: Gazetteer) -> People:
    """The people that *sightings* come to: one per pack entry, else one per name that holds the others' last word."""
    groups: dict[str, list[Sighting]] = {}
    for sighting in sightings:
        if sighting.actor is not None:
            groups.setdefault(sighting.actor, []).append(sighting)
    sure = [sighting for sighting in sightings if sighting.actor is None and sighting.sure]
    for sighting in sorted(sure, key=lambda one: -len(one.words)):
        groups.setdefault(_group(sighting, groups, gazetteer), []).append(sighting)
    by_form: dict[str, Person] = {}
    written: dict[str, str] = {}
    order = {id(sighting): place for place, sighting in enumerate(sightings)}
    for key in sorted(groups, key=lambda one: min(order[id(sighting)] for sighting in groups[one])):
        group = sorted(groups[key], key=lambda one: order[id(one)])
        person = _person(key, group, gazetteer)
        for words in _ways(group, gazetteer):
            form = " ".join(words).lower()
            if form not in by_form:
                by_form[form], written[form] = person, " ".join(words)
    holders: dict[tuple[str, str], Person] = {}
    for person in by_form.values():
        for office in person.offices:
            holders.setdefault((office, person.of or ""), person)
    return People(by_form, short, written, holders)


def _group(sighting: Sighting, groups: Mapping[str, list[Sighting]], gazetteer: Gazetteer) -> str:
    """The group whose fuller name *sighting* shortens, or a new one under its own name."""
    for key, group in groups.items():
        for other in group:
            if sighting.words == other.words or (len(sighting.words) == 1 and sighting.words[0] in _singles(other, gazetteer)):
                return key
    return "?" + " ".join(sighting.words).lower()


def _singles(sighting: Sighting, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The single words that may stand for the name: the family name, wherever it stands."""
    words = sighting.words
    if len(words) > 1 and words[0] in gazetteer.titles.family_first:
        return (words[0],)
    return (words[-1],)


def _person(key: str, group: Sequence[Sighting], gazetteer: Gazetteer) -> Person:
    actor = None if key.startswith("?") else key
    fullest = max(group, key=lambda one: len([word for word in one.words if word.lower() not in gazetteer.titles.particles]))
    bare = " ".join(fullest.words)
    told = [sighting.of for sighting in group if sighting.of is not None]
    of = gazetteer.actors[actor].of if actor is not None else (Counter(told).most_common(1)[0][0] if told else None)
    gender = next((sighting.gender for sighting in group if sighting.gender), "")
    offices = tuple(dict.fromkeys(sighting.office for sighting in group if sighting.office))
    return Person(gazetteer.written(bare, of), bare, of, actor, gender, offices)


def _ways(group: Sequence[Sighting], gazetteer: Gazetteer) -> Iterator[tuple[str, ...]]:
    """Each way in which the document may go on naming the person."""
    for sighting in group:
        yield sighting.words
    for sighting in group:
        if len(sighting.words) > 1:
            for word in _singles(sighting, gazetteer):
                yield (word,)
            if sighting.words[-2].lower() in gazetteer.titles.particles:
                yield sighting.words[-2:]
