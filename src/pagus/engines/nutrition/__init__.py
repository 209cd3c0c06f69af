"""Nutrition: a product -> its Nutri-Score; twenty meals -> which frequencies hold, the menu as a whole, a better one.

Read first: ``nutri_score``, ``judge_menu``, ``score_menu``, ``better_menu``. The tables: ``library.nutrition``.
"""

from pagus.engines.nutrition.better import Aim, BetterMenu, MenuLimits, Unmet, better_menu
from pagus.engines.nutrition.frequencies import Dish, MenuVerdict, RowVerdict, judge_menu
from pagus.engines.nutrition.menu import MenuScore, MenuTables, Portion, Purchases, Repeat, score_menu
from pagus.engines.nutrition.nutri_score import NutriScore, Product, nutri_score

__all__ = [
    "Aim",
    "BetterMenu",
    "Dish",
    "MenuLimits",
    "MenuScore",
    "MenuTables",
    "MenuVerdict",
    "NutriScore",
    "Portion",
    "Product",
    "Purchases",
    "Repeat",
    "RowVerdict",
    "Unmet",
    "better_menu",
    "judge_menu",
    "nutri_score",
    "score_menu",
]
