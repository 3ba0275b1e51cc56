"""What the cascade reads in one sentence, in the spelling that people read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from attestry.extracting.cascade import Cascade, Setting
from attestry.extracting.parsing.tokens import tokens
from attestry.extracting.sheet import Sheet
from attestry.model.text import Span
from attestry.reference.pack import load

WEDNESDAY = date(2022, 9, 14)
Read = Callable[..., list[tuple[str, str]]]


@pytest.fixture(scope="session")
def cascade() -> Cascade:
    """The cascade of the packs that ship."""
    return Cascade(load())


@pytest.fixture(scope="session")
def read(cascade: Cascade) -> Read:
    """Each mark of a kind in one sentence: its words and what they mean, with plain blanks."""
    def marks(kind: str, text: str, day: date | None = WEDNESDAY) -> list[tuple[str, str]]:
        bare = Sheet(text, Span(0, len(text)), tokens(text, Span(0, len(text))))
        sheet = cascade.mark(bare, Setting(day))
        return [(sheet.quote(mark), str(mark.value).replace("\u202f", " ")) for mark in sheet.of(kind)]
    return marks
