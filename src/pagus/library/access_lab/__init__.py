"""What may come to a place and how much care it would add; and under which access a place is short of care."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pagus.errors import NotFound
from pagus.library.access import access_threshold

__all__ = ["Arrival", "Threshold", "arrival", "arrivals", "threshold"]

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Something that may come. ``usual`` is full-time equivalents, or a factor on what is there (``is_factor``)."""

    id: str
    title: Mapping[str, str]
    note: Mapping[str, str]
    professions: tuple[str, ...]
    usual: float
    least: float
    most: float
    is_factor: bool
    remote: bool
    """Is the care given from elsewhere, so that local access rises without anybody local?"""
    certainty: str
    source: str

    def serves(self, profession: str) -> bool:
        """Can it bring care of this profession?"""
        return "*" in self.professions or profession in self.professions


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """Under which access a place is short of care: a published ``value``, or a ``share_of_mean`` of today."""

    value: float | None
    share_of_mean: float
    certainty: str
    source: str


@cache
def threshold(method: str, profession: str, unit: str) -> Threshold:
    """Under which access is a place short of care of this profession, by this method?

    Takes: the id of a method, the code of a profession, the unit of the supply.
    Gives: what was published for just these three, or the lab's own convention.
    """
    content = tomllib.loads((FOLDER / "thresholds.toml").read_text(encoding="utf-8"))
    name = content["published"].get(f"{method}.{profession}")
    if name is not None and (found := access_threshold(name)).unit == unit:
        return Threshold(value=found.value, share_of_mean=0.0, certainty=found.certainty, source=found.source)
    return Threshold(
        value=None,
        share_of_mean=content["share_of_mean"],
        certainty=content["certainty"],
        source=content["source"],
    )


@cache
def arrivals() -> tuple[Arrival, ...]:
    """What may come to a place, in the order of the file?"""
    content = tomllib.loads((FOLDER / "arrivals.toml").read_text(encoding="utf-8"))
    return tuple(
        Arrival(
            id=name,
            title=row["title"],
            note=row["note"],
            professions=tuple(row["professions"]),
            usual=row.get("fte", row.get("factor")),
            least=row["least"],
            most=row["most"],
            is_factor="factor" in row,
            remote=row["remote"],
            certainty=row["certainty"],
            source=row["source"],
        )
        for name, row in content.items()
    )


def arrival(code: str) -> Arrival:
    """Which arrival has this code? Refuses: NotFound."""
    for each in arrivals():
        if each.id == code:
            return each
    raise NotFound("nothing that may come to a place is called {code}", code=code)
