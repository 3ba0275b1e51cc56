"""What a mark of a name means: who or what it stands for, as it is printed."""

from __future__ import annotations

from dataclasses import dataclass

from attestry.reference.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Named:
    """Who or what a name stands for."""

    name: str                       # as a holder or role is written: "Russia", "Robert Wood (United States)"
    actor: str | None = None        # Actor.id; None while nobody has said who it is
    kind: str = "unknown"           # state, organ, body, group, outlet, person, place; unknown
    adjective: bool = False         # says whose: "Russian", "Houthi"
    place: str | None = None        # the literal place, where the name can be read as one: "Pyongyang", "Ukraine"
    of: str | None = None           # id of the State or body that it belongs to
    gender: str = ""                # of a person: "he", "she"


def named(gazetteer: Gazetteer, id: str) -> Named:
    """What the proper name of the actor or place *id* stands for."""
    actor = gazetteer.actors[id]
    return Named(actor.name, id, actor.kind, False, actor.name if actor.kind in ("state", "place") else None, actor.of)
