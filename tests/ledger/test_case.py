"""A case on disk: made, opened, filled, asked, and closed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from dataclasses import replace

import pytest

from attestry.ledger import case as ledger
from attestry.ledger import events, settings
from attestry.ledger.standing import standing
from attestry.ledger.verify import verify
from attestry.model.entry import Ruling
from attestry.model.errors import Ambiguous, LedgerFault, NoCase, NotFound, WrongCall
from attestry.model.lead import Extraction, Lead, LeadKind
from attestry.model.text import Problem, Span

from .conftest import AT, BY, ENVOY, EXTRACTOR, WOOD, claim, document, keep, original

# ---- the folder


def test_a_new_case_is_one_folder_with_five_things(tmp_path):
    with ledger.create(tmp_path / "a" / "case", name="DPRK 2024", at=AT, by=BY) as case:
        assert case.settings.vkey.startswith("attestry/dprk-2024-")

    assert {"originals", "case.sqlite", "settings.toml", "log.key", "case.lock"} == {path.name for path in case.folder.iterdir()}
    assert 0o600 == stat.S_IMODE((case.folder / "log.key").stat().st_mode)
    assert 0o600 == stat.S_IMODE((case.folder / "case.sqlite").stat().st_mode)


def test_a_new_case_is_signed_from_its_first_entry_on(tmp_path):
    with ledger.create(tmp_path / "case", name="x", at=AT, by=BY) as case:
        assert 1 == case.journal.size()
        assert ["case.opened"] == [entry.type for entry in case.entries()]
        assert case.checkpoint().split("\n")[1] == "1"


def test_a_case_is_not_made_over_another(filled):
    with pytest.raises(WrongCall, match=r"settings\.toml is there already"):
        ledger.create(filled, name="again", at=AT, by=BY)


@pytest.mark.parametrize("name", ["", "  ", "two\nlines"])
def test_a_case_needs_a_name_on_one_line(tmp_path, name):
    with pytest.raises(WrongCall, match="expected some characters on one line"):
        ledger.create(tmp_path / "case", name=name, at=AT, by=BY)


def test_two_cases_of_one_name_are_two_logs(tmp_path):
    origins = set()
    for each in "ab":
        with ledger.create(tmp_path / each, name="same", at=AT, by=BY) as case:
            origins.add(case.journal.origin)

    assert 2 == len(origins)


@pytest.mark.parametrize("name", ["Корея 2024", "a+b c", "…", "quotes \" and \\ slashes", "x" * 300])
def test_any_name_makes_an_origin_that_a_signed_note_allows(tmp_path, name):
    with ledger.create(tmp_path / "case", name=name, at=AT, by=BY):
        pass

    with ledger.open(tmp_path / "case", at=AT, by=BY) as case:
        assert name == case.name
        assert not set(case.journal.origin) & set("+ \n")


def test_a_folder_that_is_no_case_is_told_so(tmp_path):
    with pytest.raises(NoCase, match="expected the folder of a case"):
        ledger.open(tmp_path, at=AT, by=BY)
    with pytest.raises(NoCase):
        ledger.open(tmp_path / "nowhere", at=AT, by=BY)


@pytest.mark.parametrize(("old", "new"), [("format = 1", "format = 2"), ("format = 1", "format = true"), ("[log]", "[lag]"),
                                          ("origin", "orogin"), ("[case]", "[case"), ("name = ", "nome = ")])
def test_settings_that_are_not_ours_are_refused_by_name(filled, old, new):
    path = filled / settings.FILE
    path.write_text(path.read_text().replace(old, new))

    with pytest.raises(NoCase, match=r"settings\.toml"):
        ledger.open(filled, at=AT, by=BY)


def test_other_tables_of_the_settings_are_left_to_others(filled):
    with (filled / settings.FILE).open("a") as file:
        file.write('\n[packs]\nuse = ["un-dprk"]\n')

    with ledger.open(filled, at=AT, by=BY) as case:
        assert {"packs": {"use": ["un-dprk"]}} == case.settings.more


def test_a_key_that_is_not_the_case_s_is_refused(filled, tmp_path):
    with ledger.create(tmp_path / "other", name="other", at=AT, by=BY) as other:
        shutil.copy(other.folder / ledger.KEY, filled / ledger.KEY)

    with pytest.raises(LedgerFault, match="another key than"):
        ledger.open(filled, at=AT, by=BY)


def test_without_its_key_a_case_is_read_and_not_written(filled):
    (filled / ledger.KEY).unlink()

    with ledger.open(filled, at=AT, by=BY) as case:
        assert case.readonly
        assert ["wood", "envoy", "office"] == [each.name for each in case.documents()]
        with pytest.raises(WrongCall, match="reading only"):
            case.append([events.received(original("x", "x"))])
        with pytest.raises(WrongCall, match="nothing to sign with"):
            case.sign()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_case_in_a_folder_one_may_not_write_to_is_read(filled):
    filled.chmod(0o500)
    try:
        with ledger.open(filled, at=AT, by=BY) as case:
            assert 3 == len(list(case.documents()))
    finally:
        filled.chmod(0o700)


def test_a_copy_of_the_folder_is_the_case(filled, tmp_path):
    copied = shutil.copytree(filled, tmp_path / "elsewhere")

    with ledger.open(filled, at=AT, by=BY) as one, ledger.open(copied, at=AT, by=BY) as other:
        assert one.standing() == other.standing()
        assert one.checkpoint() == other.checkpoint()


def test_a_closed_case_lies_in_one_database_file(filled):
    assert not list(filled.glob("case.sqlite-*"))


# ---- what is asked

def test_what_stands_comes_back_as_it_went_in(case):
    wood = document(original(WOOD, "wood.txt"), "wood")

    assert wood == case.document("wood") == case.document(wood.id) == case.document(wood.id[:8]) == case.reading(wood.original)
    assert ["wood", "envoy", "office"] == [name for name, _ in case.document_names()]
    assert claim(wood, "At least 11,000 DPRK soldiers have been deployed to Kursk") == list(case.claims(wood.id))[1]
    assert {"originals": 4, "documents": 3, "claims": 4, "quarantined": 1, "custody": 4} == case.counts()
    assert [("act", "transfer", 4)] == case.claim_counts()
    assert {"wood": 2, "envoy": 1, "office": 1} == {
        case.document(key).name: count for key, count in case.claims_by_document().items()}
    assert ["unknown-format"] == [problem.kind for problem in case.problems()]


def test_the_words_of_every_claim_stand_at_its_span(case):
    for each in case.claims():
        assert each.quote == case.document(each.document).words(each.span)


def test_the_tables_and_the_fold_of_the_log_agree(case):
    stands = case.standing()

    assert stands.documents == tuple(case.documents())
    assert stands.claims == tuple(case.claims())
    assert stands.problems == tuple(case.problems())
    assert tuple(stands.originals.values()) == tuple(case.originals())


def test_a_rebuild_changes_nothing(case):
    before = case.counts(), list(case.claims()), list(case.documents())

    assert 17 == case.rebuild()
    assert before == (case.counts(), list(case.claims()), list(case.documents()))


@pytest.mark.parametrize("key", ["wod", "zzzz", "", "%", "____", "wood.txt"])
def test_a_name_that_nothing_bears_is_told_with_the_nearest(case, key):
    with pytest.raises(NotFound, match="nearest: wood" if key in ("wod", "wood.txt") else "no document"):
        case.document(key)


def test_a_claim_is_found_by_the_beginning_of_its_id(case):
    wanted = next(case.claims())

    assert wanted == case.claim(wanted.id[:8]) == case.claim(wanted.id.upper())
    for key in ("", "a", "zzzz", "%%%%"):
        with pytest.raises(NotFound):
            case.claim(key)


def test_an_id_that_several_bear_is_not_guessed(case):
    source = original("x" * 30, "many.txt")
    case.append([events.received(source)])
    read = document(source, "many")
    twins = [replace(claim(read, "x" * length), id=f"abcdef{length}".ljust(64, "0")) for length in (3, 4)]
    case.append([events.extracted(read, AT, BY), *events.claims_extracted(read.id, EXTRACTOR, Extraction(tuple(twins)), AT, BY)])

    with pytest.raises(Ambiguous, match="give more of it"):
        case.claim("abcdef")
    assert twins[1] == case.claim("abcdef4")


# ---- again, otherwise, later

def test_the_same_bytes_again_are_custody_and_no_new_evidence(case):
    source = original(WOOD, "wood-copy.txt", "/inbox/wood-copy.txt")

    assert case.has_original(source.digest)
    case.append([events.received(source)])

    assert ["/files/wood.txt", "/inbox/wood-copy.txt"] == [each.retrieval.place for each in case.custody(source.digest)]
    assert (4, 5) == (case.counts()["originals"], case.counts()["custody"])
    assert "wood.txt" == case.original(source.digest).name


def test_it_is_known_what_was_done_so_that_work_can_be_taken_up_again(case):
    wood = case.document("wood")

    assert case.has_document(wood.original, "plain/1") and not case.has_document(wood.original, "plain/2")
    assert case.has_claims(wood.id, EXTRACTOR) and not case.has_claims(wood.id, "grammar/2")
    assert not case.has_original("0" * 64)
    assert case.is_quarantined(list(case.originals())[-1].digest) and not case.is_quarantined(wood.original)


def test_a_document_without_claims_counts_as_read(case):
    source = original("Nothing to see.", "empty.txt")
    read = document(source, "empty")
    case.append([events.received(source), events.extracted(read, AT, BY),
                 *events.claims_extracted(read.id, EXTRACTOR, Extraction(), AT, BY)])

    assert case.has_claims(read.id, EXTRACTOR)


def test_names_are_free_once_each(case):
    assert "wood-2" == case.free_name("wood")
    assert "wood" == case.free_name("wood", case.document("wood").original)
    assert "new" == case.free_name("new")
    keep(case, "Another text by the same name.", "wood")
    assert "wood-3" == case.free_name("wood")
    assert "Another text by the same name." == case.document("wood-2").text


def test_a_name_taken_twice_is_refused_and_nothing_of_that_step_kept(case):
    size, source = case.journal.size(), original("A second envoy.", "envoy.txt")

    with pytest.raises(WrongCall, match="another document has this name"):
        case.append([events.received(source), events.extracted(document(source, "envoy"), AT, BY)])

    assert size == case.journal.size() and not case.has_original(source.digest)
    assert 12 == verify(case, replay=True).outcome


def test_a_later_reading_takes_the_place_and_the_name_of_the_earlier(case):
    old = case.document("wood")
    new = document(original(WOOD, "wood.txt"), "wood", reader="plain/2", problems=(Problem("dim", "wood", "a faint line"),))
    case.append([events.extracted(new, AT, BY),
                 *events.claims_extracted(new.id, EXTRACTOR, Extraction((claim(new, "the DPRK"),)), AT, BY)])

    assert new == case.document("wood") == case.reading(old.original)
    assert ["envoy", "office", "wood"] == [name for name, _ in case.document_names()]
    assert ["the DPRK"] == [each.quote for each in case.claims() if each.document in (old.id, new.id)]
    assert old == case.document(old.id)
    assert case.standing().documents == tuple(case.documents()) and case.standing().claims == tuple(case.claims())
    assert case.standing().problems == tuple(case.problems())


def test_a_later_extraction_takes_the_place_of_the_earlier(case):
    wood = case.document("wood")
    first, second = case.claims(wood.id)
    third = claim(wood, "We assess")
    problems = (Problem("ungrounded", "wood", "words that stand twice"),)
    case.append(events.claims_extracted(wood.id, "grammar/2", Extraction((third, second), problems), AT, BY))

    assert [third, second] == list(case.claims(wood.id))
    assert first == case.claim(first.id)
    assert ["unknown-format", "ungrounded"] == [problem.kind for problem in case.problems()]
    assert case.standing().claims == tuple(case.claims()) and case.standing().problems == tuple(case.problems())
    case.rebuild()
    assert [third, second] == list(case.claims(wood.id))


def test_a_reading_lifts_the_quarantine(case):
    noise = list(case.originals())[-1]
    case.append([events.extracted(document(original("\x00\x01", "noise.bin"), "noise", reader="bytes/1"), AT, BY)])

    assert not case.is_quarantined(noise.digest)
    assert [] == list(case.problems()) == list(case.standing().problems)


def test_a_rejected_claim_does_not_stand_until_it_is_reopened(case):
    each = next(case.claims())

    case.append([events.reviewed(each.id, Ruling.REJECT, "the sentence is a question", AT, BY)])
    assert each not in list(case.claims()) and each not in case.standing().claims
    assert each == case.claim(each.id)

    case.append([events.reviewed(each.id, Ruling.REOPEN, "", AT, BY)])
    assert each in list(case.claims()) and each in case.standing().claims


def test_a_step_that_breaks_off_leaves_nothing(case):
    size, counts = case.journal.size(), case.counts()

    with pytest.raises(ZeroDivisionError), case.writing():
        keep(case, "Half of this step.", "half")
        raise ZeroDivisionError

    assert (size, counts) == (case.journal.size(), case.counts())
    assert 12 == verify(case, replay=True).outcome


def test_an_event_of_no_known_type_is_refused(case):
    with pytest.raises(WrongCall, match=r"event type 'document\.liked'"):
        case.append([events.Event("document.liked", "x", BY, AT, {}, {})])


def test_half_a_surrogate_pair_in_a_text_is_refused_in_one_line(case):
    source = original("fine", "bent.txt")
    bent = events.extracted(document(source, "bent"), AT, BY)
    bent = events.Event(bent.type, bent.subject, bent.actor, bent.at, bent.clear, {**bent.private, "text": "half \ud83d a pair"})

    with pytest.raises(WrongCall, match="text: half a surrogate pair at character 5"):
        case.append([events.received(source), bent])
    assert not case.has_original(source.digest)


@pytest.mark.parametrize("text", ["NUL \x00 inside", "astral 🛰 𝔘", "combining e\u0301", "\u202eright to left", "\r\n\ttabs",
                                  "\ufeffmark", ""])
def test_any_text_comes_back_exactly(case, text):
    source = original(text, "odd.txt")
    case.append([events.received(source), events.extracted(document(source, "odd"), AT, BY)])

    assert text == case.document("odd").text


# ---- erasing

def test_a_redaction_erases_values_and_leaves_every_proof(filled):
    with ledger.open(filled, at=AT, by=BY) as case:
        envoy = case.document("envoy")
        seqs = [entry.seq for entry in case.entries() if envoy.id in (entry.clear.get("document"), "") or
                entry.clear.get("original") == envoy.original]
        note = case.checkpoint()
        case.redact(dict.fromkeys(seqs), basis="Art. 17 GDPR", at=AT, by=BY, originals=[envoy.original])

        assert ["wood", "office"] == [each.name for each in case.documents()]
        assert 3 == case.counts()["claims"] == len(list(case.claims()))
        assert case.standing().claims == tuple(case.claims()) and case.standing().documents == tuple(case.documents())
        with pytest.raises(NotFound, match="erased"):
            case.document(envoy.id)
        case.sign()
        verification = verify(case, blobs=True, replay=True, against=[note])

    assert 0 == verification.outcome
    assert "erased by redaction" in next(check.says for check in verification.checks if check.name == "values")
    for path in filled.rglob("*"):
        assert path.is_dir() or b"disinformation" not in path.read_bytes(), path
        assert path.is_dir() or "ZGlzaW5mb3JtYXRpb2" not in path.read_text("latin-1"), path


def test_some_values_may_go_and_others_stay(case):
    seq = case.claim_entry(next(case.claims()).id)

    case.redact({seq: ["derivation"]}, basis="order 7", at=AT, by=BY)

    assert next(case.claims()).derivation is None
    assert 4 == case.counts()["claims"]
    with pytest.raises(WrongCall, match="no value 'derivation' to erase; it has quote, said"):
        case.redact({seq: ["derivation"]}, basis="order 7", at=AT, by=BY)


def test_erasing_needs_a_basis_and_an_entry(case):
    with pytest.raises(WrongCall, match="without a basis"):
        case.redact({1: None}, basis=" ", at=AT, by=BY)
    with pytest.raises(WrongCall, match="entry 99"):
        case.redact({99: None}, basis="order 7", at=AT, by=BY)


# ---- the application's own connection

@pytest.mark.parametrize("sql", [
    "UPDATE event SET body = x'00' WHERE seq = 1", "DELETE FROM event WHERE seq = 1",
    "INSERT OR REPLACE INTO event SELECT 5, body, leaf FROM event WHERE seq = 5",
    "INSERT INTO event SELECT 99, body, leaf FROM event WHERE seq = 5",
    "INSERT INTO event SELECT -1, body, leaf FROM event WHERE seq = 5",
    "REPLACE INTO node SELECT * FROM node LIMIT 1", "UPDATE node SET hash = zeroblob(32)", "DELETE FROM node",
    "UPDATE disclosure SET body = ''", "DELETE FROM disclosure WHERE seq = 1",
    "INSERT OR REPLACE INTO disclosure VALUES (1, 0, 'x')",
    "UPDATE checkpoint SET note = ''", "DELETE FROM checkpoint", "REPLACE INTO checkpoint SELECT * FROM checkpoint",
    "INSERT INTO checkpoint VALUES (2, 'x')", "UPDATE head SET size = 0", "DELETE FROM head",
    "REPLACE INTO head VALUES (1, 0, x'', NULL)",
    "DELETE FROM erasure", "INSERT INTO event VALUES (17, 'text', zeroblob(32))", "INSERT INTO event VALUES (17, x'00', x'00')",
])
def test_our_own_connection_cannot_change_what_was_written(case, sql):
    if "erasure" in sql:
        case.redact({1: ["place"]}, basis="order 7", at=AT, by=BY)

    with pytest.raises(sqlite3.IntegrityError):
        case.journal.db.execute(sql)


def test_the_connection_has_the_settings_that_guard_the_log(case):
    wanted = {"journal_mode": "wal", "synchronous": 2, "recursive_triggers": 1, "trusted_schema": 0, "cell_size_check": 1,
              "secure_delete": 1, "foreign_keys": 1}

    assert wanted == {name: case.journal.db.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}


def test_the_envoy_s_signs_survive(case):
    assert ENVOY == case.document("envoy").text
    assert standing(case.entries()) == case.standing()


def test_leads_are_counted_with_the_last_extraction_of_each_document(case):
    wood = case.document("wood")
    lead = Lead(LeadKind.TRIGGER, wood.id, Span(0, 3), wood.text[:3], "seen", "an act", Span(0, 9))
    assert 0 == case.lead_count() == case.standing().leads

    case.append(events.claims_extracted(wood.id, "grammar/2", Extraction(leads=(lead, lead)), AT, BY))
    assert 2 == case.lead_count() == case.standing().leads

    case.append(events.claims_extracted(wood.id, "grammar/3", Extraction(leads=(lead,)), AT, BY))
    assert 1 == case.lead_count() == case.standing().leads
