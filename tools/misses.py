"""Show where the reader and the annotators differ: `python tools/misses.py SHARED miss|extra|slots [FRAME …]`.

`miss` prints annotated claims that were not read, `extra` claims read that nobody annotated, `slots` claims read with a part that
differs. Documents that are held out (see score.py) are left aside.
"""

from __future__ import annotations

import json
import runpy
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from score import held_out, predicted, read_lines

Line = dict[str, Any]


def main(shared: Path, what: str, *frames: str) -> None:
    """Print one difference a line."""
    gold = shared / "gold"
    listed = {name: facts for name, facts in json.loads((gold / "docs.json").read_text(encoding="utf-8")).items()
              if not held_out(name)}
    annotated = [line for file in sorted(gold.glob("gold-*.jsonl")) for line in read_lines(file) if line["doc"] in listed]
    with tempfile.TemporaryDirectory() as folder:
        read, documents = predicted(gold, listed, Path(folder))
    texts = {name: document.text for name, document in documents.items()}
    for line in differing(gold, what, annotated, read, texts):
        if not frames or any(f" {frame} " in line for frame in frames):
            print(line)


def differing(gold: Path, what: str, annotated: list[Line], read: list[Line], texts: dict[str, str]) -> Iterator[str]:
    """What *what* asks for, one claim a line."""
    scorer = scorer_of(gold)
    met = [(i, j, wanted, found) for i, wanted in enumerate(annotated) for j, found in enumerate(read)
           if wanted["doc"] == found["doc"] and wanted["kind"] == found["kind"]
           and scorer["overlap"](wanted["span"], found["span"]) >= 0.5]
    scored = [(i, j, wanted["frame"] == found["frame"], scorer["slots"](wanted, found)) for i, j, wanted, found in met]
    pairs = sorted(scored, key=lambda pair: (pair[2], sum(pair[3].values()) / len(pair[3]), -pair[0]), reverse=True)
    of_wanted: dict[int, tuple[int, bool, dict[str, bool]]] = {}
    of_found: set[int] = set()
    for i, j, same, slots in pairs:
        if i not in of_wanted and j not in of_found:
            of_wanted[i] = (j, same, slots)
            of_found.add(j)
    if what == "extra":
        yield from (shown(found, texts) for j, found in enumerate(read) if j not in of_found)
    for i, wanted in enumerate(annotated):
        j, same, slots = of_wanted.get(i, (-1, False, {}))
        if what == "miss" and not same and wanted["frame"] != "other":
            yield shown(wanted, texts) + (f" read as {read[j]['frame']} " if j >= 0 else "")
        wrong = [slot for slot, right in slots.items() if not right]
        if what == "slots" and same and wrong:
            yield f"{', '.join(wrong)}: {shown(wanted, texts)}\n    read: {shown(read[j], texts)}"


def scorer_of(gold: Path) -> dict[str, Any]:
    """The functions of the scorer that comes with the annotation; it is a script, so it is let print nothing."""
    given, sys.argv = sys.argv, ["score.py", "/dev/null", "/dev/null"]
    printed, sys.stdout = sys.stdout, open("/dev/null", "w", encoding="utf-8")      # noqa: SIM115 - closed below
    try:
        return runpy.run_path(str(gold / "score.py"))
    finally:
        sys.stdout.close()
        sys.argv, sys.stdout = given, printed


def shown(claim: Line, texts: dict[str, str]) -> str:
    """One claim in one line: document, frame, trigger, chain, the four words, quote, roles, numbers."""
    text = texts[claim["doc"]]
    trigger = claim.get("trigger")
    parts = [claim["doc"], claim["frame"], f"[{text[slice(*trigger)]}]" if trigger else "", " > ".join(claim["chain"]),
             "/".join(claim[key] for key in ("basis", "certainty", "polarity", "mode")), f"«{text[slice(*claim['span'])]}»",
             *(f"{role}: {text[slice(*filler['span'])]}" for role, filler in claim["roles"].items()),
             *(f"({one['low']}, {one['high']})" for one in claim.get("quantity") or [])]
    return " ".join(" ".join(parts).split())


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
