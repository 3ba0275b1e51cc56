"""The journal on SQLite: one file, written to by one process at a time, with triggers that let nothing be changed or left out.

The triggers guard against slips, not against an adversary, who has the file; against him stand the tree and the checkpoints.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attestry.ledger import layout, projection
from attestry.ledger.disclosure import digest, opened
from attestry.ledger.journal import Row, entries, happened, written
from attestry.ledger.lock import WriterLock
from attestry.ledger.merkle import HASH_SIZE, Frontier, leaf_hash
from attestry.model.entry import Entry, Event
from attestry.model.errors import LedgerFault, NoCase, WrongCall

_CHUNK = 500                        # entries fetched at a time, so that a reader never holds the table open


class SqliteJournal:
    """A Journal in one SQLite file, with the tables of what stands beside it. One thread at a time."""

    def __init__(self, path: Path, origin: str, lock: WriterLock, *, readonly: bool = False) -> None:
        if not path.is_file():
            raise NoCase(f"{path}: there is no such file; expected the database of a case; restore it from a copy")
        self.origin, self._path, self._lock, self._readonly, self._depth = origin, path, lock, readonly, 0
        try:
            self.db = _connected(path, readonly)
        except (sqlite3.DatabaseError, UnicodeDecodeError) as fault:
            raise LedgerFault(f"{path}: {fault}; expected the database of a case; restore it from a copy") from fault
        self._guarded = False
        found = self._one("PRAGMA application_id")[0], self._one("PRAGMA user_version")[0]
        if found != (layout.APPLICATION, layout.VERSION):
            self.db.close()
            raise NoCase(f"{path}: application and layout {found}; expected {(layout.APPLICATION, layout.VERSION)}; "
                         "take the program that made it")

    @contextmanager
    def writing(self) -> Iterator[None]:
        if self._depth:
            with self._step():
                yield
            return
        if self._readonly:
            raise WrongCall(f"{self._path.parent}: opened for reading only; expected a folder one may write to, and its log.key")
        with self._lock.held():
            self._do("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                yield
                self._do("COMMIT")
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise
            finally:
                self._depth = 0

    @contextmanager
    def _step(self) -> Iterator[None]:
        """A step within one under way: if it falls, it falls alone where the one around it goes on."""
        self._depth += 1
        name = f"step{self._depth}"
        self._do(f"SAVEPOINT {name}")
        try:
            yield
        except BaseException:
            if self.db.in_transaction:
                self.db.execute(f"ROLLBACK TO {name}")
            raise
        finally:
            if self.db.in_transaction:
                self.db.execute(f"RELEASE {name}")
            self._depth -= 1

    @property
    def busy(self) -> bool:
        """Whether a step is under way."""
        return self._depth > 0

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read inside is read as it stands now, whatever others add meanwhile."""
        self._do("BEGIN")
        try:
            yield
        finally:
            self._do("COMMIT")

    def append(self, events: Sequence[Event]) -> range:
        with self.writing():
            reason = self.halted()
            if reason is not None:
                raise LedgerFault(f"{self._path}: read-only since {reason}; restore a copy of the case that verifies")
            self._check_guards()
            frontier = self.frontier()
            first = frontier.size
            added, nodes = [], []
            for seq, event in enumerate(events, first):
                body, disclosures = written(event, self.origin, seq)
                leaf = leaf_hash(body)
                added.append(Row(seq, body, leaf, disclosures))
                nodes += frontier.append(leaf)
            self._many("INSERT INTO event VALUES (?, ?, ?)", ((row.seq, row.body, row.leaf) for row in added))
            self._many("INSERT INTO node VALUES (?, ?, ?)", nodes)
            self._many("INSERT INTO disclosure VALUES (?, ?, ?)",
                       ((row.seq, n, body) for row in added for n, body in enumerate(row.disclosures)))
            self._do("UPDATE head SET size = ?, frontier = ? WHERE id = 1", (frontier.size, b"".join(frontier.roots)))
            for seq, event in enumerate(events, first):
                self._project(happened(event, seq))
            return range(first, frontier.size)

    def size(self) -> int:
        return int(self._one("SELECT size FROM head")[0])

    def frontier(self) -> Frontier:
        size, roots = self._one("SELECT size, frontier FROM head")
        return Frontier(size, [roots[start:start + HASH_SIZE] for start in range(0, len(roots), HASH_SIZE)])

    def rows(self, start: int = 0, stop: int | None = None) -> Iterator[Row]:
        here, end = start, stop if stop is not None else 1 << 62
        while found := self._all("SELECT seq, body, leaf FROM event WHERE seq >= ? AND seq < ? ORDER BY seq LIMIT ?",
                                 (here, end, _CHUNK)):
            disclosures: dict[int, list[str]] = {}
            for seq, body in self._all("SELECT seq, body FROM disclosure WHERE seq BETWEEN ? AND ? ORDER BY seq, n",
                                       (found[0][0], found[-1][0])):
                disclosures.setdefault(seq, []).append(body)
            for seq, body, leaf in found:
                yield Row(seq, body, leaf, tuple(disclosures.get(seq, ())))
            here = found[-1][0] + 1

    def subtree(self, level: int, index: int) -> bytes:
        found = self._all("SELECT hash FROM node WHERE level = ? AND idx = ?", (level, index)) if level else \
            self._all("SELECT leaf FROM event WHERE seq = ?", (index,))
        if not found:
            raise LedgerFault(f"{self._path}: no tree node {index} on level {level}")
        return bytes(found[0][0])

    def node_count(self) -> int:
        return int(self._one("SELECT count(*) FROM node")[0])

    def checkpoints(self) -> Iterator[tuple[int, str]]:
        yield from self._all("SELECT size, note FROM checkpoint ORDER BY size")

    def keep_checkpoint(self, size: int, note: str) -> None:
        with self.writing():
            self._do("INSERT INTO checkpoint VALUES (?, ?)", (size, note))

    def erase(self, seq: int, digests: Sequence[str]) -> None:
        with self.writing():
            for n, body in self._all("SELECT n, body FROM disclosure WHERE seq = ?", (seq,)):
                if digest(body) in digests:
                    self._do("INSERT INTO erasure VALUES (?, ?)", (seq, n))
                    self._do("DELETE FROM disclosure WHERE seq = ? AND n = ?", (seq, n))
            left = dict(opened(body) for (body,) in self._all("SELECT body FROM disclosure WHERE seq = ?", (seq,)))
            projection.forget(self.db, seq, left)

    def halt(self, reason: str) -> None:
        with self.writing():
            self._do("UPDATE head SET halted = ? WHERE id = 1 AND halted IS NULL", (reason,))

    def halted(self) -> str | None:
        found = self._one("SELECT halted FROM head")[0]
        return None if found is None else str(found)

    def rebuild(self, progress: Callable[[int], None] | None = None) -> int:
        """Drop the tables of what stands and make them again from the log, and the triggers; gives the number of entries read."""
        with self.writing():
            projection.drop(self.db)
            projection.create(self.db)
            layout.guard(self.db)
            count = 0
            for each in entries(self):
                projection.project(self.db, each)
                count += 1
                if progress is not None:
                    progress(count)
            return count

    def seen(self) -> int:
        """Up to how many entries the log was verified last; 0 if never."""
        found = self._all("SELECT size FROM seen")
        return int(found[0][0]) if found else 0

    def keep_seen(self, size: int) -> None:
        """Remember that the log was verified up to *size* entries."""
        with self.writing():
            self._do("INSERT INTO seen VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET size = excluded.size", (size,))

    def scrub(self) -> None:
        """Write the log of SQLite itself back into the file and empty it: only then are erased bytes gone."""
        with self._lock.held():
            self._do("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Give the file back. The last one to close brings everything into the one file, hence the lock."""
        if os.access(self._path.parent, os.W_OK):
            with self._lock.held():
                self.db.close()
        else:
            self.db.close()

    def _check_guards(self) -> None:
        """LedgerFault, once a session, if the file does not have our tables and triggers: another's would do as they like."""
        if not self._guarded:
            try:
                foreign = layout.foreign(self.db)
            except (sqlite3.DatabaseError, UnicodeDecodeError) as fault:
                raise self._fault(fault) from fault
            if foreign:
                raise LedgerFault(f"{self._path}: {foreign[0]}; expected the tables and triggers of a case; "
                                  "run `attestry verify`, then `attestry rebuild`")
            self._guarded = True

    def _project(self, entry: Entry) -> None:
        try:
            projection.project(self.db, entry)
        except sqlite3.IntegrityError as fault:
            if "document.name" in str(fault):
                raise WrongCall(f"{self._path.parent}: another document has this name already; expected a name of its own; "
                                "take free_name()") from None
            raise
        except sqlite3.DatabaseError as fault:
            raise self._fault(fault) from fault

    def _do(self, sql: str, values: Sequence[Any] = ()) -> None:
        try:
            self.db.execute(sql, values)
        except sqlite3.DatabaseError as fault:
            if isinstance(fault, sqlite3.IntegrityError):
                raise
            raise self._fault(fault) from fault

    def _many(self, sql: str, values: Any) -> None:
        try:
            self.db.executemany(sql, values)
        except sqlite3.OperationalError as fault:
            raise self._fault(fault) from fault

    def _fault(self, fault: Exception) -> LedgerFault:
        return LedgerFault(f"{self._path}: {fault}; nothing of this step was kept; "
                           "check disk and rights, then open the case again")

    def _all(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        try:
            return self.db.execute(sql, values).fetchall()
        except (sqlite3.DatabaseError, UnicodeDecodeError) as fault:
            raise self._fault(fault) from fault

    def _one(self, sql: str) -> Any:
        found = self._all(sql)
        if not found:
            raise LedgerFault(f"{self._path}: no row for {sql!r}; expected the database of a case; restore it from a copy")
        return found[0]


def create(path: Path) -> None:
    """Make the database of a case at *path*, empty; the file must not be there."""
    path.touch(0o600, exist_ok=False)
    db = _connected(path, False)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("BEGIN")
        layout.create(db)
        db.execute("COMMIT")
    finally:
        db.close()


def _connected(path: Path, readonly: bool) -> sqlite3.Connection:
    address, fixed = path.absolute().as_uri(), readonly and not os.access(path.parent, os.W_OK)
    log = path.with_name(path.name + "-wal")
    if fixed and log.exists() and log.stat().st_size:
        raise LedgerFault(f"{path}: {log.name} holds entries not yet in the file, and the folder cannot be written to; "
                          "expected a case that was closed; copy both to where you may write")
    # A folder that cannot be written to has no place for SQLite's shared memory: the file is then read as it lies.
    db = sqlite3.connect(address + ("?mode=ro&immutable=1" if fixed else "?mode=rw"), uri=True, isolation_level=None, timeout=30)
    for setting in ("synchronous = FULL", "foreign_keys = ON", "recursive_triggers = ON", "trusted_schema = OFF",
                    "cell_size_check = ON", "secure_delete = ON"):
        db.execute(f"PRAGMA {setting}")
    if readonly:
        db.execute("PRAGMA query_only = ON")
    return db
