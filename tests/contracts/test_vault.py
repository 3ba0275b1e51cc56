"""What every vault must do, whatever it is kept in; and what one in a folder must do besides."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attestry.ledger.memory import MemoryVault
from attestry.ledger.vault import FolderVault
from attestry.model.errors import LedgerFault, NotFound

DATA = "Телеграмма №7\r\n\x00".encode("cp1251")


@pytest.fixture(params=["memory", "folder"])
def vault(request, tmp_path):
    return MemoryVault() if request.param == "memory" else FolderVault(tmp_path / "originals")


@pytest.fixture
def folder(tmp_path):
    return FolderVault(tmp_path / "originals")


def test_bytes_come_back_under_their_digest(vault):
    digest = vault.put(DATA)

    assert sha256(DATA).hexdigest() == digest
    assert (DATA, len(DATA), True) == (vault.get(digest), vault.size(digest), vault.has(digest))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(data=st.binary(max_size=200))
def test_any_bytes_come_back(vault, data):
    assert data == vault.get(vault.put(data))


def test_putting_again_changes_nothing(vault):
    assert vault.put(DATA) == vault.put(DATA)
    assert [vault.put(DATA)] == list(vault.digests())


def test_what_was_never_put_is_not_found(vault):
    assert not vault.has("0" * 64)
    for ask in (vault.get, vault.size):
        with pytest.raises(NotFound):
            ask("0" * 64)


def test_digests_come_in_order(vault):
    put = {vault.put(bytes([number])) for number in range(20)}

    assert sorted(put) == list(vault.digests())


def test_what_is_erased_is_gone(vault):
    digest = vault.put(DATA)

    vault.erase(digest)
    vault.erase(digest)

    assert not vault.has(digest)


def test_the_file_lies_where_its_digest_says_and_is_read_only(folder):
    digest = folder.put(DATA)

    path = folder.folder / digest[:2] / digest
    assert DATA == path.read_bytes()
    assert 0o444 == stat.S_IMODE(path.stat().st_mode)


def test_nothing_but_originals_is_left_behind(folder):
    folder.put(DATA)

    assert [2, 64] == [len(path.name) for path in sorted(folder.folder.rglob("*"))]


@pytest.mark.parametrize("harm", [lambda data: data[:-1], lambda data: data + b"x", lambda data: b"",
                                  lambda data: bytes([data[0] ^ 1]) + data[1:]])
def test_bytes_that_changed_are_never_given_out_nor_written_over(folder, harm):
    digest = folder.put(DATA)
    path = folder.path(digest)
    path.chmod(0o600)
    path.write_bytes(harm(DATA))

    for ask in (folder.get, folder.check, lambda _: folder.put(DATA)):
        with pytest.raises(LedgerFault, match="not that of its name"):
            ask(digest)
    assert harm(DATA) == path.read_bytes()


@pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 65, "0" * 63 + "\n"])
def test_a_name_that_is_no_digest_leads_nowhere(folder, name):
    with pytest.raises(NotFound, match="no SHA-256"):
        folder.get(name)


def test_many_that_put_the_same_bytes_leave_one_original(folder):
    with ThreadPoolExecutor(8) as crew:
        digests = set(crew.map(folder.put, [DATA] * 64))

    assert {sha256(DATA).hexdigest()} == digests
    assert 1 == sum(path.is_file() for path in folder.folder.rglob("*"))


def test_a_disk_without_links_is_written_all_the_same(folder, monkeypatch):
    monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(PermissionError(1, "no links here")))

    assert DATA == folder.get(folder.put(DATA))
