"""The command line: what was typed turned into calls of the workspace, and what they give into words.

Nothing is imported before it is needed, so that `--help` is there at once. Exit status: 0 all well, 1 something could not be
read or was not found, 2 the call itself cannot be; `verify` has its own (see there).
"""

from __future__ import annotations

import sys

import typer

from attestry.cli import adding, asking, keeping, telling

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
                  help="An evidence ledger: who says what, how firmly, and where it stands written.")

app.command()(keeping.init)
app.command()(adding.add)
app.command()(asking.documents)
app.command()(asking.claims)
app.command()(asking.show)
app.command()(asking.explain)
app.command()(asking.leads)
app.command()(asking.problems)
app.command()(telling.overview)
app.command()(telling.allegations)
app.command()(telling.estimates)
app.command()(telling.provisions)
app.command()(telling.report)
app.command()(keeping.verify)
app.command()(keeping.checkpoint)
app.command()(keeping.prove)
app.command()(keeping.rebuild)
app.command()(keeping.doctor)


@app.callback(invoke_without_command=True)
def top(version: bool = typer.Option(False, "--version", help="Say which version this is, and stop.")) -> None:
    """An evidence ledger: who says what, how firmly, and where it stands written."""
    if version:
        from attestry import __version__
        print(f"attestry {__version__}")
        raise typer.Exit


def run() -> None:
    """Run the command line; what attestry raises on purpose becomes one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    from attestry.model.errors import AttestryError, WrongCall
    try:
        app()
    except WrongCall as wrong:
        sys.exit(_said(wrong, 2))
    except AttestryError as told:
        sys.exit(_said(told, 1))
    except BrokenPipeError:             # whoever read our output has seen enough: `attestry claims case | head`
        sys.stderr.close()
        sys.exit(0)


def _said(told: Exception, status: int) -> int:
    print(f"attestry: {' '.join(str(told).split())}", file=sys.stderr)
    return status
