"""What the claims of a case come to: allegations, estimates, the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from attestry.cli.keeping import Folder

if TYPE_CHECKING:
    from attestry.model.claim import Claim, ClaimId


def overview(case: Folder) -> None:
    """Say on one screen what a case holds."""
    from attestry.cli import overview
    from attestry.cli.keeping import opened

    with opened(case) as held:
        overview.tell(held)


def allegations(case: Folder) -> None:
    """List what is alleged, by whom, denied by whom.

    With the provisions that it would fall under; whether it does is for others to decide.
    """
    from attestry.cli.keeping import opened

    with opened(case) as held:
        found = held.weigh().findings
        by_id = {claim.id: claim for claim in held.claims()}
    rows = [(finding.title, *(_holders(claims, by_id) for claims in (finding.affirmed, finding.denied, finding.uncommitted)),
             str(len(finding.roots)), ", ".join(match.provision for match in finding.matches if match.fit == "direct"))
            for finding in found]
    heads = ("what is alleged", "affirmed by", "denied by", "left open by", "roots", "would fall under")
    _told(heads, rows, "No two claims here speak of one act.")


def _holders(claims: Sequence[ClaimId], by_id: Mapping[ClaimId, Claim]) -> str:
    from attestry.cli.printing import called
    return ", ".join(dict.fromkeys(called(by_id[each].holder.name) for each in claims if each in by_id))


def estimates(case: Folder) -> None:
    """List who says how many.

    Series by series, as each holder bounded it; nothing is averaged or added up.
    """
    from attestry.cli.keeping import opened

    with opened(case) as held:
        found = held.estimates()
    _told(found.head, found.rows, "Nobody gives a number here.")


def provisions(case: Folder) -> None:
    """List provisions that acts here, as told, are held against.

    How each would fit, and how many of its elements somebody states; whether it applies is for others to decide.
    """
    from attestry.cli.keeping import opened

    with opened(case) as held:
        found = held.provisions()
    _told(found.head, found.rows, "No act here is such that a provision of the packs would be held against it.")


def _told(heads: Sequence[str], rows: Sequence[tuple[str, ...]], otherwise: str) -> None:
    """*rows* as a table, a repeated first cell left empty; tab-separated when piped."""
    from attestry.cli import printing
    if not printing.on_terminal():
        return printing.lines(rows)
    table = printing.grid(*heads)
    last = ""
    for title, *rest in rows:
        table.add_row("" if title == last else printing.plain(printing.short(title)), *map(printing.plain, rest))
        last = title
    printing.console().print(table if rows else otherwise)


def report(
    case: Folder,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="The folder to write into.")],
    title: Annotated[str, typer.Option(help="The report's title; the case's name if not given.")] = "",
) -> None:
    """Write the report, as HTML and Markdown.

    Every sentence opens to the exact words it rests on; if one does not, no report is written.
    """
    from attestry.cli.keeping import opened

    with opened(case) as held:
        for path in held.report(out, title=title):
            print(path)
