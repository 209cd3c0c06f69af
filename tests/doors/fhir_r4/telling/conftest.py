"""A household, a program that subscribes, and an address that listens."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from tests.doors.fhir_r4.shown.conftest import *  # noqa: F403

# isort: split
from django.test import Client as Browser

from pagus.doors.fhir_r4.telling.gathering import gather
from tests.doors.conftest import empty  # noqa: F401
from tests.doors.fhir_r4.shown.conftest import Household
from tests.doors.smart.programs import service, token_of
from tests.faces.console.conftest import Scene, scene  # noqa: F401

BACKPORT = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/"


@dataclass
class Listener:
    """What arrives at an address; ``answers`` are the next statuses, 200 after them."""

    url: str = ""
    arrived: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    def bundles(self) -> list[dict[str, Any]]:
        return [body for _, body in self.arrived]


@pytest.fixture
def listener() -> Iterator[Listener]:
    heard = Listener()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = heard.answers.pop(0) if heard.answers else 200
            if status < 300:
                heard.arrived.append((dict(self.headers), json.loads(body)))
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", heard.url)
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    heard.url = f"http://127.0.0.1:{server.server_port}/told"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield heard
    server.shutdown()
    server.server_close()


@dataclass
class Program:
    """A service with a token, at our door."""

    token: str

    def send(self, method: str, path: str, body: Any = None) -> Any:
        data = b"" if body is None else json.dumps(body)
        headers = {"authorization": f"Bearer {self.token}", "host": "localhost", "accept-language": "en"}
        return Browser().generic(
            method, f"/fhir/r4/{path}", data, content_type="application/fhir+json", headers=headers
        )


@pytest.fixture
def household(scene: Scene) -> Household:  # noqa: F811
    """Less than elsewhere: two people and an alert are enough to be told of."""
    return Household(scene, 0, "", 0)


@pytest.fixture
def program(empty: None, household: object) -> Program:  # noqa: F811
    from pagus.doors.fhir_r4.opening import open_door

    open_door()
    scopes = "system/Subscription.cruds system/DetectedIssue.rs system/Task.rs system/Observation.rs system/Patient.rs"
    service("ehr", scopes)
    gather()  # what happened before is nobody's event
    return Program(token_of("ehr", scopes))


@pytest.fixture
def asked(listener: Listener) -> Callable[..., dict[str, Any]]:
    """A Subscription as a program sends it."""

    def of(kind: str = "DetectedIssue", where: str = "", content: str = "id-only", **channel: Any) -> dict[str, Any]:
        document: dict[str, Any] = {
            "resourceType": "Subscription",
            "status": "requested",
            "reason": "a test",
            "criteria": f"urn:pagus:topic:{kind}",
            "channel": {
                "type": "rest-hook",
                "endpoint": listener.url,
                "payload": "application/fhir+json",
                "_payload": {"extension": [{"url": f"{BACKPORT}backport-payload-content", "valueCode": content}]},
                "header": ["Authorization: Bearer theirs"],
                **channel,
            },
        }
        if where:
            filters = [{"url": f"{BACKPORT}backport-filter-criteria", "valueString": f"{kind}?{where}"}]
            document["_criteria"] = {"extension": filters}
        return document

    return of
