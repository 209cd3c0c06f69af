"""``pagus access rounds``: who sees whom, in which order and when, and who is not seen and why."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from pagus.cli.access.travelling import travelling
from pagus.cli.screen import Json, show, table
from pagus.kernel.time import clock_text

if TYPE_CHECKING:
    from pagus.engines.access.rounds import RoundPlan

__all__ = ["rounds"]

REASONS = {
    "skill": "nobody has the skills",
    "no-way": "no open way there and back",
    "window": "fits in nobody's day",
    "pair": "the visit it belongs with is not served",
    "full": "no room left in anybody's day",
    "priority": "costs more way than it is worth",
}


@travelling
def rounds(
    ways: Any,
    visits: Annotated[
        Path,
        typer.Option("--visits", help="CSV: id, x_m, y_m (or lon, lat), minutes, from, to; skills, pair, usual, ..."),
    ],
    nurses: Annotated[
        Path, typer.Option("--nurses", help="CSV: id, x_m, y_m (or lon, lat), from, to; skills, lunch_minutes, ...")
    ],
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same plan.")] = 0,
    iterations: Annotated[
        int | None, typer.Option("--iterations", min=1, help="How long to look; fixed, no clock.")
    ] = None,
    json: Json = False,
) -> None:
    """Plan the rounds of a day: windows, skills, breaks, pairs; each visit left out says why."""
    from pagus.doors.points.visits import read_day
    from pagus.engines.access.rounds import Question, matrix_of, plan_rounds

    asked, people, points = read_day(visits, nurses)
    question = Question(visits=asked, nurses=people, matrix=matrix_of(ways, points))
    plan = (
        plan_rounds(question, seed=seed)
        if iterations is None
        else plan_rounds(question, seed=seed, iterations=iterations)
    )
    document = {
        "travel_time": plan.words,
        "rounds": [_round(each, points.ids) for each in asdict(plan)["rounds"]],
        "unserved": [asdict(each) for each in plan.unserved],
        "cost_s": plan.cost_s,
        "seed": plan.seed,
        "iterations": plan.iterations,
    }
    show(document, json, lambda console: _draw(console, plan))


def _round(found: dict[str, Any], ids: tuple[str, ...]) -> dict[str, Any]:
    stops = [{**stop, "place": ids[stop["place"]]} for stop in found["stops"]]
    return {**found, "stops": stops}


def _draw(console: Console, plan: RoundPlan) -> None:
    console.print(f"minutes: {plan.words}")
    for each in plan.rounds:
        console.print(
            f"[bold]{each.nurse}[/bold]  leaves {clock_text(each.depart // 60)}, back {clock_text(each.back // 60)}, "
            f"{each.travel_s // 60} min on the way"
        )
        rows = [
            (*(clock_text(second // 60) for second in (stop.arrival, stop.start, stop.end)), stop.visit or "lunch")
            for stop in each.stops
        ]
        console.print(table(("arrives", "begins", "ends", "visit"), rows))
    if plan.unserved:
        console.print(f"[bold]not served: {len(plan.unserved)}[/bold]")
        console.print(table(("visit", "why"), [(each.visit, REASONS[each.reason]) for each in plan.unserved]))
