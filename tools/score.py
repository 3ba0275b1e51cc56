"""Score the claims read from the annotated documents: `python tools/score.py SHARED [-v]`.

Adds every document that SHARED/gold/docs.json lists to a case that lives as long as this run, with what is said there of each,
prints their claims as interchange records, and hands them to SHARED/gold/score.py with each annotated file in turn.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import attestry
from attestry.model.wire import record
from attestry.workspace import Source

FACTS = ("speaker", "publisher", "date")


def main(shared: Path, *options: str) -> None:
    """Print the scores on each annotated file, and on all of them together."""
    gold = shared / "gold"
    if not (gold / "docs.json").is_file():
        sys.exit(f"{gold}: no docs.json; the annotated documents are expected there; name their folder: make score SHARED=DIR")
    listed = json.loads((gold / "docs.json").read_text(encoding="utf-8"))
    sources = [Source(str(gold / facts["file"]), {key: facts[key] for key in FACTS if facts.get(key)}, name=name)
               for name, facts in listed.items()]
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(os.environ.get("ATTESTRY_PREDICTED", Path(folder) / "predicted.jsonl"))
        with attestry.init(Path(folder) / "case", by="score") as case:
            for added in case.add_all(sources):
                for problem in added.problems:
                    print(problem, file=sys.stderr)
            by_id = {document.id: document for document in case.documents()}
            records = [record(claim, by_id[claim.document]) for claim in case.claims()]
        kept.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records), encoding="utf-8")
        files = sorted(gold.glob("gold-*.jsonl"))
        for chosen in [*([file] for file in files), files] if len(files) > 1 else [files]:
            print(f"\n── {', '.join(file.name for file in chosen)}", flush=True)
            mine = _of(chosen, kept, Path(folder))
            subprocess.run([sys.executable, str(gold / "score.py"), str(mine), *map(str, chosen),
                            "--docs", str(gold / "docs.json"), *options], check=True)


def _of(chosen: list[Path], kept: Path, folder: Path) -> Path:
    """Our claims about the documents that *chosen* annotate, in a file of their own."""
    lines = [line for file in chosen for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    annotated = {json.loads(line)["doc"] for line in lines}
    mine = [line for line in kept.read_text(encoding="utf-8").splitlines(keepends=True) if json.loads(line)["doc"] in annotated]
    path = folder / "mine.jsonl"
    path.write_text("".join(mine), encoding="utf-8")
    return path


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared"), *sys.argv[2:])
