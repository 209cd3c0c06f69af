"""How near do open data and a straight line come to the official access to general practitioners? Step by step.

usage: python bench/audit_access.py [folder of shared data, default ../shared]

Bas-Rhin with the rim of its neighbours against the APL that DREES published (2022 to 2024); then all of France. This
is an audit: nothing here reproduces DREES, whose supply (acts of each practitioner), age weights and road times are
not open. Steps with a number tuned to the published figures are judged on the EPCIs that did not tune them.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np
import polars as pl
from scipy.stats import norm, spearmanr

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from pagus.engines.access.catchment import scores  # noqa: E402
from pagus.engines.access.fitting import fit_band_weights  # noqa: E402
from pagus.engines.access.inequality import inequality  # noqa: E402
from pagus.engines.access.model import Decay, Method, Pairs, Points  # noqa: E402
from pagus.engines.access.straight import StraightRouter  # noqa: E402
from pagus.library.access import access_method  # noqa: E402
from pagus.library.territories import france  # noqa: E402
from tests.engines.access.real_france import Communes, access_of, agreement, load  # noqa: E402

CAR = StraightRouter("car", 50, 1.3)
APL = access_method("apl-2015")
RIM_MIN = 40
"""Twice the catchment: whoever shares a neighbour's doctor lies up to 20 minutes beyond that doctor."""


@dataclass(frozen=True)
class Step:
    """One way to compute, and why it was tried."""

    name: str
    access: np.ndarray
    why: str


def rim_of(communes: Communes, departement: str) -> Communes:
    """The communes of a département and all within 40 minutes of one of them."""
    inside = np.flatnonzero(communes.departement == departement)
    sites = Points(
        tuple(communes.codes[row] for row in inside), communes.middle.x[inside], communes.middle.y[inside], "deg"
    )
    near = CAR.pairs(communes.middle, sites, RIM_MIN)
    return communes.keep(np.unique(near.demand))


def blurred(error: float) -> Method:
    """The weight to expect at t minutes when the minutes err by this share: the steps of the bands become slopes."""
    edges = np.arange(0.5, 35, 0.5)
    middle = edges - 0.25
    weights = sum(norm.cdf((edge - middle) / (error * middle)) for edge in APL.decay.edges_min) / 3
    return access_method("e2sfca", Decay(tuple(edges.tolist()), tuple(weights.tolist())))


class Roads:
    """All pairs of places with kilometres, so that minutes can be tried in many ways."""

    def __init__(self, area: Communes, supply: np.ndarray) -> None:
        self.area = area
        self.given = np.flatnonzero(supply > 0)
        self.supply = supply[self.given]
        hall = area.town_hall
        sites = Points(tuple(hall.ids[row] for row in self.given), hall.x[self.given], hall.y[self.given], "deg")
        self.pairs = StraightRouter("car", 60, 1.0).pairs(hall, sites, 45)  # at 60 km/h minutes are kilometres
        self.owner = np.repeat(np.arange(len(self.given)), np.diff(self.pairs.site_ptr))
        dense = np.log10(np.maximum(area.density, 10))
        self.dense = np.maximum(dense[self.pairs.demand], dense[self.given][self.owner])

    def timed(self, kmh: float, slower: float, start_min: float, limit: float) -> Pairs:
        """Minutes with ``slower`` km/h less for each tenfold density above 1,000 a km2, and ``start_min`` to park."""
        km = self.pairs.minutes.astype(np.float64)
        speed = np.maximum(kmh - slower * np.maximum(self.dense - 3, 0), 15)
        minutes = (km * 1.3 / speed * 60 + np.where(km > 0, start_min, 0)).astype(np.float32)
        kept = minutes <= np.float32(limit)
        counts = np.bincount(self.owner[kept], minlength=len(self.given))
        return Pairs(
            np.concatenate([[0], np.cumsum(counts)]),
            self.pairs.demand[kept],
            minutes[kept],
            limit,
            len(self.area),
            "tuned",
        )

    def access(self, method: Method, kmh: float = 50, slower: float = 0, start_min: float = 0) -> np.ndarray:
        pairs = self.timed(kmh, slower, start_min, method.decay.edges_min[-1])
        return scores(pairs, self.area.people, self.supply, method).access


