"""What if a site closed, opened, moved, or needs changed? Exact, local, and to be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array  # type: ignore[import-untyped]

from pagus.engines.access.catchment import block_terms, block_weights, choice_totals, chosen, scores
from pagus.engines.access.edits import (
    Close,
    Column,
    Delta,
    Edit,
    Move,
    Open,
    SetCapacity,
    SetPeople,
    WinnersLosers,
    column_at,
    column_of,
    scale_people,
    winners_and_losers,
)
from pagus.engines.access.exact_sums import ExactSums, sum_exactly
from pagus.engines.access.grid import stretches
from pagus.engines.access.model import Floats, Method, Pairs, Scores
from pagus.engines.access.weighing import band_weights, check_inputs
from pagus.errors import InputError

__all__ = [
    "Close",
    "Column",
    "Delta",
    "Edit",
    "Move",
    "Open",
    "SetCapacity",
    "SetPeople",
    "State",
    "WinnersLosers",
    "column_at",
    "column_of",
    "scale_people",
    "winners_and_losers",
]

ANEW = 0.25
"""An edit that touches more than this share of all pairs is computed anew: that is quicker, and as exact."""
EMPTY = Column(np.zeros(0, np.int32), np.zeros(0, np.float32))


@dataclass(slots=True, eq=False)
class _Before:
    """What an edit overwrote, of the places and of the sites that it touched."""

    places: NDArray[np.int64]
    access: tuple[Floats, Floats]
    totals: tuple[Floats, Floats]
    std_people: Floats
    sites: NDArray[np.int64]
    capacity: Floats
    reached: Floats
    ratio: Floats
    open: NDArray[np.bool_]
    columns: dict[int, Column]
    opened: bool = False


class State:
    """A territory in which edits can be tried.

    Holds: ``capacity``, ``reached`` and ``ratio`` (s,) of each site, closed ones included with 0; ``std_people`` (n,);
    ``access`` (n,). To be read, not written. ``apply`` changes them by one edit, ``undo`` takes the last one back, to
    the bit.

    Method. Access is a sum over sites of weight x ratio. The sums are kept exactly (``ExactSums``): an edit takes away
    the terms of the sites it touches and adds their new ones. A supply edit touches one site; an edit of people, and
    each opening or closing in 3SFCA, the sites in reach of the places and all who reach those.
    """

    def __init__(self, pairs: Pairs, std_people: Floats, capacity: Floats, method: Method) -> None:
        """Takes: as ``catchment.scores``, which refuses the same."""
        check_inputs(pairs, std_people, capacity, method)
        self.method = method
        self._base = pairs
        self.capacity = np.array(capacity, np.float64)
        self.std_people = np.array(std_people, np.float64)
        self._open = np.ones(len(capacity), np.bool_)
        self._columns: dict[int, Column] = {}
        self._reverse: tuple[NDArray[np.int64], NDArray[np.integer]] | None = None
        self._log: list[_Before] = []
        self.reached, self.ratio = np.zeros(len(capacity)), np.zeros(len(capacity))
        self._access = self._totals = ExactSums(np.zeros(len(std_people)))
        self._compute_anew()

    @property
    def access(self) -> Floats:
        """What each place can reach now (n,): a view, which the next edit changes."""
        return self._access.high

    @property
    def steps(self) -> int:
        """How many edits can be undone?"""
        return len(self._log)

    def is_open(self, site: int) -> bool:
        """Is there such a site, and is it open?"""
        return 0 <= site < len(self.capacity) and bool(self._open[site])

    def column(self, site: int) -> Column:
        """Who reaches this site now? Nobody when it is closed."""
        if site in self._columns:
            return self._columns[site]
        return column_of(self._base, site) if self._open[site] else EMPTY

    def pairs(self) -> Pairs:
        """Which place reaches which site now? Closed sites have an empty column."""
        columns = [self.column(site) for site in range(len(self.capacity))]
        return Pairs(
            site_ptr=np.cumsum([0, *(len(column.demand) for column in columns)], dtype=np.int64),
            demand=np.concatenate([EMPTY.demand, *(column.demand for column in columns)]),
            minutes=np.concatenate([EMPTY.minutes, *(column.minutes for column in columns)]),
            limit_min=self._base.limit_min,
            demand_count=self._base.demand_count,
            router=self._base.router,
        )

    def scores(self) -> Scores:
        """What can be reached now, with the supply that nobody can reach? Gives copies."""
        lost = np.flatnonzero((self.reached <= 0) & (self.capacity > 0))
        lost_capacity = float(self.capacity[lost].sum())
        return Scores(self.access.copy(), self.ratio.copy(), self.reached.copy(), lost_capacity, tuple(lost.tolist()))

    def apply(self, edit: Edit) -> Delta:
        """What does this edit change?

        Takes: one edit. Gives: the places whose access may have changed, and by how much; for ``Open`` the new site.
        Refuses: InputError for a site that is closed or not there, a capacity or people below 0, a column that names a
        place twice or one that is not there; nothing has changed then.
        """
        match edit:
            case SetCapacity(site, capacity):
                self._require_open(site)
                _require_amount(capacity)
                return self._edit([site], lambda: self._set(site, capacity))
            case Close(site):
                self._require_open(site)
                return self._change_column(site, EMPTY, closes=True)
            case Move(site, column):
                self._require_open(site)
                return self._change_column(site, self._checked(column))
            case Open(column, capacity):
                _require_amount(capacity)
                return self._opened(self._checked(column), capacity)
            case SetPeople(places, std_people):
                return self._set_people(places, std_people)

    def undo(self) -> Delta:
        """What does taking back the last edit change? Gives: as ``apply``. Refuses: InputError when none is left."""
        if not self._log:
            raise InputError("there is no edit to undo")
        before = self._log.pop()
        places = before.places
        change = before.access[0] - self._access.high[places]
        self._access.put(places, *before.access)
        self._totals.put(places, *before.totals)
        self.std_people[places] = before.std_people
        sites = before.sites
        self.capacity[sites], self.reached[sites], self.ratio[sites] = before.capacity, before.reached, before.ratio
        self._open[sites] = before.open
        for site in self._columns.keys() & set(sites.tolist()):
            del self._columns[site]
        self._columns |= before.columns
        if before.opened:
            self._shrink()
        return Delta(places, change)

    # --- the five edits ---

    def _set(self, site: int, capacity: float) -> None:
        self.capacity[site] = capacity

    def _change_column(self, site: int, column: Column, closes: bool = False) -> Delta:
        old = self.column(site)
        either = np.union1d(old.demand, column.demand).astype(np.int64)
        touched = self._touched(site, either)

        def change() -> None:
            self._count_choice(old, -1.0)
            self._columns[site] = column
            self._count_choice(column, 1.0)
            if closes:
                self._open[site], self.capacity[site] = False, 0.0

        return self._edit(touched, change, either)

    def _opened(self, column: Column, capacity: float) -> Delta:
        site = len(self.capacity)
        self.capacity, self._open = np.append(self.capacity, capacity), np.append(self._open, True)
        self.reached, self.ratio = np.append(self.reached, 0.0), np.append(self.ratio, 0.0)
        self._columns[site] = EMPTY
        delta = self._change_column(site, column)
        self._log[-1].opened = True
        return Delta(delta.places, delta.change, site)

    def _shrink(self) -> None:
        self._columns.pop(len(self.capacity) - 1)
        self.capacity, self._open = self.capacity[:-1].copy(), self._open[:-1].copy()
        self.reached, self.ratio = self.reached[:-1].copy(), self.ratio[:-1].copy()

    def _set_people(self, places: NDArray[np.int64], std_people: Floats) -> Delta:
        places, amounts = np.asarray(places, np.int64), np.asarray(std_people, np.float64)
        self._require_places(places)
        if len(places) != len(amounts):
            raise InputError(
                "{places} places were named, and people for {people}", places=len(places), people=len(amounts)
            )
        wrong = np.flatnonzero(~(np.isfinite(amounts) & (amounts >= 0)))
        if len(wrong):
            _require_amount(float(amounts[wrong[0]]))

        def change() -> None:
            self.std_people[places] = amounts

        most = len(places) > ANEW * len(self.std_people)
        return self._edit(None if most else self._sites_of(places), change, places)

    # --- the algorithm ---

    def _touched(self, site: int, places: NDArray[np.int64]) -> Sequence[int]:
        """Where people divide their need, whoever chooses anew changes what all sites in reach get."""
        if self.method.family != "3sfca":
            return [site]
        return sorted({site, *self._sites_of(places)})

    def _edit(
        self, sites: Sequence[int] | None, change: Callable[[], None], further: NDArray[np.int64] | None = None
    ) -> Delta:
        """Take away the terms of these sites, change, add them anew; or all anew (None) where that is less work."""
        columns = [self.column(site).demand for site in sites or ()]
        if sites is None or (len(sites) > 1 and sum(map(len, columns)) > ANEW * len(self._base.demand)):
            before = self._remember(np.arange(len(self.std_people)), np.arange(len(self.capacity)))
            change()
            self._compute_anew()
        else:
            more = np.zeros(0, np.int64) if further is None else further
            places = np.unique(np.concatenate([more, *columns])).astype(np.int64)
            before = self._remember(places, np.asarray(sites, np.int64))
            for site in sites:
                self._add_terms(site, -1.0)
            change()
            for site in sites:
                self._weigh(site)
                self._add_terms(site, 1.0)
        self._log.append(before)
        return Delta(before.places, self._access.high[before.places] - before.access[0])

    def _remember(self, places: NDArray[np.int64], sites: NDArray[np.int64]) -> _Before:
        return _Before(
            places=places,
            access=self._access.of(places),
            totals=self._totals.of(places),
            std_people=self.std_people[places],
            sites=sites,
            capacity=self.capacity[sites],
            reached=self.reached[sites],
            ratio=self.ratio[sites],
            open=self._open[sites],
            columns={site: self._columns[site] for site in self._columns.keys() & set(sites.tolist())},
        )

    def _weights(self, column: Column) -> Floats:
        weights = band_weights(column.minutes, self.method.decay)
        return chosen(weights, self._totals.high[column.demand]) if self.method.family == "3sfca" else weights

    def _add_terms(self, site: int, sign: float) -> None:
        """Add to access, or take away, what this site gives."""
        if self.ratio[site] == 0:
            return
        column = self.column(site)
        weights = self._weights(column)
        given = weights * weights if self.method.family == "m2sfca" else weights
        self._access.add(column.demand, sign * (given * self.ratio[site]))

    def _weigh(self, site: int) -> None:
        """Who reaches this site now, and what is there for each of them?"""
        column = self.column(site)
        reached = float((self._weights(column) * self.std_people[column.demand]).sum())
        self.reached[site] = reached
        self.ratio[site] = self.capacity[site] / reached if reached > 0 else 0.0

    def _count_choice(self, column: Column, sign: float) -> None:
        if self.method.family == "3sfca":
            self._totals.add(column.demand, sign * band_weights(column.minutes, self.method.decay))

    def _compute_anew(self) -> None:
        pairs = self.pairs() if self._columns else self._base
        found = scores(pairs, self.std_people, self.capacity, self.method)
        self.reached, self.ratio = found.reached, found.ratio
        if self.method.family == "3sfca":
            rough = choice_totals(pairs, self.method)
            self._totals = sum_exactly(rough, block_weights(pairs, self.method, None))
        totals = self._totals.high if self.method.family == "3sfca" else None
        self._access = sum_exactly(found.access, block_terms(pairs, self.method, totals, self.ratio))

    def _sites_of(self, places: NDArray[np.int64]) -> list[int]:
        """Which open sites do these places reach?"""
        if self._reverse is None:
            base = self._base
            marks = np.ones(len(base.demand), np.int8)
            table = csc_array((marks, base.demand, base.site_ptr), (base.demand_count, len(base.site_ptr) - 1)).tocsr()
            self._reverse = table.indptr.astype(np.int64), table.indices
        pointers, sites = self._reverse
        entries = stretches(pointers[places], pointers[places + 1] - pointers[places])
        found = set(np.unique(sites[entries]).tolist()) - self._columns.keys()
        asked = np.zeros(len(self.std_people), np.bool_)
        asked[places] = True
        return sorted(found | {site for site, column in self._columns.items() if asked[column.demand].any()})

    # --- what is refused ---

    def _require_open(self, site: int) -> None:
        if not self.is_open(site):
            raise InputError("site {site} is closed, or there is none", site=site)

    def _require_places(self, places: NDArray[np.integer]) -> None:
        if len(places) and not (places.min() >= 0 and places.max() < len(self.std_people)):
            raise InputError("an edit names a place that does not exist")
        if len(np.unique(places)) != len(places):
            raise InputError("an edit names a place twice")

    def _checked(self, column: Column) -> Column:
        self._require_places(column.demand)
        within = column.minutes <= np.float32(self._base.limit_min)
        if len(column.demand) != len(column.minutes):
            raise InputError(
                "{places} places were named, and minutes for {minutes}",
                places=len(column.demand),
                minutes=len(column.minutes),
            )
        return Column(column.demand[within], column.minutes[within])


def _require_amount(amount: float) -> None:
    if not (np.isfinite(amount) and amount >= 0):
        raise InputError("an amount is 0 or more: {amount} is not", amount=amount)
