"""The tables of what stands, made anew beside the kept ones and compared row by row: what was edited without the log shows."""

from __future__ import annotations

import sqlite3
from itertools import zip_longest

from attestry.ledger import layout, projection
from attestry.ledger.inspection import Tally
from attestry.ledger.journal import entries
from attestry.ledger.sqlite import SqliteJournal
from attestry.model.errors import LedgerFault


def unsound(journal: SqliteJournal) -> Tally:
    """What is not ours in the file, and what SQLite itself finds wrong: a broken index could hide rows that are there."""
    tally = Tally()
    try:
        tally.count = journal.db.execute("PRAGMA page_count").fetchone()[0]
        for says in layout.foreign(journal.db):
            tally.fail(f"{says}; `attestry rebuild` makes tables and triggers anew")
        for (says,) in journal.db.execute("PRAGMA integrity_check(20)"):
            if says != "ok":
                tally.fail(f"SQLite: {says}")
    except (sqlite3.DatabaseError, UnicodeDecodeError) as fault:
        tally.fail(f"SQLite: {fault}")
    return tally


def differences(journal: SqliteJournal) -> Tally:
    """How many rows were compared, how many differ, and the first that does."""
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    try:
        projection.create(fresh)
        fresh.execute("BEGIN")
        for entry in entries(journal):
            projection.project(fresh, entry)
        return _compared(journal.db, fresh)
    except (LedgerFault, KeyError, sqlite3.DatabaseError, UnicodeDecodeError) as fault:
        return Tally(0, 1, f"the log could not be replayed: {fault}")
    finally:
        fresh.close()


def _compared(kept: sqlite3.Connection, fresh: sqlite3.Connection) -> Tally:
    tally = Tally()
    for table in projection.TABLES:
        for one, other in zip_longest(projection.rows(kept, table), projection.rows(fresh, table)):
            tally.count += 1
            if one != other:
                key = (other or one)[0]
                says = "is not on the log" if other is None else "is missing" if one is None else "differs from the log"
                tally.fail(f"table {table}: the row of {key} {says}; `attestry rebuild` makes the tables anew")
    return tally
