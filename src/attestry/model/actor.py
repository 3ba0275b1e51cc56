"""Who can speak, act or be acted upon."""

from __future__ import annotations

from dataclasses import dataclass

from attestry.model.text import Span


@dataclass(frozen=True, slots=True)
class Actor:
    """A State, organ, body, group, outlet or person that a pack knows, under the name we print."""

    id: str                         # "DPRK", "state-duma"
    name: str                       # canonical short name, as the interchange record wants it: "DPRK", "United States"
    kind: str                       # state, organ, body, group, outlet, person, place
    of: str | None = None           # id of the state or organisation it belongs to or speaks for
    names: tuple[str, ...] = ()     # every form it is met under, the canonical one included


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name an actor; `actor` is None while nobody has said who it is."""

    span: Span
    name: str                       # as a holder or role is written: "Robert Wood (United States)"
    actor: str | None               # Actor.id
