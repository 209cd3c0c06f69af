"""From the engines down: no clock, no chance, no environment. What a function needs is handed to it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PURE = ("kernel", "rules", "trust", "fhir_r4", "engines", "analytics")
IMPURE_MODULES = {"os", "random", "secrets", "socket", "subprocess", "threading", "time", "urllib", "requests"}
IMPURE_CALLS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "open",
    "input",
    "print",
    "eval",
    "exec",
}

# msgspec crashes when two threads make decoders at once: the lock stands where they are made.
ALLOWED = {"fhir_r4/embedding.py": ["threading"]}

FILES = sorted(path for floor in PURE for path in (ROOT / "src" / "pagus" / floor).rglob("*.py"))


def impurities(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.partition(".")[0] in IMPURE_MODULES)
        elif (
            isinstance(node, ast.ImportFrom)
            and node.level == 0
            and (node.module or "").partition(".")[0] in IMPURE_MODULES
        ):
            yield node.module or ""
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in IMPURE_CALLS:
            yield ast.unparse(node.func)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT / "src" / "pagus")))
def test_file_has_no_clock_and_no_chance(path: Path) -> None:
    allowed = ALLOWED.get(path.relative_to(ROOT / "src" / "pagus").as_posix(), [])
    assert list(impurities(ast.parse(path.read_text(encoding="utf-8")))) == allowed


def test_an_impure_file_would_be_found() -> None:
    text = "import random\nfrom time import time\nx = datetime.now()\neval('1')\n"
    assert list(impurities(ast.parse(text))) == ["random", "time", "datetime.now", "eval"]
