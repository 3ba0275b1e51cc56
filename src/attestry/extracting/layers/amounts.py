"""A measure with the bound that its speaker put on it."""

from __future__ import annotations

from dataclasses import replace

from attestry.extracting.layer import DECLINED, Here
from attestry.model.quantity import Hedge, Quantity


def exactly(n: Quantity) -> Quantity:
    """n, neither more nor less."""
    return n


def above(n: Quantity) -> Quantity:
    """more than n: n itself is not allowed."""
    return replace(n, high=None, low_open=True, high_open=False)


def well_above(n: Quantity) -> Quantity:
    """well over n: by how much nobody says."""
    return replace(above(n), hedge=Hedge.VAGUE)


def just_above(n: Quantity) -> Quantity:
    """slightly more than n."""
    return replace(above(n), hedge=Hedge.APPROX)


def at_least(n: Quantity) -> Quantity:
    """at least n: n itself is allowed."""
    return replace(n, high=None, high_open=False)


def below(n: Quantity) -> Quantity:
    """fewer than n: n itself is not allowed."""
    return replace(n, low=None, low_open=False, high_open=True)


def well_below(n: Quantity) -> Quantity:
    """far fewer than n."""
    return replace(below(n), hedge=Hedge.VAGUE)


def just_below(n: Quantity) -> Quantity:
    """just under n."""
    return replace(below(n), hedge=Hedge.APPROX)


def at_most(n: Quantity) -> Quantity:
    """up to n: n itself is allowed."""
    return replace(n, low=None, low_open=False)


def about(n: Quantity) -> Quantity:
    """some n: n with an approximate hedge; what was vague before stays vague."""
    return n if n.hedge is Hedge.VAGUE else replace(n, hedge=Hedge.APPROX)


def low_to_high(low: Quantity, high: Quantity, here: Here) -> object:
    """low to high, both allowed; given back where they fall, are of different units, or a dash sets a remark off."""
    if here.remarks or low.low is None or high.high is None or low.low >= high.high or (low.unit and low.unit != high.unit):
        return DECLINED
    return Quantity(low.low, high.high, hedge=high.hedge, unit=high.unit)


def about_low_to_high(low: Quantity, high: Quantity, here: Here) -> object:
    """some low to high."""
    found = low_to_high(low, high, here)
    return about(found) if isinstance(found, Quantity) else found


def strictly_between(low: Quantity, high: Quantity, here: Here) -> object:
    """more than low but fewer than high: neither is allowed."""
    found = low_to_high(low, high, here)
    return replace(found, low_open=True, high_open=True) if isinstance(found, Quantity) else found
