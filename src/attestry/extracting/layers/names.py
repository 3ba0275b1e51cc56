"""Who is named where: actors and places of the packs, people of the document, and names that nobody knows yet."""

from __future__ import annotations

from functools import lru_cache

from attestry.extracting.forms import Forms, actor_forms, office_forms
from attestry.extracting.layer import Setting
from attestry.extracting.named import Named, named
from attestry.extracting.organs import Organs, government_forms, ministry_forms
from attestry.extracting.people import People, Person
from attestry.extracting.sheet import Mark, Sheet
from attestry.reference.gazetteer import Form, Gazetteer, Use
from attestry.reference.pack import Reference


def mark(sheet: Sheet, reference: Reference, setting: Setting) -> list[Mark]:
    """ACTOR and PERSON marks; the longest name wherever one starts, people before actors."""
    people = setting.people if isinstance(setting.people, People) else People()
    reader = _Reader(sheet, reference.gazetteer, people)
    return reader.marks()


_FARTHEST = 14  # tokens between an office and the name it introduces


@lru_cache(maxsize=16)
def _person_forms(people: People) -> Forms[Person]:
    return Forms((people.written[form], person) for form, person in people.items())


@lru_cache(maxsize=4)
def _starts(gazetteer: Gazetteer) -> frozenset[str]:
    """Every word that a known name, or an office before one, may begin with."""
    return (
        actor_forms(gazetteer).starts
        | office_forms(gazetteer).starts
        | ministry_forms(gazetteer).starts
        | government_forms(gazetteer).starts
        | frozenset(word.lower() for word in gazetteer.titles.honorifics)
    )


@lru_cache(maxsize=4)
def _official(gazetteer: Gazetteer) -> frozenset[str]:
    """Words that offices and departments are called by, so that a run of nothing else is nobody's name."""
    titles = gazetteer.titles
    return (
        titles.portfolios
        | titles.before
        | titles.no_names
        | frozenset(part for office in titles.offices for word in office.split() for part in (word, *word.split("-")))
    )


