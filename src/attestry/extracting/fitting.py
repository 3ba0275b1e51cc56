"""What may fill a role, and whether a draft's fillers are what its sense asks for."""

from __future__ import annotations

from collections.abc import Sequence

from attestry.extracting.draft import Draft
from attestry.extracting.parsing.tree import Node
from attestry.extracting.phrases import case
from attestry.extracting.scene import Scene
from attestry.extracting.triggers import LOCAL
from attestry.model.claim import Kind
from attestry.reference.frames import Sense

PARTY_ROLES = ("agent", "recipient")
_DESCRIBING = ("amod", "advmod", "compound", "det", "nmod:poss", "nummod", "case")
OPEN_PLACES = frozenset({"subject", "object", "iobject", "poss", "doer", "by"})
"""Places whose filler is a party by grammar alone; any other place must name somebody to count as one."""
UNDESCRIBED = frozenset({"any", "all", "possible", "alleged", "potential", "future", "such"})
"""Words before a plural that leave it open whether there are any."""


def fits(scene: Scene, draft: Draft, role: str, place: str, node: Node) -> bool:
    """Whether the phrase that *node* heads, found at *place*, may fill *role*."""
    if node.tag in ("WDT", "WP", "EX") and place != "subject" and node.child("acl:relcl") is None:
        return False
    if scene.mark("DATE", node) is not None or scene.mark("DURATION", node) is not None:
        return False
    if role in PARTY_ROLES:
        return _is_party(scene, draft, role, place, node)
    if role == "place":
        return scene.is_place(node) and node.tag[:1] == "N"
    return _is_item(scene, draft, place, node)


def _is_party(scene: Scene, draft: Draft, role: str, place: str, node: Node) -> bool:
    if place in ("nationality", "compound"):
        mark = scene.name_at(node)
        return mark is not None and getattr(mark.value, "kind", "") != "place"
    if place in OPEN_PLACES:
        return node.tag[:1] in "NPDCJWV" and not (place == "poss" and node.tag[:1] == "V")
    if role == "recipient" and draft.frame.frame == "use" and scene.is_place(node):
        return True
    return (
        bool(scene.party(node))
        or node.lemma in scene.lexicon.words["collectives"]
        or (draft.kind is not Kind.ACT and node.tag[:1] in "NPD")
    )


def _is_item(scene: Scene, draft: Draft, place: str, node: Node) -> bool:
    sense = draft.frame.sense
    if sense.only_words and place != "itself":
        return node.lemma in sense.only_words
    if sense.item:
        return _is_of_class(scene, sense, place, node)
    if place == "itself" or draft.kind is not Kind.ACT:
        return True
    called_up = scene.reference.frames.nouns.get(node.lemma, ())
    judged = any(frame.kind is Kind.VERDICT and frame.second is None for frame in called_up)
    return node.tag[:1] in "NPDC" and not (place == "in" and (judged or scene.is_place(node)))  # "trains it in breach of …"


def _is_of_class(scene: Scene, sense: Sense, place: str, node: Node) -> bool:
    if sense.unless and scene.of_class(node, sense.unless):
        return False
    if scene.of_class(node, sense.item):
        return True
    return (place == "adjective" and node.lemma in scene.lexicon.words["military"]) or (
        sense.open_ and node.tag[:1] == "N" and place not in ("itself", "compound")
    )


def is_somebody(scene: Scene, node: Node) -> bool:
    """Whether a phrase names a party, a place or people, as a place marked "!" asks."""
    if scene.party(node) or scene.name_at(node) is not None:
        return True
    return scene.of_class(node, ("people", "personnel", "building")) or node.lemma in scene.lexicon.words["somebody"]


def holds(scene: Scene, draft: Draft) -> bool:
    """Whether the fillers are what the sense asks for."""
    if draft.kind is Kind.ACT and not any(role in draft.roles for role in ("agent", "recipient", "item")):
        # "the fighting in Yemen": of a noun, the place may tell enough
        return draft.clause.nominal and "place" in draft.roles and _words_allow(draft) and _noun_holds(scene, draft)
    barred = draft.frame.sense.main and _in_relative_clause(draft.trigger)
    if barred or not _words_allow(draft) or not _subject_allows(draft) or not _fillers_allow(scene, draft):
        return False
    return _noun_holds(scene, draft) if draft.clause.nominal else _verb_holds(scene, draft)


def _verb_holds(scene: Scene, draft: Draft) -> bool:
    sense, roles = draft.frame.sense, draft.roles
    if any(role not in roles for role in sense.needs) or (sense.any_of and not any(role in roles for role in sense.any_of)):
        return False
    return all(_name_somebody(scene, roles.get(role, [])) for role in sense.actors)


def _name_somebody(scene: Scene, nodes: Sequence[Node]) -> bool:
    """Whether *nodes* name an actor, or people that are no actor of themselves: "the people of X", "our friends"."""
    return bool(scene.parties(nodes)) or any(node.lemma in scene.lexicon.words["factions"] for node in nodes)


def _fillers_allow(scene: Scene, draft: Draft) -> bool:
    """Whether no filler is of a kind that the sense will not have: a person, a party, or whoever speaks."""
    sense, roles = draft.frame.sense, draft.roles
    if sense.impersonal and any(scene.mark("PERSON", node) is not None for node in roles.get("item", [])):
        return False
    return not any(scene.parties(roles.get(role, [])) for role in sense.things) and not _of_speaker(scene, draft)


