"""The ready questionnaires in the console: errors at the field, results in words, a sheet; nothing is kept."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from tests.faces.console.conftest import ANNA, BERT, Scene

Browse = Callable[..., Client]
ADDRESS = "/console/forms/apa-prescription/"
WHOLE = {
    "_asked": "reasons limitation weeks avoid goals",
    "reasons": ["hypertension", "overweight"],
    "limitation": "moderate",
    "weeks": "24",
    "goals": "Walk to the lake.",
}


def test_every_ready_questionnaire_opens(scene: Scene, browse: Browse) -> None:
    from pagus.kit_language.form_ready import ready_slugs

    nurse = browse(scene.nurse)
    listed = nurse.get("/console/forms/").content.decode()
    for slug in ready_slugs():
        assert f"/console/forms/{slug}/" in listed
        assert nurse.get(f"/console/forms/{slug}/").status_code == 200
    assert nurse.get("/console/forms/none-such/").status_code == 404


def test_what_is_wrong_is_said_at_its_question(scene: Scene, browse: Browse) -> None:
    page = browse(scene.nurse).post(ADDRESS, {"_asked": WHOLE["_asked"], "weeks": "40", "_intent": "finish"})
    text = page.content.decode()
    assert page.status_code == 422
    assert "Duration (weeks): 40 cannot be: it goes from 12 to 26" in text
    assert text.count("Answer this question.") == 4  # two questions, each also above the form
    assert 'value="40"' in text
    assert 'href="#field-limitation-1"' in text


def test_part_of_the_answers_says_what_is_missing(scene: Scene, browse: Browse) -> None:
    sent = {"_intent": "look", "_asked": "cheerful calm", "cheerful": "most_of_the_time"}
    page = browse(scene.nurse).post("/console/forms/who-5/", sent)
    assert page.status_code == 200
    assert "Not yet known" in page.content.decode()


def test_a_prescription_is_printed_from_the_person(scene: Scene, browse: Browse) -> None:
    nurse = browse(scene.nurse)
    assert f"{ADDRESS}?person=person%3AP-AAA" in nurse.get(f"/console/subjects/{ANNA}/").content.decode()
    done = nurse.post(ADDRESS, {**WHOLE, "_person": ANNA, "_intent": "finish"}).content.decode()
    assert "A teacher of adapted physical activity" in done
    assert "Sheet to print" in done
    sheet = nurse.post(ADDRESS, {**WHOLE, "_person": ANNA, "_intent": "print"})
    text = sheet.content.decode()
    assert sheet.status_code == 200
    for words in ("P-AAA", "High blood pressure", "Overweight or obesity", "Moderate", "Walk to the lake.", "24"):
        assert words in text
    assert "Severe" not in text


def test_somebody_elses_person_is_refused(scene: Scene, browse: Browse) -> None:
    nurse = browse(scene.nurse)
    assert nurse.get(ADDRESS, {"person": BERT}).status_code == 404
    assert nurse.post(ADDRESS, {**WHOLE, "_person": BERT, "_intent": "print"}).status_code == 404
