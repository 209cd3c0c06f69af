"""NATS JetStream: outboxes, partitions, one worker or three; what is acknowledged is stored, and once."""

from __future__ import annotations

import asyncio
import json
import signal
import time
from collections.abc import Iterator

import nats
import pytest
from nats.errors import MaxPayloadError
from nats.js.errors import APIError

from pagus.apps.workspace_settings.buses import NatsSettings
from pagus.doors.nats.outbox import Outbox, send_all
from pagus.doors.nats.stream import connected, lets_strangers_in
from pagus.doors.nats.subjects import PARTITIONS, STREAM, partition_of, read_subject, subject_of
from pagus.doors.nats.worker import partitions_of
from pagus.errors import StoreError
from tests.doors.buses import brokers
from tests.doors.buses.conftest import nats_table, start_broker
from tests.doors.buses.devices import body, reading
from tests.doors.buses.running import PEOPLE, SOURCES, Running
from tests.store.conftest import NOW


class NatsDoor:
    def __init__(self, running: Running, port: int, folder) -> None:
        self.running, self.port, self.folder = running, port, folder

    def settings(self, source: str) -> NatsSettings:
        file = self.folder / f"token-{source}"
        file.write_text(self.running.tokens[source])
        return NatsSettings((f"nats://127.0.0.1:{self.port}",), user=source, password_file=file)


@pytest.fixture(scope="module")
def door(request, tmp_path_factory) -> Iterator[NatsDoor]:
    base = tmp_path_factory.mktemp("nats")
    running = Running(base / "workspace")
    server = start_broker(request, "nats", base / "broker", running.tokens)
    running.configure(nats_table(server.ports["nats"], base / "broker", 1))
    running.start("ingest")
    running.start("nats 0")
    made = NatsDoor(running, server.ports["nats"], base)
    wait_for(lambda: messages_left(made), 0)
    yield made
    running.close()
    server.stop()


def messages_left(door: NatsDoor) -> int | None:
    """How many messages wait in the stream; None while the first worker has not made it."""

    async def main() -> int | None:
        client = await nats.connect(f"nats://127.0.0.1:{door.port}", user=brokers.OURS, password="door")
        try:
            return (await client.jetstream().stream_info(STREAM)).state.messages
        except nats.js.errors.NotFoundError:
            return None
        finally:
            await client.close()

    return asyncio.run(main())


def publish(door: NatsDoor, source: str, *bodies: bytes, subject: str = "") -> int:
    async def main() -> int:
        async with connected(door.settings(source), source) as bus:
            with Outbox(door.folder / f"{source}.sqlite3") as outbox:
                outbox.put((subject or subject_of(source), each) for each in bodies)
                sent = await send_all(outbox, bus)
                assert outbox.waiting() == []
                return sent

    return asyncio.run(main())


def wait_for(found, wanted) -> None:
    deadline = time.monotonic() + 20
    while (seen := found()) != wanted:
        assert time.monotonic() < deadline, (seen, wanted)
        time.sleep(0.05)


def instants(door: NatsDoor, subject: str) -> set[int]:
    return {t for found, _, t, _ in door.running.history().rows() if found == subject}


def test_subjects_name_the_source_and_partitions_share_out_evenly():
    assert read_subject(subject_of("gw-1")) == ("gw-1", "observations")
    assert read_subject("pagus.in.v1.03.gw-1.a.b").kind == "a.b"
    assert read_subject("pagus.in.v1").source == "?"
    assert {partition_of(f"gw-{number}") for number in range(200)} == set(range(PARTITIONS))
    for workers in (1, 2, 3, 5, 12):
        shared = [partitions_of(worker, workers) for worker in range(workers)]
        assert sorted(each for one in shared for each in one) == list(range(PARTITIONS))
        assert max(map(len, shared)) - min(map(len, shared)) <= 1


def test_an_outbox_keeps_what_is_not_acknowledged(tmp_path):
    class Deaf:
        async def publish(self, messages):
            return [False for _ in messages]

    class Half:
        async def publish(self, messages):
            return [index % 2 == 0 for index, _ in enumerate(messages)]

    with Outbox(tmp_path / "o.sqlite3") as outbox:
        outbox.put((f"s.{number}", b"x") for number in range(4))
        with pytest.raises(StoreError, match="stay in the outbox"):
            asyncio.run(send_all(outbox, Deaf()))
    with Outbox(tmp_path / "o.sqlite3") as outbox:
        assert [message.subject for _, message in outbox.waiting()] == ["s.0", "s.1", "s.2", "s.3"]
        assert asyncio.run(send_all(outbox, Half())) == 4
    (tmp_path / "none").write_text("this is no database, and longer than a header" * 10)
    with pytest.raises(StoreError, match="cannot be used"):
        Outbox(tmp_path / "none")


