"""What stands: a fold of the log, from any journal, without tables."""

from __future__ import annotations

from collections.abc import Iterable

from attestry.ledger import events
from attestry.model.claim import Claim, ClaimId
from attestry.model.entry import Entry, Ruling, Standing
from attestry.model.origin import Digest, Original
from attestry.model.text import Document, DocumentId, Problem


class _Fold:
    """What has been seen so far. Of the readings of one original the last stands, of the extractions of one document the last."""

    def __init__(self) -> None:
        self.originals: dict[Digest, Original] = {}
        self.readings: dict[Digest, tuple[int, DocumentId]] = {}
        self.documents: dict[DocumentId, Document | None] = {}
        self.quarantined: dict[Digest, tuple[int, tuple[Problem, ...]]] = {}
        self.claims: dict[ClaimId, tuple[int, str, DocumentId, Claim | None]] = {}
        self.extractions: dict[DocumentId, tuple[int, str, tuple[Problem, ...]]] = {}
        self.leads: dict[DocumentId, int] = {}
        self.rulings: dict[ClaimId, str] = {}

    def take(self, entry: Entry) -> None:
        """Bring the fold up to *entry*."""
        clear = {key: str(value) for key, value in entry.clear.items()}
        if entry.type == "document.received":
            self.originals.setdefault(clear["original"], events.original_of(entry))
        elif entry.type == "document.extracted":
            self.readings[clear["original"]] = (entry.seq, clear["document"])
            self.documents[clear["document"]] = events.document_of(entry)
        elif entry.type == "document.quarantined":
            self.quarantined[clear["original"]] = (entry.seq, events.problems_of(entry))
        elif entry.type == "claim.proposed":
            self.claims[clear["claim"]] = (entry.seq, clear["extractor"], clear["document"], events.claim_of(entry))
        elif entry.type == "claims.extracted":
            self.extractions[clear["document"]] = (entry.seq, clear["extractor"], events.problems_of(entry))
            self.leads[clear["document"]] = events.lead_count_of(entry)
        elif entry.type == "claim.reviewed":
            self.rulings[clear["claim"]] = clear["ruling"]

    def standing(self) -> Standing:
        """What stands now, documents in the order read, claims in reading order, problems in the order met."""
        documents = [(seq, found) for seq, each in sorted(self.readings.values()) if (found := self.documents[each]) is not None]
        claims = self._claims()
        problems = [(seq, many) for original, (seq, many) in self.quarantined.items() if original not in self.readings]
        problems += [(seq, document.problems) for seq, document in documents]
        problems += [(seq, many) for _, document in documents for seq, _, many in self._last(document.id)]
        return Standing(
            self.originals,
            tuple(document for _, document in documents),
            tuple(claim for _, document in documents for claim in claims.get(document.id, ())),
            tuple(problem for _, many in sorted(problems, key=lambda pair: pair[0]) for problem in many),
            sum(self.leads.get(document.id, 0) for _, document in documents))

    def _claims(self) -> dict[DocumentId, list[Claim]]:
        """Claims that stand, by document: read by its last extraction, and not rejected."""
        found: dict[DocumentId, list[tuple[int, Claim]]] = {}
        for seq, extractor, document, claim in self.claims.values():
            last = any(name == extractor for _, name, _ in self._last(document))
            if claim is not None and last and self.rulings.get(claim.id) != Ruling.REJECT:
                found.setdefault(document, []).append((seq, claim))
        return {document: [claim for _, claim in sorted(many, key=lambda pair: (pair[1].span, pair[0]))]
                for document, many in found.items()}

    def _last(self, document: DocumentId) -> list[tuple[int, str, tuple[Problem, ...]]]:
        """The last extraction of *document*, if there was one: its place, its extractor, its problems."""
        return [self.extractions[document]] if document in self.extractions else []


def standing(entries: Iterable[Entry]) -> Standing:
    """What stands after *entries*, the whole of a log in its order."""
    fold = _Fold()
    for entry in entries:
        fold.take(entry)
    return fold.standing()
