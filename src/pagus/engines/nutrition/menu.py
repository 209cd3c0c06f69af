"""How good is this menu as a whole: frequencies, purchases, Nutri-Score, cost, CO2, and what comes back too soon?"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pagus.engines.nutrition.frequencies import Dish, MenuVerdict, judge_menu
from pagus.engines.nutrition.nutri_score import Product, nutri_score
from pagus.errors import InputError
from pagus.library.nutrition import FrequencyTable, NutriScoreTable, PurchaseTable

__all__ = ["MenuScore", "MenuTables", "Portion", "Purchases", "Repeat", "check_portions", "score_menu"]

Meals = Sequence[Sequence["Portion"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchases:
    """What a portion buys, in euros without tax; of it sustainable or quality food, organic included; organic."""

    euros: float
    quality: float
    organic: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """A dish as it is served: euros and kg CO2e a portion. None: not known."""

    dish: Dish
    cost: float | None = None
    co2: float | None = None
    purchases: Purchases | None = None
    product: Product | None = None

    @property
    def name(self) -> str:
        """How is it called?"""
        return self.dish.name


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuTables:
    """The dated tables that a menu is measured with."""

    frequencies: FrequencyTable
    purchases: PurchaseTable
    nutri_score: NutriScoreTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """``dish`` comes on meal ``first`` and again on meal ``again`` (from 1), sooner than allowed."""

    dish: str
    first: int
    again: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuScore:
    """The menu by each measure. Sums and shares are of the dishes for which it is known; ``unknown`` counts the others.

    ``letters``: how many dishes served have which Nutri-Score. ``quality``, ``organic``: shares of purchases, None when
    no purchase is known.
    """

    frequencies: MenuVerdict
    letters: Mapping[str, int]
    quality: float | None
    organic: float | None
    cost: float
    co2: float
    unknown: Mapping[str, int]
    repeats: tuple[Repeat, ...]


def score_menu(meals: Meals, tables: MenuTables, *, apart: int = 1) -> MenuScore:
    """How good is this menu, measure by measure?

    Takes: the meals in a row, each as its portions; ``apart``: how many meals at least from a dish to the same dish.
    Gives: one value a measure; nothing is added up across measures.
    Refuses: ShapeError and InputError as ``judge_menu``; InputError for a negative cost, CO2 or purchase, or parts of
    a purchase that are more than their whole.
    """
    portions = [portion for meal in meals for portion in meal]
    check_portions(portions)
    known = [portion.purchases for portion in portions if portion.purchases is not None]
    bought = math.fsum(purchase.euros for purchase in known)
    letters = Counter(
        nutri_score(portion.product, tables.nutri_score).letter for portion in portions if portion.product is not None
    )
    return MenuScore(
        frequencies=judge_menu([[portion.dish for portion in meal] for meal in meals], tables.frequencies),
        letters={letter: letters[letter] for letter in "ABCDE"},
        quality=math.fsum(purchase.quality for purchase in known) / bought if bought else None,
        organic=math.fsum(purchase.organic for purchase in known) / bought if bought else None,
        cost=math.fsum(portion.cost or 0.0 for portion in portions),
        co2=math.fsum(portion.co2 or 0.0 for portion in portions),
        unknown={
            "cost": sum(portion.cost is None for portion in portions),
            "co2": sum(portion.co2 is None for portion in portions),
            "purchases": len(portions) - len(known),
            "nutri_score": sum(portion.product is None for portion in portions),
        },
        repeats=tuple(_repeats(meals, apart)),
    )


def check_portions(portions: Sequence[Portion]) -> None:
    """Can these portions be? Refuses: InputError for the first that cannot."""
    for portion in portions:
        bought = portion.purchases
        parts = () if bought is None else (bought.euros, bought.quality, bought.organic)
        for value in (portion.cost, portion.co2, *parts):
            if value is not None and not 0 <= value < math.inf:
                raise InputError(
                    "{dish}: {value} is no amount: give a number from 0 on", dish=portion.name, value=value
                )
        if bought is not None and not bought.organic <= bought.quality <= bought.euros:
            raise InputError(
                "{dish}: organic purchases are a part of those of quality, and these of all", dish=portion.name
            )


def _repeats(meals: Meals, apart: int) -> list[Repeat]:
    last: dict[str, int] = {}
    found = []
    for place, meal in enumerate(meals, start=1):
        for portion in meal:
            before = last.get(portion.name)
            if before is not None and place - before < apart:
                found.append(Repeat(dish=portion.name, first=before, again=place))
            last[portion.name] = place
    return found
