"""Whatever the text, the reader ends, shows what it claims, gives the same again, and works in proportion to its length."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attestry.extracting.by_grammar import LONGEST, Grammar
from attestry.extracting.parsing.parser import default_parser
from attestry.extracting.parsing.tokens import Token
from attestry.extracting.parsing.tree import Tree
from attestry.line import extract_alone
from attestry.model.errors import Unreadable
from attestry.model.lead import Extraction
from attestry.model.text import Document, Span
from attestry.model.wire import from_json, to_json
from attestry.reference.pack import load
from attestry.workspace import read

SENTENCE = "The DPRK has sent Russia more than 20,000 rockets since May 2024, the envoy said."
WORDS = st.sampled_from([*"""
    the a and or of to by from with in on that which who not no never must should will may has have had been is was were be it
    its they them he she we our us I two said says told denied claims according reportedly if unless until while sent send
    supply supplied launched tested condemned condemn violated violation violates transfer deployment attack war signed
    agreement vote vetoed training missiles rockets soldiers troops munitions barrels oil containers resolution 2270 (2016)
    Council Russia DPRK Iran France Japan Kyiv Mr. Mrs. Kim Wood Ambassador Minister Secretary-General KCNA 20,000 340 1.5
    million dozens tens thousands more less than at least some about between up May 2024 yesterday Tuesday last year since June
    12 % $ “ ” " ' ’ « » ( ) [ ] , ; : . ! ? … – — - / 's n't U.S. U.N. e.g. 🚀 𝔘𝔫𝔦𝔱 é Россия 미사일 法国
