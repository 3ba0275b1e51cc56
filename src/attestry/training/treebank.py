"""Reading of treebanks in CoNLL-U, cut and folded as `extracting.parsing.tokens` cuts and folds a text."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from attestry.extracting.parsing.tokens import fold
from attestry.model.errors import WrongCall


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
