"""`attestry add`: documents go in, one line comes out for each that could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from attestry.model.text import Problem
    from attestry.workspace import Added, Case, Source

Folder = Annotated[Path, typer.Argument(metavar="CASE", help="The folder of the case.")]


MANY = 20                           # documents, from which on the speed of the parser is worth a word


class Rendering(StrEnum):
    """Whose words a text is in."""

    ORIGINAL = "original"
    OFFICIAL = "official-translation"
    MACHINE = "machine-translation"


def add(
    case: Folder,
    paths: Annotated[list[str] | None, typer.Argument(
        metavar="PATH…", help="Files, folders, globs, or - for standard input.")] = None,
    manifest: Annotated[Path | None, typer.Option(help="A TOML file that lists documents and what is known of each.")] = None,
    speaker: Annotated[str, typer.Option(help="Whose words the document is: a State, or Name (State).")] = "",
    publisher: Annotated[str, typer.Option(help="Who put it out.")] = "",
    date: Annotated[str, typer.Option(help="When it was said or put out: YYYY-MM-DD.")] = "",
    url: Annotated[str, typer.Option(help="Where it was found.")] = "",
    symbol: Annotated[str, typer.Option(help="Its document symbol, such as S/PV.9768.")] = "",
    language: Annotated[str, typer.Option(help="The language of the text: en, ru, ko, …")] = "",
    rendering: Annotated[Rendering | None, typer.Option(help="Whether these are the speaker's words or a translation.")] = None,
    name: Annotated[str, typer.Option("--id", help="Its name in the case, if not the file's; for one document.")] = "",
    title: Annotated[str, typer.Option(help="Its title.")] = "",
    workers: Annotated[int | None, typer.Option(
        min=0, help="Processes that read at the same time; as many as there are processors. 0: only this one.")] = None,
) -> None:
    """Keep documents, read them, log their claims.

    What you say of a document wins over what its text says of itself. A document that is in the case already is not read
    again: that it came once more is recorded. Whatever cannot be read is named on standard error and recorded; the rest goes
    through, and the exit status is 1.
    """
    from attestry.cli import gather
    from attestry.model.errors import WrongCall
    from attestry.workspace import checked

    facts = {"speaker": speaker, "publisher": publisher, "date": date, "url": url, "symbol": symbol, "language": language,
             "rendering": rendering.value if rendering else "", "title": title}
    given = checked("attestry add", {key: value for key, value in facts.items() if value})
    if not paths and not manifest:
        raise WrongCall("attestry add: no document was named; expected PATH…, - for standard input, or --manifest FILE")
    if manifest and given:
        options = ", ".join(f"--{key}" for key in given)
        raise WrongCall(f"attestry add: {options} with --manifest; one of the two is expected; let the manifest say it")
    named: list[Source | Problem] = list(gather.sources(paths or [], given))
    if name:
        named = gather.called(named, name)
    if manifest:
        named += gather.manifest(manifest)
    _go(case, named, workers)


def _go(folder: Path, named: list[Source | Problem], workers: int | None) -> None:
    """Add what is named, say what becomes of it, and leave with status 1 if any words could not be read."""
    from attestry.cli.keeping import opened
    from attestry.cli.printing import complain, on_terminal
    from attestry.model.text import Problem
    from attestry.workspace import examined

    missing = [each for each in named if isinstance(each, Problem)]
    there = [each for each in named if not isinstance(each, Problem)]
    for problem in missing:
        complain(problem)
    if len(there) >= MANY:
        for name, found, advice in examined():
            if name == "parser" and advice:
                complain(f"the parser runs {found}; {advice}")
    told = Tally()
    with opened(folder) as case:
        for added in (_shown(case, there, workers) if on_terminal() else case.add_all(there, workers=workers)):
            told.count(added)
            for problem in added.problems:
                complain(problem)
            if not on_terminal():
                print(line(added), flush=True)
    print(told)
    if missing or told.unread or told.partly:
        raise typer.Exit(1)


class Tally:
    """What came of an `add`, counted."""

    def __init__(self) -> None:
        self.documents = self.again = self.unread = self.partly = self.claims = self.problems = 0

    def count(self, added: Added) -> None:
        """Count what came of one document."""
        self.documents += added.document is not None and not added.again
        self.again += added.again
        self.unread += added.document is None and not added.again
        self.partly += added.document is not None and not added.whole
        self.claims += added.claims
        self.problems += len(added.problems)

    def __str__(self) -> str:
        from attestry.cli.printing import counted
        parts = [f"{counted(self.documents, 'document')} added", f"{counted(self.claims, 'claim')} read"]
        if self.again:
            parts.append(f"{self.again:,} here already")
        if self.unread:
            parts.append(f"{self.unread:,} not read")
        if self.partly:
            parts.append(f"{self.partly:,} read in part")
        if self.problems:
            parts.append(counted(self.problems, "problem"))
        return ", ".join(parts) + "."


def line(added: Added) -> str:
    """What came of one document, in a line."""
    from attestry.cli.printing import counted, shown
    place = shown(added.place)
    if added.again:
        return f"{place}: here already{f', as {shown(added.name)}' if added.name else ''}; that it came again is recorded"
    if added.document is None:
        return f"{place}: not read"
    return f"{place}: {shown(added.name)}, {counted(added.claims, 'claim')}"


def _shown(case: Case, there: list[Source], workers: int | None) -> Iterator[Added]:
    """What comes of each of *there*, under a bar that tells how far the work has come."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task("reading", total=len(there))
        for added in case.add_all(there, workers=workers):
            bar.update(task, advance=1, description=f"reading {added.name[:40]}")
            yield added
