"""Keeping street graphs and timetables in the workspace."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.conf import settings

from pagus.apps.journal import actions as journal
from pagus.apps.travel.keeping import Kind, TravelSource, check_name, files_in, read_about, write
from pagus.apps.wall_clock import wall_ms
from pagus.engines.access.roads import OSM_CREDIT, RoadGraph
from pagus.engines.access.transit import Timetable
from pagus.errors import InputError

__all__ = ["OSM_LICENCE", "keep_streets", "keep_timetable"]

OSM_LICENCE = "ODbL 1.0"
VERSIONS_KEPT = 2
"""The newest and the one before it; the journal names them all, with their digests."""


def keep_streets(
    name: str,
    graph: RoadGraph,
    *,
    file: str,
    taken: str = "",
    licence: str = OSM_LICENCE,
    credit: str = OSM_CREDIT,
    by: str = journal.SYSTEM,
    role: str = "operator",
) -> TravelSource:
    """Keep a street graph under this name; it replaces the version before it.

    Takes: the graph; the file it was made of; the day the file is of (ISO, "" unknown); licence and credit to show.
    Gives: what is kept. The same graph again keeps nothing and gives what is there.
    Refuses: InputError for a name that is none.
    """
    known, digest = _newest("streets", check_name(name)), graph.digest()
    if known is not None and known.digest == digest:
        return known
    west, south, east, north = graph.bounds
    about = TravelSource(
        kind="streets",
        name=name,
        version=_next(known),
        files=(file,),
        licence=licence,
        credit=credit,
        taken=_day(taken),
        imported_ms=wall_ms(),
        west=west,
        south=south,
        east=east,
        north=north,
        digest=digest,
        counts={"nodes": len(graph), "stretches": len(graph.target)},
        heights=graph.has_elevation,
    )
    write(_folder(), about, graph.arrays())
    return _kept(about, by, role)


def keep_timetable(
    name: str,
    timetable: Timetable,
    *,
    files: Sequence[str],
    licence: str,
    credit: str,
    by: str = journal.SYSTEM,
    role: str = "operator",
) -> TravelSource:
    """Keep a timetable under this name; it replaces the version before it. As ``keep_streets``."""
    known, digest = _newest("timetable", check_name(name)), timetable.digest()
    if known is not None and known.digest == digest:
        return known
    west, south, east, north = timetable.bounds
    first, last = timetable.days
    about = TravelSource(
        kind="timetable",
        name=name,
        version=_next(known),
        files=tuple(files),
        licence=licence,
        credit=credit,
        taken="",
        first_day=first.isoformat(),
        last_day=last.isoformat(),
        imported_ms=wall_ms(),
        west=west,
        south=south,
        east=east,
        north=north,
        digest=digest,
        counts={"stops": timetable.stop_count, "trips": timetable.trip_count},
        time_zone=timetable.time_zone,
    )
    write(_folder(), about, timetable.arrays())
    return _kept(about, by, role)


def _newest(kind: Kind, name: str) -> TravelSource | None:
    versions = files_in(_folder()).get((kind, name))
    return None if versions is None else read_about(versions[-1][1])


def _next(known: TravelSource | None) -> int:
    return 1 if known is None else known.version + 1


def _kept(about: TravelSource, by: str, role: str) -> TravelSource:
    detail = {"version": about.version, "digest": about.digest, "files": list(about.files), "licence": about.licence}
    journal.record(by, role, f"keep_{about.kind}", f"{about.kind}:{about.name}", "travel", detail)
    for _, path in files_in(_folder())[about.kind, about.name][:-VERSIONS_KEPT]:
        path.unlink()
    return about


def _folder() -> Path:
    folder: Path = settings.WORKSPACE.travel
    return folder


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        raise InputError("{text!r} is no day: write it as 2026-03-16", text=text) from error