class _Reader:
    """One sheet, read from left to right."""

    def __init__(self, sheet: Sheet, gazetteer: Gazetteer, people: People) -> None:
        self.sheet = sheet
        self.tokens = sheet.tokens
        self.gazetteer = gazetteer
        self.people = people
        self.actors = actor_forms(gazetteer)
        self.persons = _person_forms(people)
        self.peopled = not self.persons.starts.isdisjoint(sheet.vocabulary)
        self.offices = office_forms(gazetteer)
        self.organs = Organs(sheet, gazetteer)
        self.official = _official(gazetteer)

    def marks(self) -> list[Mark]:
        found: list[Mark] = []
        end = 0
        for index in self._candidates():
            if index >= end and (
                one := (self._person(index) if self.peopled else None)
                or self.organs.at(index)
                or self._actor(index)
                or self.organs.ministry(index)
                or self._unknown(index)
            ):
                found.append(one)
                end = one.last
        return found

    def _candidates(self) -> list[int]:
        """Where a name may begin: at words that known names begin with, capitals, and numbers."""
        starts, persons = _starts(self.gazetteer), self.persons.starts
        return [
            index
            for index, token in enumerate(self.tokens)
            if (word := token.word) in starts or token.text[0].isupper() or word in persons or word.isdigit()
        ]

    # ------------------------------------------------------------------ people

    def _person(self, first: int) -> Mark | None:
        """A person, with all that leads up to the name: "Foreign Minister Lavrov", "Representative of X to the UN Y"."""
        lead, office = self._lead(first)
        at = next((at for at in (lead, self._complement(lead) if office else lead, first) if self._named_at(at)), None)
        if at is None:
            return None
        end, person = next(self.persons.at(self.tokens, at))
        if at > lead and any(state != person.of for state in self._states(lead, at)):
            return None  # "the President of France, Putin and others": a list, not an apposition
        return self._regime(first, end, person) or Mark("PERSON", first, end, _of_person(person), f"names/{person.bare}")

    def _named_at(self, index: int) -> bool:
        return next(self.persons.at(self.tokens, index), None) is not None

    def _complement(self, lead: int) -> int:
        """Where the complement of an office that ends at *lead* ends, a comma before a name included."""
        index, titles = lead, self.gazetteer.titles
        while lead < len(self.tokens) and index < min(len(self.tokens), lead + _FARTHEST) and not self._named_at(index):
            token = self.tokens[index]
            actor = next(self.actors.at(self.tokens, index), None)
            this_country = token.word == "country" and self._word(index - 1) == "this"
            if actor is not None:
                index = actor[0]
            elif token.word in titles.links or token.text in titles.portfolios or this_country or token.word == ",":
                index += 1
            else:
                break
        return index

    def _states(self, first: int, end: int) -> list[str]:
        """The ids of the States that are named between *first* and *end*."""
        found = [next(self.actors.at(self.tokens, index), None) for index in range(first, end)]
        return [one[1].actor for one in found if one is not None and self.gazetteer.actors[one[1].actor].kind == "state"]

    def _regime(self, first: int, end: int, person: Person) -> Mark | None:
        """ "the Zelenskiy puppet authorities", "Assad's brutal regime": the State under its leader's name."""
        at = end + 1 if self._word(end) == "'s" else end
        for last in range(at, min(at + 3, len(self.tokens))):
            if self._word(last) in self.gazetteer.titles.regimes:
                state = self.gazetteer.actors.get(person.of or "")
                if state is not None and state.kind == "state":
                    return Mark("ACTOR", first, last + 1, Named(state.name, state.id, state.kind), "names/regime")
            if not self.tokens[last].text.islower():
                break
        return None

    def _lead(self, first: int) -> tuple[int, bool]:
        """Where honorifics and offices from *first* on end, and whether it is an office that ends there."""
        index, office = first, False
        titles = self.gazetteer.titles
        while index < len(self.tokens):
            word = self.tokens[index].text
            if word in titles.honorifics:
                index, office = index + (2 if self._word(index + 1) == "." else 1), False
                continue
            one = next(self.offices.at(self.tokens, index), None)
            if one is not None and word[0].isupper():
                index, office = one[0], True
                continue
            if word in titles.before and word[0].isupper() and next(self.actors.at(self.tokens, index), None) is None:
                index, office = index + 1, False
                continue
            break
        return index, office

    def _word(self, index: int) -> str:
        return self.tokens[index].word if 0 <= index < len(self.tokens) else ""

    # ------------------------------------------------------------------ actors

    def _actor(self, first: int) -> Mark | None:
        for end, form in self.actors.at(self.tokens, first):
            value = self._read(form, first, end)
            if value is not None:
                organ = self.organs.after(first, end, form) if value.kind == "state" else None
                return organ or self._holder_after(first, end, form) or self._in_office(first, end, value, form)
        return None

    def _in_office(self, first: int, end: int, value: Named, form: Form) -> Mark:
        """The mark of an actor; "the Secretary-General" is the person whom the document introduces as such."""
        office = (
            next((office for at in range(first, end) for last, office in self.offices.at(self.tokens, at) if last == end), None)
            if self.people.holders and value.kind == "body"
            else None
        )
        person = self.people.holders.get((office, value.of or "")) if office is not None else None
        if person is not None:
            return Mark("PERSON", first, end, _of_person(person), f"names/{person.bare}")
        return Mark("ACTOR", first, end, value, f"names/{form.words}")

    def _holder_after(self, first: int, end: int, form: Form) -> Mark | None:
        """ "the UN secretary-general", "Ukraine's Prime Minister": who holds the office, or the office as a holder of its own."""
        start = end + 1 if self._word(end) in ("'s", "'") else end
        if start == end and self._word(first - 1) != "the":
            return None  # "a Russian general" is not the general whom the document has named
        for last, office in self.offices.at(self.tokens, start):
            if next(self.persons.at(self.tokens, last), None) is not None:
                return None  # the name itself follows
            owner = self.gazetteer.state_of(form.actor)
            offices = (office, *self.gazetteer.titles.same.get(office, ()))
            person = next((self.people.holders[one, owner] for one in offices if (one, owner) in self.people.holders), None)
            if person is not None:
                return Mark("PERSON", first, last, _of_person(person), f"names/{person.bare}")
            written = self.sheet.text[self.tokens[start].start : self.tokens[last - 1].end]
            if written in self.gazetteer.titles.high and self.gazetteer.actors[owner].kind == "state" and not self._capital(last):
                title = " ".join(word.capitalize() if word not in ("of", "for") else word for word in written.split())
                return Mark(
                    "ACTOR", first, last, Named(self.gazetteer.written(title, owner), None, "organ", of=owner), f"names/{written}"
                )
        return None

    def _read(self, form: Form, first: int, end: int) -> Named | None:
        """What *form* stands for here; None where it stands for nobody."""
        if form.use in (Use.SHORT, Use.ASSUMED):
            if self._compounded(first, end) or (form.use is Use.SHORT and not self._determined(first)):
                return None
            id = self.people.short.get(form.words) or (form.actor if form.use is Use.ASSUMED else None)
            return None if id is None else named(self.gazetteer, id)
        actor = self.gazetteer.actors[form.actor]
        if form.use in (Use.ADJECTIVE, Use.PEOPLE):
            name = form.words if form.use is Use.PEOPLE else actor.name  # Syrians are not Syria
            return Named(name, form.actor, actor.kind, True, None, actor.of)
        if form.use in (Use.CAPITAL, Use.SEAT):
            return Named(actor.name, form.actor, actor.kind, False, form.words if form.use is Use.CAPITAL else None, actor.of)
        return named(self.gazetteer, form.actor)

    def _compounded(self, first: int, end: int) -> bool:
        """Whether a short form is only part of a longer name: of "Legislative Council", of "Council of Ministers"."""
        if first > 0 and self._word(first - 1) == "-" and self.tokens[first - 1].end == self.tokens[first].start:
            return True
        if first > 1 and self.tokens[first - 1].text[0].isupper() and self._word(first - 1) not in self.gazetteer.titles.openers:
            return True
        if self._word(end) != "of" or end + 1 == len(self.tokens):
            return False
        return self.tokens[end + 1].text[0].isupper() or self.tokens[first].text.islower()

    def _determined(self, first: int) -> bool:
        return self._word(first - 1) in ("the", "this", "that", "our", "its", "their", "to", "a", "s") or first == 0

    def _text(self, first: int, end: int) -> str:
        return " ".join(self.sheet.text[self.tokens[first].start : self.tokens[end - 1].end].split())

    # ------------------------------------------------------------------ names nobody knows

    def _unknown(self, first: int) -> Mark | None:
        """A run of two and more capitalised words that no pack and no introduction explains."""
        if not self._capital(first) or (first == 0 and self._word(first) in self.gazetteer.titles.openers):
            return None
        end = first + 1
        while end < len(self.tokens) and not self._breaks(end):
            joins = self._word(end) in ("of", "for", *self.gazetteer.titles.particles) or (
                self._word(end) == "-" and self._touches(end)
            )
            if self._nobodys(end):
                end += 1
            elif joins and self._nobodys(end + 1):
                end += 2
            else:
                break
        words = [self.tokens[index].text for index in range(first, end) if self.tokens[index].text[0].isupper()]
        titles = self.gazetteer.titles
        # at the head of a sentence any word has a capital: there it takes three, or a given name
        least = 3 if first == 0 and words[0] not in titles.he | titles.she | titles.family_first else 2
        if (
            len(words) < least
            or any(word in titles.no_names for word in words)
            or all(word.isupper() or word in self.official for word in words)
        ):
            return None
        return Mark("ACTOR", first, end, Named(self._text(first, end)), "names/unknown")

    def _nobodys(self, index: int) -> bool:
        """Whether *index* is a word with a capital that begins no known name."""
        return (
            self._capital(index)
            and next(self.actors.at(self.tokens, index), None) is None
            and next(self.persons.at(self.tokens, index), None) is None
        )

    def _breaks(self, index: int) -> bool:
        return "\n" in self.sheet.text[self.tokens[index - 1].end : self.tokens[index].start]

    def _touches(self, index: int) -> bool:
        return self.tokens[index - 1].end == self.tokens[index].start

    def _capital(self, index: int) -> bool:
        return (
            0 <= index < len(self.tokens)
            and self.tokens[index].text[0].isupper()
            and self.tokens[index].text.isalpha()
            and len(self.tokens[index].text) > 1
        )


def _of_person(person: Person) -> Named:
    return Named(person.name, person.actor, "person", False, None, person.of, person.gender)
