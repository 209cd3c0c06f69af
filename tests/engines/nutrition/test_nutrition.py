"""Every edge of the Nutri-Score table, the two products that were checked elsewhere, and twenty meals."""

from __future__ import annotations

import math
from dataclasses import replace
from importlib.resources import files

import pytest

from pagus.engines.nutrition import Dish, Product, judge_menu, nutri_score
from pagus.errors import InputError, NotFound, ShapeError
from pagus.library.nutrition import frequency_table, nutri_score_table, parse_frequencies, parse_nutri_score

TABLE = nutri_score_table()
NOTHING = Product(
    family="food", energy_kj=0, sugars_g=0, saturates_g=0, salt_g=0, protein_g=0, fibre_g=0, fruit_percent=0
)
OIL = replace(NOTHING, family="fats", energy_kj=3400, fat_g=91.0, saturates_g=17.0, fruit_percent=100)
MILK = replace(NOTHING, family="drink", energy_kj=196, sugars_g=4.8, saturates_g=1.0, salt_g=0.1, protein_g=3.3)


def test_the_two_products_that_were_checked_elsewhere() -> None:
    oil, milk = nutri_score(OIL, TABLE), nutri_score(MILK, TABLE)
    assert (oil.score, oil.letter, oil.protein_counts) == (2, "B", False)
    assert (milk.score, milk.letter) == (-1, "B")


EDGES = [
    ("energy_kj", "energy_kj", "energy", "food"),
    ("sugars_g", "sugars_g", "sugars", "food"),
    ("saturates_g", "saturates_g", "saturates", "food"),
    ("salt_g", "salt_g", "salt", "food"),
    ("drink_energy_kj", "energy_kj", "energy", "drink"),
    ("drink_sugars_g", "sugars_g", "sugars", "drink"),
    ("fibre_g", "fibre_g", "fibre", "food"),
    ("protein_g", "protein_g", "protein", "food"),
    ("drink_protein_g", "protein_g", "protein", "drink"),
]


@pytest.mark.parametrize(("edges", "field", "part", "family"), EDGES)
def test_every_edge_counts_when_the_value_is_more(edges: str, field: str, part: str, family: str) -> None:
    for place, edge in enumerate(TABLE.edges[edges]):
        for value, points in ((edge, place), (math.nextafter(edge, math.inf), place + 1)):
            product = replace(NOTHING, family=family, **{field: value})
            assert abs(nutri_score(product, TABLE).points[part]) == points


def test_every_edge_of_fats() -> None:
    for place, edge in enumerate(TABLE.edges["saturates_share_percent"]):
        for share, points in ((edge - 1e-9, place), (edge, place + 1)):
            product = replace(OIL, fat_g=100, saturates_g=share)
            assert nutri_score(product, TABLE).points["saturates"] == points
    for place, edge in enumerate(TABLE.edges["saturates_kj"]):
        for factor, points in ((1 - 1e-12, place), (1 + 1e-12, place + 1)):
            product = replace(OIL, fat_g=100, saturates_g=edge / 37 * factor)
            assert nutri_score(product, TABLE).points["energy"] == points


@pytest.mark.parametrize("family", ["food", "drink"])
def test_every_edge_of_fruit(family: str) -> None:
    before = 0
    for edge, points in TABLE.fruit[family]:  # type: ignore[index]
        for share, wanted in ((edge, before), (edge + 1e-9, points)):
            assert nutri_score(replace(NOTHING, family=family, fruit_percent=share), TABLE).points["fruit"] == -wanted
        before = points


