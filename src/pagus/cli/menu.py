"""``pagus menu score`` and ``pagus menu improve``: how good is a school menu, and which would be better?"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from pagus.cli.menu_file import read_menu
from pagus.cli.screen import Json, show, table
from pagus.engines.nutrition import Aim, BetterMenu, MenuLimits, MenuScore, MenuTables, better_menu, score_menu
from pagus.library.nutrition import frequency_table, nutri_score_table, purchase_table

__all__ = ["app"]

app = typer.Typer(help="Score school menus and find better ones.", no_args_is_help=True)
MenuPath = Annotated[Path, typer.Argument(metavar="FILE.csv", help="The menu: one line a dish.")]
Apart = Annotated[int, typer.Option(help="How many meals at least from a dish to the same dish.")]
_HOLDS = {True: "kept", False: "NOT KEPT", None: "not known"}


@app.command()
def score(file: MenuPath, apart: Apart = 5, json: Json = False) -> None:
    """Score twenty lunches: frequencies, purchases, Nutri-Score, cost, CO2, repeats."""
    tables = _tables()
    found = score_menu(read_menu(file, tables.frequencies).meals, tables, apart=apart)
    document = _score(found, tables)
    show(document, json, lambda console: _draw_score(console, document))


@app.command()
def improve(
    file: MenuPath,
    aim: Annotated[
        Aim, typer.Option(help="change: as few dishes as can be; else the least of that measure.")
    ] = "change",
    cost: Annotated[float | None, typer.Option(help="Most euros over all meals, a portion each.")] = None,
    co2: Annotated[float | None, typer.Option(help="Most kg CO2e over all meals, a portion each.")] = None,
    apart: Apart = 5,
    purchases: Annotated[bool, typer.Option(help="Keep the shares of purchases too.")] = True,
    seconds: Annotated[float, typer.Option(help="Look no longer than this.")] = 30.0,
    json: Json = False,
) -> None:
    """Propose a menu of the dishes of the file that keeps every frequency, with the proof of how good it is."""
    tables = _tables()
    menu = read_menu(file, tables.frequencies)
    limits = MenuLimits(cost=cost, co2=co2, apart=apart, purchases=purchases, seconds=seconds)
    found = better_menu(menu.meals, menu.others, tables, limits, aim)
    document = _better(found) | {"score": _score(score_menu(found.meals, tables, apart=apart), tables)}
    show(document, json, lambda console: _draw_better(console, document))


def _tables() -> MenuTables:
    return MenuTables(frequencies=frequency_table(), purchases=purchase_table(), nutri_score=nutri_score_table())


def _score(found: MenuScore, tables: MenuTables) -> dict[str, Any]:
    shares = {
        "quality": (found.quality, tables.purchases.quality),
        "organic": (found.organic, tables.purchases.organic),
    }
    return {
        "tables": [tables.frequencies.id, tables.purchases.id, tables.nutri_score.id],
        "rows_kept": found.frequencies.kept,
        "rows": [
            {
                "row": each.row.id,
                "count": each.count,
                "unsure": each.unsure,
                "at_least": each.row.at_least,
                "at_most": each.row.at_most,
                "holds": each.holds,
                "certainty": each.row.certainty,
                "dishes": sorted(set(each.dishes)),
            }
            for each in found.frequencies.rows
        ],
        "purchases": {
            name: {"share": share, "at_least": least, "certainty": tables.purchases.certainty[name]}
            for name, (share, least) in shares.items()
        },
        "nutri_score": dict(found.letters),
        "cost_eur": found.cost,
        "co2_kg": found.co2,
        "unknown": dict(found.unknown),
        "repeats": [asdict(each) for each in found.repeats],
    }


def _better(found: BetterMenu) -> dict[str, Any]:
    return {
        "aim": found.aim,
        "value": found.value,
        "bound": found.bound,
        "gap": found.gap,
        "stopped": found.stopped,
        "unmet": [asdict(each) for each in found.unmet],
        "meals": [[portion.name for portion in meal] for meal in found.meals],
    }


def _draw_score(console: Console, document: dict[str, Any]) -> None:
    rows = [
        (each["row"].replace("_", " "), each["count"], _wanted(each), _HOLDS[each["holds"]], each["certainty"])
        for each in document["rows"]
    ]
    console.print(table(("frequency", "count", "wanted", "", "certainty"), rows, ("count", "wanted")))
    for name, each in document["purchases"].items():
        share = "not known" if each["share"] is None else f"{each['share']:.0%}"
        console.print(f"{name} purchases: {share} of {each['at_least']:.0%} ({each['certainty']})")
    letters = ", ".join(f"{letter} {count}" for letter, count in document["nutri_score"].items())
    console.print(f"Nutri-Score of the dishes served: {letters}")
    console.print(f"a portion of all meals: {document['cost_eur']:.2f} EUR, {document['co2_kg']:.2f} kg CO2e")
    for name, count in document["unknown"].items():
        if count:
            console.print(f"{name.replace('_', ' ')} not known for {count} dishes served: not counted")
    for each in document["repeats"]:
        console.print(f"{each['dish']} on meal {each['first']} comes back on meal {each['again']}", markup=False)


def _wanted(row: dict[str, Any]) -> str:
    least, most = row["at_least"], row["at_most"]
    if least == most:
        return f"{least:g}"
    return f"{least:g} or more" if most is None else f"at most {most:g}"


def _draw_better(console: Console, document: dict[str, Any]) -> None:
    meals = [(day, ", ".join(meal)) for day, meal in enumerate(document["meals"], start=1)]
    console.print(table(("meal", "dishes"), meals, ("meal",)))
    if document["unmet"]:
        console.print("No menu of these dishes keeps every row and limit. This one gives up as little as it can:")
        for each in document["unmet"]:
            unit = " EUR above the share" if each["row"].endswith("_purchases") else ""
            console.print(f"  {each['row'].replace('_', ' ')}: {each['value']:g}{unit}, wanted {_wanted(each)}")
    else:
        measure = {"change": "dishes changed", "cost": "EUR", "co2": "kg CO2e", "nutri_score": "Nutri-Score points"}
        console.print(f"{document['value']:g} {measure[document['aim']]}; none has less than {document['bound']:g}")
    if document["stopped"]:
        console.print("The search stopped at its limit: the proof is not complete")
    _draw_score(console, document["score"])
