"""Texts that strain a reader, at full size: `python tools/strain.py [SCALE] [NAME…]`.

Each is read and extracted in a process of its own; printed are its size, the seconds of the processor, the peak of memory, and
what came of it. SCALE (1) makes them smaller; NAME chooses some.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable

MEGABYTE = 1_000_000
SENTENCE = "The DPRK has sent Russia 20 rockets. "
TEXTS: dict[str, Callable[[float], str]] = {
    "one line without a stop": lambda scale: "the convoy went on and on " * int(10 * MEGABYTE * scale / 26),
    "one line of sentences": lambda scale: SENTENCE * int(10 * MEGABYTE * scale / len(SENTENCE)),
    "a million short sentences": lambda scale: "\n\n".join([SENTENCE * 10] * int(100_000 * scale)),
    "a million paragraphs": lambda scale: "It went on.\n\n" * int(1_000_000 * scale),
    "one word": lambda scale: "a" * int(10 * MEGABYTE * scale),
    "numbers alone": lambda scale: "20,000 1.5 340 7 " * int(10 * MEGABYTE * scale / 17),
    "numbers in lines": lambda scale: "20,000 1.5 340 7\n" * int(10 * MEGABYTE * scale / 17),
    "nested quotation marks": lambda scale: "“" * int(MEGABYTE * scale) + SENTENCE + "”" * int(MEGABYTE * scale),
    "quotations in quotations": lambda scale: "He said: “" * int(100_000 * scale) + SENTENCE + "”" * int(100_000 * scale),
    "straight quotation marks": lambda scale: '"' * int(2 * MEGABYTE * scale),
    "brackets": lambda scale: "(" * int(MEGABYTE * scale) + SENTENCE + ")" * int(MEGABYTE * scale),
    "full stops": lambda scale: "." * int(5 * MEGABYTE * scale),
    "full stops apart": lambda scale: ". " * int(2 * MEGABYTE * scale),
    "names alone": lambda scale: "Kim Yo Jong Robert Wood " * int(5 * MEGABYTE * scale / 24),
    "people in sentences": lambda scale: "".join(f"Mr. Aba{number:x} spoke of it. ".replace("0", "o").replace("1", "i")
                                                 for number in range(int(100_000 * scale))),
    "titles alone": lambda scale: "Mr. Ambassador Minister of " * int(2 * MEGABYTE * scale / 27),
    "names of States": lambda scale: "Statement by the Republic of " * int(2 * MEGABYTE * scale / 29),
    "initials": lambda scale: "A. B. C. " * int(2 * MEGABYTE * scale / 9),
    "speaker lines": lambda scale: "Mr. Wood (United States (United " * int(2 * MEGABYTE * scale / 32),
    "dates alone": lambda scale: "May 2024 to 12 June and from 3 to " * int(2 * MEGABYTE * scale / 34),
    "hyphens": lambda scale: "a-b-" * int(2 * MEGABYTE * scale / 4),
    "addresses": lambda scale: "a.b@c.d/e.f+g-" * int(2 * MEGABYTE * scale / 14),
    "apostrophes": lambda scale: "a'b’" * int(2 * MEGABYTE * scale / 4),
    "beyond the basic plane": lambda scale: "𝔗𝔥𝔢 🛰🛰 𝔥𝔞𝔰 20 🚀. " * int(5 * MEGABYTE * scale / 22),
    "combining marks": lambda scale: "é" + "\u0301" * int(5 * MEGABYTE * scale),
    "blanks": lambda scale: " " * int(10 * MEGABYTE * scale),
    "line ends": lambda scale: "\n" * int(5 * MEGABYTE * scale),
}


def main(scale: float, *names: str) -> None:
    """Print one line for each text."""
    print(f"{'text':<28}{'MB':>7}{'reading s':>11}{'extraction s':>14}{'peak MB':>9}  came of it")
    for name in names or TEXTS:
        call = [sys.executable, __file__, str(scale), "--alone", name]
        done = subprocess.run(call, capture_output=True, text=True, check=False)
        print(f"{name:<28}{done.stdout.strip() or done.stderr.strip().splitlines()[-1]}", flush=True)


def alone(scale: float, name: str) -> None:
    """Read one text here, and print what it took."""
    from attestry.line import extract_alone
    from attestry.workspace import read

    extract_alone(read("warm.txt", data=SENTENCE.encode()))
    data = TEXTS[name](scale).encode()
    began = time.process_time()
    document = read("strain.txt", data=data)
    middle = time.process_time()
    found = extract_alone(document)
    end = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    print(f"{len(data) / MEGABYTE:>7.1f}{middle - began:>11.1f}{end - middle:>14.1f}{peak:>9,.0f}  "
          f"{len(found.claims):,} claims, {len(found.leads):,} leads, {len(document.problems) + len(found.problems):,} problems")


if __name__ == "__main__":
    size = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    if "--alone" in sys.argv:
        alone(size, sys.argv[-1])
    else:
        main(size, *sys.argv[2:])
