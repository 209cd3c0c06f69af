"""What a dated, sourced table is: index classes and thresholds, frozen. Files are read by ``pagus.library.tables``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pagus.errors import NotFound

__all__ = [
    "DayStatistic",
    "IndexClass",
    "IndexTable",
    "Missing",
    "SubIndex",
    "TableSource",
    "Threshold",
    "ThresholdTable",
]

DayStatistic = Literal["day_mean", "day_maximum"]
Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSource:
    """Where a table comes from, and how much of it was read there."""

    title: str
    reference: str
    url: str
    read: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexClass:
    """One class of an index: its number, colour (``#rrggbb``) and names by language."""

    number: int
    colour: str
    label: Labels


@dataclass(frozen=True, slots=True, kw_only=True)
class SubIndex:
    """How one pollutant is classed: the statistic of the day and the upper edge of each class but the last."""

    signal: str
    statistic: DayStatistic
    upper_edges: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexTable:
    """A daily index: the class of a zone is its worst sub-index.

    An edge belongs to the lower class. ``rounding_step`` is applied half up before classing.
    ``required`` holds groups of signals: each group needs at least one daily value, or the index is unavailable.
    ``assumptions`` names what the source does not settle, with the note that readers are shown.
    """

    id: str
    title: Labels
    unit: str
    valid_from: date
    valid_to: date | None
    licence: str
    source: TableSource
    rounding_step: float
    completeness: float
    required: tuple[tuple[str, ...], ...]
    pollutants: Mapping[str, SubIndex]
    classes: tuple[IndexClass, ...]
    unavailable: Labels
    working_translations: tuple[str, ...] = ()
    assumptions: Mapping[str, str]

    def label(self, number: int, language: str) -> str:
        """How is class ``number`` called? 0 is "unavailable". Refuses: NotFound for a class the table lacks."""
        labels = self.unavailable if number == 0 else self._class(number).label
        return labels.get(language, labels["en"])

    def colour(self, number: int) -> str:
        """Which colour has class ``number`` (1 is the best)? Refuses: NotFound for 0 or a class the table lacks."""
        return self._class(number).colour

    def _class(self, number: int) -> IndexClass:
        if not 1 <= number <= len(self.classes):
            raise NotFound("table {table} has no class {number}", table=self.id, number=number)
        return self.classes[number - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A level of one pollutant: passed when the statistic is above ``value`` for ``hours`` consecutive hours."""

    pollutant: str
    level: Literal["information", "alert"]
    value: float
    statistic: Literal["hour_mean", "day_mean"]
    hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A number that is known to exist and is not shipped, with the reason."""

    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdTable:
    """Thresholds of one legal text, and what is missing from them."""

    id: str
    title: Labels
    unit: str
    valid_from: date
    valid_to: date | None
    licence: str
    source: TableSource
    thresholds: tuple[Threshold, ...]
    missing: tuple[Missing, ...]

    def threshold(self, pollutant: str, level: str) -> Threshold:
        """Which threshold has this pollutant at this level? Refuses: NotFound when the table has none."""
        for entry in self.thresholds:
            if (entry.pollutant, entry.level) == (pollutant, level):
                return entry
        raise NotFound(
            "table {table} has no {level} threshold of {pollutant}", table=self.id, level=level, pollutant=pollutant
        )
