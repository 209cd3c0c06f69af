"""Menus: measured by hand, and the better one against every menu that a small kitchen can serve."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagus.engines.nutrition import (
    Aim,
    BetterMenu,
    MenuLimits,
    Portion,
    Purchases,
    Repeat,
    better_menu,
    nutri_score,
    score_menu,
)
from pagus.engines.nutrition.serving import most_often, serve, serve_near
from pagus.errors import InputError, MethodError, NotFound, ShapeError
from pagus.library.nutrition import parse_purchases, purchase_table
from tests.engines.nutrition.menus import TABLES, WHOLE, portion, school_kitchen, small_kitchen

FRIED = portion("fried fish", "main", 2.0, 0.2, 0.0, fried="yes", raw_fruit="no")
STEW = portion("stew", "main", 1.0, 0.8, 0.4, fried="no", raw_fruit="no")
APPLE = portion("apple", "dessert", 0.5, 1.0, 1.0, fried="no", raw_fruit="yes")
CAKE = portion("cake", "dessert", 0.5, 0.0, 0.0, fried="no", raw_fruit="no")
TODAY = [[FRIED, APPLE], [STEW, CAKE], [FRIED, APPLE], [FRIED, CAKE]]


def test_a_menu_measured_by_hand() -> None:
    score = score_menu(TODAY, TABLES, apart=2)
    assert [(row.row.id, row.count, row.holds) for row in score.frequencies.rows] == [
        ("fried", 3, False),
        ("fruit", 2, True),
    ]
    assert score.cost == pytest.approx(9.0)
    assert score.co2 == pytest.approx(18.0)
    assert score.quality == pytest.approx((3 * 0.4 + 0.8 + 2 * 0.5) / 9)
    assert score.organic == pytest.approx((0.4 + 1.0) / 9)
    assert score.repeats == (Repeat(dish="fried fish", first=3, again=4),)
    assert sum(score.letters.values()) == 8
    assert not any(score.unknown.values())


def test_what_is_not_known_is_counted_and_not_invented() -> None:
    bare = replace(STEW, cost=None, co2=None, purchases=None, product=None)
    score = score_menu([[bare]] * 4, TABLES)
    assert score.unknown == {"cost": 4, "co2": 4, "purchases": 4, "nutri_score": 4}
    assert score.quality is None
    assert score.organic is None
    assert score.letters == dict.fromkeys("ABCDE", 0)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(STEW, cost=-1.0),
        replace(STEW, co2=math.nan),
        replace(STEW, purchases=Purchases(euros=1, quality=0.2, organic=0.3)),
        replace(STEW, purchases=Purchases(euros=1, quality=1.2, organic=0.3)),
    ],
)
def test_impossible_amounts_are_refused(wrong: Portion) -> None:
    with pytest.raises(InputError, match="stew"):
        score_menu([[wrong]] * 4, TABLES)
    with pytest.raises(ShapeError):
        score_menu([[STEW]], TABLES)


@pytest.mark.parametrize("seed", range(12))
def test_as_many_dishes_as_can_be_stay_on_their_day(seed: int) -> None:
    """Against every order of a small menu."""
    chance = random.Random(seed)
    meals, apart = chance.choice(((5, 2), (6, 2), (6, 3)))
    while True:
        counts = [chance.randint(0, 3) for _ in range(4)]
        often, full = most_often(meals, apart)
        if sum(counts) == meals and max(counts) <= often and sum(count == often for count in counts) <= full:
            break
    today = [chance.choice((0, 1, 2, 3, None)) for _ in range(meals)]

    def kept(order: Sequence[int]) -> int:
        return sum(dish == then for dish, then in zip(order, today, strict=True))

    every = [dish for dish, count in enumerate(counts) for _ in range(count)]
    possible = (
        order
        for order in set(permutations(every))
        if all(order[at] not in order[at + 1 : at + apart] for at in range(meals))
    )
    order = serve_near(counts, apart, today)
    assert sorted(order) == every
    assert all(order[at] not in order[at + 1 : at + apart] for at in range(meals))
    assert kept(order) == max(map(kept, possible))


@given(st.lists(st.integers(0, 5), min_size=1, max_size=8), st.integers(1, 9))
def test_dishes_are_served_far_enough_apart_whenever_they_can(counts: list[int], apart: int) -> None:
    often, full = most_often(sum(counts), apart)
    if max(counts) > often or sum(count == often for count in counts) > full:
        with pytest.raises(InputError):
            serve(counts, apart)
        return
    order = serve(counts, apart)
    assert Counter(order) == Counter({dish: count for dish, count in enumerate(counts) if count})
    for place, dish in enumerate(order):
        assert dish not in order[place + 1 : place + apart]


@pytest.mark.parametrize(("meals", "apart"), [(5, 2), (6, 4), (7, 3)])
def test_what_is_refused_cannot_be_served(meals: int, apart: int) -> None:
    """Every order of three dishes: the counts that some order serves are those of the rule."""
    served = {
        tuple(sorted(Counter(order).values()))
        for order in product(range(4), repeat=meals)
        if all(order[place] not in order[place + 1 : place + apart] for place in range(meals))
    }
    often, full = most_often(meals, apart)
    wanted = {
        tuple(sorted(count for count in counts if count))
        for counts in product(range(meals + 1), repeat=4)
        if sum(counts) == meals and max(counts) <= often and sum(count == often for count in counts) <= full
    }
    assert served == wanted


def _measure(aim: Aim, meals: list[list[Portion]], today: list[list[Portion]]) -> float:
    portions = [each for meal in meals for each in meal]
    if aim == "change":
        kept = Counter(each.name for each in portions) & Counter(each.name for meal in today for each in meal)
        return len(portions) - kept.total()
    if aim == "nutri_score":
        return sum(nutri_score(each.product, TABLES.nutri_score).score for each in portions if each.product)
    return sum((each.cost if aim == "cost" else each.co2) or 0.0 for each in portions)


def _broken(meals: list[list[Portion]], limits: MenuLimits) -> int:
    """How many rows does it break? By ``score_menu``, which knows nothing of the programme."""
    score = score_menu(meals, TABLES, apart=limits.apart)
    assert score.quality is not None
    assert score.organic is not None
    return (
        sum(row.holds is not True for row in score.frequencies.rows)
        + (score.quality < 0.5 - 1e-9)
        + (score.organic < 0.2 - 1e-9)
        + (limits.cost is not None and score.cost > limits.cost + 1e-9)
        + (limits.co2 is not None and score.co2 > limits.co2 + 1e-9)
    )


@pytest.mark.parametrize("seed", range(8))
def test_no_menu_of_a_small_kitchen_is_better(seed: int) -> None:
    today, made, limits = small_kitchen(seed)
    orders = [order for order in product(range(3), repeat=4) if all(a != b for a, b in pairwise(order))]
    menus = [
        [[made[main], made[3 + dessert]] for main, dessert in zip(mains, desserts, strict=True)]
        for mains, desserts in product(orders, orders)
    ]
    judged = [(_broken(menu, limits), menu) for menu in menus]
    fewest = min(broken for broken, _ in judged)
    for aim in ("change", "cost", "co2", "nutri_score"):
        found = better_menu(today, made, TABLES, limits, aim)
        meals = [list(meal) for meal in found.meals]
        assert not score_menu(meals, TABLES, apart=2).repeats
        assert _broken(meals, limits) == fewest == len(found.unmet)
        assert found.gap == pytest.approx(0, abs=1e-5)
        best = fewest or min(_measure(aim, menu, today) for broken, menu in judged if not broken)
        assert found.value == pytest.approx(best)
        assert fewest or _measure(aim, meals, today) == pytest.approx(best)


def test_small_kitchens_were_of_both_kinds() -> None:
    unmet = [
        bool(better_menu(today, made, TABLES, limits).unmet) for today, made, limits in map(small_kitchen, range(8))
    ]
    assert True in unmet
    assert False in unmet


def test_the_rows_that_cannot_be_kept_are_named() -> None:
    limits = MenuLimits(cost=3.0, apart=2, purchases=False)
    found = better_menu(TODAY, [], TABLES, limits)
    assert [(row.row, row.at_most) for row in found.unmet] == [("fried", 1), ("cost", 3.0)]
    assert (found.value, found.bound) == (2, 2)


def test_what_is_not_known_counts_against_the_menu() -> None:
    secret = replace(STEW, dish=replace(STEW.dish, facts={"course": "main"}))
    rice = portion("rice", "main", 1.0, fried="no", raw_fruit="no")
    found = better_menu([[secret, APPLE], [rice, CAKE]] * 2, [], TABLES, MenuLimits(apart=2, purchases=False))
    assert [row.row for row in found.unmet] == ["fried"]


def test_a_kitchen_that_cannot_be_planned_is_told_why() -> None:
    with pytest.raises(MethodError, match="main"):
        better_menu(TODAY, [], TABLES, MenuLimits(apart=3))
    with pytest.raises(InputError, match="stew"):
        better_menu(TODAY, [replace(STEW, cost=9.0)], TABLES, MenuLimits(apart=2))
    pie = replace(CAKE, dish=replace(CAKE.dish, name="pie"), co2=None)
    with pytest.raises(InputError, match="co2"):
        better_menu(TODAY, [pie], TABLES, MenuLimits(co2=9.0, apart=2))
    pie = replace(pie, product=None)
    with pytest.raises(InputError, match="nutri_score"):
        better_menu(TODAY, [pie], TABLES, MenuLimits(apart=2), "nutri_score")
    with pytest.raises(InputError, match="return"):
        better_menu(TODAY, [], TABLES, MenuLimits(apart=0))


def test_twenty_lunches_keep_every_row() -> None:
    today, made = school_kitchen(30)
    before = score_menu(today, WHOLE, apart=5)
    assert not before.frequencies.is_right
    found: BetterMenu = better_menu(today, made, WHOLE, MenuLimits(cost=before.cost, co2=before.co2), "cost")
    after = score_menu(found.meals, WHOLE, apart=5)
    assert after.frequencies.is_right
    assert not after.repeats
    assert after.cost <= before.cost
    assert after.co2 <= before.co2
    assert (after.quality or 0) >= 0.5
    assert (after.organic or 0) >= 0.2
    assert found.gap <= 1e-5


def test_a_table_of_shares_is_checked() -> None:
    table = purchase_table()
    assert (table.quality, table.organic, set(table.certainty.values())) == (0.5, 0.2, {"local"})
    with pytest.raises(NotFound):
        purchase_table("nothing")
    with pytest.raises(InputError, match="must carry"):
        parse_purchases("id: other", "egalim_2022")
    with pytest.raises(InputError, match="lacks"):
        parse_purchases("id: egalim_2022", "egalim_2022")
