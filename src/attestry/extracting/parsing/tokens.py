"""Sentences and tokens, as the treebanks cut them: clitics and hyphens stand alone, numbers keep their separators.

The text is only looked at, never changed: each token knows its place in the document.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from attestry.model.text import Span

ABBREVIATIONS = frozenset("""
    mr mrs ms dr prof gen lt col sgt capt adm amb sen rep gov st no nos vol para paras art arts fig ltd co corp jr sr vs
    e.g i.e cf approx dept u.s u.k u.n d.c jan feb mar apr jun jul aug sep sept oct nov dec messrs hon rev maj brig op n s
""".split())        # noqa: SIM905
"""Words after which a full stop ends no sentence, without that full stop, in lower case."""

_CLOSERS = frozenset(("u.s", "u.k", "u.n", "co", "corp", "no", "s", "n", "dec", "mar", "sat", "art"))
"""Those of them that also end sentences: "in the U.S. The envoy ..."."""

_BREAK = re.compile(r'[.!?…]+["”’»\')\]]*(?=\s|$)|[.!?]["”»](?=\w)|(?<=[a-z])\.(?=[A-Z][a-z])|\n[ \t]*\n\s*')
_RARE = r"""
    https?://\S+ | \w[\w.+-]*@\w+(?:\.\w+)+                        # addresses
  | \b[AS]/(?:\w+/)*\w+(?:\.\d+)* |                               # document symbols: S/RES/2270, S/PV.9769
"""
_USUAL = r"""
    \d+(?:[.,]\d+)*                                                # numbers with their separators
  | (?:[^\W\d_]\.){2,}                                             # U.S., e.g.
  | [Cc]an(?=not\b)                                                # can|not
  | [^\W\d_]+(?=n['’]t\b) | n['’]t\b                               # do|n't
  | ['’](?:s|S|re|ve|ll|d|m)\b                                     # clitics
  | (?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sen|Rep|St|Amb|No|Nos|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.(?=\s)
  | [^\W\d_]+(?:[\u0300-\u036f\u00ad][^\W\d_]*)*                   # words
  | \.\.\.+ | --+ | \S
"""
_TOKEN = re.compile(_USUAL, re.VERBOSE)
_RARE_TOKEN = re.compile(_RARE + _USUAL, re.VERBOSE)
_RARE_SIGNS = re.compile("[@/]")    # one of them stands in every address and symbol, and in few sentences
_FOLD = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-",
                       "‐": "-", "‑": "-", "\u00ad": None})


@dataclass(slots=True)
class Token:
    """One token: its place in the document, its words as written, and the spelling it is compared by.

    Made once and left alone afterwards; not frozen, since a frozen one takes four times as long to make.
    """

    start: int
    end: int
    text: str
    word: str                       # lower case, straight quotes and hyphens

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """*text* as tokens are compared: lower case, straight quotes, plain hyphens, no soft hyphen."""
    return text.lower().translate(_FOLD)


def sentences(text: str, within: Span) -> list[Span]:
    """The sentences of *text* inside *within*, without the white space around them; a blank line always ends one."""
    found: list[Span] = []

    def put(start: int, end: int) -> None:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            found.append(Span(start, end))

    start = within.start
    for match in _BREAK.finditer(text, within.start, within.end):
        end = match.end()
        if text[match.start()] != "\n":
            following = text[end:end + 4].lstrip()[:1]
            if text[match.start()] == "." and end - match.start() == 1:
                word_start = match.start()
                while word_start > start and not text[word_start - 1].isspace() and text[word_start - 1] not in "(\"“‘[":
                    word_start -= 1
                word = text[word_start:match.start()]
                if word.lower() in ABBREVIATIONS and not (
                        word.lower() in _CLOSERS and following.isupper() and _opens(text, end)):
                    continue
                if len(word) == 1 and word.isupper():
                    continue
            if following.islower():
                continue
        put(start, end)
        start = end
    put(start, within.end)
    return found


_OPENERS = re.compile(r"\s*(?:The|This|That|These|Those|It|We|I|He|She|They|In|On|And|But|However|As|At|For|A|An)\b")


def _opens(text: str, position: int) -> bool:
    """Whether the words at *position* open a sentence beyond doubt, so that an abbreviation before them ended one."""
    return _OPENERS.match(text, position) is not None


def tokens(text: str, sentence: Span, glued: Callable[[str], int] | None = None) -> list[Token]:
    """The tokens of one sentence.

    *glued* says where a run-together word of a scraped page ("Francecondemns", "BritainAt") falls apart: the index
    of its second half, or 0 to leave it whole. Only words of seven letters and more that open with a capital are asked about.
    """
    cut: list[Token] = []
    pattern = _RARE_TOKEN if _RARE_SIGNS.search(text, sentence.start, sentence.end) else _TOKEN
    for match in pattern.finditer(text, sentence.start, sentence.end):
        start, end = match.span()
        written = match[0]
        if glued is not None and end - start >= 7 and written[0].isupper():
            at = glued(written)
            if at:
                cut.append(Token(start, start + at, written[:at], fold(written[:at])))
                start, written = start + at, written[at:]
        cut.append(Token(start, end, written, fold(written) or written))      # a lone soft hyphen folds to nothing
    return cut