@pytest.mark.parametrize(
    ("family", "field", "step"), [("food", "salt_g", 0.2), ("drink", "salt_g", 0.2), ("fats", "salt_g", 0.2)]
)
def test_every_letter(family: str, field: str, step: float) -> None:
    """Scores go up one by one with salt; the letter changes where the table says."""
    product = replace(NOTHING, family=family, fat_g=100, fruit_percent=81, fibre_g=8 if family == "fats" else 0)
    seen = {}
    for points in range(21):
        for sugars in (0.0, 100.0):
            found = nutri_score(
                replace(product, **{field: points * step + 0.01 if points else 0.0}, sugars_g=sugars), TABLE
            )
            seen[found.score] = found.letter
    for score, letter in seen.items():
        assert letter == next((one for one, most in TABLE.letters[family] if score <= most), "E")  # type: ignore[index]
    assert {"B", "C", "D", "E"} <= set(seen.values())


def test_protein_is_left_out_of_what_is_bad_unless_it_is_cheese() -> None:
    bad = replace(NOTHING, sugars_g=100, protein_g=20)
    ten, eleven = replace(bad, sugars_g=36), replace(bad, sugars_g=38)
    assert (nutri_score(ten, TABLE).score, nutri_score(ten, TABLE).protein_counts) == (10 - 7, True)
    assert (nutri_score(eleven, TABLE).score, nutri_score(eleven, TABLE).protein_counts) == (11, False)
    assert nutri_score(replace(eleven, is_cheese=True), TABLE).score == 11 - 7
    assert nutri_score(replace(ten, is_red_meat=True), TABLE).score == 10 - 2
    fat = replace(NOTHING, family="fats", fat_g=100, protein_g=20, salt_g=1.21)
    assert nutri_score(fat, TABLE).score == 6 - 7
    assert nutri_score(replace(fat, salt_g=1.41), TABLE).score == 7


def test_water_sweeteners_and_what_is_not_known() -> None:
    assert nutri_score(replace(NOTHING, family="drink", is_water=True), TABLE).letter == "A"
    assert nutri_score(replace(NOTHING, family="drink"), TABLE).letter == "B"
    assert nutri_score(replace(NOTHING, family="drink", has_sweetener=True), TABLE).score == 4
    assert nutri_score(replace(NOTHING, fibre_g=None, fruit_percent=None), TABLE).assumed == (
        "fibre_g",
        "fruit_percent",
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"salt_g": -1}, "salt_g cannot be -1"),
        ({"energy_kj": math.inf}, "energy_kj cannot be inf"),
        ({"sugars_g": math.nan}, "sugars_g cannot be nan"),
        ({"fruit_percent": 101}, "cannot be above 100"),
        ({"family": "fats"}, "give fat_g"),
        ({"fat_g": 1, "saturates_g": 2}, "more saturates than fat"),
        ({"is_water": True}, "water is a drink"),
    ],
)
def test_an_impossible_product_is_refused(change: dict[str, object], words: str) -> None:
    with pytest.raises(InputError, match=words):
        nutri_score(replace(NOTHING, **change), TABLE)


FREQUENCIES = frequency_table()
RAW = Dish(name="carrots", facts={"course": "starter", "raw_share": 100.0, "fat": 5.0, "fried": "no"})
FAT = Dish(name="terrine", facts={"course": "starter", "raw_share": 0.0, "fat": 25.0, "fried": "no"})
PLAIN = {"course": "main", "fried": "no", "fat": 5.0, "protein_share": 100.0}
FISH = Dish(name="cod", facts={**PLAIN, "fish_share": 100.0, "protein_to_fat": 5.0, "unminced_red_meat": "no"})
BEEF = Dish(name="beef", facts={**PLAIN, "fish_share": 0.0, "protein_to_fat": 1.5, "unminced_red_meat": "yes"})
BEANS = Dish(name="beans", facts={"course": "side", "vegetables": "cooked", "fat": 2.0, "fried": "no"})
RICE = Dish(name="rice", facts={"course": "side", "vegetables": "starch", "fat": 2.0, "fried": "no"})
DAIRY = {"course": "dairy", "fat": 10.0, "fried": "no"}
COMTE = Dish(name="comté", facts={**DAIRY, "cheese": "yes", "calcium": 150.0, "fat_portion": 9.0})
BRIE = Dish(name="brie", facts={**DAIRY, "cheese": "yes", "calcium": 149.9, "fat_portion": 9.0})
YOGHURT = Dish(name="yoghurt", facts={**DAIRY, "cheese": "no", "calcium": 150.0, "fat_portion": 1.0})
APPLE = Dish(name="apple", facts={"course": "dessert", "raw_fruit": "yes", "fat": 0.0, "sugars": 15.0, "fried": "no"})
TART = Dish(name="tart", facts={"course": "dessert", "raw_fruit": "no", "fat": 15.0, "sugars": 20.1, "fried": "no"})
GOOD = [
    (
        RAW if day < 16 else FAT,
        FISH if day % 2 else BEEF,
        BEANS if day < 10 else RICE,
        COMTE if day < 8 else BRIE if day < 12 else YOGHURT,
        TART if day < 4 else APPLE,
    )
    for day in range(20)
]


