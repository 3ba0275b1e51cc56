"""Who does what a verb says: the subject as written, taken over by a relative pronoun, by control, or shared by coordination."""

from __future__ import annotations

from attestry.extracting.parsing.tree import Node
from attestry.extracting.phrases import case, conjuncts
from attestry.reference.lexicon import Lexicon

SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer")
RELATIVES = frozenset({"which", "that", "who", "whom", "what"})
STRAY = ("vocative", "dislocated", "dep", "obl:unmarked", "parataxis")
"""What the parser calls a subject that an aside has cut off from its verb."""
CLIMB = 6               # governors that a shared subject may be sought up: longer chains of control are misparses

Subject = tuple[list[Node], bool]
NOBODY: Subject = ([], False)


def subjects(verb: Node, lexicon: Lexicon, climbed: int = 0) -> Subject:
    """The heads of the subject of *verb*, explicit, relative or controlled, and whether it is a passive one."""
    found = _explicit(verb)
    head = verb.head
    if found is not None or head is None or climbed > CLIMB:
        return found or NOBODY
    if verb.label not in ("conj", "parataxis", "dep"):
        for look in (_controlled, _before_aside, _of_content, _of_owner, _of_participle):
            found = look(verb, head, lexicon)
            if found is not None:
                return found
    above = _shared(verb, head)
    if above is None:
        return NOBODY
    nodes, passive = subjects(above, lexicon, climbed + 1)
    return nodes, passive and verb.label == "conj"      # "is estimated to have supplied" is active below


def _explicit(verb: Node) -> Subject | None:
    written = [child for child in verb.children if child.label in SUBJECTS]
    if not written:
        return None
    passive = any(child.label.endswith(":pass") for child in written)
    if written[0].word in RELATIVES and verb.label == "acl:relcl" and verb.head is not None:
        return conjuncts(_antecedent(verb.head, written[0])), passive
    return [node for child in written for node in conjuncts(child)], passive


def _antecedent(noun: Node, relative: Node) -> Node:
    """What a relative pronoun stands for: a "who" after "the conduct of X" is X."""
    if relative.word == "who":
        owners = [child for child in noun.kids("nmod") if noun.index < child.index < relative.index and child.tag.startswith("N")]
        return owners[-1] if owners else noun
    return noun


def _controlled(verb: Node, head: Node, lexicon: Lexicon) -> Subject | None:
    """ "urge them to leave", "call on X to stop": the object of the governor does it."""
    controls = head.lemma in lexicon.words["controlling"]
    below = verb.label in ("advcl", "ccomp", "acl") and verb.tag in ("VB", "VBG")
    if head.tag[:1] != "V" or not (verb.label == "xcomp" or (controls and below)):
        return None
    before = [child for child in head.children if child.index < verb.index and child.tag not in ("WDT", "WP")]
    objects = [child for child in before if child.label in ("obj", "iobj")]
    if not objects and controls:
        objects = [child for child in before if child.label == "obl" and case(child) in ("on", "upon", "for", "to")]
    if objects and (controls or (verb.label == "xcomp" and head.lemma not in lexicon.turns)):
        return conjuncts(_owner(objects[0], verb) or objects[0]), False
    if objects and objects[0].label == "obj" and verb.label == "xcomp":
        owner = _owner(objects[0], verb)    # "We welcome the decision of the Assembly to provide …"
        return (conjuncts(owner), False) if owner is not None else NOBODY
    return None


def _owner(noun: Node, verb: Node) -> Node | None:
    """Whose act *noun* is: "Iran's violation", "the decision of the Assembly" before *verb*."""
    beside = (child for child in noun.kids("compound", "amod", "nmod") if child.tag in ("NNP", "POS"))
    named = (child for child in beside if child.index < verb.index and case(child) in ("", "by", "of"))
    return noun.child("nmod:poss") or next(named, None)


def _before_aside(verb: Node, head: Node, lexicon: Lexicon) -> Subject | None:
    """ "Some of the troops, the diplomat noted, have approached …": the subject stands before the aside."""
    if verb.label != "ccomp" or verb.tag in ("VB", "VBG") or head.child("nsubj") is None:
        return None
    stray = [child for child in head.kids(*STRAY) if child.index < head.index and child.tag[:1] in "NPDC"]
    return (conjuncts(stray[0]), verb.child("aux:pass") is not None) if stray else None


def _of_content(verb: Node, head: Node, lexicon: Lexicon) -> Subject | None:
    """ "X's possibility of advancing …": whose it is; else the subject of the verb above."""
    opened = any(mark.word in ("of", "in", "for", "about") for mark in verb.kids("mark", "case"))
    if verb.label != "acl" or verb.tag != "VBG" or not opened:
        return None
    owner = head.child("nmod:poss")
    return (conjuncts(owner), False) if owner is not None else _of_maker(head, lexicon)


def _of_owner(verb: Node, head: Node, lexicon: Lexicon) -> Subject | None:
    """ "Moscow's intent to share …": the owner of the noun."""
    if verb.label not in ("acl", "acl:relcl") or verb.tag != "VB":
        return None
    owner = _owner(head, verb)
    return (conjuncts(owner), False) if owner is not None else _of_maker(head, lexicon)


def _of_maker(noun: Node, lexicon: Lexicon) -> Subject:
    """ "took steps to …", "has the intention of …": who makes or has it; not who welcomes or condemns it."""
    verb = noun.head
    if verb is None or verb.tag[:1] != "V" or verb.lemma not in lexicon.words["light"] | lexicon.words["raising"]:
        return NOBODY
    return subjects(verb, lexicon, CLIMB)


def _of_participle(verb: Node, head: Node, lexicon: Lexicon) -> Subject | None:
    """ "fighters holding the town", "shells supplied by X": the noun itself."""
    return ([head], verb.tag == "VBN") if verb.label == "acl" and verb.tag in ("VBG", "VBN") else None


def _shared(verb: Node, head: Node) -> Node | None:
    """The verb whose subject *verb* takes over, or None."""
    if verb.label in ("conj", "parataxis", "dep"):
        return head if head.tag[:1] in "VJN" else None
    if verb.label == "xcomp" or (verb.label in ("advcl", "ccomp") and verb.tag in ("VBG", "VB", "VBN")):
        return head
    return None
