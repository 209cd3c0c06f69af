"""Brokers of others, on this machine and for one test: Mosquitto, and NATS with JetStream and its MQTT gateway."""

from __future__ import annotations

import getpass
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from tests.conftest import _lacking
from tests.doors.buses.running import free_port, wait_for_port

OURS = "pagus"


class Server:
    """A running server and where it listens."""

    def __init__(self, command: list[str], ports: Mapping[str, int]) -> None:
        self.ports = dict(ports)
        self._command = command
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for port in self.ports.values():
            wait_for_port(port)

    def stop(self, number: int = 15) -> None:
        self._process.send_signal(number)
        self._process.wait(30)

    @property
    def pid(self) -> int:
        return self._process.pid


def nats_program(request: pytest.FixtureRequest) -> str:
    """The server that the development packages bring, else the system's."""
    beside = Path(sys.executable).parent / "nats-server"
    if beside.exists():
        return str(beside)
    return shutil.which("nats-server") or _lacking(request, "nats-server")


def mosquitto_programs(request: pytest.FixtureRequest) -> str:
    """Debian's Mosquitto; its clients must be there too."""
    found = shutil.which("mosquitto") or ("/usr/sbin/mosquitto" if Path("/usr/sbin/mosquitto").exists() else None)
    if found is None or shutil.which("mosquitto_pub") is None or shutil.which("mosquitto_passwd") is None:
        _lacking(request, "mosquitto, with mosquitto-clients,")
    return found


def start_mosquitto(program: str, folder: Path, tokens: Mapping[str, str]) -> Server:
    """As the page on MQTT says: nobody anonymous, each device confined to its branch, sessions kept on the disk."""
    folder.mkdir()
    port, words = free_port(), folder / "passwords"
    words.write_text("".join(f"{name}:{token}\n" for name, token in {**tokens, OURS: "door"}.items()))
    subprocess.run(["mosquitto_passwd", "-U", str(words)], check=True)
    (folder / "access").write_text(
        f"user {OURS}\ntopic readwrite pagus/v1/#\ntopic readwrite v1.1/#\n\n"
        "pattern write pagus/v1/%u/#\npattern read pagus/v1/%u/answers\npattern read v1.1/#\n"
    )
    settings = folder / "mosquitto.conf"
    settings.write_text(
        f"user {getpass.getuser()}\nlistener {port} 127.0.0.1\nallow_anonymous false\n"
        f"password_file {words}\nacl_file {folder / 'access'}\n"
        f"persistence true\npersistence_location {folder}/\nmessage_size_limit 8388608\nmax_queued_messages 100000\n"
    )
    (folder / "door-password").write_text("door")
    return Server([program, "-c", str(settings)], {"mqtt": port})


def start_nats(program: str, folder: Path, tokens: Mapping[str, str], *, synced: bool = True) -> Server:
    """As the page on NATS says: each source confined to its subjects, JetStream synced at each write."""
    folder.mkdir()
    client, mqtt = free_port(), free_port()
    users = "\n".join(_nats_user(name, token) for name, token in tokens.items())
    settings = folder / "nats.conf"
    settings.write_text(
        f"host: 127.0.0.1\nport: {client}\nserver_name: test\nmax_payload: 8MB\n"
        f'jetstream {{ store_dir: "{folder}/js"\n {"sync_interval: always" if synced else ""} }}\n'
        f"mqtt {{ host: 127.0.0.1\n port: {mqtt}\n ack_wait: 2s\n max_ack_pending: 1000 }}\n"
        f"authorization {{ users: [ {{ user: {OURS}, password: door }}\n{users} ] }}\n"
    )
    (folder / "door-password").write_text("door")
    return Server([program, "-c", str(settings)], {"nats": client, "mqtt": mqtt})


def _nats_user(name: str, token: str) -> str:
    writes = [f"pagus.in.v1.*.{name}.*", f"pagus.v1.{name}.>"]
    reads = [f"pagus.out.v1.{name}", f"pagus.v1.{name}.answers", "_INBOX.>", "$MQTT.sub.>"]
    rights = f"publish: [{_list(writes)}], subscribe: [{_list(reads)}]"
    return f"{{ user: {name}, password: {token}, permissions: {{ {rights} }} }}"


def _list(subjects: Iterable[str]) -> str:
    return ", ".join(f'"{each}"' for each in subjects)
