"""What a document says, tied to who says it and to the exact words. Never that it is so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from attestry.model.quantity import Period, Quantity
from attestry.model.text import DocumentId, Span

ClaimId = str
"""Digest of the document's id and the claim's content: the same words read the same way give the same id."""


class Kind(StrEnum):
    ACT = "act"                     # something said to have been done, to be under way, intended, possible or demanded
    VERDICT = "verdict"             # somebody calls an act a breach of a norm, or lawful
    POSITION = "position"           # an actor takes a stance, in words, toward an act, an actor or a norm
    VERIFICATION = "verification"   # somebody speaks about an allegation without making it


class Basis(StrEnum):
    """How the innermost holder knows."""

    STATED = "stated"               # plain assertion
    ASSESSED = "assessed"
    INFORMATION = "information"     # "we have information that"
    CONFIRMED = "confirmed"         # says it has confirmed or seen
    REPORTED = "reported"           # relays reports
    RECORD = "record"               # cites a document, a vote, a text


class Certainty(StrEnum):
    """How firmly the innermost holder stands behind it."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNCOMMITTED = "uncommitted"     # relays without a stance


class Polarity(StrEnum):
    AFFIRMS = "affirms"
    DENIES = "denies"
    NEITHER = "neither"


class Mode(StrEnum):
    """How the act stands to the world of the sentence."""

    ACTUAL = "actual"               # done
    ONGOING = "ongoing"
    PLANNED = "planned"
    POSSIBLE = "possible"           # future or feared
    HYPOTHETICAL = "hypothetical"   # "even if"
    DEMANDED = "demanded"           # "calls on X to cease", "shall not"


@dataclass(frozen=True, slots=True)
class Holder:
    """One who puts their word behind it.

    A person is written "Name (State or organisation)", a nameless source "?media", "?officials", "?experts", "?open sources"
    or "?unnamed".
    """

    name: str
    actor: str | None = None        # Actor.id, where a pack knows it
    words: Span | None = None       # None for the document's own voice

    @property
    def nameless(self) -> bool:
        return self.name.startswith("?")


@dataclass(frozen=True, slots=True)
class Filler:
    """What fills a role: canonical values, the words they were read from, and the packs' ids for them ("" where unknown)."""

    values: tuple[str, ...]
    span: Span
    ids: tuple[str, ...] = ()       # actor or thing ids, one per value


@dataclass(frozen=True, slots=True)
class Counted:
    """A quantity and the role whose filler it counts; parts ("of whom 400") name the whole they belong to."""

    of: str
    quantity: Quantity
    span: Span
    part_of: Span | None = None     # span of the quantity that this one is a part of; never added to it


@dataclass(frozen=True, slots=True)
class Dated:
    """When, resolved against the document's date, and the words that say so."""

    period: Period
    span: Span


@dataclass(frozen=True, slots=True)
class Step:
    """One reason for a claim: the rule that fired, in what file or part of the reader, and the words it fired on."""

    rule: str                       # "frames/transfer: send", "voices/according to", "amounts/at least n"
    span: Span
    says: str                       # what it concluded: "recipient ← iobj of 'sent'"


@dataclass(frozen=True, slots=True)
class Derivation:
    """Why a claim was read: the sentence it stands in, the path through its tree, and each step."""

    reader: str                     # "grammar/1" or the run of a model
    sentence: Span
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """That, in this passage, this chain of holders says this."""

    id: ClaimId
    document: DocumentId
    span: Span                      # of the smallest clause that carries the claim
    quote: str                      # document.text[span.start:span.end], exactly
    kind: Kind
    frame: str
    chain: tuple[Holder, ...]       # outermost first: the article > the envoy > his government
    basis: Basis
    certainty: Certainty
    polarity: Polarity
    mode: Mode
    roles: tuple[tuple[str, Filler], ...] = ()
    quantities: tuple[Counted, ...] = ()
    when: Dated | None = None
    derivation: Derivation | None = None

    def role(self, name: str) -> Filler | None:
        """The filler of role *name*, or None where nobody states it."""
        return next((filler for role, filler in self.roles if role == name), None)

    @property
    def holder(self) -> Holder:
        """The innermost holder: whose certainty, basis and polarity the claim records."""
        return self.chain[-1]
