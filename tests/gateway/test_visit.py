"""One visit to one device: what is new, what repeats, what is kept back, and what a reset or a broken line does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from pagus.errors import DoorError
from pagus.gateway.collecting import Visit, visit
from pagus.gateway.devices import CURRENT_TIME, KINDS, RECORD_ACCESS, SESSION_START
from pagus.gateway.outbox import Outbox, Reading
from pagus.gateway.settings import Device
from pagus.kernel.time import HOUR, MINUTE, parse_instant
from tests.gateway.simulated import Line, Peripheral, SimulatedRadio, glucose, in_a_thread, stamp, weight

PARIS = ZoneInfo("Europe/Paris")
NOW = parse_instant("2026-03-02T10:30:00Z")
ADDRESS = "C0:26:DF:00:11:22"


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    with Outbox(tmp_path / "outbox.sqlite3") as made:
        yield made


def go(outbox: Outbox, kind: str, peripheral: Peripheral, now: int = NOW, **subjects: str) -> Visit:
    whose = {int(number[1:]): who for number, who in subjects.items()} or {None: "person:P-1"}
    device = Device(ADDRESS, KINDS[kind], whose)

    async def once() -> Visit:
        async with SimulatedRadio({ADDRESS: peripheral}).line(ADDRESS) as link:
            return await visit(device, link, outbox, PARIS, lambda: now, quiet_s=0.05)

    return in_a_thread(once())


def scale(*said: bytes) -> Peripheral:
    return Peripheral(KINDS["scale"].measurement, says=list(said))


def meter(records: dict[int, bytes]) -> Peripheral:
    return Peripheral(KINDS["glucose-meter"].measurement, records=records)


def waiting(outbox: Outbox) -> tuple[Reading, ...]:
    return outbox.waiting(1000)


def test_a_weight_with_its_own_time(outbox: Outbox) -> None:
    found = go(outbox, "scale", scale(weight(14_746, stamp(2026, 3, 2, 11, 29))))
    assert (found.fresh, found.repeats, found.kept) == (1, 0, 0)
    (reading,) = waiting(outbox)
    assert (reading.at_ms, reading.basis, reading.subject) == (NOW - MINUTE, "device", "person:P-1")
    assert [(value.measure, value.value, value.unit) for value in reading.values] == [("WEIGHT", "73.730", "kg")]
    assert ADDRESS not in reading.device


def test_what_is_said_again_is_the_same_measurement(outbox: Outbox) -> None:
    said = weight(14_746, stamp(2026, 3, 2, 11, 29))
    go(outbox, "scale", scale(said, said))
    again = go(outbox, "scale", scale(said), now=NOW + HOUR)
    assert (again.fresh, again.repeats) == (0, 1)
    assert len(waiting(outbox)) == 1


def test_without_a_clock_each_visit_is_another_measurement(outbox: Outbox) -> None:
    said = weight(14_746)
    first = go(outbox, "scale", scale(said, said))
    second = go(outbox, "scale", scale(said), now=NOW + HOUR)
    assert (first.fresh, first.repeats, second.fresh) == (1, 1, 1)
    assert [reading.at_ms for reading in waiting(outbox)] == [NOW, NOW + HOUR]
    assert {reading.basis for reading in waiting(outbox)} == {"arrival"}


def test_two_people_on_one_scale(outbox: Outbox) -> None:
    when = stamp(2026, 3, 2, 11, 29)
    said = [weight(14_746, when, user=1), weight(9_000, when, user=2), weight(5_000, when, user=9), weight(5_100, when)]
    found = go(outbox, "scale", scale(*said), _1="person:P-1", _2="person:P-2")
    assert (found.fresh, found.kept) == (2, 2)
    assert [reading.subject for reading in waiting(outbox)] == ["person:P-1", "person:P-2"]
    assert {why for _, _, _, why in outbox.unsent()} == {"nobody has this user number"}


def test_what_cannot_be_read_is_told_and_the_rest_is_kept(outbox: Outbox) -> None:
    found = go(outbox, "scale", scale(b"\x02\x00", weight(14_746)))
    assert found.fresh == 1
    assert "ends within weight" in found.unreadable[0]


def test_a_wrong_clock_that_tells_itself_is_corrected(outbox: Outbox) -> None:
    peripheral = meter({1: glucose(1, stamp(2026, 3, 2, 14, 20), 120)})
    peripheral.values[CURRENT_TIME] = stamp(2026, 3, 2, 14, 30) + b"\x01\x00\x00"
    go(outbox, "glucose-meter", peripheral)
    (reading,) = waiting(outbox)
    assert (reading.at_ms, reading.basis) == (NOW - 10 * MINUTE, "corrected")


def test_stored_records_are_asked_for_once(outbox: Outbox) -> None:
    records = {n: glucose(n, stamp(2026, 3, 2, 8, n), 100 + n) for n in (1, 2, 3)}
    peripheral = meter(records)
    assert go(outbox, "glucose-meter", peripheral).fresh == 3
    records[4] = glucose(4, stamp(2026, 3, 2, 11, 0), 140)
    second = go(outbox, "glucose-meter", peripheral)
    assert (second.fresh, second.repeats) == (1, 1)
    assert [request.hex() for request in peripheral.asked] == ["0101", "0103010300"]


def test_a_reset_meter_is_read_from_the_start(outbox: Outbox) -> None:
    go(outbox, "glucose-meter", meter({n: glucose(n, stamp(2026, 3, 2, 8, n), 100) for n in (1, 2, 3)}))
    counted_anew = meter({n: glucose(n, stamp(2026, 3, 2, 11, n), 150) for n in (1, 2, 3)})
    assert go(outbox, "glucose-meter", counted_anew).fresh == 3
    fewer = meter({1: glucose(1, stamp(2026, 3, 2, 11, 20), 160)})
    assert go(outbox, "glucose-meter", fewer).fresh == 1
    assert [request.hex() for request in fewer.asked] == ["0103010300", "0101"]


def test_a_line_that_breaks_loses_nothing_and_asks_again(outbox: Outbox) -> None:
    peripheral = meter({n: glucose(n, stamp(2026, 3, 2, 8, n), 100 + n) for n in range(1, 6)})
    peripheral.hang_up_after = 2
    with pytest.raises(OSError, match="hung up"):
        go(outbox, "glucose-meter", peripheral)
    assert len(waiting(outbox)) == 2
    peripheral.hang_up_after = None
    found = go(outbox, "glucose-meter", peripheral)
    assert (found.fresh, found.repeats) == (3, 2)
    assert len(waiting(outbox)) == 5


def test_a_drop_of_control_solution_is_never_sent(outbox: Outbox) -> None:
    found = go(outbox, "glucose-meter", meter({1: glucose(1, stamp(2026, 3, 2, 8, 0), 120, kind=10)}))
    assert (found.fresh, found.kept, waiting(outbox)) == (0, 1, ())
    assert outbox.unsent()[0][3] == "control_solution"


def test_a_meter_whose_clock_was_never_set(outbox: Outbox) -> None:
    found = go(outbox, "glucose-meter", meter({1: glucose(1, stamp(2000, 1, 1, 0, 5), 120)}))
    assert (found.kept, waiting(outbox)) == (1, ())
    assert outbox.unsent()[0][3] == "time not known"


def test_a_meter_that_refuses(outbox: Outbox) -> None:
    peripheral = meter({1: glucose(1, stamp(2026, 3, 2, 8, 0), 120)})
    peripheral.refuses = 8
    assert "code 8" in go(outbox, "glucose-meter", peripheral).unreadable[0]


def test_a_new_session_of_a_sensor_counts_anew(outbox: Outbox) -> None:
    def session(hour: int, value: int) -> Peripheral:
        records = {n: bytes([6, 0, value, 0]) + n.to_bytes(2, "little") for n in (5, 10)}
        start = {SESSION_START: stamp(2026, 3, 2, hour, 0) + b"\x04\x00"}
        return Peripheral(KINDS["glucose-sensor"].measurement, records=records, values=start)

    first, second = session(8, 100), session(10, 100)
    assert go(outbox, "glucose-sensor", first).fresh == 2
    assert go(outbox, "glucose-sensor", second).fresh == 2
    assert [request.hex() for request in second.asked] == ["0101"]
    assert next(reading.at_ms for reading in waiting(outbox)) == parse_instant("2026-03-02T07:05:00Z")


def test_an_answer_that_is_none_is_told(outbox: Outbox) -> None:
    class Babbling(Line):
        async def write(self, characteristic: str, value: bytes) -> None:
            self._heard[RECORD_ACCESS](b"\x06\x00")

    device = Device(ADDRESS, KINDS["glucose-meter"], {None: "person:P-1"})
    with pytest.raises(DoorError, match="no answer to a request for records"):
        in_a_thread(visit(device, Babbling(meter({})), outbox, PARIS, lambda: NOW))
