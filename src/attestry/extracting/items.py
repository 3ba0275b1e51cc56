"""The pieces that a pattern is made of: each can say every way it is read from one token on, and with what it can begin.

Matching is finite: gaps are bounded, repeats capped, and a piece sees one sentence only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from functools import reduce
from typing import Protocol

from attestry.extracting.parsing.tokens import tokens
from attestry.extracting.sheet import DIGITS, Mark, Sheet
from attestry.model.text import Span
from attestry.reference.rules import Value

Parts = tuple[tuple[str, Mark], ...]
Found = Iterator[tuple[int, Mark | None, Parts]]
"""Where the item ends, the one mark it stands on if it stands on one, and the labelled parts inside it."""


@dataclass(frozen=True, slots=True)
class Firsts:
    """What an item can begin with: words, kinds of mark, shapes; whether it can be empty; whether with what is not told."""

    words: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    empty: bool = False
    anything: bool = False

    def __or__(self, other: Firsts) -> Firsts:
        return Firsts(self.words | other.words, self.kinds | other.kinds, self.empty or other.empty,
                      self.anything or other.anything)


ANYTHING = Firsts(empty=True, anything=True)


@dataclass(frozen=True, slots=True)
class Need:
    """Words and kinds of which a sentence must have one, or an item cannot be read in it."""

    words: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()     # marks
    digits: bool = False                    # a number in digits will do

    def __or__(self, other: Need) -> Need:
        return Need(self.words | other.words, self.kinds | other.kinds, self.digits or other.digits)

    def commonness(self, common: Set[str]) -> tuple[int, int]:
        """How likely any sentence meets it: the fewer common words the better, then the fewer words."""
        return len(self.words & common), len(self.words)


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of an item."""

    always: frozenset[str] = frozenset()    # every reading fills them
    ever: frozenset[str] = frozenset()      # some reading fills them
    many: frozenset[str] = frozenset()      # a reading may fill them more than once


class Item(Protocol):
    """A piece of a pattern."""

    def ends(self, sheet: Sheet, at: int) -> Found:
        """Every way the item can be read from token *at* on."""

    def firsts(self) -> Firsts: ...

    def after(self, word: str) -> Firsts | None:
        """What can follow *word* where the item begins with it; None where the item cannot begin with that word."""

    def labels(self) -> Labels: ...

    def need(self, common: Set[str]) -> Need | None:
        """What a sentence must have, the rarer the better; None where any sentence will do."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of one phrase, and those among them that must be written with a capital."""

    words: tuple[str, ...]
    capitals: tuple[int, ...]
    value: Value

    def stands(self, sheet: Sheet, at: int) -> bool:
        if sheet.words[at:at + len(self.words)] != self.words:
            return False
        return all(sheet.tokens[at + index].text[0].isupper() for index in self.capitals)


def phrase(text: str, value: Value | None = None) -> Phrase:
    """*text* cut as the tokeniser cuts it; it stands for itself where no *value* is given."""
    cut = tokens(f"{text} ", Span(0, len(text) + 1))   # "Nov." is one token only before a blank
    words = tuple(token.word for token in cut)
    capitals = tuple(index for index, token in enumerate(cut) if token.text[0].isupper())
    return Phrase(words, capitals, " ".join(words) if value is None else value)


class OneOf:
    """Any of some phrases; one phrase alone is a list of one."""

    __slots__ = ("_by_first", "phrases")

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self.phrases = tuple(phrases)
        by_first: dict[str, list[Phrase]] = {}
        for one in self.phrases:
            by_first.setdefault(one.words[0], []).append(one)
        self._by_first = {word: tuple(some) for word, some in by_first.items()}

    def ends(self, sheet: Sheet, at: int) -> Found:
        if at < len(sheet.words):
            for one in self._by_first.get(sheet.words[at], ()):
                if one.stands(sheet, at):
                    end = at + len(one.words)
                    yield end, Mark("PHRASE", at, end, one.value, "words"), ()

    def firsts(self) -> Firsts:
        return Firsts(words=frozenset(self._by_first))

    def after(self, word: str) -> Firsts | None:
        some = self._by_first.get(word)
        if some is None:
            return None
        longer = [one.words[1] for one in some if len(one.words) > 1]
        return Firsts(frozenset(longer), empty=len(longer) < len(some))

    def labels(self) -> Labels:
        return Labels()

    def need(self, common: Set[str]) -> Need | None:
        """One word of each phrase: the longest that is not common."""
        return Need(frozenset(max(one.words, key=lambda word: (word not in common, len(word))) for one in self.phrases))


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark of an earlier layer."""

    kind: str
    key: str = ""
    wanted: str = ""

    def ends(self, sheet: Sheet, at: int) -> Found:
        for mark in sheet.at(self.kind, at):
            if not self.key or str(getattr(mark.value, self.key, None)) == self.wanted:
                yield mark.last, mark, ()

    def firsts(self) -> Firsts:
        return Firsts(kinds=frozenset({self.kind}))

    def after(self, word: str) -> Firsts | None:
        return ANYTHING

    def labels(self) -> Labels:
        return Labels()

    def need(self, common: Set[str]) -> Need | None:
        return Need(kinds=frozenset({self.kind}))


@dataclass(frozen=True, slots=True)
class Shaped:
    """A token of some shape."""

    kind: str

    def ends(self, sheet: Sheet, at: int) -> Found:
        if at < len(sheet.words):
            value = sheet.shape(self.kind, at)
            if value is not None:
                yield at + 1, Mark(self.kind, at, at + 1, value, "tokens"), ()

    def firsts(self) -> Firsts:
        return Firsts(kinds=frozenset({self.kind}))

    def after(self, word: str) -> Firsts | None:
        return Firsts(empty=True)       # one token and no more

    def labels(self) -> Labels:
        return Labels()

    def need(self, common: Set[str]) -> Need | None:
        return Need(digits=True) if self.kind in DIGITS else None


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to *longest* words, none of them in *stops* or inside a mark; hyphens count for nothing."""

    longest: int
    stops: frozenset[str]

    def ends(self, sheet: Sheet, at: int) -> Found:
        marked = {token for mark in sheet.marks for token in range(mark.first, mark.last)}
        words, end = 0, at
        yield end, None, ()
        while end < len(sheet.words) and sheet.words[end] not in self.stops and end not in marked:
            words += sheet.words[end] != "-"
            end += 1
            if words > self.longest:
                return
            yield end, None, ()

    def firsts(self) -> Firsts:
        return ANYTHING

    def after(self, word: str) -> Firsts | None:
        return ANYTHING

    def labels(self) -> Labels:
        return Labels()

    def need(self, common: Set[str]) -> Need | None:
        return None


