"""Questions about access over HTTP: the same numbers as the engine, refusals that say where, nothing kept."""

from __future__ import annotations

import base64
import json
from datetime import date

import numpy as np
import pytest
from django.test import Client, RequestFactory

from pagus.apps.care.actions import add_to_directory
from pagus.apps.care.facts import BatchFacts, FacilityFacts, ServiceFacts
from pagus.apps.journal.queries import entries
from pagus.engines.access import Points, StraightRouter, scores
from pagus.library.access import access_method
from tests.apps.cast import account

PATH = "/api/v1/access/"
PASSWORD = "a-password-of-the-tests"
DEMAND = [
    {"id": "commune:67482", "lon": 7.75, "lat": 48.58, "people": 290_000},
    {"id": "commune:67447", "lon": 7.75, "lat": 48.61, "people": 33_000},
    {"id": "commune:67462", "lon": 7.45, "lat": 48.26, "people": 19_000},
]
SITES = [
    {"id": "a", "lon": 7.75, "lat": 48.58, "capacity": 200.0},
    {"id": "b", "lon": 7.45, "lat": 48.26, "capacity": 9.0},
]
ASK = {"demand": DEMAND, "sites": SITES, "method": "apl-2012"}


@pytest.fixture
def login(db: None) -> str:
    user = account("analyst", "departement:67")
    user.set_password(PASSWORD)
    user.username = "anna"
    user.save()
    return "Basic " + base64.b64encode(f"anna:{PASSWORD}".encode()).decode()


def post(path: str, body: object, login: str = "", language: str = "en"):
    headers = {"accept-language": language} | ({"authorization": login} if login else {})
    return Client(enforce_csrf_checks=True).post(PATH + path, json.dumps(body), "application/json", headers=headers)


def test_scores_are_those_of_the_engine(login):
    answer = post("scores", ASK, login)
    assert answer.status_code == 200
    content = answer.json()
    demand = Points(tuple("abc"), np.array([7.75, 7.75, 7.45]), np.array([48.58, 48.61, 48.26]), "deg")
    sites = Points(("a", "b"), np.array([7.75, 7.45]), np.array([48.58, 48.26]), "deg")
    pairs = StraightRouter("car", 50, 1.3).pairs(demand, sites, 15)
    people, capacity = np.array([290e3, 33e3, 19e3]), np.array([200.0, 9.0])
    expected = scores(pairs, people, capacity, access_method("apl-2012")).access
    assert [each["access"] for each in content["scores"]] == expected.tolist()
    assert [each["id"] for each in content["scores"]] == [each["id"] for each in DEMAND]
    assert content["travel_time"] == "straight line x 1.3 at 50 km/h"
    assert content["inequality"]["mean"] == pytest.approx(209 / 342e3)
    assert content["method"]["decay"][0] == {"minutes": 5, "weight": 1}


def test_a_what_if_names_what_changes(login):
    edits = [{"kind": "close", "id": "b"}, {"kind": "open", "id": "c", "lon": 7.45, "lat": 48.26, "value": 18}]
    content = post("whatif", ASK | {"edits": edits}, login).json()
    (changed,) = content["changes"]
    assert changed["id"] == "commune:67462"
    assert changed["after"] == pytest.approx(2 * changed["before"])
    assert content["after"]["mean"] > content["before"]["mean"]


def test_a_matrix_holds_the_ways_within_the_limit(login):
    origins = [{key: each[key] for key in ("id", "lon", "lat")} for each in DEMAND]
    targets = [{key: each[key] for key in ("id", "lon", "lat")} for each in SITES]
    found = post("matrix", {"origins": origins, "targets": targets, "within_min": 10}, login).json()["pairs"]
    assert {(each["origin"], each["target"]) for each in found} == {
        ("commune:67482", "a"),
        ("commune:67447", "a"),
        ("commune:67462", "b"),
    }


def test_new_sites_come_with_their_bound(login):
    offered = [{"id": each["id"], "lon": each["lon"], "lat": each["lat"], "capacity": 5} for each in DEMAND]
    answer = post("site", {"demand": DEMAND, "candidates": offered, "sites": SITES, "count": 1}, login)
    found = answer.json()
    assert answer.status_code == 200
    assert [each["id"] for each in found["chosen"]] == ["commune:67447"]
    assert found["bound"] == pytest.approx(found["value"])
    gain = post("site", {"objective": "access-gain", "demand": DEMAND, "candidates": offered, "count": 2}, login).json()
    assert (len(gain["chosen"]), gain["value"] > gain["before"]) == (2, True)
    nothing = post("site", {"demand": DEMAND, "candidates": offered}, login)
    assert (nothing.status_code, "how many" in nothing.json()["detail"]) == (422, True)


