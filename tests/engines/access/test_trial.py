"""Edits named by ids: as a recompute of the edited tables, and refused where they name what is not there."""

from __future__ import annotations

import numpy as np
import pytest

from pagus.engines.access import Demand, Points, Sites, StraightRouter, scores
from pagus.engines.access.trial import NamedEdit, try_edits
from pagus.errors import InputError, NotFound
from pagus.library.access import access_method

ROUTER = StraightRouter("car", 50, 1.3)
METHOD = access_method("apl-2015")
DEMAND = Demand(
    Points(("a", "b", "c"), np.array([0.0, 6_000.0, 20_000.0]), np.zeros(3), "m"),
    np.array([1000.0, 500.0, 300.0]),
    np.array([1000.0, 500.0, 300.0]),
)
SITES = Sites(Points(("s", "t"), np.array([0.0, 20_000.0]), np.zeros(2), "m"), np.array([2.0, 1.0]), "fte")


def anew(x: list[float], capacity: list[float], people: list[float]) -> np.ndarray:
    sites = Points(tuple(map(str, x)), np.array(x), np.zeros(len(x)), "m")
    pairs = ROUTER.pairs(DEMAND.points, sites, 20)
    return scores(pairs, np.array(people), np.array(capacity), METHOD).access


def test_all_kinds_of_edits_equal_a_recompute():
    edits = [
        NamedEdit(kind="close", id="t"),
        NamedEdit(kind="open", id="n", x=19_000, y=0, value=3),
        NamedEdit(kind="move", id="n", x=15_000, y=0),
        NamedEdit(kind="capacity", id="s", value=1.5),
        NamedEdit(kind="people", id="b", value=2),
    ]
    trial = try_edits(DEMAND, SITES, METHOD, ROUTER, edits)
    assert trial.before.access == pytest.approx(anew([0, 20_000], [2, 1], [1000, 500, 300]), rel=1e-12)
    assert trial.after.access == pytest.approx(anew([0, 15_000], [1.5, 3], [1000, 1000, 300]), rel=1e-12)
    assert trial.changed.tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    ("edit", "error", "told"),
    [
        (NamedEdit(kind="close", id="zz"), NotFound, "site zz"),
        (NamedEdit(kind="people", id="zz", value=1), NotFound, "place zz"),
        (NamedEdit(kind="open", id="s", x=0, y=0, value=1), InputError, "already"),
        (NamedEdit(kind="open", id="n", x=0, value=1), InputError, "where"),
        (NamedEdit(kind="move", id="s", x=float("nan"), y=0), InputError, "where"),
        (NamedEdit(kind="capacity", id="s"), InputError, "number"),
        (NamedEdit(kind="capacity", id="s", value=-1), InputError, "-1"),
    ],
)
def test_what_an_edit_lacks_is_said(edit, error, told):
    with pytest.raises(error, match=told):
        try_edits(DEMAND, SITES, METHOD, ROUTER, [edit])
