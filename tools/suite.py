"""Every check of the project, in the order of their price; one line for each, and one exit code.

--strict   a missing tool fails; only an absent ../shared may skip
--long     also the slow tests
-- ...     arguments for pytest
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
STRICT_TYPES = [
    "errors.py",
    "kernel",
    "rules",
    "kit_language",
    "trust",
    "fhir_r4",
    "library",
    "engines",
    "analytics",
    "gateway",
]
# The shell stands on Django, which has no types: what comes from there is Any. Everything else is checked strictly.
UNTYPED_FRAMEWORK = [
    "--allow-subclassing-any",
    "--allow-untyped-decorators",
    "--no-warn-return-any",
    "--no-warn-unused-ignores",
    "--disable-error-code=import-untyped",
    "--exclude=/migrations/",
    "--cache-dir=.mypy_cache/shell",
]


def steps(arguments: argparse.Namespace) -> dict[str, list[str]]:
    """The commands, by the name shown in the table."""
    # A file at a time, in their order: what a file prepares once is prepared once, not by each of two processes.
    pytest = [str(BIN / "pytest"), "--numprocesses=2", "--dist=loadfile", "--no-loadscope-reorder", "--quiet"]
    pytest += arguments.pytest
    pytest += ["--strict-tools"] if arguments.strict else []
    pytest += ["--long"] if arguments.long else []
    return {
        "lint": [str(BIN / "ruff"), "check", "--quiet", "."],
        "format": [str(BIN / "ruff"), "format", "--quiet", "--check", "."],
        "import contracts": [str(BIN / "lint-imports"), "--no-cache"],
        "types": [str(BIN / "mypy"), "--strict", *(f"src/pagus/{part}" for part in STRICT_TYPES)],
        "types of the shell": [
            str(BIN / "mypy"),
            "--strict",
            *UNTYPED_FRAMEWORK,
            "src/pagus",
        ],
        "documentation": [str(BIN / "mkdocs"), "build", "--strict", "--site-dir", "build/site"],
        "tests": pytest,
    }


def main() -> int:
    """Run all steps, also after a failure, and say at the end what failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("--long", action="store_true")
    parser.add_argument("pytest", nargs="*")
    arguments = parser.parse_args()
    rows: list[tuple[str, int, float]] = []
    for name, command in steps(arguments).items():
        print(f"\n== {name}", flush=True)
        started = time.monotonic()
        code = subprocess.run(command, cwd=ROOT, check=False, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}).returncode
        rows.append((name, code, time.monotonic() - started))
    print()
    for name, code, seconds in rows:
        print(f"{'ok    ' if code == 0 else 'FAILED'} {name:<18} {seconds:7.1f} s")
    return 1 if any(code for _, code, _ in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
