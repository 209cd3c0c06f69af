"""Real French tables for audits: places of the shipped tree; supply, ages and published access of the shared folder.

Nothing here is the official index: heads or businesses stand in for acts, straight lines for roads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from scipy.stats import spearmanr

from pagus.engines.access.catchment import scores
from pagus.engines.access.model import Method, Pairs, Points
from pagus.engines.access.straight import StraightRouter
from pagus.kernel.places import Territory

Floats = np.ndarray
CODE = {"code_insee": pl.String}


@dataclass(frozen=True, slots=True, eq=False)
class Communes:
    """One row a commune with a point. ``gp`` and ``published`` are NaN outside of Bas-Rhin."""

    codes: tuple[str, ...]
    departement: np.ndarray
    people: Floats
    density: Floats
    middle: Points
    town_hall: Points
    gp: Floats
    units: Floats
    share_75: Floats
    published: Mapping[str, Floats]
    lost_units: int

    def __len__(self) -> int:
        return len(self.codes)

    def keep(self, rows: np.ndarray) -> Communes:
        """The same for some rows."""

        def points(of: Points) -> Points:
            return Points(tuple(of.ids[row] for row in rows), of.x[rows], of.y[rows], of.unit)

        return Communes(
            tuple(self.codes[row] for row in rows),
            self.departement[rows],
            self.people[rows],
            self.density[rows],
            points(self.middle),
            points(self.town_hall),
            self.gp[rows],
            self.units[rows],
            self.share_75[rows],
            {year: values[rows] for year, values in self.published.items()},
            self.lost_units,
        )


def load(shared: Path, territory: Territory) -> Communes:
    """All communes of France that have a point, with what is known of each."""
    care, places = shared / "data" / "fr-care", shared / "data" / "fr-territory"
    units, lost = units_by_commune(care, territory)
    read = {
        "apl": pl.read_csv(care / "apl_gp_communes_67.csv", schema_overrides=CODE).drop("name", "population"),
        "bpe": pl.read_csv(care / "bpe2025_communes_67.csv", schema_overrides=CODE).select("code_insee", "gp"),
        "old": pl.read_csv(care / "share_75plus_communes.csv.gz", schema_overrides=CODE).drop("name"),
        "halls": pl.read_csv(places / "communes_points.csv.gz", schema_overrides={**CODE, "dep": pl.String}).select(
            "code_insee", "lon_town_hall", "lat_town_hall"
        ),
        "units": units,
    }
    insee = pl.col("code").str.split(":").list.last().alias("code_insee")
    table = territory.places.filter(pl.col("kind") == "commune", pl.col("lon").is_not_null())
    table = table.select(insee, people="population", lon="lon", lat="lat", km2="area_km2").sort("code_insee")
    for frame in read.values():
        table = table.join(frame, on="code_insee", how="left", maintain_order="left")
    codes = tuple(table["code_insee"])
    column = {name: table[name].cast(pl.Float64).to_numpy() for name in table.columns if name != "code_insee"}
    people = np.nan_to_num(column["people"])
    hall = np.isfinite(column["lon_town_hall"])
    mean_75 = np.nansum(column["share_75plus_pct"] * people) / people[np.isfinite(column["share_75plus_pct"])].sum()
    return Communes(
        codes,
        np.array([departement_of(code) for code in codes]),
        people,
        np.divide(people, column["km2"], out=np.zeros(len(codes)), where=column["km2"] > 0),
        Points(codes, column["lon"], column["lat"], "deg"),
        Points(
            codes,
            np.where(hall, column["lon_town_hall"], column["lon"]),
            np.where(hall, column["lat_town_hall"], column["lat"]),
            "deg",
        ),
        column["gp"],
        np.nan_to_num(column["units"]),
        np.where(np.isfinite(column["share_75plus_pct"]), column["share_75plus_pct"], mean_75) / 100,
        {name: column[f"apl_gp_{name}"] for name in ("2022", "2023", "2024", "u65_2024")},
        lost,
    )


def departement_of(code: str) -> str:
    return code[:3] if code.startswith("97") else code[:2]


def units_by_commune(care: Path, territory: Territory) -> tuple[pl.DataFrame, int]:
    """SIRENE units of general practitioners by the commune of today, and how many have a code that nobody knows.

    Paris, Lyon and Marseille are listed by arrondissement, and some communes have merged since 2019.
    """
    found = pl.read_csv(care / "sirene_health_units_communes_2019.csv.gz", schema_overrides=CODE)
    inside = {
        code.partition(":")[2]: territory.parents(code, "commune")[0].code
        for code in territory.codes("municipal_arrondissement")
    }
    gone = dict(territory.former.select("code", "now_in").iter_rows())
    today, lost = [], 0
    for code, units in found.select("code_insee", "generaliste").iter_rows():
        whole = inside.get(code, f"commune:{code}")
        whole = whole if whole in territory else gone.get(whole)
        lost += units if whole is None else 0
        today.append(None if whole is None else whole.partition(":")[2])
    table = found.select(pl.Series("code_insee", today, pl.String), units=pl.col("generaliste").cast(pl.Float64))
    return table.drop_nulls().group_by("code_insee").agg(pl.col("units").sum()), lost


def access_of(
    where: Points, people: Floats, supply: Floats, method: Method, router: StraightRouter
) -> tuple[Floats, Pairs]:
    """Access of each place, supply at the places themselves."""
    given = np.flatnonzero(supply > 0)
    sites = Points(tuple(where.ids[row] for row in given), where.x[given], where.y[given], where.unit)
    pairs = router.pairs(where, sites, method.decay.edges_min[-1])
    return scores(pairs, people, supply[given], method).access, pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How near computed access comes to the published one, over the communes that have both."""

    spearman: float
    same_side: float
    same_side_people: float
    under: float
    under_published: float
    mean_error: float


def agreement(computed: Floats, published: Floats, people: Floats, threshold: float = 2.5) -> Agreement:
    """Computed access is first brought to the published mean over people: its unit is another one."""
    known = np.isfinite(published)
    x, y, w = computed[known], published[known], people[known]
    scaled = x * (w @ y) / (w @ x)
    side = (scaled <= threshold) == (y <= threshold)
    return Agreement(
        spearman=float(spearmanr(x, y).statistic),
        same_side=float(side.mean()),
        same_side_people=float(w[side].sum() / w.sum()),
        under=float((scaled <= threshold).mean()),
        under_published=float((y <= threshold).mean()),
        mean_error=float(np.abs(scaled - y).mean()),
    )
