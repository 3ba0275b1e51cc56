"""The pattern notation: an expression whose letters are words, shapes of tokens and marks of earlier layers.

    "at least"     these words, however cased      KIND          a mark an earlier layer made, or a shape of a token
    @scales        any phrase of that list         KIND[k=v]     ... whose value has k equal to v
    a | b          either                          label: x      remember x under this name
    x?  x*  x+     as usual, capped at eight       ..3           up to three words, none a stop, a preposition or a mark

A word written with a capital letter, here or in a list, stands only for words written with one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from attestry.extracting.items import Choice, Gap, Item, Label, Marked, OneOf, Repeat, Row, Shaped, phrase
from attestry.extracting.sheet import SHAPES
from attestry.reference.rules import Value
from attestry.reference.strict import Where, fault, nearest

REPEATS = 8                         # times a starred item may stand in a row: no English list of ours is longer
STOPS = "stops"                     # the list of words that end a gap

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
        if len(options) > 1 and all(isinstance(option, OneOf) for option in options):
            # One look instead of many.
            return OneOf(one for option in options if isinstance(option, OneOf) for one in option.phrases)
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def row(self) -> Item:
        items = []
        while self.signs and self.signs[0]["sign"] not in (")", "|"):
            items.append(self.item())
        if not items:
            found = f"nothing stands before {self.signs[0].group().strip()!r}" if self.signs else "it ends too soon"
            raise fault(self.where, found)
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
