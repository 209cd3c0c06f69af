"""A territory after the changes of a scenario: its sites and its people as they would be, and the access computed anew.

Every result is a full computation from the changed tables, never a sum of differences: what a page adds up while one
drags a circle must agree with this.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pagus.apps.access.edits import Edit
from pagus.apps.access.lab import Lab
from pagus.engines.access.catchment import scores
from pagus.engines.access.model import Pairs, Points, Scores
from pagus.errors import DataGapError
from pagus.library.access_lab import arrival

__all__ = ["Draft", "DraftSite", "after"]

Floats = NDArray[np.float64]


@dataclass(slots=True)
class DraftSite:
    """One site as it would be. ``column`` is its place in the pairs of today; None where its ways must be found."""

    code: str
    place: str
    lon: float
    lat: float
    fte: float
    over_65: float
    capacity: float
    remote: bool
    column: int | None
    is_open: bool = True


@dataclass(slots=True)
class Draft:
    """The tables of a territory, being changed."""

    lab: Lab
    sites: list[DraftSite]
    people: Floats
    std_people: Floats
    opened: int = 0
    index: dict[str, int] = field(default_factory=dict)

    def apply(self, edit: Edit) -> None:
        """Make one change, as it stands after those before it."""
        CHANGES[edit.do](self, edit)

    def scores(self) -> Scores:
        """The access after all changes."""
        capacity = np.array([site.capacity for site in self.sites], dtype=np.float64)
        return scores(self.pairs(), self.std_people, capacity, self.lab.method)

    def pairs(self) -> Pairs:
        """Who reaches which site: of today where a site stands as it stood, found anew where not."""
        today = self.lab.pairs
        strange = [site for site in self.sites if site.is_open and site.column is None]
        places = Points(
            tuple(site.code for site in strange),
            np.array([site.lon for site in strange], dtype=np.float64),
            np.array([site.lat for site in strange], dtype=np.float64),
            "deg",
        )
        fresh = self.lab.ways.router.pairs(self.lab.area.demand.points, places, today.limit_min) if strange else today
        columns = []
        found = 0
        for site in self.sites:
            if not site.is_open:
                columns.append((today, slice(0, 0)))
            elif site.column is not None:
                columns.append((today, slice(today.site_ptr[site.column], today.site_ptr[site.column + 1])))
            else:
                columns.append((fresh, slice(fresh.site_ptr[found], fresh.site_ptr[found + 1])))
                found += 1
        lengths = [part.stop - part.start for _, part in columns]
        return Pairs(
            site_ptr=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
            demand=np.concatenate([np.zeros(0, np.int32), *(of.demand[part] for of, part in columns)]),
            minutes=np.concatenate([np.zeros(0, np.float32), *(of.minutes[part] for of, part in columns)]),
            limit_min=today.limit_min,
            demand_count=today.demand_count,
            router=today.router,
        )

    def points_in(self, place: str) -> NDArray[np.bool_]:
        """The demand points of this commune, or of the whole territory."""
        area = self.lab.area
        if not place:
            return area.place < area.inside_count
        return area.place == area.codes.index(place)

    def sites_in(self, place: str) -> list[DraftSite]:
        """The open sites of this commune, or of the whole territory."""
        inside = self.lab.inside_codes
        return [
            site for site in self.sites if site.is_open and (site.place == place if place else site.place in inside)
        ]


def after(lab: Lab, edits: Sequence[Edit]) -> Draft:
    """What does the territory look like after these changes? Takes: checked changes, in their order."""
    sites = [
        DraftSite(
            code=row["site"],
            place=row["place"],
            lon=row["lon"],
            lat=row["lat"],
            fte=row["fte"],
            over_65=row["fte_over_65"],
            capacity=row["capacity"],
            remote=row["booth"],
            column=at,
        )
        for at, row in enumerate(lab.supply.iter_rows(named=True))
    ]
    people, std_people = lab.area.demand.people.copy(), lab.area.demand.std_people.copy()
    draft = Draft(lab, sites, people, std_people, index={site.code: at for at, site in enumerate(sites)})
    for edit in edits:
        draft.apply(edit)
    return draft


def _close(draft: Draft, edit: Edit) -> None:
    site = draft.sites[draft.index[edit.site]]
    site.is_open, site.capacity, site.fte, site.over_65 = False, 0.0, 0.0, 0.0


def _move(draft: Draft, edit: Edit) -> None:
    site = draft.sites[draft.index[edit.site]]
    assert edit.lon is not None
    assert edit.lat is not None
    site.lon, site.lat, site.column = edit.lon, edit.lat, None
    site.place = edit.place or site.place


def _hours(draft: Draft, edit: Edit) -> None:
    site = draft.sites[draft.index[edit.site]]
    wanted = float(edit.value or 0.0)
    if site.fte > 0:
        site.capacity, site.over_65 = site.capacity / site.fte * wanted, site.over_65 / site.fte * wanted
    else:
        site.capacity = _per_fte(draft.lab) * wanted
    site.fte = wanted


def _open(draft: Draft, edit: Edit) -> None:
    assert edit.lon is not None
    assert edit.lat is not None
    draft.opened += 1
    fte = float(edit.value or 0.0)
    site = DraftSite(
        code=f"new-{draft.opened}",
        place=edit.place,
        lon=edit.lon,
        lat=edit.lat,
        fte=fte,
        over_65=0.0,
        capacity=_per_fte(draft.lab) * fte,
        remote=arrival(edit.arrival).remote,
        column=None,
    )
    draft.index[site.code] = len(draft.sites)
    draft.sites.append(site)


def _team(draft: Draft, edit: Edit) -> None:
    for site in draft.sites_in(edit.place):
        if not site.remote:
            site.capacity *= float(edit.value or 1.0)


def _retire(draft: Draft, edit: Edit) -> None:
    for site in draft.sites_in(edit.place):
        if site.over_65 > 0 and site.fte > 0:
            left = max(0.0, site.fte - site.over_65)
            site.capacity, site.fte, site.over_65 = site.capacity / site.fte * left, left, 0.0


def _grow(draft: Draft, edit: Edit) -> None:
    here, factor = draft.points_in(edit.place), float(edit.value or 1.0)
    draft.people[here] *= factor
    draft.std_people[here] *= factor


def _age(draft: Draft, edit: Edit) -> None:
    draft.std_people[draft.points_in(edit.place)] *= float(edit.value or 1.0)


def _per_fte(lab: Lab) -> float:
    if lab.capacity_per_fte is None:
        raise DataGapError(
            "no practice here tells how much care a full-time equivalent gives: import a directory first"
        )
    return lab.capacity_per_fte


CHANGES: dict[str, Callable[[Draft, Edit], None]] = {
    "close": _close,
    "move": _move,
    "hours": _hours,
    "open": _open,
    "team": _team,
    "retire": _retire,
    "grow": _grow,
    "age": _age,
}
