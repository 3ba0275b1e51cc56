"""One writing process at a time.

SQLite up to 3.51.2 may corrupt a database in WAL mode when two connections write or checkpoint at once, so the lock is taken
around every transaction and around closing, which checkpoints too. The system gives it back when a process dies.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from attestry.model.errors import WrongCall

PATIENCE = 30.0                     # seconds: far longer than any one document's transaction
_PAUSE = 0.01                       # seconds between two tries


class WriterLock:
    """An exclusive lock on *path*; inside one process it may be taken again by whoever holds it."""

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        self._path, self._patience, self._depth = path, patience, 0

    @contextmanager
    def held(self) -> Iterator[None]:
        """Wait for the lock, hold it inside, give it back. WrongCall when *patience* runs out."""
        if self._depth:
            yield
            return
        with self._path.open("a+b") as file:
            give_up = time.monotonic() + self._patience
            while not _taken(file):
                if time.monotonic() > give_up:
                    raise WrongCall(f"{self._path.parent}: another process has been writing for {self._patience:.0f} s; "
                                    "expected to be the only one; wait for it, or end it")
                time.sleep(_PAUSE)
            self._depth = 1
            try:
                yield
            finally:
                self._depth = 0
                _given_back(file)


if sys.platform == "win32":
    import msvcrt

    def _taken(file: IO[bytes]) -> bool:
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _given_back(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _taken(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _given_back(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
