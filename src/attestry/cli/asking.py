"""What a case holds: documents, claims, one claim shown or explained, leads, problems."""

from __future__ import annotations

import json
from typing import Annotated, cast

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

    with opened(case) as held:
        found = held.claim(claim)
        explained, document = held.explained(found), held.document(found.document)
    printing.console().print(printing.in_context(explained.context))
    print()
    printing.facts([
        ("claim", found.id), *map(printing.told, explained.read), ("place", explained.context.place),
        ("document", printing.described(document.about, ", ")), ("original", f"SHA-256 {document.original}"),
    ])


def explain(case: Folder, claim: Which) -> None:
    """Say why a claim was read.

    The tree of its sentence, the way through it, the rules and the words they fired on.
    """
    from attestry.cli import printing
    from attestry.cli.keeping import opened

    with opened(case) as held:
        found = held.claim(claim)
        explained, tree = held.explained(found), held.tree(found)
    printing.facts([("claim", found.id), ("reads", f"{printing.chain(found)}: {printing.roles(found)}")])
    print(f"\n{printing.shown(tree)}\n" if tree else "")
    printing.facts(map(printing.told, explained.why))


def leads(
    case: Folder,
    document: Annotated[str, typer.Option(help="Only leads in this document.")] = "",
    kind: Annotated[str, typer.Option(
        help="Only leads of this kind: quantity, allegation, trigger, demand, voice, act, date.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """List what was seen and placed in no claim.

    A lead is a place to look, found anew from the kept text; it says nothing for or against anybody.
    """
    from attestry.cli import printing
    from attestry.cli.keeping import opened
    from attestry.model.wire import to_json

    count = 0
    with opened(case) as held:
        for each, found in held.leads(document, kind):
            count += len(found)
            if held.read_otherwise(each):
                printing.complain(f"{each.name}: its claims were read by another version; these leads are of the one at work now")
            if as_json:
                for lead in found:
                    print(json.dumps({"doc": each.name, **cast(dict[str, object], to_json(lead))}, ensure_ascii=False))
            elif not printing.on_terminal():
                printing.lines(printing.row_of_lead(lead, each) for lead in found)
            else:
                printing.console().print(printing.table_of_leads(found, each), "")
    if printing.on_terminal() and not as_json:
        print(f"{printing.counted(count, 'lead')}. Each is a place to look, and says nothing for or against anybody.")


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