""".split(), "\n", "\n\n", "\t", "\u0301", "\u200b", "\u202e", "\xad"])  # noqa: SIM905
PROSE = st.lists(WORDS, max_size=60).map(" ".join)
ANYTHING = st.text(st.characters(exclude_categories=("Cs",)), max_size=200)
NESTED = st.lists(st.sampled_from(["“", "”", "«", "»", '"', "(", ")", "‘", "’", "he said: ", SENTENCE]), max_size=80).map("".join)
TEXTS = st.one_of(PROSE, ANYTHING, NESTED, st.tuples(PROSE, ANYTHING, PROSE).map("\n\n".join))
MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


def document(text: str) -> Document | None:
    """The document that *text* makes as a file, or None where it is refused."""
    try:
        return read("note.txt", data=text.encode(), date="2024-06-01", speaker="Japan")
    except Unreadable:
        return None


def check(found: Document) -> Extraction:
    """What is read in *found*, once each of its words stands at its span."""
    extraction = extract_alone(found)
    for claim in extraction.claims:
        assert claim.quote and found.text[claim.span.start:claim.span.end] == claim.quote
        spans = [*(filler.span for _, filler in claim.roles), *(one.span for one in claim.quantities),
                 *(holder.words for holder in claim.chain if holder.words)]
        assert all(0 <= span.start < span.end <= len(found.text) for span in spans)
    for lead in extraction.leads:
        assert lead.quote and found.text[lead.span.start:lead.span.end] == lead.quote
        assert 0 <= lead.sentence.start < lead.sentence.end <= len(found.text)
    return extraction


# ---- any text at all

@MANY
@given(TEXTS)
def test_any_text_is_read_and_each_quote_stands_at_its_span(text: str):
    found = document(text)

    if found is not None:
        check(found)


@MANY
@given(TEXTS)
def test_the_same_bytes_give_the_same_claims_ids_and_leads(text: str):
    first, second = document(text), document(text)

    assert first == second
    if first is not None and second is not None:
        assert extract_alone(first) == extract_alone(second)


@MANY
@given(PROSE)
def test_what_is_read_travels_as_json_and_comes_back(text: str):
    found = document(text)
    extraction = extract_alone(found) if found is not None else Extraction()

    assert extraction == from_json(Extraction, json.loads(json.dumps(to_json(extraction))))


def test_another_grammar_over_the_same_packs_reads_the_same():
    found = document("\n\n".join([SENTENCE, "Iran rebuilt the shipyard.", "France condemned the strike."]))

    assert found is not None
    assert Grammar(load()).read(found) == Grammar(load()).read(found) == extract_alone(found)


@MANY
@given(st.lists(st.sampled_from("🛰🚀𝔘𝔫𝔦𝔱😀𐍈"), min_size=1, max_size=40).map("".join))
def test_signs_beyond_the_basic_plane_move_every_place_by_their_number(signs: str):
    plain, moved = document(f"Note.\n\n{SENTENCE}"), document(f"Note {signs}.\n\n{SENTENCE}")

    assert plain is not None and moved is not None
    by = len(signs) + 1
    before, after = check(plain), check(moved)
    assert [(claim.quote, claim.span.start + by) for claim in before.claims] == [
        (claim.quote, claim.span.start) for claim in after.claims]
    assert [(lead.quote, lead.span.start + by) for lead in before.leads] == [
        (lead.quote, lead.span.start) for lead in after.leads]


# ---- texts made to strain a reader; `python tools/strain.py` has them at full size

@pytest.mark.parametrize("text", [
    "20,000 1.5 340 7 " * 2000,
    "20,000 1.5 340 7\n" * 2000,
    "12 " * (LONGEST - 1),
    "the convoy went on and on " * 8000,
    SENTENCE * 50,
    "a" * 200_000,
    "“" * 20_000 + SENTENCE + "”" * 20_000,
    "He said: “" * 3000 + SENTENCE + "”" * 3000,
    "He said that " * 30 + SENTENCE,
    '"' * 40_000,
    "(" * 20_000 + SENTENCE + ")" * 20_000,
    "." * 50_000,
    ". " * 5_000,
    "é" + "\u0301" * 50_000,
    " " * 100_000,
    "\n" * 100_000,
    "Kim Yo Jong Robert Wood " * 2000,
    "and " * (LONGEST - 1),
    "Russia, " * (LONGEST // 2 - 1),
    "of the " * (LONGEST // 2 - 1),
    "not " * (LONGEST - 1),
    "who sent " * (LONGEST // 2 - 1),
    "Ambassador \xad",
], ids=lambda text: f"{text[:16]!r} {len(text)}")
def test_a_text_made_to_strain_a_reader_is_read_or_told_of(text: str):
    found = document(text)

    assert found is None or check(found) is not None


def test_a_line_without_a_stop_is_told_of_once():
    found = document("the convoy went on and on " * 8000)

    assert found is not None
    assert ["long-sentence"] == [problem.kind for problem in extract_alone(found).problems]


# ---- work

@pytest.fixture
def counting() -> Iterator[tuple[Grammar, list[int]]]:
    """A grammar, and the number of tokens in each sentence that it has parsed."""
    lengths: list[int] = []
    parse = default_parser().parse

    def counted(cut: list[Token], known: dict[int, str] | None = None) -> Tree:
        lengths.append(len(cut))
        return parse(cut, known)

    yield Grammar(load(), counted), lengths


def calls(work: Callable[[], object]) -> int:
    """How many functions *work* calls, Python's own included: a measure that no busy machine can change."""
    count = 0

    def seen(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def people(count: int) -> str:
    """As many people, each named in full and then by the family name."""
    names = ["".join("abcdefghij"[int(digit)] for digit in str(number)).capitalize() for number in range(count)]
    return " ".join(f"Mr. Jon Ab{name} spoke. Mr. Ab{name} sent rockets." for name in names)


GROWING: dict[str, Callable[[int], str]] = {
    "sentences in one line": lambda count: f"{SENTENCE} " * count,
    "short paragraphs": lambda count: "It went on.\n\n" * count,
    "paragraphs that are claims": lambda count: f"{SENTENCE}\n\n" * count,
    "full stops": lambda count: ". " * count,
    "people": people,
    "speakers": lambda count: "".join(f"Mr. Wood (United States): France condemned strike {each}.\n\n" for each in range(count)),
    "quotations": lambda count: "“It went on,” the envoy said. " * count,
    "numbers": lambda count: "The convoy carried 340 rocket motors. " * count,
    "paragraphs in other languages": lambda count: "Россия отвергает эти обвинения.\n\nIt went on.\n\n" * count,
}


@pytest.mark.parametrize("kind", GROWING)
def test_twice_the_text_is_no_more_than_twice_the_work(kind: str, counting: tuple[Grammar, list[int]]):
    grammar, lengths = counting
    once, twice = document(GROWING[kind](60)), document(GROWING[kind](120))
    assert once is not None and twice is not None
    grammar.read(twice)                         # whatever is made once is made
    lengths.clear()

    first = calls(lambda: grammar.read(once))
    parsed = sum(lengths)
    second = calls(lambda: grammar.read(twice))

    assert second <= 2.2 * first                # a tenth for what grows with the logarithm, as sorting does
    assert sum(lengths) - parsed <= 2 * parsed + 2 * LONGEST


@pytest.mark.parametrize("kind", GROWING)
def test_reading_twice_the_text_is_no_more_than_twice_the_work(kind: str):
    once, twice = GROWING[kind](60).encode(), GROWING[kind](120).encode()
    read("warm.txt", data=twice)

    assert calls(lambda: read("note.txt", data=twice)) <= 2.2 * calls(lambda: read("note.txt", data=once))


# ---- files made to deceive

MAKER = Path(__file__).parents[3] / "shared" / "hostile" / "make_hostile.py"


@pytest.mark.skipif(not MAKER.is_file(), reason=f"the maker of hostile files is not at {MAKER.name} beside this checkout")
def test_every_hostile_file_that_makes_a_document_is_read_for_claims(tmp_path: Path):
    subprocess.run([sys.executable, str(MAKER), str(tmp_path), "--scale", "0.01"], check=True, capture_output=True)
    listed = json.loads((tmp_path / "manifest.json").read_text())["items"]
    documents = 0
    for item in listed:
        path = tmp_path / item["file"]
        if path.is_file():
            try:
                found = read(path)
            except Unreadable:
                continue
            documents += 1
            extraction = check(found)
            assert extraction == extract_alone(found), item["id"]

    assert documents > 20


def test_a_span_of_a_lead_lies_in_its_sentence():
    found = document("The convoy carried 340 rocket motors. 🚀 Iran rebuilt the shipyard.")

    assert found is not None
    assert all(lead.sentence.holds(lead.span) and isinstance(lead.span, Span) for lead in extract_alone(found).leads)
