"""``pagus access site``: where new sites help most, and how far from the best the answer can be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from pagus.cli.access.options import DecayText, DemandFile, MethodName, method_of
from pagus.cli.access.travelling import travelling
from pagus.cli.screen import Json, show, table
from pagus.errors import InputError

if TYPE_CHECKING:
    from pagus.engines.access.model import Demand, Floats, Method, Pairs, Points, Sites
    from pagus.engines.access.siting import Candidates, Effort, Limits, Siting

__all__ = ["site"]

OBJECTIVES = ("p-median", "p-center", "maximal-cover", "lift-above-threshold", "access-gain")


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
    objective: Annotated[str, typer.Option("--objective", help=", ".join(OBJECTIVES) + ".")] = "p-median",
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

    if objective not in OBJECTIVES:
        raise InputError("no objective {name}: there are {known}", name=objective, known=", ".join(OBJECTIVES))
    places, offered = read_demand(demand), read_points(candidates, (), ("capacity", "cost", "serves"))
    there = read_sites(sites, places.points) if sites is not None else None
    chosen = method_of(method, decay)
    limit = chosen.decay.edges_min[-1] if objective in OBJECTIVES[3:] else within
    question = _Question(
        places,
        there,
        ways.pairs(places.points, offered.points, limit),
        ways.pairs(places.points, there.points, limit) if there is not None else None,
        _offers(offered.points, offered.numbers, "serves" if objective == "maximal-cover" else "capacity"),
        Limits(count, budget),
        _effort(way, gap),
    )
    found = _answer(objective, question, within, chosen, threshold)
    document = {
        "objective": found.objective,
        "unit": found.unit,
        "travel_time": question.pairs.router,
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


@dataclass(frozen=True, slots=True, eq=False)
class _Question:
    demand: Demand
    sites: Sites | None
    pairs: Pairs
    existing: Pairs | None
    candidates: Candidates
    limits: Limits
    effort: Effort


def _answer(objective: str, asked: _Question, within: float, method: Method, threshold: float | None) -> Siting:
    from pagus.engines.access import siting

    people, std_people = asked.demand.people, asked.demand.std_people
    common: Any = (asked.pairs, asked.candidates, asked.limits)
    if objective == "p-median":
        return siting.p_median(people, *common, existing=asked.existing, effort=asked.effort)
    if objective == "p-center":
        return siting.p_center(people, *common, existing=asked.existing, effort=asked.effort)
    if objective == "maximal-cover":
        return siting.maximal_cover(people, *common, minutes=within, covered=_covered(asked), effort=asked.effort)
    access = _access(asked, method)
    if objective == "lift-above-threshold":
        if threshold is None:
            raise InputError("say which access is under-served: give --threshold")
        return siting.lift_above_threshold(
            people, std_people, *common, method=method, access=access, threshold=threshold, effort=asked.effort
        )
    standing = None
    if asked.existing is not None and asked.sites is not None:
        standing = siting.Standing(asked.existing, asked.sites.capacity)
    return siting.access_gain(
        people,
        std_people,
        *common,
        method=method,
        access=access,
        measure="mean" if threshold is None else "up-to-threshold",
        threshold=threshold,
        existing=standing,
        effort=asked.effort,
    )


def _covered(asked: _Question) -> Any:
    import numpy as np

    if asked.existing is None:
        return None
    covered = np.zeros(len(asked.demand.people), np.bool_)
    covered[asked.existing.demand] = True
    return covered


def _access(asked: _Question, method: Method) -> Floats:
    import numpy as np

    from pagus.engines.access import scores

    if asked.existing is None or asked.sites is None:
        return np.zeros(len(asked.demand.people))
    return scores(asked.existing, asked.demand.std_people, asked.sites.capacity, method).access


def _offers(points: Points, numbers: dict[str, Floats], room: str) -> Candidates:
    """One offer a point: its own room and cost, or no limit and 1."""
    import numpy as np

    from pagus.engines.access.siting import Candidates

    size = len(points)
    cost = numbers.get("cost", np.ones(size))
    if (cost <= 0).any():
        raise InputError("the cost of a candidate is above 0: {id}", id=points.ids[int(np.argmax(cost <= 0))])
    return Candidates(
        ids=points.ids,
        kinds=("",) * size,
        column=np.arange(size),
        cost=cost,
        capacity=numbers.get(room, np.full(size, np.inf)),
        forced=np.zeros(size, np.bool_),
        forbidden=np.zeros(size, np.bool_),
    )


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