def _of_speaker(scene: Scene, draft: Draft) -> bool:
    """Whether a role that the sense keeps for others is filled by whoever speaks."""
    return any(
        node.word in scene.lexicon.words["firsts"]
        or (bool(scene.discourse.first) and scene.parties([node]) == list(scene.discourse.first))
        for role in draft.frame.sense.others
        for node in draft.roles.get(role, ())
    )


def is_about_else(draft: Draft) -> bool:
    """Whether a word stands in the item, or is the object, that the sense is not about: "adopted the principle"."""
    beside = draft.trigger.kids("amod", "compound") if draft.clause.nominal else draft.clause.fill("object")
    return any(node.lemma in draft.frame.sense.unless_words for node in [*draft.roles.get("item", []), *beside])


def _words_allow(draft: Draft) -> bool:
    """Whether no word stands in the item that the sense is not about, and one of those that it is about does."""
    sense, item = draft.frame.sense, draft.roles.get("item", [])
    if is_about_else(draft):
        return False
    if any(node.lemma in sense.not_by for node in draft.roles.get("agent", [])):
        return False
    if sense.beside and not any(
        child.word in sense.beside for node in (draft.trigger, *item) for child in node.children if child.label in _DESCRIBING
    ):
        return False
    if sense.named and any(node.tag[:1] in "PDWE" for node in item):
        return False
    return not sense.only_words or bool(item) or any(node.lemma in sense.only_words for node in draft.clause.fill("subject"))


def _subject_allows(draft: Draft) -> bool:
    """Whether the subject is the empty "it" that the sense asks for, or the thing of its own that it asks for."""
    expletive = draft.frame.sense.expletive
    things = [node for node in draft.clause.fill("subject") if node.word != "it" and not node.label.startswith("csubj")]
    return expletive is None or expletive is not bool(things)


def _noun_holds(scene: Scene, draft: Draft) -> bool:
    sense, roles, trigger = draft.frame.sense, draft.roles, draft.trigger
    if sense.noun_needs and not any(role in roles for role in sense.noun_needs):
        return False
    if any(role not in roles for role in sense.noun_must):
        return False
    carried = (
        draft.clause.carrier is not None
        or trigger.child("cop") is not None
        or bool(draft.clause.fill("predicated"))
        or case(trigger) == "in"
    )
    if not carried:
        bare = trigger.tag == "NNS" and any(role not in roles for role in sense.noun_all)
        if sense.carried or (bare and not (sense.described and _is_described(scene, trigger))):
            return False
        told = sense.bare or any(role in roles for role in PARTY_ROLES) or _is_definite(trigger) or _is_located(scene, draft)
        if draft.kind is Kind.ACT and not told:
            return False
    return not sense.raised or _is_raised(scene, draft)


def _in_relative_clause(trigger: Node) -> bool:
    """Whether the trigger stands in a clause that tells which of the things is meant; ", which …" says something of its own."""
    return any(
        (node.label == "acl:relcl" and not (_is_cleft(node) or _goes_on(node))) or (node.label == "acl" and node.tag[:1] == "V")
        for node in (trigger, *trigger.ancestors)
    )


def _is_cleft(clause: Node) -> bool:
    """Whether a relative clause is the sentence itself, turned: "It is the militia that has broken the truce"."""
    head = clause.head
    return head is not None and head.child("cop") is not None and any(
        child.word == "it" and child.label in ("nsubj", "expl") for child in head.children
    )


def _goes_on(clause: Node) -> bool:
    """Whether a relative clause comes after a comma and opens with "which"."""
    which = next((child for child in clause.children if child.word == "which"), None)
    noun = clause.head
    return which is not None and noun is not None and any(
        child.word == "," and child.index == which.index - 1 for child in (*noun.children, *clause.children)
    )


def _is_definite(node: Node) -> bool:
    return any(
        child.label == "nmod:poss" or (child.label == "det" and child.word in ("the", "this", "these", "such"))
        for child in node.children
    )


def _is_described(scene: Scene, node: Node) -> bool:
    """Whether a plural is more than a topic: "violations in the north", "flagrant violations of the law".

    What is prevented, tried or investigated is one; so is what a compound alone tells of: "serious human rights violations".
    """
    head = node.head
    if head is not None and head.lemma in scene.lexicon.words["averting"]:
        return False
    if any(child.word in UNDESCRIBED for child in node.kids("det", "amod")):
        return False
    there = any(case(child) in LOCAL for child in node.kids("nmod"))
    return there or (node.child("amod", "nummod") is not None and node.child("compound") is None)


def _is_located(scene: Scene, draft: Draft) -> bool:
    """Whether a named place tells that the noun is of one act or course of acts: "attacks in Mali"."""
    return "place" in draft.frame.sense.noun_needs and any(
        scene.name_at(part) is not None for node in draft.roles.get("place", []) for part in (node, *node.children)
    )


def _is_raised(scene: Scene, draft: Draft) -> bool:
    """Whether a verb asserts that what the noun names grows, exists or goes on."""
    node = draft.trigger
    while node.label == "conj" and node.head is not None and node.head.tag.startswith("N"):
        node = node.head
    head = node.head
    if head is None:
        return False
    words = scene.lexicon.words
    raising = words["raising"] | words["flaring"] if draft.frame.frame == "combat" else words["raising"]
    if head.tag.startswith("V") and head.lemma in raising and node.label in ("obj", "nsubj", "nsubj:pass", "obl"):
        return True
    if node.child("amod") is not None and any(
        (child.lemma in raising and child.tag in ("VBG", "VBN"))
        or (draft.frame.frame == "combat" and child.word in words["ongoing"])
        for child in node.kids("amod")
    ):
        return True
    # "the deepening of cooperation", "the possibility of advancing cooperation"
    return node.label == "nmod" and head.lemma in raising
