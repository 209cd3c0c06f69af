"""From the outbox to a FHIR server: what it stores, refuses and leaves open; a box goes on through failures."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import pytest

from pagus.errors import ConfigError
from pagus.gateway.devices import KINDS
from pagus.gateway.fhir_message import batch
from pagus.gateway.fhir_sender import FhirSender
from pagus.gateway.outbox import Outbox, Reading, Value
from pagus.gateway.program import Box
from pagus.gateway.sending import Unreachable, pause_s, send_waiting
from pagus.gateway.settings import Destination, Device, Settings
from pagus.kernel.time import parse_instant
from tests.gateway.simulated import Peripheral, SimulatedRadio, in_a_thread, weight

NOW = parse_instant("2026-03-02T10:30:00Z")


def reading(event: str, *values: Value) -> Reading:
    return Reading(
        event=event,
        device="scale-1",
        kind="scale",
        subject="person:P-1",
        at_ms=NOW,
        basis="arrival",
        values=values or (Value("WEIGHT", "73.730", "kg"),),
    )


class Server(ThreadingHTTPServer):
    """Keeps Observations by their event, as ``ifNoneExist`` asks for; ``answers`` overrides, by event."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.kept: dict[str, Any] = {}
        self.raw: list[bytes] = []
        self.answers: dict[str, str] = {}
        self.statuses: list[int] = []
        self.drop_answers = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/fhir"


class _Handler(BaseHTTPRequestHandler):
    server: ClassVar[Server]  # type: ignore[misc]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.statuses:
            self.send_response(self.server.statuses.pop(0))
            self.end_headers()
            return
        self.server.raw.append(body)
        entries = [self._one(entry) for entry in json.loads(body)["entry"]]
        answer = {"resourceType": "Bundle", "type": "batch-response", "entry": entries}
        if self.server.drop_answers:
            self.server.drop_answers -= 1
            self.connection.close()
            return
        content = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _one(self, entry: dict[str, Any]) -> dict[str, Any]:
        event = entry["request"]["ifNoneExist"].partition("|")[2]
        if event in self.server.answers:
            issue = {"severity": "error", "code": "invalid", "diagnostics": "unit lb is not known here"}
            return {"response": {"status": self.server.answers[event], "outcome": {"issue": [issue]}}}
        known = event in self.server.kept
        self.server.kept.setdefault(event, entry["resource"])
        return {"response": {"status": "200 OK" if known else "201 Created"}}

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    with Outbox(tmp_path / "outbox.sqlite3") as made:
        yield made


def sender(server: Server) -> FhirSender:
    return FhirSender(Destination("fhir", server.address, "box", "s3cret"))


def test_a_reading_arrives_as_written(server: Server, outbox: Outbox) -> None:
    outbox.keep(reading("e1"), NOW)
    assert send_waiting(outbox, sender(server)) == (1, 0)
    found = server.kept["e1"]
    assert b'"value":73.730' in server.raw[0]  # the last zero travels
    assert found["valueQuantity"]["code"] == "kg"
    assert found["subject"] == {"reference": "Patient/P-1"}
    assert {each["code"] for each in found["code"]["coding"]} == {"29463-7", "188736"}
    assert found["note"] == [{"text": "time: arrival"}]
    assert outbox.counts() == {"waiting": 0, "sent": 1, "refused": 0, "kept": 0}


def test_a_pressure_is_a_panel_and_its_pulse_stands_alone() -> None:
    values = [
        Value("SYSTOLIC", "120", "mm[Hg]"),
        Value("DIASTOLIC", "80", "mm[Hg]"),
        Value("PULSE_OF_CUFF", "71", "/min"),
    ]
    body, events = batch([reading("e1", *values)])
    panel, pulse = (entry["resource"] for entry in json.loads(body)["entry"])
    assert events == ("e1", "e1")
    assert [part["valueQuantity"]["value"] for part in panel["component"]] == [120, 80]
    assert pulse["valueQuantity"]["value"] == 71
    assert [each["identifier"][0]["value"] for each in (panel, pulse)] == ["e1", "e1.1"]


def test_one_refused_does_not_stop_the_others(server: Server, outbox: Outbox) -> None:
    server.answers["e2"] = "422 Unprocessable Entity"
    for number in (1, 2, 3):
        outbox.keep(reading(f"e{number}"), NOW)
    assert send_waiting(outbox, sender(server)) == (2, 1)
    assert outbox.unsent()[0][2:] == ("refused", "422 unit lb is not known here")


