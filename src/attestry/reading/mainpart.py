"""Which blocks of a page are its own text: those trafilatura keeps, and what stands among them.

trafilatura judges; it drops table rows, list items, headings and short lines at times, so those are kept too where their
neighbours are. Where it keeps nothing (short pages), everything outside navigation is kept.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attestry.reading.datelines import is_date_line
from attestry.reading.words import english

if TYPE_CHECKING:
    from attestry.reading.html import Block

AROUND = frozenset(("nav", "footer", "aside", "form", "dialog", "menu"))
LINKED = 0.5                        # a block with more of its signs inside links than this leads elsewhere
BEFORE = 6                          # blocks: title, subtitle, author, date and the like stand between masthead and text
SHORT = 12                          # signs: a shorter block must be kept as a block, not found inside another
_SIGNS = re.compile(r"[\W_]+")


def choose(blocks: list[Block], source: str) -> None:
    """Mark the blocks of the main text as kept."""
    own = [block for block in blocks if not is_around(block)]
    lines, whole = _main(source)
    for block in own:
        signs = _signs(block.words)
        block.kept = bool(signs) and (signs in lines if len(signs) < SHORT else signs in whole)
    if not any(block.kept for block in own):
        for block in own:
            block.kept = True
        return
    _keep_among(own)
    _keep_headings(own)
    _keep_date(own)


def is_around(block: Block) -> bool:
    """Whether a block stands in what surrounds a page's text: navigation, asides, forms, the head and foot of the site."""
    if any(tag in AROUND for tag in block.tags):
        return True
    return "header" in block.tags and not any(tag in ("article", "main") for tag in block.tags)


def _main(source: str) -> tuple[frozenset[str], str]:
    """What trafilatura keeps of the page: the signs of each line, and of all in one."""
    import trafilatura  # 0.3 s to import

    text = trafilatura.extract(source, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False) or ""
    lines = [_signs(line) for line in re.split(r"[\n|]", text)]
    return frozenset(line for line in lines if line), _signs(text)


def _keep_among(blocks: list[Block]) -> None:
    """Keep blocks that stand beside, around or inside kept ones and do not lead elsewhere."""
    homes = {home for block in blocks if block.kept for home in (_parent(block), block.path)}
    for block in blocks:
        if not block.kept and block.tag not in ("h1", "h2", "h3", "h4", "h5", "h6"):
            block.kept = bool(homes & {_parent(block), block.path}) and block.linked <= LINKED * len(block.words)


def _keep_headings(blocks: list[Block]) -> None:
    """Keep a heading if what follows it up to the next one is kept, and the first main heading anyway."""
    title = next((block for block in blocks if block.tag == "h1"), None)
    if title is not None:
        title.kept = True
    following = False
    for block in reversed(blocks):
        if block.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            block.kept = block.kept or following
        else:
            following = block.kept


def _keep_date(blocks: list[Block]) -> None:
    """Keep the line with the date of the page, where it stands just before its text."""
    first = next((number for number, block in enumerate(blocks) if block.kept and block.tag != "h1"), 0)
    for block in blocks[max(0, first - BEFORE):first]:
        block.kept = block.kept or is_date_line(block.words, english())


def _parent(block: Block) -> str:
    """The path of the element a block stands in; for an item, row or quoted line, of what the list, table or quotation is in."""
    steps = block.path.split("/")[:-1]
    while steps and re.match(r"(?:ul|ol|dl|table|tbody|thead|tfoot|tr|blockquote|figure)\b", steps[-1]):
        steps.pop()
    return "/".join(steps)


def _signs(text: str) -> str:
    """Letters and figures only, in lower case, so that white space and quotation marks do not matter."""
    return _SIGNS.sub("", text).lower()
