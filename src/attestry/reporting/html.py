"""A report as pages for a browser or a printer: no script, nothing fetched, other people's text never markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from attestry.model.claim import Claim
from attestry.model.text import Document
from attestry.reporting import markdown
from attestry.reporting.citations import value
from attestry.reporting.intervals import chart, glyph, reach_of
from attestry.reporting.marked import anchor_of, marked
from attestry.reporting.report import Chart, Cite, Digest, Named, Ours, Paragraph, Part, Report, Row, Table, Theirs
from attestry.reporting.telling import long_date, short_date


@cache
def _templates() -> Environment:
    env = Environment(
        loader=PackageLoader("attestry.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals["stylesheet"] = Markup(files("attestry.reporting").joinpath("templates/report.css").read_text(encoding="utf-8"))
    env.filters.update(long_date=long_date, short_date=short_date, anchor=anchor_of, chart=chart)
    env.tests.update(
        paragraph=lambda block: isinstance(block, Paragraph),
        table=lambda block: isinstance(block, Table),
        chart=lambda block: isinstance(block, Chart),
    )
    return env


def report_page(report: Report) -> str:
    """*report* as one HTML page; its footnotes link to the pages of `document_page` under documents/."""
    numbers = report.numbers
    first: set[int] = set()

    def printed(parts: Sequence[Part]) -> Markup:
        return Markup("").join(_part(part, numbers, first) for part in parts)

    def drawn(table: Table) -> list[tuple[Row, list[Markup]]]:
        reach = reach_of([row.quantity for row in table.rows if row.quantity is not None])
        return [
            (row, [_cell(row, index, table, printed(cell), reach) for index, cell in enumerate(row.cells)]) for row in table.rows
        ]

    return (
        _templates()
        .get_template("report.html.j2")
        .render(
            report=report,
            printed=printed,
            drawn=drawn,
            pages=page_names([document.name for document in report.standing.documents]),
        )
    )


def _part(part: Part, numbers: Mapping[str, int], first: set[int]) -> Markup:
    """One part of a sentence; the first mark of each footnote bears the place to which the footnote leads back."""
    match part:
        case Cite(claims):
            return Markup("").join(_mark(numbers[claim], first) for claim in claims)
        case Theirs(text, note):
            words = Markup('<q class="w">{}</q>').format(text)
            return words + Markup(' <span class="note">({})</span>').format(note) if note else words
        case Named(text):
            return Markup('<bdi class="nm">{}</bdi>').format(text)
        case Digest(text):
            return Markup('<span class="dg">{}</span>').format(text)
        case Ours(text):
            return Markup("{}").format(text)


def _mark(number: int, first: set[int]) -> Markup:
    place = Markup(' id="r{}"').format(number) if number not in first else Markup("")
    first.add(number)
    return Markup('<sup class="fn"><a href="#f{n}"{place} aria-label="footnote {n}">{n}</a></sup>').format(n=number, place=place)


def _cell(row: Row, index: int, table: Table, body: Markup, reach: float) -> Markup:
    if index == table.drawn and row.quantity is not None:
        return glyph(row.quantity, reach) + Markup('<span class="{}">{}</span>').format("rub" if row.denied else "", body)
    return body


def page_names(names: Sequence[str]) -> dict[str, str]:
    """A file name for the page of each document: its own name in safe letters, numbered where two would meet."""
    pages: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        safe = (
            "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-_") else "-" for letter in name)[:80].strip(
                "-"
            )
            or "document"
        )
        page = next(
            each
            for each in (f"{safe}{suffix}.html" for suffix in ["", *(f"-{count}" for count in range(2, len(names) + 2))])
            if each.casefold() not in taken
        )
        taken.add(page.casefold())
        pages[name] = page
    return pages


def document_page(document: Document, claims: Sequence[Claim], *, report: Report) -> str:
    """*document* with the places of its *claims* marked; each claim is an anchor that footnotes open."""
    source = next(source for source in report.sources if source.document == document.name)
    return (
        _templates()
        .get_template("document.html.j2")
        .render(
            document=document,
            source=source,
            pieces=marked(document, claims),
            title=value(document.about.title) or document.name,
            numbers=report.numbers,
            report=report,
            claims=claims,
        )
    )


def write(report: Report, folder: Path) -> tuple[Path, ...]:
    """Write *report* into *folder* as report.html, report.md and documents/NAME.html; the paths written, in that order."""
    pages = page_names([document.name for document in report.standing.documents])
    (folder / "documents").mkdir(parents=True, exist_ok=True)
    texts = {folder / "report.html": report_page(report), folder / "report.md": markdown.report_text(report, pages)}
    for document in report.standing.documents:
        claims = [claim for claim in report.standing.claims if claim.document == document.id]
        texts[folder / "documents" / pages[document.name]] = document_page(document, claims, report=report)
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")  # a lone surrogate is shown, not obeyed
    return tuple(texts)
