"""What stands: a fold of the log, from any journal, without tables."""

from __future__ import annotations

from collections.abc import Iterable

from attestry.ledger import events
from attestry.model.claim import Claim, ClaimId
from attestry.model.entry import Entry, Ruling, Standing
from attestry.model.origin import Digest, Original
from attestry.model.text import Document, DocumentId, Problem


class _Fold:
    """What has been seen so far. Of the readings of one original the latest stands, of the extractions of one document the last."""

    def __init__(self) -> None:
        self.originals: dict[Digest, Original] = {}
        self.readings: dict[Digest, tuple[int, DocumentId]] = {}
        self.documents: dict[DocumentId, Document] = {}
        self.quarantined: dict[Digest, tuple[int, tuple[Problem, ...]]] = {}
        self.claims: dict[ClaimId, tuple[int, str, DocumentId, Claim | None]] = {}
        self.extractions: dict[DocumentId, tuple[int, str, tuple[Problem, ...]]] = {}
        self.rulings: dict[ClaimId, str] = {}

    def take(self, entry: Entry) -> None:
        """Bring the fold up to *entry*."""
        clear = {key: str(value) for key, value in entry.clear.items()}
        if entry.type == "document.received":
            self.originals.setdefault(clear["original"], events.original_of(entry))
        elif entry.type == "document.extracted":
            self.readings[clear["original"]] = (entry.seq, clear["document"])
            document = events.document_of(entry)
            if document is not None:
                self.documents[document.id] = document
        elif entry.type == "document.quarantined":
            self.quarantined[clear["original"]] = (entry.seq, events.problems_of(entry))
        elif entry.type == "claim.proposed":
            self.claims[clear["claim"]] = (entry.seq, clear["extractor"], clear["document"], events.claim_of(entry))
        elif entry.type == "claims.extracted":
            self.extractions[clear["document"]] = (entry.seq, clear["extractor"], events.problems_of(entry))
        elif entry.type == "claim.reviewed":
            self.rulings[clear["claim"]] = clear["ruling"]

    def standing(self) -> Standing:
        """What stands now, documents in the order read, claims in reading order, problems in the order met."""
        documents = [self.documents[each] for _, each in sorted(self.readings.values()) if each in self.documents]
        problems = [(seq, each) for original, (seq, many) in self.quarantined.items() if original not in self.readings for each in many]
        problems += [(seq, each) for seq, document in self.readings.values() if document in self.documents
                     for each in self.documents[document].problems]
        problems += [(seq, each) for document, (seq, _, many) in self.extractions.items()
                     if any(document == standing for _, standing in self.readings.values()) for each in many]
        return Standing(self.originals, tuple(documents), tuple(claim for document in documents for claim in self._claims(document.id)),
                        tuple(problem for _, problem in sorted(problems, key=lambda pair: pair[0])))

    def _claims(self, document: DocumentId) -> list[Claim]:
        last = self.extractions.get(document, (0, "", ()))[1]
        found = [(claim.span, seq, claim) for seq, extractor, where, claim in self.claims.values()
                 if claim is not None and where == document and extractor == last and self.rulings.get(claim.id) != Ruling.REJECT]
        return [claim for _, _, claim in sorted(found, key=lambda each: each[:2])]


def standing(entries: Iterable[Entry]) -> Standing:
    """What stands after *entries*, the whole of a log in its order."""
    fold = _Fold()
    for entry in entries:
        fold.take(entry)
    return fold.standing()
