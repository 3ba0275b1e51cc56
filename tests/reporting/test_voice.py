"""A report never speaks about the world in its own voice, and never outruns its claims."""

from __future__ import annotations

from dataclasses import replace

import pytest

from attestry.model.errors import Unsupported
from attestry.model.origin import digest_of
from attestry.model.text import Span
from attestry.reporting.citations import Standings
from attestry.reporting.outline import outline
from attestry.reporting.report import Cite, Digest, Ground, Named, Ours, Report, Sentence, Theirs, sentences
from attestry.reporting.voice import check, judges, named


def report_of(case, **changed) -> Report:
    told = {"title": "A report", "at": case.at, **changed}
    return outline(case.findings, case.standing, case.reference, **told)


def refusal(case, sentence: Sentence) -> str:
    with pytest.raises(Unsupported) as refused:
        check([sentence], Standings.of(case.standing), case.reference.provisions)
    return str(refused.value)


def test_every_sentence_names_who_says_so_or_counts(case):
    told = list(sentences(report_of(case).sections))

    said = [sentence for sentence in told if sentence.ground is Ground.SAID]
    assert len(said) >= 10
    assert all(sentence.claims for sentence in said)
    assert {sentence.ground for sentence in told} <= set(Ground)


def test_every_cited_quotation_stands_at_its_span(case):
    report = report_of(case)

    documents = {document.name: document for document in case.standing.documents}
    claims = {claim.id: claim for claim in case.standing.claims}
    assert len(report.footnotes) == len(case.claims)
    for footnote in report.footnotes:
        document = documents[footnote.document]
        assert footnote.quote == document.words(claims[footnote.claim].span)
        assert footnote.digest == document.original


def test_a_word_that_judges_stands_only_in_quotation_marks(case):
    holder, cite = Named("the United States"), Cite((case.claims["breach"].id,))

    outside = Sentence((holder, Ours(" says that Russia violated it."), cite))
    inside = Sentence((holder, Ours(": "), Theirs("Russia violated it"), Ours("."), cite))

    assert "'violated' stands outside quotation marks" in refusal(case, outside)
    check([inside], Standings.of(case.standing), case.reference.provisions)


@pytest.mark.parametrize("word", [
    "violation", "Violates", "breached", "proved", "proof", "true", "falsely", "illegal", "clearly", "fake"])
def test_the_words_that_judge_are_known_in_all_their_forms(word):
    assert judges(f"It is {word}.") == word


@pytest.mark.parametrize("word", ["improve", "approved", "truce", "factory", "provision", "believed", "tribunal", "Fakel"])
def test_words_that_only_look_like_them_are_left_alone(word):
    assert judges(f"The {word} stands.") is None


def test_a_name_that_judges_is_put_in_quotation_marks():
    assert named("Truth Gazette") == Theirs("Truth Gazette")
    assert named("Robert Wood (United States)") == Named("Robert Wood (United States)")


def test_a_sentence_that_tells_without_a_claim_is_refused(case):
    alone = Sentence((Named("the United States"), Ours(" states that soldiers came.")))

    assert "no claim stands behind it" in refusal(case, alone)


def test_a_sentence_that_cites_but_names_nobody_is_refused(case):
    anonymous = Sentence((Ours("Soldiers came."), Cite((case.claims["soldiers"].id,))))

    assert "names none of the holders" in refusal(case, anonymous)


def test_a_count_that_counts_nothing_is_refused(case):
    assert "counts nothing" in refusal(case, Sentence((Ours("Soldiers came."),), Ground.COUNT))


def test_law_is_told_only_of_a_provision_that_a_pack_holds(case):
    told = Sentence((Ours("Digest: "), Digest("No arms may pass."),), Ground.LAW, ("9999-1",))

    assert "law that no pack holds (9999-1)" in refusal(case, told)


def test_a_claim_whose_words_do_not_stand_at_its_span_stops_the_build(case):
    moved = replace(case.claims["soldiers"], span=Span(0, 5))
    claims = tuple(moved if claim.id == moved.id else claim for claim in case.standing.claims)
    changed = replace(case, standing=replace(case.standing, claims=claims))

    with pytest.raises(Unsupported, match=r"report sentence “.*where the claim quotes 'has according to Washington"):
        report_of(changed)


def test_an_original_whose_bytes_were_altered_stops_the_build(case):
    digest = case.document("news").original
    altered = replace(case.standing.originals[digest], data=b"something else")
    changed = replace(case, standing=replace(case.standing, originals={**case.standing.originals, digest: altered}))

    assert digest_of(b"something else") != digest
    with pytest.raises(Unsupported, match="do not have the digest"):
        report_of(changed)


def test_an_original_that_is_not_kept_stops_the_build(case):
    digest = case.document("news").original
    kept = {key: original for key, original in case.standing.originals.items() if key != digest}

    with pytest.raises(Unsupported, match="is not kept in the case"):
        report_of(replace(case, standing=replace(case.standing, originals=kept)))


def test_a_finding_that_rests_on_a_claim_that_does_not_stand_stops_the_build(case):
    claims = tuple(claim for claim in case.standing.claims if claim.id != case.claims["denial"].id)

    with pytest.raises(Unsupported, match="does not stand in the case"):
        report_of(replace(case, standing=replace(case.standing, claims=claims)))


def test_an_element_given_as_met_without_a_claim_stops_the_build(case):
    arms, troops = case.findings.findings
    match = arms.matches[0]
    bare = replace(match, elements=(replace(match.elements[0], claims=()), match.elements[1]))
    findings = replace(case.findings, findings=(replace(arms, matches=(bare,)), troops))

    with pytest.raises(Unsupported, match="element 'goods are arms' is given as 'met' without a claim"):
        report_of(replace(case, findings=findings))


def test_a_title_that_judges_stops_the_build(case):
    with pytest.raises(Unsupported, match="says 'violated' in the report's own voice"):
        report_of(case, title="How Russia violated resolution 2270")
