"""Who is meant and what is meant, as far as the packs know: names and fillers brought to what can be compared.

Nobody is merged here. A person or organ counts for the State whose name it bears in brackets or in the packs, and only
where a rule says so; a name that no pack knows is itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from attestry.model.actor import Actor
from attestry.model.claim import Claim, Filler, Holder
from attestry.reference.pack import Reference
from attestry.reference.taxonomy import plural

TITLE = 60          # characters of a filler that a title takes over: with the parties, a line

COUNTING = re.compile(r"(?<![\w-])\d[\d,.]*\b(?!\s*-?\s*(?:mm|milli))|\b(?:hundred|thousand|million|billion|dozen)s?\b")
"""Words of a filler that count: "10,000 soldiers". Calibres and type numbers do not: "170 mm guns", "KN-23"."""

NORM = "norm"
"""The class of treaties, resolutions and sanctions."""

ANY_GOODS = "goods"
"""The class above all goods: it tells nothing of what they are."""

MEASURES = frozenset({
    "barrel", "ton", "tonne", "kilogram", "kilogramme", "litre", "kilolitre", "gallon", "kilometre", "km", "mile", "hour", "day",
    "percent", "per cent", "US dollar", "USD", "dollar", "euro", "TEU",
})
"""Units that measure and do not count: so many barrels of oil are not so many oils."""


class Identity:
    """The packs' knowledge of actors and things, asked the way weighing asks; each answer is worked out once and kept."""

    def __init__(self, reference: Reference) -> None:
        """Ask *reference* from now on."""
        self._gazetteer = reference.gazetteer
        self._taxonomy = reference.taxonomy
        self._wider = reference.provisions.wider
        self._actors: dict[tuple[str, str], Actor | None] = {}
        self._parties: dict[tuple[str, str], str] = {}
        self._classes: dict[tuple[str, str], str] = {}
        self._lines: dict[str, frozenset[str]] = {}

    def actor(self, name: str, id: str | None = None) -> Actor | None:
        """The actor that bears *id*, else *name*, else the name in brackets behind it; None if no pack knows any of them."""
        key = (name, id or "")
        if key not in self._actors:
            self._actors[key] = self._found(name, id or "")
        return self._actors[key]

    def _found(self, name: str, id: str) -> Actor | None:
        if id in self._gazetteer.actors:
            return self._gazetteer.actors[id]
        return self._gazetteer.named(name) or self._gazetteer.named(behind(name))

    def party(self, name: str, id: str | None = None) -> str:
        """The name under which *name* acts: its State's, if it belongs to one or bears one in brackets; else its own."""
        key = (name, id or "")
        if key not in self._parties:
            actor = self._speaks_for(self.actor(name, id))
            self._parties[key] = name if actor is None else actor.name
        return self._parties[key]

    def _speaks_for(self, actor: Actor | None) -> Actor | None:
        """The State or body at the end of the line of those that *actor* belongs to. A body is its own master: a council of the
        United Nations is not the United Nations."""
        while actor is not None and actor.of and actor.kind not in ("state", "body"):
            actor = self._gazetteer.actors.get(actor.of)
        return actor

    def root(self, holder: Holder) -> str:
        """On whose word *holder* speaks: a person or organ speaks for its State or body. A nameless source stays nameless."""
        return holder.name if holder.nameless else self.party(holder.name, holder.actor)

    def belongs(self, name: str, id: str, wanted: str) -> bool:
        """Whether *name* is the actor whose id is *wanted*, or belongs to it."""
        actor = self.actor(name, id)
        while actor is not None:
            if actor.id == wanted:
                return True
            actor = self._gazetteer.actors.get(actor.of) if actor.of else None
        return False

    def kind(self, name: str, id: str) -> str:
        """The kind of the party under which *name* acts or lies: "state", "body"; "" if no pack knows it."""
        actor = self._speaks_for(self.actor(name, id))
        return "" if actor is None else actor.kind

    def is_state(self, name: str) -> bool:
        """Whether *name* is a State itself, and no organ of one."""
        actor = self.actor(name)
        return actor is not None and actor.kind == "state" and actor.name == name

    def is_outlet(self, name: str, id: str | None = None) -> bool:
        """Whether *name* prints what others say: a paper, an agency, a broadcaster."""
        actor = self.actor(name, id)
        return actor is not None and actor.kind == "outlet"

    def thing(self, value: str, id: str) -> str:
        """The class of thing called *id*, else *value*; a thing that no pack knows is its own words in lower case."""
        key = (value, id)
        if key not in self._classes:
            found = id if id in self._taxonomy else self._taxonomy.named(value) or self._taxonomy.find(value)
            # A norm is one of its kind: two treaties are two things, where two shells are goods of one class. What is just
            # goods, uniforms here and generators there, is of no class that one delivery could be told by.
            itself = not found or found == ANY_GOODS or self._taxonomy.is_a(found, NORM)
            self._classes[key] = value.casefold() if itself else found
        return self._classes[key]

    def counted(self, unit: str) -> str:
        """The class of thing that the noun *unit* names: "soldier" and "troop" count troops; *unit*, if no pack knows it."""
        return self._taxonomy.named(unit) or self._taxonomy.named(plural(unit)) or unit

    def counts(self, unit: str, thing: str) -> bool:
        """Whether so many *unit* of *thing* are so many of the thing itself: persons of troops, but not barrels of oil."""
        if unit in MEASURES:
            return False
        in_use = {word for kind in self.kinds(thing) if kind in self._taxonomy for word in self._taxonomy.things[kind].units}
        return unit in in_use or self.related(self.counted(unit), thing)

    def called(self, thing: str, values: Iterable[str]) -> str:
        """What *thing* is called in a title: the shortest of *values* that counts nothing and is no longer than a title bears.

        Where all of them count or run on ("more than 20,000 shipping containers of munitions to date"), its name in the packs.
        """
        said = sorted(dict.fromkeys(values), key=len)
        short = [value for value in said if len(value) <= TITLE and not COUNTING.search(value)]
        if short or not self.known(thing):
            return (short or [f"{said[0][:TITLE].rsplit(' ', 1)[0]} …" if len(said[0]) > TITLE else said[0]])[0]
        name = self._taxonomy.things[thing].name.partition(" (")[0]
        return name[0].lower() + name[1:]

    def known(self, thing: str) -> bool:
        """Whether a pack knows the class *thing*."""
        return thing in self._taxonomy

    def kinds(self, thing: str) -> frozenset[str]:
        """*thing* and every class above it."""
        if thing not in self._lines:
            line = {thing, *self._taxonomy.above(thing)}
            self._lines[thing] = frozenset(line | {wider for one in line for wider in self._wider.get(one, ())})
        return self._lines[thing]

    def related(self, thing: str, other: str) -> bool:
        """Whether one of the two is a kind of the other, or they are the same."""
        return thing in self.kinds(other) or other in self.kinds(thing)

    def is_a(self, thing: str, classes: Iterable[str]) -> bool:
        """Whether *thing* is one of *classes* or a kind of one."""
        return not self.kinds(thing).isdisjoint(classes)


def behind(name: str) -> str:
    """What stands in brackets behind *name*: "United States" of "Robert Wood (United States)"; "" if nothing does."""
    return name[name.rindex(" (") + 2:-1] if name.endswith(")") and " (" in name else ""


def pairs(filler: Filler | None) -> tuple[tuple[str, str], ...]:
    """Each value of *filler* with its id, "" where there is none."""
    if filler is None:
        return ()
    return tuple(zip(filler.values, filler.ids or ("",) * len(filler.values), strict=False))


def things(claim: Claim, identity: Identity) -> tuple[str, ...]:
    """The classes of what the claim's item names, in its order, each once."""
    return tuple(dict.fromkeys(identity.thing(value, id) for value, id in pairs(claim.role("item"))))
