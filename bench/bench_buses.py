"""What does the way from a message bus into the store cost beyond the bus itself?

usage: bench_buses.py [messages] [rounds]

One run, one server, in turns. NATS JetStream on this machine with the settings of our page (sync at each write),
messages of 100 observations. Raw: publish with acknowledgements under way, then pull and acknowledge each, and nothing
else. Ours: from the outbox of a publisher over JetStream, a worker that reads and judges, and the ingest process, until
every observation is in the store and every message acknowledged. Goal: 0.3 of the raw rate. CPU is that of all that
takes part (this process and the server; for ours also the worker and the ingest process), from the system's own
account: on a busy machine its ratio says more than that of the wall. The last line is MQTT: one client, QoS 1, one
observation a message, until its PUBACK, over the embedded broker.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import NamedTuple

import nats

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pagus.apps.workspace_settings.buses import NatsSettings
from pagus.doors.nats.outbox import Outbox, send_all
from pagus.doors.nats.stream import connected
from pagus.doors.nats.subjects import STREAM, subject_of
from tests.doors.buses import brokers
from tests.doors.buses.devices import Device
from tests.doors.buses.running import PEOPLE, Running, free_port, wait_for_port
from tests.store.conftest import NOW

EACH = 100
GOAL = 0.3
PARTS = ("here", "server", "ingest", "worker")
TICKS_S = os.sysconf("SC_CLK_TCK")
SOURCE = "device-0"


class Cost(NamedTuple):
    """What a round took: the wall, and the CPU of each that took part, this process first."""

    wall_s: float
    each_s: tuple[float, ...]

    @property
    def cpu_s(self) -> float:
        return sum(self.each_s)


class Watch:
    """Counts wall and CPU seconds of this process and of others, from when it is made."""

    def __init__(self, *others: int) -> None:
        self._others = others
        self._before = time.perf_counter(), self._cpu_s()

    def _cpu_s(self) -> list[float]:
        found = [time.process_time()]
        for process in self._others:
            fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
            found.append((int(fields[11]) + int(fields[12])) / TICKS_S)
        return found

    def cost(self) -> Cost:
        wall, before = self._before
        return Cost(
            time.perf_counter() - wall, tuple(now - cpu for now, cpu in zip(self._cpu_s(), before, strict=True))
        )


def bodies(number: int, messages: int) -> list[bytes]:
    """Messages of 100 readings with identifiers, no instant twice, over days that nobody else uses."""
    made = []
    for message in range(messages):
        first = (number * messages + message) * EACH
        readings = [
            {
                "subject": PEOPLE[(first + n) % len(PEOPLE)],
                "signal": "glucose",
                "time": NOW - (first + n + 1) * 1_000,
                "value": 60.0 + (first + n) % 300,
                "unit": "mg/dL",
                "id": f"{first + n}",
            }
            for n in range(EACH)
        ]
        made.append(json.dumps({"observations": readings}, separators=(",", ":")).encode())
    return made


async def raw(port: int, messages: list[bytes], server: int) -> Cost:
    """Through the bus alone."""
    client = await nats.connect(f"nats://127.0.0.1:{port}", user=brokers.OURS, password="door")
    stream = client.jetstream(publish_async_max_pending=4_000)
    name = f"raw{uuid.uuid4().hex[:8]}"
    await stream.add_stream(name=name, subjects=[f"{name}.>"], retention="workqueue")
    pull = await stream.pull_subscribe(f"{name}.>", "w", name)
    watch = Watch(server)
    waiting = [
        await stream.publish_async(f"{name}.a", body, headers={"Nats-Msg-Id": uuid.uuid4().hex}) for body in messages
    ]
    await asyncio.gather(*waiting)
    taken = 0
    while taken < len(messages):
        found = await pull.fetch(64, timeout=5)
        for each in found:
            await each.ack()
        taken += len(found)
    await client.flush()
    took = watch.cost()
    await stream.delete_stream(name)
    await client.close()
    return took


async def ours(running: Running, port: int, folder: Path, messages: list[bytes], processes: list[int]) -> Cost:
    """From an outbox to the disk of the store."""
    token = folder / "token"
    token.write_text(running.tokens[SOURCE], encoding="utf-8")
    settings = NatsSettings((f"nats://127.0.0.1:{port}",), user=SOURCE, password_file=token)
    looking = await nats.connect(f"nats://127.0.0.1:{port}", user=brokers.OURS, password="door")
    async with connected(settings, "bench") as bus:
        with Outbox(folder / f"{uuid.uuid4().hex}.sqlite3") as outbox:
            watch = Watch(*processes)
            outbox.put((subject_of(SOURCE), body) for body in messages)
            await send_all(outbox, bus)
            while (await looking.jetstream().stream_info(STREAM)).state.messages:
                await asyncio.sleep(0.005)
            took = watch.cost()
    await looking.close()
    return took


def mqtt_rate(running: Running, port: int, messages: int) -> float:
    """Messages a second that one device gets acknowledged, twenty under way."""
    device = Device(port, SOURCE, running.tokens[SOURCE])
    content = [
        json.dumps({"observations": [{"subject": PEOPLE[7], "signal": "weight", "time": NOW - n * 7, "value": 80}]})
        for n in range(messages)
    ]
    began = time.perf_counter()
    told = [device.send(each.encode()) for each in content]
    for each in told:
        each.wait_for_publish(60)
    took = time.perf_counter() - began
    device.close()
    return messages / took


def tell(what: str, costs: list[Cost], observations: int) -> None:
    rate = observations / statistics.median(cost.wall_s for cost in costs)
    each = [statistics.median(one) / observations * 1e6 for one in zip(*(cost.each_s for cost in costs), strict=True)]
    parts = ", ".join(f"{name} {cost:.1f}" for name, cost in zip(PARTS, each, strict=False))
    print(f"{what:38s}{rate:10,.0f} observations/s, {sum(each):5.1f} µs of CPU each ({parts})")


def main() -> None:
    messages = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory(prefix="pagus-bench-") as text:
        base, mqtt = Path(text), free_port()
        running = Running(base / "workspace")
        server = brokers.start_nats(str(Path(sys.executable).parent / "nats-server"), base / "broker", running.tokens)
        port = server.ports["nats"]
        running.configure(f'\n[mqtt]\nbroker = "embedded"\nbind = "127.0.0.1:{mqtt}"\n')
        running.configure(
            f'\n[nats]\nservers = ["nats://127.0.0.1:{port}"]\nuser = "{brokers.OURS}"\nconfines_sources = true\n'
            f'password_file = "{base}/broker/door-password"\n'
        )
        processes = [server.pid, *(running.start(role) for role in ("ingest", "nats 0"))]
        running.start("mqtt")
        wait_for_port(mqtt)
        try:
            time.sleep(2)
            pairs = []
            for number in range(rounds):
                content = bodies(number, messages)
                bare = asyncio.run(raw(port, content, server.pid))
                pairs.append((bare, asyncio.run(ours(running, port, base, content, processes))))
            stored, expected = running.history().height, rounds * messages * EACH
            if stored != expected:
                raise SystemExit(f"{stored:,} observations are stored, {expected:,} were sent")
            rate = mqtt_rate(running, mqtt, 1_000)
        finally:
            running.close()
            server.stop()
    print(f"{rounds} rounds of {messages} messages of {EACH} observations, synced; all {expected:,} stored once")
    tell("JetStream alone, publish and consume", [bare for bare, _ in pairs], messages * EACH)
    tell("outbox to store over JetStream", [own for _, own in pairs], messages * EACH)
    wall = statistics.median(bare.wall_s / own.wall_s for bare, own in pairs)
    cpu = statistics.median(bare.cpu_s / own.cpu_s for bare, own in pairs)
    reached = "reached" if wall >= GOAL else "NOT reached"
    print(f"ratio of the wall {wall:.2f} of {GOAL}: {reached}; of CPU {cpu:.2f}; at load {os.getloadavg()[0]:.1f}")
    print(f"MQTT, embedded broker, QoS 1, one observation a message, PUBACK after the disk: {rate:,.0f} messages/s")


if __name__ == "__main__":
    main()
