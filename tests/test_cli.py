"""The command line as somebody meets it: what they type, what they read, what status comes back."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from attestry.cli import run

STATEMENT = """\
Statement by the United States

We assess that the DPRK has shipped Russia more than 20,000 shipping containers of munitions, \
containing at least 6 million artillery rounds and well over 100 ballistic missiles.
Russia has provided training to DPRK troops in artillery. Russia denies that any troops were deployed.
"""

CONVOY = """\
The convoy carried 340 rocket motors. Such reckless talk is old.

Iran rebuilt the shipyard.
"""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    out: str
    told: str                       # on standard error
    status: int

    @property
    def lines(self) -> list[list[str]]:
        """Standard output as cells."""
        return [line.split("\t") for line in self.out.splitlines()]


def attestry(*call: object, within: Path | None = None) -> Answer:
    """What `attestry *call*` answers, run in this process: a fifth of a second is saved each time."""
    out, told, status = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8"), 0
    typed, before = list(map(str, call)), sys.argv
    if typed[0] == "add":
        typed += ["--workers", "0"]
    try:
        sys.argv = ["attestry", *typed]
        with contextlib.chdir(within or Path.cwd()), contextlib.redirect_stdout(out), contextlib.redirect_stderr(told):
            run()
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 0
    finally:
        sys.argv = before
    return Answer(*(stream.buffer.getvalue().decode() for stream in (flushed(out), flushed(told))), status)


def flushed(stream: io.TextIOWrapper) -> io.TextIOWrapper:
    """*stream*, with nothing left on its way."""
    stream.flush()
    return stream


def as_process(*call: object, given: bytes = b"") -> Answer:
    """What `attestry *call*` answers as its own process, *given* on standard input."""
    done = subprocess.run([sys.executable, "-m", "attestry", *map(str, call)], input=given, capture_output=True, check=False)
    return Answer(done.stdout.decode(), done.stderr.decode(), done.returncode)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with one statement, added by the United States on 18 December 2024."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "statement.txt").write_text(STATEMENT, encoding="utf-8")
    assert attestry("init", folder / "case").status == 0
    added = attestry("add", folder / "case", folder / "statement.txt", "--speaker", "United States", "--date", "2024-12-18")
    assert (added.status, added.told) == (0, ""), added
    return folder / "case"


def records(case: Path, *options: str) -> list[dict]:
    """The interchange records of the claims in *case*."""
    return [json.loads(line) for line in attestry("claims", case, "--jsonl", *options).out.splitlines()]


def test_every_claim_printed_stands_at_its_span(case: Path):
    found = records(case)

    assert found
    assert all(STATEMENT[slice(*each["span"])] == each["quote"] for each in found)
    assert {each["doc"] for each in found} == {"statement"}


def test_more_than_is_printed_as_an_open_interval_of_the_holder_who_was_named(case: Path):
    sent = [each for each in records(case, "--frame", "transfer") if each["quantity"]]

    assert (20000, True, None) == tuple(sent[0]["quantity"][0][end] for end in ("low", "low_open", "high"))
    assert ["United States"] == sent[0]["chain"]
    assert ("assessed", "affirms") == (sent[0]["basis"], sent[0]["polarity"])


def test_piped_claims_are_one_whole_line_each_without_colour(case: Path):
    answer = attestry("claims", case)

    assert len(records(case)) == len(answer.lines)
    assert "\x1b" not in answer.out
    assert any("more than 20,000 shipping containers of munitions" in cells[-1] for cells in answer.lines)


def test_claims_can_be_chosen_by_kind_frame_holder_and_document(case: Path):
    every = records(case)

    assert [each for each in every if each["frame"] == "transfer"] == records(case, "--frame", "transfer")
    assert [each for each in every if each["kind"] == "act"] == records(case, "--kind", "act")
    assert every == records(case, "--doc", "statement", "--holder", "united states")
    assert records(case, "--holder", "France") == []


@pytest.fixture(scope="module")
def with_leads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with two documents: one with three sentences that hold something and no claim, one that tells of nothing."""
    folder = tmp_path_factory.mktemp("leads")
    (folder / "convoy.txt").write_text(CONVOY, encoding="utf-8")
    (folder / "weather.txt").write_text("The weather was fine. It was mild, too.\n", encoding="utf-8")
    attestry("init", folder / "case")
    attestry("add", folder / "case", folder / "convoy.txt", folder / "weather.txt", "--speaker", "Japan", "--date", "2024-06-01")
    return folder / "case"


def test_what_was_seen_and_placed_in_no_claim_is_listed(with_leads: Path):
    found = attestry("leads", with_leads).lines

    assert ["convoy", "¶1", "quantity", "“340 rocket motors”"] == found[0][:4]
    assert ["“The convoy carried 340 rocket motors.”"] == found[0][-1:]
    assert {"convoy"} == {cells[0] for cells in found}


