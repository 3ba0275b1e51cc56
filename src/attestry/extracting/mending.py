"""Confusions of the parser that grammar alone can tell, set right before the tree is read.

Each is a structure that no English sentence has; what could be right is left as the parser gave it.
"""

from __future__ import annotations

from collections.abc import Mapping

from attestry.extracting.parsing.tree import Node, Tree
from attestry.extracting.phrases import case

_RELABELLED = frozenset(("advcl:relcl", "obj", "obl", "advcl", "conj"))
_REHUNG = frozenset(("appos", "nmod", "obj", "obl", "obl:unmarked", "dep", "ccomp", "xcomp", "amod", "advcl", "acl"))
"""Labels that a word must bear for `_relabel` or `_rehang` to have something to do: most bear none of them."""
_CONCERNED = frozenset(("concerned", "involved", "affected", "interested", "responsible", "present", "necessary"))
"""Words that stand behind their noun and govern nothing there: "all parties concerned"."""
_FINITE = frozenset(("VBZ", "VBP", "VBD"))
_TO_SOMEBODY = ("on", "upon", "to")
_STRAYING = frozenset(("acl", "advcl", "xcomp", "ccomp", "conj"))
"""Labels by which the parser hangs on another word the infinitive that says what somebody is asked to do."""

COMPASS = frozenset(("north", "south"))
"""What a hyphen joins to another point of the compass, before the name of a land."""

Words = Mapping[str, frozenset[str]]
"""The language pack's lists of single words, by name."""


def mended(tree: Tree, words: Words) -> Tree:
    """*tree*, set right in place by grammar and the language's *words*.

    The object of a controlling verb ("urge") does what the infinitive after it says; an infinitive after a noun of
    contents ("decision") tells what was decided.
    """
    for node in tree.nodes:
        if node.word in COMPASS:
            _compass(node, tree)
    for node in tree.nodes:
        if node.label in _RELABELLED or node.tag == "VBP" or (node.tag in ("NN", "JJ") and node.word in words["asking"]):
            _relabel(node, words)
        if node.tag == "TO":
            _will(node, tree)
            _lead(node, tree)
        if node.text == "-":
            _partners(node, tree)
        if node.lemma == "have" and node.label not in ("aux", "root") and node.tag in ("VBZ", "VBP", "VBD"):
            _perfect(node, tree, words)
        if node.head is not None and (node.label in _REHUNG or node.word == "that"):
            _rehang(node, node.head, words)
        if node.label == "acl:relcl":
            _complete(node)
        elif node.label == "case" and node.index + 1 < len(tree.nodes):
            _bounding(node, tree.nodes[node.index + 1])
        if node.tag == "VBN" and node.index > 1:
            _parted(node, tree)
        if node.tag in _FINITE and node.index > 1:
            _paired(node, tree)
        if node.tag == "IN" and node.label in ("compound:prt", "advmod", "obl", "mark"):
            _preposition(node)
    for node in tree.nodes:
        if node.lemma in words["asking"] and node.tag[:1] in "VNJ":
            _asked(node, tree, words)
    if case(tree.root).startswith("according"):
        _reroot(tree)
    if tree.root.tag[:1] == "N" and tree.root.child("parataxis") is not None:
        _told_between(tree)
    elif tree.root.tag[:1] in "NP" and tree.root.child("cop") is None:
        _verbless(tree)
    return tree


def _bounding(word: Node, number: Node) -> None:
    """ "with well over 100 missiles": a second preposition, right before the number, bounds the number."""
    first = next((child for child in word.head.kids("case") if child.index < word.index), None) if word.head is not None else None
    if first is not None and number.tag == "CD" and not number.is_below(word):
        _hang(word, number, "advmod")


def _told_between(tree: Tree) -> None:
    """ "The treaty, X told the members, was ratified": behind the aside, the verb without a subject is the first noun's."""
    noun, aside = tree.root, tree.root.child("parataxis")
    for verb in aside.subtree() if aside is not None else ():
        opening = verb.child("aux", "aux:pass")
        if (
            verb.label == "acl:relcl" and opening is not None and tree.nodes[opening.index - 1].text == ","
            and verb.child("nsubj", "nsubj:pass", "obj", "mark") is None and verb.tag[:1] == "V"
        ):
            _instead(verb, noun, tree)
            _hang(noun, verb, "nsubj:pass" if verb.child("aux:pass") is not None else "nsubj")
            for child in noun.kids("parataxis"):
                _hang(child, verb, "parataxis")
            return


