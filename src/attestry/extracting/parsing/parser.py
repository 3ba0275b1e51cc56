"""Tokens in, tree out: our own tagger and parser, or any other with Universal Dependencies labels."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from types import MappingProxyType, ModuleType

from attestry.extracting.parsing.core import core
from attestry.extracting.parsing.tokens import Token
from attestry.extracting.parsing.tree import Tree
from attestry.extracting.parsing.weights import Section, Weights, opened

Known = Mapping[int, str]
"""What is known of some words before they are parsed: the index of the word, and the one tag that it must have."""

Parse = Callable[[Sequence[Token], Known], Tree]
"""A parser: a sentence's tokens, at least one, and what is known of them, to their tree.

Another parser is put in by giving a function of this type; it may leave aside what is known.
"""


@cache
def default_weights() -> Weights:
    """The weights that come with attestry."""
    return opened(resources.files("attestry.extracting.parsing").joinpath("weights/english.bin").read_bytes())


@cache
def default_clusters() -> dict[str, int]:
    """Words of the genre with the numbers of the clusters they are in: the broad one times 65,536, and the narrow one.

    Words of one cluster stand beside the same words; what the treebanks teach of one of them so holds for the others.
    """
    found: dict[str, int] = {}
    for line in _lines("clusters.txt"):
        broad, narrow, *words = line.split()
        found.update(dict.fromkeys(words, int(broad) << 16 | int(narrow)))
    return found


def _lines(name: str) -> Iterator[str]:
    """The lines of a list among the weights that are no comments."""
    text = resources.files("attestry.extracting.parsing").joinpath("weights", name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


def loaded(core: ModuleType, weights: Weights) -> object:
    """The core's own model of *weights*, over the clusters that come with attestry."""

    def section(told: Section) -> tuple[bytes, int, int, int, int, int]:
        return told.templates, told.classes, told.bits, told.index, told.rows, told.length

    parser = section(weights.parser) if weights.parser else None
    return core.load(weights.file, weights.marks, weights.tags, weights.labels, section(weights.tagger), parser,
                     default_clusters())


ANY = bytes(8)


class Parser:
    """The tagger and parser over one weights file, with the tags that words may have."""

    def __init__(self, weights: Weights, core: ModuleType, forms: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """*forms* are words that the treebanks hardly hold, with every tag that they can have."""
        self._core = core
        self._model = loaded(core, weights)
        self._numbers = {tag: 1 << number for number, tag in enumerate(weights.tags)}
        self._forms = {word: self._set(tags) for word, tags in (forms or {}).items()}

    def _set(self, tags: Sequence[str]) -> bytes:
        return sum(self._numbers.get(tag, 0) for tag in tags).to_bytes(8, "little")

    def parse(self, tokens: Sequence[Token], known: Known = MappingProxyType({})) -> Tree:
        """The tree of one sentence of at least one token, in time linear in its length."""
        words = [token.word for token in tokens]
        sets = [self._forms.get(word, ANY) for word in words]
        for index, tag in known.items():
            sets[index] = self._set((tag,))
        tags, heads, labels = self._core.parse(self._model, [token.text for token in tokens], words, b"".join(sets))
        return Tree(tokens, tags, heads, labels)


@cache
def default_parser() -> Parser:
    """The parser that comes with attestry, read on the first call and kept."""
    return Parser(default_weights(), core(), default_forms())


@cache
def default_forms() -> Mapping[str, tuple[str, ...]]:
    """Words of the genre that the treebanks hardly hold, with the tags that they can have."""
    rows = (line.split() for line in _lines("forms.txt"))
    return {word: tuple(tags) for word, *tags in rows}
