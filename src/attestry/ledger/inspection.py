"""One pass over the log: every entry, tree node, value and quote looked at, in order, holding one document at a time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from attestry.ledger.canonical import read_strictly
from attestry.ledger.disclosure import digest, opened
from attestry.ledger.events import erased_by
from attestry.ledger.journal import Header, Journal, Row, SchemaUnknown, header
from attestry.ledger.merkle import Frontier, leaf_hash
from attestry.model.entry import Entry, Json
from attestry.model.errors import LedgerFault
from attestry.model.origin import Digest, digest_of
from attestry.model.text import DocumentId

_TEXTS_HELD = 8                     # documents whose text is kept at hand: claims follow their document on the log


@dataclass(slots=True)
class Tally:
    """How many were looked at, how many did not hold, and the first of these."""

    count: int = 0
    failures: int = 0
    first: str = ""

    def fail(self, says: str) -> None:
        self.failures += 1
        self.first = self.first or says


class Inspection:
    """What one pass over *journal* comes to. The roots at the sizes in *wanted* are kept on the way."""

    def __init__(self, journal: Journal, wanted: Collection[int], *, start: Frontier) -> None:
        self._journal, self._wanted, self._frontier = journal, wanted, start
        self.first = start.size
        self.roots: dict[int, bytes] = {start.size: start.root()}
        self.entries, self.unknown, self.tree, self.values, self.quotes = Tally(), Tally(), Tally(), Tally(), Tally()
        self.originals: dict[Digest, int] = {}
        self.erased_originals: set[Digest] = set()
        self.erased = 0
        self._missing: dict[int, set[str]] = {}
        self._present: dict[int, set[str]] = {}
        self._told: dict[int, set[str]] = {}
        self._texts: OrderedDict[DocumentId, str | None] = OrderedDict()
        self._documents: dict[DocumentId, int] = {}
        self._all_known = start.size == 0

    @property
    def size(self) -> int:
        return self._frontier.size

    @property
    def root(self) -> bytes:
        return self._frontier.root()

    def run(self) -> Iterator[int]:
        """Go through the log; gives the place of each entry once it is done."""
        try:
            for row in self._journal.rows(self.first):
                self._take(row)
                yield row.seq
            self._finish()
        except LedgerFault as fault:
            self.entries.fail(f"the log cannot be read beyond entry {self.size - 1}: {fault}")

    def gaps(self) -> Tally:
        """The entries that lack a value without a redaction."""
        tally = Tally(self.entries.count)
        for seq, missing in sorted(self._missing.items()):
            gone = missing - self._told.get(seq, set())
            if gone:
                tally.fail(f"entry {seq}: {len(gone)} of its values are gone, and no redaction tells of it")
        return tally

    def root_problems(self, kept: Mapping[int, bytes]) -> Iterator[str]:
        """Where the log does not come to the root of a checkpoint in *kept*."""
        for size, root in sorted(kept.items()):
            if size > self.size:
                yield f"a checkpoint was signed over {size} entries, the log has {self.size}: the newest are gone"
            elif size >= self.first and self.roots.get(size) != root:
                yield f"the first {size} entries do not come to the root that was signed for them"

    def _take(self, row: Row) -> None:
        self.entries.count += 1
        self.unknown.count += 1
        place = self._frontier.size
        leaf = leaf_hash(row.body)
        if row.seq != place:
            self.entries.fail(f"entry {row.seq} stands where {place} should")
        if leaf != row.leaf:
            self.entries.fail(f"entry {row.seq}: its bytes do not have the hash kept for them")
        for level, index, height in self._frontier.append(leaf):
            self.tree.count += 1
            self._node(level, index, height)
        if self._frontier.size in self._wanted:
            self.roots[self._frontier.size] = self._frontier.root()
        try:
            head = header(row.body)
        except SchemaUnknown as fault:
            self.unknown.fail(f"entry {row.seq}: {fault}")
            return
        except LedgerFault as fault:
            self.entries.fail(f"entry {row.seq}: {fault}")
            return
        if (head.seq, head.log) != (place, self._journal.origin):
            self.entries.fail(f"entry {row.seq}: says it is entry {head.seq} of {head.log}")
        private = self._values(row, head)
        self._what_it_says(Entry(row.seq, head.type, head.subject, head.actor, head.at, head.clear, private))

    def _node(self, level: int, index: int, height: bytes) -> None:
        try:
            if self._journal.subtree(level, index) != height:
                self.tree.fail(f"tree node {index} on level {level}: not the hash of what lies below it")
        except LedgerFault as fault:
            self.tree.fail(str(fault))

    def _values(self, row: Row, head: Header) -> dict[str, Json]:
        private: dict[str, Json] = {}
        found = set()
        for each in row.disclosures:
            self.values.count += 1
            try:
                known = digest(each)
                name, value = opened(each, read_strictly)
            except (LedgerFault, ValueError) as fault:
                self.values.fail(f"entry {row.seq}: {fault}")
                continue
            if known not in head.digests or known in found or name in private:
                self.values.fail(f"entry {row.seq}: a value {name!r} that it does not hold the digest of")
                continue
            found.add(known)
            private[name] = value
        if len(found) < len(head.digests):
            self._missing[row.seq] = set(head.digests) - found
        if found:
            self._present[row.seq] = found
        return private

    def _what_it_says(self, entry: Entry) -> None:
        clear = entry.clear
        if entry.type == "document.received" and isinstance(clear.get("size"), int):
            self.originals[str(clear.get("original"))] = int(str(clear["size"]))
        elif entry.type == "document.extracted":
            document, text = str(clear.get("document")), entry.private.get("text")
            self._documents[document] = entry.seq
            self._hold(document, text if isinstance(text, str) else None)
            if isinstance(text, str):
                self.quotes.count += 1
                if digest_of(text.encode("utf-8", "surrogatepass")) != clear.get("text_sha256"):
                    self.quotes.fail(f"entry {entry.seq}: the text is not the one whose SHA-256 stands in it")
        elif entry.type == "claim.proposed" and isinstance(entry.private.get("quote"), str):
            self._quote(entry)
        elif entry.type == "redaction":
            for seq, digests in erased_by(entry).items():
                self._told.setdefault(seq, set()).update(digests)
            gone = clear.get("originals", [])
            self.erased_originals.update(map(str, gone) if isinstance(gone, list) else ())

    def _quote(self, entry: Entry) -> None:
        span, text = entry.clear.get("span"), self._text(str(entry.clear.get("document")))
        if text is None:
            return                      # the text was erased; what is missing without a redaction is told of elsewhere
        self.quotes.count += 1
        match span:
            case [int(first), int(last)] if 0 <= first < last <= len(text) and text[first:last] == entry.private["quote"]:
                return
        self.quotes.fail(f"entry {entry.seq}: the words of {entry.subject} do not stand at {span}")

    def _text(self, document: DocumentId) -> str | None:
        if document not in self._texts:
            self._hold(document, self._look_up(document))
        return self._texts[document]

    def _look_up(self, document: DocumentId) -> str | None:
        """The text of a document met long ago, or before the part of the log that is looked at; None if it is erased."""
        if document not in self._documents and not self._all_known:
            heads = ((row.seq, header(row.body)) for row in self._journal.rows(0, self.first))
            earlier = {str(head.clear.get("document")): seq for seq, head in heads if head.type == "document.extracted"}
            self._documents, self._all_known = earlier | self._documents, True
        place = self._documents.get(document)
        if place is None:
            self.quotes.fail(f"document {document[:12]}: a claim speaks of it, the log does not")
            return None
        for row in self._journal.rows(place, place + 1):
            text = dict(map(opened, row.disclosures)).get("text")
            return text if isinstance(text, str) else None
        return None

    def _hold(self, document: DocumentId, text: str | None) -> None:
        self._texts[document] = text
        while len(self._texts) > _TEXTS_HELD:
            self._texts.popitem(last=False)

    def _finish(self) -> None:
        size = self._frontier.size
        if self._journal.node_count() != size - size.bit_count():
            self.tree.fail(f"{self._journal.node_count()} tree nodes are kept; expected {size - size.bit_count()}")
        kept = self._journal.frontier()
        if (kept.size, kept.roots) != (size, self._frontier.roots):
            self.tree.fail(f"the frontier kept, for {kept.size} entries, is not that of the {size} on the log")
        for seq, digests in self._told.items():
            self.erased += len(digests)
            back = digests & self._present.get(seq, set())
            if back:
                self.values.fail(f"entry {seq}: {len(back)} values that a redaction erased are there")
        self.roots.setdefault(size, self._frontier.root())
