"""Run every code block of the documentation; with --paste, put what came out where the old output stands.

`python tools/docs.py [--paste] FILE…`. In a ```console block each line after `$ ` is typed into a shell, at a terminal of 120
columns without colour, and what comes out must be what stands below it; `…` stands for whatever comes there, on its own line
for any lines. A ```python block must run. The blocks of one file run in their order, in one empty folder that has the
examples beside it.
"""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")
WIPED = re.compile(r"[^\n]*\n(?:\x1b\[\?25h|\r)*\x1b\[1A\x1b\[2K|[^\n]*\x1b\[2K")    # a bar that was wiped away was never there
LOG = re.compile(r"(attestry/[a-z0-9-]+-)[0-9a-f]{8}/1(?:\+[0-9a-f]+\+[A-Za-z0-9+/=]+)?")    # another one each time
COLUMNS = 120


def main(*options: str) -> int:
    """How many blocks do not give what they show; each is printed, or mended with --paste."""
    pasting = "--paste" in options
    wrong = 0
    for path in [Path(option) for option in options if option != "--paste"]:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "examples").symlink_to(ROOT / "examples")
            text = path.read_text(encoding="utf-8")
            fresh = BLOCK.sub(lambda block, here=Path(folder): f"```{block[1]}\n{ran(block[1], block[2], here)}```", text)
            if pasting:
                path.write_text(fresh, encoding="utf-8")
            else:
                wrong += told(path, text, fresh)
    return wrong


def told(path: Path, text: str, fresh: str) -> int:
    """Print where *fresh* is not *text*; gives the number of blocks."""
    pairs = [(old[2], new[2]) for old, new in zip(BLOCK.finditer(text), BLOCK.finditer(fresh), strict=True) if old[2] != new[2]]
    for old, new in pairs:
        print(f"{path}: a block shows\n{old}and now gives\n{new}", file=sys.stderr)
    return len(pairs)


def ran(kind: str, body: str, folder: Path) -> str:
    """*body* with its output as it comes now; unchanged where it still fits what is shown."""
    if kind == "python":
        call = [sys.executable, "-c", body]
        done = subprocess.run(call, cwd=folder, capture_output=True, text=True, check=False)
        return body if done.returncode == 0 else body + done.stderr
    shown = re.split(r"^(?=\$ )", body, flags=re.MULTILINE)
    return shown[0] + "".join(_typed(each, folder) for each in shown[1:])


def _typed(shown: str, folder: Path) -> str:
    """One command with its output; lines that end in a backslash go on."""
    lines = shown.splitlines(keepends=True)
    length = next((place for place, line in enumerate(lines, 1) if not line.endswith("\\\n")), len(lines))
    command, expected = "".join(lines[:length]), "".join(lines[length:])
    out = at_terminal(command.removeprefix("$ "), folder)
    blank = "\n" if expected.endswith("\n\n") or expected == "\n" else ""      # the empty line before the next command is ours
    return command + (expected if fits(expected.removesuffix(blank) if blank else expected, out) else out + blank)


def fits(expected: str, out: str) -> bool:
    """Whether *out* is *expected*, `…` standing for anything."""
    pattern = re.sub(r"(?m)^…$", "(?:.*\n)*?.*", re.escape(expected.rstrip("\n"))).replace("…", ".*?")
    return re.fullmatch(pattern, out.rstrip("\n")) is not None


def at_terminal(command: str, folder: Path) -> str:
    """What *command* prints at a terminal, trailing spaces taken off."""
    environment = dict(os.environ, TERM="xterm", COLUMNS=str(COLUMNS), LINES="40", NO_COLOR="1", ATTESTRY_BY="monitor",
                       PATH=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    leader, follower = pty.openpty()
    with subprocess.Popen(["sh", "-c", command], cwd=folder, stdin=subprocess.DEVNULL, stdout=follower, stderr=follower,
                          env=environment) as process:
        os.close(follower)
        chunks = []
        while True:
            try:
                chunk = os.read(leader, 65536)
            except OSError:             # Linux says so when the other end is closed
                break
            if not chunk:
                break
            chunks.append(chunk)
        process.wait()
    os.close(leader)
    written = b"".join(chunks).decode("utf-8", "replace").replace("\r\n", "\n")
    text = LOG.sub(r"\1…", ESCAPES.sub("", WIPED.sub("", written)))
    return "\n".join(line.rstrip() for line in text.splitlines()).rstrip("\n") + "\n" if text.strip() else ""


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
