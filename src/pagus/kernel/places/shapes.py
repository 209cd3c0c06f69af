"""Polygons of places: packed small, opened once, drawn as GeoJSON.

A packed polygon is four lists of integers: the length of each ring, negative for a hole in the part before it,
and the steps from vertex to vertex in 1e-5 degree (about 1 m), the first from 0. Vertices on a shared border are
the same integers on both sides, so maps show no gap and unions leave no splinter.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
import polars as pl
import shapely  # type: ignore[import-untyped]
from numpy.typing import NDArray

from pagus.errors import ShapeError
from pagus.kernel.places.locate import Locator

__all__ = ["SHAPE_COLUMNS", "Shapes", "feature_collection", "pack_shapes"]

Rows = NDArray[np.int64]

SHAPE_COLUMNS: dict[str, pl.DataType] = {
    "code": pl.String(),
    "rings": pl.List(pl.Int32()),
    "dx": pl.List(pl.Int32()),
    "dy": pl.List(pl.Int32()),
}
STEPS_PER_DEGREE = 100_000


def pack_shapes(codes: Sequence[str], polygons: Sequence[object]) -> pl.DataFrame:
    """How are these polygons stored, small and without losing a shared border?

    Takes: place codes and their shapely polygons or multipolygons, degrees WGS84.
    Gives: a table of ``SHAPE_COLUMNS``, coordinates rounded to 1e-5 degree.
    """
    rows = [_pack(polygon) for polygon in polygons]
    columns = {"code": list(codes), "rings": [row[0] for row in rows]}
    return pl.DataFrame(
        columns | {"dx": [row[1] for row in rows], "dy": [row[2] for row in rows]},
        schema=SHAPE_COLUMNS,
    )


def _pack(polygon: object) -> tuple[list[int], list[int], list[int]]:
    lengths: list[int] = []
    vertices: list[NDArray[np.int64]] = []
    for part in shapely.get_parts(polygon):
        for number, ring in enumerate(shapely.get_rings(part)):
            grid = np.rint(shapely.get_coordinates(ring)[:-1] * STEPS_PER_DEGREE).astype(np.int64)
            lengths.append(-len(grid) if number else len(grid))
            vertices.append(grid)
    steps = np.diff(np.concatenate(vertices), axis=0, prepend=0)
    return lengths, steps[:, 0].tolist(), steps[:, 1].tolist()


def _unpack(packed: pl.DataFrame) -> NDArray[np.object_]:
    rings = packed["rings"].explode().to_numpy()
    if not len(rings):
        return np.empty(0, dtype=np.object_)
    lengths = np.abs(rings)
    rows = packed["dx"].list.len().to_numpy()
    x, y = (_absolute(packed[column].explode().to_numpy(), rows) for column in ("dx", "dy"))
    starts = np.concatenate([[0], np.cumsum(lengths)])
    # A ring is stored without its closing vertex: put it back after each ring's last.
    order = np.insert(np.arange(starts[-1]), starts[1:], starts[:-1])
    coordinates = np.column_stack([x[order], y[order]]) / STEPS_PER_DEGREE
    ring_offsets = starts + np.arange(len(starts))
    part_offsets = np.append(np.flatnonzero(rings > 0), len(rings))
    row_ends = np.cumsum(packed["rings"].list.len().to_numpy())
    place_offsets = np.searchsorted(part_offsets, np.concatenate([[0], row_ends]))
    return shapely.from_ragged_array(  # type: ignore[no-any-return]
        shapely.GeometryType.MULTIPOLYGON, coordinates, (ring_offsets, part_offsets, place_offsets)
    )


def _absolute(steps: NDArray[np.int32], lengths: NDArray[np.int64]) -> Rows:
    running: Rows = np.cumsum(steps, dtype=np.int64)
    ends = np.cumsum(lengths)[:-1]
    before: Rows = np.repeat(np.concatenate([[0], running[ends - 1]]), lengths)
    return running - before


class Shapes:
    """The polygons of places, opened on first use (one-off, some tenths of a second for all of France).

    Takes: a packed table of full polygons, and one of coarse outlines for maps of large areas.
    """

    def __init__(self, full: pl.DataFrame, outlines: pl.DataFrame | None = None) -> None:
        self._full = full
        self._outlines = outlines if outlines is not None else full.clear()
        self._row = {code: row for row, code in enumerate(full["code"].to_list())}
        self._outline_row = {code: row for row, code in enumerate(self._outlines["code"].to_list())}
        self._of_kind: dict[str, tuple[str, ...]] = {}
        self._locators: dict[str, Locator] = {}

    @cached_property
    def _polygons(self) -> NDArray[np.object_]:
        return _unpack(self._full)

    @cached_property
    def _outline_polygons(self) -> NDArray[np.object_]:
        return _unpack(self._outlines)

    def __contains__(self, code: object) -> bool:
        return code in self._row

    def polygon(self, code: str) -> object | None:
        """The shapely multipolygon of this place; None where the sources have none."""
        row = self._row.get(code)
        return None if row is None else self._polygons[row]

    def outline(self, code: str) -> object | None:
        """The coarse shapely multipolygon of this place; None where there is none."""
        row = self._outline_row.get(code)
        return None if row is None else self._outline_polygons[row]

    def union(self, codes: Iterable[str]) -> object | None:
        """The polygon of all these places together, those without a polygon left out; None when none has one."""
        rows = tuple(self._row[code] for code in codes if code in self._row)
        if not rows:
            return None
        return shapely.coverage_union_all(self._polygons[list(rows)])  # type: ignore[no-any-return]

    def locate(self, lon: NDArray[np.float64], lat: NDArray[np.float64], kind: str) -> Rows:
        """In which polygon of this kind is each point?

        Takes: degrees WGS84, same length. Gives: the number of the place in the order of ``codes(kind)``, -1 for none.
        A point on a border goes to the place that comes first. Refuses: ShapeError for unequal lengths.
        """
        if lon.shape != lat.shape or lon.ndim != 1:
            raise ShapeError("points need one lon for one lat: got {lon} and {lat}", lon=lon.shape, lat=lat.shape)
        if kind not in self._locators:
            rows = np.array([self._row[code] for code in self.codes(kind)], dtype=np.int64)
            self._locators[kind] = Locator(self._polygons[rows])
        return self._locators[kind].find(lon, lat)

    def codes(self, kind: str) -> tuple[str, ...]:
        """The codes of this kind that have a polygon, in the order of the table."""
        if kind not in self._of_kind:
            self._of_kind[kind] = tuple(code for code in self._row if code.startswith(kind + ":"))
        return self._of_kind[kind]


def feature_collection(
    polygons: Mapping[str, object], properties: Mapping[str, Mapping[str, object]], missing: Sequence[str],
    tolerance_deg: float,
) -> str:  # fmt: skip
    """Which GeoJSON text draws these polygons?

    Takes: shapely polygons by code, the properties of each, the codes that have no polygon (listed in the member
    ``without_polygon``), and a simplification in degrees that keeps shared borders (0 for none).
    Gives: a FeatureCollection, coordinates with 5 decimals.
    """
    shapes = np.array(list(polygons.values()), dtype=np.object_)
    if tolerance_deg > 0 and len(shapes):
        shapes = shapely.coverage_simplify(shapes, tolerance_deg)
    single = shapely.get_num_geometries(shapes) == 1
    shapes[single] = shapely.get_geometry(shapes[single], 0)
    told = [_compact({"code": code} | dict(properties.get(code, {}))) for code in polygons]
    features = [
        f'{{"type":"Feature","properties":{words},"geometry":{shape}}}'
        for words, shape in zip(told, shapely.to_geojson(shapes), strict=True)
    ]
    return (
        f'{{"type":"FeatureCollection","without_polygon":{_compact(list(missing))},"features":[{",".join(features)}]}}'
    )


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
