"""HTML: the main text of a page, each stretch with the path of the text node it stands in.

trafilatura says which blocks are the page's own text; the words and their places come from walking the parsed page ourselves.
As part of making the text, white space inside a line is collapsed as a browser does (CSS Text 3, §4.1) and raised figures become
⁰¹²³, so that the number of a note never runs into a count. What a browser would not show is left out and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml import html as lxml_html

from attestry.model.errors import Unreadable
from attestry.model.text import How, Node, Problem, Span, Stated
from attestry.reading import mainpart, metatags, passages, plain
from attestry.reading.builder import Reading, TextBuilder
from attestry.reading.visible import Hiding

READER = "html/1"

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html",
    "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul"))
NOT_SHOWN = frozenset((
    "applet", "audio", "base", "button", "canvas", "datalist", "embed", "frameset", "head", "iframe", "input", "link", "map",
    "math", "meta", "noembed", "noframes", "noscript", "object", "option", "script", "select", "style", "svg", "template",
    "textarea", "title", "video"))
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SPACE = re.compile(r"[ \t\n\r\f]+")
_PLAIN_TAG = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_DECLARED = re.compile(rb"""<meta[^>]{0,400}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.I)
LABELS = {"utf8": "utf-8", "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
          "gb2312": "gb18030", "gbk": "gb18030", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "shift_jis": "cp932",
          "x-sjis": "cp932"}
"""Encodings that browsers take for others than their names say (WHATWG Encoding, §4.2)."""
DECLARED_WITHIN = 4096              # bytes; the standard looks at 1,024, real pages put long comments first


@dataclass(slots=True)
class Block:
    """A paragraph of the page: its pieces of text in order, each with the path of its node; `tags` from the root inwards."""

    tag: str
    path: str
    tags: tuple[str, ...]
    pieces: list[tuple[str, str]] = field(default_factory=list)     # text as in the page, or a break; path of its node
    linked: int = 0                 # code points inside links
    kept: bool = False

    @property
    def words(self) -> str:
        """The text with its white space collapsed."""
        return _SPACE.sub(" ", "".join(text for text, _ in self.pieces)).strip()


def read(data: bytes, where: str) -> Reading:
    """The main text of the page in *data*; Unreadable if the page cannot be parsed at all."""
    builder = TextBuilder()
    source = _decoded(data, where, builder)
    root = parse(source, where)
    hiding = Hiding(root)
    blocks = [block for block in _blocks(root, hiding) if block.words]
    if hiding.hidden:
        builder.problem(Problem("hidden-text", where, f"{hiding.hidden} words that a browser would not show were left out",
                                "look at the page's source if they matter"))
    mainpart.choose(blocks, source)
    kept = [block for block in blocks if block.kept]
    _emit(builder, kept)
    if not kept:
        builder.problem(Problem("no-text", where, "no text that a browser would show was found", "check that the page is right"))
    for name, value in metatags.facts(root):
        builder.fact(name, Stated(value, How.READ))
    for problem in plain.oddities(builder.built().text, where):
        builder.problem(problem)
    return builder.built()


def parse(source: str, where: str) -> lxml_html.HtmlElement:
    """The page as a tree; without external entities, network or DTDs. Unreadable where its nesting defeats the parser."""
    encoded = source.replace("\0", "\ufffd").encode("utf-8", errors="replace")
    for deep in (False, True):      # the deep limit lets more through, so it is only used where the shallow one was hit
        parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=deep, remove_pis=False)
        try:
            root = lxml_html.document_fromstring(encoded, parser=parser, ensure_head_body=False)
        except etree.ParserError as fault:
            raise Unreadable(f"{where}: HTML without elements ({fault}) was found, a page is expected; fetch it again") from fault
        if not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
            return root
    raise Unreadable(f"{where}: HTML nested over 2,000 elements deep was found, a page for people is expected; save as text")


