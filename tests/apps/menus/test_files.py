"""A menu as a table: read, written back, told by its line when wrong; the invented one is bad and can be mended."""

from __future__ import annotations

import pytest

from pagus.apps.menus.files import MOST_LETTERS, example_menu, parse_menu, write_menu
from pagus.apps.menus.judging import Wish, changes, judge, menu_tables, propose
from pagus.apps.menus.signals import observations_file, observed
from pagus.errors import InputError
from pagus.kit_language.shipped import shipped_kit

TABLE = menu_tables().frequencies


def test_what_is_written_is_read_back() -> None:
    menu = parse_menu(example_menu(), TABLE)
    served = [portion for meal in menu.meals for portion in meal]
    again = parse_menu(write_menu(menu.meals, [*served, *menu.others], TABLE), TABLE)
    assert [sorted(each.name for each in meal) for meal in again.meals] == [
        sorted(each.name for each in meal) for meal in menu.meals
    ]
    assert {each.name: each for each in again.others} == {each.name: each for each in menu.others}
    assert judge(again.meals).cost == pytest.approx(judge(menu.meals).cost)


def test_a_spreadsheet_with_semicolons_and_commas_is_read_too() -> None:
    text = "dish;days;course;cost_eur\nSoupe, maison;1 2;starter;0,25\n"
    menu = parse_menu(text.encode("utf-8-sig"), TABLE)
    assert [(each.name, each.cost) for each in menu.meals[1]] == [("Soupe, maison", 0.25)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x" * (MOST_LETTERS + 1), "is larger than"),
        ("dish,days,course,cost_eur\nsoup,1,starter,nan\n", "line 2"),
        ("dish,days,course,cost_eur\nsoup,1,starter,inf\n", "line 2"),
        (b"dish,days,course\n\x81t\x81,1,starter\n", "is no text"),
    ],
)
def test_what_cannot_be_read_is_told(text: str | bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        parse_menu(text, TABLE)


def test_the_invented_menu_is_bad_and_a_better_one_costs_no_more() -> None:
    menu = parse_menu(example_menu(), TABLE)
    today = judge(menu.meals)
    assert today.frequencies.kept == 0
    assert not any(today.unknown.values())
    found = propose(menu, Wish(cost=today.cost / 20, co2=today.co2 / 20))
    assert found.better.unmet == ()
    assert found.better.gap <= 1e-6
    assert found.score.frequencies.kept == 15
    assert found.score.cost <= today.cost + 1e-6
    assert found.score.co2 <= today.co2 + 1e-6
    assert found.score.repeats == ()
    assert sum(each.after - each.before for each in found.changes) == 0
    assert sum(each.after - each.before for each in found.changes if each.after > each.before) == found.better.value
    # Dishes stay on their day where they can: more days keep a dish than the number of dishes kept would by chance.
    kept = sum(not new for meal in found.new for new in meal)
    assert kept >= 50


def test_a_menu_that_does_not_change_has_no_changes() -> None:
    menu = parse_menu(example_menu(), TABLE)
    assert changes(menu.meals, menu.meals) == ()


def test_only_what_is_known_for_every_dish_is_recorded() -> None:
    menu = parse_menu(example_menu(), TABLE)
    whole = observed(judge(menu.meals), 20)
    assert whole["menu_rows_kept"] == 0
    assert whole["menu_fried"] == 13
    assert whole["menu_meal_cost"] == pytest.approx(2.518, abs=0.001)
    poor = parse_menu("dish,days,course\nsoup,1,starter\n", TABLE)
    assert set(observed(judge(poor.meals), 20)) <= set(whole) - {"menu_meal_cost", "menu_meal_co2", "menu_fried"}
    lines = observations_file("thing:kitchen", whole, 0).splitlines()
    assert lines[0] == "subject,signal,time,value"
    assert lines[1] == "thing:kitchen,menu_rows_kept,1970-01-01T00:00:00.000+00:00,0"
    assert len(lines) == 1 + len(whole)


def test_the_kit_watches_what_is_recorded_and_asks_what_the_tables_ask() -> None:
    kit = shipped_kit("school-meals")
    menu = parse_menu(example_menu(), TABLE)
    assert set(kit.signals) == set(observed(judge(menu.meals), 20))
    for row in TABLE.rows:
        rule = kit.rules[f"{row.id}_wrong"]
        limits = dict(part.split()[1:] for part in rule.when.split(" || "))
        least, most = (float(limits[sign]) if sign in limits else None for sign in "<>")
        assert (least, most) == (row.at_least, row.at_most), row.id
        assert rule.evidence.certainty == row.certainty, row.id
    shares = menu_tables().purchases
    assert kit.parameters["least_quality"].default == shares.quality
    assert kit.parameters["least_organic"].default == shares.organic
