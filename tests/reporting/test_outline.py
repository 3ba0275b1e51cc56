"""What a report says, in what order, and in whose words."""

from __future__ import annotations

from dataclasses import replace

from attestry.model.claim import Certainty, Mode
from attestry.reporting.citations import Standings
from attestry.reporting.outline import outline
from attestry.reporting.report import Chart, Paragraph, Table
from attestry.reporting.telling import counted, long_date, short_date, tell


def report_of(case, **changed):
    return outline(case.findings, case.standing, case.reference, title="A report", at=case.at, **changed)


def text_of(report, anchor: str) -> str:
    section = next(section for section in report.sections if section.anchor == anchor)
    return "\n".join("".join(map(str, block.sentences)) for block in section.blocks if isinstance(block, Paragraph))


def table_of(report, anchor: str) -> list[str]:
    section = next(section for section in report.sections if section.anchor == anchor)
    return [str(row.sentence) for block in section.blocks if isinstance(block, Table) for row in block.rows]


def told(case, name: str, **changed) -> str:
    claim = replace(case.claims[name], **changed)
    return str(tell(claim, Standings.of(case.standing))).strip()


def test_a_chain_is_told_from_the_outermost_holder_down_to_the_exact_words(case):
    assert told(case, "soldiers") == (
        "On 30 October 2024 UN News relays that Robert Wood (United States), on the authority of the United States, states: "
        "“has according to Washington sent 10,000 soldiers to Russia” (back-translated, not verbatim).")


def test_a_holder_in_the_first_person_is_told_alone(case):
    assert told(case, "sent") == (
        "On 18 December 2024 the United States assesses: “the DPRK has sent Russia more than 20,000 containers of munitions”.")


def test_a_nameless_holder_stays_nameless_and_an_unknown_date_unsaid(case):
    assert told(case, "wire") == "A wire relays that unnamed officials state: “the containers at about 13,000”."


def test_certainty_and_mode_are_said_with_the_verb(case):
    weaker = told(case, "sent", certainty=Certainty.PROBABLE, mode=Mode.PLANNED)

    assert "the United States assesses, as probable, of a plan: “" in weaker


def test_a_denial_is_told_as_a_denial_and_apart_from_what_is_affirmed(case):
    report = report_of(case)

    assert "Vasily Nebenzia (Russia) denies, saying: “not one DPRK soldier" in text_of(report, "allegation-2-denies")
    assert "not one DPRK soldier" not in text_of(report, "allegation-2-says")


def test_who_cannot_verify_stands_in_a_section_of_its_own(case):
    assert "the UN Secretariat says it is not verified: “The Secretariat is not in a position" in text_of(
        report_of(case), "allegation-2-open")


def test_roots_are_named_with_their_relays(case):
    assert "2 holders rest on no other known here: the United States and unnamed officials (relayed by A wire)." in text_of(
        report_of(case), "allegation-1")


def test_numbers_are_listed_with_interval_holder_and_date_and_are_never_averaged(case):
    report = report_of(case)

    told = text_of(report, "allegation-1-numbers")
    first, second = table_of(report, "allegation-1-numbers")
    assert "No value is allowed by both; they run from 13,000 upward, and no upper end is common to them." in told
    assert "16,500" not in told
    assert first.startswith("18 Dec 2024 United States “more than 20,000 containers” more than 20,000 vary: unnamed officials")
    assert "about 13,000" in second


def test_a_chart_shows_those_who_deny_and_those_who_leave_open_beside_the_numbers(case):
    section = next(section for section in report_of(case).sections if section.anchor == "allegation-2-numbers")
    chart = next(block for block in section.blocks if isinstance(block, Chart))

    assert [bar.lane for bar in chart.bars] == ["stated", "denied", "left open"]
    assert [bar.quantity is None for bar in chart.bars] == [False, True, True]


def test_an_act_is_held_against_a_provision_element_by_element(case):
    report = report_of(case)

    head = text_of(report, "allegation-1-law-1")
    met, unstated = table_of(report, "allegation-1-law-1")
    assert "Digest of the paragraph: No arms to or from the DPRK" in head
    assert "in force since 14 October 2006" in head
    assert "As told by the United States, the act would fall under it; why: munitions are arms." in head
    assert met.startswith("goods are arms met the United States munitions")
    assert unstated.startswith("an exemption was granted nobody states nobody")


def test_what_others_call_it_is_quoted(case):
    told = text_of(report_of(case), "verdicts")

    assert "the United States calls it contrary to a norm: “These transfers violate resolution 2270”" in told


def test_what_nobody_states_is_said(case):
    assert "Nobody states by what route the goods went." in text_of(report_of(case), "allegation-1-gaps")


def test_what_was_not_read_is_listed_with_its_mend(case):
    assert table_of(report_of(case), "unread") == [
        "scans/p1.tif unknown format a TIFF image, which no reader takes run OCR and add the text "]


def test_a_case_without_problems_says_so(case):
    clean = replace(case, standing=replace(case.standing, problems=()))

    assert "no problem is on record" in text_of(report_of(clean), "unread")


def test_the_summary_counts_what_the_case_holds(case):
    told = text_of(report_of(case), "summary")

    assert "The case holds 3 documents and 6 claims: 4 acts, no positions, 1 verdict, 1 remark on verification." in told
    assert "1 allegation is denied by at least one holder, 1 carries numbers that vary or conflict, and 1 is held against" in told


def test_the_summary_lists_numbers_that_vary_or_conflict(case):
    rows = table_of(report_of(case), "summary")

    assert rows[-1].startswith("1 container 2 they run from 13,000 upward")


def test_allegations_that_most_claims_tell_of_come_first(case):
    arms, troops = case.findings.findings
    fuller = replace(troops, allegation=replace(troops.allegation, claims=(*troops.allegation.claims, case.claims["wire"].id)))
    changed = replace(case, findings=replace(case.findings, findings=(arms, fuller)))

    titles = [section.title for section in report_of(changed).sections if section.level == 2]

    assert titles[1:3] == ["1. DPRK → Russia: soldiers", "2. DPRK → Russia: munitions"]


def test_paragraphs_are_numbered_through_the_whole_report(case):
    numbers = [block.number for section in report_of(case).sections for block in section.blocks if isinstance(block, Paragraph)]

    assert numbers == list(range(1, len(numbers) + 1))


def test_a_claim_cited_twice_keeps_one_footnote(case):
    report = report_of(case)

    claims = [footnote.claim for footnote in report.footnotes]
    assert len(claims) == len(set(claims))
    assert [footnote.number for footnote in report.footnotes] == list(range(1, len(claims) + 1))


def test_sources_say_how_each_fact_is_known(case):
    news = next(source for source in report_of(case).sources if source.document == "news")

    assert ("date", "2024-10-30", "given") in news.facts
    assert ("title", "30 October 2024", "read from “30 October 2024”") in news.facts
    assert news.claim_count == 3


def test_the_same_case_gives_the_same_report(case):
    assert report_of(case) == report_of(case)


def test_dates_and_counts_are_written_out():
    assert long_date("2024-10-30") == "30 October 2024"
    assert short_date("2024-10-30") == "30 Oct 2024"
    assert long_date("") == ""
    assert [counted(0, "claim"), counted(1, "claim"), counted(2104, "claim")] == ["no claims", "1 claim", "2,104 claims"]
