"""Where a facility is: its commune of today and its point, or why they cannot be right and what would be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, isfinite, radians

import numpy as np
import polars as pl

from pagus.apps.care.facts import FacilityFacts
from pagus.apps.territory import queries as territory
from pagus.errors import InputError, NotFound, PagusError
from pagus.kernel.places import Place, Territory
from pagus.kernel.projection import to_degrees

__all__ = ["Placed", "kilometres", "place_facilities", "zone_of"]

SHORE_KM = 0.5
"""A point so near to a commune counts as in it (local default: the shipped outlines are drawn to 200 m, and jetties and
polders lie outside them)."""
FARTHEST_KM = 25.0
"""A facility is no farther than this from the centre of the commune it names (local default: no commune of metropolitan
France is wider)."""
KM_A_DEGREE = 111.2
OVERSEAS = {
    "971": "America/Guadeloupe", "972": "America/Martinique", "973": "America/Cayenne", "974": "Indian/Reunion",
    "975": "America/Miquelon", "976": "Indian/Mayotte", "977": "America/St_Barthelemy", "978": "America/Marigot",
    "986": "Pacific/Wallis", "987": "Pacific/Tahiti", "988": "Pacific/Noumea",
}  # fmt: skip
"""The time zone of communes whose INSEE number begins so; Europe/Paris elsewhere. Polynesia has three: the first."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The commune and the point of a facility; ``point_from``: given, or place where none was given."""

    place: str
    lon: float
    lat: float
    point_from: str


