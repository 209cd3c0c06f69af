"""Real France: Bas-Rhin and its rim against the official figures, and the whole country at once. An audit, no copy."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from scipy.stats import spearmanr

from pagus.engines.access.fitting import fit_band_weights
from pagus.engines.access.straight import StraightRouter
from pagus.library.access import access_method
from pagus.library.territories import france
from tests.engines.access.real_france import Communes, access_of, agreement, load

CAR = StraightRouter("car", 50, 1.3)
APL = access_method("apl-2015")


@pytest.fixture(scope="module")
def communes(shared: Path) -> Communes:
    return load(shared, france())


@pytest.fixture(scope="module")
def area(communes: Communes) -> Communes:
    """Bas-Rhin and all within 40 minutes of it: the neighbours of the neighbours' doctors."""
    inside = communes.keep(np.flatnonzero(communes.departement == "67"))
    return communes.keep(np.unique(CAR.pairs(communes.middle, inside.middle, 40).demand))


def supply_of(area: Communes) -> np.ndarray:
    """Doctors counted in Bas-Rhin; beyond, businesses scaled to as many as they would be there."""
    known = np.isfinite(area.gp)
    return np.where(known, area.gp, area.units * np.nansum(area.gp) / area.units[known].sum())


def test_every_table_joins_the_shipped_tree(communes: Communes, area: Communes) -> None:
    assert len(communes) == 34_870
    assert communes.lost_units == 0, "merged communes and arrondissements lead to the commune of today"
    assert communes.units[communes.codes.index("75056")] > 2000
    assert np.isfinite(communes.published["2024"]).sum() == 514
    assert np.isfinite(area.published["2024"]).sum() == 514
    assert set(area.departement) == {"67", "68", "57", "54", "88"}


def test_bands_rank_bas_rhin_better_than_one_catchment_and_blur_better_than_steps(area: Communes) -> None:
    supply = supply_of(area)
    published, people = area.published["2024"], area.people
    found = {}
    for name, method in {"plain": access_method("2sfca"), "bands": APL}.items():
        access, _ = access_of(area.town_hall, people, supply, method, CAR)
        found[name] = agreement(access, published, people)
    assert found["plain"].spearman == pytest.approx(0.56, abs=0.03)
    assert found["bands"].spearman == pytest.approx(0.68, abs=0.02)
    assert found["bands"].same_side > 0.89
    assert found["bands"].same_side_people > 0.95
    assert found["bands"].under_published == pytest.approx(0.113, abs=0.001)
    middle, _ = access_of(area.middle, area.people, supply, APL, CAR)
    assert agreement(middle, area.published["2024"], area.people).spearman < found["bands"].spearman


def test_the_rim_changes_what_lies_along_the_border_and_nothing_else(area: Communes) -> None:
    alone = area.keep(np.flatnonzero(area.departement == "67"))
    with_rim, _ = access_of(area.town_hall, area.people, supply_of(area), APL, CAR)
    without, _ = access_of(alone.town_hall, alone.people, alone.gp, APL, CAR)
    with_rim = with_rim[area.departement == "67"]
    changed = np.abs(with_rim - without) > 1e-12
    assert 0.1 < changed.mean() < 0.9
    strasbourg = alone.codes.index("67482")
    assert not changed[strasbourg]


def test_the_recalled_bands_are_compatible_with_the_official_figures(area: Communes) -> None:
    supply = supply_of(area)
    _, pairs = access_of(area.town_hall, area.people, supply, APL, CAR)
    found = fit_band_weights(pairs, area.people, supply[supply > 0], APL, area.published["2024"])
    assert found.decay.weights[1:] == pytest.approx((2 / 3, 1 / 3), abs=0.1)
    assert 0.3 < found.explained < 0.6, "most of what is left is supply and roads, which no band can mend"


def test_all_of_france_from_points_to_scores(communes: Communes, shared: Path) -> None:
    started = time.process_time()
    access, pairs = access_of(communes.town_hall, communes.people, communes.units, APL, CAR)
    assert time.process_time() - started < 1.0, "0.05 s on a quiet machine, 0.3 s is the promise"
    assert len(pairs.demand) > 400_000
    assert communes.people @ access == pytest.approx(communes.units.sum(), rel=1e-9)
    official = pl.read_csv(shared / "data/fr-care/apl_departements.csv", schema_overrides={"dep": pl.String})
    rows = [communes.departement == departement for departement in official["dep"]]
    mean = [np.average(access[row], weights=communes.people[row]) for row in rows]
    assert spearmanr(mean, official["apl_medecins"]).statistic == pytest.approx(0.83, abs=0.03)
