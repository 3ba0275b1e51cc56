"""Claims about one act, brought together by a rule that each group states.

Full claims group first: the same frame, the same parties, goods of one class, times that meet. A claim that leaves out a party
or the goods then joins what it can only mean: the one group of its own document that fits, else the one group of the case.
Where several fit, it stays apart: a wrong company is worse than none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from attestry.model.claim import Claim, Kind, Mode
from attestry.model.finding import Allegation
from attestry.weighing.identity import Identity, pairs, things
from attestry.weighing.spells import Spell, spells

MUTUAL = frozenset({"agreement", "cooperation"})
"""Frames in which the parties act together: who is agent and who recipient is a matter of wording."""

ONE_SUBJECT = frozenset({"training", "combat"})
"""Frames whose item says more of the act but makes no other act of it: training in artillery, training in drones."""

OWN_NAME = frozenset({"agreement", "vote"})
"""Frames in which an organ acts in its own name: the State Duma ratifies, the State signs."""

NOT_ALLEGED = frozenset({Mode.DEMANDED, Mode.HYPOTHETICAL})
"""Modes that allege nothing by themselves: what a resolution forbids, what somebody supposes."""


@dataclass(frozen=True, slots=True)
class Told:
    """An act claim as grouping sees it: who, to whom, what class of thing, when, and its place in the order of the case."""

    claim: Claim
    agents: tuple[str, ...]
    recipients: tuple[str, ...]
    items: tuple[str, ...]
    order: int

    @property
    def key(self) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        """Frame and parties; what has the same key and class may be one act."""
        return self.claim.frame, self.agents, self.recipients

    @property
    def full(self) -> bool:
        """Whether nothing that grouping asks for is left out. Two agents of a frame with a receiver may be either."""
        if self.claim.frame in MUTUAL:
            return len(self.agents) > 1 and bool(self.items)
        return bool(self.agents and self.recipients) and (bool(self.items) or self.claim.frame in ONE_SUBJECT)

    @property
    def richness(self) -> int:
        """How many of giver, receiver and goods are named."""
        return bool(self.agents) + bool(self.recipients) + bool(self.items)

    @property
    def either(self) -> bool:
        """Whether two are named as doers and nobody as receiver, so that either may be either."""
        return len(self.agents) > 1 and not self.recipients

    @property
    def parties(self) -> frozenset[str]:
        """All who are named, on either side."""
        return frozenset((*self.agents, *self.recipients))


@dataclass(slots=True)
class Cell:
    """Claims of one frame, one set of parties and one class of thing, before times are looked at."""

    frame: str
    agents: tuple[str, ...]
    recipients: tuple[str, ...]
    told: list[Told]
    items: set[str] = field(default_factory=set)
    joined: int = 0                 # claims that left something out and stand here because nothing else fits

    @property
    def parties(self) -> frozenset[str]:
        """All who are named, on either side."""
        return frozenset((*self.agents, *self.recipients))


def grouped(claims: Sequence[Claim], identity: Identity) -> tuple[list[Allegation], list[Claim]]:
    """The allegations that the act claims among *claims* make, and the act claims that make none, in the order of the case.

    Every act claim is in exactly one of them. Left over are claims that name neither party nor goods, and groups in which
    everything is only demanded or supposed.
    """
    told = [_told(claim, order, identity) for order, claim in enumerate(claims) if claim.kind is Kind.ACT]
    cells = _cells([one for one in told if one.full], identity)
    cells += _placed([one for one in told if not one.full], cells, identity)
    allegations: list[Allegation] = []
    left = [one.claim for one in told if not one.richness]
    taken: set[str] = set()
    for cell in cells:
        for spell in spells(sorted(cell.told, key=lambda one: one.order), cell.frame):
            if all(one.claim.mode in NOT_ALLEGED for one in spell.told):
                left += [one.claim for one in spell.told]
            else:
                allegations.append(_allegation(cell, spell, taken, identity))
    place = {one.claim.id: one.order for one in told}
    allegations.sort(key=lambda allegation: place[allegation.claims[0]])
    return allegations, sorted(left, key=lambda claim: place[claim.id])


def _told(claim: Claim, order: int, identity: Identity) -> Told:
    def names(role: str) -> tuple[str, ...]:
        filled = pairs(claim.role(role))
        if claim.frame in OWN_NAME:
            return tuple(sorted({name for name, _ in filled}))
        return tuple(sorted({identity.party(name, id) for name, id in filled}))

    agents, recipients = names("agent"), names("recipient")
    if claim.frame in MUTUAL:
        agents, recipients = tuple(sorted({*agents, *recipients})), ()
    items = () if claim.frame in ONE_SUBJECT else things(claim, identity)
    return Told(claim, agents, recipients, items, order)


def _cells(told: Iterable[Told], identity: Identity) -> list[Cell]:
    """Claims with the same frame and parties, parted by class of thing."""
    by_key: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[Told]] = defaultdict(list)
    for one in told:
        by_key[one.key].append(one)
    cells = []
    for (frame, agents, recipients), same in by_key.items():
        for items, members in _classes(same, identity):
            cells.append(Cell(frame, agents, recipients, members, items))
    return cells


def _classes(told: Sequence[Told], identity: Identity) -> Iterator[tuple[set[str], list[Told]]]:
    """*told* parted by class: two things are of one class if one is a kind of the other, or if a claim names both in one
    breath and a class holds both. A claim that names goods of several classes stands where most of them do.
    """
    leader: dict[str, str] = {item: item for one in told for item in one.items}

    def lead(item: str) -> str:
        while leader[item] != item:
            leader[item] = leader[leader[item]]
            item = leader[item]
        return item

    for item in list(leader):
        for above in identity.kinds(item):
            if above in leader:
                leader[lead(item)] = lead(above)
    for one in told:
        for item in one.items[1:]:
            if identity.kinds(item) & identity.kinds(one.items[0]):
                leader[lead(item)] = lead(one.items[0])
    size: dict[str, int] = defaultdict(int)
    for one in told:
        for item in one.items:
            size[lead(item)] += 1
    members: dict[str, list[Told]] = defaultdict(list)
    items: dict[str, set[str]] = defaultdict(set)
    for one in told:
        counts: dict[str, int] = defaultdict(int)
        for item in one.items:
            counts[lead(item)] += 1
        home = max(counts, key=lambda led: (counts[led], size[led])) if counts else ""
        members[home].append(one)
        items[home].update(item for item in one.items if lead(item) == home)
    for home, those in members.items():
        yield items[home], those


def _placed(told: Sequence[Told], cells: Sequence[Cell], identity: Identity) -> list[Cell]:
    """Claims that leave something out, put to the cell they can only mean; given are the cells of those that remain alone.

    Richer claims are placed before poorer ones, so that "the DPRK sent troops" may in turn take in "the DPRK sent them".
    """
    shelf = _Shelf(cells, identity)
    fresh: list[Cell] = []
    for richness in (2, 1):
        homeless = []
        for one in (one for one in told if one.richness == richness):
            cell = shelf.only(one)
            if cell is None:
                homeless.append(one)
            else:
                cell.told.append(one)
                cell.joined += 1
                shelf.seen(cell, one)
        made = _cells(homeless, identity)
        fresh += made
        shelf.add(made)
    return fresh


class _Shelf:
    """Cells by what a claim that leaves something out may look them up under: the parties it names and the goods it names."""

    def __init__(self, cells: Iterable[Cell], identity: Identity) -> None:
        self._identity = identity
        self._by_document: dict[tuple[str, str], dict[int, Cell]] = defaultdict(dict)
        self._by_named: dict[tuple[str, object, str], dict[int, Cell]] = defaultdict(dict)
        self.add(cells)

    def add(self, cells: Iterable[Cell]) -> None:
        """Stand *cells* on the shelf."""
        for cell in cells:
            above = {f"kind of {kind}" for item in cell.items for kind in self._identity.kinds(item)}
            for parties in (("from", cell.agents), ("to", cell.recipients), cell.parties, ()):
                for goods in ("", *cell.items, *above):
                    self._by_named[cell.frame, parties, goods][id(cell)] = cell
            for one in cell.told:
                self.seen(cell, one)

    def seen(self, cell: Cell, one: Told) -> None:
        """Note that *one* of *cell* stands in its document."""
        self._by_document[one.claim.frame, one.claim.document][id(cell)] = cell

    def only(self, one: Told) -> Cell | None:
        """The one cell of the claim's own document that it fits, else the one of the case; None where none or several do."""
        near = self._first_two(self._by_document[one.claim.frame, one.claim.document], one)
        if near:
            return near[0] if len(near) == 1 else None
        parties: object = ()
        if one.either or one.claim.frame in MUTUAL:
            parties = one.parties
        elif one.agents or one.recipients:
            parties = ("from", one.agents) if one.agents else ("to", one.recipients)
        goods = [f"kind of {item}" for item in one.items] + [kind for item in one.items for kind in self._identity.kinds(item)]
        far: dict[int, Cell] = {}
        for wanted in goods or [""]:
            for cell in self._first_two(self._by_named.get((one.claim.frame, parties, wanted), {}), one):
                far[id(cell)] = cell
        return next(iter(far.values())) if len(far) == 1 else None

    def _first_two(self, cells: Mapping[int, Cell], one: Told) -> list[Cell]:
        """Up to two of *cells* that *one* may speak of: two are as good as many."""
        found: list[Cell] = []
        for cell in cells.values():
            if _fits(one, cell, self._identity):
                found.append(cell)
                if len(found) == 2:
                    break
        return found


