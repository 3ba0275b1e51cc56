"""Averaged perceptrons in Python: what `extracting/parsing/_learn.c` does, number for number, for where it was not built.

It learns the same weights, some two hundred times slower: days where the compiled one needs minutes.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

from attestry.extracting.parsing import twin
from attestry.extracting.parsing.twin import LEFT, NONE, RIGHT, SHIFT, State, Word

load = twin.load
tag = twin.tag
parse = twin.parse

Lesson = tuple[list[str], list[str], list[int], list[int], list[int]]
_SEED = 2463534242
_NEVER = 1 << 20            # the cost of a move that may not be made


class Learner:
    """Weights and their averages as whole numbers: the average of a weight over t steps, times t, is t * weight - drift."""

    def __init__(self, templates: bytes, classes: int, parses: bool, marks: bytes, lessons: Sequence[Lesson],
                 clusters: Mapping[str, int]) -> None:
        self.templates = twin.templates_of(templates)
        self.classes = classes
        self.labels = (classes - 1) // 2
        self.parses = parses
        self.marks = marks
        self.words: list[list[Word]] = [twin.words_of(lesson[0], lesson[1], clusters) for lesson in lessons]
        self.lessons = lessons
        self.rows: dict[int, dict[int, list[int]]] = {}         # feature to class to weight and drift
        self.seen: dict[int, int] = {}
        self.least = 0
        self.confined = False
        self.step = 0
        self.chance = _SEED

    def scores(self, features: Sequence[int]) -> list[int]:
        scores = [0] * self.classes
        for feature in features:
            for number, cell in self.rows.get(feature, {}).items():
                scores[number] += cell[0]
        return scores

    def learn(self, features: Sequence[int], good: int, bad: int) -> None:
        for feature in features:
            if self.least and self.seen.get(feature, 0) < self.least:
                continue
            self.seen.setdefault(feature, 1)
            row = self.rows.setdefault(feature, {})
            for number, by in ((good, 1), (bad, -1)):
                if self.confined and number not in row:
                    continue
                cell = row.setdefault(number, [0, 0])
                cell[0] += by
                cell[1] += by * self.step

    def drawn(self) -> int:
        chance = self.chance
        chance ^= chance << 13 & 0xFFFFFFFF
        chance ^= chance >> 17
        chance ^= chance << 5 & 0xFFFFFFFF
        self.chance = chance
        return chance

    def tag_lesson(self, number: int) -> int:
        words, gold = self.words[number], self.lessons[number][2]
        before, before2, wrong = -1, -2, 0
        for at in range(len(words)):
            features = twin.tag_features(self.templates, words, at, before, before2)
            scores = self.scores(features)
            best = scores.index(max(scores))
            self.step += 1
            if best != gold[at]:
                wrong += 1
                self.learn(features, gold[at], best)
            before, before2 = best, before
        return wrong

    def parse_lesson(self, number: int, explore: int, counting: bool) -> int:
        """One sentence; *explore* says how often of 1024 to go on with the move predicted, right or wrong."""
        state = State(self.words[number], self.lessons[number][2], self.marks)
        wrong = 0
        while state.next < state.count or len(state.stack) > 1:
            if state.forced() == SHIFT:
                state.apply(SHIFT, 0)
                continue
            features = twin.parse_features(self.templates, state)
            if counting:
                for feature in features:
                    self.seen[feature] = self.seen.get(feature, 0) + 1
                twin.act(state, self.choice(state, number, [0] * self.classes, True)[0], self.labels)
                continue
            good, best = self.choice(state, number, self.scores(features), False)
            self.step += 1
            if best != good:
                wrong += 1
                self.learn(features, good, best)
            twin.act(state, best if (self.drawn() >> 8) % 1024 < explore else good, self.labels)
        return wrong

    def choice(self, state: State, number: int, scores: Sequence[int], eager: bool) -> tuple[int, int]:
        """The best of the moves that lose least, and the best of all; where *eager*, an arc before a shift."""
        _, _, _, gold, label = self.lessons[number]
        labels = self.labels
        cost = costs(state, gold)
        first = 1 + labels if state.forced() == RIGHT else 0
        last = 1 + 2 * labels if len(state.stack) > 1 else 1 + labels
        least = min(cost[RIGHT:] if first else cost)
        good, best = NONE, first
        for choice in range(first, last):
            if scores[choice] > scores[best]:
                best = choice
            move = SHIFT if choice == 0 else LEFT if choice <= labels else RIGHT
            if cost[move] != least:
                continue
            if move != SHIFT:               # where the arc is the gold one, its label must be too
                child = state.stack[-1]
                head = state.next if move == LEFT else state.stack[-2]
                if gold[child] == head and label[child] != (choice - 1) % labels:
                    continue
            if good == NONE or scores[choice] > scores[good] or (eager and good == 0):
                good = choice
        return good, best


def costs(state: State, gold: Sequence[int]) -> list[int]:
    """What each move loses of the gold tree that could still be had (Goldberg and Nivre 2013, arc-hybrid)."""
    cost = [_NEVER, _NEVER, _NEVER]
    stack, coming, count = state.stack, state.next, state.count
    if coming < count:
        cost[SHIFT] = sum(gold[below] == coming for below in stack) + (gold[coming] in stack[:-1])
    if not stack:
        return cost
    top = stack[-1]
    kids = sum(gold[later] == top for later in range(coming, count))
    if coming < count:
        cost[LEFT] = kids + (len(stack) > 1 and gold[top] == stack[-2]) + (gold[top] > coming)
    if len(stack) > 1:
        cost[RIGHT] = kids + (gold[top] >= coming)
    return cost


def learner(
    templates: bytes, classes: int, parses: int, marks: bytes, lessons: Sequence[Lesson], clusters: Mapping[str, int],
) -> Learner:
    """A learner of these lessons, as the compiled `learner` takes them."""
    return Learner(templates, classes, bool(parses), marks, lessons, clusters)


def count(school: Learner, least: int) -> int:
    """How many features are seen along the gold trees; rarer ones than *least* are not learned afterwards."""
    for number, words in enumerate(school.words):
        if words:
            school.parse_lesson(number, 0, True)
    school.least = least
    return len(school.seen)


def epoch(school: Learner, order: Sequence[int], explore: int) -> int:
    """How many decisions were wrong, the sentences being learned in this order."""
    wrong = 0
    for number in order:
        if school.words[number]:
            wrong += school.parse_lesson(number, explore, False) if school.parses else school.tag_lesson(number)
    return wrong


def confine(school: Learner, cells: bytes) -> None:
    """Begin anew, and learn these cells only; a cell is feature, class (u32 each, native order)."""
    school.rows = {}
    school.step = 0
    school.chance = _SEED
    for feature, number in struct.iter_unpack("=II", cells):
        school.rows.setdefault(feature, {})[number] = [0, 0]
    school.seen = dict.fromkeys(school.rows, 1)
    school.least = 1
    school.confined = True


def learned(school: Learner) -> tuple[bytes, int]:
    """The cells whose average weight is not nought, in no particular order, and the number of steps.

    A cell is 16 bytes in native order: feature, class (u32 each), weight times steps (i64).
    """
    made = bytearray()
    for feature, row in school.rows.items():
        for number, (weight, drift) in row.items():
            total = school.step * weight - drift
            if total:
                made += struct.pack("=IIq", feature, number, total)
    return bytes(made), school.step
