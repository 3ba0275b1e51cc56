"""The example corpus is complete, comes out of its sources byte for byte, and reads as what it pretends to be."""

from __future__ import annotations

import importlib.util
import re
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from attestry.model.text import Document
from attestry.workspace import FACTS, Case, Source

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "dprk-russia"
FURNITURE = ("We use cookies", "Accept all", "Share on X", "Read also", "newsletter", "Privacy notice", "All quotes delayed")
MANIFEST = tomllib.loads((EXAMPLES / "manifest.toml").read_text(encoding="utf-8"))["document"]


def tool():
    spec = importlib.util.spec_from_file_location("make_examples", ROOT / "tools" / "make_examples.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_examples"] = module       # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def documents(tmp_path_factory) -> Mapping[str, Document]:
    """Every example as it stands in a case, by file name."""
    with Case.begin(tmp_path_factory.mktemp("examples") / "case", by="test") as case:
        sources = [Source(str(EXAMPLES / facts["file"]), {key: value for key, value in facts.items() if key != "file"})
                   for facts in MANIFEST]
        names = {added.name: Path(added.place).name for added in case.add_all(sources, workers=0)}
        return {names[document.name]: document for document in case.documents()}


def test_the_manifest_lists_every_document_and_nothing_else():
    listed = [facts["file"] for facts in MANIFEST]

    assert sorted(listed) == sorted(f"documents/{path.name}" for path in (EXAMPLES / "documents").iterdir())
    assert len(listed) == len(set(listed)) >= 14
    assert {Path(name).suffix for name in listed} == {".txt", ".html", ".pdf", ".docx"}
    assert all(set(facts) <= {"file", *FACTS} and facts["url"].startswith("http") for facts in MANIFEST)


def test_the_readme_tells_of_every_document():
    told = (EXAMPLES / "README.md").read_text(encoding="utf-8")

    assert [facts["file"] for facts in MANIFEST if f"`{Path(facts['file']).name}`" not in told] == []


def test_built_documents_are_what_their_sources_give():
    built = tool().built()

    assert len(built) == 13
    assert [path.name for path, data in built.items() if path.read_bytes() != data] == []


@pytest.mark.parametrize("name", [Path(facts["file"]).name for facts in MANIFEST])
def test_every_document_reads_without_its_furniture_and_says_that_it_is_a_digest(documents, name):
    text = documents[name].text

    assert "[Digest in our own words" in " ".join(text.split())
    assert [words for words in FURNITURE if words in text] == []


@pytest.mark.parametrize(("name", "words"), [
    ("us-statement-2025-01-08.txt", "over 20,000 containers of munitions to Russia since December 2023"),
    ("kcna-statement-2024-05-17.txt", "“meant for export to Russia”"),
    ("council-record-2024-10-30.docx", "Mr. Nebenzia (Russian Federation) (spoke in Russian): What we have heard"),
    ("osc-containers-2025-04-15.pdf", "between 4.2 million and 5.8 million rounds"),
    ("minister-briefing-2024-02-26.txt", "The Minister said that North Korea had shipped over 6,700 containers"),
    ("petroleum-notifications.html", "44,655"),
])
def test_what_a_document_carries_survives_its_format(documents, name, words):
    text = " ".join(documents[name].text.split())

    assert words in text


@pytest.mark.parametrize(("name", "date"), [
    ("us-statement-2025-01-08.txt", "2025-01-08"), ("council-record-2024-10-30.docx", "2024-10-30"),
    ("treasury-designations-2024-05-16.html", "2024-05-16"), ("osc-containers-2025-04-15.pdf", "2025-04-15"),
    ("wire-casualties-2025-04-30-revised.html", "2025-04-30"), ("petroleum-notifications.html", "2024-12-04"),
])
def test_dates_that_a_document_states_are_read_from_it(documents, name, date):
    about = documents[name].about

    assert about.date is not None
    assert (about.date.value, about.date.how.value) == (date, "read")


def test_the_record_is_cut_into_the_turns_of_its_speakers(documents):
    speakers = [turn.speaker for turn in documents["council-record-2024-10-30.docx"].turns]

    assert len(speakers) >= 9
    assert any("Nebenzia" in speaker and "Russia" in speaker for speaker in speakers)


def test_the_symbol_that_a_page_states_is_read_from_it(documents):
    symbol = documents["un-press-summary-2024-06-28.html"].about.symbol

    assert symbol is not None
    assert (symbol.value, symbol.how.value) == ("SC/15755", "read")


def test_pages_of_a_pdf_are_numbered(documents):
    pages = {passage.page for passage in documents["car-field-dispatch-2024-09.pdf"].passages}

    assert pages == {1, 2}


def test_hand_written_pages_and_sources_are_free_of_markup_that_runs():
    for path in (EXAMPLES / "documents").glob("*.html"):
        assert not re.search(r"<script[^>]+src=|<iframe|\son\w+=", path.read_text(encoding="utf-8"))
