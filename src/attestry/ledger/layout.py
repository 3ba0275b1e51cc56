"""The tables of the log in SQLite, and the triggers that let nothing be changed or left out."""

from __future__ import annotations

import sqlite3
from functools import cache

from attestry.ledger import projection
from attestry.ledger.merkle import HASH_SIZE

APPLICATION = 0x61747372            # "atsr", in the file's header
VERSION = 1                         # of these tables, in the file's header

_HASH = f"BLOB NOT NULL CHECK (typeof({{0}}) = 'blob' AND length({{0}}) = {HASH_SIZE})"
_TABLES = (
    "CREATE TABLE event (seq INTEGER PRIMARY KEY CHECK (seq >= 0), body BLOB NOT NULL CHECK (typeof(body) = 'blob'), "
    f"leaf {_HASH.format('leaf')})",
    f"CREATE TABLE node (level INTEGER NOT NULL CHECK (level > 0), idx INTEGER NOT NULL, hash {_HASH.format('hash')}, "
    "PRIMARY KEY (level, idx)) WITHOUT ROWID",
    "CREATE TABLE disclosure (seq INTEGER NOT NULL REFERENCES event, n INTEGER NOT NULL, body TEXT NOT NULL, "
    "PRIMARY KEY (seq, n))",
    "CREATE TABLE erasure (seq INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (seq, n)) WITHOUT ROWID",
    "CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, note TEXT NOT NULL)",
    "CREATE TABLE head (id INTEGER PRIMARY KEY CHECK (id = 1), size INTEGER NOT NULL, frontier BLOB NOT NULL, halted TEXT)",
    "CREATE TABLE seen (id INTEGER PRIMARY KEY CHECK (id = 1), size INTEGER NOT NULL)",
)

# With recursive_triggers off, the row that INSERT OR REPLACE takes away fires no DELETE trigger; therefore it is on, and
# therefore each table has a BEFORE INSERT trigger, too, which fires in either case.
_GUARDS = (
    ("event_next", "INSERT ON event WHEN NEW.seq IS NOT (SELECT coalesce(max(seq) + 1, 0) FROM event)",
     "entries are numbered without gaps and never replaced"),
    ("node_once", "INSERT ON node WHEN EXISTS (SELECT 1 FROM node WHERE level = NEW.level AND idx = NEW.idx)",
     "a tree node is never replaced"),
    ("disclosure_once", "INSERT ON disclosure WHEN EXISTS (SELECT 1 FROM disclosure WHERE seq = NEW.seq AND n = NEW.n) "
     "OR EXISTS (SELECT 1 FROM erasure WHERE seq = NEW.seq AND n = NEW.n)", "a disclosure is never replaced"),
    ("disclosure_erased", "DELETE ON disclosure WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE seq = OLD.seq AND n = OLD.n)",
     "a disclosure is erased only by a redaction"),
    ("checkpoint_next", "INSERT ON checkpoint WHEN NEW.size <= (SELECT coalesce(max(size), -1) FROM checkpoint)",
     "checkpoints are only added"),
    ("head_grows", "UPDATE ON head WHEN NEW.size < OLD.size OR (OLD.halted IS NOT NULL AND NEW.halted IS NOT OLD.halted)",
     "the log never shrinks"),
    ("head_once", "INSERT ON head", "there is one head"),
    *((f"{table}_{verb.lower()}", f"{verb} ON {table}", f"{table} is append-only") for table, verb in (
        ("event", "UPDATE"), ("event", "DELETE"), ("node", "UPDATE"), ("node", "DELETE"), ("disclosure", "UPDATE"),
        ("erasure", "UPDATE"), ("erasure", "DELETE"), ("checkpoint", "UPDATE"), ("checkpoint", "DELETE"), ("head", "DELETE"))),
)


def create(db: sqlite3.Connection) -> None:
    """Make everything in an empty database: the log, the tables that follow from it, the triggers."""
    for table in _TABLES:
        db.execute(table)
    db.execute("INSERT INTO head VALUES (1, 0, x'', NULL)")
    projection.create(db)
    guard(db)
    db.execute(f"PRAGMA application_id = {APPLICATION}")
    db.execute(f"PRAGMA user_version = {VERSION}")


def guard(db: sqlite3.Connection) -> None:
    """Put our triggers in the place of whatever triggers and views there are."""
    for kind, name in db.execute("SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view')").fetchall():
        db.execute(f"DROP {kind} {_quoted(name)}")
    for name, when, says in _GUARDS:
        db.execute(f"CREATE TRIGGER {name} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{says}'); END")


def foreign(db: sqlite3.Connection) -> list[str]:
    """What *db* has otherwise than `create` makes it: tables, indexes and triggers missing, added or changed."""
    found, ours = _schema(db), _ours()
    return [f"{name} is missing" if name not in found else f"{name} is not ours" if name not in ours else f"{name} was changed"
            for name in sorted(found.keys() | ours.keys()) if found.get(name) != ours.get(name)]


@cache
def _ours() -> dict[str, str | None]:
    db = sqlite3.connect(":memory:", isolation_level=None)
    create(db)
    schema = _schema(db)
    db.close()
    return schema


def _schema(db: sqlite3.Connection) -> dict[str, str | None]:
    return {f"{kind} {name}": sql for kind, name, sql in db.execute("SELECT type, name, sql FROM sqlite_master")
            if not name.startswith("sqlite_stat")}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
