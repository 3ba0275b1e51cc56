"""Who puts their word behind a draft, and how: the chain is read off the nesting, by climbing from the trigger to the root.

The nearest holder that is met sets basis, certainty, polarity and mode; those further out only add their link.
A voice whose holder is already speaking colours that holder's stance instead of adding a link.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from attestry.extracting.clause import SUBJECTS, case, conjuncts, subjects
from attestry.extracting.discourse import plain_word
from attestry.extracting.framing import Draft
from attestry.extracting.parsing.tree import Node
from attestry.extracting.scene import Scene
from attestry.model.claim import Basis, Certainty, Holder, Kind, Mode, Polarity, Step
from attestry.reference.lexicon import Voice

_MODALS: dict[str, tuple[Mode, Certainty | None]] = {
    "may": (Mode.POSSIBLE, Certainty.POSSIBLE), "might": (Mode.POSSIBLE, Certainty.POSSIBLE), "could": (Mode.POSSIBLE, Certainty.POSSIBLE),
    "can": (Mode.POSSIBLE, None), "ca": (Mode.POSSIBLE, None), "would": (Mode.POSSIBLE, None), "'d": (Mode.POSSIBLE, None),
    "will": (Mode.PLANNED, None), "'ll": (Mode.PLANNED, None), "wo": (Mode.PLANNED, None), "shall": (Mode.DEMANDED, None),
    "must": (Mode.DEMANDED, None), "should": (Mode.DEMANDED, None), "ought": (Mode.DEMANDED, None)}
_GOVERNED = ("ccomp", "xcomp", "csubj", "csubj:pass")
_NOMINAL = ("acl", "nmod", "ccomp", "xcomp", "obl", "appos", "acl:relcl", "conj", "compound", "advcl")


@dataclass(slots=True)
class Stand:
    """How a claim is held, as far as the climb has come. `links` are innermost first."""

    basis: Basis = Basis.STATED
    certainty: Certainty = Certainty.CERTAIN
    polarity: Polarity = Polarity.AFFIRMS
    mode: Mode | None = None
    links: list[Holder] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    twins: list[Holder] = field(default_factory=list)   # further sources named beside the first: each makes a claim of its own
    voices: list[Node] = field(default_factory=list)    # the words of saying that were met
    void: bool = False              # what is spoken of is an ability or a right, not an act
    clause_mode: str = ""           # what the clause itself says, before the frame's own mode is laid over it

    @property
    def held(self) -> bool:
        """Whether a holder has been found: from here on only links are added."""
        return bool(self.links)

    def flip(self) -> None:
        """Turn affirmation into denial and back; "neither" stays."""
        self.polarity = {Polarity.AFFIRMS: Polarity.DENIES, Polarity.DENIES: Polarity.AFFIRMS}.get(self.polarity, self.polarity)


class Climb:
    """The climb of one draft."""

    def __init__(self, scene: Scene, draft: Draft) -> None:
        self.scene, self.draft = scene, draft
        self.lexicon = scene.lexicon
        self.words = scene.lexicon.words
        self.stand = Stand()
        self.seen: set[int] = set()
        self.direct = True              # still on the way from the trigger as an argument, through no relative clause

    def run(self) -> Stand:
        """From the trigger to the root."""
        node = self.draft.trigger
        self.seen.add(node.index)
        self._trigger(node)
        if self.draft.clause.carrier is not None:
            self._verb(self.draft.clause.carrier)
        elif self.draft.clause.nominal and node.child("cop") is not None:
            self._verb(node)
        aside = True
        for _ in range(len(self.scene.tree.nodes)):
            if aside:
                self._asides(node)
            head = node.head
            if head is None:
                break
            if node.label == "conj" and head.tag[:1] == node.tag[:1]:
                aside = True
            else:
                self._governor(node, head)
                aside = True
            self.seen.add(head.index)
            if node.label in ("acl:relcl", "acl", "advcl", "nsubj", "obl", "nsubj:pass") and not (head.tag[:1] == "N" and head.lemma in self.lexicon.nouns and node.label == "acl"):
                self.direct = False
            elif head.tag[:1] in "VJ" and node.label in _GOVERNED:
                self.direct = False
            elif head.tag[:1] == "N" and head.lemma in self.lexicon.nouns and node.label in ("acl", "ccomp", "nmod", "obl"):
                self.direct = True
            node = head
        self.stand.clause_mode = str(self.stand.mode or Mode.ACTUAL)
        self._settle()
        return self.stand

    # ------------------------------------------------------------------ the trigger itself

    def _trigger(self, node: Node) -> None:
        if self.draft.clause.nominal:
            self._noun(node)
        else:
            self._verb(node)

    def _verb(self, node: Node) -> None:
        """Auxiliaries, negation, adverbs and markers of one verb."""
        auxiliaries = [child for child in node.children if child.label in ("aux", "aux:pass", "cop")]
        if not auxiliaries and node.label == "conj" and node.head is not None and node.child(*SUBJECTS) is None and node.head.tag[:1] in "VJ":
            auxiliaries = [child for child in node.head.children if child.label in ("aux", "aux:pass", "cop")]
        self._tense(node, auxiliaries)
        for child in node.children:
            if child.label in ("advmod", "det", "cc:preconj", "aux") and child.word in self.words["negations"] and child.word != "without":
                self.stand.flip()
                self._step("stance/negation", child, f"'{child.text}' denies")
            elif child.label in SUBJECTS and any(inner.word in ("no", "neither", "nobody") for inner in (child, *child.kids("det"))):
                self.stand.flip()
                self._step("stance/negation", child, "a subject of nobody denies")
            elif child.label in ("obj",) and any(inner.word in ("no", "neither") for inner in child.kids("det")):
                self.stand.flip()
                self._step("stance/negation", child, "an object of none denies")
            elif child.label in ("advmod", "amod"):
                self._adverb(child)
            elif child.label == "mark":
                self._marker(node, child)

    def _tense(self, node: Node, auxiliaries: Sequence[Node]) -> None:
        if self.stand.mode is not None:
            return
        words = [child.word for child in auxiliaries]
        for child in auxiliaries:
            modal = _MODALS.get(child.word)
            if modal is not None:
                self.stand.mode = modal[0]
                if modal[1] is not None:
                    self.stand.certainty = modal[1]
                self._step("stance/modal", child, f"'{child.text}' makes it {modal[0]}")
                return
        being = any(word in ("is", "are", "was", "were", "been", "be", "'s", "'re", "'m", "am") for word in words)
        if node.tag == "VBG" and being:
            self.stand.mode = Mode.ONGOING
        elif any(word == "being" for word in words):
            self.stand.mode = Mode.ONGOING
        elif node.tag in ("VBZ", "VBP"):
            self.stand.mode = Mode.ONGOING
        elif node.tag == "VBD" or (node.tag == "VBN" and (words or node.label in ("acl", "amod", "root", "advcl", "acl:relcl", "ccomp", "parataxis"))):
            self.stand.mode = Mode.ACTUAL
        elif node.tag[:1] in "JN" and words:
            self.stand.mode = Mode.ONGOING if any(word in ("is", "are", "'s", "'re", "am", "'m", "remain", "remains") for word in words) else Mode.ACTUAL

    def _noun(self, node: Node) -> None:
        for child in node.children:
            if child.label in ("amod", "compound"):
                self._adverb(child)
            elif child.label == "det" and child.word in ("no", "neither"):
                self.stand.flip()
                self._step("stance/negation", child, f"'{child.text}' denies")

    def _adverb(self, child: Node) -> None:
        if self.stand.held:
            return
        words, word = self.words, child.word
        if word in words["reported"]:
            self.stand.basis, self.stand.certainty = Basis.REPORTED, Certainty.UNCOMMITTED
            self._step("stance/reported", child, f"'{child.text}' relays")
        elif word in words["probable"]:
            self.stand.certainty = Certainty.PROBABLE
            self._step("stance/probable", child, f"'{child.text}'")
        elif word in words["possible"]:
            self.stand.certainty = Certainty.POSSIBLE
            self.stand.mode = Mode.POSSIBLE
            self._step("stance/possible", child, f"'{child.text}'")
        elif self.draft.clause.nominal and word in words["planned"]:
            self.stand.mode = Mode.PLANNED
            self._step("stance/planned", child, f"'{child.text}'")
        elif self.draft.clause.nominal and word in words["ongoing"]:
            self.stand.mode = Mode.ONGOING
            self._step("stance/ongoing", child, f"'{child.text}'")

    def _marker(self, node: Node, child: Node) -> None:
        if self.stand.held:
            return
        if child.word in self.words["hypothetical"]:
            self.stand.mode = Mode.HYPOTHETICAL
            if any(part.word == "even" for part in (*node.children, *child.children)):
                self.stand.polarity, self.stand.certainty = Polarity.NEITHER, Certainty.UNCOMMITTED
            self._step("stance/supposition", child, f"'{child.text}' supposes")
        elif child.word == "whether":
            self.stand.polarity, self.stand.certainty = Polarity.NEITHER, Certainty.UNCOMMITTED
            self._step("stance/question", child, "'whether' leaves it open")

    # ------------------------------------------------------------------ what governs it

    def _governor(self, node: Node, head: Node) -> None:
        """What *head* does to the draft that reaches it through *node*."""
        tag = head.tag[:1]
        if tag == "V":
            self._verb_above(node, head)
        elif tag == "N":
            self._noun_above(node, head)
        elif tag == "J":
            self._adjective_above(node, head)
        if node.label not in ("nsubj", "nsubj:pass", "nmod", "obl", "amod", "compound", "acl:relcl", "acl") and not self.stand.held:
            for child in head.children:
                if child.label == "mark":
                    self._marker(head, child)

    def _verb_above(self, node: Node, head: Node) -> None:
        lexicon = self.lexicon
        governed = node.label in _GOVERNED or (node.label in ("advcl", "obl") and head.lemma in ("accuse", "prohibit", "ban", "bar", "refrain", "prevent", "abstain"))
        voice = lexicon.verbs.get(head.lemma)
        by_object = self.direct and node.label in ("obj", "nsubj:pass") or (node.label in ("obl", "nmod") and case(node) in ("about", "of", "out", "to", "on"))
        if self._naming(node, head):
            return
        turn = lexicon.turns.get(head.lemma)
        if head.lemma == "call" and governed:
            turn = "demanded"
        if turn is not None and (governed or (self.direct and node.label in ("obj", "obl") and turn in ("demanded", "planned", "ended"))) and not self._says(head, node):
            self._turned(turn, node, head)
            return
        if voice is None or not (governed or (voice.objects and by_object) or self._is_root_aside(node, head)):
            if governed and not self.stand.held:
                self._plain_governor(node, head)
            elif node.label in ("obj", "nsubj", "nsubj:pass", "obl") and self.draft.clause.nominal and not self.stand.held and head is not self.draft.clause.carrier \
                    and node is self.draft.trigger and (head.lemma in self.words["raising"] or self.draft.frame.sense.raised):
                self.stand.mode = None
                self._verb(head)
            elif node.label == "advcl" and node.tag == "VBG" and node is self.draft.trigger and not self.stand.held and self.stand.mode is None:
                self._tense(head, head.kids("aux", "aux:pass"))
            return
        self._spoken(voice, head)

    def _says(self, head: Node, node: Node) -> bool:
        """Whether a verb of promise or refusal reports words here ("agreed that"), rather than turning an act."""
        return any(mark.word == "that" for mark in node.kids("mark"))

    def _is_root_aside(self, node: Node, head: Node) -> bool:
        return node.label == "parataxis" and head.child(*SUBJECTS) is not None and node.index < head.index

    def _plain_governor(self, node: Node, head: Node) -> None:
        """A verb without a voice of its own: its tense and negation are the draft's, where the draft is an infinitive or participle."""
        if node.label == "xcomp" or (node.label == "ccomp" and node.tag in ("VB", "VBG", "VBN")):
            if self.stand.mode is None:
                self._verb(head)
            else:
                for child in head.children:
                    if child.word in self.words["negations"] and child.label == "advmod":
                        self.stand.flip()

    def _turned(self, turn: str, node: Node, head: Node) -> None:
        stand = self.stand
        if stand.held:
            self._link(head, subjects(head, self.lexicon)[0], said=False)
            return
        negated = self._negated(head)
        self._step(f"turnings/{turn}", head, f"'{head.text}'")
        if turn == "demanded":
            stand.mode = Mode.DEMANDED
            heads, passive = subjects(head, self.lexicon)
            if heads and not passive:
                if any(self.scene.mark("NORM", one) is not None or one.lemma in self.lexicon.classes["documents"] for one in heads):
                    stand.basis = Basis.RECORD
                    if any(self.scene.mark("NORM", one) is not None for one in heads):
                        stand.links.append(Holder("UN Security Council", None, heads[0].span))
                    stand.voices.append(head)
                else:
                    self._link(head, heads, said=True)
            return
        if turn == "ongoing":
            stand.mode = Mode.ONGOING if not self._modal(head) else stand.mode
            if self._modal(head):
                self._tense(head, head.kids("aux"))
        elif turn == "planned":
            stand.mode = Mode.PLANNED
        elif turn == "possible":
            stand.mode = Mode.POSSIBLE
            if head.lemma == "risk":
                stand.certainty = Certainty.POSSIBLE
        elif turn == "failed":
            stand.flip()
            stand.mode = None
            self._tense(head, head.kids("aux", "aux:pass"))
        else:
            stand.mode = None
            self._tense(head, head.kids("aux", "aux:pass"))
        for child in head.children:
            if child.label in ("advmod",):
                self._adverb(child)
        if negated:
            stand.flip()

    def _modal(self, node: Node) -> bool:
        return any(child.word in _MODALS for child in node.kids("aux"))

    def _naming(self, node: Node, head: Node) -> bool:
        """ "called the reports disinformation": a denial of what the reports say, by whoever calls them so."""
        if head.lemma not in self.words["naming"] or node.label not in ("obj", "nsubj:pass", "xcomp", "nsubj", "ccomp"):
            return False
        falsehood = self.lexicon.classes["falsehood"]
        named = [part for child in head.children if child is not node for part in (child, *child.children)
                 if child.index > node.index and (part.lemma in falsehood or part.word in falsehood)]
        named += [part for part in node.children if part.label in ("conj", "appos", "xcomp", "dep", "flat") and part.lemma in falsehood]
        if not named and node.lemma in falsehood and node.label in ("xcomp", "obj", "ccomp"):
            named = [node]
        if not named:
            return False
        stand = self.stand
        stand.links.clear()
        stand.basis, stand.certainty, stand.polarity = Basis.STATED, Certainty.CERTAIN, Polarity.DENIES
        self._step("voices/called false", named[0], f"'{head.text} … {named[0].text}' denies")
        self._link(head, subjects(head, self.lexicon)[0], said=True)
        return True

    def _spoken(self, voice: Voice, head: Node) -> None:
        """A verb of saying or knowing, with its subject as holder."""
        heads, passive = subjects(head, self.lexicon)
        by = [agent for child in head.kids("obl:agent", "obl") if case(child) == "by" for agent in conjuncts(child)] if passive else []
        documents = heads and not passive and all(one.lemma in self.lexicon.classes["documents"] for one in heads) and not self.scene.parties(heads)
        first = not self.stand.held
        if first:
            self._colour(voice, head)
        self.stand.voices.append(head)
        self._step(f"voices/{voice.name}", head, f"'{head.text}'")
        if documents and first and not self._nameless(heads):
            self.stand.basis = Basis.RECORD
            return
        if voice.holds and (not passive or by):
            self._link(head, by or heads, said=True)
        elif passive and first and head.lemma in ("report", "say", "allege", "claim", "rumour") and voice.basis is None:
            self.stand.basis, self.stand.certainty = Basis.REPORTED, Certainty.UNCOMMITTED

    def _colour(self, voice: Voice, head: Node) -> None:
        stand, negated = self.stand, self._negated(head)
        if voice.basis is not None:
            stand.basis = voice.basis
        if voice.certainty is not None and stand.certainty is Certainty.CERTAIN:
            stand.certainty = voice.certainty
        if voice.mode is not None and stand.mode in (None, Mode.PLANNED, Mode.ONGOING):
            stand.mode = voice.mode
        if not negated:
            if voice.polarity is not None:
                stand.polarity = voice.polarity
            return
        if voice.name == "rules out":
            stand.certainty, stand.mode = Certainty.POSSIBLE, Mode.POSSIBLE
        elif voice.name in ("believes", "assesses", "expects"):
            stand.flip()
            stand.certainty = Certainty.PROBABLE
        else:
            stand.polarity, stand.certainty = Polarity.NEITHER, Certainty.UNCOMMITTED

    def _negated(self, node: Node) -> bool:
        return any(child.word in self.words["negations"] and child.label in ("advmod", "aux", "det", "cc:preconj") for child in node.children)

    def _noun_above(self, node: Node, head: Node) -> None:
        if node.label not in _NOMINAL:
            return
        if node.label in ("acl", "ccomp", "xcomp") and head.lemma in self.words["capacities"]:
            self.stand.void = True
        voice = self.lexicon.nouns.get(head.lemma)
        if voice is None or (node.label in ("nmod", "obl") and case(node) not in ("of", "about", "that", "on", "regarding", "to", "concerning", "for")):
            return
        if node.label == "conj":
            return
        first = not self.stand.held
        if first:
            self._colour_noun(voice, head)
        self._step(f"voices/{voice.name}", head, f"'{head.text}'")
        self.stand.voices.append(head)
        holders = [one for child in head.children if child.label == "nmod:poss" or (child.label in ("nmod", "acl") and case(child) in ("by", "from"))
                   for one in conjuncts(child)]
        if voice.basis is Basis.INFORMATION and head.head is not None and head.head.tag.startswith("V"):
            self._link(head, subjects(head.head, self.lexicon)[0], said=True)
        elif voice.nameless is not None:
            attributed = [one for child in head.children if child.label in ("compound", "amod") for one in (child,)]
            kind = self._nameless(attributed)
            if holders and self.scene.parties(holders):
                self._link(head, holders, said=True)
            elif not self._governed_by_holder(head):
                self.stand.links.append(Holder(kind or voice.nameless, None, head.span))
        elif voice.holds and holders:
            self._link(head, holders, said=True)

    def _governed_by_holder(self, head: Node) -> bool:
        """ "denied reports that": the denial answers what the reports say; they are no holder of it."""
        above = head.head
        return above is not None and above.lemma in self.lexicon.verbs and self.lexicon.verbs[above.lemma].polarity is not None and head.label in ("obj", "nsubj:pass", "xcomp")

    def _colour_noun(self, voice: Voice, head: Node) -> None:
        stand = self.stand
        if voice.basis is not None:
            stand.basis = voice.basis
        if voice.certainty is not None and stand.certainty is Certainty.CERTAIN:
            stand.certainty = voice.certainty
        if voice.mode is not None and stand.mode is not Mode.POSSIBLE:
            stand.mode = voice.mode
        if voice.polarity is not None:
            stand.polarity = voice.polarity
        for child in head.children:
            if child.label == "det" and child.word == "no":
                stand.flip()

    def _adjective_above(self, node: Node, head: Node) -> None:
        if node.label not in (*_GOVERNED, "advcl") or self.stand.held:
            return
        if head.word in self.words["probable"]:
            self.stand.certainty, self.stand.mode = Certainty.PROBABLE, Mode.POSSIBLE
            self._step("stance/probable", head, f"'{head.text}'")
        elif head.word in self.words["possible"]:
            self.stand.certainty, self.stand.mode = Certainty.POSSIBLE, Mode.POSSIBLE
            self._step("stance/possible", head, f"'{head.text}'")
        elif head.lemma in self.lexicon.turns:
            self._turned(self.lexicon.turns[head.lemma], node, head)
        elif head.word in ("true", "clear", "evident", "obvious"):
            pass

    # ------------------------------------------------------------------ asides

    def _asides(self, node: Node) -> None:
        """Voices that hang beside the clause: ", he noted," and "according to X"."""
        for child in node.children:
            if child.index in self.seen or self.draft.trigger.is_below(child):
                continue
            if child.label in ("parataxis", "ccomp", "advcl", "dep") and child.lemma in self.lexicon.verbs and child.child(*SUBJECTS) is not None \
                    and not child.kids("mark") and child.child("obj", "ccomp") is None and self.lexicon.verbs[child.lemma].holds:
                self._aside(child)
            elif child.label in ("obl", "nmod", "advmod", "advcl", "parataxis", "case", "dep", "obl:unmarked") and (case(child).startswith("according") or child.word == "according"):
                named = [one for part in ([child] if child.word != "according" else list(child.kids("obl", "nmod", "dep"))) for one in conjuncts(part)]
                if named:
                    self._according(child, named)
            elif child.label in (*SUBJECTS, "obj"):
                # "the DPRK, according to the US, has sent …": the parser hangs the aside on the subject
                for inner in child.kids("nmod", "obl", "advmod"):
                    if case(inner).startswith("according"):
                        self._according(inner, conjuncts(inner))
                for inner in child.kids("acl:relcl", "parataxis"):
                    if self._is_aside(inner):
                        self._aside(inner)
            elif child.label in ("advmod",) and not self.stand.held and child.head is not self.draft.trigger and child.index < self.draft.trigger.index:
                if child.word in self.words["reported"] or child.word in self.words["probable"]:
                    self._adverb(child)

    def _is_aside(self, node: Node) -> bool:
        """Whether what the parser took for a relative clause is one who speaks between commas: "the treaty, X told the Council, was …"."""
        voice, subject = self.lexicon.verbs.get(node.lemma), node.child("nsubj")
        return voice is not None and voice.holds and subject is not None and subject.tag not in ("WDT", "WP") \
            and not any(child.tag in ("WDT", "WP") for child in node.children) and bool(self.scene.party(subject)) \
            and self.scene.document.text[:subject.start].rstrip().endswith((",", "–", "—"))

    def _aside(self, child: Node) -> None:
        voice = self.lexicon.verbs[child.lemma]
        if not self.stand.held:
            self._colour(voice, child)
        self.stand.voices.append(child)
        self._step(f"voices/aside: {voice.name}", child, f"'{child.text}'")
        self._link(child, subjects(child, self.lexicon)[0] if child.label != "acl:relcl" else list(child.kids("nsubj")), said=True)

    def _according(self, child: Node, named: list[Node]) -> None:
        documents = all(one.lemma in self.lexicon.classes["documents"] for one in named)
        self._step("voices/according to", child, "'according to'")
        kind = self._nameless(named)
        first = not self.stand.held
        parties = self.scene.parties(named)
        if kind is not None and not parties:
            if first:
                self.stand.basis, self.stand.certainty = Basis.REPORTED, Certainty.UNCOMMITTED
            self.stand.links.append(Holder(kind, None, named[0].span))
            others = {self._nameless([one]): one for one in named[1:]}
            self.stand.twins = [Holder(other, None, one.span) for other, one in others.items() if other is not None and other != kind]
        elif documents:
            if first:
                self.stand.basis = Basis.RECORD
            owners = [party for one in named for party in self.scene.owners(one)]
            if owners:
                self._add(Holder(owners[0].name, owners[0].actor, named[0].span))
        else:
            self._link(child, named, said=True)

    # ------------------------------------------------------------------ links

    def _nameless(self, nodes: Sequence[Node]) -> str | None:
        """ "?media", "?officials", "?experts" or "?open sources", where a source is of a kind but without a name."""
        for kind, listed in (("?media", "media"), ("?experts", "experts"), ("?open sources", "sources"), ("?officials", "officials")):
            for node in nodes:
                inner = [node, *node.kids("compound", "amod"), *(child for child in node.kids("nmod") if case(child) in ("by", "from", "of"))]
                if any(one.lemma in self.words[listed] for one in inner) and self.scene.mark("PERSON", node) is None:
                    return kind
        return None

    def _link(self, voice: Node, heads: Sequence[Node], *, said: bool) -> None:
        """Add the holder that *heads* name, unless it is the one who is speaking already."""
        holder = holder_of(self.scene, heads)
        if holder is None and heads and said:
            kind = self._nameless(heads)
            if kind is not None:
                holder = Holder(kind, None, heads[0].span)
        if holder is not None:
            self._add(holder)

    def _add(self, holder: Holder) -> None:
        outer = self.stand.links[-1] if self.stand.links else None
        if outer is not None and _same(outer, holder):
            return
        voice = self.scene.discourse.voice
        if voice and _same(voice[-1], holder) or any(party.name == holder.name for party in self.scene.discourse.first):
            return
        self.stand.links.append(holder)
        self._step("voices/holder", holder.words or self.draft.trigger.span, holder.name)

    def _step(self, rule: str, where: object, says: str) -> None:
        span = where.span if isinstance(where, Node) else where
        self.stand.steps.append(Step(rule, span, says))  # type: ignore[arg-type]

    def _settle(self) -> None:
        """What is left open when the root is reached."""
        stand, trigger, sense = self.stand, self.draft.trigger, self.draft.frame.sense
        if stand.mode is None:
            stand.mode = Mode.ONGOING if trigger.tag == "VBG" and not self.draft.clause.nominal else Mode.PLANNED if trigger.tag == "VB" else Mode.ACTUAL
        if self.draft.kind is Kind.ACT:
            if sense.mode is not None and stand.mode in (Mode.ACTUAL, Mode.ONGOING):
                stand.mode = Mode(sense.mode)
            return
        if sense.mode is not None:
            stand.mode = Mode(sense.mode)
        elif stand.mode is Mode.ONGOING and trigger.tag in ("VBZ", "VBP", "VBN", "VBD") or stand.mode in (Mode.PLANNED, Mode.DEMANDED):
            stand.mode = Mode.ACTUAL
        elif stand.mode is Mode.ONGOING and self.draft.kind is Kind.POSITION and trigger.tag[:1] in "JV" and not trigger.tag == "VBG":
            stand.mode = Mode.ACTUAL
        if self.draft.frame.frame == "call":
            stand.polarity = Polarity.AFFIRMS       # what is demanded may be an absence; the demand is made all the same
        if sense.denies:
            stand.flip()


