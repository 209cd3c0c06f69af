"""Are these coordinates what they say they are? Swapped, in metres, in the sea: each with the row it stands in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pagus.engines.access.model import Floats, Points
from pagus.errors import InputError

__all__ = [
    "CoordinateFault",
    "FaultKind",
    "OnLand",
    "Region",
    "find_coordinate_faults",
    "region_around",
    "require_coordinates",
    "require_together",
]

FaultKind = Literal["no_number", "swapped", "metres", "degrees", "outside", "sea"]
OnLand = Callable[[Floats, Floats], NDArray[np.bool_]]
"""Says of many points at once which of them lie in a known place."""
LAMBERT_93 = ((0.0, 1_300_000.0), (6_000_000.0, 7_200_000.0))
"""Eastings and northings of metropolitan France in the national grid (EPSG:2154), with a margin."""


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle in the unit of the points: what lies outside of it cannot be meant."""

    x_min: float
    y_min: float
    x_max: float
    y_max: float

    def holds(self, x: float, y: float) -> bool:
        """Does this point lie in it?"""
        return self.x_min <= x <= self.x_max and self.y_min <= y <= self.y_max


@dataclass(frozen=True, slots=True)
class CoordinateFault:
    """What is wrong with the coordinates of one row."""

    row: str
    kind: FaultKind
    x: float
    y: float

    def error(self) -> InputError:
        """The same as an error that says what would be right."""
        facts = {"row": self.row, "x": self.x, "y": self.y}
        if self.kind == "swapped":
            return InputError(
                "row {row}: {x}, {y} look like latitude and longitude in the wrong order: longitude comes first",
                **facts,
            )
        if self.kind == "metres":
            return InputError(
                "row {row}: {x}, {y} look like metres of Lambert-93, not like degrees: name the columns x_m and y_m",
                **facts,
            )
        if self.kind == "degrees":
            return InputError(
                "row {row}: {x}, {y} look like degrees, not like metres: name the columns lon and lat", **facts
            )
        if self.kind == "outside":
            return InputError("row {row}: {x}, {y} lies outside of the region that was named", **facts)
        if self.kind == "sea":
            return InputError("row {row}: {x}, {y} lies in no known place: in the sea, or in another country", **facts)
        return InputError("row {row}: the coordinates are missing or no numbers", row=self.row)


def find_coordinate_faults(
    points: Points, *, region: Region | None = None, on_land: OnLand | None = None
) -> tuple[CoordinateFault, ...]:
    """Which rows have coordinates that cannot be meant?

    Takes: points; ``region``, a rectangle around all that can be meant; ``on_land``, which says whether a point lies
    in a known place (asked only of points without another fault). Without the two, only what is impossible everywhere
    is found.
    Gives: one fault a row at most, in the order of the rows. Limits: a swap is seen when the swapped point lies
    in the region and the point does not, or when the latitude is beyond 90.
    """
    places = zip(points.x.tolist(), points.y.tolist(), strict=True)
    kinds = [_fault(x, y, points.unit, region) for x, y in places]
    asked = np.array([row for row, kind in enumerate(kinds) if kind is None], np.int64)
    if on_land is not None and len(asked):
        for row in asked[~on_land(points.x[asked], points.y[asked])]:
            kinds[row] = "sea"
    return tuple(
        CoordinateFault(points.ids[row], kind, float(points.x[row]), float(points.y[row]))
        for row, kind in enumerate(kinds)
        if kind is not None
    )


def require_coordinates(points: Points, *, region: Region | None = None, on_land: OnLand | None = None) -> None:
    """Can these coordinates be used?

    Takes: as ``find_coordinate_faults``. Refuses: InputError that names the first row at fault.
    """
    for fault in find_coordinate_faults(points, region=region, on_land=on_land)[:1]:
        raise fault.error()


def region_around(points: Points) -> Region:
    """In which rectangle lie these points, strays left out?

    Takes: points, at least one. Gives: from the first to the third quartile of each coordinate, widened six times and
    by a degree (or 100 km) at least. Limits: made to see what lies elsewhere altogether, as points whose coordinates
    are swapped.
    """
    margin = 1.0 if points.unit == "deg" else 100_000.0
    low_x, high_x = np.quantile(points.x, (0.25, 0.75))
    low_y, high_y = np.quantile(points.y, (0.25, 0.75))
    wide_x, wide_y = max(6 * (high_x - low_x), margin), max(6 * (high_y - low_y), margin)
    return Region(float(low_x - wide_x), float(low_y - wide_y), float(high_x + wide_x), float(high_y + wide_y))


def require_together(points: Points, others: Points) -> None:
    """Do these points lie where the others do, or only after their coordinates are swapped?

    Takes: points (sites) and others (places where people live), which may be the same table: a stray row is then seen
    against the rest. Refuses: InputError that names the first row whose swapped point lies among the others, and
    which itself does not; and InputError when one table is in metres and the other in degrees.
    Limits: when both tables are swapped alike, nothing is seen: only knowledge of the country can tell.
    """
    if points.unit != others.unit:
        raise InputError(
            "places are in {demand}, sites in {sites}: give both in one unit", demand=others.unit, sites=points.unit
        )
    if not len(others):
        return
    region = region_around(others)
    for fault in find_coordinate_faults(points, region=region):
        if fault.kind == "swapped":
            raise fault.error()


def _fault(x: float, y: float, unit: str, region: Region | None) -> FaultKind | None:
    if x - x != 0 or y - y != 0:  # NaN and the infinities are the only numbers that differ from themselves so
        return "no_number"
    if unit == "deg" and (abs(x) > 180 or abs(y) > 90):
        (low_x, high_x), (low_y, high_y) = LAMBERT_93
        if low_x <= x <= high_x and low_y <= y <= high_y:
            return "metres"
        return "swapped" if abs(x) <= 90 and abs(y) <= 180 else "outside"
    if region is None or region.holds(x, y):
        return None
    if unit == "m" and abs(x) <= 180 and abs(y) <= 90:
        return "degrees"
    return "swapped" if region.holds(y, x) else "outside"
