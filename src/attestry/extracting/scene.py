"""One sentence as the frames see it: its tree, its marks by token, and who its words stand for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attestry.extracting.clause import Clause
from attestry.extracting.discourse import Discourse, Party, same
from attestry.extracting.parsing.tree import Node, Tree
from attestry.extracting.phrases import case, conjuncts, phrase
from attestry.extracting.sheet import Mark, Sheet
from attestry.model.claim import Filler, Holder
from attestry.model.text import Document, Span
from attestry.reference.frames import Frame
from attestry.reference.pack import Reference


class Scene:
    """A sentence, its tree and marks, and the discourse it stands in."""

    __slots__ = (
        "_at", "_quoted", "called", "closing", "discourse", "document",
        "lexicon", "quoting", "reference", "sheet", "tree",
    )

    def __init__(self, document: Document, sheet: Sheet, tree: Tree, discourse: Discourse, reference: Reference) -> None:
        self.document = document
        self.sheet = sheet
        self.tree = tree
        self.discourse = discourse
        self.reference = reference
        self.lexicon = reference.lexicon
        self.called: dict[int, tuple[tuple[Sequence[Frame], Clause], ...]] = {}     # by word, what it calls up: see triggers
        self._at: dict[str, list[Mark | None]] = {}
        self._quoted = _quoted(tree, discourse.quote_open)
        self.closing: tuple[int, Holder] | None = None      # who says all that stands before, and where: "…, X said"
        self.quoting: Holder | None = discourse.source[-1] if discourse.quote_open and discourse.source else None

    def hear(self, speaking: Holder | None) -> None:
        """Let *speaking* be whose words stand between the quotation marks of this sentence."""
        if speaking is not None:
            self.quoting = speaking

    def inside_quote(self, node: Node) -> bool:
        """Whether *node* stands between quotation marks."""
        return self._quoted[node.index]

    def speaks(self, holder: Holder) -> bool:
        """Whether *holder* is the document's own innermost voice."""
        voice = self.discourse.voice
        return (bool(voice) and same(voice[-1], holder)) or any(party.name == holder.name for party in self.discourse.first)

    def mark(self, kind: str, node: Node) -> Mark | None:
        """The mark of *kind* that *node* lies in, or None."""
        row = self._at.get(kind)
        if row is None:
            row = self._at[kind] = [None] * len(self.tree.nodes)
            for one in self.sheet.of(kind):
                row[one.first : one.last] = [one] * (one.last - one.first)
        return row[node.index]

    def name_at(self, node: Node) -> Mark | None:
        """The person or actor that *node* lies in the name of."""
        person = self.mark("PERSON", node)
        if person is not None and ("(" in str(getattr(person.value, "name", "")) or not self._is_office(node)):
            return person
        actor = self.mark("ACTOR", node)
        lone = actor is not None and actor.last - actor.first == 1 and getattr(actor.value, "kind", "") == "unknown"
        if lone and self._is_office(node):
            return None  # "the Minister", "the Department": an office, not a name
        return actor

    def _is_office(self, node: Node) -> bool:
        return node.lemma in self.lexicon.words["spokespeople"] or node.lemma in self.lexicon.words["collectives"]

    # ------------------------------------------------------------------ who

    def parties(self, nodes: Iterable[Node]) -> list[Party]:
        """Who *nodes* stand for, each once, in order; empty where they name nobody."""
        found: list[Party] = []
        for node in nodes:
            found += [party for party in self.party(node) if party not in found]
        return found

    def party(self, node: Node) -> list[Party]:
        """Who one noun phrase or pronoun stands for: its own name, its antecedent, or those it belongs to."""
        owner = node.child("nmod:poss")
        if owner is not None and owner.word in ("my", "our") and self._is_office(node):
            return list(self.discourse.first)  # "my Government"
        mark = self.name_at(node)
        if mark is not None and self._is_party(mark):
            person = self._person_in(node) if mark.kind == "ACTOR" else None
            return [person or _party(mark)]
        pronoun = self._pronoun(node)
        if pronoun is not None:
            return pronoun
        person = self._person_in(node) or self._office(node)
        return [person] if person is not None else self.owners(node) if self._acts_for_owner(node) else []

    def _acts_for_owner(self, node: Node) -> bool:
        """Whether a noun stands for whom it belongs to: "Russian troops" are Russia's doing, "Libyan parties" are not Libya."""
        words = self.lexicon.words
        if node.lemma in words["factions"] and node.tag != "NN":
            return False
        return (
            node.lemma in words["collectives"]
            or node.lemma in words["spokespeople"]
            or node.word in words["collectives"]
            or self.of_class(node, ("personnel",))
        )

    def _office(self, node: Node) -> Party | None:
        """Whom "the Special Envoy" names, where the document tells of one alone."""
        if node.lemma not in self.lexicon.words["spokespeople"] or node.child("nmod", "nmod:poss"):
            return None
        before = [child for child in node.kids("compound", "amod") if child.index < node.index]
        if not before or node.child("det") is None or self.mark("PERSON", node) is not None:
            return None
        return self.discourse.offices.get(" ".join(child.word for child in (*before, node)))

    def owners(self, node: Node) -> list[Party]:
        """Those whom a noun phrase belongs to by possessive, nationality or "of": "the troops of X", "Ukrainian units"."""
        found: list[Party] = []
        for part in phrase(node):
            if part is node:
                continue
            mark = self.name_at(part)
            if mark is not None and self._is_party(mark):
                party = _party(mark)
                if party not in found and not self._under_place(part, node):
                    found.append(party)
            elif part.label == "nmod:poss" and not self._under_place(part, node):
                found += [party for party in self._pronoun(part) or [] if party not in found]
        if not found and any(child.word in ("this", "these", "the", "those", "that") for child in node.kids("det")):
            if node.lemma in self.lexicon.words["forces"]:
                found = list(self.discourse.troops)
            elif node.lemma == "regime":
                found = list(self.discourse.regime)
            elif node.lemma in ("country", "nation", "state", "government", "side"):
                several = node.tag in ("NNS", "NNPS")
                found = list(self.discourse.pair if several else self.discourse.singular if node.lemma != "side" else ())
                found = [party for party in found if not party.is_un and not party.is_person]
            if not found and self._is_ruling(node):
                found = list(self.discourse.topic)
        return found

    def _is_ruling(self, node: Node) -> bool:
        """Whether a phrase is "the Government", "the authorities" and no more: those of the State that the document is about."""
        ruling = node.lemma == "authority" or (node.lemma in ("government", "country", "army") and node.tag != "NNS")
        return ruling and node.child("amod", "nmod", "compound", "acl", "acl:relcl") is None

    def _under_place(self, part: Node, top: Node) -> bool:
        """Whether *part* hangs in *top* by a preposition of place: "troops in Russia" are not Russia's."""
        while part is not top and part.head is not None:
            if part.label in ("nmod", "obl") and case(part) not in ("of", "from", "", "for", "by"):
                return True
            part = part.head
        return False

    def _is_party(self, mark: Mark) -> bool:
        value = mark.value
        return getattr(value, "kind", "") != "place"

    def _person_in(self, node: Node) -> Party | None:
        """A person named in apposition: "the representative of X, Y", "President Y"; with the State if one part tells it."""
        found: Party | None = None
        for child in node.children:
            if child.label in ("appos", "flat", "compound", "nmod", "nsubj", "parataxis", "list", "dep", "conj"):
                for inner in (child, *child.children):
                    mark = self.mark("PERSON", inner)
                    if (
                        mark is not None
                        and (child.label in ("appos", "flat", "compound", "parataxis", "list", "dep") or not case(child))
                        and child.label != "conj"
                        and (found is None or (not found.is_person and _party(mark).is_person))
                    ):
                        found = _party(mark)
        return found

    def _pronoun(self, node: Node) -> list[Party] | None:
        """Whom a pronoun stands for; None if *node* is none, [] if nobody is in mind."""
        word = node.word
        if word in self.lexicon.words["firsts"]:
            return self._first(node)
        if word in self.lexicon.words["singular"]:
            troops = (
                self.discourse.troops
                if word == "its" and node.head is not None and self.of_class(node.head, ("personnel",))
                else ()
            )
            if word == "its" and not troops and node.head is not None and self.of_class(node.head, ("personnel",)):
                return [party for party in self._before(node, plural=False) or self.discourse.singular if not party.is_un]
            return self._beside(node) or self._before(node, plural=False) or list(troops or self.discourse.singular)
        if word in self.lexicon.words["plural"] or word == "two":
            two = word in ("two", "both")
            last = self.discourse.pair if two else ()
            return self._before(node, plural=True) or [party for party in self.discourse.plural or last if not party.is_un]
        return self._personal(node) if word in self.lexicon.words["personal"] else None

    def _first(self, node: Node) -> list[Party]:
        """ "I" is the speaker, "we" the State or organisation that he speaks for; inside a quotation, of the one quoted."""
        speaker = self.quoting if self.quoting is not None and self.inside_quote(node) else None
        if node.word in ("i", "me", "my", "myself", "mine"):
            himself = speaker or (self.discourse.voice[-1] if self.discourse.voice else None)
            return [Party(himself.name, himself.actor)] if himself is not None and not himself.nameless else []
        return first_of(speaker) if speaker is not None else list(self.discourse.first)

    def _personal(self, node: Node) -> list[Party]:
        for above in node.ancestors:
            for child in above.children:
                person = self.mark("PERSON", child) if child.label.startswith("nsubj") and child.index < node.index else None
                if person is not None and not _holds(child, node):
                    return [_party(person)]
                if (
                    child.label == "nsubj" and child.index < node.index and child.lemma in self.lexicon.words["spokespeople"]
                    and not _holds(child, node)
                ):
                    return self.owners(child)   # "the representative of X said that her Government …"
        person_said = self.discourse.person
        if person_said is None or (node.word in ("him", "her") and self._is_own_subject(node, person_said.name)):
            return []
        return [Party(person_said.name, person_said.actor)]

    def _is_own_subject(self, node: Node, name: str) -> bool:
        """Whether the verb that *node* is an object of has *name* for its subject: "he urged him" names two."""
        verb = node.head
        return (
            verb is not None
            and node.label in ("obj", "iobj", "obl")
            and any(
                party.name == name for child in verb.children if child.label.startswith("nsubj") for party in self.party(child)
            )
        )

    def _beside(self, node: Node) -> list[Party]:
        """Whose "its" is in "the regime and its allies": the party's before it."""
        above = node.head if node.label == "nmod:poss" else None
        first = above.head if above is not None and above.label == "conj" else None
        return self._plain(first) if first is not None else []

    def _before(self, node: Node, *, plural: bool) -> list[Party]:
        """The nearest fitting subject named earlier in the sentence, seen from *node* up its tree."""
        for above in node.ancestors:
            for child in above.children:
                if child.label.startswith("nsubj") and child.index < node.index and not _holds(child, node):
                    if child.head is node.head and node.label in ("obj", "iobj", "obl"):
                        continue  # "X may send it money": a subject is not its own object
                    named = [party for one in conjuncts(child) for party in self._plain(one)]
                    if not plural and any(party.is_person for party in named):
                        continue  # "he said that its missiles …": a person is no "it"
                    if named and (len(named) > 1) == plural:
                        return named
                    if named and plural and child.tag in ("NNS", "NNPS") and not named[0].is_un:
                        return named
            asked = self._asked(above, node) if not plural else []
            if asked:
                return asked
        return []

    def _asked(self, verb: Node, node: Node) -> list[Party]:
        """Whose "its" is below "call on X to end its support": X's."""
        if verb.lemma not in self.lexicon.words["controlling"]:
            return []
        asked = [
            child
            for child in verb.kids("obj", "obl")
            if child.index < node.index and not _holds(child, node) and case(child) in ("", "on", "upon", "for", "to")
        ]
        parties = [party for child in asked for party in self._plain(child)]
        return parties if len(parties) == 1 and not parties[0].is_person else []

    def _plain(self, node: Node) -> list[Party]:
        mark = self.name_at(node)
        if mark is not None and self._is_party(mark):
            return [_party(mark)]
        return self.owners(node) if node.lemma in self.lexicon.words["collectives"] else []

    # ------------------------------------------------------------------ what

    def of_class(self, node: Node, classes: Sequence[str]) -> bool:
        """Whether the phrase that *node* heads is of one of *classes*, by its head, or by what it is a number or lot of."""
        if self._head_is(node, classes):
            return True
        if (
            "norm" in classes
            and node.word in ("them", "it", "these", "this")
            and self.discourse.norms
            and node.tag in ("PRP", "DT")
        ):
            return True
        if "treaty" in classes and node.word in ("it", "this") and self.discourse.treaty and node.tag in ("PRP", "DT"):
            return True
        if node.lemma in self.lexicon.classes["transparent"] or node.tag == "CD" or node.lemma in ("other",):
            return any(
                case(child) in ("of", "") and self.of_class(child, classes)
                for child in node.children
                if child.label in ("nmod", "obl")
            )
        return False

    def _head_is(self, node: Node, classes: Sequence[str]) -> bool:
        mark = self.mark("THING", node)
        if mark is not None:
            thing = getattr(mark.value, "id", "")
            if any(self.reference.taxonomy.is_a(thing, one) for one in classes if one in self.reference.taxonomy):
                return True
        if "norm" in classes and self.mark("NORM", node) is not None:
            return True
        lemma = node.lemma
        if any(lemma in self.lexicon.classes.get(one, ()) for one in classes):
            return True
        # "missile technology", "artillery rounds": what stands before the head counts where the head says nothing of its own
        return any(
            child.label in ("compound", "amod") and child.lemma in self.lexicon.classes.get(one, ())
            for one in classes
            for child in node.children
        ) and not self._classed(lemma)

    def _classed(self, lemma: str) -> bool:
        return any(lemma in lemmas for name, lemmas in self.lexicon.classes.items() if name not in ("transparent", "places"))

    def is_place(self, node: Node) -> bool:
        """Whether the phrase names a place: a State, a city, or a noun for one."""
        return (
            node.lemma in self.lexicon.classes["places"]
            or any(
                (mark := self.name_at(part)) is not None and getattr(mark.value, "kind", "") in ("place", "state", "region")
                for part in (node, *node.children)
            )
            or (node.tag == "NNP" and self.mark("NORM", node) is None and not self._is_known_body(node))
        )

    def _is_known_body(self, node: Node) -> bool:
        """Whether *node* lies in the name of a person, organ, group or body that the packs know: none of them is a place."""
        mark = self.mark("PERSON", node) or self.mark("ACTOR", node)
        return mark is not None and (mark.kind == "PERSON" or getattr(mark.value, "kind", "unknown") != "unknown")

    # ------------------------------------------------------------------ words

    def extent(self, nodes: Iterable[Node]) -> Span:
        """From the first to the last code point of the phrases that *nodes* head."""
        parts = [part for node in nodes for part in phrase(node)]
        return Span(min(part.start for part in parts), max(part.end for part in parts))

    def text(self, node: Node, *, people: bool = False) -> str:
        """The phrase that *node* heads without articles and pronouns before it: its modifiers, the head, and an "of" phrase."""
        parts = list(phrase(node))
        amount = next((mark for part in parts if (mark := self.mark("AMOUNT", part)) is not None), None)
        if amount is not None and not getattr(amount.value, "unit", "") and amount.last <= node.index:
            parts = [part for part in parts if part.index >= amount.last]  # the number is told apart from what it counts
        parts = [part for part in parts if not self._trails(part, node) and not (people and self._besides(part, node))]
        determiners = self.lexicon.words["determiners"]
        while len(parts) > 1 and (parts[0].word in determiners or parts[0].label in ("case", "cc", "punct")):
            parts.pop(0)
        return self.document.text[parts[0].start : parts[-1].end].strip()

    def _besides(self, part: Node, top: Node) -> bool:
        """Whether *part* is of the clause around, which the parser hung on people: "parties to stop", "the speakers there"."""
        while part is not top and part.head is not None:
            if part.head is top:
                return part.index > top.index and (part.label == "advmod" or (part.label == "acl" and part.tag != "VBN"))
            part = part.head
        return False

    def _trails(self, part: Node, top: Node) -> bool:
        """Whether *part* belongs to a prepositional phrase of *top* that says where or whither, not what."""
        while part is not top and part.head is not None:
            if (
                part.label in ("nmod", "obl")
                and (part.head is top or (case(part.head) == "of" and part.head.head is top))
                and (
                    case(part) not in ("of", "on", "for", "between", "against", "")
                    or (case(part) == "on" and self.mark("DATE", part) is not None)
                )
            ):
                return True
            part = part.head
        return False

    def filler(self, nodes: Sequence[Node], *, as_party: bool) -> Filler:
        """*nodes* as a role's filler: parties by their names, things by their words, with the packs' ids for both."""
        values: list[str] = []
        ids: list[str] = []
        for node in nodes:
            named = self.party(node) if as_party else []
            for party in named:
                if (name := party.name.removeprefix("all ")) not in values:
                    values.append(name)
                    ids.append(party.actor or "")
            if not named:
                text = self.text(node, people=as_party)
                mark = self.mark("NORM", node)
                if mark is not None:
                    text = getattr(mark.value, "name", text)
                if text and text not in values:
                    values.append(text)
                    ids.append(self.thing(node))
        return Filler(tuple(values), self.extent(nodes), tuple(ids))

    def thing(self, node: Node) -> str:
        """The id of the thing that the phrase names: its head's, or of what it is a number or container of; "" where unknown."""
        mark = self.mark("THING", node)
        found = getattr(mark.value, "id", "") if mark is not None else ""
        for child in node.children:
            if (
                child.label in ("nmod", "compound")
                and (not found or node.lemma in self.lexicon.classes["transparent"])
                and case(child) in ("of", "")
            ):
                inner = self.thing(child)
                found = inner or found
        return found


def _party(mark: Mark) -> Party:
    value = mark.value
    return Party(str(getattr(value, "name", value)), getattr(value, "actor", None))


def _holds(above: Node, node: Node) -> bool:
    return above is node or node.is_below(above)


def first_of(holder: Holder) -> list[Party]:
    """Whom a quoted *holder* means by "we": the State or organisation in the bracket, or the holder."""
    name = holder.name
    if name.endswith(")") and "(" in name:
        return [Party(name[name.rindex("(") + 1 : -1])]
    return [Party(name, holder.actor)]


def _quoted(tree: Tree, open_before: bool) -> list[bool]:
    """For each token, whether it stands between quotation marks; single ones are apostrophes more often and do not count."""
    inside, row = open_before, []
    for node in tree.nodes:
        if node.text in ("“", "«", "„"):
            inside = True
        elif node.text in ("”", "»"):
            inside = False
        elif node.text in ('"', "``", "''"):
            inside = not inside
        row.append(inside)
    return row
