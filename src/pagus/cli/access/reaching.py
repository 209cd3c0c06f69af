"""``pagus access nearest``, ``isochrone`` and ``matrix``: what is within reach, how far one comes, who reaches what."""

from __future__ import annotations

import json as json_format
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from pagus.cli.access.options import Out
from pagus.cli.access.travelling import ModeName, mode_named, travelling
from pagus.cli.screen import Json, show, table
from pagus.cli.values import read_instant
from pagus.cli.workspace import DEFAULT, Folder, enter
from pagus.errors import InputError

if TYPE_CHECKING:
    from pagus.apps.appointments.queries.finding import Found

__all__ = ["isochrone", "matrix", "nearest"]

SHOWN = 30
Lon = Annotated[float | None, typer.Option("--lon", help="From here: longitude, degrees.")]
Lat = Annotated[float | None, typer.Option("--lat", help="From here: latitude, degrees.")]


def nearest(
    service: Annotated[str, typer.Option(help="A service, as general_practice, pharmacy or emergency.")] = "",
    kind: Annotated[str, typer.Option(help="A kind of facility, as teleconsultation_booth.")] = "",
    place: Annotated[str | None, typer.Option(help="From the middle of this place, as commune:67482.")] = None,
    lon: Lon = None,
    lat: Lat = None,
    mode: ModeName = "foot",
    within: Annotated[float, typer.Option("--within", help="Minutes at most.")] = 20,
    at: Annotated[str | None, typer.Option("--at", help="When one leaves; now by default.")] = None,
    anytime: Annotated[bool, typer.Option("--anytime", help="Whether open or not.")] = False,
    step_free: Annotated[bool, typer.Option("--step-free", help="Nothing that is known to have steps.")] = False,
    workspace: Folder = DEFAULT,
    json: Json = False,
) -> None:
    """Which care of the directory is open when one gets there, nearest first?"""
    opened = enter(workspace)
    from pagus.apps.appointments.queries.finding import Opening, Wish, find_care

    leave_ms = read_instant(at) if at else opened.clock.now_ms()
    x, y = _from(place, lon, lat)
    answer = find_care(
        Wish(
            lon=x,
            lat=y,
            service=service,
            kind=kind,
            mode=mode_named(mode),
            within_min=within,
            opening=Opening("any" if anytime else "leave", leave_ms),
            step_free=step_free,
        ),
        SHOWN,
    )
    rows = [_found(each) for each in (*answer.open, *answer.unknown, *answer.closed)]
    document = {
        "travel_time": answer.router,
        "in_reach": answer.reached_count,
        "open": answer.open_count,
        "found": rows,
    }

    def draw(console: Console) -> None:
        console.print(f"{answer.reached_count} in reach, {answer.open_count} open on arrival; minutes: {answer.router}")
        cells = [(f"{row['minutes']:.0f}", row["name"], _word(row["open"]), row["phone"]) for row in rows]
        console.print(table(("minutes", "name", "on arrival", "phone"), cells, ("minutes",)))
        if rows:
            oldest = min(row["as_of"] for row in rows)
            console.print(f"data of {oldest} or later" + ("; simulated" if any(r["simulated"] for r in rows) else ""))

    show(document, json, draw)


@travelling
def isochrone(
    ways: Any,
    lon: Lon = None,
    lat: Lat = None,
    minutes: Annotated[str, typer.Option("--minutes", help="One area for each, as 10,20.")] = "10,20",
    out: Out = None,
    json: Json = False,
) -> None:
    """How far does one come within so many minutes? GeoJSON, the largest area first."""
    x, y = _from(None, lon, lat)
    edges = sorted(_minutes(minutes), reverse=True)
    areas = ways.isochrone(x, y, edges)
    from pagus.engines.access.isochrone import as_geojson

    features = [
        {
            "type": "Feature",
            "properties": {"minutes": edge, "travel_time": ways.words},
            "geometry": as_geojson(rings),
        }
        for edge, rings in zip(edges, areas, strict=True)
    ]
    document = {"type": "FeatureCollection", "features": features}
    if out is not None:
        out.write_text(json_format.dumps(document), encoding="utf-8")
    told = f"{len(features)} areas ({ways.words})" + (f", written to {out}" if out else ": --out FILE writes them")
    show(document, json, lambda console: console.print(told))


@travelling
def matrix(
    ways: Any,
    origins: Annotated[Path, typer.Option("--origins", help="CSV: id, x_m, y_m (or lon, lat).")],
    targets: Annotated[Path, typer.Option("--targets", help="CSV: id, x_m, y_m (or lon, lat).")],
    within: Annotated[float, typer.Option("--within", help="Minutes at most.")] = 20,
    out: Out = None,
    json: Json = False,
) -> None:
    """Who reaches what within the limit? Writes origin,target,minutes."""
    import numpy as np
    import polars as pl

    from pagus.doors.points import read_points

    homes, goals = read_points(origins, ()).points, read_points(targets, ()).points
    pairs = ways.pairs(homes, goals, within)
    names, goal_names = pl.Series(homes.ids), pl.Series(goals.ids)
    goal = np.repeat(np.arange(len(goals)), np.diff(pairs.site_ptr))
    frame = pl.DataFrame({"origin": names[pairs.demand], "target": goal_names[goal], "minutes": pairs.minutes})
    frame = frame.sort("origin", "minutes", "target")
    document: dict[str, Any] = {"travel_time": ways.words, "pairs": frame.height, "out": str(out) if out else None}
    if out is not None:
        frame.write_csv(out)
    else:
        document["ways"] = frame.to_dicts()

    def draw(console: Console) -> None:
        console.print(f"{frame.height} ways within {within:g} minutes; minutes: {ways.words}")
        rows = [(a, b, f"{m:.1f}") for a, b, m in frame.head(SHOWN).iter_rows()]
        console.print(f"written to {out}" if out else table(("origin", "target", "minutes"), rows, ("minutes",)))

    show(document, json, draw)


def _from(place: str | None, lon: float | None, lat: float | None) -> tuple[float, float]:
    if place is not None:
        from pagus.apps.territory.queries import get_place

        found = get_place(place)
        if found.lon is None or found.lat is None:
            raise InputError("{place} has no point: give --lon and --lat", place=place)
        return found.lon, found.lat
    if lon is None or lat is None:
        raise InputError("from where? give --lon and --lat, in degrees")
    if abs(lon) > 180 or abs(lat) > 90:
        raise InputError("{lon}, {lat} are no degrees of longitude and latitude", lon=lon, lat=lat)
    return lon, lat


def _minutes(text: str) -> list[float]:
    try:
        edges = [float(part) for part in text.split(",")]
    except ValueError as error:
        raise InputError("{text!r} are no minutes: write 10,20", text=text) from error
    if not edges or min(edges) <= 0:
        raise InputError("{text!r} are no minutes: write 10,20", text=text)
    return edges


def _found(each: Found) -> dict[str, Any]:
    card = each.card
    return {
        "code": card.code,
        "name": card.name,
        "kind": card.kind,
        "service": each.service.service,
        "minutes": round(each.minutes, 1),
        "km": round(each.km, 2),
        "open": each.open,
        "until_ms": each.until_ms,
        "next_ms": each.next_ms,
        "address": card.address,
        "phone": card.phone,
        "step_free": card.step_free,
        "as_of": card.as_of,
        "simulated": card.simulated,
    }


def _word(value: bool | None) -> str:
    return {True: "open", False: "closed", None: "hours not known"}[value]
