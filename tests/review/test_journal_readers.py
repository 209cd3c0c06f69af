"""The journal tells a reader nothing about people whom the reader may not see."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from pagus.apps.journal.queries import entries
from tests.apps.cast import account
from tests.faces.console.conftest import ANNA, Scene

Browse = Callable[..., Client]


def test_operator_sees_that_something_was_read_but_not_of_whom(scene: Scene, browse: Browse) -> None:
    browse(scene.nurse).get(f"/console/subjects/{ANNA}/")
    text = browse(account("operator", "epci:246700488")).get("/console/journal/").content.decode()
    assert "person:•••" in text
    assert "P-AAA" not in text


def test_operator_cannot_look_a_person_up(scene: Scene, browse: Browse) -> None:
    operator = account("operator", "epci:246700488")
    assert browse(operator).get(f"/console/journal/?object={ANNA}").status_code == 404


def test_looking_a_person_up_is_a_reading(scene: Scene, browse: Browse) -> None:
    browse(scene.coordinator).get(f"/console/journal/?object={ANNA}")
    assert any(entry.purpose == "journal" for entry in entries(object_code=ANNA))
