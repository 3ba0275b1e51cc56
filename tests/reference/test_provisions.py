"""The law is read strictly: what a pack says wrongly is refused by file, entry and key."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from attestry.model.errors import NotFound, PackFault
from attestry.reference import provisions
from attestry.reference.caps import Window

VOCABULARY = """
acts = ["supply", "export"]
[force]
decides = "binding decision"
[binding]
binding = "a duty"
[modality]
prohibit = "not to be done"
cap = "barred beyond a ceiling"
[direction]
to_dprk = "to the DPRK"
from_dprk = "from the DPRK"
[status]
in_force = "current text"
replaced = "text replaced by name"
not_adopted = "never took effect"
[bound]
member_states = "Member States"
dprk = "the DPRK"
[objects]
coal = "coal"
"""

HEAD = """
[instrument]
symbol = "S/RES/1 (2000)"
adopted = 2000-01-01
regime = "1"
trigger = "none"
vote_verified = false
"""


def paragraph(id: str, more: str = "", **changed: str) -> str:
    keys = {
        "paragraph": '"1"', "force": '["decides"]', "binding": '"binding"', "bound": '["member_states", "dprk"]',
        "modality": '"prohibit"', "acts": '["export"]', "objects": '["coal"]', "direction": '"from_dprk"',
        "summary": '"No coal leaves."', "status": '"in_force"', "verified": "false", "in_force": "{ from = 2000-01-01 }",
    } | changed
    return f'\n[[provision]]\nid = "{id}"\n' + "".join(f"{key} = {value}\n" for key, value in keys.items() if value) + more


def pack(folder: Path, law: str, fits: str = "", caps: str = "") -> Path:
    (folder / "provisions").mkdir()
    (folder / "vocabulary.toml").write_text(VOCABULARY, encoding="utf-8")
    (folder / "provisions" / "one.toml").write_text(HEAD + law, encoding="utf-8")
    if fits:
        (folder / "fits.toml").write_text(fits, encoding="utf-8")
    if caps:
        (folder / "caps.toml").write_text(caps, encoding="utf-8")
    return folder


def refusal(folder: Path, law: str, fits: str = "", caps: str = "") -> str:
    with pytest.raises(PackFault) as fault:
        provisions.read([pack(folder, law, fits, caps)])
    return str(fault.value)


def test_a_paragraph_keeps_every_field_and_learns_who_amends_it(tmp_path: Path):
    law = provisions.read([pack(tmp_path, paragraph("1-1") + paragraph("1-2", amends='["1-1"]', note='"wider"', core="true"))])

    first, second = law.provision("1-1"), law.provision("1-2")
    assert ("1-2",) == first.amended_by
    assert ("1-1",) == second.amends
    assert ("wider", (("core", "true"),)) == (second.note, second.extra)
    assert ("S/RES/1 (2000)", date(2000, 1, 1)) == (first.instrument.symbol, first.instrument.adopted)


def test_an_unknown_provision_is_asked_for_with_the_nearest_named(tmp_path: Path):
    law = provisions.read([pack(tmp_path, paragraph("1-1"))])

    with pytest.raises(NotFound, match="nearest: '1-1'"):
        law.provision("1-11")


def test_a_text_that_was_not_adopted_is_in_force_on_no_day(tmp_path: Path):
    law = provisions.read([pack(tmp_path, paragraph("1-1", status='"not_adopted"', in_force=""))])

    assert not law.provision("1-1").in_force_on(date(2024, 1, 1))


def test_first_and_last_day_of_force_count(tmp_path: Path):
    law = provisions.read([pack(tmp_path, paragraph("1-1", in_force="{ from = 2010-01-02, until = 2010-01-04 }"))])

    days = [law.provision("1-1").in_force_on(date(2010, 1, day)) for day in (1, 2, 4, 5)]
    assert [False, True, True, False] == days


@pytest.mark.parametrize(("law", "told"), [
    (paragraph("1-1", sumary='"x"'), r"one.toml: provision '1-1': unknown key 'sumary'; nearest: 'summary'"),
    (paragraph("1-1", summary=""), r"provision '1-1': key 'summary' is missing"),
    (paragraph("1-1") + paragraph("1-1"), r"provision '1-1': the id stands in .*one.toml too"),
    (paragraph("1-1", amends='["1-9"]'), r"provision '1-1': amends: '1-9' is not a provision that the packs know"),
    (paragraph("1-1", acts='["exports"]'), r"acts: 'exports' is not a word of vocabulary.toml .*nearest: 'export'"),
    (paragraph("1-1", status='"spent"'), r"status: 'spent' is not a word of vocabulary.toml"),
    (paragraph("1-1", in_force=""), r"in_force: no date was found, one is expected of a text that is 'in_force'"),
    (paragraph("1-1", in_force="{ from = 2001-01-01, until = 2000-01-01 }"),
     r"it ends on 2000-01-01, before it begins on 2001-01-01"),
    (paragraph("1-1", verified="true"), r"source: a verified paragraph says where it was read"),
    (paragraph("1-1", status='"replaced"'), r"it is called replaced, but no provision says that it replaces it"),
    (paragraph("1-1", modality='"cap"'), r"provision '1-1' is a ceiling, but no \[\[cap\]\] gives it"),
    (paragraph("1-1", in_force="{ from = 2009-01-01 }") + paragraph("1-2", amends='["1-1"]'),
     r"provision '1-2': amends: '1-1' begins on 2009-01-01, after '1-2' on 2000-01-01"),
    (paragraph("1-1", status='"replaced"', in_force="{ from = 2000-01-01, until = 2006-01-01 }")
     + paragraph("1-2", replaces='["1-1"]', in_force="{ from = 2005-01-01 }"),
     r"provision '1-2': replaces: '1-1' is in force until 2006-01-01, but '1-2' replaces it from 2005-01-01"),
])
def test_what_a_file_of_provisions_says_wrongly_is_refused_by_name(tmp_path: Path, law: str, told: str):
    message = refusal(tmp_path, law)

    assert re.search(told, message), message
    assert "\n" not in message


COAL = '{ name = "coal", tests = [{ role = "item", is_a = ["coal"] }], decisive = true }'


def fit(hit: str, element: str = COAL, more: str = "") -> str:
    return f"""
