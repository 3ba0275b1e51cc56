"""Which words can call up a frame, and as what they stand: verb, noun or predicate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attestry.extracting.clause import Clause, is_verbal, noun_clause, verb_clause
from attestry.extracting.parsing.lemmas import lemma
from attestry.extracting.parsing.tree import Node
from attestry.extracting.phrases import case, conjuncts
from attestry.extracting.scene import Scene
from attestry.reference.frames import Frame

LOCAL = frozenset({"in", "near", "at", "across", "inside", "outside", "into", "along", "around", "off", "throughout", "over"})
"""Prepositions of place."""
PREDICATIVE = LOCAL | {"against"}
"""Prepositions whose phrase can be the predicate: "are in the city", "are against the plan"."""
PREPOSITIONAL = frozenset(
    {"concerning", "regarding", "including", "according", "following", "involving", "excluding", "given"}
)
"""Participles that stand as prepositions: they call up nothing."""


def readings(scene: Scene, node: Node) -> Sequence[tuple[Sequence[Frame], Clause]]:
    """The frames that a word may call up as the verb, noun or predicate that it stands as, with its clause; looked up once."""
    found = scene.called.get(node.index)
    if found is None:
        found = scene.called[node.index] = tuple(_readings(scene, node))
    return found


def _readings(scene: Scene, node: Node) -> Iterator[tuple[Sequence[Frame], Clause]]:
    if node.label in ("fixed", "flat", "case", "mark", "aux", "cop") or (node.word in PREPOSITIONAL and not _is_said(node)):
        return
    frames, tag = scene.reference.frames, node.tag[:1]
    if node.child("cop") is not None and case(node) in PREDICATIVE and "be" in frames.verbs:
        clause = verb_clause(node, scene.lexicon)       # "are in X": the place is the predicate
        clause.put(case(node), *conjuncts(node))
        yield frames.verbs["be"], clause
    if tag == "N" and _is_named(scene, node):
        return
    if node.word in frames.adjectives and _is_predicate(node):
        yield frames.adjectives[node.word], _adjective_clause(node, scene)
        if node.tag == "VBN" and not any(child.tag == "MD" for child in node.kids("aux")):
            return                      # "can be resolved" tells an act, "is resolved to" a state of mind
    elif node.word in frames.adjectives and (noun := _qualified(node)) is not None:
        yield [frame for frame in frames.adjectives[node.word] if frame.sense.attributive], _attributive_clause(node, noun, scene)
    if _is_reversed(scene, node):
        return
    if tag == "V" and node.lemma in frames.verbs and _is_trigger_verb(node):
        yield frames.verbs[node.lemma], verb_clause(node, scene.lexicon)
    elif tag == "N" and (verb := _verb_in_disguise(scene, node)) is not None:
        yield frames.verbs[verb], verb_clause(node, scene.lexicon)
    elif (tag == "N" or node.tag == "VBG") and (node.lemma in frames.nouns or node.word in frames.nouns):
        yield frames.nouns.get(node.lemma) or frames.nouns[node.word], noun_clause(node, scene.lexicon)


def _is_said(node: Node) -> bool:
    """Whether a word that may be a preposition is the predicate: "is deeply concerning", "remains concerning"."""
    above = node.head
    below = node.label in ("xcomp", "advcl") and above is not None and above.tag[:1] == "V"
    return (below or node.child("cop", "aux") is not None) and node.child("obj", "nmod", "obl") is None


def clause_of(scene: Scene, node: Node) -> Clause:
    """The places around a word, taken as the verb, noun or predicate that it stands as, whether or not it calls up a frame."""
    read = readings(scene, node)
    if read:
        return read[-1][1]
    if node.tag[:1] == "N" and node.child("cop") is None:
        return noun_clause(node, scene.lexicon)
    if node.tag[:1] in "NJ":
        return _adjective_clause(node, scene)
    return verb_clause(node.head if node.tag == "MD" and node.head is not None else node, scene.lexicon)


def _verb_in_disguise(scene: Scene, node: Node) -> str | None:
    """The verb that a word tagged as a noun is by its surroundings: it has an object or a subject, and no article."""
    verbs = scene.reference.frames.verbs
    if node.word.endswith("ing") and node.child("obj") is not None and lemma(node.word, "VBG") in verbs:
        return lemma(node.word, "VBG")
    if node.tag in ("NNS", "NN") and _reads_as_verb(node) and lemma(node.word, "VBZ") in verbs:
        return lemma(node.word, "VBZ")
    return None


def _is_trigger_verb(node: Node) -> bool:
    """Whether a verb form opens a clause; "-led", "-made" and bare adjectives in -ing do not."""
    if node.label in ("aux", "cop", "aux:pass", "case", "mark") or (node.tag == "VBN" and node.child("det") is not None):
        return False                    # "the injured" names people
    return is_verbal(node) or (
        node.label == "amod"
        and node.tag == "VBN"
        and any(
            child.label in ("obl", "compound", "advmod") or (child.label == "obl:unmarked" and child.tag == "NNP")
            for child in node.children
        )
    )


def _is_named(scene: Scene, node: Node) -> bool:
    """Whether the noun is part of a name: "Treaty on the Non-Proliferation of …", "Committee on Transfers"."""
    mark = scene.mark("NORM", node) or scene.name_at(node)
    return (
        mark is not None and (mark.last - mark.first > 1 or mark.kind != "NORM") and not getattr(mark.value, "adjective", False)
    )


def _reads_as_verb(node: Node) -> bool:
    """Whether a word in -s that was tagged a noun stands as a verb: with a subject or an object, and without an article."""
    return (
        (
            node.child("obj") is not None
            or node.child("nsubj") is not None
            or (node.label == "root" and node.child("conj") is not None)
        )
        and node.child("det", "nmod:poss", "cop") is None
        and node.word.endswith("s")
    )


def _is_predicate(node: Node) -> bool:
    """Whether an adjective says something of its noun instead of naming it: "is unacceptable", "this is unacceptable behaviour".

    Epithets ("their dangerous actions") judge in passing and are no claims.
    """
    if node.label == "amod":
        head = node.head
        subject = head.child("nsubj") if head is not None and head.child("cop") is not None else None
        return subject is not None and subject.word in ("this", "that", "it", "these", "those", "such")
    if node.tag[:1] == "N":
        return node.child("cop") is not None or node.label == "xcomp"
    finite = node.tag in ("VBZ", "VBP", "VBD", "VB") or (node.tag == "VBG" and node.child("obj") is not None)
    if node.tag[:1] not in "JV" or finite or any(child.word == "non" for child in node.kids("compound")):
        return False                    # "is misleading the public" tells what it does, "non-politicized" judges nothing
    if any(child.lemma == "have" for child in node.kids("aux")) and node.child("cop", "aux:pass") is None:
        return False                    # "has determined that" tells what was found, not a resolve
    return node.child("cop") is not None or node.label in ("xcomp", "root", "conj", "ccomp", "advcl", "parataxis", "acl:relcl")


def _is_reversed(scene: Scene, node: Node) -> bool:
    """Whether a prefix makes a word its contrary: "de-escalate"."""
    before = scene.tree.nodes[max(node.index - 2, 0) : node.index]
    return [one.word for one in before] == ["de", "-"]


def _qualified(node: Node) -> Node | None:
    """The noun that an adjective stands before, alone or coordinated: "illegal and unprovoked aggression"."""
    while node.label == "conj" and node.head is not None and node.head.tag[:1] == "J":
        node = node.head
    return node.head if node.label == "amod" and node.head is not None and node.head.tag[:1] == "N" else None


def _attributive_clause(node: Node, noun: Node, scene: Scene) -> Clause:
    """The places around an adjective before its noun: the noun is what is judged."""
    clause = noun_clause(noun, scene.lexicon)
    clause.trigger, clause.nominal, clause.carrier = node, False, None
    clause.places = {**clause.places, "subject": [noun], "object": [], "itself": []}
    return clause


def _adjective_clause(node: Node, scene: Scene) -> Clause:
    """The places around a predicate adjective; an attribute judges the noun it stands before."""
    if node.label == "amod" and node.head is not None:
        clause = verb_clause(node.head, scene.lexicon)
        clause.trigger = node
        return clause
    clause = verb_clause(node, scene.lexicon)
    if clause.passive:  # "is encouraged by": the one who feels is the subject
        clause.places = {
            **clause.places,
            "by": [one for child in node.kids("obl", "obl:agent") if case(child) == "by" for one in conjuncts(child)],
            "subject": clause.fill("object"),
            "object": [],
        }
    if node.label == "xcomp" and node.head is not None and node.head.child("expl") is not None:
        clause.places = {**clause.places, "subject": []}    # "find it astonishing that …": the clause is what is judged
        clause.put("csubject", *node.head.kids("ccomp", "csubj", "advcl"))
    elif node.label == "xcomp" and node.head is not None and clause.fill("subject") == []:
        clause.put("subject", *node.head.kids("obj"))
    return clause
