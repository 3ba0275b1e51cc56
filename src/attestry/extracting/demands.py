"""Demands and promises without a verb of their own: "X must …", "we need to …", "let us …", "it is time to …", "we will …"."""

from __future__ import annotations

from collections.abc import Iterator

from attestry.extracting.clause import verb_clause
from attestry.extracting.discourse import Party
from attestry.extracting.draft import Draft
from attestry.extracting.parsing.tree import Node
from attestry.extracting.phrases import verb_phrase
from attestry.extracting.scene import Scene, first_of
from attestry.extracting.subjects import SUBJECTS
from attestry.reference.frames import Frame

SHORTEST = 12                       # code points of what is demanded; "they must act" demands nothing that could be done or left
SHORTEST_OWN = 30                   # of what we demand of ourselves: "we must stand together" is rhetoric
TIMES = frozenset({"time", "moment", "hour"})
_QUOTES = frozenset(("\"", "“", "«", "``", "'", "‘"))
CLAUSES = ("acl", "acl:relcl", "ccomp", "xcomp", "advcl", "csubj")


def modal(scene: Scene, node: Node) -> Iterator[Draft]:
    """The demand or promise that *node* is the content of."""
    auxiliaries = node.kids("aux")
    if (
        node.tag[:1] not in "VJN"
        or not (auxiliaries or node.tag == "VB" or _has_to(node) or node.head is None or node.head.lemma in TIMES)
        or any(child.word == "have" for child in auxiliaries)
        or (auxiliaries and node.text[:1].isupper() and node.index > 0)         # "Education Cannot Wait" is a name
    ):
        return
    for frame in scene.reference.frames.modal:
        demanding = frame.sense.modal == "demanding"
        opened = opened_by(scene, node, frame.sense.modal or "")
        if opened is not None and (demanding or node.child("cop") is None):
            draft = _demand(scene, node, frame, opened) if demanding else _promise(scene, node, frame, opened)
            if draft is not None:
                yield draft


def opened_by(scene: Scene, node: Node, modal: str) -> Node | None:
    """The auxiliary of the list *modal*, "demanding" or "promising", that governs *node*, or the word that demands it."""
    words = scene.lexicon.words
    opened = next((child for child in node.kids("aux") if child.word in words[modal]), None)
    if opened is not None or modal != "demanding":
        return opened
    return _obliged(scene, node) or _forbidden(scene, node) or _ordered(scene, node)


def _obliged(scene: Scene, node: Node) -> Node | None:
    """ "need to", "have to", "ought to", "let us", "had better", "it is time to": the word that demands an infinitive."""
    head, words = node.head, scene.lexicon.words
    if any(child.word == "had" for child in node.kids("aux")) and node.tag == "VB":
        return next((child for child in node.kids("advmod") if child.word == "better"), None)
    if head is None or _is_negated(scene, head):
        return None
    to = _has_to(node)
    if node.label == "xcomp" and to and head.lemma in words["obliging"] and head.word != "had" and head.child("obj") is None:
        return head if node.lemma != "say" else None        # "what the envoy has to say"
    if node.label in ("xcomp", "ccomp") and node.tag == "VB" and head.word == "let":
        return head if any(child.word == "us" for child in head.kids("obj")) else None
    return head if head.lemma in TIMES and node.label in CLAUSES and _has_come(head, to) else None


def _has_come(time: Node, to: bool) -> bool:
    """ "It is time to", "it is high time that", "now is the moment to": not "the first time that", "at the time that"."""
    said = [child.word for child in time.children]
    if time.child("cop") is None:
        return to and time.child("case") is None and time.head is not None and time.head.word in ("come", "now")
    if time.child("amod") is not None and not any(word in said for word in ("high", "past", "right", "about")):
        return False
    return to or "high" in said or "about" in said or time.child("det") is None


def _forbidden(scene: Scene, node: Node) -> Node | None:
    """ "We cannot stand idly by", "cannot be allowed to": what nobody may do is demanded not to be done."""
    able = next((child for child in node.kids("aux") if child.word in ("can", "ca", "could")), None)
    listed = node.lemma in scene.lexicon.words["forbidden"] or (
        node.child("cop") is not None and node.lemma in scene.lexicon.words["bystanding"]
    )
    return able if able is not None and listed and _is_negated(scene, node) else None


