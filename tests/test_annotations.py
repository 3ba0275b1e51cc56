"""Our own annotated claims: every line as the guideline has it, and about a document that is listed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from attestry.model.claim import Basis, Certainty, Mode, Polarity
from attestry.reference.pack import load

FOLDER = Path(__file__).parents[1] / "annotations"
DOCUMENTS = json.loads((FOLDER / "documents.json").read_text(encoding="utf-8"))
OWN = [file for file in sorted(FOLDER.glob("*.jsonl")) if not file.name.startswith("gold")]


def claims(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("file", OWN, ids=lambda file: file.stem)
def test_an_annotated_claim_is_as_the_guideline_has_it(file: Path):
    kinds = {each.frame: each.kind for each in load().frames.files}
    for claim in claims(file):
        assert claim["doc"] in DOCUMENTS
        assert claim["frame"] == "other" or kinds[claim["frame"]] == claim["kind"], claim["id"]
        assert claim["chain"], claim["id"]
        assert (claim["basis"], claim["certainty"], claim["polarity"], claim["mode"]) == (
            Basis(claim["basis"]), Certainty(claim["certainty"]), Polarity(claim["polarity"]), Mode(claim["mode"]))
        assert claim["span"][0] <= claim["trigger"][0] < claim["trigger"][1] <= claim["span"][1], claim["id"]


def test_no_words_of_the_documents_are_kept_for_things_and_places():
    values = {filler["value"] for file in OWN for claim in claims(file)
              for role, filler in claim["roles"].items() if role in ("item", "place")}

    assert {""} == values


def test_ids_are_told_once():
    ids = [claim["id"] for file in FOLDER.glob("*.jsonl") for claim in claims(file)]

    assert len(set(ids)) == len(ids)
