"""A document's claims, read by grammar: sentences, marks, trees, frames, chains, and the gate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from attestry.extracting import claiming, remembering, sifting
from attestry.extracting import discourse as discourses
from attestry.extracting.cascade import Cascade, Setting
from attestry.extracting.chaining import Climb
from attestry.extracting.framing import drafts
from attestry.extracting.grounding import ground
from attestry.extracting.mending import mended
from attestry.extracting.parsing.parser import Parse, default_parser
from attestry.extracting.parsing.tokens import Token, sentences, tokens
from attestry.extracting.parsing.tree import Tree
from attestry.extracting.people import people
from attestry.extracting.scene import Scene
from attestry.extracting.sheet import Sheet
from attestry.model.claim import Claim, Holder, Kind, Polarity
from attestry.model.text import Document, Problem, Span
from attestry.reference.pack import Reference

READER = "grammar/1"
FINAL = frozenset(".!?…:;,”\"»)]’'-–")
HEADLINE = 90  # code points: a shorter line without a final stop is a heading, a longer one a broken paragraph
LONGEST = 400  # tokens of one sentence; what is longer is a table or a list run together
_CONTENT_OF_ONE_TRIGGER = (Kind.ACT, Kind.VERDICT, Kind.VERIFICATION, Kind.POSITION)


@dataclass(slots=True)
class _Held:
    """A claim on its way to the gate, with what may still change its chain."""

    claim: Claim
    links: tuple[Holder, ...]
    passage: int
    verb: int  # index of the trigger, to tell what hangs on what


class Grammar:
    """The reader by grammar, over the packs of one reference; one for many documents."""

    def __init__(self, reference: Reference, parse: Parse | None = None) -> None:
        self.reference = reference
        self.cascade = Cascade(reference)
        self.parse = parse or default_parser().parse

    def extract(self, document: Document) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
        """The claims of *document* in reading order, and what could not be read or grounded."""
        reader = _Reading(self, document)
        claims: list[Claim] = []
        problems = list(reader.problems)
        seen: set[str] = set()
        for held in reader.claims():
            grounded = ground(document, held.claim)
            if isinstance(grounded, Problem):
                problems.append(grounded)
            elif grounded.id not in seen:
                seen.add(grounded.id)
                claims.append(grounded)
        problems += [problem for problem in reader.problems if problem not in problems]
        return tuple(sorted(claims, key=lambda claim: claim.span)), tuple(problems)


def extract(document: Document, reference: Reference) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """The claims and problems of one document; for many documents keep a Grammar."""
    return Grammar(reference).extract(document)


class _Reading:
    """The reading of one document."""

    def __init__(self, grammar: Grammar, document: Document) -> None:
        self.grammar, self.document = grammar, document
        self.reference = grammar.reference
        self.problems: list[Problem] = []
        self.discourse = discourses.open_discourse(document, self.reference.gazetteer)
        gazetteer = self.reference.gazetteer
        self.cut = [
            [tokens(document.text, sentence, gazetteer.glued) for sentence in sentences(document.text, passage.span)]
            for passage in document.passages
        ]
        self.setting = Setting(
            date=discourses.day_of(document), people=people(document.text, [cut for rows in self.cut for cut in rows], gazetteer)
        )

    def claims(self) -> Iterator[_Held]:
        """The claims, passage by passage: what a later sentence of the passage says of their holder is applied before they leave."""
        turns = list(self.document.turns)
        for passage, rows in zip(self.document.passages, self.cut, strict=True):
            while turns and turns[0].span.start <= passage.span.start:
                discourses.at_turn(self.discourse, turns.pop(0), self.reference.gazetteer)
            if passage.heading or (
                (passage.number == 1 or len(passage.span) < HEADLINE)
                and self.document.text[passage.span.end - 1] not in FINAL
                and len(self.document.passages) > 2
            ):
                continue
            self._open_passage(passage.span.start)
            held: list[_Held] = []
            for cut in rows:
                held = self._sentence(cut, passage.number, held)
            yield from held

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
        tree = mended(self.grammar.parse(cut))
        return Scene(self.document, sheet, tree, self.discourse, self.reference)

    def _sentence(self, cut: list[Token], passage: int, before: list[_Held]) -> list[_Held]:
        scene = self.scene(cut)
        if scene is None:
            return before
        speaking = remembering.speaking_in(scene)
        quoted_before = self.discourse.quote_open
        scene.hear(speaking)
        found = list(self._claims_of(scene, passage))
        backward = remembering.stated_by(scene)
        if backward is not None:
            before = [replace_chain(one, self.discourse.voice, backward) for one in before]
            self.discourse.source = (backward,)
        remembering.remember(scene, speaking or backward, quoted_before)
        return before + found

    def _claims_of(self, scene: Scene, passage: int) -> Iterator[_Held]:
        climbed = [(draft, Climb(scene, draft).run()) for draft in drafts(scene)]
        climbed = [(draft, stand) for draft, stand in climbed if not stand.void and not sifting.borrowed(draft, stand)]
        climbed = [
            (draft, stand)
            for draft, stand in climbed
            if not draft.frame.sense.modes or stand.clause_mode in draft.frame.sense.modes
        ]
        climbed = sifting.apart(climbed)
        acted = {draft.trigger.index for draft, _ in climbed if draft.kind is Kind.ACT}
        denied = {voice.index for draft, stand in climbed if draft.kind in (Kind.ACT, Kind.VERDICT) for voice in stand.voices}
        for draft, stand in climbed:
            if draft.kind is Kind.POSITION and (
                (draft.trigger.index in denied and draft.frame.frame == "reject")
                or (draft.frame.sense.modal == "promising" and draft.trigger.index in acted)
            ):
                continue
            claim = claiming.claim_of(scene, draft, stand, READER)
            if claim is None or (claim.kind is Kind.POSITION and claim.polarity is Polarity.NEITHER):
                continue
            yield _Held(claim, claim.chain, passage, draft.trigger.index)
            for twin in stand.twins:
                chain = tuple(twin if link is stand.links[0] else link for link in claim.chain)
                yield _Held(replace(claim, chain=chain), chain, passage, draft.trigger.index)


def replace_chain(held: _Held, voice: tuple[Holder, ...], holder: Holder) -> _Held:
    """*held* by *holder*, where the passage had named nobody for it yet: "This was stated by X"."""
    own = held.claim.chain[len(voice) :]
    if own and all(link.nameless for link in own):
        return _Held(replace(held.claim, chain=(*voice, holder, *own)), held.links, held.passage, held.verb)
    if len(own) > 1 or (own and f"({own[0].name})" not in holder.name):
        return held
    return _Held(replace(held.claim, chain=(*voice, holder)), held.links, held.passage, held.verb)


def tree_of(document: Document, sentence: Span, reference: Reference) -> Tree | None:
    """The tree of the sentence at *sentence*, for a person who asks why."""
    cut = tokens(document.text, sentence, reference.gazetteer.glued)
    return default_parser().parse(cut) if cut else None
