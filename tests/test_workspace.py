"""What a case promises to who adds documents to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import attestry
from attestry.workspace import Source


def test_what_is_told_of_is_in_the_file_already(tmp_path):
    sources = [Source(f"{number}.txt", data=f"Japan condemned test {number} by the DPRK.".encode()) for number in range(12)]

    with attestry.init(tmp_path / "case") as case:
        for added in case.add_all(sources, workers=2):
            with closing(sqlite3.connect(tmp_path / "case" / "case.sqlite")) as other:
                assert [(1,)] == other.execute("SELECT count(*) FROM document WHERE id = ?", (added.document,)).fetchall()
