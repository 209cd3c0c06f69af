"""Stores to test against: small registers, a clock that the test sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pagus.apps.streams.store_sqlite import SqliteStore
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


def fill_register(store: SqliteStore) -> None:
    store.register_signals([GLUCOSE, WEIGHT, NO2])
    store.register_subjects([*PEOPLE, "thing:station-danube"])


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def open_store(tmp_path: Path, clock: SetClock) -> Iterator[Callable[[], SqliteStore]]:
    """Opens further stores on the same files, as another process would."""
    opened: list[SqliteStore] = []

    def opens() -> SqliteStore:
        opened.append(SqliteStore(tmp_path / "pagus.sqlite3", tmp_path / "archive", clock))
        return opened[-1]

    yield opens
    for each in opened:
        each.close()


@pytest.fixture
def store(open_store: Callable[[], SqliteStore]) -> SqliteStore:
    made = open_store()
    fill_register(made)
    return made
