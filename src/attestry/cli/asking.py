"""What a case holds: documents, claims, one claim shown or explained, problems."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from attestry.cli.adding import Folder

Which = Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id, or its first digits.")]


def documents(case: Folder) -> None:
    """List documents, and what is known of each."""
    from attestry.cli import printing
    from attestry.cli.keeping import opened

    with opened(case) as held:
        listed = held.documents()
        counts = held.claims_by_document()
    heads = ("document", "date", "speaker", "publisher", "symbol", "title", "claims", "passages", "SHA-256")
    rows = [(each.name, *(printing.known(fact) for fact in (each.about.date, each.about.speaker, each.about.publisher,
                                                            each.about.symbol, each.about.title)),
             f"{counts.get(each.id, 0):,}", f"{len(each.passages):,}", each.original[:12]) for each in listed]
    if not printing.on_terminal():
        return printing.lines(rows)
    table = printing.grid(*(head for place, head in enumerate(heads) if place not in _empty(rows)))
    for row in rows:
        table.add_row(*(printing.plain(cell) for place, cell in enumerate(row) if place not in _empty(rows)))
    printing.console().print(table)


def _empty(rows: list[tuple[str, ...]]) -> set[int]:
    """The columns in which no row has anything."""
    return {place for place in range(len(rows[0]) if rows else 0) if not any(row[place] for row in rows)}


def claims(
    case: Folder,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Print the interchange record, one JSON object a line.")] = False,
    doc: Annotated[str, typer.Option(help="Only claims of this document.")] = "",
    kind: Annotated[str, typer.Option(help="Only claims of this kind: act, verdict, position, verification.")] = "",
    frame: Annotated[str, typer.Option(help="Only claims of this frame: transfer, deployment, …")] = "",
    holder: Annotated[str, typer.Option(help="Only claims that pass through this holder.")] = "",
) -> None:
    """List claims, in the order of the documents."""
    from attestry.cli import printing
    from attestry.cli.keeping import opened
    from attestry.model.wire import record
    from attestry.workspace import Wanted

    with opened(case) as held:
        found = held.claims(Wanted(document=doc, kind=kind, frame=frame, holder=holder))
        by_id = {each.id: each for each in held.documents()}
    if jsonl:
        for claim in found:
            print(json.dumps(record(claim, by_id[claim.document]), ensure_ascii=False))
        return
    if not printing.on_terminal():
        return printing.lines(printing.row(claim, by_id[claim.document]) for claim in found)
    console = printing.console()
    for document in by_id.values():
        mine = [claim for claim in found if claim.document == document.id]
        if mine:
            console.print(printing.table_of(mine, document), "")
    if not found:
        return console.print("No claim here is like that.")
    console.print(f"{printing.counted(len(found), 'claim')}. More of one: attestry show {case} {found[0].id[:printing.SHORT]}")


def show(case: Folder, claim: Which) -> None:
    """Show a claim, its words in their place."""
    from attestry.cli import printing
    from attestry.cli.keeping import opened
    from attestry.workspace import firmly

    with opened(case) as held:
        found = held.claim(claim)
        document = held.document(found.document)
    about, console = document.about, printing.console()
    console.print(printing.in_context(document, found.span))
    print()
    printing.facts([
        ("claim", found.id),
        ("who", printing.chain(found)),
        ("how", f"{firmly(found)} ({found.basis}, {found.certainty}, {found.polarity}, {found.mode})"),
        ("what", f"{found.kind}, {found.frame}"),
        *((name, f"{', '.join(filler.values)}  {printing.quoted(document.words(filler.span))}") for name, filler in found.roles),
        *(("how many" if not number else "", f"{words}  {printing.quoted(document.words(counted.span))}")
          for number, (words, counted) in enumerate(zip(printing.numbers(found), found.quantities, strict=True))),
        *([("when", f"{found.when.period}  {printing.quoted(document.words(found.when.span))}")] if found.when else []),
        ("words", f"{document.name}, {printing.place(document, found.span)}, code points {found.span.start}–{found.span.end}"),
        ("document", printing.described(about, ", ")),
        ("original", f"SHA-256 {document.original}"),
    ])


def explain(case: Folder, claim: Which) -> None:
    """Say why a claim was read.

    The marks, the tree of its sentence, the way through it, the rules.
    """
    from attestry.cli import printing
    from attestry.cli.keeping import opened

    with opened(case) as held:
        found = held.claim(claim)
        document = held.document(found.document)
        tree = held.tree(found)
    printing.facts([("claim", found.id), ("reads", f"{printing.chain(found)}: {printing.roles(found)}")])
    if found.derivation is None:
        return print("No derivation was kept with this claim.")
    sentence = document.words(found.derivation.sentence)
    printing.facts([("reader", found.derivation.reader), ("sentence", printing.quoted(sentence))])
    print(f"\n{tree}\n")
    rows = [(printing.quoted(document.words(step.span)), step.says, step.rule) for step in found.derivation.steps]
    if not printing.on_terminal():
        return printing.lines(rows)
    table = printing.grid("words", "read as", "by rule")
    for row in rows:
        table.add_row(*map(printing.plain, row))
    printing.console().print(table)


def problems(case: Folder) -> None:
    """List what could not be read, and the mend."""
    from attestry.cli import printing
    from attestry.cli.keeping import opened

    with opened(case) as held:
        found = held.problems()
    if not printing.on_terminal():
        return printing.lines((each.kind, each.where, each.says, each.mend) for each in found)
    table = printing.grid("where", "what was found", "what would mend it")
    for each in found:
        table.add_row(*map(printing.plain, (each.where, each.says, each.mend)))
    printing.console().print(table if found else "Nothing was left unread.")


