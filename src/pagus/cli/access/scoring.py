"""``pagus access score`` and ``whatif``: who can reach how much care, and what edits would change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from pagus.cli.access.options import DecayText, DemandFile, MethodName, Out, SitesFile, Threshold, method_of
from pagus.cli.access.travelling import travelling
from pagus.cli.screen import Json, say, show, table
from pagus.errors import InputError

if TYPE_CHECKING:
    from pagus.engines.access.model import Demand, Floats, Method, Scores, Sites
    from pagus.engines.access.trial import NamedEdit

__all__ = ["score", "whatif"]

SHOWN = 20
_Edited = Annotated[list[str] | None, typer.Option(metavar="ID", help="Close a site; may be repeated.")]


@travelling
def score(
    ways: Any,
    demand: DemandFile,
    sites: SitesFile,
    method: MethodName = "apl-2015",
    decay: DecayText = None,
    threshold: Threshold = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """How much care can the people of each place reach? Writes id,access: capacity for each standardised inhabitant."""
    from pagus.doors.points import read_demand, read_sites
    from pagus.engines.access import scores

    chosen = method_of(method, decay)
    people = read_demand(demand)
    care = read_sites(sites, people.points)
    pairs = ways.pairs(people.points, care.points, chosen.decay.edges_min[-1])
    found = scores(pairs, people.std_people, care.capacity, chosen)
    _say_lost(found, care)
    document = {
        "method": _method(chosen),
        "travel_time": pairs.router,
        "places": len(people.points),
        "sites": len(care.points),
        "pairs": len(pairs.demand),
        "inequality": _inequality(found.access, people, threshold),
        "lost_capacity": found.lost_capacity,
        "lost_sites": [care.points.ids[site] for site in found.lost_sites],
        "out": str(out) if out else None,
    }
    rows = list(zip(people.points.ids, found.access.tolist(), strict=True))
    if out is not None:
        _write(out, ("id", "access"), rows)
    else:
        document["scores"] = [{"id": name, "access": access} for name, access in rows]
    show(document, json, lambda console: _draw_scores(console, document, rows, out))


@travelling
def whatif(
    ways: Any,
    demand: DemandFile,
    sites: SitesFile,
    close: _Edited = None,
    open_: Annotated[
        list[str] | None, typer.Option("--open", metavar="ID=X,Y,CAPACITY", help="A new site; may be repeated.")
    ] = None,
    move: Annotated[list[str] | None, typer.Option(metavar="ID=X,Y", help="A site elsewhere; may be repeated.")] = None,
    capacity: Annotated[
        list[str] | None, typer.Option(metavar="ID=NUMBER", help="Another capacity; may be repeated.")
    ] = None,
    people: Annotated[
        list[str] | None, typer.Option(metavar="ID=FACTOR", help="The needs of a place times this; may be repeated.")
    ] = None,
    method: MethodName = "apl-2015",
    decay: DecayText = None,
    threshold: Threshold = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """What would change? Closings come first, then moves, capacities, openings, needs. Writes id,before,after."""
    from pagus.doors.points import read_demand, read_sites
    from pagus.engines.access.trial import try_edits

    edits = _edits(close, move, capacity, open_, people)
    if not edits:
        raise InputError("nothing was changed: give --close, --open, --move, --capacity or --people")
    chosen = method_of(method, decay)
    places = read_demand(demand)
    care = read_sites(sites, places.points)
    trial = try_edits(places, care, chosen, ways, edits)
    before, after = trial.before.access, trial.after.access
    ids = places.points.ids
    rows = [(ids[place], float(before[place]), float(after[place])) for place in trial.changed.tolist()]
    document = {
        "method": _method(chosen),
        "travel_time": trial.router,
        "changed": len(rows),
        "before": _inequality(before, places, threshold),
        "after": _inequality(after, places, threshold),
        "out": str(out) if out else None,
    }
    if out is not None:
        _write(out, ("id", "before", "after"), rows)
    else:
        document["changes"] = [{"id": name, "before": was, "after": is_} for name, was, is_ in rows]
    show(document, json, lambda console: _draw_changes(console, document, rows, out))


def _edits(
    close: list[str] | None,
    move: list[str] | None,
    capacity: list[str] | None,
    opened: list[str] | None,
    people: list[str] | None,
) -> list[NamedEdit]:
    from pagus.engines.access.trial import NamedEdit

    edits = [NamedEdit(kind="close", id=name) for name in close or []]
    edits += [NamedEdit(kind="move", id=name, x=x, y=y) for name, (x, y) in _named(move, 2)]
    edits += [NamedEdit(kind="capacity", id=name, value=value) for name, (value,) in _named(capacity, 1)]
    edits += [NamedEdit(kind="open", id=name, x=x, y=y, value=value) for name, (x, y, value) in _named(opened, 3)]
    edits += [NamedEdit(kind="people", id=name, value=value) for name, (value,) in _named(people, 1)]
    return edits


def _named(written: list[str] | None, count: int) -> list[tuple[str, list[float]]]:
    found = []
    for text in written or []:
        name, sign, cells = text.rpartition("=")
        try:
            numbers = [float(cell) for cell in cells.split(",")]
        except ValueError:
            numbers = []
        if not sign or not name or len(numbers) != count:
            raise InputError(
                "{text!r} is not understood: write an id, = and {count} numbers with commas between",
                text=text,
                count=count,
            )
        found.append((name, numbers))
    return found


def _say_lost(found: Scores, care: Sites) -> None:
    if found.lost_sites:
        names = ", ".join(care.points.ids[site] for site in found.lost_sites[:SHOWN])
        more = len(found.lost_sites) - SHOWN
        names += f" and {more} more" if more > 0 else ""
        say(f"sites within reach of nobody: {names}; their capacity of {found.lost_capacity:g} is lost")


def _method(method: Method) -> dict[str, Any]:
    bands = zip(method.decay.edges_min, method.decay.weights, strict=True)
    return {
        "id": method.id,
        "family": method.family,
        "decay": [{"minutes": edge, "weight": weight} for edge, weight in bands],
        "certainty": method.certainty,
        "source": method.source,
        "note": method.note["en"],
    }


def _inequality(access: Floats, demand: Demand, threshold: float | None) -> dict[str, Any] | None:
    from dataclasses import asdict

    from pagus.engines.access import inequality

    if not (demand.people > 0).any():
        return None
    return asdict(inequality(access, demand.people, weighted_by="people", threshold=threshold))


def _write(path: Path, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    import polars as pl

    pl.DataFrame(rows, schema=list(columns), orient="row").write_csv(path)


def _draw_head(console: Console, document: dict[str, Any]) -> None:
    method = document["method"]
    bands = ", ".join(f"{band['minutes']:g} min: {band['weight']:g}" for band in method["decay"])
    console.print(f"[bold]{method['id']}[/bold]  {bands}  ({method['certainty']})")
    console.print(f"minutes: {document['travel_time']}")


def _draw_scores(
    console: Console, document: dict[str, Any], rows: Sequence[tuple[str, float]], out: Path | None
) -> None:
    _draw_head(console, document)
    console.print(f"{document['places']} places, {document['sites']} sites, {document['pairs']} pairs")
    _draw_inequality(console, {"": document["inequality"]})
    if out is None:
        console.print(table(("id", "access"), [(name, f"{access:.6g}") for name, access in rows[:SHOWN]], ("access",)))
        if len(rows) > SHOWN:
            console.print(f"... and {len(rows) - SHOWN} more: --out FILE writes them all")
    else:
        console.print(f"written to {out}")


def _draw_changes(
    console: Console, document: dict[str, Any], rows: Sequence[tuple[str, float, float]], out: Path | None
) -> None:
    _draw_head(console, document)
    _draw_inequality(console, {"before": document["before"], "after": document["after"]})
    console.print(f"{len(rows)} places change")
    if out is None:
        most = sorted(rows, key=lambda row: -abs(row[2] - row[1]))[:SHOWN]
        cells = [(name, f"{was:.6g}", f"{is_:.6g}", f"{is_ - was:+.3g}") for name, was, is_ in most]
        console.print(table(("id", "before", "after", "change"), cells, ("before", "after", "change")))
    else:
        console.print(f"written to {out}")


def _draw_inequality(console: Console, found: dict[str, dict[str, Any] | None]) -> None:
    names = {"mean": "mean", "gini": "Gini", "theil": "Theil", "p10": "P10", "p90": "P90", "p90_p10": "P90/P10"}
    known = {label: row for label, row in found.items() if row is not None}
    if any(row["threshold"] is not None for row in known.values()):
        names["share_at_or_under"] = "share at or under"
    rows = [(label, *("-" if row[key] is None else f"{row[key]:.4g}" for key in names)) for label, row in known.items()]
    if rows:
        console.print(table(("", *names.values()), rows, tuple(names.values())))
