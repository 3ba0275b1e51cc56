"""Plain text: the bytes decoded exactly, with the encoding used, and why, on record.

The text is what the bytes say, newlines and all; only a byte order mark is no part of it. Bytes that the encoding does not
know stand as U+FFFD, each at its place, and are recorded.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from itertools import pairwise

from attestry.model.text import Bytes, Problem
from attestry.reading.builder import Reading, TextBuilder
from attestry.reading.passages import Cut, cuts
from attestry.reading.sniff import utf16_unmarked

READER = "plain/1"

MARKS: tuple[tuple[bytes, str], ...] = (  # longest first: the mark of UTF-32-LE begins with that of UTF-16-LE
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
QUOTES_1252 = frozenset(b"\x80\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xab\xbb")  # € ‚ „ … ‘ ’ “ ” • – — ™ nbsp « »
LATIN_LETTERS = frozenset(range(0xC0, 0x100)) - {0xD7, 0xF7} | {0x8A, 0x8C, 0x8E, 0x9A, 0x9C, 0x9E, 0x9F}
FEW_HIGH = 0.04                     # of all bytes: Polish, the Latin script with the most marks, has half as many again
GUESS_SAMPLE = 1 << 17              # bytes: more does not change the guess, only its cost
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_RAW_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\U000e0000-\U000e007f]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Decoding:
    """How bytes become text: the encoding, where its text begins, and why it was taken."""

    encoding: str
    start: int                      # bytes of byte order mark before the text
    why: str
    guessed: bool = False           # nothing in the file says so


def read(data: bytes, where: str) -> Reading:
    """*data* as text, a passage for each paragraph; *where* names the file in problems."""
    how = decoding(data)
    builder = TextBuilder()
    if how.guessed:
        builder.problem(Problem("encoding-guessed", where, f"read as {how.encoding}: {how.why}",
                                "check names and quotes, or save as UTF-8"))
    text = data[how.start:].decode(how.encoding, errors="replace")
    lost = text.count("\ufffd") - (data.count(b"\xef\xbf\xbd") if how.encoding == "utf-8" else 0)
    if lost > 0:
        builder.problem(Problem("undecodable-bytes", f"{where}, character {text.index(chr(0xFFFD))}",
                                f"{lost} stretches of bytes are not {how.encoding} and stand as \ufffd",
                                "ask for the file as UTF-8"))
    for problem in oddities(text, where):
        builder.problem(problem)
    found = cuts(text)
    _place(builder, data, how, text, found)
    for cut in found:
        builder.passage(cut.start, cut.end, heading=cut.heading)
    if not found:
        builder.problem(Problem("no-text", where, "nothing but white space was found", "check that this is the right file"))
    return builder.built()


def decoding(data: bytes) -> Decoding:
    """The encoding of *data*: by its mark, as strict UTF-8, as cp1252 where the high bytes look like quotes, else guessed."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return Decoding(encoding, len(mark), "byte order mark")
    unmarked = utf16_unmarked(data)
    if unmarked:
        return Decoding(unmarked, 0, "every second byte is NUL", guessed=True)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return Decoding("utf-8", 0, "every byte is UTF-8")
    return _mostly_utf8(data) or _quoting_1252(data) or _mostly_ascii(data) or _guess(data)


def _mostly_utf8(data: bytes) -> Decoding | None:
    """UTF-8 with foreign bytes pasted in: where at least as many characters are UTF-8 as bytes are not."""
    good = sum(1 for _ in _MULTIBYTE.finditer(data))
    bad = len(_HIGH.findall(_MULTIBYTE.sub(b"", data)))
    return Decoding("utf-8", 0, f"{good} characters are UTF-8, {bad} bytes are not", guessed=True) if good >= bad else None


def _quoting_1252(data: bytes) -> Decoding | None:
    """Windows-1252 where the bytes 0x80–0x9F are its quotes and dashes, and other high bytes are few Latin letters."""
    high = _HIGH.findall(data)
    quotes = sum(1 for byte in high if byte[0] in QUOTES_1252)
    letters = [byte for byte in high if byte[0] not in QUOTES_1252]
    plain = sum(1 for byte in data if 0x41 <= byte <= 0x7A)
    if all(byte[0] in LATIN_LETTERS for byte in letters) and len(letters) * 8 < plain and (quotes or len(letters) * 20 < plain):
        return Decoding("cp1252", 0, f"{quotes} of {len(high)} high bytes are Windows quotes or dashes", guessed=True)
    return None


def _mostly_ascii(data: bytes) -> Decoding | None:
    """UTF-8 with damage, where so few bytes are high that nothing can be guessed from them."""
    high = len(_HIGH.findall(data))
    if high > FEW_HIGH * len(data):
        return None
    return Decoding("utf-8", 0, f"nearly all ASCII, and its {high} high bytes fit nothing", guessed=True)


def _guess(data: bytes) -> Decoding:
    from charset_normalizer import from_bytes  # 40 ms to import, needed by few files

    best = from_bytes(data[:GUESS_SAMPLE]).best()
    if best is None:
        return Decoding("utf-8", 0, "no encoding fits", guessed=True)
    return Decoding(best.encoding, 0, f"the most coherent reading ({best.language})", guessed=True)


def oddities(text: str, where: str) -> list[Problem]:
    """Signs in *text* that people do not see or that displays obey: kept in the text, and told."""
    found = []
    for kind, pattern, says in (("control-characters", _RAW_CONTROL, "control characters"),
                                ("bidi-controls", _BIDI, "signs that turn the direction of writing"),
                                ("invisible-characters", _INVISIBLE, "invisible signs")):
        first = pattern.search(text)
        if first:
            many, sign = len(pattern.findall(text)), f"U+{ord(first[0]):04X}"
            found.append(Problem(kind, f"{where}, character {first.start()}", f"{many} {says}, the first is {sign}",
                                 "read the numbers and names near them with care"))
    return found


def _place(builder: TextBuilder, data: bytes, how: Decoding, text: str, found: list[Cut]) -> None:
    """Add *text* with its bytes, paragraph by paragraph; in one stretch where it does not encode back to the same bytes."""
    edges = [0, *(cut.start for cut in found[1:]), len(text)]
    if len(text) == len(data) - how.start:
        lengths = [after - before for before, after in pairwise(edges)]
    elif how.encoding == "utf-8":
        lengths = _utf8_lengths(data, how.start, text, edges)
    else:
        lengths = [len(text[before:after].encode(how.encoding, errors="replace")) for before, after in pairwise(edges)]
    if sum(lengths) != len(data) - how.start or ("\ufffd" in text and how.encoding != "utf-8"):
        edges, lengths = [0, len(text)], [len(data) - how.start]
    at = how.start
    for (before, after), length in zip(pairwise(edges), lengths, strict=True):
        builder.add(text[before:after], Bytes(at, at + length, how.encoding))
        at += length


def _utf8_lengths(data: bytes, start: int, text: str, edges: list[int]) -> list[int]:
    """Bytes of each stretch of *text*; passages begin after a newline, which is one byte in UTF-8, so lines can be counted."""
    if "\ufffd" not in text:
        return [len(text[before:after].encode("utf-8")) for before, after in pairwise(edges)]
    lengths, at = [], start
    for before, after in pairwise(edges):
        lines = text.count("\n", before, after)
        end = at
        for _ in range(lines):
            end = data.index(b"\n", end) + 1
        if after == len(text):
            end = len(data)
        elif data[at:end].decode("utf-8", errors="replace") != text[before:after]:
            return [0]
        lengths.append(end - at)
        at = end
    return lengths
