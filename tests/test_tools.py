"""The tools that measure, on texts of our own."""

from __future__ import annotations

import gzip
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

from attestry.workspace import read

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


def test_bench_measures_each_step_and_the_twin_and_names_the_rivals(tmp_path: Path):
    shared = corpus(tmp_path, "France condemned the strike.", "Russia sent 200 missiles to Iran in May 2024.")

    told = ran("bench", shared, 0.01, 10)

    assert 0 == told.returncode, told.stderr
    assert ["reading", "parsing", "extraction,", "whole"] == [
        line.split()[1] for line in told.stdout.splitlines() if line.startswith("own")]
    assert "and reads the same claims" in told.stdout
    assert all(name in told.stdout for name in ("spaCy", "textacy", "quantulum3", "dateparser"))


# ---- the table of scores

@pytest.fixture(scope="module")
def score():
    """tools/score.py as a module."""
    spec = importlib.util.spec_from_file_location("score", ROOT / "tools" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module               # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_a_third_of_all_names_is_held_out_always_the_same(score):
    held = [name for name in map(str, range(300)) if score.held_out(name)]

    assert 80 < len(held) < 120
    assert ["3", "7", "9"] == held[:3]


def test_an_annotated_claim_is_caught_by_a_lead_in_its_sentence(score):
    text = "France condemned the strike. The convoy carried 340 rocket motors. The weather was fine."
    lines = [{"span": [0, 27]}, {"span": [29, 65]}, {"span": [67, 88]}]

    found = score.sentences_of(read("x.txt", data=text.encode()), lines, None)

    assert score.Sentences(every=3, led=1, annotated=3, claimed=1, caught=2) == found


def test_an_annotated_region_counts_only_its_own_sentences(score):
    text = "France condemned the strike. The convoy carried 340 rocket motors."

    assert 1 == score.sentences_of(read("x.txt", data=text.encode()), [], [0, 20]).every


def test_the_table_goes_between_the_marks_and_nowhere_else(score, tmp_path: Path):
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- scores -->\nold\n<!-- end of scores -->\nafter\n", encoding="utf-8")

    score.pasted(page, "| new |")

    assert "before\n<!-- scores -->\n\n| new |\n\n<!-- end of scores -->\nafter\n" == page.read_text("utf-8")
    with pytest.raises(SystemExit, match="no marks"):
        page.write_text("nothing", encoding="utf-8")
        score.pasted(page, "| new |")


def test_the_table_names_every_group_and_every_figure(score):
    prf = {"gold": 4, "P": 0.5, "R": 1.0, "F1": 0.667}
    told = {"claims": prf, "claims, any frame of the kind": prf, **dict.fromkeys(score.KINDS, prf), "frames": {"test": prf},
            "slots on matched claims": {"agent": "3/4 = 0.750"}, "grave errors (…) per 100 matched": 25.0,
            "quantities (interval exact, anywhere)": prf}

    groups = {"dev": told, "held out": {**told, "frames": {}}}
    shown = score.table(groups, {name: [score.Sentences(10, 5, 4, 2, 3)] for name in groups})
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in shown.splitlines()]

    assert ["", "dev", "held out"] == rows[0]
    assert ["test", "4: .50 1.00 .67", "–"] in rows
    assert ["agent", ".75 of 4", ".75 of 4"] in rows
    assert ["… with a claim or a lead", ".750 of 4", ".750 of 4"] in rows
    assert ["sentences with a lead", ".500 of 10", ".500 of 10"] in rows


@pytest.mark.skipif(not (ROOT.parent / "shared" / "gold").is_dir(), reason="the annotated documents are not beside this checkout")
def test_scoring_prints_the_table_and_leaves_the_page_alone():
    page = ROOT / "docs" / "reading.md"
    before = page.read_bytes()

    told = ran("score", ROOT.parent / "shared", "--table")

    assert ["may be read", "held out"] == [cell.strip() for cell in told.stdout.splitlines()[0].split("|")[-3:-1]]
    assert before == page.read_bytes()


def test_texts_that_strain_a_reader_are_told_line_by_line():
    told = ran("strain", 0.0001, "one word", "brackets")

    assert ["one word", "brackets"] == [line[:28].strip() for line in told.stdout.splitlines()[1:]]
    assert all(line.endswith(("problems", "1 problem")) for line in told.stdout.splitlines()[1:])