def test_rounds_say_who_is_left_out_and_why(login):
    morning = [{"start": "08:00", "end": "10:00"}]
    visits = [
        {"id": "a", "lon": 7.76, "lat": 48.58, "minutes": 20, "windows": morning},
        {"id": "b", "lon": 7.75, "lat": 48.60, "minutes": 20, "windows": morning, "skills": ["dialysis"]},
    ]
    nurse = {"id": "anna", "lon": 7.75, "lat": 48.58, "shift": {"start": "07:30", "end": "14:00"}}
    found = post("rounds", {"visits": visits, "nurses": [nurse]}, login).json()
    assert [[stop["visit"] for stop in each["stops"]] for each in found["rounds"]] == [["a"]]
    assert found["unserved"] == [{"visit": "b", "reason": "skill"}]
    wrong = post(
        "rounds", {"visits": [visits[0] | {"windows": [{"start": "8h", "end": "10:00"}]}], "nurses": [nurse]}, login
    )
    assert (wrong.status_code, wrong.json()["field"]) == (422, "visits.0.windows.0.start")
    backwards = [visits[0] | {"windows": [{"start": "10:00", "end": "08:00"}]}]
    assert post("rounds", {"visits": backwards, "nurses": [nurse]}, login).status_code == 422


def test_a_refusal_says_which_field_and_what_would_be_right(login):
    wrong = post("scores", ASK | {"demand": [DEMAND[0] | {"lat": 1_048_000}]}, login)
    assert (wrong.status_code, wrong.json()["field"]) == (422, "demand.0.lat")
    assert wrong.headers["Content-Type"] == "application/problem+json"
    assert post("scores", ASK | {"colour": "red"}, login).json()["field"] == "colour"
    unknown = post("scores", ASK | {"method": "apl-2099"}, login, "fr")
    assert unknown.status_code == 404
    assert "apl-2012" in unknown.json()["detail"]
    twice = post("scores", ASK | {"sites": [SITES[0], SITES[0]]}, login)
    assert (twice.status_code, "'a'" in twice.json()["detail"] or "a" in twice.json()["detail"]) == (422, True)
    absent = post("whatif", ASK | {"edits": [{"kind": "close", "id": "zzz"}]}, login)
    assert (absent.status_code, "zzz" in absent.json()["detail"]) == (404, True)
    nowhere = post("whatif", ASK | {"edits": [{"kind": "open", "id": "n", "value": 1}]}, login)
    assert nowhere.status_code == 422
    assert post("scores", "no object", login).status_code == 422


@pytest.mark.django_db
def test_who_has_no_account_is_asked_for_one():
    answer = post("scores", ASK)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic")
    assert answer.json()["field"] == "Authorization"
    wrong = "Basic " + base64.b64encode(b"anna:wrong").decode()
    assert post("scores", ASK, wrong).status_code == 401


def test_a_page_of_somebody_else_cannot_ask_with_a_session(login):
    client = Client(enforce_csrf_checks=True)
    assert client.login(request=RequestFactory().get("/"), username="anna", password=PASSWORD)
    answer = client.post(PATH + "scores", json.dumps(ASK), "application/json")
    assert answer.status_code == 401


def test_nothing_of_a_question_is_kept(login):
    before = len(entries())
    post("scores", ASK, login)
    post("whatif", ASK | {"edits": [{"kind": "close", "id": "b"}]}, login)
    assert len(entries()) == before


@pytest.mark.django_db
def test_the_openapi_document_describes_every_address():
    document = Client().get(PATH + "openapi.json").json()
    assert document["openapi"].startswith("3.")
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"].endswith("?"), (path, method)
    assert PATH + "scores" in document["paths"]
    assert Client().get(PATH + "methods", headers={"accept-language": "de"}).json()[0]["note"]


@pytest.mark.django_db
def test_what_is_near_and_how_far_one_comes_is_open_to_all():
    booth = FacilityFacts(
        code="facility:booth",
        kind="teleconsultation_booth",
        name="Booth",
        lon=7.751,
        lat=48.581,
        services=(ServiceFacts(service="teleconsultation"),),
    )
    batch = BatchFacts(source="tests", layout="plain", data_date=date(2026, 3, 1), rows=1, simulated=True)
    add_to_directory(batch, [booth])
    ask = "lon=7.75&lat=48.58&kind=teleconsultation_booth&opening=any"
    answer = Client().get(PATH + "nearest?" + ask)
    assert answer.headers["Cache-Control"] == "no-store"
    assert [each["code"] for each in answer.json()["found"]] == [booth.code]
    areas = Client().get(PATH + "isochrone?lon=7.75&lat=48.58&minutes=5,10&mode=foot").json()
    assert [each["properties"]["minutes"] for each in areas["features"]] == [10, 5]
    assert areas["travel_time"] == "straight line x 1.3 at 5 km/h"
    too_far = Client().get(PATH + "isochrone?lon=7.75&lat=48.58&minutes=500")
    assert too_far.status_code == 422
    transit = Client().get(PATH + "isochrone?lon=7.75&lat=48.58&mode=transit", headers={"accept-language": "en"})
    assert (transit.status_code, "timetable" in transit.json()["detail"]) == (404, True)
