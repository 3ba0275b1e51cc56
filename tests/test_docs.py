"""What the documentation shows is what comes out."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from attestry.reference.pack import load

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


RUN = [page for page in PAGES if page.name != "ledger.md"]      # its blocks run inside a case: tests/ledger/test_page.py


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.name)
def test_every_block_gives_what_it_shows(page: Path):
    call = [sys.executable, str(ROOT / "tools" / "docs.py"), str(page)]

    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, f"{done.stderr}\nLook at each difference; where it is meant:  make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_inside_the_project_leads_somewhere(page: Path):
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_what_is_read_is_told_frame_by_frame_with_the_marks_for_its_figures():
    page = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")

    assert [frame for frame in sorted(load().frames.names) if f"`{frame}`" not in page] == []
    assert 1 == page.count("<!-- scores -->") == page.count("<!-- end of scores -->")


def test_the_architecture_names_every_floor():
    drawn = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").partition("```")[2].partition("```")[0]
    rooms = {path.name.removesuffix(".py") for path in (ROOT / "src" / "attestry").iterdir()
             if not path.name.startswith("_") and (path.suffix == ".py" or (path / "__init__.py").exists())}

    assert {room for room in rooms if room not in drawn.split()} == set()
