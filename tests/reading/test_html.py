"""Pages: the main text, what a browser shows, and what the page states of itself."""

from __future__ import annotations

import pytest

from attestry.model.errors import Unreadable
from attestry.model.text import How
from attestry.reading.metatags import iso_day
from attestry.reading.visible import conceals


@pytest.fixture(scope="module")
def news(made):
    return made.document((made.samples / "news.html").read_bytes(), "news.html")


def passages(document) -> list[str]:
    return [document.words(passage.span) for passage in document.passages]


def page(body: str) -> str:
    return f"<!doctype html><html><head><title>t</title></head><body>{body}</body></html>"


def test_the_main_text_is_read_and_navigation_is_not(news):
    assert "Council hears of troops sent abroad" == passages(news)[0]
    assert "The Secretariat said that it was not in a position to verify the reports" in news.text
    for around in ("Sport", "cookies", "5,000 tanks", "All rights reserved", "newsletter"):
        assert around not in news.text


def test_a_row_of_a_table_is_a_passage_with_tabs(news):
    assert "January\t12,000" in passages(news)
    assert "At least 6\u00a0million rounds of artillery" in passages(news)


def test_the_line_with_the_date_before_the_text_is_kept(made):
    told = [
        "The representative of Tavria Minor told the Security Council that at least 10,000 soldiers had been moved east.",
        "Several delegations asked for evidence, and others recalled the relevant resolutions of the Council.",
        "The Secretariat was not in a position to verify those reports, an official said in the briefing on Wednesday.",
    ]
    document = made.document(
        page(
            '<div class="menu"><a href="/">Home</a> <a href="/a">About us</a></div>'
            '<div class="left"><div class="date">30 October 2024</div>'
            f'<div class="content"><p>{"</p><p>".join(told)}</p></div></div>'
            '<div class="sidebar"><p>Sign up for 5 stories a day.</p></div><div class="foot">All rights reserved.</div>'
        )
    )

    assert ["30 October 2024", *told] == passages(document)
    assert "2024-10-30" == document.about.date.value


def test_headings_are_flagged(news):
    assert ["Council hears of troops sent abroad", "What was said", "Month\tBarrels"] == [
        news.words(passage.span) for passage in news.passages if passage.heading
    ]


def test_what_the_page_states_of_itself_is_read(news):
    about = news.about

    assert ("Council hears of troops sent abroad", How.READ) == (about.title.value, about.title.how)
    assert "2024-10-30" == about.date.value
    assert "Example Wire" == about.publisher.value
    assert "https://wire.example/2024/10/council" == about.url.value
    assert "en" == about.language.value


def test_white_space_is_collapsed_and_line_breaks_kept(made):
    document = made.document(page("<p>They  sent\n more <b>than </b> 100<br>missiles.</p>"))

    assert "They sent more than 100\nmissiles." == document.text


def test_two_line_breaks_part_paragraphs(made):
    assert ["First matter.", "Second matter."] == passages(
        made.document(page("<div>First matter.<br> <br>Second matter.</div>"))
    )


def test_the_number_of_a_note_never_runs_into_a_count(made):
    document = made.document(
        page(
            '<p>Some 10,000<sup><a href="#n3">3</a></sup> soldiers<sup>4</sup> and 10<sup>6</sup> shells of H<sub>2</sub>O.</p>'
        )
    )

    assert "Some 10,000 ³ soldiers ⁴ and 10⁶ shells of H₂O." == document.text


def test_text_of_a_div_around_its_paragraphs_is_not_lost(made):
    document = made.document(page("<div>Before the paragraph. <p>Inside of it.</p> After the paragraph.</div>"))

    assert ["Before the paragraph.", "Inside of it.", "After the paragraph."] == passages(document)


def test_typed_text_keeps_its_lines_and_parts_into_paragraphs(made):
    document = made.document(page("<pre>First paragraph of the statement.\n\n  Second   paragraph.</pre>"))

    assert ["First paragraph of the statement.", "Second   paragraph."] == passages(document)


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display:none">77,777 soldiers</p>',
        "<p hidden>77,777 soldiers</p>",
        '<p style="font-size:0">77,777 soldiers</p>',
        '<p style="position:absolute;left:-9999px">77,777 soldiers</p>',
        '<p style="color:#fff;background:#ffffff">77,777 soldiers</p>',
        '<p class="z">77,777 soldiers</p>',
        '<span id="q">77,777 soldiers</span>',
        '<span style="opacity: 0">77,777 soldiers</span>',
    ],
)
def test_what_a_browser_would_not_show_is_left_out_and_counted(made, hidden: str):
    document = made.document(
        "<style>.z, #q {visibility: hidden}</style><p>The envoy spoke of 10,000 soldiers.</p>" + hidden, "p.html"
    )

    assert "The envoy spoke of 10,000 soldiers." == document.text
    assert ["p.html: 2 words that a browser would not show were left out; look at the page's source if they matter"] == [
        str(problem) for problem in document.problems
    ]


def test_the_shown_is_not_taken_for_hidden():
    assert not conceals("font-size: 0.9em; opacity: 0.8; color: #000; background: #fff; left: -10px")
    assert not conceals("color: #333")


def test_scripts_comments_and_templates_are_no_text(made):
    document = made.document(
        page("<script>var n = '9,999 tanks'</script><!-- 8 tanks --><template>7 tanks</template><p>No tanks.</p>")
    )

    assert "No tanks." == document.text


def test_character_references_are_read_as_what_they_stand_for(made):
    assert "11,000 & <b>more</b>" == made.document(page("<p>&#49;&#49;,&#48;00 &amp; &lt;b&gt;more&lt;/b&gt;</p>")).text


def test_the_declared_encoding_is_heeded_and_a_contradiction_is_told(made):
    declared = '<meta charset="windows-1251"><p>Посол отверг сообщения о 10 000 солдат.</p>'

    assert "Посол отверг сообщения о 10 000 солдат." == made.document(declared.encode("cp1251")).text
    told = made.document(declared.encode("utf-8"), "p")
    assert "Посол отверг сообщения о 10 000 солдат." == told.text
    assert ["p: read as utf-8: every byte is UTF-8; the page declares windows-1251; check names and quotes"] == [
        str(problem) for problem in told.problems
    ]


def test_dates_that_contradict_each_other_are_told(made):
    document = made.document(
        '<meta property="article:published_time" content="2024-10-30T10:00:00Z"><p>31 October 2024</p><p>Text.</p>'
    )

    assert "2024-10-30" == document.about.date.value
    assert ["date-conflict"] == [problem.kind for problem in document.problems]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-10-30T18:22:00Z", "2024-10-30"),
        ("20241030", "2024-10-30"),
        ("31/10/2024", "2024-10-31"),
        ("10/31/2024", "2024-10-31"),
        ("03/04/2024", None),
        ("2024-02-30", None),
        ("yesterday", None),
    ],
)
def test_a_machine_readable_date_names_one_day_or_none(written: str, day: str | None):
    assert day == iso_day(written)


def test_a_page_nested_beyond_reason_is_refused_not_cut(made):
    with pytest.raises(Unreadable, match="nested over 2,000 elements deep"):
        made.document("<html>" + "<div>" * 30_000 + "words" + "</div>" * 30_000, "deep.html")


def test_a_page_without_text_is_told(made):
    assert ["no-text"] == [problem.kind for problem in made.document(page("<img src=a.png>")).problems]
