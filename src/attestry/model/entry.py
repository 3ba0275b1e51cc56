"""Entries of the log, and what stands when they are folded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from attestry.model.claim import Claim
from attestry.model.origin import Digest, Original
from attestry.model.text import Document, Problem

EVENT_TYPES = (
    "case.opened", "document.received", "document.extracted", "document.quarantined", "document.revision_linked",
    "claim.proposed", "claims.extracted", "claim.reviewed",
    "actor.merged", "actor.split", "estimate.reconciled", "provision.mapped",
    "report.exported", "checkpoint.anchored", "access.granted", "access.revoked", "redaction", "storage.full",
    "clock.jump", "key.rotated", "log.forked_after_restore", "log.resumed", "integrity.failed",
)

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


class Ruling(StrEnum):
    """A person's word on a claim: whether the words do say what was read in them. Never whether it is so."""

    ACCEPT = "accept"
    REJECT = "reject"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, before it has a place in the log.

    `clear` is seen by everyone for ever: small facts. `private` may have to be erased: the log holds only salted digests of it.
    """

    type: str
    subject: str                    # "original:<sha256>", "document:<id>", "claim:<id>"
    actor: str                      # opaque id of the person or process
    at: datetime                    # UTC, whole seconds; claimed, never used for order
    clear: Mapping[str, Json]
    private: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Entry:
    """An event at its place in the log."""

    seq: int
    type: str
    subject: str
    actor: str
    at: str                         # ISO 8601, UTC, whole seconds
    clear: Mapping[str, Json]
    private: Mapping[str, Json]     # what has not been erased


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands: a fold of the log."""

    originals: Mapping[Digest, Original]
    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]
    leads: int = 0                  # how many the last extraction of each document found