def kilometres(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """How far apart are two points, in kilometres? Good to 0.5 % over some ten kilometres."""
    east = (lon - other_lon) * cos(radians((lat + other_lat) / 2))
    return hypot(east, lat - other_lat) * KM_A_DEGREE


def zone_of(place: str) -> str:
    """In which time zone is this commune of France?"""
    return OVERSEAS.get(place.partition(":")[2][:3], "Europe/Paris")


def place_facilities(facilities: Sequence[FacilityFacts]) -> list[Placed | PagusError]:
    """Where is each? Gives for each its commune and point, or the error that says what would be right."""
    known = territory.territory()
    with_point = [number for number, each in enumerate(facilities) if _in_degrees(each)]
    found = locate_all([(facilities[n].lon, facilities[n].lat) for n in with_point])  # type: ignore[misc]
    located = dict(zip(with_point, found, strict=True))
    outcomes: list[Placed | PagusError] = []
    for number, each in enumerate(facilities):
        try:
            outcomes.append(_place(each, located.get(number), known))
        except PagusError as error:
            outcomes.append(error)
    return outcomes


def locate_all(points: Sequence[tuple[float, float]]) -> list[str | None]:
    """In which commune is each point, those within ``SHORE_KM`` of one included?"""
    if not points:
        return []
    lon, lat = (np.array(axis, dtype=np.float64) for axis in zip(*points, strict=True))
    found: list[str | None] = territory.locate(lon.tolist(), lat.tolist()).to_list()
    for number in [n for n, code in enumerate(found) if code is None]:
        found[number] = _near_shore(float(lon[number]), float(lat[number]))
    return found


def _near_shore(lon: float, lat: float) -> str | None:
    angles = np.arange(16) * (2 * np.pi / 16)
    for reach in (SHORE_KM / 3, 2 * SHORE_KM / 3, SHORE_KM):
        east = lon + reach / KM_A_DEGREE / max(cos(radians(lat)), 0.01) * np.cos(angles)
        north = lat + reach / KM_A_DEGREE * np.sin(angles)
        hits = territory.locate(east.tolist(), north.tolist()).drop_nulls()
        if len(hits):
            return str(hits[0])
    return None


def _in_degrees(each: FacilityFacts) -> bool:
    if each.lon is None or each.lat is None:
        return False
    return isfinite(each.lon) and isfinite(each.lat) and abs(each.lon) <= 180 and abs(each.lat) <= 90


def _place(each: FacilityFacts, located: str | None, known: Territory) -> Placed:
    if (each.lon is None) != (each.lat is None):
        raise InputError("only one of lon and lat is given: give both or neither")
    stated = _stated(each, known)
    if each.lon is None or each.lat is None:
        if stated is None:
            raise InputError("neither a commune nor a point is given: give place, or lon and lat")
        at = known.get(each.place)
        if at.lon is None or at.lat is None:
            raise InputError("{place} has no point here: give lon and lat", place=stated.code)
        return Placed(stated.code, at.lon, at.lat, "place")
    if not _in_degrees(each):
        raise _no_degrees(each.lon, each.lat)
    if each.country != "FR":
        return Placed("", each.lon, each.lat, "given")
    if located is None and stated is not None and known.shape(stated.code) is None:
        located = stated.code  # its outline is not in the shipped data: nothing speaks against the point
    if located is None:
        raise _in_no_commune(each.lon, each.lat)
    if stated is None:
        return Placed(known.resolve(located), each.lon, each.lat, "given")
    if located != stated.code:
        _refuse_far(each.lon, each.lat, stated, known.get(located))
    return Placed(stated.code, each.lon, each.lat, "given")


def _stated(each: FacilityFacts, known: Territory) -> Place | None:
    if not each.place or each.country != "FR":
        return None
    place = known.get(each.place)
    if place.kind == "municipal_arrondissement":
        place = next(parent for parent in known.parents(place.code) if parent.kind == "commune")
    if place.kind != "commune":
        raise NotFound("{place} is no commune: a facility stands in one, as commune:67482", place=each.place)
    return place


def _refuse_far(lon: float, lat: float, stated: Place, located: Place) -> None:
    if stated.lon is None or stated.lat is None:
        return
    far = kilometres(lon, lat, stated.lon, stated.lat)
    if far > FARTHEST_KM:
        raise InputError(
            "({lon}, {lat}) lies in {found}, {far} km from {place}: which of the two is right?",
            lon=lon, lat=lat, found=located.name, far=round(far), place=stated.name,
        )  # fmt: skip


def _no_degrees(x: float, y: float) -> InputError:
    if isfinite(x) and isfinite(y):
        for east, north, swapped in ((x, y, False), (y, x, True)):
            if -400_000 < east < 1_400_000 and 5_900_000 < north < 7_300_000:
                lon, lat = (float(axis[0]) for axis in to_degrees(np.array([east]), np.array([north])))
                where = locate_all([(lon, lat)])[0]
                if where is not None:
                    return _metres(x, y, lon, lat, where, swapped)
    return InputError("({lon}, {lat}) is no point in degrees: longitude before latitude", lon=x, lat=y)


def _metres(x: float, y: float, lon: float, lat: float, where: str, swapped: bool) -> InputError:
    facts = {"x": x, "y": y, "lon": round(lon, 5), "lat": round(lat, 5), "place": territory.get_place(where).name}
    if swapped:
        return InputError(
            "({x}, {y}) are metres of Lambert-93, the northing first, not degrees: as degrees they would be "
            "({lon}, {lat}), in {place}",
            **facts,
        )
    return InputError(
        "({x}, {y}) are metres of Lambert-93, not degrees: as degrees they would be ({lon}, {lat}), in {place}", **facts
    )


def _in_no_commune(lon: float, lat: float) -> InputError:
    if abs(lon) <= 90:
        swapped = locate_all([(lat, lon)])[0]
        if swapped is not None:
            return InputError(
                "({lon}, {lat}) lies in no commune of France, but ({lat}, {lon}) lies in {place}: are lon and lat "
                "swapped?",
                lon=lon, lat=lat, place=territory.get_place(swapped).name,
            )  # fmt: skip
    if lon > 0:
        mirrored = locate_all([(-lon, lat)])[0]
        if mirrored is not None:
            return InputError(
                "({lon}, {lat}) lies in no commune of France, but ({west}, {lat}) lies in {place}: is the minus "
                "missing?",
                lon=lon, lat=lat, west=-lon, place=territory.get_place(mirrored).name,
            )  # fmt: skip
    place, far = _nearest(lon, lat)
    return InputError(
        "({lon}, {lat}) lies in no commune of France (in the sea, abroad, or where the map has a hole); the centre of "
        "{place} is nearest, {far} km away: correct the point, give the commune without a point, or say the country",
        lon=lon, lat=lat, place=place, far=round(far),
    )  # fmt: skip


def _nearest(lon: float, lat: float) -> tuple[str, float]:
    """Which commune has its centre nearest, and how many kilometres away?"""
    frame = territory.territory().places.filter(pl.col("kind") == "commune").drop_nulls(["lon", "lat"])
    east = (frame["lon"].to_numpy() - lon) * max(cos(radians(lat)), 0.01)
    distance = np.hypot(east, frame["lat"].to_numpy() - lat) * KM_A_DEGREE
    row = int(np.argmin(distance))
    return str(frame["name"][row]), float(distance[row])
