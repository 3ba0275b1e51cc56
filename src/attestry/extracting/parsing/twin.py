"""The parser's inner loop in Python: what `_fast.c` and `_words.c` do, number for number, for where they were not built.

All hashes are unsigned 32-bit integers that wrap. A change here is a change there, and new weights.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from attestry.extracting.parsing.atoms import COMMA, COORDINATOR, FINITE, QUOTE

N = TypeVar("N", bound="Node")
SHIFT, LEFT, RIGHT, NONE = 0, 1, 2, -1
_WRAP = 0xFFFFFFFF

Word = tuple[int, int, int, int, int, int, int, int, int, int, int]
"""One token as the features see it: hashes of the word, its last 1 to 4 letters, its first, its first 3, its shape, its form;
then the numbers of its broad and its narrow cluster."""

Templates = Sequence[tuple[int, tuple[int, ...]]]
"""Feature templates: the hash each begins with, and the places of its atoms."""

_BEYOND = 0xFFFD                    # the cluster of what is no word
_OUTSIDE: Word = (1, 2, 3, 4, 5, 6, 7, 8, 9, _BEYOND, _BEYOND)


def templates_of(encoded: bytes) -> Templates:
    """The templates that `atoms.encoded` made."""
    made: list[tuple[int, tuple[int, ...]]] = []
    at = 0
    while at < len(encoded):
        end = at + 1 + encoded[at]
        made.append(((len(made) + 1) * 0x27D4EB2F & _WRAP, tuple(encoded[at + 1:end])))
        at = end
    return made


def filled(templates: Templates, atoms: Sequence[int]) -> list[int]:
    """The features: each template's atoms hashed together."""
    features = []
    for value, places in templates:
        for place in places:
            value = (value ^ atoms[place]) * 0x9E3779B1 & _WRAP
            value ^= value >> 15
        value = value * 0x85EBCA6B & _WRAP
        features.append(value ^ value >> 13)
    return features


def _mixed(value: int, atom: int) -> int:
    value = (value ^ atom) * 0x9E3779B1 & _WRAP
    return value ^ value >> 15


def _hashed(letters: str, seed: int) -> int:
    value = 2166136261 ^ seed
    for letter in letters:
        value = (value ^ ord(letter)) * 16777619 & _WRAP
    return _mixed(value, seed)


def _kind(letter: str) -> str:
    code = ord(letter)
    if code < 128:
        return "X" if "A" <= letter <= "Z" else "x" if "a" <= letter <= "z" else "d" if "0" <= letter <= "9" else letter
    if 0x2010 <= code <= 0x2015:
        return "-"
    if 0x2018 <= code <= 0x201B:
        return "'"
    return '"' if 0x201C <= code <= 0x201F or code in (0xAB, 0xBB) else "u"


def _number(word: str) -> str:
    digits = sum(letter in "0123456789" for letter in word)
    if not digits or any(letter not in "0123456789,.:-" for letter in word):
        return ""
    return "!year" if digits == len(word) == 4 else "!num"


@lru_cache(maxsize=32_768)
def _word(text: str, word: str, clusters: int) -> Word:
    kinds = [_kind(letter) for letter in text]
    upper, lower = kinds.count("X"), kinds.count("x")
    drawn = "".join(kind for i, kind in enumerate(kinds) if i < 2 or not kind == kinds[i - 1] == kinds[i - 2])
    shape = 2166136261
    for kind in drawn:
        shape = (shape ^ ord(kind)) * 16777619 & _WRAP
    if not upper:
        cased = 0
    elif not lower:
        cased = 3 if upper > 1 else 2
    else:
        cased = 1 if upper == 1 and kinds[0] == "X" else 4
    letters = _number(word) or word
    whole = _hashed(letters, 0)
    ends = [_hashed(letters[-size:], size) for size in (1, 2, 3, 4)]
    return (whole, ends[0], ends[1], ends[2], ends[3], _hashed(letters[:1], 11), _hashed(letters[:3], 13), _mixed(shape, 17),
            _mixed(whole, cased), clusters >> 16, clusters & 0xFFFF)


def words_of(texts: Sequence[str], words: Sequence[str], clusters: Mapping[str, int]) -> list[Word]:
    """The tokens as the features see them; a sentence in capitals as if it were in small letters."""
    if _is_shouted(texts, words):
        texts = words
    return [_word(text, word, clusters.get(word, 0)) for text, word in zip(texts, words, strict=True)]


