"""What a sentence shows and none of its claims holds: leads, so that a person finds what the machine lost.

A word that lies inside a claim gives no lead, and no stretch of words gives two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from attestry.extracting.clause import Clause
from attestry.extracting.demands import opened_by
from attestry.extracting.draft import Draft
from attestry.extracting.fitting import fits
from attestry.extracting.framing import has_second
from attestry.extracting.measuring import in_name
from attestry.extracting.parsing.tree import Node
from attestry.extracting.phrases import verb_phrase
from attestry.extracting.scene import Scene
from attestry.extracting.sheet import Mark
from attestry.extracting.subjects import SUBJECTS
from attestry.extracting.triggers import readings
from attestry.model.claim import Claim
from attestry.model.lead import Lead, LeadKind
from attestry.model.quantity import Quantity
from attestry.model.text import Span
from attestry.reference.frames import Frame

FEW = 10                            # smaller numbers are leads only where they count people or things of the packs
SHOWN = 4                           # classes of things named in what was looked for; the frame's file has them all
SPEAKERS = ("spokespeople", "media", "experts", "sources")
Found = Iterator[tuple[Span, str, str]]
"""The words seen, the reason, and what was looked for."""


def leads_of(scene: Scene, claims: Sequence[Claim]) -> tuple[Lead, ...]:
    """The leads of one sentence beside its *claims*, in reading order."""
    seen = _Seen(scene, [claim.span for claim in claims])
    found: dict[Span, Lead] = {}
    for kind, look in LOOKS:
        for span, reason, sought in look(seen):
            lead = Lead(kind, scene.document.id, span, scene.document.words(span), reason, sought, scene.sheet.sentence)
            found.setdefault(span, lead)
    return tuple(sorted(found.values(), key=lambda lead: lead.span))


class _Seen:
    """A sentence, what its claims cover, and who and what it names."""

    def __init__(self, scene: Scene, covered: Sequence[Span]) -> None:
        self.scene, self.covered = scene, covered
        self.words = scene.reference.leads
        sheet = scene.sheet
        self.named = sheet.has("PERSON") or any(getattr(mark.value, "kind", "") != "unknown" for mark in sheet.of("ACTOR"))
        self.claimed = bool(covered)

    def free(self, span: Span) -> bool:
        """Whether no claim covers any of *span*."""
        return not any(claimed.meets(span) for claimed in self.covered)

    def holds(self, node: Node) -> bool:
        """Whether a thing, a norm or a number hangs on *node*."""
        kinds = [kind for kind in ("THING", "NORM", "AMOUNT") if self.scene.sheet.has(kind)]
        return bool(kinds) and any(self.scene.mark(kind, one) is not None for one in node.subtree() for kind in kinds)


# ---- numbers

def _quantities(seen: _Seen) -> Found:
    for mark in seen.scene.sheet.of("AMOUNT"):
        span = seen.scene.sheet.span(mark)
        noun = _counted(seen.scene, mark)
        if seen.free(span) and _counts(seen.scene, mark, noun):
            words = span if noun is None or noun.end < span.end else span.joined(noun.span)
            yield words, "no claim counts anything by this number", "an act, and whom or what the number counts in it"


def _counted(scene: Scene, mark: Mark) -> Node | None:
    """The noun that a number stands with: "40" of "40 trucks"."""
    number: Node | None = scene.tree.nodes[mark.last - 1]
    while number is not None and mark.first <= number.index < mark.last and number.tag[:1] != "N":
        number = number.head
    return number if number is not None and number.tag[:1] == "N" else None


def _counts(scene: Scene, mark: Mark, noun: Node | None) -> bool:
    """Whether a number could be one that a monitor records: no part of a name, no time, and not small without a known thing."""
    quantity = mark.value
    if not isinstance(quantity, Quantity) or in_name(scene, mark) or scene.mark("DURATION", scene.tree.nodes[mark.first]):
        return False
    if noun is not None and (noun.lemma in scene.lexicon.words["times"] or scene.mark("DATE", noun) is not None):
        return False
    if quantity.unit or max(abs(end) for end in (quantity.low, quantity.high) if end is not None) >= FEW:
        return True
    return noun is not None and (scene.mark("THING", noun) is not None or noun.lemma in scene.lexicon.words["vague_people"])


# ---- accusations

def _accusations(seen: _Seen) -> Found:
    if not seen.named:
        return
    for node in seen.scene.tree.nodes:
        if node.lemma in seen.words.accusing and seen.scene.name_at(node) is None and seen.free(node.span):
            yield node.span, f"“{node.text}” stands beside somebody known, and no claim says who is accused of what", (
                "who says it, of whom, and what they are said to have done")


def _judgements(seen: _Seen) -> Found:
    for node in seen.scene.tree.nodes:
        if node.lemma in seen.words.judging and not seen.claimed:
            yield node.span, f"“{node.text}” judges or threatens, and no claim says whom", "a verdict, a stance or a warning"


# ---- triggers

def _triggers(seen: _Seen) -> Found:
    """Words that can call up a frame; beside a claim, or where they mean too much, only those on which something known hangs."""
    for node in seen.scene.tree.nodes:
        for frames, clause in readings(seen.scene, node) if seen.free(node.span) else ():
            called = [frame for frame in frames if frame.second is None or has_second(node, frame.second)]
            if called and (not (seen.claimed or node.lemma in seen.words.weak) or seen.holds(node)):
                yield node.span, _refusal(seen.scene, node, clause, called[0]), _sought(called)


def _refusal(scene: Scene, node: Node, clause: Clause, frame: Frame) -> str:
    """Why the first sense of a trigger did not hold, as far as its roles tell."""
    sense = frame.sense
    wanted = (sense.noun_needs if clause.nominal else sense.needs) or sense.any_of
    lacking = [role for role in wanted if not _fills(scene, clause, frame, role)]
    opening = f"“{node.text}” can tell of {frame.frame}"
    return f"{opening}, but nothing fills its {' or '.join(lacking)}" if lacking else f"{opening}, but the words around it do not"


def _fills(scene: Scene, clause: Clause, frame: Frame, role: str) -> bool:
    draft = Draft(frame, clause)
    places = [place.rstrip("!") for place in (frame.way.noun if clause.nominal else frame.way.verb).get(role, ())]
    return any(fits(scene, draft, role, place, node) for place in places for node in clause.fill(place))


def _sought(called: Sequence[Frame]) -> str:
    """What the senses of a trigger ask for: "transfer (item: arms, munitions, missiles, energy, …); support"."""
    return "; ".join(dict.fromkeys(frame.frame + _classes(frame) for frame in called))


def _classes(frame: Frame) -> str:
    classes = frame.sense.item or frame.sense.only_words
    more = ", …" if len(classes) > SHOWN else ""
    return f" (item: {', '.join(classes[:SHOWN])}{more})" if classes else ""


# ---- demands

def _demands(seen: _Seen) -> Found:
    for node in seen.scene.tree.nodes:
        asked = node.tag == "VB" or (node.tag[:1] in "VJN" and node.child("aux") is not None)
        opened = opened_by(seen.scene, node, "demanding") if asked else None
        if opened is not None and seen.free(opened.span.joined(node.span)):
            yield opened.span.joined(verb_phrase(node)), f"“{opened.text}” demands it, and no claim says of whom", (
                "call: who demands what of whom")


# ---- voices

def _voices(seen: _Seen) -> Found:
    lexicon = seen.scene.lexicon
    for node in seen.scene.tree.nodes:
        if node.tag[:1] == "V":
            speaks = node.lemma in lexicon.verbs and _says(seen, node)
        else:
            speaks = node.tag[:1] == "N" and node.lemma in lexicon.nouns and _tells(seen.scene, node)
        if speaks and seen.free(node.extent):
            yield node.span, f"“{node.text}” puts somebody's word behind something that no frame reads", (
                "an act, a verdict, a stance or a remark in what is said")


def _says(seen: _Seen, node: Node) -> bool:
    """Whether a verb has somebody who speaks for its subject, or nobody at all ("it is reported that").

    Beside a claim it must govern what is said: "…, he added" goes with the claim.
    """
    subject, said = node.child(*SUBJECTS), node.child("ccomp")
    if (seen.claimed and said is None) or (node.child("xcomp") is not None and node.lemma in seen.scene.lexicon.turns):
        return False
    if subject is None:
        return said is not None
    return bool(seen.scene.party(subject)) or any(subject.lemma in seen.scene.lexicon.words[each] for each in SPEAKERS)


def _tells(scene: Scene, node: Node) -> bool:
    """Whether a noun for something said, no part of a name, has its content with it: "reports that", "allegations of"."""
    named = scene.mark("NORM", node) is not None or scene.name_at(node) is not None
    return not named and any(child.label in ("acl", "ccomp", "nmod") for child in node.children)


# ---- dates

def _dates(seen: _Seen) -> Found:
    if not seen.named:
        return
    for mark in seen.scene.sheet.of("DATE"):
        act = _dated(seen.scene, mark)
        if act is not None and seen.free(seen.scene.sheet.span(mark).joined(act.span)):
            when = seen.scene.sheet.quote(mark)
            yield act.span, f"“{act.text}” is dated “{when}”, and no claim is", "an act that happened then"


def _dated(scene: Scene, mark: Mark) -> Node | None:
    """The word that a date hangs on, where it tells of something done."""
    node: Node | None = scene.tree.nodes[mark.last - 1]
    while node is not None and mark.first <= node.index < mark.last:
        node = node.head
    if node is None:
        return None
    if node.tag in ("VBD", "VBN"):
        return None if node.lemma in scene.lexicon.verbs else node      # "said on Tuesday" dates the saying
    return node if node.tag[:1] == "N" and node.lemma in scene.reference.frames.nouns else None


# ---- acts

def _acts(seen: _Seen) -> Found:
    """What somebody known does or is, in a sentence without any claim."""
    for node in () if seen.claimed else seen.scene.tree.nodes:
        subject = node.child(*SUBJECTS)
        said = node.tag[:1] == "V" or node.child("cop") is not None
        if subject is not None and said and node.lemma not in seen.words.idle and seen.scene.party(subject):
            yield node.span, f"somebody known does or is this, and no frame knows “{node.text}”", "an act or a stance of theirs"


LOOKS: tuple[tuple[LeadKind, Callable[[_Seen], Found]], ...] = (
    (LeadKind.QUANTITY, _quantities),
    (LeadKind.TRIGGER, _triggers),
    (LeadKind.ALLEGATION, _accusations),
    (LeadKind.ALLEGATION, _judgements),
    (LeadKind.DEMAND, _demands),
    (LeadKind.VOICE, _voices),
    (LeadKind.DATE, _dates),
    (LeadKind.ACT, _acts),
)
"""What is looked for, in the order in which one stretch of words is called."""
