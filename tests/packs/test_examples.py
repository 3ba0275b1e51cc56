"""Every example of every rule of every layer is executed, with the whole cascade running."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from attestry.extracting.cascade import Cascade, Setting
from attestry.extracting.parsing.tokens import sentences, tokens
from attestry.extracting.sheet import Mark, Sheet
from attestry.model.text import Span
from attestry.reference.pack import load
from attestry.reference.rules import Layer, Rule, read_rules

REFERENCE = load()
CASCADE = Cascade(REFERENCE)
KEEPERS = ("nothing", "pointing", "grown", "job_number")     # meanings that mark nothing and keep the other rules off their words
LAYERS = [layer for files in read_rules(REFERENCE.folders).layers.values() for layer in files]


@dataclass(frozen=True)
class Shown:
    """One sentence that a rule shows, and the stretches it says are marked."""

    text: str
    marked: tuple[Span, ...]


def shown(example: str) -> Shown:
    text, marked, opened = "", [], 0
    for sign in example:
        if sign == "<":
            opened = len(text)
        elif sign == ">":
            marked.append(Span(opened, len(text)))
        else:
            text += sign
    return Shown(text, tuple(marked))


def seen(text: str, kind: str, day: date | None) -> Iterator[tuple[Span, Mark]]:
    for sentence in sentences(text, Span(0, len(text))):
        sheet = CASCADE.mark(Sheet(text, sentence, tokens(text, sentence)), Setting(day))
        for mark in sheet.of(kind):
            yield sheet.span(mark), mark


def printed(value: object) -> str:
    return str(value).replace("\u202f", " ")


def rules() -> Iterator[tuple[Layer, Rule]]:
    for layer in LAYERS:
        for rule in layer.written.rule:
            yield layer, rule


def named(value: object) -> str:
    return value.written.layer if isinstance(value, Layer) else value.name if isinstance(value, Rule) else str(value)


@pytest.mark.parametrize(("layer", "rule"), list(rules()), ids=named)
def test_a_rule_marks_just_what_its_examples_show(layer: Layer, rule: Rule) -> None:
    kind = rule.makes or layer.written.makes[0]
    values: list[str] = []
    makers: set[str] = set()

    for example in map(shown, rule.examples):
        found = list(seen(example.text, kind, layer.written.date))
        assert [example.text[span.start:span.end] for span in example.marked] \
            == [example.text[span.start:span.end] for span, _ in found], example.text
        assert list(example.marked) == [span for span, _ in found], example.text
        values += [printed(mark.value) for _, mark in found]
        makers |= {mark.rule for _, mark in found}

    assert not rule.gives or list(rule.gives) == values
    assert rule.as_ in KEEPERS or f"{layer.written.layer}/{rule.name}" in makers


@pytest.mark.parametrize(("layer", "rule", "text"), [(*one, text) for one in rules() for text in one[1].never], ids=named)
def test_a_rule_leaves_alone_what_it_must_never_mark(layer: Layer, rule: Rule, text: str) -> None:
    kind = rule.makes or layer.written.makes[0]

    found = [mark.rule for _, mark in seen(text, kind, layer.written.date)]

    # A rule that marks nothing is there to keep the whole layer off its words.
    assert found == [] if rule.as_ in KEEPERS else f"{layer.written.layer}/{rule.name}" not in found


def test_every_rule_shows_what_its_marks_mean() -> None:
    silent = [rule.name for _, rule in rules() if not rule.gives and rule.as_ not in KEEPERS]

    assert not silent
