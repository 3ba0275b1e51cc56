"""The language of a text by its script and its commonest words; enough to say which pack can read it."""

from __future__ import annotations

import re
from collections import Counter

from attestry.model.text import How, Passage, Span, Stated
from attestry.reading.words import Words

SAMPLE = 4000                       # code points: some 650 words tell the languages of the pack apart without doubt
LEAST_LETTERS = 20                  # fewer letters say nothing
_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ko", re.compile("[\uac00-\ud7a3\u1100-\u11ff]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("cyrillic", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("latin", re.compile("[A-Za-z\u00c0-\u024f]")),
)
_WEIGHT = {"ko": 3, "zh": 3}        # one Hangul or Han sign says as much as so many Latin letters
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str, passages: tuple[Passage, ...], words: Words) -> Stated | None:
    """The language that most of the opening of *text* is in, inferred from the passage that shows it best; None if too short."""
    sample = text[:SAMPLE]
    counts = {script: len(pattern.findall(sample)) * _WEIGHT.get(script, 1) for script, pattern in _SCRIPTS}
    if sum(counts.values()) < LEAST_LETTERS or not passages:
        return None
    if counts["ja"] * 10 > counts["zh"]:
        counts["ja"] += counts["zh"]
        counts["zh"] = 0
    script = max(counts, key=lambda name: counts[name])
    if script not in ("latin", "cyrillic"):
        return Stated(script, How.INFERRED, _fullest(text, passages, None))
    heard = Counter(word.lower() for word in _WORD.findall(sample))
    languages = [language for language in words.language if (script == "cyrillic") == (language.code in ("ru", "uk"))]
    scores = {language.code: sum(heard[word] for word in language.words) for language in languages}
    best = max(scores, key=lambda code: scores[code])
    if not scores[best]:
        return None
    common = next(language.words for language in languages if language.code == best)
    return Stated(best, How.INFERRED, _fullest(text, passages, common))


def _fullest(text: str, passages: tuple[Passage, ...], common: frozenset[str] | None) -> Span:
    """The opening passage with the most words, or the most of the *common* ones."""
    def weight(passage: Passage) -> int:
        heard = _WORD.findall(text[passage.span.start:passage.span.end])
        return len(heard) if common is None else sum(1 for word in heard if word.lower() in common)

    return max((passage for passage in passages if passage.span.start < SAMPLE), key=weight).span
