"""Who stands where, in words of their own or as told by others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from attestry.model.claim import Certainty, Claim, ClaimId, Kind, Mode, Polarity
from attestry.model.finding import Position
from attestry.weighing.identity import Identity, pairs

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
    holder, name = claim.holder, claim.holder.name
    others = [link.name for link in claim.chain[:-1] if identity.root(link) != identity.root(holder)]
    told_by = others[-1] if others else ""
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
