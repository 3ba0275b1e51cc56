"""What the tagger and the parser look at: the names of the atoms, in the order in which `_words.c` and `twin.py` make them.

A feature is a handful of atoms hashed together, told by a template: "s0.w b0.t" is the word on top of the stack with the
tag of the next word. Templates travel inside the weights file, so that weights and features cannot part.
"""

from __future__ import annotations

from collections.abc import Sequence


def _names(names: str) -> tuple[str, ...]:
    return tuple(names.split())


TAG_ATOMS = _names("""
    word form s1 s2 s3 s4 first opening shape initial t1 t2
    back.word back.s3 back.shape back2.word
    on.word on.s2 on.s3 on.shape on.form on2.word on2.s3
    broad narrow back.broad back.narrow on.broad on.narrow
""")
"""The word itself and the two tags before it; the words before; the words after; the clusters of all three."""

PLACES = _names("s0 s1 s2 b0 b1 b2 b3 s0l s0k s0r s0q b0l b0k s1l s1r s1q s2r")
"""Stack from the top, then what is still to come; then their outermost children: l and k to the left, r and q to the right."""

PARSE_ATOMS = tuple(f"{place}.{what}" for place in PLACES for what in "wtl") + _names("""
    near far between behind
    s0.lefts s0.rights b0.lefts s1.lefts s1.rights
    s0.leftset s0.rightset b0.leftset s1.leftset s1.rightset
    s0.s3 b0.s3 s1.s3 s0.shape b0.shape
    s0.broad s0.narrow b0.broad b0.narrow s1.broad s1.narrow b1.broad b1.narrow b0l.broad b0l.narrow
""")
"""Word, tag and label of each place; how far and what lies between s0 and b0, and between s1 and s0; how many children to
each side, and which labels they bear; endings and shapes; the clusters that words are in."""

COMMA, QUOTE, FINITE, COORDINATOR = 1, 2, 4, 8
_MARKS = {",": COMMA, "``": QUOTE, "''": QUOTE, "VBD": FINITE, "VBZ": FINITE, "VBP": FINITE, "MD": FINITE, "CC": COORDINATOR}


def marks(tags: Sequence[str]) -> bytes:
    """For each tag, what the parser counts between two words: commas, quotation marks, finite verbs, coordinators."""
    return bytes(_MARKS.get(tag, 0) for tag in tags)


def encoded(templates: str, atoms: Sequence[str]) -> bytes:
    """*templates*, one to each comma or line, as they stand in the weights file: number of atoms, then each atom's place."""
    places = {name: number for number, name in enumerate(atoms)}
    made = bytearray()
    for template in templates.replace("\n", ",").split(","):
        names = template.split()
        if names:
            names = [name for name in names if name != "always"]
            made.append(len(names))
            made.extend(places[name] for name in names)
    return bytes(made)
