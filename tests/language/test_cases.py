"""Sentences and the claims they must yield, in the monitor's own terms: every file *.case beside this one.

A case is a text between two lines of its own, then what must be read in it:

    Text of the statement, on one line or several.
    [speaker Norway; publisher Harbour Wire; date 2024-12-01]
    = transfer | agent: Iran | item: drones | quantity: (200, ∞) | mode: actual | said by: Harbour Wire > Norway
    ! deployment

`=` is a claim that must be there, all its parts; `!` one that must not be, in all its parts.
Cases are parted by blank lines; `#` opens a comment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from attestry.extracting.by_grammar import Grammar
from attestry.model.claim import Claim
from attestry.model.origin import Original, Retrieval, digest_of
from attestry.reading.read import Given, read
from attestry.reference.pack import load

REFERENCE = load()
GRAMMAR = Grammar(REFERENCE)
STANCE = ("mode", "polarity", "certainty", "basis")


@dataclass(frozen=True, slots=True)
class Case:
    """One text with what is known of it, and what must and must not be read."""

    text: str
    given: dict[str, str]
    expected: tuple[str, ...]
    never: tuple[str, ...]


def cases(path: Path) -> list[Case]:
    """The cases of one file."""
    found = []
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for block in re.split(r"\n\s*\n", "\n".join(lines).strip()):
        rows = block.splitlines()
        text = "\n".join(row for row in rows if not row.startswith(("[", "= ", "! ")))
        given = dict(part.strip().split(" ", 1) for row in rows if row.startswith("[") for part in row.strip("[]").split(";"))
        found.append(Case(text, given, tuple(row[2:] for row in rows if row.startswith("= ")),
                          tuple(row[2:].strip() for row in rows if row.startswith("! "))))
    return found


CASES = [
    pytest.param(case, id=f"{path.stem}: {case.text[:60]}")
    for path in sorted(Path(__file__).parent.glob("*.case"))
    for case in cases(path)
]


@pytest.mark.parametrize("case", CASES)
def test_a_text_yields_the_claims_its_case_lists(case: Case):
    data = case.text.encode()
    retrieval = Retrieval("case", datetime(2024, 12, 1, tzinfo=UTC), "test")
    original = Original(digest_of(data), "text/plain", len(data), "case.txt", retrieval, data)
    document = read(original, name="case", given=Given(**case.given), reference=REFERENCE)

    claims, problems = GRAMMAR.extract(document)

    assert () == problems
    assert all(document.text[claim.span.start:claim.span.end] == claim.quote for claim in claims)
    for expected in case.expected:
        found = "\n".join(told(claim) for claim in claims)
        assert any(agrees(claim, expected) for claim in claims), f"not read: {expected}\nread:\n{found}"
    for barred in case.never:
        assert [] == [told(claim) for claim in claims if agrees(claim, barred)]


def agrees(claim: Claim, expected: str) -> bool:
    """Whether *claim* has every part that *expected* names; names of roles compare by what they contain."""
    frame, *parts = [part.strip() for part in expected.split("|")]
    if claim.frame != frame:
        return False
    for part in parts:
        key, value = [side.strip() for side in part.split(":", 1)]
        if key == "said by":
            fits = value == " > ".join(link.name for link in claim.chain)
        elif key == "quantity":
            fits = value in [f"{one.quantity} {one.quantity.unit}".replace("\u202f", " ").strip() for one in claim.quantities]
        elif key == "when":
            fits = claim.when is not None and value == str(claim.when.period)
        elif key in STANCE:
            fits = value == str(getattr(claim, key))
        else:
            filler = claim.role(key)
            fits = filler is not None and all(any(one.strip() in have for have in filler.values) for one in value.split(" + "))
        if not fits:
            return False
    return True


def told(claim: Claim) -> str:
    """*claim* on one line, for the person who reads why a case does not hold."""
    roles = " | ".join(f"{role}: {' + '.join(filler.values)}" for role, filler in claim.roles)
    counts = ", ".join(f"{one.quantity} {one.quantity.unit}" for one in claim.quantities)
    chain = " > ".join(link.name for link in claim.chain)
    when = claim.when.period if claim.when else ""
    stance = f"{claim.basis}/{claim.certainty}/{claim.polarity}/{claim.mode}"
    return f"  {claim.frame} | {roles} | {counts} | {when} | {stance} | {chain} «{claim.quote}»"