def _is_shouted(texts: Sequence[str], words: Sequence[str]) -> bool:
    capitals = 0
    for text, word in zip(texts, words, strict=True):
        if "a" <= word[:1] <= "z":
            if text == word or any("a" <= letter <= "z" for letter in text):
                return False
            capitals += 1
    return capitals >= 4


def tag_features(templates: Templates, words: Sequence[Word], at: int, before: int, before2: int) -> list[int]:
    """The features of the word at *at* after two words so tagged."""
    count = len(words)
    word = words[at]
    back = words[at - 1] if at > 0 else _OUTSIDE
    back2 = words[at - 2] if at > 1 else _OUTSIDE
    on = words[at + 1] if at + 1 < count else _OUTSIDE
    on2 = words[at + 2] if at + 2 < count else _OUTSIDE
    return filled(templates, (
        word[0], word[8], word[1], word[2], word[3], word[4], word[5], word[6], word[7], at == 0, before + 2, before2 + 2,
        back[0], back[3], back[7], back2[0], on[0], on[2], on[3], on[7], on[8], on2[0], on2[3],
        *word[9:], *back[9:], *on[9:]))


class State:
    """A sentence in the parser. Node number `count` is ROOT, after the last token."""

    def __init__(self, words: Sequence[Word], tags: Sequence[int], marks: bytes) -> None:
        self.words = words
        self.tags = tags
        self.count = count = len(words)
        self.commas, self.quotes, self.finites, self.coordinators = (
            _before(tags, marks, mark) for mark in (COMMA, QUOTE, FINITE, COORDINATOR))
        self.next = 0
        self.stack: list[int] = []
        # One more than the nodes there are: what is NONE is at the end of each list, so that [-1] finds it.
        self.heads, self.left, self.left2, self.right, self.right2 = ([NONE] * (count + 2) for _ in range(5))
        self.labels, self.lefts, self.rights, self.left_set, self.right_set = ([0] * (count + 2) for _ in range(5))

    def forced(self) -> int:
        """SHIFT or RIGHT where nothing else may be done, else NONE."""
        if self.next == self.count:
            return RIGHT
        return NONE if self.stack else SHIFT

    def apply(self, action: int, label: int) -> None:
        if action == SHIFT:
            self.stack.append(self.next)
            self.next += 1
            return
        child = self.stack.pop()
        self.attach(child, self.next if action == LEFT else self.stack[-1], label)

    def attach(self, child: int, head: int, label: int) -> None:
        self.heads[child] = head
        self.labels[child] = label
        if child < head:
            self.left2[head], self.left[head] = self.left[head], child
            self.lefts[head] += 1
            self.left_set[head] |= 1 << (label & 63)
        else:
            self.right2[head], self.right[head] = self.right[head], child
            self.rights[head] += 1
            self.right_set[head] |= 1 << (label & 63)


def _before(tags: Sequence[int], marks: bytes, mark: int) -> list[int]:
    counts = [0]
    for tag in tags:
        counts.append(counts[-1] + (marks[tag] & mark != 0))
    return counts


def _distance(start: int, end: int) -> int:
    if start < 0 or end < 0:
        return 0
    far = end - start
    return far if far < 5 else 5 if far < 10 else 10


def _between(state: State, start: int, end: int) -> int:
    if start < 0 or end < 0:
        return 99
    finites, commas, quotes, coordinators = (
        counts[end] - counts[start + 1] for counts in (state.finites, state.commas, state.quotes, state.coordinators))
    return min(finites, 2) * 16 + min(commas, 2) * 4 + (quotes & 1) * 2 + (coordinators > 0)


def _folded(labels: int) -> int:
    return (labels ^ (labels >> 32) * 0x9E3779B1) & _WRAP


