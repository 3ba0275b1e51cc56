"""How things look on a terminal, and how they read when piped: there no colour, no cutting, one thing a line."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from attestry.model.claim import Claim, Polarity
from attestry.model.lead import Lead
from attestry.model.text import About, Document, Problem, Span, Stated
from attestry.workspace import InContext, Line, firmly, interval

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

SHORT = 10                          # digits of an id on screen: two of a million claims share them once in two cases
TITLE = 72                          # characters of an allegation's title on a screen
TITLEST = 150                        # columns; lines longer than this are not read but searched


def on_terminal() -> bool:
    """Whether a person reads standard output as it comes."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def console(*, errors: bool = False) -> Console:
    """Where words go: standard output, or standard error; never coloured unless a person reads it there."""
    from rich.console import Console
    found = Console(stderr=errors, highlight=False, soft_wrap=not on_terminal())
    if found.is_terminal and found.width > TITLEST:
        found.width = TITLEST
    return found


def complain(problem: Problem | str) -> None:
    """One line on standard error, at once."""
    print(flat(str(problem)), file=sys.stderr, flush=True)


def flat(words: str) -> str:
    """*words* on one line, for the eye only; the exact ones stand in the record."""
    return shown(" ".join(words.split()))


def shown(words: str) -> str:
    """*words*, with signs that would steer a terminal or turn its writing round shown instead of obeyed."""
    return "".join(sign if sign.isprintable() or sign == "\n" else f"\\u{ord(sign):04x}" for sign in words)


def quoted(words: str) -> str:
    """*words* as a quotation on one line."""
    return f"“{flat(words)}”"


def known(stated: Stated | None) -> str:
    """What is known, or nothing."""
    return stated.value if stated else ""


def described(about: About, between: str) -> str:
    """What is known of a document, on one line."""
    return between.join(filter(None, map(known, (about.title, about.speaker, about.publisher, about.symbol, about.date))))


def counted(count: int, noun: str) -> str:
    """*count* with its *noun*: "1 claim", "2,104 claims"."""
    return f"{count:,} {noun}{'s' * (count != 1)}"


def short(title: str) -> str:
    """*title* for a narrow place on a screen; piped, it is whole."""
    return title if len(title) <= TITLE else title[:TITLE].rpartition(" ")[0].rstrip(",;:") + " …"


def lines(rows: Iterable[Sequence[object]]) -> None:
    """*rows* for a program: tab-separated, one a line."""
    for row in rows:
        print("\t".join(flat(str(cell)) for cell in row))


def grid(*heads: str, title: str = "") -> Table:
    """An empty table under *heads*, ruled by one line."""
    from rich import box
    from rich.table import Table
    return Table(*heads, box=box.SIMPLE_HEAD, title=title or None, title_justify="left", title_style="bold", header_style="dim",
                 pad_edge=False, padding=(0, 2, 0, 0), show_edge=False, expand=False)


def facts(pairs: Iterable[tuple[str, str]]) -> None:
    """Print names on the left and what they stand for on the right; nothing is cut, and nothing is broken when piped."""
    told = [(name, words) for name, words in pairs if words]
    left = max((len(name) for name, _ in told), default=0)
    if not on_terminal():
        for name, words in told:
            print(f"{name:<{left}}  {shown(words)}")
        return
    from rich.table import Table
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, words in told:
        table.add_row(name, plain(words))
    console().print(table)


# ---- claims

def chain(claim: Claim) -> str:
    """Everybody through whose hands the words came, outermost first."""
    return shown(" > ".join(called(holder.name) for holder in claim.chain))


def called(name: str) -> str:
    """A holder's name for people: "unnamed media" for "?media"."""
    return f"unnamed {name[1:]}".replace("unnamed unnamed", "unnamed source") if name.startswith("?") else name


def roles(claim: Claim) -> str:
    """Who did what to whom, as far as the words say: "transfer: DPRK → Russia · shipping containers"."""
    filled = {name: " and ".join(filler.values) for name, filler in claim.roles}
    parties = " → ".join(filled.pop(name) for name in ("agent", "recipient") if name in filled)
    if claim.role("agent") is None and parties:
        parties = f"→ {parties}"
    rest = [filled.pop("item", ""), *(f"{name} {words}" for name, words in filled.items())]
    return shown(": ".join(filter(None, (claim.frame, " · ".join(filter(None, [parties, *rest]))))))


