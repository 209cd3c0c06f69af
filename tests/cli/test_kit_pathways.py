"""``pagus kit pathway`` and ``simulate``, and how a pathway passes lint, test, show and diff."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.kit_language.pathway_kit import pathway_changed, write_pathway_kit

Speak = Callable[..., tuple[int, str, str]]
Document = Callable[..., tuple[int, Any]]


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return str(write_pathway_kit(tmp_path / "activity"))


def test_a_pathway_in_words_and_as_a_drawing(folder: str, tmp_path: Path, pagus: Speak, document: Document) -> None:
    svg = tmp_path / "activity.svg"
    code, said, _ = pagus("kit", "pathway", folder, "--svg", str(svg), "--language", "de")
    assert code == 0
    assert "Der Pfad beginnt mit „Prescribed“." in said
    assert ElementTree.parse(svg).getroot().get("lang") == "de"
    code, found = document("kit", "pathway", folder, "--name", "calling")
    assert (code, found["name"]) == (0, "calling")
    assert [box["state"] for box in found["drawing"]["boxes"]] == ["trying", "reached", "given_up"]
    code, _, problem = pagus("kit", "pathway", folder, "--name", "nothing")
    assert code == 5
    assert "it has activity, calling" in problem


def test_people_who_do_not_exist(folder: str, pagus: Speak, document: Document) -> None:
    code, found = document("kit", "simulate", folder, "--n", "40", "--seed", "3", "--param", "relay_sessions=1")
    assert (code, found["people"], found["simulated"]) == (0, 40, True)
    assert sum(found["outcomes"].values()) == 40
    code, said, _ = pagus("kit", "simulate", folder, "--n", "40")
    assert code == 0
    assert said.startswith("SIMULATED: 40 people who do not exist")
    assert "Taken for granted, and measured by nobody:" in said
    assert pagus("kit", "simulate", folder, "--n", "0")[0] == 2
    assert pagus("kit", "simulate", folder, "--days", "0")[0] == 2
    assert pagus("kit", "simulate", folder, "--param", "relay_sessions=99")[0] == 2


def test_the_other_verbs_know_pathways(folder: str, tmp_path: Path, pagus: Speak, document: Document) -> None:
    assert document("kit", "lint", folder) == (0, {"activity": []})
    code, found = document("kit", "test", folder)
    assert (code, found["activity"]["failed"], found["activity"]["way_coverage"]) == (0, 0, 1.0)
    assert "To be oriented" in pagus("kit", "show", folder)[1]
    other = write_pathway_kit(tmp_path / "other" / "activity", pathway_changed("limitation >= 3", "limitation >= 2"))
    code, found = document("kit", "diff", folder, str(other))
    assert code == 3, "the version number says less than what changed"
    assert [change["words"] for change in found["changes"]] == ["state activity.prescribed: transitions changed"]
