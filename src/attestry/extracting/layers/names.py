"""Who is named where: actors and places of the packs, people of the document, and names that nobody knows yet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from attestry.extracting.forms import Forms
from attestry.extracting.layer import Setting
from attestry.extracting.people import COMMON, PARTICLES, People, Person, actor_forms, office_forms
from attestry.extracting.sheet import Mark, Sheet
from attestry.reference.gazetteer import Form, Gazetteer, Use
from attestry.reference.pack import Reference


@dataclass(frozen=True, slots=True)
class Named:
    """Who or what a name stands for."""

    name: str                       # as a holder or role is written: "Russia", "Robert Wood (United States)"
    actor: str | None = None        # Actor.id; None while nobody has said who it is
    kind: str = "unknown"           # state, organ, body, group, outlet, person, place; unknown
    adjective: bool = False         # says whose: "Russian", "Houthi"
    place: str | None = None        # the literal place, where the name can be read as one: "Pyongyang", "Ukraine"
    of: str | None = None           # id of the State or body that it belongs to
    gender: str = ""                # of a person: "he", "she"


def mark(sheet: Sheet, reference: Reference, setting: Setting) -> list[Mark]:
    """ACTOR and PERSON marks; the longest name wherever one starts, people before actors."""
    people = setting.people if isinstance(setting.people, People) else People()
    reader = _Reader(sheet, reference.gazetteer, people)
    return reader.marks()


@lru_cache(maxsize=16)
def _person_forms(people: People) -> Forms[Person]:
    return Forms((people.written[form], person) for form, person in people.items())


@lru_cache(maxsize=4)
def _ministries(gazetteer: Gazetteer) -> Forms[str]:
    return Forms((form, ministry.name) for ministry in gazetteer.titles.ministry for form in ministry.forms)


class _Reader:
    """One sheet, read from left to right."""

    def __init__(self, sheet: Sheet, gazetteer: Gazetteer, people: People) -> None:
        self.sheet = sheet
        self.tokens = sheet.tokens
        self.gazetteer = gazetteer
        self.people = people
        self.actors = actor_forms(gazetteer)
        self.persons = _person_forms(people)
        self.offices = office_forms(gazetteer)
        self.ministries = _ministries(gazetteer)

    def marks(self) -> list[Mark]:
        found: list[Mark] = []
        index = 0
        while index < len(self.tokens):
            one = self._person(index) or self._committee(index) or self._actor(index) or self._ministry(index) or self._unknown(index)
            if one is None:
                index += 1
                continue
            found.append(one)
            index = one.last
        return found

    # ------------------------------------------------------------------ people

    def _person(self, first: int) -> Mark | None:
        """A person, with the honorific or office right before the name: "Foreign Minister Lavrov"."""
        start, lead = first, self._lead(first)
        for at in (lead, start):
            for end, person in self.persons.at(self.tokens, at):
                return Mark("PERSON", first, end, _of_person(person), f"names/{person.bare}")
            if lead == start:
                break
        return None

    def _lead(self, first: int) -> int:
        """Where honorifics and offices from *first* on end and a name may begin."""
        index = first
        while index < len(self.tokens):
            word = self.tokens[index].text
            if word in self.gazetteer.titles.honorifics:
                index += 2 if self._word(index + 1) == "." else 1
                continue
            office = next(self.offices.at(self.tokens, index), None)
            if office is not None and self.tokens[index].text[0].isupper():
                index = office[0]
                continue
            if word in self.gazetteer.titles.before and word[0].isupper() and next(self.actors.at(self.tokens, index), None) is None:
                index += 1
                continue
            break
        return index

    def _word(self, index: int) -> str:
        return self.tokens[index].word if 0 <= index < len(self.tokens) else ""

    # ------------------------------------------------------------------ actors

    def _actor(self, first: int) -> Mark | None:
        for end, form in self.actors.at(self.tokens, first):
            named = self._read(form, first, end)
            if named is not None:
                whole = self._organ_after(first, end, form) if named.kind == "state" else None
                return whole or Mark("ACTOR", first, end, named, f"names/{form.words}")
        return None

    def _read(self, form: Form, first: int, end: int) -> Named | None:
        """What *form* stands for here; None where it stands for nobody."""
        if form.use in (Use.SHORT, Use.ASSUMED):
            if self._compounded(first, end) or (form.use is Use.SHORT and not self._determined(first)):
                return None
            id = self.people.short.get(form.words.lower()) or (form.actor if form.use is Use.ASSUMED else None)
            return None if id is None else self._named(id)
        actor = self.gazetteer.actors[form.actor]
        if form.use is Use.ADJECTIVE:
            return Named(actor.name, form.actor, actor.kind, True, None, actor.of)
        if form.use is Use.PEOPLE:
            return Named(form.words, form.actor, actor.kind, True, None, actor.of)  # Syrians are not Syria
        if form.use is Use.CAPITAL:
            return Named(actor.name, form.actor, actor.kind, False, form.words, actor.of)
        if form.use is Use.SEAT:
            return Named(actor.name, form.actor, actor.kind, False, None, actor.of)
        return self._named(form.actor)

    def _named(self, id: str) -> Named:
        actor = self.gazetteer.actors[id]
        return Named(actor.name, id, actor.kind, False, actor.name if actor.kind in ("state", "place") else None, actor.of)

    def _compounded(self, first: int, end: int) -> bool:
        """Whether a short form is only part of a longer name: the "Council" of "Legislative Council", of "Council of Ministers"."""
        if first > 0 and self._word(first - 1) == "-" and self.tokens[first - 1].end == self.tokens[first].start:
            return True
        if first > 1 and self.tokens[first - 1].text[0].isupper() and self._word(first - 1) not in COMMON:
            return True
        return self._word(end) == "of" and end + 1 < len(self.tokens) and self.tokens[end + 1].text[0].isupper()

    def _determined(self, first: int) -> bool:
        return self._word(first - 1) in ("the", "this", "that", "our", "its", "their", "to", "a", "s") or first == 0

    def _organ_after(self, first: int, end: int, form: Form) -> Mark | None:
        """ "Russia's Foreign Ministry", "the Ukrainian General Staff": a kind of organ that every State may have."""
        start = end + 1 if self._word(end) in ("'s", "'") else end
        for last, ministry in self.ministries.at(self.tokens, start):
            return self._organ(ministry, form.actor, first, last)
        return None

    def _organ(self, ministry: str, state: str, first: int, last: int) -> Mark:
        name = self.gazetteer.written(ministry, state)
        known = self.gazetteer.named(name)
        id = known.id if known is not None else state
        return Mark("ACTOR", first, last, Named(name, id, "organ", False, None, state), f"names/{ministry}")

    def _ministry(self, first: int) -> Mark | None:
        """ "the Foreign Ministry of Japan"; one whose State is not told is an organ of nobody yet."""
        for end, ministry in self.ministries.at(self.tokens, first):
            start = end
            if self._word(start) in ("of", "in", "for"):
                start += 2 if self._word(start + 1) == "the" else 1
                for last, form in self.actors.at(self.tokens, start):
                    if form.use in (Use.NAME, Use.CAPITAL) and self.gazetteer.actors[form.actor].kind == "state":
                        return self._organ(ministry, form.actor, first, last)
            if self.tokens[first].text[0].isupper():
                return Mark("ACTOR", first, end, Named(ministry, None, "organ"), f"names/{ministry}")
        return None

    def _committee(self, first: int) -> Mark | None:
        """ "the 2653 Committee": a sanctions committee by the number of its resolution, in a pack or not."""
        number = self._word(first)
        if not (number.isdigit() and 3 <= len(number) <= 4):
            return None
        last = first + 1
        if self._word(last) == "sanctions":
            last += 1
        if self._word(last) != "committee":
            return None
        name = f"{number} Committee"
        known = self.gazetteer.named(name)
        end = next((end for end, _ in self.actors.at(self.tokens, first)), last + 1)
        named = self._named(known.id) if known is not None else Named(name, None, "body", False, None, "UNSC")
        if end > last + 1:
            return None             # a longer name begins here: "1718 Committee Panel of Experts"
        return Mark("ACTOR", first, end, named, "names/committee by number")

    # ------------------------------------------------------------------ names nobody knows

    def _unknown(self, first: int) -> Mark | None:
        """A run of two and more capitalised words that no pack and no introduction explains."""
        if not self._capital(first) or (first == 0 and self._word(first) in COMMON):
            return None
        end = first + 1
        while end < len(self.tokens):
            if self._capital(end) and next(self.actors.at(self.tokens, end), None) is None and next(self.persons.at(self.tokens, end), None) is None:
                end += 1
            elif self._word(end) in ("of", "for", "and", *PARTICLES) and self._capital(end + 1) and self._word(end) != "and":
                end += 2
            elif self._word(end) == "-" and self.tokens[end].start == self.tokens[end - 1].end and self._capital(end + 1):
                end += 2
            else:
                break
        words = [self.tokens[index].text for index in range(first, end) if self.tokens[index].text[0].isupper()]
        if len(words) < 2 or any(word in self.gazetteer.titles.no_names for word in words) or all(word.isupper() for word in words):
            return None
        text = self.sheet.text[self.tokens[first].start:self.tokens[end - 1].end]
        return Mark("ACTOR", first, end, Named(" ".join(text.split())), "names/unknown")

    def _capital(self, index: int) -> bool:
        return 0 <= index < len(self.tokens) and self.tokens[index].text[0].isupper() and self.tokens[index].text.isalpha() \
            and len(self.tokens[index].text) > 1


def _of_person(person: Person) -> Named:
    return Named(person.name, person.actor, "person", False, None, person.of, person.gender)
