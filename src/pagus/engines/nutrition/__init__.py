"""Nutrition: a product -> its Nutri-Score, point by point; twenty meals -> which frequencies hold.

Read first: ``nutri_score``, ``judge_menu``. The tables: ``library.nutrition``.
"""

from pagus.engines.nutrition.frequencies import Dish, MenuVerdict, RowVerdict, judge_menu
from pagus.engines.nutrition.nutri_score import NutriScore, Product, nutri_score

__all__ = ["Dish", "MenuVerdict", "NutriScore", "Product", "RowVerdict", "judge_menu", "nutri_score"]
