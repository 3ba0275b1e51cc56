"""`python -m attestry.training TREEBANK_DIR -o FILE` and `python -m attestry.training --evaluate TREEBANK_DIR`."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from attestry.extracting.parsing.core import core
from attestry.extracting.parsing.parser import default_weights, loaded
from attestry.extracting.parsing.weights import opened
from attestry.model.errors import WrongCall
from attestry.training.course import Course, trained
from attestry.training.treebank import Sentence, recased, recut, sentences


def main() -> int:
    talk = argparse.ArgumentParser(prog="python -m attestry.training", description=__doc__)
    talk.add_argument("treebank", type=Path, help="folder with *-train.conllu(.gz) and *-dev.conllu(.gz)")
    talk.add_argument("-o", "--output", type=Path, help="the weights file to write")
    talk.add_argument("--evaluate", action="store_true", help="measure the weights (-o, or those installed) on the *-dev files")
    asked = talk.parse_args()
    try:
        if not asked.evaluate:
            if asked.output is None:
                raise WrongCall("training: no place for the weights; name one with -o FILE")
            began = time.monotonic()

            def say(line: str) -> None:
                print(f"{time.monotonic() - began:6.0f} s  {line}", file=sys.stderr, flush=True)

            asked.output.write_bytes(trained(list(recased(_found(asked.treebank, "train"))), core(), Course(), say))
        weights = opened(asked.output.read_bytes()) if asked.output else default_weights()
        model = loaded(core(), weights)
        for file in _files(asked.treebank, "dev"):
            gold = list(sentences(file))
            print(f"{file.name}, words as the treebank cuts them: {_measured(gold, model)}")
            print(f"{file.name}, words as attestry cuts them:     {_measured(list(map(recut, gold)), model)}")
    except (WrongCall, OSError) as wrong:
        print(wrong, file=sys.stderr)
        return 2
    return 0


def _files(folder: Path, part: str) -> list[Path]:
    files = sorted(file for file in folder.glob(f"*-{part}.conllu*"))
    if not files:
        raise WrongCall(f"{folder}: no file *-{part}.conllu or *-{part}.conllu.gz; a folder with treebanks was expected")
    return files


def _found(folder: Path, part: str) -> list[Sentence]:
    return [recut(sentence) for file in _files(folder, part) for sentence in sentences(file)]


def _measured(gold: list[Sentence], model: object) -> str:
    right = heads_right = labels_right = words = 0
    began = time.perf_counter()
    parsed = [core().parse(model, list(sentence.texts), list(sentence.words)) for sentence in gold]
    seconds = time.perf_counter() - began
    for sentence, (tags, heads, labels) in zip(gold, parsed, strict=True):
        words += len(sentence)
        right += sum(map(str.__eq__, sentence.tags, tags))
        attached = [mine == theirs for mine, theirs in zip(heads, sentence.heads, strict=True)]
        heads_right += sum(attached)
        labels_right += sum(ok and mine == theirs for ok, mine, theirs in zip(attached, labels, sentence.labels, strict=True))
    return (f"{words:,} words, tags {right / words:.2%}, UAS {heads_right / words:.2%}, LAS {labels_right / words:.2%}, "
            f"{words / seconds:,.0f} words/s")


if __name__ == "__main__":
    sys.exit(main())
