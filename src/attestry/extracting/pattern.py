"""The pattern notation: an expression whose letters are words, shapes of tokens and marks of earlier layers.

    "at least"     these words, however cased      KIND          a mark an earlier layer made, or a shape of a token
    @scales        any phrase of that list         KIND[k=v]     ... whose value has k equal to v
    a | b          either                          label: x      remember x under this name
    x?  x*  x+     as usual, capped at eight       ..3           up to three words, none a stop, a preposition or a mark

A word written with a capital letter, here or in a list, stands only for words written with one.
Matching is finite: gaps are bounded, repeats capped, and a pattern sees one sentence only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from attestry.extracting.parsing.tokens import tokens
from attestry.extracting.sheet import SHAPES, Mark, Sheet
from attestry.model.text import Span
from attestry.reference.rules import Value
from attestry.reference.strict import Where, fault, nearest

REPEATS = 8                         # times a starred item may stand in a row: no English list of ours is longer
STOPS = "stops"                     # the list of words that end a gap

Parts = tuple[tuple[str, Mark], ...]
Found = Iterator[tuple[int, Mark | None, Parts]]
"""Where the item ends, the one mark it stands on if it stands on one, and the labelled parts inside it."""


@dataclass(frozen=True, slots=True)
class Firsts:
    """What an item can begin with: words, kinds of mark, shapes; and whether it can be empty."""

    words: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    empty: bool = False

    def __or__(self, other: Firsts) -> Firsts:
        return Firsts(self.words | other.words, self.kinds | other.kinds, self.empty or other.empty)


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of an item: those that every reading fills, those that some reading fills, those that one may fill more than once."""

    always: frozenset[str] = frozenset()
    ever: frozenset[str] = frozenset()
    many: frozenset[str] = frozenset()


class Item(Protocol):
    """A piece of a pattern."""

    def ends(self, sheet: Sheet, at: int) -> Found:
        """Every way the item can be read from token *at* on."""

    def firsts(self) -> Firsts: ...

    def labels(self) -> Labels: ...


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

    __slots__ = ("_by_first",)

    def __init__(self, phrases: list[Phrase]) -> None:
        by_first: dict[str, list[Phrase]] = {}
        for one in phrases:
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

    def labels(self) -> Labels:
        return Labels()


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

    def labels(self) -> Labels:
        return Labels()


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

    def labels(self) -> Labels:
        return Labels()


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
        return Firsts(empty=True)

    def labels(self) -> Labels:
        return Labels()


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
        words: frozenset[str] = frozenset()
        kinds: frozenset[str] = frozenset()
        for item in self.items:
            first = item.firsts()
            words, kinds = words | first.words, kinds | first.kinds
            if not first.empty:
                return Firsts(words, kinds, False)
        return Firsts(words, kinds, True)

    def labels(self) -> Labels:
        every = [item.labels() for item in self.items]
        return Labels(_union(one.always for one in every), _union(one.ever for one in every), _union(one.many for one in every))


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

    def labels(self) -> Labels:
        every = [option.labels() for option in self.options]
        always = frozenset.intersection(*(one.always for one in every))
        return Labels(always, _union(one.ever for one in every), _union(one.many for one in every))


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
        return Firsts(first.words, first.kinds, first.empty or self.least == 0)

    def labels(self) -> Labels:
        inside = self.item.labels()
        return Labels(inside.always if self.least else frozenset(), inside.ever, inside.ever if self.most > 1 else inside.many)


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

    def labels(self) -> Labels:
        inside = self.item.labels()
        return Labels(inside.always | {self.name}, inside.ever | {self.name}, inside.many)


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


_SIGN = re.compile(r"""\s*(?:(?P<words>"[^"]*")|@(?P<list>[\w-]+)|\.\.(?P<gap>\d+)|(?P<label>[a-z_]+)\s*:
                       |(?P<kind>[A-Z_]+)(?:\[(?P<key>\w+)=(?P<wanted>[^\]]*)\])?|(?P<sign>[()|?*+]))""", re.VERBOSE)
