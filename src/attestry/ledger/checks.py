"""What a check came to, and how grave that is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from attestry.ledger.inspection import Tally


class Outcome(IntEnum):
    """What a check came to; the number is the exit status of `attestry verify` when it is the gravest."""

    HELD = 0
    TAMPERED = 10                   # something is not what was signed, or is not what its digest says
    MISSING = 11                    # a value or an original is gone, and no redaction tells of it
    UNANCHORED = 12                 # all holds, but no checkpoint from outside was held against it
    UNSIGNED = 13                   # the newest entries are under no checkpoint
    NOT_RUN = 20                    # a check could not run: an unknown key or version


GRAVEST = (Outcome.TAMPERED, Outcome.MISSING, Outcome.NOT_RUN, Outcome.UNSIGNED, Outcome.UNANCHORED, Outcome.HELD)


@dataclass(frozen=True, slots=True)
class Check:
    """One check: what it looked at, how often it did not hold, and where first; `says` is for people, also where it held."""

    name: str
    count: int
    failures: int
    outcome: Outcome
    says: str


def checked(name: str, tally: Tally, grave: Outcome, held: str) -> Check:
    """What *tally* came to: *grave* if anything in it did not hold, else held, as *held* says."""
    return Check(name, tally.count, tally.failures, grave if tally.failures else Outcome.HELD, tally.first or held)
