"""What a browser would not show: hidden by attribute, by style in place, or by a simple rule of the page's own style sheet.

Not a style engine: rules are read where their last step is a tag, a class or an id. What slips through is shown as text, what is
hidden is counted, so nothing goes in silence.
"""

from __future__ import annotations

import re

from lxml import html as lxml_html

_HIDES = re.compile(r"""
      display\s*:\s*none | visibility\s*:\s*(?:hidden|collapse) | (?<![\w-])opacity\s*:\s*0(?:\.0+)?(?![.\d])
    | font-size\s*:\s*0*\.?0?(?:px|pt|em|rem|%)?\s*(?:;|$|!)
    | (?:left|top|right|text-indent|margin-left)\s*:\s*-\d{3,}(?:px|em|rem|%)
    | clip\s*:\s*rect\(\s*0 | clip-path\s*:\s*inset\(\s*(?:50|100)% | transform\s*:\s*scale\(\s*0\s*\)
    """, re.VERBOSE | re.I)
_COLOUR = re.compile(r"(?<![-\w])color\s*:\s*([^;!]+)", re.I)
_GROUND = re.compile(r"background(?:-color)?\s*:\s*([^;!]+)", re.I)
_RULE = re.compile(r"([^{}@;]{1,2000})\{([^{}]{0,4000})\}")
_LAST = re.compile(r"(?:^|[\s>+~])([a-z][a-z0-9]*)?([.#])?([\w-]+)?$", re.I)
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
SHEET = 1 << 20                     # code points of style read: real pages stay far below
WHITE = {"#fff": "white", "#ffffff": "white", "rgb(255,255,255)": "white", "#000": "black", "#000000": "black"}


class Hiding:
    """Tells which elements of one page are not shown, and counts their words."""

    def __init__(self, root: lxml_html.HtmlElement) -> None:
        self.hidden = 0
        self._tags: set[str] = set()
        self._classes: set[str] = set()
        self._ids: set[str] = set()
        sheet = "".join(style.text or "" for style in root.iter("style"))[:SHEET]
        for selectors, body in _RULE.findall(_COMMENT.sub("", sheet)):
            if conceals(body):
                for selector in selectors.split(","):
                    self._learn(selector.strip())

    def hides(self, element: lxml_html.HtmlElement) -> bool:
        """Whether *element* is not shown; if so, its words are counted."""
        if not self._is_hidden(element):
            return False
        self.hidden += len(element.text_content().split())
        return True

    def _is_hidden(self, element: lxml_html.HtmlElement) -> bool:
        known = element.attrib
        if "hidden" in known or (known.get("aria-hidden", "").lower() == "true" and conceals(known.get("style", ""))):
            return True
        if "style" in known and conceals(known["style"]):
            return True
        classes = known.get("class", "").split() if self._classes else ()
        return element.tag in self._tags or known.get("id") in self._ids or any(one in self._classes for one in classes)

    def _learn(self, selector: str) -> None:
        """Take in one selector of a rule that hides, if its last step is a bare class, id or tag without conditions."""
        match = _LAST.search(selector)
        if match is None or ":" in selector or "[" in selector or " " in selector.strip():
            return
        tag, kind, name = match.groups()
        if kind == "." and name and not tag:
            self._classes.add(name)
        elif kind == "#" and name:
            self._ids.add(name)
        elif tag and not kind and tag.lower() not in ("html", "body"):
            self._tags.add(tag.lower())


def conceals(style: str) -> bool:
    """Whether the declarations in *style* keep an element from being seen: gone, tiny, off the page or of its ground's colour."""
    if _HIDES.search(style):
        return True
    colour, ground = _COLOUR.search(style), _GROUND.search(style)
    if colour is None or ground is None:
        return False
    first, second = (re.sub(r"\s+", "", part[1]).lower() for part in (colour, ground))
    return WHITE.get(first, first) == WHITE.get(second, second)
