"""A running kit changes on its pages: the plan is what happens, and what stands against it is said with the way on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from pagus.apps.installations import actions, queries
from pagus.apps.people.models import Person
from pagus.kernel.time import DAY
from tests.apps.cast import account
from tests.apps.installations.versions import kit_version
from tests.apps.workspace import NOW
from tests.faces.console.conftest import ANNA, BERT, EUROMETROPOLE, Scene

Browse = Callable[..., Client]
WIDER = {"parameters.yaml": ("maximum: 0.90", "maximum: 0.88")}
"""What version 1.9.0 had: the library's 3.0.0 allows more."""


@pytest.fixture
def older(scene: Scene, tmp_path: Path) -> int:
    """Version 1.9.0 of the kit runs, with both people; the library has 1.0.0."""
    actions.uninstall(scene.installation, "system", reason="begin anew")
    number = actions.install(kit_version(tmp_path, "1.9.0", edits=WIDER), EUROMETROPOLE, {"time_in_range_wanted": 0.65})
    for code in (ANNA, BERT):
        actions.enrol(number, code, "system", from_ms=NOW - 2 * DAY)
    return number


def upgrade_page(number: int) -> str:
    return f"/console/installations/{number}/upgrade/"


def test_the_page_says_which_version_and_who_answers(scene: Scene, browse: Browse) -> None:
    text = browse(scene.coordinator).get(f"/console/installations/{scene.installation}/").content.decode()
    installed = queries.get_installation(scene.installation)
    assert installed.kit.digest in text
    assert "the library that came with Pagus" in text
    assert "a simulation reaches no patient" in text
    assert "A newer version is known" not in text
    assert "End this kit here" in text
    text = browse(scene.nurse).get(f"/console/installations/{scene.installation}/").content.decode()
    assert "End this kit here" not in text


def test_a_newer_version_is_told_and_its_plan_is_what_happens(older: int, scene: Scene, browse: Browse) -> None:
    client = browse(scene.coordinator)
    text = client.get(f"/console/installations/{older}/").content.decode()
    assert "A newer version is known: 3.0.0" in text
    assert f"{upgrade_page(older)}?to=diabetes-home" in text
    text = client.get(upgrade_page(older), {"to": "diabetes-home"}).content.decode()
    assert "From version 1.9.0 to 3.0.0" in text
    for words in ("Time in range wanted", "Upper bound", "88 %", "90 %", "Minor", "2 people"):
        assert words in text, words
    assert "People stay on version 1.9.0" in text
    assert 'name="move"' not in text
    answer = client.post(upgrade_page(older), {"to": "diabetes-home", "reason": "wider bound"}, follow=True)
    assert "Version 3.0.0 runs from now on." in answer.content.decode()
    new = queries.current_row("pagus/diabetes-home", EUROMETROPOLE)
    assert new is not None
    assert (new.version, new.replaces_id) == ("3.0.0", older)
    text = client.get(f"/console/installations/{older}/").content.decode()
    assert "A newer version takes the new people." in text
    assert "Still followed by it, until they are moved: 2 people" in text


def test_a_reason_is_asked_for_and_said_on_the_page(older: int, scene: Scene, browse: Browse) -> None:
    answer = browse(scene.coordinator).post(upgrade_page(older), {"to": "diabetes-home", "reason": " "})
    assert answer.status_code == 422
    assert "an upgrade needs a reason" in answer.content.decode()
    assert queries.get_installation(older).superseded_ms is None


@pytest.mark.parametrize("reference", ["", "air-today", "../diabetes-home", "/etc", "file:///etc/passwd"])
def test_no_other_reference_is_followed(older: int, scene: Scene, browse: Browse, reference: str) -> None:
    client = browse(scene.coordinator)
    assert client.get(upgrade_page(older), {"to": reference}).status_code == 404
    assert client.post(upgrade_page(older), {"to": reference, "reason": "try"}).status_code == 404
    assert client.get(f"{upgrade_page(older)}replay/", {"to": reference}).status_code == 404


def test_a_path_of_a_newer_version_is_not_followed(older: int, scene: Scene, browse: Browse, tmp_path: Path) -> None:
    path = kit_version(tmp_path, "3.1.0", edits=WIDER)
    assert browse(scene.coordinator).get(upgrade_page(older), {"to": path}).status_code == 404


@pytest.mark.parametrize("page", ["upgrade/?to=diabetes-home", "rollback/", "move/", "end/"])
@pytest.mark.parametrize("role", ["nurse", "analyst", "clinician"])
def test_only_who_may_install_changes_a_kit(older: int, browse: Browse, page: str, role: str) -> None:
    user = account(role, EUROMETROPOLE, "team-a" if role == "nurse" else "")
    path = f"/console/installations/{older}/{page}"
    assert browse(user).get(path).status_code == 403
    assert browse(user).post(path, {"to": "diabetes-home", "reason": "mine"}).status_code == 403
    elsewhere = account("coordinator", "commune:75056")
    assert browse(elsewhere).get(path).status_code == 403


def test_both_versions_are_replayed_side_by_side(older: int, scene: Scene, browse: Browse) -> None:
    text = browse(scene.coordinator).get(f"{upgrade_page(older)}replay/", {"to": "diabetes-home"}).content.decode()
    assert "Alerts a day, version 1.9.0" in text
    assert "Alerts a day, version 3.0.0" in text
    assert "Episode of very low glucose" in text


