"""A number with the unit or coin that it is counted in."""

from __future__ import annotations

from decimal import Decimal

from attestry.extracting.layer import DECLINED, Here
from attestry.model.quantity import Quantity

PERCENT = "percent"


def nothing() -> None:
    """A number that counts no thing: a span of time, a pronoun, a share we do not reckon with."""


def pointing(here: Here) -> object:
    """'the two' points back and counts nothing; given back where a hedge stands before: 'the more than two'."""
    return DECLINED if here.sheet.words[here.last - 1] in here.lists["scales"] else None


def count(n: Decimal | Quantity) -> Quantity:
    """So many, whatever they are."""
    return n if isinstance(n, Quantity) else Quantity(n, n)


def sum_of_money(n: Decimal | Quantity, coin: str) -> Quantity:
    """So much of a coin."""
    return _in(count(n), coin)


def share(n: Decimal | Quantity) -> Quantity:
    """So many in a hundred."""
    return _in(count(n), PERCENT)


def length(n: Decimal | Quantity, unit: str) -> Quantity:
    """So far."""
    return _in(count(n), unit)


def half() -> Quantity:
    """half of them: 50 percent."""
    return _in(count(Decimal(50)), PERCENT)


def quarter() -> Quantity:
    """a quarter of them: 25 percent."""
    return _in(count(Decimal(25)), PERCENT)


def three_quarters() -> Quantity:
    """three quarters of them: 75 percent."""
    return _in(count(Decimal(75)), PERCENT)


def _in(quantity: Quantity, unit: str) -> Quantity:
    return Quantity(quantity.low, quantity.high, quantity.low_open, quantity.high_open, quantity.hedge, unit)
