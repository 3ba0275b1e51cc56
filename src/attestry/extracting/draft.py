"""A frame called up by a trigger, its roles filled with heads of phrases; not yet a claim."""

from __future__ import annotations

from dataclasses import dataclass, field

from attestry.extracting.clause import Clause
from attestry.extracting.judge import Weighing
from attestry.extracting.parsing.tree import Node
from attestry.model.claim import Kind
from attestry.reference.frames import Frame


@dataclass(slots=True)
class Draft:
    """A frame called up by a trigger, its roles filled with heads of phrases; not yet a claim."""

    frame: Frame
    clause: Clause
    roles: dict[str, list[Node]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)  # role → the grammatical place that filled it
    weighing: Weighing | None = None                        # what the judge made of the trigger

    @property
    def trigger(self) -> Node:
        return self.clause.trigger

    @property
    def kind(self) -> Kind:
        return self.frame.kind
