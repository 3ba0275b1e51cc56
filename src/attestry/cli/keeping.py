"""Making, checking and mending a case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from attestry.workspace import Case

Folder = Annotated[Path, typer.Argument(metavar="CASE", help="The folder of the case.")]


def opened(folder: Path) -> Case:
    """The case in *folder*, open."""
    import attestry
    return attestry.open(folder)


def init(case: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make the case in.")]) -> None:
    """Make a new, empty case.

    A case is one folder, originals included: copy it and you have everything.
    """
    import attestry

    with attestry.init(case) as made:
        print(f"Case {case} is made. Its log's public key, to be published where nobody can change it unseen:\n{made.key}")
    print(f"Next: attestry add {case} FILE…")


def verify(
    case: Folder,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a check.")] = False,
    against: Annotated[Path | None, typer.Option(help="A checkpoint kept elsewhere; the log must have grown out of it.")] = None,
) -> None:
    """Check that nothing was changed or taken away.

    The log, its signatures, the originals, and whether every quotation stands where it is said to stand.

    Exit status: 0 every check held; 10 something was changed; 11 something is missing that nobody redacted; 12 all holds, but no
    checkpoint is kept elsewhere; 13 the newest entries are not signed yet; 20 a check could not be made.
    """
    with opened(case) as held:
        checked = held.verify(against=against.read_text(encoding="utf-8") if against else None)
    for check in checked.checks:
        print(json.dumps(check, ensure_ascii=False) if as_json else check)
    raise typer.Exit(checked.status)


def rebuild(case: Folder) -> None:
    """Make the tables that follow from the log anew."""
    with opened(case) as held:
        print(f"Made anew from {held.rebuild():,} entries of the log.")


def doctor() -> None:
    """Say what this machine has, and what would help."""
    from attestry.workspace import examined

    for name, found, advice in examined():
        print(f"{name:<12} {found}" + (f"\n{'':<12} {advice}" if advice else ""))
