"""What every journal must do, whatever it is kept in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from attestry.ledger import sqlite
from attestry.ledger.disclosure import digest
from attestry.ledger.journal import Journal, entries, header
from attestry.ledger.lock import WriterLock
from attestry.ledger.memory import MemoryJournal
from attestry.ledger.merkle import Frontier, frontier_at, leaf_hash
from attestry.model.entry import Event
from attestry.model.errors import LedgerFault, WrongCall

ORIGIN = "attestry/contract/1"
AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def in_memory(folder: Path) -> Journal:
    return MemoryJournal(ORIGIN)


def in_sqlite(folder: Path) -> Journal:
    sqlite.create(folder / "log.sqlite")
    return sqlite.SqliteJournal(folder / "log.sqlite", ORIGIN, WriterLock(folder / "lock"))


@pytest.fixture(params=[in_memory, in_sqlite])
def journal(request, tmp_path):
    made = request.param(tmp_path)
    yield made
    made.close()


def event(number: int, **private: str) -> Event:
    return Event("case.opened", f"case:{number}", "u_1", AT, {"number": number}, private)


def test_an_empty_journal_has_nothing(journal):
    assert (0, [], None, 0) == (journal.size(), list(journal.rows()), journal.halted(), journal.node_count())
    assert [] == list(journal.checkpoints())


def test_events_take_the_next_places(journal):
    assert range(0, 2) == journal.append([event(0), event(1)])
    assert range(2, 3) == journal.append([event(2)])
    assert range(3, 3) == journal.append([])
    assert 3 == journal.size()


def test_an_entry_says_what_the_event_said(journal):
    journal.append([event(7, quote="a container of munitions", who="u_2")])

    entry = next(entries(journal))

    assert (0, "case.opened", "case:7", "u_1", "2026-11-23T12:00:00Z", {"number": 7}) == (
        entry.seq, entry.type, entry.subject, entry.actor, entry.at, entry.clear)
    assert {"quote": "a container of munitions", "who": "u_2"} == entry.private


def test_times_are_kept_in_utc_and_whole_seconds(journal):
    seoul = datetime(2026, 11, 23, 21, 0, 0, 999_999, tzinfo=timezone(timedelta(hours=9)))
    journal.append([Event("case.opened", "case:x", "u", seoul, {}, {})])

    assert "2026-11-23T12:00:00Z" == next(entries(journal)).at


def test_a_time_without_a_zone_is_refused(journal):
    with pytest.raises(WrongCall, match="no time zone"):
        journal.append([Event("case.opened", "case:x", "u", datetime(2026, 1, 1), {}, {})])


def test_private_values_are_not_in_the_leaf(journal):
    journal.append([event(0, quote="a container of munitions")])

    row = next(journal.rows())

    assert b"container" not in row.body and b"quote" not in row.body
    assert [digest(each) for each in row.disclosures] == list(header(row.body).digests)


def test_the_tree_is_the_one_of_the_leaves(journal):
    journal.append([event(number) for number in range(5)])
    journal.append([event(number) for number in range(5, 11)])
    frontier = Frontier()
    for row in journal.rows():
        assert leaf_hash(row.body) == row.leaf
        for level, index, height in frontier.append(row.leaf):
            assert height == journal.subtree(level, index)

    assert frontier.root() == journal.frontier().root() == frontier_at(journal.subtree, 11).root()
    assert 11 - (11).bit_count() == journal.node_count()


def test_a_subtree_that_is_not_there_is_a_fault(journal):
    journal.append([event(0)])

    for level, index in ((0, 1), (1, 0)):
        with pytest.raises(LedgerFault, match="no tree node"):
            journal.subtree(level, index)


def test_rows_come_in_order_and_by_place(journal):
    journal.append([event(number) for number in range(1_203)])

    assert list(range(1_203)) == [row.seq for row in journal.rows()]
    assert [700, 701] == [row.seq for row in journal.rows(700, 702)]
    assert [] == list(journal.rows(1_203))


def test_reading_goes_on_while_others_write(journal):
    journal.append([event(number) for number in range(600)])
    reading = journal.rows()
    next(reading)

    journal.append([event(600)])

    assert 599 <= len(list(reading)) <= 600


def test_what_breaks_off_inside_a_step_leaves_nothing(journal):
    journal.append([event(0)])
    root = journal.frontier().root()

    with pytest.raises(ZeroDivisionError), journal.writing():
        journal.append([event(1, quote="x")])
        journal.keep_checkpoint(2, "note")
        raise ZeroDivisionError

    assert (1, root, []) == (journal.size(), journal.frontier().root(), list(journal.checkpoints()))
    assert range(1, 2) == journal.append([event(1)])


def test_a_bad_event_among_good_ones_leaves_none(journal):
    with pytest.raises(WrongCall, match=r"clear\.share"):
        journal.append([event(0), Event("case.opened", "case:x", "u", AT, {"share": 0.5}, {})])

    assert 0 == journal.size()


def test_steps_may_be_nested(journal):
    with journal.writing():
        journal.append([event(0)])
        with journal.writing():
            journal.append([event(1)])

    assert 2 == journal.size()


def test_an_inner_step_that_breaks_off_is_undone_alone(journal):
    with journal.writing():
        journal.append([event(0)])
        with pytest.raises(ZeroDivisionError), journal.writing():
            journal.append([event(1), event(2)])
            raise ZeroDivisionError
        journal.append([event(3)])

    assert ["case:0", "case:3"] == [entry.subject for entry in entries(journal)]
    assert frontier_at(journal.subtree, 2).root() == journal.frontier().root()


def test_checkpoints_are_only_added(journal):
    journal.keep_checkpoint(1, "one")
    journal.keep_checkpoint(3, "three")

    for size in (3, 2, 1):
        with pytest.raises(Exception, match="checkpoints are only added"):
            journal.keep_checkpoint(size, "again")
    assert [(1, "one"), (3, "three")] == list(journal.checkpoints())


def test_an_erased_value_is_gone_and_the_leaf_is_as_it_was(journal):
    journal.append([event(0, quote="words", note="more")])
    before = next(journal.rows())
    gone = next(each for each, value in zip(before.disclosures, map(len, before.disclosures), strict=True) if value)

    journal.erase(0, [digest(gone)])

    after = next(journal.rows())
    assert (before.body, before.leaf) == (after.body, after.leaf)
    assert [each for each in before.disclosures if each != gone] == list(after.disclosures)
    assert 1 == len(next(entries(journal)).private)


def test_a_halted_journal_takes_nothing_more(journal):
    journal.append([event(0)])
    journal.halt("the tree does not fit")

    assert "the tree does not fit" == journal.halted()
    with pytest.raises(LedgerFault, match="read-only since the tree does not fit"):
        journal.append([event(1)])
    assert 1 == journal.size()