def _fits(one: Told, cell: Cell, identity: Identity) -> bool:
    """Whether the cell says everything that *one* says, and more."""
    if one.items and not any(identity.related(item, other) for item in one.items for other in cell.items):
        return False
    richer = bool(cell.items) > bool(one.items)
    if one.either or one.claim.frame in MUTUAL:
        return one.parties <= cell.parties and (richer or one.parties < cell.parties or cell.recipients != one.recipients)
    if one.agents not in ((), cell.agents) or one.recipients not in ((), cell.recipients):
        return False
    return richer or bool(cell.agents) > bool(one.agents) or bool(cell.recipients) > bool(one.recipients)


def _allegation(cell: Cell, spell: Spell[Told], taken: set[str], identity: Identity) -> Allegation:
    items = tuple(dict.fromkeys(item for one in spell.told for item in things(one.claim, identity)
                                if item in cell.items or cell.frame in ONE_SUBJECT))
    seed = "\0".join((cell.frame, *cell.agents, ">", *cell.recipients, ":", *sorted(items), str(spell.period or "")))
    number, name = 0, _digest(seed)
    while name in taken:
        number += 1
        name = _digest(f"{seed}\0{number}")
    taken.add(name)
    return Allegation(name, cell.frame, cell.agents, cell.recipients, items, spell.period,
                      tuple(one.claim.id for one in spell.told), _why(cell, spell))


def _digest(seed: str) -> str:
    return sha256(seed.encode()).hexdigest()[:16]   # 64 bits: enough for a case, short enough to type


def _why(cell: Cell, spell: Spell[Told]) -> str:
    said = [f"the same kind of act ({cell.frame})"]
    if cell.agents or cell.recipients:
        said.append("the same parties")
    if cell.items:
        said.append("goods of one class" if len(cell.items) > 1 else "the same goods")
    said.append(spell.why)
    if cell.joined and len(spell.told) > 1:
        said.append("claims that leave out a party or the goods stand here because nothing else near, or in the case, fits")
    return "; ".join(said)


def by_claim(allegations: Iterable[Allegation]) -> Mapping[str, Allegation]:
    """Each claim's allegation."""
    return {claim: allegation for allegation in allegations for claim in allegation.claims}


