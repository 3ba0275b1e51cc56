"""Make the project's virtual environment with what the machine has: uv, or venv and pip.

Standard library only, so that it runs before anything is installed. Every package comes as a wheel whose hash stands in
the lock; the project itself is installed editable, its optional extension built if there is a compiler.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

FLOOR = (3, 11)                       # Debian 12's own Python


def main() -> None:
    """Read the call, make the environment, say how long it took."""
    parser = argparse.ArgumentParser(description="Make the project's virtual environment.")
    parser.add_argument("--venv", default=".venv", type=Path, help="where the environment goes")
    parser.add_argument("--lock", required=True, type=Path, help="requirements file with hashes")
    call = parser.parse_args()
    if sys.version_info < FLOOR:
        sys.exit(f"This is Python {sys.version.split()[0]} ({sys.executable}); 3.11 or newer is needed.\n"
                 "Name another with:  make PYTHON=python3.12 …")
    began = time.monotonic()
    installer = install(call.venv, call.lock, Path(__file__).resolve().parent)
    print(f"Environment {call.venv} is ready, made with {installer} in {time.monotonic() - began:.1f} s.", flush=True)


def install(venv: Path, lock: Path, project: Path) -> str:
    """Everything in *lock* and then *project* installed into *venv*; gives the installer's name."""
    python = venv / "bin" / "python"
    calm = dict(os.environ, UV_PYTHON_DOWNLOADS="never", UV_LINK_MODE="copy", PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1")
    calm.pop("PYTHONDONTWRITEBYTECODE", None)     # compiled bytecode is what keeps the start under 0.2 s
    uv = found_uv()
    if uv:
        if not works(python):
            run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(venv)], calm)
        pip = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(python)]
    else:
        if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
            sys.exit(f"{sys.executable} comes without venv and pip, and there is no uv.\n"
                     "On Debian or Ubuntu run:  apt-get install -y python3-venv\nthen repeat the make command.")
        if not works(python, "-m", "pip", "--version"):
            run([sys.executable, "-m", "venv", "--clear", str(venv)], calm)
        pip = [str(python), "-m", "pip", "install", "-qq"]
    run([*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(lock)], calm)
    run([*pip, "--no-deps", "--no-build-isolation", "-e", str(project)], calm)
    return "uv" if uv else "pip"


def found_uv() -> str | None:
    """A uv that runs; a shim that only prints how to choose a version is none."""
    uv = shutil.which("uv")
    return uv if uv and works(Path(uv), "--version") else None


def works(program: Path, *call: str) -> bool:
    """Whether *program* is there and runs: a Python older than the floor does not count as running."""
    check = call or ("-c", f"import sys; sys.exit(sys.version_info < {FLOOR})")
    try:
        return subprocess.run([str(program), *check], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def run(call: list[str], environment: dict[str, str]) -> None:
    """Run *call*; if it stops, stop with its status and name it."""
    status = subprocess.run(call, env=environment, stdin=subprocess.DEVNULL, check=False).returncode
    if status:
        sys.exit(f"{' '.join(call)}\nstopped with status {status}; its own words stand above.")


if __name__ == "__main__":
    main()
