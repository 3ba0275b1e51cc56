"""One layer of the cascade: rules from a pack, each tied to the function that says what its words mean.

The longest match wins wherever one starts; of equals, the rule that stands first in the file. Marks of one layer do not overlap.
A meaning that gives None uses up its words and marks nothing; one that gives DECLINED lets the next best match have them.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType, ModuleType
from typing import Final

from attestry.extracting.items import ANYTHING, Firsts, Item, Parts
from attestry.extracting.pattern import read_pattern
from attestry.extracting.sheet import DIGITS, SHAPES, Mark, Sheet
from attestry.reference import rules
from attestry.reference.rules import Value
from attestry.reference.strict import Where, fault, nearest

HERE: Final = "here"                # the parameter of a meaning that asks where it is read, not what was labelled
COMMON: Final = "common"            # the list of words that most sentences have

Lists = Mapping[str, Mapping[str, Value]]
Meaning = Callable[..., object]


class _Declined:
    """The one value by which a meaning gives its words back."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "DECLINED"


DECLINED: Final = _Declined()


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of the document before its sentences are read."""

    date: date | None = None                    # the document's date, for relative words; None where nobody knows it
    people: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))   # who the document has named so far


@dataclass(frozen=True, slots=True)
class Here:
    """Where a match stands, for meanings that depend on it."""

    sheet: Sheet
    first: int
    last: int
    setting: Setting
    lists: Lists

    @property
    def date(self) -> date | None:
        """The document's date."""
        return self.setting.date

    def sentence_has(self, name: str) -> bool:
        """Whether a word of the list *name* stands in the sentence outside the match."""
        words = self.lists[name]
        return any(word in words for index, word in enumerate(self.sheet.words) if not self.first <= index < self.last)

    @property
    def remarks(self) -> bool:
        """Whether a dash in the match sets a remark off, "27 killed - 12 of them children", and so joins nothing."""
        cut = self.sheet.tokens[self.first:self.last + 1]
        return any(dash.text == "—" or (dash.text == "-" and before.end < dash.start and dash.end < after.start)
                   for before, dash, after in zip(cut, cut[1:], cut[2:], strict=False))

    def word(self, offset: int) -> str:
        """The word *offset* tokens after the match, or before it if negative; "" beyond the sentence."""
        index = self._index(offset)
        return self.sheet.words[index] if 0 <= index < len(self.sheet) else ""

    def written(self, offset: int) -> str:
        """The same word as it is written."""
        index = self._index(offset)
        return self.sheet.tokens[index].text if 0 <= index < len(self.sheet) else ""

    def _index(self, offset: int) -> int:
        return self.last + offset - 1 if offset > 0 else self.first + offset


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule ready to run."""

    name: str                       # "amounts/at least n"
    makes: str
    pattern: Item
    meaning: Meaning
    labels: frozenset[str]          # those the meaning asks for
    many: frozenset[str]            # those among them that it gets as a tuple
    asks_here: bool

    def value(self, sheet: Sheet, end: tuple[int, int], parts: Parts, *, setting: Setting, lists: Lists) -> object:
        """What the words from *end*'s first token to its last mean."""
        given: dict[str, object] = {}
        for label, mark in parts:
            if label in self.many:
                earlier = given.get(label, ())
                given[label] = (*earlier, mark.value) if isinstance(earlier, tuple) else (mark.value,)
            elif label in self.labels:
                given.setdefault(label, mark.value)
        if self.asks_here:
            given[HERE] = Here(sheet, end[0], end[1], setting, lists)
        return self.meaning(**given)


