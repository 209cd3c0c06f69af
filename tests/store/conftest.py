"""Stores to test against: small registers, a clock that the test sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from pagus.apps.streams.store.on_sqlite import SqliteStore
from pagus.apps.streams.store.over_sql import SqlStore
from pagus.apps.workspace_settings.postgres import read_address
from pagus.kernel.time import parse_instant
from pagus.kit_language.model import Signal, Text

NOW = parse_instant("2026-03-10T12:00:00Z")
PEOPLE = tuple(f"person:P-{number:04d}" for number in range(1, 21))


def text(word: str) -> Text:
    return Text(word, word, word)


GLUCOSE = Signal(
    code="glucose",
    name=text("glucose"),
    subject="person",
    unit="mg/dL",
    plausible=(20.0, 600.0),
    conversions=("glucose_mmol_per_l_to_mg_per_dl",),
)
WEIGHT = Signal(code="weight", name=text("weight"), subject="person", unit="kg", plausible=(20.0, 350.0))
NO2 = Signal(
    code="no2",
    name=text("NO2"),
    subject="thing",
    unit="ug/m3",
    plausible=(0.0, 1000.0),
    conversions=("ppb_to_ug_m3:no2",),
)


class SetClock:
    """A clock that stands still until it is set."""

    def __init__(self, now_ms: int = NOW) -> None:
        self.now_ms = now_ms

    def __call__(self) -> int:
        return self.now_ms


def fill_register(store: SqlStore) -> None:
    store.register_signals([GLUCOSE, WEIGHT, NO2])
    store.register_subjects([*PEOPLE, "thing:station-danube"])


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture(params=["sqlite", "postgres"])
def open_store(request: pytest.FixtureRequest, tmp_path: Path, clock: SetClock) -> Iterator[Callable[[], SqlStore]]:
    """Opens further stores on the same data, as another process would; each test runs in either database."""
    opened: list[SqlStore] = []
    if request.param == "postgres":
        from pagus.apps.streams.store.on_postgres import PostgresStore

        url = request.getfixturevalue("postgres").emptied_database()
        address = read_address(tmp_path, {"url": url})
        make = partial(PostgresStore, address, 7, tmp_path / "archive", clock)
    else:
        make = partial(SqliteStore, tmp_path / "pagus.sqlite3", tmp_path / "archive", clock)

    def opens() -> SqlStore:
        opened.append(make())
        return opened[-1]

    yield opens
    for each in opened:
        each.close()


@pytest.fixture
def store(open_store: Callable[[], SqlStore]) -> SqlStore:
    made = open_store()
    fill_register(made)
    return made
