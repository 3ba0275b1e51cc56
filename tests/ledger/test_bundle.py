"""One footnote in a stranger's hands: checked by us, and by a program that shares no line with us."""

from __future__ import annotations

import base64
import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from attestry.ledger import case as ledger
from attestry.ledger.bundle import bundle, check_bundle, read_bundle, write_bundle
from attestry.ledger.checkpoint import new_key, signer
from attestry.ledger.disclosure import disclosed
from attestry.model.errors import LedgerFault, WrongCall

from .conftest import AT, BY

TOOL = Path(__file__).parents[2] / "tools" / "verify_footnote.py"
strangers = pytest.mark.skipif(shutil.which("openssl") is None, reason="the stranger's check needs the openssl command")


@pytest.fixture
def footnote(case, tmp_path):
    """The bundle of the first claim, with its words and nothing else, and the key from another channel."""
    seq = case.claim_entry(next(case.claims()).id)
    folder = tmp_path / "footnote"
    write_bundle(bundle(case, seq, lambda name: name == "quote"), folder)
    return folder, case.settings.vkey, case.journal.origin


def stranger(folder, vkey):
    return subprocess.run([sys.executable, "-I", str(TOOL), str(folder), vkey], capture_output=True, text=True, check=False)


def test_a_bundle_shows_what_it_was_asked_to_show(footnote):
    folder, vkey, origin = footnote

    head, values = check_bundle(read_bundle(folder, origin), [vkey])

    assert {"quote": "the DPRK has sent Russia more than 20,000 containers of munitions"} == values
    assert ("claim.proposed", [42, 107]) == (head.type, head.clear["span"])
    assert 3 == len(head.digests)


def test_what_is_not_shown_cannot_be_read_from_the_bundle(footnote):
    folder, _, _ = footnote

    everything = b"".join(path.read_bytes() for path in folder.iterdir())

    assert b"United States" not in everything
    assert base64.b64encode(b"United States")[:-4] not in everything


def test_every_entry_of_the_log_has_its_bundle(case):
    for seq in range(case.journal.size()):
        head, _ = check_bundle(bundle(case, seq), [case.settings.vkey])
        assert seq == head.seq


def test_an_entry_that_is_not_signed_yet_has_none(case):
    case.append([ledger.events.exported({}, 1, AT, BY)])

    with pytest.raises(WrongCall, match="no checkpoint covers it"):
        bundle(case, 17)
    with pytest.raises(WrongCall):
        bundle(case, -1)


def test_a_bundle_is_not_written_over_another(case, footnote):
    with pytest.raises(WrongCall, match="is there already"):
        write_bundle(bundle(case, 0), footnote[0])


def test_what_is_no_bundle_is_told_so(tmp_path):
    with pytest.raises(WrongCall, match=r"expected event\.json"):
        read_bundle(tmp_path, "x")


@strangers
def test_a_stranger_finds_that_every_step_holds(footnote):
    done = stranger(*footnote[:2])

    assert 0 == done.returncode, done.stderr
    assert 'quote = "the DPRK has sent Russia more than 20,000 containers of munitions"' in done.stdout
    assert "every step held" in done.stdout


@strangers
def test_a_stranger_checks_the_original_that_came_along(case, tmp_path):
    digest = case.document("wood").original
    write_bundle(bundle(case, 1), tmp_path / "b", {digest: case.vault.get(digest)})

    assert 0 == stranger(tmp_path / "b", case.settings.vkey).returncode
    (tmp_path / "b" / "original" / digest).write_bytes(b"something else")
    assert "is not what its name says" in stranger(tmp_path / "b", case.settings.vkey).stderr


def other_key(folder, origin):
    return signer(origin, new_key()).vkey


def bent(name, change):
    def bend(folder, origin):
        path = folder / name
        data = path.read_bytes()
        changed = change(data)
        assert data != changed
        path.write_bytes(changed)
    return bend


def respelled(data):
    return json.dumps(json.loads(data), ensure_ascii=False).encode()


BENDS = {
    "another key": other_key,
    "a foreign value": bent("disclosures.txt", lambda data: data + disclosed("quote2", "forged").encode() + b"\n"),
    "a value shown twice": bent("disclosures.txt", lambda data: data + data),
    "an edited value": bent("disclosures.txt", lambda data: data[:40] + (b"A" if data[40:41] != b"A" else b"B") + data[41:]),
    "another actor": bent("event.json", lambda data: data.replace(b"sys_grammar", b"sys_grammer")),
    "another place": bent("event.json", lambda data: data.replace(b'"seq":', b'"seq":1')),
    "another spelling": bent("event.json", respelled),
    "a key twice": bent("event.json", lambda data: data.replace(b'{"_sd"', b'{"v":1,"_sd"')),
    "a line feed at the end": bent("event.json", lambda data: data + b"\n"),
    "another index": bent("footnote.tlog-proof", lambda data: data.replace(b"index 3", b"index 2")),
    "a hash less": bent("footnote.tlog-proof", lambda data: b"\n".join(data.split(b"\n")[:2] + data.split(b"\n")[3:])),
    "a hash more": bent("footnote.tlog-proof", lambda data: data.replace(b"index 3\n", b"index 3\n" + b"A" * 43 + b"=\n")),
    "another size": bent("footnote.tlog-proof", lambda data: data.replace(b"\n17\n", b"\n18\n")),
    "another origin": bent("footnote.tlog-proof", lambda data: data.replace(b"\n\nattestry/", b"\n\nattestrx/")),
    "other line ends": bent("footnote.tlog-proof", lambda data: data.replace(b"\n", b"\r\n")),
    "no signature": bent("footnote.tlog-proof", lambda data: data[:data.rindex("—".encode())]),
    "another format": bent("footnote.tlog-proof", lambda data: data.replace(b"@v1", b"@v9")),
}


@strangers
@pytest.mark.parametrize("name", BENDS)
def test_neither_we_nor_a_stranger_accept_a_bundle_with(footnote, name):
    folder, vkey, origin = footnote
    vkey = BENDS[name](folder, origin) or vkey

    done = stranger(folder, vkey)
    assert (1, "") == (done.returncode, done.stdout), done.stdout
    with pytest.raises(LedgerFault):
        check_bundle(read_bundle(folder, origin), [vkey])


def test_no_flipped_bit_gets_past_us(footnote):
    folder, vkey, origin = footnote
    chance = random.Random(2_270)
    for name in ("event.json", "disclosures.txt", "footnote.tlog-proof"):
        data = (folder / name).read_bytes()
        for _ in range(150):
            place = chance.randrange(len(data) * 8)
            flipped = bytearray(data)
            flipped[place // 8] ^= 1 << place % 8
            (folder / name).write_bytes(flipped)
            with pytest.raises((LedgerFault, WrongCall)):
                check_bundle(read_bundle(folder, origin), [vkey])
        (folder / name).write_bytes(data)
