"""Where originals lie: under the SHA-256 of their bytes, written once, never over another.

`originals/ab/abcdef…`, mode 0444. Bytes are checked against their name each time they are read.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path
from typing import Protocol

from attestry.model.errors import LedgerFault, NotFound
from attestry.model.origin import Digest, digest_of


class Vault(Protocol):
    """A store of bytes under their own digest. `put` may be repeated; `get` gives what was put or raises."""

    def put(self, data: bytes) -> Digest: ...
    def has(self, digest: Digest) -> bool: ...
    def get(self, digest: Digest) -> bytes: ...
    def size(self, digest: Digest) -> int: ...
    def digests(self) -> Iterator[Digest]: ...
    def erase(self, digest: Digest) -> None: ...


class FolderVault:
    """A Vault in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: Digest) -> Path:
        """Where the original *digest* lies, or would lie."""
        if not re.fullmatch("[0-9a-f]{64}", digest):
            raise NotFound(f"original {digest[:80]!r}: no SHA-256; expected 64 hexadecimal digits")
        return self.folder / digest[:2] / digest

    def put(self, data: bytes) -> Digest:
        """Keep *data* and give its digest; what is already there is checked and left alone.

        The bytes are on the disk, under their final name, when this returns. LedgerFault if what lies there already is not
        what its name says.
        """
        digest = digest_of(data)
        final = self.path(digest)
        if final.exists():
            self.check(digest)
            return digest
        final.parent.mkdir(parents=True, exist_ok=True)
        partial = self.folder / f".partial-{secrets.token_hex(8)}"
        try:
            _write(partial, data)
            with suppress(FileExistsError):     # another process was faster, with the same bytes
                _name(partial, final)
        finally:
            partial.unlink(missing_ok=True)
        _sync_folder(final.parent)
        return digest

    def has(self, digest: Digest) -> bool:
        return self.path(digest).is_file()

    def get(self, digest: Digest) -> bytes:
        """The bytes of *digest*; NotFound where there are none, LedgerFault where they are others."""
        try:
            data = self.path(digest).read_bytes()
        except FileNotFoundError:
            raise NotFound(f"original {digest[:12]}: not in {self.folder}") from None
        if digest_of(data) != digest:
            raise LedgerFault(f"{self.path(digest)}: its bytes have the SHA-256 {digest_of(data)[:12]}…, not that of its name; "
                              "restore it from another copy of the case")
        return data

    def check(self, digest: Digest) -> None:
        """As `get`, without holding the bytes in memory."""
        try:
            with self.path(digest).open("rb") as file:
                found = file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            raise NotFound(f"original {digest[:12]}: not in {self.folder}") from None
        if found != digest:
            raise LedgerFault(f"{self.path(digest)}: its bytes have the SHA-256 {found[:12]}…, not that of its name; "
                              "restore it from another copy of the case")

    def size(self, digest: Digest) -> int:
        """Bytes of the original *digest*; NotFound where there is none."""
        try:
            return self.path(digest).stat().st_size
        except FileNotFoundError:
            raise NotFound(f"original {digest[:12]}: not in {self.folder}") from None

    def digests(self) -> Iterator[Digest]:
        """Every digest kept, in order."""
        for folder in sorted(self.folder.glob("[0-9a-f][0-9a-f]")):
            yield from sorted(each.name for each in folder.iterdir() if re.fullmatch("[0-9a-f]{64}", each.name))

    def erase(self, digest: Digest) -> None:
        """Take the original *digest* away for good. Only a redaction, already on the log, may call for this."""
        self.path(digest).unlink(missing_ok=True)
        _sync_folder(self.path(digest).parent)


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fchmod(file.fileno(), 0o444) if hasattr(os, "fchmod") else os.chmod(path, 0o444)
        os.fsync(file.fileno())


def _name(partial: Path, final: Path) -> None:
    """Give *partial* its final name; FileExistsError where one stands already. A link, unlike a rename, never replaces."""
    try:
        os.link(partial, final)
    except FileExistsError:
        raise
    except OSError:                     # a file system without links (exFAT)
        if final.exists():
            raise FileExistsError(final) from None
        os.rename(partial, final)


def _sync_folder(folder: Path) -> None:
    """Put a folder's names on the disk; a system that cannot open folders does so by itself."""
    if not hasattr(os, "O_DIRECTORY") or not folder.exists():
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