def _joined(noun: Node, first: Node) -> None:
    """ "a vehicle of the class, together with equipment": what comes along is one thing more of those told first."""
    while first.label == "nmod" and case(first) == "of" and first.head is not None:
        first = first.head
    if first.label in ("obj", "nsubj", "nsubj:pass", "obl"):
        _hang(noun, first, "conj")


def _sourced(source: Node, noun: Node) -> None:
    """ "that X, according to Y, has sent": the source goes with what is said, not with X."""
    verb = noun.head
    if verb is not None and noun.label in ("nsubj", "nsubj:pass") and verb.tag[:1] == "V":
        _hang(source, verb, "obl")


def _complete(clause: Node) -> None:
    """ "information that X has sent rockets": with subject and object of its own it lacks nothing, and tells the content."""
    that = next((child for child in clause.kids("obj", "iobj") if child.word == "that" and child.index < clause.index), None)
    if that is not None and len(clause.kids("obj", "iobj")) > 1 and clause.child("nsubj") is not None:
        that.label, clause.label = "mark", "acl"


def _parted(verb: Node, tree: Tree) -> None:
    """ "have been repeatedly and openly flouted by them": the adverbs stand between the auxiliary and its participle."""
    at = verb.index - 1
    while at >= 0 and tree.nodes[at].tag in ("RB", "CC"):
        at -= 1
    been, first = tree.nodes[max(at, 0)], tree.nodes[min(at + 1, verb.index)]
    if been.lemma != "be" or been.head is not first or first is verb or not verb.is_below(first):
        return
    _instead(verb, first, tree)
    for child in first.children:
        if child.tag not in ("CC", "RB"):
            _hang(child, verb, {"cop": "aux:pass", "nsubj": "nsubj:pass"}.get(child.label, child.label))
    _hang(first, verb, "advmod")


def _paired(verb: Node, tree: Tree) -> None:
    """ "denounces and rejects it": two verbs of one form with "and" between are one predicate, whatever else was made of them."""
    before, joint = tree.nodes[verb.index - 2], tree.nodes[verb.index - 1]
    if joint.tag != "CC" or before.tag != verb.tag or verb.head is before or verb.head is None or before.is_below(verb):
        return
    if before.label in ("aux", "cop") or verb.label in ("aux", "cop") or verb.child("nsubj", "nsubj:pass", "mark") is not None:
        return
    _hang(verb, before, "conj")
    _hang(joint, verb, "cc")


def _compass(first: Node, tree: Tree) -> None:
    """ "in north-west Syria", "north-western Syria": the points of the compass qualify the land, which takes their place."""
    parts = tree.nodes[first.index : first.index + 4]
    if len(parts) < 4 or parts[1].word != "-" or parts[2].word not in ("west", "east", "western", "eastern"):
        return
    land = parts[3]
    if land.tag not in ("NNP", "NNPS") or not land.text[:1].isupper():
        return
    above = next((part for part in parts if part.head is not None and part.head not in parts), None)
    if above is None or above.head is None or any(part is tree.root or above.head.is_below(part) for part in parts):
        return
    if above is not land:
        _hang(land, above.head, above.label)
    for part in parts[:3]:
        for child in part.children:
            if child not in parts:
                _hang(child, land, child.label)
        _hang(part, land, "punct" if part.word == "-" else "compound")


def _partners(hyphen: Node, tree: Tree) -> None:
    """ "the India-Nepal drills": names joined by a hyphen are partners, and belong to the noun that either hangs on."""
    if not 0 < hyphen.index < len(tree.nodes) - 1:
        return
    first, second = tree.nodes[hyphen.index - 1], tree.nodes[hyphen.index + 1]
    if first.tag != "NNP" or second.tag != "NNP" or first.end != hyphen.start or hyphen.end != second.start:
        return
    while first.label == "conj" and first.head is not None and first.head.index == first.index - 2:
        first = first.head
    heads = [head for head in (first.head, second.head) if head is not None and head.index > second.index]
    noun = next((head for head in heads if head.tag[:1] == "N"), None)
    if noun is None or "flat" in (first.label, second.label) or noun.is_below(first) or noun.is_below(second):
        return
    _hang(first, noun, "compound")
    _hang(second, first, "conj")


