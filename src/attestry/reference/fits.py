"""Typical acts as data: the elements by which claims are told to speak of one, and the paragraphs it would fall under.

The map finds the paragraph, never the facts: each hit presumes them shown as stated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from attestry.model.law import Fit, Provision
from attestry.reference import strict
from attestry.reference.caps import Cap

Role = Literal["agent", "recipient", "item", "place", "party", "quantity", ""]
"""A role of a claim; party is agent or recipient, quantity what is counted; "" asks for the frame alone."""

DutyHolder = Literal["dprk", "other", "both"]

STATES = ("all_states", "member_states")


@dataclass(frozen=True, slots=True)
class Test:
    """What a role must hold. All that is asked must be so; `is_a` and `words` ask for one of either.

    `is` and `is_not` name actors (whoever belongs to one counts as it), `kind` a kind of actor, `is_a` and `not_a` classes of
    things, `words` words of the filler, `cap` a ceiling that the quantity must lie above, `frames` the claim's frame.
    """

    role: Role = ""
    is_: str = ""
    is_not: str = ""
    kind: str = ""
    is_a: tuple[str, ...] = ()
    not_a: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    cap: str = ""
    frames: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActElement:
    """One thing that an act must show; met if any of its tests is, by nothing that a claim holds if it has none.

    Unless a decisive element is met, claims are not held against the act at all.
    """

    name: str
    tests: tuple[Test, ...]
    decisive: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph that the act would fall under, how well, and on what it hangs."""

    provision: str
    duty_holder: DutyHolder
    fit: Fit
    if_: str = ""                   # the fact on which a conditional fit hangs
    why: str = ""
    caution: str = ""
    shown_by: Test | None = None    # how a claim may state that fact


@dataclass(frozen=True, slots=True)
class ActExample:
    """An act as claims may tell it, and the fit it must get under one provision; "" says that it must not be matched."""

    provision: str
    fit: Fit | Literal[""]
    frame: str = ""                 # the first of the act's frames, if none is given
    agent: tuple[str, ...] = ()     # names, here and below, as a claim has them
    recipient: tuple[str, ...] = ()
    item: tuple[str, ...] = ()
    more_than: int | None = None    # an amount that the quantity lies above
    unit: str = ""
    mode: str = "actual"


@dataclass(frozen=True, slots=True)
class TypicalAct:
    """A kind of act that is often alleged."""

    id: str
    act: str
    direction: str
    frames: tuple[str, ...]
    elements: tuple[ActElement, ...]
    hits: tuple[Hit, ...]
    note: str = ""
    ceiling: Fit | None = None      # no fit of this act is ever reported as better
    examples: tuple[ActExample, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """A designated body that often takes part, and the paragraph that lists it."""

    name: str
    listed_by: str
    annex: str


@dataclass(frozen=True, slots=True)
class Wider:
    """A class of goods that in the words of the law takes in others, which are no kind of it as things."""

    of: str
    takes_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FitFile:
    """fits.toml."""

    wider: tuple[Wider, ...] = ()
    act: tuple[TypicalAct, ...] = ()
    body: tuple[Body, ...] = ()


def checked_fits(files: Sequence[tuple[FitFile, str]], provisions: Mapping[str, Provision],
                 caps: Mapping[str, Cap]) -> tuple[tuple[TypicalAct, ...], tuple[Body, ...]]:
    """The acts and bodies of all *files*; PackFault on a hit that cannot be: unknown, unbound, against the flow, factless."""
    for file, shown in files:
        strict.unique(file.act, lambda act: act.id, strict.Where(shown, key="act"))
        for body in file.body:
            strict.known(body.listed_by, provisions, strict.Where(shown, f"body {body.name!r}", "listed_by"), "a provision")
        for act in file.act:
            where = strict.Where(shown, f"act {act.id!r}")
            _check_elements(act, caps, where)
            for hit in act.hits:
                provision = provisions[strict.known(hit.provision, provisions, where.at("hits"), "a provision")]
                _check_hit(hit, act, provision, where.at(f"hits.{hit.provision}"))
            for example in act.examples:
                strict.known(example.provision, {hit.provision for hit in act.hits}, where.at("examples"), "a hit of this act")
    return tuple(act for file, _ in files for act in file.act), tuple(body for file, _ in files for body in file.body)


def _check_elements(act: TypicalAct, caps: Mapping[str, Cap], where: strict.Where) -> None:
    if not any(element.decisive for element in act.elements):
        raise strict.fault(where.at("elements"), "no element is decisive, one at least is expected", "mark one")
    for element in act.elements:
        for test in element.tests:
            if test.cap:
                strict.known(test.cap, caps, where.at(f"elements.{element.name}.cap"), "a cap")
            if not test.role and not test.frames:
                raise strict.fault(where.at(f"elements.{element.name}"), "a test asks for neither a role nor a frame")


def _check_hit(hit: Hit, act: TypicalAct, provision: Provision, where: strict.Where) -> None:
    """Rules of the map: a conditional fit names its fact, a direct one has none, binds its duty-holder and goes with the flow."""
    lacks_fact = hit.fit is Fit.CONDITIONAL and not hit.if_
    if lacks_fact or (hit.if_ and hit.fit not in (Fit.CONDITIONAL, Fit.SUPPORTING)):
        raise strict.fault(where, f"fit {hit.fit.value!r} {'has' if hit.if_ else 'lacks'} an 'if'",
                           "a conditional fit names its fact, a supporting one may, no other does")
    flows = {act.direction, provision.direction}
    if flows == {"to_dprk", "from_dprk"} and hit.fit in (Fit.DIRECT, Fit.CONDITIONAL):
        raise strict.fault(where, f"the act runs {act.direction}, the provision {provision.direction}", "call it wrong_direction")
    if hit.fit is Fit.DIRECT:
        missing = [holder for holder in _holders(hit) if not set(holder) & set(provision.bound)]
        if missing:
            found = f"it binds {', '.join(provision.bound)}, not {' or '.join(missing[0])}"
            raise strict.fault(where, found, "name another duty_holder")


def _holders(hit: Hit) -> Iterator[tuple[str, ...]]:
    if hit.duty_holder in ("dprk", "both"):
        yield ("dprk",)
    if hit.duty_holder in ("other", "both"):
        yield STATES