def test_what_is_published_is_stored_once_however_often(door):
    one = body(*(reading(100 + n, 60 + n, subject=PEOPLE[1], id=f"a-{n}") for n in range(100)))
    assert publish(door, "device-1", one) == 1
    wait_for(lambda: len(instants(door, PEOPLE[1])), 100)
    assert publish(door, "device-1", one, one) == 2
    last = body(reading(90, 9, subject=PEOPLE[1]))
    publish(door, "device-1", last)
    wait_for(lambda: len(instants(door, PEOPLE[1])), 101)
    (state,) = [each for each in door.running.device_states() if each.name == "device-1"]
    assert (state.door, state.hours[-1].accepted, state.hours[-1].duplicates) == ("nats", 101, 200)


def test_what_is_wrong_is_answered_and_kept(door):
    heard: list[dict] = []

    async def main() -> None:
        token = door.running.tokens["device-2"]
        client = await nats.connect(f"nats://127.0.0.1:{door.port}", user="device-2", password=token)
        await client.subscribe("pagus.out.v1.device-2", cb=hear)
        stream = client.jetstream()
        bad = (body(reading(before_s=-900)), b'{"observations": [', body(reading(unit="kg")), b"")
        for content in bad:
            await stream.publish(subject_of("device-2"), content)
        await stream.publish(subject_of("device-2", "weather"), b"{}")
        with pytest.raises(MaxPayloadError):
            await stream.publish(subject_of("device-2"), b"x" * 100_000_000)
        deadline = time.monotonic() + 15
        while len(heard) < 5:
            assert time.monotonic() < deadline
            await asyncio.sleep(0.02)
        await client.close()

    async def hear(message) -> None:
        heard.append(json.loads(message.data))

    asyncio.run(main())
    fields = {each["rejected"][0]["field"] for each in heard}
    assert fields == {"time", "message", "unit", "topic"}
    assert {each["field"] for each in door.running.rejections("device-2")} == fields


def test_the_server_confines_each_source_to_its_subjects(door):
    problems: list[str] = []

    async def note(error) -> None:
        problems.append(str(error))

    async def main() -> None:
        token = door.running.tokens["device-3"]
        client = await nats.connect(
            f"nats://127.0.0.1:{door.port}", user="device-3", password=token, error_cb=note, allow_reconnect=False
        )
        with pytest.raises((nats.errors.TimeoutError, APIError, nats.errors.NoRespondersError)):
            await client.jetstream().publish(subject_of("device-4"), body(reading(before_s=999)), timeout=0.5)
        await client.close()

    asyncio.run(main())
    assert "permissions violation" in problems[0].casefold()
    assert NOW - 999_000 not in instants(door, PEOPLE[0])
    assert asyncio.run(lets_strangers_in(door.settings("device-3"))) is False
    assert asyncio.run(lets_strangers_in(NatsSettings(("nats://127.0.0.1:1",)))) is None


def test_one_worker_becomes_three_by_a_number_and_nothing_is_lost_or_doubled(door):
    running = door.running
    running.stop("nats 0", signal.SIGKILL)
    path = running.folder / "pagus.toml"
    path.write_text(path.read_text().replace("workers = 1", "workers = 3"))
    sent = {
        source: [body(reading(100, 5_000 + 10 * n + k, subject=PEOPLE[5])) for n in range(20)]
        for k, source in enumerate(SOURCES[:8])
    }
    for source, bodies in sent.items():
        publish(door, source, *bodies)
    assert instants(door, PEOPLE[5]) == set()
    for worker in range(3):
        running.start(f"nats {worker}")
    expected = {NOW - (5_000 + 10 * n + k) * 1000 for n in range(20) for k in range(8)}
    wait_for(lambda: instants(door, PEOPLE[5]), expected)

    wait_for(lambda: messages_left(door), 0)


def test_while_the_store_is_away_messages_wait_in_the_stream(door):
    running = door.running
    running.stop("ingest", signal.SIGKILL)
    publish(door, "device-5", *(body(reading(100, 7_000 + n, subject=PEOPLE[6])) for n in range(10)))
    time.sleep(0.3)
    running.start("ingest")
    wait_for(lambda: instants(door, PEOPLE[6]), {NOW - (7_000 + n) * 1000 for n in range(10)})
