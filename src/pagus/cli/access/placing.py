"""``pagus access site``: where new sites help most, and how far from the best the answer can be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from pagus.cli.access.options import DecayText, DemandFile, MethodName, method_of
from pagus.cli.access.travelling import travelling
from pagus.cli.screen import Json, show, table
from pagus.errors import InputError

if TYPE_CHECKING:
    from pagus.engines.access.siting import Effort

__all__ = ["site"]

OBJECTIVES = "p-median, p-center, maximal-cover, lift-above-threshold or access-gain."


@travelling
def site(
    ways: Any,
    demand: DemandFile,
    candidates: Annotated[
        Path,
        typer.Option("--candidates", help="CSV: id, x_m, y_m (or lon, lat); at will capacity, serves (people), cost."),
    ],
    count: Annotated[int | None, typer.Option("--count", "-k", min=1, help="So many sites may open.")] = None,
    budget: Annotated[
        float | None, typer.Option("--budget", help="They may cost so much, in the unit of cost.")
    ] = None,
    objective: Annotated[str, typer.Option("--objective", help=OBJECTIVES)] = "p-median",
    sites: Annotated[
        Path | None, typer.Option("--sites", help="CSV: id, x_m, y_m (or lon, lat), capacity: what is there already.")
    ] = None,
    within: Annotated[float, typer.Option("--within", help="Minutes that count at most.")] = 20,
    threshold: Annotated[
        float | None, typer.Option("--threshold", help="Access up to which a place is under-served.")
    ] = None,
    method: MethodName = "apl-2015",
    decay: DecayText = None,
    gap: Annotated[float, typer.Option("--gap", help="Stop when this gap is proven, as 0.01.")] = 0.0,
    way: Annotated[str, typer.Option("--way", help="auto, exact (HiGHS) or quick (greedy, with its bound).")] = "auto",
    json: Json = False,
) -> None:
    """Where would new sites help most? The bound says how much better any other choice could be at most."""
    from pagus.doors.points import read_demand, read_points, read_sites
    from pagus.engines.access.siting import Limits, how_sure
    from pagus.engines.access.siting.question import Asked, answer, plain_offers

    places, offered = read_demand(demand), read_points(candidates, (), ("capacity", "cost", "serves"))
    asked = Asked(
        objective=objective,
        demand=places,
        offered=offered.points,
        candidates=plain_offers(offered.points, offered.numbers, objective),
        limits=Limits(count, budget),
        method=method_of(method, decay),
        sites=read_sites(sites, places.points) if sites is not None else None,
        within_min=within,
        threshold=threshold,
        effort=_effort(way, gap),
    )
    found = answer(asked, ways)
    document = {
        "objective": found.objective,
        "unit": found.unit,
        "travel_time": ways.words,
        "before": found.before,
        "value": found.value,
        "bound": found.bound,
        "gap": found.gap,
        "proven_gap": found.proven_gap,
        "derivation": found.derivation,
        "how_sure": how_sure(found),
        "chosen": [
            {"id": each.id, "cost": each.cost, "gain": each.gain, "value_after": each.value_after}
            for each in found.choices
        ],
        "unreachable": [places.points.ids[point] for point in found.unreachable],
        "stopped": found.stopped,
    }
    show(document, json, lambda console: _draw(console, document))


def _effort(way: str, gap: float) -> Effort:
    from pagus.engines.access.siting import Effort

    if way == "exact":
        return Effort(way="exact", wanted_gap=gap)
    if way == "quick":
        return Effort(way="quick", wanted_gap=gap)
    if way != "auto":
        raise InputError("{way!r} is no way to look: choose auto, exact or quick", way=way)
    return Effort(wanted_gap=gap)


def _draw(console: Console, document: dict[str, Any]) -> None:
    console.print(f"[bold]{document['objective']}[/bold]  minutes: {document['travel_time']}")
    rows = [(each["id"], f"{each['gain']:.6g}", f"{each['value_after']:.6g}") for each in document["chosen"]]
    console.print(table(("opens", f"gain ({document['unit']})", "then"), rows, (f"gain ({document['unit']})", "then")))
    console.print(f"before {document['before']:.6g}, after {document['value']:.6g}, bound {document['bound']:.6g}")
    console.print(document["how_sure"])
    if document["unreachable"]:
        console.print(f"{len(document['unreachable'])} places are within reach of no candidate and no site")
