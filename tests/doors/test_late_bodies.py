"""Half a request, then silence; a hundred megabytes: each door says it in the words of its protocol."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client

from pagus.web.front.wsgi_call import UNREAD, Unreadable
from tests.doors.conftest import empty  # noqa: F401

EUROMETROPOLE = "epci:246700488"
DOORS = {
    "/fhir/r4/Observation": "application/fhir+json",
    "/sensorthings/v1.1/Things": "application/json",
    "/api/v1/observations": "application/json",
}
HUNDRED_MEGABYTES = 100 * 1024 * 1024


@pytest.fixture
def token(empty: None) -> str:  # noqa: F811
    from pagus.apps.streams.actions import add_source
    from pagus.apps.streams.senders import forget_senders

    forget_senders()
    return add_source("gateway", EUROMETROPOLE)


def _send(path: str, token: str, reason: str, length: int = 1_000) -> HttpResponse:
    marks = {UNREAD: reason, "wsgi.input": Unreadable(reason)} if reason else {"wsgi.input": Unreadable("late")}
    client = Client(raise_request_exception=False)
    headers = {"authorization": f"Bearer {token}", "accept-language": "en"}
    more = marks | {"CONTENT_LENGTH": str(length)}
    return client.generic("POST", path, b"x", content_type=DOORS.get(path, "text/plain"), headers=headers, **more)


@pytest.mark.parametrize("path", DOORS)
def test_a_body_that_stops_half_way_is_said_to_be_late(token: str, path: str) -> None:
    answer = _send(path, token, "late")
    assert answer.status_code == 408, answer.content
    assert "json" in answer.headers["Content-Type"]
    assert b"did not come in time" in answer.content


@pytest.mark.parametrize("path", DOORS)
def test_too_much_at_once_is_to_be_tried_again(token: str, path: str) -> None:
    answer = _send(path, token, "crowded")
    assert answer.status_code == 503, answer.content
    assert "json" in answer.headers["Content-Type"]


@pytest.mark.parametrize("path", DOORS)
def test_a_hundred_megabytes_are_refused_before_a_byte_is_read(token: str, path: str) -> None:
    answer = _send(path, token, "", HUNDRED_MEGABYTES)
    assert answer.status_code == 413, answer.content
    assert "json" in answer.headers["Content-Type"]


def test_a_page_says_it_as_a_line(empty: None) -> None:  # noqa: F811
    assert _send("/console/forms/mna/", "", "late").status_code == 408
