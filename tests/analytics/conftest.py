"""A small invented territory, and the shipped kits."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pagus.kernel.places import FORMER_COLUMNS, MEMBERSHIP_COLUMNS, PLACE_COLUMNS, Territory
from pagus.kit_language import load_kit
from pagus.kit_language.model import Kit

KITS = Path(__file__).resolve().parents[2] / "src" / "pagus" / "library" / "kits"


@pytest.fixture(scope="session")
def diabetes_home() -> Kit:
    return load_kit(KITS / "diabetes-home")


@pytest.fixture(scope="session")
def air_today() -> Kit:
    return load_kit(KITS / "air-today")


@pytest.fixture(scope="session")
def small_territory() -> Territory:
    """Two EPCIs of two and one communes, a lone commune, and a commune that lies in two zones."""
    populations = {"commune:1": 100, "commune:2": None, "commune:3": 30, "commune:4": 7}
    larger = ("epci:a", "epci:b", "zone:x", "zone:y", "petr:p")
    every = populations | dict.fromkeys(larger)
    places = pl.DataFrame(
        [
            {"code": code, "kind": code.split(":")[0], "name": code, "population": count}
            for code, count in every.items()
        ],
        schema=PLACE_COLUMNS,
    )
    links = [
        ("commune:1", "epci:a"), ("commune:2", "epci:a"), ("commune:3", "epci:b"),
        ("commune:1", "zone:x"), ("commune:1", "zone:y"), ("epci:a", "petr:p"), ("epci:b", "petr:p"),
    ]  # fmt: skip
    memberships = pl.DataFrame([(*pair, None, None) for pair in links], schema=MEMBERSHIP_COLUMNS, orient="row")
    return Territory(places, memberships, pl.DataFrame(schema=FORMER_COLUMNS))
