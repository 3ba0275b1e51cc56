"""How firmly, in what mode and with what polarity a clause is said: its auxiliaries, negations, adverbs and markers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from attestry.extracting import moods
from attestry.extracting.draft import Draft
from attestry.extracting.parsing.tree import Node
from attestry.extracting.scene import Scene
from attestry.extracting.subjects import SUBJECTS
from attestry.model.claim import Basis, Certainty, Holder, Kind, Mode, Polarity, Step
from attestry.model.text import Span

_MODALS: dict[str, tuple[Mode, Certainty | None]] = {
    "may": (Mode.POSSIBLE, Certainty.POSSIBLE),
    "might": (Mode.POSSIBLE, Certainty.POSSIBLE),
    "could": (Mode.POSSIBLE, Certainty.POSSIBLE),
    "can": (Mode.POSSIBLE, None),
    "ca": (Mode.POSSIBLE, None),
    "would": (Mode.POSSIBLE, None),
    "'d": (Mode.POSSIBLE, None),
    "will": (Mode.PLANNED, None),
    "'ll": (Mode.PLANNED, None),
    "wo": (Mode.PLANNED, None),
    "shall": (Mode.DEMANDED, None),
    "must": (Mode.DEMANDED, None),
    "should": (Mode.DEMANDED, None),
    "ought": (Mode.DEMANDED, None),
}


@dataclass(slots=True)
class Stand:
    """How a claim is held, as far as the climb has come. `links` are innermost first."""

    basis: Basis = Basis.STATED
    certainty: Certainty = Certainty.CERTAIN
    polarity: Polarity = Polarity.AFFIRMS
    mode: Mode | None = None
    links: list[Holder] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    twins: list[Holder] = field(default_factory=list)  # further sources named beside the first: each makes a claim of its own
    voices: list[Node] = field(default_factory=list)  # the words of saying that were met
    going_on: bool = False  # "continues to": goes on, whatever the tense
    void: bool = False  # what is spoken of is an ability or a right, not an act
    clause_mode: str = ""  # what the clause itself says, before the frame's own mode is laid over it

    @property
    def held(self) -> bool:
        """Whether a holder has been found: from here on only links are added."""
        return bool(self.links)

    def flip(self) -> None:
        """Turn affirmation into denial and back; "neither" stays."""
        self.polarity = {Polarity.AFFIRMS: Polarity.DENIES, Polarity.DENIES: Polarity.AFFIRMS}.get(self.polarity, self.polarity)


class Local:
    """What the words around a verb or noun do to the stand of one draft."""

    def __init__(self, scene: Scene, draft: Draft, stand: Stand) -> None:
        self.scene, self.draft, self.stand = scene, draft, stand
        self.lexicon = scene.lexicon
        self.words = scene.lexicon.words

    def verb(self, node: Node) -> None:
        """Auxiliaries, negation, adverbs and markers of one verb."""
        auxiliaries = [child for child in node.children if child.label in ("aux", "aux:pass", "cop")]
        if (
            not auxiliaries
            and node.label == "conj"
            and node.head is not None
            and node.child(*SUBJECTS) is None
            and node.head.tag[:1] in "VJ"
        ):
            auxiliaries = [child for child in node.head.children if child.label in ("aux", "aux:pass", "cop")]
        self.tense(node, auxiliaries)
        for child in node.children:
            if (
                child.label in ("advmod", "det", "cc:preconj", "aux")
                and child.word in self.words["negations"]
                and child.word != "without"
                and not self._only(node, child)
            ):
                self.stand.flip()
                self.step("stance/negation", child, f"'{child.text}' denies")
            elif child.label in SUBJECTS and child is not self.draft.trigger and any(
                inner.word in ("no", "neither", "nobody", "none", "nothing") for inner in (child, *child.kids("det"))
            ):
                self.stand.flip()
                self.step("stance/negation", child, "a subject of nobody denies")
            elif (
                child.label == "obj"
                and child is not self.draft.trigger     # "has no validity": the noun has said so itself
                and any(inner.word in ("no", "neither") for inner in child.kids("det"))
            ):
                self.stand.flip()
                self.step("stance/negation", child, "an object of none denies")
            elif child.label in ("advmod", "amod"):
                self.adverb(child)
            elif child.label == "mark":
                self.marker(node, child)

    def _only(self, node: Node, negation: Node) -> bool:
        """ "is not only abhorrent but …", "cannot but be concerned", "how can we not be concerned": no denial."""
        if any(child.word == "how" and child.index < negation.index for child in node.kids("advmod")):
            return True
        after = range(negation.index + 1, negation.index + 4)
        return any(
            one.index in after
            and (one.word in ("only", "merely", "just", "simply") or (one.word == "but" and one.index == after[0]))
            for one in node.subtree()
        )

    def tense(self, node: Node, auxiliaries: Sequence[Node]) -> None:
        if self.stand.mode is not None:
            return
        words = [child.word for child in auxiliaries]
        for child in auxiliaries:
            modal = _MODALS.get(child.word)
            if modal is not None:
                self.stand.mode = modal[0]
                if modal[1] is not None:
                    self.stand.certainty = modal[1]
                self.step("stance/modal", child, f"'{child.text}' makes it {modal[0]}")
                return
        being = any(word in ("is", "are", "was", "were", "been", "be", "'s", "'re", "'m", "am") for word in words)
        if (node.tag == "VBG" and being) or any(word == "being" for word in words) or node.tag in ("VBZ", "VBP"):
            self.stand.mode = Mode.ONGOING
        elif node.tag == "VBD" or (
            node.tag == "VBN" and (words or node.label in ("acl", "amod", "root", "advcl", "acl:relcl", "ccomp", "parataxis"))
        ):
            self.stand.mode = Mode.ACTUAL
        elif node.tag[:1] in "JN" and words:
            self.stand.mode = (
                Mode.ONGOING
                if any(word in ("is", "are", "'s", "'re", "am", "'m", "remain", "remains") for word in words)
                else Mode.ACTUAL
            )

    def noun(self, node: Node) -> None:
        for child in node.children:
            if child.label in ("amod", "compound"):
                self.adverb(child)
            elif child.label in ("det", "cc:preconj", "advmod") and child.word in ("no", "neither", "nor"):
                self.stand.flip()
                self.step("stance/negation", child, f"'{child.text}' denies")
            elif node.label == "conj" and child.label == "cc" and child.word == "nor":  # "neither reason nor authority"
                self.stand.flip()
                self.step("stance/negation", child, "'nor' denies")

    def adverb(self, child: Node) -> None:
        if self.stand.held:
            return
        words, word = self.words, child.word
        if word in words["reported"]:
            self.stand.basis, self.stand.certainty = Basis.REPORTED, Certainty.UNCOMMITTED
            self.step("stance/reported", child, f"'{child.text}' relays")
        elif word in words["probable"]:
            self.stand.certainty = Certainty.PROBABLE
            self.step("stance/probable", child, f"'{child.text}'")
        elif word in words["possible"]:
            self.stand.certainty = Certainty.POSSIBLE
            self.stand.mode = Mode.POSSIBLE
            self.step("stance/possible", child, f"'{child.text}'")
        elif self.draft.clause.nominal and word in words["planned"]:
            self.stand.mode = Mode.PLANNED
            self.step("stance/planned", child, f"'{child.text}'")
        elif self.draft.clause.nominal and word in words["ongoing"]:
            self.stand.mode = Mode.ONGOING
            self.step("stance/ongoing", child, f"'{child.text}'")

    def marker(self, node: Node, child: Node) -> None:
        if self.stand.held:
            return
        if child.word in self.words["hypothetical"]:
            self.stand.mode = Mode.HYPOTHETICAL
            if any(part.word == "even" for part in (*node.children, *child.children)):
                self.stand.polarity, self.stand.certainty = Polarity.NEITHER, Certainty.UNCOMMITTED
            self.step("stance/supposition", child, f"'{child.text}' supposes")
        elif child.word == "whether" and node.head is not None:
            self.stand.polarity, self.stand.certainty = Polarity.NEITHER, Certainty.UNCOMMITTED
            self.step("stance/question", child, "'whether' leaves it open")

    def step(self, rule: str, where: Node | Span, says: str) -> None:
        span = where.span if isinstance(where, Node) else where
        self.stand.steps.append(Step(rule, span, says))

    def settle(self) -> None:
        """What is left open when the root is reached."""
        stand, trigger, sense = self.stand, self.draft.trigger, self.draft.frame.sense
        if stand.mode is None:
            stand.mode = moods.of_act(self.scene, self.draft)
        if self.draft.kind is Kind.ACT:
            if sense.mode is not None and stand.mode in (Mode.ACTUAL, Mode.ONGOING):
                stand.mode = Mode(sense.mode)
            elif self.draft.frame.frame == "vote" and stand.mode is Mode.ONGOING and not stand.going_on:
                stand.mode = Mode.ACTUAL        # "the resolution, which extends the mandate"
            return
        if sense.mode is not None:
            stand.mode = Mode(sense.mode)
        elif self.draft.kind is Kind.VERDICT:
            self._judged()
        elif self.draft.frame.frame in moods.ABOUT_ACTS:
            self._taken()
        elif (
            (stand.mode is Mode.ONGOING and not stand.going_on and trigger.tag in ("VBZ", "VBP", "VBN", "VBD"))
            or stand.mode in (Mode.PLANNED, Mode.DEMANDED)
        ):
            stand.mode = Mode.ACTUAL
        if self.draft.frame.frame in ("call", "promise"):
            stand.void = stand.void or (sense.modal is None and self._is_denied(trigger))   # "nobody has asked for it"
            stand.polarity = Polarity.AFFIRMS  # what is demanded may be an absence; the demand is made all the same
        if sense.denies:
            stand.flip()

    def _is_denied(self, trigger: Node) -> bool:
        return not self.draft.clause.nominal and any(
            step.rule == "stance/negation" and any(step.span == child.span for child in trigger.children)
            for step in self.stand.steps
        )

    def _judged(self) -> None:
        """A verdict in the present judges what was done, unless it is one on what somebody does: "they violate it daily"."""
        stand, trigger, clause = self.stand, self.draft.trigger, self.draft.clause
        if stand.mode in (Mode.PLANNED, Mode.DEMANDED):
            stand.mode = Mode.ACTUAL
        if stand.mode is Mode.ACTUAL and moods.repeated(self.draft, self.words["frequent"]):
            stand.mode = Mode.ONGOING
        if stand.mode is not Mode.ONGOING or stand.going_on or moods.repeated(self.draft, self.words["frequent"]):
            return
        if clause.nominal:
            lasting = any(one.lemma in self.words["lasting"] for one in clause.fill("doer"))
            present = trigger.child("cop") is not None or (clause.carrier is not None and clause.carrier.tag in ("VBZ", "VBP"))
            if present and not lasting and trigger.tag != "NNS":
                stand.mode = Mode.ACTUAL        # "this constitutes a violation" judges what was done
        elif trigger.tag in ("VBZ", "VBP", "VBN", "VBD") and not self.scene.parties(self.draft.roles.get("agent", ())):
            stand.mode = Mode.ACTUAL

    def _taken(self) -> None:
        """A stance has the mode of the act it is about; taken with a wish ("would like to commend") it is taken all the same."""
        stand = self.stand
        wished = stand.mode is Mode.POSSIBLE and stand.certainty is Certainty.CERTAIN
        if stand.mode in (Mode.HYPOTHETICAL, Mode.POSSIBLE) and not wished:
            return
        if moods.is_the_act(self.draft) and stand.mode in (Mode.ACTUAL, Mode.ONGOING):
            return
        told = moods.of_stance(self.scene, self.draft)
        if told is not None:
            stand.mode = told
        elif stand.mode is not Mode.ONGOING or not (stand.going_on or self.draft.trigger.tag == "VBG"):
            stand.mode = Mode.ACTUAL

    def is_modal(self, node: Node) -> bool:
        return any(child.word in _MODALS for child in node.kids("aux"))

    def is_negated(self, node: Node) -> bool:
        return any(
            child.word in self.words["negations"] and child.label in ("advmod", "aux", "det", "cc:preconj")
            for child in node.children
        )
