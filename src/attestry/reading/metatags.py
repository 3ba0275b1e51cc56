"""What a page states of itself outside its text: title, date, publisher, language, address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date

from lxml import html as lxml_html

TITLES = ("og:title", "dc.title", "dcterms.title", "citation_title", "twitter:title")
DATES = ("article:published_time", "og:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.date",
         "dcterms.issued", "dcterms.created", "pubdate", "publishdate", "publish_date", "publish-date", "publication_date",
         "citation_publication_date", "sailthru.date", "parsely-pub-date", "article.published", "release_date")
PUBLISHERS = ("og:site_name", "publisher", "dc.publisher", "dcterms.publisher", "citation_publisher", "application-name")
_ISO = re.compile(r"\s*((?:19|20)\d\d)[-/]?(\d\d)[-/]?(\d\d)(?!\d)")
_DAY_FIRST = re.compile(r"\s*(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)\b")
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
LONGEST = 500                       # code points of a title or name: longer ones are no titles


def facts(root: lxml_html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Each fact with its name in About, the best of a name first; dates as ISO days."""
    named: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        value = " ".join((meta.get("content") or "").split())
        if name and value and len(value) <= LONGEST:
            named.setdefault(name, []).append(value)
    for name, keys in (("title", TITLES), ("publisher", PUBLISHERS)):
        yield from ((name, value) for key in keys for value in named.get(key, ()))
    title = root.find(".//title")
    if title is not None and title.text_content().strip():
        yield "title", " ".join(title.text_content().split())[:LONGEST]
    stated = [value for key in DATES for value in named.get(key, ())]
    yield from (("date", day) for day in map(iso_day, [*stated, *_scripted(root), *_timed(root)]) if day)
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and (link.get("href") or "").startswith(("http://", "https://")):
            yield "url", link.get("href").strip()
    yield from (("url", value) for value in named.get("og:url", ()) if value.startswith(("http://", "https://")))
    language = re.match(r"[A-Za-z]{2,3}", root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    if language:
        yield "language", language[0].lower()


def iso_day(written: str) -> str | None:
    """The day that a machine-readable date names, as YYYY-MM-DD; None where it names none or could be two (03/04/2024)."""
    iso, day_first = _ISO.match(written), _DAY_FIRST.match(written)
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    elif day_first:
        day, month, year = (int(part) for part in day_first.groups())
        if day <= 12 and month <= 12 and day != month:
            return None
        if month > 12:
            day, month = month, day
    else:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:              # 2024-02-30: written, but no day
        return None


def _scripted(root: lxml_html.HtmlElement) -> Iterator[str]:
    """Dates of publication in the page's linked data (schema.org)."""
    for script in root.iter("script"):
        if (script.get("type") or "").lower() == "application/ld+json":
            for written in _PUBLISHED.findall(script.text or ""):
                yield str(json.loads(f'"{written}"')) if "\\" not in written else written


def _timed(root: lxml_html.HtmlElement) -> Iterator[str]:
    """Dates of elements that say they carry the date of publication, or of the only <time> of the page."""
    times = [one.get("datetime") or "" for one in root.iter("time") if one.get("datetime")]
    marked = [one.get("datetime") or one.get("content") or "" for one in root.iter()
              if isinstance(one.tag, str) and one.get("itemprop") == "datePublished" and one.tag != "meta"]
    yield from marked or (times if len(set(times)) == 1 else ())
