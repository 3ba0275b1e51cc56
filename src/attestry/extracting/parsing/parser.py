"""Tokens in, tree out: our own tagger and parser, or any other with Universal Dependencies labels."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable, Sequence
from functools import cache
from importlib import resources
from types import ModuleType

from attestry.extracting.parsing.tokens import Token
from attestry.extracting.parsing.tree import Tree
from attestry.extracting.parsing.weights import Section, Weights, opened

Parse = Callable[[Sequence[Token]], Tree]
"""A parser: a sentence's tokens, at least one, to their tree. Another parser is put in by giving a function of this type."""


@cache
def core() -> ModuleType:
    """The compiled inner loop, or where it was not built its pure-Python twin, which gives the same trees."""
    try:
        return importlib.import_module("attestry.extracting.parsing._fast")
    except ImportError:
        logging.getLogger(__name__).warning(
            "the compiled parser is not there; its pure-Python twin gives the same trees, some fifty times slower "
            "(a C compiler at installation makes the compiled one)")
        return importlib.import_module("attestry.extracting.parsing.twin")


@cache
def default_weights() -> Weights:
    """The weights that come with attestry."""
    return opened(resources.files("attestry.extracting.parsing").joinpath("weights/english.bin").read_bytes())


def loaded(core: ModuleType, weights: Weights) -> object:
    """The core's own model of *weights*."""

    def section(told: Section) -> tuple[bytes, int, int, int, int, int]:
        return told.templates, told.classes, told.bits, told.index, told.rows, told.length

    parser = section(weights.parser) if weights.parser else None
    return core.load(weights.file, weights.marks, weights.tags, weights.labels, section(weights.tagger), parser)


class Parser:
    """The tagger and parser over one weights file."""

    def __init__(self, weights: Weights, core: ModuleType) -> None:
        self._core = core
        self._model = loaded(core, weights)

    def parse(self, tokens: Sequence[Token]) -> Tree:
        """The tree of one sentence of at least one token, in time linear in its length."""
        tags, heads, labels = self._core.parse(
            self._model, [token.text for token in tokens], [token.word for token in tokens])
        return Tree(tokens, tags, heads, labels)


@cache
def default_parser() -> Parser:
    """The parser that comes with attestry, read on the first call and kept."""
    return Parser(default_weights(), core())
