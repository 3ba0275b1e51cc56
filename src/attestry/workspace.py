"""The one thing a face talks to: a case, and what can be done with it. Each method reads as a sentence.

It introduces the rooms to each other and has no logic of its own about evidence.
"""

from __future__ import annotations

import getpass
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType

from attestry.ledger import case as ledger
from attestry.ledger import events
from attestry.ledger.bundle import bundle, write_bundle
from attestry.ledger.vault import Vault
from attestry.ledger.verify import Verification, verify
from attestry.line import Job, Read, extract_alone, extractor, not_read, read_alone, read_and_extract
from attestry.model.claim import Claim, Kind
from attestry.model.entry import Ruling, Standing
from attestry.model.errors import WrongCall
from attestry.model.finding import Findings
from attestry.model.lead import Lead, LeadKind
from attestry.model.origin import Digest, Original, Retrieval, digest_of
from attestry.model.quantity import Quantity
from attestry.model.text import Document, DocumentId, How, Problem
from attestry.reporting.explain import Explained, InContext, Line, explain
from attestry.reporting.table import Rows, estimates_table, provisions_table

__all__ = ["FACTS", "RENDERINGS", "Added", "Case", "InContext", "Line", "Source", "Wanted", "checked", "examined", "extract",
           "firmly", "interval", "read"]
