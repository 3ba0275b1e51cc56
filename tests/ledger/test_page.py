"""The page on the ledger says what is so."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from attestry.ledger import case as ledger
from attestry.ledger.checks import Outcome
from attestry.ledger.projection import TABLES
from attestry.model.entry import EVENT_TYPES

PAGE = (Path(__file__).parents[2] / "docs" / "ledger.md").read_text("utf-8")


def test_the_log_can_be_read_without_us_as_the_page_says(filled):
    (program,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)

    done = subprocess.run([sys.executable, "-I", "-c", program], cwd=filled, capture_output=True, text=True, check=True)

    assert "True\n" == done.stdout


def test_the_page_names_every_table_status_and_kind_of_entry_that_is_written(case):
    for table in TABLES:
        assert f"`{table}`" in PAGE
    for outcome in Outcome:
        assert f"| {int(outcome)} |" in PAGE
    for each in {entry.type for entry in case.entries()} | {"claim.reviewed", "redaction", "log.resumed", "integrity.failed"}:
        assert f"| `{each}` |" in PAGE
    assert {"redaction", "log.resumed", "integrity.failed"} < set(EVENT_TYPES)


def test_the_page_names_everything_in_the_folder(case):
    for path in case.folder.iterdir():
        assert path.name.removesuffix("-wal").removesuffix("-shm") in PAGE


def test_what_is_in_the_clear_is_what_the_page_says(case):
    private = {entry.type: set(entry.private) for entry in case.entries()}

    assert {"name", "place"} == private["document.received"]
    assert {"name", "text", "reading"} == private["document.extracted"]
    assert {"quote", "said", "derivation"} == private["claim.proposed"]
    assert ledger.KEY not in "".join(map(str, (entry.clear for entry in case.entries())))
