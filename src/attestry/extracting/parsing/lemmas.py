"""Dictionary forms of English words, by word and Penn tag.

Irregular words come from packs/english/words/irregular.toml, all others from rules of spelling. Against the lemma column of
the treebanks the rules go wrong on misspelt words and little else. Nouns always lose their plural: "munitions" gives
"munition", "arms" gives "arm"; only nouns without a singular of their own ("people", "premises") keep it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from attestry.model.errors import PackFault

_FILE = "packs/english/words/irregular.toml"
_TABLES = ("verbs", "nouns", "comparisons", "small", "doubtful")


@dataclass(frozen=True, slots=True)
class Irregular:
    """The words of irregular.toml: form to base for each kind, and the bases themselves."""

    verbs: dict[str, str]
    nouns: dict[str, str]
    comparisons: dict[str, str]
    small: dict[str, str]
    bases: frozenset[str]


@lru_cache(maxsize=65_536)
def lemma(word: str, tag: str) -> str:
    """The dictionary form of *word* (lower case, as tokens are compared) read as *tag*, in lower case."""
    known = irregular()
    match tag:
        case "VBD" | "VBN" | "VBG":
            found = known.verbs.get(word) or _verb(word)
        case "VBZ":
            found = known.verbs.get(word) or singular(word)
        case "VB":
            found = word if word in known.bases else known.verbs.get(word, word)
        case "VBP":                                             # "we found" is more often mistaken for a present than one
            found = known.verbs.get(word, word)
        case "NNS" | "NNPS":
            found = known.nouns.get(word) or singular(word)
        case "JJR" | "RBR" | "JJS" | "RBS":
            found = known.comparisons.get(word) or _plain(word)
        case "MD" | "PRP" | "DT" | "RB":
            found = known.small.get(word, word)
        case _:
            found = word
    return found


def singular(word: str) -> str:
    """*word* without the -s of a plural or of a verb's third person; a plural in -men is one of men."""
    if word.endswith("men") and len(word) > 4:
        return word[:-3] + "man"
    if word.endswith("children"):
        return word[:-3]
    if not word.endswith("s") or word.endswith(("ss", "sis")) or len(word) < 3:
        return word
    if len(word) == 3:
        return word if word[1] in "aiu" else word[:-1]
    if word.endswith("ies"):
        return word[:-1] if len(word) == 4 else word[:-3] + "y"
    return word[:-2] if _HISSING.search(word) else word[:-1]


_HISSING = re.compile(r"(?:ss|sh|[^a]ch|tach|each|oach|tax|lax|max|[^a]x|zz|[^ou]o)es$")
"""Ends after which the ending is -es: "losses", "pushes", "launches", "attaches", "taxes", "vetoes", but not "caches", "axes"."""


def _verb(word: str) -> str:
    """The base of a verb in -ed or -ing; any other word is left as it is."""
    if word.endswith("ied"):
        return word[:-1] if len(word) == 4 else word[:-3] + "y"
    if word.endswith("ying") and len(word) == 5:                # "dying", "tying"
        return word[0] + "ie"
    stem = word[:-3] if word.endswith("ing") else word[:-2] if word.endswith("ed") else ""
    if len(stem) < 2 or not re.search("[aeiouy]", stem):        # "bring", "red"
        return word
    bases = irregular().bases
    single = stem[:-1] if stem[-1] == stem[-2] else stem
    for base in (stem, stem + "e", single, re.sub("ick$", "ic", stem)):     # the last for "trafficking"
        if base in bases:
            return base
    if single != stem and _is_doubled(stem):
        return single
    return stem + "e" if _LOST.search(stem) and not _WHOLE.search(stem) else stem


def _is_doubled(stem: str) -> bool:
    """Whether the last letter of *stem* was doubled before its ending: "transferr", "travell", not "add", "kill", "pass"."""
    if stem[-1] in "aeiousfz" or len(stem) < 4:
        return False
    return stem[-1] != "l" or re.search(r"[aeiou][^aeiou]+[aeiou]ll$|[aeiou]{2}ll$", stem) is not None


# Stems that never lost an e, though the list below would say so: two vowels before one consonant, and unstressed ends.
_WHOLE = re.compile(r"ee$|[aeiou]{2}(?:[bdfgklmnprt]|th)$(?<!creat)(?<!qui[rp])(?<!uot)(?<!iat)(?<!uat)(?<!suad)")
# Stems that lost an e before -ed or -ing. A short verb would have doubled its last letter, so it had an e: "hop", "nam".
_LOST = re.compile(r"""
    ^[^aeiou]*[aeiou][bdfgklmnprstvz]$ | ^us$
  | [cuvz]$ (?<!tz) | e$                            # provid|e: "announc", "continu", "receiv", "organiz"; "agre"
  | [aiu][bdgkmnprt]$ (?<![^aeiou]it) | [eo]k$ | [cou]d$ | [^aeo]ed$ | ot$ | (?:or|er)c$
  | [bcdfgkptz]l$ | [^aeiou][iu]l$                  # "enabl", "compil"
  | [adelr]g$ | [ae]ng$ | ieg$ | [aeiou]s$ | ys$ | [klnprw]s$
  | (?:at|scrib|welcom|acr|ntr|tyl|plor|stor|nor|reat)$
""", re.VERBOSE)


def _plain(word: str) -> str:
    """The plain form of a comparative in -er or a superlative in -est."""
    stem = word[:-3] if word.endswith("est") else word[:-2] if word.endswith("er") else ""
    if not re.search("[aeiouy]", stem):
        return word
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "aeiousl":
        return stem[:-1]
    if re.search(r"[cfguv]$(?<!ng)(?<!ief)(?<!eaf)|[bdgpt]l$|[^aeiou][aiu][dkmnprst]$|[aeiou]s$", stem):
        return stem + "e"
    return stem


@cache
def irregular() -> Irregular:
    """The irregular words, read once. PackFault where the file says what nobody reads."""
    file = resources.files("attestry").joinpath(_FILE)
    pack = tomllib.loads(file.read_text(encoding="utf-8"))
    for key in pack:
        if key not in _TABLES:
            raise PackFault(f"{_FILE}: table '{key}' is none of {', '.join(_TABLES)}; rename or remove it")
    doubtful = pack["doubtful"].pop("verbs")
    for key in pack.pop("doubtful"):
        raise PackFault(f"{_FILE}: doubtful.{key} is not 'verbs'; rename or remove it")
    tables = {name: {form: base for base, forms in table.items() for form in (base, *forms)} for name, table in pack.items()}
    # A form that is also a base of its own ("lay", "saw") is the other verb's form when it is inflected.
    tables["verbs"] |= {form: base for base, forms in pack["verbs"].items() for form in forms}
    return Irregular(**tables, bases=frozenset(pack["verbs"]) | frozenset(doubtful))
