"""Work done in other processes, one document at a time, so that no document can take the rest down with it.

Each worker is a Python of its own that is handed one job and hands back one result. A worker that dies, hangs or asks
for too much memory costs the document it held; another takes its place and the work goes on. Results come back in the
order of the jobs, whatever order they were finished in.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import IO, Any

LIMIT_SECONDS = 300                 # for one document: a 2,000-page PDF takes about a minute
LIMIT_BYTES = 4 * 1024**3           # of address space for one worker: the largest PDF tried took 0.6 GB

AHEAD = 4                           # jobs a worker: enough that nobody idles while results are put away, few enough to stay small

OPENING = "import sys; sys.path[:] = {path!r}; from attestry.crew import serve; serve({memory})"


@dataclass(frozen=True, slots=True)
class Lost:
    """What stands in for a result when the worker that held the job did not come back with one."""

    says: str


class Crew:
    """As many workers as asked for, each started when its first job comes.

    *task* is a function at the top of a module; it, its jobs and its results must pickle.
    """

    def __init__(self, task: Callable[[Any], Any], size: int, *,
                 seconds: float = LIMIT_SECONDS, memory: int = LIMIT_BYTES) -> None:
        self._task, self._size, self._seconds, self._memory = task, size, seconds, memory
        self._mine = threading.local()
        self._all: list[subprocess.Popen[bytes]] = []

    def map(self, jobs: Iterable[Any]) -> Iterator[Any]:
        """The result of each job, or `Lost`, in the order of *jobs*, which are taken no faster than they are needed."""
        for results in self.batches(jobs):
            yield from results

    def batches(self, jobs: Iterable[Any]) -> Iterator[list[Any]]:
        """The same, as many at a time as have come by the time they are asked for: one at least."""
        with ThreadPoolExecutor(self._size) as hands:
            waiting: deque[Future[Any]] = deque()
            try:
                for job in jobs:
                    waiting.append(hands.submit(self._do, job))
                    if len(waiting) > AHEAD * self._size:
                        yield _come(waiting)
                while waiting:
                    yield _come(waiting)
            finally:
                for one in waiting:
                    one.cancel()
                self.dismiss()

    def dismiss(self) -> None:
        """Let every worker go."""
        for worker in self._all:
            with contextlib.suppress(OSError):
                worker.kill()
            worker.wait()
        self._all.clear()

    def _do(self, job: Any) -> Any:
        """The result of *job* from this thread's worker; whoever fails is replaced at the next job."""
        worker: subprocess.Popen[bytes] | None = getattr(self._mine, "worker", None)
        if worker is None or worker.poll() is not None:
            worker = self._mine.worker = self._hired()
        assert worker.stdin and worker.stdout       # both were asked for as pipes
        late = threading.Event()

        def stop() -> None:
            late.set()
            worker.kill()

        clock = threading.Timer(self._seconds, stop)
        clock.start()
        try:
            send(worker.stdin, (self._task, job))
            return receive(worker.stdout)
        except (EOFError, OSError):
            status = worker.wait()
            if late.is_set():
                return Lost(f"the work was not done within {self._seconds:g} seconds")
            return Lost(f"the process at work ended early ({_ended(status)})")
        finally:
            clock.cancel()

    def _hired(self) -> subprocess.Popen[bytes]:
        opening = OPENING.format(path=sys.path, memory=self._memory)
        worker = subprocess.Popen([sys.executable, "-c", opening], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL, start_new_session=True)
        self._all.append(worker)
        return worker


def _come(waiting: deque[Future[Any]]) -> list[Any]:
    """The first result of *waiting*, and those after it that need not be waited for."""
    results = [waiting.popleft().result()]
    while waiting and waiting[0].done():
        results.append(waiting.popleft().result())
    return results


def _ended(status: int) -> str:
    """How a process ended, for a person."""
    return f"signal {-status}" if status < 0 else f"status {status}"


def send(pipe: IO[bytes], value: Any) -> None:
    """*value* written to *pipe*: eight bytes of length, then its pickle."""
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(len(data).to_bytes(8, "big") + data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """The next value from *pipe*; EOFError where it ends."""
    head = pipe.read(8)
    if len(head) < 8:
        raise EOFError
    data = pipe.read(int.from_bytes(head, "big"))
    return pickle.loads(data)


def serve(memory: int) -> None:
    """Do the jobs that come on standard input until it ends; run in the worker.

    What libraries print goes nowhere: the pipe carries results only.
    """
    limit(memory)
    results = os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    while True:
        try:
            task, job = receive(sys.stdin.buffer)
        except EOFError:
            return
        send(results, task(job))


def limit(memory: int) -> None:
    """No more than *memory* bytes of address space for this process, where the system can hold it to that."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
