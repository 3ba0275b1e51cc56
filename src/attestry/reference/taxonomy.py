"""Things and norms, and what is a kind of what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from attestry.reference import strict


@dataclass(frozen=True, slots=True)
class Kind:
    """A thing, or a class of things, as a pack writes it down."""

    id: str  # "artillery_round"
    name: str
    is_a: tuple[str, ...] = ()  # ids of what it is a kind of
    names: tuple[str, ...] = ()  # singular; the plural is found too
    only: tuple[str, ...] = ()  # found just as written: "arms", "troops"
    units: tuple[str, ...] = ()  # what it is counted in: "round", "barrel"
    register: str = ""  # category of the UN Register of Conventional Arms
    embargo: tuple[str, ...] = ()  # categories of embargo it falls in
    note: str = ""


@dataclass(frozen=True, slots=True)
class Norm:
    """A norm that documents appeal to."""

    name: str  # "UN Charter"
    names: tuple[str, ...] = ()
    short: tuple[str, ...] = ()  # only after "the": "Charter"
    kind: str = "norm"  # the class of thing that it is
    symbols: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ThingFile:
    """things.toml."""

    thing: tuple[Kind, ...] = ()
    category: tuple[str, ...] = ()  # categories of embargo that there are
    over: tuple[str, ...] = ()  # words that may stand inside a name: "heavy", "long-range"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words by which norms are told that no pack lists one by one."""

    before: frozenset[str] = frozenset()  # before "resolutions": "relevant", "Security", "Council"
    loose: frozenset[str] = frozenset()  # those among them that do not tell whose they are: "several"
    titles: frozenset[str] = frozenset()  # make a title in capitals a treaty's: "convention"
    inside: frozenset[str] = frozenset()  # written small inside such a title: "of"


@dataclass(frozen=True, slots=True)
class NormFile:
    """norms.toml; `resolutions` are those of the Security Council with the year of adoption."""

    norm: tuple[Norm, ...] = ()
    resolutions: Mapping[str, int] = field(default_factory=dict)
    vocabulary: Vocabulary = Vocabulary()


class Taxonomy:
    """The things and norms of the packs in use. `in` asks whether an id is known."""

    def __init__(self, things: Mapping[str, Kind], norms: NormFile, over: frozenset[str]) -> None:
        """Take in what the packs hold; `read` does so from their files. Words in *over* may stand inside a thing's name."""
        self.things = dict(things)
        self.norms = norms.norm
        self.resolutions = norms.resolutions
        self.vocabulary = norms.vocabulary
        self.over = over
        self._above = {id: frozenset(self._climb(id, ())) for id in self.things}
        self._named: dict[str, str] = {}
        for kind in self.things.values():
            for word in (kind.name, *kind.names, *kind.only):
                self._named.setdefault(folded(word), kind.id)
        for norm in self.norms:
            for word in (norm.name, *norm.names):
                self._named.setdefault(folded(word), norm.kind)

    def _climb(self, id: str, seen: tuple[str, ...]) -> Iterator[str]:
        for above in self.things[id].is_a:
            if above not in seen:
                yield above
                yield from self._climb(above, (*seen, id))

    def __contains__(self, id: object) -> bool:
        return id in self.things

    def above(self, id: str) -> frozenset[str]:
        """Every class that *id* is a kind of, at any remove; empty for what no pack knows."""
        return self._above.get(id, frozenset())

    def is_a(self, id: str, class_id: str) -> bool:
        """Whether *id* is *class_id* or a kind of it."""
        return id == class_id or class_id in self._above.get(id, ())

    def named(self, words: str) -> str | None:
        """The id of the thing that *words*, singular or plural, name in full; None where no pack knows them."""
        key = folded(words)
        return self._named.get(key) or self._named.get(singular(key))

    def find(self, words: str) -> str:
        """The id of the thing that *words* name by their end: "new 170mm artillery shells"; "" where no pack knows it.

        The longest ending wins, so that what stands before the head counts where a pack has a name for it.
        """
        parts = folded(words).split()
        for start in range(len(parts)):
            found = self.named(" ".join(parts[start:]))
            if found is not None:
                return found
        return ""

    def embargoes(self, id: str) -> frozenset[str]:
        """The categories of embargo that *id*, or a class above it, falls in."""
        return frozenset(category for one in (id, *self.above(id)) if one in self.things for category in self.things[one].embargo)

    def symbol(self, number: str, year: str = "") -> str:
        """The symbol of a resolution of the Security Council: "S/RES/2270 (2016)"; without year where nobody tells it."""
        told = year or str(self.resolutions.get(number, ""))
        return f"S/RES/{number} ({told})" if told else f"S/RES/{number}"


