"""The course of a training: from sentences to the bytes of a weights file, the same for the same sentences.

The tagger is learned first. The parser must learn from tags as wrong as it will meet, so the treebank is tagged in folds,
each by a tagger that has not seen it, before the parser is learned.
"""

from __future__ import annotations

import random
import struct
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import ModuleType

from attestry.extracting.parsing.atoms import PARSE_ATOMS, TAG_ATOMS, encoded, marks
from attestry.extracting.parsing.parser import default_clusters
from attestry.extracting.parsing.weights import Contents, Part, Rows, Weights, opened, written
from attestry.training.templates import PARSER, TAGGER
from attestry.training.treebank import Sentence, projective

Cell = tuple[int, int, int]
"""Feature, class, and weight times the number of steps."""

Say = Callable[[str], None]
Lesson = tuple[list[str], list[str], list[int], list[int], list[int]]


@dataclass(frozen=True, slots=True)
class Course:
    """How long to learn and how much to keep: rows are features, cells a feature's weights for one class each."""

    folds: int = 5
    fold_epochs: int = 5
    tag_epochs: tuple[int, int] = (8, 10)           # with all features, then anew with those kept
    tag_rows: int = 80_000
    tag_cells: int = 280_000
    parse_epochs: tuple[int, int] = (5, 10)
    parse_rows: int = 150_000
    parse_cells: int = 900_000
    explore: int = 922              # of 1024: how often the parser goes on with its own move while it learns
    orders: int = 3                 # the weights kept are learned in so many orders of the sentences, and added up
    least_seen: int = 2             # a feature of the parser seen once along the gold trees is noise


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
        tagger = school.rough_tagger(seen)
        model = model_of(core, opened(written(Contents(tags, contents.labels, marks(tags), tagger, None))))
        for number in range(fold, len(taught), course.folds):
            texts, words, *_ = taught[number]
            guessed[number] = [contents.tags[tag] for tag in core.tag(model, texts, words)]
        say(f"fold {fold + 1} of {course.folds} tagged")
    tagger = school.tagger(taught)
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
    """Learns with one core and one course; tells how it goes."""

    def __init__(self, core: ModuleType, course: Course, say: Say, numbered: _Numbered) -> None:
        self.core = core
        self.course = course
        self.say = say
        self.numbered = numbered

    def rough_tagger(self, lessons: list[Lesson]) -> Part:
        """A tagger with all its features, to tag what it has not seen."""
        learner, templates, classes = self._beginner(TAGGER, TAG_ATOMS, lessons)
        self._learn(learner, len(lessons), self.course.fold_epochs, 0, 1)
        return Part(templates, classes, quantised(self._cells(learner)))

    def tagger(self, lessons: list[Lesson]) -> Part:
        course = self.course
        learner, templates, classes = self._beginner(TAGGER, TAG_ATOMS, lessons)
        rows = self._twice(learner, len(lessons), course.tag_epochs, (course.tag_rows, course.tag_cells), 0)
        return Part(templates, classes, rows)

    def parser(self, lessons: list[Lesson]) -> Part:
        course = self.course
        learner, templates, classes = self._beginner(PARSER, PARSE_ATOMS, lessons)
        self.say(f"{self.core.count(learner, course.least_seen):,} features along the gold trees")
        rows = self._twice(learner, len(lessons), course.parse_epochs, (course.parse_rows, course.parse_cells), course.explore)
        return Part(templates, classes, rows)

    def _beginner(self, templates: str, atoms: Sequence[str], lessons: list[Lesson]) -> tuple[object, bytes, int]:
        parses = atoms is PARSE_ATOMS
        classes = 2 * len(self.numbered.labels) - 1 if parses else len(self.numbered.names)
        code = encoded(templates, atoms)
        return self.core.learner(code, classes, parses, marks(self.numbered.names), lessons, default_clusters()), code, classes

    def _twice(self, learner: object, count: int, epochs: tuple[int, int], kept: tuple[int, int], explore: int) -> Rows:
        """Learn with all features, then anew with the strongest: what is left makes up for most of what was dropped."""
        self._learn(learner, count, epochs[0], explore, 1)
        chosen = b"".join(struct.pack("=II", *cell) for cell in strongest(self._cells(learner), *kept))
        total: Counter[tuple[int, int]] = Counter()
        for order in range(1, self.course.orders + 1):
            self.core.confine(learner, chosen)
            self._learn(learner, count, epochs[1], explore, order)
            for feature, number, weight in self._cells(learner):
                total[feature, number] += weight
        rows = quantised([(*cell, weight) for cell, weight in sorted(total.items())])
        self.say(f"{len(rows):,} features, {sum(map(len, rows.values())):,} weights")
        return rows

    def _learn(self, learner: object, count: int, epochs: int, explore: int, seed: int) -> None:
        chance = random.Random(seed)
        order = list(range(count))
        for epoch in range(epochs):
            chance.shuffle(order)
            wrong = self.core.epoch(learner, order, explore if epoch else 0)
            self.say(f"epoch {epoch + 1} of {epochs}: {wrong:,} wrong decisions")

    def _cells(self, learner: object) -> list[Cell]:
        cells, _ = self.core.learned(learner)
        return sorted(struct.iter_unpack("=IIq", cells))


def strongest(cells: Sequence[Cell], rows: int, most: int) -> list[tuple[int, int]]:
    """Feature and class of the *most* heaviest cells in the *rows* heaviest rows; a row is as heavy as its heaviest cell."""
    heaviest: dict[int, int] = {}
    for feature, _, weight in cells:
        heaviest[feature] = max(heaviest.get(feature, 0), abs(weight))
    kept = set(sorted(heaviest, key=lambda feature: (-heaviest[feature], feature))[:rows])
    ranked = sorted((-abs(weight), feature, number) for feature, number, weight in cells if feature in kept)
    return sorted((feature, number) for _, feature, number in ranked[:most])


def quantised(cells: Sequence[Cell]) -> Rows:
    """The weights as whole numbers from -127 to 127, in proportion; those that come to nought are left out."""
    top = max((abs(weight) for *_, weight in cells), default=1)
    rows: dict[int, list[tuple[int, int]]] = {}
    for feature, number, weight in cells:
        share = (weight * 254 + top) // (2 * top)
        if share:
            rows.setdefault(feature, []).append((number, share))
    return rows
