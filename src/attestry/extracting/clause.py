"""The grammatical places around a trigger: who is subject, object, indirect object, and what each preposition brings.

Passives, control, coordination, relative clauses and light verbs are undone here, so that the frames need not know of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from attestry.extracting.parsing.tree import Node
from attestry.extracting.phrases import case, conjuncts
from attestry.extracting.subjects import RELATIVES, SUBJECTS, subjects
from attestry.reference.lexicon import Lexicon


@dataclass(slots=True)
class Clause:
    """A trigger with its places; each place holds the heads of the phrases that fill it, conjuncts included."""

    trigger: Node
    nominal: bool
    passive: bool = False
    carrier: Node | None = None  # the light verb that carries a noun's act
    places: dict[str, list[Node]] = field(default_factory=dict)

    def fill(self, place: str) -> list[Node]:
        """The heads that fill *place*, or an empty list."""
        return self.places.get(place, [])

    def put(self, place: str, *nodes: Node) -> None:
        """Add *nodes* to *place*, each once."""
        held = self.places.setdefault(place, [])
        held.extend(node for node in nodes if node not in held)


def is_verbal(node: Node) -> bool:
    """Whether *node* is a verb form with clause structure, not a participle used as an adjective or a noun in -ing."""
    return node.tag.startswith("V") and node.label not in ("amod", "compound")


def verb_clause(verb: Node, lexicon: Lexicon) -> Clause:
    """The places around a verb, the passive undone: its logical subject and object."""
    clause = Clause(verb, nominal=False)
    heads, passive = subjects(verb, lexicon)
    bare_participle = verb.tag == "VBN" and verb.label in ("acl", "amod") and verb.child("aux") is None
    own_passive = any(child.label == "aux:pass" for child in verb.children) or (
        # "with ten people killed", "12 soldiers wounded in the north": a headline leaves "were" out
        verb.tag == "VBN" and verb.child("nsubj") is not None and verb.child("aux", "cop", "obj", "ccomp", "xcomp") is None
        and verb.label != "conj"
    )
    clause.passive = own_passive or passive or bare_participle
    if (
        verb.label == "conj"
        and verb.tag == "VBN"
        and verb.head is not None
        and not any(c.label in ("aux", *SUBJECTS) for c in verb.children)
    ):
        clause.passive = clause.passive or any(child.label == "aux:pass" for child in verb.head.children)
    if verb.label == "amod" and verb.head is not None:
        heads = [verb.head]
        clause.passive = verb.tag == "VBN"
        for child in verb.kids("compound", "obl:unmarked"):     # "U.S.-supplied weapons": the name before the hyphen did it
            if clause.passive and child.tag == "NNP" and child.index < verb.index:
                clause.put("subject", *conjuncts(child))
    clause.put("csubject", *verb.kids("csubj"))
    if clause.passive:
        clause.put("object", *heads)
    else:
        clause.put("subject", *heads)
    objects = [child for child in verb.children if child.label == "obj"]
    if len(objects) > 1:
        objects = [child for child in objects if child.tag not in ("WDT", "WP")] or objects
    if len(objects) > 1 and not any(child.label == "iobj" for child in verb.children):
        # "sent Russia more than 20,000 containers": two bare objects, the first is the recipient
        clause.put("iobject", *conjuncts(objects[0]))
        objects = objects[1:]
    for child in objects or _shared_objects(verb, clause.passive):
        clause.put("object", *conjuncts(child))
    _dependents(clause, verb)
    if clause.passive and not clause.fill("subject"):
        _shared_doer(clause, verb)
    if verb.label == "acl:relcl" and verb.head is not None and not clause.passive:
        relative = next((c for c in verb.children if c.label in ("obj", "obl") and c.word in RELATIVES), None)
        if relative is not None and relative.label == "obj":
            clause.places["object"] = conjuncts(verb.head)
        elif not clause.fill("object") and clause.fill("subject") and verb.head not in clause.fill("subject"):
            clause.put("object", *conjuncts(verb.head))
    if verb.label == "conj" and verb.head is not None and verb.head.tag.startswith("V"):
        _shared(clause, verb, verb.head)
    if verb.label == "xcomp" and verb.head is not None:
        for child in verb.head.children:  # "continue to provide fuel to X": obliques are often hung on the governor
            if child.label == "obl" and child.index > verb.index:
                clause.put(case(child), *conjuncts(child))
    return clause


def _shared_objects(verb: Node, passive: bool) -> Sequence[Node]:
    """ "killed or wounded 300 men": the object of both stands after the second."""
    if passive:
        return ()
    for second in verb.kids("conj"):
        if second.tag == verb.tag and second.index == verb.index + 2 and second.child("nsubj") is None:
            return second.kids("obj")
    return ()


def _dependents(clause: Clause, verb: Node) -> None:
    for child in verb.children:
        if child.label == "iobj":
            clause.put("iobject", *conjuncts(child))
        elif child.label in ("obl", "obl:agent", "nmod", "obl:unmarked"):
            preposition = case(child)
            if child.label == "obl:agent" or (preposition == "by" and clause.passive):
                clause.put("subject", *conjuncts(child))
                clause.put("by", *conjuncts(child))
            elif preposition:
                clause.put(preposition, *conjuncts(child))
            else:
                clause.put("bare", *conjuncts(child))
        elif child.label in ("ccomp", "xcomp", "advcl") and child.tag[:1] in "VJNIDPR":
            if child.label == "xcomp" and child.tag[:1] == "J":
                for part in child.kids("obl"):      # "hold the militia responsible for the raid"
                    clause.put(case(part), *conjuncts(part))
            if child.label == "advcl" and any(mark.word in ("to", "against", "from", "for", "of") for mark in child.kids("mark")):
                marker = next(mark.word for mark in child.kids("mark"))
                clause.put(marker if marker != "to" else "purpose", *conjuncts(child))
            elif child.label != "advcl":
                clause.put("clause", *conjuncts(child))
                if child.label == "ccomp" and (child.child(*SUBJECTS) is not None or _is_opened_by(child, "that")):
                    clause.put("that", child)
            if child.tag[:1] == "V" and _is_opened_by(child, "to"):
                clause.put("infinitive", *conjuncts(child))


def _is_opened_by(clause: Node, word: str) -> bool:
    return any(mark.word == word for mark in clause.kids("mark"))


def _shared_doer(clause: Clause, verb: Node) -> None:
    """ "is slandered and rejected by X": the doer of both stands behind the second."""
    for second in verb.kids("conj"):
        if second.tag == "VBN" and second.child("nsubj", "nsubj:pass") is None:
            for child in second.kids("obl", "obl:agent"):
                if child.label == "obl:agent" or case(child) == "by":
                    clause.put("subject", *conjuncts(child))
                    clause.put("by", *conjuncts(child))


def _shared(clause: Clause, verb: Node, first: Node) -> None:
    """What a coordinated verb takes over from the one before it: its own places first."""
    if (
        not clause.fill("object")
        and not clause.fill("clause")
        and not any(c.label in ("obl", "ccomp", "xcomp") for c in verb.children)
    ):
        return
    for child in first.children:
        if child.label == "obl" and child.index > verb.index and not clause.fill(case(child)):
            clause.put(case(child), *conjuncts(child))


def noun_clause(noun: Node, lexicon: Lexicon) -> Clause:
    """The places around a noun that names an act, with those of the light verb that carries it."""
    clause = Clause(noun, nominal=True)
    clause.put("itself", noun)
    for child in noun.children:
        if child.label == "nmod:poss":
            clause.put("poss", *conjuncts(child))
        elif child.label in ("nmod", "obl", "nmod:unmarked"):
            preposition = case(child)
            if preposition:
                clause.put(preposition, *conjuncts(child))
        elif child.label == "compound":
            clause.put("compound", *conjuncts(child))
            clause.put("nationality", *conjuncts(child))
        elif child.label == "amod":
            clause.put("adjective", child)
            clause.put("nationality", child)
        elif child.label in ("acl", "ccomp", "xcomp") and child.tag.startswith("V"):
            clause.put("clause", *conjuncts(child))
        if child.label in ("acl", "acl:relcl") and child.tag == "VBN":
            for agent in child.kids("obl", "obl:agent"):
                if case(agent) == "by":
                    clause.put("by", *conjuncts(agent))
    if noun.label == "compound" and noun.head is not None:
        return clause
    if noun.child("cop") is not None:
        heads = subjects(noun, lexicon)[0]
        clause.put("predicated", *heads)
        if case(noun) != "of":
            clause.put("doer", *heads)      # but what "is of concern" has none
    _waged(clause, noun, lexicon)
    head = noun.head
    if noun.label in ("xcomp", "obj") and head is not None and head.lemma in lexicon.words["copular"]:
        clause.put("predicated", *subjects(head, lexicon)[0])
    while head is not None and head.tag.startswith("N") and (noun.label == "conj" or _is_one_of(noun, head, lexicon)):
        if noun.label == "nmod":
            for child in head.kids("nmod"):     # "the escalation of violence since May in Gao"
                if child.index > noun.index and case(child):
                    clause.put(case(child), *conjuncts(child))
        noun, head = head, head.head
    if head is not None and noun.label == "nsubj" and head.child("cop") is not None:
        clause.put("predicate", *conjuncts(head))      # "the only way is dialogue"
    if head is not None and head.tag.startswith("V"):
        _carried(clause, noun, head, lexicon)
    return clause


def _is_one_of(noun: Node, head: Node, lexicon: Lexicon) -> bool:
    """ "a series of attacks": what is said of the series is said of them."""
    return noun.label == "nmod" and (
        (case(noun) == "of" and head.lemma in lexicon.classes["transparent"])
        or (case(noun) in ("of", "in") and head.lemma in lexicon.words["flaring"])
    )


def _waged(clause: Clause, noun: Node, lexicon: Lexicon) -> None:
    """ "the war that X has waged against Y", "the attack that X suffered": whoever did or bore it is told behind the noun."""
    for verb in noun.kids("acl:relcl", "acl"):
        heads = [child for child in verb.kids("nsubj") if child.tag not in ("WDT", "WP") and child.word not in ("that", "which")]
        own = any(child.label == "obj" and child.tag not in ("WDT", "WP") for child in verb.children)
        if not heads or own or not verb.tag.startswith("V"):
            continue
        if verb.lemma in lexicon.words["receiving"]:
            place = "receiver"
        elif verb.lemma in lexicon.words["light"] or verb.lemma in lexicon.words["raising"]:
            place = "doer"
        else:
            continue
        clause.put(place, *(one for head in heads for one in conjuncts(head)))
        for child in verb.kids("obl"):
            if case(child):
                clause.put(case(child), *conjuncts(child))


def _carried(clause: Clause, noun: Node, verb: Node, lexicon: Lexicon) -> None:
    as_object = noun.label in ("obj",) or (noun.label in ("obl", "nmod") and case(noun) in ("in", "with", "to", "out", "on"))
    as_subject = noun.label in ("nsubj", "nsubj:pass")
    heads, passive = subjects(verb, lexicon)
    if as_subject and noun.label == "nsubj:pass" and verb.lemma in lexicon.words["light"]:
        clause.carrier = verb
        for child in verb.children:
            if child.label in ("obl", "obl:agent"):
                preposition = case(child)
                clause.put("doer" if preposition == "by" else preposition, *conjuncts(child))
    elif as_object and not passive and (verb.lemma in lexicon.words["light"] or verb.lemma in lexicon.words["raising"]):
        clause.carrier = verb
        clause.put("doer", *heads)
        for child in verb.children:
            if child is not noun and child.label == "obl" and case(child):
                clause.put(case(child), *conjuncts(child))
            elif child.label == "iobj":
                clause.put("to", *conjuncts(child))
    elif as_object and verb.lemma in lexicon.words["receiving"]:
        clause.carrier = verb
        clause.put("receiver", *heads)
        for child in verb.children:
            if child.label == "obl" and case(child):
                clause.put(case(child), *conjuncts(child))
    elif noun.label == "obl" and case(noun) == "under" and verb.lemma in ("come", "be", "fall", "remain"):
        clause.carrier = verb       # "has come under criticism for …": the subject is at the receiving end
        clause.put("target", *heads)
        for child in verb.children:
            if child.label in ("obl", "advcl") and any(word.word == "for" for word in child.kids("case", "mark")):
                clause.put("for", *conjuncts(child))
    elif (
        noun.label == "obl" and case(noun) == "in" and verb.lemma not in lexicon.words["receiving"]
        and noun.tag == "NN" and noun.child("det", "nmod:poss") is None
    ):  # "was denied a visa by X in contravention of …": the doer of the clause; not "we see it in the attacks"
        clause.carrier = verb
        clause.put("doer", *verb_clause(verb, lexicon).fill("subject"))
    elif noun.label in ("obl", "nmod") and case(noun) == "with" and not passive:
        # "are monitoring this with concern": whose concern it is, and about what
        clause.put("doer", *heads)
        clause.put("about", *(one for child in verb.kids("obj") for one in conjuncts(child)))
    elif as_object or as_subject:
        for child in verb.children:  # "condemns the sending of troops to Russia": the oblique hung on the verb
            if child.label == "obl" and child.index > noun.index and case(child) in ("to", "by", "against", "from"):
                clause.put(case(child), *conjuncts(child))


