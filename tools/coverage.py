"""How much of what could be a claim is read: `python tools/coverage.py SHARED [SAMPLES] [DOCUMENTS]`.

Takes some DOCUMENTS (60) of each corpus in SHARED/corpora, the same every time, and counts the sentences that name a known actor
and hold a word that can tell of something: a trigger of the packs, or a verb of saying. Prints how many of them yield a claim, a
lead, or nothing; the words that most often yield no claim; and SAMPLES (5) such sentences of each corpus, to be read by a person.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from heapq import nsmallest
from pathlib import Path

from attestry.extracting.by_grammar import Grammar, Reading
from attestry.extracting.framing import has_second
from attestry.extracting.parsing.tree import Node
from attestry.extracting.scene import Scene
from attestry.extracting.triggers import readings
from attestry.model.text import Document, Span
from attestry.reference import pack
from attestry.workspace import read

COMMONEST = 40
SEED = 2397                         # of the random samples; any would do, as long as it stays


@dataclass
class Counted:
    """One corpus: its sentences that could tell of something, by what came of them."""

    name: str
    documents: int = 0
    sentences: int = 0
    reportable: int = 0
    claimed: int = 0
    led: int = 0                    # a lead and no claim
    lost: list[str] = field(default_factory=list)       # sentences without a claim, their words told
    words: Counter[str] = field(default_factory=Counter)        # every such word
    missed: Counter[str] = field(default_factory=Counter)       # those of sentences without a claim

    def __str__(self) -> str:
        per_cent = [f"{100 * many / max(1, self.reportable):>8.1f}" for many in
                    (self.claimed, self.led, self.reportable - self.claimed - self.led)]
        return f"{self.name:<28}{self.documents:>6,}{self.sentences:>11,}{self.reportable:>12,}{''.join(per_cent)}"


def main(shared: Path, samples: int, documents: int) -> None:
    """Print the table, the words and the samples."""
    paths = sorted((shared / "corpora").glob("*.jsonl.gz"))
    if not paths:
        sys.exit(f"{shared / 'corpora'}: no *.jsonl.gz; the corpora are expected there; name theirs: make coverage SHARED=DIR")
    grammar = Grammar(pack.load())
    print(f"{'corpus':<28}{'docs':>6}{'sentences':>11}{'reportable':>12}{'claim %':>8}{'lead %':>8}{'none %':>8}")
    every = []
    for path in paths:
        every.append(counted(path, documents, grammar))
        print(every[-1], flush=True)
    print(f"\nThe {COMMONEST} words that most often stand in a reportable sentence without a claim, of how many in all")
    missed, words = sum((each.missed for each in every), Counter[str]()), sum((each.words for each in every), Counter[str]())
    for number, (word, count) in enumerate(sorted(missed.items(), key=lambda one: (-one[1], one[0]))[:COMMONEST], 1):
        print(f"{word:<24}{count:>5} of {words[word]:<5}", end="\n" if number % 3 == 0 else "   ")
    for each in every:
        print(f"\n\n{each.name}: {samples} reportable sentences without a claim")
        for told in random.Random(SEED).sample(each.lost, min(samples, len(each.lost))):
            print(f"  {told}")


def counted(path: Path, documents: int, grammar: Grammar) -> Counted:
    """The corpus at *path*, as far as a sample of it tells."""
    corpus = Counted(path.name.removesuffix(".jsonl.gz"))
    for text in sample(path, documents):
        corpus.documents += 1
        count(corpus, read("sample.txt", data=text.encode()), grammar)
    return corpus


def sample(path: Path, documents: int) -> list[str]:
    """As many texts of the corpus at *path*: those whose digests are the smallest, each text once."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = {json.loads(line)["text"] for line in lines}
    return nsmallest(documents, texts, key=lambda text: sha256(text.encode()).digest())


def count(corpus: Counted, document: Document, grammar: Grammar) -> None:
    """Count every sentence of *document* into *corpus*."""
    found = grammar.read(document)
    claimed = {claim.derivation.sentence for claim in found.claims if claim.derivation is not None}
    led = {lead.sentence for lead in found.leads}
    for sentence, scene in scenes(document, grammar):
        corpus.sentences += 1
        words = reportable(scene)
        if words:
            corpus.reportable += 1
            corpus.claimed += sentence in claimed
            corpus.led += sentence in led and sentence not in claimed
            corpus.words.update(words)
            if sentence not in claimed:
                corpus.missed.update(words)
                corpus.lost.append(f"{' '.join(document.words(sentence).split())}   [{', '.join(sorted(words))}]")


def scenes(document: Document, grammar: Grammar) -> Iterator[tuple[Span, Scene]]:
    """The sentences of *document* outside headings, each with its marks and tree."""
    reading = Reading(grammar, document)
    for passage, rows in zip(document.passages, reading.cut, strict=True):
        for cut in () if reading.is_heading(passage) else rows:
            scene = reading.scene(cut)
            if scene is not None:
                yield scene.sheet.sentence, scene


def reportable(scene: Scene) -> set[str]:
    """The words that can tell of something, if a known actor is named beside them: "send (verb)"."""
    if not any(getattr(mark.value, "actor", None) for kind in ("ACTOR", "PERSON") for mark in scene.sheet.of(kind)):
        return set()
    parts = {"V": "verb", "N": "noun", "J": "adjective"}
    return {f"{node.lemma} ({part})" for node in scene.tree.nodes if (part := parts.get(node.tag[:1]))
            and (calls(scene, node) or (part == "verb" and node.lemma in scene.lexicon.verbs))}


def calls(scene: Scene, node: Node) -> bool:
    """Whether *node* can call up a frame where it stands."""
    return any(frame.second is None or has_second(node, frame.second) for frames, _ in readings(scene, node) for frame in frames)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"), int(sys.argv[2]) if len(sys.argv) > 2 else 5,
         int(sys.argv[3]) if len(sys.argv) > 3 else 60)