def _perfect(have: Node, tree: Tree, words: Words) -> None:
    """ "has by now sent": what stands before a participle with adverbs alone between is its auxiliary."""
    rest = tree.nodes[have.index + 1 : have.index + 5]
    verb = next((node for node in rest if node.tag == "VBN"), None)
    if verb is None or have.head is None or not verb.is_below(have) or verb.child("nsubj", "aux", "det") is not None:
        return
    between = tree.nodes[have.index + 1 : verb.index]
    if any(node.tag not in ("RB", "IN", "NN") or (node.tag == "NN" and node.lemma not in words["times"]) for node in between):
        return
    _hang(verb, have.head, have.label)
    for node in between:
        if node.head is have:
            _hang(node, verb, "advmod")
    for child in have.children:
        _hang(child, verb, child.label)
    _hang(have, verb, "aux")


def _relabel(node: Node, words: Words) -> None:
    """What the word's own form or its head tell to be something else than the parser said."""
    head = node.head
    if node.label == "advcl:relcl":
        node.label = "acl:relcl"
    if node.tag == "VBP" and node.lemma not in (node.word, "be"):
        node.tag = "VBD"                # "stole": the present would be the word itself
    if node.tag in ("NN", "JJ") and node.word in words["asking"] and _has_own_subject(node):
        node.tag, node.lemma = "VBP", node.word         # "We once more call on …"
    if head is None:
        return
    if (
        node.label in ("obj", "obl", "advcl")
        and (node.tag == "JJ" or (node.tag in ("VBG", "VBN") and node.index > head.index and node.child("obj", "aux") is None))
        and head.lemma in words["copular"]
        and node.child("det", "amod", "cop", "case", "mark", "nsubj") is None
    ):
        node.label = "xcomp"            # "stands ready to assist", "remains deeply worrying"
    if node.label == "conj" and _is_infinitive(node) and _is_finite(head):
        node.label = "xcomp"            # "urge all States, …, to sign": no conjunct of a finite verb


def _rehang(node: Node, head: Node, words: Words) -> None:
    """What hangs on a word that cannot carry it."""
    if node.label == "obj":
        _object(node, head)
    elif node.label in ("appos", "nmod") and case(node).startswith("according"):
        _sourced(node, head)
    elif node.label == "nmod" and any(child.word in words["joining"] for child in node.kids("advmod")):
        _joined(node, head)
    elif node.label == "nmod":
        _of_what(node, head, words["reminding"])
    elif node.label in ("obl", "obl:unmarked", "dep", "ccomp", "xcomp") and head.tag[:1] == "V":
        _second_object(node, head, words)
    elif node.label == "amod" and node.tag in ("VBN", "VBD", "VBG") and node.child("nsubj", "aux") is not None:
        _fused(node, head)
    elif node.label == "amod" and node.tag[:2] == "JJ" and node.index > head.index:
        _predicate(node, head, words["judging"])
    elif node.label == "amod" and node.tag == "VBG" and _is_counted_after(node, head, words):
        _gerund(node, head)
    elif node.label == "amod" and node.tag in ("VBN", "VBD") and head.label == "conj" and head.lemma in words["tens"]:
        _second_verb(node, head)
    elif node.label == "advcl" and _is_infinitive(node):
        _content(node, head, words["contents"])
    elif node.label == "acl" and _is_infinitive(node):
        _control(node, head, words["controlling"])
    if node.word == "that" and node.label != "conj" and head.tag[:1] == "N" and head.index == node.index - 1:
        _unchain(node, head)


