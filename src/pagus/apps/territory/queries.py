"""Which places and things are there? The national places and the workspace's own, as one territory in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from django.db import connection

from pagus.apps.territory.models import LocalMembership, LocalPlace, Thing
from pagus.errors import NotFound
from pagus.kernel.places import Detail, Found, Membership, Place, Territory, kind_of
from pagus.kit_language.model import Text
from pagus.library.territories import CREDIT, france

__all__ = [
    "CREDIT",
    "KnownThing",
    "ancestors",
    "children",
    "count_things",
    "find_places",
    "geojson",
    "get_place",
    "get_thing",
    "is_within",
    "locate",
    "parents",
    "places_within",
    "territory",
    "things",
]

_NEWEST = """
SELECT (SELECT batch FROM territory_localplace ORDER BY id DESC LIMIT 1),
       (SELECT batch FROM territory_localmembership ORDER BY id DESC LIMIT 1)
"""
_Batches = tuple[str | None, str | None]
_NATIONAL: _Batches = (None, None)
_held: dict[str, tuple[_Batches, Territory]] = {}


@dataclass(frozen=True, slots=True)
class KnownThing:
    """A thing: where it stands (a commune) and the place it speaks for."""

    code: str
    kind: str
    name: Text
    place: str
    represents: str
    lon: float | None
    lat: float | None
    simulated: bool


def territory() -> Territory:
    """All places that this workspace knows. One object, until a local place or membership is added.

    Gives: the index of ``pagus.kernel.places``, with every question one can ask it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST)
        newest: _Batches = cursor.fetchone()
    if newest == _NATIONAL:
        return france()
    held = _held.get("territory")
    if held is None or held[0] != newest:
        held = newest, france().with_local(*_local())
        _held["territory"] = held
    return held[1]


def _local() -> tuple[list[Place], list[Membership]]:
    places = [
        Place(
            code=row.code,
            kind=kind_of(row.code),
            name=row.name,
            population=row.population,
            lon=row.lon,
            lat=row.lat,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            local=True,
        )
        for row in LocalPlace.objects.order_by("id")
    ]
    memberships = [
        Membership(member=row.member, group=row.group, valid_from=row.valid_from, valid_to=row.valid_to)
        for row in LocalMembership.objects.order_by("id")
    ]
    return places, memberships


def get_place(code: str, on: date | None = None) -> Place:
    """Which place is this? A former commune gives that of today. Refuses: NotFound."""
    return territory().get(code, on)


def find_places(
    text: str, limit: int = 10, kinds: Sequence[str] | None = None, within: str | None = None
) -> tuple[Found, ...]:
    """Which places did somebody mean? Accents, hyphens, apostrophes, case and St / Ste are forgiven; best first."""
    return territory().search(text, limit, kinds, within)


def children(code: str, kind: str | None = None) -> tuple[Place, ...]:
    """Which places lie directly in this one?"""
    return territory().children(code, kind)


def parents(code: str, kind: str | None = None) -> tuple[Place, ...]:
    """In which places does this one lie directly?"""
    return territory().parents(code, kind)


def ancestors(code: str) -> tuple[Place, ...]:
    """In which places does this one lie, nearest first?"""
    return territory().ancestors(code)


def places_within(code: str) -> tuple[str, ...]:
    """Which communes lie in this place? Codes, each once; a commune lies in itself."""
    return territory().communes_within(code)


def is_within(place_code: str, territory_code: str) -> bool:
    """Does this place lie wholly in that territory?"""
    return territory().is_within(place_code, territory_code)


def locate(lon: Sequence[float], lat: Sequence[float]) -> pl.Series:
    """In which commune is each point (degrees WGS84)? Null outside of all; the nearest is never guessed."""
    return territory().locate(np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64))


def geojson(
    codes: Sequence[str],
    *,
    detail: Detail = "full",
    tolerance_deg: float = 0.0,
    properties: Mapping[str, Mapping[str, object]] | None = None,
) -> str:
    """Which GeoJSON draws these places? Show ``CREDIT`` beside every map made of it."""
    return territory().geojson(codes, detail=detail, tolerance_deg=tolerance_deg, properties=properties)


def get_thing(code: str) -> KnownThing:
    """Which thing is this? Refuses: NotFound."""
    row = Thing.objects.filter(code=code).first()
    if row is None:
        raise NotFound("no thing here has the code {code}", code=code)
    return _known(row)


def count_things() -> int:
    """How many things are there? Things are only ever added."""
    return Thing.objects.count()


def things(kind: str | None = None, within: str | None = None) -> tuple[KnownThing, ...]:
    """Which things stand here, by code?

    Takes: a kind, as ``air_station``, or None for all; a place in which they stand, or None for anywhere.
    """
    rows = Thing.objects.order_by("code")
    if kind is not None:
        rows = rows.filter(kind=kind)
    known = tuple(_known(row) for row in rows)
    return known if within is None else tuple(thing for thing in known if is_within(thing.place, within))


def _known(row: Thing) -> KnownThing:
    name = Text(row.name_fr, row.name_en, row.name_de)
    return KnownThing(row.code, row.kind, name, row.place, row.represents, row.lon, row.lat, row.simulated)