def untuned(area: Communes, alone: Communes, supply: np.ndarray, scale: float) -> Iterator[Step]:
    """Steps without a number taken from the published figures, but for the speeds, which are listed all."""
    seven = np.flatnonzero(np.isin(area.codes, alone.codes))

    def wide(values: np.ndarray) -> np.ndarray:
        found = np.zeros(len(area))
        found[seven] = values
        return found

    def around(method: Method, where: Points, people: np.ndarray, care: np.ndarray, kmh: float = 50) -> np.ndarray:
        return access_of(where, people, care, method, StraightRouter("car", kmh, 1.3))[0]

    hall, people = area.town_hall, area.people
    plain = access_of(alone.town_hall, alone.people, alone.gp, access_method("2sfca"), CAR)[0]
    crude = access_of(alone.town_hall, alone.people, alone.gp, APL, CAR)[0]
    near = "near care counts more: a tenth better at once"
    yield Step("2SFCA 15 min, Bas-Rhin alone", wide(plain), "one catchment for all")
    yield Step("apl-2015 bands, Bas-Rhin alone", wide(crude), near)
    with_rim = around(APL, hall, people, supply)
    changed = int((np.abs(with_rim[seven] - crude) > 1e-12).sum())
    rim = f"changes {changed} communes, no nearer on the whole: doctors and patients come in together"
    yield Step("+ rim of 40 min", with_rim, rim)
    middle = "town halls stand where people and doctors are: keep them"
    yield Step("  at the middle, not the town hall", around(APL, area.middle, people, supply), middle)
    older = people * (1 + 2 * area.share_75)
    ages = "ages differ little between communes, and one share is no age pyramid"
    yield Step("  people of 75+ count three times", around(APL, hall, older, supply), ages)
    half = np.where(np.isfinite(area.gp), (np.nan_to_num(area.gp) + scale * area.units) / 2, supply)
    yield Step("  half of the supply from SIRENE", around(APL, hall, people, half), "businesses of 2019: worse")
    for kmh in (40, 45, 55, 60):
        speed = around(APL, hall, people, supply, kmh)
        yield Step(f"  at {kmh} km/h", speed, "one speed for all is wrong in another way each time")
    blur = "straight-line minutes err, and a step puts whole towns on the wrong side"
    yield Step("+ bands blurred by 20 %", around(blurred(0.2), hall, people, supply), blur)


TUNABLE = tuple(product((45, 50, 55), (0, 10, 20, 30), (0, 1, 2), (0.0, 0.1, 0.2, 0.3)))


def tuned(roads: Roads) -> dict[tuple[float, ...], np.ndarray]:
    """Access for each combination of speed, slower towns, minutes to start, and blur."""
    methods = {error: blurred(error) if error else APL for error in (0.0, 0.1, 0.2, 0.3)}
    return {key: roads.access(methods[key[3]], *key[:3]) for key in TUNABLE}


def held_out(
    found: dict[tuple[float, ...], np.ndarray], published: np.ndarray, halves: np.ndarray
) -> tuple[float, list[tuple[float, ...]]]:
    """Mean rank correlation in the half that did not choose, and what was chosen by each half."""
    known = np.isfinite(published)
    results, chosen = [], []
    for half in (0, 1):
        learn, judge = known & (halves == half), known & (halves != half)
        best = max(found, key=lambda key: spearmanr(found[key][learn], published[learn]).statistic)
        chosen.append(best)
        results.append(spearmanr(found[best][judge], published[judge]).statistic)
    return float(np.mean(results)), chosen


def show(step: Step, area: Communes) -> None:
    found = agreement(step.access, area.published["2024"], area.people)
    print(
        f"{step.name:<38} {found.spearman:6.3f}   {found.same_side:6.1%} ({found.same_side_people:6.1%})"
        f"   {found.under:6.1%} {found.mean_error:6.2f}   {step.why}"
    )


def rank(access: np.ndarray, published: np.ndarray, rows: np.ndarray) -> float:
    return float(spearmanr(access[rows], published[rows]).statistic)


