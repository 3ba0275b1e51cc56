"""A report as Markdown with footnotes; nothing in other people's text is read as markup."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from attestry.reporting.intervals import interval_words
from attestry.reporting.marked import anchor_of
from attestry.reporting.report import Block, Chart, Cite, Footnote, Paragraph, Part, Report, Source, Table, Theirs
from attestry.reporting.telling import short_date

# What CommonMark and GitHub's dialect read as markup inside a line, what would start a link of its own, and what starts a list.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&$@]|(?<=[a-z]):(?=//)|(?<=www)\.|^[-+=]|(?<=^\d)[.)]|(?<=^\d\d)[.)]", re.IGNORECASE)


# Signs that turn the direction of what follows, and controls: shown by their number, or they would steer the rest of the page.
_STEERING = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """*text* on one line, with every sign that Markdown would obey behind a backslash, and signs that steer the page shown."""
    shown = _STEERING.sub(lambda sign: f"⟨U+{ord(sign.group()):04X}⟩", " ".join(text.split()))
    return _MARKUP.sub(lambda sign: "\\" + sign.group(), shown)


def report_text(report: Report, pages: Mapping[str, str]) -> str:
    """*report* as one Markdown text; *pages* names the page of each document under documents/."""
    lines = [
        f"# {plain(report.title)}",
        "",
        f"Built {report.at:%Y-%m-%d %H:%M} UTC. {len(report.sources)} documents, {len(report.standing.claims)} claims.",
        "",
    ]
    for section in report.sections:
        lines += [f"{'#' * section.level} {plain(section.title)}", ""]
        for block in section.blocks:
            lines += [*_block(block, report.numbers), ""]
    lines += ["## Sources", "", *(line for source in report.sources for line in _source(source, pages)), ""]
    lines += [_footnote(footnote, pages) for footnote in report.footnotes]
    if report.log:
        lines += ["", "## Log and key", "", *(f"    {line}" for line in report.log)]
    return "\n".join(lines).rstrip() + "\n"


def _block(block: Block, numbers: Mapping[str, int]) -> list[str]:
    match block:
        case Paragraph(number, sentences):
            return [f"**¶ {number}** " + "".join(_parts(sentence.parts, numbers) for sentence in sentences).strip()]
        case Table(caption, head, rows):
            body = [f"| {' | '.join(_parts(cell, numbers).strip() for cell in row.cells)} |" for row in rows]
            return [
                f"*{plain(caption)}*",
                "",
                f"| {' | '.join(plain(name) for name in head)} |",
                f"|{' --- |' * len(head)}",
                *body,
            ]
        case Chart(caption, _, bars):
            told = [
                f"- {plain(bar.holder)}{f', {plain(bar.said_on)}' if bar.said_on else ''}: "
                + ("" if bar.lane == "stated" else f"{bar.lane}: ")
                + (interval_words(bar.quantity) if bar.quantity is not None else f"“{plain(bar.words)}”")
                for bar in bars
            ]
            return [f"*{plain(caption)}*", "", *told]


def _parts(parts: Sequence[Part], numbers: Mapping[str, int]) -> str:
    return "".join(_part(part, numbers) for part in parts)


def _part(part: Part, numbers: Mapping[str, int]) -> str:
    match part:
        case Cite(claims):
            return "".join(f"[^{numbers[claim]}]" for claim in claims)
        case Theirs(text, note):
            return f"“{plain(text)}”" + (f" ({plain(note)})" if note else "")
        case _:
            before, after = (" " if edge.isspace() else "" for edge in (part.text[:1], part.text[-1:]))
            return f"{before}{plain(part.text)}{after if part.text.strip() else ''}"


def _source(source: Source, pages: Mapping[str, str]) -> list[str]:
    facts = [f"    - {label}: {plain(value)} ({plain(how)})" for label, value, how in source.facts]
    return [
        f"{source.number}. [{plain(source.document)}](documents/{pages[source.document]})",
        *facts,
        f"    - original: {plain(source.original)}, SHA-256 `{source.digest}`, read by {plain(source.reader)}",
        f"    - claims: {source.claim_count}; problems: {source.problem_count}",
    ]


def _footnote(footnote: Footnote, pages: Mapping[str, str]) -> str:
    place = [
        plain(footnote.title or footnote.document),
        plain(footnote.publisher),
        plain(footnote.symbol),
        short_date(footnote.said_on),
    ]
    place += [f"¶ {footnote.passage}" if footnote.passage else "", f"p. {footnote.page}" if footnote.page else ""]
    link = f"[{plain(footnote.document)}](documents/{pages[footnote.document]}#{anchor_of(footnote.claim)})"
    note = f" ({plain(footnote.note)})" if footnote.note else ""
    pinned = f"{', '.join(filter(None, place))}. {link}. Claim `{plain(footnote.claim)}`. SHA-256 `{footnote.digest}`."
    return f"[^{footnote.number}]: “{plain(footnote.quote)}”{note}: {pinned}"