def test_leads_as_json_stand_at_their_span(with_leads: Path):
    found = [json.loads(line) for line in attestry("leads", with_leads, "--json").out.splitlines()]

    assert found
    assert all(CONVOY[slice(*each["span"])] == each["quote"] and each["reason"] and each["sought"] for each in found)
    assert [each["span"] for each in found] == sorted(each["span"] for each in found)


def test_leads_can_be_chosen_by_document_and_kind(with_leads: Path):
    every = attestry("leads", with_leads).lines

    assert [cells for cells in every if cells[2] == "quantity"] == attestry("leads", with_leads, "--kind", "quantity").lines
    assert every == attestry("leads", with_leads, "--document", "convoy").lines
    assert [] == attestry("leads", with_leads, "--document", "weather").lines
    assert (2, True) == ((answer := attestry("leads", with_leads, "--kind", "guess")).status, "one of quantity," in answer.told)


def test_passages_in_another_language_are_told_and_the_rest_is_read(tmp_path: Path):
    mixed = "Россия отвергает эти обвинения. Колонна пересекла границу.\n\nFrance condemned the strike.\n"
    (tmp_path / "mixed.txt").write_text(mixed, encoding="utf-8")
    attestry("init", tmp_path / "case")

    added = attestry("add", tmp_path / "case", tmp_path / "mixed.txt")

    assert (1, True) == (added.status, "in another language than English (Cyrillic script)" in added.told)
    assert ["condemn"] == [each["frame"] for each in records(tmp_path / "case")]


def test_the_overview_and_the_report_count_the_leads(with_leads: Path, tmp_path: Path):
    count = len(attestry("leads", with_leads).lines)

    overview = attestry("overview", with_leads).out
    attestry("report", with_leads, "-o", tmp_path / "report")

    assert f"Seen, and placed in no claim: {count} leads" in overview
    assert f"{count} stretches of words could have told of something" in (tmp_path / "report" / "report.md").read_text("utf-8")


def test_a_shortened_id_shows_the_claim_in_its_place(case: Path):
    claim = records(case, "--frame", "transfer")[0]

    answer = attestry("show", case, claim["id"][:8])

    assert answer.status == 0
    assert claim["id"] in answer.out
    assert "We assess" in answer.out           # its neighbours, left
    assert claim["original"] in answer.out


def test_a_claim_is_explained_by_its_sentence_its_tree_and_the_rules_that_read_it(case: Path):
    claim = records(case, "--frame", "transfer")[0]

    answer = attestry("explain", case, claim["id"][:8])

    assert answer.status == 0
    assert "grammar/1" in answer.out
    assert "frames/transfer" in answer.out
    assert "nsubj" in answer.out


def test_the_same_bytes_again_are_custody_and_no_new_evidence(case: Path):
    before = records(case)
    copy = case.parent / "copy-of-statement.txt"
    copy.write_text(STATEMENT, encoding="utf-8")

    answer = attestry("add", case, copy)

    assert "here already, as statement" in answer.out
    assert (0, before) == (answer.status, records(case))


def test_standard_input_is_a_document_too(tmp_path: Path):
    attestry("init", tmp_path / "case")

    answer = as_process("add", tmp_path / "case", "-", "--id", "piped", "--speaker", "Japan", given=STATEMENT.encode())

    assert answer.status == 0
    assert {"piped"} == {each["doc"] for each in records(tmp_path / "case")}


def test_what_is_said_of_a_document_later_wins_and_its_claims_are_read_anew(tmp_path: Path):
    (tmp_path / "note.txt").write_text(STATEMENT, encoding="utf-8")
    attestry("init", tmp_path / "case")
    attestry("add", tmp_path / "case", tmp_path / "note.txt", "--speaker", "United States")

    attestry("add", tmp_path / "case", tmp_path / "note.txt", "--speaker", "Japan")

    found = [each for each in records(tmp_path / "case") if each["basis"] == "assessed"]
    assert found and {"Japan"} == {each["chain"][-1] for each in found}


def test_one_bad_file_among_many_costs_itself_alone(tmp_path: Path):
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(f"Note {number}. Russia has sent oil to the DPRK.\n", encoding="utf-8")
    (folder / "07.txt").write_bytes(b"")
    (folder / "rubbish.bin").write_bytes(bytes(range(256)) * 20)
    attestry("init", tmp_path / "case")

    answer = as_process("add", tmp_path / "case", folder)

    assert answer.status == 1
    assert len(answer.told.splitlines()) == 2
    assert "07.txt: " in answer.told and "the file is empty" in answer.told
    assert "rubbish.bin: " in answer.told and "no format known here" in answer.told
    assert 11 == len(attestry("documents", tmp_path / "case").lines)
    assert 2 == len(attestry("problems", tmp_path / "case").lines)


