"""Word files: body, tables, footnotes, endnotes, headers and footers, read from the parts themselves with the path of each text.

Inserted text is read, deleted and hidden text is left out and counted. Figures of note references become ⁰¹²³, so that they never
run into a count. Numbers that Word makes up for lists are not in the file and so not in the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from attestry.model.errors import Unreadable
from attestry.model.text import Node, Problem
from attestry.reading import plain
from attestry.reading.builder import Reading, TextBuilder
from attestry.reading.package import Package
from attestry.reading.passages import is_heading

READER = "docx/1"

DOCUMENT = "word/document.xml"
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_GONE = frozenset((
    "Fallback", "annotationRef", "del", "delInstrText", "delText", "instrText", "moveFrom", "pPr", "proofErr", "rPr", "sdtPr",
    "sectPr", "tblGrid", "tblPr", "tcPr", "trPr"))
_ASIDE = frozenset(("txbxContent",))
_HEADING_STYLE = re.compile(r"(?:heading|title|titel|titre|заголовок|überschrift)\b.*", re.I)


def read(data: bytes, where: str) -> Reading:
    """The text of the Word file in *data*; Unreadable where the package is broken or not to be trusted."""
    package = Package(data, where)
    body = package.part(DOCUMENT)
    if body is None:
        raise Unreadable(f"{where}: a ZIP without {DOCUMENT} was found, a Word file is expected; save it again")
    walk = _Walk(where, _heading_styles(package))
    for name in _sorted(package, r"word/header\d*\.xml"):
        walk.around(package, name)
    walk.part(body, DOCUMENT)
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        notes = package.part(name)
        if notes is not None:
            walk.notes(notes, name)
    for name in _sorted(package, r"word/footer\d*\.xml"):
        walk.around(package, name)
    walk.tell(package)
    return walk.builder.built()


def _sorted(package: Package, pattern: str) -> list[str]:
    return sorted(name for name in package.names if re.fullmatch(pattern, name))


def _local(element: etree._Element) -> str:
    """The name of a Word element without its namespace; other elements by their local name too."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _value(element: etree._Element | None, name: str = "val") -> str:
    if element is None:
        return ""
    return str(element.get(f"{_W}{name}") or element.get(f"{_STRICT}{name}") or "")


def _heading_styles(package: Package) -> frozenset[str]:
    """The ids of styles for headings: by their name or by having a level in the outline."""
    styles = package.part("word/styles.xml")
    if styles is None:
        return frozenset(("Title", *(f"Heading{level}" for level in range(1, 10))))
    found = set()
    for style in styles.getroot():
        if _local(style) != "style":
            continue
        name = next((_value(child) for child in style if _local(child) == "name"), "")
        outlined = any(_local(child) == "outlineLvl" and _value(child) != "9" for child in style.iter())
        if _HEADING_STYLE.match(name) or outlined:
            found.add(_value(style, "styleId"))
    return frozenset(found)