def parse_features(templates: Templates, state: State) -> list[int]:
    """The features of the parser's state."""
    words, tags, labels, count = state.words, state.tags, state.labels, state.count
    s2, s1, s0 = ([NONE, NONE, NONE, *state.stack[-3:]])[-3:]
    b0, b1, b2, b3 = (place if place <= count else NONE for place in range(state.next, state.next + 4))
    left, right = state.left, state.right
    atoms: list[int] = []
    for place in (s0, s1, s2, b0, b1, b2, b3, left[s0], state.left2[s0], right[s0], state.right2[s0], left[b0],
                  state.left2[b0], left[s1], right[s1], state.right2[s1], right[s2]):
        if place < 0:
            atoms += (7, 201, 203)
        elif place == count:
            atoms += (9, 202, 203)
        else:
            atoms += (words[place][0], tags[place], labels[place] + 1)
    atoms += (
        _distance(s0, b0), _distance(s1, s0), _between(state, s0, b0), _between(state, s1, s0),
        min(state.lefts[s0], 3), min(state.rights[s0], 3), min(state.lefts[b0], 3), min(state.lefts[s1], 3),
        min(state.rights[s1], 3),
        _folded(state.left_set[s0]), _folded(state.right_set[s0]), _folded(state.left_set[b0]),
        _folded(state.left_set[s1]), _folded(state.right_set[s1]),
        *(words[place][3] if 0 <= place < count else 0 for place in (s0, b0, s1)),
        *(words[place][7] if 0 <= place < count else 0 for place in (s0, b0)),
        *(number for place in (s0, b0, s1, b1, left[b0])
          for number in (words[place][9:] if 0 <= place < count else (_BEYOND, _BEYOND))))
    return filled(templates, atoms)


class _Rows(dict[int, int]):
    """The rows of one linear model, unpacked when first met, each as one long integer: 32 bits for every class.

    Adding rows so adds the weights of all classes at once; a negative weight borrows from the class above and gives
    back when the sum is read with `_LIFT` added to every class.
    """

    def __init__(self, bits: int, index: bytes, rows: bytes) -> None:
        super().__init__()
        self._shift = 32 - bits
        self._index = index
        self._rows = rows

    def __missing__(self, feature: int) -> int:
        at, end = _PAIR.unpack_from(self._index, 4 * (feature >> self._shift))
        rows = self._rows
        while at < end:
            cells = rows[at + 2]
            if rows[at] == feature & 0xFF and rows[at + 1] == feature >> 8 & 0xFF:
                break
            at += 3 + 2 * cells
        else:
            return 0
        weights = array("b", rows[at + 3 + cells:at + 3 + 2 * cells])
        row = sum(weight << 32 * number for number, weight in zip(rows[at + 3:at + 3 + cells], weights, strict=True))
        if len(self) >= _MOST_ROWS:
            self.clear()
        self[feature] = row
        return row


_PAIR = struct.Struct("<II")
_MOST_ROWS = 60_000                 # unpacked at a time: some 20 MB
_LIFT = 1 << 30


class _Scorer:
    """One linear model inside the weights file."""

    def __init__(self, file: bytes, told: tuple[bytes, int, int, int, int, int]) -> None:
        templates, self.classes, bits, index, rows, length = told
        self.templates = templates_of(templates)
        self._rows = _Rows(bits, file[index:index + 4 * ((1 << bits) + 1)], file[rows:rows + length])
        self._lift = sum(_LIFT << 32 * number for number in range(self.classes))

    def scores(self, features: Sequence[int]) -> list[int]:
        """A number for each class; the higher, the better."""
        total = sum(map(self._rows.__getitem__, features), self._lift)
        scores = memoryview(total.to_bytes(4 * self.classes, sys.byteorder)).cast("I").tolist()
        return scores if sys.byteorder == "little" else scores[::-1]


class Model:
    """A tagger and, mostly, a parser over the bytes of a weights file."""

    def __init__(self, marks: bytes, tags: Sequence[str], labels: Sequence[str], tagger: _Scorer, parser: _Scorer | None,
                 clusters: Mapping[str, int]) -> None:
        self.marks = marks
        self.tags = tags
        self.labels = labels
        self.tagger = tagger
        self.parser = parser
        self.clusters = clusters

    def tagged(self, words: Sequence[Word], allowed: bytes | None = None) -> list[int]:
        """The tags of *words*, as numbers; *allowed* holds for each the set it may have, 8 bytes, the lowest first; 0 is all."""
        found: list[int] = []
        before, before2 = -1, -2
        for at in range(len(words)):
            scores = self.tagger.scores(tag_features(self.tagger.templates, words, at, before, before2))
            before, before2 = best_allowed(scores, int.from_bytes((allowed or b"")[8 * at:8 * at + 8], "little")), before
            found.append(before)
        return found

    def parsed(self, words: Sequence[Word], tags: Sequence[int]) -> tuple[list[int], list[int]]:
        """Heads, with ROOT as -1, and labels."""
        if self.parser is None:
            raise ValueError("this model only tags")
        state = State(words, tags, self.marks)
        labels = len(self.labels) - 1
        while state.next < state.count or len(state.stack) > 1:
            only = state.forced()
            if only == SHIFT:
                state.apply(SHIFT, 0)
                continue
            scores = self.parser.scores(parse_features(self.parser.templates, state))
            # Classes: 0 shifts, then a left arc for each label, then a right arc for each.
            first = 1 + labels if only == RIGHT else 0
            last = 1 + 2 * labels if len(state.stack) > 1 else 1 + labels
            best = scores.index(max(scores[first:last]), first)
            act(state, best, labels)
        state.attach(state.stack.pop(), state.count, labels)
        heads = [NONE if head == state.count else head for head in state.heads[:state.count]]
        return heads, state.labels[:state.count]


