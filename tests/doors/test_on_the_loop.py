"""Posts that the loop answers itself: as Django would, in every word and header, and only when nothing needs it."""

from __future__ import annotations

import json

import pytest

from pagus.apps.streams import queries
from pagus.apps.streams.actions import add_source, revoke_source
from pagus.apps.streams.senders import forget_senders
from pagus.doors.api_v1.on_the_loop import PATH, ObservationLane
from pagus.web.front.wsgi_call import Answer
from tests.apps.workspace import NOW
from tests.doors.lanes import House


class Posts(House):
    """The lane of observations."""

    def __init__(self, token: str) -> None:
        super().__init__(ObservationLane, PATH, "application/json", token)

    def post(self, rows: object, *, raw: bytes | None = None, language: str = "en", **more: str) -> Answer:
        body = json.dumps({"observations": rows}).encode() if raw is None else raw
        return super().post(body, **{"accept_language": language} | more)


@pytest.fixture
def house(people):
    forget_senders()
    made = Posts(add_source("gateway", "epci:246700488"))
    yield made
    made.close()


def row(value: float = 101.5, t: int = NOW, **more: object) -> dict[str, object]:
    return {"subject": "person:P-AAAA", "signal": "glucose", "time": t, "value": value} | more


def test_the_second_post_like_the_first_is_answered_without_django_and_looks_the_same(house):
    by_django = house.post([row()])
    on_the_loop = house.post([row(t=NOW - 1)])
    assert (house.asked, house.line.submitted) == (1, 1)
    assert (on_the_loop.status, on_the_loop.content) == (by_django.status, by_django.content)
    assert sorted(on_the_loop.headers) == sorted(by_django.headers)
    assert json.loads(house.post([row(t=NOW - 1), row(t=NOW - 2)]).content)["duplicates"] == 1
    assert house.asked == 1
    assert queries.counts().observations == 3


def test_what_needs_words_is_worded_by_django_and_stored_once(house):
    house.post([row()], language="fr")
    answer = house.post([row(t=NOW - 1), row(5.0, NOW - 2)], language="fr")
    assert (house.asked, house.line.submitted) == (2, 1)
    told = json.loads(answer.content)
    assert (answer.status, told["accepted"]) == (200, 1)
    assert "plausible" in told["held"][0]["detail"]
    assert dict(answer.headers)["Content-Language"] == "fr"
    assert queries.counts().observations == 3


def test_a_key_used_for_another_body_is_a_conflict_here_too(house):
    house.post([row()])
    assert house.post([row(t=NOW - 1)], idempotency_key="k").status == 200
    assert (
        house.post([row(t=NOW - 1)], idempotency_key="k").content
        == b'{"accepted":1,"duplicates":0,"held":[],"rejected":[]}'
    )
    answer = house.post([row(t=NOW - 2)], idempotency_key="k")
    assert (answer.status, house.line.submitted) == (409, 3)
    assert b"'k' was used for another body" in answer.content


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"raw": b"{"}, 400),
        ({"raw": b'{"observations": []}'}, 422),
        ({"idempotency_key": "two words"}, 422),
        ({"authorization": "Bearer pagus_nobody"}, 401),
        ({"authorization": ""}, 401),
        ({"host": "elsewhere.example"}, 400),
        ({"content_type": "text/plain"}, 415),
    ],
)
def test_what_is_refused_is_refused_by_django_every_time(house, more, status):
    house.post([row()])
    assert [house.post([row(t=NOW - 1)], **more).status for _ in range(2)] == [status] * 2
    assert (house.asked, house.line.submitted) == (3, 0)
    assert queries.counts().observations == 1


def test_a_subject_outside_the_territory_is_refused_beside_one_inside(house):
    house.post([row()])
    told = json.loads(house.post([row(t=NOW - 1), row(subject="person:P-NONE")]).content)
    assert (told["accepted"], told["rejected"][0]["field"]) == (1, "subject")


def test_a_revoked_source_is_not_let_in_by_what_is_remembered_of_it(house):
    house.post([row()])
    revoke_source("gateway")
    forget_senders()  # five seconds later
    assert house.post([row(t=NOW - 1)]).status == 401


def test_without_the_ingest_process_django_stores_it_and_a_broken_line_is_said(house):
    house.post([row()])
    house.line.connected = False
    assert house.post([row(t=NOW - 1)]).status == 200
    assert (house.asked, house.line.submitted) == (2, 0)
    house.line.connected, house.line.broken = True, True
    answer = house.post([row(t=NOW - 2)])
    assert answer.status == 503
    assert dict(answer.headers)["Retry-After"] == "5"