def holder_of(scene: Scene, heads: Sequence[Node]) -> Holder | None:
    """The holder that *heads* name, joined by "and" where they are several; None where they name nobody."""
    discourse = scene.discourse
    names: list[Holder] = []
    for node in heads:
        if node.tag in ("WDT", "WP", "EX") or (node.word in ("it", "this", "that", "these", "those", "there") and node.tag in ("PRP", "DT")):
            if node.word not in ("it",) or not discourse.singular:
                continue
        parties = scene.party(node)
        spokes = node.lemma in scene.lexicon.words["spokespeople"]
        if spokes and discourse.person is not None and (not parties or any(party.name == _bracket(discourse.person.name) for party in parties)) \
                and not any("(" in party.name for party in parties):
            names.append(Holder(discourse.person.name, discourse.person.actor, node.span))
            continue
        for party in parties:
            names.append(Holder(party.name, party.actor, node.span))
        if not parties and node.tag.startswith("NNP") and node.text[:1].isupper():
            names.append(Holder(scene.text(node), None, node.span))
    unique = list({one.name: one for one in names}.values())
    if any("(" in one.name for one in unique) and (len(heads) == 1 or any(_bracket(one.name) and _bracket(one.name) in other.name.split()
                                                                          for one in unique for other in unique if other is not one)):
        unique = [one for one in unique if "(" in one.name]
    if not unique:
        return None
    if len(unique) == 1:
        return unique[0]
    return Holder(" and ".join(one.name for one in unique[:3]), None, unique[0].words)


def _bracket(name: str) -> str:
    return name[name.rindex("(") + 1:-1] if name.endswith(")") and "(" in name else ""


def _same(one: Holder, other: Holder) -> bool:
    """Whether two links name one holder; a State and its own envoy are two."""
    return one.name == other.name or plain_word(one.name) == plain_word(other.name)