def _decoded(data: bytes, where: str, builder: TextBuilder) -> str:
    """The page's characters: by mark, by its own declaration where that holds, else as for plain text."""
    how = plain.decoding(data)
    declared = _DECLARED.search(data[:DECLARED_WITHIN])
    name = declared[1].decode("ascii").lower() if declared else ""
    if name and not how.start and how.guessed:
        try:
            text = data.decode(LABELS.get(name, name))
        except (LookupError, UnicodeDecodeError):
            pass
        else:
            return text
    text = data[how.start:].decode(how.encoding, errors="replace")
    if how.guessed or (name and not _same_encoding(name, how.encoding)):
        says = f"read as {how.encoding}: {how.why}" + (f"; the page declares {name}" if name else "")
        builder.problem(Problem("encoding-guessed", where, says, "check names and quotes"))
    lost = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    if lost > 0:
        says = f"{lost} stretches of bytes are not {how.encoding} and stand as \ufffd"
        builder.problem(Problem("undecodable-bytes", where, says,
                                "ask for the page as UTF-8"))
    return text


def _same_encoding(declared: str, used: str) -> bool:
    """Whether what a page declares means the encoding used; ASCII is UTF-8 too."""
    meant = LABELS.get(declared, declared.replace("windows-", "cp"))
    return meant == used or (used == "utf-8" and declared in ("us-ascii", "ascii"))


@dataclass(slots=True)
class _Open:
    """An element being walked: how far, and what its children are counted by."""

    element: lxml_html.HtmlElement
    path: str
    children: Iterator[lxml_html.HtmlElement]
    texts: int = 0                  # text nodes among its children so far
    counts: dict[str, int] = field(default_factory=dict)
    position: int = 0
    after: Block | None = None      # the block to go on with once this element is done


def _blocks(root: lxml_html.HtmlElement, hiding: Hiding) -> Iterator[Block]:
    """The blocks of the page in order, hidden parts left out; without recursion, since pages nest deeply."""
    walk = _Walk(hiding)
    walk.open(root, "/" + _step(root, 1, 1))
    while walk.stack:
        top = walk.stack[-1]
        child = next(top.children, None)
        if child is None:
            walk.close()
            continue
        top.position += isinstance(child.tag, str)
        if not isinstance(child.tag, str):
            walk.text(child.tail, top)
            continue
        top.counts[child.tag] = top.counts.get(child.tag, 0) + 1
        if child.tag in NOT_SHOWN or hiding.hides(child):
            walk.text(child.tail, top)
            continue
        walk.open(child, f"{top.path}/{_step(child, top.counts[child.tag], top.position)}")
    yield from walk.done


class _Walk:
    """Where the walk stands: the open elements, the block being filled, the blocks that are done."""

    def __init__(self, hiding: Hiding) -> None:
        self.stack: list[_Open] = []
        self.done: list[Block] = []
        self.block: Block | None = None
        self.tags: tuple[str, ...] = ()
        self.links = 0
        self.row: str = ""          # path of the table row being read as one block, "" outside of one
        self.hiding = hiding

    def open(self, element: lxml_html.HtmlElement, path: str) -> None:
        """Go into *element*."""
        tag = element.tag
        self.tags = (*self.tags, tag)
        self.links += tag == "a"
        if tag in BLOCKS and not self.row:
            self._start(tag, path)
            if tag == "tr" and _is_data(element):
                self.row = path
        elif self.row and tag in ("td", "th") and self.block is not None and self.block.pieces:
            self.block.pieces.append(("\t", path))
        elif tag == "br":
            self._break(path)
        opened = _Open(element, path, iter(element))
        self.stack.append(opened)
        self.text(element.text, opened)

    def close(self) -> None:
        """Leave the innermost element; what follows it belongs to the block around it."""
        closed = self.stack.pop()
        tag = closed.element.tag
        self.tags = self.tags[:-1]
        self.links -= tag == "a"
        if closed.path == self.row:
            self.row = ""
        if tag in BLOCKS and not self.row:
            outer = next((one for one in reversed(self.stack) if one.element.tag in BLOCKS), None)
            self._start(outer.element.tag if outer else "body", outer.path if outer else "/")
        if self.stack:
            self.text(closed.element.tail, self.stack[-1])

    def text(self, words: str | None, inside: _Open) -> None:
        """Take the text node *words*, a child of *inside*."""
        if not words:
            return
        inside.texts += 1
        if self.block is None:
            return
        if words.strip().isdecimal() and ("sup" in self.tags or "sub" in self.tags):
            words = self._set_off(words, inside.path)
        self.block.pieces.append((words, f"{inside.path}/text()[{inside.texts}]"))
        if self.links:
            self.block.linked += len(words.strip())

    def _set_off(self, words: str, path: str) -> str:
        """A raised or lowered figure as such a sign; that of a note is parted from the word or number before it."""
        if "sub" in self.tags:
            return words.translate(LOWERED)
        before = self.block.pieces[-1][0][-1:] if self.block is not None and self.block.pieces else ""
        if self.block is not None and (before.isalpha() or (before.isdecimal() and self.links)):
            self.block.pieces.append((" ", path))
        return words.translate(RAISED)

    def _start(self, tag: str, path: str) -> None:
        if self.block is not None and any(text.strip() for text, _ in self.block.pieces):
            self.done.append(self.block)
        self.block = Block(tag, path, self.tags)

    def _break(self, path: str) -> None:
        """A line break; two in a row part paragraphs, as in pages made by hand."""
        block = self.block
        if block is None or self.row:
            return
        before = next((text for text, _ in reversed(block.pieces) if text == "\n" or text.strip()), "")
        if before == "\n":
            self._start(block.tag, block.path)
        else:
            block.pieces.append(("\n", path))


