"""What each happening puts into the log: small facts in the clear, everything that may have to be erased beside it.

In the clear: digests of documents and originals, counts, places in a text, names and versions of programs.
Private: words, names, reasons.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import cast

from attestry.model.claim import Claim, ClaimId
from attestry.model.entry import Entry, Event, Json, Ruling
from attestry.model.errors import LedgerFault
from attestry.model.lead import Extraction
from attestry.model.origin import Digest, Original, Retrieval, digest_of
from attestry.model.text import Document, DocumentId, Problem
from attestry.model.wire import VERSION, from_json, to_json

_READING = ("places", "passages", "about", "turns")
_OPEN = ("document", "span")        # of a claim, in the clear
_APART = ("quote", "derivation")    # of a claim, each a value of its own, so that a footnote can show one without the other


def opened(name: str, vkey: str, at: datetime, by: str) -> Event:
    """A case was opened; the log's public key stands in its first entry."""
    return Event("case.opened", f"case:{name}", by, at, {"name": name, "vkey": vkey, "wire": VERSION}, {})


def resumed(first: int, last: int, at: datetime, by: str) -> Event:
    """The entries [first, last) were found unsigned when the case was next written to; a later session signs them."""
    return Event("log.resumed", f"log:{first}-{last}", by, at, {"first": first, "last": last}, {})


def received(original: Original) -> Event:
    """Bytes came in: for the first time, or again, which is one more link of custody and no new evidence."""
    came = original.retrieval
    return Event("document.received", f"original:{original.digest}", came.by, came.at,
                 {"original": original.digest, "media_type": original.media_type, "size": original.size},
                 {"name": original.name, "place": came.place})


def extracted(document: Document, at: datetime, by: str) -> Event:
    """A reader made a document of an original. The text is kept, so that the log can be replayed without the reader."""
    reading = cast(dict[str, Json], to_json(document))
    private: dict[str, Json] = {"name": document.name, "text": document.text, "reading": {key: reading[key] for key in _READING}}
    return Event("document.extracted", f"document:{document.id}", by, at,
                 {"document": document.id, "original": document.original, "reader": document.reader,
                  "text_sha256": digest_of(document.text.encode("utf-8", "surrogatepass")), "characters": len(document.text),
                  "passages": len(document.passages), "problems": len(document.problems), "wire": VERSION},
                 private | _problems(document.problems))


def quarantined(original: Digest, problems: Sequence[Problem], at: datetime, by: str) -> Event:
    """No reader could make a document of an original; it is kept all the same."""
    return Event("document.quarantined", f"original:{original}", by, at,
                 {"original": original, "problems": len(problems), "wire": VERSION}, _problems(problems))


def proposed(claim: Claim, extractor: str, at: datetime, by: str) -> Event:
    """A claim was read. *extractor* names program, version and packs by a digest."""
    found = cast(dict[str, Json], to_json(claim))
    said: dict[str, Json] = {key: value for key, value in found.items() if key not in (*_OPEN, *_APART, "id")}
    private: dict[str, Json] = {"quote": claim.quote, "said": said}
    if claim.derivation is not None:
        private["derivation"] = found["derivation"]
    return Event("claim.proposed", f"claim:{claim.id}", by, at,
                 {"claim": claim.id, "document": claim.document, "span": found["span"], "extractor": extractor, "wire": VERSION},
                 private)


def claims_extracted(document: DocumentId, extractor: str, found: Extraction, at: datetime, by: str) -> list[Event]:
    """A document was read for claims: each claim, and then that it was done, so that one without claims counts as read too."""
    done = Event("claims.extracted", f"document:{document}", by, at,
                 {"document": document, "extractor": extractor, "claims": len(found.claims), "problems": len(found.problems),
                  "leads": len(found.leads), "wire": VERSION}, _problems(found.problems))
    return [*(proposed(claim, extractor, at, by) for claim in found.claims), done]


def reviewed(claim: ClaimId, ruling: Ruling, reason: str, at: datetime, by: str) -> Event:
    """A person's word on a claim."""
    return Event("claim.reviewed", f"claim:{claim}", by, at, {"claim": claim, "ruling": ruling.value},
                 {"reason": reason} if reason else {})


