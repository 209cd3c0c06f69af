"""An extract of OpenStreetMap as it lies in a file: its ways and places of care. The one module that knows pyosmium."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import osmium
from osmium.filter import KeyFilter

from pagus.doors.streets.tags import WayUse, ferry_minutes, use_of_way
from pagus.errors import ShapeError

__all__ = ["CareSpot", "Extract", "read_care", "read_ways"]

CARE_TAGS = ("pharmacy", "hospital", "clinic", "doctors", "dentist")
_KEPT_CARE_TAGS = (
    "name", "opening_hours", "wheelchair", "phone", "contact:phone", "website", "contact:website", "addr:street",
    "addr:housenumber", "addr:postcode", "addr:city", "healthcare:speciality", "emergency",
)  # fmt: skip


@dataclass(slots=True)
class Extract:
    """The ways of a file that somebody may use, one after the other.

    ``refs``, ``lon``, ``lat``: of all nodes of all ways in turn; ``ends``: where each way ends in them.
    """

    refs: array[int] = field(default_factory=lambda: array("q"))
    lon: array[float] = field(default_factory=lambda: array("d"))
    lat: array[float] = field(default_factory=lambda: array("d"))
    ends: array[int] = field(default_factory=lambda: array("q"))
    uses: list[WayUse] = field(default_factory=list)
    minutes: list[float | None] = field(default_factory=list)
    """Of each way how long crossing all of it takes, where that is mapped (ferries)."""
    ways_read: int = 0
    nodes_absent: int = 0
    """Nodes that a way names and the file does not hold: the extract was cut there."""
    taken: str = ""
    """The day the file says it was made from the world's data; else that of the newest change of a way; "" unknown."""


@dataclass(frozen=True, slots=True)
class CareSpot:
    """A place of care on the map: its kind (``amenity``), point, and the tags that are kept, as they are written."""

    id: str
    kind: str
    lon: float
    lat: float
    tags: Mapping[str, str]


def read_ways(path: Path) -> Extract:
    """Which ways of this file can be used?

    Takes: the path of an .osm.pbf (or .osm, .osm.bz2). Gives: the ways with the places of their nodes.
    Refuses: ShapeError when it is absent, no such file, or cut off or damaged.
    """
    extract = Extract()
    newest = 0.0
    _check(path)
    try:
        ways = osmium.FileProcessor(str(path), osmium.osm.NODE | osmium.osm.WAY).with_locations()
        only_ways = osmium.filter.EntityFilter(osmium.osm.WAY)
        for found in ways.with_filter(only_ways).with_filter(KeyFilter("highway", "route")):
            way = cast("osmium.osm.Way", found)
            newest = max(newest, way.timestamp.timestamp())
            _keep_way(extract, way)
        extract.taken = _taken(path) or (datetime.fromtimestamp(newest, UTC).date().isoformat() if newest > 0 else "")
    except (RuntimeError, ValueError) as error:
        raise _damaged(path, error) from error
    return extract


def _keep_way(extract: Extract, way: osmium.osm.Way) -> None:
    extract.ways_read += 1
    tags = dict(way.tags)
    use = use_of_way(tags)
    if use is None:
        return
    begin = len(extract.refs)
    for node in way.nodes:
        location = node.location
        if not location.valid():
            extract.nodes_absent += 1
            _end_way(extract, begin, use, None)  # what lies beyond the gap is another stretch
            begin = len(extract.refs)
            continue
        extract.refs.append(node.ref)
        extract.lon.append(location.lon)
        extract.lat.append(location.lat)
    minutes = ferry_minutes(tags.get("duration", "")) if tags.get("route") == "ferry" else None
    _end_way(extract, begin, use, minutes)


def _end_way(extract: Extract, begin: int, use: WayUse, minutes: float | None) -> None:
    if len(extract.refs) - begin < 2:
        del extract.refs[begin:], extract.lon[begin:], extract.lat[begin:]
        return
    extract.ends.append(len(extract.refs))
    extract.uses.append(use)
    extract.minutes.append(minutes)


def read_care(path: Path) -> tuple[CareSpot, ...]:
    """Which places of care does this file hold: pharmacies, hospitals, clinics, doctors, dentists?

    Takes: as ``read_ways``. Gives: nodes and closed ways (at the middle of their corners), in the order of the file.
    Refuses: as ``read_ways``.
    """
    _check(path)
    found: list[CareSpot] = []
    try:
        objects = osmium.FileProcessor(str(path), osmium.osm.NODE | osmium.osm.WAY).with_locations()
        for thing in objects.with_filter(KeyFilter("amenity")):
            spot = _care_spot(cast("osmium.osm.Node | osmium.osm.Way", thing))
            if spot is not None:
                found.append(spot)
    except (RuntimeError, ValueError) as error:
        raise _damaged(path, error) from error
    return tuple(found)


def _care_spot(thing: osmium.osm.Node | osmium.osm.Way) -> CareSpot | None:
    kind = thing.tags.get("amenity", "")
    if kind not in CARE_TAGS:
        return None
    if isinstance(thing, osmium.osm.Node):
        points = [(thing.location.lon, thing.location.lat)] if thing.location.valid() else []
    else:
        points = [(node.location.lon, node.location.lat) for node in thing.nodes if node.location.valid()]
        points = points[1:] if len(points) > 1 and points[0] == points[-1] else points
    if not points:
        return None
    lon, lat = (sum(part) / len(points) for part in zip(*points, strict=True))
    tags = {key: thing.tags[key] for key in _KEPT_CARE_TAGS if key in thing.tags}
    return CareSpot(f"{'node' if isinstance(thing, osmium.osm.Node) else 'way'}/{thing.id}", kind, lon, lat, tags)


def _check(path: Path) -> None:
    if not path.is_file():
        raise ShapeError("{file} is no file: check its path", file=path.name)
    if path.stat().st_size == 0:
        raise ShapeError("{file} is empty: an OpenStreetMap extract (.osm.pbf) is expected", file=path.name)


def _taken(path: Path) -> str:
    header = osmium.io.Reader(str(path), osmium.osm.NOTHING)
    try:
        return str(header.header().get("osmosis_replication_timestamp", ""))[:10]
    finally:
        header.close()


def _damaged(path: Path, error: Exception) -> ShapeError:
    return ShapeError(
        "{file} is no whole OpenStreetMap extract, or is damaged: {reason}; download it again",
        file=path.name,
        reason=str(error),
    )
