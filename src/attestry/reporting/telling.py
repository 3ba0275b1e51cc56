"""One claim as one sentence: who says so, through whose hands, in which words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from attestry.model.claim import Claim, ClaimId, Holder
from attestry.model.errors import Unsupported
from attestry.model.text import Document
from attestry.reporting.citations import Standings, rendering_note, value
from attestry.reporting.report import Cite, Ours, Paragraph, Part, Sentence, Theirs
from attestry.reporting.voice import named
from attestry.reporting.wording import wording

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(slots=True)
class Numbering:
    """Gives paragraphs their numbers, from 1 through the whole report."""

    last: int = field(default=0)

    def paragraph(self, *told: Sentence) -> Paragraph:
        """The next paragraph."""
        self.last += 1
        return Paragraph(self.last, told)


UNDATED = "not known"
"""What stands where a document's date would."""


def long_date(iso: str) -> str:
    """An ISO date as it is written in a sentence: 30 October 2024; anything else as it came."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(iso: str) -> str:
    """An ISO date as it is written in a table: 30 Oct 2024; anything else as it came."""
    day, _, rest = long_date(iso).partition(" ")
    month, _, year = rest.partition(" ")
    return f"{day} {month[:3]} {year}" if year else iso


def tell(claim: Claim, standings: Standings) -> Sentence:
    """*claim* told by its chain of holders, outermost first, down to its exact words."""
    document = standings.documents[claim.document]
    said_on = value(document.about.date)
    opening: list[Part] = [Ours("On "), Ours(long_date(said_on)), Ours(" ")] if said_on else []
    words = quoted(claim, standings)
    stop = () if claim.quote.rstrip()[-1:] in {".", "!", "?", "…"} and not words.note else (Ours("."),)
    parts = (*opening, *chain_parts(claim), Ours(": "), words, *stop, Cite((claim.id,)), Ours(" "))
    return Sentence(_capital(parts))


def quoted(claim: Claim, standings: Standings) -> Theirs:
    """The exact words of *claim*, with what a reader must know of them."""
    return Theirs(claim.quote, rendering_note(standings.documents[claim.document]))


def chain_parts(claim: Claim) -> tuple[Part, ...]:
    """The chain of *claim* and its verb: "UN News relays that Robert Wood (United States), on the authority of …, states"."""
    say = wording()
    parts: list[Part] = []
    for outer, inner in pairwise(claim.chain):
        parts.append(named(say.holder(outer.name)))
        if inner is claim.holder and rests_on(outer, inner):
            parts.append(Ours(", on the authority of "))
            return (*parts, named(say.holder(inner.name)), Ours(", "), Ours(say.verb(claim)))
        parts.append(Ours(" relay that " if say.plural(outer.name) else " relays that "))
    return (*parts, named(say.holder(claim.holder.name)), Ours(" "), Ours(say.verb(claim)))


def rests_on(person: Holder, state: Holder) -> bool:
    """Whether *person* speaks for *state*, as "Robert Wood (United States)" does for "United States"."""
    return person.name.endswith(f"({state.name})") or person.name.endswith(f", {state.name})")


def holder_path(claim: Claim) -> str:
    """The chain of *claim* on one line, whose word it is first: "United States, through Robert Wood (United States), UN News"."""
    say = wording()
    others = [say.holder(holder.name) for holder in reversed(claim.chain[:-1])]
    inner = say.holder(claim.holder.name).removeprefix("the ")
    return f"{inner}, through {', '.join(others)}" if others else inner


def in_order(claims: Iterable[ClaimId], standings: Standings) -> list[Claim]:
    """The standing ones of *claims*, by the date of their document, then document, then place; each once."""

    def place(claim: Claim) -> tuple[str, str, int, int, str]:
        document: Document = standings.documents[claim.document]
        return (value(document.about.date) or "9999", document.name, claim.span.start, claim.span.end, claim.id)

    told = list(dict.fromkeys(claims))
    unknown = next((claim for claim in told if not standings.stands(claim)), None)
    if unknown is not None:
        raise Unsupported(f"the findings rest on a claim that cannot be told: {standings.fault(unknown)}; weigh the case again")
    return sorted((standings.claims[claim] for claim in told), key=place)


def series(words: Sequence[tuple[Part, ...]], last: str = " and ") -> tuple[Part, ...]:
    """*words* as a list in a sentence: a, b and c."""
    parts: list[Part] = []
    for index, each in enumerate(words):
        if index:
            parts.append(Ours(last if index == len(words) - 1 else ", "))
        parts.extend(each)
    return tuple(parts)


def counted(count: int, one: str, many: str = "") -> str:
    """*count* with its noun: "no claim", "1 claim", "2,104 claims"."""
    return f"{count:,} {one}" if count == 1 else f"{f'{count:,}' if count else 'no'} {many or one + 's'}"


def of_these(count: int, one: str, many: str) -> str:
    """*count* of what was just named, with its verb: "none carries", "1 carries", "2 carry"."""
    return f"{count:,} {many}" if count > 1 else f"{count or 'none'} {one}"


def _capital(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    first = parts[0]
    if isinstance(first, Theirs | Cite) or not first.text:
        return parts
    return (type(first)(first.text[0].upper() + first.text[1:]), *parts[1:])
