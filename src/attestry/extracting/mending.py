"""Confusions of the parser that grammar alone can tell, set right before the tree is read.

Each is a structure that no English sentence has; what could be right is left as the parser gave it.
"""

from __future__ import annotations

from attestry.extracting.parsing.tree import Node, Tree
from attestry.extracting.phrases import case


def mended(tree: Tree) -> Tree:
    """*tree*, set right in place."""
    for node in tree.nodes:
        if node.label == "advcl:relcl":
            node.label = "acl:relcl"
        if node.label == "conj" and _is_infinitive(node) and node.head is not None and _is_finite(node.head):
            node.label = "xcomp"        # "urge all States, …, to sign": no conjunct of a finite verb
        elif node.word == "that" and node.head is not None and node.head.tag[:1] == "N" and node.head.index == node.index - 1:
            _unchain(node, node.head)
    if case(tree.root).startswith("according"):
        _reroot(tree)
    return tree


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
    if verb.head is not None:
        verb.head.children = tuple(child for child in verb.head.children if child is not verb)
    verb.head, verb.label = None, "root"
    if subject is not None and verb.child("nsubj", "nsubj:pass") is None:
        _hang(subject, verb, "nsubj:pass" if verb.child("aux:pass") is not None else "nsubj")
    _hang(source, verb, "obl")
    tree.root = verb


def _hang(node: Node, above: Node, label: str) -> None:
    """Take *node* from where it hangs and hang it on *above* as *label*."""
    if node.head is not None:
        node.head.children = tuple(child for child in node.head.children if child is not node)
    node.head, node.label = above, label
    above.children = tuple(sorted((*above.children, node), key=lambda child: child.index))