def _step(element: lxml_html.HtmlElement, same: int, position: int) -> str:
    """One step of a path: by tag where XPath can name it, else by place among the elements."""
    return f"{element.tag}[{same}]" if _PLAIN_TAG.fullmatch(element.tag) else f"*[{position}]"


def _is_data(row: lxml_html.HtmlElement) -> bool:
    """Whether a table row holds data: cells without tables, lists, headings or several paragraphs of their own."""
    for cell in row:
        if not isinstance(cell.tag, str):
            continue
        inner = [child.tag for child in cell.iterdescendants() if isinstance(child.tag, str)]
        if any(tag in HEADINGS or tag in ("table", "ul", "ol", "article", "section", "blockquote") for tag in inner):
            return False
        if sum(tag in ("p", "div") for tag in inner) > 2:
            return False
    return True


def _emit(builder: TextBuilder, blocks: list[Block]) -> None:
    """Add *blocks* to the text, a passage each; lists and rows under one another, paragraphs parted by a blank line."""
    before: Block | None = None
    for block in blocks:
        if before is not None:
            builder.part("\n" if block.tag == before.tag and block.tag in ("li", "tr", "td", "dd", "dt") else "\n\n")
        before = block
        if "pre" in block.tags:
            _emit_typed(builder, block)
            continue
        start = builder.length
        _emit_collapsed(builder, block)
        builder.passage(start, heading=block.tag in HEADINGS or (block.tag == "tr" and _heads(block)))
        if block.tag == "h1":
            builder.fact("title", Stated(block.words, How.READ, Span(start, builder.length)))


def _heads(block: Block) -> bool:
    return bool(block.pieces) and all("/th[" in path for text, path in block.pieces if text.strip())


def _emit_collapsed(builder: TextBuilder, block: Block) -> None:
    """The block's pieces with white space collapsed across them, none at its ends."""
    gap, empty = "", True
    for text, path in block.pieces:
        if text in ("\n", "\t") and not path.endswith(")]") and not empty:
            gap = text if gap != "\t" else gap
            continue
        words = _SPACE.sub(" ", text)
        if words.startswith(" ") and not gap:
            gap = " "
        bare = words.strip(" ")
        if not bare:
            continue
        if not empty:
            builder.part(gap)
        builder.add(bare, Node(path))
        gap, empty = " " if words.endswith(" ") else "", False


def _emit_typed(builder: TextBuilder, block: Block) -> None:
    """Text typed with its own line breaks: kept as it is, parted into paragraphs as plain text is."""
    typed = "".join(text for text, _ in block.pieces)
    base = builder.length
    for text, path in block.pieces:
        builder.add(text, Node(path))
    for cut in passages.cuts(typed):
        builder.passage(base + cut.start, base + cut.end, heading=cut.heading)