def test_a_place_that_names_nothing_is_said_in_one_line_and_the_rest_goes_through(tmp_path: Path):
    (tmp_path / "note.txt").write_text(STATEMENT, encoding="utf-8")
    attestry("init", tmp_path / "case")

    answer = attestry("add", tmp_path / "case", tmp_path / "nowhere.txt", tmp_path / "*.pdf", tmp_path / "note.txt")

    assert answer.status == 1
    assert [f"{tmp_path / 'nowhere.txt'}: no such file", f"{tmp_path / '*.pdf'}: no file has a name like this"] == \
        [line.split(";")[0] for line in answer.told.splitlines()]
    assert 1 == len(attestry("documents", tmp_path / "case").lines)


@pytest.mark.parametrize(("call", "told"), [
    (("claims", "nowhere"), "expected the folder of a case"),
    (("add", "nowhere", "x.txt"), "expected the folder of a case"),
    (("add", "CASE"), "no document was named"),
    (("add", "CASE", "x.txt", "--date", "18 December 2024"), "YYYY-MM-DD is expected"),
    (("add", "CASE", "-", "--rendering", "poetic"), "poetic"),
    (("claims", "CASE", "--kind", "rumour"), "one of act, verdict, position, verification is expected"),
    (("claims", "CASE", "--doc", "statment"), "nearest: statement"),
    (("show", "CASE", "ffffffffffff"), "no claim of this case"),
    (("init", "CASE"), "is there already"),
])
def test_a_call_that_cannot_be_is_told_in_words_with_status_2(case: Path, call: tuple[str, ...], told: str):
    answer = attestry(*(str(case) if each == "CASE" else each for each in call), within=case.parent)

    assert answer.status == 2
    assert told in " ".join(answer.told.split())
    assert "Traceback" not in answer.told
    assert answer.out == ""


def test_a_manifest_names_documents_and_what_is_known_of_each(tmp_path: Path):
    (tmp_path / "one.txt").write_text(STATEMENT, encoding="utf-8")
    (tmp_path / "manifest.toml").write_text(
        '[[document]]\nfile = "one.txt"\nid = "us-1"\nspeaker = "United States"\ndate = 2024-12-18\n'
        '[[document]]\nfile = "two.txt"\n', encoding="utf-8")
    attestry("init", tmp_path / "case")

    answer = attestry("add", tmp_path / "case", "--manifest", tmp_path / "manifest.toml")

    assert (1, f"{tmp_path / 'two.txt'}: no such file, but manifest.toml lists it") == (answer.status, answer.told.split(";")[0])
    assert [["us-1", "2024-12-18", "United States"]] == [cells[:3] for cells in attestry("documents", tmp_path / "case").lines]


@pytest.mark.parametrize(("text", "told"), [
    ("documents = []", "one [[document]] for each file is expected"),
    ('[[document]]\nfile = "a.txt"\nspeeker = "Japan"', "unknown key 'speeker'"),
    ('[[document]]\nspeaker = "Japan"', "no file is named"),
    ("[[document", "a manifest in TOML is expected"),
])
def test_a_manifest_of_another_shape_is_refused_before_anything_is_added(case: Path, tmp_path: Path, text: str, told: str):
    (tmp_path / "manifest.toml").write_text(text, encoding="utf-8")

    answer = attestry("add", case, "--manifest", tmp_path / "manifest.toml")

    assert (answer.status, answer.out) == (2, "")
    assert told in answer.told


def test_signs_that_steer_a_terminal_are_shown_and_not_obeyed(tmp_path: Path):
    words = "The DPRK has sent \x1b[31mRussia\x1b[0m missiles. Russia has sent \u202eoil to the DPRK.\n"
    (tmp_path / "note.txt").write_text(words, encoding="utf-8")
    attestry("init", tmp_path / "case")
    attestry("add", tmp_path / "case", tmp_path / "note.txt", "--speaker", "Japan")

    claims = attestry("claims", tmp_path / "case")
    shown = [attestry("show", tmp_path / "case", each[0]).out for each in claims.lines]

    assert claims.lines
    assert not {"\x1b", "\u202e"} & set(claims.out + "".join(shown))
    assert "\\u202e" in claims.out
    assert any("\u202e" in each["quote"] for each in records(tmp_path / "case"))       # the record has the words as they are


