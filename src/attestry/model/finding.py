"""What the standing claims come to: allegations, who says how many, who stands where, what nobody states."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from attestry.model.claim import ClaimId
from attestry.model.law import Match
from attestry.model.quantity import Period, Quantity


class Relation(StrEnum):
    """How two quantities of one series stand to each other."""

    AGREE = "agree"                 # the intervals share values
    VARY = "vary"                   # no common value, but a soft end lies between
    CONFLICT = "conflict"           # hard ends apart at one as-of
    UPDATE = "update"               # later, from the same holder or of a growing total


@dataclass(frozen=True, slots=True)
class Measured:
    """One quantity as one chain of holders states it."""

    claim: ClaimId
    holder: str
    quantity: Quantity
    said_on: str                    # ISO date of the document, "" where unknown
    polarity: str
    through: tuple[str, ...] = ()   # those through whom the holder's word came, outermost first: not the holder's own voice


@dataclass(frozen=True, slots=True)
class Pair:
    """Two measured quantities that do not say the same, and why they are told apart."""

    one: ClaimId
    other: ClaimId
    relation: Relation
    why: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """The series of one unit within one allegation. Never averaged; parts never added to their whole."""

    unit: str
    measured: tuple[Measured, ...]
    common: Quantity | None         # what all allow
    spread: Quantity | None         # from the lowest low to the highest high
    pairs: tuple[Pair, ...] = ()
    of: str = ""                    # what is counted, in short: "artillery round"; "" where the unit alone says it
    part: bool = False              # parts of wholes of the same unit: never added to them, never compared with them


@dataclass(frozen=True, slots=True)
class Position:
    """Where one actor stands, with the claim that shows it."""

    holder: str
    stance: str                     # asserts, denies, condemns, cannot verify, ...
    toward: str
    said_on: str
    claim: ClaimId
    told_by: str = ""               # who tells of it, where that is another than the holder; "" otherwise


@dataclass(frozen=True, slots=True)
class Root:
    """A holder who rests on no other we know of, and the relays that rest on it."""

    holder: str
    claims: tuple[ClaimId, ...]
    relays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Allegation:
    """The claims that speak of one act."""

    id: str
    frame: str
    agents: tuple[str, ...]
    recipients: tuple[str, ...]
    items: tuple[str, ...]          # classes of thing: "artillery_round"
    when: Period | None
    claims: tuple[ClaimId, ...]
    why: str                        # the rule that grouped them


@dataclass(frozen=True, slots=True)
class Finding:
    """What the standing claims about one allegation come to."""

    allegation: Allegation
    title: str
    affirmed: tuple[ClaimId, ...]
    denied: tuple[ClaimId, ...]
    uncommitted: tuple[ClaimId, ...]
    estimates: tuple[Estimate, ...]
    matches: tuple[Match, ...]
    remarks: tuple[ClaimId, ...]    # verification remarks and verdicts that speak of it
    roots: tuple[Root, ...]
    gaps: tuple[str, ...]
    prospective: tuple[ClaimId, ...] = ()   # planned, possible, hypothetical, demanded: of the act, not that it was done


@dataclass(frozen=True, slots=True)
class Findings:
    """All that the standing claims of a case come to."""

    findings: tuple[Finding, ...]
    positions: tuple[Position, ...]
    verdicts: tuple[ClaimId, ...]
    ungrouped: tuple[ClaimId, ...]  # acts told too poorly to be matched with any other, or only demanded or supposed
    remarks: tuple[ClaimId, ...] = ()       # verification remarks that speak of no allegation we can name
