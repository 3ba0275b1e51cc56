"""What is signed was committed, read again and computed anew; what does not fit is never signed."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from attestry.ledger import case as ledger
from attestry.ledger import events
from attestry.ledger.checkpoint import Verifier, new_key, opened_checkpoint, signer
from attestry.ledger.lock import WriterLock
from attestry.ledger.memory import MemoryJournal
from attestry.ledger.signing import IntegrityLost, newest_checkpoint, sign
from attestry.ledger.verify import verify
from attestry.model.errors import LedgerFault, WrongCall

from .conftest import AT, BY, fill, keep, original

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(ledger.__file__).parents[2])}


def outcome(folder: Path) -> int:
    with ledger.open(folder, at=AT, by=BY) as case:
        return int(verify(case, blobs=True, replay=True).outcome)


def test_the_log_is_signed_once_for_a_size(case):
    first, second = case.sign(), case.sign()

    assert first == second == case.checkpoint()


def test_each_checkpoint_continues_the_one_before(case):
    keep(case, "One more.", "more")
    note = case.sign()

    with_key = [Verifier(case.settings.vkey)]
    sizes = [opened_checkpoint(each, case.journal.origin, with_key).size for _, each in case.journal.checkpoints()]
    assert sorted(sizes) == sizes and sizes[-1] == case.journal.size()
    assert note == case.checkpoint()


def test_a_long_session_is_signed_on_the_way(tmp_path):
    with ledger.create(tmp_path / "case", name="long", at=AT, by=BY) as case:
        source = original("again and again", "same.txt")
        for _ in range(3):
            case.append([events.received(source)] * 400)

        assert 1_201 == newest_checkpoint(case.journal)[0] == case.journal.size()


@pytest.mark.parametrize("sql", [
    "UPDATE head SET frontier = zeroblob(length(frontier))", "UPDATE head SET size = size + 1",
    "UPDATE event SET leaf = zeroblob(32) WHERE seq = 17", "UPDATE event SET body = replace(body, 'u_', 'v_') WHERE seq = 17",
    "UPDATE node SET hash = zeroblob(32) WHERE level = 1 AND idx = 8", "DELETE FROM node WHERE level = 4",
])
def test_a_bit_that_flips_between_hashing_and_signing_is_never_signed(filled, tamper, sql):
    case = ledger.open(filled, at=AT, by=BY)
    case.append([events.received(original("the eighteenth entry", "x.txt"))])
    assert 18 == case.journal.size()
    tamper(sql.replace("replace(body, 'u_', 'v_')", "CAST(replace(CAST(body AS TEXT), 'u_', 'v_') AS BLOB)"))
    signed = list(case.journal.checkpoints())

    with pytest.raises((IntegrityLost, LedgerFault)):
        case.sign()

    assert signed == list(case.journal.checkpoints())
    case.journal.close()
    assert 10 == outcome(filled)


def test_a_log_that_does_not_fit_says_so_and_takes_nothing_more(filled, tamper):
    case = ledger.open(filled, at=AT, by=BY)
    case.append([events.received(original("one more", "x.txt"))])
    tamper("UPDATE event SET leaf = zeroblob(32) WHERE seq = 17")

    with pytest.raises(IntegrityLost, match="entry 17"):
        case.sign()

    assert "integrity.failed" == list(case.entries())[-1].type
    with pytest.raises(LedgerFault, match="read-only since entry 17"):
        case.append([events.received(original("another", "y.txt"))])
    case.close()
    with ledger.open(filled, at=AT, by=BY) as again, pytest.raises(LedgerFault, match="read-only since"):
        again.append([events.received(original("another", "y.txt"))])


CRASH = textwrap.dedent("""
    import os, sys
    from datetime import UTC, datetime
    from pathlib import Path
    from attestry.ledger import case as ledger, events, signing
    from attestry.model.origin import Original, Retrieval, digest_of

    at, point = datetime(2026, 1, 1, tzinfo=UTC), sys.argv[2]
    case = ledger.open(Path(sys.argv[1]), at=at, by="u_crash")
    data = b"the document that was being added"
    case.vault.put(data)
    if point == "kept":
        os._exit(9)
    source = Original(digest_of(data), "text/plain", len(data), "x", Retrieval("x", at, "u"), data)
    if point == "writing":
        with case.writing():
            case.append([events.received(source)])
            os._exit(9)
    case.append([events.received(source)])
    if point == "committed":
        os._exit(9)
    case.sign()
    os._exit(9)
