"""The judge: what traits weigh, and what he adds to what the packs call up."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from attestry.extracting.by_grammar import Grammar
from attestry.extracting.judge import Judge, default_judge
from attestry.extracting.traits import traits_of_word
from attestry.model.claim import Claim
from attestry.model.origin import Original, Retrieval, digest_of
from attestry.reading.read import Given, read
from attestry.reference.pack import load

REFERENCE = load()
LINES = ("call support", "1000 0 -500", "word V urge\t0:-2000 1:3000", "is V\t2:250")


def claims(text: str) -> tuple[Claim, ...]:
    data = text.encode()
    original = Original(digest_of(data), "text/plain", len(data), "note.txt",
                        Retrieval("note", datetime(2024, 12, 1, tzinfo=UTC), "test"), data)
    document = read(original, name="note", given=Given(speaker="Kenya", date="2024-12-01"), reference=REFERENCE)
    return Grammar(REFERENCE).read(document).claims


def test_what_traits_weigh_is_added_up_frame_by_frame():
    judge = Judge(LINES)

    assert [-1000, 3000, -250] == judge.sums(["word V urge", "is V", "a trait never taught"])


def test_the_shares_of_all_frames_and_of_none_make_one():
    weighing = Judge(LINES).weigh(["word V urge"])

    assert "call" == weighing.best()
    assert weighing.any == pytest.approx(weighing.of("call") + weighing.of("support"))
    assert weighing.of("call") > 0.9
    assert 1.0 == weighing.of("theft")          # never taught: the judge has no say


def test_a_judgement_names_what_spoke_most_for_it():
    told = Judge(LINES).weigh(["is V", "word V urge"]).told("call")

    assert ("word V urge", 3.0) == told.traits[0]
    assert str(told).startswith("weighed 95 of 100 for call: word V urge (+3.00)")


def test_every_frame_that_the_judge_knows_is_a_frame_of_the_packs():
    assert set(default_judge().frames[1:]) <= {*REFERENCE.frames.names, "other"}


def test_every_frame_says_how_a_word_is_read_that_no_sense_lists():
    assert {(frame, part) for frame in REFERENCE.frames.names for part in ("verb", "noun")} <= set(REFERENCE.frames.usual)


def test_a_word_by_itself_shows_its_frames_and_its_kin():
    traits = traits_of_word(REFERENCE.frames, "condemns", "condemn", "VBZ")

    assert {"is V", "tag VBZ", "word V condemn", "lists V condemn"} <= set(traits)
    assert any(trait.startswith("kin V n") for trait in traits)


def test_what_the_judge_adds_says_so_with_what_weighed():
    added = [(claim.frame, step.says) for claim in claims(ADDED) for step in claim.derivation.steps if step.rule == "judge"]

    assert [frame for frame, _ in added] == ["use"]
    assert added[0][1].startswith("weighed ")


def test_the_judge_adds_nothing_to_what_a_sense_says_it_is_not_about():
    assert not claims("The ministers adopted the principle of zero tolerance.")


def test_the_same_text_is_judged_the_same():
    assert claims(ADDED) == claims(ADDED)


ADDED = "Recurrent attacks on patrols and convoys were noted."
