"""How many and when: the amounts and dates of a clause, tied to the role they count and the words that say so."""

from __future__ import annotations

from calendar import month_name, monthrange
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from attestry.extracting.discourse import day_of
from attestry.extracting.draft import Draft
from attestry.extracting.layers.dates import After
from attestry.extracting.parsing.tree import Node
from attestry.extracting.phrases import case, conjuncts
from attestry.extracting.scene import Scene
from attestry.extracting.sheet import Mark
from attestry.model.claim import Counted, Dated, Kind, Mode
from attestry.model.quantity import Period, Quantity

YEAR = 4  # digits
LONGEST_MONTH = 31
COUNTED = ("item", "recipient", "agent")
_CLAUSAL = frozenset({"ccomp", "csubj", "parataxis", "acl:relcl", "advcl", "conj", "acl"})


def contents(scene: Scene, draft: Draft) -> list[Node]:
    """What a list goes on with after the item: "…, containing at least 6 million rounds along with …"."""
    item = draft.roles.get("item")
    if not item:
        return []
    found: list[Node] = []
    for node in scene.tree.nodes[item[-1].index + 1 :]:
        if (
            node.tag == "VBG"
            and node.lemma in scene.lexicon.words["containing"]
            and node.label in ("acl", "advcl", "conj", "dep", "xcomp", "amod", "case", "parataxis")
        ):
            for child in node.children:
                if child.label in ("obj", "obl", "nmod", "conj", "dep"):
                    found += _list(child)
            break
    return [node for node in found if node not in item]


def _list(node: Node) -> list[Node]:
    found = [node]
    for child in node.children:
        if (
            child.label in ("conj", "nmod", "obl")
            and child.tag.startswith("N")
            and (child.label == "conj" or any(part.word in ("along", "with") for part in child.children if part.label == "case"))
        ):
            found += _list(child)
    return found


def quantities(scene: Scene, draft: Draft, parts: Sequence[Node]) -> tuple[Counted, ...]:
    """The amounts in the phrases that fill the roles, each with the role it counts; those of *parts* belong to the item's."""
    found: list[Counted] = []
    taken: set[int] = set()
    whole: Counted | None = None
    for role in COUNTED:
        for node in draft.roles.get(role, []):
            if draft.places.get(role) == "itself" and not draft.clause.nominal:
                continue
            total = next((one for one in found if one.of == role), None) if _is_part(node) else None
            for mark in _amounts_in(scene, node, _other_heads(draft, role)):
                if draft.kind is Kind.POSITION and role != "item":
                    continue            # "all who listen, 300 of them" are no part of what is demanded
                if mark.first not in taken:
                    taken.add(mark.first)
                    part_of = total.span if total is not None else None
                    found.append(Counted(role, _with_unit(scene, mark), scene.sheet.span(mark), part_of))
                    if role == "item" and whole is None:
                        whole = found[-1]
    parts = [*parts, *(_included(draft) if whole is not None else ())]
    for node in parts if draft.kind is not Kind.POSITION else ():
        for mark in _amounts_in(scene, node, ()):
            if mark.first not in taken:
                taken.add(mark.first)
                found.append(Counted("item", _with_unit(scene, mark), scene.sheet.span(mark), whole.span if whole else None))
    for mark in _adverbial(scene, draft, taken):
        found.append(Counted("item", _with_unit(scene, mark), scene.sheet.span(mark)))
    return tuple(sorted(found, key=lambda one: one.span))


def _is_part(node: Node) -> bool:
    """ "12 people, including two children": what is included has been counted already."""
    while node.label == "conj" and node.head is not None:
        node = node.head
    return case(node) == "including"


def _included(draft: Draft) -> list[Node]:
    """What a counted item or its verb is said to include."""
    return [
        one
        for node in (*draft.roles.get("item", []), draft.trigger)
        for child in node.kids("nmod", "obl")
        if case(child) == "including"
        for one in conjuncts(child)
    ]


def _other_heads(draft: Draft, role: str) -> tuple[Node, ...]:
    return tuple(node for other, nodes in draft.roles.items() if other != role for node in nodes)


def _amounts_in(scene: Scene, node: Node, stops: Iterable[Node]) -> list[Mark]:
    """The amounts whose number stands in the phrase of *node*, not in a clause or another role below it."""
    held: set[int] = set()
    queue = [node]
    barred = set(map(id, stops))
    while queue:
        one = queue.pop()
        held.add(one.index)
        queue += [
            child
            for child in one.children
            if id(child) not in barred
            and (child.label not in ("acl:relcl", "parataxis", "ccomp", "conj") or child.tag == one.tag == "CD")   # "40 and 60"
            and not (child.label in ("nmod", "obl") and case(child) in scene.lexicon.words["beside"])
            and not (child.label == "acl" and child.tag != "VBN")
        ]
    return [mark for mark in scene.sheet.of("AMOUNT") if mark.last - 1 in held and not in_name(scene, mark)]


def in_name(scene: Scene, mark: Mark) -> bool:
    """Whether the number is part of a name or a word: "the Normandy Four", "COP 29", "three-dimensional"."""
    nodes, value = scene.tree.nodes, mark.value
    if mark.last - mark.first > 1 or (isinstance(value, Quantity) and value.unit):
        return False
    number = nodes[mark.first]
    before = nodes[mark.first - 1] if mark.first else None
    after = nodes[mark.last : mark.last + 2]
    if len(after) == 2 and after[0].word == "-" and after[1].tag == "JJ" and after[1].word != "strong":
        return True
    if number.text.isalpha():
        return before is not None and number.text[:1].isupper()
    counts = number.label in ("nummod", "compound") and number.head is not None and number.head.index > number.index
    named = before is not None and (before.tag in ("NNP", "NNPS") or (before.text.isupper() and len(before.text) > 1))
    return named and not counts


