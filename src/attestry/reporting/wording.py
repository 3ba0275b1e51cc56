"""The few words a report says itself, read from `wording.toml` beside this file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from attestry.model.claim import Basis, Certainty, Claim, Kind, Mode, Polarity
from attestry.model.errors import HouseFault
from attestry.model.law import Fit

_PLAIN = (Certainty.CERTAIN.value, Mode.ACTUAL.value, Mode.ONGOING.value)  # said by adding nothing


@dataclass(frozen=True, slots=True)
class Wording:
    """The tables of `wording.toml`; each pair is singular, plural."""

    tables: dict[str, dict[str, list[str]]]
    phrases: dict[str, dict[str, str]]

    def verb(self, claim: Claim) -> str:
        """How the innermost holder of *claim* puts it: "assesses, as probable"."""
        number = 1 if self.plural(claim.holder.name) else 0
        if claim.kind is Kind.VERDICT:
            return self.tables["verdict"][claim.polarity][number]
        if claim.kind in (Kind.POSITION, Kind.VERIFICATION):
            return self.tables[claim.kind.value].get(claim.frame, self.tables["states"][claim.basis])[number]
        if claim.polarity is Polarity.NEITHER:
            return self.tables["open"]["any"][number] + self.aside("mode", claim.mode)
        verbs = self.tables["denies" if claim.polarity is Polarity.DENIES else "states"]
        return verbs[claim.basis][number] + self.aside("certainty", claim.certainty) + self.aside("mode", claim.mode)

    def aside(self, table: str, key: str) -> str:
        """What is added after a verb for a certainty or a mode; nothing for the plain ones."""
        return "" if key in _PLAIN and key not in self.phrases[table] else self.phrases[table][key]

    def fit(self, fit: Fit) -> str:
        """How an act that fits like this stands to a paragraph, as the end of a sentence."""
        return self.phrases["fit"][fit]

    def holder(self, name: str) -> str:
        """*name* as it stands inside a sentence: "the United States", "unnamed media", "Robert Wood (United States)"."""
        if name in self.tables["nameless"]:
            return self.tables["nameless"][name][0]
        if name.startswith("?"):
            return f"unnamed {name[1:]}"
        return f"the {name}" if name in self.tables["article"]["names"] else name

    def plural(self, name: str) -> bool:
        """Whether *name* takes a plural verb: joint holders and most nameless ones."""
        if name.startswith("?"):
            return self.tables["nameless"].get(name, ["", "plural"])[1] == "plural"
        return " and " in name.partition("(")[0] or ") and " in name


@cache
def wording() -> Wording:
    """The wording that ships with attestry; HouseFault if it lacks a word for a value of the model."""
    read = tomllib.loads(files("attestry.reporting").joinpath("wording.toml").read_text(encoding="utf-8"))
    phrases = {name: read.pop(name) for name in ("certainty", "mode", "fit")}
    found = Wording(read, phrases)
    wanted: dict[str, set[Basis] | set[Polarity] | set[Fit] | set[Certainty] | set[Mode]] = {
        "states": set(Basis),
        "denies": set(Basis),
        "verdict": set(Polarity),
        "fit": set(Fit),
        "certainty": set(Certainty) - {Certainty.CERTAIN},
        "mode": set(Mode) - {Mode.ACTUAL, Mode.ONGOING},
    }
    for table, keys in wanted.items():
        missing = {key.value for key in keys} - set(phrases.get(table, read.get(table, {})))
        if missing:
            raise HouseFault(f"wording.toml: [{table}] has no words for {', '.join(sorted(missing))}; give them a line each")
    return found
