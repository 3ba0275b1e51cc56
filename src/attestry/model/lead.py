"""What a reader saw and could place in no claim: a hint for a person to look, never evidence for or against anybody."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from attestry.model.claim import Claim
from attestry.model.text import DocumentId, Problem, Span


class LeadKind(StrEnum):
    QUANTITY = "quantity"           # a number that no claim counts anything by
    ALLEGATION = "allegation"       # a word that accuses, denies or judges
    TRIGGER = "trigger"             # a word that can call up a claim, and none of its senses held
    DEMAND = "demand"               # something that must or should be done, and by no claim is
    VOICE = "voice"                 # somebody says, reports or knows something that no frame reads
    ACT = "act"                     # somebody known does or is something that no frame knows
    DATE = "date"                   # something is dated, and no frame knows what


@dataclass(frozen=True, slots=True)
class Lead:
    """Words that a person should look at: which, why they stopped the reader, and what would have made them a claim."""

    kind: LeadKind
    document: DocumentId
    span: Span                      # of the words that were seen
    quote: str                      # document.text[span.start:span.end], exactly
    reason: str                     # in plain words, about the reading and never about the world
    sought: str                     # what was looked for and not found
    sentence: Span                  # that the words stand in


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read in one document: claims and leads in reading order, and what could not be read or grounded.

    Leads follow from the text and the reader alone; their number is logged, and they themselves are found anew when asked for.
    """

    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()
    leads: tuple[Lead, ...] = ()
