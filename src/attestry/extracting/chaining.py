"""Who puts their word behind a draft, and how: the chain is read off the nesting, by climbing from the trigger to the root.

The nearest holder that is met sets basis, certainty, polarity and mode; those further out only add their link.
A voice whose holder is already speaking colours that holder's stance instead of adding a link.
"""

from __future__ import annotations

from collections.abc import Sequence

from attestry.extracting.discourse import same
from attestry.extracting.draft import Draft
from attestry.extracting.holders import group, holder_of, nameless, somebody
from attestry.extracting.parsing.tree import Node
from attestry.extracting.phrases import case, conjuncts
from attestry.extracting.scene import Scene
from attestry.extracting.stance import Local, Stand
from attestry.extracting.subjects import SUBJECTS, subjects
from attestry.model.claim import Basis, Certainty, Holder, Kind, Mode, Polarity
from attestry.reference.lexicon import Voice

_GOVERNED = ("ccomp", "xcomp", "csubj", "csubj:pass")
_NOMINAL = ("acl", "nmod", "ccomp", "xcomp", "obl", "appos", "acl:relcl", "conj", "compound", "advcl")




class Climb:
    """The climb of one draft."""

    def __init__(self, scene: Scene, draft: Draft) -> None:
        self.scene, self.draft = scene, draft
        self.lexicon = scene.lexicon
        self.words = scene.lexicon.words
        self.stand = Stand()
        self.local = Local(scene, draft, self.stand)
        self.seen: set[int] = set()
        self.direct = True  # still on the way from the trigger as an argument, through no relative clause
        self.inside = True  # still in the trigger's own predicate: what turns it turns the act
        self.asked = False  # out of "where X was launched": what is said of the place leaves the launch as it is

    def run(self) -> Stand:
        """From the trigger to the root."""
        node = self.draft.trigger
        self.seen.add(node.index)
        self._trigger(node)
        if self.draft.clause.carrier is not None:
            self.local.verb(self.draft.clause.carrier)
        elif self.draft.clause.nominal and node.child("cop") is not None:
            self.local.verb(node)
        aside = True
        for _ in range(len(self.scene.tree.nodes)):
            if aside:
                self._asides(node)
            self.asked = self.asked or _asks(node, self.words["questions"])
            head = node.head
            if head is None:
                break
            if node.label == "conj" and head.tag[:1] == node.tag[:1]:
                aside = True
            else:
                self._governor(node, head)
                aside = True
            self.seen.add(head.index)
            if (
                node.label in ("acl:relcl", "acl", "advcl", "nsubj", "obl", "nsubj:pass")
                and not (head.tag[:1] == "N" and head.lemma in self.lexicon.nouns and node.label == "acl")
            ) or (head.tag[:1] in "VJ" and node.label in _GOVERNED):
                self.direct = False
            elif head.tag[:1] == "N" and head.lemma in self.lexicon.nouns and node.label in ("acl", "ccomp", "nmod", "obl"):
                self.direct = True
            if (
                node.label in ("acl:relcl", "acl", "nsubj", "nsubj:pass", "obj", "obl", "nmod", "appos", "amod", "compound")
                and head is not self.draft.clause.carrier
                and not (head.tag[:1] == "N" and head.lemma in self.lexicon.nouns)
            ):
                self.inside = False
            node = head
        self.stand.clause_mode = str(self.stand.mode or Mode.ACTUAL)
        self.local.settle()
        return self.stand

    # ------------------------------------------------------------------ the trigger itself

    def _trigger(self, node: Node) -> None:
        if self.draft.clause.nominal:
            self.local.noun(node)
        else:
            self.local.verb(node)

    # ------------------------------------------------------------------ what governs it

    def _governor(self, node: Node, head: Node) -> None:
        """What *head* does to the draft that reaches it through *node*."""
        tag = head.tag[:1]
        if self.asked and tag in "VJ" and not self.stand.held:
            voice = self.lexicon.verbs.get(head.lemma)
            if voice is not None and voice.holds:
                self._link(head, subjects(head, self.lexicon)[0], said=True)
            return
        if tag == "V":
            self._verb_above(node, head)
        elif tag == "N":
            self._noun_above(node, head)
        elif tag == "J":
            self._adjective_above(node, head)
        if (
            node.label not in ("nsubj", "nsubj:pass", "nmod", "obl", "amod", "compound", "acl:relcl", "acl")
            and not self.stand.held
        ):
            for child in head.children:
                if child.label == "mark":
                    self.local.marker(head, child)

    def _verb_above(self, node: Node, head: Node) -> None:
        lexicon = self.lexicon
        governed = (
            (node.label in _GOVERNED and not any(mark.word in self.words["adverbial"] for mark in node.kids("mark")))
            or (node.label == "advcl" and node.tag == "VB" and head.lemma in self.words["controlling"])
            or (
                node.label in ("advcl", "obl")
                and head.lemma in ("accuse", "prohibit", "ban", "bar", "refrain", "prevent", "abstain")
            )
        )
        able = any(one.lemma in self.words["capacities"] for one in head.kids("obj"))
        if able and node.tag == "VB" and head.lemma in ("have", "grow", "lack", "give"):
            self.stand.void = True      # "does not have the power to veto"
        voice = lexicon.verbs.get(head.lemma)
        by_object = (self.direct and node.label in ("obj", "nsubj:pass")) or (
            node.label in ("obl", "nmod") and case(node) in ("about", "of", "out", "to", "on")
        )
        if self._naming(node, head):
            return
        if head.lemma in self.words["naming"] and self.draft.kind is Kind.VERDICT and node.label in ("obj", "xcomp", "ccomp"):
            self._link(head, subjects(head, lexicon)[0], said=True)     # "critics call the invasion illegal"
            return
        turn = lexicon.turns.get(head.lemma)
        if head.lemma == "call" and governed:
            turn = "demanded"
        if (
            turn is not None
            and self.inside
            and not (head.lemma == "commit" and node.label == "obj")    # what is committed is done, not planned
            and (governed or (self.direct and node.label in ("obj", "obl") and turn in ("demanded", "planned", "ended")))
            and not self._says(head, node)
        ):
            self._turned(turn, node, head)
            return
        if voice is None or not (governed or (voice.objects and by_object) or self._is_root_aside(node, head)):
            if governed and self.inside and not self.stand.held:
                self._plain_governor(node, head)
            elif (
                node.label in ("obj", "nsubj", "nsubj:pass", "obl")
                and self.draft.clause.nominal
                and not self.stand.held
                and head is not self.draft.clause.carrier
                and node is self.draft.trigger
                and (head.lemma in self.words["raising"] or self.draft.frame.sense.raised)
            ):
                self.stand.mode = None
                self.local.verb(head)
            elif (
                node.label == "advcl"
                and node.tag == "VBG"
                and node is self.draft.trigger
                and not self.stand.held
                and self.stand.mode is None
            ):
                self.local.tense(head, head.kids("aux", "aux:pass"))
            return
        self._spoken(voice, head)

    def _says(self, head: Node, node: Node) -> bool:
        """Whether a verb of promise or refusal reports words here ("agreed that"), rather than turning an act."""
        return any(mark.word == "that" for mark in node.kids("mark"))

    def _is_root_aside(self, node: Node, head: Node) -> bool:
        return node.label == "parataxis" and head.child(*SUBJECTS) is not None and node.index < head.index

    def _plain_governor(self, node: Node, head: Node) -> None:
        """A verb without a voice of its own: its tense and negation are those of an infinitive or participle below it."""
        if node.label == "xcomp" or (node.label == "ccomp" and node.tag in ("VB", "VBG", "VBN")):
            if self.stand.mode is None:
                self.local.verb(head)
            else:
                for child in head.children:
                    if child.word in self.words["negations"] and child.label == "advmod":
                        self.stand.flip()

    def _turned(self, turn: str, node: Node, head: Node) -> None:
        stand = self.stand
        if stand.held:
            self._link(head, subjects(head, self.lexicon)[0], said=False)
            return
        negated = self.local.is_negated(head)
        self.local.step(f"turnings/{turn}", head, f"'{head.text}'")
        if turn == "demanded":
            stand.mode = Mode.DEMANDED
            heads, passive = subjects(head, self.lexicon)
            if heads and not passive and head.lemma not in self.words["unspoken"]:
                if any(
                    self.scene.mark("NORM", one) is not None or one.lemma in self.lexicon.classes["documents"] for one in heads
                ):
                    stand.basis = Basis.RECORD
                    if any(self.scene.mark("NORM", one) is not None for one in heads):
                        stand.links.append(Holder("UN Security Council", None, heads[0].span))
                    stand.voices.append(head)
                else:
                    self._link(head, heads, said=True)
            return
        if turn == "ongoing":
            stand.mode = Mode.ONGOING if not self.local.is_modal(head) else stand.mode
            stand.going_on = True
            if self.local.is_modal(head):
                self.local.tense(head, head.kids("aux"))
        elif turn == "planned":
            stand.mode = Mode.PLANNED
        elif turn == "possible":
            stand.mode = Mode.POSSIBLE
            if head.lemma == "risk":
                stand.certainty = Certainty.POSSIBLE
        elif turn == "failed":
            stand.flip()
            stand.mode = None
            self.local.tense(head, head.kids("aux", "aux:pass"))
        else:
            stand.mode = None
            self.local.tense(head, head.kids("aux", "aux:pass"))
        for child in head.children:
            if child.label in ("advmod",):
                self.local.adverb(child)
        if negated and turn == "ended":
            stand.mode = Mode.ONGOING   # "has never ceased to supply"
        elif negated:
            stand.flip()

    def _naming(self, node: Node, head: Node) -> bool:
        """ "called the reports disinformation": a denial of what the reports say, by whoever calls them so."""
        if head.lemma not in self.words["naming"] or node.label not in ("obj", "nsubj:pass", "xcomp", "nsubj", "ccomp"):
            return False
        falsehood = self.lexicon.classes["falsehood"]
        named = [
            part
            for child in head.children
            if child is not node
            for part in (child, *child.children)
            if child.index > node.index and (part.lemma in falsehood or part.word in falsehood)
        ]
        named += [
            part for part in node.children if part.label in ("conj", "appos", "xcomp", "dep", "flat") and part.lemma in falsehood
        ]
        if not named and node.lemma in falsehood and node.label in ("xcomp", "obj", "ccomp"):
            named = [node]
        if not named:
            return False
        stand = self.stand
        stand.links.clear()
        stand.basis, stand.certainty, stand.polarity = Basis.STATED, Certainty.CERTAIN, Polarity.DENIES
        self.local.step("voices/called false", named[0], f"'{head.text} … {named[0].text}' denies")
        self._link(head, subjects(head, self.lexicon)[0], said=True)
        return True

    def _spoken(self, voice: Voice, head: Node) -> None:
        """A verb of saying or knowing, with its subject as holder."""
        heads, passive = subjects(head, self.lexicon)
        passive = passive or (head.label == "xcomp" and head.tag in ("VBN", "JJ"))      # "may rest assured that"
        by = (
            [agent for child in head.kids("obl:agent", "obl") if case(child) == "by" for agent in conjuncts(child)]
            if passive
            else []
        )
        documents = (
            heads
            and not passive
            and all(one.lemma in self.lexicon.classes["documents"] for one in heads)
            and not self.scene.parties(heads)
        )
        first = not self.stand.held
        if first:
            self._colour(voice, head)
        self.stand.voices.append(head)
        self.local.step(f"voices/{voice.name}", head, f"'{head.text}'")
        if documents and first and not nameless(self.scene, heads):
            self.stand.basis = Basis.RECORD
            self._authors(heads)
            return
        if voice.holds and (not passive or by) and not _addressed(head, self.words["knowing"]):
            self._link(head, by or heads, said=True)
        elif passive and first and head.lemma in ("report", "say", "allege", "claim", "rumour") and voice.basis is None:
            self.stand.basis, self.stand.certainty = Basis.REPORTED, Certainty.UNCOMMITTED

    def _authors(self, texts: Sequence[Node]) -> None:
        """Whose word a text is: "initial reporting by X indicates", "the Panel's report found"."""
        owners = [party for one in texts for party in self.scene.owners(one)]
        if owners:
            self._add(Holder(owners[0].name, owners[0].actor, texts[0].span))
        elif texts[0].lemma == "resolution":
            draft = any(child.lemma == "draft" for child in texts[0].children)
            self._add(Holder(self.scene.text(texts[0]) if draft else "UN Security Council", None, texts[0].span))

    def _colour(self, voice: Voice, head: Node) -> None:
        stand, negated = self.stand, self.local.is_negated(head)
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
        elif voice.name == "doubts":
            stand.certainty = Certainty.CERTAIN     # "we do not doubt that"
        else:
            stand.polarity, stand.certainty = Polarity.NEITHER, Certainty.UNCOMMITTED

    def _noun_above(self, node: Node, head: Node) -> None:
        if node.label not in _NOMINAL:
            return
        if node.label in ("acl", "ccomp", "xcomp") and head.lemma in self.words["capacities"] and not is_taken(head):
            self.stand.void = True
        if node.label == "acl" and node.tag == "VB" and head.child("cop") is not None and self.local.is_negated(head):
            self.stand.flip()           # "is not in a position to verify"
        voice = self.lexicon.nouns.get(head.lemma)
        if voice is None or (
            node.label in ("nmod", "obl")
            and case(node) not in ("of", "about", "that", "on", "regarding", "to", "concerning", "for")
        ):
            return
        if node.label == "conj":
            return
        first = not self.stand.held
        if first:
            self._colour_noun(voice, head)
        self.local.step(f"voices/{voice.name}", head, f"'{head.text}'")
        self.stand.voices.append(head)
        holders = [
            one
            for child in head.children
            if child.label == "nmod:poss" or (child.label in ("nmod", "acl") and case(child) in ("by", "from"))
            for one in conjuncts(child)
        ]
        if voice.basis is Basis.INFORMATION and head.head is not None and head.head.tag.startswith("V"):
            self._link(head, subjects(head.head, self.lexicon)[0], said=True)
        elif voice.nameless is not None:
            attributed = [one for child in head.children if child.label in ("compound", "amod") for one in (child,)]
            kind = nameless(self.scene, attributed)
            if holders and self.scene.parties(holders):
                self._link(head, holders, said=True)
            elif not self._governed_by_holder(head):
                self.stand.links.append(Holder(kind or voice.nameless, None, head.span))
        elif voice.holds and holders:
            self._link(head, holders, said=True)

    def _governed_by_holder(self, head: Node) -> bool:
        """ "denied reports that": the denial answers what the reports say; they are no holder of it."""
        above = head.head
        return (
            above is not None
            and above.lemma in self.lexicon.verbs
            and self.lexicon.verbs[above.lemma].polarity is not None
            and head.label in ("obj", "nsubj:pass", "xcomp")
        )

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
            self.local.step("stance/probable", head, f"'{head.text}'")
        elif head.word in self.words["possible"]:
            self.stand.certainty, self.stand.mode = Certainty.POSSIBLE, Mode.POSSIBLE
            self.local.step("stance/possible", head, f"'{head.text}'")
        elif head.lemma in self.lexicon.turns and self.inside:
            self._turned(self.lexicon.turns[head.lemma], node, head)
        elif head.word in ("true", "clear", "evident", "obvious"):
            pass

    # ------------------------------------------------------------------ asides

    def _asides(self, node: Node) -> None:
        """Voices that hang beside the clause: ", he noted," and "according to X"."""
        for child in node.children:
            if child.index in self.seen or self.draft.trigger.is_below(child):
                continue
            if (
                child.label in ("parataxis", "ccomp", "advcl", "dep")
                and child.lemma in self.lexicon.verbs
                and child.child("nsubj") is not None
                and child.child("aux:pass") is None
                and (not child.kids("mark") or self._echoed(child))
                and child.child("obj", "ccomp") is None
                and self.lexicon.verbs[child.lemma].holds
            ):
                self._aside(child)
            elif child.label in ("obl", "nmod", "advmod", "advcl", "parataxis", "case", "dep", "obl:unmarked") and (
                case(child).startswith("according") or child.word == "according"
            ):
                named = [
                    one
                    for part in ([child] if child.word != "according" else list(child.kids("obl", "nmod", "dep")))
                    for one in conjuncts(part)
                ]
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
            elif (
                child.label in ("advmod",)
                and not self.stand.held
                and child.head is not self.draft.trigger
                and child.index < self.draft.trigger.index
            ) and (child.word in self.words["reported"] or child.word in self.words["probable"]):
                self.local.adverb(child)

    def _echoed(self, child: Node) -> bool:
        """ "As X said, …": X says it too, unless it is the speaker's own stance, of which X has told the reason."""
        own = self.scene.parties(self.draft.roles.get("agent", ())) if self.draft.kind is Kind.POSITION else ()
        taken = any(party in self.scene.discourse.first for party in own)
        return not taken and all(mark.word == "as" for mark in child.kids("mark"))

    def _is_aside(self, node: Node) -> bool:
        """Whether a seeming relative clause is one who speaks between commas: "the treaty, X told the Council, was …"."""
        voice, subject = self.lexicon.verbs.get(node.lemma), node.child("nsubj")
        return (
            voice is not None
            and voice.holds
            and subject is not None
            and subject.tag not in ("WDT", "WP")
            and not any(child.tag in ("WDT", "WP") for child in node.children)
            and bool(self.scene.party(subject))
            and self.scene.document.text[: subject.start].rstrip().endswith((",", "–", "—"))
        )

    def _aside(self, child: Node) -> None:
        voice = self.lexicon.verbs[child.lemma]
        if not self.stand.held:
            self._colour(voice, child)
        self.stand.voices.append(child)
        self.local.step(f"voices/aside: {voice.name}", child, f"'{child.text}'")
        self._link(
            child, subjects(child, self.lexicon)[0] if child.label != "acl:relcl" else list(child.kids("nsubj")), said=True
        )

    def _according(self, child: Node, named: list[Node]) -> None:
        documents = all(one.lemma in self.lexicon.classes["documents"] for one in named)
        self.local.step("voices/according to", child, "'according to'")
        kind = nameless(self.scene, named)
        first = not self.stand.held
        parties = self.scene.parties(named)
        if kind is not None and not parties:
            if first:
                self.stand.basis, self.stand.certainty = Basis.REPORTED, Certainty.UNCOMMITTED
            self.stand.links.append(Holder(kind, None, named[0].span))
            others = {nameless(self.scene, [one]): one for one in named[1:]}
            self.stand.twins = [
                Holder(other, None, one.span) for other, one in others.items() if other is not None and other != kind
            ]
        elif documents:
            if first:
                self.stand.basis = Basis.RECORD
            owners = [party for one in named for party in self.scene.owners(one)]
            if owners:
                self._add(Holder(owners[0].name, owners[0].actor, named[0].span))
        else:
            holder = holder_of(self.scene, named)
            if holder is not None and not self.scene.speaks(holder) and not any(same(link, holder) for link in self.stand.links):
                self.stand.links.insert(0, holder)      # whoever reports it, the authority is the one named here
                self.local.step("voices/holder", holder.words or child, holder.name)

    # ------------------------------------------------------------------ links

    def _link(self, voice: Node, heads: Sequence[Node], *, said: bool) -> None:
        """Add the holder that *heads* name, unless it is the one who is speaking already."""
        holder = holder_of(self.scene, heads)
        if holder is None and heads and said:
            kind = nameless(self.scene, heads)
            holder = (
                Holder(kind, None, heads[0].span)
                if kind is not None
                else group(self.scene, heads) or somebody(self.scene, heads)
            )
        if holder is not None:
            self._add(holder)

    def _add(self, holder: Holder) -> None:
        outer = self.stand.links[-1] if self.stand.links else None
        if outer is not None and same(outer, holder):
            return
        voice = self.scene.discourse.voice
        if (voice and same(voice[-1], holder)) or any(party.name == holder.name for party in self.scene.discourse.first):
            return
        self.stand.links.append(holder)
        self.local.step("voices/holder", holder.words or self.draft.trigger.span, holder.name)


def is_taken(noun: Node) -> bool:
    """Whether *noun* is an opportunity that is taken in these very words: "let me take this opportunity to commend"."""
    above = noun.head
    return noun.lemma in ("opportunity", "occasion") and above is not None and above.lemma in ("take", "use", "seize")


def _addressed(verb: Node, knowing: frozenset[str]) -> bool:
    """Whether those who "will know", "may recall", "should see" something are spoken to, not quoted."""
    modal = ("will", "may", "must", "should", "can", "might")
    return verb.lemma in knowing and any(child.word in modal for child in verb.kids("aux"))


def _asks(node: Node, questions: frozenset[str]) -> bool:
    """Whether *node* is or opens a question of place, time or manner: "where the missile was launched"; no relative clause."""
    if node.word in questions and node.tag in ("WRB", "WP"):
        return True
    if node.label in ("acl:relcl", "acl", "advcl") or node.tag[:1] not in "VJ":
        return False
    return any(child.word in questions and child.tag == "WRB" for child in node.children)
