"""A report speaks about the record, never about the world in its own voice.

Two rules, held sentence by sentence: every sentence rests on something (see `Ground`), and words that judge stand only inside
quotation marks. Building a report that breaks either stops, with the sentence named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from attestry.model.claim import Claim, ClaimId
from attestry.model.errors import Unsupported
from attestry.model.law import Provision
from attestry.reporting.citations import Standings
from attestry.reporting.report import Ground, Named, Ours, Part, Sentence, Theirs
from attestry.reporting.wording import wording

_COUNTED = re.compile(r"\d|\b(?:no|none|nobody|nothing|neither|one|two|each|every|everyone|all|any|only)\b", re.IGNORECASE)


@cache
def _judging() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(wording().tables['voice']['quoted_only'])})\b", re.IGNORECASE)


def judges(text: str) -> str | None:
    """The first word of *text* that may stand only inside quotation marks, or None."""
    found = _judging().search(text)
    return found.group() if found else None


def named(text: str) -> Part:
    """A name taken from the record: bare, or in quotation marks where the name itself judges ("Truth Gazette")."""
    return Theirs(text) if judges(text) else Named(text)


def plainly(text: str) -> Part:
    """A remark that another room made about the record, as ours; in quotation marks where it judges."""
    return Theirs(text) if judges(text) else Ours(text)


def titled(text: str) -> str:
    """A heading made of names from the record, in quotation marks where they judge."""
    return f"“{text}”" if judges(text) else text


def check(sentences: Iterable[Sentence], standings: Standings, provisions: Mapping[str, Provision]) -> None:
    """Whether every one of *sentences* may stand; Unsupported names the first that may not, and why."""
    for sentence in sentences:
        _check_words(sentence)
        for claim in sentence.claims:
            fault = standings.fault(claim)
            if fault:
                raise Unsupported(f"{_shown(sentence)}: {fault}; run the reader again or leave the claim out")
        _check_ground(sentence, standings, provisions)


def _check_words(sentence: Sentence) -> None:
    for part in sentence.parts:
        word = judges(part.text) if isinstance(part, Ours | Named) else None
        if word:
            raise Unsupported(
                f"{_shown(sentence)}: {word!r} stands outside quotation marks; a report may only quote it; quote the holder"
            )


def _check_ground(sentence: Sentence, standings: Standings, provisions: Mapping[str, Provision]) -> None:
    match sentence.ground:
        case Ground.SAID:
            if not sentence.claims:
                raise Unsupported(f"{_shown(sentence)}: no claim stands behind it; a sentence that tells needs one; cite it")
            if not _names_holder(sentence, standings.claims):
                raise Unsupported(f"{_shown(sentence)}: names none of the holders of its claims; say who says so")
        case Ground.COUNT:
            if not _COUNTED.search(_bare(sentence)):
                raise Unsupported(f"{_shown(sentence)}: is given as a count and counts nothing; name the number or cite a claim")
        case Ground.RECORD:
            unknown = [name for name in sentence.about if name not in standings.documents]
            if unknown:
                raise Unsupported(
                    f"{_shown(sentence)}: speaks of document {unknown[0]}, which does not stand in the case; add it"
                )
        case Ground.LAW:
            unknown = [name for name in sentence.about if name not in provisions]
            if unknown or not sentence.about:
                raise Unsupported(
                    f"{_shown(sentence)}: speaks of law that no pack holds "
                    f"({', '.join(unknown) or 'none named'}); name a provision"
                )
        case Ground.METHOD:
            if any(isinstance(part, Theirs) for part in sentence.parts):
                raise Unsupported(
                    f"{_shown(sentence)}: quotes somebody in a note on method; quote in a sentence that cites the claim"
                )


def _names_holder(sentence: Sentence, claims: Mapping[ClaimId, Claim]) -> bool:
    told = " ".join(part.text for part in sentence.parts if isinstance(part, Named | Theirs | Ours)).casefold()
    names = (name for claim in sentence.claims for holder in claims[claim].chain for name in _names_of(holder.name))
    return any(wording().holder(name).casefold() in told or name.casefold() in told for name in names)


def _names_of(holder: str) -> tuple[str, ...]:
    """What a holder can be called by: "Miroslav Jenča (UN)" is named by his office's name too."""
    party = holder.rpartition(" (")[2].removesuffix(")") if holder.endswith(")") else ""
    return (holder, party) if party else (holder,)


def _bare(sentence: Sentence) -> str:
    return " ".join(part.text for part in sentence.parts if isinstance(part, Ours | Named))


def _shown(sentence: Sentence) -> str:
    return f"report sentence “{' '.join(str(sentence).split())}”"
