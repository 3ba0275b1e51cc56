"""What stands between quotation marks, found in one pass."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from attestry.reading.speakers import quotations

ONE_BY_ONE = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"|«[^»\n]*»")       # the same, slowly: it looks for the line's end from each mark


@settings(max_examples=500, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(["“", "”", '"', "«", "»", "\n", "we", " "]), max_size=30).map("".join))
def test_quotations_are_those_that_a_look_from_each_mark_finds(text: str):
    assert [match.span() for match in ONE_BY_ONE.finditer(text)] == [(span.start, span.end) for span in quotations(text)]


def test_marks_that_nothing_closes_hide_nothing():
    assert ["“here”"] == ["“a “b\n“here” “c"[span.start:span.end] for span in quotations("“a “b\n“here” “c")]
