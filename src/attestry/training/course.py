"""The course of a training: from sentences to the bytes of a weights file, the same for the same sentences.

The tagger is learned first. The parser must learn from tags as wrong as it will meet, so the treebank is tagged in folds,
each by a tagger that has not seen it, before the parser is learned.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import ModuleType

from attestry.extracting.parsing.atoms import PARSE_ATOMS, TAG_ATOMS, encoded, marks
from attestry.extracting.parsing.weights import Contents, Part, Rows, Weights, opened, written
from attestry.training.templates import PARSER, TAGGER
from attestry.training.treebank import Sentence, projective

Say = Callable[[str], None]
Lesson = tuple[list[str], list[str], list[int], list[int], list[int]]


@dataclass(frozen=True, slots=True)
class Course:
    """How long to learn and how much to keep. Thresholds are shares of the largest weight."""

    tag_epochs: int = 8
    fold_epochs: int = 4
    folds: int = 4
    parse_epochs: int = 10
    explore: int = 922              # of 1024: how often the parser goes on with its own move while it learns
    least_seen: int = 2             # a feature of the parser seen once along the gold trees is noise
    tag_cell: float = 0.02
    tag_row: float = 0.04
    parse_cell: float = 0.02
    parse_row: float = 0.04


def trained(sentences: Sequence[Sentence], core: ModuleType, course: Course, say: Say) -> bytes:
    """A weights file learned from *sentences* with the compiled core or its twin."""
    tags = sorted({tag for sentence in sentences for tag in sentence.tags})
    labels = sorted({label for sentence in sentences for label in sentence.labels} - {"root"})
    contents = _Numbered(tags, [*labels, "root"])
    taught = [contents.lesson(sentence) for sentence in sentences]
    school = _School(core, course, say, contents)
    guessed: list[list[int]] = [[] for _ in taught]
    for fold in range(course.folds):
        seen = [lesson for number, lesson in enumerate(taught) if number % course.folds != fold]
        tagger = school.tagger(seen, course.fold_epochs)
        model = model_of(core, opened(written(Contents(tags, contents.labels, marks(tags), tagger, None))))
        for number in range(fold, len(taught), course.folds):
            texts, words, *_ = taught[number]
            guessed[number] = [contents.tags[tag] for tag in core.tag(model, texts, words)]
        say(f"fold {fold + 1} of {course.folds} tagged")
    tagger = school.tagger(taught, course.tag_epochs)
    parser = school.parser([
        (texts, words, tags_, heads, labels_)
        for (texts, words, _, heads, labels_), tags_ in zip(taught, guessed, strict=True)])
    return written(Contents(tags, contents.labels, marks(tags), tagger, parser))


def model_of(core: ModuleType, weights: Weights) -> object:
    """The core's own model of opened weights."""
    from attestry.extracting.parsing.parser import loaded
    return loaded(core, weights)


class _Numbered:
    """Tags and labels as numbers, and sentences as the core takes them."""

    def __init__(self, tags: Sequence[str], labels: Sequence[str]) -> None:
        self.names = tags
        self.tags = {tag: number for number, tag in enumerate(tags)}
        self.label_numbers = {label: number for number, label in enumerate(labels)}
        self.labels = labels

    def lesson(self, sentence: Sentence) -> Lesson:
        heads = projective(sentence.heads)
        return (
            list(sentence.texts), list(sentence.words), [self.tags[tag] for tag in sentence.tags],
            [len(sentence) if head < 0 else head for head in heads], [self.label_numbers[label] for label in sentence.labels])


class _School:
    def __init__(self, core: ModuleType, course: Course, say: Say, numbered: _Numbered) -> None:
        self.core = core
        self.course = course
        self.say = say
        self.numbered = numbered

    def tagger(self, lessons: list[Lesson], epochs: int) -> Part:
        templates = encoded(TAGGER, TAG_ATOMS)
        classes = len(self.numbered.names)
        learner = self.core.learner(templates, classes, 0, marks(self.numbered.names), lessons)
        self._learn("tagger", learner, len(lessons), epochs)
        return Part(templates, classes, self._kept(learner, self.course.tag_cell, self.course.tag_row))

    def parser(self, lessons: list[Lesson]) -> Part:
        templates = encoded(PARSER, PARSE_ATOMS)
        classes = 1 + 2 * (len(self.numbered.labels) - 1)
        learner = self.core.learner(templates, classes, 1, marks(self.numbered.names), lessons)
        self.say(f"{self.core.count(learner, self.course.least_seen):,} features of the parser")
        self._learn("parser", learner, len(lessons), self.course.parse_epochs)
        return Part(templates, classes, self._kept(learner, self.course.parse_cell, self.course.parse_row))

    def _learn(self, name: str, learner: object, count: int, epochs: int) -> None:
        chance = random.Random(1)
        order = list(range(count))
        for epoch in range(epochs):
            chance.shuffle(order)
            wrong = self.core.epoch(learner, order, self.course.explore if epoch else 0)
            self.say(f"{name}, epoch {epoch + 1} of {epochs}: {wrong:,} wrong decisions")

    def _kept(self, learner: object, least_cell: float, least_row: float) -> Rows:
        """The learned weights, quantised to 8 bits; weak cells, and rows without a strong one, are dropped."""
        cells, _ = self.core.learned(learner, 0)
        found = sorted(struct.iter_unpack("=IIq", cells))
        top = max(abs(weight) for *_, weight in found)
        rows: dict[int, list[tuple[int, int]]] = {}
        for feature, row in groupby(found, key=lambda cell: cell[0]):
            strong = [(class_, weight) for _, class_, weight in row if abs(weight) >= least_cell * top]
            if strong and max(abs(weight) for _, weight in strong) >= least_row * top:
                quantised = [(class_, (weight * 254 + top) // (2 * top)) for class_, weight in strong]
                rows[feature] = [(class_, weight) for class_, weight in quantised if weight]
        self.say(f"{len(rows):,} rows, {sum(map(len, rows.values())):,} cells kept of {len(found):,}")
        return rows

