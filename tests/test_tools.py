"""The tools that measure, on texts of our own."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def ran(tool: str, *options: object) -> subprocess.CompletedProcess[str]:
    """What the *tool* prints, and its status."""
    call = [sys.executable, str(ROOT / "tools" / f"{tool}.py"), *map(str, options)]
    return subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)


def corpus(folder: Path, *texts: str) -> Path:
    """A shared folder with one corpus that holds *texts*."""
    (folder / "corpora").mkdir()
    with gzip.open(folder / "corpora" / "own.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps({"text": text}) + "\n" for text in texts)
    return folder


def test_coverage_counts_what_yields_a_claim_a_lead_or_nothing(tmp_path: Path):
    shared = corpus(tmp_path, "France condemned the strike.", "Russia sent greetings.", "The weather was fine.")

    told = ran("coverage", shared, 1)

    row = next(line.split() for line in told.stdout.splitlines() if line.startswith("own"))
    assert ["own", "3", "3", "2", "50.0", "50.0", "0.0"] == row
    assert "send (verb)" in told.stdout and "Russia sent greetings.   [send (verb)]" in told.stdout


def test_coverage_takes_the_same_sample_every_time(tmp_path: Path):
    shared = corpus(tmp_path, *(f"Iran sent {number} greetings." for number in range(20)))

    assert ran("coverage", shared, 3, 5).stdout == ran("coverage", shared, 3, 5).stdout


def test_coverage_says_where_it_expects_the_corpora(tmp_path: Path):
    told = ran("coverage", tmp_path)

    assert told.returncode == 1
    assert "the corpora are expected there" in told.stderr
