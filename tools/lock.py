"""Resolve pyproject.toml into lock/*.txt: names, versions and hashes, no addresses.

Run with the project's environment: ``.venv/bin/python tools/lock.py [--upgrade]``.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UV = ROOT / ".boot" / "bin" / "uv"
OPTIONS = (
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-header",
    "--no-annotate",
    "--quiet",
)
LOCKS: dict[str, tuple[str, ...]] = {
    "core": (),
    "dev": (
        "--group=dev",
        "--extra=postgres",
        "--extra=compiled",
        "--extra=scale",
        "--extra=gateway",
        "--constraints=lock/core.txt",
    ),
    "tools": ("--group=tools", "--constraints=lock/core.txt"),
}


def lock(name: str, extra: tuple[str, ...]) -> None:
    """Write one lock file."""
    command = [str(UV), "pip", "compile", "pyproject.toml", *OPTIONS, *extra, f"--output-file=lock/{name}.txt"]
    subprocess.run([*command, *sys.argv[1:]], cwd=ROOT, check=True)
    text = (ROOT / "lock" / f"{name}.txt").read_text(encoding="utf-8")
    if "://" in text:
        raise SystemExit(f"lock/{name}.txt holds an address: a lock holds names, versions and hashes only")
    print(f"lock/{name}.txt: {text.count('==')} packages")


if __name__ == "__main__":
    for each, arguments in LOCKS.items():
        lock(each, arguments)
    boot = ROOT / "lock" / "boot.txt"
    version = subprocess.run([str(UV), "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
    compile_boot = [str(UV), "pip", "compile", "-", *OPTIONS, f"--output-file={boot}"]
    subprocess.run(compile_boot, input=f"uv=={version}\n", text=True, cwd=ROOT, check=True)
    print(f"lock/boot.txt: uv {version}")
