"""What a set of offers is worth: minutes saved (the nearest counts), rooms filled (sums count, up to a limit), people
served (up to a capacity). Each offer adds less after others: that is what greedy and the bounds rest on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from pagus.engines.access.siting.candidates import Columns
from pagus.engines.access.siting.model import Floats

__all__ = ["Filling", "Saving", "Serving", "Shape"]


class Shape(Protocol):
    """A set function over offers. A state is what the demand still lacks; it starts at ``start`` and only shrinks."""

    @property
    def columns(self) -> Columns:
        """The sparse columns of the offers."""

    @property
    def weight(self) -> Floats:
        """The people of each demand point (n,)."""

    @property
    def start(self) -> Floats:
        """What each demand point lacks at the beginning (n,)."""

    def gains(self, state: Floats) -> Floats:
        """What each offer adds now (c,)."""

    def gain(self, offer: int, state: Floats) -> float:
        """What one offer adds now."""

    def take(self, offer: int, state: Floats) -> None:
        """Let the offer open: change the state in place."""

    def most(self, multiplier: Floats) -> tuple[float, Floats]:
        """Lagrangian relaxation: the constant part, and the most that each offer can give at these multipliers (c,)."""

    def slope(self, multiplier: Floats, picked: Floats) -> Floats:
        """The slope of that bound (n,), where ``picked`` (c,) says which offers, or shares of them, open."""

    def ceiling(self) -> Floats:
        """The largest useful multiplier of each demand point (n,)."""


@dataclass(frozen=True, slots=True, eq=False)
class Saving:
    """Minutes saved: of each point the nearest open site counts. ``start``: minutes now; ``weight``: people."""

    columns: Columns
    weight: Floats
    start: Floats

    def gains(self, state: Floats) -> Floats:
        """What each offer adds now."""
        rows = self.columns.rows
        return self.columns.sums(self.weight[rows] * np.maximum(state[rows] - self.columns.value, 0.0))

    def gain(self, offer: int, state: Floats) -> float:
        """What one offer adds now."""
        low, high = self.columns.ptr[offer], self.columns.ptr[offer + 1]
        rows = self.columns.rows[low:high]
        return float(np.dot(self.weight[rows], np.maximum(state[rows] - self.columns.value[low:high], 0.0)))

    def take(self, offer: int, state: Floats) -> None:
        """Let the offer open."""
        low, high = self.columns.ptr[offer], self.columns.ptr[offer + 1]
        rows = self.columns.rows[low:high]
        state[rows] = np.minimum(state[rows], self.columns.value[low:high])

    def most(self, multiplier: Floats) -> tuple[float, Floats]:
        """Each point pays ``multiplier`` once; each site earns what it saves beyond that."""
        return float(multiplier.sum()), self.columns.sums(
            np.maximum(self._saved() - multiplier[self.columns.rows], 0.0)
        )

    def slope(self, multiplier: Floats, picked: Floats) -> Floats:
        """1 - how many open sites save more than the multiplier."""
        used = (self._saved() > multiplier[self.columns.rows]) * picked[self.columns.owner]
        counted = np.bincount(self.columns.rows, weights=used, minlength=self.columns.row_count)
        return (1.0 - counted).astype(np.float64)

    def ceiling(self) -> Floats:
        """Nothing saves more than all minutes of now."""
        return self.weight * self.start

    def _saved(self) -> Floats:
        rows = self.columns.rows
        return self.weight[rows] * np.maximum(self.start[rows] - self.columns.value, 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Filling:
    """Rooms filled: what open sites give a point adds up, and counts up to its room ``start``. Cover is a room of 1."""

    columns: Columns
    weight: Floats
    start: Floats

    def gains(self, state: Floats) -> Floats:
        """What each offer adds now."""
        rows = self.columns.rows
        return self.columns.sums(self.weight[rows] * np.minimum(self.columns.value, state[rows]))

    def gain(self, offer: int, state: Floats) -> float:
        """What one offer adds now."""
        low, high = self.columns.ptr[offer], self.columns.ptr[offer + 1]
        rows = self.columns.rows[low:high]
        return float(np.dot(self.weight[rows], np.minimum(self.columns.value[low:high], state[rows])))

    def take(self, offer: int, state: Floats) -> None:
        """Let the offer open."""
        low, high = self.columns.ptr[offer], self.columns.ptr[offer + 1]
        rows = self.columns.rows[low:high]
        state[rows] = np.maximum(state[rows] - self.columns.value[low:high], 0.0)

    def most(self, multiplier: Floats) -> tuple[float, Floats]:
        """Each room counts for its weight less the multiplier; each offer for what it gives, at the multiplier."""
        constant = float(np.dot(self.weight - multiplier, self.start))
        return constant, self.columns.sums(multiplier[self.columns.rows] * self.columns.value)

    def slope(self, multiplier: Floats, picked: Floats) -> Floats:
        """What open sites give, less the room."""
        given = self.columns.value * picked[self.columns.owner]
        return np.bincount(self.columns.rows, weights=given, minlength=self.columns.row_count) - self.start

    def ceiling(self) -> Floats:
        """The weight of the point."""
        return self.weight


@dataclass(frozen=True, slots=True, eq=False)
class Serving:
    """People served by sites with a limit: a site serves whom it reaches, the nearest first, up to ``capacity`` people.

    ``start``: 1 where somebody is still to be served, 0 where existing sites do. ``columns.value`` are minutes.
    """

    columns: Columns
    weight: Floats
    start: Floats
    capacity: Floats

    def gains(self, state: Floats) -> Floats:
        """What each offer adds now."""
        return np.minimum(self.columns.sums((self.weight * state)[self.columns.rows]), self.capacity)

    def gain(self, offer: int, state: Floats) -> float:
        """What one offer adds now."""
        rows = self.columns.rows[self.columns.ptr[offer] : self.columns.ptr[offer + 1]]
        return min(float(np.dot(self.weight[rows], state[rows])), float(self.capacity[offer]))

    def take(self, offer: int, state: Floats) -> None:
        """Let the offer open and serve."""
        low, high = self.columns.ptr[offer], self.columns.ptr[offer + 1]
        order = np.argsort(self.columns.value[low:high], kind="stable")
        rows = self.columns.rows[low:high][order]
        asked = self.weight[rows] * state[rows]
        before = np.concatenate([[0.0], np.cumsum(asked)[:-1]])
        served = np.clip(self.capacity[offer] - before, 0.0, asked)
        some = asked > 0
        state[rows[some]] *= 1.0 - served[some] / asked[some]

    def most(self, multiplier: Floats) -> tuple[float, Floats]:
        """As filling, and no offer gives more than its capacity at the best price among those it reaches."""
        constant = float(np.dot(self.weight - multiplier, self.start))
        rows = self.columns.rows
        price = np.divide(multiplier, self.weight, out=np.zeros_like(multiplier), where=self.weight > 0)
        best = np.zeros(len(self.columns))
        np.maximum.at(best, self.columns.owner, price[rows])
        limit = np.where(best > 0, self.capacity, 0.0) * np.where(best > 0, best, 1.0)
        return constant, np.minimum(self.columns.sums(multiplier[rows] * self.start[rows]), limit)

    def slope(self, multiplier: Floats, picked: Floats) -> Floats:
        """What open sites may give, in proportion to what they are asked, less the room."""
        rows, owner = self.columns.rows, self.columns.owner
        asked = self.columns.sums((self.weight * self.start)[rows])
        share = np.minimum(1.0, np.divide(self.capacity, asked, out=np.ones_like(asked), where=asked > 0)) * picked
        given = share[owner] * self.start[rows]
        return np.bincount(rows, weights=given, minlength=self.columns.row_count) - self.start

    def ceiling(self) -> Floats:
        """The weight of the point."""
        return self.weight


def state_after(shape: Shape, offers: Iterable[int]) -> Floats:
    """The state when these offers opened one after the other."""
    state = shape.start.copy()
    for offer in offers:
        shape.take(offer, state)
    return state