def test_a_claim_is_proved_by_a_folder_that_needs_none_of_us(case: Path, tmp_path: Path):
    claim = records(case, "--frame", "transfer")[0]

    answer = attestry("prove", case, claim["id"], "-o", tmp_path / "footnote", "--original")

    assert answer.status == 0
    assert (tmp_path / "footnote" / "original" / claim["original"]).read_text(encoding="utf-8") == STATEMENT
    assert "event.json" in answer.out and "README.txt" in answer.out


def test_verify_tells_by_its_status_what_it_found(case: Path, tmp_path: Path):
    (tmp_path / "kept.note").write_text(attestry("checkpoint", case).out, encoding="utf-8")

    alone = attestry("verify", case)
    anchored = attestry("verify", case, "--blobs", "--replay", "--against", tmp_path / "kept.note", "--json")

    assert 12 == alone.status
    assert 0 == anchored.status
    assert all(json.loads(line)["outcome"] == "held" for line in anchored.out.splitlines())


def test_verify_finds_an_original_that_somebody_changed(tmp_path: Path):
    (tmp_path / "note.txt").write_text(STATEMENT, encoding="utf-8")
    attestry("init", tmp_path / "case")
    attestry("add", tmp_path / "case", tmp_path / "note.txt")
    [original] = [path for path in (tmp_path / "case" / "originals").rglob("*") if path.is_file()]
    original.chmod(0o644)
    original.write_text(STATEMENT.replace("20,000", "30,000"), encoding="utf-8")

    answer = attestry("verify", tmp_path / "case", "--blobs")

    assert 10 == answer.status
    assert "CHANGED" in answer.out


def test_tables_made_anew_come_out_the_same(case: Path):
    before = records(case)

    answer = attestry("rebuild", case)

    assert answer.status == 0
    assert before == records(case)


def test_a_report_is_written_with_every_claim_it_cites(case: Path, tmp_path: Path):
    answer = attestry("report", case, "-o", tmp_path / "report", "--title", "Containers")

    assert answer.status == 0
    text = (tmp_path / "report" / "report.md").read_text(encoding="utf-8")
    assert "Containers" in text and "more than 20,000 shipping containers" in text
    assert (tmp_path / "report" / "report.html").read_text(encoding="utf-8").startswith("<!")


@pytest.mark.parametrize("command", ["documents", "claims", "problems", "overview", "allegations", "estimates", "provisions"])
def test_an_empty_case_is_no_trouble(tmp_path: Path, command: str):
    attestry("init", tmp_path / "case")

    answer = attestry(command, tmp_path / "case")

    assert (0, "") == (answer.status, answer.told)


def test_an_add_that_was_killed_goes_on_where_it_was(tmp_path: Path):
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(24):
        (folder / f"{number:02}.txt").write_text(f"Note {number}. Russia has sent oil to the DPRK.\n" * 4, encoding="utf-8")
    attestry("init", tmp_path / "case")
    typed = [sys.executable, "-m", "attestry", "add", str(tmp_path / "case"), str(folder)]
    with subprocess.Popen(typed, stdout=subprocess.PIPE) as adding:
        assert adding.stdout is not None
        adding.stdout.readline()        # one document is in
        adding.kill()

    answer = attestry("add", tmp_path / "case", folder)

    assert answer.status == 0
    assert "here already" in answer.out and ": 23, 4 claims" in answer.out
    assert 24 == len(attestry("documents", tmp_path / "case").lines)
    assert 24 * 4 == len(records(tmp_path / "case"))
    assert 12 == attestry("verify", tmp_path / "case", "--replay").status


@pytest.mark.skipif(sys.platform != "linux", reason="only here may a file name be no text at all")
def test_a_file_whose_name_is_no_text_is_read_like_any_other(tmp_path: Path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "caf\udce9.txt").write_text(STATEMENT, encoding="utf-8")
    (folder / "fdp\u202eexe.txt").write_text("Russia has sent oil to the DPRK.\n", encoding="utf-8")
    attestry("init", tmp_path / "case")

    answer = attestry("add", tmp_path / "case", folder)

    assert (0, "") == (answer.status, answer.told)
    assert ["caf\\udce9", "fdp\\u202eexe"] == [cells[0] for cells in attestry("documents", tmp_path / "case").lines]
    assert "\u202e" not in answer.out


def test_a_title_that_judges_stands_in_quotation_marks(tmp_path: Path):
    case = tmp_path / "case"
    attestry("init", case)
    text = tmp_path / "norway.txt"
    text.write_text("Russia and Eritrea are deepening their unlawful military cooperation.\n", encoding="utf-8")
    attestry("add", case, text, "--speaker", "Norway", "--date", "2024-12-01")

    [title] = [cells[0] for cells in attestry("allegations", case).lines]

    assert "unlawful" in title
    assert ("“", "”") == (title[0], title[-1])
