"""The map of the house names every room, and every room says what it is."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

HOUSE = ROOT / "src" / "pagus"
MAP = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def folders(inside: Path) -> list[Path]:
    """Those with something in them: what only holds compiled files was a folder once."""
    return sorted(
        path
        for path in inside.iterdir()
        if path.is_dir() and any(each.is_file() and "__pycache__" not in each.parts for each in path.rglob("*"))
    )


FLOORS = folders(HOUSE)
ROOMS = [room for floor in FLOORS for room in folders(floor)]
CARDS = sorted(HOUSE.rglob("ROOM.md"))


@pytest.mark.parametrize("folder", [*FLOORS, *ROOMS], ids=lambda path: str(path.relative_to(HOUSE)))
def test_a_folder_is_on_the_map(folder: Path) -> None:
    name = folder.relative_to(HOUSE).as_posix()
    assert re.search(rf"`{re.escape(name)}/?`", MAP), f"ARCHITECTURE.md names no room {name}/"


@pytest.mark.parametrize("folder", [*FLOORS, *ROOMS], ids=lambda path: str(path.relative_to(HOUSE)))
def test_a_room_says_what_it_is(folder: Path) -> None:
    start = folder / "__init__.py"
    if not start.exists() or (folder / "ROOM.md").exists():
        return
    written = ast.get_docstring(ast.parse(start.read_text(encoding="utf-8")))
    assert written, "write a ROOM.md, or the docstring of the package"


@pytest.mark.parametrize("card", CARDS, ids=lambda path: str(path.parent.relative_to(HOUSE)))
def test_a_card_leads_to_tests_that_are_there(card: Path) -> None:
    named = re.findall(r"\btests/[\w/.]+", card.read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / name.rstrip("/.")).exists()] == []
