"""Workers that die, hang or overeat cost one document each, and nothing else."""

from __future__ import annotations

import os
import signal
import time

from attestry.crew import Crew, Lost


def measured(words: str) -> int:
    """What the workers here are asked to do; some words are hard to bear."""
    if words == "fatal":
        os.kill(os.getpid(), signal.SIGKILL)
    if words == "endless":
        time.sleep(60)
    if words == "noisy":
        os.write(1, b"a library talks to standard output")
    return len(words)


def test_results_come_in_the_order_of_the_jobs():
    jobs = ["North Korea", "has", "now", "sent", "Russia"] * 5

    found = list(Crew(measured, 2).map(jobs))

    assert [len(job) for job in jobs] == found


def test_batches_hold_every_result_once_and_in_order():
    jobs = ["North Korea", "has", "now", "sent", "Russia"] * 20

    found = list(Crew(measured, 2).batches(jobs))

    assert all(found)
    assert [len(job) for job in jobs] == [each for batch in found for each in batch]


def test_a_worker_that_dies_costs_its_own_job_only():
    found = list(Crew(measured, 2).map(["one", "fatal", "three", "four", "fatal", "six"]))

    killed = Lost("the process at work ended early (signal 9)")
    assert [3, killed, 5, 4, killed, 3] == found


def test_a_worker_that_hangs_is_ended_in_time():
    found = list(Crew(measured, 1, seconds=0.5).map(["one", "endless", "three"]))

    assert [3, Lost("the work was not done within 0.5 seconds"), 5] == found


def test_what_a_library_prints_does_not_disturb_the_results():
    assert [5, 3] == list(Crew(measured, 1).map(["noisy", "one"]))


def test_whoever_stops_listening_leaves_no_worker_behind():
    crew = Crew(measured, 2)
    results = crew.map(["one", "two", "three"] * 10)
    assert next(results) == 3
    workers = list(crew._all)

    results.close()

    assert all(worker.poll() is not None for worker in workers)
