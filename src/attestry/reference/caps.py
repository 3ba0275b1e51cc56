"""Ceilings, dated windows and deadlines as data, with the conversion factors that others use and their standing."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from attestry.model.law import Provision
from attestry.reference import strict


@dataclass(frozen=True, slots=True)
class OtherLimit:
    """The same ceiling in another unit, and how the text joins the two."""

    limit: Decimal
    unit: str
    joined_by: Literal["or", "whichever_is_lower"]
    implied_barrels_per_tonne: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """The time over which a ceiling counts."""

    kind: Literal["rolling_year_fixed_start", "window", "any_12_months", "any_date", "deadline"]
    starts: date
    repeats: bool
    months: int | None = None
    ends: date | None = None

    def holds(self, first: date, last: date) -> bool:
        """Whether the days from *first* to *last* lie in one span over which the ceiling counts: one year, one window."""
        if first < self.starts or last < first or (self.ends is not None and last > self.ends):
            return False
        if self.kind != "rolling_year_fixed_start":
            return self.months is None or last < _months_after(first, self.months)
        return self._year(first) == self._year(last)

    def _year(self, day: date) -> int:
        return day.year - ((day.month, day.day) < (self.starts.month, self.starts.day))


@dataclass(frozen=True, slots=True)
class Counting:
    """Who counts, what is counted, and when supply must stop."""

    official_ledger: str = ""
    thresholds_percent: tuple[int, ...] = ()
    stop_rule: str = ""
    included: str = ""
    separate_bans: str = ""
    unnotified: str = ""
    two_units: str = ""
    unit_rule: str = ""


@dataclass(frozen=True, slots=True)
class Cap:
    """A ceiling of one provision; without `limit` the text gives no number but a rule, which stands in `unit`."""

    id: str
    provision: str
    object: str
    direction: str
    unit: str
    scope: str
    period: Window
    status: Literal["in_force", "overtaken", "ended", "spent"]
    binds: tuple[str, ...]
    verified: bool
    limit: Decimal | None = None
    alternative_limit: OtherLimit | None = None
    overtaken_by: str = ""
    ended_by: str = ""
    ended_on: date | None = None
    counting: Counting = Counting()
    conditions: tuple[str, ...] = ()
    conversion: str = ""
    warning: str = ""
    note: str = ""

    def limits(self) -> tuple[tuple[Decimal, str], ...]:
        """Each number of the ceiling with its unit."""
        main = ((self.limit, self.unit),) if self.limit is not None else ()
        return main + (((self.alternative_limit.limit, self.alternative_limit.unit),) if self.alternative_limit else ())


@dataclass(frozen=True, slots=True)
class Factor:
    """One conversion factor and its standing."""

    product: str
    status: str
    barrels_per_tonne: Decimal | None = None
    tonnes_per_barrel: Decimal | None = None
    tonnes_per_kilolitre: Decimal | None = None
    who: str = ""
    basis: str = ""
    source_url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RuleOrder:
    """A rule of conversion and its place in the order."""

    n: int
    rule: str
    status: str


@dataclass(frozen=True, slots=True)
class Table:
    """A published table."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class InTonnes:
    """The ceiling in tonnes at one factor; never printed without it."""

    barrels_per_tonne: Decimal
    tonnes: Decimal


@dataclass(frozen=True, slots=True)
class Conversion:
    """How one kind of goods is converted, and by whom."""

    who: str
    factors: tuple[Factor, ...]
    rule_order: tuple[RuleOrder, ...] = ()
    source_url: str = ""
    table_source: Table | None = None
    alternatives: tuple[Factor, ...] = ()
    alternatives_source: str = ""
    constants: Mapping[str, Decimal] = field(default_factory=dict)
    cap_in_tonnes: tuple[InTonnes, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date that a provision fixes by counting from another."""

    provision: str
    what: str
    from_: date | None = None
    days: int | None = None
    months: int | None = None
    days_before: int | None = None
    due: date | None = None
    ended_by: str = ""


@dataclass(frozen=True, slots=True)
class CapFile:
    """caps.toml."""

    cap: tuple[Cap, ...] = ()
    deadline: tuple[Deadline, ...] = ()
    conversion: Mapping[str, Conversion] = field(default_factory=dict)
    factor_status: Mapping[str, str] = field(default_factory=dict)


def checked_caps(files: Sequence[tuple[CapFile, str]], provisions: Mapping[str, Provision], objects: Collection[str],
                 bound: Collection[str]) -> dict[str, Cap]:
    """The ceilings of all *files* by id.

    PackFault on a link that dangles, a ceiling without its entry, a date or a sum that does not add up.
    """
    caps: dict[str, Cap] = {}
    for file, shown in files:
        caps |= strict.unique(file.cap, lambda cap: cap.id, strict.Where(shown, key="cap"))
    for file, shown in files:
        for cap in file.cap:
            where = strict.Where(shown, f"cap {cap.id!r}")
            _check_cap(cap, file, caps, where)
            strict.known(cap.provision, provisions, where.at("provision"), "a provision")
            strict.known(cap.object, objects, where.at("object"), "a word of vocabulary.toml")
            for holder in cap.binds:
                strict.known(holder, bound, where.at("binds"), "a word of vocabulary.toml")
            if cap.ended_by:
                strict.known(cap.ended_by, provisions, where.at("ended_by"), "a provision")
        for deadline in file.deadline:
            where = strict.Where(shown, f"deadline {deadline.what!r}")
            strict.known(deadline.provision, provisions, where.at("provision"), "a provision")
            if deadline.ended_by:
                strict.known(deadline.ended_by, provisions, where.at("ended_by"), "a provision")
            _check_deadline(deadline, where)
        for name, conversion in file.conversion.items():
            _check_conversion(conversion, file, caps, strict.Where(shown, f"conversion {name!r}"))
    capped = {cap.provision for cap in caps.values()}
    for provision in provisions.values():
        if provision.modality == "cap" and provision.id not in capped:
            raise strict.fault(strict.Where("caps.toml"), f"provision {provision.id!r} is a ceiling, but no [[cap]] gives it")
    return caps


def _check_cap(cap: Cap, file: CapFile, caps: Mapping[str, Cap], where: strict.Where) -> None:
    if cap.overtaken_by:
        strict.known(cap.overtaken_by, caps, where.at("overtaken_by"), "a cap")
    if cap.conversion:
        strict.known(cap.conversion, file.conversion, where.at("conversion"), "a conversion")


def _check_deadline(deadline: Deadline, where: strict.Where) -> None:
    if deadline.from_ is None or deadline.due is None:
        return
    due = _months_after(deadline.from_, deadline.months or 0) + timedelta(days=deadline.days or 0)
    if due != deadline.due:
        raise strict.fault(where.at("due"), f"{deadline.due} was found, {due} follows from {deadline.from_}")


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _check_conversion(conversion: Conversion, file: CapFile, caps: Mapping[str, Cap], where: strict.Where) -> None:
    for factor in (*conversion.factors, *conversion.alternatives):
        strict.known(factor.status, file.factor_status, where.at(f"factors.{factor.product}"), "a standing of [factor_status]")
    for told in conversion.cap_in_tonnes:
        if not any(abs(cap.limit / told.barrels_per_tonne - told.tonnes) <= 1 for cap in caps.values()
                   if cap.limit is not None and cap.unit == "barrel" and cap.status == "in_force"):
            raise strict.fault(where.at("cap_in_tonnes"), f"{told.tonnes} t at {told.barrels_per_tonne} is no ceiling in force")