FACTS = ("speaker", "publisher", "date", "url", "symbol", "language", "rendering", "title")
"""What can be said of a document by whoever adds it."""
RENDERINGS = ("original", "official-translation", "machine-translation")
WORDS_LOST = frozenset({"unreadable-page", "no-text", "undecodable-bytes", "other-language"})
"""Problems of a document under which some of its words stayed unread; the others are reserves: what a reader should know."""
KEPT_AHEAD = 4                      # originals written to the disk at a time: their waits for it overlap
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Source:
    """Something to be added: a file, or bytes with the place they came from; and what is known of it."""

    place: str                      # path, URL or "standard input"
    given: Mapping[str, str] = field(default_factory=dict)
    data: bytes | None = None       # None: read the file at `place`
    name: str = ""                  # in the case; the file's name without its ending if empty

    def __post_init__(self) -> None:
        """WrongCall as `checked` has it."""
        checked(self.place, self.given)


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding one source."""

    place: str
    name: str                       # in the case; "" if nothing came of it
    document: DocumentId | None     # None: no document could be made of it
    claims: int = 0
    again: bool = False             # these bytes are in the case already: one more link of custody
    problems: tuple[Problem, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether every word of it was read, now or before."""
        return (self.again or self.document is not None) and not any(each.kind in WORDS_LOST for each in self.problems)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which claims are wanted; what is empty does not choose."""

    document: str = ""              # a document's name or id
    kind: str = ""
    frame: str = ""
    holder: str = ""                # words of a holder's name, anywhere in the chain

    def wants(self, claim: Claim) -> bool:
        """Whether *claim* is such a one, its document aside."""
        return (self.kind in ("", claim.kind) and self.frame in ("", claim.frame)
                and (not self.holder or any(self.holder.casefold() in holder.name.casefold() for holder in claim.chain)))


class Case:
    """A case that is open. Use it in a `with`: leaving signs the log and gives the folder back."""

    def __init__(self, kept: ledger.Case, by: str, clock: Clock) -> None:
        self._kept, self._by, self._clock = kept, by, clock

    @classmethod
    def begin(cls, folder: str | Path, *, by: str = "", clock: Clock | None = None) -> Case:
        """A new case in *folder*."""
        folder, who, now = Path(folder), by or whoever(), clock or utc_now
        return cls(ledger.create(folder, name=folder.resolve().name, at=now(), by=who), who, now)

    @classmethod
    def open(cls, folder: str | Path, *, by: str = "", clock: Clock | None = None) -> Case:
        """The case in *folder*; NoCase if there is none."""
        who, now = by or whoever(), clock or utc_now
        return cls(ledger.open(Path(folder), at=now(), by=who), who, now)

    def __enter__(self) -> Case:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Sign what was added and give the folder back."""
        self._kept.close()

    @property
    def name(self) -> str:
        """What people call the case."""
        return self._kept.name

    @property
    def key(self) -> str:
        """The log's public key, as one line."""
        return self._kept.settings.vkey

    # ---- documents go in

    def add(self, place: str | Path, *, data: bytes | None = None, name: str = "", **given: str) -> Added:
        """Keep one document, read it and log its claims, in this process."""
        return next(self.add_all([Source(str(place), given, data, name)], workers=0))

    def add_all(self, sources: Iterable[Source], *, workers: int | None = None) -> Iterator[Added]:
        """What comes of each of *sources*, in their order, as it comes; each is kept and logged whole or not at all.

        They are read in as many processes as the machine has processors, unless *workers* says otherwise; 0 is this process.
        What has come by the time the log is free is logged in one step: nothing is told of before it is on the disk.
        """
        waiting: deque[tuple[Source, Original | Problem]] = deque()
        under_way: set[Digest] = set()

        def jobs() -> Iterator[Job | None]:
            for source, found in self._kept_ahead(sources):
                waiting.append((source, replace(found, data=b"") if isinstance(found, Original) else found))
                if isinstance(found, Problem) or found.digest in under_way or self._holds(found, source):
                    yield None
                else:
                    under_way.add(found.digest)
                    yield Job(found, source.name or Path(found.name).stem or "document", self._known(found, source))

        for batch in _done(jobs(), os.cpu_count() or 1 if workers is None else workers):
            with self._kept.writing():
                added = [self._logged(*waiting.popleft(), read) for read in batch]
            yield from added

    def _kept_ahead(self, sources: Iterable[Source]) -> Iterator[tuple[Source, Original | Problem]]:
        """Each of *sources* with its bytes kept, in their order; a few ahead, so that nobody waits for the disk."""
        with ThreadPoolExecutor(KEPT_AHEAD) as hands:
            ahead: deque[tuple[Source, Future[Original | Problem]]] = deque()
            for source in sources:
                came = Retrieval(source.place, self._clock(), self._by)
                ahead.append((source, hands.submit(_kept, source, came, self._kept.vault)))
                if len(ahead) > KEPT_AHEAD:
                    first, kept = ahead.popleft()
                    yield first, kept.result()
            for source, kept in ahead:
                yield source, kept.result()

    def _holds(self, original: Original, source: Source) -> bool:
        """Whether these bytes stand read in the case, and nothing new was said of them."""
        if not self._kept.has_original(original.digest) or self._kept.is_quarantined(original.digest):
            return False
        standing = self._kept.reading(original.digest)
        return standing is None or self._known(original, source) == _given(standing)

    def _known(self, original: Original, source: Source) -> Mapping[str, str]:
        """What was said of a document up to now; what is said last wins."""
        standing = self._kept.reading(original.digest)
        return {**(_given(standing) if standing else {}), **source.given}

    def _logged(self, source: Source, found: Original | Problem, read: Read | None) -> Added:
        """What came of one source, on the log whole or not at all."""
        if isinstance(found, Problem):
            return Added(source.place, "", None, problems=(found,))
        try:
            return self._log(found, source, read)
        except WrongCall as refused:            # the log takes no such words; the original is kept
            problem = Problem("not-logged", whole(source.place), str(refused), "please report this line")
            return Added(source.place, "", None, problems=(problem,))

    def _log(self, original: Original, source: Source, read: Read | None) -> Added:
        """Put what came of one original on the log, in one step."""
        at, by = self._clock(), self._by
        with self._kept.writing():
            standing = self._kept.reading(original.digest)
            happened = [events.received(original)]
            if read is None:
                self._kept.append(happened)
                return Added(source.place, standing.name if standing else "", standing.id if standing else None, again=True)
            if read.document is None:
                self._kept.append([*happened, events.quarantined(original.digest, read.found.problems, at, by)])
                return Added(source.place, "", None, problems=read.found.problems)
            wanted = source.name or (standing.name if standing else read.document.name)
            document = replace(read.document, name=self._kept.free_name(wanted, original.digest))
            happened.append(events.extracted(document, at, by))
            happened += events.claims_extracted(document.id, extractor(_given(document)), read.found, at, by)
            self._kept.append(happened)
        return Added(source.place, document.name, document.id, len(read.found.claims),
                     problems=document.problems + read.found.problems)

    # ---- what stands

    def documents(self) -> tuple[Document, ...]:
        """Every document that stands, in the order they were added."""
        return tuple(self._kept.documents())

    def document(self, key: str) -> Document:
        """The document called *key*, or whose id begins so."""
        return self._kept.document(key)

    def claims(self, wanted: Wanted | None = None) -> list[Claim]:
        """The claims that stand and are *wanted*, document by document in reading order."""
        asked = wanted or Wanted()
        if asked.kind and asked.kind not in list(Kind):
            raise WrongCall(f"claims of kind {asked.kind!r} were asked for; one of {', '.join(Kind)} is expected")
        found = self._kept.claims(self._kept.document(asked.document).id if asked.document else None)
        return [claim for claim in found if asked.wants(claim)]

    def claim(self, key: str) -> Claim:
        """The claim whose id begins with *key*."""
        return self._kept.claim(key)

    def counts(self) -> Mapping[str, int]:
        """How many originals, documents and claims stand, and how many originals nobody could read ("quarantined")."""
        return self._kept.counts()

    def claims_by_document(self) -> Mapping[DocumentId, int]:
        """How many claims stand in each document that has any."""
        return self._kept.claims_by_document()

    def claims_by_frame(self) -> list[tuple[str, str, int]]:
        """How many claims stand: kind, frame, count."""
        return self._kept.claim_counts()

    def explained(self, claim: Claim) -> Explained:
        """*claim* laid open: its words in context, what was read in them, and why."""
        return explain(claim, self._kept.document(claim.document))

    def problems(self) -> list[Problem]:
        """What could not be read, in the order it was met."""
        return list(self._kept.problems())

    def leads(self, document: str = "", kind: str = "") -> Iterator[tuple[Document, tuple[Lead, ...]]]:
        """What was seen and placed in no claim, document by document in reading order; of one *document*, of one *kind*.

        Found anew from the texts that are kept, by the reader that is at work now; documents without any are left out.
        """
        if kind and kind not in list(LeadKind):
            raise WrongCall(f"leads of kind {kind!r} were asked for; one of {', '.join(LeadKind)} is expected")
        for each in (self._kept.document(document),) if document else self._kept.documents():
            found = tuple(lead for lead in extract_alone(each).leads if kind in ("", lead.kind))
            if found:
                yield each, found

    def lead_count(self) -> int:
        """How many leads were found when each document was read."""
        return self._kept.lead_count()

    def read_otherwise(self, document: Document) -> bool:
        """Whether the claims of *document* that stand were read by another version, or with other packs, than are at work now."""
        return not self._kept.has_claims(document.id, extractor(_given(document)))

    def tree(self, claim: Claim) -> str:
        """The tree of the sentence that *claim* stands in, drawn."""
        from attestry.extracting.parsing.parser import default_parser
        from attestry.extracting.parsing.tokens import tokens

        if claim.derivation is None:
            return ""
        return default_parser().parse(tokens(self._kept.document(claim.document).text, claim.derivation.sentence)).drawn()

    # ---- what it comes to

    def decide(self, claim: str, ruling: Ruling, *, reason: str = "") -> None:
        """Put a person's word on a claim on the log: whether the words do say what was read in them."""
        self._kept.append([events.reviewed(self._kept.claim(claim).id, ruling, reason, self._clock(), self._by)])

    def standing(self) -> Standing:
        """Everything that stands, at once."""
        return self._kept.standing()

    def weigh(self) -> Findings:
        """What the standing claims come to; a title in words that judge stands in quotation marks, as in the report."""
        from attestry.reference import pack
        from attestry.reporting.voice import titled
        from attestry.weighing.weigh import weigh

        found = weigh(self._kept.standing(), pack.load())
        return replace(found, findings=tuple(replace(finding, title=titled(finding.title)) for finding in found.findings))

    def estimates(self) -> Rows:
        """Who says how many: one row for each stated number, allegation by allegation."""
        return estimates_table(self.weigh(), self._kept.standing())

    def provisions(self) -> Rows:
        """Which provisions the acts are held against, how they would fit, and how much of each somebody states."""
        return provisions_table(self.weigh())

    def provision(self, key: str) -> str:
        """How the provision *key* is cited: "S/RES/2270 (2016), paragraph 6"."""
        from attestry.reference import pack

        provision = pack.load().provisions.provision(key)
        return f"{provision.instrument.symbol}, paragraph {provision.paragraph}"

    def report(self, folder: str | Path, *, title: str = "") -> tuple[Path, ...]:
        """Write the report into *folder* and log what went out; the paths written.

        Unsupported if a sentence outruns its claims; nothing is written then.
        """
        from attestry.reference import pack
        from attestry.reporting import html
        from attestry.reporting.outline import outline
        from attestry.weighing.weigh import weigh

        reference, standing = pack.load(), self._kept.standing()
        findings, log = weigh(standing, reference), [self.key, *self.checkpoint().splitlines()]
        report = outline(findings, standing, reference.provisions, title=title or f"Case {self.name}", at=self._clock(), log=log)
        paths = html.write(report, Path(folder))
        if not self._kept.readonly:
            files = {path.relative_to(folder).as_posix(): digest_of(path.read_bytes()) for path in paths}
            self._kept.append([events.exported(files, self._kept.journal.size(), self._clock(), self._by)])
        return paths

    # ---- whether it holds

    def verify(self, *, blobs: bool = False, replay: bool = False, tail: bool = False, against: Sequence[str] = (),
               progress: Callable[[int, int], None] | None = None) -> Verification:
        """Hold the case against its log; *blobs* hashes every original anew, *replay* makes every table anew and compares.

        *against* are checkpoints and public keys that were kept elsewhere: only they can tell a log that was rewritten whole.
        """
        return verify(self._kept, blobs=blobs, replay=replay, tail=tail, against=against, progress=progress)

    def checkpoint(self) -> str:
        """The newest signed head of the log, to be kept where whoever holds this case cannot change it."""
        return (self._kept.checkpoint() or "") if self._kept.readonly else self._kept.sign()

    def prove(self, claim: str, folder: str | Path, *, originals: bool = False) -> tuple[Path, ...]:
        """Put into *folder* what a stranger needs to check a claim without us; the paths written.

        The claim's entry, its words and what was read in them, the proof that it stands in the log; the original if wanted.
        """
        self._kept.sign()
        found = self._kept.claim(claim)
        original = self._kept.document(found.document).original
        bytes_of = {original: self._kept.vault.get(original)} if originals else {}
        return write_bundle(bundle(self._kept, self._kept.claim_entry(claim)), Path(folder), bytes_of)

    def rebuild(self) -> int:
        """Make the tables that follow from the log anew; gives the number of entries read."""
        return self._kept.rebuild()


