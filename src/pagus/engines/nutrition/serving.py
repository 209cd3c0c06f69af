"""In which order can dishes be served so that none returns too soon?"""

from __future__ import annotations

from collections.abc import Sequence

from pagus.errors import InputError

__all__ = ["most_often", "serve"]


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
