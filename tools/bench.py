"""How fast documents go through: `python tools/bench.py SHARED [SECONDS [DOCUMENTS]]`.

Reads SHARED/corpora where it is there, the example corpus otherwise. Prints, for one core, how long it takes from the start of
Python to the first claim, and documents, megabytes and tokens a second for reading, parsing and extraction; for all processors,
how long a whole corpus takes from bytes to a signed log, and whether a case of 10,000 documents (or of DOCUMENTS at most) takes
a hundred times as long as one of 100; how much slower the pure-Python twin is, and that it reads the same; and what others need
for the parts of this work that they do, where they are installed. Each row of one core runs for about SECONDS (6).

What is done on one core is timed in seconds of processor, and what is done on all of them by the clock on the wall, in which the
machine's other work shows.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from typing import TypeVar

import attestry
import rivals
from attestry.extracting.by_grammar import Grammar
from attestry.extracting.parsing import twin
from attestry.extracting.parsing.core import core
from attestry.extracting.parsing.parser import Parser, default_forms, default_parser, default_weights
from attestry.extracting.parsing.tokens import Token, sentences, tokens
from attestry.model.origin import Original, Retrieval, digest_of
from attestry.model.text import Document
from attestry.reading import sniff
from attestry.reading.read import read
from attestry.reference import pack
from attestry.workspace import Source

MOST = 4000                         # documents taken of one corpus: more would not change the figures
WHOLE = "security-council-2020"     # the corpus that goes through from bytes to log as a whole
GROWTH = (100, 1_000, 10_000)       # documents of a case ...
SHORT = 300                         # ... each of so many code points, so that the log is most of the work
SLOWLY = 20                         # sentences for the twin
WHEN = datetime(2024, 12, 18, tzinfo=UTC)
FIRST = """
import attestry
document = attestry.read("note.txt", data=b"Japan condemned the launch of a missile by the DPRK.\\n")
assert attestry.extract(document)
"""
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Measured:
    """What was done in how long."""

    documents: int
    size: int                       # bytes of text or of original
    seconds: float
    tokens: int = 0

    def __str__(self) -> str:
        told = f"{self.documents:>6,}  {self.documents / self.seconds:>12,.1f}  {self.size / self.seconds / 1e6:>8.2f}"
        return told + (f"  {self.tokens / self.seconds:>10,.0f}" if self.tokens else "")


def main(shared: Path, seconds: float, largest: int) -> None:
    """Print one table for each corpus, then what concerns them all."""
    print(f"attestry {attestry.__version__}, parser {core().__name__.rpartition('.')[2]}, {os.cpu_count()} processors\n")
    print(f"from the start of Python to the first claim: {first_claim():.2f} s\n")
    reference = pack.load()
    grammar = Grammar(reference)
    print(f"{'corpus':<26}{'step':<28}  {'docs':>6}  {'documents/s':>12}  {'MB/s':>8}  {'tokens/s':>10}")
    texts: list[str] = []
    for name, originals in corpora(shared):
        documents: list[Document] = []
        rows = [("reading", timed(originals, lambda each, kept=documents: reading(each, reference, kept), seconds))]
        rows.append(("parsing alone", parsing(documents, seconds)))
        rows.append(("extraction, parsing included", timed(documents, lambda each: extracting(each, grammar), seconds)))
        many = len(originals) if name == WHOLE else max(1, int(seconds * rows[-1][1].documents / rows[-1][1].seconds))
        rows.append((f"whole line, {os.cpu_count()} processes", whole(originals[:many])))
        for step, measured in rows:
            print(f"{name:<26}{step:<28}  {measured}", flush=True)
        texts += [document.text for document in documents[:20]]
    memory()
    growth(texts, largest)
    slower(texts)
    rivals.told(texts, shared, seconds)


def first_claim() -> float:
    """Seconds of processor from the start of Python to the first claim, the best of three."""
    found = []
    for _ in range(3):
        began = os.times()
        subprocess.run([sys.executable, "-c", FIRST], check=True)
        ended = os.times()
        found.append(ended.children_user + ended.children_system - began.children_user - began.children_system)
    return min(found)


def took(step: Callable[[], object]) -> float:
    """Seconds of processor that *step* takes."""
    began = time.process_time()
    step()
    return time.process_time() - began


def reading(each: Original, reference: pack.Reference, kept: list[Document]) -> int:
    """Read *each* and put its document on *kept*; gives its bytes."""
    kept.append(read(each, name=each.name, reference=reference))
    return each.size


def cut(document: Document) -> list[list[Token]]:
    """The sentences of *document*."""
    found = [tokens(document.text, each) for passage in document.passages for each in sentences(document.text, passage.span)]
    return [each for each in found if each]


def parsing(documents: list[Document], seconds: float) -> Measured:
    """Parse the sentences of *documents*, cut beforehand."""
    parse, count = default_parser().parse, 0
    cuts = {id(document): cut(document) for document in islice(documents, 400)}

    def step(document: Document) -> int:
        nonlocal count
        for each in cuts[id(document)]:
            parse(each)
            count += len(each)
        return len(document.text.encode())

    measured = timed(documents[:len(cuts)], step, seconds)
    return Measured(measured.documents, measured.size, measured.seconds, count)


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
    began = time.process_time()
    for thing in things:
        size += step(thing)
        done += 1
        if time.process_time() - began > seconds:
            break
    return Measured(done, size, time.process_time() - began)


def whole(originals: list[Original]) -> Measured:
    """*originals* kept, read, extracted and logged in a case of their own."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        with attestry.init(Path(folder) / "case", by="bench") as case:
            for _ in case.add_all(Source(each.name, data=each.data, name=each.name) for each in originals):
                pass
        return Measured(len(originals), sum(each.size for each in originals), time.perf_counter() - began)


