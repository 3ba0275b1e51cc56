"""Organs that every State may have, committees by number, governments of a State: read by how they are called."""

from __future__ import annotations

from functools import lru_cache

from attestry.extracting.forms import Forms, actor_forms
from attestry.extracting.named import Named, named
from attestry.extracting.sheet import Mark, Sheet
from attestry.reference.gazetteer import Form, Gazetteer, Use


@lru_cache(maxsize=4)
def ministry_forms(gazetteer: Gazetteer) -> Forms[str]:
    return Forms((form, ministry.name) for ministry in gazetteer.titles.ministry for form in ministry.forms)


@lru_cache(maxsize=4)
def government_forms(gazetteer: Gazetteer) -> Forms[str]:
    return Forms((words, words) for words in gazetteer.titles.governments)


class Organs:
    """The organs on one sheet."""

    def __init__(self, sheet: Sheet, gazetteer: Gazetteer) -> None:
        """Look at *sheet* with what *gazetteer* knows."""
        self.sheet = sheet
        self.tokens = sheet.tokens
        self.gazetteer = gazetteer
        self.actors = actor_forms(gazetteer)
        self.ministries = ministry_forms(gazetteer)
        self.governments = government_forms(gazetteer)

    def at(self, first: int) -> Mark | None:
        """The organ, committee or government whose name begins at *first* with its own words."""
        return self._committee(first) or self._government(first)

    def after(self, first: int, end: int, form: Form) -> Mark | None:
        """ "Russia's Foreign Ministry", "the Ukrainian General Staff": a kind of organ that every State may have."""
        start = end + 1 if self._word(end) in ("'s", "'") else end
        for last, ministry in self.ministries.at(self.tokens, start):
            return self._organ(ministry, form.actor, first, last)
        last = self._department(start)
        return self._organ(self._text(start, last), form.actor, first, last) if last else None

    def ministry(self, first: int) -> Mark | None:
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
        end = self._department(first)
        return Mark("ACTOR", first, end, Named(self._text(first, end), None, "organ"), "names/ministry of") if end else None

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
        value = named(self.gazetteer, known.id) if known is not None else Named(name, None, "body", False, None, "UNSC")
        if end > last + 1:
            return None  # a longer name begins here: "1718 Committee Panel of Experts"
        return Mark("ACTOR", first, end, value, "names/committee by number")

    def _government(self, first: int) -> Mark | None:
        """ "the Federal Government of Somalia" speaks and acts as the State."""
        for end, _ in self.governments.at(self.tokens, first):
            if self._word(end) != "of":
                continue
            start = end + 2 if self._word(end + 1) == "the" else end + 1
            for last, form in self.actors.at(self.tokens, start):
                actor = self.gazetteer.actors[form.actor]
                if form.use in (Use.NAME, Use.CAPITAL) and actor.kind == "state":
                    return Mark("ACTOR", first, last, Named(actor.name, actor.id, actor.kind), "names/government of")
        return None

    def _department(self, first: int) -> int:
        """Where a ministry of whatever, or a department, ends: "Ministry of Post and Railways"; 0 if none starts at *first*."""
        if (
            self._word(first) not in ("ministry", "department")
            or self._word(first + 1) not in ("of", "for")
            or not self._capital(first)
        ):
            return 0
        index = end = first + 2
        while index < len(self.tokens):
            if self._capital(index):
                index = end = index + 1
            elif self._word(index) in ("and", "the", ","):
                index += 1
            else:
                break
        return end if end > first + 2 else 0

    def _organ(self, ministry: str, state: str, first: int, last: int) -> Mark:
        name = self.gazetteer.written(ministry, state)
        known = self.gazetteer.named(name)
        id = known.id if known is not None else state
        return Mark("ACTOR", first, last, Named(name, id, "organ", False, None, state), f"names/{ministry}")

    def _text(self, first: int, end: int) -> str:
        return " ".join(self.sheet.text[self.tokens[first].start : self.tokens[end - 1].end].split())

    def _word(self, index: int) -> str:
        return self.tokens[index].word if 0 <= index < len(self.tokens) else ""

    def _capital(self, index: int) -> bool:
        return 0 <= index < len(self.tokens) and self.tokens[index].text[0].isupper() and self.tokens[index].text.isalpha()
