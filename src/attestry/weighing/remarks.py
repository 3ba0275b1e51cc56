"""Which remark speaks of which allegation: verdicts and remarks of verification point at acts without telling them.

A remark never leaves its document. Where the rules below find no act, it stays general: it is not put to the likeliest.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from attestry.model.claim import Claim, ClaimId, Kind
from attestry.model.finding import Allegation
from attestry.model.text import Document
from attestry.weighing.identity import Identity, pairs, things

REACH = 24          # act claims on either side of a remark that are looked at: more than any paragraph holds

WORD = re.compile(r"[^\W_]+")

NO_BREACH = frozenset({"vote", "casualties"})
"""Frames that a verdict of breach does not speak of: "Russia voted for them, and yet it has violated them"."""


@dataclass(frozen=True, slots=True)
class _Named:
    """The goods that a claim names, its parties and goods as words, and all its fillers as words."""

    goods: tuple[str, ...]
    named: tuple[str, ...]
    told: str


class Surroundings:
    """Act claims by where they stand, so that a remark finds those it speaks of."""

    def __init__(self, claims: Iterable[Claim], allegations: Mapping[ClaimId, Allegation], documents: Iterable[Document],
                 identity: Identity) -> None:
        self._identity = identity
        self._allegations = allegations
        self._documents = {document.id: document for document in documents}
        self._named: dict[ClaimId, _Named] = {}
        self._acts: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            if claim.id in allegations:
                self._acts[claim.document].append(claim)
        for acts in self._acts.values():
            acts.sort(key=lambda act: (act.span, act.id))

    def spoken_of(self, remark: Claim) -> tuple[Allegation, ...]:
        """The allegations that *remark* speaks of, each once; none if no rule finds one."""
        acts = self._acts.get(remark.document, [])
        at = bisect_left(acts, remark.span, key=lambda act: act.span)
        near = acts[max(0, at - REACH):at + REACH]
        if remark.kind is Kind.VERDICT:
            found = self._judged(near, remark)
        else:
            found = self._checked(near, remark) or self._only_one(acts[:at], remark)
        return tuple({self._allegations[act.id].id: self._allegations[act.id] for act in found}.values())

    def _judged(self, near: Sequence[Claim], verdict: Claim) -> list[Claim]:
        """The acts whose words the verdict's overlap; else the nearest before it in its passage, with those told in one breath.

        If the verdict names who breached, one of them must take part in the act.
        """
        breaching = {self._identity.party(value, id) for value, id in pairs(verdict.role("agent"))}
        acts = [act for act in near if act.frame not in NO_BREACH and (not breaching or breaching & self._parties(act))]
        over = [act for act in acts if act.span.meets(verdict.span)]
        if over:
            return over
        before = [act for act in acts if act.span.end <= verdict.span.start and self._same_passage(act, verdict)]
        return _in_one_breath(before, max(before, key=lambda act: act.span.end)) if before else []

    def _checked(self, near: Sequence[Claim], remark: Claim) -> list[Claim]:
        """The nearest act that the remark names by its goods or by two of its parties; else the nearest in its passage."""
        shared = [act for act in near if self._shares(act, remark)]
        same = [act for act in near if self._same_passage(act, remark)]
        candidates = shared or same
        return [min(candidates, key=lambda act: _apart(act, remark))] if candidates else []

    def _only_one(self, before: Sequence[Claim], remark: Claim) -> list[Claim]:
        """The act before a remark that names nothing ("these reports"), if the passage before it alleges one thing only, or
        the whole document does so far.
        """
        number = self._number(remark)
        last = [act for act in before[-REACH:] if number is not None and self._number(act) == number - 1]
        for acts in (last, before):
            if len({self._allegations[act.id].id for act in acts}) == 1:
                return [acts[-1]]
        return []

    def _number(self, claim: Claim) -> int | None:
        """The number of the passage in which the claim begins."""
        document = self._documents.get(claim.document)
        passage = document.passage_at(claim.span.start) if document else None
        return passage.number if passage else None

    def _parties(self, act: Claim) -> set[str]:
        return {self._identity.party(value, id) for role in ("agent", "recipient") for value, id in pairs(act.role(role))}

    def _same_passage(self, act: Claim, remark: Claim) -> bool:
        number = self._number(remark)
        return act.span.meets(remark.span) if number is None else number == self._number(act)

    def _shares(self, act: Claim, remark: Claim) -> bool:
        """Whether the remark names the act's goods, or two of its parties and goods by their names."""
        ours, theirs = self._of(remark), self._of(act)
        if any(self._identity.related(one, other) for one in ours.goods for other in theirs.goods):
            return True
        return sum(name in ours.told for name in theirs.named) > 1

    def _of(self, claim: Claim) -> _Named:
        """What *claim* names; worked out once."""
        if claim.id not in self._named:
            words = tuple(_words(value) for role in ("agent", "recipient", "item") for value, _ in pairs(claim.role(role)))
            told = _words(" ".join(value for _, filler in claim.roles for value in filler.values))
            self._named[claim.id] = _Named(things(claim, self._identity), words, told)
        return self._named[claim.id]


def _in_one_breath(acts: Iterable[Claim], chosen: Claim) -> list[Claim]:
    """*chosen* and the acts that share words with it: "soldiers have been dispatched and have engaged in training"."""
    return [act for act in acts if act.span.meets(chosen.span)]


def _words(text: str) -> str:
    """*text* in lower case, its words between single spaces, one at either end."""
    return " ".join(("", *WORD.findall(text.casefold()), ""))


def _apart(act: Claim, remark: Claim) -> tuple[int, int, str]:
    """How many code points lie between the two; of two as far apart, the one before the remark comes first."""
    if act.span.meets(remark.span):
        return 0, act.span.start, act.id
    after = act.span.start >= remark.span.end
    return (act.span.start - remark.span.end if after else remark.span.start - act.span.end) + 1, int(after), act.id
