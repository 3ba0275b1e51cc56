"""The layers in the order they are read, each laying its marks on what those before it saw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

from attestry.extracting.layer import Layer, Setting
from attestry.extracting.layers import amounts, calendar, dates, measures, names, numerals, things
from attestry.extracting.sheet import SHAPES, Mark, Sheet
from attestry.model.errors import PackFault
from attestry.reference import rules
from attestry.reference.pack import Reference
from attestry.reference.strict import nearest

__all__ = ["LAYERS", "Cascade", "Marker", "Setting"]


@dataclass(frozen=True, slots=True)
class Marker:
    """A layer that is a function instead of a file of rules."""

    name: str
    reads: frozenset[str]
    makes: frozenset[str]
    mark: Callable[[Sheet, Reference, Setting], list[Mark]]


LAYERS: tuple[ModuleType | Marker, ...] = (
    numerals,                       # "6 million"; "tens of thousands"
    measures,                       # "$5 million"; "forty percent"
    amounts,                        # "well over 100"; "between 10,000 and 12,000"
    calendar,                       # "19 June 2024"; "last June"; "half a year ago"
    dates,                          # "since last June"; "until 30 April 2024"; "for 50 years"
    Marker("names", frozenset(), frozenset(("ACTOR", "PERSON")), names.mark),   # "the Kremlin"; "Ambassador Wood"
    Marker("things", frozenset(), frozenset(("THING", "NORM")), things.mark),   # "artillery rounds"; "resolution 2270"
)
"""Rule files by the module of their meanings, which bears their name; markers as they are."""


class Cascade:
    """The layers of some packs, ready to run."""

    def __init__(self, reference: Reference, layers: tuple[ModuleType | Marker, ...] = LAYERS) -> None:
        """Build the *layers* from the packs of *reference*.

        PackFault where a layer has no file, or reads what nobody before it makes, or a rule cannot be carried out.
        """
        self._reference = reference
        self._layers = _built(layers, rules.read_rules(reference.folders))

    def mark(self, sheet: Sheet, setting: Setting) -> Sheet:
        """*sheet* with the marks of every layer."""
        for layer in self._layers:
            marks = layer.mark(sheet, setting) if isinstance(layer, Layer) else layer.mark(sheet, self._reference, setting)
            if marks:
                sheet = sheet.plus(marks)
        return sheet


def _built(layers: tuple[ModuleType | Marker, ...], read: rules.Rules) -> tuple[Layer | Marker, ...]:
    built: list[Layer | Marker] = []
    made: set[str] = set()
    for one in layers:
        layer = one if isinstance(one, Marker) else _from_file(one, read)
        if isinstance(layer, Layer):
            layer.check(made)
        elif lacking := sorted(layer.reads - made - SHAPES.keys()):
            raise PackFault(f"layer {layer.name!r}: reads: no layer before this one makes {lacking[0]!r}")
        made |= layer.makes
        built.append(layer)
    return tuple(built)


def _from_file(meanings: ModuleType, read: rules.Rules) -> Layer:
    name = meanings.__name__.rpartition(".")[2]
    if name not in read.layers:
        near = nearest(name, read.layers)
        raise PackFault(f"packs: no file layers/{name}.toml was found, each layer has one" + (f"; {near}" if near else ""))
    return Layer(read.layers[name], meanings, read.lists)
