"""Who a phrase names as a holder: a party, an envoy, a text that speaks, or a nameless kind of source."""

from __future__ import annotations

from collections.abc import Sequence

from attestry.extracting.discourse import bracket
from attestry.extracting.parsing.tree import Node
from attestry.extracting.phrases import case
from attestry.extracting.scene import Scene
from attestry.model.claim import Holder


def nameless(scene: Scene, nodes: Sequence[Node]) -> str | None:
    """ "?media", "?officials", "?experts" or "?open sources", where a source is of a kind but without a name."""
    for kind, listed in (
        ("?media", "media"),
        ("?experts", "experts"),
        ("?open sources", "sources"),
        ("?officials", "officials"),
    ):
        for node in nodes:
            inner = [
                node,
                *node.kids("compound", "amod"),
                *(child for child in node.kids("nmod") if case(child) in ("by", "from", "of")),
            ]
            if any(one.lemma in scene.lexicon.words[listed] for one in inner) and scene.mark("PERSON", node) is None:
                return kind
    return None


def somebody(scene: Scene, nodes: Sequence[Node]) -> Holder | None:
    """A nameless one who speaks or takes a stance, "several speakers", "critics": never the one who tells of them."""
    words = scene.lexicon.words
    people = words["vague_people"] | words["spokespeople"] | words["experts"] | words["officials"]
    if not nodes or not (nodes[0].word in words["some"] or nodes[0].lemma in people):
        return None
    return Holder(nameless(scene, nodes) or "?unnamed", None, nodes[0].span)


def group(scene: Scene, nodes: Sequence[Node]) -> Holder | None:
    """People or bodies without a name of their own, called as the text calls them: "the international community"."""
    words = scene.lexicon.words
    if not nodes or nodes[0].lemma not in words["takers"] or nodes[0].tag[:1] != "N":
        return None
    before = [child.word for child in nodes[0].kids("det", "amod", "nummod")]
    if nodes[0].tag == "NN" and any(word in ("a", "an", "any", "no") for word in before):
        return None                     # "a government must …": any
    spoken = nodes[0].lemma in ("speaker", "participant", "witness") or nodes[0].lemma in words["spokespeople"]
    if spoken and any(word in words["some"] for word in before) and not nodes[0].kids("nmod", "compound"):
        return None                     # "several speakers" are nameless
    return Holder(" and ".join(scene.text(node, people=True) for node in nodes[:2]), None, nodes[0].span)


def holder_of(scene: Scene, heads: Sequence[Node]) -> Holder | None:
    """The holder that *heads* name, joined by "and" where they are several; None where they name nobody."""
    discourse = scene.discourse
    names: list[Holder] = []
    for node in heads:
        if (node.tag in ("WDT", "WP", "EX") or (
            node.word in ("it", "this", "that", "these", "those", "there") and node.tag in ("PRP", "DT")
        )) and (node.word not in ("it",) or not discourse.singular):
            continue
        parties = scene.party(node)
        spokes = node.lemma in scene.lexicon.words["spokespeople"]
        if (
            spokes
            and node.tag in ("NN", "NNP")
            and discourse.person is not None
            and (not parties or any(party.name == bracket(discourse.person.name) for party in parties))
            and not any("(" in party.name for party in parties)
        ):
            names.append(Holder(discourse.person.name, discourse.person.actor, node.span))
            continue
        for party in parties:
            names.append(Holder(party.name, party.actor, node.span))
        officer = None if parties or not spokes or node.child("nmod", "nmod:poss", "amod", "compound") else (
            discourse.offices.get(node.word)
        )
        if officer is not None:
            names.append(Holder(officer.name, officer.actor, node.span))
        elif not parties and node.tag.startswith("NNP") and node.text[:1].isupper():
            names.append(Holder(scene.text(node), None, node.span))
    unique = list({one.name: one for one in names}.values())
    if any("(" in one.name for one in unique) and (
        len(heads) == 1
        or any(
            bracket(one.name) and bracket(one.name) in other.name.split()
            for one in unique
            for other in unique
            if other is not one
        )
    ):
        unique = [one for one in unique if "(" in one.name]
    if not unique:
        return None
    if len(unique) == 1:
        return unique[0]
    return Holder(" and ".join(one.name for one in unique[:3]), None, unique[0].words)