""")


@pytest.mark.parametrize(("point", "size", "after"),
                         [("kept", 17, 12), ("writing", 17, 12), ("committed", 18, 13), ("signed", 18, 12)])
def test_a_process_that_dies_leaves_whole_steps_and_the_next_one_says_what_it_found(filled, point, size, after):
    died = subprocess.run([sys.executable, "-c", CRASH, str(filled), point], env=ENVIRONMENT, check=False)

    assert 9 == died.returncode
    assert after == outcome(filled)
    with ledger.open(filled, at=AT, by=BY) as case:
        assert size == case.journal.size()
        keep(case, "The next one.", "next")
        types = [entry.type for entry in case.entries(17)]
    assert (["log.resumed"] if point == "committed" else []) == [each for each in types if each == "log.resumed"]
    assert 12 == outcome(filled)


APPEND = textwrap.dedent("""
    import sys
    from datetime import UTC, datetime
    from pathlib import Path
    from attestry.ledger import case as ledger, events
    from attestry.model.origin import Original, Retrieval, digest_of

    at, who = datetime(2026, 1, 1, tzinfo=UTC), sys.argv[2]
    with ledger.open(Path(sys.argv[1]), at=at, by=who) as case:
        for number in range(40):
            data = f"{who} {number}".encode()
            case.vault.put(data)
            case.append([events.received(Original(digest_of(data), "text/plain", len(data), "x", Retrieval("x", at, who), data))])
            if number % 10 == 0:
                case.sign()
""")


def test_processes_that_write_at_once_leave_one_log_without_gaps(filled):
    running = [subprocess.Popen([sys.executable, "-c", APPEND, str(filled), who], env=ENVIRONMENT)
               for who in ("u_one", "u_two", "u_three")]

    assert [0, 0, 0] == [each.wait(60) for each in running]
    with ledger.open(filled, at=AT, by=BY) as case:
        came = [entry.actor for entry in case.entries(17) if entry.type == "document.received"]
        assert list(range(case.journal.size())) == [entry.seq for entry in case.entries()]
    assert {"u_one": 40, "u_two": 40, "u_three": 40} == {who: came.count(who) for who in ("u_one", "u_two", "u_three")}
    assert 12 == outcome(filled)


def test_a_second_writer_waits_and_then_gives_up_in_one_line(filled):
    second = WriterLock(filled / "case.lock", patience=0.05).held()

    with WriterLock(filled / "case.lock").held(), pytest.raises(WrongCall, match="another process has been writing"), second:
        raise AssertionError


def test_a_journal_in_memory_is_signed_by_the_same_rules():
    journal, ours = MemoryJournal("attestry/memory/1"), signer("attestry/memory/1", new_key())
    journal.append([events.received(original("a", "a")), events.received(original("b", "b"))])

    note = sign(journal, ours)
    journal.append([events.received(original("c", "c"))])
    journal._frontier.roots[0] = b"\0" * 32

    assert 2 == opened_checkpoint(note, journal.origin, [Verifier(ours.vkey)]).size
    with pytest.raises(IntegrityLost):
        sign(journal, ours)


def test_a_filled_case_is_what_the_other_tests_think(tmp_path):
    with ledger.create(tmp_path / "case", name="x", at=AT, by=BY) as case:
        fill(case)

    assert 12 == outcome(tmp_path / "case")
