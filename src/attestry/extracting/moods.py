"""The mode that no auxiliary of its own tells: of a stance by what it is about, of an act by the noun or clause it stands in.

A stance has the mode of the act it is about: who supports efforts supports what goes on, who welcomes an adoption what was done.
"""

from __future__ import annotations

from collections.abc import Sequence

from attestry.extracting.draft import Draft
from attestry.extracting.parsing.tree import Node
from attestry.extracting.scene import Scene
from attestry.extracting.triggers import PREPOSITIONAL
from attestry.model.claim import Kind, Mode

ABOUT_ACTS = ("condemn", "concern", "reject", "support")
"""The stances toward what is done; a call, a promise and a warning have a mode of their own."""
PAST = ("was", "were", "had", "did", "been")
_AUXILIARIES: dict[str, Mode] = {
    "may": Mode.POSSIBLE,
    "might": Mode.POSSIBLE,
    "could": Mode.POSSIBLE,
    "would": Mode.POSSIBLE,
    "can": Mode.POSSIBLE,
    "will": Mode.PLANNED,
    "'ll": Mode.PLANNED,
}
_EPITHETS = {"ongoing": Mode.ONGOING, "past": Mode.ACTUAL, "possible": Mode.POSSIBLE, "planned": Mode.PLANNED}
"""The lists of adjectives that tell the mode of what they stand before."""


def of_stance(scene: Scene, draft: Draft) -> Mode | None:
    """The mode of what a stance is about, where its words tell; None where they do not."""
    if draft.frame.frame == "support" and "agent" not in draft.frame.way.verb:
        return Mode.ACTUAL              # "cooperation is vital": what is called good is not what somebody stands by
    if draft.places.get("item") != "itself":
        for item in draft.roles.get("item", ()):
            told = _clause(item) if _is_clause(item) else _noun(scene, item)
            if told is not None:
                return told
            voice = scene.lexicon.nouns.get(item.lemma)
            if voice is not None and voice.mode is not None and draft.frame.frame != "support":
                return voice.mode       # "fears of", "the intention"; but a commitment that is welcomed has been made
    return _usual(scene, draft)


def is_the_act(draft: Draft) -> bool:
    """Whether the trigger itself is the act that the speaker blames: "has exacerbated the crisis", "undermines peace"."""
    return draft.trigger.tag[:1] == "V" and draft.frame.frame == "condemn" and "agent" not in draft.frame.way.verb


def of_act(scene: Scene, draft: Draft) -> Mode:
    """The mode of an act or verdict whose clause has none: a gerund goes with the verb above it, a noun by what it names."""
    trigger, words = draft.trigger, scene.lexicon.words
    if not draft.clause.nominal:
        if trigger.tag == "VBG":
            return _above(trigger) or Mode.ONGOING
        return Mode.PLANNED if trigger.tag == "VB" else Mode.ACTUAL
    if any(child.word in words["past"] or scene.mark("DATE", child) is not None for child in trigger.children):
        return Mode.ACTUAL
    if draft.kind is Kind.ACT and trigger.lemma in words["lasting"] | words["courses"]:
        return Mode.ONGOING
    bare = trigger.child("det", "nmod:poss", "acl", "nummod") is None
    if trigger.tag == "NNS" and bare and draft.frame.frame in ("use", "violation"):
        return Mode.ONGOING             # "attacks on civilians": not one, but again and again
    return Mode.ACTUAL


def repeated(draft: Draft, frequent: frozenset[str]) -> bool:
    """Whether an adverb says that what is or has been done is done over and again: "consistently violates"."""
    trigger = draft.trigger
    return trigger.tag != "VBD" and any(child.word in frequent for child in trigger.kids("advmod", "obl:unmarked"))


def _is_clause(node: Node) -> bool:
    return node.tag[:1] == "V" or node.child("cop") is not None


def _noun(scene: Scene, noun: Node) -> Mode | None:
    """What the words about a noun, or the noun itself, tell of the act it stands for."""
    words = scene.lexicon.words
    epithets = [child.word for child in noun.kids("amod", "compound")]
    for listed, mode in _EPITHETS.items():
        if any(word in words[listed] for word in epithets):
            return mode
    for clause in noun.kids("acl", "ccomp"):
        if clause.word in PREPOSITIONAL:
            continue
        told = _content(noun, clause, words["intents"])
        if told is not None:
            return told
    if noun.lemma in words["states"]:
        return Mode.ONGOING
    if noun.lemma in words["events"]:
        return Mode.ACTUAL
    if any(child.tag == "VBG" and child.child("aux") is not None for child in noun.kids("acl:relcl")):
        return Mode.ONGOING
    return None


def _content(noun: Node, clause: Node, intents: frozenset[str]) -> Mode | None:
    """The mode that a clause hung on a noun gives it: "steps taken", "the fact that …", "the decision to …"."""
    if clause.tag == "VBG" and clause.child("nsubj") is None:
        return Mode.ONGOING
    if clause.tag == "VBN" and clause.child("nsubj", "nsubj:pass", "aux") is None:
        return Mode.ONGOING if any(child.word == "being" for child in clause.children) else Mode.ACTUAL
    if any(child.word == "to" for child in clause.kids("mark")):
        return Mode.PLANNED if noun.lemma in intents else None
    return _clause(clause) if noun.lemma == "fact" else None


def _clause(verb: Node) -> Mode | None:
    """The mode of a clause by its tense; None for a bare infinitive."""
    auxiliaries = [child.word for child in verb.kids("aux", "aux:pass", "cop")]
    for word in auxiliaries:
        if word in _AUXILIARIES:
            return _AUXILIARIES[word]
    if verb.tag == "VBG" and verb.word == "going" and verb.child("xcomp") is not None:
        return Mode.PLANNED
    return _tense(verb, auxiliaries)


def _tense(verb: Node, auxiliaries: Sequence[str]) -> Mode | None:
    if any(word in PAST for word in auxiliaries) or verb.tag == "VBD":
        return Mode.ACTUAL
    if verb.tag == "VBN" and any(word in ("has", "have", "having", "'ve") for word in auxiliaries):
        return Mode.ACTUAL
    if verb.tag in ("VBZ", "VBP", "VBG") or (auxiliaries and verb.tag in ("VBN", "JJ", "NN", "NNS", "RB")):
        return Mode.ONGOING
    return None


def _above(gerund: Node) -> Mode | None:
    """The tense of the nearest verb that governs a gerund and has one: "struck the camp, killing 12" killed them."""
    for node in gerund.ancestors:
        auxiliaries = [child.word for child in node.kids("aux", "aux:pass", "cop")]
        if any(word in _AUXILIARIES or word in ("must", "should", "shall") for word in auxiliaries):
            return None
        if node.tag != "VBG" or auxiliaries:
            told = _tense(node, auxiliaries)
            if told is not None:
                return told
    return None


def _usual(scene: Scene, draft: Draft) -> Mode | None:
    """The mode that a stance has as a rule where what it is about does not tell: a concern is one about what goes on."""
    words, trigger, frame = scene.lexicon.words, draft.trigger, draft.frame.frame
    if frame == "concern":
        return Mode.ACTUAL if trigger.lemma in words["rueing"] else Mode.ONGOING
    if trigger.lemma not in words["standing"]:
        return None
    parties = [node for node in draft.roles.get("item", ()) if scene.mark("NORM", node) is None]
    return Mode.ONGOING if frame == "reject" or scene.parties(parties) else None
