"""Signed notes, checkpoints and proofs, against the published example and against every way to bend them."""

from __future__ import annotations

import pytest

from attestry.ledger.checkpoint import (
    Checkpoint,
    KeyUnknown,
    NoteRefused,
    Verifier,
    check_proof,
    new_key,
    opened_checkpoint,
    opened_note,
    signer,
    written_proof,
)
from attestry.ledger.merkle import EMPTY, ProofRefused, leaf_hash
from attestry.model.errors import LedgerFault, WrongCall

ORIGIN = "attestry/dprk-2024/1"

# The example in the documentation of golang.org/x/mod/sumdb/note, which c2sp.org/signed-note grew out of.
NEUMANN = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SAYING = ("If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
          "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n")


@pytest.fixture(scope="module")
def ours():
    return signer(ORIGIN, new_key())


@pytest.fixture
def note(ours):
    return ours.sign(str(Checkpoint(ORIGIN, 1, leaf_hash(b"entry"))))


def test_a_note_signed_by_another_program_is_read():
    assert SAYING.split("\n\n", maxsplit=1)[0] + "\n" == opened_note(SAYING, [Verifier(NEUMANN)])


def test_a_checkpoint_comes_back_as_it_was_signed(ours, note):
    assert Checkpoint(ORIGIN, 1, leaf_hash(b"entry")) == opened_checkpoint(note, ORIGIN, [Verifier(ours.vkey)])


def test_a_checkpoint_is_three_lines_and_a_signature(note):
    lines = note.split("\n")

    assert [ORIGIN, "1"] == lines[:2]
    assert "" == lines[3] and lines[4].startswith(f"— {ORIGIN} ")


def test_signatures_of_keys_that_nobody_gave_are_passed_over(ours, note):
    witness = signer("witness.example", new_key())
    cosigned = note + witness.sign("else\n").split("\n\n")[1]

    assert 1 == opened_checkpoint(cosigned, ORIGIN, [Verifier(ours.vkey)]).size


def test_a_note_that_no_known_key_signed_is_told_apart_from_a_false_one(ours, note):
    with pytest.raises(KeyUnknown):
        opened_note(note, [Verifier(signer(ORIGIN, new_key()).vkey)])


@pytest.mark.parametrize("bend", [
    lambda note: note.replace("\n1\n", "\n2\n"),
    lambda note: note.replace(ORIGIN, "attestry/other/1", 1),
    lambda note: note + note.split("\n\n")[1],
    lambda note: note[:-1],
    lambda note: note.replace("\n", "\r\n"),
    lambda note: note.replace("\n\n", "\n"),
    lambda note: note.replace("— ", "- "),
    lambda note: note.replace("=\n\n", "\n\n"),
    lambda note: " " + note,
    lambda note: "",
])
def test_a_bent_checkpoint_is_refused(ours, note, bend):
    with pytest.raises(NoteRefused):
        opened_checkpoint(bend(note), ORIGIN, [Verifier(ours.vkey)])


@pytest.mark.parametrize("text", [f"{ORIGIN}\n01\n", f"{ORIGIN}\n-1\n", f"{ORIGIN}\n1\nAAAA\n", f"{ORIGIN}\n1\n",
                                  f"{ORIGIN}\n1\n{'A' * 43}=\nmore\n"])
def test_what_is_signed_must_still_be_a_checkpoint(ours, text):
    with pytest.raises(NoteRefused):
        opened_checkpoint(ours.sign(text), ORIGIN, [Verifier(ours.vkey)])


def test_every_flipped_bit_of_a_checkpoint_is_refused(ours, note):
    data = note.encode()
    for place in range(0, len(data) * 8, 7):
        bent = bytearray(data)
        bent[place // 8] ^= 1 << place % 8
        with pytest.raises(LedgerFault):
            opened_checkpoint(bent.decode("utf-8", "replace"), ORIGIN, [Verifier(ours.vkey)])


def test_a_proof_leads_from_the_entry_to_the_checkpoint(ours, note):
    proof = written_proof(0, [], note)

    assert (0, Checkpoint(ORIGIN, 1, leaf_hash(b"entry"))) == check_proof(proof, b"entry", ORIGIN, [Verifier(ours.vkey)])


def test_extra_data_in_a_proof_is_passed_over(ours, note):
    proof = written_proof(0, [], note).replace("\nindex", "\nextra YWdl\nindex")

    assert 0 == check_proof(proof, b"entry", ORIGIN, [Verifier(ours.vkey)])[0]


@pytest.mark.parametrize(("bend", "refusal"), [
    (lambda proof: proof.replace("index 0", "index 1"), ProofRefused),
    (lambda proof: proof.replace("index 0", "index 00"), NoteRefused),
    (lambda proof: proof.replace("@v1", "@v2"), NoteRefused),
    (lambda proof: proof.replace("index 0\n", "index 0\n" + "A" * 43 + "=\n"), ProofRefused),
    (lambda proof: proof.replace("index 0\n", ""), NoteRefused),
    (lambda proof: "", NoteRefused),
])
def test_a_bent_proof_is_refused(ours, note, bend, refusal):
    with pytest.raises(refusal):
        check_proof(bend(written_proof(0, [], note)), b"entry", ORIGIN, [Verifier(ours.vkey)])


def test_a_proof_holds_for_no_other_entry(ours, note):
    with pytest.raises(ProofRefused, match="another root"):
        check_proof(written_proof(0, [], note), b"entrx", ORIGIN, [Verifier(ours.vkey)])


@pytest.mark.parametrize("vkey", ["", "name", "name+c74f20a3", NEUMANN.replace("c74f", "c74e"), NEUMANN.replace("ARpc", "AVpc"),
                                  "a b+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"])
def test_a_miscopied_key_is_refused_in_one_line(vkey):
    with pytest.raises((WrongCall, NoteRefused)) as refused:
        Verifier(vkey)

    assert "\n" not in str(refused.value)


def test_a_key_of_no_kind_we_know_is_refused():
    with pytest.raises(LedgerFault, match="expected an unencrypted Ed25519 key"):
        signer(ORIGIN, b"no key")


def test_the_empty_tree_can_be_signed(ours):
    assert EMPTY == opened_checkpoint(ours.sign(str(Checkpoint(ORIGIN, 0, EMPTY))), ORIGIN, [Verifier(ours.vkey)]).root
