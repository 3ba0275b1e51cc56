"""What is named: arms, goods, people counted as things, and the norms that are appealed to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from attestry.extracting.forms import Forms
from attestry.extracting.layer import Setting
from attestry.extracting.sheet import Mark, Sheet
from attestry.reference import taxonomy as packs
from attestry.reference.pack import Reference
from attestry.reference.taxonomy import Taxonomy, plural

COUNCIL = "UN Security Council"
ASSEMBLY = "General Assembly"


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing, or class of things, that a pack knows."""

    id: str  # "artillery_round"
    name: str  # as the pack prints it


@dataclass(frozen=True, slots=True)
class Norm:
    """A norm, and the symbols of the documents it stands in, as far as the words tell."""

    name: str  # "UN Charter", "UN Security Council resolutions 1718, 1874, 2270"
    symbols: tuple[str, ...] = ()  # "S/RES/2270 (2016)"
    kind: str = "norm"  # norm, treaty, sanction, resolution


def mark(sheet: Sheet, reference: Reference, setting: Setting) -> list[Mark]:
    """THING and NORM marks; the longest name wherever one starts. A norm is a thing too, of the class that it is."""
    taxonomy = reference.taxonomy
    norms = _marked(_norm_starts(sheet, taxonomy), lambda at: _norm(sheet, at, taxonomy))
    taken = {index for one in norms for index in range(one.first, one.last)}
    first = _thing_forms(taxonomy).starts
    starts = [at for at, word in enumerate(sheet.words) if word in first and at not in taken]
    things = _marked(starts, lambda at: _thing(sheet, at, taxonomy, taken))
    classes = [Mark("THING", one.first, one.last, _class(one, taxonomy), one.rule) for one in norms]
    return [*norms, *classes, *things]


def _marked(starts: Iterable[int], read: Callable[[int], Mark | None]) -> list[Mark]:
    """What is read at *starts*, each after the end of the one before."""
    found: list[Mark] = []
    end = 0
    for at in starts:
        one = read(at) if at >= end else None
        if one is not None:
            found.append(one)
            end = one.last
    return found


def _class(norm: Mark, taxonomy: Taxonomy) -> Thing:
    assert isinstance(norm.value, Norm)
    return Thing(norm.value.kind, norm.value.name)


# ---------------------------------------------------------------------- things


@lru_cache(maxsize=4)
def _thing_forms(taxonomy: Taxonomy) -> Forms[str]:
    return Forms(_thing_phrases(taxonomy), skipped=frozenset("-"), over=taxonomy.over)


