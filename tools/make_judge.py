"""Learn what the traits of words weigh for each frame: `python tools/make_judge.py SHARED -o FILE [--held]`.

SHARED holds the texts that the claims of annotations/ were made on (corpora/*.jsonl.gz, gold/). Needs numpy and scikit-learn
(dependency group `training`); the same texts and packs give the same weights. With --held, the third of the documents that is
held out (see annotations/README.md) is left out of the learning, so that it can be measured on.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from annotated import ANNOTATIONS, OTHERS, texts
from attestry.extracting.by_grammar import Grammar, Reading
from attestry.extracting.framing import called
from attestry.extracting.judge import SCALE
from attestry.extracting.scene import Scene
from attestry.extracting.traits import can_be_judged, traits_of_place, traits_of_word
from attestry.extracting.triggers import clause_of
from attestry.model.claim import Claim, Holder
from attestry.model.origin import Original, Retrieval, digest_of
from attestry.model.text import Document
from attestry.reading.read import Given, read
from attestry.reference.pack import Reference, load

DENSER = "annotated more densely"       # a trait of the project's own annotations, so that the others set how much is claimed
FEWEST = 3                              # times that a trait must be seen
LIGHTEST = 25                           # thousandths; lighter weights are left out
FOLDS, HELD_OUT = 3, 2


@dataclass(frozen=True, slots=True)
class Row:
    """One word where it stands: the document, the frame that it calls up ("" for none), its traits."""

    document: str
    frame: str
    traits: tuple[str, ...]


class _Watching(Reading):
    """A reading that notes the traits of every word that could call up a frame."""

    def __init__(self, grammar: Grammar, document: Document, frames: Mapping[int, str], extra: tuple[str, ...]) -> None:
        super().__init__(grammar, document)
        self._frames, self._extra = frames, extra
        self.rows: list[Row] = []

    def _sentence(self, scene: Scene) -> tuple[list[Claim], Holder | None]:
        self.rows += self._noted(scene)
        return super()._sentence(scene)

    def _noted(self, scene: Scene) -> Iterator[Row]:
        names = {index: calls.names() for index, calls in called(scene).items()}
        for node in scene.tree.nodes:
            if can_be_judged(node):
                traits = [*traits_of_word(self.reference.frames, node.word, node.lemma, node.tag),
                          *traits_of_place(scene, node, clause_of(scene, node), names), *self._extra]
                yield Row(self.document.name, self._frames.get(node.start, ""), tuple(dict.fromkeys(traits)))


def rows_of(shared: Path, reference: Reference) -> Iterator[Row]:
    """The words of every annotated document, the project's own and those of the gold that may be learned from."""
    grammar = Grammar(reference)
    told = json.loads((ANNOTATIONS / "documents.json").read_text(encoding="utf-8"))
    triggers: dict[str, dict[int, str]] = {}
    for file in sorted(ANNOTATIONS.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            claim = json.loads(line)
            triggers.setdefault(claim["doc"], {}).setdefault(claim["trigger"][0], claim["frame"])
    own = {name: about for name, about in told.items() if about["corpus"] != OTHERS}
    found = texts(shared / "corpora", own)
    for name, about in told.items():
        document = _document(name, found.get(name) or (shared / "gold" / about["key"]).read_bytes().decode(), about, reference)
        extra = (DENSER,) if name in own else ()
        reading = _Watching(grammar, document, triggers.get(name, {}), extra)
        for _ in reading.claims():
            pass
        yield from reading.rows


def _document(name: str, text: str, about: Mapping[str, object], reference: Reference) -> Document:
    data = text.encode()
    when = Retrieval(name, datetime(2026, 1, 1, tzinfo=UTC), "training")
    given = Given(**{key: about.get(key) for key in ("speaker", "publisher", "date")})      # type: ignore[arg-type]
    return read(Original(digest_of(data), "text/plain", len(data), f"{name}.txt", when, data), name=name, given=given,
                reference=reference)


def learned(rows: Sequence[Row], seed: int = 0) -> tuple[list[str], np.ndarray, np.ndarray, list[str]]:
    """Frames (the first "", none), their weights by trait, the weights of every word, and the traits."""
    seen = Counter(trait for row in rows for trait in row.traits)
    table = DictVectorizer(dtype=np.float32)
    made = table.fit_transform([{trait: 1.0 for trait in row.traits if seen[trait] >= FEWEST} for row in rows])
    frames = [row.frame for row in rows]
    model = LogisticRegression(C=0.1, max_iter=120, tol=1e-3, random_state=seed).fit(made, frames)
    return list(model.classes_), model.coef_, model.intercept_, list(table.feature_names_)


def lines_of(frames: list[str], weights: np.ndarray, always: np.ndarray, traits: list[str]) -> Iterator[str]:
    """The lines of a weights file: see `extracting.judge`."""
    assert frames[0] == ""
    yield "# What the traits of words weigh for each frame, in thousandths. Made by tools/make_judge.py."
    yield " ".join(frames[1:])
    yield " ".join(str(round(SCALE * weight)) for weight in always)
    whole = np.rint(SCALE * weights).astype(int)
    for column, trait in enumerate(traits):
        cells = [f"{place}:{whole[place, column]}" for place in range(len(frames)) if abs(whole[place, column]) >= LIGHTEST]
        if cells and trait != DENSER:
            yield f"{trait}\t{' '.join(cells)}"


def _is_held(row: Row) -> bool:
    return int(sha256(row.document.encode()).hexdigest(), 16) % FOLDS == HELD_OUT


def main() -> int:
    talk = argparse.ArgumentParser(description=__doc__)
    talk.add_argument("shared", type=Path)
    talk.add_argument("-o", "--output", type=Path, required=True, help="the weights file to write")
    talk.add_argument("--held", action="store_true", help="leave out the documents that are held out")
    asked = talk.parse_args()
    rows = list(rows_of(asked.shared, load()))
    taught = [row for row in rows if not (asked.held and _is_held(row))]
    print(f"{len(taught):,} words, {sum(bool(row.frame) for row in taught):,} of them call up a frame", file=sys.stderr)
    asked.output.write_text("".join(f"{line}\n" for line in lines_of(*learned(taught))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