def best_allowed(scores: Sequence[int], tags: int) -> int:
    """The best class of those in the set *tags*; of all, where it is empty or holds none."""
    among = [number for number in range(min(len(scores), 64)) if tags >> number & 1] or range(len(scores))
    return max(among, key=lambda number: (scores[number], -number))


def act(state: State, number: int, labels: int) -> None:
    """Do the move of class *number*."""
    if number == 0:
        state.apply(SHIFT, 0)
    elif number <= labels:
        state.apply(LEFT, number - 1)
    else:
        state.apply(RIGHT, number - 1 - labels)


_Section = tuple[bytes, int, int, int, int, int]


def load(  # noqa: PLR0913 - the compiled one takes the same
    file: bytes, marks: bytes, tags: Sequence[str], labels: Sequence[str], tagger: _Section, parser: _Section | None,
    clusters: Mapping[str, int],
) -> Model:
    """The model, as the compiled `load` takes it."""
    return Model(marks, tags, labels, _Scorer(file, tagger), _Scorer(file, parser) if parser else None, clusters)


def tag(model: Model, texts: list[str], words: list[str], allowed: bytes | None = None) -> list[str]:
    """The tags of one sentence."""
    return [model.tags[number] for number in model.tagged(words_of(texts, words, model.clusters), _checked(words, allowed))]


def _checked(words: list[str], allowed: bytes | None) -> bytes | None:
    if allowed is not None and len(allowed) != 8 * len(words):
        raise ValueError("allowed: 8 bytes for each word are expected")
    return allowed


def parse(
    model: Model, texts: list[str], words: list[str], allowed: bytes | None = None
) -> tuple[list[str], list[int], list[str]]:
    """Tags, heads (-1 for the one root) and labels of one sentence; no words give three empty lists."""
    if not words:
        return [], [], []
    seen = words_of(texts, words, model.clusters)
    tags = model.tagged(seen, _checked(words, allowed))
    heads, labels = model.parsed(seen, tags)
    return [model.tags[tag] for tag in tags], heads, [model.labels[label] for label in labels]


class Node:
    """What `tree.Node` is made from: its fields, and the children by label."""

    __slots__ = ("children", "head", "index", "label", "lemma", "tag", "text", "token", "word")

    index: int
    token: Any
    text: str
    word: str
    tag: str
    label: str
    lemma: str
    head: Any
    children: tuple[Any, ...]

    def child(self, *labels: str) -> Any:
        """The first child that bears one of *labels*, or None."""
        for node in self.children:
            if node.label in labels:
                return node
        return None

    def kids(self, *labels: str) -> Any:
        """The children that bear one of *labels*, in order."""
        return tuple([node for node in self.children if node.label in labels])


def nodes(
    type_: type[N], tokens: Sequence[Any], tags: list[str], heads: list[int], labels: list[str], lemma: Callable[[str, str], str]
) -> tuple[N, ...]:
    """A node for each token, hung on its head; -1 has none."""
    made = tuple(type_() for _ in tokens)
    children: list[list[N]] = [[] for _ in tokens]
    for index, (node, token) in enumerate(zip(made, tokens, strict=True)):
        node.index, node.token, node.text, node.word = index, token, token.text, token.word
        node.tag, node.label, node.lemma = tags[index], labels[index], lemma(token.word, tags[index])
        node.head = made[heads[index]] if heads[index] >= 0 else None
        if node.head is not None:
            children[heads[index]].append(node)
    for node, below in zip(made, children, strict=True):
        node.children = tuple(below)
    return made
