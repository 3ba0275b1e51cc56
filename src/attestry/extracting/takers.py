"""The chain of a claim: the document's voice, those whom the climb met, and, of a stance, the one who takes it."""

from __future__ import annotations

from collections.abc import Sequence

from attestry.extracting.discourse import same
from attestry.extracting.draft import Draft
from attestry.extracting.holders import group, holder_of, somebody
from attestry.extracting.parsing.tree import Node
from attestry.extracting.scene import Scene
from attestry.extracting.stance import Stand
from attestry.extracting.subjects import SUBJECTS, subjects
from attestry.model.claim import Basis, Holder, Kind

COMMUNITY = "international community"
SHARED = frozenset({"concern", "condemnation", "opposition", "outcry", "outrage", "indignation", "criticism", "denunciation",
                    "alarm", "protest", "call", "demand", "appeal", "rejection", "disapproval", "anger", "censure"})
"""Stances that an adjective can lay to everybody: "international condemnation"."""


def chain_of(scene: Scene, draft: Draft, stand: Stand) -> tuple[Holder, ...]:
    """Who says so, outermost first."""
    links = list(stand.links)
    taker = _taker(scene, draft, stand) if draft.kind is Kind.POSITION and draft.frame.sense.modal is None else None
    if (
        taker is not None
        and not scene.speaks(taker)
        and (not links or links[0].name != taker.name)
        and not _represents(links, taker)
    ):
        links.insert(0, taker)
    if draft.kind in (Kind.ACT, Kind.VERDICT):
        _add_accuser(scene, draft, links)
    _add_closing(scene, draft, links)
    if not links or _quotes_another(scene, draft, links):
        links += [one for one in reversed(_inherited(scene, draft)) if not links or links[-1].name != one.name]
    return (*scene.discourse.voice, *reversed(links)) or (Holder("?unnamed"),)


def _add_accuser(scene: Scene, draft: Draft, links: list[Holder]) -> None:
    """Whoever condemns, praises or fears an act takes it for a fact: "the speakers denounced him for sending drones"."""
    for verb in draft.trigger.ancestors:
        if verb.tag[:1] != "V" or verb.label == "acl:relcl" or verb.lemma not in scene.lexicon.words["accusing"]:
            continue
        heads, passive = subjects(verb, scene.lexicon)
        holder = None if passive else holder_of(scene, heads) or group(scene, heads)
        if holder is None or scene.speaks(holder) or any(same(link, holder) or bracketed(link, holder) for link in links):
            continue
        links.append(holder)


def bracketed(link: Holder, holder: Holder) -> bool:
    """Whether *link* speaks for *holder*: "Lavrov (Russia)" for Russia."""
    return f"({holder.name})" in link.name


def _add_closing(scene: Scene, draft: Draft, links: list[Holder]) -> None:
    """Whoever closes the sentence, "…, X told reporters today", says all that stands before."""
    closing = scene.closing
    if closing is None or closing[0] < draft.trigger.index or scene.speaks(closing[1]):
        return
    if not any(same(link, closing[1]) for link in links):
        links.append(closing[1])


def _quotes_another(scene: Scene, draft: Draft, links: Sequence[Holder]) -> bool:
    """Whether the trigger stands in the quoted words of somebody who is not the outermost link yet."""
    quoting = scene.quoting
    if quoting is None or not scene.inside_quote(draft.trigger):
        return False
    return links[-1].name != quoting.name and not scene.speaks(quoting)


def _inherited(scene: Scene, draft: Draft) -> Sequence[Holder]:
    """Who has been quoted before, where the sentence itself names nobody."""
    source = scene.quoting if scene.inside_quote(draft.trigger) else None
    if source is not None and not scene.speaks(source):
        return (source,)
    return scene.discourse.source if not scene.discourse.first or scene.discourse.quote_open else ()


# ------------------------------------------------------------------ who takes a stance


def _taker(scene: Scene, draft: Draft, stand: Stand) -> Holder | None:
    agents = draft.roles.get("agent", [])
    if not agents:
        return _world(draft)
    named = holder_of(scene, agents) or _text_holder(scene, agents[0], stand) or group(scene, agents)
    if named is not None or draft.places.get("agent") != "subject":
        return named
    return _meant(scene, agents[0]) or somebody(scene, agents)


def _world(draft: Draft) -> Holder | None:
    """ "International condemnation", "global concern": everybody's."""
    if draft.trigger.lemma not in SHARED:
        return None
    words = ("international", "global", "universal", "worldwide")
    adjective = next((child for child in draft.trigger.kids("amod") if child.word in words), None)
    return Holder(COMMUNITY, "international-community", adjective.span) if adjective and draft.clause.nominal else None


def _meant(scene: Scene, pronoun: Node) -> Holder | None:
    """ "The leaders met in Berlin, where they called for a truce": the people named before in the sentence."""
    if pronoun.word != "they":
        return None
    for above in pronoun.ancestors:
        for child in above.children:
            if child.label in SUBJECTS and child.index < pronoun.index and not pronoun.is_below(child):
                return group(scene, [child])
    return None


def _text_holder(scene: Scene, node: Node, stand: Stand) -> Holder | None:
    """A resolution, embargo or report that demands or endorses: the Council for its own texts, else the text by its name."""
    if node.lemma in ("resolution", "embargo") and not any(child.lemma == "draft" for child in node.children):
        stand.basis = Basis.RECORD
        return Holder("UN Security Council", None, node.span)
    if node.lemma in scene.lexicon.classes["documents"] or scene.mark("NORM", node) is not None:
        return Holder(scene.text(node), None, node.span)
    return None


def _represents(links: Sequence[Holder], taker: Holder) -> bool:
    """Whether the innermost link already speaks for *taker*: "France condemns …, said its envoy"."""
    return bool(links) and bracketed(links[0], taker)
