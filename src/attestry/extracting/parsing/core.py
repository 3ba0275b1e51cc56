"""Which inner loop is at work: the compiled one, or its pure-Python twin."""

from __future__ import annotations

import importlib
import logging
from functools import cache
from types import ModuleType


@cache
def core() -> ModuleType:
    """The compiled inner loop, or where it was not built its pure-Python twin, which gives the same trees."""
    try:
        compiled = importlib.import_module("attestry.extracting.parsing._fast")
    except ImportError:
        return _twin("is not there", "a C compiler at installation makes the compiled one")
    return compiled if hasattr(compiled, "nodes") else _twin("is older than the code beside it", "install again")


def _twin(what: str, mend: str) -> ModuleType:
    logging.getLogger(__name__).warning(
        f"the compiled parser {what}; its pure-Python twin gives the same trees, some eighty times slower ({mend})")
    return importlib.import_module("attestry.extracting.parsing.twin")
