"""A case: one folder with the originals, the log, its key and the settings. Copy it and you have everything."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType

from attestry.ledger import events, settings, sqlite
from attestry.ledger.catalogue import Catalogue
from attestry.ledger.checkpoint import Signer, new_key, signer
from attestry.ledger.disclosure import digest, opened
from attestry.ledger.journal import entries
from attestry.ledger.lock import WriterLock
from attestry.ledger.settings import Settings
from attestry.ledger.signing import IntegrityLost, newest_checkpoint, sign
from attestry.ledger.standing import standing
from attestry.ledger.vault import FolderVault
from attestry.model.entry import Entry, Event, Standing
from attestry.model.errors import LedgerFault, WrongCall
from attestry.model.origin import Digest, digest_of

DATABASE, ORIGINALS, KEY, LOCK = "case.sqlite", "originals", "log.key", "case.lock"
SIGN_AFTER = 1_000                  # entries: what a crash leaves unsigned stays small, and ingest does not wait for signatures
_SLUG = 40                          # characters of a case's name that go into its log's name


def create(folder: Path, *, name: str, at: datetime, by: str) -> Case:
    """Make a case in *folder*, which may exist if no case is in it, and open it. *name* is for people."""
    if not name.strip() or any(character < " " for character in name):
        raise WrongCall(f"{folder}: the case name {name!r}; expected some characters on one line")
    folder.mkdir(parents=True, exist_ok=True)
    for file in (settings.FILE, DATABASE, ORIGINALS, KEY):
        if (folder / file).exists():
            raise WrongCall(f"{folder}: {file} is there already; expected no case there yet; open it, or take another folder")
    pem = new_key()
    with os.fdopen(os.open(folder / KEY, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as private:
        private.write(pem)
        private.flush()
        os.fsync(private.fileno())
    (folder / ORIGINALS).mkdir()
    sqlite.create(folder / DATABASE)
    origin = _origin(name, pem)
    vkey = signer(origin, pem).vkey
    settings.write(folder, Settings(name, origin, vkey, {}))
    case = open(folder, at=at, by=by)
    case.append([events.opened(name, vkey, at, by)])
    case.sign()
    return case


def open(folder: Path, *, at: datetime, by: str) -> Case:
    """The case in *folder*; NoCase if there is none.

    Without its log.key, or in a folder one may not write to, it can be read only. Entries that an earlier session left unsigned
    are told of in the log when this one first writes, as done *at*, *by*.
    """
    found = settings.read(folder)
    key = folder / KEY
    may_write = key.is_file() and os.access(key, os.R_OK) and os.access(folder, os.W_OK)
    writer = signer(found.origin, key.read_bytes()) if may_write else None
    if writer is not None and writer.vkey != found.vkey:
        raise LedgerFault(f"{key}: another key than {settings.FILE} names; expected that of {found.vkey}; "
                          "restore both from one copy")
    journal = sqlite.SqliteJournal(folder / DATABASE, found.origin, WriterLock(folder / LOCK), readonly=writer is None)
    return Case(folder, found, journal, writer, (at, by))


class Case(Catalogue):
    """A case that is open. Use it in a `with`, so that what was written is signed and the file given back."""

    def __init__(self, folder: Path, found: Settings, journal: sqlite.SqliteJournal, writer: Signer | None,
                 session: tuple[datetime, str]) -> None:
        super().__init__(journal.db, journal)
        self.folder, self.settings, self.journal = folder, found, journal
        self.vault = FolderVault(folder / ORIGINALS)
        self._signer, self._session, self._began, self._unsigned = writer, session, False, 0

    def __enter__(self) -> Case:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def name(self) -> str:
        return self.settings.name

    @property
    def readonly(self) -> bool:
        """Whether nothing can be added: the key is not there, or the folder may not be written to."""
        return self._signer is None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All that is appended inside stands together or not at all; nobody else writes meanwhile, so what is asked stays so."""
        began = self._began
        try:
            with self.journal.writing():
                yield
        except BaseException:
            self._began = began
            raise
        if self._unsigned >= SIGN_AFTER and not self.journal.busy:
            self.sign()

    def append(self, happened: Sequence[Event]) -> range:
        """Put *happened* on the log, in one step with the tables that follow from it; gives the places taken."""
        with self.writing():
            self._begin()
            places = self.journal.append(happened)
            self._unsigned += len(places)
        return places

    def sign(self) -> str:
        """The signed checkpoint over all that is on the log.

        IntegrityLost if the log does not come to what was kept: that is put on the log, nothing is signed, nothing more added.
        """
        if self._signer is None:
            raise WrongCall(f"{self.folder}: nothing to sign with; expected {KEY} and a folder one may write to; "
                            "work on the case's own copy")
        self._begin()
        try:
            note = sign(self.journal, self._signer)
        except IntegrityLost as fault:
            at, by = self._session
            with self.journal.writing():
                self.journal.append([events.integrity_lost(str(fault), at, by)])
                self.journal.halt(str(fault))
            self._unsigned = 0
            raise
        self._unsigned = 0
        return note

    def checkpoint(self) -> str | None:
        """The newest checkpoint kept, or None before the first."""
        newest = newest_checkpoint(self.journal)
        return None if newest is None else newest[1]

    def entries(self, start: int = 0, stop: int | None = None) -> Iterator[Entry]:
        """The entries [start, stop) of the log, in order."""
        return entries(self.journal, start, stop)

    def standing(self) -> Standing:
        """Everything that stands, at once, folded from the log itself: for cases that fit into memory."""
        return standing(self.entries())

    def rebuild(self, progress: Callable[[int], None] | None = None) -> int:
        """Make the tables of what stands anew from the log; gives the number of entries read."""
        return self.journal.rebuild(progress)

    def redact(self, seqs: Mapping[int, Sequence[str] | None], *, basis: str, at: datetime, by: str,
               originals: Sequence[Digest] = ()) -> range:
        """Erase private values for good: of each entry in *seqs* those named, or all where None; and *originals* with them.

        What was erased is told of on the log first, by digests alone; proofs and all other entries stay as they are.
        """
        if not basis.strip():
            raise WrongCall(f"{self.folder}: a redaction without a basis; expected the law or order it rests on")
        with self.writing():
            erased = {seq: self._digests(seq, names) for seq, names in seqs.items()}
            places = self.append([events.redaction(erased, originals, basis, at, by)])
            for seq, digests in erased.items():
                self.journal.erase(seq, digests)
        for each in originals:
            self.vault.erase(each)
        self.journal.scrub()
        return places

    def close(self) -> None:
        """Sign what this session added, and give the file back."""
        try:
            if self._unsigned and self.journal.halted() is None:
                self.sign()
        finally:
            self.journal.close()

    def _begin(self) -> None:
        """Tell, once a session, of entries left unsigned: an earlier session died, another is at work, or somebody added them."""
        if self._began:
            return
        with self.journal.writing():
            newest, size = newest_checkpoint(self.journal), self.journal.size()
            signed = 0 if newest is None else newest[0]
            if size > signed:
                self.journal.append([events.resumed(signed, size, *self._session)])
                self._unsigned += 1
        self._began = True

    def _digests(self, seq: int, names: Sequence[str] | None) -> list[str]:
        for row in self.journal.rows(seq, seq + 1):
            found = {opened(each)[0]: digest(each) for each in row.disclosures}
            unknown = sorted(set(names or ()) - found.keys())
            if unknown:
                raise WrongCall(f"entry {seq}: no value {unknown[0]!r} to erase; it has {', '.join(sorted(found)) or 'none'}")
            return sorted(found[name] for name in (found if names is None else names))
        raise WrongCall(f"entry {seq}: not on the log, which has {self.journal.size()}; take the place of an entry")


def _origin(name: str, pem: bytes) -> str:
    """The log's name: the case's, and enough of its key's digest that two cases of one name are two logs."""
    slug = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")[:_SLUG].strip("-") or "case"
    return f"attestry/{slug}-{digest_of(signer('case', pem).vkey.encode())[:8]}/1"
