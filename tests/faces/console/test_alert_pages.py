"""The inbox and the sheet: what they show, to whom, and what can be done from them."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from pagus.apps.journal.queries import entries
from tests.faces.console.conftest import ANNA, Scene

Browse = Callable[..., Client]


def words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_inbox_shows_the_alert_to_its_team(scene: Scene, browse: Browse) -> None:
    text = words(browse(scene.nurse), "/console/alerts/")
    assert "Episode of very low glucose" in text
    assert "P-AAA" in text


def test_inbox_shows_no_person_to_an_analyst(scene: Scene, browse: Browse) -> None:
    text = words(browse(scene.analyst), "/console/alerts/")
    assert "P-AAA" not in text
    assert "Nothing needs you now" in text


def test_reading_the_inbox_is_journalled(scene: Scene, browse: Browse) -> None:
    words(browse(scene.nurse), "/console/alerts/")
    assert [entry.actor for entry in entries(object_code=ANNA) if entry.verb == "read"] == [scene.nurse.username]


def test_inbox_refuses_a_filter_that_does_not_exist(scene: Scene, browse: Browse) -> None:
    answer = browse(scene.nurse).get("/console/alerts/?severity=dreadful")
    assert answer.status_code == 422
    assert "dreadful" in answer.content.decode()


def test_filters_narrow(scene: Scene, browse: Browse) -> None:
    client = browse(scene.nurse)
    assert "P-AAA" in words(client, "/console/alerts/?severity=high")
    assert "P-AAA" not in words(client, "/console/alerts/?severity=warning")
    assert "P-AAA" not in words(client, "/console/alerts/?status=closed")


def test_sheet_draws_the_evidence_and_says_the_rule(scene: Scene, browse: Browse) -> None:
    text = words(browse(scene.nurse), f"/console/alerts/{scene.alert}/")
    assert "<svg" in text
    assert "the latest glucose reading is below 54\u00a0mg/dL" in text
    assert "48 mg/dL" in text
    assert "10.2337/dc17-1600" in text
    assert "Expert consensus" in text


def test_sheet_marks_how_long_it_must_last_and_no_silence_between_two_readings(scene: Scene, browse: Browse) -> None:
    text = words(browse(scene.nurse), f"/console/alerts/{scene.alert}/")
    assert "the time it must last" in text
    assert "nothing received" not in text


def test_closing_without_an_outcome_is_refused_in_words(scene: Scene, browse: Browse) -> None:
    answer = browse(scene.nurse, "fr").post(f"/console/alerts/{scene.alert}/close", {"note": ""})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "choisissez ce que l’alerte a apporté" in text
    assert "not_useful, device_fault" not in text


def test_sheet_of_another_team_does_not_exist(scene: Scene, browse: Browse) -> None:
    from tests.apps.cast import account

    stranger = account("nurse", "epci:246700488", "team-b")
    assert browse(stranger).get(f"/console/alerts/{scene.alert}/").status_code == 404


def test_acknowledge_then_close(scene: Scene, browse: Browse) -> None:
    client = browse(scene.nurse)
    page = f"/console/alerts/{scene.alert}/"
    assert client.post(f"{page}acknowledge").status_code == 302
    assert "acknowledged" in words(client, page)
    assert client.post(f"{page}close", {"outcome": "useful"}).status_code == 302
    text = words(client, page)
    assert "closed" in text
    assert "I take care of it" not in text


def test_snooze_without_a_reason_is_refused_on_the_sheet(scene: Scene, browse: Browse) -> None:
    client = browse(scene.nurse)
    answer = client.post(f"/console/alerts/{scene.alert}/snooze", {"until": "2026-03-16T18:00", "note": " "})
    assert answer.status_code == 422
    assert "a snooze needs a reason" in answer.content.decode()


def test_snooze_until_nonsense_is_refused(scene: Scene, browse: Browse) -> None:
    answer = browse(scene.nurse).post(f"/console/alerts/{scene.alert}/snooze", {"until": "soon", "note": "visit"})
    assert answer.status_code == 422
    assert "soon" in answer.content.decode()


def test_coordinator_sees_the_alert_but_an_analyst_gets_no_sheet(scene: Scene, browse: Browse) -> None:
    assert browse(scene.coordinator).get(f"/console/alerts/{scene.alert}/").status_code == 200
    assert browse(scene.analyst).get(f"/console/alerts/{scene.alert}/").status_code == 404


def test_console_asks_for_a_login(scene: Scene, browse: Browse) -> None:
    answer = browse(None).get("/console/alerts/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/login")


def test_today_shows_what_needs_somebody(scene: Scene, browse: Browse) -> None:
    text = words(browse(scene.nurse), "/console/")
    assert "Episode of very low glucose" in text
    assert "Diabetes at home" in text