def bas_rhin(communes: Communes) -> None:
    area = rim_of(communes, "67")
    alone = communes.keep(np.flatnonzero(communes.departement == "67"))
    scale = float(np.nansum(area.gp) / area.units[np.isfinite(area.gp)].sum())
    supply = np.where(np.isfinite(area.gp), area.gp, scale * area.units)
    print(f"\nBas-Rhin: {len(alone)} communes, {len(area) - len(alone)} more in the rim; {np.nansum(area.gp):,.0f} GPs")
    print(
        f"of BPE 2025; in the rim SIRENE units of 2019 x {scale:.3f} (GPs for each unit in Bas-Rhin). Without Germany."
    )
    print(f"{'step':<38} {'rank':>6}   right side of 2.5  under    error   why")
    for step in untuned(area, alone, supply, scale):
        show(step, area)
    roads, published = Roads(area, supply), area.published["2024"]
    known, found = np.isfinite(published), tuned(roads)
    best = max(found, key=lambda key: rank(found[key], published, known))
    show(Step("+ slower towns, time to park [tuned]", found[best], f"km/h, slower, start, blur = {best}"), area)
    groups = epci_of(area)
    halves, crude = groups % 2, roads.access(APL)
    apart = np.mean([rank(crude, published, known & (halves == half)) for half in (0, 1)])
    result, chosen = held_out(found, published, halves)
    print(f"  judged on EPCIs that did not tune it: {result:.3f} (crude in these halves: {apart:.3f}); chosen {chosen}")
    fit(roads, area, best, groups)
    sturdy(area, supply)
    yearly(area)


def epci_of(area: Communes) -> np.ndarray:
    """A number for the EPCI of each commune."""
    groups = [france().parents(f"commune:{code}", "epci") for code in area.codes]
    names = [found[0].code if found else "" for found in groups]
    return np.unique(names, return_inverse=True)[1]


def fit(roads: Roads, area: Communes, best: tuple[float, ...], groups: np.ndarray) -> None:
    published = area.published["2024"]
    for name, key in (("straight line at 50 km/h", (50.0, 0.0, 0.0)), ("tuned minutes", best[:3])):
        for edges in ((10.0, 15.0, 20.0), (5.0, 10.0, 15.0, 20.0, 25.0, 30.0)):
            guess = access_method("e2sfca", Decay(edges, tuple(np.linspace(1, 0.2, len(edges)).tolist())))
            pairs = roads.timed(*key, edges[-1])
            found = fit_band_weights(pairs, area.people, roads.supply, guess, published)
            access = scores(pairs, area.people, roads.supply, replace(guess, decay=found.decay)).access
            low, high = spread(pairs, area, roads.supply, guess, groups)
            bands = zip(edges, found.decay.weights, low, high, strict=True)
            words = ", ".join(f"{edge:g} min {weight:.2f} ({a:.2f} to {b:.2f})" for edge, weight, a, b in bands)
            near = rank(access, published, np.isfinite(published))
            print(f"  fitted bands, {name}: {words}")
            print(f"    rank {near:.3f}, misfit {found.rms:.2f}, explained {found.explained:.0%}")


def variants() -> Iterator[tuple[Method, StraightRouter, str]]:
    """Eighteen defensible ways: bands within the fits, 45 to 55 km/h, town hall or middle."""
    for weights, kmh, where in product(
        ((2 / 3, 1 / 3), (0.52, 0.27), (0.67, 0.37)), (45, 50, 55), ("town_hall", "middle")
    ):
        method = access_method("e2sfca", Decay(APL.decay.edges_min, (1.0, *weights)))
        yield method, StraightRouter("car", kmh, 1.3), where