class Layer:
    """The rules of one layer, found by the word or kind that they start with."""

    def __init__(self, files: Sequence[rules.Layer], meanings: ModuleType, lists: Lists) -> None:
        """Tie the rules of *files*, one layer's, to *meanings*; PackFault, naming file and rule, where they do not fit."""
        self.name = files[0].written.layer
        self.files = tuple(files)
        self.makes = frozenset(kind for read in files for kind in read.written.makes)
        self._lists = lists
        self._rules = tuple(_ready(rule, read, meanings, lists) for read in files for rule in read.written.rule)
        common = lists.get(COMMON, {}).keys()
        needs = [rule.pattern.need(common) for rule in self._rules]
        different = tuple(dict.fromkeys(needs))
        self._need = tuple(1 << different.index(need) for need in needs)     # by rule, the bit of what it needs
        self._met_always = sum(1 << bit for bit, need in enumerate(different) if need is None)
        self._met_by_digits = sum(1 << bit for bit, need in enumerate(different) if need is not None and need.digits)
        self._met_by_word: dict[str, int] = {}
        self._met_by_kind: dict[str, int] = {}
        for bit, need in enumerate(different):
            for index, names in ((self._met_by_word, need.words), (self._met_by_kind, need.kinds)) if need is not None else ():
                for name in names:
                    index[name] = index.get(name, 0) | 1 << bit
        self._meeting = frozenset(self._met_by_word)
        self._by_word: dict[str, tuple[int, ...]] = {}
        self._by_kind: dict[str, tuple[int, ...]] = {}
        for number, rule in enumerate(self._rules):
            firsts = rule.pattern.firsts()
            for by_first, names in ((self._by_word, firsts.words), (self._by_kind, firsts.kinds)):
                for name in names:
                    by_first[name] = (*by_first.get(name, ()), number)
        self._digit = tuple(sorted({number for kind in DIGITS & self._by_kind.keys() for number in self._by_kind[kind]}))
        self._shapes = tuple(kind for kind in self._by_kind if kind in SHAPES and kind not in DIGITS)
        self._kinds = tuple(kind for kind in self._by_kind if kind not in SHAPES)
        self._words = frozenset(self._by_word)
        self._after: dict[tuple[str, int], Firsts] = {}

    def check(self, made: Set[str]) -> None:
        """PackFault if the layer reads a kind that no token has and that is not among those *made* before it."""
        for read in self.files:
            for kind in read.written.reads:
                if kind not in made and kind not in SHAPES:
                    where, known = Where(read.file, key="reads"), {*made, *SHAPES}
                    raise fault(where, f"no layer before this one makes {kind!r}", nearest(kind, known))

    def mark(self, sheet: Sheet, setting: Setting) -> list[Mark]:
        """What this layer sees on *sheet*."""
        starts = self._starts(sheet)
        found: list[Mark] = []
        end = 0
        for at in sorted(starts):
            if at >= end:
                end = self._take(sheet, at, starts[at], setting, found) or end
        return found

    def _met(self, sheet: Sheet) -> int:
        """The bits of the needs that *sheet* meets."""
        met = self._met_always
        for word in self._meeting & sheet.vocabulary:
            met |= self._met_by_word[word]
        for kind, bits in self._met_by_kind.items():
            if sheet.has(kind):
                met |= bits
        return met | self._met_by_digits if sheet.has_digits else met

    def _starts(self, sheet: Sheet) -> dict[int, list[int]]:
        """By token, the rules that could start there; a rule whose need the sentence does not meet starts nowhere."""
        starts: dict[int, list[int]] = {}
        met = self._met(sheet)
        if not met:
            return starts
        live: dict[tuple[int, ...], list[int]] = {}

        def put(at: int, numbers: tuple[int, ...]) -> None:
            some = live.get(numbers)
            if some is None:
                some = live[numbers] = [number for number in numbers if self._need[number] & met]
            if some:
                starts.setdefault(at, []).extend(some)

        if not self._words.isdisjoint(sheet.vocabulary):
            by_word = self._by_word
            for at, word in enumerate(sheet.words):
                if word in by_word:
                    put(at, by_word[word])
        if self._digit and sheet.has_digits:
            for at, word in enumerate(sheet.words):
                if word[0].isdigit():
                    put(at, self._digit)
        for kind in self._kinds:
            for mark in sheet.of(kind):
                put(mark.first, self._by_kind[kind])
        for kind in self._shapes:
            if any(self._need[number] & met for number in self._by_kind[kind]):
                for at in range(len(sheet.words)):
                    if sheet.shape(kind, at) is not None:
                        put(at, self._by_kind[kind])
        return starts

    def _goes_on(self, sheet: Sheet, at: int, number: int) -> bool:
        """Whether the rule can go on after the word at *at*, as far as one look at what follows tells."""
        word = sheet.words[at]
        if word not in self._words:
            word = ""                   # a number or a mark: which does not matter
        after = self._after.get((word, number))
        if after is None:
            after = self._after[word, number] = self._rules[number].pattern.after(word) or ANYTHING
        if after.empty or after.anything:
            return True
        following = at + 1
        if following == len(sheet.words):
            return False
        return sheet.words[following] in after.words or any(
            sheet.shape(kind, following) is not None if kind in SHAPES else sheet.at(kind, following) for kind in after.kinds
        )

    def _take(self, sheet: Sheet, at: int, numbers: list[int], setting: Setting, found: list[Mark]) -> int:
        """Add the best mark that starts at *at* to *found*; where it ends, or 0 if nothing starts there."""
        matches = [(-end, number, parts) for number in set(numbers) if self._goes_on(sheet, at, number)
                   for end, _, parts in self._rules[number].pattern.ends(sheet, at) if end > at]
        matches.sort(key=lambda match: match[:2])
        for negative_end, number, parts in matches:
            rule, end = self._rules[number], -negative_end
            value = rule.value(sheet, (at, end), parts, setting=setting, lists=self._lists)
            if value is DECLINED:
                continue
            if value is not None:
                found.append(Mark(rule.makes, at, end, value, rule.name, parts))
            return end
        return 0


def _ready(rule: rules.Rule, read: rules.Layer, meanings: ModuleType, lists: Lists) -> Rule:
    where = read.where(rule)
    pattern = read_pattern(rule.pattern, lists, frozenset(read.written.reads), where.at("pattern"))
    meaning = _meaning(rule.as_, meanings, where.at("as"))
    labels = pattern.labels()
    parameters = inspect.signature(meaning).parameters
    needed = {name for name, parameter in parameters.items() if parameter.default is parameter.empty and name != HERE}
    lacking = sorted(needed - labels.always)
    if lacking:
        mend = "label it in every alternative" if lacking[0] in labels.ever else "label it"
        raise fault(where.at("pattern"), f"the meaning {rule.as_!r} needs {lacking[0]!r}, which is not always labelled", mend)
    return Rule(f"{read.written.layer}/{rule.name}", rule.makes or read.written.makes[0], pattern, meaning,
                frozenset(parameters) & labels.ever, frozenset(parameters) & labels.many, HERE in parameters)


def _meaning(name: str, meanings: ModuleType, where: Where) -> Meaning:
    """The public function *name* of the module *meanings* itself, not one that it imports."""
    known = {key: value for key, value in vars(meanings).items()
             if inspect.isfunction(value) and value.__module__ == meanings.__name__ and not key.startswith("_")}
    if name not in known:
        raise fault(where, f"no meaning is called {name!r}", nearest(name, known) or f"known: {', '.join(sorted(known))}")
    return known[name]