def read(place: str | Path, *, data: bytes | None = None, **given: str) -> Document:
    """The document that the file at *place* makes, or *data* that came from there; Unreadable if it makes none."""
    source = Source(str(place), given, data)
    found = Path(place).read_bytes() if data is None else data
    original = _original(source, found, Retrieval(source.place, utc_now(), whoever()))
    return read_alone(Job(original, Path(original.name).stem, given))


def extract(document: Document) -> tuple[Claim, ...]:
    """Every claim in *document*, in reading order."""
    return extract_alone(document).claims


def checked(place: str, given: Mapping[str, str]) -> Mapping[str, str]:
    """*given*, if each is a fact that can be said of a document, a date a date and a rendering one of ours; WrongCall if not."""
    for key in given:
        if key not in FACTS:
            raise WrongCall(f"{place}: {key!r} was given; one of {', '.join(FACTS)} is expected")
    if "date" in given and not _is_date(given["date"]):
        raise WrongCall(f"{place}: the date {given['date']!r} was given; YYYY-MM-DD is expected, such as 2024-10-30")
    if given.get("rendering", RENDERINGS[0]) not in RENDERINGS:
        raise WrongCall(f"{place}: the rendering {given['rendering']!r} was given; one of {', '.join(RENDERINGS)} is expected")
    return given


