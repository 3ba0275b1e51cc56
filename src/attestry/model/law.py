"""Binding paragraphs as data, and an act held against them element by element. Nothing here concludes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from attestry.model.claim import ClaimId
from attestry.model.quantity import Period


class Fit(StrEnum):
    """How an act as described stands to a paragraph."""

    DIRECT = "direct"
    CONDITIONAL = "conditional"
    ARGUABLE = "arguable"
    WEAK = "weak"
    SUPPORTING = "supporting"
    WRONG_DIRECTION = "wrong_direction"
    SEPARATE_TRACK = "separate_track"
    NOT_A_BREACH = "not_a_breach"


class Result(StrEnum):
    """What the standing claims say of one element."""

    MET = "met"
    OTHERWISE = "stated otherwise"
    UNSTATED = "nobody states"


@dataclass(frozen=True, slots=True)
class Instrument:
    """A resolution, treaty or draft that provisions stand in."""

    symbol: str                     # "S/RES/2270 (2016)"
    adopted: date | None            # None for a draft that was not adopted
    title: str = ""
    vote: str = ""                  # "15-0-0"
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Provision:
    """One paragraph of one instrument, in our own words, with where its text stands."""

    id: str                         # "2270-6"
    instrument: Instrument
    paragraph: str                  # "6", "8 (a) (i)"
    force: tuple[str, ...]          # decides, demands, calls upon, ...
    binding: str
    bound: tuple[str, ...]
    modality: str                   # prohibit, require, permit, interpret, ...
    acts: tuple[str, ...]
    objects: tuple[str, ...]
    direction: str                  # to_dprk, from_dprk, both, within_dprk, none
    summary: str
    in_force: Period
    status: str
    exceptions: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    amends: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    note: str = ""
    verified: bool = False
    source: str = ""                # file and paragraph the entry was checked against
    extra: tuple[tuple[str, str], ...] = ()  # fields of the pack that nothing computes on, kept for the reader
    amended_by: tuple[str, ...] = ()
    replaced_by: tuple[str, ...] = ()

    def in_force_on(self, day: date) -> bool:
        """Whether the paragraph had effect on *day*; both ends of `in_force` count, a text never adopted has no effect."""
        return self.status != "not_adopted" and self.in_force.meets(Period(day, day))


@dataclass(frozen=True, slots=True)
class Element:
    """One thing that an act must show to fall under a provision."""

    name: str                       # "goods are arms or related materiel"


@dataclass(frozen=True, slots=True)
class Tested:
    """One element held against the claims: its result and the claims it rests on; `met` never stands without one."""

    element: Element
    result: Result
    claims: tuple[ClaimId, ...] = ()
    says: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """An act held against a provision. It "would fall under"; whether it does is for others to decide."""

    provision: str
    fit: Fit
    why: str
    condition: str                  # the fact on which a conditional fit hangs; "" otherwise
    elements: tuple[Tested, ...]
    act: str = ""                   # id of the typical act of the pack that the claims were held against
    duty_holder: str = ""           # dprk, other, both: whose duty the paragraph is
    caution: str = ""               # what a reader must be told beside the match
