"""Reading of treebanks in CoNLL-U, cut and folded as `extracting.parsing.tokens` cuts and folds a text."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from attestry.extracting.parsing.tokens import fold, tokens
from attestry.model.errors import WrongCall
from attestry.model.text import Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a treebank, word by word. *heads* are indexes, -1 for the root."""

    texts: tuple[str, ...]
    words: tuple[str, ...]
    tags: tuple[str, ...]
    heads: tuple[int, ...]
    labels: tuple[str, ...]
    lemmas: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.texts)


def sentences(file: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file, gzipped or not; rows of clitic groups and empty nodes are passed over."""
    with (gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8")) as lines:
        rows: list[list[str]] = []
        for line in lines:
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                columns = line.split("\t")
                if len(columns) < 8:
                    raise WrongCall(f"{file}: a row of {len(columns)} columns where CoNLL-U has ten: {line[:60]}")
                if columns[0].isdigit():
                    rows.append(columns)
            elif not line and rows:
                yield _sentence(rows)
                rows = []
        if rows:
            yield _sentence(rows)


def _sentence(rows: list[list[str]]) -> Sentence:
    texts = tuple(row[1] for row in rows)
    return Sentence(
        texts, tuple(map(fold, texts)), tuple(row[4] for row in rows), tuple(int(row[6]) - 1 for row in rows),
        tuple(row[7] for row in rows), tuple(row[2] for row in rows))


def recut(sentence: Sentence) -> Sentence:
    """*sentence* with those words cut up that `tokens` would cut up: "non-avian", "Inc.", "19th".

    The last piece takes the word's place, or the first where a number leads; the other pieces hang on it.
    """
    pieces = [_pieces(text) for text in sentence.texts]
    if all(len(cut) == 1 for cut in pieces):
        return sentence
    starts = [0]
    for cut in pieces:
        starts.append(starts[-1] + len(cut))
    keepers = [start + _keeper(cut) for start, cut in zip(starts, pieces, strict=False)]
    texts: list[str] = []
    tags: list[str] = []
    heads: list[int] = []
    labels: list[str] = []
    for number, cut in enumerate(pieces):
        for place, text in enumerate(cut, starts[number]):
            texts.append(text)
            if place == keepers[number]:
                head = sentence.heads[number]
                tags.append(sentence.tags[number])
                heads.append(head if head < 0 else keepers[head])
                labels.append(sentence.labels[number])
            else:
                tag, label = _beside(text, sentence.tags[number], place > keepers[number])
                tags.append(tag)
                heads.append(keepers[number])
                labels.append(label)
    return Sentence(tuple(texts), tuple(map(fold, texts)), tuple(tags), tuple(heads), tuple(labels), ("_",) * len(texts))


def _pieces(text: str) -> list[str]:
    cut = [token.text for token in tokens(text, Span(0, len(text)))]
    # Rows of signs, file names and the like are no words; they would only teach noise.
    return cut if 1 < len(cut) <= 5 and any(piece.isalpha() for piece in cut) else [text]


def _keeper(cut: list[str]) -> int:
    """Which piece takes the word's place."""
    solid = [number for number, piece in enumerate(cut) if piece[0].isalnum()]
    if not solid or cut[0][0].isdigit():
        return 0
    return solid[-1]


def _beside(piece: str, tag: str, follows: bool) -> tuple[str, str]:
    """Tag and label of a piece that hangs on the piece that took the word's place."""
    if not piece[0].isalnum():
        return _SIGNS.get(fold(piece), "NFP"), "punct"
    return (tag, "goeswith") if follows else ("AFX", "compound")


_SIGNS = {"-": "HYPH", ".": ".", "!": ".", "?": ".", ",": ",", ":": ":", ";": ":", "'": "''", "/": "SYM", "&": "SYM",
          "(": "-LRB-", "[": "-LRB-", ")": "-RRB-", "]": "-RRB-"}


def recased(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """*sentences*, one in twenty in small letters throughout and one in twenty Capitalised As Headlines Are.

    So that names are known without their capitals, and capitals are not taken for names: records in capitals are parsed as
    if they were in small letters.
    """
    for number, sentence in enumerate(sentences):
        match number % 20:
            case 7:
                yield replace(sentence, texts=sentence.words)
            case 17:
                yield replace(sentence, texts=tuple(text[:1].upper() + text[1:] for text in sentence.texts))
            case _:
                yield sentence


def projective(heads: tuple[int, ...]) -> list[int]:
    """*heads* with each arc that crosses another lifted to the head's head, until none crosses (Nivre and Nilsson 2005)."""
    lifted = list(heads)
    while True:
        crossing = [child for child, head in enumerate(lifted) if head >= 0 and _crosses(lifted, child)]
        if not crossing:
            return lifted
        child = min(crossing, key=lambda child: (abs(lifted[child] - child), child))
        lifted[child] = lifted[lifted[child]]


def _crosses(heads: list[int], child: int) -> bool:
    """Whether something between *child* and its head hangs, in the end, on neither."""
    head = heads[child]
    for inside in range(min(child, head) + 1, max(child, head)):
        above = inside
        while above >= 0 and above not in (head, child):
            above = heads[above]
        if above < 0:
            return True
    return False
