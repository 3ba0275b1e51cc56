"""Attestry: an evidence ledger for people who monitor sanctions and arms transfers.

`attestry.init` makes a case, `attestry.open` opens one; `attestry.read` and `attestry.extract` read a file and its claims without
keeping anything. What they give and take are words of `attestry.model`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from attestry.model.claim import Claim
    from attestry.model.text import Document
    from attestry.workspace import Case

__version__ = "0.1.0"
__all__ = ["__version__", "extract", "init", "open", "read"]


def init(folder: str | Path, *, by: str = "", clock: Callable[[], datetime] | None = None) -> Case:
    """A new case in *folder*, which may not hold one yet; WrongCall if it does."""
    from attestry.workspace import Case
    return Case.begin(folder, by=by, clock=clock)


def open(folder: str | Path, *, by: str = "", clock: Callable[[], datetime] | None = None) -> Case:
    """The case in *folder*; NoCase if there is none.

    *by* is the opaque id that the log will name for what is done; *clock* gives the time in UTC. Use the case in a `with`.
    """
    from attestry.workspace import Case
    return Case.open(folder, by=by, clock=clock)


def read(place: str | Path, *, data: bytes | None = None, **given: str) -> Document:
    """The document that the file at *place* makes, or *data* that came from there; Unreadable if it makes none.

    What is given of it wins over what it says: speaker, publisher, date, url, symbol, language, rendering, title.
    """
    from attestry import workspace
    return workspace.read(place, data=data, **given)


def extract(document: Document) -> tuple[Claim, ...]:
    """Every claim in *document*, in reading order."""
    from attestry import workspace
    return workspace.extract(document)
