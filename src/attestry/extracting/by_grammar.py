"""A document's claims, read by grammar: sentences, marks, trees, frames, chains, and the gate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from attestry.extracting import claiming, remembering, sifting, tongue
from attestry.extracting import discourse as discourses
from attestry.extracting.cascade import Cascade, Setting
from attestry.extracting.chaining import Climb
from attestry.extracting.grounding import ground
from attestry.extracting.judging import drafts
from attestry.extracting.leads import leads_of
from attestry.extracting.mending import mended
from attestry.extracting.parsing.lemmas import lemma
from attestry.extracting.parsing.parser import Parse, default_parser
from attestry.extracting.parsing.tokens import Token, sentences, tokens
from attestry.extracting.people import people
from attestry.extracting.scene import Scene
from attestry.extracting.sheet import Sheet
from attestry.model.claim import Claim, Holder
from attestry.model.lead import Extraction, Lead
from attestry.model.text import Document, Passage, Problem, Span, Turn
from attestry.reference.pack import Reference

READER = "grammar/1"
FINAL = frozenset(".!?…:;,”\"»)]’'-–")
HEADLINE = 90  # code points: a shorter line without a final stop is a heading, a longer one a broken paragraph
LONGEST = 400  # tokens of one sentence; what is longer is a table or a list run together


class Grammar:
    """The reader by grammar, over the packs of one reference; one for many documents."""

    def __init__(self, reference: Reference, parse: Parse | None = None) -> None:
        self.reference = reference
        self.cascade = Cascade(reference)
        self.parse = parse or default_parser().parse

    def extract(self, document: Document) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
        """The claims of *document* in reading order, and what could not be read or grounded."""
        found = self.read(document)
        return found.claims, found.problems

    def read(self, document: Document) -> Extraction:
        """The claims of *document*, what could not be read or grounded, and what was seen that no claim holds."""
        reading = Reading(self, document)
        claims: dict[str, Claim] = {}
        problems: list[Problem] = []
        for claim in reading.claims():
            grounded = ground(document, claim)
            if isinstance(grounded, Problem):
                problems.append(grounded)
            else:
                claims.setdefault(grounded.id, grounded)
        ordered = tuple(sorted(claims.values(), key=lambda claim: claim.span))
        return Extraction(ordered, (*reading.problems, *problems), tuple(reading.leads))


def extract(document: Document, reference: Reference) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """The claims and problems of one document; for many documents keep a Grammar."""
    return Grammar(reference).extract(document)


class Reading:
    """The reading of one document."""

    def __init__(self, grammar: Grammar, document: Document) -> None:
        self.grammar, self.document = grammar, document
        self.reference = grammar.reference
        self.problems: list[Problem] = []
        self.leads: list[Lead] = []
        gazetteer = self.reference.gazetteer
        self.discourse = discourses.open_discourse(document, gazetteer)
        foreign = tongue.unread_passages(document, self.reference.tongue)
        if foreign:
            self.problems.append(tongue.problem(document, foreign, self.reference.tongue))
        self.cut = [
            [
                tokens(document.text, sentence, gazetteer.glued)
                for sentence in sentences(document.text, _spoken(passage, document))
            ]
            if passage.number not in foreign
            else []
            for passage in document.passages
        ]
        known = people(document.text, [cut for rows in self.cut for cut in rows], gazetteer)
        self.setting = Setting(date=discourses.day_of(document), people=known)
        self.discourse.offices = known.officers
        named = ((gazetteer.actors[actor], count) for actor, count in known.often.items() if actor in gazetteer.actors)
        states = [(discourses.Party(actor.name, actor.id), count) for actor, count in named if actor.kind == "state"]
        self.discourse.states = tuple(sorted(states, key=lambda row: -row[1]))

    def claims(self) -> Iterator[Claim]:
        """The claims, passage by passage.

        A passage's claims wait for the first sentence of the next one, which may say whose they are: "This was stated by X".
        """
        gazetteer = self.reference.gazetteer
        turns = [] if discourses.is_told_alone(self.document, gazetteer) else list(self.document.turns)
        waiting: list[Claim] = []
        for passage, rows in zip(self.document.passages, self.cut, strict=True):
            self._give_floor(turns, passage.span.start)
            if self.is_heading(passage):
                continue
            self._open_passage(passage.span.start)
            held: list[Claim] = []
            for number, cut in enumerate(rows):
                self._give_floor(turns, cut[0].start if cut else passage.span.start)
                scene = self.scene(cut)
                if scene is None:
                    continue
                found, backward = self._sentence(scene)
                self.leads += leads_of(scene, found)
                if backward is not None:
                    held = [self._owed(claim, backward) for claim in held]
                    if number == 0:
                        waiting = [self._owed(claim, backward) for claim in waiting]
                held += found
            yield from waiting
            waiting = held
        yield from waiting

    def _give_floor(self, turns: list[Turn], at: int) -> None:
        """Hear the turns that have begun at *at*: in the middle of a passage, where a president takes up his State's capacity."""
        while turns and turns[0].span.start <= at:
            discourses.at_turn(self.discourse, turns.pop(0), self.reference.gazetteer)

    def is_heading(self, passage: Passage) -> bool:
        """Whether a passage is a title or heading: it repeats the text, or says nothing by itself."""
        bare = self.document.text[passage.span.end - 1] not in FINAL and len(self.document.passages) > 2
        return passage.heading or (bare and (passage.number == 1 or len(passage.span) < HEADLINE))

    def _open_passage(self, start: int) -> None:
        """A new paragraph drops whom the last one quoted, unless it opens with the quotation going on."""
        if not (self.discourse.quote_open and self.document.text[start : start + 1] in ("“", "«", '"')):
            self.discourse.source = ()
        self.discourse.quote_open = False

    def scene(self, cut: list[Token]) -> Scene | None:
        """The sentence of the tokens *cut* with its marks and tree; None where it has no words or too many."""
        if not cut:
            return None
        sentence = Span(cut[0].start, cut[-1].end)
        if len(cut) > LONGEST:
            self.problems.append(
                Problem(
                    "long-sentence",
                    f"{self.document.name} [{sentence.start}, {sentence.end})",
                    f"a sentence of {len(cut)} words was found, {LONGEST} at most are read",
                    "read this stretch by hand",
                )
            )
            return None
        sheet = self.grammar.cascade.mark(Sheet(self.document.text, sentence, cut), self.setting)
        tree = mended(self.grammar.parse(cut, _known_in(sheet, self.reference)), self.reference.lexicon.words)
        return Scene(self.document, sheet, tree, self.discourse, self.reference)

    def _sentence(self, scene: Scene) -> tuple[list[Claim], Holder | None]:
        """The claims of one sentence, and to whom it says that what stands before is owed."""
        speaking = remembering.speaking_in(scene)
        quoted_before = self.discourse.quote_open
        scene.hear(speaking)
        scene.closing = remembering.closing(scene)
        read = sifting.sifted([(draft, Climb(scene, draft).run()) for draft in drafts(scene)])
        found = [claim for draft, stand in read for claim in claiming.claims_of(scene, draft, stand, READER)]
        backward = remembering.stated_by(scene)
        remembering.remember(scene, speaking or backward, quoted_before)
        return found, backward

    def _owed(self, claim: Claim, holder: Holder) -> Claim:
        """*claim* by *holder*, where nobody was named for it yet, or only the State that *holder* speaks for."""
        voice = self.discourse.voice
        own = claim.chain[len(voice) :]
        if own and all(link.nameless for link in own):
            return replace(claim, chain=(*voice, holder, *own))
        if not own or (len(own) == 1 and f"({own[0].name})" in holder.name):
            return replace(claim, chain=(*voice, holder))
        return claim


def _known_in(sheet: Sheet, reference: Reference) -> dict[int, str]:
    """The tag of each word that the layers know for a proper name or for things, so that the parser need not guess it."""
    names = {
        index: "NNP"
        for kind in ("ACTOR", "PERSON")
        for mark in sheet.of(kind)
        if not getattr(mark.value, "adjective", False) and getattr(mark.value, "kind", "unknown") != "unknown"
        for index in range(mark.first, mark.last)
        if sheet.tokens[index].text[0].isupper() and (mark.last - mark.first == 1 or kind == "PERSON")
    }
    things = {
        mark.last - 1: "NNS"
        for mark in sheet.of("THING")
        if (word := sheet.words[mark.last - 1]).endswith("s") and lemma(word, "NNS") != word
        and lemma(word, "VBZ") not in reference.frames.verbs
    }
    return {**things, **names}


def _spoken(passage: Passage, document: Document) -> Span:
    """*passage* without the speaker line that opens it, which names who speaks and says nothing."""
    for turn in document.turns:
        if passage.span.start <= turn.line.start < passage.span.end:
            return Span(min(turn.line.end, passage.span.end), passage.span.end)
    return passage.span
