"""A file brought in through the console: of one's own territory, and it tells nothing about the others."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pagus.apps.streams.queries import import_reports, series
from pagus.kernel.time import HOUR, format_instant
from tests.apps.cast import account
from tests.apps.workspace import NOW
from tests.faces.console.conftest import ANNA, EUROMETROPOLE, Scene

Browse = Callable[..., Client]

AT = NOW - HOUR + 1_000
"""No value of the scene stands at this instant."""


def bring_in(client: Client, subject: str, value: float) -> str:
    """Upload one line, and read the report."""
    text = f"subject,signal,time,value\n{subject},glucose,{format_instant(AT)},{value}\n"
    file = SimpleUploadedFile("day.csv", text.encode())
    return client.post("/console/observations/import", {"file": file}, follow=True).content.decode()


def elsewhere() -> User:
    return account("coordinator", "departement:57")


@pytest.mark.django_db
def test_nobody_writes_about_people_of_another_territory(scene: Scene, browse: Browse) -> None:
    stored = series(ANNA, "glucose").height
    bring_in(browse(elsewhere()), ANNA, 81)
    assert series(ANNA, "glucose").height == stored
    bring_in(browse(scene.coordinator), ANNA, 81)
    assert series(ANNA, "glucose").height == stored + 1


@pytest.mark.django_db
def test_a_report_does_not_tell_who_is_followed_elsewhere(scene: Scene, browse: Browse) -> None:
    client = browse(elsewhere())
    followed, unknown = bring_in(client, ANNA, 81), bring_in(client, "person:P-ZZZ", 81)
    assert "is not registered here" in followed
    assert followed.replace(ANNA, "person:P-ZZZ").split("<dl")[1] == unknown.split("<dl")[1]


@pytest.mark.django_db
def test_a_conflict_does_not_tell_what_another_account_sent(scene: Scene, browse: Browse) -> None:
    bring_in(browse(scene.coordinator), ANNA, 77)
    told = bring_in(browse(account("operator", EUROMETROPOLE)), ANNA, 78)
    assert "another value at this instant" in told
    assert "glucose 77" not in told


@pytest.mark.django_db
def test_the_lines_of_a_file_are_for_whoever_brought_it_in(scene: Scene, browse: Browse) -> None:
    assert "is not registered here" in bring_in(browse(scene.coordinator), "person:P-ZZZ", 81)
    report = import_reports()[0]
    page = f"/console/observations/imports/{report.number}/"
    assert browse(scene.coordinator).get(page).status_code == 200
    assert browse(account("operator", EUROMETROPOLE)).get(page).status_code == 404
    assert browse(elsewhere()).get(page).status_code == 404
