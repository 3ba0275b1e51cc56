"""Who the document itself introduces: people with their State or organisation, and what its short forms stand for.

One pass over the whole document, before its sentences are read, so that a bare surname is known wherever it stands.
Nobody is guessed: a person whose State the document does not tell and no pack knows is written by the name alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from attestry.extracting.discourse import Party
from attestry.extracting.introductions import Introductions, Sighting
from attestry.extracting.parsing.tokens import Token
from attestry.extracting.survey import Survey, committees
from attestry.reference.gazetteer import Gazetteer, Use

LONGEST_ACRONYM = 5


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
    often: Mapping[str, int] = field(default_factory=dict)  # id → how often the document names the actor in full

    def __getitem__(self, form: str) -> Person:
        return self.by_form[form]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_form)

    def __len__(self) -> int:
        return len(self.by_form)

    def __hash__(self) -> int:
        return id(self)

    @property
    def officers(self) -> dict[str, Party]:
        """Whom "the Minister", "the Special Envoy" name: the only one in the document who holds such an office."""
        found: dict[str, list[Person]] = {}
        for (office, _), person in self.holders.items():
            for words in {office, office.rpartition(" ")[2]}:
                found.setdefault(words, []).append(person)
        return {office: Party(people[0].name, people[0].actor) for office, people in found.items() if len(people) == 1}

    @property
    def everybody(self) -> tuple[Person, ...]:
        """Each person once, in the order the document first names them."""
        return tuple(dict.fromkeys(self.by_form.values()))


def people(text: str, sentences: Sequence[Sequence[Token]], gazetteer: Gazetteer) -> People:
    """Everybody that *sentences*, all those of a document, name."""
    sightings: list[Sighting] = []
    named: Counter[tuple[str, str]] = Counter()
    last_state: str | None = None
    for sentence in sentences:
        survey = Survey(sentence, gazetteer)
        introductions = Introductions(survey, last_state)
        sightings += introductions.sightings()
        named.update(survey.named)
        named.update(committees(sentence, gazetteer))
        last_state = introductions.last_state
    often = Counter[str]()
    for (actor, _), count in named.items():
        often[actor] += count
    return _gathered(sightings, _short(named, gazetteer), often, gazetteer)


def _short(named: Counter[tuple[str, str]], gazetteer: Gazetteer) -> dict[str, str]:
    """What each short form stands for where actors are *named* so often: the one named oftenest; of two as often, nobody.

    A short form written small ("the regime", "the coalition") counts only for whom the document has called so in full.
    """
    often = Counter[str]()
    called: Counter[tuple[str, str]] = Counter()
    for (actor, words), count in named.items():
        often[actor] += count
        called[actor, words.rpartition(" ")[2].lower()] += count
    shorts, assumed = _short_forms(gazetteer)
    claims: dict[str, dict[str, int]] = {}
    for actor in often:
        for key in shorts.get(actor, ()):
            count = called[actor, key.rpartition(" ")[2]] if key.islower() else often[actor]
            if count:
                claims.setdefault(key, {})[actor] = count
    found = dict(assumed)
    for key, counts in claims.items():
        most = max(counts.values())
        oftenest = [actor for actor, count in counts.items() if count == most]
        if len(oftenest) == 1:
            found[key] = oftenest[0]
    return found


@lru_cache(maxsize=4)
def _short_forms(gazetteer: Gazetteer) -> tuple[dict[str, list[str]], dict[str, str]]:
    """The short forms of each actor, and who is assumed under a short form."""
    shorts: dict[str, list[str]] = {}
    for form in gazetteer.forms:
        if form.use in (Use.SHORT, Use.ASSUMED):
            shorts.setdefault(form.actor, []).append(form.words)
    return shorts, {form.words: form.actor for form in gazetteer.forms if form.use is Use.ASSUMED}


def _gathered(
    sightings: Sequence[Sighting], short: Mapping[str, str], often: Mapping[str, int], gazetteer: Gazetteer
) -> People:
    """The people that *sightings* come to: one per pack entry, else one per full name and the family names that shorten it."""
    groups = _grouped(sightings, gazetteer)
    order = {id(sighting): place for place, sighting in enumerate(sightings)}
    claimed: dict[str, dict[Person, None]] = {}
    written: dict[str, str] = {}
    for key in sorted(groups, key=lambda one: min(order[id(sighting)] for sighting in groups[one])):
        group = sorted(groups[key], key=lambda one: order[id(one)])
        person = _person(key, group, gazetteer)
        for words in _ways(group, gazetteer):
            form = " ".join(words).lower()
            written.setdefault(form, " ".join(words))
            claimed.setdefault(form, {})[person] = None
    by_form = {form: _one(written[form], list(people), gazetteer) for form, people in claimed.items()}
    return People(by_form, short, written, _holders(by_form.values()), often)


def _one(written: str, people: Sequence[Person], gazetteer: Gazetteer) -> Person:
    """Whom *written* names; if several people of the document bear it, nobody of them, only their State if they share it."""
    if len(people) == 1:
        return people[0]
    shared = {person.of for person in people}
    of = shared.pop() if len(shared) == 1 else None
    return Person(gazetteer.written(written, of), written, of)


def _holders(people: Iterable[Person]) -> dict[tuple[str, str], Person]:
    """Who holds each office, for whom; an office that the document gives to two people is nobody's."""
    held: dict[tuple[str, str], list[Person]] = {}
    for person in dict.fromkeys(people):
        for office in person.offices:
            held.setdefault((office, person.of or ""), []).append(person)
    return {office: persons[0] for office, persons in held.items() if len(persons) == 1}


_Named = dict[tuple[str, ...], dict[str, set[str | None]]]
"""For each way to name somebody, the groups that bear it, each with those whom its people are said to speak for."""


def _grouped(sightings: Sequence[Sighting], gazetteer: Gazetteer) -> dict[str, list[Sighting]]:
    """The sightings of each person: those of a pack by its entry, then full names before the family names that shorten them."""
    groups: dict[str, list[Sighting]] = {}
    named: _Named = {}

    def put(key: str, sighting: Sighting) -> None:
        groups.setdefault(key, []).append(sighting)
        for form in {sighting.words, *((word,) for word in _singles(sighting, gazetteer))}:
            named.setdefault(form, {}).setdefault(key, set()).add(sighting.of)

    for sighting in sightings:
        if sighting.actor is not None:
            put(sighting.actor, sighting)
    sure = [sighting for sighting in sightings if sighting.actor is None and sighting.sure]
    for sighting in sorted(sure, key=lambda one: -len(one.words)):
        put(_group(sighting, groups, named), sighting)
    return groups


def _group(sighting: Sighting, groups: Mapping[str, list[Sighting]], named: _Named) -> str:
    """The one group whose name *sighting* repeats or shortens; a group of its own if there is none, or more than one.

    Never one whose people all speak for another State than *sighting*.
    """
    own = f"?{' '.join(sighting.words).lower()} of {sighting.of}"
    if own in groups:
        return own
    bearing = named.get(sighting.words, {})
    found = [key for key, states in bearing.items() if sighting.of is None or not states.isdisjoint((None, sighting.of))]
    return found[0] if len(found) == 1 else own


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
    bare = bare.title() if bare.isupper() and len(bare) > LONGEST_ACRONYM else bare     # "ROSEMARY DICARLO", in a press summary
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
