"""The weights file: what is written is read again, and nothing else is taken for it."""

from __future__ import annotations

from dataclasses import replace
from importlib import resources

import pytest

from attestry.extracting.parsing import twin
from attestry.extracting.parsing.parser import default_weights, loaded
from attestry.extracting.parsing.weights import Contents, Part, opened, written
from attestry.model.errors import WrongCall

ROWS = {feature * 2_654_435_761 % 2**32: [(0, 5), (1, -feature % 100)] for feature in range(3_000)}
CONTENTS = Contents(["NN", "VB"], ["obj", "root"], b"\0\4", Part(b"\0\1\0", 2, ROWS), Part(b"\0\1\0\2\3\4", 3, {7: [(2, -127)]}))


def test_rows_written_are_the_rows_found():
    model = loaded(twin, opened(written(CONTENTS)))
    assert isinstance(model, twin.Model)

    scores = [model.tagger.scores([feature]) for feature in ROWS]

    lift = scores[0][0] - 5
    assert [[5 + lift, cells[1][1] + lift] for cells in ROWS.values()] == scores
    assert [lift, lift] == model.tagger.scores([12_345])


def test_the_same_contents_give_the_same_bytes():
    shuffled = replace(CONTENTS, tagger=Part(b"\0\1\0", 2, dict(reversed(ROWS.items()))))

    assert written(CONTENTS) == written(shuffled)


def test_names_and_marks_come_back():
    weights = opened(written(CONTENTS))

    assert (("NN", "VB"), ("obj", "root"), b"\0\4") == (weights.tags, weights.labels, weights.marks)


def test_a_changed_byte_is_noticed():
    file = bytearray(written(CONTENTS))
    file[-5] ^= 1

    with pytest.raises(WrongCall, match="CRC"):
        opened(bytes(file))


@pytest.mark.parametrize(("file", "found"), [(b"", "no weights file"), (b"PK\3\4" + bytes(40), "no weights file"),
                                             (b"ATTESTRY" + b"\xff" * 40, "version 4294967295")])
def test_what_is_no_weights_file_is_refused(file: bytes, found: str):
    with pytest.raises(WrongCall, match=found):
        opened(file)


def test_the_weights_that_ship_stay_small_and_come_with_their_licence():
    folder = resources.files("attestry.extracting.parsing").joinpath("weights")

    assert len(default_weights().file) < 4_500_000
    assert "CC BY-SA 4.0" in folder.joinpath("NOTICE").read_text()
    assert {"nsubj:pass", "obl:agent", "acl:relcl", "nmod:poss", "compound:prt"} <= set(default_weights().labels)
    assert default_weights().labels[-1] == "root"
