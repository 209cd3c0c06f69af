"""An invented territory for the gallery: sixty cells around sixty points, with invented names and values."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

from shapely import MultiPoint, Point, Polygon, voronoi_polygons
from shapely.geometry import mapping

from pagus.faces.gallery.example_series import jitter

COUNT = 60
_CENTRE = (7.45, 48.66)
_FIRST = ("Alt", "Berg", "Clair", "Dorn", "Erlen", "Fron", "Grand", "Hoch", "Iller", "Kalt", "Lin", "Mittel")
_LAST = ("bach", "feld", "heim", "willer", "bronn", "dorf", "mont", "court", "thal", "stein", "ville", "hof")


@cache
def places() -> tuple[dict[str, Any], ...]:
    """The invented places: code, name, population, value (None: no data), geometry (GeoJSON)."""
    border = Polygon([_around(angle) for angle in range(0, 360, 6)])
    centres = [_centre(index) for index in range(COUNT)]
    cells = voronoi_polygons(MultiPoint(centres), extend_to=border)
    found = []
    for index, centre in enumerate(centres):
        cell = next(cell for cell in cells.geoms if cell.contains(Point(centre))).intersection(border)
        far = math.hypot(centre[0] - _CENTRE[0], (centre[1] - _CENTRE[1]) * 1.5)
        value = None if index in {13, 41} else round(4.9 - 6.2 * far + 0.55 * jitter(index * 31 + 5), 2)
        population = int(420 + 2600 * abs(jitter(index * 17)) ** 2 + (61_000 if index == 0 else 0))
        name = _FIRST[index % 12] + _LAST[(index * 5 + index // 12) % 12]
        geometry = mapping(cell.simplify(0.0005))
        found.append(
            {"code": f"example:{index:02d}", "name": name, "population": population, "value": value}
            | {"geometry": geometry}
        )
    return tuple(found)


def _around(angle: int) -> tuple[float, float]:
    reach = 0.40 * (1 + 0.16 * math.sin(math.radians(3 * angle + 40)) + 0.05 * jitter(angle + 9))
    return _CENTRE[0] + reach * math.cos(math.radians(angle)), _CENTRE[1] + 0.66 * reach * math.sin(math.radians(angle))


def _centre(index: int) -> tuple[float, float]:
    golden = 2.399963
    reach = 0.35 * math.sqrt((index + 0.2) / COUNT) * (1 + 0.04 * jitter(index + 77))
    return _CENTRE[0] + reach * math.cos(index * golden), _CENTRE[1] + 0.66 * reach * math.sin(index * golden)


def suppressed() -> frozenset[str]:
    """The invented places whose value must not be shown."""
    return frozenset({"example:27", "example:52"})