def test_a_narrower_bound_is_shown_as_the_major_change_it_is(scene: Scene, browse: Browse, tmp_path: Path) -> None:
    actions.uninstall(scene.installation, "system", reason="begin anew")
    higher = {"parameters.yaml": ("maximum: 0.90", "maximum: 0.92")}
    number = actions.install(kit_version(tmp_path, "0.99.9", edits=higher), EUROMETROPOLE, {})
    client = browse(scene.coordinator)
    text = client.get(upgrade_page(number), {"to": "diabetes-home"}).content.decode()
    assert "What stands against it" not in text, "3.0.0 says so"
    assert "Major" in text
    assert "clinical" in text


def test_people_are_moved_and_come_back(older: int, scene: Scene, browse: Browse, tmp_path: Path) -> None:
    declared = kit_version(tmp_path, "3.1.0", moves_from=("1.9.0",))
    new = actions.upgrade(older, declared, "system", reason="declared")
    client = browse(scene.coordinator)
    page = f"/console/installations/{new}/"
    assert "Move people to this version" in client.get(page).content.decode()
    text = client.get(f"{page}move/").content.decode()
    assert "From version 1.9.0" in text
    assert "2 people" in text
    assert client.post(f"{page}move/", {"reason": ""}).status_code == 422
    answer = client.post(f"{page}move/", {"reason": "everybody agreed"}, follow=True)
    assert "2 people were moved." in answer.content.decode()
    assert set(queries.followed_now(new)) == {ANNA, BERT}
    assert "Move people to this version" not in client.get(page).content.decode()
    assert "No older version follows people here" in client.get(f"{page}move/").content.decode()

    text = client.get(f"{page}rollback/").content.decode()
    assert "Back to version 1.9.0" in text
    assert "go back with their history" in text
    answer = client.post(f"{page}rollback/", {"reason": "too many alerts"}, follow=True)
    assert "Version 1.9.0 runs again, with everybody." in answer.content.decode()
    assert set(queries.followed_now(older)) == {ANNA, BERT}
    text = client.get(page).content.decode()
    assert "too many alerts" in text, "why it ended stays on its page"
    assert client.get(f"{page}rollback/").status_code == 404


def test_people_whom_the_version_does_not_take_over_are_not_moved(older: int, scene: Scene, browse: Browse) -> None:
    new = actions.upgrade(older, "diabetes-home", "system", reason="undeclared")
    text = browse(scene.coordinator).get(f"/console/installations/{new}/move/").content.decode()
    assert "does not say that people of 1.9.0 may be moved to it" in text
    assert "They stay where they are" in text
    assert "Your decision" not in text


def test_a_first_version_has_nothing_to_go_back_to(scene: Scene, browse: Browse) -> None:
    text = browse(scene.coordinator).get(f"/console/installations/{scene.installation}/rollback/").content.decode()
    assert "there is nothing to go back to" in text
    assert "Your decision" not in text


def test_the_end_says_what_it_closes_and_closes_it(scene: Scene, browse: Browse) -> None:
    client = browse(scene.coordinator)
    page = f"/console/installations/{scene.installation}/"
    text = client.get(f"{page}end/").content.decode()
    assert "Its rules stop at once." in text
    assert "1 person" in text
    assert client.post(f"{page}end/", {"reason": " "}).status_code == 422
    answer = client.post(f"{page}end/", {"reason": "the pilot is over"}, follow=True)
    assert "The kit has ended here." in answer.content.decode()
    assert "the pilot is over" in client.get(page).content.decode()
    assert queries.active_installations() == []


def test_a_task_is_finished_with_words(scene: Scene, browse: Browse) -> None:
    facts = {"reason": "a threshold was printed wrong", "by": "Publisher", "urgency": "immediate"}
    actions.open_task(scene.installation, "revoked", verb="install_kit", due_ms=NOW - DAY, facts=facts)
    client, page = browse(scene.coordinator), f"/console/installations/{scene.installation}/"
    assert "a threshold was printed wrong" in client.get("/console/").content.decode()
    text = client.get(page).content.decode()
    for words in ("This version was revoked", "a threshold was printed wrong", "Overdue", "at once"):
        assert words in text
    assert "This version was revoked" not in browse(scene.nurse).get(page).content.decode()
    (task,) = queries.open_tasks(scene.coordinator)
    assert browse(scene.nurse).post(f"{page}tasks/{task.id}", {"reason": "mine"}).status_code == 404
    assert "say what was done" in client.post(f"{page}tasks/{task.id}", {}, follow=True).content.decode()
    client.post(f"{page}tasks/{task.id}", {"reason": "back to the version before"})
    assert queries.open_tasks(scene.coordinator) == ()


def test_numbers_of_people_are_those_the_reader_may_see(older: int, scene: Scene, browse: Browse) -> None:
    actions.upgrade(older, "diabetes-home", "system", reason="next")
    page = f"/console/installations/{older}/"
    assert "until they are moved: 1 person" in browse(scene.nurse).get(page).content.decode()
    assert "until they are moved" not in browse(scene.analyst).get(page).content.decode()
    assert Person.objects.count() == 2
