"""The grammatical places around a trigger: who is subject, object, indirect object, and what each preposition brings.

Passives, control, coordination, relative clauses and light verbs are undone here, so that the frames need not know of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from attestry.extracting.parsing.tree import Node
from attestry.reference.lexicon import Lexicon

SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer")
RELATIVES = frozenset({"which", "that", "who", "whom", "what"})
_CLIMB = 6  # governors that a shared subject may be sought up: longer chains of control are misparses


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


def conjuncts(node: Node) -> list[Node]:
    """*node* and what is coordinated with it, in order; "as well as" and "along with" coordinate too."""
    found = [node]
    for child in node.children:
        if (child.label == "conj" and not (child.tag.startswith("V") and not node.tag.startswith("V"))) or (
            child.label in ("nmod", "obl")
            and case(child) in ("as well as", "along with", "together with", "in addition to", "including")
        ):
            found += conjuncts(child)
    return found


def case(node: Node) -> str:
    """The preposition of *node*, its parts joined: "to", "as well as", "according to"; "" without one."""
    words: list[str] = []
    for child in node.children:
        if child.label == "case" and child.index < node.index and child.word != "'s":
            words.append(child.word)
            words += [part.word for part in child.children if part.label == "fixed"]
    return " ".join(words)


def is_verbal(node: Node) -> bool:
    """Whether *node* is a verb form with clause structure, not a participle used as an adjective or a noun in -ing."""
    return node.tag.startswith("V") and node.label not in ("amod", "compound")


def subjects(verb: Node, lexicon: Lexicon, climbed: int = 0) -> tuple[list[Node], bool]:
    """The heads of the subject of *verb*, explicit, relative or controlled, and whether it is a passive one."""
    if climbed > _CLIMB:
        return [], False
    explicit = [child for child in verb.children if child.label in SUBJECTS]
    if explicit:
        passive = any(child.label.endswith(":pass") for child in explicit)
        if explicit[0].word in RELATIVES and verb.label == "acl:relcl" and verb.head is not None:
            return conjuncts(_antecedent(verb.head, explicit[0])), passive
        return [node for child in explicit for node in conjuncts(child)], passive
    head = verb.head
    if head is None:
        return [], False
    if verb.label in ("conj", "parataxis", "dep"):
        return subjects(head, lexicon, climbed + 1) if head.tag[:1] in "VJN" else ([], False)
    controlled = verb.label == "xcomp" or (
        verb.label in ("advcl", "ccomp", "acl") and verb.tag in ("VB", "VBG") and head.lemma in lexicon.words["controlling"]
    )
    if controlled and head.tag[:1] == "V":
        objects = [
            child
            for child in head.children
            if child.label in ("obj", "iobj") and child.index < verb.index and child.tag not in ("WDT", "WP")
        ]
        if not objects and head.lemma in lexicon.words["controlling"]:
            objects = [
                child
                for child in head.children
                if child.label == "obl" and case(child) in ("on", "upon", "for", "to") and child.index < verb.index
            ]
        if objects and (
            (verb.label == "xcomp" and head.lemma not in lexicon.turns) or head.lemma in lexicon.words["controlling"]
        ):
            return conjuncts(objects[0]), False
    if verb.label == "xcomp":
        return subjects(head, lexicon, climbed + 1)
    if verb.label == "ccomp" and any(child.label == "nsubj" for child in head.children):
        # "Some of the troops, the diplomat noted, have approached …": the subject stands before the aside
        stray = [
            child
            for child in head.children
            if child.label in ("vocative", "dislocated", "dep", "obl:unmarked", "parataxis")
            and child.index < head.index
            and child.tag[:1] in "NPDC"
        ]
        if stray and verb.tag not in ("VB", "VBG"):
            return conjuncts(stray[0]), verb.child("aux:pass") is not None
    if verb.label in ("advcl", "ccomp") and verb.tag in ("VBG", "VB", "VBN"):
        return subjects(head, lexicon, climbed + 1)
    if (
        verb.label == "acl"
        and verb.tag == "VBG"
        and any(mark.word in ("of", "in", "for", "about") for mark in verb.kids("mark", "case"))
    ):
        owner = head.child("nmod:poss")
        if owner is not None:
            return conjuncts(owner), False
        return subjects(head.head, lexicon, climbed + 1) if head.head is not None and head.head.tag[:1] == "V" else ([], False)
    if verb.label == "acl" and verb.tag in ("VBG", "VBN"):
        return [head], verb.tag == "VBN"
    if verb.label in ("acl", "acl:relcl") and verb.tag == "VB":
        owner = head.child("nmod:poss") or next(
            (
                child
                for child in head.kids("compound", "amod", "nmod")
                if child.tag in ("NNP", "POS") and case(child) in ("", "by")
            ),
            None,
        )
        if owner is not None:
            return conjuncts(owner), False
        if head.head is not None and head.head.tag.startswith("V"):
            return subjects(head.head, lexicon, climbed + 1)
    return [], False


def _antecedent(noun: Node, relative: Node) -> Node:
    """What a relative pronoun stands for: a "who" after "the conduct of X" is X."""
    if relative.word == "who":
        owners = [child for child in noun.kids("nmod") if noun.index < child.index < relative.index and child.tag.startswith("N")]
        return owners[-1] if owners else noun
    return noun


def verb_clause(verb: Node, lexicon: Lexicon) -> Clause:
    """The places around a verb, the passive undone: its logical subject and object."""
    clause = Clause(verb, nominal=False)
    heads, passive = subjects(verb, lexicon)
    bare_participle = (verb.tag == "VBN" and verb.label in ("acl", "amod")) or (
        verb.tag == "VBN"
        and verb.label in ("advcl", "ccomp", "parataxis", "root")
        and not any(c.label == "aux" for c in verb.children)
    )
    own_passive = any(child.label == "aux:pass" for child in verb.children)
    clause.passive = own_passive or passive or (bare_participle and verb.label in ("acl", "amod"))
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
    for child in objects:
        clause.put("object", *conjuncts(child))
    _dependents(clause, verb)
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
            if child.label == "advcl" and any(mark.word in ("to", "against", "from", "for", "of") for mark in child.kids("mark")):
                marker = next(mark.word for mark in child.kids("mark"))
                clause.put(marker if marker != "to" else "purpose", *conjuncts(child))
            elif child.label != "advcl":
                clause.put("clause", *conjuncts(child))
                if any(mark.word == "that" for mark in child.kids("mark")):
                    clause.put("that", child)


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
            clause.put("nationality", child)
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
        clause.put("doer", *subjects(noun, lexicon)[0])
    head = noun.head
    while head is not None and noun.label in ("conj",) and head.tag.startswith("N"):
        noun, head = head, head.head
    if head is not None and head.tag.startswith("V"):
        _carried(clause, noun, head, lexicon)
    return clause


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
    elif noun.label in ("obl", "nmod") and case(noun) == "in" and verb.lemma not in lexicon.words["receiving"]:
        # "was denied a visa by X in contravention of …": the doer of the clause
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


def phrase(node: Node) -> Iterator[Node]:
    """The nodes of the noun phrase that *node* heads, without its preposition, relative clauses, appositions and conjuncts."""
    for child in node.subtree():
        if child is node:
            yield child
            continue
        top = child
        while top.head is not node and top.head is not None:
            if top.label in ("acl:relcl", "parataxis"):
                break
            top = top.head
        if top.head is not node or top.label in (
            "case",
            "punct",
            "mark",
            "cc",
            "conj",
            "acl:relcl",
            "parataxis",
            "appos",
            "nsubj",
            "cop",
            "advcl",
        ):
            continue
        if child.label == "acl:relcl" or any(part.label in ("acl:relcl", "parataxis") for part in _between(child, node)):
            continue
        yield child


def _between(node: Node, above: Node) -> Iterator[Node]:
    while node is not above and node.head is not None:
        yield node
        node = node.head