def numbers(claim: Claim) -> list[str]:
    """Each quantity with its unit: "more than 20,000 container"."""
    return [f"{interval(each.quantity)} {each.quantity.unit or each.of}" + (" (a part)" if each.part_of else "")
            for each in claim.quantities]


def row(claim: Claim, document: Document) -> tuple[str, ...]:
    """*claim* as the cells of one line: id, document, place, holders, how firmly, what, how many, when, words."""
    return (claim.id[:SHORT], document.name, place(document, claim.span), chain(claim), firmly(claim), roles(claim),
            "; ".join(numbers(claim)), str(claim.when.period) if claim.when else "", quoted(claim.quote))


def place(document: Document, span: Span) -> str:
    """Where *span* stands, for a reader: "p. 3 ¶12"."""
    passage = document.passage_at(span.start)
    if passage is None:
        return ""
    return f"p. {passage.page} ¶{passage.number}" if passage.page else f"¶{passage.number}"


def table_of(claims: Sequence[Claim], document: Document) -> Table:
    """The claims of one document, in reading order, as a table to be read."""
    table = grid(title=f"{document.name}  [not bold]{plain(described(document.about, ' · '))}[/]")
    table.add_column("claim", no_wrap=True, style="dim")
    table.add_column("at", no_wrap=True)
    table.add_column("who says so, and how", ratio=26)
    table.add_column("what", ratio=30)
    table.add_column("in these words", ratio=44)
    for claim in claims:
        table.add_row(claim.id[:SHORT], place(document, claim.span), who(claim), what(claim), plain(quoted(claim.quote)))
    return table


def row_of_lead(lead: Lead, document: Document) -> tuple[str, ...]:
    """*lead* as the cells of one line: document, place, kind, words, why, what was looked for, the sentence."""
    return (document.name, place(document, lead.span), lead.kind, quoted(lead.quote), lead.reason, lead.sought,
            quoted(document.words(lead.sentence)))


def table_of_leads(leads: Sequence[Lead], document: Document) -> Table:
    """The leads of one document, in reading order: each sentence once, its leads below each other."""
    table = grid(title=f"{document.name}  [not bold]{plain(described(document.about, ' · '))}[/]")
    table.add_column("at", no_wrap=True)
    table.add_column("in this sentence", ratio=50)
    table.add_column("kind", no_wrap=True)
    table.add_column("why no claim", ratio=30)
    table.add_column("looked for", ratio=20)
    last: Span | None = None
    for lead in leads:
        fresh = lead.sentence != last
        table.add_row(place(document, lead.span) if fresh else "", plain(flat(document.words(lead.sentence))) if fresh else "",
                      lead.kind, plain(lead.reason), plain(lead.sought))
        last = lead.sentence
    return table


def who(claim: Claim) -> Text:
    """The holders and how the innermost puts it; a denial stands out, in words and in colour."""
    from rich.text import Text
    denied = claim.polarity is Polarity.DENIES
    return Text.assemble((chain(claim), "bold"), " ", (firmly(claim), "red" if denied else "dim"))


def what(claim: Claim) -> Text:
    """The act or stance, its parties, numbers and time."""
    from rich.text import Text
    more = "; ".join([*numbers(claim), *([str(claim.when.period)] if claim.when else [])])
    return Text.assemble(roles(claim), *([("\n" + more, "cyan")] if more else []))


def plain(words: str) -> str:
    """*words* with nothing in them that could be taken for markup."""
    from rich.markup import escape
    return escape(shown(words))


def told(line: Line) -> tuple[str, str]:
    """One line of an explanation: its label, and what it says with the words it says it of."""
    return line.label, f"{line.says}   {quoted(line.words)}" if line.words else line.says


def in_context(context: InContext) -> Text:
    """Words with their neighbours, the words themselves bold."""
    from rich.text import Text
    return Text.assemble((_spaced(context.before), "dim"), (_spaced(context.quote), "bold"), (_spaced(context.after), "dim"))


def _spaced(words: str) -> str:
    """*words* with line breaks as spaces; the spaces at either end stay."""
    return shown(re.sub(r"\s+", " ", words))
