"""How a document introduces people: the words around a name that say whose it is, what office they hold and for whom.

A name is nobody's until something says that it is a person's: an honorific, an office before or behind it, a State in brackets,
a given name, a pack. What follows an office may as well be a committee; there the words themselves decide.
"""

from __future__ import annotations

from dataclasses import dataclass

from attestry.extracting.survey import NAMED, Survey
from attestry.reference.gazetteer import Form, Titles

_FARTHEST = 14  # tokens between an office and the name it introduces: "Permanent Representative of ... to the UN, X"
_LONGEST = 6  # words of one person's name


@dataclass(slots=True)
class Sighting:
    """A name where it stands, and what the words around it tell."""

    words: tuple[str, ...]  # as written, particles and initials included
    of: str | None = None
    gender: str = ""
    office: str = ""
    actor: str | None = None
    sure: bool = False  # somebody's name beyond doubt; else only of use if the same name is sure elsewhere


class Introductions:
    """One sentence, looked through for names of people."""

    def __init__(self, seen: Survey, last_state: str | None) -> None:
        """Look through what was *seen* of a sentence; *last_state* is the State named last before it, for "this country"."""
        self.sentence = seen.sentence
        self.gazetteer = seen.gazetteer
        self.titles: Titles = seen.gazetteer.titles
        self.seen = seen
        self.last_state = last_state
        self.actor_at, self.office_at, self.known_at = seen.actor_at, seen.office_at, seen.known_at

    # ------------------------------------------------------------------ names

    def sightings(self) -> list[Sighting]:
        """Each name of a person in the sentence."""
        found: list[Sighting] = []
        end = 0
        for index in self._candidates():
            if index < end:
                continue
            if index in self.actor_at:
                end, form = self.actor_at[index]
                if self.gazetteer.actors[form.actor].kind == "state":
                    self.last_state = form.actor
                continue
            end = self.known_at[index][0] if index in self.known_at else self._on_to_known(index, self.run(index))
            sighting = self.judged(index, end) if end else None
            if sighting is not None:
                found.append(sighting)
        return found

    def _candidates(self) -> list[int]:
        """Where actors and known people stand, and words with a capital: nothing else opens a name."""
        actors, known = self.actor_at, self.known_at
        return [at for at, token in enumerate(self.sentence) if token.text[0].isupper() or at in actors or at in known]

    def _on_to_known(self, first: int, end: int) -> int:
        """Where the run really ends if a known family name goes on from it: "Sergei Viktorovich | Lavrov"."""
        if end in self.known_at and not self._breaks(end) and self.sentence[first].text in self.titles.he | self.titles.she:
            self.known_at[first] = (self.known_at[end][0], self.known_at[end][1])
            return self.known_at[first][0]
        return end

    def run(self, first: int) -> int:
        """Where a run of words that could be a name, starting at *first*, ends; 0 if none starts there."""
        if not self._nameable(first) or self.sentence[first].word in self.titles.openers:
            return 0
        index, words = first + 1, 1
        while index < len(self.sentence) and words < _LONGEST:
            token = self.sentence[index]
            if self._nameable(index) and not self._breaks(index):
                index, words = index + 1, words + 1
            elif token.word == "." and len(self.sentence[index - 1].text) == 1 and self._nameable(index + 1):
                index += 1
            elif (
                token.word == "-"
                and self._touches(index)
                and index + 1 < len(self.sentence)
                and self.sentence[index + 1].text.isalpha()
            ):
                index += 2
            elif (
                token.word == "'"
                and self._touches(index)
                and index + 1 < len(self.sentence)
                and self._touches(index + 1)
                and self.sentence[index + 1].text.isalpha()
            ):
                index += 2  # "Ja'afari"
            elif token.word in self.titles.particles and self._after_particles(index):
                index = self._after_particles(index)
            else:
                break
        return index

    def _nameable(self, index: int) -> bool:
        if not 0 <= index < len(self.sentence) or index in self.seen.taken or index in self.known_at:
            return False
        text = self.sentence[index].text
        if not (text[0].isupper() and text.isalpha()) or text in self.titles.honorifics or text in self.titles.portfolios:
            return False
        # "Ms. Sunday", "Theresa May"
        return (
            text not in self.titles.no_names
            or self.seen.honoured(index)
            or (
                index > 0
                and (self.sentence[index - 1].text in self.titles.he or self.sentence[index - 1].text in self.titles.she)
            )
        )

    def _breaks(self, index: int) -> bool:
        """Whether a new line begins at *index*, not one that was only wrapped."""
        apart = self.sentence[index].start - self.sentence[index - 1].end > 1
        return apart and self.sentence[index].word in self.titles.openers

    def _touches(self, index: int) -> bool:
        return self.sentence[index].start == self.sentence[index - 1].end

    def _after_particles(self, index: int) -> int:
        """The name's next capitalised word after particles from *index*, or 0."""
        while index < len(self.sentence) and (
            self.sentence[index].word in self.titles.particles or self.sentence[index].word == "-"
        ):
            index += 1
        return index if self._nameable(index) else 0

    def judged(self, first: int, end: int) -> Sighting | None:
        """The run from *first* to *end* as a sighting; None where nothing says that it names a person."""
        words = self._words(first, end)
        sighting = Sighting(words)
        if first in self.known_at:
            form = self.known_at[first][1]
            sighting.actor, sighting.sure = form.actor, True
            sighting.of = self.gazetteer.actors[form.actor].of
            sighting.gender = self.gazetteer.genders.get(form.actor, "")
        start = self._honorific(first, sighting)
        self._office_before(start, sighting)
        self._bracket_after(end, sighting)
        self._apposition_after(end, sighting)
        given = words[0]
        if len(words) > 1 and (given in self.titles.he or given in self.titles.she):
            sighting.sure = True
            sighting.gender = sighting.gender or ("he" if given in self.titles.he else "she")
        if given in self.titles.family_first and (len(words) == 3 or (len(words) == 2 and "-" in words[-1])):
            sighting.sure = True
        return sighting if sighting.sure or len(words) == 1 else None

    def _honorific(self, first: int, sighting: Sighting) -> int:
        """Take the honorific before a name at *first*; where it starts, or *first* without one."""
        start = first - 1
        if start > 0 and self.sentence[start].word == ".":
            start -= 1
        if start < 0 or self.sentence[start].text not in self.titles.honorifics:
            return first
        sighting.sure = True
        sighting.gender = sighting.gender or self.titles.honorifics[self.sentence[start].text]
        return start

    def _words(self, first: int, end: int) -> tuple[str, ...]:
        """The words of a run as written, hyphens closed up: ("Yoon", "Suk-yeol")."""
        text: list[str] = []
        for index in range(first, end):
            token = self.sentence[index]
            if text and token.start == self.sentence[index - 1].end:
                text[-1] += token.text
            else:
                text.append(token.text)
        return tuple(text)

    # ------------------------------------------------------------------ offices

    def _office_before(self, first: int, sighting: Sighting) -> None:
        """Take the office that leads up to a name at *first*: "Foreign Minister X", "Representative of Y at the UN, X"."""
        for start in range(first - 1, max(-1, first - _FARTHEST), -1):
            if start in self.office_at:
                end, office = self.office_at[start]
                if end <= first and self._leads(end, first, sighting):
                    start, office = self._outer(start, office)
                    sighting.sure, sighting.office = True, sighting.office or office
                    sighting.of = sighting.of or self._office_of(start, first, office)
                return

    def _outer(self, start: int, office: str) -> tuple[int, str]:
        """The office that the one at *start* belongs to: of "Special Envoy of the Secretary-General", the first."""
        before = start - 1
        while before >= 0 and self.sentence[before].word in ("the", "of"):
            before -= 1
        if before < start - 1:
            for outer, (end, name) in self.office_at.items():
                if end == before + 1:
                    return outer, name
        return start, office

    def _leads(self, start: int, end: int, sighting: Sighting) -> bool:
        """Whether the words between an office and a name are only its complement: "of this country to the UN"."""
        if start == end:
            return not self._breaks(end)
        last = self.sentence[end - 1].word
        if last == ",":
            # "the President, Austria": a single word after a comma is too little
            return (
                (len(sighting.words) > 1 or sighting.sure) and self._complement(start) >= end - 1 and not self._addressed(start)
            )
        if self._complement(start) < end or last in self.titles.links:
            return False
        # "chairman of the Hungarian Workers' Party": what follows an adjective is hers, and one word after a name too little
        actor = next((form for end_, form in self.actor_at.values() if end_ == end), None)
        return actor is None or (actor.use in NAMED and (len(sighting.words) > 1 or sighting.sure))

    def _addressed(self, end: int) -> bool:
        """Whether the office that ends at *end* is spoken to: "Mr. President, ..." introduces nobody."""
        start = next((first for first, (last, _) in self.office_at.items() if last == end), end)
        return self.seen.honoured(start) or (start == 0 and self.sentence[end].word == ",")

    def _complement(self, start: int) -> int:
        """Where the complement of an office that ends at *start* ends: "of National Defence of the DPRK"."""
        index = start
        while index < min(len(self.sentence), start + _FARTHEST):
            token = self.sentence[index]
            if index in self.actor_at:
                index = self.actor_at[index][0]
            elif (
                token.word in self.titles.links
                or token.text in self.titles.portfolios
                or (token.word == "country" and self.sentence[index - 1].word in ("this", "that", "his", "her"))
            ):
                index += 1
            else:
                break
        return index

    def _office_of(self, start: int, end: int, office: str) -> str | None:
        """For whom the office from *start*, its complement up to *end*, speaks."""
        bodies: list[str] = []
        for index in range(start, end):
            if index in self.actor_at:
                party = self.party(self.actor_at[index][1])
                if party is not None and self.gazetteer.actors[party].kind == "state":
                    return party
                if party is not None:
                    bodies.append(party)
            if self.sentence[index].word == "country" and self.sentence[index - 1].word == "this":
                return self.last_state
        party = self._owner_before(start)
        if party is not None:
            return party
        if "UN" in self.gazetteer.actors and any(office == one.lower() for one in self.titles.united_nations):
            return bodies[0] if bodies else "UN"
        return bodies[0] if bodies else None

    def _owner_before(self, start: int) -> str | None:
        """The State or body before an office: "the Russian", "Ukraine's", "Pentagon", with words like "deputy" between."""
        index = start - 1
        for _ in range(6):
            if index < 0:
                return None
            for first, (end, form) in self.actor_at.items():
                if first <= index < end:
                    return self.party(form)
            token = self.sentence[index]
            if token.text in self.titles.before or token.word in ("'s", "'", "-") or index in self.seen.taken:
                index -= 1
                continue
            return None
        return None

    def _bracket_after(self, end: int, sighting: Sighting) -> None:
        """ "Mr. Nebenzia (Russian Federation)": the record's own way of saying for whom somebody speaks."""
        if end + 1 < len(self.sentence) and self.sentence[end].word == "(" and end + 1 in self.actor_at:
            close, form = self.actor_at[end + 1]
            if close < len(self.sentence) and self.sentence[close].word == ")" and form.use in NAMED:
                sighting.sure, sighting.of = True, self.party(form)

    def _apposition_after(self, end: int, sighting: Sighting) -> None:
        """ "Robert Wood, the US representative to the UN": an office within a few words after a comma."""
        if end >= len(self.sentence) or self.sentence[end].word != "," or (len(sighting.words) == 1 and not sighting.sure):
            return
        index = end + 1
        while index < min(len(self.sentence), end + 8):
            if index in self.office_at:
                close, office = self.office_at[index]
                sighting.sure, sighting.office = True, sighting.office or office
                sighting.of = sighting.of or self._office_of(index, self._complement(close), office)
                return
            token = self.sentence[index]
            if index in self.actor_at:
                index = self.actor_at[index][0]
            elif token.word in ("the", "a", "an", "'s", "-", "'") or token.text in self.titles.before:
                index += 1
            else:
                return

    def party(self, form: Form) -> str | None:
        """For whom somebody speaks who speaks for the bearer of *form*: an organ's State, a mission's United Nations."""
        actor = self.gazetteer.actors[self.gazetteer.state_of(form.actor)]
        while actor.kind == "body" and actor.of in self.gazetteer.actors:
            actor = self.gazetteer.actors[actor.of or ""]
        return None if actor.kind == "place" else actor.id
