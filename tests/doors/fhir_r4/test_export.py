"""Exports in bulk: only what the token may read, only for who asked, gone when they are old."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client as Browser

from pagus.apps.clients.actions import revoke_client
from pagus.apps.exchange.models import Export
from pagus.apps.exchange.queries import export_folder
from pagus.doors.fhir_r4.bulk.writing import write_exports
from tests.apps.cast import person
from tests.doors.conftest import empty  # noqa: F401
from tests.doors.smart.programs import service, token_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def token(empty: None) -> str:  # noqa: F811
    from pagus.doors.fhir_r4.opening import open_door

    open_door()
    person("person:P-AAAA", team_code="team-a")
    person("person:P-BBBB", team_code="team-b")
    return token_of(service("bulk", "system/Patient.rs system/Device.r system/Organization.rs", team="team-a"))


def ask(token: str, path: str, method: str = "GET", prefer: str = "respond-async") -> Any:
    headers = {"authorization": f"Bearer {token}", "host": "localhost", "accept-language": "en"}
    return Browser().generic(method, f"/fhir/r4/{path}", headers=headers | ({"prefer": prefer} if prefer else {}))


def begun(token: str, path: str = "$export") -> str:
    answer = ask(token, path)
    assert answer.status_code == 202, answer.content
    return str(answer.headers["Content-Location"]).partition("/fhir/r4/")[2]


def test_only_what_may_be_read_and_searched_and_of_the_team(token: str) -> None:
    where = begun(token)
    assert write_exports() == 1
    told = ask(token, where).json()["output"]
    assert [(each["type"], each["count"]) for each in told] == [("Organization", 2), ("Patient", 1)]
    lines = b"".join(ask(token, told[1]["url"].partition("/fhir/r4/")[2]).streaming_content).splitlines()
    assert len(lines) == 1
    assert b"P-AAAA" in lines[0]


@pytest.mark.parametrize(
    ("path", "prefer", "status"),
    [
        ("$export", "", 400),
        ("$export?_type=Slot", "respond-async", 403),
        ("$export?_type=Device", "respond-async", 403),
        ("$export?_type=Nothing", "respond-async", 400),
        ("$export?_since=yesterday", "respond-async", 400),
        ("$export?_outputFormat=csv", "respond-async", 400),
        ("$export?_typeFilter=x", "respond-async", 400),
    ],
)
def test_what_cannot_be_exported_is_refused(token: str, path: str, prefer: str, status: int) -> None:
    answer = ask(token, path, prefer=prefer)
    assert (answer.status_code, answer.json()["resourceType"]) == (status, "OperationOutcome")


def test_nobody_else_reaches_it(token: str) -> None:
    where = begun(token)
    write_exports()
    file = ask(token, where).json()["output"][0]["url"].partition("/fhir/r4/")[2]
    other = token_of(service("other", "system/Patient.rs"))
    for path in (where, file):
        assert ask(other, path).status_code == 404
        assert ask("nobody's", path).status_code == 401
    assert ask(other, where, "DELETE").status_code == 404
    assert ask(token, file.replace("Organization", "..")).status_code == 404


def test_who_was_revoked_meanwhile_gets_nothing(token: str) -> None:
    begun(token)
    revoke_client("bulk")
    assert write_exports() == 1
    assert Export.objects.get().status == "failed"


def test_too_many_wait_and_old_ones_go(token: str) -> None:
    where = [begun(token) for _ in range(3)]
    assert ask(token, "$export").status_code == 409
    write_exports()
    folder = export_folder(where[0].rpartition("/")[2])
    assert folder.is_dir()
    assert folder.parent.stat().st_mode & 0o077 == 0
    Export.objects.update(made_ms=0)
    write_exports()
    assert not folder.exists()
    assert ask(token, where[0]).status_code == 404
