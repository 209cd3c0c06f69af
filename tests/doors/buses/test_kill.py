"""kill -9 of any process, again and again, while devices send over HTTP, MQTT and NATS: what was acknowledged is there.

And the same devices before a store whose power fails: with syncing off, the same comparison must find losses, since a
kill alone keeps what the system has in its memory and could not tell.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pagus.apps.streams.store.on_sqlite import SqliteStore
from tests.doors.buses import brokers
from tests.doors.buses.conftest import nats_table, start_broker
from tests.doors.buses.running import Running, free_port, wait_for_port
from tests.doors.buses.senders import HttpSender, MqttSender, NatsSender, Sender
from tests.doors.buses.test_nats import NatsDoor, messages_left
from tests.store.conftest import SetClock
from tests.store.crash import SERVE, server_command
from tests.store.power import OPTIONS, Disk, read_trace

SERVER = "the NATS server"
HEARD_BY: dict[str, type[Sender]] = {"web": HttpSender, "mqtt": MqttSender, "nats": NatsSender, "the": NatsSender}
"""Whose devices notice the end of a process; that of the ingest process all of them."""


class House:
    """All doors of one workspace, and two devices at each."""

    def __init__(self, request, base: Path) -> None:
        self.running = Running(base / "workspace", web=True)
        tokens = self.running.tokens
        self.server = start_broker(request, "nats", base / "broker", tokens)
        mqtt, web, bus = free_port(), free_port(), self.server.ports["nats"]
        self.running.configure(f'\n[mqtt]\nbroker = "embedded"\nbind = "127.0.0.1:{mqtt}"\n')
        self.running.configure(nats_table(bus, base / "broker", 1))
        self.roles = ["mqtt", "nats 0", f"web {web}"]
        self.door = NatsDoor(self.running, bus, base)
        self.senders: list[Sender] = [
            *(HttpSender(number, web, tokens[f"device-{number}"]) for number in (0, 1)),
            *(MqttSender(number, mqtt, tokens[f"device-{number}"]) for number in (2, 3)),
            *(NatsSender(number, bus, tokens[f"device-{number}"], base) for number in (4, 5)),
        ]
        self._ports = (mqtt, web)

    def open_doors(self) -> None:
        for role in self.roles:
            self.running.start(role)
        for port in self._ports:
            wait_for_port(port)
        deadline = time.monotonic() + 30
        while messages_left(self.door) is None:
            assert time.monotonic() < deadline
            time.sleep(0.05)

    def begin(self) -> None:
        for each in self.senders:
            each.start()
        self.wait_for_all()

    def wait_for_all(self, door: type[Sender] = Sender) -> None:
        """Every device of this kind has got something more acknowledged."""
        before = {each: len(each.acknowledged) for each in self.senders if isinstance(each, door)}
        deadline = time.monotonic() + 60
        while silent := [each.source for each, count in before.items() if len(each.acknowledged) <= count]:
            assert time.monotonic() < deadline, f"{silent} get nothing acknowledged\n{self.running.log()[-3000:]}"
            time.sleep(0.002)

    def kill(self, role: str) -> None:
        if role == SERVER:
            self.server.stop(signal.SIGKILL)
            self.server.start()
        else:
            self.running.stop(role, signal.SIGKILL)
            self.running.start(role)

    def end(self) -> None:
        for each in self.senders:
            each.stop()
        deadline = time.monotonic() + 60
        while messages_left(self.door):
            assert time.monotonic() < deadline, "the workers do not finish what the stream holds"
            time.sleep(0.1)

    def close(self) -> None:
        for each in self.senders:
            each.finished.set()
        self.running.close()
        self.server.stop()


@contextmanager
def house_of(request, base: Path) -> Iterator[House]:
    house = House(request, base)
    try:
        yield house
    finally:
        house.close()


def kill_and_compare(request, base: Path, kills: int) -> None:
    with house_of(request, base) as house:
        house.running.start("ingest")
        house.open_doors()
        house.begin()
        draw = random.Random(20_26)
        for number in range(kills):
            # The server takes longest to come back: it is killed at every tenth turn, the others at random.
            role = SERVER if number % 10 == 9 else draw.choice(["ingest", "ingest", *house.roles])
            house.kill(role)
            house.wait_for_all(HEARD_BY.get(role.partition(" ")[0], Sender))
            time.sleep(draw.uniform(0.0, 0.1))
            if number % 50 == 49:
                print(f"{number + 1} kills, {sum(len(each.acknowledged) for each in house.senders)} acknowledged")
        house.end()
        assert [problem for each in house.senders for problem in each.problems] == []
        assert all(each.broken for each in house.senders), "the kills came in the middle of the work of every device"
        compare(house)


def compare(house: House) -> None:
    stored = house.running.history()
    assert stored.select("subject", "signal", "t").is_unique().all(), "a reading is there twice"
    found = {(subject, t): value for subject, _, t, value in stored.rows()}
    acknowledged = {key: value for each in house.senders for key, value in each.acknowledged.items()}
    lost = {key for key, value in acknowledged.items() if found.get(key) != value}
    assert lost == set(), f"{len(lost)} of {len(acknowledged)} acknowledged readings are lost"
    assert len(found) <= sum(each.sent for each in house.senders)
    print(f"{len(acknowledged)} acknowledged readings: {len(lost)} lost, 0 doubled; {len(found)} stored")
    assert all(len(each.acknowledged) > 50 for each in house.senders)


def test_fifty_kills_lose_and_double_nothing(request, tmp_path):
    kill_and_compare(request, tmp_path, 50)


@pytest.mark.long
def test_a_thousand_kills_lose_and_double_nothing(request, tmp_path):
    kill_and_compare(request, tmp_path, 1_000)


def told_by_the_store(house: House) -> set[tuple[str, int]]:
    """What the devices hold for stored. JetStream acknowledges before the store has it: its answers count."""
    return {key for each in house.senders for key in getattr(each, "answered", each.acknowledged).copy()}


def lost_by_a_power_failure(request, strace: str, base: Path, synchronous: str) -> tuple[int, int]:
    """How many readings did the devices hold for stored, and how many of these did the power failure take?"""
    with house_of(request, base) as house:
        disk, trace = Disk(house.running.folder), base / "trace.txt"
        command = [strace, *OPTIONS, "-o", str(trace)]
        command += server_command(SERVE, house.running.workspace, synchronous, checkpoint_pages=60)
        with subprocess.Popen(command) as process:
            house.open_doors()
            house.begin()
            while len(told_by_the_store(house)) < 200:
                house.wait_for_all()
            # The power fails. What a device has been told up to now, a store told it that was still there.
            told = told_by_the_store(house)
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii")
            os.kill(int(children), signal.SIGKILL)
            process.wait(30)
        for each in house.senders:
            each.finished.set()
        for call in read_trace(trace):
            disk.apply(call)
        disk.after_power_failure(base / "after")
        store = SqliteStore(base / "after" / "pagus.sqlite3", base / "after" / "archive", SetClock())
        kept = {(subject, t) for subject, _, t, _ in store.history().rows()}
        store.close()
        house.running.start("ingest")  # so that what waits is answered, and the devices end
        for each in house.senders:
            each.stop()
    return len(told), len(told - kept)


def test_a_power_failure_takes_nothing_of_what_the_devices_were_told(request, strace, tmp_path):
    told, lost = lost_by_a_power_failure(request, strace, tmp_path, "FULL")
    assert told > 100
    assert lost == 0


def test_with_syncing_off_the_same_comparison_finds_losses(request, strace, tmp_path):
    told, lost = lost_by_a_power_failure(request, strace, tmp_path, "OFF")
    assert told > 100
    assert lost > 0, "the comparison could not find any loss"


def syncs_of_the_server(request, strace: str, base: Path, *, synced: bool) -> tuple[int, int]:
    """How often did a NATS server sync, and how many messages did it acknowledge one by one?"""
    import asyncio

    import nats

    trace = base / "syncs.txt"
    program = brokers.nats_program(request)
    server = brokers.start_nats(program, base / "broker", {}, synced=synced)
    tracing = subprocess.Popen(
        [strace, "-f", "-p", str(server.pid), "-e", "trace=fsync,fdatasync", "-o", str(trace)],
        stderr=subprocess.DEVNULL,
    )
    time.sleep(0.5)

    async def publish() -> None:
        client = await nats.connect(f"nats://127.0.0.1:{server.ports['nats']}", user=brokers.OURS, password="door")
        made = client.jetstream()
        await made.add_stream(name="S", subjects=["s"])
        for number in range(40):
            await made.publish("s", b"%d" % number)
        await client.close()

    asyncio.run(publish())
    tracing.send_signal(signal.SIGINT)
    tracing.wait(10)
    server.stop()
    return len([line for line in trace.read_text().splitlines() if "sync(" in line]), 40


def test_the_server_settings_of_our_page_make_each_acknowledgement_of_jetstream_a_sync(request, strace, tmp_path):
    for synced in (True, False):
        (tmp_path / str(synced)).mkdir()
        syncs, acknowledged = syncs_of_the_server(request, strace, tmp_path / str(synced), synced=synced)
        assert (syncs >= acknowledged) == synced, f"{syncs} syncs for {acknowledged} acknowledgements"
