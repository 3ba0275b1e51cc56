"""What others need for the parts of this work that they do: spaCy, textacy, quantulum3, dateparser, where they are installed.

None of them reads claims; each line says what it does. They come with `pip install 'attestry[bench]'`.
"""

from __future__ import annotations

import gzip
import random
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

TAUGHT = 2_000                      # sentences of the treebank, once each: how fast a model is does not hang on how good it is
PIECE = 4_000                       # code points at a time: some of them take a document's length to the square

Step = Callable[[str], object]


def told(texts: Sequence[str], shared: Path, seconds: float) -> None:
    """Print how fast each rival goes through *texts*, for about *seconds* each; how to get it where it is not there."""
    print("others, on the same texts and one core:")
    for name, does, module, ready in RIVALS:
        if find_spec(module) is None:
            print(f"  {name:<12}{does:<52}  not here; pip install 'attestry[bench]'")
        elif not (shared / "treebank").is_dir() and ready in (_spacy, _textacy):
            print(f"  {name:<12}{does:<52}  learns from {shared / 'treebank'}, which is not here")
        else:
            print(f"  {name:<12}{does:<52}  {_speed(ready(shared), texts, seconds):.3f} MB/s", flush=True)


def _speed(step: Step, texts: Sequence[str], seconds: float) -> float:
    """Megabytes a second of *step* on pieces of *texts*."""
    step("Two ships sailed on 3 May 2024.")     # what is read or learned on the first call is not counted
    size, began = 0, time.process_time()
    for piece in (text[at:at + PIECE] for text in texts for at in range(0, len(text), PIECE)):
        step(piece)
        size += len(piece.encode())
        if time.process_time() - began > seconds:
            break
    return size / (time.process_time() - began) / 1e6


@cache
def _model(shared: Path) -> Any:
    """A small spaCy model with tagger and parser, taught a little from the treebank that our own parser learns from."""
    import spacy
    from spacy.training import Example

    model = spacy.blank("en")
    for part in ("tagger", "parser"):
        model.add_pipe(part, config={"model": {"tok2vec": {"@architectures": "spacy.HashEmbedCNN.v2", **TOK2VEC}}})
    examples = [Example.from_dict(spacy.tokens.Doc(model.vocab, words=told.pop("words")), told)
                for told in islice(_sentences(shared), TAUGHT)]
    model.initialize(lambda: examples)
    random.Random(0).shuffle(examples)
    for at in range(0, len(examples), 64):
        model.update(examples[at:at + 64])
    return model


TOK2VEC = {"width": 96, "depth": 4, "embed_size": 2000, "window_size": 1, "maxout_pieces": 3, "subword_features": True,
           "pretrained_vectors": None}


def _sentences(shared: Path) -> Iterator[dict[str, Any]]:
    """The sentences of the treebank as spaCy wants to be told of them."""
    for path in sorted((shared / "treebank").glob("*-train.conllu.gz")):
        for block in gzip.decompress(path.read_bytes()).decode().split("\n\n"):
            rows = [line.split("\t") for line in block.splitlines() if line and line[0] != "#"]
            rows = [row for row in rows if row[0].isdigit()]
            if rows:
                yield {"words": [row[1] for row in rows], "tags": [row[4] for row in rows], "deps": [row[7] for row in rows],
                       "heads": [int(row[6]) - 1 if row[6] != "0" else at for at, row in enumerate(rows)]}


def _spacy(shared: Path) -> Step:
    return _model(shared)


def _textacy(shared: Path) -> Step:
    from textacy.extract import direct_quotations

    model = _model(shared)
    return lambda text: list(direct_quotations(model(text)))


def _quantulum(shared: Path) -> Step:
    from quantulum3 import parser

    return parser.parse


def _dateparser(shared: Path) -> Step:
    from dateparser.search import search_dates

    return lambda text: search_dates(text, languages=["en"])


RIVALS: tuple[tuple[str, str, str, Callable[[Path], Step]], ...] = (
    ("spaCy", "tags and trees, a small model of the same treebank", "spacy", _spacy),
    ("textacy", "direct quotations over that model", "textacy", _textacy),
    ("quantulum3", "quantities", "quantulum3", _quantulum),
    ("dateparser", "dates", "dateparser", _dateparser),
)
