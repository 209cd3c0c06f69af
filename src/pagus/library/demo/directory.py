"""The simulated care directory of a demo: none of it exists. ``README.md`` says how it was invented."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO

import polars as pl

__all__ = ["SOURCE", "DemoDirectory", "demo_directory"]

SOURCE = "Simulated directory of the demo"
_PACKAGE = "pagus.library.demo"


@dataclass(frozen=True, slots=True)
class DemoDirectory:
    """Three tables of one scene.

    ``facilities``: code, kind, name, place, lon, lat, address, phone, step_free, languages (one space between),
    services (list of service, sector, hours as text, bookable, needs_broadband). ``practitioners``: code, name,
    profession, birth_year, sector, fte, acts_per_year, facilities (list of codes). ``heads``: facility, profession,
    heads, fte, acts_per_year: those known by number only.
    """

    facilities: pl.DataFrame
    practitioners: pl.DataFrame
    heads: pl.DataFrame


def demo_directory(scene: str) -> DemoDirectory:
    """Which facilities and practitioners were invented for this scene?

    Takes: its name, as ``strasbourg``. Gives: the three tables, empty for a scene without any.
    """
    return DemoDirectory(*(_table(name, scene) for name in ("facilities", "practitioners", "heads")))


def _table(name: str, scene: str) -> pl.DataFrame:
    content = files(_PACKAGE).joinpath(f"care_{name}.parquet").read_bytes()
    return pl.read_parquet(BytesIO(content)).filter(pl.col("scene") == scene).drop("scene")
