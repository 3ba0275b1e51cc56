"""The rules of the layers, and the lists of words they speak of, as the packs write them down.

A rule is read here as data only; what its pattern means is settled where it is run. Every rule shows examples: the words
in `<…>` are what it must mark, no more and no less, and `never` lists what it must leave alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from attestry.reference.strict import Where, fault, nearest, read, shown, unique

Value = int | Decimal | date | str
"""What a phrase of a list stands for; the phrase itself where the list says nothing."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One wording: the pattern that finds it and the meaning it is given."""

    name: str
    pattern: str
    as_: str                        # the function of the layer's meanings
    examples: tuple[str, ...]       # "sent <more than 20,000> containers"
    gives: tuple[str, ...] = ()     # what the marked words mean, printed; one for each <…>
    never: tuple[str, ...] = ()
    makes: str = ""                 # the kind of mark, where the layer makes several


@dataclass(frozen=True, slots=True)
class LayerFile:
    """One file of rules, as written."""

    layer: str
    about: str
    reads: tuple[str, ...]          # kinds of mark or shapes of token
    makes: tuple[str, ...]
    rule: tuple[Rule, ...]
    date: date | None = None        # the document's date in the examples


@dataclass(frozen=True, slots=True)
class WordList:
    """One list of phrases; a table gives each phrase a value, a bare list lets it stand for itself.

    A word written with a capital letter stands only for words written with one: "May" is the month, never the verb.
    """

    list: str
    words: Mapping[str, Value] | tuple[str, ...]
    about: str = ""

    @property
    def values(self) -> Mapping[str, Value]:
        """Each phrase and what it stands for."""
        return self.words if isinstance(self.words, Mapping) else {phrase: phrase for phrase in self.words}


@dataclass(frozen=True, slots=True)
class ListFile:
    """One file of lists, as written."""

    list: tuple[WordList, ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """The rules of one layer and the file they stand in, so that a refusal can name it."""

    file: str
    written: LayerFile

    def where(self, rule: Rule) -> Where:
        return Where(self.file, f"rule {rule.name!r}")


@dataclass(frozen=True, slots=True)
class Rules:
    """All layers and lists of some packs, by name; a layer is as many files as packs add to it."""

    layers: Mapping[str, tuple[Layer, ...]]
    lists: Mapping[str, Mapping[str, Value]]


def read_layer(path: Path) -> Layer:
    """The rules in the file at *path*; PackFault where a rule has no example or a name stands twice."""
    written = read(LayerFile, path)
    layer = Layer(shown(path), written)
    if written.layer != path.stem:
        raise fault(Where(layer.file, key="layer"), f"{written.layer!r} was found, the file's own name {path.stem!r} is expected")
    if not written.makes:
        raise fault(Where(layer.file, key="makes"), "an empty list was found, the kinds that the layer makes are expected")
    unique(written.rule, lambda rule: rule.name, Where(layer.file))
    for rule in written.rule:
        _check(layer, rule)
    return layer


def _check(layer: Layer, rule: Rule) -> None:
    where = layer.where(rule)
    if not rule.examples:
        mend = "write a sentence with the words that the rule marks in <…>"
        raise fault(where.at("examples"), "an empty list was found, an example is expected", mend)
    marked = sum(example.count("<") for example in rule.examples)
    if rule.gives and len(rule.gives) != marked:
        raise fault(where.at("gives"), f"{len(rule.gives)} values were found, one for each of {marked} <…> is expected")
    if rule.makes and rule.makes not in layer.written.makes:
        raise fault(where.at("makes"), f"{rule.makes!r} is no kind that this layer makes",
                    nearest(rule.makes, layer.written.makes) or f"known: {', '.join(layer.written.makes)}")


@cache
def read_rules(folders: tuple[Path, ...]) -> Rules:
    """The layers and lists of the packs in *folders*; a later pack's rules stand after an earlier one's.

    PackFault where two lists bear one name.
    """
    layers: dict[str, tuple[Layer, ...]] = {}
    lists: dict[str, Mapping[str, Value]] = {}
    for folder in folders:
        for path in sorted((folder / "layers").glob("*.toml")):
            layers[path.stem] = (*layers.get(path.stem, ()), read_layer(path))
        for path in sorted((folder / "words" / "lists").glob("*.toml")):
            for words in read(ListFile, path).list:
                if words.list in lists:
                    where = Where(shown(path), f"list {words.list!r}")
                    raise fault(where, "another list bears this name", "rename one or join them")
                lists[words.list] = words.values
    return Rules(layers, lists)
