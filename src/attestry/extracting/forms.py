"""Finding many known phrases in a sentence at once: a tree of words that is walked along the tokens.

A phrase is compared word by word in folded spelling. A word that it writes in capitals must stand in capitals ("US", never "us"),
one that it writes with a capital must have one ("Turkey"), any other may stand either way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from attestry.extracting.parsing.tokens import Token, tokens
from attestry.model.text import Span
from attestry.reference.gazetteer import Form, Gazetteer

T = TypeVar("T")
_Branch = dict[str, "_Branch | list[tuple[tuple[str, ...], object]]"]
_END = ""  # no token is empty, so the empty word can hold what ends here


class Forms(Generic[T]):
    """Phrases and what each stands for; one phrase may stand for several things."""

    __slots__ = ("_over", "_root", "_skipped", "starts")

    def __init__(
        self, phrases: Iterable[tuple[str, T]], *, skipped: frozenset[str] = frozenset(), over: frozenset[str] = frozenset()
    ) -> None:
        """Lay out *phrases*. Words in *skipped* are not compared at all ("-"); those in *over* may stand inside a phrase."""
        self._root: _Branch = {}
        self._skipped = skipped
        self._over = over
        for phrase, meaning in phrases:
            cut = [token for token in tokens(phrase, Span(0, len(phrase))) if token.word not in skipped]
            branch = self._root
            for token in cut:
                branch = branch.setdefault(token.word, {})  # type: ignore[assignment]
            ends = branch.setdefault(_END, [])
            ends.append((tuple(token.text for token in cut), meaning))  # type: ignore[union-attr]
        self.starts = frozenset(self._root)  # the first words: most tokens begin nothing, and fall at this look

    def at(self, sentence: Sequence[Token], first: int) -> Iterator[tuple[int, T]]:
        """What the words from *first* on may stand for: one past the last word, and the meaning; longest first."""
        if sentence[first : first + 1] and sentence[first].word not in self.starts:
            return
        branch: _Branch = self._root
        found: list[tuple[int, list[tuple[tuple[str, ...], object]], tuple[str, ...]]] = []
        texts: list[str] = []
        index = first
        while index < len(sentence):
            token = sentence[index]
            deeper = branch.get(token.word)
            if deeper is None:
                if not texts or (token.word not in self._skipped and token.word not in self._over):
                    break
                index += 1
                continue
            branch = deeper  # type: ignore[assignment]
            texts.append(token.text)
            index += 1
            ends = branch.get(_END)
            if ends:
                found.append((index, ends, tuple(texts)))  # type: ignore[arg-type]
        for end, meanings, seen in reversed(found):
            for written, meaning in meanings:
                if all(map(_cased, written, seen)):
                    yield end, meaning  # type: ignore[misc]


def _cased(written: str, seen: str) -> bool:
    """Whether *seen* has the capitals that *written* asks for."""
    if not written[0].isupper():
        return True
    if len(written) > 1 and written.isupper():
        return seen.isupper()
    return seen[0].isupper()


@lru_cache(maxsize=4)
def actor_forms(gazetteer: Gazetteer) -> Forms[Form]:
    """The forms of everybody but people."""
    return Forms((form.words, form) for form in gazetteer.forms if gazetteer.actors[form.actor].kind != "person")


@lru_cache(maxsize=4)
def person_forms(gazetteer: Gazetteer) -> Forms[Form]:
    """The forms of the people that packs know."""
    return Forms((form.words, form) for form in gazetteer.forms if gazetteer.actors[form.actor].kind == "person")


@lru_cache(maxsize=4)
def office_forms(gazetteer: Gazetteer) -> Forms[str]:
    """Offices, by their last words; in the text they may stand in capitals or not."""
    return Forms((office.lower(), office.lower()) for office in gazetteer.titles.offices)
