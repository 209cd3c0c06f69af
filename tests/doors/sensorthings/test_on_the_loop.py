"""Observations that the loop answers itself: as Django would, byte for byte."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from pagus.apps.journal.queries import entries
from pagus.apps.streams.actions import add_source
from pagus.doors.sensorthings_v1_1.on_the_loop import PATH, SendLane
from pagus.web.front.wsgi_call import Answer
from tests.doors.lanes import House
from tests.doors.sensorthings.conftest import Sta


@pytest.fixture
def house(territory: None) -> Iterator[House]:
    made = House(SendLane, PATH, "application/json", add_source("gateway-sta", "epci:246700488"))
    yield made
    made.close()


@pytest.fixture
def stream(house: House) -> int:
    found = Sta(house.token).get("Datastreams?$filter=name eq 'NO2'")["value"]
    return int((found or Sta(house.token).get("Datastreams")["value"])[0]["@iot.id"])


_MINUTES = count()


def sent(stream: object, minute: int, **more: Any) -> bytes:
    at = f"2026-03-01T{minute // 60:02d}:{minute % 60:02d}:00Z"
    return json.dumps({"result": 20.5, "phenomenonTime": at, "Datastream": {"@iot.id": stream}} | more).encode()


def masked(answer: Answer) -> tuple[int, list[tuple[str, str]], str]:
    """An answer without the instant of what was sent, which is its identifier too."""

    def without(text: str) -> str:
        return re.sub(r"2026-03-01T\d\d:\d\d|-177\d{10}(?!\d)", "?", text)

    headers = sorted((name, without(value)) for name, value in answer.headers)
    return answer.status, headers, without(answer.content.decode())


BODIES: dict[str, dict[str, Any]] = {
    "plain": {},
    "whole": {"result": 7},
    "implausible": {"result": 5000},
    "of tomorrow": {"phenomenonTime": "2027-03-15T08:00:00Z"},
    "an interval": {"phenomenonTime": "2026-03-01T08:00:00Z/2026-03-01T09:00:00Z"},
    "no instant": {"phenomenonTime": "soon"},
    "text": {"result": "high"},
    "a detail": {"resultQuality": {"a": 1}},
    "a feature": {"FeatureOfInterest": {"@iot.id": 999_999}},
    "a strange name": {"colour": "red"},
    "no stream": {"Datastream": {"@iot.id": 999_999}},
    "a stream without a number": {"Datastream": {}},
    "several": {"MultiDatastream": {"@iot.id": 1}},
}


def test_every_body_is_answered_as_by_django(house: House, stream: int) -> None:
    journal = len(entries(limit=1000))
    for language in ("en", "fr"):
        house.post(sent(stream, next(_MINUTES)), accept_language=language)
        asked, line = set(), set()
        for name, changes in BODIES.items():
            before = house.asked, house.line.submitted
            here = house.post(sent(stream, next(_MINUTES), **changes), accept_language=language)
            there = house.by_django(sent(stream, next(_MINUTES), **changes), accept_language=language)
            assert masked(here) == masked(there), name
            asked |= {name} if house.asked == before[0] else set()
            line |= {name} if house.line.submitted > before[1] else set()
        assert asked == {"plain", "whole"}
        assert line == {"plain", "whole", "implausible", "of tomorrow"}
    assert len(entries(limit=1000)) == journal


HEADERS: dict[str, dict[str, str]] = {
    "a name and its token": {"authorization": "Basic {}"},
    "nobody": {"authorization": ""},
    "an unknown token": {"authorization": "Bearer pagus_nobody"},
    "a text": {"content_type": "text/plain"},
    "XML": {"content_type": "application/xml"},
    "of no length": {"content_length": ""},
    "a page of others": {"origin": "https://elsewhere.example"},
}


def test_every_head_is_answered_as_by_django(house: House, stream: int) -> None:
    basic, on_the_loop = b64encode(f"gateway-sta:{house.token}".encode()).decode(), set()
    for name, wanted in HEADERS.items():
        more, asked = {key: value.format(basic) for key, value in wanted.items()}, house.asked
        for _ in range(3):
            here, there = (post(sent(stream, next(_MINUTES)), **more) for post in (house.post, house.by_django))
            assert masked(here) == masked(there), name
        on_the_loop |= {name} if house.asked == asked + 1 else set()
    assert on_the_loop == {"a name and its token", "a text"}


def test_who_sends_for_a_territory_of_others_is_refused_and_journalled(house: House, stream: int) -> None:
    house.post(sent(stream, next(_MINUTES)))
    more = {"authorization": f"Bearer {add_source('far', 'departement:74')}"}
    before = len(entries(limit=1000))
    here = house.post(sent(stream, 1_000), **more)
    assert (house.line.submitted, len(entries(limit=1000))) == (0, before + 1)
    there = house.by_django(sent(stream, 1_000), **more)
    assert (here.status, here.content) == (there.status, there.content) == (403, there.content)
