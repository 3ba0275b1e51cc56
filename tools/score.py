"""Score the claims read from the annotated documents: `python tools/score.py SHARED [-v] [--table] [--paste FILE]`.

Adds every document that SHARED/gold/docs.json lists to a case that lives as long as this run, with what is said there of each,
prints their claims as interchange records, and hands them to SHARED/gold/score.py with each annotated file in turn. Then prints
one table: scores by kind, frame and slot, and how many annotated claims stand in a sentence with a claim or a lead; for each
annotated file, for the part whose documents may be read while the rules are tuned, and for the third that is held out. A document
is held out if the SHA-256 of its name, as a number, is 2 modulo 3: only its scores are looked at.

`--table` prints the table alone; `--paste FILE` puts it between the marks in FILE. Nothing else is written.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import attestry
from attestry.extracting.by_grammar import Grammar, Reading
from attestry.model.text import Document, Span
from attestry.model.wire import record
from attestry.reference import pack
from attestry.workspace import Source

FACTS = ("speaker", "publisher", "date")
FOLDS, HELD_OUT = 3, 2
KINDS = ("act", "verdict", "position", "verification")
MARKS = re.compile(r"(<!-- scores -->\n).*?(<!-- end of scores -->)", re.DOTALL)
Lines = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Sentences:
    """One document's sentences: how many, how many have a lead, and how much of the annotation they hold."""

    every: int
    led: int                        # sentences with a lead
    annotated: int                  # claims
    claimed: int                    # those of them in a sentence with a claim of ours
    caught: int                     # those of them in a sentence with a claim or a lead


