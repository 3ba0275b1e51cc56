"""A sentence as a dependency tree: who hangs on whom, by which Universal Dependencies relation.

Tags are Penn Treebank part-of-speech tags; labels are those of Universal Dependencies 2 with their subtypes
("nsubj:pass", "obl:agent", "acl:relcl"). A tree has one root; every node reaches it by its heads.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from attestry.extracting.parsing.core import core
from attestry.extracting.parsing.lemmas import lemma
from attestry.extracting.parsing.tokens import Token
from attestry.model.errors import HouseFault
from attestry.model.text import Span

if TYPE_CHECKING:
    from attestry.extracting.parsing.twin import Node as Base
    from attestry.extracting.parsing.twin import nodes as nodes_of
else:
    Base, nodes_of = core().Node, core().nodes


class Node(Base):
    """One token in its tree. Built by Tree only, and left alone afterwards.

    *head* is None at the root; *children* stand in the order of the sentence; *lemma* is the dictionary form, in lower case.
    `child` gives the first child that bears one of some labels, `kids` all of them.
    """

    __slots__ = ()

    token: Token
    index: int
    text: str
    word: str
    tag: str
    label: str
    lemma: str
    head: Node | None
    children: tuple[Node, ...]

    if TYPE_CHECKING:
        def child(self, *labels: str) -> Node | None: ...
        def kids(self, *labels: str) -> tuple[Node, ...]: ...

    @property
    def start(self) -> int:
        return self.token.start

    @property
    def end(self) -> int:
        return self.token.end

    @property
    def span(self) -> Span:
        """The token's own place in the document."""
        return Span(self.token.start, self.token.end)

    @property
    def extent(self) -> Span:
        """From the first to the last code point of the subtree, this node's own token included."""
        nodes = self._below()
        return Span(min(node.token.start for node in nodes), max(node.token.end for node in nodes))

    @property
    def ancestors(self) -> Iterator[Node]:
        """The heads above this node, nearest first, the root last."""
        above = self.head
        while above is not None:
            yield above
            above = above.head

    def subtree(self) -> Iterator[Node]:
        """This node and all below it, in the order of the sentence."""
        return iter(sorted(self._below(), key=_index))

    def is_below(self, other: Node) -> bool:
        """Whether *other* is one of the heads above this node."""
        return any(above is other for above in self.ancestors)

    def _below(self) -> list[Node]:
        nodes = [self]
        for node in nodes:          # the list grows while it is walked
            nodes.extend(node.children)
        return nodes

    def __repr__(self) -> str:
        return f"<{self.index} {self.text}/{self.tag} {self.label}>"


def _index(node: Node) -> int:
    return node.index


class Tree:
    """The nodes of one sentence, in order, and their root."""

    __slots__ = ("nodes", "root")

    nodes: tuple[Node, ...]
    root: Node

    def __init__(self, tokens: Sequence[Token], tags: Sequence[str], heads: Sequence[int], labels: Sequence[str]) -> None:
        """*heads* are indexes into *tokens*, -1 for the root. HouseFault unless there is exactly one root and no circle."""
        roots = [token for token, head in zip(tokens, heads, strict=True) if head < 0]
        if not roots:
            raise HouseFault("tree: no root among the heads; exactly one was expected")
        if len(roots) > 1:
            raise HouseFault(f"tree: a second root, '{roots[1].text}', beside '{roots[0].text}'; one was expected")
        nodes = nodes_of(Node, tokens, list(tags), list(heads), list(labels), lemma)
        root = next(node for node in nodes if node.head is None)
        self.nodes = nodes
        self.root = root
        if len(root._below()) != len(nodes):
            raise HouseFault("tree: the heads go round in a circle; every node must reach the root")

    def __len__(self) -> int:
        return len(self.nodes)

    def __iter__(self) -> Iterator[Node]:
        return iter(self.nodes)

    def __getitem__(self, index: int) -> Node:
        return self.nodes[index]

    @property
    def span(self) -> Span:
        """From the first token to the last."""
        return Span(self.nodes[0].token.start, self.nodes[-1].token.end)

    def head(self, index: int) -> Node | None:
        return self.nodes[index].head

    def children(self, index: int) -> tuple[Node, ...]:
        return self.nodes[index].children

    def path(self, start: int, end: int) -> tuple[Node, ...]:
        """The nodes from one to the other through the lowest node that is above both, ends included."""
        up = [self.nodes[start], *self.nodes[start].ancestors]
        down = [self.nodes[end], *self.nodes[end].ancestors]
        while len(up) > 1 and len(down) > 1 and up[-2] is down[-2]:
            up.pop()
            down.pop()
        return (*up, *reversed(down[:-1]))

    def drawn(self) -> str:
        """The tree for a person to read: one node a line, indented by depth, in the order of the sentence."""
        lines = []
        for node in self.nodes:
            depth = sum(1 for _ in node.ancestors)
            lines.append(f"{node.index:>3} {'  ' * depth}{node.label} {node.text}/{node.tag} [{node.lemma}]")
        return "\n".join(lines)