def _will(to: Node, tree: Tree) -> None:
    """ "hardens its will to defend": no auxiliary stands before "to"; this will is a noun, and the infinitive its content."""
    will = tree.nodes[to.index - 1] if to.index > 1 else to
    infinitive = to.head
    if will.word != "will" or will.tag != "MD" or infinitive is None or infinitive.head is None or will.head is not infinitive:
        return
    before = tree.nodes[will.index - 1]
    if before.tag not in ("PRP$", "DT", "JJ", "POS", "NN", "NNS"):
        return
    verb = infinitive.head
    will.tag, will.lemma = "NN", "will"
    _hang(will, verb, "obj" if verb.tag[:1] == "V" else "nmod")
    _hang(infinitive, will, "acl")
    for node in (*verb.children, *infinitive.children):
        owning = node.tag in ("PRP$", "DT", "JJ") or node.child("case") is not None
        if owning and verb.index < node.index < will.index:
            _hang(node, will, {"PRP$": "nmod:poss", "DT": "det", "JJ": "amod"}.get(node.tag, "nmod:poss"))


def _lead(to: Node, tree: Tree) -> None:
    """ "continues to sell": the infinitive hangs on the verb before it, and "to" on the infinitive."""
    verb = next((node for node in tree.nodes[to.index + 1 : to.index + 3] if node.tag == "VB"), None)
    if verb is None or to.head is None or to.head is verb:
        return
    if verb.head is to:
        _hang(verb, to.head, "xcomp" if to.head.tag[:1] == "V" else "acl")
        for child in to.children:
            _hang(child, verb, child.label)
        _hang(to, verb, "mark")


def _object(noun: Node, verb: Node) -> None:
    """ "killed 20 men and destroyed eight vehicles": an object hangs on the verb that stands before it.

    A noun has none: "is following with concern the events" follows them.
    """
    above = verb.head
    if verb.tag in ("NN", "NNS") and verb.label in ("obl", "nmod") and above is not None and above.tag[:1] == "V":
        if above.child("obj") is None and noun.index > verb.index:
            _hang(noun, above, "obj")
        return
    between = [child for child in verb.children if child.label == "conj" and child.tag[:1] == "V" and child.index < noun.index]
    if between and between[-1].child("obj", "obl", "nsubj") is None and any(
        child.label in ("obj", "iobj") and child.index < between[-1].index for child in verb.children
    ):
        _hang(noun, between[-1], "obj")
        for child in verb.kids("iobj"):
            child.label = "obj"


def _content(infinitive: Node, verb: Node, contents: frozenset[str]) -> None:
    """ "welcome the decision to send troops": the infinitive tells what was decided, not what the welcoming is for."""
    first = min((infinitive, *infinitive.children), key=lambda node: node.index)
    noun = next((child for child in verb.kids("obj") if child.lemma in contents and _last(child) == first.index - 1), None)
    if noun is not None:
        _hang(infinitive, noun, "acl")


def _last(node: Node) -> int:
    return max((node.index, *map(_last, node.children)))


def _control(infinitive: Node, noun: Node, controlling: frozenset[str]) -> None:
    """ "urge the Government and other parties to build": the infinitive hangs on "urge", whichever conjunct is nearest."""
    verb: Node | None = noun
    while verb is not None and verb.tag[:1] == "N" and verb.label in ("conj", "obj"):
        verb = verb.head
    if verb is not None and noun.label == "conj" and verb.lemma in controlling and verb.child("obj") is not None:
        _hang(infinitive, verb, "xcomp")


def _of_what(noun: Node, reminded: Node, reminding: frozenset[str]) -> None:
    """ "We remind all sides of their obligations": what somebody is reminded or accused of hangs on the verb."""
    verb = reminded.head
    if verb is not None and reminded.label == "obj" and verb.lemma in reminding and noun.tag[:3] != "NNP" and case(noun) == "of":
        _hang(noun, verb, "obl")


def _has_own_subject(node: Node) -> bool:
    """Whether a supposed noun or adjective has a subject, and none of what makes it a predicate."""
    return node.child("nsubj") is not None and node.child("cop", "det", "nmod:poss", "case", "aux") is None


def _preposition(word: Node) -> None:
    """ "calls on all to respect": a preposition heads nothing; what it governs hangs where the preposition hung."""
    governed = word.child("obj", "nmod", "nmod:unmarked", "obl")
    above = word.head.head if word.label == "mark" and word.head is not None else word.head
    if governed is None or above is None or governed.index < word.index or governed.tag[:1] not in "NPD":
        return
    for child in word.children:
        if child is not governed:
            _hang(child, governed, child.label)
    _hang(governed, above, "obl" if above.tag[:1] in "VJ" else "nmod")
    _hang(word, governed, "case")


