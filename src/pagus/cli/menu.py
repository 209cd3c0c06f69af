"""``pagus menu score`` and ``pagus menu improve``: how good is a school menu, and which would be better?"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from pagus.apps.menus.files import example_menu, read_menu, write_menu
from pagus.apps.menus.judging import APART, Proposed, Wish, judge, menu_tables, propose
from pagus.apps.wall_clock import wall_ms
from pagus.cli.screen import Json, show, table
from pagus.cli.workspace import DEFAULT, Folder, enter
from pagus.engines.nutrition import Aim, MenuScore, MenuTables
from pagus.errors import InputError

__all__ = ["app"]

app = typer.Typer(help="Score school menus and find better ones.", no_args_is_help=True)
MenuPath = Annotated[Path, typer.Argument(metavar="FILE.csv", help="The menu: one line a dish.")]
Apart = Annotated[int, typer.Option(help="How many meals at least from a dish to the same dish.")]
_HOLDS = {True: "kept", False: "NOT KEPT", None: "not known"}


@app.command()
def example(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="Where to write it.")], json: Json = False
) -> None:
    """Write an invented menu, of a kitchen that does not exist, to begin with."""
    file.write_text(example_menu(), encoding="utf-8")
    written = f"an invented menu is written to {file}"
    show({"file": str(file), "simulated": True}, json, lambda console: console.print(written, markup=False))


@app.command()
def kitchen(
    code: Annotated[str, typer.Argument(help="A code of your own, as thing:kitchen-north.")],
    name: Annotated[str, typer.Option(help="What it is called.")],
    place: Annotated[str, typer.Option(help="The commune where it stands, as commune:67482.")],
    simulated: Annotated[bool, typer.Option("--simulated", help="It is invented.")] = False,
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Add a school kitchen, so that the scores of its menus can be recorded."""
    enter(workspace)
    from pagus.apps.menus.recording import add_kitchen

    count = add_kitchen(code, name, place, simulated=simulated)
    added = f"{code} is added; {count} running kits follow it"
    show({"kitchen": code, "followed_by": count}, json, lambda console: console.print(added, markup=False))


@app.command()
def score(
    file: MenuPath,
    apart: Apart = APART,
    record: Annotated[
        str,
        typer.Option(metavar="THING", help="Record the figures for this kitchen: school-meals watches them."),
    ] = "",
    out: Annotated[
        Path | None, typer.Option(help="With --record: write them to this file for pagus import observations instead.")
    ] = None,
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Score twenty lunches: frequencies, purchases, Nutri-Score, cost, CO2, repeats."""
    tables = menu_tables()
    found = judge(read_menu(file, tables.frequencies).meals, apart)
    document = _score(found, tables)
    if out is not None and not record:
        raise InputError("say with --record for which kitchen the figures are")
    if record:
        document["recorded"] = _recorded(found, tables, record, out, workspace)
    show(document, json, lambda console: _draw_score(console, document))


def _recorded(found: MenuScore, tables: MenuTables, kitchen: str, out: Path | None, workspace: Path) -> dict[str, Any]:
    """Keep the figures in the workspace, or write the file that another one imports."""
    if out is None:
        enter(workspace)
    from pagus.apps.menus.signals import observations_file, observed

    values = observed(found, tables.frequencies.meals)
    if out is not None:
        out.write_text(observations_file(kitchen, values, wall_ms()), encoding="utf-8")
        return {"kitchen": kitchen, "written": len(values), "file": str(out)}
    from pagus.apps.menus.recording import record_menu

    report = record_menu(kitchen, values, "menu")
    return {"kitchen": kitchen, "accepted": report.accepted, "held": report.held, "rejected": report.rejected}


@app.command()
def improve(
    file: MenuPath,
    aim: Annotated[
        Aim, typer.Option(help="change: as few dishes as can be; else the least of that measure.")
    ] = "change",
    cost: Annotated[float | None, typer.Option(help="Most euros over all meals, a portion each.")] = None,
    co2: Annotated[float | None, typer.Option(help="Most kg CO2e over all meals, a portion each.")] = None,
    apart: Apart = APART,
    purchases: Annotated[bool, typer.Option(help="Keep the shares of purchases too.")] = True,
    seconds: Annotated[float, typer.Option(help="Look no longer than this.")] = 30.0,
    out: Annotated[Path | None, typer.Option(help="Write the better menu to this file.")] = None,
    json: Json = False,
) -> None:
    """Propose a menu of the dishes of the file that keeps every frequency, with the proof of how good it is."""
    tables = menu_tables()
    menu = read_menu(file, tables.frequencies)
    meals = tables.frequencies.meals
    wish = Wish(
        aim=aim,
        cost=None if cost is None else cost / meals,
        co2=None if co2 is None else co2 / meals,
        apart=apart,
        purchases=purchases,
        seconds=seconds,
    )
    found = propose(menu, wish)
    if out is not None:
        served = [portion for meal in menu.meals for portion in meal]
        out.write_text(write_menu(found.better.meals, [*served, *menu.others], tables.frequencies), encoding="utf-8")
    document = _better(found) | {"score": _score(found.score, tables)}
    show(document, json, lambda console: _draw_better(console, document))


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


def _better(proposed: Proposed) -> dict[str, Any]:
    found = proposed.better
    return {
        "aim": found.aim,
        "value": found.value,
        "bound": found.bound,
        "gap": found.gap,
        "stopped": found.stopped,
        "unmet": [asdict(each) for each in found.unmet],
        "meals": [[portion.name for portion in meal] for meal in found.meals],
        "changes": [asdict(each) for each in proposed.changes],
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
    if (kept := document.get("recorded")) is not None:
        what = "written" if "file" in kept else "recorded"
        count = kept["written"] if "file" in kept else kept["accepted"]
        console.print(f"{count} figures {what} for {kept['kitchen']}", markup=False)
        if kept.get("rejected"):
            console.print(f"{kept['rejected']} were not: install the kit school-meals first")


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
