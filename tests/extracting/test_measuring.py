"""Parts of a whole are told apart from it, so that nobody adds them to it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from attestry.extracting.by_grammar import Grammar
from attestry.model.origin import Original, Retrieval, digest_of
from attestry.reading.read import Given, read
from attestry.reference.pack import load

REFERENCE = load()
GRAMMAR = Grammar(REFERENCE)


@pytest.mark.parametrize("text", [
    "The raid killed 12 people in Gao, including two children.",
    "There were 12 civilian casualties in Gao, including two children.",
    "At least 12 people have died, including two from hunger.",
])
def test_what_a_number_includes_is_part_of_it(text: str):
    data = text.encode()
    retrieval = Retrieval("example", datetime(2024, 12, 1, tzinfo=UTC), "test")
    original = Original(digest_of(data), "text/plain", len(data), "example.txt", retrieval, data)
    document = read(original, name="example", given=Given(speaker="Norway", date="2024-12-01"), reference=REFERENCE)

    [claim] = [claim for claim in GRAMMAR.extract(document)[0] if claim.frame == "casualties"]

    whole, part = claim.quantities
    assert (12, 2) == (whole.quantity.low, part.quantity.low)
    assert (None, whole.span) == (whole.part_of, part.part_of)