[[act]]
id = "coal-out"
act = "Coal leaves the DPRK"
direction = "from_dprk"
frames = ["transfer"]
elements = [{element}]
hits = [{{ {hit} }}]
{more}
"""


GOOD = 'provision = "1-1", duty_holder = "both", fit = "direct"'


@pytest.mark.parametrize(("fits", "told"), [
    (fit(GOOD.replace("1-1", "1-7")), "hits: '1-7' is not a provision"),
    (fit(GOOD.replace("direct", "conditional")), "fit 'conditional' lacks an 'if'"),
    (fit(GOOD + ', if = "it is coal"'), "fit 'direct' has an 'if'"),
    (fit(GOOD.replace("direct", "likely")), "'likely' is none of direct, conditional"),
    (fit(GOOD).replace('"from_dprk"', '"to_dprk"'), "the act runs to_dprk, the provision from_dprk"),
    (fit(GOOD, element='{ name = "coal", tests = [{ role = "item" }] }'), "no element is decisive"),
    (fit(GOOD, element=COAL.replace('"item"', '"goods"')), "'goods' is none of agent, recipient"),
    (fit(GOOD, element=COAL.replace('is_a = ["coal"]', 'cap = "x"')), "'x' is not a cap"),
    (fit(GOOD, element='{ name = "coal", tests = [{}], decisive = true }'), "a test asks for neither a role nor a frame"),
    (fit(GOOD, more='examples = [{ provision = "1-2", fit = "direct" }]'), "'1-2' is not a hit of this act"),
])
def test_what_a_map_of_acts_says_wrongly_is_refused_by_name(tmp_path: Path, fits: str, told: str):
    message = refusal(tmp_path, paragraph("1-1") + paragraph("1-2"), fits)

    assert "fits.toml: act 'coal-out'" in message
    assert told in message


def test_a_direct_fit_binds_its_duty_holder(tmp_path: Path):
    message = refusal(tmp_path, paragraph("1-1", bound='["dprk"]'), fit(GOOD.replace("both", "other")))

    assert "it binds dprk, not all_states or member_states" in message


CAP = """
[[cap]]
id = "coal"
provision = "1-1"
object = "coal"
direction = "from_dprk"
limit = 100
unit = "tonne"
scope = "all"
period = { kind = "any_date", starts = 2000-01-01, repeats = true }
status = "in_force"
binds = ["member_states"]
verified = true
"""


@pytest.mark.parametrize(("caps", "told"), [
    (CAP.replace('"1-1"', '"1-5"'), "cap 'coal': provision: '1-5' is not a provision"),
    (CAP + 'overtaken_by = "oil"', "cap 'coal': overtaken_by: 'oil' is not a cap"),
    (CAP + 'conversion = "oil"', "cap 'coal': conversion: 'oil' is not a conversion"),
    (CAP.replace("limit", "limits"), "unknown key 'limits'"),
    (CAP + '\n[[deadline]]\nprovision = "1-1"\nwhat = "stop"\nfrom = 2017-08-05\ndays = 30\ndue = 2017-09-05\n',
     "deadline 'stop': due: 2017-09-05 was found, 2017-09-04 follows from 2017-08-05"),
    (CAP + '\n[[deadline]]\nprovision = "1-1"\nwhat = "stop"\nfrom = 2017-12-22\nmonths = 24\ndue = 2019-12-21\n',
     "2019-12-21 was found, 2019-12-22 follows from 2017-12-22"),
])
def test_what_a_file_of_ceilings_says_wrongly_is_refused_by_name(tmp_path: Path, caps: str, told: str):
    assert told in refusal(tmp_path, paragraph("1-1", modality='"cap"'), caps=caps)


def test_a_ceiling_gives_each_of_its_numbers_with_its_unit(tmp_path: Path):
    caps = CAP + 'alternative_limit = { limit = 7, unit = "USD", joined_by = "or" }'
    law = provisions.read([pack(tmp_path, paragraph("1-1", modality='"cap"'), caps=caps)])

    assert ((100, "tonne"), (7, "USD")) == law.caps["coal"].limits()


@pytest.mark.parametrize(("first", "last", "expected"), [
    (date(2018, 1, 1), date(2018, 12, 31), True),
    (date(2018, 12, 31), date(2019, 1, 1), False),
    (date(2017, 12, 31), date(2018, 2, 1), False),      # before the ceiling began
])
def test_a_yearly_ceiling_counts_over_one_of_its_years(first: date, last: date, expected: bool):
    window = Window("rolling_year_fixed_start", date(2018, 1, 1), True, 12)

    assert expected == window.holds(first, last)


def test_a_year_may_begin_on_22_december():
    window = Window("rolling_year_fixed_start", date(2017, 12, 22), True, 12)

    assert window.holds(date(2018, 12, 22), date(2019, 12, 21))
    assert not window.holds(date(2018, 12, 21), date(2018, 12, 22))


def test_acts_are_found_by_the_frame_of_a_claim(tmp_path: Path):
    law = provisions.read([pack(tmp_path, paragraph("1-1"), fit(GOOD))])

    assert ["coal-out"] == [act.id for act in law.acts_by_frame["transfer"]]
    assert "vote" not in law.acts_by_frame
