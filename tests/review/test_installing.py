"""What a form may not bring into an installation."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from pagus.apps.installations.queries import active_installations
from tests.faces.console.conftest import Scene

Browse = Callable[..., Client]


@pytest.mark.django_db
def test_a_kit_runs_in_a_mode_that_exists(scene: Scene, browse: Browse) -> None:
    answer = browse(scene.coordinator).post("/console/kits/air-today/install/", {"mode": "wild"})
    assert "unknown mode wild" in answer.content.decode()
    assert [each.mode for each in active_installations()] == ["simulation"]