def _asked(asking: Node, tree: Tree, words: Words) -> None:
    """ "We call on the parties concerned to lay down …": what somebody is asked to do hangs on the verb or noun of asking.

    The parser hangs the infinitive on the noun addressed, on a participle behind that, or on a verb above the noun of asking.
    """
    verbal = asking.tag[:1] != "N"      # "incumbent on us" as well
    if any(_is_infinitive(child) or child.label == "ccomp" for child in asking.children):
        return
    addressed = _addressed(asking, words)
    if addressed is None and verbal:
        return
    start = addressed or asking
    for node in tree.nodes[start.index + 1 :]:
        if _is_infinitive(node) and node.label in _STRAYING and node.head is not None:
            if _is_astray(node, node.head, start, asking, words):
                _regain(node, node.head, start)
                _hang(node, asking, "xcomp" if verbal else "acl")
            return


def _regain(infinitive: Node, head: Node, addressed: Node) -> None:
    """ "the parties concerned to act, agree and …": the participle goes to its noun, the other verbs to the infinitive."""
    if head.word not in _CONCERNED:
        return
    for child in head.kids("conj"):
        if child.index > infinitive.index:
            _hang(child, infinitive, "conj")
    if not head.is_below(addressed) and head.head is not None and not addressed.is_below(head):
        _hang(head, addressed, "acl")


def _addressed(asking: Node, words: Words) -> Node | None:
    """Whom a verb or noun of asking turns to: its object, or what it turns to by "on", "upon", "to"."""
    if asking.tag[:1] != "N":
        for child in asking.children:
            if child.index > asking.index and (
                (child.label == "obj" and _is_somebody(child, words)) or (child.label == "obl" and case(child) in _TO_SOMEBODY)
            ):
                return child
        return None
    above = asking.head
    beside = above.kids("obl") if above is not None and above.tag[:1] == "V" else ()
    near = (*asking.kids("nmod", "obl"), *beside)
    return next((node for node in near if node.index > asking.index and case(node) in (*_TO_SOMEBODY, "by", "of", "from")), None)


def _is_somebody(node: Node, words: Words) -> bool:
    """Whether a noun can be asked to do something: a name, a pronoun, or a word for people and bodies."""
    return node.tag in ("NNP", "NNPS", "PRP", "DT") or any(
        node.lemma in words[name] for name in ("addressed", "collectives", "spokespeople", "somebody")
    )


def _is_astray(infinitive: Node, head: Node, start: Node, asking: Node, words: Words) -> bool:
    """Whether the first infinitive behind whoever is addressed tells what they are asked, though it hangs on *head*."""
    first = min((infinitive, *infinitive.children), key=lambda node: node.index)
    adjacent = first.index == head.index + 1
    if head.word in _CONCERNED or head is start:
        return head.index >= start.index
    if head.index < start.index or not head.is_below(start):
        return head is asking.head
    if head.tag[:1] in "NPDC":
        return head.lemma not in words["contents"] | words["capacities"] | words["purposes"]
    return not adjacent


def _second_object(noun: Node, verb: Node, words: Words) -> None:
    """ "has sent Russia 20,000 containers": the bare noun after a named object is what it got."""
    first = verb.child("obj")
    if (
        first is not None
        and first.tag == "NNP"
        and verb.index < first.index < noun.index
        and noun.child("nummod", "det", "amod") is not None
        and noun.lemma not in words["times"]
        and noun.tag in ("NN", "NNS")
        and not case(noun)
        and not verb.kids("iobj")
    ):
        first.label, noun.label = "iobj", "obj"


def _is_counted_after(verb: Node, noun: Node, words: Words) -> bool:
    """Whether an article or a number stands between *verb* and *noun*, as none does behind an adjective."""
    counted = noun.lemma in words["tens"] and noun.index == verb.index + 1
    return counted or any(verb.index < child.index < noun.index for child in noun.kids("det", "nummod", "nmod:poss"))


def _second_verb(verb: Node, number: Node) -> None:
    """ "killed 20 people and injured dozens": a bare number has no adjective, it is the object of a second verb."""
    above = number.head.head if number.head is not None else None
    joint = next((child for child in number.kids("cc") if child.index == verb.index - 1), None)
    if above is None or above.tag[:1] != "V" or joint is None or number.index != verb.index + 1:
        return
    _hang(verb, above, "conj")
    _hang(joint, verb, "cc")
    _hang(number, verb, "obj")