def test_a_right_menu_keeps_every_frequency() -> None:
    found = judge_menu(GOOD, FREQUENCIES)
    assert [(row.row.id, row.count) for row in found.rows if row.holds is not True] == []
    assert found.is_right


@pytest.mark.parametrize(
    ("day", "old", "new", "broken"),
    [
        (0, RAW, FAT, {"fat_starters"}),
        (4, APPLE, TART, {"sweet_desserts"}),
        (0, BEANS, RICE, {"cooked_vegetables", "starches"}),
        (0, COMTE, YOGHURT, {"rich_cheese"}),
        (8, BRIE, YOGHURT, {"other_cheese"}),
        (19, YOGHURT, BRIE, set()),
    ],
)
def test_one_dish_more_or_less_is_seen(day: int, old: Dish, new: Dish, broken: set[str]) -> None:
    meals = [list(meal) for meal in GOOD]
    meals[day][meals[day].index(old)] = new
    assert {row.row.id for row in judge_menu(meals, FREQUENCIES).rows if row.holds is False} == broken


def test_dishes_that_are_not_known_leave_it_open() -> None:
    meals = [list(meal) for meal in GOOD]
    meals[0][0] = Dish(name="surprise", facts={"course": "starter"})
    found = {row.row.id: (row.holds, row.unsure) for row in judge_menu(meals, FREQUENCIES).rows}
    assert found["fat_starters"] == (None, 1)
    assert found["raw_starters"] == (True, 1)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"colour": "red"}, "knows no fact colour"),
        ({"course": "soup"}, "course is starter, main"),
        ({"fat": "much"}, "a number in %"),
        ({"course": 1.0}, "course is starter, main"),
    ],
)
def test_a_dish_speaks_the_words_of_the_table(facts: dict[str, str | float], words: str) -> None:
    with pytest.raises(InputError, match=words):
        judge_menu([[Dish(name="x", facts=facts)]] * 20, FREQUENCIES)


def test_a_table_speaks_of_so_many_meals() -> None:
    with pytest.raises(ShapeError, match="20 meals in a row, not 19"):
        judge_menu(GOOD[:19], FREQUENCIES)


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("nutri_score_2023", "id: nutri_score_2023", "id: other", "must carry the id"),
        ("nutri_score_2023", "  sugars_g: [3.4, 6.8", "  sugars_g: [6.8, 3.4", "edges rise"),
        ("nutri_score_2023", "saturates_kj_per_g", "saturates", "lacks saturates_kj_per_g"),
        ("nutri_score_2023", "id:", "id: [", "is no YAML"),
        ("school_lunches_2011", "at_most: 4, certainty", "certainty", "fat_starters needs at_least"),
        ("school_lunches_2011", "meals: 20", "lunches: 20", "lacks meals"),
    ],
)
def test_a_wrong_table_is_refused(name: str, old: str, new: str, words: str) -> None:
    text = files("pagus.library.nutrition").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    parse = parse_nutri_score if name.startswith("nutri") else parse_frequencies
    with pytest.raises(InputError, match=words):
        parse(text.replace(old, new, 1), name)
    with pytest.raises(NotFound):
        frequency_table("nothing")
