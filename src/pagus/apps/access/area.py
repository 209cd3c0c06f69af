"""Whose access is asked: the communes or cells of a territory, and a rim of neighbours: people cross borders."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pagus.apps.access.population import NewestGrid, newest_grid
from pagus.apps.territory.queries import get_place, places_within, territory
from pagus.engines.access.model import Demand, Points
from pagus.errors import DataGapError
from pagus.kernel.places import Place, Territory

__all__ = ["Area", "area_of"]

EARTH_KM = 6371.0088


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """A territory and its rim.

    ``codes``, ``names``, ``inside``: the places that results are told by; the first ``inside_count`` lie inside.
    ``demand``: points with people; ``place`` (n,) int32: the place of each point, an index of ``codes``.
    """

    territory: str
    codes: tuple[str, ...]
    names: tuple[str, ...]
    inside_count: int
    demand: Demand
    place: NDArray[np.int32]
    grid: NewestGrid | None
    weighted: bool
    """Is the need for care by age known, or does everybody count the same?"""

    def people_of_places(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """The sum of what the points have, by place."""
        return np.bincount(self.place, weights=values, minlength=len(self.codes)).astype(np.float64)


def area_of(code: str, reach_km: float) -> Area:
    """Which points have people who compete for the care that this territory reaches?

    Takes: a place code; how far as the crow flies care is sought. Gives: the territory and all within twice that far:
    once to the care, and once more to whoever else goes there. Département, region and any other border is crossed.
    Refuses: NotFound; DataGapError for a place without communes.
    """
    return _area(territory(), get_place(code).code, round(2 * reach_km, 3), newest_grid())


@lru_cache(maxsize=8)
def _area(places: Territory, code: str, rim_km: float, grid: NewestGrid | None) -> Area:
    inside = places_within(code)
    if not inside:
        raise DataGapError("{place} has no communes: access is computed for them", place=code)
    rim = _rim(places, frozenset(inside), rim_km)
    codes = (*sorted(inside), *sorted(rim))
    rows = [places.get(each) for each in codes]
    known = [row.lon is not None and row.lat is not None for row in rows]
    rows = [row for row, there in zip(rows, known, strict=True) if there]
    inside_count = sum(known[: len(inside)])
    codes = tuple(row.code for row in rows)
    demand, place, weighted = _by_cell(grid, codes) if grid is not None else _by_commune(rows)
    return Area(code, codes, tuple(row.name for row in rows), inside_count, demand, place, grid, weighted)


def _by_commune(rows: list[Place]) -> tuple[Demand, NDArray[np.int32], bool]:
    points = Points(
        tuple(row.code for row in rows),
        np.array([row.lon for row in rows], dtype=np.float64),
        np.array([row.lat for row in rows], dtype=np.float64),
        "deg",
    )
    people = np.array([row.population or 0 for row in rows], dtype=np.float64)
    return Demand(points, people, people), np.arange(len(rows), dtype=np.int32), False


def _by_cell(grid: NewestGrid, codes: tuple[str, ...]) -> tuple[Demand, NDArray[np.int32], bool]:
    index = {code: at for at, code in enumerate(codes)}
    # A cell without people seeks no care: it is not drawn, and its number may be a secret.
    cells = grid.table.filter(pl.col("place").is_in(codes) & (pl.col("people") > 0)).sort("place", "id")
    points = Points(
        tuple(cells["id"]),
        cells["lon"].to_numpy().astype(np.float64),
        cells["lat"].to_numpy().astype(np.float64),
        "deg",
    )
    people = cells["people"].to_numpy().astype(np.float64)
    weighted = "std_people" in cells.columns
    std = cells["std_people"].to_numpy().astype(np.float64) if weighted else people
    if weighted and std.sum() > 0:
        std = std * (people.sum() / std.sum())
    place = np.array([index[code] for code in cells["place"]], dtype=np.int32)
    return Demand(points, people, std), place, weighted


def _rim(places: Territory, inside: frozenset[str], rim_km: float) -> set[str]:
    """The communes outside whose point lies within the rim of a point inside."""
    table = places.places.filter((pl.col("kind") == "commune") & pl.col("lon").is_not_null())
    codes = table["code"].to_list()
    lon, lat = (np.radians(table[name].to_numpy().astype(np.float64)) for name in ("lon", "lat"))
    mine = np.array([code in inside for code in codes])
    if not mine.any():
        return set()
    margin = rim_km / EARTH_KM
    wide = margin / np.cos(np.abs(lat[mine]).max())
    near = ~mine & (lat > lat[mine].min() - margin) & (lat < lat[mine].max() + margin)
    near &= (lon > lon[mine].min() - wide) & (lon < lon[mine].max() + wide)
    found: set[str] = set()
    for at in np.flatnonzero(near):
        half = np.sin((lat[mine] - lat[at]) / 2) ** 2
        half += np.cos(lat[at]) * np.cos(lat[mine]) * np.sin((lon[mine] - lon[at]) / 2) ** 2
        if 2 * EARTH_KM * np.arcsin(np.sqrt(half.min())) <= rim_km:
            found.add(codes[at])
    return found
