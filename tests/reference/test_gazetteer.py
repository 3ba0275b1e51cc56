"""The packs know who can speak and act, and refuse what they cannot know."""

from __future__ import annotations

from pathlib import Path

import pytest

from attestry.model.errors import NotFound, PackFault
from attestry.reference import gazetteer, pack

KNOWN = pack.load().gazetteer


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("Democratic People's Republic of Korea", "DPRK"),
        ("the DPRK"[4:], "DPRK"),
        ("North Korea", "DPRK"),
        ("Russian Federation", "Russia"),
        ("U.S.", "United States"),
        ("Great Britain", "United Kingdom"),
        ("South Korea", "Republic of Korea"),
        ("PRC", "China"),
        ("Islamic Republic of Iran", "Iran"),
        ("Turkey", "Türkiye"),
        ("Kremlin", "Russia"),
        ("White House", "United States"),
        ("Pyongyang", "DPRK"),
        ("Security Council", "UN Security Council"),
        ("1718 Sanctions Committee", "1718 Committee"),
        ("MSMT", "Multilateral Sanctions Monitoring Team"),
        ("Center for Armament Research", "Conflict Armament Research"),
        ("Korean Central News Agency", "KCNA"),
        ("Islamic State", "ISIL"),
    ],
)
def test_every_name_leads_to_the_one_that_is_printed(written: str, canonical: str):
    actor = KNOWN.named(written)

    assert actor is not None
    assert canonical == actor.name


def test_all_member_states_and_the_observers_are_known():
    states = [actor for actor in KNOWN.actors.values() if actor.kind == "state"]

    assert len(states) >= 193 + 2 + 2
    for name in (
        "Holy See",
        "Palestine",
        "Taiwan",
        "Kosovo",
        "Saint Vincent and the Grenadines",
        "Côte d'Ivoire",
        "Eswatini",
        "Timor-Leste",
    ):
        assert KNOWN.named(name) is not None, name


def test_an_organ_and_an_outlet_speak_for_their_state_but_a_group_only_for_itself():
    assert "RUS" == KNOWN.state_of("state-duma")
    assert "DPRK" == KNOWN.state_of("KCNA")
    assert "DPRK" == KNOWN.state_of("KPA-sof")
    assert "UNSC" == KNOWN.state_of("UNSC")
    assert "houthis" == KNOWN.state_of("houthis")


def test_a_person_is_written_with_the_state_and_alone_without_one():
    assert "Jane Roe (United States)" == KNOWN.written("Jane Roe", "USA")
    assert "Jane Roe" == KNOWN.written("Jane Roe", None)


@pytest.mark.parametrize(
    ("word", "at"),
    [
        ("Francecondemns", 6),
        ("BritainAt", 7),
        ("Ukrainewhich", 7),
        ("DPRKsent", 4),
        ("ComradeKim", 7),
        ("Chinese", 0),
        ("Russians", 0),
        ("Iranian", 0),
        ("Indiana", 0),
        ("Jordanian", 0),
        ("Nigeria", 0),
        ("Nigerians", 0),
        ("Maltese", 0),
        ("Chadian", 0),
        ("Germanys", 0),
        ("Romanian", 0),
        ("Malicious", 0),
        ("Omanis", 0),
        ("Guineans", 0),
        ("condemns", 0),
        ("Netherlands", 0),
    ],
)
def test_a_run_together_word_falls_apart_and_no_other_does(word: str, at: int):
    assert at == KNOWN.glued(word)


def test_an_unknown_id_is_refused_with_the_nearest():
    with pytest.raises(NotFound, match=r"actor 'state-dume' .*'state-duma'"):
        KNOWN.actor("state-dume")


def trial(tmp_path: Path, text: str) -> gazetteer.Gazetteer:
    folder = tmp_path / "packs" / "trial"
    folder.mkdir(parents=True)
    (folder / "actors.toml").write_text(text, encoding="utf-8")
    return gazetteer.read((folder,))


def test_an_actor_of_nobody_is_refused_by_file_entry_and_key(tmp_path: Path):
    with pytest.raises(PackFault) as refused:
        trial(
            tmp_path, '[[state]]\nid = "ATL"\nname = "Atlantis"\n[[organ]]\nid = "navy"\nname = "Navy (Atlantis)"\nof = "ATLA"\n'
        )

    assert str(refused.value) == (
        "packs/trial/actors.toml: organ 'navy': of: 'ATLA' is not an actor that the packs know; nearest: 'ATL'"
    )


def test_an_id_that_stands_twice_is_refused(tmp_path: Path):
    with pytest.raises(PackFault, match=r"state 'ATL': the id stands in packs/trial/actors.toml too"):
        trial(tmp_path, '[[state]]\nid = "ATL"\nname = "Atlantis"\n[[state]]\nid = "ATL"\nname = "Mu"\n')


def test_an_organ_printed_with_its_state_is_found_only_by_the_names_it_lists(tmp_path: Path):
    known = trial(
        tmp_path,
        '[[state]]\nid = "ATL"\nname = "Atlantis"\n'
        '[[organ]]\nid = "navy"\nname = "Navy (Atlantis)"\nof = "ATL"\nnames = ["Atlantic Fleet"]\n',
    )

    assert known.named("Navy") is None
    fleet = known.named("Atlantic Fleet")
    assert fleet is not None and "Navy (Atlantis)" == fleet.name
