"""Referrals in the console: from the person's page to the options, the choice, the sheet, and the end."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.apps.workspace import NOW

# isort: split
from django.contrib.auth.models import User
from django.test import Client

from pagus.apps.appointments.actions import publish_slots
from pagus.apps.appointments.queries import free_slots
from pagus.kernel.time import HOUR
from tests.apps.appointments.directory import small_directory
from tests.apps.cast import account
from tests.faces.console.conftest import ANNA, BERT, EUROMETROPOLE, Scene

Browse = Callable[..., Client]
NEED = {"service": "general_practice", "urgency": "urgent", "mode": "car", "within": "30", "language": "de"}


@pytest.fixture
def near(scene: Scene) -> str:
    code = small_directory()["near"]
    publish_slots(code, "general_practice", [(NOW + 5 * HOUR, NOW + 6 * HOUR)])
    return code


def refer(client: Client) -> str:
    answer = client.post(f"/console/subjects/{ANNA}/refer/", {**NEED, "question": "Review the treatment."})
    assert answer.status_code == 302
    return str(answer["Location"])


def test_from_the_person_to_the_options_with_their_reasons(scene: Scene, near: str, browse: Browse) -> None:
    nurse = browse(scene.nurse)
    assert f"/console/subjects/{ANNA}/refer/" in nurse.get(f"/console/subjects/{ANNA}/").content.decode()
    text = nurse.get(f"/console/subjects/{ANNA}/refer/", NEED).content.decode()
    assert "the soonest free slot in reach" in text
    assert "speaks Deutsch" in text
    assert "languages not known: ask for Deutsch" in text
    assert "Tele-expertise: a question in writing to a specialist" in text
    assert "unscheduled care within 48 hours" in text
    assert free_slots([near]), "to look at options books nothing"


def test_choose_and_complete(scene: Scene, near: str, browse: Browse) -> None:
    nurse = browse(scene.nurse)
    address = refer(nurse)
    assert "Review the treatment." in nurse.get(address).content.decode()
    chosen = nurse.post(f"{address}choose", {"rank": "1"}, follow=True).content.decode()
    assert "Booking code:" in chosen
    assert free_slots([near]) == ()
    refused = nurse.post(f"{address}move", {"status": "completed", "note": " "})
    assert refused.status_code == 422
    assert b"needs words" in refused.content
    done = nurse.post(f"{address}move", {"status": "completed", "note": "seen, dose changed"}, follow=True)
    text = done.content.decode()
    assert "seen, dose changed" in text
    assert "New state" not in text
    assert "Dental" not in text
    rows = nurse.get("/console/referrals/").content.decode()
    assert "No referral here" in rows
    assert "P-AAA" in nurse.get("/console/referrals/?status=completed").content.decode()


def test_the_sheet_speaks_the_language_of_the_patient(scene: Scene, near: str, browse: Browse) -> None:
    nurse = browse(scene.nurse, "fr")
    sheet = f"{refer(nurse)}sheet/"
    text = nurse.get(sheet).content.decode()
    assert "Ihre Möglichkeiten" in text, "the language that was asked for"
    assert "Vos options" in nurse.get(f"{sheet}?language=fr").content.decode()
    assert "tel:" not in text.partition("sheet-options")[2].partition("</ol>")[0]


def test_a_choice_that_is_gone_is_told_on_the_page(scene: Scene, near: str, browse: Browse) -> None:
    from pagus.apps.appointments.actions import book

    nurse = browse(scene.nurse)
    address = refer(nurse)
    book(free_slots([near])[0].id)
    assert "no longer free" in nurse.get(address).content.decode()
    answer = nurse.post(f"{address}choose", {"rank": "1"})
    assert answer.status_code == 422
    assert b"just taken" in answer.content


@pytest.mark.parametrize("status", ["nonsense", "", "requested"])
def test_states_that_are_none_are_refused(scene: Scene, near: str, browse: Browse, status: str) -> None:
    nurse = browse(scene.nurse)
    address = refer(nurse)
    assert nurse.post(f"{address}move", {"status": status, "note": "x"}).status_code == 422


def test_others_see_and_do_nothing(scene: Scene, near: str, browse: Browse) -> None:
    address = refer(browse(scene.nurse))
    other: User = account("nurse", EUROMETROPOLE, "team-b")
    stranger = browse(other)
    assert stranger.get(address).status_code == 404
    assert stranger.get(f"{address}sheet/").status_code == 404
    assert stranger.post(f"{address}choose", {"rank": "1"}).status_code == 404
    assert stranger.get(f"/console/subjects/{ANNA}/refer/").status_code == 404
    assert "P-AAA" not in stranger.get("/console/referrals/").content.decode()
    assert stranger.get(f"/console/subjects/{BERT}/refer/").status_code == 200
    analyst = browse(scene.analyst)
    assert analyst.get("/console/referrals/").status_code == 403
    assert analyst.get(address).status_code == 403
    assert browse(None).get(address).status_code == 302


def test_wrong_needs_are_told(scene: Scene, near: str, browse: Browse) -> None:
    nurse = browse(scene.nurse)
    for wrong in ({"service": "magic"}, {"within": "0"}, {"mode": "transit"}, {"language": "xx"}):
        answer = nurse.get(f"/console/subjects/{ANNA}/refer/", {**NEED, **wrong})
        assert answer.status_code == 422, wrong
    assert nurse.post(f"/console/subjects/{ANNA}/refer/", {**NEED, "question": "x" * 501}).status_code == 422