def whoever() -> str:
    """Who is at work: `ATTESTRY_BY`, else the name of the account, else "somebody"."""
    try:
        return os.environ.get("ATTESTRY_BY") or getpass.getuser()
    except (KeyError, OSError):         # a container without a user database
        return "somebody"


def utc_now() -> datetime:
    """The time, in whole seconds of UTC."""
    return datetime.now(UTC).replace(microsecond=0)


def examined() -> list[tuple[str, str, str]]:
    """What this machine has: a name, what was found, and what would help, "" where nothing need."""
    from attestry.machine import examined
    return examined()


def interval(quantity: Quantity) -> str:
    """A quantity in words: "more than 11,000"."""
    from attestry.reporting.intervals import interval_words
    return interval_words(quantity)


def firmly(claim: Claim) -> str:
    """How the innermost holder puts it: "assesses, as probable"."""
    from attestry.reporting.wording import wording
    return wording().verb(claim)


def _kept(source: Source, came: Retrieval, vault: Vault) -> Original | Problem:
    """The bytes of *source*, kept in *vault* before anything reads them."""
    try:
        data = Path(source.place).read_bytes() if source.data is None else source.data
    except OSError as fault:
        return Problem("no-file", source.place, str(fault.strerror or fault).lower(), "look at the path and its rights")
    vault.put(data)
    return _original(source, data, came)


