"""Make the list of words that the treebanks hardly hold, with their tags: `python tools/make_forms.py SHARED WORDNET`.

SHARED holds treebank/*-train.conllu.gz and corpora/*.jsonl.gz (records with a `text`); WORDNET is a folder of WordNet 3.0
database files (index.noun, verb.exc, …; Debian's wordnet-base puts them into /usr/share/wordnet). Prints word and tags.

A word is listed if WordNet's words and their regular or listed inflections leave it few readings, and it stands in the treebanks
less than four times; it is of the genre if it stands in the corpora six times at least, or in the packs.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from attestry.reference.pack import load
from attestry.training.treebank import sentences

PARTS = {"noun": "NN", "verb": "VB", "adj": "JJ", "adv": "RB"}
PLAIN = re.compile(r"(?<![\w’'])[a-z]{3,}(?![\w’'])")
FEWEST, KNOWN = 6, 4                # times in the corpora that make a word the genre's; in the treebanks, a known one
READINGS = ({"NN"}, {"NNS"}, {"JJ"}, {"RB"}, {"VB"}, {"VBZ"}, {"VBG"}, {"VBD", "VBN"}, {"NN", "JJ"}, {"NNS", "VBZ"},
            {"NN", "VBG"}, {"VBD", "VBN", "JJ"}, {"NN", "VB"})
"""Sets of tags that say something; a word with more readings is left to the tagger."""


class Wordnet:
    """The words of a WordNet database and their inflections."""

    def __init__(self, folder: Path) -> None:
        self.words: dict[str, set[str]] = {}
        for part, tag in PARTS.items():
            for line in (folder / f"index.{part}").read_text().splitlines():
                word = line.split(" ", 1)[0]
                if word.isalpha():
                    self.words.setdefault(word, set()).add(tag)
        self.irregular: dict[str, set[str]] = {}
        for part in ("noun", "verb"):
            for line in (folder / f"{part}.exc").read_text().splitlines():
                self.irregular.setdefault(line.split()[0], set()).add(PARTS[part])

    def tags(self, form: str) -> set[str]:
        """Every tag that *form* can have; empty if WordNet knows no such word."""
        found = set(self.words.get(form, ()))
        if "VB" in self.irregular.get(form, ()):
            found |= {"VBG"} if form.endswith("ing") else {"VBD", "VBN"}
        if "NN" in self.irregular.get(form, ()):
            found.add("NNS")
        for base in _bases(form, {"s": ("",), "es": ("",), "ies": ("y",)}):
            found |= {"NNS"} & self._inflected(base, "NN", "NNS") | self._inflected(base, "VB", "VBZ")
        for base in _bases(form, {"ed": ("", "e"), "ied": ("y",)}):
            found |= self._inflected(base, "VB", "VBD", "VBN")
        for base in _bases(form, {"ing": ("", "e")}):
            found |= self._inflected(base, "VB", "VBG")
        return found

    def _inflected(self, base: str, of: str, *tags: str) -> set[str]:
        doubled = len(base) > 3 and base[-1] == base[-2] and of in self.words.get(base[:-1], ())
        return set(tags) if of in self.words.get(base, ()) or (doubled and of == "VB") else set()


def _bases(form: str, endings: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for ending, instead in endings.items():
        if form.endswith(ending):
            yield from (form[:-len(ending)] + end for end in instead)


def main(shared: Path, wordnet: Path) -> None:
    """Print the list."""
    known, seen, met = Wordnet(wordnet), Counter[str](), Counter[str]()
    for file in (shared / "treebank").glob("*-train.conllu.gz"):
        seen.update(word for sentence in sentences(file) for word in sentence.words)
    for file in (shared / "corpora").glob("*.jsonl.gz"):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                met.update(PLAIN.findall(json.loads(line)["text"]))
    ours = {word for path in load().files("**/*.toml") for word in re.findall(r'"([a-z]{3,})"', path.read_text(encoding="utf-8"))}
    verbs = {*load().frames.verbs, *load().lexicon.verbs, *load().lexicon.turns}     # "we underline": what may be said of itself
    for word in sorted({*met, *ours}):
        tags = known.tags(word)
        if seen[word] < KNOWN and (met[word] >= FEWEST or word in ours) and tags in READINGS:
            finite = tags == {"VB"} or ("VB" in tags and word in verbs)
            print(word, *sorted({*tags, "VBP"} if finite else tags))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
