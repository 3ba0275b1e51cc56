"""What stands in a case, found by name, id or place; one thing at a time, so that ten thousand documents never fill memory."""

from __future__ import annotations

import difflib
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from attestry.ledger import events
from attestry.ledger.journal import Journal, entry
from attestry.model.claim import Claim
from attestry.model.entry import Entry
from attestry.model.errors import Ambiguous, LedgerFault, NotFound
from attestry.model.origin import Digest, Original
from attestry.model.text import Document, DocumentId, Problem

_SHORTEST = 4                       # characters of a shortened id
_SPARSE = 3                         # entries fetched for one that is wanted, at the most
_NEAREST = 3                        # names offered where none fits
_UNREAD = "FROM quarantine q WHERE NOT EXISTS (SELECT 1 FROM document d WHERE d.original = q.original AND d.stands)"
_STANDING = ("SELECT c.id, c.seq FROM claim c JOIN document d ON d.id = c.document "
             "WHERE d.stands AND d.name IS NOT NULL AND c.extractor = d.extractor "
             "AND c.kind IS NOT NULL AND c.ruling IS NOT 'reject' ")


class Catalogue:
    """Questions to the tables of what stands. Rows come from *db*, the rest from the entries in *journal*."""

    def __init__(self, db: sqlite3.Connection, journal: Journal) -> None:
        self._db, self._journal = db, journal

    # ---- is it there?

    def has_original(self, digest: Digest) -> bool:
        """Whether bytes of this digest were received."""
        return self._one("SELECT 1 FROM original WHERE digest = ?", digest) is not None

    def has_document(self, original: Digest, reader: str) -> bool:
        """Whether *reader*, name and version, made a document of *original*."""
        return self._one("SELECT 1 FROM document WHERE original = ? AND reader = ?", original, reader) is not None

    def is_quarantined(self, original: Digest) -> bool:
        """Whether a reader gave *original* up, and no reading of it stands."""
        return self._one(f"SELECT 1 {_UNREAD} AND original = ?", original) is not None

    def has_claims(self, document: DocumentId, extractor: str) -> bool:
        """Whether *document* was read for claims by *extractor* last, whatever it found."""
        return self._one("SELECT 1 FROM document WHERE id = ? AND extractor = ?", document, extractor) is not None

    def free_name(self, stem: str, original: Digest | None = None) -> str:
        """*stem*, or the first of stem-2, stem-3, … that no document bears; a new reading of *original* may keep its name."""
        name, number = stem, 1
        while True:
            row = self._one("SELECT original FROM document WHERE stands AND name = ?", name)
            if row is None or row[0] == original:
                return name
            number += 1
            name = f"{stem}-{number}"

    def counts(self) -> dict[str, int]:
        """How many originals, documents, claims and quarantined originals stand."""
        claims = f"SELECT count(*) FROM ({_STANDING})"
        return {
            "originals": self._count("SELECT count(*) FROM original"),
            "documents": self._count("SELECT count(*) FROM document WHERE stands AND name IS NOT NULL"),
            "claims": self._count(claims),
            "quarantined": self._count(f"SELECT count(*) {_UNREAD}"),
            "custody": self._count("SELECT count(*) FROM custody"),
        }

    # ---- originals

    def original(self, digest: Digest) -> Original:
        """The original *digest* as it was first received, without its bytes; NotFound if it never was."""
        row = self._one("SELECT seq FROM original WHERE digest = ?", digest)
        if row is None:
            raise NotFound(f"original {digest[:12]}: nothing of this digest was received")
        return events.original_of(self._entry(row[0]))

    def originals(self) -> Iterator[Original]:
        """Every original, in the order received."""
        for (seq,) in self._all("SELECT seq FROM original ORDER BY seq"):
            yield events.original_of(self._entry(seq))

    def custody(self, digest: Digest) -> tuple[Original, ...]:
        """Each coming of the bytes *digest*, oldest first."""
        return tuple(events.original_of(self._entry(seq)) for (seq,) in
                     self._all("SELECT seq FROM custody WHERE original = ? ORDER BY seq", digest))

    # ---- documents

    def documents(self) -> Iterator[Document]:
        """Every document that stands, in the order they were read; one in memory at a time."""
        for (seq,) in self._all("SELECT seq FROM document WHERE stands AND name IS NOT NULL ORDER BY seq"):
            document = events.document_of(self._entry(seq))
            if document is not None:
                yield document

    def document_names(self) -> list[tuple[str, DocumentId]]:
        """Name and id of every document that stands, in the order they were read."""
        return self._all("SELECT name, id FROM document WHERE stands AND name IS NOT NULL ORDER BY seq")

    def document(self, key: str) -> Document:
        """The document that bears *key* as its name, its id, or the beginning of its id; NotFound or Ambiguous otherwise."""
        row = self._one("SELECT seq FROM document WHERE stands AND name = ?", key) \
            or self._one("SELECT seq FROM document WHERE id = ?", key)
        if row is None:
            found = self._all("SELECT seq, name FROM document WHERE id LIKE ? AND name IS NOT NULL LIMIT 9", _prefix(key))
            if len(found) > 1:
                names = ", ".join(name for _, name in found)
                raise Ambiguous(f"document {key!r}: the ids of several begin so ({names}); give more of it")
            if not found:
                near = difflib.get_close_matches(key, [name for name, _ in self.document_names()], _NEAREST)
                raise NotFound(f"document {key!r}: no document of this case has this name or id"
                               + (f"; nearest: {', '.join(near)}" if near else ""))
            row = found[0]
        document = events.document_of(self._entry(row[0]))
        if document is None:
            raise NotFound(f"document {key!r}: its text was erased")
        return document

    def reading(self, original: Digest) -> Document | None:
        """The document that stands for *original*, or None where none does."""
        row = self._one("SELECT seq FROM document WHERE original = ? AND stands AND name IS NOT NULL", original)
        return None if row is None else events.document_of(self._entry(row[0]))

    # ---- claims

    def claims(self, document: DocumentId | None = None) -> Iterator[Claim]:
        """Every claim that stands, of one document or of all, in reading order.

        It stands if the last extraction of its document read it, and nobody rejected it.
        """
        if document is None:
            for _, each in self.document_names():
                yield from self.claims(each)
            return
        places = [seq for _, seq in self._all(_STANDING + "AND c.document = ? ORDER BY c.first, c.last, c.seq", document)]
        for found in self._entries(places):
            claim = events.claim_of(found)
            if claim is not None:
                yield claim

    def claim(self, key: str) -> Claim:
        """The claim whose id begins with *key*, whether it stands or not; NotFound or Ambiguous otherwise."""
        claim = events.claim_of(self._entry(self.claim_entry(key)))
        if claim is None:
            raise NotFound(f"claim {key!r}: its words were erased")
        return claim

    def claim_entry(self, key: str) -> int:
        """The place in the log of the claim whose id begins with *key*, where it was proposed last."""
        found = self._all("SELECT id, seq FROM claim WHERE id LIKE ? LIMIT 9", _prefix(key))
        exact = [row for row in found if row[0] == key] or found
        if len(exact) > 1:
            raise Ambiguous(f"claim {key!r}: several ids begin so ({', '.join(each[0][:12] for each in found)}); give more of it")
        if not exact:
            raise NotFound(f"claim {key!r}: no claim of this case has an id that begins so; `attestry claims` lists them")
        return int(exact[0][1])

    def claim_counts(self) -> list[tuple[str, str, int]]:
        """How many claims stand, by kind and frame."""
        return self._all(f"SELECT kind, frame, count(*) FROM claim WHERE id IN (SELECT id FROM ({_STANDING})) "
                         "GROUP BY kind, frame ORDER BY 1, 2")

    def claims_by_document(self) -> dict[DocumentId, int]:
        """How many claims stand in each document that has any."""
        return dict(self._all(f"SELECT document, count(*) FROM claim WHERE id IN (SELECT id FROM ({_STANDING})) "
                              "GROUP BY document"))

    # ---- problems

    def problems(self) -> Iterator[Problem]:
        """What could not be read, in the order met: of originals without a reading, of documents, of their last extraction."""
        for (seq,) in self._all(
                f"SELECT seq {_UNREAD} "
                "UNION SELECT seq FROM document WHERE stands AND name IS NOT NULL "
                "UNION SELECT e.seq FROM extraction e JOIN document d ON d.id = e.document AND d.extractor = e.extractor "
                "WHERE d.stands AND e.problems > 0 ORDER BY 1"):
            found = self._entry(seq)
            if found.clear.get("problems"):
                yield from events.problems_of(found)

    def lead_count(self) -> int:
        """How many leads the last extraction of each document that stands found."""
        places = [seq for (seq,) in self._all(
            "SELECT e.seq FROM extraction e JOIN document d ON d.id = e.document AND d.extractor = e.extractor "
            "WHERE d.stands AND d.name IS NOT NULL ORDER BY 1")]
        return sum(events.lead_count_of(found) for found in self._entries(places))

    def _entries(self, seqs: Sequence[int]) -> Iterator[Entry]:
        """The entries at *seqs*, in that order; those of one document were logged in one step and are fetched in one."""
        if seqs and max(seqs) - min(seqs) < _SPARSE * len(seqs):
            wanted = set(seqs)
            found = {row.seq: row for row in self._journal.rows(min(seqs), max(seqs) + 1) if row.seq in wanted}
            yield from (entry(found[seq]) if seq in found else self._entry(seq) for seq in seqs)
        else:
            yield from map(self._entry, seqs)

    def _entry(self, seq: int) -> Entry:
        for row in self._journal.rows(seq, seq + 1):
            return entry(row)
        raise LedgerFault(f"entry {seq}: a table of what stands names it, the log has none; "
                          "run `attestry verify`, then `attestry rebuild`")

    def _one(self, sql: str, *values: str) -> Any:
        return next(iter(self._all(sql, *values)), None)

    def _all(self, sql: str, *values: str) -> list[Any]:
        try:
            return self._db.execute(sql, values).fetchall()
        except (sqlite3.DatabaseError, UnicodeDecodeError) as fault:
            raise LedgerFault(f"the tables of what stands: {fault}; run `attestry verify`, then `attestry rebuild`") from fault

    def _count(self, sql: str) -> int:
        return int(self._one(sql)[0])


def _prefix(key: str) -> str:
    """*key* as the beginning of an id; what is too short or no digest finds nothing."""
    return f"{key.lower()}%" if len(key) >= _SHORTEST and key.isalnum() else ""
