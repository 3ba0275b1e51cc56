"""Making, checking and mending a case."""

from __future__ import annotations

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
    blobs: Annotated[bool, typer.Option("--blobs", help="Hash every original anew, not only look for it.")] = False,
    replay: Annotated[bool, typer.Option("--replay", help="Make the tables of what stands anew and compare.")] = False,
    tail: Annotated[bool, typer.Option("--tail", help="Only what came since the last verification that held.")] = False,
    against: Annotated[list[Path] | None, typer.Option(
        metavar="FILE", help="A checkpoint or a public key that was kept elsewhere; may be repeated.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a check.")] = False,
) -> None:
    """Check that nothing was changed or taken away.

    The log, its signatures, the originals, and whether every quotation stands where it is said to stand.

    Exit status: 0 every check held; 10 something was changed; 11 something is missing that nobody redacted; 12 all holds, but no
    checkpoint kept elsewhere was given; 13 the newest entries are not signed; 20 a check could not be made.
    """
    from attestry.cli.printing import facts

    notes = [_kept_elsewhere(path) for path in against or []]
    with opened(case) as held:
        found = held.verify(blobs=blobs, replay=replay, tail=tail, against=notes)
    if as_json:
        print(*found.lines(), sep="\n")
    else:
        rows = [(check.name, f"{OUTCOMES[check.outcome.name]:<12} {check.count:>7,}  {check.says}") for check in found.checks]
        facts(rows)
        print(f"\nLog {found.origin}, {found.size:,} entries: {VERDICTS[found.outcome.name]}")
    raise typer.Exit(int(found.outcome))


OUTCOMES = {"HELD": "held", "TAMPERED": "CHANGED", "MISSING": "MISSING", "UNANCHORED": "not anchored", "UNSIGNED": "not signed",
            "NOT_RUN": "not run"}
VERDICTS = {
    "HELD": "every check held.",
    "TAMPERED": "something is not what was signed.",
    "MISSING": "something is gone that nobody redacted.",
    "UNANCHORED": "all holds, as far as this folder alone can tell.",
    "UNSIGNED": "all holds, but the newest entries are not signed; any command that writes signs them.",
    "NOT_RUN": "a check could not be made.",
}


def _kept_elsewhere(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        from attestry.model.errors import WrongCall
        found = getattr(fault, "strerror", None) or "no text"
        raise WrongCall(f"{path}: {found}; a checkpoint or a public key is expected") from None


def checkpoint(case: Folder) -> None:
    """Print the signed head of the log.

    Keep it where whoever holds the case cannot change it; `attestry verify --against` holds the log against it.
    """
    with opened(case) as held:
        print(held.checkpoint(), end="")


def prove(
    case: Folder,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id, or its first digits.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="The folder to write into.")],
    original: Annotated[bool, typer.Option("--original", help="Put the original document there too.")] = False,
) -> None:
    """Write what a stranger needs to check a claim.

    The entry of the log that holds it, its words, and the proof that it stands there; a README says how to check them without us.
    """
    with opened(case) as held:
        for path in held.prove(claim, out, originals=original):
            print(path)


def rebuild(case: Folder) -> None:
    """Make the tables that follow from the log anew."""
    with opened(case) as held:
        print(f"Made anew from {held.rebuild():,} entries of the log.")


def doctor() -> None:
    """Say what this machine has, and what would help."""
    from attestry.workspace import examined

    for name, found, advice in examined():
        print(f"{name:<12} {found}" + (f"\n{'':<12} {advice}" if advice else ""))
