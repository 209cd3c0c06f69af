"""The directory as arrays, one row a service of a facility: what ``finding`` and ``proposing`` look things up in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pagus.apps.care import queries as care
from pagus.apps.care.queries import FacilityCard, ServiceCard
from pagus.engines.access.model import Points

__all__ = ["CareTable", "care_table"]


@dataclass(frozen=True, slots=True, eq=False)
class CareTable:
    """All services of all facilities. ``card`` (n,) index into ``cards``; ``step_free`` 1 yes, 0 not known, -1 no."""

    cards: tuple[FacilityCard, ...]
    services: tuple[ServiceCard, ...]
    card: NDArray[np.int64]
    service: NDArray[np.str_]
    kind: NDArray[np.str_]
    zone: NDArray[np.str_]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    step_free: NDArray[np.int8]
    needs_broadband: NDArray[np.bool_]
    hours_known: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.services)

    def points_of(self, rows: NDArray[np.int64]) -> Points:
        """Where these rows are."""
        return Points(tuple(map(str, rows.tolist())), self.lon[rows], self.lat[rows], "deg")


_held: list[tuple[tuple[FacilityCard, ...], CareTable]] = []


def care_table() -> CareTable:
    """The directory as it is now. One object, until the directory changes or a facility closes."""
    cards = care.facilities()
    # The same cards are the same objects: to compare them costs next to nothing.
    if _held and _held[0][0] == cards:
        return _held[0][1]
    table = _made(cards)
    _held[:] = [(cards, table)]
    return table


def _made(cards: tuple[FacilityCard, ...]) -> CareTable:
    pairs = [(index, card, each) for index, card in enumerate(cards) for each in card.services]
    stepping = {True: 1, None: 0, False: -1}
    return CareTable(
        cards=cards,
        services=tuple(each for _, _, each in pairs),
        card=np.array([index for index, _, _ in pairs], dtype=np.int64),
        service=np.array([each.service for _, _, each in pairs], dtype=np.str_),
        kind=np.array([card.kind for _, card, _ in pairs], dtype=np.str_),
        zone=np.array([each.hours.zone for _, _, each in pairs], dtype=np.str_),
        lon=np.array([card.lon for _, card, _ in pairs], dtype=np.float64),
        lat=np.array([card.lat for _, card, _ in pairs], dtype=np.float64),
        step_free=np.array([stepping[card.step_free] for _, card, _ in pairs], dtype=np.int8),
        needs_broadband=np.array([each.needs_broadband for _, _, each in pairs], dtype=np.bool_),
        hours_known=np.array([each.hours.known for _, _, each in pairs], dtype=np.bool_),
    )