def _thing_phrases(taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    for kind in taxonomy.things.values():
        for name in kind.names:
            for phrase in (name, plural(name)):
                yield phrase, kind.id
                if "mm" in phrase:
                    for unit in ("millimetre", "millimeter"):
                        yield phrase.replace("mm", f" {unit}", 1), kind.id
        for name in kind.only:
            yield name, kind.id


def _thing(sheet: Sheet, at: int, taxonomy: Taxonomy, taken: set[int]) -> Mark | None:
    for end, id in _thing_forms(taxonomy).at(sheet.tokens, at):
        if taken.isdisjoint(range(at, end)):
            return Mark("THING", at, end, Thing(id, taxonomy.things[id].name), f"things/{id}")
    return None


# ---------------------------------------------------------------------- norms


@lru_cache(maxsize=4)
def _norm_forms(taxonomy: Taxonomy) -> Forms[tuple[packs.Norm, bool]]:
    return Forms(
        [(name, (norm, False)) for norm in taxonomy.norms for name in norm.names]
        + [(name, (norm, True)) for norm in taxonomy.norms for name in norm.short],
        skipped=frozenset("-"),
    )


def _norm_starts(sheet: Sheet, taxonomy: Taxonomy) -> list[int]:
    """Where a norm may begin: only there is one looked for."""
    vocabulary = taxonomy.vocabulary
    first = {word for word in sheet.vocabulary if word.startswith(_SYMBOLS)} | _norm_forms(taxonomy).starts
    if not _HEADS.isdisjoint(sheet.vocabulary):
        first |= _HEADS | vocabulary.before
    if vocabulary.titles.isdisjoint(sheet.vocabulary):
        return [at for at, word in enumerate(sheet.words) if word in first]
    return [at for at, word in enumerate(sheet.words) if word in first or sheet.tokens[at].text[0].isupper()]


def _norm(sheet: Sheet, at: int, taxonomy: Taxonomy) -> Mark | None:
    return (
        _symbol(sheet, at, taxonomy)
        or _resolution(sheet, at, taxonomy)
        or _known(sheet, at, taxonomy)
        or _titled(sheet, at, taxonomy)
    )


def _known(sheet: Sheet, at: int, taxonomy: Taxonomy) -> Mark | None:
    for end, (norm, short) in _norm_forms(taxonomy).at(sheet.tokens, at):
        if short and (at == 0 or sheet.words[at - 1] != "the" or (end < len(sheet) and sheet.words[end] == "of")):
            continue
        return Mark("NORM", at, end, Norm(norm.name, norm.symbols, norm.kind), f"things/{norm.name}")
    return None


_SYMBOLS = ("s/res/", "a/res/")


def _symbol(sheet: Sheet, at: int, taxonomy: Taxonomy) -> Mark | None:
    """ "S/RES/2270 (2016)" """
    word = sheet.words[at]
    if not word.startswith(_SYMBOLS):
        return None
    year, end = _year(sheet, at + 1)
    number = word.rpartition("/")[2]
    written = taxonomy.symbol(number, year) if word.startswith("s/res/") else sheet.tokens[at].text
    name = f"resolution {number}" + (f" ({year})" if year else "") if word.startswith("s/res/") else written
    return Mark("NORM", at, end, Norm(name, (written,), "resolution"), "things/resolution")


_HEADS = frozenset(("resolution", "resolutions"))


def _resolution(sheet: Sheet, at: int, taxonomy: Taxonomy) -> Mark | None:
    """ "relevant Security Council resolutions", "resolution 2397 (2017)", "Resolutions 1718, 1874, and 2270" """
    head = at
    while head < len(sheet) and sheet.words[head] in taxonomy.vocabulary.before and head - at < 8:
        head += 1
    if head >= len(sheet) or sheet.words[head] not in _HEADS:
        return None
    before = set(sheet.words[at:head])
    numbers, end = _numbers(sheet, head + 1)
    author, end = _author(sheet, end)
    assembly = "assembly" in before or author == ASSEMBLY or any("/" in number for number, _ in numbers)
    if "draft" in before:
        return _draft(sheet, at, end)
    if not numbers:
        named = (
            assembly
            or bool(before - taxonomy.vocabulary.loose)
            or author != ""
            or (at > 0 and sheet.words[at - 1] in ("these", "those"))
        )
        plain = "resolutions" if sheet.words[head] == "resolutions" else "resolution"
        name = f"{ASSEMBLY if assembly else COUNCIL} {plain}" if named else plain
        return Mark("NORM", at, end, Norm(name, (), "resolution"), "things/resolutions")
    symbols = tuple(f"A/RES/{number}" if assembly else taxonomy.symbol(number, year) for number, year in numbers)
    told = [number + (f" ({year})" if year else "") for number, year in numbers]
    if assembly:
        name = f"{ASSEMBLY} resolution{'s' if len(told) > 1 else ''} {', '.join(told)}"
    else:
        name = f"resolution {told[0]}" if len(told) == 1 else f"{COUNCIL} resolutions {', '.join(told)}"
    return Mark("NORM", at, end, Norm(name, symbols, "resolution"), "things/resolution")


def _draft(sheet: Sheet, at: int, end: int) -> Mark:
    if end < len(sheet) and sheet.words[end].startswith("s/"):
        symbol = sheet.tokens[end].text
        return Mark("NORM", at, end + 1, Norm(f"draft resolution {symbol}", (symbol,), "resolution"), "things/draft resolution")
    if end + 1 < len(sheet) and sheet.words[end] == "(" and sheet.words[end + 1].startswith("s/"):
        symbol = sheet.tokens[end + 1].text
        return Mark(
            "NORM",
            at,
            min(end + 3, len(sheet)),
            Norm(f"draft resolution {symbol}", (symbol,), "resolution"),
            "things/draft resolution",
        )
    return Mark("NORM", at, end, Norm("draft resolution", (), "resolution"), "things/draft resolution")


def _numbers(sheet: Sheet, start: int) -> tuple[list[tuple[str, str]], int]:
    """The numbers of resolutions from *start*, each with its year or "", and where they end."""
    found: list[tuple[str, str]] = []
    index = end = start
    while index < len(sheet):
        word = sheet.words[index]
        if word.isdigit() and len(word) <= 4:
            number = word
            if index + 2 < len(sheet) and sheet.words[index + 1] == "/" and sheet.words[index + 2].isdigit():
                number, index = f"{word}/{sheet.words[index + 2]}", index + 2
            year, index = _year(sheet, index + 1)
            found.append((number, year))
            end = index
        elif found and word in (",", "and", "or", "&"):
            index += 1
        else:
            break
    return found, end


def _year(sheet: Sheet, at: int) -> tuple[str, int]:
    """The year in brackets at *at*, or "", and where it ends."""
    if (
        at + 2 < len(sheet)
        and sheet.words[at] == "("
        and sheet.words[at + 1].isdigit()
        and len(sheet.words[at + 1]) == 4
        and sheet.words[at + 2] == ")"
    ):
        return sheet.words[at + 1], at + 3
    return "", at


def _author(sheet: Sheet, at: int) -> tuple[str, int]:
    """Whose resolutions they are, if "of the Security Council" follows at *at*."""
    if at < len(sheet) and sheet.words[at] in ("of", "by"):
        start = at + 2 if at + 1 < len(sheet) and sheet.words[at + 1] in ("the", "this") else at + 1
        for words, author in (
            (("security", "council"), COUNCIL),
            (("un", "security", "council"), COUNCIL),
            (("council",), COUNCIL),
            (("general", "assembly"), ASSEMBLY),
            (("united", "nations", "security", "council"), COUNCIL),
        ):
            if sheet.words[start : start + len(words)] == words:
                return author, start + len(words)
    return "", at


def _titled(sheet: Sheet, at: int, taxonomy: Taxonomy) -> Mark | None:
    """A treaty that no pack knows, by its title in capitals: "Kumanovo Agreement", "Treaty on Friendship and Cooperation"."""
    if not _capital(sheet, at) or (at > 0 and _capital(sheet, at - 1)):
        return None
    end = at + 1
    while end < len(sheet):
        if _capital(sheet, end) or (
            sheet.words[end] in taxonomy.vocabulary.inside
            and any(_capital(sheet, further) for further in (end + 1, end + 2))
            and _has_title(sheet, at, end, taxonomy)
        ) or (sheet.words[end] == "-" and _capital(sheet, end + 1)):
            end += 1
        else:
            break
    while end > at and sheet.words[end - 1] in taxonomy.vocabulary.inside:
        end -= 1
    words = sheet.words[at:end]
    if at == 0 and words and words[0] in ("the", "this", "that", "our", "a", "an", "in", "under"):
        return None
    if end - at < 2 or not _has_title(sheet, at, end, taxonomy):
        return None
    name = " ".join(sheet.text[sheet.tokens[at].start : sheet.tokens[end - 1].end].split())
    return Mark("NORM", at, end, Norm(name, (), "treaty"), "things/treaty by its title")


def _has_title(sheet: Sheet, first: int, end: int, taxonomy: Taxonomy) -> bool:
    return any(sheet.words[index] in taxonomy.vocabulary.titles and _capital(sheet, index) for index in range(first, end))


def _capital(sheet: Sheet, at: int) -> bool:
    return at < len(sheet) and sheet.tokens[at].text[0].isupper() and sheet.tokens[at].text[0].isalpha()
