"""Tables of what stands, made from the log and from nothing else: dropped and filled again, they come out the same.

They hold what is asked for often (ids, names, counts, which claim belongs to which document) and the place of the entry that says
the rest. What comes from a private value is emptied when that value is erased.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from attestry.model.entry import Entry, Json

TABLES = {
    "original": "digest TEXT PRIMARY KEY, seq INTEGER NOT NULL, media_type TEXT NOT NULL, size INTEGER NOT NULL",
    "custody": "seq INTEGER PRIMARY KEY, original TEXT NOT NULL",
    "document": "id TEXT PRIMARY KEY, seq INTEGER NOT NULL, original TEXT NOT NULL, reader TEXT NOT NULL, name TEXT, "
                "characters INTEGER NOT NULL, stands INTEGER NOT NULL, extractor TEXT",
    "quarantine": "original TEXT PRIMARY KEY, seq INTEGER NOT NULL",
    "extraction": "document TEXT NOT NULL, extractor TEXT NOT NULL, seq INTEGER NOT NULL, claims INTEGER NOT NULL, "
                  "problems INTEGER NOT NULL, PRIMARY KEY (document, extractor)",
    "claim": "id TEXT PRIMARY KEY, seq INTEGER NOT NULL, document TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, "
             "extractor TEXT NOT NULL, kind TEXT, frame TEXT, ruling TEXT, reviews INTEGER NOT NULL",
}
INDEXES = (
    "CREATE INDEX custody_of ON custody (original, seq)",
    "CREATE INDEX document_of ON document (original)",
    "CREATE UNIQUE INDEX document_named ON document (name) WHERE stands AND name IS NOT NULL",
    "CREATE INDEX claim_in ON claim (document, first, last, id)",
)


def create(db: sqlite3.Connection) -> None:
    """Make the tables, empty."""
    for name, columns in TABLES.items():
        db.execute(f"CREATE TABLE {name} ({columns})")
    for index in INDEXES:
        db.execute(index)


def drop(db: sqlite3.Connection) -> None:
    """Take the tables away."""
    for name in TABLES:
        db.execute(f"DROP TABLE IF EXISTS {name}")


def project(db: sqlite3.Connection, entry: Entry) -> None:
    """Bring the tables up to *entry*; entries come in their order."""
    step = _STEPS.get(entry.type)
    if step is not None:
        step(db, entry)


def forget(db: sqlite3.Connection, seq: int, left: Mapping[str, Json]) -> None:
    """Empty what came from the erased values of entry *seq*, of which *left* is left.

    Nothing of this is needed when the tables are filled anew: the entries then come without their erased values.
    """
    db.execute("UPDATE document SET name = ? WHERE seq = ?", (_name(left), seq))
    db.execute("UPDATE claim SET kind = ?, frame = ? WHERE seq = ?", (*_kind(left), seq))


def rows(db: sqlite3.Connection, table: str) -> Iterable[tuple[Any, ...]]:
    """Every row of *table*, by its key."""
    key = "document, extractor" if table == "extraction" else "1"
    return db.execute(f"SELECT * FROM {table} ORDER BY {key}")


def _received(db: sqlite3.Connection, entry: Entry) -> None:
    clear = entry.clear
    db.execute("INSERT OR IGNORE INTO original VALUES (?, ?, ?, ?)",
               (clear["original"], entry.seq, clear["media_type"], clear["size"]))
    db.execute("INSERT INTO custody VALUES (?, ?)", (entry.seq, clear["original"]))


def _extracted(db: sqlite3.Connection, entry: Entry) -> None:
    # A later reading of the same original takes the place of the earlier one, and its name.
    clear = entry.clear
    db.execute("UPDATE document SET stands = 0 WHERE original = ? AND id <> ?", (clear["original"], clear["document"]))
    db.execute("INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, 1, NULL) ON CONFLICT (id) DO UPDATE SET "
               "seq = excluded.seq, name = excluded.name, stands = 1",
               (clear["document"], entry.seq, clear["original"], clear["reader"], _name(entry.private), clear["characters"]))


def _quarantined(db: sqlite3.Connection, entry: Entry) -> None:
    db.execute("INSERT INTO quarantine VALUES (?, ?) ON CONFLICT (original) DO UPDATE SET seq = excluded.seq",
               (entry.clear["original"], entry.seq))


def _proposed(db: sqlite3.Connection, entry: Entry) -> None:
    clear, (kind, frame) = entry.clear, _kind(entry.private)
    span = clear["span"]
    first, last = (span[0], span[1]) if isinstance(span, list) else (None, None)
    db.execute("INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, 0) ON CONFLICT (id) DO UPDATE SET "
               "seq = excluded.seq, extractor = excluded.extractor, kind = excluded.kind, frame = excluded.frame",
               (clear["claim"], entry.seq, clear["document"], first, last, clear["extractor"], kind, frame))


def _claims_extracted(db: sqlite3.Connection, entry: Entry) -> None:
    clear = entry.clear
    db.execute("INSERT INTO extraction VALUES (?, ?, ?, ?, ?) ON CONFLICT (document, extractor) DO UPDATE SET "
               "seq = excluded.seq, claims = excluded.claims, problems = excluded.problems",
               (clear["document"], clear["extractor"], entry.seq, clear["claims"], clear["problems"]))
    db.execute("UPDATE document SET extractor = ? WHERE id = ?", (clear["extractor"], clear["document"]))


def _reviewed(db: sqlite3.Connection, entry: Entry) -> None:
    ruling = None if entry.clear["ruling"] == "reopen" else entry.clear["ruling"]
    db.execute("UPDATE claim SET ruling = ?, reviews = reviews + 1 WHERE id = ?", (ruling, entry.clear["claim"]))


def _kind(private: Mapping[str, Json]) -> tuple[str | None, str | None]:
    """Kind and frame of a claim; nothing once its words or its reading are erased."""
    said = private.get("said")
    return (_text(said.get("kind")), _text(said.get("frame"))) if isinstance(said, dict) and "quote" in private else (None, None)


def _name(private: Mapping[str, Json]) -> str | None:
    """The name of a document; nothing once its name, its text or its reading is erased."""
    return _text(private.get("name")) if "text" in private and "reading" in private else None


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) else None


_STEPS: dict[str, Callable[[sqlite3.Connection, Entry], None]] = {
    "document.received": _received,
    "document.extracted": _extracted,
    "document.quarantined": _quarantined,
    "claim.proposed": _proposed,
    "claims.extracted": _claims_extracted,
    "claim.reviewed": _reviewed,
}
