"""From a draft and its stand to a claim: the fillers of its roles, its chain of holders, and the stretch that carries it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from attestry.extracting import measuring
from attestry.extracting.draft import Draft
from attestry.extracting.parsing.tree import Node
from attestry.extracting.phrases import verb_phrase
from attestry.extracting.roles import roles_of
from attestry.extracting.scene import Scene
from attestry.extracting.stance import Stand
from attestry.extracting.takers import chain_of
from attestry.model.claim import Certainty, Claim, Derivation, Kind, Polarity, Step
from attestry.model.text import Span


def claims_of(scene: Scene, draft: Draft, stand: Stand, reader: str) -> Iterator[Claim]:
    """The claim of a draft, and one more for each further source that is named beside the first."""
    claim = _claim(scene, draft, stand, reader)
    if claim is None or (claim.kind is Kind.POSITION and (claim.polarity is Polarity.NEITHER or _generic(scene, draft))):
        return
    yield claim
    for twin in stand.twins:
        yield replace(claim, chain=tuple(twin if link is stand.links[0] else link for link in claim.chain))


def _generic(scene: Scene, draft: Draft) -> bool:
    """Whether a stance in a relative clause is that of nobody named: "those who reject it", "any State that rejects it"."""
    trigger = draft.trigger
    if draft.clause.nominal or trigger.label not in ("acl:relcl", "acl"):
        return False
    if trigger.head is not None and any(child.word == "any" for child in trigger.head.kids("det")):
        return True
    return not scene.parties(draft.roles.get("agent", [])) and draft.places.get("agent") == "subject"


def _claim(scene: Scene, draft: Draft, stand: Stand, reader: str) -> Claim | None:
    """The claim that a draft and its stand make, or None where the sense does not hold after all."""
    sense = draft.frame.sense
    if sense.negated is not None:
        if sense.negated != (stand.polarity is not Polarity.AFFIRMS):
            return None
        if sense.negated:
            stand.polarity, stand.certainty = Polarity.NEITHER, Certainty.UNCOMMITTED
    if draft.frame.frame in ("varies", "unverified"):
        stand.polarity = Polarity.NEITHER
    parts = measuring.contents(scene, draft)
    counted = measuring.quantities(scene, draft, parts)
    chain = chain_of(scene, draft, stand)
    roles = roles_of(scene, draft, parts, chain[-1])
    span = _span(scene, draft, parts)
    for one in counted:
        span = span.joined(one.span)
    quote = scene.document.words(span)
    steps = (
        Step(
            f"frames/{draft.frame.frame}",
            draft.trigger.span,
            f"'{draft.trigger.text}' calls up {draft.frame.frame}, way '{draft.frame.way.name}'",
        ),
        *_judgement(draft),
        *(
            Step(
                f"ways/{draft.frame.way.name}",
                filler.span,
                f"{role} ← {draft.places.get(role, 'owner')}: {', '.join(filler.values)}",
            )
            for role, filler in roles.items()
        ),
        *stand.steps,
    )
    assert stand.mode is not None
    return Claim(
        "",
        scene.document.id,
        span,
        quote,
        draft.kind,
        draft.frame.frame,
        chain,
        stand.basis,
        stand.certainty,
        stand.polarity,
        stand.mode,
        tuple(roles.items()),
        counted,
        measuring.when(scene, draft, stand.mode),
        Derivation(reader, scene.sheet.sentence, steps),
    )


def _judgement(draft: Draft) -> Iterator[Step]:
    """What the judge weighed, where no sense of the packs held."""
    if draft.weighing is not None:
        yield Step("judge", draft.trigger.span, str(draft.weighing.told(draft.frame.frame)))


def _span(scene: Scene, draft: Draft, parts: list[Node]) -> Span:
    """The smallest stretch that holds the trigger, its auxiliaries and its roles."""
    trigger = draft.trigger
    span = trigger.span
    anchors = [trigger] + ([draft.clause.carrier] if draft.clause.carrier is not None else [])
    for anchor in anchors:
        span = span.joined(anchor.span)
        for child in anchor.children:
            if child.label in ("aux", "aux:pass", "cop", "compound:prt") or (
                child.label == "advmod" and child.word in scene.lexicon.words["negations"]
            ):
                span = span.joined(child.span)
    if draft.frame.second is not None:
        for child in trigger.children:      # "has caused great concern": both words of a trigger of two
            if draft.frame.second in (child.lemma, child.word):
                span = span.joined(child.span)
    for role, nodes in draft.roles.items():
        for node in nodes:
            if node.tag[:1] == "V" and role == "item":
                span = span.joined(verb_phrase(node))
            elif draft.places.get(role) == "itself" and not draft.clause.nominal:
                span = span.joined(verb_phrase(trigger))
            else:
                span = span.joined(scene.extent([node]))
    if draft.frame.sense.modal is not None:
        for node in draft.clause.fill("object" if draft.clause.passive else "subject"):
            if node.index < trigger.index:
                span = span.joined(scene.extent([node]))     # "we must": whoever is meant belongs to the demand
    for node in parts:
        span = span.joined(scene.extent([node]))
    if draft.kind is Kind.VERIFICATION and not draft.clause.nominal:
        span = span.joined(verb_phrase(trigger))
    return span
