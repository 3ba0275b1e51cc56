"""A case with three documents, kept the way the workspace keeps them, and what the tests do to it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from attestry.ledger import case as ledger
from attestry.ledger import events
from attestry.model.claim import (
    Basis,
    Certainty,
    Claim,
    Counted,
    Dated,
    Derivation,
    Filler,
    Holder,
    Kind,
    Mode,
    Polarity,
    Step,
)
from attestry.model.lead import Extraction
from attestry.model.origin import Original, Retrieval, digest_of
from attestry.model.quantity import Hedge, Period, Quantity
from attestry.model.text import About, Bytes, Document, How, Passage, Placed, Problem, Span, Stated

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
BY = "u_7f3a"
EXTRACTOR = "grammar/1+packs/5e1f"

WOOD = ("New York, 18 December 2024\n"
        "We assess that the DPRK has sent Russia more than 20,000 containers of munitions. "
        "At least 11,000 DPRK soldiers have been deployed to Kursk.\n")
ENVOY = "Russia’s envoy called the reports “disinformation” — not one soldier, he said, was at the front. 🛰\n"
OFFICE = "The Secretariat is not in a position to verify these reports.\n"


def original(text: str, name: str, place: str = "") -> Original:
    data = text.encode()
    return Original(digest_of(data), "text/plain", len(data), name, Retrieval(place or f"/files/{name}", AT, BY), data)


def document(source: Original, name: str, *, reader: str = "plain/1", problems: tuple[Problem, ...] = ()) -> Document:
    text = source.data.decode()
    lines, start = [], 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        lines.append(Passage(number, Span(start, start + len(line)), heading=number == 1))
        start += len(line)
    return Document(digest_of(f"{source.digest} {reader} {text}".encode()), name, source.digest, reader, text,
                    (Placed(Span(0, len(text)), Bytes(0, source.size, "utf-8")),), tuple(lines),
                    About(title=Stated(name.title(), How.GIVEN), date=Stated("2024-12-18", How.READ, Span(0, 4))),
                    problems=problems)


def claim(where: Document, words: str, *, frame: str = "transfer", holder: str = "United States") -> Claim:
    start = where.text.index(words)
    span = Span(start, start + len(words))
    return Claim(
        digest_of(f"{where.id} {frame} {words}".encode()), where.id, span, words, Kind.ACT, frame,
        (Holder("UN News"), Holder(holder, "USA", Span(0, 2))), Basis.ASSESSED, Certainty.PROBABLE, Polarity.AFFIRMS, Mode.ACTUAL,
        (("agent", Filler(("DPRK",), span, ("DPRK",))), ("item", Filler(("munitions", "soldiers"), span, ("munitions", "")))),
        (Counted("item", Quantity(Decimal(20_000), None, True, hedge=Hedge.EXACT, unit="container"), span),),
        Dated(Period(None, date(2024, 12, 18)), span),
        Derivation("grammar/1", span, (Step("frames/transfer: send", span, "agent ← nsubj of 'sent'"),)))


def keep(case: ledger.Case, text: str, name: str, *quotes: str) -> Document:
    """Keep, read and log one document with a claim on each of *quotes*, in one step, as the workspace does."""
    source = original(text, f"{name}.txt")
    case.vault.put(source.data)
    read = document(source, case.free_name(name, source.digest))
    case.append([events.received(source), events.extracted(read, AT, "sys_reader"),
                 *events.claims_extracted(read.id, EXTRACTOR, Extraction(tuple(claim(read, quote) for quote in quotes)), AT,
                                          "sys_grammar")])
    return read


def fill(case: ledger.Case) -> None:
    """Three documents with four claims, and one original that no reader could read."""
    keep(case, WOOD, "wood", "the DPRK has sent Russia more than 20,000 containers of munitions",
         "At least 11,000 DPRK soldiers have been deployed to Kursk")
    keep(case, ENVOY, "envoy", "not one soldier, he said, was at the front")
    keep(case, OFFICE, "office", "is not in a position to verify these reports")
    noise = original("\x00\x01", "noise.bin")
    case.vault.put(noise.data)
    unknown = Problem("unknown-format", "noise.bin", "two bytes of no format we know", "export it as PDF")
    case.append([events.received(noise), events.quarantined(noise.digest, [unknown], AT, "sys_reader")])


@pytest.fixture(scope="session")
def _filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept") / "case"
    with ledger.create(folder, name="DPRK 2024", at=AT, by=BY) as case:
        fill(case)
        case.sign()                     # a checkpoint in the middle, as sessions leave them
        case.append([events.exported({"report.html": digest_of(b"report")}, case.journal.size(), AT, BY)])
    return folder


@pytest.fixture
def filled(_filled: Path, tmp_path: Path) -> Path:
    """A closed case of one's own, to be opened or tampered with."""
    return Path(shutil.copytree(_filled, tmp_path / "case"))


@pytest.fixture
def case(filled: Path) -> ledger.Case:
    """The same, open."""
    opened = ledger.open(filled, at=AT, by=BY)
    yield opened
    opened.close()


@pytest.fixture
def tamper(filled: Path) -> Callable[..., int]:
    """Change the database behind attestry's back, as one can who has the file: no triggers, no questions."""
    def change(sql: str, *values: object) -> int:
        db = sqlite3.connect(filled / ledger.DATABASE)
        for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {trigger}")
        with db:
            count = db.execute(sql, values).rowcount
        db.close()
        return count
    return change
