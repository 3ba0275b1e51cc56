"""A report as HTML and Markdown: complete, readable anywhere, and nothing in a source can become markup."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import lxml.html
from markdown_it import MarkdownIt

from attestry.model.claim import Claim, Polarity
from attestry.model.text import Span
from attestry.reporting.html import document_page, page_names, report_page, write
from attestry.reporting.markdown import plain, report_text
from attestry.reporting.outline import outline

HOSTILE = '<script>alert(1)</script> [x](javascript:alert) **bold** `code` | ” &amp; <img src=x onerror=1> \u202e'


def report_of(case):
    return outline(case.findings, case.standing, case.reference, title="A report", at=case.at, log=("vkey attestry/test+1",))


def hostile(case):
    """*case* with a hostile news document: the words of its claims moved behind markup that tries to break out."""
    news = case.document("news")
    moved = replace(news, text=HOSTILE + news.text, passages=(replace(news.passages[0], span=Span(0, len(HOSTILE))), *(
        replace(each, span=Span(each.span.start + len(HOSTILE), each.span.end + len(HOSTILE))) for each in news.passages[1:])))
    claims = []
    for claim in case.standing.claims:
        if claim.document == news.id:
            span = Span(0, claim.span.end + len(HOSTILE))
            claim = replace(claim, span=span, quote=moved.text[span.start:span.end])
        claims.append(claim)
    documents = tuple(moved if each.id == news.id else each for each in case.standing.documents)
    return replace(case, standing=replace(case.standing, documents=documents, claims=tuple(claims)))


def test_writing_gives_a_page_a_text_and_a_page_for_each_document(case, tmp_path: Path):
    paths = write(report_of(case), tmp_path / "out")

    assert [path.relative_to(tmp_path / "out").as_posix() for path in paths] == [
        "report.html", "report.md", "documents/statement.html", "documents/news.html", "documents/wire.html"]
    assert all(path.stat().st_size > 500 for path in paths)


def test_every_footnote_opens_to_the_exact_words_on_its_documents_page(case, tmp_path: Path):
    write(report_of(case), tmp_path)
    page = lxml.html.parse(str(tmp_path / "report.html"))

    links = page.xpath('//ol[@class="notes"]//span[@class="pin"]/a[1]/@href')
    quotes = page.xpath('//ol[@class="notes"]/li/q')
    assert len(links) == len(quotes) == 6
    for link, quote in zip(links, quotes, strict=True):
        name, _, anchor = link.partition("#")
        document = lxml.html.parse(str(tmp_path / name))
        assert document.xpath(f'//*[@id="{anchor}"]')
        marked = document.xpath(f'//*[contains(concat(" ", @class, " "), " k-{anchor} ")]')
        assert "".join(part.text_content() for part in marked) == quote.text_content()


def test_every_mark_leads_to_a_footnote_and_every_footnote_back(case):
    page = lxml.html.fromstring(report_page(report_of(case)))

    marks = {mark.lstrip("#") for mark in page.xpath('//sup[@class="fn"]/a/@href')}
    assert marks == set(page.xpath('//ol[@class="notes"]/li/@id'))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {back.lstrip("#") for back in page.xpath('//a[@class="back"]/@href')} <= set(ids)


def test_the_page_needs_nothing_from_outside_and_runs_nothing(case):
    page = report_page(report_of(case))

    assert "<script" not in page and "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'" in page
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)


def test_source_text_cannot_become_markup_in_html(case):
    harmed = hostile(case)
    report = report_of(harmed)
    news = harmed.document("news")
    claims = [claim for claim in harmed.standing.claims if claim.document == news.id]

    for page in (report_page(report), document_page(news, claims, report=report)):
        tree = lxml.html.fromstring(page)
        assert not tree.xpath("//script | //img | //*[@onerror]")
        assert HOSTILE.split(" ", maxsplit=1)[0] in tree.text_content()


def test_source_text_cannot_become_markup_in_markdown(case):
    harmed = hostile(case)
    text = report_text(report_of(harmed), page_names([document.name for document in harmed.standing.documents]))
    tokens = [token for block in MarkdownIt("gfm-like", {"linkify": False}).parse(text) for token in (block.children or [block])]

    code = {token.content for token in tokens if token.type == "code_inline"}
    assert not [token for token in tokens if token.type in ("html_inline", "html_block", "image")]
    assert all(len(digest) == 64 for digest in code)      # digests are the only code, and they are ours
    links = [token.attrs["href"] for token in tokens if token.type == "link_open"]
    assert links and all(str(link).startswith("documents/") for link in links)


def test_markdown_signs_are_put_behind_a_backslash_and_words_are_left_alone():
    assert plain("more than 11,000 troops (of whom 400)") == "more than 11,000 troops (of whom 400)"
    assert plain("a*b [c](d) <e> f|g https://h") == "a\\*b \\[c\\](d) \\<e\\> f\\|g https\\://h"
    assert plain("1. first") == "1\\. first"
    assert plain("two\nlines") == "two lines"
    assert plain("000\u202e31") == "000⟨U+202E⟩31"


def test_markdown_and_html_carry_the_same_footnotes(case):
    report = report_of(case)
    text = report_text(report, page_names([document.name for document in case.standing.documents]))

    assert re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE) == [str(footnote.number) for footnote in report.footnotes]
    assert all(footnote.digest in text and footnote.digest in report_page(report) for footnote in report.footnotes)


def test_a_documents_page_keeps_its_text_code_point_for_code_point(case):
    report = report_of(case)
    for document in case.standing.documents:
        claims = [claim for claim in case.standing.claims if claim.document == document.id]
        page = lxml.html.fromstring(document_page(document, claims, report=report))

        shown = [paragraph.text_content() for paragraph in page.xpath('//p[@class="src"]')]
        assert shown == [document.words(passage.span) for passage in document.passages]


def test_claims_that_overlap_lie_in_lanes_of_their_own(case):
    news = case.document("news")
    first = case.claims["soldiers"]

    def moved(letter: str, start: int, end: int, **changed) -> Claim:
        span = Span(first.span.start + start, first.span.start + end)
        return replace(first, id=letter * 64, span=span, quote=news.words(span), **changed)

    inner, crossing = moved("a", 4, 20), moved("b", 10, len(first.span) + 30, polarity=Polarity.DENIES)

    page = lxml.html.fromstring(document_page(news, [first, inner, crossing], report=report_of(case)))

    for claim in (first, inner, crossing):
        marked = page.xpath(f'//*[contains(concat(" ", @class, " "), " k-c-{claim.id} ")]')
        lanes = {lane for part in marked for lane in part.get("class").split() if re.fullmatch(r"l\d", lane)}
        # the crossing claim runs over the end of its passage: the line break between passages is marked in neither
        assert "".join(part.text_content() for part in marked) == claim.quote.replace("\n", "")
        assert len(lanes) == 1
    assert "deny" in page.xpath(f'//*[contains(@class, "k-c-{crossing.id}")]')[0].get("class")


def test_the_log_is_named_where_it_is_given_and_missed_where_it_is_not(case):
    with_log = report_of(case)
    without = replace(with_log, log=())

    assert "vkey attestry/test+1" in report_page(with_log)
    assert "no checkpoint of the log was given" in report_page(without)


def test_page_names_are_safe_and_never_meet():
    names = page_names(["../../etc/passwd", "a b", "a-b", "A-B", "отчёт", ""])

    assert len({page.casefold() for page in names.values()}) == 6
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+\.html", page) for page in names.values())
