"""Which of a sentence's drafts are claims of their own, and which say again what another says."""

from __future__ import annotations

from attestry.extracting.chaining import is_taken
from attestry.extracting.draft import Draft
from attestry.extracting.parsing.tree import Node
from attestry.extracting.stance import Stand
from attestry.model.claim import Kind, Polarity

WISHING = frozenset({"let", "want", "wish", "like", "have", "begin", "continue", "hasten"})
"""Verbs under which an infinitive is the speaker's own stance: "I wish to commend"."""
COMPELLED = frozenset({"make", "force", "compel", "oblige", "bring", "go", "come", "doom", "condemn", "serve"})
"""Governors of what will befall somebody: "will be made to pay dearly", "can only serve to prolong the war"."""

Read = tuple[Draft, Stand]


def sifted(read: list[Read]) -> list[Read]:
    """*read* without abilities, stances that are only asked for, and what another draft of the sentence says already."""
    possible = [
        (draft, stand)
        for draft, stand in read
        if not stand.void
        and not borrowed(draft, stand)
        and (not draft.frame.sense.modes or stand.clause_mode in draft.frame.sense.modes)
        and not is_precept(draft, stand)
    ]
    kept = apart(possible)
    acts = {draft.trigger.index for draft, _ in kept if draft.kind is Kind.ACT}
    denials = {voice.index for draft, stand in kept if draft.kind in (Kind.ACT, Kind.VERDICT) for voice in stand.voices}
    return [
        (draft, stand)
        for draft, stand in kept
        if draft.kind is not Kind.POSITION
        or not (
            (draft.frame.frame == "reject" and draft.trigger.index in denials)
            or (draft.frame.sense.modal == "promising" and draft.trigger.index in acts)
        )
    ]


def is_precept(draft: Draft, stand: Stand) -> bool:
    """Whether a breach is only said not to be allowed: "must not lead to violations", "cannot let the Charter be violated"."""
    denied = draft.kind is Kind.VERDICT and not draft.frame.sense.denies and stand.polarity is Polarity.DENIES
    return denied and stand.clause_mode in ("demanded", "planned", "possible")


def borrowed(draft: Draft, stand: Stand) -> bool:
    """Whether a stance is only wished, asked of somebody, or told of people in general, and so nobody's own here.

    "Urged members to support the text" is a call, not support; "those who reject its worldview" are no holder.
    """
    if draft.kind is not Kind.POSITION or draft.frame.sense.modal is not None or draft.clause.nominal:
        return False
    trigger = draft.trigger
    if draft.frame.frame not in ("promise", "warn") and stand.clause_mode in ("demanded", "planned") and not any(
        child.word in ("must", "should") for child in trigger.kids("aux")
    ):
        return not _is_wished(trigger)
    first = _first(trigger)
    if draft.frame.frame == "warn" and trigger.head is not None and trigger.head.lemma in COMPELLED:
        return False
    infinitive = trigger.tag == "VB" and first.tag == "VB" and any(mark.word == "to" for mark in first.kids("mark"))
    return infinitive and not stand.going_on and not _is_wished(trigger)


def _is_wished(trigger: Node) -> bool:
    """Whether an infinitive stands under a wish of the speaker to say what it says: "I wish to", "I take the occasion to"."""
    head = _first(trigger).head
    return head is not None and (head.lemma in WISHING or is_taken(head))


def _first(verb: Node) -> Node:
    """The infinitive that opens the row in which *verb* stands: "strengthen" in "to strengthen the State and support it"."""
    while verb.label == "conj" and verb.tag == "VB" and verb.head is not None and verb.child("aux", "nsubj") is None:
        verb = verb.head
    return verb


def apart(climbed: list[Read]) -> list[Read]:
    """What is one thing said twice is kept once: an act noun inside the item of its own frame, coordinated verbs of one fight."""
    kept: list[Read] = []
    heads = {(draft.frame.frame, draft.trigger.index) for draft, _ in climbed}
    for draft, stand in climbed:
        trigger, frame = draft.trigger, draft.frame.frame
        if draft.clause.nominal and draft.clause.carrier is not None and (frame, draft.clause.carrier.index) in heads:
            continue
        if any(
            other is not draft
            and other.frame.frame == frame
            and other.trigger is not trigger
            and draft.clause.nominal
            and not other.clause.nominal
            and any(trigger is node or trigger.is_below(node) for node in other.roles.get("item", ()) if node.tag[:1] == "N")
            for other, _ in climbed
        ):
            continue
        if any(other.trigger is trigger and other.frame.frame == frame and draft.kind is not Kind.ACT for other, _ in kept):
            continue                    # read as a noun and as a predicate
        if draft.kind is Kind.POSITION and any(
            other is not draft
            and other.frame.frame == frame
            and trigger.is_below(other.trigger)
            and other.frame.sense.modal is None
            and not _is_beside(draft, other)
            for other, _ in climbed
        ):
            continue
        if draft.kind is Kind.POSITION and any(_holds_out(other, trigger) for other, _ in climbed if other is not draft):
            continue                    # "we will continue to support", "is ready to support" promise the support
        if (
            draft.kind is Kind.VERIFICATION
            and any(other.frame.frame == frame and other.trigger.is_below(trigger) for other, _ in climbed)
        ):
            continue                    # "has no details and cannot verify or confirm the reports" is one remark
        if frame == "warn" and trigger.label == "conj" and trigger.head is not None and (frame, trigger.head.index) in heads:
            continue                    # "would fuel the crisis and damage trust" is one warning
        if (
            frame in ("combat", "casualties")
            and trigger.label == "conj"
            and trigger.head is not None
            and (frame, trigger.head.index) in heads
            and "recipient" not in draft.roles
            and not draft.clause.trigger.kids("obj")
        ):
            continue
        if any(
            other.trigger is trigger
            and other is not draft
            and (
                other.frame.frame == "warn"     # "will have to pay a price" is no demand
                if draft.frame.sense.modal is not None
                else other.frame.sense.modal is not None
                and frame != "warn"
                and (draft.kind is Kind.POSITION or frame == "cooperation")
            )
            for other, _ in climbed
        ):
            continue
        if draft.clause.nominal and any(
            other.frame.frame == frame and not other.clause.nominal and trigger in other.roles.get("agent", ())
            for other, _ in climbed
        ):
            continue
        kept.append((draft, stand))
    return kept


def _is_beside(draft: Draft, other: Draft) -> bool:
    """Whether a stance is coordinated with another of its frame and is about a thing of its own: "applauds A and supports B"."""
    node = draft.trigger
    while node is not other.trigger and node.label == "conj" and node.head is not None:
        node = node.head
    items = [one for one in draft.roles.get("item", ()) if one not in other.roles.get("item", ())]
    return node is other.trigger and bool(items)


def _holds_out(other: Draft, trigger: Node) -> bool:
    """Whether *other* promises or demands the stance that *trigger* names, which so is not taken yet."""
    if other.kind is not Kind.POSITION or other.frame.frame not in ("promise", "call") or other.trigger is trigger:
        return False
    items = other.roles.get("item", ())
    node = trigger
    while node not in items and node.label == "xcomp" and node.head is not None:
        node = node.head
    return node in items
