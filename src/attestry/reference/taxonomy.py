"""Things and norms, and what is a kind of what."""
from __future__ import annotations
from pathlib import Path
from collections.abc import Sequence
class Taxonomy: ...
def read(folders: Sequence[Path]) -> Taxonomy:
    return Taxonomy()