def folded(words: str) -> str:
    """*words* as they are compared: lower case, hyphens open, calibres closed up ("170-mm" → "170mm")."""
    spaced = re.sub(r"[-\u2010-\u2015_]+", " ", words.lower())
    return " ".join(re.sub(r"(\d+)\s*(?:mm|millimet(?:re|er)s?)\b", r"\1mm", spaced).split())


def singular(words: str) -> str:
    """*words* with the last one in the singular, as far as its spelling tells."""
    head, _, last = words.rpartition(" ")
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    elif last.endswith("ies") and len(last) > 4:
        last = last[:-3] + "y"
    elif last.endswith(("ches", "shes", "sses", "xes")):
        last = last[:-2]
    elif last.endswith("s") and not last.endswith(("ss", "us", "is")):
        last = last[:-1]
    return f"{head} {last}" if head else last


def plural(words: str) -> str:
    """*words* with the last one in the plural."""
    head, _, last = words.rpartition(" ")
    inverse = {one: many for many, one in _IRREGULAR.items()}
    if last in inverse:
        last = inverse[last]
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        last = last[:-1] + "ies"
    elif last.endswith(("s", "x", "ch", "sh")):
        last += "es"
    else:
        last += "s"
    return f"{head} {last}" if head else last


_IRREGULAR = {
    "men": "man",
    "women": "woman",
    "servicemen": "serviceman",
    "people": "person",
    "aircraft": "aircraft",
    "corps": "corps",
    "personnel": "personnel",
}


def read(folders: Sequence[Path]) -> Taxonomy:
    """The taxonomy that the packs in *folders* make together; PackFault on an id twice, a dangling `is_a`, or a circle."""
    things: dict[str, tuple[Kind, str]] = {}
    norms = NormFile()
    over: list[str] = []
    categories: set[str] = set()
    for folder in folders:
        path = folder / "things.toml"
        if path.exists():
            file = strict.read(ThingFile, path)
            categories.update(file.category)
            over += file.over
            for kind in file.thing:
                where = strict.Where(strict.shown(path), f"thing {kind.id!r}")
                if kind.id in things:
                    raise strict.fault(where, f"the id stands in {things[kind.id][1]} too", "rename one or join them")
                things[kind.id] = (kind, where.file)
        if (folder / "norms.toml").exists():
            norms = _joined(norms, strict.read(NormFile, folder / "norms.toml"))
    kinds = {id: kind for id, (kind, _) in things.items()}
    for kind, shown in things.values():
        where = strict.Where(shown, f"thing {kind.id!r}")
        for above in kind.is_a:
            strict.known(above, kinds, where.at("is_a"), "a thing")
        for category in kind.embargo:
            strict.known(category, categories, where.at("embargo"), "a category of embargo")
        _refuse_circle(kind, kinds, where)
    for norm in norms.norm:
        strict.known(norm.kind, kinds, strict.Where("norms.toml", f"norm {norm.name!r}", "kind"), "a thing")
    return Taxonomy(kinds, norms, frozenset(over))


def _joined(one: NormFile, other: NormFile) -> NormFile:
    """The norms of both; the vocabulary of the later, if it has any."""
    vocabulary = other.vocabulary if other.vocabulary != Vocabulary() else one.vocabulary
    return NormFile(one.norm + other.norm, {**one.resolutions, **other.resolutions}, vocabulary)


def _refuse_circle(kind: Kind, things: Mapping[str, Kind], where: strict.Where) -> None:
    seen: set[str] = set()
    waiting = list(kind.is_a)
    while waiting:
        above = waiting.pop()
        if above == kind.id:
            raise strict.fault(where.at("is_a"), f"{kind.id!r} is a kind of itself", "cut the circle")
        if above not in seen and above in things:
            seen.add(above)
            waiting += things[above].is_a
