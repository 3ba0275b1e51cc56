"""Confusions of the parser that grammar alone can tell, set right before the tree is read.

Each is a structure that no English sentence has; what could be right is left as the parser gave it.
"""

from __future__ import annotations

from attestry.extracting.parsing.tree import Node, Tree


def mended(tree: Tree) -> Tree:
    """*tree*, its labels set right in place."""
    for node in tree.nodes:
        if node.label == "conj" and _is_infinitive(node) and node.head is not None and _is_finite(node.head):
            node.label = "xcomp"        # "urge all States, in particular …, to sign": an infinitive is no conjunct of a finite verb
        elif node.label == "advcl:relcl":
            node.label = "acl:relcl"
    return tree


def _is_infinitive(node: Node) -> bool:
    return node.tag == "VB" and any(mark.word == "to" for mark in node.kids("mark"))


def _is_finite(node: Node) -> bool:
    return node.tag in ("VBP", "VBZ", "VBD") or (node.tag in ("VBN", "VBG", "VB") and node.child("aux") is not None)
