"""A territory with one station that measures, a source that may write, and a client that asks."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from pagus.kit_language.model import Signal
from tests.apps.workspace import NOW
from tests.doors.conftest import empty
from tests.store.conftest import NO2, text

__all__ = ["EUROMETROPOLE", "HOUR", "Sta", "empty"]

EUROMETROPOLE = "epci:246700488"
HOUR = 3_600_000
BASE = "http://testserver/sensorthings/v1.1"
STATION = "thing:station-danube"
PM10 = Signal(code="pm10", name=text("PM10"), subject="thing", unit="ug/m3", plausible=(0.0, 1000.0))


class Sta:
    """Asks the door."""

    def __init__(self, token: str = "") -> None:
        self._headers = {"accept-language": "en"} | ({"authorization": f"Bearer {token}"} if token else {})
        self._client = Client(enforce_csrf_checks=True)

    def ask(self, method: str, path: str, body: object = None, kind: str = "application/json", **headers: str) -> Any:
        raw = body if isinstance(body, bytes) else (b"" if body is None else json.dumps(body).encode())
        path = path.removeprefix(BASE).lstrip("/")
        address = "/sensorthings/v1.1/" + path.replace(" ", "%20")
        return self._client.generic(method, address, raw, content_type=kind, headers=self._headers | headers)

    def get(self, path: str, status: int = 200) -> Any:
        answer = self.ask("GET", path)
        assert answer.status_code == status, answer.content
        return answer.json() if answer.headers.get("Content-Type") == "application/json" else answer.content.decode()

    def post(self, path: str, body: object, status: int = 201) -> Any:
        answer = self.ask("POST", path, body)
        assert answer.status_code == status, answer.content
        return answer.json() if answer.content else None

    def names(self, path: str) -> list[str]:
        return [each["name"] for each in self.get(path)["value"]]


@pytest.fixture
def territory(empty):
    """The station Danube with 48 hours of NO2 and PM10, and a person with glucose, whom nobody must see."""
    from pagus.apps.sensing.actions.appearing import forget
    from pagus.apps.sensing.actions.sending import forget_receivers
    from pagus.apps.streams.actions import register_signals, submit
    from pagus.apps.streams.observation import Batch, Observation
    from pagus.apps.streams.senders import forget_senders
    from pagus.apps.territory.actions import add_thing
    from tests.apps.cast import person
    from tests.store.conftest import GLUCOSE

    forget(), forget_receivers(), forget_senders()
    register_signals([NO2, PM10, GLUCOSE])
    add_thing(STATION, text("Danube"), kind="air_station", place="commune:67482", lon=7.77, lat=48.57, simulated=True)
    person("person:P-AAAA")
    rows = [Observation(STATION, "no2", NOW - index * HOUR, float(index)) for index in range(48)]
    rows += [Observation(STATION, "pm10", NOW - index * HOUR, 10.0 + index) for index in range(3)]
    submit(Batch("gateway", [*rows, Observation("person:P-AAAA", "glucose", NOW, 100.0)]))


@pytest.fixture
def sta(territory):
    return Sta()


@pytest.fixture
def writer(territory):
    from pagus.apps.streams.actions import add_source

    return Sta(add_source("gateway-sta", EUROMETROPOLE))
