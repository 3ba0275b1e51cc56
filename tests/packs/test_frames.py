"""Every example of every frame is read with the whole reader running, and gives what it says it gives."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from attestry.extracting.by_grammar import Grammar
from attestry.model.claim import Claim
from attestry.model.origin import Original, Retrieval, digest_of
from attestry.reading.read import Given, read
from attestry.reference.frames import Example, FrameFile
from attestry.reference.pack import load

REFERENCE = load()
GRAMMAR = Grammar(REFERENCE)
SENSES = [(file, number, sense) for file in REFERENCE.frames.files for number, sense in enumerate(file.sense, start=1)]
EXAMPLES = [pytest.param(file, example, id=f"{file.frame}-{number}: {example.text}")
            for file, number, sense in SENSES for example in sense.example]
NEVER = [pytest.param(file, text, id=f"{file.frame}-{number}: {text}") for file, number, sense in SENSES for text in sense.never]


def claims_of(text: str) -> tuple[Claim, ...]:
    """The claims of a statement by Norway, dated 1 December 2024, that consists of *text*."""
    data = text.encode()
    retrieval = Retrieval("example", datetime(2024, 12, 1, tzinfo=UTC), "test")
    original = Original(digest_of(data), "text/plain", len(data), "example.txt", retrieval, data)
    document = read(original, name="example", given=Given(speaker="Norway", date="2024-12-01"), reference=REFERENCE)
    claims, _ = GRAMMAR.extract(document)
    assert all(document.text[claim.span.start:claim.span.end] == claim.quote for claim in claims)
    return claims


@pytest.mark.parametrize(("file", "example"), EXAMPLES)
def test_each_example_of_a_frame_is_read_as_that_frame(file: FrameFile, example: Example):
    found = [claim for claim in claims_of(example.text) if claim.frame == file.frame]

    assert found, f"no {file.frame} was read"
    assert any(_agrees(claim, example) for claim in found), [
        (claim.quote, claim.mode, claim.polarity, dict(claim.roles)) for claim in found]


@pytest.mark.parametrize(("file", "text"), NEVER)
def test_a_sense_leaves_alone_what_it_must(file: FrameFile, text: str):
    assert [] == [claim.quote for claim in claims_of(text) if claim.frame == file.frame]


def _agrees(claim: Claim, example: Example) -> bool:
    for role, expected in example.roles.items():
        filler = claim.role(role)
        if filler is None or not any(expected.lower() in value.lower() for value in filler.values):
            return False
    return all(expected in (None, str(getattr(claim, field))) for field, expected in (
        ("mode", example.mode), ("polarity", example.polarity), ("certainty", example.certainty), ("basis", example.basis)))
