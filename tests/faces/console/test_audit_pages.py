"""The audit: what held at any date, on whose word; and the same for an alert, with the check of what it stored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from pagus.apps.alerts.models import Alert
from pagus.apps.installations import actions
from pagus.apps.installations.models import ParameterValue, Tenure
from pagus.apps.journal.queries import entries
from pagus.kernel.time import DAY, HOUR
from tests.apps.cast import account
from tests.apps.installations.versions import kit_version
from tests.apps.workspace import NOW
from tests.faces.console.conftest import ANNA, BERT, EUROMETROPOLE, Scene

Browse = Callable[..., Client]
KIT = f"pagus/diabetes-home|{EUROMETROPOLE}"


def written(at_ms: int) -> str:
    from pagus.web.instants import written_instant

    return written_instant(at_ms)


def test_the_version_the_values_and_who_set_them_at_a_date(
    scene: Scene, browse: Browse, tmp_path: Path, clock_at: Callable[[int], None]
) -> None:
    Tenure.objects.update(from_ms=NOW - 9 * DAY)
    clock_at(NOW + DAY)
    actions.set_parameter(
        scene.installation, "very_low_glucose", 50, layer="person", holder=ANNA, reason="agreed", by=scene.nurse
    )
    clock_at(NOW + 2 * DAY)
    wider = {"parameters.yaml": ("maximum: 0.90", "maximum: 0.92")}
    newer = kit_version(tmp_path, "3.1.0", edits=wider, moves_from=("3.0.0",))
    actions.upgrade(scene.installation, newer, "system", reason="wider", move=True)
    clock_at(NOW + 3 * DAY)
    client = browse(scene.coordinator)

    def asked(at_ms: int, subject: str = "") -> str:
        return client.get("/console/audit/", {"kit": KIT, "at": written(at_ms), "subject": subject}).content.decode()

    assert "Diabetes at home 3.0.0" in asked(NOW - DAY)
    assert "Diabetes at home 3.1.0" in asked(NOW + 2 * DAY + HOUR)
    assert "Nothing held then" in asked(NOW - 20 * DAY)
    before, after = asked(NOW + HOUR, ANNA), asked(NOW + DAY + HOUR, ANNA)
    assert "agreed" not in before
    assert "54 mg/dL" in before
    assert "agreed" in after
    assert "50 mg/dL" in after
    assert scene.nurse.username in after


def test_now_is_asked_when_nothing_else_is(scene: Scene, browse: Browse) -> None:
    client = browse(scene.coordinator)
    text = client.get("/console/audit/").content.decode()
    assert written(NOW) in text
    assert "Choose a kit and an instant." in text
    text = client.get("/console/audit/", {"kit": "pagus/diabetes-home", "territory": EUROMETROPOLE}).content.decode()
    assert "Diabetes at home 3.0.0" in text


def test_what_held_for_a_person_is_journalled_and_only_for_who_may(scene: Scene, browse: Browse) -> None:
    query = {"kit": KIT, "subject": ANNA}
    assert browse(scene.coordinator).get("/console/audit/", query).status_code == 200
    newest = entries(object_code=ANNA, limit=1)[0]
    assert (newest.actor, newest.verb, newest.purpose) == (scene.coordinator.username, "read", "audit")
    operator = browse(account("operator", EUROMETROPOLE))
    assert operator.get("/console/audit/", {"kit": KIT}).status_code == 200
    answer = operator.get("/console/audit/", query)
    assert answer.status_code == 422
    assert "no person here has the code" in answer.content.decode()
    assert browse(scene.coordinator).get("/console/audit/", {"kit": KIT, "subject": BERT}).status_code == 200


@pytest.mark.parametrize(("role", "status"), [("clinician", 200), ("operator", 200), ("analyst", 403)])
def test_who_may_ask(scene: Scene, browse: Browse, role: str, status: int) -> None:
    assert browse(account(role, EUROMETROPOLE)).get("/console/audit/").status_code == status


def test_a_kit_of_another_territory_is_not_offered(scene: Scene, browse: Browse) -> None:
    text = browse(account("clinician", "commune:75056")).get("/console/audit/", {"kit": KIT}).content.decode()
    assert "Diabetes at home" not in text


@pytest.mark.parametrize("at", ["tomorrow", "0001-01-01T00:00", "9" * 80])
def test_an_instant_that_is_none_is_said(scene: Scene, browse: Browse, at: str) -> None:
    answer = browse(scene.coordinator).get("/console/audit/", {"kit": KIT, "at": at})
    assert answer.status_code == 422
    assert "no day and time" in answer.content.decode()


def test_an_alert_says_on_whose_word_it_was_raised(scene: Scene, browse: Browse) -> None:
    page = f"/console/alerts/{scene.alert}/provenance/"
    assert page in browse(scene.nurse).get(f"/console/alerts/{scene.alert}/").content.decode()
    text = browse(scene.nurse).get(page).content.decode()
    assert "The values that held when it was recorded are those that the alert holds." in text
    assert "54 mg/dL" in text
    assert "the library that came with Pagus" in text
    assert browse(scene.analyst).get(page).status_code == 404
    assert browse(account("nurse", EUROMETROPOLE, "team-b")).get(page).status_code == 404


def test_a_value_changed_after_the_alert_changes_nothing_of_it(
    scene: Scene, browse: Browse, clock_at: Callable[[int], None]
) -> None:
    clock_at(NOW + HOUR)
    actions.set_parameter(
        scene.installation, "very_low_glucose", 50, layer="person", holder=ANNA, reason="later", by=scene.nurse
    )
    text = browse(scene.nurse).get(f"/console/alerts/{scene.alert}/provenance/").content.decode()
    assert "are those that the alert holds" in text
    assert "later" not in text


def test_a_value_that_is_not_the_one_stored_is_said_plainly(scene: Scene, browse: Browse) -> None:
    alert = Alert.objects.get(pk=scene.alert)
    assert "very_low_glucose" in alert.parameters
    ParameterValue.objects.create(
        installation_id=scene.installation, layer="person", holder=ANNA, name="very_low_glucose", value=50.0,
        by="somebody", at_ms=alert.recorded_ms - HOUR, reason="written in beside the program",
    )  # fmt: skip
    text = browse(scene.nurse).get(f"/console/alerts/{scene.alert}/provenance/").content.decode()
    assert "are not those that the layers give" in text
    assert "differs" in text
