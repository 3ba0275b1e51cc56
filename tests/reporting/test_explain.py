"""Why a claim was read, and claims as plain rows."""

from __future__ import annotations

from dataclasses import replace

from attestry.reporting.explain import explain, in_context
from attestry.reporting.table import claims_table, documents_table, estimates_table, provisions_table


def test_an_explanation_shows_the_words_in_context_and_every_step(case):
    claim, document = case.claims["soldiers"], case.document("news")

    explained = explain(claim, document)

    assert explained.context.quote == claim.quote
    assert explained.context.before.endswith("Robert Wood said, ")
    assert explained.context.place == "news, ¶ 2, code points 44–102"
    assert [line.label for line in explained.read][:4] == ["kind", "relayed by", "relayed by", "holder"]
    assert "how many" in [line.label for line in explained.read]
    assert explained.why[-1].label == "frames/transfer: send"
    assert "⟦has according to Washington sent 10,000 soldiers to Russia⟧" in str(explained)


def test_a_claim_without_a_derivation_says_so(case):
    claim = replace(case.claims["sent"], derivation=None)

    assert [line.says for line in explain(claim, case.document("statement")).why] == ["no derivation was kept with this claim"]


def test_context_is_cut_at_spaces_and_marked_as_cut(case):
    document = case.document("news")
    longer = replace(document, text="word " * 100 + document.text + " tail" * 100)
    claim = case.claims["soldiers"]
    moved = replace(claim, span=type(claim.span)(claim.span.start + 500, claim.span.end + 500))

    context = in_context(moved, longer)

    assert context.before.startswith("…word ") and context.after.endswith("tail…")
    assert longer.text[moved.span.start:moved.span.end] == context.quote


def test_claims_are_listed_as_plain_rows_in_reading_order(case):
    table = claims_table(case.standing)

    assert table.head == ("claim", "document", "holder", "says", "strength", "roles", "how many", "words")
    assert [row[1] for row in table.rows] == ["news", "news", "news", "statement", "statement", "wire"]
    assert table.rows[1][3] == "denies: act deployment"
    assert table.rows[0][6] == "10,000 person"
    assert {len(row) for row in table.rows} == {len(table.head)}


def test_estimates_provisions_and_documents_are_plain_rows_too(case):
    estimates = estimates_table(case.findings, case.standing)

    assert [row[4] for row in estimates.rows] == ["more than 20,000", "about 13,000", "10,000"]
    assert estimates.rows[0][5] == "vary"
    assert provisions_table(case.findings).rows == (("DPRK → Russia: munitions", "1718-8a", "direct", "1 of 2 elements stated"),)
    assert documents_table(case.standing).rows[0] == ("news", "30 Oct 2024", "UN News", "", "3", "0")


def test_signs_that_steer_a_terminal_are_shown_and_not_obeyed(case):
    steered = replace(case.document("wire"), name="wire\x1b[31m")

    standing = replace(case.standing, documents=(*case.standing.documents[:2], steered))

    assert documents_table(standing).rows[-1][0] == "wire\\u001b[31m"
