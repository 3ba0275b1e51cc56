"""A journal and a vault that live as long as the process: small, true, and held to the same contracts as those on disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from attestry.ledger.disclosure import digest
from attestry.ledger.journal import Row, written
from attestry.ledger.merkle import Frontier, leaf_hash
from attestry.model.entry import Event
from attestry.model.errors import LedgerFault, NotFound, WrongCall
from attestry.model.origin import Digest, digest_of


class MemoryJournal:
    """A Journal in memory. One thread at a time."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self._rows: list[Row] = []
        self._nodes: dict[tuple[int, int], bytes] = {}
        self._notes: dict[int, str] = {}
        self._frontier = Frontier()
        self._halted: str | None = None
        self._depth = 0

    @contextmanager
    def writing(self) -> Iterator[None]:
        rows, nodes, notes, halted = list(self._rows), dict(self._nodes), dict(self._notes), self._halted
        frontier = Frontier(self._frontier.size, self._frontier.roots)
        self._depth += 1
        try:
            yield
        except BaseException:
            self._rows, self._nodes, self._notes, self._frontier, self._halted = rows, nodes, notes, frontier, halted
            raise
        finally:
            self._depth -= 1

    def append(self, events: Sequence[Event]) -> range:
        with self.writing():
            if self._halted is not None:
                raise LedgerFault(f"log {self.origin}: read-only since {self._halted}")
            first = self._frontier.size
            for seq, event in enumerate(events, first):
                body, disclosures = written(event, self.origin, seq)
                leaf = leaf_hash(body)
                self._rows.append(Row(seq, body, leaf, disclosures))
                for level, index, height in self._frontier.append(leaf):
                    self._nodes[level, index] = height
            return range(first, self._frontier.size)

    def size(self) -> int:
        return self._frontier.size

    def frontier(self) -> Frontier:
        return Frontier(self._frontier.size, self._frontier.roots)

    def rows(self, start: int = 0, stop: int | None = None) -> Iterator[Row]:
        yield from self._rows[start:stop]

    def subtree(self, level: int, index: int) -> bytes:
        try:
            return self._nodes[level, index] if level else self._rows[index].leaf
        except (KeyError, IndexError):
            raise LedgerFault(f"log {self.origin}: no tree node {index} on level {level}") from None

    def node_count(self) -> int:
        return len(self._nodes)

    def checkpoints(self) -> Iterator[tuple[int, str]]:
        yield from sorted(self._notes.items())

    def keep_checkpoint(self, size: int, note: str) -> None:
        if self._notes and size <= max(self._notes):
            raise WrongCall(f"checkpoint of size {size}: not beyond the newest, {max(self._notes)}; checkpoints are only added")
        self._notes[size] = note

    def erase(self, seq: int, digests: Sequence[str]) -> None:
        row = self._rows[seq]
        self._rows[seq] = Row(seq, row.body, row.leaf, tuple(each for each in row.disclosures if digest(each) not in digests))

    def halt(self, reason: str) -> None:
        self._halted = reason

    def halted(self) -> str | None:
        return self._halted

    def close(self) -> None:
        """Nothing to give back."""


class MemoryVault:
    """A Vault in memory."""

    def __init__(self) -> None:
        self._kept: dict[Digest, bytes] = {}

    def put(self, data: bytes) -> Digest:
        return digest_of(self._kept.setdefault(digest_of(data), data))

    def has(self, digest: Digest) -> bool:
        return digest in self._kept

    def get(self, digest: Digest) -> bytes:
        try:
            return self._kept[digest]
        except KeyError:
            raise NotFound(f"original {digest[:12]}: not kept here") from None

    def size(self, digest: Digest) -> int:
        return len(self.get(digest))

    def digests(self) -> Iterator[Digest]:
        yield from sorted(self._kept)

    def erase(self, digest: Digest) -> None:
        self._kept.pop(digest, None)