def _ordered(scene: Scene, node: Node) -> Node | None:
    """ "Withdraw the troops!": a slogan is a verb without subject and auxiliary that an exclamation mark ends."""
    if node.tag != "VB" or node.child(*SUBJECTS, "aux", "mark", "cop") is not None or node.child("obj") is None:
        return None
    before = scene.tree.nodes[node.index - 1].text if node.index > 0 else ""
    ends = next((one.text for one in scene.tree.nodes[node.index :] if one.text in "!?."), "")
    return node if ends == "!" and (before in _QUOTES or not before) and node.word != "let" else None


def _is_negated(scene: Scene, node: Node) -> bool:
    return any(child.word in scene.lexicon.words["negations"] for child in node.kids("advmod"))


def _has_to(node: Node) -> bool:
    return any(mark.word == "to" for mark in node.kids("mark"))


def _demand(scene: Scene, node: Node, frame: Frame, opened: Node) -> Draft | None:
    clause = verb_clause(node, scene.lexicon)
    heads = clause.fill("subject") or (clause.fill("object") if clause.passive else [])
    if opened is node:
        heads = clause.places["subject"] = []           # a slogan is addressed to everybody
    own = any(head.word in scene.lexicon.words["firsts"] for head in heads)
    if (not heads and opened.label == "aux") or (own and opened.word == "shall") or any(head.word == "i" for head in heads):
        return None
    if (own or not heads) and node.lemma in scene.lexicon.words["telling"]:
        return None
    if len(verb_phrase(node)) < (SHORTEST_OWN if own else SHORTEST) and (own or not any(head.tag[:1] == "N" for head in heads)):
        return None
    if opened.label == "aux" and _repeats(scene, node):
        return None
    if node.lemma in scene.lexicon.words["performing"] and (own or clause.passive):
        return None                     # "we must also applaud": said and done in one
    draft = Draft(frame, clause, {"item": [node]}, {"item": "itself"})
    if heads and (own or scene.parties(heads) or heads[0].tag[:1] == "N"):
        draft.roles["recipient"], draft.places["recipient"] = heads, "subject"
    return draft


def _repeats(scene: Scene, node: Node) -> bool:
    """ "must intensify … and must provide …": the second verb goes on with the demand of the first."""
    first = node.head
    return (
        node.label == "conj"
        and first is not None
        and node.child(*SUBJECTS) is None
        and opened_by(scene, first, "demanding") is not None
    )


def _promise(scene: Scene, node: Node, frame: Frame, opened: Node) -> Draft | None:
    """ "We will …", the speaking State's own name or forces with "will", or its things that "will be strengthened"."""
    clause = verb_clause(node, scene.lexicon)
    heads = clause.fill("subject") if not clause.passive or clause.fill("by") else clause.fill("object")
    said = any(child.lemma in scene.lexicon.classes["documents"] for child in node.kids("obj"))
    if node.tag[:1] != "V" or node.lemma in scene.lexicon.words["unpromising"] or (node.lemma == "make" and said):
        return None
    if any(head.index > opened.index for head in heads):
        return None                     # "when will we hear …" asks
    if clause.passive:
        own = _owned(scene, heads)
        return Draft(frame, clause, {"item": [node]}, {"item": "itself"}) if own else None
    own = any(head.word in scene.lexicon.words["firsts"] for head in heads) or _is_own(scene, scene.parties(heads))
    return Draft(frame, clause, {"item": [node], "agent": heads}, {"item": "itself", "agent": "subject"}) if own else None


def _owned(scene: Scene, heads: list[Node]) -> bool:
    """Whether *heads* are things of the State that is speaking: "our deterrent", "Norwegian rights"."""
    return bool(heads) and all(
        any(_is_own(scene, scene.parties([child])) for child in head.kids("nmod:poss", "amod", "compound")) for head in heads
    )


def _is_own(scene: Scene, named: list[Party]) -> bool:
    """Whether those named are the one who is speaking, or quoted, and nobody else."""
    speaking = list(scene.discourse.first)
    for holder in (scene.quoting, *scene.discourse.voice[-1:]):
        speaking += first_of(holder) if holder is not None and not holder.nameless else []
    return bool(named) and {party.name for party in named} <= {party.name for party in speaking}