def sturdy(area: Communes, supply: np.ndarray) -> None:
    """What stays when what is uncertain is varied: the side of 2.5, and what a doctor's leaving changes at home?"""
    known = np.isfinite(area.published["2024"])
    people = area.people[known]
    mean = np.average(area.published["2024"][known], weights=people)
    homes = np.flatnonzero(known & (np.nan_to_num(area.gp) >= 1) & (np.nan_to_num(area.gp) <= 6))[::12]
    levels, losses = [], []
    for method, router, where in variants():
        hall = getattr(area, where)
        access, _ = access_of(hall, area.people, supply, method, router)
        scale = mean / np.average(access[known], weights=people)
        levels.append(access * scale)
        fewer = supply - (np.arange(len(area)) == homes[:, None])
        without = [
            access_of(hall, area.people, each, method, router)[0][home] for each, home in zip(fewer, homes, strict=True)
        ]
        losses.append((np.array(without) - access[homes]) * scale)
    votes = (np.array(levels)[:, known] <= 2.5).mean(axis=0)
    always, never, turned = (votes == 1).sum(), (votes == 0).sum(), (votes > 0) & (votes < 1)
    share = people[turned].sum() / people.sum()
    print(f"  {len(levels)} variants (bands within the fits, 45 to 55 km/h, town hall or middle):")
    print(
        f"    always at or under 2.5: {always} communes, never: {never}, in some of them: {turned.sum()} ({share:.1%})"
    )
    spread_of = [np.median(np.std(values, axis=0)) for values in (np.array(levels)[:, homes], losses)]
    print(f"    one doctor fewer in {len(homes)} communes: {np.mean(losses):+.3f} at home, spread {spread_of[1]:.3f};")
    print(f"    spread of the level itself {spread_of[0]:.2f}")


def spread(
    pairs: Pairs, area: Communes, supply: np.ndarray, guess: Method, groups: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The 5th and 95th percentile of each weight over 40 fits, each to the published figures of half of the EPCIs."""
    chance = np.random.default_rng(1)
    weights = []
    for _ in range(40):
        half = chance.permutation(groups.max() + 1)[: (groups.max() + 1) // 2]
        published = np.where(np.isin(groups, half), area.published["2024"], np.nan)
        weights.append(fit_band_weights(pairs, area.people, supply, guess, published).decay.weights)
    low, high = np.percentile(weights, [5, 95], axis=0)
    return low, high


def yearly(area: Communes) -> None:
    for year in ("2023", "2022", "u65_2024"):
        found = agreement(area.published[year], area.published["2024"], area.people)
        words = f"rank {found.spearman:.3f}, right side {found.same_side:.1%}"
        print(f"  for comparison, the official APL {year} against that of 2024: {words}")


def whole_country(communes: Communes, shared: Path) -> None:
    hall = communes.town_hall
    clock = time.process_time()
    access, pairs = access_of(hall, communes.people, communes.units, APL, CAR)
    seconds = time.process_time() - clock
    with_units = int((communes.units > 0).sum())
    print(f"\nFrance: {len(communes):,} communes with a point, {with_units:,} of them with SIRENE units")
    print(f"({communes.units.sum():,.0f}; {communes.lost_units} have unknown codes): {len(pairs.demand):,} pairs")
    print(f"  from points to scores {seconds:.2f} s CPU")
    found = inequality(access * 1e5, communes.people, weighted_by="people")
    none = communes.people[access == 0].sum()
    print(f"  units within reach a 100,000 people: mean {found.mean:.1f}, P10 {found.p10:.1f}, P90 {found.p90:.1f},")
    print(f"  Gini {found.gini:.3f}; people with none within 20 min: {none:,.0f}")
    table = pl.read_csv(shared / "data" / "fr-care" / "apl_departements.csv", schema_overrides={"dep": pl.String})
    official = dict(table.select("dep", "apl_medecins").iter_rows())
    rows = {departement: communes.departement == departement for departement in official}
    mean = [np.average(access[row], weights=communes.people[row]) for row in rows.values()]
    plain = [communes.units[row].sum() / communes.people[row].sum() for row in rows.values()]
    for words, values in (("mean access", mean), ("units for each inhabitant, without any distance,", plain)):
        found_rank = spearmanr(values, list(official.values())).statistic
        print(f"  {len(official)} départements, {words} against the official mean APL: rank {found_rank:.3f}")


def main() -> None:
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("PAGUS_SHARED", ROOT.parent / "shared"))
    communes = load(shared, france())
    bas_rhin(communes)
    whole_country(communes, shared)


if __name__ == "__main__":
    main()
