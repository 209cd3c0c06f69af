"""Small kitchens that do not exist: a table of few meals, dishes with few facts."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product

from pagus.engines.nutrition import Dish, MenuLimits, MenuTables, Portion, Product, Purchases
from pagus.library.nutrition import frequency_table, nutri_score_table, parse_frequencies, purchase_table

SMALL = """
id: small
title: {fr: Petit, en: Small, de: Klein}
valid_from: 2026-01-01
valid_to: null
meals: 4
source: {title: A test, reference: none, read: nothing}
facts:
  course: {words: [main, dessert]}
  fried: {words: ["no", "yes"]}
  raw_fruit: {words: ["no", "yes"]}
rows:
  fried: {when: fried == 'yes', at_most: 1, certainty: local}
  fruit: {when: course == 'dessert' && raw_fruit == 'yes', at_least: 2, certainty: local}
"""
TABLES = MenuTables(
    frequencies=parse_frequencies(SMALL, "small"), purchases=purchase_table(), nutri_score=nutri_score_table()
)
WHOLE = replace(TABLES, frequencies=frequency_table())
PRODUCT = Product(family="food", energy_kj=500, sugars_g=2, saturates_g=1, salt_g=0.5, protein_g=5)


def portion(name: str, course: str, cost: float, quality: float = 0.6, organic: float = 0.3, **facts: str) -> Portion:
    """A dish of the small kitchen; its shares of purchases, its CO2 twice its cost."""
    return Portion(
        dish=Dish(name=name, facts={"course": course, **facts}),
        cost=cost,
        co2=2 * cost,
        purchases=Purchases(euros=cost, quality=quality * cost, organic=organic * cost),
        product=replace(PRODUCT, salt_g=cost),
    )


def small_kitchen(seed: int) -> tuple[list[list[Portion]], list[Portion], MenuLimits]:
    """Four meals of today and other dishes, by chance; limits that can often be kept."""
    chance = random.Random(seed)
    made = [
        portion(
            f"{course} {number}",
            course,
            chance.randint(1, 9) / 4,
            chance.choice((0.2, 0.5, 0.9)),
            chance.choice((0.0, 0.2)),
            fried=chance.choice(("no", "yes")),
            raw_fruit=chance.choice(("no", "yes")),
        )
        for course, number in product(("main", "dessert"), range(3))
    ]
    today = [[chance.choice(made[:3]), chance.choice(made[3:])] for _ in range(4)]
    limits = MenuLimits(cost=chance.choice((8.0, 10.0, 14.0)), co2=chance.choice((18.0, None)), apart=2)
    return today, made, limits


def school_kitchen(dishes: int, seed: int = 1) -> tuple[list[list[Portion]], list[Portion]]:
    """Twenty lunches of today, dishes by chance for each course: nothing in it is a recipe."""
    chance = random.Random(seed)
    made = {
        course: [_school_dish(course, number, chance) for number in range(dishes)]
        for course in ("starter", "main", "side", "dairy", "dessert")
    }
    today = [[chance.choice(options) for options in made.values()] for _ in range(20)]
    return today, [dish for options in made.values() for dish in options]


def _school_dish(course: str, number: int, chance: random.Random) -> Portion:
    euros = round(chance.uniform(0.2, 1.6), 2)
    quality = round(euros * chance.choice((0.1, 0.5, 0.8)), 3)
    facts: dict[str, str | float] = {
        "course": course,
        "fat": chance.choice((5.0, 10.0, 20.0)),
        "fried": chance.choice(("no", "no", "no", "yes")),
        "raw_share": chance.choice((0.0, 60.0, 100.0)),
        "protein_to_fat": chance.choice((0.8, 1.5, 2.5)),
        "fish_share": chance.choice((0.0, 0.0, 80.0)),
        "protein_share": chance.choice((50.0, 80.0, 100.0)),
        "unminced_red_meat": chance.choice(("no", "no", "yes")),
        "vegetables": ("cooked", "starch")[number % 2],
        "cheese": chance.choice(("no", "yes", "yes")),
        "calcium": chance.choice((80.0, 120.0, 180.0)),
        "fat_portion": chance.choice((2.0, 8.0)),
        "sugars": chance.choice((8.0, 15.0, 25.0)),
        "raw_fruit": chance.choice(("no", "yes")),
    }
    return Portion(
        dish=Dish(name=f"{course} {number}", facts=facts),
        cost=euros,
        co2=round(chance.uniform(0.05, 1.5), 2),
        purchases=Purchases(euros=euros, quality=quality, organic=round(quality * chance.choice((0.0, 0.5, 0.9)), 3)),
        product=replace(PRODUCT, salt_g=chance.uniform(0.1, 2)),
    )
