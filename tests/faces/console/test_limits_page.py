"""What Pagus does not do: in three languages, with the facts of each kit that follows people here."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from pagus.apps.installations import actions as installations
from tests.faces.console.conftest import Scene


@pytest.mark.parametrize(
    ("language", "emergency"), [("fr", "15 ou le 112"), ("en", "15 or 112"), ("de", "15 oder 112")]
)
def test_it_says_that_it_is_no_emergency_service(
    scene: Scene, browse: Callable[..., Client], language: str, emergency: str
) -> None:
    assert emergency in browse(scene.nurse, language).get("/console/limits/").content.decode()


def test_a_value_that_is_not_the_kits_own_is_told_beside_it(scene: Scene, browse: Callable[..., Client]) -> None:
    before = browse(scene.nurse, "en").get("/console/limits/").content.decode()
    assert "(54" not in before
    installations.set_parameter(scene.installation, "very_low_glucose", 60.0, reason="a test", by=scene.coordinator)
    after = browse(scene.nurse, "en").get("/console/limits/").content.decode()
    assert "<strong>60" in after
    assert "(54" in after


def test_every_page_of_the_console_leads_to_it(scene: Scene, browse: Callable[..., Client]) -> None:
    assert b'href="/console/limits/"' in browse(scene.nurse, "en").get("/console/").content