def memory() -> None:
    """Print the peaks so far."""
    here, there = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    unit = 1e6 if sys.platform == "darwin" else 1e3         # macOS counts bytes, Linux kibibytes
    print(f"\npeak memory: {here / unit:,.0f} MB in this process, which holds the corpora; {there / unit:,.0f} MB in a worker\n")


def growth(texts: list[str], largest: int) -> None:
    """Print what one document costs in cases of more and more short documents, *largest* at most."""
    for many in (each for each in GROWTH if each <= largest):
        short = [f"{number}. {text[:SHORT]}".encode() for number, text in enumerate(islice(cycle(texts), many))]
        measured = whole([original(f"{number}.txt", data) for number, data in enumerate(short)])
        print(f"a case of {many:>6,} short documents: {1e3 * measured.seconds / many:6.2f} ms each", flush=True)


def slower(texts: list[str]) -> None:
    """Print how much slower the pure-Python twin parses and extracts; it must read the same."""
    reference = pack.load()
    forms, weights = default_forms(), default_weights()
    document = read(original("twin.txt", "\n\n".join(texts)[:40 * SHORT].encode()), name="twin", reference=reference)
    found = []
    for which in (core(), twin):
        parser = Parser(weights, which, forms)
        grammar = Grammar(reference, parser.parse)
        cuts = cut(document)[:SLOWLY]
        grammar.extract(document)       # once to warm up
        parse = took(lambda parser=parser, cuts=cuts: [parser.parse(each) for each in cuts])
        extract = took(lambda grammar=grammar: grammar.extract(document))
        found.append((parse, extract, grammar.extract(document)))
    (fast, whole_fast, claims), (slow, whole_slow, same) = found
    print(f"\nthe pure-Python twin takes {slow / fast:.0f} times as long to parse, {whole_slow / whole_fast:.0f} to extract, "
          f"and reads {'the same claims' if claims == same else 'OTHER CLAIMS'}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"), float(sys.argv[2]) if len(sys.argv) > 2 else 6.0,
         int(sys.argv[3]) if len(sys.argv) > 3 else GROWTH[-1])
