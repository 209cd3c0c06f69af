"""Programs in the console: registered and revoked by the operator, opened by a team with a person in hand."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.apps.workspace import *  # noqa: F403  (Django is set up by this import: it stands first)

# isort: split
from django.test import Client

from pagus.apps.clients.queries import client_named
from tests.apps.cast import account, person
from tests.doors.smart.programs import key, public

Browse = Callable[..., Client]
pytestmark = pytest.mark.django_db
EUROMETROPOLE = "epci:246700488"
FORM = {"name": "City hospital", "code": "city-hospital", "kind": "service-keys", "team": "*",
        "scopes": "system/Observation.rs system/Patient.rs"}  # fmt: skip


@pytest.fixture
def operator(browse: Browse) -> Client:
    return browse(account("operator", EUROMETROPOLE))


def keys() -> str:
    return json.dumps(public(key()))


def test_a_service_is_registered_and_revoked(operator: Client) -> None:
    empty = operator.get("/console/programs/").content.decode()
    assert "No program is registered" in empty
    boxes = dict(re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>([^<]*)</textarea>', empty))
    assert boxes == {"scopes": "system/Observation.rs system/Patient.rs", "keys": ""}
    made = operator.post("/console/programs/add", {**FORM, "keys": keys()})
    assert made.status_code == 200
    assert "/smart/token" in made.content.decode()
    assert made.headers["Cache-Control"] == "no-store"
    known = client_named("city-hospital")
    assert known is not None
    assert (known.team, known.territory, known.proof) == ("*", EUROMETROPOLE, "keys")
    page = operator.get("/console/programs/").content.decode()
    assert "City hospital" in page
    assert "system/Observation.rs" in page
    operator.post("/console/programs/revoke", {"code": "city-hospital"})
    assert client_named("city-hospital") is None
    assert "revoked" in operator.get("/console/programs/").content.decode()


def test_a_secret_is_shown_once(operator: Client) -> None:
    made = operator.post("/console/programs/add", {**FORM, "kind": "service-secret"}).content.decode()
    assert "Copy the secret now" in made
    assert "Copy the secret now" not in operator.get("/console/programs/").content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"code": "City Hospital"}, "is no code of a program"),
        ({"scopes": "everything"}, "is no scope"),
        ({"keys": "{"}, "JWK set"),
        ({"keys": json.dumps(json.loads(key().export_private()))}, "private key"),
        ({"kind": "app-none", "scopes": "user/*.rs"}, "an app needs an address"),
        ({"kind": "app-none", "scopes": "user/*.rs", "redirects": "http://app.example/"}, "no address with https"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(operator: Client, changes: dict[str, str], said: str) -> None:
    answer = operator.post("/console/programs/add", {**FORM, "keys": keys(), **changes})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert "City hospital" in text


def test_nobody_else_sees_or_changes_programs(browse: Browse) -> None:
    coordinator = browse(account("coordinator", EUROMETROPOLE))
    assert coordinator.get("/console/programs/").status_code == 403
    assert coordinator.post("/console/programs/add", {**FORM, "keys": keys()}).status_code == 403
    assert "/console/programs/" not in coordinator.get("/console/").content.decode()


def test_a_team_opens_an_app_with_a_person_in_hand(operator: Client, browse: Browse) -> None:
    anna = person("person:P-AAA", "commune:67482", "team-a")
    form = {**FORM, "code": "viewer", "kind": "app-none", "scopes": "launch patient/*.rs",
            "redirects": "https://app.example/back", "launch_url": "https://app.example/launch"}  # fmt: skip
    assert operator.post("/console/programs/add", form).status_code == 200
    nurse = browse(account("nurse", EUROMETROPOLE, "team-a"))
    page = nurse.get(f"/console/subjects/{anna}/")
    assert "Open in City hospital" in page.content.decode()
    assert "form-action 'self' https://app.example" in page.headers["Content-Security-Policy"]
    opened = nurse.post(f"/console/subjects/{anna}/open", {"program": "viewer"})
    where = urlsplit(opened.headers["Location"])
    assert (opened.status_code, where.netloc, where.path) == (303, "app.example", "/launch")
    assert set(parse_qs(where.query)) == {"iss", "launch"}
    other = browse(account("nurse", EUROMETROPOLE, "team-b"))
    assert other.post(f"/console/subjects/{anna}/open", {"program": "viewer"}).status_code == 404
