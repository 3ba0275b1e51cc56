"""Sentences to parse, from what the project itself ships and from words nobody would write."""

from __future__ import annotations

from pathlib import Path

import pytest

from attestry.extracting.parsing.tokens import Token, sentences, tokens
from attestry.model.text import Span

PROJECT = Path(__file__).parents[3]
ODD = [
    "Ⅻ soldiers №5 ﬁred — “grüße” … at 3,5°C!?", "𝟞𝟟 🚀🚀 missiles\ud800 lost", "a", ".", "2024", "—", "İstanbul’da DPRK’s",
    "THE UNITED STATES SAID THAT NORTH KOREA HAD SENT TROOPS TO RUSSIA.", "北韩 向 俄罗斯 派 兵 .", "x" * 300 + " sent shells .",
    "Франция осудила отправку войск .", "(((( [ ] } \" ' ` -- - -", "no no no no not not n't can't cannot",
    "1 2 3 4 5 6,7 8.9 10:11", "  ".join(["the envoy said that"] * 120) + " no shells were sent .",
]


@pytest.fixture(scope="session")
def varied() -> list[list[Token]]:
    """A few hundred sentences: packs, examples, documents about the house, the same in capitals, and oddities."""
    files = [*sorted((PROJECT / "examples").rglob("*.txt")), *sorted((PROJECT / "src/attestry/packs").rglob("*.toml"))]
    texts = [file.read_text(encoding="utf-8", errors="replace") for file in files]
    found = [
        tokens(text, sentence)
        for text in texts for sentence in sentences(text, Span(0, len(text)))[:25] if len(sentence) < 2_000]
    loud = [tokens(text.upper(), sentence) for text in texts[:3] for sentence in sentences(text.upper(), Span(0, len(text)))[:10]]
    odd = [tokens(text, Span(0, len(text))) for text in ODD]
    return [*found[::3][:180], *loud, *odd]
