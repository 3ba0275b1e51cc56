"""Whose word it is in the end: claims brought back to the holder who rests on no other we know of.

Ten papers that print one minister are one root with ten relays. A nameless source is no root: nobody can tell it from another.
"""

from __future__ import annotations

from collections.abc import Iterable

from attestry.model.claim import Basis, Certainty, Claim
from attestry.model.finding import Root
from attestry.weighing.identity import Identity


def rests_on(claim: Claim, identity: Identity) -> str:
    """The root of *claim*: the State or body for which its innermost holder speaks; "" where nobody with a name stands behind it.

    Nobody does if the innermost holder is nameless, or merely relays: "reportedly", without a stance of the writer's own.
    """
    if claim.holder.nameless:
        return ""
    if claim.basis is Basis.REPORTED and claim.certainty is Certainty.UNCOMMITTED:
        return ""
    return identity.root(claim.holder)


def relays(claim: Claim, identity: Identity) -> tuple[str, ...]:
    """Those in the chain through whom the word came, outermost first: all that are not themselves of the root."""
    root = identity.root(claim.holder)
    return tuple(dict.fromkeys(holder.name for holder in claim.chain[:-1] if identity.root(holder) != root))


def first_hand(claim: Claim, identity: Identity) -> bool:
    """Whether the innermost holder's word reached us as it was said: by the holder, or by outlets that print it.

    "The United States says that the DPRK says so" is not a word of the DPRK.
    """
    root = identity.root(claim.holder)
    return all(identity.root(holder) == root or identity.is_outlet(holder.name, holder.actor) for holder in claim.chain[:-1])


def roots(claims: Iterable[Claim], identity: Identity) -> tuple[Root, ...]:
    """The roots of *claims*, in order of first appearance, each with its claims and every relay once."""
    resting: dict[str, list[Claim]] = {}
    for claim in claims:
        holder = rests_on(claim, identity)
        if holder:
            resting.setdefault(holder, []).append(claim)
    return tuple(Root(holder, tuple(claim.id for claim in those),
                      tuple(dict.fromkeys(relay for claim in those for relay in relays(claim, identity))))
                 for holder, those in resting.items())
