"""Claims that stand, brought to findings: what is alleged, who says so on whose word, how many, under what it would fall."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attestry.model.claim import Certainty, Claim, ClaimId, Kind, Polarity
from attestry.model.entry import Standing
from attestry.model.finding import Allegation, Estimate, Finding, Findings, Root
from attestry.model.text import Document
from attestry.reference.pack import Reference
from attestry.weighing.elements import Bench, matches
from attestry.weighing.estimates import estimates
from attestry.weighing.grouping import MUTUAL, by_claim, grouped
from attestry.weighing.identity import Identity, pairs
from attestry.weighing.independence import first_hand, roots
from attestry.weighing.positions import positions
from attestry.weighing.remarks import Surroundings
from attestry.weighing.spells import DONE

GIVING = frozenset({"transfer", "deployment", "training"})
"""Frames in which somebody is at the other end."""

LINKS = {"use": "against", "combat": "against", "theft": "from"}
"""How a title joins the two sides, where it is not "to"."""

NUMBERED = GIVING | {"casualties", "labour", "theft", "finance"}
"""Frames of which a reader asks how many or how much."""

NAMED = 4           # goods that a title names before it counts the rest


def weigh(standing: Standing, reference: Reference) -> Findings:
    """All that the standing claims come to; the same claims and packs give the same findings in the same order."""
    identity = Identity(reference)
    claims = _in_order(standing)
    dates = {document.id: day_of(document) for document in standing.documents}
    allegations, left = grouped(claims, identity)
    by_id = {claim.id: claim for claim in claims}
    home = by_claim(allegations)
    remarks, general = _remarks(claims, home, standing.documents, identity)
    bench = Bench.of(reference.provisions, identity, dates)
    findings = tuple(_finding(allegation, [by_id[id] for id in allegation.claims], tuple(remarks[allegation.id]), bench)
                     for allegation in allegations)
    titles = {id: finding.title for finding in findings for id in (*finding.allegation.claims, *finding.remarks)}
    return Findings(findings, positions(claims, titles, dates, identity),
                    verdicts=tuple(claim.id for claim in claims if claim.kind is Kind.VERDICT),
                    ungrouped=tuple(claim.id for claim in left), remarks=tuple(general))


def day_of(document: Document) -> date | None:
    """The day of *document*; None where it is unknown or not a whole date."""
    if document.about.date is None:
        return None
    try:
        return date.fromisoformat(document.about.date.value)
    except ValueError:
        return None     # "2024-10": a month is not a day, and none is made up


def _in_order(standing: Standing) -> list[Claim]:
    """The claims in the order of documents and words, each once."""
    place = {document.id: number for number, document in enumerate(standing.documents)}
    every = {claim.id: claim for claim in standing.claims}
    return sorted(every.values(), key=lambda claim: (place.get(claim.document, len(place)), claim.document, claim.span, claim.id))


def _remarks(claims: Iterable[Claim], home: Mapping[ClaimId, Allegation], documents: Sequence[Document],
             identity: Identity) -> tuple[Mapping[str, list[ClaimId]], list[ClaimId]]:
    """Verdicts and verification remarks by the allegation they speak of; remarks that speak of none we can name."""
    claims = list(claims)
    around = Surroundings(claims, home, documents, identity)
    speaking: dict[str, list[ClaimId]] = defaultdict(list)
    general: list[ClaimId] = []
    for claim in claims:
        if claim.kind not in (Kind.VERDICT, Kind.VERIFICATION):
            continue
        spoken_of = around.spoken_of(claim)
        for allegation in spoken_of:
            speaking[allegation.id].append(claim.id)
        if not spoken_of and claim.kind is Kind.VERIFICATION:
            general.append(claim.id)
    return speaking, general


def _finding(allegation: Allegation, claims: Sequence[Claim], remarks: tuple[ClaimId, ...], bench: Bench) -> Finding:
    parted = _parted(claims)
    affirmed, denied, uncommitted = parted["affirmed"], parted["denied"], parted["uncommitted"]
    series = estimates([*affirmed, *denied, *uncommitted], allegation.frame, bench.dates, bench.identity)
    resting = roots(affirmed, bench.identity)
    return Finding(allegation, title(allegation, claims, bench.identity), _ids(affirmed), _ids(denied), _ids(uncommitted), series,
                   matches(allegation, claims, bench), remarks, resting,
                   gaps(allegation, claims, series, resting, bench.identity), _ids(parted["prospective"]))


def _parted(claims: Iterable[Claim]) -> Mapping[str, list[Claim]]:
    """*claims* by what they say of the act. Who plans, expects, supposes or forbids it does not affirm that it was done."""
    parted: dict[str, list[Claim]] = {"affirmed": [], "denied": [], "uncommitted": [], "prospective": []}
    for claim in claims:
        if claim.polarity is Polarity.DENIES:
            parted["denied"].append(claim)
        elif claim.mode not in DONE:
            parted["prospective"].append(claim)
        elif claim.polarity is Polarity.AFFIRMS and claim.certainty is not Certainty.UNCOMMITTED:
            parted["affirmed"].append(claim)
        else:
            parted["uncommitted"].append(claim)
    return parted


def _ids(claims: Iterable[Claim]) -> tuple[ClaimId, ...]:
    return tuple(claim.id for claim in claims)


def title(allegation: Allegation, claims: Sequence[Claim], identity: Identity) -> str:
    """Who, to whom, what, how; nothing that nobody states: "DPRK to Russia: artillery round and ballistic missile, transfer"."""
    agents, recipients = _listed(allegation.agents), _listed(allegation.recipients)
    link = LINKS.get(allegation.frame, "to")
    parties = " ".join(part for part in (agents, link if recipients else "", recipients) if part)
    values: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        for value, id in pairs(claim.role("item")):
            values[identity.thing(value, id)].append(value)
    words = tuple(dict.fromkeys(identity.called(thing, values[thing]) for thing in allegation.items))
    goods = _listed(words if len(words) <= NAMED else (*words[:NAMED], f"{len(words) - NAMED} more"))
    what = f"{goods}, {allegation.frame}" if goods else allegation.frame
    return f"{parties}: {what}" if parties else what


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words[:-1]) + (" and " if len(words) > 1 else "") + words[-1] if words else ""


def gaps(allegation: Allegation, claims: Sequence[Claim], series: Sequence[Estimate], resting: Sequence[Root],
         identity: Identity) -> tuple[str, ...]:
    """What nobody states, of what a reader would ask first."""
    found = []
    if not allegation.agents:
        found.append("nobody states by whom")
    if not allegation.recipients and allegation.frame in GIVING:
        found.append("nobody states to whom")
    if not allegation.items and allegation.frame not in MUTUAL:
        found.append("nobody states what")
    if allegation.when is None:
        found.append("nobody states when")
    if not series and allegation.frame in NUMBERED:
        found.append("nobody states how many")
    if not resting:
        found.append("no named source affirms it of its own knowledge")
    elif len(resting) == 1:
        found.append(f"everyone who affirms it rests on one root: {resting[0].holder}")
    parties = [party for party in (*allegation.agents, *allegation.recipients) if identity.is_state(party)]
    told = {party: [claim for claim in claims if identity.root(claim.holder) == party] for party in parties}
    for party, words in told.items():
        if not words:
            found.append(f"no word of {party} on it stands in the case")
        elif not any(first_hand(claim, identity) for claim in words):
            found.append(f"the word of {party} on it stands in the case only as told by {words[0].chain[-2].name}")
    return tuple(found)
