"""A territory with two people, a kit with an alert, a course with an answered form, a directory and a booking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.apps.workspace import *  # noqa: F403  (Django is set up by this import: it stands first)

# isort: split
from pagus.apps.appointments.actions import book, publish_slots
from pagus.apps.appointments.queries import free_slots
from pagus.apps.consultations import actions as consultations
from pagus.apps.consultations.passes import pass_for_professional
from pagus.apps.consultations.seats import take_seat
from pagus.apps.forms import actions as forms
from pagus.apps.handovers import actions as handovers
from pagus.apps.handovers.actions import Asked
from pagus.apps.handovers.sheet import digest_of
from pagus.apps.monitoring.actions import enrol_in_monitoring
from pagus.apps.pathways import actions as pathways
from pagus.apps.pathways.models import PathwayTask
from pagus.apps.territory.actions import add_thing
from pagus.doors.fhir_r4.access import Access
from pagus.doors.fhir_r4.shown.provider import HouseProvider
from pagus.doors.smart.bearing import access_of_token
from pagus.kernel.time import HOUR
from pagus.kit_language.model import Text
from tests.apps.appointments.directory import small_directory
from tests.apps.cast import account
from tests.apps.monitoring.test_monitoring import RIGHT
from tests.apps.workspace import NOW
from tests.doors.smart.programs import service, token_of
from tests.faces.console.activity_kit import installed_activity
from tests.faces.console.conftest import ANNA, EUROMETROPOLE, Scene, scene  # noqa: F401

HOUSE = HouseProvider()


@dataclass(frozen=True)
class Household:
    """What stands there: the alert, the installation of the pathway kit, the facility, the response."""

    scene: Scene
    kit: int
    facility: str
    response: int


@pytest.fixture
def household(scene: Scene, tmp_path: Path) -> Household:  # noqa: F811
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    kit = installed_activity(tmp_path)
    papers = replace(RIGHT, answers={"insulin": True}, measured=frozenset({"insulin_prescribed"}))
    enrol_in_monitoring(ANNA, scene.installation, papers, nurse)
    pathways.enrol(nurse, kit, "activity", ANNA)
    interview = PathwayTask.objects.get(person=ANNA, task="interview", closed_ms__isnull=True).pk
    pathways.complete_task(nurse, interview, {"limitation": 2.0})
    walk = PathwayTask.objects.get(person=ANNA, task="walk", closed_ms__isnull=True).pk
    answered = forms.answer(nurse, task=walk, values={})
    handovers.hand_over(
        ANNA,
        Asked(question="Lower it?", urgency="week", days=14, to_name="Dr Cardon", alert=scene.alert),
        nurse,
        language="en",
        paper=lambda sheet, language: b"%PDF-1.7 " + digest_of(sheet).encode(),
    )
    facility = small_directory()["near"]
    publish_slots(facility, "general_practice", [(NOW + n * HOUR, NOW + (n + 1) * HOUR) for n in (5, 6, 7)])
    book(free_slots([facility])[0].id)
    add_thing("thing:scale-1", _three("Scale"), kind="scale", place="commune:67482", simulated=True)
    call = consultations.ask_consultation(nurse, ANNA, reason="Breathless")
    consultations.note_consent(nurse, call, given=True)
    take_seat(pass_for_professional(nurse, call), "video")
    consultations.end(nurse, call)
    consultations.write_summary(nurse, call, "done", "Weigh daily")
    return Household(scene, kit, facility, answered.response)


def _three(words: str) -> Text:
    return Text(words, words, words)


@pytest.fixture
def access() -> Callable[..., Access]:
    """Who asks with a token of these scopes, bound to this team."""

    def given(scopes: str = "system/*.rs", team: str = "*", code: str = "hospital", **changes: str) -> Access:
        found = access_of_token(token_of(service(code, scopes, team=team, **changes), scopes))
        assert found is not None
        return found

    return given
