"""The answers that no link leads to: what machines ask for, and what must be refused."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass

from pagus.check.browser import Visitor
from pagus.check.server import RunningDemo

__all__ = ["REFUSALS", "Expectation", "machine_calls"]

REFUSALS: dict[str, dict[str, int]] = {
    "nobody": {"/console/": 200, "/api/v1/observations": 405, "/no-such-page": 404},
    "nurse": {"/console/journal/": 403, "/console/kits/air-today/install/": 403, "/console/observations/import": 405},
    "educator": {"/console/people/": 403, "/console/journal/": 403, "/console/installations/1/end/": 403},
    "clinician": {"/console/journal/": 403, "/console/installations/1/end/": 403},
    "analyst": {
        "/console/audit/": 403,
        "/console/people/": 403,
        "/console/journal/": 403,
        "/console/alerts/999999/": 404,
    },
    "coordinator": {
        "/console/alerts/999999/": 404,
        "/console/places/commune:00000/": 404,
        "/console/programs/": 403,
    },
}
"""What each role gets for addresses that it was not shown. Asking for the console without a login ends at the login
page, with 200 after the redirect."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """One call of a machine, and whether the answer was the one that was promised."""

    name: str
    expected: int
    found: int
    detail: str = ""

    @property
    def holds(self) -> bool:
        """Was it so?"""
        return self.expected == self.found


def machine_calls(demo: RunningDemo) -> Iterator[Expectation]:
    """Send observations as a gateway does: without a token, with one, again, and with a fault."""
    token = _new_token(demo)
    machine = Visitor(demo.host, demo.port)
    path = "/api/v1/observations"
    now = _clock(demo)
    good = {"subject": "thing:check-station", "signal": "no2", "time": now, "value": 41.5, "unit": "ug/m3"}
    bodies = {"one": [good], "other": [{**good, "value": 1e9}], "broken": [{**good, "value": "a lot"}]}
    sent = {name: json.dumps({"observations": rows}).encode() for name, rows in bodies.items()}
    headers = {"Content-Type": "application/json"}
    allowed = {**headers, "Authorization": f"Bearer {token}", "Idempotency-Key": "check-1"}
    yield _call(machine, "observations without a token", path, sent["one"], headers, 401)
    yield _call(machine, "observations with a token", path, sent["one"], allowed, 200)
    yield _call(machine, "the same request again", path, sent["one"], allowed, 200)
    yield _call(machine, "the same key, another body", path, sent["other"], allowed, 409)
    yield _call(machine, "a value that is no number", path, sent["broken"], {**allowed, "Idempotency-Key": "2"}, 422)
    yield _call(machine, "no JSON at all", path, b"\x00\x01", {**allowed, "Idempotency-Key": "3"}, 400)
    for name, address in (("health", "/health"), ("search of places", "/api/v1/places?q=schiltigheim")):
        answer = machine.get(address)
        yield Expectation(name, 200, answer.status)


def _call(machine: Visitor, name: str, path: str, body: bytes, headers: dict[str, str], expected: int) -> Expectation:
    answer = machine.send(path, body, headers)
    return Expectation(name, expected, answer.status, answer.body[:200].decode("utf-8", "replace"))


def _new_token(demo: RunningDemo) -> str:
    """A station and a gateway of the check's own, in the temporary workspace."""
    import django

    os.environ["PAGUS_WORKSPACE"] = str(demo.workspace)
    os.environ["DJANGO_SETTINGS_MODULE"] = "pagus.web.settings"
    django.setup()
    from pagus.apps.streams.actions import add_source
    from pagus.apps.territory.actions import add_thing
    from pagus.kit_language.model import Text

    name = Text(*["Check station"] * 3)
    here = "commune:67482"
    add_thing("thing:check-station", name, kind="air_station", place=here, represents=here, simulated=True)
    return add_source("check-gateway", "departement:67")


def _clock(demo: RunningDemo) -> str:
    from pagus.apps.workspace import open_workspace
    from pagus.kernel.time import format_instant

    return format_instant(open_workspace(demo.workspace).clock.now_ms())