@dataclass(frozen=True, slots=True)
class Row:
    """One item after the other."""

    items: tuple[Item, ...]

    def ends(self, sheet: Sheet, at: int) -> Found:
        for end, parts in self._from(0, sheet, at):
            yield end, None, parts

    def _from(self, index: int, sheet: Sheet, at: int) -> Iterator[tuple[int, Parts]]:
        last = index == len(self.items) - 1
        for middle, _, before in self.items[index].ends(sheet, at):
            if last:
                yield middle, before
            else:
                for end, after in self._from(index + 1, sheet, middle):
                    yield end, before + after

    def firsts(self) -> Firsts:
        found = Firsts(empty=True)
        for item in self.items:
            first = item.firsts()
            found = replace(found | first, empty=first.empty)
            if not first.empty:
                break
        return found

    def after(self, word: str) -> Firsts | None:
        found: Firsts | None = None
        for index, item in enumerate(self.items):
            after = item.after(word)
            if after is not None and after.empty and not after.anything and index + 1 < len(self.items):
                after = replace(after, empty=False) | Row(self.items[index + 1:]).firsts()
            found = _either(found, after)
            if not item.firsts().empty:
                break
        return found

    def labels(self) -> Labels:
        every = [item.labels() for item in self.items]
        return Labels(_union(one.always for one in every), _union(one.ever for one in every), _union(one.many for one in every))

    def need(self, common: Set[str]) -> Need | None:
        """The rarest of what the items need: all of them stand or none."""
        needs = [need for item in self.items if (need := item.need(common)) is not None]
        return min(needs, key=lambda need: need.commonness(common), default=None)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several items."""

    options: tuple[Item, ...]

    def ends(self, sheet: Sheet, at: int) -> Found:
        for option in self.options:
            yield from option.ends(sheet, at)

    def firsts(self) -> Firsts:
        first = self.options[0].firsts()
        for option in self.options[1:]:
            first = first | option.firsts()
        return first

    def after(self, word: str) -> Firsts | None:
        return reduce(_either, (option.after(word) for option in self.options))

    def labels(self) -> Labels:
        every = [option.labels() for option in self.options]
        always = frozenset.intersection(*(one.always for one in every))
        return Labels(always, _union(one.ever for one in every), _union(one.many for one in every))

    def need(self, common: Set[str]) -> Need | None:
        total = Need()
        for option in self.options:
            need = option.need(common)
            if need is None:
                return None
            total = total | need
        return total


@dataclass(frozen=True, slots=True)
class Repeat:
    """An item *least* to *most* times."""

    item: Item
    least: int
    most: int

    def ends(self, sheet: Sheet, at: int) -> Found:
        for end, parts in self._more(0, sheet, at):
            yield end, None, parts

    def _more(self, count: int, sheet: Sheet, at: int) -> Iterator[tuple[int, Parts]]:
        if count < self.most:
            for middle, _, before in self.item.ends(sheet, at):
                if middle > at:
                    for end, after in self._more(count + 1, sheet, middle):
                        yield end, before + after
        if count >= self.least:
            yield at, ()

    def firsts(self) -> Firsts:
        first = self.item.firsts()
        return replace(first, empty=first.empty or self.least == 0)

    def after(self, word: str) -> Firsts | None:
        after = self.item.after(word)
        return after | self.item.firsts() if after is not None and self.most > 1 else after

    def labels(self) -> Labels:
        inside = self.item.labels()
        return Labels(inside.always if self.least else frozenset(), inside.ever, inside.ever if self.most > 1 else inside.many)

    def need(self, common: Set[str]) -> Need | None:
        return self.item.need(common) if self.least else None


@dataclass(frozen=True, slots=True)
class Label:
    """An item remembered under a name: the mark it stands on, or else its words."""

    name: str
    item: Item

    def ends(self, sheet: Sheet, at: int) -> Found:
        for end, mark, inside in self.item.ends(sheet, at):
            if mark is None:
                mark = Mark("PHRASE", at, end, " ".join(sheet.words[at:end]), "words")
            yield end, mark, ((self.name, mark), *inside)

    def firsts(self) -> Firsts:
        return self.item.firsts()

    def after(self, word: str) -> Firsts | None:
        return self.item.after(word)

    def labels(self) -> Labels:
        inside = self.item.labels()
        return Labels(inside.always | {self.name}, inside.ever | {self.name}, inside.many)

    def need(self, common: Set[str]) -> Need | None:
        return self.item.need(common)


def _either(one: Firsts | None, other: Firsts | None) -> Firsts | None:
    return one | other if one is not None and other is not None else one or other


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)
