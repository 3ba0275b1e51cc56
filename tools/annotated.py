"""Lay out our own annotated documents as those of SHARED/gold are: `python tools/annotated.py SHARED OUT`.

The texts lie in SHARED/corpora; what is annotated in them lies in `annotations/`, by place alone. OUT/gold then holds docs.json,
docs/*.txt, the annotated files and the scorer, so that `python tools/score.py OUT` and `python tools/misses.py OUT` run on them.
"""

from __future__ import annotations

import gzip
import json
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ANNOTATIONS = Path(__file__).parents[1] / "annotations"
OTHERS = "gold"                     # documents of SHARED/gold: only their triggers are ours


def main(shared: Path, out: Path) -> None:
    """Write OUT/gold."""
    told = json.loads((ANNOTATIONS / "documents.json").read_text(encoding="utf-8"))
    own = {name: facts for name, facts in told.items() if facts["corpus"] != OTHERS}
    gold = out / "gold"
    (gold / "docs").mkdir(parents=True, exist_ok=True)
    for name, text in texts(shared / "corpora", own).items():
        (gold / "docs" / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    listed = {name: {"file": f"docs/{name}.txt", **{key: facts[key] for key in ("date", "speaker", "publisher")}}
              for name, facts in own.items()}
    (gold / "docs.json").write_text(json.dumps(listed, ensure_ascii=False, indent=1), encoding="utf-8")
    for file in ANNOTATIONS.glob("*.jsonl"):
        if not file.name.startswith(OTHERS):
            shutil.copyfile(file, gold / f"gold-{file.name}")
    shutil.copyfile(shared / "gold" / "score.py", gold / "score.py")
    print(f"{len(own)} documents in {gold}; now: python tools/score.py {out}")


def texts(corpora: Path, documents: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """The text of each of *documents*, cut as it was annotated."""
    by_key = {facts["key"]: name for name, facts in documents.items()}
    found: dict[str, str] = {}
    for corpus in sorted({facts["corpus"] for facts in documents.values()}):
        with gzip.open(corpora / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                name = by_key.get(record.get("id") or record.get("link"))
                if name is not None and name not in found:
                    start, end = documents[name].get("cut", (0, None))
                    found[name] = record["text"][start:end]
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
