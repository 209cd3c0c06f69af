"""The box beside the bed sends to the FHIR door: stored once, with its decimals, and as an observation of the house."""

from __future__ import annotations

import json
from pathlib import Path

from pagus.apps.streams import queries
from pagus.apps.streams.actions import add_source
from pagus.gateway.fhir_sender import FhirSender
from pagus.gateway.outbox import Outbox, Reading, Value
from pagus.gateway.sending import send_waiting
from pagus.gateway.settings import Destination
from pagus.kernel.time import HOUR
from tests.apps.workspace import NOW
from tests.doors.fhir_r4.conftest import EUROMETROPOLE, Fhir


def weighed(event: str, subject: str = "person:P-AAAA") -> Reading:
    return Reading(
        event=event,
        device="scale-1",
        kind="scale",
        subject=subject,
        at_ms=NOW - HOUR,
        basis="arrival",
        values=(Value("WEIGHT", "80.50", "kg"),),
    )


def test_a_weight_from_the_box(people: list[str], live_server, tmp_path: Path) -> None:
    token = add_source("box-kitchen", EUROMETROPOLE)
    way = FhirSender(Destination("fhir", f"{live_server.url}/fhir/r4", "box-kitchen", token))
    for told in ("201 ", "200 "):  # the second time, as after an answer that was lost
        with Outbox(tmp_path / "outbox.sqlite3") as outbox:
            outbox.keep(weighed("w-1"), NOW)
            outbox.keep(weighed("w-2", subject="person:P-NONE"), NOW)
            assert send_waiting(outbox, way) == (1, 1)
            assert outbox.unsent()[0][3].startswith(told)  # kept as a document, and warned that nobody follows it
        (tmp_path / "outbox.sqlite3").unlink()
    assert queries.counts().observations == 1
    found = Fhir(token).get("Observation?identifier=urn:pagus:gateway:event|w-1")
    (entry,) = json.loads(found.content)["entry"]
    assert b"80.50" in found.content
    assert entry["resource"]["subject"]["reference"] == "Patient/P-AAAA"