def _gerund(verb: Node, noun: Node) -> None:
    """ "the crime of killing tens of inhabitants": no adjective stands before a number; the noun is its object."""
    above = noun.head
    if above is None:
        return
    for child in (*verb.kids("case"), *noun.kids("case")):
        if child.index < verb.index:
            _hang(child, verb, "mark")
    _hang(verb, above, "acl" if above.tag[:1] == "N" else "advcl")
    _hang(noun, verb, "obj")


def _predicate(adjective: Node, noun: Node, judging: frozenset[str]) -> None:
    """ "considers the shipments illegal": an adjective behind the object of such a verb says something of it."""
    verb = noun.head
    if verb is not None and noun.label == "obj" and verb.lemma in judging and adjective.index > verb.index:
        _hang(adjective, verb, "xcomp")


def _fused(verb: Node, noun: Node) -> None:
    """ "that it has received missiles": what has a subject or an auxiliary is no adjective but a clause, the noun its object."""
    above = noun.head
    if above is None or noun.index < verb.index:
        return
    that = above if above.word == "that" and above.head is not None else None
    above = that.head if that is not None and that.head is not None else above
    _hang(verb, above, "ccomp" if above.tag[:1] == "V" else noun.label)
    _hang(noun, verb, "obj")
    if that is not None:
        _hang(that, verb, "mark")


def _is_infinitive(node: Node) -> bool:
    return node.tag == "VB" and any(mark.word == "to" for mark in node.kids("mark"))


def _is_finite(node: Node) -> bool:
    return node.tag in ("VBP", "VBZ", "VBD") or (node.tag in ("VBN", "VBG", "VB") and node.child("aux") is not None)


def _unchain(that: Node, noun: Node) -> None:
    """ "information that X has supplied …": the clause tells the noun's content; "that" only opens it."""
    for clause in that.children:
        if clause.tag[:1] == "V" and clause.child("nsubj", "nsubj:pass") is not None:
            _hang(clause, noun, "acl")
            _hang(that, clause, "mark")
            return


def _reroot(tree: Tree) -> None:
    """ "According to reports, troops have arrived": the verb is the root, the source hangs on it."""
    source = tree.root
    parts = [child for child in source.children if child.label in ("conj", "appos", "parataxis", "acl", "acl:relcl")]
    nouns = [child for child in parts if child.tag[:1] == "N"]
    verbs = [child for part in (source, *nouns) for child in part.children if child.tag[:1] == "V" and _is_finite(child)]
    if not verbs:
        return
    verb = verbs[0]
    subject = next((noun for noun in reversed(nouns) if noun.index < verb.index), None)
    _instead(verb, source, tree)
    if subject is not None and verb.child("nsubj", "nsubj:pass") is None:
        _hang(subject, verb, "nsubj:pass" if verb.child("aux:pass") is not None else "nsubj")
    _hang(source, verb, "obl")


def _verbless(tree: Tree) -> None:
    """ "It encourages …", "its findings corroborate …": a finite verb without subject is said of the noun it hangs on."""
    noun = tree.root
    for verb in noun.children:
        if (
            verb.tag in _FINITE
            and verb.index > noun.index
            and verb.label in ("amod", "acl", "xcomp", "dep", "conj", "goeswith")
            and verb.child("nsubj", "nsubj:pass", "csubj", "mark", "cc", "aux") is None
        ):
            _instead(verb, noun, tree)
            _hang(noun, verb, "nsubj")
            return


def _instead(node: Node, above: Node, tree: Tree) -> None:
    """Put *node* where *above* hangs, or at the root."""
    if above.head is not None:
        _hang(node, above.head, above.label)
        return
    if node.head is not None:
        node.head.children = tuple(child for child in node.head.children if child is not node)
    node.head, node.label, tree.root = None, "root", node


def _hang(node: Node, above: Node, label: str) -> None:
    """Take *node* from where it hangs and hang it on *above* as *label*."""
    if node.head is not None:
        node.head.children = tuple(child for child in node.head.children if child is not node)
    node.head, node.label = above, label
    above.children = tuple(sorted((*above.children, node), key=lambda child: child.index))
