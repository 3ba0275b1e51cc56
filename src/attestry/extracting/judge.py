"""The judge: how likely a word calls up each frame where it stands, by learned weights of its traits.

The weights are those of a multinomial logistic regression, kept as whole thousandths in weights/judge.txt. They are added up as
integers, so that the same words are judged the same on every machine.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from attestry.extracting.traits import traits_of_word
from attestry.reference.frames import Frames

Row = tuple[tuple[int, int], ...]
"""What a trait weighs: (number of the frame, thousandths)."""

SCALE = 1000
CLOSED = -3_300                     # a word that by itself speaks more against every frame is not looked at: 3 of 100 additions
HEAVIEST = 3                        # traits that a judgement names


@dataclass(frozen=True, slots=True)
class OfWord:
    """A word by itself: its traits, and whether it is open to call up a frame that no pack lists for it."""

    traits: tuple[str, ...]
    sums: tuple[int, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """How likely a word calls up *frame*, in hundredths, and the traits that spoke most for it, with what each weighed."""

    frame: str
    share: int
    traits: tuple[tuple[str, float], ...]

    def __str__(self) -> str:
        told = ", ".join(f"{trait} ({weight:+.2f})" for trait, weight in self.traits)
        return f"weighed {self.share} of 100 for {self.frame}: {told}"


class Weighing:
    """The sums for one word; *sums* has a number for each frame, the first for none at all."""

    def __init__(self, judge: Judge, traits: Sequence[str], sums: Sequence[int]) -> None:
        self._judge, self._traits = judge, traits
        top = max(sums)
        grown = [math.exp((each - top) / SCALE) for each in sums]
        whole = sum(grown)
        self._shares = [each / whole for each in grown]

    @property
    def any(self) -> float:
        """How likely the word calls up some frame, from 0 to 1."""
        return 1 - self._shares[0]

    def of(self, frame: str) -> float:
        """How likely it calls up *frame*; 1 for a frame that the judge was never taught."""
        place = self._judge.places.get(frame)
        return 1.0 if place is None else self._shares[place]

    def best(self) -> str:
        """The likeliest frame, whether or not any is called up."""
        rest = self._shares[1:]
        return self._judge.frames[1 + rest.index(max(rest))]

    def told(self, frame: str) -> Judgement:
        """The judgement on *frame*, with the traits that weighed most."""
        place = self._judge.places.get(frame, 0)
        weights = [(trait, dict(self._judge.row(trait)).get(place, 0) / SCALE) for trait in self._traits]
        heaviest = sorted((one for one in weights if one[1] > 0), key=lambda one: (-one[1], one[0]))[:HEAVIEST]
        return Judgement(frame, round(100 * self.of(frame)), tuple(heaviest))


class Judge:
    """The learned weights. *frames* begins with the empty name, for no frame."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Take in the lines of a weights file: the frames; the weights of every word; then a trait, a tab and its weights."""
        rows = iter(lines)
        self.frames: tuple[str, ...] = ("", *next(rows).split())
        self.places = {frame: place for place, frame in enumerate(self.frames)}
        self._always = tuple(map(int, next(rows).split()))
        self._told = dict(line.split("\t", 1) for line in rows)
        self._rows: dict[str, Row] = {}
        self._words: dict[tuple[str, str, str], OfWord] = {}

    def of_word(self, frames: Frames, word: str, lemma: str, tag: str) -> OfWord:
        """What a word shows by itself, and whether it could call up a frame without one of the packs."""
        found = self._words.get((word, lemma, tag))
        if found is None:
            traits = tuple(traits_of_word(frames, word, lemma, tag))
            sums = self.sums(traits)
            found = self._words[word, lemma, tag] = OfWord(traits, tuple(sums), max(sums[1:]) - sums[0] > CLOSED)
        return found

    def row(self, trait: str) -> Row:
        """What *trait* weighs for each frame; nothing for a trait that was not taught."""
        row = self._rows.get(trait)
        if row is None:
            told = self._told.get(trait, "")
            row = self._rows[trait] = tuple(
                (int(place), int(weight)) for place, _, weight in (cell.partition(":") for cell in told.split()))
        return row

    def sums(self, traits: Iterable[str], begun: Sequence[int] | None = None) -> list[int]:
        """The weights of *traits* added up, by frame, to what every word weighs or what is *begun*."""
        sums = list(self._always if begun is None else begun)
        for trait in traits:
            for place, weight in self._rows.get(trait) or self.row(trait):
                sums[place] += weight
        return sums

    def weigh(self, traits: Sequence[str], word: OfWord | None = None) -> Weighing:
        """How likely each frame is for a word with *traits*, and with those of *word* by itself."""
        if word is None:
            return Weighing(self, traits, self.sums(traits))
        return Weighing(self, (*word.traits, *traits), self.sums(traits, word.sums))


@cache
def default_judge() -> Judge:
    """The judge that comes with attestry, read on the first call and kept."""
    text = resources.files("attestry.extracting").joinpath("weights/judge.txt").read_text(encoding="utf-8")
    return Judge(line for line in text.splitlines() if not line.startswith("#"))
