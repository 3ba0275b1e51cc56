"""Whether a passage is in the language of the pack: by its script, then by its commonest words.

It answers for a passage, not for a word: a quotation or a name in another language does not make its passage foreign. Where a
passage is too short or too much of a list to tell, it counts as readable.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

from attestry.model.text import Document, Problem
from attestry.reference.tongue import Tongue

SAMPLE = 4000                       # code points of a passage: some 650 words
LEAST_LETTERS = 8                   # of another script: a word or two
LEAST_WORDS = 6                     # small words of Latin script
PLAIN_WORDS = 30                    # that many without a sign of another language are a list, or a language unknown to us
OWN_SHARE = 0.12                    # of small words; running English has .35 and more, other languages .05 and less
_LETTERS = re.compile(r"[^\W\d_]")
_LATIN = re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff\uff21-\uff5a]")
_SMALL = re.compile(r"(?<!\w)[^\W\d_A-Z]+(?:['’][^\W\d_]+)*(?!\w)")


def unread_passages(document: Document, tongue: Tongue) -> dict[int, str]:
    """The numbers of the passages of *document* in another language than the pack's, each with the sign of it."""
    found: dict[int, str] = {}
    for passage in document.passages:
        sign = foreign(document.text[passage.span.start : min(passage.span.end, passage.span.start + SAMPLE)], tongue)
        if sign:
            found[passage.number] = sign
    return found


def foreign(words: str, tongue: Tongue) -> str:
    """The sign that *words* are in another language: their script, or "Latin"; "" where they are, or may be, in the pack's."""
    if not words.isascii():
        letters = _LETTERS.findall(words)
        others = [letter for letter in letters if not _LATIN.match(letter)]
        if len(others) >= LEAST_LETTERS and 2 * len(others) > len(letters):
            return _script(others)
    small = _SMALL.findall(words)
    if len(small) < LEAST_WORDS:
        return ""
    own, other = (sum(word.lower() in listed for word in small) for listed in (tongue.common, tongue.elsewhere))
    if own >= OWN_SHARE * len(small) and own >= other:
        return ""
    signs = other + sum(not word.isascii() for word in small)
    return "Latin" if signs > own or (len(small) >= PLAIN_WORDS and not own) else ""


def _script(letters: Iterable[str]) -> str:
    """The script of the first of *letters*: "Cyrillic"."""
    name = unicodedata.name(next(iter(letters)), "unknown").split()[0].split("-")[0].capitalize()
    return "Han" if name == "Cjk" else name


def problem(document: Document, found: dict[int, str], tongue: Tongue) -> Problem:
    """What to tell of the passages *found* in another language."""
    places = ", ".join(_ranges(sorted(found)))
    scripts = ", ".join(dict.fromkeys(f"{sign} script" for sign in found.values()))
    many = f"{len(found):,} of {len(document.passages):,} passages"
    return Problem(
        "other-language",
        f"{document.name} {places}",
        f"{many} are in another language than {tongue.language} ({scripts}); no claim was read in them",
        "add a translation as a document of its own, and say of it that it is one",
    )


def _ranges(numbers: list[int]) -> Iterator[str]:
    """Runs of passages: "¶2–¶4", "¶9"."""
    first = numbers[0]
    for one, following in pairwise([*numbers, -1]):
        if following != one + 1:
            yield f"¶{first}–¶{one}" if one > first else f"¶{one}"
            first = following

