"""The Nutri-Score of a product, with the points of each of its parts."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, fields

from pagus.errors import InputError
from pagus.library.nutrition import Family, NutriScoreTable

__all__ = ["NutriScore", "Product", "nutri_score"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """What 100 g (100 ml of a drink) hold. None: not known; only fibre and fruit may lack, and then count nothing."""

    family: Family
    energy_kj: float
    sugars_g: float
    saturates_g: float
    salt_g: float
    protein_g: float
    fat_g: float | None = None
    """Needed for fats, oils, nuts and seeds."""
    fibre_g: float | None = None
    fruit_percent: float | None = None
    """Share of fruit, vegetables and pulses."""
    is_cheese: bool = False
    is_red_meat: bool = False
    is_water: bool = False
    has_sweetener: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NutriScore:
    """``score``: the lower the better. ``points``: by part; those of protein are 0 where the rules leave it out.

    ``assumed``: what was not known and counted nothing: the true letter can only be the same or better.
    """

    score: int
    letter: str
    points: Mapping[str, int]
    protein_counts: bool
    assumed: tuple[str, ...]
    table: str


def nutri_score(product: Product, table: NutriScoreTable) -> NutriScore:
    """Which Nutri-Score has this product, and why?

    Takes: what it holds, and the table of an algorithm. Gives: score, letter, points.
    Refuses: InputError for a negative or unbounded value, a share above 100, more saturates than fat, or a fat without
    its amount of fat.
    Method: points for energy, sugars, saturates and salt, less those for fruit, fibre and protein; protein is left out
    when the first are many, unless it is a cheese or a drink.
    """
    _check(product)
    bad = _unfavourable(product, table)
    fruit = _fruit(product, table)
    fibre = _more_than(product.fibre_g or 0.0, table.edges["fibre_g"])
    protein = _more_than(
        product.protein_g, table.edges["drink_protein_g" if product.family == "drink" else "protein_g"]
    )
    if product.is_red_meat:
        protein = min(protein, table.red_meat_protein_points)
    total = sum(bad.values())
    limit = table.protein_counts_below.get(product.family)
    counts = limit is None or total < limit or (product.is_cheese and product.family == "food")
    points = {**bad, "fruit": -fruit, "fibre": -fibre, "protein": -protein if counts else 0}
    score = sum(points.values())
    missing = {"fibre_g": product.fibre_g, "fruit_percent": product.fruit_percent}
    return NutriScore(
        score=score,
        letter=_letter(product, score, table),
        points=points,
        protein_counts=counts,
        assumed=tuple(name for name, value in missing.items() if value is None),
        table=table.id,
    )


def _check(product: Product) -> None:
    for part in fields(Product):
        value = getattr(product, part.name)
        if isinstance(value, float | int) and not isinstance(value, bool) and not 0 <= value < math.inf:
            raise InputError("{part} cannot be {value}: give a number from 0 on", part=part.name, value=value)
    if product.fruit_percent is not None and product.fruit_percent > 100:
        raise InputError("fruit_percent cannot be above 100")
    if product.family == "fats" and not product.fat_g:
        raise InputError("a fat needs its amount of fat: give fat_g")
    if product.fat_g is not None and product.saturates_g > product.fat_g:
        raise InputError("there cannot be more saturates than fat")
    if product.is_water and product.family != "drink":
        raise InputError("water is a drink")


def _unfavourable(product: Product, table: NutriScoreTable) -> dict[str, int]:
    edges, drink = table.edges, product.family == "drink"
    points = {
        "energy": _more_than(product.energy_kj, edges["drink_energy_kj" if drink else "energy_kj"]),
        "sugars": _more_than(product.sugars_g, edges["drink_sugars_g" if drink else "sugars_g"]),
        "saturates": _more_than(product.saturates_g, edges["saturates_g"]),
        "salt": _more_than(product.salt_g, edges["salt_g"]),
    }
    if product.family == "fats":
        points["energy"] = _more_than(product.saturates_g * table.saturates_kj_per_g, edges["saturates_kj"])
        share = 100 * product.saturates_g / product.fat_g if product.fat_g else 0.0
        points["saturates"] = bisect_right(edges["saturates_share_percent"], share)
    if drink and product.has_sweetener:
        points["sweetener"] = table.sweetener_points
    return points


def _more_than(value: float, edges: tuple[float, ...]) -> int:
    return bisect_left(edges, value)


def _fruit(product: Product, table: NutriScoreTable) -> int:
    share = product.fruit_percent or 0.0
    return max((points for edge, points in table.fruit[product.family] if share > edge), default=0)


def _letter(product: Product, score: int, table: NutriScoreTable) -> str:
    if product.is_water:
        return "A"
    return next((letter for letter, most in table.letters[product.family] if score <= most), "E")
