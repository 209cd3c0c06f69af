"""In which order can dishes be served so that none returns too soon?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pagus.errors import InputError
from pagus.kernel.solver import Problem, Stop, solve

__all__ = ["most_often", "serve", "serve_near"]

STOP = Stop(tolerance=0.5, node_limit=2_000, seconds=3.0)
"""The order is a courtesy to the cook: whatever was found by then is served."""


def most_often(meals: int, apart: int) -> tuple[int, int]:
    """How often may a dish be served, and how many dishes that often?

    Takes: the number of meals; how many meals at least from a dish to the same dish. Gives: (q, r): a dish q times at
    most, and r dishes at most q times. With one dish a meal, counts can be served exactly when both hold.
    """
    often = -(-meals // apart)
    return often, meals - (often - 1) * apart


def serve(counts: Sequence[int], apart: int) -> list[int]:
    """On which meal comes which dish?

    Takes: how often each dish is served, one dish a meal; ``apart``. Gives: the dish (its place in ``counts``) of each
    meal. Refuses: InputError for counts that cannot be served so far apart.
    Method: the meals 1, 1 + apart, 1 + 2 apart... are a column. The columns are filled from the last (a short one) to
    the first, dishes served seldom before those served often: a dish that ends in the column before its own lands at
    least ``apart`` meals away, and those served most often fill whole columns.
    """
    meals = sum(counts)
    often, full = most_often(meals, apart)
    if max(counts, default=0) > often or sum(count == often for count in counts) > full:
        raise InputError("these dishes cannot be served {apart} meals apart", apart=apart)
    places = [place for column in reversed(range(min(apart, meals))) for place in range(column, meals, apart)]
    order = [0] * meals
    dishes = [dish for dish in sorted(range(len(counts)), key=lambda each: counts[each]) for _ in range(counts[dish])]
    for place, dish in zip(places, dishes, strict=True):
        order[place] = dish
    return order


def serve_near(counts: Sequence[int], apart: int, today: Sequence[int | None]) -> list[int]:
    """On which meal comes which dish, so that as many meals as can be keep the dish that they have today?

    Takes: as ``serve``; for each meal the dish of today, None for one that is none of these. Gives: as ``serve``.
    Refuses: as ``serve``. Method: an assignment of dishes to meals by integers; where the solver meets its limit
    without an answer, the order of ``serve``.
    """
    order = serve(counts, apart)
    meals, served = len(order), [dish for dish, count in enumerate(counts) if count]
    at = {dish: place for place, dish in enumerate(served)}
    cells = meals * len(served)
    gain = np.zeros(cells)
    for meal, dish in enumerate(today):
        if dish in at:
            gain[meal * len(served) + at[dish]] = 1.0
    lines: list[tuple[list[int], float, float]] = [
        ([meal * len(served) + place for place in range(len(served))], 1.0, 1.0) for meal in range(meals)
    ]
    for place, dish in enumerate(served):
        of_dish = [meal * len(served) + place for meal in range(meals)]
        lines.append((of_dish, float(counts[dish]), float(counts[dish])))
        if counts[dish] > 1:
            lines += [(of_dish[first : first + apart], 0.0, 1.0) for first in range(meals - apart + 1)]
    found = solve(_assignment(gain, lines), STOP, hint=np.array([m * len(served) + at[d] for m, d in enumerate(order)]))
    if found.values is None:
        return order
    return [served[int(row.argmax())] for row in found.values.reshape(meals, len(served))]


def _assignment(gain: NDArray[np.float64], lines: Sequence[tuple[list[int], float, float]]) -> Problem:
    row = np.concatenate([np.full(len(cells), place) for place, (cells, _, _) in enumerate(lines)])
    column = np.concatenate([np.array(cells) for cells, _, _ in lines])
    count = len(gain)
    return Problem(
        gain=gain,
        lower=np.zeros(count),
        upper=np.ones(count),
        integer=np.ones(count, dtype=np.bool_),
        row=row,
        column=column,
        coefficient=np.ones(len(row)),
        row_lower=np.array([least for _, least, _ in lines]),
        row_upper=np.array([most for _, _, most in lines]),
    )
