"""Training, on a treebank of six sentences."""

from __future__ import annotations

import gzip
import importlib
import importlib.util
from pathlib import Path

import pytest

from attestry.extracting.parsing import twin
from attestry.extracting.parsing.parser import loaded
from attestry.extracting.parsing.weights import opened
from attestry.model.errors import WrongCall
from attestry.training import learner
from attestry.training.course import Course, trained
from attestry.training.treebank import Sentence, projective, sentences

COMPILED = "attestry.extracting.parsing._fast"
SHORT = Course(folds=2, fold_epochs=2, tag_epochs=(6, 8), parse_epochs=(6, 8), tag_rows=2_000, tag_cells=3_000,
               parse_rows=4_000, parse_cells=6_000, least_seen=1)

# word/tag/head/label, heads counted from 1
SENTENCES = """
The/DT/2/det envoy/NN/3/nsubj denied/VBD/0/root the/DT/5/det reports/NNS/3/obj ././3/punct
Russia/NNP/3/nsubj has/VBZ/3/aux sent/VBN/0/root no/DT/5/det shells/NNS/3/obj to/IN/7/case them/PRP/3/obl ././3/punct
He/PRP/2/nsubj said/VBD/0/root that/IN/6/mark the/DT/5/det treaty/NN/6/nsubj binds/VBZ/2/ccomp both/DT/6/obj ././2/punct
Shells/NNS/3/nsubj:pass were/VBD/3/aux:pass found/VBN/0/root by/IN/6/case the/DT/6/det team/NN/3/obl:agent ././3/punct
What/WP/4/obj did/VBD/4/aux they/PRP/4/nsubj send/VB/0/root ?/./4/punct
The/DT/2/det ships/NNS/3/nsubj carried/VBD/0/root containers/NNS/3/obj yesterday/NN/3/obl:unmarked ,/,/9/punct which/WDT/9/nsubj
 he/PRP/9/nsubj denied/VBD/4/acl:relcl ././3/punct
""".strip().replace("\n ", " ").splitlines()


def conllu(line: str) -> str:
    rows = []
    for number, word in enumerate(line.split(), 1):
        text, tag, head, label = word.rsplit("/", 3)
        rows.append("\t".join((str(number), text, text.lower(), "_", tag, "_", head, label, "_", "_")))
    return "\n".join(rows) + "\n\n"


@pytest.fixture
def treebank(tmp_path: Path) -> list[Sentence]:
    file = tmp_path / "small-train.conllu.gz"
    file.write_bytes(gzip.compress(("# newdoc\n" + "".join(map(conllu, SENTENCES))).encode()))
    return list(sentences(file))


def silent(line: str) -> None:
    assert line


def test_a_treebank_is_read_word_by_word(treebank: list[Sentence]):
    assert 6 == len(treebank)
    assert ("The", "envoy", "denied", "the", "reports", ".") == treebank[0].texts
    assert (1, 2, -1, 4, 2, 2) == treebank[0].heads
    assert "obl:agent" == treebank[3].labels[5]


def test_a_row_cut_short_is_refused_with_its_place(tmp_path: Path):
    file = tmp_path / "cut-train.conllu"
    file.write_text("1\tShells\tshell\n")

    with pytest.raises(WrongCall, match=r"cut-train\.conllu: a row of 3 columns"):
        list(sentences(file))


def test_crossing_arcs_are_lifted_until_none_crosses(treebank: list[Sentence]):
    crossing = treebank[5].heads

    assert 3 == crossing[8]
    assert 2 == projective(crossing)[8]
    assert list(treebank[0].heads) == projective(treebank[0].heads)


def test_what_was_learned_by_heart_is_known(treebank: list[Sentence]):
    weights = opened(trained(treebank, learner, SHORT, silent))
    model = loaded(twin, weights)

    parses = [twin.parse(model, list(sentence.texts), list(sentence.words)) for sentence in treebank]

    assert [list(sentence.tags) for sentence in treebank] == [tags for tags, _, _ in parses]
    # The parser learned from tags guessed by taggers of three sentences each, so a few of its heads may be wrong.
    right = [mine == theirs for sentence, (_, heads, _) in zip(treebank, parses, strict=True)
             for mine, theirs in zip(heads, sentence.heads, strict=True)]
    assert sum(right) > 0.8 * len(right)


@pytest.mark.skipif(importlib.util.find_spec(COMPILED) is None, reason="the compiled parser was not built here")
def test_both_cores_learn_the_same_bytes(treebank: list[Sentence]):
    compiled = importlib.import_module(COMPILED)

    assert trained(treebank, learner, SHORT, silent) == trained(treebank, compiled, SHORT, silent)
