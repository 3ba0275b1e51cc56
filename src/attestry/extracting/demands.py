"""Demands and promises without a verb of their own: "X must …", "we need to …", "let us …", "it is time to …", "we will …"."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.extracting.clause import verb_clause
from attestry.extracting.draft import Draft
from attestry.extracting.parsing.tree import Node
from attestry.extracting.phrases import verb_phrase
from attestry.extracting.scene import Scene
from attestry.reference.frames import Frame

SHORTEST = 14                       # code points of what is demanded; "we must act" demands nothing that could be done or left


def modal(scene: Scene, node: Node) -> Iterator[Draft]:
    """The demand or promise that *node* is the content of."""
    auxiliaries = node.kids("aux")
    if node.tag[:1] not in "VJN" or not (auxiliaries or node.tag == "VB") or any(child.word == "have" for child in auxiliaries):
        return
    for frame in scene.reference.frames.modal:
        demanding = frame.sense.modal == "demanding"
        opened = opened_by(scene, node, frame.sense.modal or "")
        if opened is not None and (demanding or node.child("cop") is None):
            draft = _demand(scene, node, frame, opened) if demanding else _promise(scene, node, frame)
            if draft is not None:
                yield draft


def opened_by(scene: Scene, node: Node, modal: str) -> Node | None:
    """The auxiliary of the list *modal*, "demanding" or "promising", that governs *node*, or the word that demands it."""
    listed = scene.lexicon.words[modal]
    opened = next((child for child in node.kids("aux") if child.word in listed), None)
    return opened or (_obliged(scene, node) if modal == "demanding" else None)


def _obliged(scene: Scene, node: Node) -> Node | None:
    """ "need to", "have to", "let us", "it is time to": the word above an infinitive that demands it."""
    head = node.head
    if head is None or node.tag != "VB" or any(child.word in scene.lexicon.words["negations"] for child in head.kids("advmod")):
        return None
    to = any(mark.word == "to" for mark in node.kids("mark"))
    if node.label == "xcomp" and to and head.lemma in scene.lexicon.words["obliging"] and head.child("obj") is None:
        return head
    if node.label in ("xcomp", "ccomp") and head.word == "let" and any(child.word == "us" for child in head.kids("obj")):
        return head
    if node.label == "acl" and to and head.lemma in ("time", "need", "moment") and head.child("cop") is not None:
        return head
    return None


def _demand(scene: Scene, node: Node, frame: Frame, opened: Node) -> Draft | None:
    clause = verb_clause(node, scene.lexicon)
    heads = clause.fill("subject") or clause.fill("object")
    own = any(head.word in scene.lexicon.words["firsts"] for head in heads)
    if (not heads and opened.label == "aux") or (own and opened.word == "shall") or len(verb_phrase(node)) < SHORTEST:
        return None
    draft = Draft(frame, clause, {"item": [node]}, {"item": "itself"})
    if heads and not own and (scene.parties(heads) or heads[0].tag[:1] == "N"):
        draft.roles["recipient"], draft.places["recipient"] = heads, "subject"
    return draft


def _promise(scene: Scene, node: Node, frame: Frame) -> Draft | None:
    """ "We will …", or the speaking State's own name with "will"."""
    clause = verb_clause(node, scene.lexicon)
    heads = clause.fill("subject")
    own = any(head.word in scene.lexicon.words["firsts"] for head in heads)
    own = own or (bool(scene.discourse.first) and scene.parties(heads) == list(scene.discourse.first))
    if not own or node.lemma in scene.lexicon.words["unpromising"] or node.tag[:1] != "V":
        return None
    return Draft(frame, clause, {"item": [node], "agent": heads}, {"item": "itself", "agent": "subject"})
