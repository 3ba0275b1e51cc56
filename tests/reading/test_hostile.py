"""Files made to deceive or to break a reader: each gives a document or one clear line, in good time."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from attestry.model.errors import Unreadable

MAKER = Path(__file__).parents[3] / "shared" / "hostile" / "make_hostile.py"
SECONDS = 10  # for any one file at a tenth of its size, on a busy machine

pytestmark = pytest.mark.skipif(
    not MAKER.is_file(), reason=f"the maker of hostile files is not at {MAKER.name} beside this checkout"
)

TOLD = {  # what must be told, by file
    "H02": "no-text",
    "H04": "encoding-guessed",
    "H05": "undecodable-bytes",
    "H06": "encoding-guessed",
    "H08": "undecodable-bytes",
    "H09": "control-characters",
    "H10": "control-characters",
    "H11": "bidi-controls",
    "H12": "invisible-characters",
    "H13": "invisible-characters",
    "H30": "hidden-text",
    "H31": "bidi-controls",
    "H32": "encoding-guessed",
    "H33": "date-conflict",
    "H42": "external-reference",
    "H44": "tracked-changes",
    "H47": "encrypted",
    "H49": "hidden-text",
    "H52": "earlier-revisions",
    "H53": "embedded-files",
    "H55": "unreadable-page",
    "H56": "type-conflict",
    "H63": "hidden-text",
}
REFUSED = ("H01", "H28", "H35", "H36", "H38", "H39", "H40", "H41", "H43", "H45", "H46", "H54", "H57", "H59", "H61")
NEVER = {"H30": "77,777", "H44": "55,555", "H49": "88,888", "H63": "999,999"}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The hostile files by their number."""
    folder = tmp_path_factory.mktemp("hostile")
    subprocess.run([sys.executable, str(MAKER), str(folder), "--scale", "0.1"], check=True, capture_output=True)
    listed = json.loads((folder / "manifest.json").read_text())["items"]
    return {item["id"]: folder / item["file"] for item in listed if (folder / item["file"]).is_file()}


def test_every_file_gives_a_document_or_one_line(made, hostile: dict[str, Path]):
    for number, path in hostile.items():
        began = time.monotonic()
        try:
            document = made.document(path.read_bytes(), path.name)
        except Unreadable as refusal:
            assert "\n" not in str(refusal) and str(refusal).startswith(path.name), number
        else:
            assert all(document.words(passage.span) for passage in document.passages)
            json.dumps(document.text).encode()
        assert time.monotonic() - began < SECONDS, number


@pytest.mark.parametrize("number", REFUSED)
def test_what_cannot_be_trusted_is_refused(made, hostile: dict[str, Path], number: str):
    with pytest.raises(Unreadable):
        made.document(hostile[number].read_bytes(), hostile[number].name)


@pytest.mark.parametrize(("number", "kind"), TOLD.items())
def test_what_deceives_is_told(made, hostile: dict[str, Path], number: str, kind: str):
    assert kind in {problem.kind for problem in made.document(hostile[number].read_bytes(), hostile[number].name).problems}


@pytest.mark.parametrize(("number", "words"), NEVER.items())
def test_hidden_figures_do_not_reach_the_text(made, hostile: dict[str, Path], number: str, words: str):
    assert words not in made.document(hostile[number].read_bytes(), hostile[number].name).text
