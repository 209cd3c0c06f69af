"""One set of vectors, made from plain formulas, holds Python here and the page in tests/e2e/test_access_kernel.py."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from pagus.engines.access.inequality import inequality
from pagus.engines.access.model import Decay, Pairs, Points
from pagus.engines.access.straight import StraightRouter
from pagus.engines.access.whatif import Close, Column, Edit, Move, Open, SetCapacity, SetPeople, State, column_at
from tests.engines.access import write_vectors
from tests.engines.access.making import method_of

MEASURES = ("people", "mean", "gini", "theil", "atkinson", "p10", "p50", "p90", "p90_p10", "share_at_or_under")


def cases(name: str) -> list[dict[str, Any]]:
    return json.loads((write_vectors.FOLDER / f"{name}.json").read_text(encoding="utf-8"))["cases"]


def close(found: Any, expected: Any) -> None:
    assert found == pytest.approx(expected, rel=1e-12, abs=1e-14)


def agree(found: float | None, expected: float | None) -> bool:
    if found is None or expected is None:
        return found is expected
    return found == pytest.approx(expected, rel=1e-9, abs=1e-12)


def edit_of(entry: dict[str, Any]) -> Edit:
    def column() -> Column:
        found = entry["column"]
        return Column(np.array(found["demand"], np.int32), np.array(found["minutes"], np.float32))

    match entry["kind"]:
        case "set_capacity":
            return SetCapacity(entry["site"], entry["capacity"])
        case "close":
            return Close(entry["site"])
        case "move":
            return Move(entry["site"], column())
        case "open":
            return Open(column(), entry["capacity"])
    return SetPeople(np.array(entry["places"]), np.array(entry["std_people"]))


def state_of(table: dict[str, Any]) -> State:
    pairs = Pairs(
        site_ptr=np.array(table["site_ptr"]),
        demand=np.array(table["demand"], np.int32),
        minutes=np.array(table["minutes"], np.float32),
        limit_min=table["limit_min"],
        demand_count=len(table["std_people"]),
        router="vectors",
    )
    method = table["method"]
    decay = Decay(tuple(method["edges_min"]), tuple(method["weights"]))
    return State(pairs, np.array(table["std_people"]), np.array(table["capacity"]), method_of(method["family"], decay))


def test_the_vectors_are_what_the_script_writes() -> None:
    for name, written in (
        ("edits", write_vectors.edits()),
        ("inequality", write_vectors.inequalities()),
        ("straight", write_vectors.straight_lines()),
    ):
        kept = cases(name)
        assert [case["name"] for case in kept] == [case["name"] for case in written]
        for one, other in zip(_numbers(kept), _numbers(written), strict=True):
            assert one == pytest.approx(other, rel=1e-13, abs=1e-15)


def _numbers(content: Any) -> Iterator[float]:
    if isinstance(content, dict):
        content = list(content.values())
    if isinstance(content, list):
        for each in content:
            yield from _numbers(each)
    elif isinstance(content, int | float):
        yield content


@pytest.mark.parametrize("case", cases("edits"), ids=lambda case: case["name"])
def test_edits_in_python(case: dict[str, Any]) -> None:
    state = state_of(case["table"])
    close(state.access.tolist(), case["access"])
    for step in case["steps"]:
        state.apply(edit_of(step["edit"]))
        close(state.access.tolist(), step["access"])
    while state.steps:
        state.undo()
    close(state.access.tolist(), case["access"])


@pytest.mark.parametrize("case", cases("inequality"), ids=lambda case: case["name"])
def test_inequality_in_python(case: dict[str, Any]) -> None:
    found = inequality(
        np.array(case["access"]),
        np.array(case["weights"]),
        weighted_by="people",
        threshold=case["threshold"],
        aversion=case["aversion"],
    )
    for name in MEASURES:
        assert agree(getattr(found, name), case["expected"][name]), name


@pytest.mark.parametrize("case", cases("straight"), ids=lambda case: case["name"])
def test_straight_lines_in_python(case: dict[str, Any]) -> None:
    x, y = np.array(case["points"]["x"]), np.array(case["points"]["y"])
    points = Points(tuple(map(str, range(len(x)))), x, y, case["points"]["unit"])
    router = StraightRouter("car", **case["router"])
    column = column_at(router, points, *case["site"], case["limit_min"])
    order = np.argsort(column.demand)
    assert column.demand[order].tolist() == case["demand"]
    np.testing.assert_allclose(column.minutes[order], case["minutes"], rtol=2e-7)