def main(shared: Path, *options: str) -> None:
    """Print the scores on each annotated file, on all of them together, and the table."""
    gold = shared / "gold"
    if not (gold / "docs.json").is_file():
        sys.exit(f"{gold}: no docs.json; the annotated documents are expected there; name their folder: make score SHARED=DIR")
    files = {file.name: read_lines(file) for file in sorted(gold.glob("gold-*.jsonl"))}
    listed = json.loads((gold / "docs.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        scorer = Scorer(gold, Path(folder))
        records, documents = predicted(gold, listed, Path(folder))
        if kept := os.environ.get("ATTESTRY_PREDICTED"):
            write_lines(Path(kept), records)
        if "--table" not in options and "--paste" not in options:
            told_apart(files, records, scorer, "-v" in options)
        groups = grouped(files)
        homes = {name: sentences_of(document, [line for lines in files.values() for line in lines if line["doc"] == name],
                                    listed[name].get("region")) for name, document in documents.items()}
        shown = table({name: scorer.scores(lines, records) for name, lines in groups.items()},
                      {name: [homes[doc] for doc in {line["doc"] for line in lines}] for name, lines in groups.items()})
    if "--paste" in options:
        pasted(Path(options[options.index("--paste") + 1]), shown)
    else:
        print(shown)


def told_apart(files: Mapping[str, Lines], records: Lines, scorer: Scorer, verbose: bool) -> None:
    """Let the scorer print what it says of each annotated file, and of all of them together."""
    chosen = [([name], lines) for name, lines in files.items()]
    if len(files) > 1:
        chosen.append((list(files), [line for lines in files.values() for line in lines]))
    for names, lines in chosen:
        print(f"\n── {', '.join(names)}", flush=True)
        scorer.show(lines, records, verbose)
    print()


def grouped(files: Mapping[str, Lines]) -> dict[str, Lines]:
    """The annotated lines by file, and by whether their documents may be read; what has none is left out."""
    every = [line for lines in files.values() for line in lines]
    named = {name.removeprefix("gold-").removesuffix(".jsonl"): lines for name, lines in sorted(files.items(), reverse=True)}
    parts = {"may be read": [line for line in every if not held_out(line["doc"])],
             "held out": [line for line in every if held_out(line["doc"])]}
    return {name: lines for name, lines in {**named, **parts}.items() if lines}


def held_out(name: str) -> bool:
    """Whether the document called *name* is of the third that nobody looks into."""
    return int(sha256(name.encode()).hexdigest(), 16) % FOLDS == HELD_OUT


def predicted(gold: Path, listed: Mapping[str, Any], folder: Path) -> tuple[Lines, dict[str, Document]]:
    """The interchange records of every claim read in the *listed* documents, and the documents by name."""
    sources = [Source(str(gold / facts["file"]), {key: facts[key] for key in FACTS if facts.get(key)}, name=name)
               for name, facts in listed.items()]
    with attestry.init(folder / "case", by="score") as case:
        for added in case.add_all(sources):
            for problem in added.problems:
                print(problem, file=sys.stderr)
        by_id = {document.id: document for document in case.documents()}
        records = [record(claim, by_id[claim.document]) for claim in case.claims()]
    return records, {document.name: document for document in by_id.values()}


@dataclass(frozen=True, slots=True)
class Scorer:
    """The scorer that comes with the annotation, run as it is."""

    gold: Path
    folder: Path

    def show(self, lines: Lines, records: Lines, verbose: bool) -> None:
        """Let it print the scores of *records* on *lines*."""
        subprocess.run(self._call(lines, records, *(["-v"] if verbose else [])), check=True)

    def scores(self, lines: Lines, records: Lines) -> dict[str, Any]:
        """The same as numbers."""
        done = subprocess.run(self._call(lines, records, "--json"), check=True, capture_output=True, text=True)
        return dict(json.loads(done.stdout))

    def _call(self, lines: Lines, records: Lines, *options: str) -> list[str]:
        annotated = {line["doc"] for line in lines}
        write_lines(self.folder / "annotated.jsonl", lines)
        write_lines(self.folder / "mine.jsonl", [each for each in records if each["doc"] in annotated])
        files = (self.gold / "score.py", self.folder / "mine.jsonl", self.folder / "annotated.jsonl")
        return [sys.executable, *map(str, files), "--docs", str(self.gold / "docs.json"), *options]


def sentences_of(document: Document, lines: Lines, region: Sequence[int] | None) -> Sentences:
    """How much of the annotation *lines* the sentences of *document* hold; a claim is in the sentence that holds most of it."""
    grammar = _grammar()
    found = grammar.read(document)
    every = [Span(cut[0].start, cut[-1].end) for rows in Reading(grammar, document).cut for cut in rows if cut]
    within = [sentence for sentence in every if region is None or sentence.meets(Span(*region))]
    led = {sentence for sentence in within if any(lead.sentence.meets(sentence) for lead in found.leads)}
    claimed = {sentence for sentence in within if any(claim.span.meets(sentence) for claim in found.claims)}
    homes = [max(within, key=lambda sentence, line=line: shared_by(sentence, Span(*line["span"]))) for line in lines]
    return Sentences(len(within), len(led), len(homes), sum(home in claimed for home in homes),
                     sum(home in claimed | led for home in homes))


def shared_by(one: Span, other: Span) -> int:
    """How many code points two spans share; below 0 by as many as lie between them."""
    return min(one.end, other.end) - max(one.start, other.start)


@cache
def _grammar() -> Grammar:
    return Grammar(pack.load())


# ---- the table

def table(scores: Mapping[str, Mapping[str, Any]], sentences: Mapping[str, Sequence[Sentences]]) -> str:
    """The scores of each group side by side, as a table in Markdown."""
    first = next(iter(scores.values()))
    frames = sorted({frame for each in scores.values() for frame in each["frames"]})
    slots = list(dict.fromkeys(slot for each in scores.values() for slot in each["slots on matched claims"]))
    rows = [
        *_section("claims: annotated, precision, recall, F1", scores, [
            ("all", lambda each: prf(each["claims"])),
            ("any frame of the kind", lambda each: prf(each["claims, any frame of the kind"])),
            ("quantities, anywhere", lambda each: prf(next(each[key] for key in first if key.startswith("quantities"))))]),
        *_section("by kind", scores, [(kind, lambda each, kind=kind: prf(each[kind])) for kind in KINDS]),
        *_section("by frame", scores, [(frame, lambda each, frame=frame: prf(each["frames"].get(frame))) for frame in frames]),
        *_section("by slot, of claims found: right, asked", scores, [
            (slot, lambda each, slot=slot: right(each["slots on matched claims"].get(slot))) for slot in slots]),
        *_section("", scores, [
            ("wrong holder, polarity or number, per 100 claims", lambda each: str(next(
                each[key] for key in first if key.startswith("grave"))))]),
        *_section("leads", sentences, [
            ("annotated claims in a sentence with a claim", lambda each: share(each, "claimed", "annotated")),
            ("… with a claim or a lead", lambda each: share(each, "caught", "annotated")),
            ("sentences with a lead", lambda each: share(each, "led", "every"))]),
    ]
    heads = ["", *scores]
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    lines = (heads, ["-" * width for width in widths], *rows)
    return "\n".join(f"| {' | '.join(map(str.ljust, line, widths))} |" for line in lines)


def _section(title: str, groups: Mapping[str, Any], rows: Iterable[tuple[str, Callable[[Any], str]]]) -> list[list[str]]:
    opening = [[f"**{title}**", *([""] * len(groups))]] if title else []
    return [*opening, *([name, *(cell(each) for each in groups.values())] for name, cell in rows)]


def prf(score: Mapping[str, float] | None) -> str:
    """Annotated, precision, recall, F1: "115: .76 .69 .72"; a dash where nothing is annotated."""
    if not score or not score["gold"]:
        return "–"
    return f"{score['gold']}: {' '.join(short(score[part]) for part in ('P', 'R', 'F1'))}"


def right(told: str | None) -> str:
    """ "71/79 = 0.899" as ".90 of 79"."""
    return f"{short(float(told.partition('= ')[2]))} of {told.partition('/')[2].partition(' ')[0]}" if told else "–"


def share(documents: Sequence[Sentences], part: str, whole: str) -> str:
    """What part of the whole it is over all *documents*: ".97 of 820"."""
    many = sum(getattr(each, whole) for each in documents)
    return f"{sum(getattr(each, part) for each in documents) / max(1, many):.3f} of {many}".removeprefix("0")


def short(value: float) -> str:
    """*value* between 0 and 1 to two places: ".72"."""
    return f"{value:.2f}".removeprefix("0")


def pasted(path: Path, shown: str) -> None:
    """Put *shown* between the marks in the file at *path*."""
    text = path.read_text(encoding="utf-8")
    if not MARKS.search(text):
        sys.exit(f"{path}: no marks; <!-- scores --> and <!-- end of scores --> are expected, each on a line of its own")
    path.write_text(MARKS.sub(lambda found: f"{found[1]}\n{shown}\n\n{found[2]}", text), encoding="utf-8")


# ---- files

def read_lines(path: Path) -> Lines:
    """The JSON Lines of the file at *path*."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def write_lines(path: Path, lines: Lines) -> None:
    """*lines* as JSON Lines in the file at *path*."""
    path.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"), *sys.argv[2:])
