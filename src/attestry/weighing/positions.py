"""Who stands where, in words of their own or as told by others; and which remark speaks of which allegation."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attestry.model.claim import Certainty, Claim, ClaimId, Kind, Mode, Polarity
from attestry.model.finding import Allegation, Position
from attestry.model.text import Document
from attestry.weighing.identity import Identity, pairs, things

STANCES = {
    "unverified": "cannot verify", "verified": "has verified",
    "varies": "says that accounts vary", "corroborates": "corroborates",
    "condemn": "condemns", "support": "supports", "call": "calls for", "warn": "warns of", "concern": "is concerned about",
    "reject": "rejects", "promise": "promises",
}

VERDICTS = {
    Polarity.AFFIRMS: "calls it a breach", Polarity.DENIES: "calls it no breach",
    Polarity.NEITHER: "leaves open whether it is a breach",
}

ON_ACT = {
    Mode.ACTUAL: "asserts", Mode.ONGOING: "asserts", Mode.PLANNED: "expects", Mode.POSSIBLE: "expects",
    Mode.HYPOTHETICAL: "supposes", Mode.DEMANDED: "states a demand",
}

REACH = 24          # act claims on either side of a remark that are looked at: more than any paragraph holds


def positions(claims: Sequence[Claim], titles: Mapping[ClaimId, str], dates: Mapping[str, date | None],
              identity: Identity) -> tuple[Position, ...]:
    """Every stance once per holder, day and object, in the order of the case: positions, verdicts, remarks, words on an act.

    *titles* gives for each claim the title of its allegation. A holder is the one who takes the stance; if somebody else
    tells of it, `told_by` says who. Nameless holders take no position.
    """
    found: dict[tuple[str, str, str, str, str], Position] = {}
    for claim in claims:
        position = _position(claim, titles.get(claim.id, ""), dates.get(claim.document), identity)
        if position is not None:
            found.setdefault((position.holder, position.stance, position.toward, position.said_on, position.told_by), position)
    return tuple(found.values())


def _position(claim: Claim, title: str, day: date | None, identity: Identity) -> Position | None:
    holder, told_by = claim.holder, ""
    name = holder.name
    if claim.kind is Kind.POSITION:
        agent = claim.role("agent")
        if agent is not None and all(identity.party(value, id) != identity.root(holder) for value, id in pairs(agent)):
            name, told_by = " and ".join(agent.values), holder.name
    if name.startswith("?"):
        return None
    stance = _stance(claim)
    if not stance:
        return None
    return Position(name, stance, title or _toward(claim), day.isoformat() if day else "", claim.id, told_by)


def _stance(claim: Claim) -> str:
    """The stance in words; "" where the holder takes none."""
    if claim.kind is Kind.ACT:
        return _stance_on_act(claim)
    if claim.kind is Kind.VERDICT:
        return VERDICTS[claim.polarity]
    stance = STANCES.get(claim.frame, claim.frame)
    return f"does not: {stance}" if claim.polarity is Polarity.DENIES else stance


def _stance_on_act(claim: Claim) -> str:
    if claim.polarity is Polarity.DENIES:
        return "denies"
    if claim.polarity is Polarity.NEITHER:
        return "neither confirms nor denies"
    if claim.certainty is Certainty.UNCOMMITTED:
        return "relays"
    return ON_ACT[claim.mode]


def _toward(claim: Claim) -> str:
    """What the stance is toward, in the claim's own fillers: the act or norm, else the actor aimed at."""
    for role in ("item", "recipient", "place"):
        filler = claim.role(role)
        if filler is not None:
            return ", ".join(filler.values)
    return ""


class Surroundings:
    """Act claims by where they stand, so that a remark finds the act it speaks of."""

    def __init__(self, claims: Iterable[Claim], allegations: Mapping[ClaimId, Allegation], documents: Iterable[Document],
                 identity: Identity) -> None:
        self._identity = identity
        self._allegations = allegations
        self._documents = {document.id: document for document in documents}
        self._acts: dict[str, list[tuple[int, Claim]]] = defaultdict(list)
        for claim in claims:
            if claim.id in allegations:
                self._acts[claim.document].append((claim.span.start, claim))
        for acts in self._acts.values():
            acts.sort(key=lambda act: (act[0], act[1].id))

    def spoken_of(self, remark: Claim) -> Allegation | None:
        """The allegation that *remark* speaks of: that of the nearest act in its document that shares goods or parties with it;
        if none does, that of the nearest act in its own passage. None leaves it general.
        """
        near = sorted(self._near(remark), key=lambda act: _apart(act, remark))
        shared = [act for act in near if self._shares(act, remark)]
        if shared:
            return self._allegations[shared[0].id]
        same = [act for act in near if self._same_passage(act, remark)]
        return self._allegations[same[0].id] if same else None

    def _near(self, remark: Claim) -> list[Claim]:
        acts = self._acts.get(remark.document, [])
        at = bisect_left(acts, remark.span.start, key=lambda act: act[0])
        return [act for _, act in acts[max(0, at - REACH):at + REACH]]

    def _same_passage(self, act: Claim, remark: Claim) -> bool:
        document = self._documents.get(remark.document)
        if document is None:
            return act.span.meets(remark.span)
        return document.passage_at(act.span.start) == document.passage_at(remark.span.start)

    def _shares(self, act: Claim, remark: Claim) -> bool:
        """Whether the act's goods, or two of its parties and frame words, are named by the remark."""
        theirs, ours = set(things(act, self._identity)), set(things(remark, self._identity))
        if any(one in self._identity.kinds(other) or other in self._identity.kinds(one) for one in theirs for other in ours):
            return True
        told = " ".join(value for _, filler in remark.roles for value in filler.values).casefold()
        named = [value for role in ("agent", "recipient", "item") for value, _ in pairs(act.role(role))]
        return sum(value.casefold() in told for value in named) > 1


def _apart(act: Claim, remark: Claim) -> tuple[int, int, str]:
    """How many code points lie between the two, those before the remark first where it is the same."""
    if act.span.meets(remark.span):
        return 0, act.span.start, act.id
    after = act.span.start >= remark.span.end
    return (act.span.start - remark.span.end if after else remark.span.start - act.span.end) + 1, int(after), act.id
