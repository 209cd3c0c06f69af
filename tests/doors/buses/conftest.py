"""Doors of message buses, running: MQTT before three brokers, and NATS."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.doors.buses import brokers
from tests.doors.buses.devices import Device
from tests.doors.buses.running import Running, free_port, wait_for_port

EMBEDDED, MOSQUITTO, GATEWAY = "embedded", "mosquitto", "nats-gateway"


class MqttDoor:
    """A workspace with its MQTT door behind a broker."""

    def __init__(self, kind: str, running: Running, port: int) -> None:
        self.kind, self.running, self.port = kind, running, port

    @property
    def tokens(self) -> dict[str, str]:
        return self.running.tokens


def start_broker(request: pytest.FixtureRequest, kind: str, folder: Path, tokens: dict[str, str]) -> brokers.Server:
    if kind == MOSQUITTO:
        return brokers.start_mosquitto(brokers.mosquitto_programs(request), folder, tokens)
    return brokers.start_nats(brokers.nats_program(request), folder, tokens)


def external(port: int, folder: Path) -> str:
    return (
        f'\n[mqtt]\nbroker = "mqtt://127.0.0.1:{port}"\nuser = "{brokers.OURS}"\n'
        f'password_file = "{folder}/door-password"\nconfines_sources = true\n'
    )


def nats_table(port: int, folder: Path, workers: int) -> str:
    return (
        f'\n[nats]\nservers = ["nats://127.0.0.1:{port}"]\nuser = "{brokers.OURS}"\n'
        f'password_file = "{folder}/door-password"\nconfines_sources = true\nworkers = {workers}\n'
    )


def wait_for_door(port: int, tokens: dict[str, str]) -> None:
    """Until the door has subscribed once, a broker of others drops what comes: nobody wants it yet."""
    deadline = time.monotonic() + 30
    device = Device(port, "hello", tokens["hello"]).listen()
    while not device.answers:
        assert time.monotonic() < deadline, "the door does not answer"
        device.send(b"{}", "hello")
        time.sleep(0.05)
    device.close()


@pytest.fixture(scope="package", params=[EMBEDDED, MOSQUITTO, GATEWAY])
def mqtt(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MqttDoor]:
    """The MQTT door before our own broker, before Mosquitto, and before the MQTT gateway of NATS."""
    base = tmp_path_factory.mktemp(request.param)
    running = Running(base / "workspace")
    server = None
    if request.param == EMBEDDED:
        port = free_port()
        running.configure(f'\n[mqtt]\nbroker = "embedded"\nbind = "127.0.0.1:{port}"\n')
    else:
        server = start_broker(request, request.param, base / "broker", running.tokens)
        port = server.ports["mqtt"]
        running.configure(external(port, base / "broker"))
    running.start("ingest")
    running.start("mqtt")
    wait_for_port(port)
    wait_for_door(port, running.tokens)
    yield MqttDoor(request.param, running, port)
    running.close()
    if server is not None:
        server.stop()
