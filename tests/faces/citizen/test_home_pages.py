"""Measuring on one's own page without scripts, and what its script exchanges with the server."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.apps.workspace import *  # noqa: F403  (Django is set up by this import: it stands first)

# isort: split
from django.test import Client
from django.utils.translation import override

from pagus.apps.consultations.actions import ask_consultation
from pagus.apps.consultations.phone import number_for
from pagus.apps.home.looks import looks_at
from pagus.apps.installations import actions as installing
from pagus.apps.people.contacts import set_contact
from pagus.apps.people.keys import keys_of, make_personal_key, revoke_personal_key
from pagus.apps.people.queries import note_reading
from pagus.apps.streams import queries as streams
from pagus.faces.citizen.mine.look_words import look_days
from pagus.kernel.time import DAY
from tests.apps.cast import account, person
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db(transaction=True)

CLARA = "person:P-CLARA"


@pytest.fixture
def key() -> str:
    person(CLARA)
    number = installing.install("heart-failure-home", "epci:246700488", {})
    installing.enrol(number, CLARA, "system", from_ms=NOW - 30 * DAY)
    return make_personal_key("system", CLARA)


def visitor() -> Client:
    return Client(headers={"accept-language": "en"})


def test_a_person_measures_asks_and_stops_without_scripts(key: str) -> None:
    client, base = visitor(), f"/mine/{key}/"
    form: dict[str, Any] = {"signal": "weight", "unit": "kg", "id": "a" * 32}
    assert "is no number" in client.post(f"{base}enter", {**form, "value": "many"}).content.decode()
    doubtful = client.post(f"{base}enter", {**form, "value": "8"})
    assert doubtful.status_code == 422
    assert "Is it really 8 kg?" in doubtful.content.decode()
    assert streams.series(CLARA, "weight").height == 0
    for _sent_twice in range(2):
        kept = client.post(f"{base}enter", {**form, "value": "78,4", "at": "2026-03-16T08:30"}, follow=True)
        assert "The measurement has arrived." in kept.content.decode()
    assert streams.series(CLARA, "weight")["value"].to_list() == [78.4]
    assert "done today" in client.get(base).content.decode()
    a_wrong_number_is_told(client, base)
    assert "Not enough measurements yet" in client.get(f"{base}trends/").content.decode()
    asked = client.post(f"{base}ask", {"kind": "question", "words": "May I swim?", "_key": "b" * 32}, follow=True)
    assert "May I swim?" in asked.content.decode()
    assert client.post(f"{base}ask", {"kind": "question", "words": " ", "_key": "c" * 32}).status_code == 422
    set_contact(CLARA, "system", phone="+33612345678", channel="sms", agreed=True)
    data = client.get(f"{base}data/").content.decode()
    assert "+33 … 78" in data
    assert "612345678" not in data
    assert "Nothing is sent to you" in client.post(f"{base}agree", {"agreed": "no"}, follow=True).content.decode()
    number = re.findall(r'name="installation" value="(\d+)"', client.get(f"{base}data/").content.decode())[0]
    stop = {"kind": "stop", "installation": number, "_key": "d" * 32}
    assert "Nothing has changed" in client.post(f"{base}ask", stop, follow=True).content.decode()
    stopped = client.post(f"{base}ask", {**stop, "meant": "yes"}, follow=True).content.decode()
    assert "It has ended: nothing new is taken in." in stopped
    late = client.post(f"{base}enter", {**form, "id": "e" * 32, "value": "78,9"}, follow=True).content.decode()
    assert "follows this measurement for you any more" in late
    nurse = Client(headers={"accept-language": "en"})
    nurse.force_login(account("nurse", "epci:246700488", "team-a"), backend="django.contrib.auth.backends.ModelBackend")
    listed = nurse.get("/console/tasks/asked/").content.decode()
    assert "May I swim?" in listed
    assert "Wants to stop" in listed
    number = re.findall(r'action="/console/tasks/asked/(\d+)"', listed)[0]
    nurse.post(f"/console/tasks/asked/{number}", {"answer": "Yes, gently."})
    assert "Yes, gently." in client.get(f"{base}messages/").content.decode()
    contact = nurse.get(f"/console/subjects/{CLARA}/contact/").content.decode()
    assert "+33612345678" in contact
    sent = {"phone": "12", "channel": "sms", "language": "de", "quiet_from": "20:00", "quiet_until": "8:00"}
    assert nurse.post(f"/console/subjects/{CLARA}/contact/", {**sent, "most_a_day": "2"}).status_code == 422
    good = {**sent, "phone": "+4915123456789", "most_a_day": "1", "agreed": "yes"}
    assert nurse.post(f"/console/subjects/{CLARA}/contact/", good).status_code == 302
    nurse.post(f"/console/subjects/{CLARA}/contact/forget")
    assert "+49" not in nurse.get(f"/console/subjects/{CLARA}/contact/").content.decode()
    stranger = Client()
    stranger.force_login(
        account("nurse", "epci:246700488", "team-b"), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert stranger.get(f"/console/subjects/{CLARA}/contact/").status_code == 404


def test_looks_of_one_day_and_role_stand_together(key: str) -> None:
    nurse = account("nurse", "epci:246700488", "team-a")
    for purpose in ("alerts", "subject page"):
        note_reading(nurse, [CLARA], purpose)
    with override("en"):
        head, *_others = look_days(looks_at(CLARA), "en")
    (deed,) = head["deeds"]
    assert (head["who"], head["team"], deed["what"]) == ("Nurse", "team-a", "data read")
    assert deed["why"] == ["page of the person", "list of alerts"]
    page = visitor().get(f"/mine/{key}/data/").content.decode()
    assert f"{deed['times']}</span> data read (page of the person, list of alerts)" in page


def a_wrong_number_is_told(client: Client, base: str) -> None:
    assert f"{base}messages/?slip=weight#ask-heading" in client.get(base).content.decode()
    slip = client.get(f"{base}messages/", {"slip": "weight"}).content.decode()
    assert "I wrote a wrong number: body weight, 78.4 kg (16 Mar" in slip
    assert "I wrote a wrong number" not in client.get(f"{base}messages/", {"slip": "glucose"}).content.decode()


def test_a_call_that_is_planned_is_joined_from_the_page(key: str) -> None:
    doctor = account("physician", "epci:246700488", "team-a")
    assert "mine-calls" not in visitor().get(f"/mine/{key}/").content.decode()
    code = ask_consultation(doctor, CLARA)
    assert f'href="/mine/{key}/call/{code}/"' in visitor().get(f"/mine/{key}/").content.decode()
    set_contact(CLARA, "system", phone="+33612345678")
    assert number_for(doctor, CLARA) == "+33612345678", "called when the picture fails"
    assert number_for(account("nurse", "epci:246700488", "team-a"), CLARA) == "+33612345678"


def test_the_outbox_is_answered_entry_by_entry_and_told_of_a_key_that_closed(
    key: str, clock_at: Callable[[int], None]
) -> None:
    client, address = Client(enforce_csrf_checks=True, headers={"accept-language": "en"}), f"/mine/{key}/entries"
    clock_at(NOW + DAY)
    assert client.get(address).json()["now_ms"] == NOW + DAY

    def send(*rows: dict[str, Any]) -> Any:
        return client.post(address, json.dumps({"entries": rows}), content_type="application/json")

    row = {"id": "e" * 32, "signal": "weight", "value": 79.0, "unit": "kg", "at_ms": NOW + DAY, "behind_ms": 0}
    told = send(row, {**row, "id": "f" * 32, "at_ms": NOW + 2 * DAY}).json()["entries"]
    assert [each["state"] for each in told] == ["kept", "refused"]
    assert "future" in told[1]["words"]
    assert send({**row, "value": "NaN"}).status_code == 422
    for body in ("{", "[]", '{"entries": 3}', '{"entries": [{}]}', '{"entries": [[]]}', "x" * 300_000):
        assert client.post(address, body, content_type="application/json").status_code == 422, body[:20]
    revoke_personal_key("system", keys_of("system", CLARA)[0].id)
    closed = send(row)
    assert (closed.status_code, closed.json()["closed"]) == (404, True)
    page = client.get(f"/mine/{key}/")
    assert page.status_code == 404
    assert "data-closed" in page.content.decode()


def test_the_app_starts_without_a_key() -> None:
    client = visitor()
    manifest = client.get("/mine/app.webmanifest")
    assert (manifest["Content-Type"], manifest.json()["start_url"]) == ("application/manifest+json", "/mine/")
    assert "Service-Worker" not in client.get("/mine/worker.js").headers
    assert "keeps nothing of your page" not in client.get("/mine/").content.decode()
    assert "keeps nothing of your page" in client.get("/mine/?forgotten").content.decode()
    address = "https://pagus.example.org/mine/AbCdEfGhIjKlMnOpQrStUvWx01234567/trends/"
    assert client.post("/mine/", {"address": address})["Location"] == "/mine/AbCdEfGhIjKlMnOpQrStUvWx01234567/"
    assert "is no address" in client.post("/mine/", {"address": "my page"}).content.decode()
