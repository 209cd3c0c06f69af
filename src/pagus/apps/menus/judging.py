"""How good is a menu by the tables in force, and which better one could the kitchen cook?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pagus.apps.menus.files import MenuFile
from pagus.engines.nutrition import Aim, BetterMenu, MenuLimits, MenuScore, MenuTables, better_menu, score_menu
from pagus.engines.nutrition.menu import Meals
from pagus.library.nutrition import frequency_table, nutri_score_table, purchase_table

__all__ = ["APART", "Change", "Proposed", "Wish", "changes", "judge", "menu_tables", "new_dishes", "propose"]

APART = 5
"""A dish comes back after five meals at the soonest: a local choice, not one of the order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a better menu is to be: ``cost`` (EUR) and ``co2`` (kg CO2e) are most of a meal, None for no limit."""

    aim: Aim = "change"
    cost: float | None = None
    co2: float | None = None
    apart: int = APART
    purchases: bool = True
    seconds: float = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A dish that is served more often or more seldom: how often before and after."""

    dish: str
    course: str
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A better menu with its proof, its score, and what changes."""

    better: BetterMenu
    score: MenuScore
    changes: tuple[Change, ...]
    new: tuple[tuple[bool, ...], ...]
    """For each meal and each of its dishes: does it stand there today already? True where it is new."""


def menu_tables() -> MenuTables:
    """Which tables is a menu measured with today?"""
    return MenuTables(frequencies=frequency_table(), purchases=purchase_table(), nutri_score=nutri_score_table())


def judge(meals: Meals, apart: int = APART) -> MenuScore:
    """How good is this menu, measure by measure? Refuses: as ``score_menu``."""
    return score_menu(meals, menu_tables(), apart=apart)


def propose(menu: MenuFile, wish: Wish) -> Proposed:
    """Which menu of the dishes of this file keeps everything, and is best by the wish?

    Takes: the menu of today with the other dishes; the wish. Gives: a menu with its proof; where none keeps all, the
    rows that had to be given up stand in ``better.unmet``. Refuses: as ``better_menu``.
    """
    tables = menu_tables()
    meals = tables.frequencies.meals
    limits = MenuLimits(
        cost=None if wish.cost is None else wish.cost * meals,
        co2=None if wish.co2 is None else wish.co2 * meals,
        apart=wish.apart,
        purchases=wish.purchases,
        seconds=wish.seconds,
    )
    found = better_menu(menu.meals, menu.others, tables, limits, wish.aim)
    return Proposed(
        better=found,
        score=score_menu(found.meals, tables, apart=wish.apart),
        changes=changes(menu.meals, found.meals),
        new=new_dishes(menu.meals, found.meals),
    )


def changes(before: Meals, after: Meals) -> tuple[Change, ...]:
    """Which dishes are served more or less often? By course, those that come first, then those that go."""
    was, now = (Counter(portion.name for meal in meals for portion in meal) for meals in (before, after))
    course = {
        portion.name: str(portion.dish.facts.get("course", ""))
        for meals in (before, after)
        for meal in meals
        for portion in meal
    }
    order = list(dict.fromkeys(course.values()))
    found = [
        Change(dish=name, course=course[name], before=was[name], after=now[name])
        for name in course
        if was[name] != now[name]
    ]
    return tuple(sorted(found, key=lambda each: (order.index(each.course), each.before - each.after, each.dish)))


def new_dishes(before: Meals, after: Meals) -> tuple[tuple[bool, ...], ...]:
    """Which dishes of the menu after do not stand on the same day of the menu before?"""
    found = []
    for was, now in zip(before, after, strict=True):
        there = {portion.name for portion in was}
        found.append(tuple(portion.name not in there for portion in now))
    return tuple(found)
