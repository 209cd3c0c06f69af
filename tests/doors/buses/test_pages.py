"""The examples on the pages of the doors work as they stand there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time

from tests.conftest import ROOT
from tests.doors.buses import brokers
from tests.doors.buses.conftest import nats_table, start_broker
from tests.doors.buses.running import Running, free_port, wait_for_port
from tests.store.conftest import NOW

EXAMPLE = re.compile(r"```bash\n(.*?)```", re.DOTALL)


def examples(page: str) -> list[str]:
    return EXAMPLE.findall((ROOT / "docs/doors" / page).read_text(encoding="utf-8"))


def wait_for_values(running: Running, wanted: set[float]) -> None:
    deadline = time.monotonic() + 20
    while True:
        found = {row[3] for row in running.history().rows() if row[0] == "thing:station-danube"}
        if found >= wanted:
            return
        assert time.monotonic() < deadline, (found, running.log()[-2000:])
        time.sleep(0.05)


def add(running: Running, name: str) -> str:
    command = [sys.executable, "-m", "pagus", "door", "add", name, "--workspace", str(running.folder)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PAGUS_", "DJANGO_"))}
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env=environment | {"PYTHONPATH": str(ROOT / "src")}
    )
    return done.stdout.strip()


def run(script: str, folder, **named: str) -> None:
    tools = os.pathsep.join([str(folder), os.environ["PATH"]])
    (folder / "pagus").write_text(f'#!/bin/sh\nexec {sys.executable} -m pagus "$@"\n')
    (folder / "pagus").chmod(0o755)
    environment = {**os.environ, **named, "PATH": tools, "PYTHONPATH": str(ROOT / "src")}
    subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=folder, env=environment, check=True, timeout=60)


def test_the_page_on_mqtt(request, tmp_path):
    brokers.mosquitto_programs(request)
    port = free_port()
    running = Running(tmp_path / "w", f'\n[mqtt]\nbroker = "embedded"\nbind = "127.0.0.1:{port}"\n')
    token = add(running, "home-hub-3")
    running.start("ingest")
    running.start("mqtt")
    wait_for_port(port)
    for script in examples("mqtt.md"):
        run(script, tmp_path, PORT=str(port), TOKEN=token)
    wait_for_values(running, {21.5, 22.5})
    (state,) = [each for each in running.device_states() if each.name == "home-hub-3"]
    assert (state.battery, state.hours[-1].rejected) == (83.0, 0)
    assert state.hours[-1].last_ms == NOW
    running.close()


def test_the_page_on_nats(request, tmp_path):
    running = Running(tmp_path / "w")
    token = add(running, "gw-1")
    server = start_broker(request, "nats", tmp_path / "broker", {**running.tokens, "gw-1": token})
    running.configure(nats_table(server.ports["nats"], tmp_path / "broker", 3))
    running.start("ingest")
    for worker in range(3):
        running.start(f"nats {worker}")
    time.sleep(1)
    (tmp_path / "gw-1.token").write_text(token)
    (script,) = examples("nats.md")
    run(script, tmp_path, PORT=str(server.ports["nats"]))
    wait_for_values(running, {23.5})
    running.close()
    server.stop()
