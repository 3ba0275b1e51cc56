"""Every way that a case can stop holding is told apart, and a case that holds says what that is worth."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from datetime import UTC, datetime

import pytest

from attestry.ledger import case as ledger
from attestry.ledger import layout, settings
from attestry.ledger.checkpoint import Checkpoint, new_key, signer
from attestry.ledger.checks import Outcome
from attestry.ledger.merkle import Frontier, leaf_hash
from attestry.ledger.verify import verify
from attestry.model.errors import LedgerFault

AT, BY = datetime(2026, 11, 24, tzinfo=UTC), "u_7f3a"


def examined(folder, **asked):
    with ledger.open(folder, at=AT, by=BY) as case:
        return verify(case, **asked)


def found(verification):
    """The checks that did not hold, by name."""
    return {check.name: check.outcome for check in verification.checks if check.outcome is not Outcome.HELD}


# ---- a case that holds

def test_a_plain_case_holds_but_nobody_outside_vouches_for_it(filled):
    verification = examined(filled, blobs=True, replay=True)

    assert {"anchor": Outcome.UNANCHORED} == found(verification)
    assert 12 == verification.outcome
    assert "could have rewritten it all" in verification.checks[-1].says
    assert 0 == verification.anchored


def test_every_check_says_how_much_it_looked_at(filled):
    counts = {check.name: check.count for check in examined(filled, blobs=True, replay=True).checks}

    assert counts["entries"] == counts["signed"] == 17
    assert counts["tree"] == 17 - 2                     # 17 is 16 and 1: two subtrees stand open
    assert 4 == counts["originals"]
    assert 7 == counts["quotes"]                        # three texts, four claims
    assert counts["values"] > 20 and counts["tables"] > 15 and counts["signatures"] == 3


def test_an_older_checkpoint_from_outside_anchors_what_it_covers(filled):
    with ledger.open(filled, at=AT, by=BY) as case:
        _, (size, note), _ = case.journal.checkpoints()

    verification = examined(filled, against=[note])

    assert 0 == verification.outcome
    assert size == verification.anchored == 16
    assert "1 newer" in verification.checks[-1].says


def test_the_tail_alone_is_checked_once_the_rest_was(filled):
    first = examined(filled)
    with ledger.open(filled, at=AT, by=BY) as case:
        note = case.checkpoint()
        case.append([])
        second = verify(case, tail=True, against=[note])

    assert {"entries": 17} == {check.name: check.count for check in first.checks if check.name == "entries"}
    assert {"entries": 0} == {check.name: check.count for check in second.checks if check.name == "entries"}
    assert (first.size, first.root) == (second.size, second.root)
    assert 0 == second.outcome and 17 == second.anchored


def test_the_lines_are_json_and_end_with_the_whole(filled):
    lines = [json.loads(line) for line in examined(filled).lines()]

    assert {"check", "outcome", "count", "failures", "says"} == lines[0].keys()
    assert ("unanchored", 12, 17) == (lines[-1]["outcome"], lines[-1]["exit"], lines[-1]["size"])


def test_progress_is_told_up_to_the_last_entry(filled):
    told = []

    examined(filled, progress=lambda done, total: told.append((done, total)))

    assert (17, 17) == told[-1]


def test_a_case_without_its_key_can_be_verified(filled):
    (filled / ledger.KEY).unlink()

    assert 12 == examined(filled, blobs=True, replay=True).outcome


# ---- tampering with the log

FLIP = "substr({0}, 1, {1}) || CAST(char(unicode(substr(CAST({0} AS TEXT), {1} + 1, 1)) + 1) AS BLOB) || substr({0}, {1} + 2)"


@pytest.mark.parametrize(("sql", "names"), [
    (f"UPDATE event SET body = CAST({FLIP.format('body', 40)} AS BLOB) WHERE seq = 3", {"entries", "roots", "tree"}),
    ("UPDATE event SET leaf = zeroblob(32) WHERE seq = 3", {"entries"}),
    ("UPDATE node SET hash = zeroblob(32) WHERE level = 2 AND idx = 1", {"tree"}),
    ("DELETE FROM node WHERE level = 2 AND idx = 1", {"tree"}),
    ("INSERT INTO node VALUES (9, 9, zeroblob(32))", {"tree"}),
    ("UPDATE disclosure SET body = substr(body, 1, 30) || iif(substr(body, 31, 1) = 'A', 'B', 'A') || substr(body, 32) "
     "WHERE seq = 4 AND n = 0", {"values", "gaps"}),
    ("UPDATE disclosure SET body = (SELECT body FROM disclosure WHERE seq = 1 AND n = 0) WHERE seq = 4 AND n = 0",
     {"values", "gaps"}),
    ("UPDATE checkpoint SET note = replace(note, '16', '15') WHERE size = 16", {"signatures"}),
    ("UPDATE checkpoint SET size = 15 WHERE size = 16", {"signatures"}),
    ("DELETE FROM checkpoint", {"signatures", "signed"}),
    ("DELETE FROM event WHERE seq = 5", {"entries", "tree", "roots"}),
    ("DELETE FROM event WHERE seq = 16", {"roots", "tree"}),
    ("DELETE FROM event WHERE seq > 9", {"roots", "tree"}),
    ("UPDATE event SET seq = CASE seq WHEN 2 THEN 1003 ELSE 1002 END WHERE seq IN (2, 3)", {"entries", "roots"}),
    ("UPDATE head SET frontier = zeroblob(64)", {"tree"}),
    ("UPDATE head SET size = 3", {"tree"}),
    ("INSERT OR REPLACE INTO event SELECT 5, body, leaf FROM event WHERE seq = 6", {"entries", "roots", "tree"}),
])
def test_a_change_behind_our_back_is_told(filled, tamper, sql, names):
    assert 0 < tamper(sql)
    tamper("UPDATE event SET seq = seq - 1000 WHERE seq > 1000")    # the second half of a swap

    verification = examined(filled)

    assert 10 == verification.outcome
    assert names <= found(verification).keys()


def test_entries_added_without_the_key_are_told_as_unsigned(filled):
    forged = examined(filled).size
    db = sqlite3.connect(filled / ledger.DATABASE)
    body = db.execute("SELECT body FROM event WHERE seq = ?", (forged - 1,)).fetchone()[0].replace(b'"seq":16', b'"seq":17')
    size, roots = db.execute("SELECT size, frontier FROM head").fetchone()
    frontier = Frontier(size, [roots[at:at + 32] for at in range(0, len(roots), 32)])
    with db:
        db.execute("INSERT INTO event VALUES (?, ?, ?)", (forged, body, leaf_hash(body)))
        db.executemany("INSERT INTO node VALUES (?, ?, ?)", frontier.append(leaf_hash(body)))
        db.execute("UPDATE head SET size = ?, frontier = ?", (frontier.size, b"".join(frontier.roots)))
    db.close()

    verification = examined(filled)

    assert 13 == verification.outcome
    assert {"signed", "anchor"} == found(verification).keys()
    assert "entries 17 to 17" in next(check.says for check in verification.checks if check.name == "signed")


def test_a_random_bit_in_body_leaf_node_value_or_checkpoint_never_passes(filled, tmp_path):
    chance = random.Random(20_241_218)
    places = {"event": "body", "event ": "leaf", "node": "hash", "disclosure": "body", "checkpoint": "note"}
    for trial in range(40):
        table, column = chance.choice(list(places.items()))
        folder = shutil.copytree(filled, tmp_path / f"trial-{trial}")
        db = sqlite3.connect(folder / ledger.DATABASE)
        for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {trigger}")
        key = "level * 100 + idx" if table == "node" else "rowid"
        rows = db.execute(f"SELECT {key}, {column} FROM {table}").fetchall()
        row, value = chance.choice(rows)
        data = bytearray(value.encode() if isinstance(value, str) else value)
        place = chance.randrange(len(data) * 8)
        data[place // 8] ^= 1 << place % 8
        changed = data.decode("utf-8", "replace") if isinstance(value, str) else bytes(data)
        with db:
            db.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (changed, row))
        db.close()

        assert examined(folder).outcome is Outcome.TAMPERED, f"trial {trial}: bit {place} of {table}.{column} in row {row}"
        shutil.rmtree(folder)


def rewritten(folder, key, origin):
    """Write the whole of history anew, with other words in it and every hash, node and signature made to fit."""
    db = sqlite3.connect(folder / ledger.DATABASE)
    for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {trigger}")
    frontier, signing = Frontier(), signer(origin, key)
    sizes = [size for (size,) in db.execute("SELECT size FROM checkpoint")]
    with db:
        db.execute("DELETE FROM checkpoint")
        for seq, body in db.execute("SELECT seq, body FROM event ORDER BY seq").fetchall():
            told = body.replace(b"u_7f3a", b"u_0000")
            if seq == 0:
                told = told.replace(settings.read(folder).vkey.encode(), signing.vkey.encode())
            db.execute("UPDATE event SET body = ?, leaf = ? WHERE seq = ?", (told, leaf_hash(told), seq))
            for level, index, height in frontier.append(leaf_hash(told)):
                db.execute("UPDATE node SET hash = ? WHERE level = ? AND idx = ?", (height, level, index))
            if frontier.size in sizes:
                note = signing.sign(str(Checkpoint(origin, frontier.size, frontier.root())))
                db.execute("INSERT INTO checkpoint VALUES (?, ?)", (frontier.size, note))
        db.execute("UPDATE head SET frontier = ?", (b"".join(frontier.roots),))
    layout.guard(db)
    db.commit()
    db.close()
    return signing.vkey


def test_history_rewritten_with_the_stolen_key_passes_only_until_a_checkpoint_from_outside_is_held_against_it(filled):
    with ledger.open(filled, at=AT, by=BY) as case:
        notes = [note for _, note in case.journal.checkpoints()]
    rewritten(filled, (filled / ledger.KEY).read_bytes(), settings.read(filled).origin)

    assert 12 == examined(filled, blobs=True, replay=True).outcome
    for note in notes:
        verification = examined(filled, against=[note])
        assert 10 == verification.outcome
        assert "anchor" in found(verification)


def test_history_rewritten_with_another_key_does_not_get_past_the_settings(filled):
    rewritten(filled, new_key(), settings.read(filled).origin)

    verification = examined(filled)

    assert 10 == verification.outcome
    assert {"key", "signatures"} <= found(verification).keys()


def test_a_whole_case_under_another_key_does_not_get_past_a_key_from_outside(filled):
    named = settings.read(filled)
    key = new_key()
    vkey = rewritten(filled, key, named.origin)
    (filled / ledger.KEY).write_bytes(key)
    settings.write(filled, settings.Settings(named.name, named.origin, vkey, {}))

    assert 12 == examined(filled).outcome
    assert 10 == examined(filled, against=[named.vkey]).outcome
    assert 12 == examined(filled, against=[vkey]).outcome


# ---- what came from outside

def test_a_checkpoint_by_a_key_nobody_knows_says_nothing(filled):
    origin = settings.read(filled).origin
    foreign = signer(origin, new_key()).sign(str(Checkpoint(origin, 1, b"\0" * 32)))

    verification = examined(filled, against=[foreign])

    assert 20 == verification.outcome
    assert {"anchor": Outcome.NOT_RUN} == found(verification)


def test_a_checkpoint_of_another_case_is_refused(filled, tmp_path):
    with ledger.create(tmp_path / "other", name="other", at=AT, by=BY) as other:
        note, vkey = other.checkpoint(), other.settings.vkey

    assert 20 == examined(filled, against=[note]).outcome
    assert 10 == examined(filled, against=[note, vkey]).outcome


def test_a_log_shorter_than_a_checkpoint_from_outside_was_cut(filled, tmp_path):
    older = shutil.copytree(filled, tmp_path / "backup")
    with ledger.open(filled, at=AT, by=BY) as case:
        fresh = ledger.events.received(next(case.originals()))
        case.append([fresh])
        note = case.sign()

    verification = examined(older, against=[note])

    assert 10 == verification.outcome
    assert "the newest are gone" in verification.checks[-1].says


def test_two_roots_for_one_size_are_a_fork(filled, tmp_path):
    twin = shutil.copytree(filled, tmp_path / "twin")
    notes = []
    for folder, report in ((filled, "a"), (twin, "b")):
        with ledger.open(folder, at=AT, by=BY) as case:
            case.append([ledger.events.exported({report: "0" * 64}, 1, AT, BY)])
            notes.append(case.sign())

    verification = examined(filled, against=notes)

    assert 10 == verification.outcome
    assert "forked" in verification.checks[-1].says


def test_the_tail_is_held_against_checkpoints_older_than_it(filled):
    examined(filled)
    with ledger.open(filled, at=AT, by=BY) as case:
        (_, first), (_, middle), _ = case.journal.checkpoints()
        stolen = signer(case.journal.origin, (filled / ledger.KEY).read_bytes())
        forged = stolen.sign(str(Checkpoint(case.journal.origin, 9, b"\7" * 32)))

        assert 0 == verify(case, tail=True, against=[first, middle]).outcome
        assert 10 == verify(case, tail=True, against=[forged]).outcome


# ---- originals, values, tables, versions

def test_an_original_that_is_gone_is_missing(filled):
    path = next((filled / ledger.ORIGINALS).glob("*/*"))
    path.unlink()

    verification = examined(filled)

    assert 11 == verification.outcome
    assert path.name[:12] in next(check.says for check in verification.checks if check.name == "originals")


def test_an_original_with_one_other_bit_is_told_when_hashed(filled):
    path = next((filled / ledger.ORIGINALS).glob("*/*"))
    path.chmod(0o600)
    path.write_bytes(bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:])

    assert 12 == examined(filled).outcome
    assert 10 == examined(filled, blobs=True).outcome


def test_an_original_of_another_length_is_told_without_hashing(filled):
    path = next((filled / ledger.ORIGINALS).glob("*/*"))
    path.chmod(0o600)
    path.write_bytes(path.read_bytes() + b".")

    assert 10 == examined(filled).outcome


def test_an_original_that_nothing_speaks_of_does_no_harm(filled):
    with ledger.open(filled, at=AT, by=BY) as case:
        case.vault.put(b"kept by a session that died before it could say so")

        verification = verify(case)

    assert 12 == verification.outcome
    assert "1 besides, not on the log" in next(check.says for check in verification.checks if check.name == "originals")


def test_a_value_that_is_gone_without_a_redaction_is_missing(filled, tamper):
    tamper("DELETE FROM disclosure WHERE seq = 4 AND n = 1")

    verification = examined(filled)

    assert 11 == verification.outcome
    assert {"gaps", "anchor"} == found(verification).keys()


@pytest.mark.parametrize("sql", ["UPDATE claim SET ruling = 'accept'", "DELETE FROM document WHERE name = 'envoy'",
                                 "UPDATE document SET name = 'x' WHERE name = 'envoy'",
                                 "INSERT INTO quarantine VALUES ('abc', 3)", "DROP TABLE claim"])
def test_a_table_edited_without_the_log_is_told_by_a_replay_and_mended_by_a_rebuild(filled, tamper, sql):
    tamper(sql)

    assert 10 == examined(filled, replay=True).outcome
    with ledger.open(filled, at=AT, by=BY) as case:
        assert 17 == case.rebuild()
    assert 12 == examined(filled, replay=True).outcome


def test_triggers_that_are_not_ours_are_told_and_nothing_is_written_past_them(filled):
    db = sqlite3.connect(filled / ledger.DATABASE)
    db.execute("DROP TRIGGER event_update")
    db.execute("CREATE TRIGGER theirs AFTER INSERT ON event BEGIN DELETE FROM claim; END")
    db.commit()
    db.close()

    verification = examined(filled, replay=True)
    assert 10 == verification.outcome
    assert "trigger event_update is missing" in next(check.says for check in verification.checks if check.name == "file")
    with ledger.open(filled, at=AT, by=BY) as case:
        with pytest.raises(LedgerFault, match="then `attestry rebuild`"):
            case.append([ledger.events.exported({}, 1, AT, BY)])
        case.rebuild()
        case.append([ledger.events.exported({}, 1, AT, BY)])
    assert 12 == examined(filled, replay=True).outcome


def test_an_index_that_hides_a_row_is_told_by_a_replay(filled, tamper):
    tamper("CREATE TABLE other (id, document, first, last)")
    db = sqlite3.connect(filled / ledger.DATABASE)
    db.execute("PRAGMA writable_schema = ON")
    db.execute("UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'custody_of') "
               "WHERE name = 'claim_in'")
    db.commit()
    db.close()

    assert 10 == examined(filled, replay=True).outcome


def test_an_entry_of_a_later_version_cannot_be_checked_and_is_not_said_to_hold(case):
    body = b'{"v":2}'
    db = case.journal.db
    frontier = case.journal.frontier()
    with case.writing():
        db.execute("INSERT INTO event VALUES (17, ?, ?)", (body, leaf_hash(body)))
        for node in frontier.append(leaf_hash(body)):
            db.execute("INSERT INTO node VALUES (?, ?, ?)", node)
        db.execute("UPDATE head SET size = 18, frontier = ?", (b"".join(frontier.roots),))

    verification = verify(case)

    assert 20 == verification.outcome
    assert Outcome.NOT_RUN == found(verification)["versions"]


def test_a_database_that_cannot_be_read_through_is_no_reason_to_stop_without_a_word(filled):
    path = filled / ledger.DATABASE
    data = bytearray(path.read_bytes())
    page = data.index(b'"seq":9,') // 4096 * 4096
    data[page:page + 200] = b"\xff" * 200
    path.write_bytes(data)

    verification = examined(filled, replay=True)

    assert 10 == verification.outcome
    assert any("malformed" in check.says for check in verification.checks)
