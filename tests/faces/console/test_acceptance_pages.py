"""The clinical lead: what waits, what changed since, and an acceptance with words; nobody else gives one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client

from pagus.apps.installations import actions, queries
from pagus.apps.installations.queries import planning
from pagus.kit_language import shipped_kit
from tests.apps.cast import account
from tests.apps.installations.versions import kit_version
from tests.faces.console.conftest import EUROMETROPOLE, Scene

Browse = Callable[..., Client]
PAGE = "/console/kits/diabetes-home/acceptance/"
NEWEST = shipped_kit("diabetes-home").version
OTHER_TARGET = {"parameters.yaml": ("default: 0.70", "default: 0.75")}


@pytest.fixture
def clinician(scene: Scene) -> User:
    return account("clinician", EUROMETROPOLE)


@pytest.fixture
def outside_a_simulation(scene: Scene, clinician: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """Version 1.9.0 with another target runs as investigational, accepted; the library has a newer one."""
    monkeypatch.setattr(planning, "distrust", lambda *_: ())
    actions.uninstall(scene.installation, "system", reason="begin anew")
    older = kit_version(tmp_path, "1.9.0", edits=OTHER_TARGET)
    actions.accept(older, EUROMETROPOLE, clinician, words="the first version, read whole")
    return actions.install(older, EUROMETROPOLE, {}, "investigational")


def form(**more: str) -> dict[str, str]:
    digest = queries.library_kit("diabetes-home").digest
    return {"digest": digest, "read": "on", "words": "rules and sources read", **more}


def test_the_lead_reads_and_accepts(scene: Scene, clinician: User, browse: Browse) -> None:
    client = browse(clinician)
    assert PAGE in client.get("/console/kits/diabetes-home/").content.decode()
    text = client.get(PAGE).content.decode()
    assert "I have read the rules" in text
    answer = client.post(PAGE, form(), follow=True)
    assert "You have accepted this version." in answer.content.decode()
    assert "This version is clinically accepted here." in answer.content.decode()
    (given,) = queries.acceptances("pagus/diabetes-home", EUROMETROPOLE)
    assert (given.version, given.given.by, given.given.words) == (NEWEST, clinician.username, "rules and sources read")
    text = client.get(PAGE).content.decode()
    assert "rules and sources read" in text
    assert "Accept this version" not in text


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        ({"words": "  "}, 422, "an acceptance needs words"),
        ({"read": ""}, 422, "tick that you have read"),
        ({"digest": "0" * 64}, 422, "has changed since you opened this page"),
    ],
)
def test_what_is_missing_is_said(
    scene: Scene, clinician: User, browse: Browse, given: dict[str, str], status: int, said: str
) -> None:
    answer = browse(clinician).post(PAGE, form(**given))
    assert answer.status_code == status
    assert said in answer.content.decode()
    assert queries.acceptances("pagus/diabetes-home", EUROMETROPOLE) == ()


def test_nobody_else_accepts(scene: Scene, browse: Browse) -> None:
    for user in (scene.coordinator, scene.nurse, scene.analyst):
        assert browse(user).get(PAGE).status_code == 403
        assert browse(user).post(PAGE, form()).status_code == 403
        assert PAGE not in browse(user).get("/console/kits/diabetes-home/").content.decode()


def test_a_kit_without_clinical_rules_asks_for_nothing(scene: Scene, clinician: User, browse: Browse) -> None:
    page = PAGE.replace("diabetes-home", "air-today")
    assert "nobody has to accept it" in browse(clinician).get(page).content.decode()
    assert browse(clinician).get(PAGE.replace("diabetes-home", "no-such-kit")).status_code == 404


def test_what_changed_since_the_version_accepted_before(
    outside_a_simulation: int, clinician: User, browse: Browse
) -> None:
    text = browse(clinician).get(PAGE).content.decode()
    assert "What changed since version 1.9.0" in text
    assert "75 %" in text
    assert "70 %" in text
    assert "the first version, read whole" in text


def test_today_shows_what_waits_until_it_is_accepted(
    outside_a_simulation: int, clinician: User, scene: Scene, browse: Browse
) -> None:
    waiting = f"version {NEWEST} changes clinical rules and waits for your acceptance"
    assert waiting in browse(clinician).get("/console/").content.decode()
    assert waiting not in browse(scene.coordinator).get("/console/").content.decode()
    assert waiting not in browse(account("clinician", "commune:75056")).get("/console/").content.decode()
    browse(clinician).post(PAGE, form())
    assert waiting not in browse(clinician).get("/console/").content.decode()


def test_the_upgrade_waits_for_it_and_says_who_gives_it(
    outside_a_simulation: int, clinician: User, scene: Scene, browse: Browse
) -> None:
    client, page = browse(scene.coordinator), f"/console/installations/{outside_a_simulation}/upgrade/"
    text = client.get(page, {"to": "diabetes-home"}).content.decode()
    assert "waits for its clinical acceptance here" in text
    assert "A clinical lead reads what it does" in text
    assert "needed, and not given yet" in text
    assert "Your decision" not in text
    answer = client.post(page, {"to": "diabetes-home", "reason": "now"})
    assert answer.status_code == 422
    browse(clinician).post(PAGE, form())
    text = client.get(page, {"to": "diabetes-home"}).content.decode()
    assert f"given by {clinician.username} (Clinical lead): rules and sources read" in text
    answer = client.post(page, {"to": "diabetes-home", "reason": "accepted"}, follow=True)
    assert f"Version {NEWEST} runs from now on." in answer.content.decode()


def test_the_install_page_says_what_a_person_must_sign(scene: Scene, clinician: User, browse: Browse) -> None:
    actions.uninstall(scene.installation, "system", reason="begin anew")
    client, page = browse(scene.coordinator), "/console/kits/diabetes-home/install/?mode=investigational"
    text = client.get(page).content.decode()
    assert "needed, and not given yet" in text
    assert "health data" in text
    assert "its content is part of Pagus" in text
    browse(clinician).post(PAGE, form())
    assert "Clinical lead): rules and sources read" in client.get(page).content.decode()