def _adverbial(scene: Scene, draft: Draft, taken: set[int]) -> list[Mark]:
    """Amounts that hang on the trigger itself: "above the 500,000-barrel cap", "rose by 40 per cent"."""
    found = []
    trigger = draft.clause.carrier or draft.trigger
    for child in trigger.children:
        if child.label in ("obl", "nmod", "advmod", "obl:unmarked", "nummod") and not any(
            child in nodes for nodes in draft.roles.values()
        ) and (child.lemma in scene.lexicon.classes["finance"] or child.lemma in scene.lexicon.words["ceilings"]):
            found += [mark for mark in _amounts_in(scene, child, ()) if mark.first not in taken]
    return found


def _with_unit(scene: Scene, mark: Mark) -> Quantity:
    """The amount with its unit: its own ("percent", "US dollar"), else the singular of the noun it counts."""
    quantity = mark.value
    assert isinstance(quantity, Quantity)
    if quantity.unit:
        return quantity
    nodes = scene.tree.nodes
    for number, hyphen, noun in zip(nodes[mark.first :], nodes[mark.first + 1 :], nodes[mark.first + 2 :], strict=False):
        if number.index < mark.last and number.tag == "CD" and hyphen.word == "-" and noun.tag[:1] in "NJ":
            return replace(quantity, unit=noun.lemma)       # "above the 500,000-barrel cap"
    node: Node | None = nodes[mark.last - 1]
    while node is not None and node.tag[:1] != "V":
        if (
            node.tag.startswith("N")
            and node.label not in ("compound", "flat")
            and node.index >= mark.last - 1
            and scene.mark("AMOUNT", node) is not mark
        ):
            return replace(quantity, unit=node.lemma)
        node = node.head
    return quantity                     # "killed hundreds": of what, it does not say


def when(scene: Scene, draft: Draft, mode: Mode) -> Dated | None:
    """The date of the clause: in the trigger's own phrase first, then on a verb that governs it in the same clause."""
    marks = [*scene.sheet.of("DATE"), *scene.sheet.of("ANCHORED")]
    if not marks:
        return None
    trigger = draft.trigger
    ranked = sorted(
        ((_distance(scene, trigger, mark), abs(mark.first - trigger.index), mark.first, mark) for mark in marks),
        key=lambda row: row[:3],
    )
    for distance, _, _, mark in ranked:
        if distance is None or distance > 4:
            continue
        if scene.sheet.words[mark.last : mark.last + 2] == ("of", "that"):
            continue                    # "in March of that year": which year, another sentence says
        period = _period(scene, mark)
        if period is not None:
            return Dated(_in_time(scene, mark, period, mode), scene.sheet.span(mark))
    return None


def _in_time(scene: Scene, mark: Mark, period: Period, mode: Mode) -> Period:
    """A month or day without its year is the next one for what is to come, the last one for what was done: "in December"."""
    day, first, last = day_of(scene.document), period.first, period.last
    words = scene.sheet.words[mark.first : mark.last]
    if day is None or first is None or last is None or any(len(word) == YEAR and word.isdigit() for word in words):
        return period
    if not any(month_name[first.month].lower().startswith(word[:3]) for word in words) or (last - first).days > LONGEST_MONTH:
        return period
    if mode is Mode.PLANNED and day - timedelta(days=366) < last < day:
        return _years_on(first, last, 1)
    return _years_on(first, last, -1) if mode is Mode.ACTUAL and first > day else period


def _years_on(first: date, last: date, years: int) -> Period:
    """The same days *years* later; a whole month stays whole, 29 February is the 28th where there is none."""
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    ends = [min(one.day, monthrange(one.year + years, one.month)[1]) for one in (first, last)]
    if whole:
        ends[1] = monthrange(last.year + years, last.month)[1]
    return Period(first.replace(year=first.year + years, day=ends[0]), last.replace(year=last.year + years, day=ends[1]))


def _distance(scene: Scene, trigger: Node, mark: Mark) -> int:
    """How far the date hangs from the trigger: 0 below it, 1 and more by clauses between; 9 where it belongs elsewhere."""
    node = scene.tree.nodes[mark.last - 1]
    while node.head is not None and mark.first <= node.head.index < mark.last:
        node = node.head
    if node is trigger or node.is_below(trigger):
        between = [above for above in node.ancestors if above.is_below(trigger)]
        return 0 if not any(above.label in _CLAUSAL for above in between) else 2
    cost = 1
    below = trigger
    for above in trigger.ancestors:
        if node is above or (
            node.is_below(above) and not any(step.label in _CLAUSAL for step in node.ancestors if step.is_below(above))
        ):
            return cost
        if below.label in ("ccomp", "acl:relcl", "parataxis", "csubj"):
            cost += 3
        below = above
    return 9


def _period(scene: Scene, mark: Mark) -> Period | None:
    value = mark.value
    if isinstance(value, Period):
        return value
    if isinstance(value, After) and scene.discourse.when is not None:
        return value.of(scene.discourse.when.period)
    return None
