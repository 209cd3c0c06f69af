"""The HTTP door: batches in, precise problems out, nothing twice."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from pagus.apps.journal.queries import entries
from pagus.apps.streams import queries
from pagus.apps.streams.actions import add_source, revoke_source
from pagus.apps.streams.senders import forget_senders
from pagus.apps.streams.submission import Submitter
from pagus.errors import CodeError, Conflict, NotAllowed, NotFound, StoreError
from tests.apps.cast import account, person
from tests.apps.workspace import NOW

PATH = "/api/v1/observations"
EUROMETROPOLE = "epci:246700488"


@pytest.fixture(autouse=True)
def _forget_senders():
    forget_senders()


@pytest.fixture
def token(people):
    return add_source("gateway", EUROMETROPOLE)


def row(value: float = 101.5, time: object = "2026-03-15T08:00:00+01:00", **more: object) -> dict:
    return {"subject": "person:P-AAAA", "signal": "glucose", "time": time, "value": value} | more


def post(token: str, rows: object, *, key: str | None = None, raw: bytes | None = None, kind="application/json"):
    headers = {"authorization": f"Bearer {token}", "accept-language": "en"} | (
        {"idempotency-key": key} if key is not None else {}
    )
    body = raw if raw is not None else json.dumps({"observations": rows})
    return Client(enforce_csrf_checks=True).post(PATH, body, content_type=kind, headers=headers)


def test_a_batch_is_stored_and_answered(token):
    answer = post(token, [row(), row(5.9, NOW, unit="mmol/L", id="e-1"), row(5.0, "2026-03-15T09:00:00Z")])
    assert answer.status_code == 200
    content = answer.json()
    assert (content["accepted"], content["duplicates"], content["rejected"]) == (2, 0, [])
    assert [(each["position"], each["field"]) for each in content["held"]] == [(2, "value")]
    stored = queries.series("person:P-AAAA", "glucose")
    assert stored["source"].unique().to_list() == ["gateway"]
    assert stored["t"].to_list()[-1] == NOW


def test_the_same_key_gives_the_same_answer_and_another_body_is_a_conflict(token):
    first = post(token, [row(), row(time="soon")], key="k-1")
    again = post(token, [row(), row(time="soon")], key="k-1")
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert first.json()["accepted"] == 1
    other = post(token, [row(102)], key="k-1")
    assert other.status_code == 409
    assert other.headers["Content-Type"] == "application/problem+json"
    assert "'k-1'" in other.json()["detail"]
    assert queries.counts().observations == 1


def test_each_rejected_observation_is_named_with_its_field_and_remedy(token):
    person("person:P-METZ", residence="commune:57463")
    rows = [
        row(),
        row(time="2026-02-30T08:00:00Z"),
        row(time="2026-03-15T08:00:00"),
        row(time=NOW + 10**9),
        row(signal="glucoze"),
        row(subject="person:P-NONE"),
        row(subject="person:P-METZ"),
        row(subject="commune:99999"),
        row(unit="kg"),
        row(102),
    ]
    content = post(token, rows).json()
    assert content["accepted"] == 1
    found = [(each["position"], each["field"]) for each in content["rejected"]]
    assert found == [
        (1, "time"),
        (2, "time"),
        (3, "time"),
        (4, "signal"),
        (5, "subject"),
        (6, "subject"),
        (7, "subject"),
        (8, "unit"),
        (9, "value"),
    ]
    assert all(each["remedy"] and each["detail"] for each in content["rejected"])
    details = {each["position"]: each["detail"] for each in content["rejected"]}
    assert details[5].replace("NONE", "METZ") == details[6], "unknown and out of reach are not told apart"
    assert queries.counts().rejected == 9


def test_when_everything_is_rejected_it_is_a_problem(token):
    answer = post(token, [row(unit="kg")])
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    content = answer.json()
    assert (content["field"], content["accepted"]) == ("unit", 0)
    assert "mg/dL" in content["remedy"]


@pytest.mark.parametrize(
    ("raw", "field", "said"),
    [
        (b"{", "", "cannot be read"),
        (b" []", "", "Expected `object`"),
        (b'{"observations": []}', "observations", "length >= 1"),
        (b'{"observations": [{"subject": "a"}]}', "observations[0]", "missing required field `signal`"),
        (
            b'{"observations": [{"subject": "a", "signal": "b", "time": 1, "value": "5"}]}',
            "observations[0].value",
            "Expected `float`, got `str`",
        ),
        (
            b'{"observations": [{"subject": "a", "signal": "b", "time": 1, "value": 5, "unti": "kg"}]}',
            "observations[0]",
            "unknown field `unti`",
        ),
        (b'{"observations": [{"subject": "a", "signal": "b", "time": 1, "value": NaN}]}', "", "invalid character"),
        (b"\xff\xfe\x00", "", "cannot be read"),
        (b'{"observations": [{"subject": ' + b"[" * 100_000, "observations[0].subject", "Expected `str`, got `array`"),
        (b'{"observations": ["' + b"x" * 7_000_000 + b'"]}', "observations[0]", "Expected `object`, got `str`"),
    ],
)
def test_a_body_that_is_none_is_a_precise_problem_and_changes_nothing(token, raw, field, said):
    answer = post(token, None, raw=raw)
    content = answer.json()
    assert answer.status_code == (422 if field or "Expected" in said else 400)
    assert content["field"] == field
    assert said in content["detail"]
    assert '"observations"' in content["remedy"]
    counts = queries.counts()
    assert (counts.observations, counts.rejected) == (0, 0)


def test_too_much_at_once_and_other_types_are_refused(token):
    assert post(token, None, raw=b" " * (8 * 1024 * 1024 + 1)).status_code == 413
    assert post(token, [row()] * 10_001).status_code == 422
    assert post(token, None, raw=b"<xml/>", kind="application/xml").status_code == 415
    assert post(token, None, raw=b"").status_code == 411
    assert post(token, [row()], key="").status_code == 422
    assert post(token, [row()], key="x" * 201).status_code == 422
    answer = Client().get(PATH)
    assert (answer.status_code, answer["Allow"], answer["Content-Type"]) == (405, "POST", "application/problem+json")
    other = Client(enforce_csrf_checks=True).post("/api/v1/places", {"q": "x"})
    assert (other.status_code, other["Allow"], other["Content-Type"]) == (405, "GET", "application/problem+json")
    assert queries.counts().observations == 0


def test_only_registered_sources_may_send(token):
    for wrong in ("", "pagus_wrong"):
        answer = post(wrong, [row()])
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert Client().post(PATH, {}, content_type="application/json").status_code == 401
    revoke_source("gateway")
    forget_senders()
    assert post(token, [row()]).status_code == 401
    assert queries.counts().observations == 0


def test_sources_are_registered_once_journalled_and_their_token_is_not_stored(token):
    assert queries.source_of_token(token).territory == EUROMETROPOLE
    assert token not in str([queries.sources(), entries(limit=5)])
    assert entries(limit=1)[0].verb == "add_source"
    with pytest.raises(Conflict):
        add_source("gateway", EUROMETROPOLE)
    with pytest.raises(CodeError):
        add_source("My Gateway", EUROMETROPOLE)
    with pytest.raises(NotFound):
        add_source("other", "commune:00000")
    with pytest.raises(NotAllowed):
        add_source("other", EUROMETROPOLE, by=account("nurse", EUROMETROPOLE))
    with pytest.raises(NotFound):
        revoke_source("nobody")


def test_a_store_that_cannot_take_it_says_when_to_try_again(token, monkeypatch):
    def failing(self, batch):
        raise StoreError("the observation store failed: {reason}", retryable=True, reason="database is locked")

    monkeypatch.setattr(Submitter, "submit", failing)
    answer = post(token, [row()])
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "database is locked" in answer.json()["detail"]


def test_last_values_of_things_are_public_and_of_people_for_who_may_see_them(token):
    from pagus.apps.territory.actions import add_thing
    from pagus.kit_language.model import Text

    add_thing(
        "thing:station-danube",
        Text("Danube", "Danube", "Danube"),
        kind="air_station",
        place="commune:67482",
        represents=EUROMETROPOLE,
        lon=7.76,
        lat=48.57,
        simulated=True,
    )
    air = {"subject": "thing:station-danube", "signal": "no2", "time": "2026-03-15T08:00:00Z", "value": 21.5}
    assert post(token, [air, row()]).json()["accepted"] == 2
    expected = {
        "subject": "thing:station-danube",
        "signal": "no2",
        "time": "2026-03-15T08:00:00Z",
        "value": 21.5,
        "unit": "ug/m3",
        "source": "gateway",
    }
    assert Client().get(PATH + "/last").json() == {"observations": [expected]}
    question = {"subject": ["person:P-AAAA", "thing:station-danube"]}
    assert Client().get(PATH + "/last", question).status_code == 404
    nurse = Client()
    nurse.force_login(account("nurse", EUROMETROPOLE, "team-a"), backend="django.contrib.auth.backends.ModelBackend")
    assert [each["value"] for each in nurse.get(PATH + "/last", question).json()["observations"]] == [101.5, 21.5]
    read = entries(limit=1)[0]
    assert (read.verb, read.object_code, read.purpose) == ("read", "person:P-AAAA", "api")
    stranger = Client()
    stranger.force_login(account("nurse", EUROMETROPOLE, "team-b"), backend="django.contrib.auth.backends.ModelBackend")
    assert stranger.get(PATH + "/last", question).status_code == 404
    assert Client().get(PATH + "/last", {"subject": [f"thing:{n}" for n in range(101)]}).status_code == 422


def test_places_are_found_and_bad_questions_refused(transactional_db):
    found = Client().get("/api/v1/places", {"q": "schiltigheim"}).json()["places"]
    assert (found[0]["code"], found[0]["kind"]) == ("commune:67447", "commune")
    assert len(Client().get("/api/v1/places", {"q": "saint", "limit": "3"}).json()["places"]) == 3
    for question in ({}, {"q": " "}, {"q": "x" * 101}, {"q": "a", "limit": "0"}, {"q": "a", "limit": "²"}):
        answer = Client().get("/api/v1/places", question)
        assert answer.status_code == 422
        assert answer.json()["remedy"]