def test_an_answer_that_is_lost_doubles_nothing(server: Server, outbox: Outbox) -> None:
    outbox.keep(reading("e1"), NOW)
    server.drop_answers = 1
    with pytest.raises(Unreachable):
        send_waiting(outbox, sender(server))
    assert outbox.counts()["waiting"] == 1
    assert send_waiting(outbox, sender(server)) == (1, 0)
    assert len(server.kept) == 1


@pytest.mark.parametrize("status", [500, 503, 429, 302])
def test_a_server_in_trouble_is_asked_again(server: Server, outbox: Outbox, status: int) -> None:
    outbox.keep(reading("e1"), NOW)
    server.statuses = [status]
    with pytest.raises(Unreachable):
        send_waiting(outbox, sender(server))
    assert send_waiting(outbox, sender(server)) == (1, 0)


def test_an_entry_to_try_again_waits(server: Server, outbox: Outbox) -> None:
    outbox.keep(reading("e1"), NOW)
    server.answers["e1"] = "503 Service Unavailable"
    with pytest.raises(Unreachable, match="took none"):
        send_waiting(outbox, sender(server))
    assert outbox.counts()["waiting"] == 1


def test_an_unknown_token_is_told_and_nothing_is_lost(server: Server, outbox: Outbox) -> None:
    outbox.keep(reading("e1"), NOW)
    server.statuses = [401]
    with pytest.raises(ConfigError, match="token"):
        send_waiting(outbox, sender(server))
    assert outbox.counts()["waiting"] == 1


def test_nobody_there(outbox: Outbox) -> None:
    outbox.keep(reading("e1"), NOW)
    with pytest.raises(Unreachable, match="cannot be reached"):
        send_waiting(outbox, FhirSender(Destination("fhir", "http://127.0.0.1:9/fhir", "box", "s3cret")))


def test_pauses_grow_to_a_quarter_of_an_hour() -> None:
    assert [pause_s(n) for n in (1, 2, 3, 9, 99)] == [5, 10, 20, 900, 900]


def test_a_box_from_the_air_to_the_server(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = "C0:26:DF:00:11:22"
    settings = Settings(
        "kitchen",
        ZoneInfo("Europe/Paris"),
        tmp_path / "outbox.sqlite3",
        Destination("fhir", server.address, "box", "s3cret"),
        (Device(address, KINDS["scale"], {None: "person:P-1"}),),
    )
    scale = Peripheral(KINDS["scale"].measurement, [weight(14_746)])
    radio = SimulatedRadio({"FF:FF:FF:FF:FF:FF": Peripheral("x"), address: scale})
    server.statuses = [401]  # the operator registers the box a little later
    monkeypatch.setattr("pagus.gateway.program.pause_s", lambda failures: 0.05)
    box = Box(settings, radio, sender(server), now_ms=lambda: NOW)

    async def until_it_arrives() -> None:
        work = asyncio.ensure_future(box.run())
        while not server.kept:
            await asyncio.sleep(0.02)
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)

    in_a_thread(asyncio.wait_for(until_it_arrives(), 20))
    (found,) = server.kept.values()
    assert found["valueQuantity"]["value"] == 73.73


def test_what_was_kept_survives_a_kill(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys; sys.path.insert(0, 'src')\n"
        "from pathlib import Path\n"
        "from pagus.gateway.outbox import Outbox, Reading\n"
        f"box = Outbox(Path({str(tmp_path / 'outbox.sqlite3')!r}))\n"
        "for n in range(10_000):\n"
        "    box.keep(Reading(event=f'e{n}', device='d', kind='scale', subject='person:P-1',\n"
        "                     at_ms=1, basis='device', values=()), 1)\n"
        "    print(n, flush=True)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    told = -1
    for line in process.stdout:
        told = int(line)
        if told >= 50:
            process.kill()
            break
    process.communicate()
    with Outbox(tmp_path / "outbox.sqlite3") as outbox:
        assert outbox.counts()["waiting"] >= told + 1


def test_the_program_is_light() -> None:
    """A small computer runs it: neither Django nor tables nor arrays are loaded."""
    script = "import sys; import pagus.gateway.program, pagus.gateway.fhir_sender; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not {"django", "numpy", "polars", "duckdb", "pydantic"} & set(loaded)
