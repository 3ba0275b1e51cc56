"""What we know beforehand, from packs: folders of TOML that are read strictly, each part only when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path

from attestry.model.errors import PackFault
from attestry.reference import frames, gazetteer, leads, lexicon, provisions, strict, taxonomy, tongue

PACKS = Path(__file__).resolve().parent.parent / "packs"
"""The packs that come with attestry."""

STANDARD = ("english", "world", "un-dprk")


@dataclass(frozen=True)
class Reference:
    """The packs in use, in order; a later one adds to an earlier one and never takes away.

    Each part is read when it is first asked for and then kept, so that a command pays only for what it needs.
    """

    folders: tuple[Path, ...]

    def files(self, pattern: str) -> Iterator[Path]:
        """The files of all packs that fit *pattern* ("layers/*.toml"), pack by pack and by name within a pack."""
        for folder in self.folders:
            yield from sorted(folder.glob(pattern))

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the names and bytes of every TOML file of the packs, so that a reading can say what it was read with."""
        total = sha256()
        for path in self.files("**/*.toml"):
            total.update(f"{strict.shown(path)}\0".encode())
            total.update(sha256(path.read_bytes()).digest())
        return total.hexdigest()

    @cached_property
    def gazetteer(self) -> gazetteer.Gazetteer:
        """Who can speak, act or be acted upon, and under what names."""
        return gazetteer.read(self.folders)

    @cached_property
    def taxonomy(self) -> taxonomy.Taxonomy:
        """Things and norms, and what is a kind of what."""
        return taxonomy.read(self.folders)

    @cached_property
    def provisions(self) -> provisions.Law:
        """Binding paragraphs, ceilings, and the typical acts that would fall under them."""
        return provisions.read(self.folders)

    @cached_property
    def lexicon(self) -> lexicon.Lexicon:
        """Words of saying and knowing, of the first pack that has them."""
        return lexicon.load(self._language)

    @cached_property
    def frames(self) -> frames.Frames:
        """Acts, verdicts, stances and remarks, and the words that call them up."""
        return frames.load(self._language)

    @cached_property
    def leads(self) -> leads.LeadWords:
        """Words at which a person should look where no claim was read."""
        return leads.load(self._language)

    @cached_property
    def tongue(self) -> tongue.Tongue:
        """The words that tell text in the language of the first pack that has one from text in others."""
        return tongue.load(self._language)

    @property
    def _language(self) -> Path:
        folder = next((folder for folder in self.folders if (folder / "ways.toml").is_file()), None)
        if folder is None:
            names = ", ".join(folder.name for folder in self.folders)
            raise PackFault(f"packs {names}: no language pack is among them, one with ways.toml is expected")
        return folder


def load(names: Sequence[str] = STANDARD, root: Path | None = None) -> Reference:
    """The packs called *names* under *root*, or of those that come with attestry. PackFault if one is not there."""
    return _load(tuple(names), root or PACKS)


@lru_cache(maxsize=8)
def _load(names: tuple[str, ...], root: Path) -> Reference:
    known = sorted(folder.name for folder in root.iterdir() if folder.is_dir()) if root.is_dir() else []
    for name in names:
        strict.known(name, known, strict.Where(strict.shown(root)), "a pack")
    if not names:
        raise PackFault(f"{strict.shown(root)}: no pack was named, one at least is expected; known: {', '.join(known)}")
    return Reference(tuple(root / name for name in names))
