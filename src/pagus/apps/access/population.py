"""Which population grid was imported last?"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import lru_cache

import polars as pl

from pagus.apps.access.models import PopulationGrid

__all__ = ["NewestGrid", "newest_grid"]


@dataclass(frozen=True, slots=True)
class NewestGrid:
    """A population grid: id, lon, lat, place, people, and std_people where the need by age is known."""

    name: str
    source: str
    year: int | None
    digest: str
    added_ms: int
    table: pl.DataFrame = field(compare=False, repr=False)


def newest_grid() -> NewestGrid | None:
    """The population grid that counts: the one imported last. None when there is none."""
    newest = PopulationGrid.objects.order_by("-id").values_list("pk", "digest").first()
    return None if newest is None else _read(*newest)


@lru_cache(maxsize=1)
def _read(number: int, digest: str) -> NewestGrid:
    row = PopulationGrid.objects.get(pk=number)
    return NewestGrid(row.name, row.source, row.year, digest, row.added_ms, pl.read_parquet(io.BytesIO(row.content)))