def exported(files: Mapping[str, Digest], size: int, at: datetime, by: str) -> Event:
    """A report went out: its files' digests by name, and how many entries the log held then."""
    return Event("report.exported", f"report:{digest_of(repr(sorted(files.items())).encode())[:16]}", by, at,
                 {"files": cast(dict[str, Json], dict(files)), "size": size}, {})


def redaction(erased: Mapping[int, Sequence[str]], originals: Sequence[Digest], basis: str, at: datetime, by: str) -> Event:
    """Values were erased: of which entries, by their digests (their names may be telling), and on what legal basis."""
    return Event("redaction", f"entries:{len(erased)}", by, at,
                 {"erased": [{"seq": seq, "digests": list(digests)} for seq, digests in sorted(erased.items())],
                  "originals": list(originals), "basis": basis}, {})


def integrity_lost(reason: str, at: datetime, by: str) -> Event:
    """The log does not come to the root that was kept for it; nothing is signed any more."""
    return Event("integrity.failed", "log", by, at, {"reason": reason}, {})


# ---- and back

def original_of(entry: Entry) -> Original:
    """The original that a document.received tells of, without its bytes; erased names are empty."""
    clear, private = entry.clear, entry.private
    at = from_json(Retrieval, {"place": private.get("place", ""), "at": entry.at, "by": entry.actor})
    return Original(_text(clear, "original"), _text(clear, "media_type"), _number(clear, "size"), _text(private, "name", ""), at)


def document_of(entry: Entry) -> Document | None:
    """The document that a document.extracted tells of, or None once its text or its name is erased."""
    clear, private = entry.clear, entry.private
    reading = private.get("reading")
    if not isinstance(reading, dict) or "text" not in private or "name" not in private:
        return None
    return from_json(Document, {
        **reading, "id": clear.get("document"), "name": private["name"], "original": clear.get("original"),
        "reader": clear.get("reader"), "text": private["text"], "problems": private.get("problems", [])})


def claim_of(entry: Entry) -> Claim | None:
    """The claim that a claim.proposed tells of, or None once its words or its reading are erased."""
    clear, private = entry.clear, entry.private
    said = private.get("said")
    if not isinstance(said, dict) or "quote" not in private:
        return None
    return from_json(Claim, {**said, "id": clear.get("claim"), "document": clear.get("document"), "span": clear.get("span"),
                             "quote": private["quote"], "derivation": private.get("derivation")})


def problems_of(entry: Entry) -> tuple[Problem, ...]:
    """The problems that an entry tells of; none once they are erased."""
    found = entry.private.get("problems", [])
    if not isinstance(found, list):
        raise LedgerFault(f"entry {entry.seq}: problems are no list")
    return tuple(from_json(Problem, each) for each in found)


def erased_by(entry: Entry) -> dict[int, set[str]]:
    """What a redaction erased: the digests, by the entry they belong to."""
    found: dict[int, set[str]] = {}
    rows = entry.clear.get("erased", [])
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, dict) and isinstance(seq := row.get("seq"), int) and isinstance(digests := row.get("digests"), list):
            found.setdefault(seq, set()).update(map(str, digests))
    return found


def _problems(problems: Sequence[Problem]) -> dict[str, Json]:
    return {"problems": [to_json(problem) for problem in problems]} if problems else {}


def _text(facts: Mapping[str, Json], key: str, default: str | None = None) -> str:
    value = facts.get(key, default)
    if not isinstance(value, str):
        raise LedgerFault(f"entry: {key} is {value!r}; expected text")
    return value


def lead_count_of(entry: Entry) -> int:
    """How many leads a claims.extracted tells of; 0 where it was logged before leads were counted."""
    return _number(entry.clear, "leads") if "leads" in entry.clear else 0


def _number(facts: Mapping[str, Json], key: str) -> int:
    value = facts.get(key)
    if not isinstance(value, int):
        raise LedgerFault(f"entry: {key} is {value!r}; expected a whole number")
    return value
