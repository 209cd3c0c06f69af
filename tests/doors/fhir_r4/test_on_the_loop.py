"""Creates that the loop answers itself: as Django would, byte for byte, and to nobody else than Django would."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from pagus.apps.clients.actions import revoke_client
from pagus.apps.journal.queries import entries
from pagus.apps.streams import queries
from pagus.apps.streams.actions import add_source, revoke_source
from pagus.apps.streams.senders import forget_senders
from pagus.doors.fhir_r4 import reach
from pagus.doors.fhir_r4.on_the_loop import PATH, CreateLane
from pagus.fhir_r4.embedding import decode
from pagus.fhir_r4.moulds import _kind, mould_of, moulds
from pagus.web.front.wsgi_call import Answer
from tests.apps.cast import person
from tests.doors.fhir_r4.conftest import EUROMETROPOLE, weight
from tests.doors.fhir_r4.test_search_oracle import observation
from tests.doors.lanes import House
from tests.doors.smart.programs import service, token_of

MINIMAL = {"prefer": "return=minimal"}
WHOLE = {"prefer": "return=representation"}


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    moulds.forget()
    yield
    moulds.forget()


@pytest.fixture
def house(people: list[str]) -> Iterator[House]:
    person("person:P-FFFF", "commune:74010")
    made = House(CreateLane, PATH, "application/fhir+json", add_source("gateway", EUROMETROPOLE))
    yield made
    made.close()


def teach(document: dict[str, Any]) -> None:
    """As if its like had come often."""
    body = json.dumps(document).encode()
    mould = mould_of(body, decode(body, "Observation"))
    assert mould is not None
    moulds._alike[_kind(body)] = [mould, *moulds._alike.get(_kind(body), [])]
    moulds._last = mould


def reading(number: int, **more: Any) -> bytes:
    at = f"2026-03-14T{number // 3600:02d}:{number // 60 % 60:02d}:{number % 60:02d}+01:00"
    return json.dumps(weight(70.5, at, **more)).encode()


def masked(answer: Answer) -> tuple[int, list[tuple[str, str]], str]:
    """An answer without what no two have in common: identifiers, instants, the length of what chance has padded."""
    headers = {name.lower(): value for name, value in answer.headers}
    content = answer.content
    if headers.get("content-encoding") == "gzip":
        content, headers["content-length"] = gzip.decompress(content), "?"
    if "last-modified" in headers:
        headers["last-modified"] = "?"
    return answer.status, sorted((name, _masked(value)) for name, value in headers.items()), _masked(content.decode())


def _masked(text: str) -> str:
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9A-Za-z]{64}", "ID", text)  # and tokens of forms
    return re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)", "INSTANT", text)


def journalled() -> list[tuple[object, ...]]:
    return [(each.actor, each.role, each.verb, each.object_code, each.detail) for each in entries(limit=1000)]


ODD: dict[str, dict[str, Any]] = {
    "nobody known": {"subject": {"reference": "Patient/P-NONE"}},
    "who lives elsewhere": {"subject": {"reference": "Patient/P-FFFF"}},
    "a thing": {"subject": {"reference": "Device/nothing"}},
    "without a subject": {"subject": None},
    "not final": {"status": "preliminary"},
    "no status": {"status": "nonsense"},
    "a value that nobody has": {"valueQuantity": {"value": 5000, "system": "http://unitsofmeasure.org", "code": "kg"}},
    "no unit": {"valueQuantity": {"value": 70}},
    "two units": {"valueQuantity": {"value": 70, "unit": "lb", "system": "http://unitsofmeasure.org", "code": "kg"}},
    "no unit of weight": {"valueQuantity": {"value": 70, "system": "http://unitsofmeasure.org", "code": "mmol/L"}},
    "of tomorrow": {"effectiveDateTime": "2027-03-15T08:00:00+01:00"},
    "a day only": {"effectiveDateTime": "2026-03-15"},
    "another type": {"resourceType": "Patient"},
    "an id of its own": {"id": "mine"},
    "a note": {"note": [{"text": "100 % é"}]},
}
HEADERS: dict[str, dict[str, str]] = {
    "nothing preferred": {},
    "minimal": MINIMAL,
    "whole": WHOLE,
    "an outcome": {"prefer": "return=OperationOutcome"},
    "in French": {"prefer": "return=OperationOutcome", "accept_language": "fr"},
    "minimal in German": MINIMAL | {"accept_language": "de"},
    "compressed": WHOLE | {"accept_encoding": "gzip, deflate"},
    "minimal compressed": MINIMAL | {"accept_encoding": "gzip"},
    "JSON asked for": {"accept": "application/json"},
    "XML asked for": {"accept": "application/fhir+xml"},
    "plain JSON": {"content_type": "application/json; charset=utf-8"},
    "a text": {"content_type": "text/plain"},
    "of no length": {"content_length": ""},
    "a condition": {"if_none_exist": "identifier=urn:x|none"},
    "an odd key": {"idempotency_key": "two words"},
    "nobody": {"authorization": ""},
    "an unknown token": {"authorization": "Bearer pagus_nobody"},
    "an unknown program": {"authorization": "Bearer nobody"},
    "a password": {"authorization": "Basic bm9ib2R5OmF0YWxs"},
    "a page of others": {"origin": "https://elsewhere.example"},
    "a cookie": {"cookie": "sessionid=nothing"},
    "another host": {"host": "elsewhere.example"},
    "a version": {"if_match": 'W/"1"', "if_none_match": "*"},
}


def test_every_body_is_answered_as_by_django(house: House) -> None:
    for prefer in ("minimal", "OperationOutcome"):
        house.post(reading(0), prefer=f"return={prefer}")
    seconds, submitted = count(1), set()
    for name, changes in ODD.items():
        changed = {key: value for key, value in (weight() | changes).items() if value is not None}
        if name not in ("no status", "another type"):
            teach(changed)
        for prefer in ("minimal", "OperationOutcome"):
            bodies = [_at(changed, changes, next(seconds)) for _ in range(2)]
            journal, line = journalled(), house.line.submitted
            here = house.post(bodies[0], prefer=f"return={prefer}")
            between = journalled()
            there = house.by_django(bodies[1], prefer=f"return={prefer}")
            assert masked(here) == masked(there), name
            after = journalled()
            assert between[: len(between) - len(journal)] == after[: len(after) - len(between)], name
            submitted |= {name} if house.line.submitted > line else set()
    assert submitted == {
        *("not final", "a value that nobody has", "no unit of weight", "of tomorrow", "an id of its own", "a note")
    }


def _at(document: dict[str, Any], changes: dict[str, Any], second: int) -> bytes:
    """This document, of an instant of its own: the store takes one value of an instant."""
    own = (
        {}
        if "effectiveDateTime" in changes
        else {"effectiveDateTime": f"2026-03-14T09:{second // 60:02d}:{second % 60:02d}+01:00"}
    )
    return json.dumps(document | own).encode()


def test_every_head_is_answered_as_by_django(house: House) -> None:
    teach(weight())
    on_the_loop, submitted, seconds = set(), set(), count()
    for name, more in HEADERS.items():
        asked = house.asked
        for _ in range(3):
            there, line = house.by_django(reading(next(seconds)), **more), house.line.submitted
            assert masked(house.post(reading(next(seconds)), **more)) == masked(there), name
        on_the_loop |= {name} if house.asked == asked + 1 else set()
        submitted |= {name} if house.line.submitted > line else set()
    plain = {"nothing preferred", "minimal", "whole", "minimal in German", "compressed", "minimal compressed"}
    plain |= {"JSON asked for", "plain JSON"}
    assert on_the_loop == plain | {"a version"}
    assert submitted == on_the_loop | {"an outcome", "in French"}


def test_made_up_observations_are_answered_as_by_django(house: House) -> None:
    random_, on_the_loop = random.Random(5), 0
    house.post(reading(1), **WHOLE)
    for number in range(30):
        document = observation(random_, number)
        try:
            teach(document)
        except AssertionError:
            continue
        body, before = json.dumps(document).encode(), house.asked
        assert masked(house.post(body, **WHOLE)) == masked(house.by_django(body, **WHOLE))
        on_the_loop += house.asked == before
    assert on_the_loop > 10


def test_what_is_kept_is_the_same(house: House) -> None:
    teach(weight())
    house.post(reading(0), **WHOLE)
    made = [
        json.loads(house.post(reading(1), **WHOLE).content),
        json.loads(house.by_django(reading(2), **WHOLE).content),
    ]
    assert (house.asked, house.line.submitted) == (1, 1)
    assert queries.history(["person:P-AAAA"], ["weight"]).height == 3
    limits = reach.Limits(("commune:67482",))
    for each in made:
        kept = queries.local_store().resources.current("Observation", each["id"], limits)
        assert kept is not None
        assert json.loads(kept.body or b"") == each
        assert kept.subject == "person:P-AAAA"


def test_a_request_with_a_key_is_answered_again_with_the_same_resource(house: House) -> None:
    teach(weight())
    house.post(reading(0), **WHOLE)
    first, again = (house.post(reading(1), idempotency_key="k", **WHOLE) for _ in range(2))
    there = house.by_django(reading(1), idempotency_key="k", **WHOLE)
    assert (house.asked, house.line.submitted) == (1, 2)
    assert first.content == again.content == there.content
    assert dict(first.headers)["Location"] == dict(again.headers)["Location"] == dict(there.headers)["Location"]
    other = house.post(reading(2), idempotency_key="k", **WHOLE)
    assert masked(other) == masked(house.by_django(reading(2), idempotency_key="k", **WHOLE))
    assert other.status == 409
    assert queries.history(["person:P-AAAA"], ["weight"]).height == 2


def test_programs_are_let_in_as_by_django(house: House) -> None:
    teach(weight())
    writes, reads = "system/Observation.cruds", "system/Observation.rs"
    person("person:P-TTTT", team_code="team-t")
    tokens = {
        "all": token_of(service("all", writes), writes),
        "reader": token_of(service("reader", reads), reads),
        "team": token_of(service("team", writes, team="team-t"), writes),
        "nobody's": token_of(service("none", writes, team=""), writes),
        "elsewhere": token_of(service("elsewhere", writes, territory="departement:74"), writes),
    }
    answers: dict[str, int] = {}
    for name, token in tokens.items():
        house.post(reading(0), authorization=f"Bearer {tokens['all']}", prefer="return=OperationOutcome")
        for who in ("P-AAAA", "P-TTTT"):
            subject = {"reference": f"Patient/{who}"}
            more = {"authorization": f"Bearer {token}", "prefer": "return=OperationOutcome"}
            before = journalled()
            here = house.post(reading(len(answers), subject=subject), **more)
            between = journalled()
            there = house.by_django(reading(100 + len(answers), subject=subject), **more)
            assert masked(here) == masked(there)
            after = journalled()
            assert between[: len(between) - len(before)] == after[: len(after) - len(between)]
            followed = b"followed by no rule" not in here.content
            answers[f"{name} {who}"] = here.status if here.status != 201 else int(followed)
    assert answers == {
        "all P-AAAA": 1,
        "all P-TTTT": 1,
        "reader P-AAAA": 403,
        "reader P-TTTT": 403,
        "team P-AAAA": 0,
        "team P-TTTT": 1,
        "nobody's P-AAAA": 0,
        "nobody's P-TTTT": 0,
        "elsewhere P-AAAA": 0,
        "elsewhere P-TTTT": 0,
    }


def test_a_program_that_was_revoked_is_refused_at_once(house: House) -> None:
    teach(weight())
    scope = "system/Observation.cruds"
    token = token_of(service("scale", scope), scope)
    more = {"authorization": f"Bearer {token}"} | MINIMAL
    for number in range(3):
        assert house.post(reading(number), **more).status == 201
    assert (house.asked, house.line.submitted) == (1, 2)
    revoke_client("scale")
    assert house.post(reading(9), **more).status == 401
    assert house.line.submitted == 2


def test_a_revoked_source_is_not_let_in_by_what_is_remembered_of_it(house: House) -> None:
    teach(weight())
    house.post(reading(0), **MINIMAL)
    assert house.post(reading(1), **MINIMAL).status == 201
    revoke_source("gateway")
    forget_senders()  # five seconds later
    assert house.post(reading(2), **MINIMAL).status == 401
    assert house.line.submitted == 1


def test_without_the_ingest_process_django_keeps_it_and_a_broken_line_is_said(house: House) -> None:
    teach(weight())
    house.post(reading(0), **MINIMAL)
    house.line.connected = False
    assert house.post(reading(1), **MINIMAL).status == 201
    assert (house.asked, house.line.submitted) == (2, 0)
    house.line.connected, house.line.broken = True, True
    answer = house.post(reading(2), **MINIMAL)
    assert (answer.status, dict(answer.headers)["Retry-After"]) == (503, "5")
    assert json.loads(answer.content)["issue"][0]["code"] == "transient"


def test_a_query_is_djangos(house: House) -> None:
    teach(weight())
    house.post(reading(0), **WHOLE)
    pretty = house.post(reading(1), query="_pretty=true", **WHOLE)
    assert (pretty.status, pretty.content[:4], house.asked) == (201, b"{\n  ", 2)
