"""``pagus menu``: a kitchen that does not exist, scored and improved; what is wrong in a file is told by line."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pagus.library.nutrition import frequency_table
from tests.engines.nutrition.menus import school_kitchen

Speak = Callable[..., tuple[int, str, str]]
Document = Callable[..., tuple[int, Any]]


@pytest.fixture
def menu(tmp_path: Path) -> Path:
    today, made = school_kitchen(30)
    days = defaultdict(list)
    for day, meal in enumerate(today, start=1):
        for dish in meal:
            days[dish.name].append(str(day))
    file = tmp_path / "menu.csv"
    with file.open("w", encoding="utf-8", newline="") as text:
        head = ["dish", "days", *frequency_table().units, "cost_eur", "co2_kg", "purchase_eur", "quality_share"]
        head += ["organic_share", "family", "energy_kj", "sugars_g", "saturates_g", "salt_g", "protein_g", "is_cheese"]
        table = csv.DictWriter(text, head)
        table.writeheader()
        for dish in made:
            bought, product = dish.purchases, dish.product
            assert bought is not None
            assert product is not None
            shares = {"quality_share": bought.quality / bought.euros, "organic_share": bought.organic / bought.euros}
            values = {name: getattr(product, name) for name in head[-6:-1]}
            own = {"dish": dish.name, "days": " ".join(days[dish.name]), "cost_eur": dish.cost, "co2_kg": dish.co2}
            table.writerow(own | dict(dish.dish.facts) | shares | values | {"purchase_eur": bought.euros})
    return file


def test_a_menu_is_scored(menu: Path, document: Document, pagus: Speak) -> None:
    code, found = document("menu", "score", str(menu))
    today, _ = school_kitchen(30)
    assert code == 0
    assert found["cost_eur"] == pytest.approx(sum(dish.cost or 0 for meal in today for dish in meal))
    assert found["rows_kept"] < 15
    assert found["unknown"] == {"cost": 0, "co2": 0, "purchases": 0, "nutri_score": 0}
    assert sum(found["nutri_score"].values()) == 100
    assert found["purchases"]["organic"]["certainty"] == "local"
    code, out, _ = pagus("menu", "score", str(menu))
    assert code == 0
    assert "raw starters" in out
    assert "comes back" in out


def test_a_better_menu_keeps_every_row(menu: Path, document: Document, pagus: Speak) -> None:
    code, found = document("menu", "improve", str(menu), "--aim", "cost", "--co2", "70")
    assert code == 0
    assert found["unmet"] == []
    assert found["gap"] <= 1e-5
    assert found["score"]["rows_kept"] == 15
    assert found["score"]["cost_eur"] == pytest.approx(found["value"])
    assert found["score"]["co2_kg"] <= 70
    assert found["score"]["repeats"] == []
    assert [len(meal) for meal in found["meals"]] == [5] * 20
    code, out, _ = pagus("menu", "improve", str(menu))
    assert code == 0
    assert "dishes changed; none has less than" in out


def test_what_no_menu_can_keep_is_named(menu: Path, document: Document, pagus: Speak) -> None:
    code, found = document("menu", "improve", str(menu), "--cost", "10", "--no-purchases")
    assert code == 0
    assert [row["row"] for row in found["unmet"]] == ["cost"]
    assert "cost:" in pagus("menu", "improve", str(menu), "--cost", "10", "--no-purchases")[1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("dish,days,course,colour\n", "colour"),
        ("dish,days\n", "course"),
        ("dish,days,course\nsoup,1 21,starter\n", "line 2"),
        ("dish,days,course\nsoup,1 1,starter\n", "line 2"),
        ("dish,days,course\n,1,starter\n", "no name"),
        ('dish,days,course,cost_eur\nsoup,1,starter,"1,5"\n', "with a point"),
        ("dish,days,course,is_cheese\nsoup,1,starter,perhaps\n", "yes or no"),
        ("dish,days,course,family\nsoup,1,starter,sauce\n", "family"),
        ("dish,days,course,purchase_eur,quality_share,organic_share\nsoup,1,starter,1,0.1,0.5\n", "organic_share"),
        ("dish,days,course\nsoup,1,breakfast\n", "course"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, pagus: Speak, text: str, said: str) -> None:
    file = tmp_path / "menu.csv"
    file.write_text(text, encoding="utf-8")
    code, _, told = pagus("menu", "score", str(file))
    assert code == 2
    assert said in told


def test_a_file_that_is_not_there(tmp_path: Path, pagus: Speak) -> None:
    code, _, told = pagus("menu", "score", str(tmp_path / "none.csv"))
    assert (code, "cannot be read" in told) == (2, True)


def test_the_example_is_written_scored_and_improved(tmp_path: Path, document: Document, pagus: Speak) -> None:
    file, better = tmp_path / "example.csv", tmp_path / "better.csv"
    assert pagus("menu", "example", str(file))[0] == 0
    assert document("menu", "score", str(file))[1]["rows_kept"] == 0
    code, found = document("menu", "improve", str(file), "--out", str(better))
    assert code == 0
    assert sum(each["after"] - each["before"] for each in found["changes"] if each["after"] > each["before"]) == 30
    assert document("menu", "score", str(better))[1]["rows_kept"] == 15


def test_figures_are_written_for_another_workspace(menu: Path, tmp_path: Path, pagus: Speak) -> None:
    out = tmp_path / "figures.csv"
    code, told, _ = pagus("menu", "score", str(menu), "--record", "thing:kitchen", "--out", str(out))
    assert code == 0
    assert "figures written for thing:kitchen" in told
    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "subject,signal,time,value"
    assert any(line.startswith("thing:kitchen,menu_fish,") for line in lines)
    code, _, said = pagus("menu", "score", str(menu), "--out", str(out))
    assert (code, "which kitchen" in said) == (2, True)
