"""Posts that the loop answers itself: as Django would, in every word and header, and only when nothing needs it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping

import pytest
from django.conf import settings
from django.test import Client

from pagus.apps.streams import queries
from pagus.apps.streams.actions import add_source, revoke_source
from pagus.apps.streams.observation import Batch, Receipts
from pagus.apps.streams.senders import forget_senders
from pagus.apps.streams.submission import submitter
from pagus.doors.api_v1.on_the_loop import PATH, ObservationLane
from pagus.errors import StoreError
from pagus.web.front.wsgi_call import Answer
from tests.apps.workspace import NOW
from tests.web.front.loop_server import Asked


class Line:
    """The line, without a process at its other end."""

    def __init__(self) -> None:
        self.connected = True
        self.broken = False
        self.submitted = 0

    async def keep(self) -> None:
        await asyncio.sleep(60)

    async def submit(self, batch: Batch) -> Receipts:
        if self.broken:
            raise StoreError("the ingest process does not answer: try again", retryable=True)
        self.submitted += 1
        return submitter(settings.WORKSPACE).submit(batch)


class House:
    """A lane with Django behind it. ``asked`` counts what Django answered."""

    def __init__(self, token: str) -> None:
        self.token, self.line, self.asked = token, Line(), 0
        self._loop = asyncio.new_event_loop()
        self._lane = ObservationLane(self.line)

    def close(self) -> None:
        self._lane.close()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    def post(self, rows: object, *, raw: bytes | None = None, language: str = "en", **more: str) -> Answer:
        body = json.dumps({"observations": rows}).encode() if raw is None else raw
        headers = {
            "host": "127.0.0.1:8000",
            "authorization": f"Bearer {self.token}",
            "accept-language": language,
            "content-type": "application/json",
            "content-length": str(len(body)),
        } | {name.replace("_", "-"): value for name, value in more.items()}

        async def ask(told: Mapping[str, object]) -> Answer:
            self.asked += 1
            rest = {name: value for name, value in headers.items() if not name.startswith("content-")}
            answer = Client(raise_request_exception=False).post(
                PATH, body, content_type=headers["content-type"], headers=rest, **told
            )
            return Answer(answer.status_code, list(answer.headers.items()), answer.content)

        return self._loop.run_until_complete(self._lane(Asked("POST", PATH, headers), body, ask))


@pytest.fixture
def house(people, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the test is the one thread of its loop and its database
    forget_senders()
    made = House(add_source("gateway", "epci:246700488"))
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
