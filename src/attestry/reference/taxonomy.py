"""Things and norms, and what is a kind of what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from attestry.reference import strict


@dataclass(frozen=True, slots=True)
class Kind:
    """A thing, or a class of things, as a pack writes it down."""

    id: str                         # "artillery_round"
    name: str
    is_a: tuple[str, ...] = ()      # ids of what it is a kind of
    names: tuple[str, ...] = ()     # singular; the plural is found too
    only: tuple[str, ...] = ()      # found just as written: "arms", "troops"
    units: tuple[str, ...] = ()     # what it is counted in: "round", "barrel"
    register: str = ""              # category of the UN Register of Conventional Arms
    embargo: tuple[str, ...] = ()   # categories of embargo it falls in
    note: str = ""


@dataclass(frozen=True, slots=True)
class Norm:
    """A norm that documents appeal to."""

    name: str                       # "UN Charter"
    names: tuple[str, ...] = ()
    short: tuple[str, ...] = ()     # only after "the": "Charter"
    kind: str = "norm"              # the class of thing that it is
    symbols: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ThingFile:
    """things.toml."""

    thing: tuple[Kind, ...] = ()
    category: tuple[str, ...] = ()  # categories of embargo that there are
    over: tuple[str, ...] = ()      # words that may stand inside a name: "heavy", "long-range"


@dataclass(frozen=True, slots=True)
class NormFile:
    """norms.toml; `resolutions` are those of the Security Council with the year of adoption."""

    norm: tuple[Norm, ...] = ()
    resolutions: Mapping[str, int] = field(default_factory=dict)


class Taxonomy:
    """The things and norms of the packs in use. `in` asks whether an id is known."""

    def __init__(self, things: Mapping[str, Kind], norms: Iterable[Norm], resolutions: Mapping[str, int], over: Iterable[str] = ()) -> None:
        """Take in what the packs hold; `read` does so from their files."""
        self.things = dict(things)
        self.norms = tuple(norms)
        self.resolutions = dict(resolutions)
        self.over = frozenset(over)
        self._above = {id: frozenset(self._climb(id, ())) for id in self.things}
        self._named: dict[str, str] = {}
        for kind in self.things.values():
            for word in (kind.name, *kind.names, *kind.only):
                self._named.setdefault(folded(word), kind.id)
        for norm in self.norms:
            for word in (norm.name, *norm.names):
                self._named.setdefault(folded(word), norm.kind)

    def _climb(self, id: str, seen: tuple[str, ...]) -> Iterable[str]:
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


_IRREGULAR = {"men": "man", "women": "woman", "servicemen": "serviceman", "people": "person", "aircraft": "aircraft", "mortars": "mortar", "mercenaries": "mercenary",
              "corps": "corps", "personnel": "personnel"}


def read(folders: Sequence[Path]) -> Taxonomy:
    """The taxonomy that the packs in *folders* make together; PackFault on an id twice, a dangling `is_a`, or a circle."""
    things: dict[str, Kind] = {}
    norms: list[Norm] = []
    resolutions: dict[str, int] = {}
    over: list[str] = []
    categories: set[str] = set()
    files: dict[str, str] = {}
    for folder in folders:
        path = folder / "things.toml"
        if path.exists():
            file = strict.read(ThingFile, path)
            categories.update(file.category)
            over += file.over
            for kind in file.thing:
                if kind.id in things:
                    raise strict.fault(strict.Where(strict.shown(path), f"thing {kind.id!r}"), f"the id stands in {files[kind.id]} too", "rename one or join them")
                things[kind.id], files[kind.id] = kind, strict.shown(path)
        path = folder / "norms.toml"
        if path.exists():
            written = strict.read(NormFile, path)
            norms += written.norm
            resolutions.update(written.resolutions)
            for norm in written.norm:
                files[f"norm {norm.name}"] = strict.shown(path)
    for kind in things.values():
        where = strict.Where(files[kind.id], f"thing {kind.id!r}")
        for above in kind.is_a:
            strict.known(above, things, where.at("is_a"), "a thing")
        for category in kind.embargo:
            strict.known(category, categories, where.at("embargo"), "a category of embargo")
        _refuse_circle(kind, things, where)
    for norm in norms:
        strict.known(norm.kind, things, strict.Where(files[f"norm {norm.name}"], f"norm {norm.name!r}", "kind"), "a thing")
    return Taxonomy(things, norms, resolutions, over)


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
