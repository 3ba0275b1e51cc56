"""What the machine at hand has, and what would help."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

SAFE_SQLITE = (3, 51, 3)            # from here on two connections in WAL mode cannot corrupt a file (sqlite.org, March 2026)
EXTRAS = (("report", "typst", "PDF reports"), ("postgres", "psycopg", "cases on PostgreSQL"),
          ("spark", "pyspark", "extraction on a Spark cluster"), ("ftm", "followthemoney", "checking FollowTheMoney exports"))


def examined() -> list[tuple[str, str, str]]:
    """What this machine has: a name, what was found, and what would help, "" where nothing need."""
    return [
        ("attestry", _version("attestry"), ""),
        ("python", f"{platform.python_version()} on {platform.system()} {platform.machine()}, {os.cpu_count()} processors", ""),
        _parser(),
        _sqlite(),
        *((name, f"here, for {purpose}" if find_spec(module) else f"not here ({purpose})",
           "" if find_spec(module) else f"pip install 'attestry[{name}]'") for name, module, purpose in EXTRAS),
    ]


def _parser() -> tuple[str, str, str]:
    if find_spec("attestry.extracting.parsing._fast"):
        return ("parser", "compiled", "")
    cure = "install again" if shutil.which("cc") else "install a C compiler and then attestry again"
    return ("parser", "in Python: the same trees, but slower", f"{cure}, if many documents are to be read")


def _sqlite() -> tuple[str, str, str]:
    if sqlite3.sqlite_version_info >= SAFE_SQLITE:
        return ("sqlite", sqlite3.sqlite_version, "")
    return ("sqlite", sqlite3.sqlite_version, "below 3.51.3 two writers at once may harm a file, so one at a time is let in")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed as a package"
