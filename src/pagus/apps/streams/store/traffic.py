"""Traffic: what each source sent in each hour, and what its device said of itself; written with the observations.

One row a source and hour, in the transaction that stores what it counts. So a page that asks when a device was last
heard reads a few rows, however many observations there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pagus.kernel.time import DAY, HOUR

if TYPE_CHECKING:
    from pagus.apps.streams.observation import Batch
    from pagus.apps.streams.store.database import Database

__all__ = [
    "TABLES",
    "DeviceState",
    "HourOfTraffic",
    "Rejection",
    "Traffic",
    "device_states",
    "forget_old",
    "rejections",
]

KEPT_MS = 30 * DAY
TABLES = (
    """store_traffic (
        source {long} NOT NULL, hour {long} NOT NULL, last {long} NOT NULL, accepted {long} NOT NULL,
        duplicates {long} NOT NULL, held {long} NOT NULL, rejected {long} NOT NULL, delay {long},
        PRIMARY KEY (source, hour)){keyed}""",
    """store_device (
        source {long} PRIMARY KEY, door {text} NOT NULL, battery {real}, battery_at {long}){keyed}""",
)
_COUNT = """INSERT INTO store_traffic VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source, hour) DO UPDATE SET
    last = excluded.last, accepted = store_traffic.accepted + excluded.accepted,
    duplicates = store_traffic.duplicates + excluded.duplicates, held = store_traffic.held + excluded.held,
    rejected = store_traffic.rejected + excluded.rejected,
    delay = CASE WHEN store_traffic.delay < excluded.delay OR excluded.delay IS NULL
        THEN store_traffic.delay ELSE excluded.delay END"""
_DEVICE = """INSERT INTO store_device VALUES (?, ?, ?, ?) ON CONFLICT (source) DO UPDATE SET door = excluded.door,
    battery = coalesce(excluded.battery, store_device.battery),
    battery_at = coalesce(excluded.battery_at, store_device.battery_at)"""
_HOURS = """SELECT o.name, f.hour, f.last, f.accepted, f.duplicates, f.held, f.rejected, f.delay
    FROM store_traffic f JOIN store_source o ON o.id = f.source WHERE f.hour >= ? ORDER BY f.hour"""
_DEVICES = """SELECT o.name, d.door, d.battery, d.battery_at FROM store_device d
    JOIN store_source o ON o.id = d.source"""
_REJECTIONS = "SELECT recorded, note, observation FROM store_rejection WHERE source = ? ORDER BY id DESC LIMIT ?"


class HourOfTraffic(NamedTuple):
    """What one source sent in one hour. ``delay_ms`` is the smallest time between a reading and its arrival."""

    hour: int
    last_ms: int
    accepted: int
    duplicates: int
    held: int
    rejected: int
    delay_ms: int | None


@dataclass(frozen=True, slots=True)
class DeviceState:
    """What is known of the device behind a source; hours from the oldest to the newest."""

    name: str
    door: str
    battery: float | None
    battery_at_ms: int | None
    hours: tuple[HourOfTraffic, ...]

    @property
    def last_ms(self) -> int | None:
        """When was it last heard?"""
        return max((each.last_ms for each in self.hours), default=None)

    @property
    def delay_ms(self) -> int | None:
        """How late did its newest reading come, at best, in its last hour? Below 0: its clock is ahead of ours."""
        return next((each.delay_ms for each in reversed(self.hours) if each.delay_ms is not None), None)


class Rejection(NamedTuple):
    """What was not taken: when, why (a note as JSON), and what came, cut."""

    recorded_ms: int
    note: str
    content: str


class Traffic:
    """Counts the batches of one transaction."""

    def __init__(self, now_ms: int) -> None:
        self._now = now_ms
        self._counts: dict[int, list[int]] = {}
        self._delays: dict[int, int] = {}
        self._devices: dict[int, tuple[str, float | None]] = {}

    def add(self, source: int, batch: Batch, accepted: int, duplicates: int, held: int, rejected: int) -> None:
        """Count what became of this batch."""
        counts = self._counts.setdefault(source, [0, 0, 0, 0])
        for index, count in enumerate((accepted, duplicates, held, rejected)):
            counts[index] += count
        if batch.observations:
            delay = self._now - max(each.t for each in batch.observations)
            self._delays[source] = min(delay, self._delays.get(source, delay))
        if batch.device is not None:
            _, before = self._devices.get(source, ("", None))
            battery = batch.device.battery
            self._devices[source] = (batch.device.door, before if battery is None else battery)

    def write(self, database: Database) -> None:
        """Keep it, within the open transaction."""
        hour = self._now // HOUR
        database.execute_each(
            _COUNT,
            [(source, hour, self._now, *counts, self._delay(source)) for source, counts in self._counts.items()],
        )
        if self._devices:
            rows = [
                (source, door, battery, None if battery is None else self._now)
                for source, (door, battery) in self._devices.items()
            ]
            database.execute_each(_DEVICE, rows)

    def _delay(self, source: int) -> int | None:
        """A clock that was never set must not overflow the column: beyond ten thousand years it says nothing."""
        delay = self._delays.get(source)
        return None if delay is None or abs(delay) > 3_652_500 * DAY else delay


def device_states(database: Database, since_ms: int) -> list[DeviceState]:
    """What is known of each source that was heard since, by name?"""
    hours: dict[str, list[HourOfTraffic]] = {}
    for name, *row in database.execute(_HOURS, [since_ms // HOUR]):
        hours.setdefault(name, []).append(HourOfTraffic(*row))
    known = {name: (door, battery, at) for name, door, battery, at in database.execute(_DEVICES)}
    states = []
    for name in sorted(hours.keys() | known.keys()):
        door, battery, at = known.get(name, ("", None, None))
        states.append(DeviceState(name, door, battery, at, tuple(hours.get(name, ()))))
    return states


def rejections(database: Database, source: str, most: int) -> list[Rejection]:
    """What was not taken from this source, the newest first?"""
    return [Rejection(*row) for row in database.execute(_REJECTIONS, [source, most])]


def forget_old(database: Database, now_ms: int) -> None:
    """Drop hours that are older than a month, within the open transaction."""
    database.execute("DELETE FROM store_traffic WHERE hour < ?", [(now_ms - KEPT_MS) // HOUR])
