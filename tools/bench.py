"""How fast documents go through: `python tools/bench.py SHARED [SECONDS]`.

Reads SHARED/corpora where it is there, the example corpus otherwise, and prints documents and megabytes a second for reading,
parsing and extraction alone, in one process, and for the whole line into a case, in as many as there are processors; and the
peak of memory. Each row runs for about SECONDS (6), so that the whole takes half a minute.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TypeVar

import attestry
from attestry.extracting.by_grammar import Grammar
from attestry.extracting.parsing.parser import core, default_parser
from attestry.extracting.parsing.tokens import sentences, tokens
from attestry.model.origin import Original, Retrieval, digest_of
from attestry.model.text import Document
from attestry.reading import sniff
from attestry.reading.read import read
from attestry.reference import pack
from attestry.workspace import Source

MOST = 4000                         # documents taken of one corpus: more would not change the figures
Thing = TypeVar("Thing")
WHEN = datetime(2024, 12, 18, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Measured:
    """What was done in how long."""

    documents: int
    size: int                       # bytes of text or of original
    seconds: float

    def __str__(self) -> str:
        return f"{self.documents:>6,}  {self.documents / self.seconds:>12,.1f}  {self.size / self.seconds / 1e6:>8.2f}"


def main(shared: Path, seconds: float) -> None:
    """Print one table for each corpus."""
    reference = pack.load()
    grammar = Grammar(reference)
    print(f"attestry {attestry.__version__}, parser {core().__name__.rpartition('.')[2]}, {os.cpu_count()} processors\n")
    print(f"{'corpus':<26}{'step':<28}  {'docs':>6}  {'documents/s':>12}  {'MB/s':>8}")
    for name, originals in corpora(shared):
        documents: list[Document] = []
        rows = [("reading", timed(originals, lambda each, kept=documents: reading(each, reference, kept), seconds))]
        rows.append(("parsing alone", timed(documents, parsing, seconds)))
        rows.append(("extraction, parsing included", timed(documents, lambda each: extracting(each, grammar), seconds)))
        rows.append((f"whole line, {os.cpu_count()} processes", whole(originals[:len(documents)], rows[-1][1], seconds)))
        for step, measured in rows:
            print(f"{name:<26}{step:<28}  {measured}", flush=True)
    here, there = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    unit = 1e6 if sys.platform == "darwin" else 1e3         # macOS counts bytes, Linux kibibytes
    print(f"\npeak memory: {here / unit:,.0f} MB in this process, {there / unit:,.0f} MB in a worker")


def reading(each: Original, reference: pack.Reference, kept: list[Document]) -> int:
    """Read *each* and put its document on *kept*; gives its bytes."""
    kept.append(read(each, name=each.name, reference=reference))
    return each.size


def parsing(document: Document) -> int:
    """Parse every sentence of *document*; gives the bytes of its text."""
    for passage in document.passages:
        for sentence in sentences(document.text, passage.span):
            found = tokens(document.text, sentence)
            if found:
                default_parser().parse(found)
    return len(document.text.encode())


def extracting(document: Document, grammar: Grammar) -> int:
    """Read every claim of *document*; gives the bytes of its text."""
    grammar.extract(document)
    return len(document.text.encode())


def corpora(shared: Path) -> Iterator[tuple[str, list[Original]]]:
    """Name and originals of each corpus."""
    found = sorted((shared / "corpora").glob("*.jsonl.gz"))
    for path in found:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in islice(lines, MOST)]
        yield path.name.removesuffix(".jsonl.gz"), [original(f"{number}.txt", text.encode()) for number, text in enumerate(texts)]
    if not found:
        files = sorted(file for file in Path("examples").rglob("*") if file.suffix in (".txt", ".html", ".pdf", ".docx"))
        yield "examples", [original(file.name, file.read_bytes()) for file in files]


def original(name: str, data: bytes) -> Original:
    """*data* as if it had just been received."""
    return Original(digest_of(data), sniff.media_type(data), len(data), name, Retrieval(name, WHEN, "bench"), data)


def timed(things: list[Thing], step: Callable[[Thing], int], seconds: float) -> Measured:
    """*step* done to *things* one by one until they or the time run out; it gives the bytes it went through."""
    done = size = 0
    began = time.perf_counter()
    for thing in things:
        size += step(thing)
        done += 1
        if time.perf_counter() - began > seconds:
            break
    return Measured(done, size, time.perf_counter() - began)


def whole(originals: list[Original], alone: Measured, seconds: float) -> Measured:
    """As many of *originals* as should take *seconds*, kept, read, extracted and logged in a case of their own."""
    many = originals[:max(1, int(seconds * alone.documents / alone.seconds))]
    with tempfile.TemporaryDirectory() as folder, attestry.init(Path(folder) / "case", by="bench") as case:
        began = time.perf_counter()
        for _ in case.add_all(Source(each.name, data=each.data, name=each.name) for each in many):
            pass
        return Measured(len(many), sum(each.size for each in many), time.perf_counter() - began)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"), float(sys.argv[2]) if len(sys.argv) > 2 else 6.0)