_REPEATS = {"?": (0, 1), "*": (0, REPEATS), "+": (1, REPEATS)}


@dataclass(slots=True)
class _Reading:
    """One pattern being read: its signs still ahead, and what it may speak of."""

    source: str
    signs: list[re.Match[str]]
    lists: Mapping[str, Mapping[str, Value]]
    kinds: frozenset[str]
    where: Where

    def choice(self) -> Item:
        options = [self.row()]
        while self.take("|"):
            options.append(self.row())
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def row(self) -> Item:
        items = []
        while self.signs and self.signs[0]["sign"] not in (")", "|"):
            items.append(self.item())
        if not items:
            raise fault(self.where, f"nothing stands before {self.signs[0].group().strip()!r}" if self.signs else "it ends too soon")
        return items[0] if len(items) == 1 else Row(tuple(items))

    def item(self) -> Item:
        label = self.signs.pop(0)["label"] if self.signs[0]["label"] else ""
        item = self.atom()
        if label:
            item = Label(label, item)
        for sign, (least, most) in _REPEATS.items():
            if self.take(sign):
                return Repeat(item, least, most)
        return item

    def atom(self) -> Item:
        if not self.signs:
            raise fault(self.where, f"{self.source!r} ends too soon", "give the label its item")
        sign = self.signs.pop(0)
        if sign["words"] is not None:
            return self.words(sign["words"].strip('"'))
        if sign["list"]:
            return self.phrases(sign["list"])
        if sign["gap"]:
            return Gap(int(sign["gap"]), frozenset(self.known_list(STOPS)))
        if sign["kind"]:
            return self.kind(sign)
        if sign["sign"] == "(":
            inner = self.choice()
            if not self.take(")"):
                raise fault(self.where, f"{self.source!r} leaves a bracket open", "close it")
            return inner
        raise fault(self.where, f"{sign.group().strip()!r} has nothing before it")

    def words(self, text: str) -> Item:
        if not text.strip():
            raise fault(self.where, '"" was found, words are expected')
        return OneOf([phrase(text)])

    def known_list(self, name: str) -> Mapping[str, Value]:
        if name not in self.lists:
            raise fault(self.where, f"no list is called {name!r}", nearest(name, self.lists))
        return self.lists[name]

    def phrases(self, name: str) -> Item:
        return OneOf([phrase(text, value) for text, value in self.known_list(name).items()])

    def kind(self, sign: re.Match[str]) -> Item:
        name = sign["kind"]
        if name not in self.kinds:
            raise fault(self.where, f"the layer does not read {name!r}", nearest(name, self.kinds) or "add it to 'reads'")
        if name not in SHAPES:
            return Marked(name, sign["key"] or "", sign["wanted"] or "")
        if sign["key"]:
            raise fault(self.where, f"{name!r} is a shape of a token and has no {sign['key']!r}")
        return Shaped(name)

    def take(self, sign: str) -> bool:
        if self.signs and self.signs[0]["sign"] == sign:
            self.signs.pop(0)
            return True
        return False


def read_pattern(source: str, lists: Mapping[str, Mapping[str, Value]], kinds: frozenset[str], where: Where) -> Item:
    """What *source* describes; PackFault at the first thing in it that cannot be read.

    *kinds* are the marks and shapes it may speak of; *where* is the place that a refusal names.
    """
    signs, at = [], 0
    while source[at:].strip():
        match = _SIGN.match(source, at)
        if match is None:
            raise fault(where, f"cannot read {source[at:].strip()[:20]!r}", "the notation has ten signs")
        signs.append(match)
        at = match.end()
    reading = _Reading(source, signs, lists, kinds, where)
    if not signs:
        raise fault(where, "an empty pattern was found")
    item = reading.choice()
    if reading.signs:
        raise fault(where, f"{reading.signs[0].group().strip()!r} is one too many")
    if item.firsts().empty:
        raise fault(where, f"{source!r} could be read from no words at all", "give it a word that must stand")
    return item
