"""Counts that would point at somebody are not told to those who may not open the record."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.faces.console.conftest import Scene

Browse = Callable[..., Client]
REHEARSAL = "/console/kits/diabetes-home/rehearsal/"


@pytest.mark.django_db
def test_an_analyst_does_not_learn_of_the_one_person_who_is_followed(scene: Scene, browse: Browse) -> None:
    text = browse(scene.analyst).get(REHEARSAL).content.decode()
    assert "too few people" in text
    assert "Alerts in all" not in text
    assert "Alerts in all" in browse(scene.coordinator).get(REHEARSAL).content.decode()
