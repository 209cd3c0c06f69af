"""A territory opened for planning: its people, its care, who reaches what, and the access of today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pagus.apps.access.area import Area, area_of
from pagus.apps.access.pairs_kept import kept_pairs
from pagus.apps.access.ways import Ways, ways_in
from pagus.apps.care import queries as care
from pagus.apps.territory.queries import get_place
from pagus.engines.access.catchment import scores
from pagus.engines.access.model import Method, Mode, Pairs, Points, Scores, Sites
from pagus.errors import DataGapError, InputError
from pagus.library.access import access_method
from pagus.library.access_lab import Threshold, threshold

__all__ = ["DEFAULT_METHOD", "PROFESSIONS", "Lab", "Source", "open_lab", "usual_method"]

PROFESSIONS = ("general_practice", "nursing", "pharmacy", "dental", "midwifery", "physiotherapy")
"""Those whose care people seek nearby and again and again: potential access says something about them."""
DEFAULT_METHOD = "e2sfca-slow"
BY_ACTS = frozenset({"general_practice"})
"""Counted in acts a year where the directory knows them; the others in full-time equivalents."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a part of the data comes from, and how old it is."""

    what: str
    source: str
    as_of: date | None
    simulated: bool


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Lab:
    """Everything a what-if needs. ``supply`` is in the order of ``sites``, and has the column ``capacity``."""

    territory: str
    profession: str
    method: Method
    mode: Mode
    unit: str
    area: Area
    supply: pl.DataFrame
    sites: Sites
    pairs: Pairs
    today: Scores
    ways: Ways
    threshold: Threshold
    sources: tuple[Source, ...]
    capacity_per_fte: float | None
    """What a full-time equivalent gives here on average; 1 where the unit is full-time equivalents, None if unknown."""
    box: tuple[float, float, float, float]
    inside_codes: frozenset[str]

    @property
    def simulated(self) -> bool:
        """Is any of the supply invented?"""
        return bool(self.supply["simulated"].any())

    @property
    def scale(self) -> float:
        """By what access is multiplied to be shown: acts a year and inhabitant, or equivalents per 100,000."""
        return 1.0 if self.unit == "acts_per_year" else 100_000.0

    @property
    def rim_without_care(self) -> bool:
        """Does no site lie outside, although people do? Then the border is the edge of the data, not of the care."""
        outside = [place for place in self.supply["place"] if place not in self.inside_codes]
        return not outside and len(self.area.codes) > self.area.inside_count


def usual_method(profession: str) -> str:
    """Which method does the lab begin with?"""
    return "apl-2015" if profession in BY_ACTS else DEFAULT_METHOD


def open_lab(territory: str, profession: str, method: str = "", mode: Mode = "car") -> Lab:
    """Open a territory for planning.

    Takes: a place code; a profession of ``PROFESSIONS``; the id of a method, "" for the usual one; how people travel.
    Refuses: NotFound for the place or the method, InputError for a profession, DataGapError where no care is known.
    """
    if profession not in PROFESSIONS:
        raise InputError("{profession} is no profession of the access lab", profession=profession)
    chosen = access_method(method or usual_method(profession))
    place = get_place(territory).code
    ways = ways_in(place, mode)
    area = area_of(place, ways.reach_km(chosen.decay.edges_min[-1]))
    supply = _Supply(care.supply(profession, area.codes))
    return _open(area, profession, chosen.id, mode, supply, ways.made_of, care.freshness())


class _Supply:
    """A supply table that equals another one with the same rows, so that an opened lab can be kept."""

    def __init__(self, table: pl.DataFrame) -> None:
        self.table = table
        self._mark = (table.height, *(int(table[name].hash(seed=7).sum() or 0) for name in table.columns))

    def __hash__(self) -> int:
        return hash(self._mark)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Supply) and self._mark == other._mark


@lru_cache(maxsize=6)
def _open(
    area: Area,
    profession: str,
    method_id: str,
    mode: Mode,
    given: _Supply,
    made_of: tuple[str, ...],
    ages: tuple[care.SourceAge, ...],
) -> Lab:
    method, ways = access_method(method_id), ways_in(area.territory, mode)
    supply, unit = _with_capacity(area, given.table, profession)
    if supply.is_empty():
        raise DataGapError(
            "no {profession} is known in or around {place}: import a directory of care first",
            profession=profession,
            place=get_place(area.territory).name,
        )
    sites = _sites(supply, unit)
    limit = method.decay.edges_min[-1]
    pairs = kept_pairs(ways.router, area.demand, sites, limit, made_of)
    total_fte = float(supply["fte"].sum())
    lon, lat = area.demand.points.x, area.demand.points.y
    return Lab(
        territory=area.territory,
        profession=profession,
        method=method,
        mode=mode,
        unit=unit,
        area=area,
        supply=supply,
        sites=sites,
        pairs=pairs,
        today=scores(pairs, area.demand.std_people, sites.capacity, method),
        ways=ways,
        threshold=threshold(method_id, profession, unit),
        sources=_sources(area, ages, ways),
        capacity_per_fte=float(supply["capacity"].sum()) / total_fte if total_fte > 0 else None,
        box=(float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())),
        inside_codes=frozenset(area.codes[: area.inside_count]),
    )


def _with_capacity(area: Area, table: pl.DataFrame, profession: str) -> tuple[pl.DataFrame, str]:
    """The supply with its capacity, and its unit: acts only where every site tells them."""
    known = table.filter(pl.col("lon").is_not_null() & pl.col("lat").is_not_null()).with_columns(
        pl.col("fte").fill_null(0.0), pl.col("fte_over_65").fill_null(0.0), pl.col("booth").fill_null(value=False)
    )
    # A site without anybody has no acts either; one with somebody whose acts nobody knows makes acts no common measure.
    acts = pl.when(pl.col("acts_per_year").is_null() & (pl.col("fte") == 0)).then(0.0).otherwise("acts_per_year")
    known = known.with_columns(acts_per_year=acts)
    by_acts = profession in BY_ACTS and known.height > 0 and known["acts_per_year"].null_count() == 0
    column = "acts_per_year" if by_acts else "fte"
    invented = pl.col("site").is_in([card.code for card in care.facilities(within=area.codes) if card.simulated])
    return known.with_columns(capacity=pl.col(column).cast(pl.Float64), simulated=invented).sort("site"), column


def _sites(supply: pl.DataFrame, unit: str) -> Sites:
    points = Points(tuple(supply["site"]), _floats(supply, "lon"), _floats(supply, "lat"), "deg")
    return Sites(points, _floats(supply, "capacity"), "acts_per_year" if unit == "acts_per_year" else "fte")


def _floats(table: pl.DataFrame, name: str) -> NDArray[np.float64]:
    return table[name].to_numpy().astype(np.float64)


def _sources(area: Area, ages: tuple[care.SourceAge, ...], ways: Ways) -> tuple[Source, ...]:
    listed = [Source("care", each.source, each.data_date, each.simulated) for each in ages]
    if ways.about is not None:
        taken = date.fromisoformat(ways.about.taken) if ways.about.taken else None
        listed.append(Source("travel", f"{ways.about.credit}, {ways.about.licence}", taken, simulated=False))
    if area.grid is None:
        listed.append(Source("people", "INSEE", None, simulated=False))
    else:
        year = None if area.grid.year is None else date(area.grid.year, 1, 1)
        listed.append(Source("people", area.grid.source, year, simulated=False))
    return tuple(listed)
