"""One grammar draws every interval and says it aloud."""

from __future__ import annotations

from decimal import Decimal

import lxml.etree
import pytest
from hypothesis import given
from hypothesis import strategies as st

from attestry.model.quantity import Hedge, Quantity
from attestry.reporting.intervals import Scale, chart, glyph, interval_words, mark, reach_of
from attestry.reporting.report import Bar, Chart

numbers = st.integers(0, 10**8).map(Decimal)


def quantity(low, high, **ends) -> Quantity:
    return Quantity(None if low is None else Decimal(low), None if high is None else Decimal(high), **ends)


@pytest.mark.parametrize(("stated", "words"), [
    (quantity(20000, None, low_open=True), "more than 20,000"),
    (quantity(6000000, None), "at least 6,000,000"),
    (quantity(None, 12000), "at most 12,000"),
    (quantity(None, 12000, high_open=True), "fewer than 12,000"),
    (quantity(10000, 10000, hedge=Hedge.APPROX), "about 10,000"),
    (quantity(100, None, low_open=True, hedge=Hedge.VAGUE), "loosely more than 100"),
    (quantity("4200000", "5800000"), "from 4,200,000 to 5,800,000"),
    (quantity("0.5", "0.5"), "0.5"),
    (quantity(None, None), "no number"),
])
def test_an_interval_is_said_as_its_ends_were_stated(stated, words):
    assert interval_words(stated) == words


def drawn(stated: Quantity) -> lxml.etree._Element:
    return lxml.etree.fromstring(f"<g>{mark(stated, Scale(0, 100, reach_of([stated])), 8)}</g>")


def test_an_open_end_is_an_arrow_and_an_excluded_one_a_ring():
    more_than, at_least = drawn(quantity(20000, None, low_open=True)), drawn(quantity(20000, None))

    assert more_than.xpath('*[@class="iv-head"]') and more_than.xpath('*[@class="iv-ring"]')
    assert at_least.xpath('*[@class="iv-head"]') and not at_least.xpath('*[@class="iv-ring"]')


def test_an_exact_number_is_a_dot_and_a_hedged_one_a_dot_with_soft_ends():
    assert not drawn(quantity(5, 5)).xpath('*[@class="iv-soft"]')
    assert len(drawn(quantity(5, 5, hedge=Hedge.APPROX)).xpath('*[@class="iv-soft"]')) == 2


@given(numbers, numbers, st.booleans(), st.booleans(), st.sampled_from(Hedge))
def test_every_interval_can_be_drawn_and_lies_on_its_axis(one, other, low_open, high_open, hedge):
    stated = Quantity(min(one, other), max(one, other), low_open, high_open, hedge)
    scale = Scale(10, 200, reach_of([stated]))

    assert 10 <= scale.at(min(one, other)) <= scale.at(max(one, other)) <= 200
    assert lxml.etree.fromstring(str(glyph(stated, scale.reach))).get("aria-label") == interval_words(stated)


def test_a_chart_says_in_words_what_it_draws_and_escapes_names():
    bars = (Bar("<b>A</b>", "30 Oct 2024", "more than 5", "c1", quantity(5, None, low_open=True)),
            Bar("Russia", "", "no", "c2", lane="denied"), Bar("UN", "", "cannot verify", "c3", lane="left open"))

    figure = lxml.etree.fromstring(str(chart(Chart("Counted: ship", "ship", bars))))

    name = "{http://www.w3.org/2000/svg}desc" if "svg" in (figure.nsmap.get(None) or "") else "desc"
    assert figure.find(name).text == "<b>A</b>, 30 Oct 2024: more than 5; Russia: denied: no; UN: left open: cannot verify"
    assert not figure.xpath("//*[local-name()='b']")
    assert figure.xpath("//*[@class='iv-over']") and figure.xpath("//*[@class='iv-open']")


def test_a_chart_of_denials_alone_still_has_an_axis():
    assert "denied" in chart(Chart("Counted: ship", "ship", (Bar("Russia", "", "no", "c2", lane="denied"),)))


def test_a_number_too_large_for_any_axis_is_told_and_not_drawn():
    beyond = quantity("1e400", None)
    bars = (Bar("A", "", "1e400", "c1", beyond), Bar("B", "", "5", "c2", quantity(5, 5)))

    assert interval_words(beyond) == "at least a number of 401 digits"
    assert not glyph(beyond, 10)
    assert chart(Chart("Counted: ship", "ship", bars)).count("iv-dot") == 1
    assert reach_of([beyond, quantity(5, 5)]) == 6
