"""What is left behind: no person in the log, no forged line in it, no file beyond measure on the disk."""

from __future__ import annotations

import logging
import logging.config
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from pagus.web.security import LARGEST_REQUEST, LogWithoutPersons
from tests.faces.console.conftest import ANNA, BERT, Scene

Browse = Callable[..., Client]


def logged() -> str:
    for handler in logging.getLogger().handlers:
        handler.flush()
    path = settings.WORKSPACE.log
    return path.read_text(encoding="utf-8") if path.exists() else ""


@pytest.mark.django_db
def test_the_log_names_nobody(scene: Scene, browse: Browse, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise KeyError(ANNA)

    client = browse(scene.nurse)
    client.raise_request_exception = False
    before = len(logged())
    assert client.get(f"/console/subjects/{BERT}/").status_code == 404
    monkeypatch.setattr("pagus.faces.console.people.subjects.glucose_report", fail)
    assert client.get(f"/console/subjects/{ANNA}/?x=%0A").status_code == 500
    new = logged()[before:]
    assert "Not Found" in new
    assert "incident" in new
    assert "P-AAA" not in new
    assert "P-BBB" not in new


@pytest.mark.django_db
def test_no_cache_keeps_a_page_of_somebody_who_logged_in(scene: Scene, browse: Browse) -> None:
    client = browse(scene.nurse)
    for address in ("/console/", "/console/people/", f"/console/subjects/{ANNA}/", f"/console/alerts/{scene.alert}/",
                    f"/console/worklist/{ANNA}/", f"/console/subjects/{ANNA}/monitoring/"):  # fmt: skip
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "no-store" in answer["Cache-Control"], address


@pytest.mark.parametrize(
    "path",
    [
        "/care/appointments/K7QW2M/",
        "/care/appointments/K7QW2M/cancel",
        "/console/access/shared/K7QW2M/",
        "/fhir/r4/Patient/K7QW2M",
        "/fhir/r4/Patient/K7QW2M/$everything",
        "/invited/K7QW2M/",
    ],
)
def test_no_code_that_opens_something_or_names_somebody_stands_in_the_log(path: str) -> None:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "Not Found: %s", (path,), None)
    assert "K7QW2M" not in LogWithoutPersons().format(record)


@pytest.mark.django_db
def test_an_address_forges_no_line_of_the_log(scene: Scene, browse: Browse, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_code: str) -> None:
        raise KeyError("anything")

    client = browse(scene.nurse)
    client.raise_request_exception = False
    monkeypatch.setattr("pagus.faces.console.territory.places.get_place", fail)
    assert client.get("/console/places/x%0A2026-01-01 ERROR forged/").status_code == 500
    assert "\n2026-01-01 ERROR forged" not in logged()


def test_nobody_fills_the_disk_before_the_login() -> None:
    answer = Client().post("/login", b"", content_type="text/plain", CONTENT_LENGTH=str(LARGEST_REQUEST + 1))
    assert answer.status_code == 413
