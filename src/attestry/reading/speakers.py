"""Who speaks in a document: in its speaker lines, in the words that present a speaker, or by how it speaks of its own State."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from attestry.model.actor import Actor
from attestry.model.text import How, Passage, Span, Stated
from attestry.reading.words import Resolve, Words, any_of

_NAME = r"[^\W\d_][\w.'’‘ʿ`-]*(?:\s(?:[^\W\d_][\w.'’‘ʿ`-]*)){0,6}"
_PROPER = r"[^\W\d_a-z][\w.'’-]*(?:\s(?:(?:de|van|der|den|von|bin|al|el|la|du|da|dos)\s)?[^\W\d_a-z][\w.'’-]*){0,5}"
_CLOSING = {"“": "”", '"': '"', "«": "»"}
_OPENING = re.compile('[“"«]')
_STATE = r"(?:[Tt]he\s+)?[A-Z][\w'’.-]*(?:\s+(?:(?:of|and|the)\s+){0,2}[A-Z][\w'’.-]*){0,5}"
CAPACITY_WEIGHT = 10                # a phrase that names the State outweighs any number of likely verbs in a speech
TITLE = 300                         # code points: titles with two offices in them are shorter
OPENING = 100_000                   # code points looked at: the longest speech on record is shorter
ORGANS_DEEP = 4                     # an office in a ministry in a government of a State
LONG = 8000                         # code points: in a longer speech a State that names itself does so more than once
CLEARLY = 2                         # times: the first State must be named so often against the second


@dataclass(frozen=True, slots=True)
class SpeakerLine:
    """A line such as "Mr. Nebenzia (Russian Federation) (spoke in Russian):": its span, and who it gives the floor."""

    span: Span
    name: str                       # "Nebenzia"; "" for an office
    state: str                      # as written in brackets; "" where none is
    office: str                     # the holder an office is written as; "" for a person
    presides: bool = False
    language: str = ""              # "Russian"


@lru_cache(maxsize=4)
def speaker_line(words: Words) -> re.Pattern[str]:
    """What a speaker line looks like at the beginning of a paragraph or line."""
    lines = words.speaker_lines
    titled = any_of(lines.honorifics + tuple(title.upper() for title in lines.honorifics))
    return re.compile(rf"""
        (?: (?P<title>{titled})\.?\s(?P<name>{_NAME})
          | (?P<office>{any_of(tuple(office.line for office in lines.offices))})
          | The\s(?P<called>{any_of(lines.titles)})
          | (?P<nameless>{any_of(lines.nameless)})
        )
        (?:\s*\((?P<state>(?!spoke|in\s|interpret)[^()\n:]{{2,90}})\))?
        (?:\s*\((?:spoke|interpretation|in\s|interpreted)[^()\n]{{0,80}}?(?:in|from)\s(?P<language>[A-Z]\w+)[^()\n]{{0,20}}\))?
        \s?:(?=\s|$)
    """, re.VERBOSE)


@lru_cache(maxsize=4)
def reported_line(words: Words) -> re.Pattern[str]:
    """What opens a reported speech: "Mr. Kwon (Republic of Korea) said", "ROBERT A. WOOD (United States), said"."""
    lines = words.speaker_lines
    titled = any_of(lines.honorifics + tuple(title.upper() for title in lines.honorifics))
    return re.compile(rf"(?:\d{{1,3}}\.\s+)?(?:{titled}\.?\s)?{_PROPER}\s\([A-Z][^()\n:\d]{{2,80}}\)"
                      rf"[^.:\n]{{0,120}}?\s{any_of(lines.reports)}\b")


def speaker_line_at(text: str, position: int, end: int, words: Words) -> SpeakerLine | None:
    """The speaker line that begins at *position*, or None."""
    match = speaker_line(words).match(text, position, min(end, position + 260))
    if match is None:
        return None
    name = (match["name"] or "").strip()
    if name in words.speaker_lines.addressed:
        return None
    if match["title"] and not match["state"] and len(name.split()) > 4:
        return None
    office = next((office for office in words.speaker_lines.offices if office.line == match["office"]), None)
    holder = office.holder if office else f"The {match['called']}" if match["called"] else "?unnamed" if match["nameless"] else ""
    return SpeakerLine(Span(match.start(), match.end()), name, (match["state"] or "").strip(), holder,
                       bool(office and office.presides), match["language"] or "")


def state_name(written: str, words: Words, resolve: Resolve) -> str:
    """The name we print for a State or body as *written*; "UN" for its offices, as written where nobody knows it."""
    bare = re.sub(r"^(?:[Tt]he|Observer State of|State of)\s+", "", written.strip())
    for form in (written.strip(), bare):
        actor = resolve(form)
        if actor is not None:
            return actor.name
    return "UN" if any(office in written for office in words.speaker_lines.united_nations) else bare


def holder(line: SpeakerLine, words: Words, resolve: Resolve) -> str:
    """Who has the floor, as a holder is written: "Vasily Nebenzia (Russia)", "Jürgenson (Estonia)", "The President"."""
    state = state_name(line.state, words, resolve) if line.state else ""
    if line.office:
        return state if line.presides and state else line.office
    person = resolve(line.name)
    whose = _whose_person(person, resolve) if person is not None and person.kind == "person" else ""
    # A surname is nobody's alone: it names the person we know only if the line names the same State, or the person is of the UN.
    if person is not None and whose and whose == (state or "UN"):
        return person.name if person.name.endswith(")") else f"{person.name} ({whose})"
    name = line.name.title() if line.name.isupper() else line.name
    return f"{name} ({state})" if state else name


def _whose_person(person: Actor, resolve: Resolve) -> str:
    """The State or body that *person* belongs to in the end, by name; "" if to none."""
    above, steps = resolve(person.of) if person.of else None, 0
    while above is not None and above.of and above.kind != "state" and steps < ORGANS_DEEP:
        above, steps = resolve(above.of), steps + 1
    return above.name if above is not None else ""


def presented(text: str, passages: Sequence[Passage], words: Words, resolve: Resolve) -> Stated | None:
    """The speaker whom an agency presents: "Kim Yo Jong, vice department director …, released the following press statement"."""
    says = re.compile(any_of(tuple(one.says for one in words.presented)))
    dash = re.compile(r"(?:--|—|–)\s*")
    for passage in passages[:4]:
        span = passage.span
        match = says.search(text, span.start, span.end)
        if match is None:
            continue
        opening = dash.search(text, span.start, match.start())
        start = opening.end() if opening else span.start
        who = text[start:match.start()].strip().rstrip(",")
        written = _presented_name(who, _whose(who, text[span.start:start], words, resolve), resolve)
        return Stated(written, How.READ, Span(start, start + len(text[start:match.start()].rstrip(" ,")))) if written else None
    return None


def _whose(who: str, line: str, words: Words, resolve: Resolve) -> str:
    """The State that *who* speaks for: named after "of", or the one whose agency printed it."""
    for match in reversed(list(re.finditer(rf"\bof\s+({_STATE})", who))):
        actor = resolve(re.sub(r"^[Tt]he\s+", "", match[1]))
        if actor is not None and actor.kind == "state":
            return actor.name
    return next((agency.state for agency in words.agency if agency.state and f"({agency.tag})" in line), "")


def _presented_name(who: str, state: str, resolve: Resolve) -> str:
    """How a presented speaker is written: "Kim Yo Jong (DPRK)", "Foreign Ministry spokesman (DPRK)"; "" if it is neither."""
    head = who.partition(",")[0].strip()
    owner = next((of for of in re.finditer(r"\s+of\s+", head) if _state(head[of.end():], resolve)), None)
    if owner:
        head = head[:owner.start()]
    voice = re.fullmatch(r"(?:An?|The)\s+(spokes(?:man|woman|person)|official|representative)\s+(?:for|of)\s+(?:the )?(.+)", head)
    office = re.fullmatch(r"(?:The\s+)?((?:[Vv]ice[- ])?(?:general )?(?:[Hh]ead|[Dd]irector|[Cc]hief))\s+of\s+(.+)", head)
    if voice:
        name = f"{voice[2]} {voice[1]}"
    elif office:
        name = f"{office[1][:1].upper()}{office[1][1:]} of {office[2]}"
    elif re.fullmatch(r"(?!The\s|An?\s)[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*){1,3}", head):
        name = head
    else:
        return ""
    return f"{name} ({state})" if state else name


def representing(text: str, passages: Sequence[Passage], words: Words, resolve: Resolve) -> Stated | None:
    """The State for which an opening line says the text speaks: "Statement by …, Permanent Representative of Japan"."""
    pattern = re.compile(any_of(words.own_voice.representing) + r"\s+(?:(?:H\.E\.|Ambassador|the)\s+)*")
    for passage in passages[:6]:
        words_ = text[passage.span.start:passage.span.end]
        if len(words_) > TITLE or (words_.rstrip().endswith((".", "”")) and not passage.heading):  # a sentence of the text
            continue
        found = [named for match in pattern.finditer(text, passage.span.start, passage.span.end)
                 if (named := _state_at(text, match.end(), passage.span.end, resolve))]
        if found and len({name for name, _ in found}) == 1:
            return Stated(found[0][0], How.READ, found[0][1])
    return None


def own_state(text: str, words: Words, resolve: Resolve) -> Stated | None:
    """The State a first-person text speaks for, inferred from how it names itself; None where two States come near."""
    text = text[:OPENING]
    quoted = list(quotations(text))
    if not _is_first_person(text, quoted, words):
        return None
    weights: dict[str, int] = defaultdict(int)
    spans: dict[str, Span] = {}
    strongest: dict[str, int] = defaultdict(int)
    for name, span, weight in _self_references(text, words, resolve):
        if any(quote.holds(span) for quote in quoted):
            continue
        weights[name] += weight
        if weight > strongest[name]:
            strongest[name], spans[name] = weight, span
    if not weights:
        return None
    first, *rest = sorted(weights, key=lambda name: -weights[name])
    if (rest and weights[first] < CLEARLY * weights[rest[0]]) or (len(text) > LONG and weights[first] < CLEARLY):
        return None
    return Stated(first, How.INFERRED, spans[first])


def quotations(text: str) -> Iterator[Span]:
    """What stands between quotation marks on one line of *text*, the marks included; marks that nothing closes are passed over.

    A regular expression would look for the end of the line again from each of a thousand marks that nothing closes.
    """
    done = line_end = 0
    unclosed: dict[str, int] = {}               # by mark: up to where no such mark is closed
    for opening in _OPENING.finditer(text):
        at, closing = opening.start(), _CLOSING[opening[0]]
        if at >= line_end:
            line_end = text.find("\n", at) % (len(text) + 1)           # the end of the text where no line ends
        if at < done or at < unclosed.get(closing, 0):
            continue
        closed = text.find(closing, opening.end(), line_end)
        if closed < 0:
            unclosed[closing] = line_end
        else:
            done = closed + 1
            yield Span(at, done)


def _is_first_person(text: str, quoted: list[Span], words: Words) -> bool:
    """Whether a text is spoken in the first person, quotations apart: often enough, or half as often but to an audience."""
    voice = words.own_voice
    said = "".join(text[start:end] for start, end in _outside(text, quoted))
    heard = re.findall(r"[A-Za-z]+", said)
    count = sum(1 for word in heard if word.lower() in voice.first_person)
    spoken_to = any(address in said for address in voice.addresses)
    return count >= voice.first_person_least and count >= voice.first_person_share * len(heard) * (1 if spoken_to else 2)


def _outside(text: str, quoted: list[Span]) -> Iterator[tuple[int, int]]:
    """The stretches of *text* between the *quoted* ones."""
    at = 0
    for quote in quoted:
        yield at, quote.start
        at = quote.end
    yield at, len(text)


def _self_references(text: str, words: Words, resolve: Resolve) -> Iterator[tuple[str, Span, int]]:
    """Every place where *text* seems to name the State it speaks for: name, words, weight."""
    voice = words.own_voice
    for match in re.finditer(any_of(voice.capacity) + r"\s+", text):
        named = _state_at(text, match.end(), match.end() + 90, resolve)
        if named:
            yield named[0], Span(match.start(), named[1].end), CAPACITY_WEIGHT
    adverb = rf"(?:\s+{any_of(voice.adverbs)},?){{0,2}}"
    for match in re.finditer(rf"(?<![\w’'-])({_STATE}),?{adverb}\s+{any_of(voice.verbs)}\b", text):
        before = text[max(0, match.start() - 20):match.start()].split()
        name = _state_ending(match[1], voice.openers, resolve)
        if name and not (before and before[-1].lower() in voice.not_after):
            yield name, Span(match.start(), match.end()), 1


def _state_at(text: str, start: int, end: int, resolve: Resolve) -> tuple[str, Span] | None:
    """The State named by the words that begin at *start*, the longest that somebody knows."""
    match = re.compile(_STATE).match(text, start, end)
    if match is None:
        return None
    parts = match[0].split()
    for count in range(len(parts), 0, -1):
        name = _state(" ".join(parts[:count]).rstrip(".,;"), resolve)
        if name:
            return name, Span(start, start + len(" ".join(parts[:count])))
    return None


def _state_ending(written: str, openers: frozenset[str], resolve: Resolve) -> str | None:
    """The State that *written* names, an opener of the sentence apart: "And Japan" names one, "Government of Japan" none."""
    first, _, rest = written.partition(" ")
    return _state(written, resolve) or (_state(rest, resolve) if first in openers else None)


def _state(written: str, resolve: Resolve) -> str | None:
    for form in (written, re.sub(r"^[Tt]he\s+", "", written)):
        actor = resolve(form)
        if actor is not None and actor.kind == "state":
            return actor.name
    return None
