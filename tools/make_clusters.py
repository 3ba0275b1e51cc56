"""Put words that stand beside the same words into clusters: `python tools/make_clusters.py SHARED > clusters.txt`.

SHARED holds corpora/*.jsonl.gz (records with a `text`). Needs numpy and scikit-learn (dependency group `training`). Each word is
told by how much oftener than by chance each frequent word stands one or two places before or after it (positive pointwise mutual
information); 120 dimensions of that are kept, and clustered twice: broadly and narrowly. The same texts give the same clusters.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy import sparse
from sklearn.cluster import MiniBatchKMeans
from sklearn.preprocessing import normalize
from sklearn.utils.extmath import randomized_svd

WORD = re.compile(r"[a-z][a-z'-]*|[.,;:]")
WORDS, FEWEST, BESIDE = 14_000, 8, 6_000        # words to be clustered, how often one must stand, words that tell of others
PLACES = (-2, -1, 1, 2)
DIMENSIONS, BROAD, NARROW = 120, 80, 300


def main(shared: Path) -> None:
    """Print the clusters."""
    texts = [WORD.findall(text.lower().replace("-\n", "")) for text in _texts(shared / "corpora")]
    counts = Counter(word for text in texts for word in text)
    ranked = sorted(counts, key=lambda word: (-counts[word], word))[:WORDS]
    words = [word for word in ranked if counts[word] >= FEWEST]
    told = _told(texts, words)
    broad, narrow = (MiniBatchKMeans(number, random_state=0, n_init=3, batch_size=4096).fit(told).labels_
                     for number in (BROAD, NARROW))
    clusters: dict[tuple[int, int], list[str]] = defaultdict(list)
    for word, wide, close in zip(words, broad, narrow, strict=True):
        clusters[int(wide) + 1, int(close) + 1].append(word)
    print("# Words that stand beside the same words: broad cluster, narrow cluster, words. Made by tools/make_clusters.py.")
    for (wide, close), members in sorted(clusters.items()):
        print(wide, close, *sorted(members))


def _texts(folder: Path) -> Iterator[str]:
    for file in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines)


def _told(texts: list[list[str]], words: list[str]) -> np.ndarray:
    """A row of DIMENSIONS numbers, of length one, for each of *words*."""
    number = {word: place for place, word in enumerate(words)}
    apart = [-1] * max(PLACES)
    row = np.array([place for text in texts for place in (*(number.get(word, -1) for word in text), *apart)], dtype=np.int32)
    seen = []
    for place in PLACES:
        other = np.roll(row, -place)
        both = (row >= 0) & (other >= 0) & (other < BESIDE)
        ones = np.ones(int(both.sum()), dtype=np.float32)
        seen.append(sparse.coo_matrix((ones, (row[both], other[both])), shape=(len(words), BESIDE)).tocsr())
    beside = sparse.hstack(seen).tocoo()
    beside.sum_duplicates()
    of_word = np.asarray(beside.sum(1)).ravel()
    of_other = np.asarray(beside.sum(0)).ravel() ** 0.75        # smoothed, so that rare neighbours do not tell too much
    much = np.log(beside.data / of_word[beside.row] / (of_other / of_other.sum())[beside.col])
    more = much > 0
    table = sparse.coo_matrix((much[more], (beside.row[more], beside.col[more])), shape=beside.shape).tocsr()
    left, strengths, _ = randomized_svd(table, DIMENSIONS, random_state=0)
    return normalize(left * np.sqrt(strengths))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"))
