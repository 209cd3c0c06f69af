"""Subscriptions by rest-hook: handshake, numbered events in order, pauses, heartbeats, and who is told nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from pagus.apps.alerts.actions import acknowledge, close
from pagus.apps.clients.actions import revoke_client
from pagus.apps.exchange.models import Subscription
from pagus.apps.exchange.policy import MOST_ATTEMPTS, checked_endpoint, is_named, may_connect, pause_ms
from pagus.apps.journal.queries import entries
from pagus.doors.fhir_r4.telling.gathering import gather
from pagus.doors.fhir_r4.telling.sending import tell
from pagus.errors import InputError
from pagus.fhir_r4 import read
from tests.doors.fhir_r4.shown.conftest import Household
from tests.doors.fhir_r4.telling.conftest import BACKPORT, Listener, Program
from tests.doors.smart.programs import service, token_of
from tests.faces.console.conftest import ANNA

pytestmark = pytest.mark.django_db(transaction=True)
Asked = Callable[..., dict[str, Any]]


def values(bundle: dict[str, Any]) -> dict[str, Any]:
    rows = bundle["entry"][0]["resource"]["parameter"]
    plain = {row["name"]: next(row[key] for key in row if key.startswith("value")) for row in rows if "part" not in row}
    numbers = [
        next(part["valueString"] for part in row["part"] if part["name"] == "event-number")
        for row in rows
        if "part" in row
    ]
    return {**plain, "numbers": numbers}


def subscribe(program: Program, document: dict[str, Any]) -> str:
    answer = program.send("POST", "Subscription", document)
    assert answer.status_code == 201, answer.content
    assert answer.json()["status"] == "requested"
    return str(answer.json()["id"])


def test_a_handshake_then_events_with_their_numbers(
    program: Program, household: Household, asked: Asked, listener: Listener
) -> None:
    code = subscribe(program, asked())
    assert tell() == (1, 0)
    headers, first = listener.arrived[0]
    assert headers["Authorization"] == "Bearer theirs"
    assert headers["Content-Type"] == "application/fhir+json"
    read(json.dumps(first).encode(), "Bundle")
    assert (first["type"], values(first)["type"], values(first)["status"]) == ("history", "handshake", "requested")
    assert program.send("GET", f"Subscription/{code}").json()["status"] == "active"
    alert, nurse = household.scene.alert, household.scene.nurse
    acknowledge(alert, nurse)
    close(alert, nurse, outcome="useful", note="seen")
    assert gather() == 2
    assert tell() == (1, 0)
    notice = listener.bundles()[1]
    read(json.dumps(notice).encode(), "Bundle")
    told = values(notice)
    assert (told["type"], told["events-since-subscription-start"], told["numbers"]) == (
        "event-notification", "2", ["1", "2"]
    )  # fmt: skip
    assert [each["request"]["url"] for each in notice["entry"][1:]] == [f"DetectedIssue/a{alert}"] * 2
    assert all("resource" not in each for each in notice["entry"][1:])
    assert gather() == 0
    assert tell() == (0, 0)


def test_whole_resources_are_read_when_they_are_told_and_journalled(
    program: Program, household: Household, asked: Asked, listener: Listener
) -> None:
    subscribe(program, asked("Task", "patient=P-AAA", content="full-resource"))
    tell()
    acknowledge(household.scene.alert, household.scene.nurse)
    gather()
    tell()
    task = listener.bundles()[1]["entry"][1]["resource"]
    assert (task["resourceType"], task["status"]) == ("Task", "in-progress")
    assert [each.verb for each in entries(object_code=ANNA, actor="client:ehr")] == ["read"]


def test_a_filter_and_a_team_keep_the_rest_away(program: Program, household: Household, asked: Asked) -> None:
    subscribe(program, asked("DetectedIssue", "patient=P-BBB"))
    service("other", "system/Subscription.c system/DetectedIssue.rs", team="team-b")
    other = Program(token_of("other", "system/Subscription.c system/DetectedIssue.rs"))
    subscribe(other, asked())
    acknowledge(household.scene.alert, household.scene.nurse)
    assert gather() == 0


def test_new_values_and_kept_resources_are_told(program: Program, asked: Asked, listener: Listener) -> None:
    from pagus.apps.streams.actions import submit
    from pagus.apps.streams.observation import Batch, Observation
    from tests.apps.workspace import NOW

    subscribe(program, asked("Observation", "patient=P-AAA", content="full-resource"))
    tell()
    submit(Batch("device", [Observation(ANNA, "glucose", NOW - 1_000, 99.0)]))
    assert gather() == 1
    tell()
    assert listener.bundles()[1]["entry"][1]["resource"]["valueQuantity"]["value"] == 99


def test_failures_pause_and_nothing_is_lost(
    program: Program, household: Household, asked: Asked, listener: Listener
) -> None:
    code = subscribe(program, asked())
    listener.answers[:] = [500, 302]
    assert tell() == (0, 1)
    assert tell() == (0, 0), "it waits for its pause"
    Subscription.objects.update(due_ms=0)
    assert tell() == (0, 1), "a redirection is followed nowhere"
    Subscription.objects.update(due_ms=0)
    assert tell() == (1, 0)
    acknowledge(household.scene.alert, household.scene.nurse)
    gather()
    listener.answers[:] = [503]
    assert tell() == (0, 1)
    status = program.send("GET", f"Subscription/{code}/$status").json()["entry"][0]["resource"]
    read(json.dumps(status).encode(), "Parameters")
    assert "503" in json.dumps(status)
    Subscription.objects.update(due_ms=0)
    assert tell() == (1, 0)
    assert values(listener.bundles()[-1])["numbers"] == ["1"]


def test_an_address_that_never_answers_ends_in_error_and_can_begin_again(
    program: Program, asked: Asked, listener: Listener
) -> None:
    code = subscribe(program, asked())
    Subscription.objects.update(attempts=MOST_ATTEMPTS - 1)
    listener.answers[:] = [500]
    tell()
    shown = program.send("GET", f"Subscription/{code}").json()
    assert (shown["status"], "500" in shown["error"]) == ("error", True)
    assert "header" not in shown["channel"], "the secret of the subscriber is told nobody"
    read(json.dumps(shown).encode(), "Subscription")
    assert tell() == (0, 0)
    again = program.send("PUT", f"Subscription/{code}", asked())
    assert (again.status_code, again.json()["status"]) == (200, "requested")
    assert tell() == (1, 0)


def test_a_heartbeat_when_nothing_happens(program: Program, asked: Asked, listener: Listener) -> None:
    beat = [{"url": f"{BACKPORT}backport-heartbeat-period", "valueUnsignedInt": 60}]
    subscribe(program, asked(extension=beat))
    tell()
    assert tell() == (0, 0)
    Subscription.objects.update(sent_ms=0)
    assert tell() == (1, 0)
    assert values(listener.bundles()[-1])["type"] == "heartbeat"


def test_what_was_missed_is_asked_for_again(
    program: Program, household: Household, asked: Asked, listener: Listener
) -> None:
    code = subscribe(program, asked())
    tell()
    acknowledge(household.scene.alert, household.scene.nurse)
    close(household.scene.alert, household.scene.nurse, outcome="useful")
    gather()
    missed = program.send("GET", f"Subscription/{code}/$events?eventsSinceNumber=2").json()
    assert (values(missed)["type"], values(missed)["numbers"]) == ("query-event", ["2"])
    assert program.send("GET", f"Subscription/{code}/$events?eventsSinceNumber=x").status_code == 400


def test_each_program_sees_its_own(program: Program, asked: Asked) -> None:
    code = subscribe(program, asked())
    assert program.send("GET", "Subscription?status=requested").json()["total"] == 1
    assert program.send("GET", "Subscription/$status").json()["total"] == 1
    scopes = "system/Subscription.cruds system/DetectedIssue.rs"
    service("other", scopes)
    other = Program(token_of("other", scopes))
    for method, path in (("GET", code), ("DELETE", code), ("GET", f"{code}/$status"), ("GET", f"{code}/$events")):
        assert other.send(method, f"Subscription/{path}").status_code == 404
    assert other.send("GET", "Subscription").json()["total"] == 0
    assert program.send("DELETE", f"Subscription/{code}").status_code == 204
    assert program.send("GET", f"Subscription/{code}").status_code == 404


def test_who_was_revoked_is_told_nothing(
    program: Program, household: Household, asked: Asked, listener: Listener
) -> None:
    subscribe(program, asked())
    tell()
    revoke_client("ehr")
    acknowledge(household.scene.alert, household.scene.nurse)
    assert gather() == 0
    Subscription.objects.update(events=1)
    assert tell() == (0, 1)
    assert len(listener.arrived) == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"criteria": "Observation?code=x"}, "criteria is a topic"),
        ({"criteria": "urn:pagus:topic:Nothing"}, "criteria is a topic"),
        ({"channel": {"type": "email", "endpoint": "mailto:a@b.example"}}, "rest-hook"),
        ({"channel": {"type": "rest-hook", "endpoint": "http://10.0.0.1/told"}}, "a demo tells this machine only"),
        ({"channel": {"type": "rest-hook", "endpoint": "http://localhost@evil.example/"}}, "no web address"),
        ({"channel": {"type": "rest-hook", "endpoint": "file:///etc/passwd"}}, "no web address"),
        ({"channel": {"type": "rest-hook"}}, "no web address"),
        ({"end": "2020-01-01T00:00:00Z"}, "has passed"),
    ],
)
def test_what_is_not_offered_is_refused(program: Program, asked: Asked, changes: dict[str, Any], said: str) -> None:
    answer = program.send("POST", "Subscription", {**asked(), **changes})
    assert answer.status_code == 422
    assert said in answer.json()["issue"][0]["details"]["text"]


def test_headers_and_filters_are_looked_at(program: Program, asked: Asked) -> None:
    for wrong in ("Host: evil.example", "X: a\r\nY: b", "no header"):
        assert program.send("POST", "Subscription", asked(header=[wrong])).status_code == 422
    assert program.send("POST", "Subscription", asked(where="colour=red")).status_code == 422


def test_who_may_not_read_a_type_is_not_told_of_it(program: Program, asked: Asked) -> None:
    answer = program.send("POST", "Subscription", asked("Slot"))
    assert answer.status_code == 403
    assert "system/Slot.r" in answer.json()["issue"][0]["details"]["text"]


def test_a_real_workspace_sends_to_hosts_that_were_named() -> None:
    named = ("ehr.example.org", ".hospital.example")
    for good in ("https://ehr.example.org/hook?x=1", "https://a.hospital.example:8443/"):
        assert checked_endpoint(good, named, is_demo=False).hostname
    for bad in (
        "http://ehr.example.org/hook",
        "https://evil.example/",
        "https://hospital.example.evil.example/",
        "https://127.0.0.1/",
        "https://ehr.example.org:99999/",
        "https://ehr.example.org/ x",
    ):
        with pytest.raises(InputError):
            checked_endpoint(bad, named, is_demo=False)
    assert not is_named("hospital.example", (".hospital.example",))


@pytest.mark.parametrize(
    ("address", "host", "allowed"),
    [
        ("8.8.8.8", "a.hospital.example", True),
        ("10.0.0.5", "a.hospital.example", False),
        ("10.0.0.5", "ehr.example.org", True),
        ("127.0.0.1", "ehr.example.org", False),
        ("169.254.169.254", "ehr.example.org", False),
        ("::1", "ehr.example.org", False),
        ("::ffff:127.0.0.1", "ehr.example.org", False),
        ("0.0.0.0", "ehr.example.org", False),
    ],
)
def test_a_name_leads_nowhere_inside(address: str, host: str, allowed: bool) -> None:
    from ipaddress import ip_address

    named = ("ehr.example.org", ".hospital.example")
    assert may_connect(ip_address(address), host, named, is_demo=False) is allowed


def test_pauses_grow_to_an_hour() -> None:
    assert [pause_ms(attempts) for attempts in (1, 2, 3, 20)] == [5_000, 10_000, 20_000, 3_600_000]
    assert settings.WORKSPACE.web_hooks == ()
