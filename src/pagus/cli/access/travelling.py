"""How a command finds travel times: the same options for all, told once."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date, time
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from pagus.errors import InputError

if TYPE_CHECKING:
    from pagus.engines.access.model import Mode, Router
    from pagus.engines.access.transit import Departures

__all__ = ["ModeName", "mode_named", "travelling"]

ModeName = Annotated[str, typer.Option("--mode", help="car, bike, foot or transit.")]
_MODES: dict[str, Mode] = {"car": "car", "bike": "bike", "foot": "foot", "transit": "transit"}


def travelling(command: Callable[..., None]) -> Callable[..., None]:
    """Let a command ask how to travel, and give it the router as its argument ``ways``."""
    own = inspect.signature(command)
    hints = get_type_hints(command, include_extras=True)
    options = inspect.signature(_router_of).parameters
    # The engine is imported by the command that runs, not by every start of the command line.
    option_hints = get_type_hints(_router_of, localns={"Router": object}, include_extras=True)

    @wraps(command)
    def asked(**given: Any) -> None:
        chosen = {name: given.pop(name) for name in options}
        command(ways=_router_of(**chosen), **given)

    parameters = [
        *(
            each.replace(annotation=hints[name])
            for name, each in own.parameters.items()
            if name not in {"ways", "json"}
        ),
        *(each.replace(annotation=option_hints[name]) for name, each in options.items()),
        own.parameters["json"].replace(annotation=hints["json"]),
    ]
    asked.__signature__ = own.replace(  # type: ignore[attr-defined]
        parameters=[each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in parameters], return_annotation=None
    )
    asked.__annotations__ = {each.name: each.annotation for each in parameters}
    return asked


def mode_named(name: str) -> Mode:
    """Which way to travel is meant? Refuses: InputError."""
    if name not in _MODES:
        raise InputError("{mode!r} is no way to travel: choose car, bike, foot or transit", mode=name)
    return _MODES[name]


def _router_of(
    *,
    router: Annotated[str, typer.Option("--router", help="straight, streets or timetable.")] = "straight",
    mode: ModeName = "car",
    speed_kmh: Annotated[
        float | None, typer.Option("--speed-kmh", help="Straight line: the speed. Default: that of the mode.")
    ] = None,
    detour: Annotated[
        float | None, typer.Option("--detour", help="Straight line: the way is so many times longer.")
    ] = None,
    streets: Annotated[
        Path | None, typer.Option("--streets", metavar="FILE", help="Streets: an OpenStreetMap extract (pbf).")
    ] = None,
    timetable: Annotated[
        list[Path] | None,
        typer.Option("--timetable", metavar="FILE", help="Timetable: a GTFS feed (zip); may be repeated."),
    ] = None,
    leaving: Annotated[
        str | None,
        typer.Option("--leaving", metavar="DAY@FROM-TO", help="Timetable: when, as 2026-03-17@08:00-09:00."),
    ] = None,
) -> Router:
    """Which way to find travel times is meant? Refuses: InputError for options that do not fit together."""
    chosen = mode_named(mode)
    if router == "straight":
        return _straight(chosen, speed_kmh, detour)
    if speed_kmh is not None or detour is not None:
        raise InputError("--speed-kmh and --detour belong to the straight line: leave them out for {name}", name=router)
    if router == "streets":
        return _on_streets(chosen, streets)
    if router == "timetable":
        return _by_timetable(timetable, streets, leaving)
    raise InputError("{name!r} is no router: choose straight, streets or timetable", name=router)


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
