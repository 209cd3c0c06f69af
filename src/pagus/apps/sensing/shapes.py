"""Questions about shapes on the Earth: GeoJSON of the entities against well-known text of the client.

No database of this house computes shapes: the few that are asked for are read, and answered here. Degrees are taken
as plane coordinates, as FROST does it.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import msgspec
import shapely
from django.db import connection
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from pagus.errors import InputError

__all__ = ["check_shape", "shapes_that"]

_PREDICATES: dict[str, Callable[[BaseGeometry, BaseGeometry], bool]] = {
    "st_equals": shapely.equals,
    "st_disjoint": shapely.disjoint,
    "st_touches": shapely.touches,
    "st_within": shapely.within,
    "st_overlaps": shapely.overlaps,
    "st_crosses": shapely.crosses,
    "st_intersects": shapely.intersects,
    "geo.intersects": shapely.intersects,
    "st_contains": shapely.contains,
}
_COMPARED: dict[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "ge": operator.ge,
    "lt": operator.lt,
    "le": operator.le,
}


def check_shape(document: object) -> BaseGeometry | None:
    """Which shape is this GeoJSON? A Feature is its geometry. None when it is no GeoJSON at all."""
    if not isinstance(document, dict):
        return None
    if document.get("type") == "Feature":
        return check_shape(document.get("geometry"))
    try:
        found: BaseGeometry = shape(document)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, shapely.errors.ShapelyError):
        return None
    return None if found.is_empty else found


def shapes_that(
    table: str,
    column: str,
    name: str,
    constants: list[object],
    property_first: bool,
    comparison: str,
    bound: float | None,
) -> list[int]:
    """Of which rows does the shape answer this question with yes?

    Takes: the table and its column with GeoJSON; the function; what was written out in it; whether the property came
    first; for a distance or a length what it is compared with, and how. Gives: numbers of rows.
    Refuses: InputError for a text that is no shape.
    """
    other = _written(constants[0]) if constants else None
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, {column} FROM {table} WHERE withdrawn_ms IS NULL AND {column} IS NOT NULL")
        rows = cursor.fetchall()
    found = []
    for number, text in rows:
        own = check_shape(msgspec.json.decode(text))
        if own is not None and _holds(name, own, other, constants, property_first, comparison, bound):
            found.append(number)
    return found


def _holds(
    name: str,
    own: BaseGeometry,
    other: BaseGeometry | None,
    constants: list[object],
    property_first: bool,
    comparison: str,
    bound: float | None,
) -> bool:
    if name == "geo.length":
        return bool(_COMPARED[comparison](own.length, bound))
    if other is None:
        raise InputError("{name} needs a shape", name=name)
    if name == "geo.distance":
        return bool(_COMPARED[comparison](own.distance(other), bound))
    left, right = (own, other) if property_first else (other, own)
    if name == "st_relate":
        try:
            return bool(shapely.relate_pattern(left, right, str(constants[-1])))
        except shapely.errors.GEOSException as error:
            raise InputError("{pattern!r} is no pattern of relations", pattern=str(constants[-1])[:20]) from error
    return bool(_PREDICATES[name](left, right))


def _written(text: object) -> BaseGeometry:
    try:
        return shapely.from_wkt(str(text))
    except shapely.errors.ShapelyError as error:
        raise InputError("{text!r} is no shape: write it as POINT (7.75 48.58)", text=str(text)[:80]) from error