def _done(jobs: Iterator[Job | None], workers: int) -> Iterator[list[Read | None]]:
    """What comes of each job, in order, as many at a time as have come; None of None.

    Processes are started only if there is more than one thing to do.
    """
    if not workers:
        yield from ([read_and_extract(job) if job else None] for job in jobs)
        return
    from attestry.crew import Crew, Lost

    held: deque[Job | None] = deque()

    def noted() -> Iterator[Job | None]:
        for job in jobs:
            held.append(replace(job, original=replace(job.original, data=b"")) if job else None)
            yield job

    def told(read: Read | Lost | None) -> Read | None:
        job = held.popleft()
        if isinstance(read, Lost) and job:
            mend = "the original is kept; add it again, or a cleaner copy"
            return not_read(Problem("unreadable", job.original.retrieval.place, read.says, mend))
        return None if isinstance(read, Lost) else read

    for batch in Crew(_task, workers).batches(noted()):
        yield [told(read) for read in batch]


def _task(job: Job | None) -> Read | None:
    return read_and_extract(job) if job else None


def _original(source: Source, data: bytes, came: Retrieval) -> Original:
    from attestry.reading import sniff

    name = Path(source.place).name if source.data is None else source.name or source.place.replace(" ", "-")
    return Original(digest_of(data), sniff.media_type(data), len(data), whole(name), replace(came, place=whole(came.place)), data)


def whole(name: str) -> str:
    """*name* with bytes that are no text written out, so that it can be logged: "caf\\udce9.txt"."""
    return name.encode("utf-8", "backslashreplace").decode()


def _given(document: Document) -> dict[str, str]:
    """What was said of *document* by those who added it."""
    facts = {name: getattr(document.about, name) for name in FACTS}
    return {name: stated.value for name, stated in facts.items() if stated is not None and stated.how is How.GIVEN}


def _is_date(words: str) -> bool:
    try:
        return date.fromisoformat(words).isoformat() == words       # 2024-W44-3 is ISO 8601 too, and not meant
    except ValueError:
        return False