class _Walk:
    """Goes through the parts and adds their paragraphs to the text."""

    def __init__(self, where: str, headings: frozenset[str]) -> None:
        self.where, self.headings = where, headings
        self.builder = TextBuilder()
        self.counts: Counter[str] = Counter()
        self.numbers: dict[tuple[str, str], int] = {}       # kind and id of a note: its number in order of reference
        self.seen: set[str] = set()                         # headers and footers already read
        self.tree: etree._ElementTree | None = None
        self.name = ""

    def part(self, tree: etree._ElementTree, name: str) -> None:
        """Read all of a part."""
        self.tree, self.name = tree, name
        self._blocks(tree.getroot())

    def around(self, package: Package, name: str) -> None:
        """Read a header or footer, unless one with the same words has been."""
        tree = package.part(name)
        words = " ".join("".join(tree.getroot().itertext()).split()) if tree is not None else ""
        if tree is not None and words and words not in self.seen:
            self.seen.add(words)
            self.part(tree, name)

    def notes(self, tree: etree._ElementTree, name: str) -> None:
        """Read the notes of a part in their order, without the separators Word keeps among them."""
        self.tree, self.name = tree, name
        for note in tree.getroot():
            if _value(note, "type") in ("", "normal"):
                self._blocks(note)

    def _blocks(self, parent: etree._Element) -> None:
        """Read the paragraphs and tables among the children of *parent*, inside whatever wraps them."""
        for child in parent:
            kind = _local(child)
            if kind == "p":
                self._paragraph(child)
            elif kind == "tbl":
                self._table(child)
            elif kind == "altChunk":
                self.counts["chunks"] += 1
            elif kind in ("del", "moveFrom"):
                self.counts["deleted"] += 1
            elif kind not in _GONE:
                self._blocks(child)

    def _paragraph(self, paragraph: etree._Element) -> None:
        start = self._open("\n\n")
        self._pieces(paragraph)
        style = next((_value(one) for one in paragraph.iterfind("./{*}pPr/{*}pStyle")), "")
        self._close(start, style in self.headings)
        for box in paragraph.iter("{*}txbxContent"):
            if not any(_local(above) in _GONE for above in box.iterancestors()):
                self._blocks(box)

    def _table(self, table: etree._Element) -> None:
        """A passage for each row, cells parted by tabs; a cell with a table of its own is read after the row."""
        for number, row in enumerate(row for row in table.iter("{*}tr") if _nearest(row, "tbl") is table):
            if any(_local(one) == "del" for one in row.iterfind("./{*}trPr/*")):
                self.counts["deleted"] += 1
                continue
            start = self._open("\n" if number else "\n\n")
            cells = [cell for cell in row.iter("{*}tc") if _nearest(cell, "tr") is row]
            for place, cell in enumerate(cells):
                between = "\t" if place else ""
                for paragraph in (one for one in cell.iter("{*}p") if _nearest(one, "tc") is cell):
                    self._gap(start, between)
                    self._pieces(paragraph)
                    between = " "
            self._close(start, False)
            for cell in cells:
                for inner in (one for one in cell.iter("{*}tbl") if _nearest(one, "tc") is cell):
                    self._table(inner)

    def _open(self, between: str) -> int:
        """Part what comes from what was; where it begins."""
        self.builder.part(between)
        return self.builder.length

    def _gap(self, start: int, between: str) -> None:
        if self.builder.length > start and between:
            self.builder.part(between)

    def _close(self, start: int, heading: bool) -> None:
        words = self.builder.text_from(start)
        bare = words.strip()
        if bare:
            begin = start + len(words) - len(words.lstrip())
            self.builder.passage(begin, begin + len(bare), heading=heading or ("\t" not in bare and is_heading(bare)))

    def _pieces(self, paragraph: etree._Element) -> None:
        """Add the text of a paragraph's runs, each with its path."""
        for element in self._shown(paragraph):
            kind = _local(element)
            if kind == "t" and element.text:
                raised = element.text.strip().isdecimal() and _is_raised(element)
                self._put(element.text.translate(RAISED) if raised else element.text, element, apart=raised)
            elif kind in ("footnoteReference", "endnoteReference"):
                key = (kind[:4], _value(element, "id"))
                number = self.numbers.setdefault(key, 1 + sum(known[0] == key[0] for known in self.numbers))
                self._put(str(number).translate(RAISED), element, apart=True)
            elif kind in ("footnoteRef", "endnoteRef"):
                note = next(above for above in element.iterancestors() if _local(above) in ("footnote", "endnote"))
                self._put(str(self.numbers.get((kind[:4], _value(note, "id")), "")).translate(RAISED), element, apart=True)
            elif kind in ("tab", "ptab"):
                self.builder.part("\t")
            elif kind in ("br", "cr"):
                self.builder.part("\n")
            elif kind == "noBreakHyphen":
                self._put("-", element)

    def _put(self, words: str, element: etree._Element, *, apart: bool = False) -> None:
        if apart and self.builder.ends_in_word:
            self.builder.part(" ")
        path = self.tree.getpath(element) if self.tree is not None else ""
        self.builder.add(words, Node(f"{self.name}#{path}"))

    def _shown(self, parent: etree._Element) -> Iterator[etree._Element]:
        """The elements of a paragraph that Word shows, in order; what it does not is counted."""
        stack = [iter(parent)]
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
                continue
            kind = _local(child)
            if kind in ("del", "moveFrom"):
                self.counts["deleted"] += 1
            elif kind in _GONE or kind in _ASIDE or not kind:
                continue
            elif kind == "r" and _is_hidden(child):
                self.counts["hidden"] += len(" ".join(one.text or "" for one in child.iter("{*}t")).split())
            else:
                self.counts["inserted"] += kind == "ins"
                yield child
                stack.append(iter(child))

    def tell(self, package: Package) -> None:
        """Add what was left out, and what was not read, to the problems."""
        builder, where = self.builder, self.where
        if self.counts["deleted"] or self.counts["inserted"]:
            says = f"{self.counts['inserted']} tracked insertions were read, {self.counts['deleted']} tracked deletions left out"
            builder.problem(Problem("tracked-changes", where, says, "accept or reject the changes and add that version"))
        if self.counts["hidden"]:
            says = f"{self.counts['hidden']} words that Word does not show were left out"
            builder.problem(Problem("hidden-text", where, says, "look at the file if they matter"))
        if "word/comments.xml" in package.names:
            builder.problem(Problem("comments", where, "comments in the margin were left out", "look at the file if they matter"))
        embedded = self.counts["chunks"] + sum(name.startswith("word/embeddings/") for name in package.names)
        if embedded:
            says = f"{embedded} embedded files were not read"
            builder.problem(Problem("embedded-files", where, says, "save them and add them"))
        outside = self._outside(package)
        if outside:
            says = f"{outside} parts lie outside the file and were not fetched"
            builder.problem(Problem("external-reference", where, says))
        if not builder.built().passages:
            builder.problem(Problem("no-text", where, "no text was found", "check that this is the right file"))
        for problem in plain.oddities(builder.built().text, where):
            builder.problem(problem)

    def _outside(self, package: Package) -> int:
        """How many parts, links to click on apart, the file wants from outside."""
        count = 0
        for name in (one for one in package.names if one.startswith("word/_rels/")):
            tree = package.part(name)
            for relation in tree.getroot() if tree is not None else ():
                count += relation.get("TargetMode") == "External" and not relation.get("Type", "").endswith("/hyperlink")
        return count


def _nearest(element: etree._Element, kind: str) -> etree._Element | None:
    return next((above for above in element.iterancestors() if _local(above) == kind), None)


def _is_hidden(run: etree._Element) -> bool:
    """Whether a run is set to vanish."""
    vanish = next(run.iterfind("./{*}rPr/{*}vanish"), None)
    return vanish is not None and _value(vanish) not in ("0", "false", "off")


def _is_raised(text: etree._Element) -> bool:
    """Whether a run's text stands above the line."""
    run = text.getparent()
    return run is not None and any(_value(one) == "superscript" for one in run.iterfind("./{*}rPr/{*}vertAlign"))
