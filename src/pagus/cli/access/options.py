"""What the access commands ask in the same words: tables, the way to travel, the method."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pagus.errors import InputError

if TYPE_CHECKING:
    from pagus.engines.access.model import Method, Mode, Router
    from pagus.engines.access.transit import Departures

__all__ = [
    "DecayText",
    "DemandFile",
    "Detour",
    "Leaving",
    "MethodName",
    "ModeName",
    "Out",
    "RouterName",
    "SitesFile",
    "Speed",
    "Streets",
    "Timetables",
    "method_of",
    "router_of",
]

DemandFile = Annotated[
    Path, typer.Option("--demand", help="CSV: id, x_m, y_m (or lon, lat), people; at will std_people.")
]
SitesFile = Annotated[Path, typer.Option("--sites", help="CSV: id, x_m, y_m (or lon, lat), capacity.")]
MethodName = Annotated[str, typer.Option("--method", help="2sfca, e2sfca, m2sfca, 3sfca, apl-2012 or apl-2015.")]
DecayText = Annotated[
    str | None,
    typer.Option("--decay", metavar="MIN:WEIGHT,...", help="Bands of the method, as 10:1,15:0.6667,20:0.3333."),
]
RouterName = Annotated[str, typer.Option("--router", help="straight, streets or timetable.")]
Speed = Annotated[
    float | None, typer.Option("--speed-kmh", help="Straight line: the speed. Default: that of the mode.")
]
Detour = Annotated[float | None, typer.Option("--detour", help="Straight line: the way is so many times longer.")]
ModeName = Annotated[str, typer.Option("--mode", help="car, bike, foot or transit.")]
Streets = Annotated[
    Path | None, typer.Option("--streets", metavar="FILE", help="Streets: an OpenStreetMap extract (pbf).")
]
Timetables = Annotated[
    list[Path] | None,
    typer.Option("--timetable", metavar="FILE", help="Timetable: a GTFS feed (zip); may be repeated."),
]
Leaving = Annotated[
    str | None,
    typer.Option("--leaving", metavar="DAY@FROM-TO", help="Timetable: when people leave, as 2026-03-17@08:00-09:00."),
]
Out = Annotated[Path | None, typer.Option("--out", help="Where to write the result; the screen when absent.")]

_MODES: dict[str, Mode] = {"car": "car", "bike": "bike", "foot": "foot", "transit": "transit"}


def method_of(name: str, decay: str | None) -> Method:
    """Which method is meant, with the bands that were given instead of its own? Refuses: NotFound, InputError."""
    from pagus.library.access import access_method, parse_decay

    return access_method(name, parse_decay(decay) if decay is not None else None)


def router_of(
    name: str,
    mode: str,
    *,
    speed_kmh: float | None = None,
    detour: float | None = None,
    streets: Path | None = None,
    timetables: list[Path] | None = None,
    leaving: str | None = None,
) -> Router:
    """Which way to find travel times is meant? Refuses: InputError for options that do not fit together."""
    if mode not in _MODES:
        raise InputError("{mode!r} is no way to travel: choose car, bike, foot or transit", mode=mode)
    if name == "straight":
        return _straight(_MODES[mode], speed_kmh, detour)
    if speed_kmh is not None or detour is not None:
        raise InputError("--speed-kmh and --detour belong to the straight line: leave them out for {name}", name=name)
    if name == "streets":
        return _on_streets(_MODES[mode], streets)
    if name == "timetable":
        return _by_timetable(timetables, streets, leaving)
    raise InputError("{name!r} is no router: choose straight, streets or timetable", name=name)


def _on_streets(mode: Mode, file: Path | None) -> Router:
    from pagus.doors.streets import read_streets
    from pagus.engines.access.roads import RoadRouter

    if file is None:
        raise InputError("streets are read from a file: give --streets FILE.osm.pbf")
    if mode == "transit":
        raise InputError("public transport needs a timetable: give --router timetable and --timetable FILE.zip")
    return RoadRouter(read_streets(file)[0], mode)


def _by_timetable(files: list[Path] | None, streets: Path | None, leaving: str | None) -> Router:
    from pagus.doors.timetables import read_timetable
    from pagus.engines.access.transit import TransitRouter

    if not files:
        raise InputError("a timetable is read from files: give --timetable FILE.zip")
    if leaving is None:
        raise InputError("a timetable answers for one day: give --leaving, as 2026-03-17@08:00-09:00")
    timetable, _report = read_timetable(files)
    feet = _straight("foot", None, None) if streets is None else _on_streets("foot", streets)
    return TransitRouter(timetable, _departures(leaving), feet)


def _departures(text: str) -> Departures:
    from pagus.engines.access.transit import Departures

    day, _, hours = text.partition("@")
    try:
        first, last = (time.fromisoformat(part) for part in hours.split("-"))
        leave = date.fromisoformat(day)
    except ValueError as error:
        raise InputError("{text!r} is no time to leave: write 2026-03-17@08:00-09:00", text=text) from error
    return Departures(
        day=leave, start_s=first.hour * 3600 + first.minute * 60, end_s=last.hour * 3600 + last.minute * 60
    )


def _straight(mode: Mode, speed_kmh: float | None, detour: float | None) -> Router:
    from pagus.engines.access import StraightRouter
    from pagus.library.access import travel_speeds

    usual = travel_speeds()
    if mode not in usual.kmh:
        raise InputError("public transport does not go in a straight line: give --router timetable and a feed")
    speed = usual.kmh[mode] if speed_kmh is None else speed_kmh
    return StraightRouter(mode, speed, usual.detour if detour is None else detour)
