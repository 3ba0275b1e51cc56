"""One sentence looked over for everything that the packs know: actors, offices, people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from attestry.extracting.forms import actor_forms, office_forms, person_forms
from attestry.extracting.parsing.tokens import Token
from attestry.reference.gazetteer import Form, Gazetteer, Use

NAMED = frozenset((Use.NAME, Use.CAPITAL, Use.SEAT))
_COMMITTEE = 8  # tokens between "Committee" and the resolution that established it


@lru_cache(maxsize=4)
def _starts(gazetteer: Gazetteer) -> frozenset[str]:
    return person_forms(gazetteer).starts | actor_forms(gazetteer).starts | office_forms(gazetteer).starts


def committees(sentence: Sequence[Token], gazetteer: Gazetteer) -> Iterator[tuple[str, str]]:
    """Committees named by their resolution: "the Committee established pursuant to resolution 2140 (2014)"."""
    for index, token in enumerate(sentence):
        if token.word == "committee":
            for further in range(index + 1, min(index + _COMMITTEE, len(sentence) - 1)):
                # a scraped page may run the word before into it: "pursuant toresolution 2140"
                if sentence[further].word.endswith("resolution") and sentence[further + 1].word.isdigit():
                    known = gazetteer.named(f"{sentence[further + 1].word} Committee")
                    if known is not None:
                        yield known.id, known.name


class Survey:
    """What stands where in a sentence; each place is the index of a first token, with one past the last."""

    def __init__(self, sentence: Sequence[Token], gazetteer: Gazetteer) -> None:
        """Look over *sentence* once."""
        self.sentence = sentence
        self.gazetteer = gazetteer
        self.named: list[tuple[str, str]] = []  # ids of those named in full, as often as they are
        self.actor_at: dict[int, tuple[int, Form]] = {}
        self.office_at: dict[int, tuple[int, str]] = {}
        self.known_at: dict[int, tuple[int, Form]] = {}
        self.taken: set[int] = set()  # tokens of actors and offices, of which no name of a person consists
        self._look()

    def _look(self) -> None:
        """Mark where actors, offices and known people stand; longest match, left to right, people before actors."""
        actors, offices, known = actor_forms(self.gazetteer), office_forms(self.gazetteer), person_forms(self.gazetteer)
        starts = _starts(self.gazetteer)
        end = 0
        for index in [at for at, token in enumerate(self.sentence) if token.word in starts]:
            if index < end:
                continue
            person = next(known.at(self.sentence, index), None)
            actor = next(actors.at(self.sentence, index), None)
            office = next(offices.at(self.sentence, index), None)
            end = index + 1
            if person is not None and (actor is None or person[0] >= actor[0]):
                self.known_at[index] = person
                end = person[0]
            elif (
                office is not None
                and not (office[0] == index + 1 and self.honoured(index))
                and (actor is None or actor[1].use in (Use.SHORT, Use.ASSUMED) or office[0] > actor[0])
            ):
                self.office_at[index] = office
                end = office[0]
                self.taken.update(range(index, end))
            elif actor is not None:
                end = actor[0]
                # "UN Secretary-General" is a body with a name of its own, and an office that somebody holds
                inner = next(
                    (at for at in range(index + 1, end) if any(last == end for last, _ in offices.at(self.sentence, at))), end
                )
                self.actor_at[index] = (inner, actor[1])
                if inner < end:
                    self.office_at[inner] = next((last, name) for last, name in offices.at(self.sentence, inner) if last == end)
                if actor[1].use in NAMED:
                    self.named.append((actor[1].actor, actor[1].words))
                self.taken.update(range(index, end))

    def honoured(self, index: int) -> bool:
        """Whether an honorific stands before *index*."""
        before = index - 2 if index > 1 and self.sentence[index - 1].word == "." else index - 1
        return before >= 0 and self.sentence[before].text in self.gazetteer.titles.honorifics
