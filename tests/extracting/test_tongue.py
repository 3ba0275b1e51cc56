"""Passages in another language than the pack's are told of and left alone; sentences are ours."""

from __future__ import annotations

import pytest

from attestry.extracting.tongue import foreign
from attestry.line import extract_alone
from attestry.model.text import Document
from attestry.reference.pack import load
from attestry.workspace import read

ENGLISH = "France condemned the strike on the depot, and the envoy called on both sides to stop."
FRENCH = "La France condamne le transfert de missiles à la Russie. Le convoi a traversé la frontière avec 340 soldats."
RUSSIAN = "Россия отвергает эти обвинения. Колонна пересекла границу в мае, и в ней было 340 солдат."
KOREAN = "일본은 미사일 발사를 규탄하였다. 호송대는 오월에 국경을 넘었다."
SPANISH = "España condena el envío de misiles a Rusia. El convoy cruzó la frontera con 340 soldados en mayo."
GERMAN = "Der Minister verurteilt den Angriff auf das Lager. Die Kolonne hat im Mai die Grenze mit 340 Soldaten überquert."
ARABIC = "أدانت فرنسا الهجوم على المستودع وعبرت القافلة الحدود في شهر مايو."
CHINESE = "法国谴责对仓库的袭击。车队在五月份越过边界。"
ITALIAN = "Il ministro condanna l'attacco al deposito e chiede alle parti di fermarsi subito."
TURKISH = "Bakan depoya yapılan saldırıyı kınadı ve tarafları durmaya çağırdı."
OTHERS = {"French": FRENCH, "Russian": RUSSIAN, "Korean": KOREAN, "Spanish": SPANISH, "German": GERMAN, "Arabic": ARABIC,
          "Chinese": CHINESE, "Italian": ITALIAN, "Turkish": TURKISH}


def document(*passages: str) -> Document:
    """A document of *passages*, each a paragraph."""
    return read("note.txt", data="\n\n".join(passages).encode())


@pytest.mark.parametrize("words", OTHERS.values(), ids=OTHERS)
def test_another_language_is_told_and_nothing_is_read_in_it(words: str):
    found = extract_alone(document(words))

    assert ["other-language"] == [problem.kind for problem in found.problems]
    assert (found.claims, found.leads) == ((), ())


@pytest.mark.parametrize("words", OTHERS.values(), ids=OTHERS)
def test_of_a_mixed_document_the_english_passages_are_read(words: str):
    mixed = document(ENGLISH, words, words, ENGLISH, words)

    found = extract_alone(mixed)

    assert {"condemn"} <= {claim.frame for claim in found.claims}
    assert {1, 4} == {passage.number for claim in found.claims if (passage := mixed.passage_at(claim.span.start))}
    assert ["note ¶2–¶3, ¶5"] == [problem.where for problem in found.problems]
    assert "3 of 5 passages are in another language than English" in found.problems[0].says


@pytest.mark.parametrize("words", [
    ENGLISH,
    "The envoy replied “нет, никогда” and left the hall.",
    "The convoy is called « La Grande Colonne du Nord » by those who saw it on the road.",
    "Present were Jean Dupont, María José Núñez, Łukasz Wójcik, Jürgen Groß, Ngô Đình Đức.",
    "20,000; 340; 12 May 2024; S/RES/2270 (2016)",
    "Diesel, rocket motors, artillery shells, radios, trucks.",
    "Non.",
    "",
    "🚀🚀🚀 !!! … — ",
])
def test_english_lists_and_what_is_too_short_to_tell_are_read(words: str):
    assert foreign(words, load().tongue) == ""


@pytest.mark.parametrize(("words", "sign"), [(RUSSIAN, "Cyrillic"), (KOREAN, "Hangul"), (ARABIC, "Arabic"), (CHINESE, "Han"),
                                             (FRENCH, "Latin")])
def test_the_sign_is_the_script(words: str, sign: str):
    assert sign == foreign(words, load().tongue)


def test_an_english_document_has_no_such_problem():
    assert extract_alone(document(ENGLISH, ENGLISH)).problems == ()
