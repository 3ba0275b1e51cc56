"""A small case typed by hand: three documents, their claims, and what the claims come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from attestry.model.claim import Basis, Certainty, Claim, Counted, Derivation, Filler, Holder, Kind, Mode, Polarity, Step
from attestry.model.entry import Standing
from attestry.model.finding import Allegation, Estimate, Finding, Findings, Measured, Pair, Position, Relation, Root
from attestry.model.law import Element, Fit, Instrument, Match, Provision, Result, Tested
from attestry.model.origin import Original, Retrieval, digest_of
from attestry.model.quantity import Hedge, Period, Quantity
from attestry.model.text import About, Bytes, Document, How, Passage, Placed, Problem, Span, Stated

AT = datetime(2025, 1, 2, 9, 30, tzinfo=UTC)

STATEMENT = (
    "Statement to the Council, 18 December 2024\n"
    "We assess that the DPRK has sent Russia more than 20,000 containers of munitions, "
    "holding at least 6 million artillery rounds.\n"
    "These transfers violate resolution 2270.\n"
)
NEWS = (
    "30 October 2024\n"
    "The DPRK, Robert Wood said, has according to Washington sent 10,000 soldiers to Russia.\n"
    "Russia's envoy said that not one DPRK soldier had been sent to the front.\n"
    "The Secretariat is not in a position to verify the reports.\n"
)
WIRE = "An official in Seoul put the containers at about 13,000.\n"


@dataclass(frozen=True)
class Case:
    findings: Findings
    standing: Standing
    reference: Any
    claims: Mapping[str, Claim]
    at: datetime = AT

    def document(self, name: str) -> Document:
        return next(document for document in self.standing.documents if document.name == name)


def read(name: str, text: str, said_on: str, publisher: str, *, rendering: str = "") -> tuple[Document, Original]:
    data = text.encode()
    digest = digest_of(data)
    passages, start = [], 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        passages.append(Passage(number, Span(start, start + len(line.rstrip())), heading=number == 1))
        start += len(line)
    about = About(
        title=Stated(text.splitlines()[0], How.READ, Span(0, len(text.splitlines()[0]))),
        date=Stated(said_on, How.GIVEN) if said_on else None,
        publisher=Stated(publisher, How.GIVEN),
        rendering=Stated(rendering, How.GIVEN) if rendering else None,
    )
    document = Document(
        digest_of(f"{digest} plain/1 {name}".encode()),
        name,
        digest,
        "plain/1",
        text,
        (Placed(Span(0, len(text)), Bytes(0, len(data), "utf-8")),),
        tuple(passages),
        about,
    )
    return document, Original(digest, "text/plain", len(data), f"{name}.txt", Retrieval(f"{name}.txt", AT, "a"), data)


def claim_in(document: Document, quote: str, chain: tuple[str, ...], **told: Any) -> Claim:
    start = document.text.index(quote)
    span = Span(start, start + len(quote))
    values: dict[str, Any] = {
        "kind": Kind.ACT,
        "frame": "transfer",
        "basis": Basis.STATED,
        "certainty": Certainty.CERTAIN,
        "polarity": Polarity.AFFIRMS,
        "mode": Mode.ACTUAL,
        **told,
    }
    derivation = Derivation("grammar/1", span, (Step("frames/transfer: send", span, "a test reads it so"),))
    return Claim(
        digest_of(f"{document.id}{span}{values['frame']}{chain}".encode()),
        document.id,
        span,
        quote,
        chain=tuple(Holder(name) for name in chain),
        derivation=derivation,
        **values,
    )


def counted(document: Document, words: str, quantity: Quantity) -> Counted:
    start = document.text.index(words)
    return Counted("item", quantity, Span(start, start + len(words)))


@pytest.fixture
def case() -> Case:
    statement, one = read("statement", STATEMENT, "2024-12-18", "US Mission to the UN")
    news, two = read("news", NEWS, "2024-10-30", "UN News", rendering="machine-translation")
    wire, three = read("wire", WIRE, "", "A wire")
    containers = Quantity(Decimal(20000), None, low_open=True, unit="container")
    fewer = Quantity(Decimal(13000), Decimal(13000), hedge=Hedge.APPROX, unit="container")
    soldiers = Quantity(Decimal(10000), Decimal(10000), unit="person")
    claims = {
        "sent": claim_in(
            statement,
            "the DPRK has sent Russia more than 20,000 containers of munitions",
            ("United States",),
            basis=Basis.ASSESSED,
            roles=(("agent", Filler(("DPRK",), Span(55, 63), ("DPRK",))),),
            quantities=(counted(statement, "more than 20,000 containers", containers),),
        ),
        "breach": claim_in(
            statement, "These transfers violate resolution 2270", ("United States",), kind=Kind.VERDICT, frame="violation"
        ),
        "soldiers": claim_in(
            news,
            "has according to Washington sent 10,000 soldiers to Russia",
            ("UN News", "Robert Wood (United States)", "United States"),
            frame="deployment",
            quantities=(counted(news, "10,000 soldiers", soldiers),),
        ),
        "denial": claim_in(
            news,
            "not one DPRK soldier had been sent to the front",
            ("UN News", "Vasily Nebenzia (Russia)"),
            frame="deployment",
            polarity=Polarity.DENIES,
        ),
        "unverified": claim_in(
            news,
            "The Secretariat is not in a position to verify the reports",
            ("UN News", "UN Secretariat"),
            kind=Kind.VERIFICATION,
            frame="unverified",
            polarity=Polarity.NEITHER,
            certainty=Certainty.UNCOMMITTED,
        ),
        "wire": claim_in(
            wire, "the containers at about 13,000", ("A wire", "?officials"), quantities=(counted(wire, "about 13,000", fewer),)
        ),
    }
    ids = {name: claim.id for name, claim in claims.items()}
    arms = Finding(
        Allegation(
            "a1",
            "transfer",
            ("DPRK",),
            ("Russia",),
            ("munitions",),
            Period(None, date(2024, 12, 18)),
            (ids["sent"], ids["wire"]),
            "same act",
        ),
        "DPRK → Russia: munitions",
        (ids["sent"], ids["wire"]),
        (),
        (),
        (
            Estimate(
                "container",
                (
                    Measured(ids["sent"], "United States", containers, "2024-12-18", "affirms"),
                    Measured(ids["wire"], "?officials", fewer, "", "affirms"),
                ),
                None,
                Quantity(Decimal(13000), None, unit="container"),
                (Pair(ids["sent"], ids["wire"], Relation.VARY, "a soft end lies between"),),
            ),
        ),
        (
            Match(
                "1718-8a",
                Fit.DIRECT,
                "munitions are arms",
                "",
                (
                    Tested(Element("goods are arms"), Result.MET, (ids["sent"],), "munitions"),
                    Tested(Element("an exemption was granted"), Result.UNSTATED),
                ),
            ),
        ),
        (ids["breach"],),
        (Root("United States", (ids["sent"],)), Root("?officials", (ids["wire"],), ("A wire",))),
        ("nobody states by what route the goods went",),
    )
    troops = Finding(
        Allegation("a2", "deployment", ("DPRK",), ("Russia",), ("soldier",), None, (ids["soldiers"], ids["denial"]), "same act"),
        "DPRK → Russia: soldiers",
        (ids["soldiers"],),
        (ids["denial"],),
        (),
        (
            Estimate(
                "person",
                (Measured(ids["soldiers"], "United States", soldiers, "2024-10-30", "affirms"),),
                soldiers,
                soldiers,
                of="soldier",
            ),
        ),
        (),
        (ids["unverified"],),
        (Root("United States", (ids["soldiers"],), ("UN News",)),),
        (),
    )
    findings = Findings(
        (arms, troops),
        (Position("Russia", "denies", "DPRK soldiers at the front", "2024-10-30", ids["denial"], "UN News"),),
        (ids["breach"],),
        (),
    )
    standing = Standing(
        {each.digest: each for each in (one, two, three)},
        (statement, news, wire),
        tuple(claims.values()),
        (Problem("unknown-format", "scans/p1.tif", "a TIFF image, which no reader takes", "run OCR and add the text"),),
    )
    provision = Provision(
        "1718-8a",
        Instrument("S/RES/1718 (2006)", date(2006, 10, 14)),
        "8 (a)",
        ("decides",),
        "binding",
        ("Member States",),
        "prohibit",
        ("transfer",),
        ("arms",),
        "both",
        "No arms to or from the DPRK; to supply them would violate the paragraph.",
        Period(date(2006, 10, 14), None),
        "in force",
    )
    return Case(findings, standing, SimpleNamespace(provisions={provision.id: provision}), claims)
