"""A kit of another territory: who signed it is read before the kit; it installs, and its next version is offered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from pagus.apps.installations import queries
from pagus.apps.installations.offers import ask_registries
from pagus.apps.registry.actions import publish, yank
from pagus.apps.registry.settings_files import add_registry
from pagus.apps.registry.signing import sign_statement
from pagus.apps.wall_clock import wall_ms
from tests.apps.cast import account
from tests.apps.registry.making import signed_version, trust_in
from tests.faces.console.conftest import EUROMETROPOLE, Scene
from tests.trust.making import key, store_entry

Browse = Callable[..., Client]
KIT = "/console/registries/alsace/pagus/weight-home/1.0.0/"
SIGNERS = (
    ("publisher", "publish", "Pagus"),
    ("owner", "accept", "CHU"),
    ("measurer", "measure", "Observatoire"),
    ("registry", "index", "Alsace"),
)
RESULT = {
    "territory": "departement:67", "indicator": "steady", "period": "2026-01-01/2026-03-31",
    "n": "120", "value": "0.7", "low": "0.6", "high": "0.8", "simulated": "true",
}  # fmt: skip


@pytest.fixture
def registry(scene: Scene, tmp_path: Path) -> Iterator[Path]:
    """The workspace knows a registry with one signed kit."""
    folder = tmp_path / "registry"
    publish(signed_version(tmp_path / "kits"), folder, key("registry"), wall_ms())
    settings_file, trust = settings.WORKSPACE.folder / "pagus.toml", settings.WORKSPACE.trust
    before = settings_file.read_bytes()
    add_registry(settings.WORKSPACE.folder, "alsace", str(folder))
    trust_in(
        trust,
        "".join(store_entry(name, [may], organisation=by, kits="*", until="2099-01-01") for name, may, by in SIGNERS),
    )
    yield folder
    settings_file.write_bytes(before)
    (trust / "keys.toml").unlink()
    (trust / "seen.json").unlink(missing_ok=True)
    (settings.WORKSPACE.folder / "registries" / "alsace.json").unlink(missing_ok=True)


def test_without_a_registry_the_page_says_how_one_comes(scene: Scene, browse: Browse) -> None:
    text = browse(scene.coordinator).get("/console/registries/").content.decode()
    assert "No registry is known here" in text


def test_a_registry_that_was_not_asked_yet_says_so(registry: Path, scene: Scene, browse: Browse) -> None:
    text = browse(scene.coordinator).get("/console/registries/").content.decode()
    assert "not asked yet" in text
    assert str(registry) in text
    assert str(registry) not in browse(scene.nurse).get("/console/registries/").content.decode()


def test_the_list_says_who_signed_and_what_was_measured(registry: Path, scene: Scene, browse: Browse) -> None:
    kit = registry.parent / "kits" / "weight-home-1.0.0"
    sign_statement(kit, key("measurer"), "Observatoire", wall_ms(), kind="measured_result", facts=RESULT)
    publish(kit, registry, key("registry"), wall_ms())
    ask_registries()
    text = browse(scene.coordinator).get("/console/registries/").content.decode()
    for words in ("Weight at home 1.0.0", KIT, "trusted here", "Publication", "Clinical acceptance", "CHU"):
        assert words in text, words
    browse(scene.coordinator).get(KIT)
    for page in ("/console/registries/", KIT):
        text = browse(scene.coordinator).get(page).content.decode()
        for words in ("What was measured elsewhere", "Bas-Rhin", "120", "Observatoire", "Simulated"):
            assert words in text, (page, words)


def test_a_kit_of_a_registry_is_read_tried_and_installed(registry: Path, scene: Scene, browse: Browse) -> None:
    ask_registries()
    client = browse(scene.coordinator)
    text = client.get(KIT).content.decode()
    assert "An alert is raised when" in text
    assert "CHU" in text
    assert f"{KIT}install/" in text
    assert client.get(f"{KIT}rehearsal/").status_code == 200
    plan = client.get(f"{KIT}install/").content.decode()
    assert "Install with these values" in plan
    assert "Who signed it" in plan
    answer = client.post(f"{KIT}install/", {"mode": "simulation"}, follow=True)
    assert "The kit runs from now on." in answer.content.decode()
    assert "the registry alsace" in answer.content.decode()
    assert "CHU" in answer.content.decode()
    row = queries.current_row("pagus/weight-home", EUROMETROPOLE)
    assert row is not None


def test_the_next_version_of_a_registry_is_offered_and_taken(registry: Path, scene: Scene, browse: Browse) -> None:
    ask_registries()
    client = browse(scene.coordinator)
    client.post(f"{KIT}install/", {"mode": "simulation"})
    row = queries.current_row("pagus/weight-home", EUROMETROPOLE)
    assert row is not None
    publish(signed_version(registry.parent / "next", "1.1.0"), registry, key("registry"), wall_ms())
    ask_registries()
    reference = "registry:alsace/pagus/weight-home@1.1.0"
    page = f"/console/installations/{row.pk}/upgrade/"
    assert client.get(page, {"to": reference.replace("alsace", "elsewhere")}).status_code == 404
    assert "From version 1.0.0 to 1.1.0" in client.get(page, {"to": reference}).content.decode()
    answer = client.post(page, {"to": reference, "reason": "the next"}, follow=True)
    assert "Version 1.1.0 runs from now on." in answer.content.decode()


def test_a_withdrawn_version_says_why_and_is_not_installed(registry: Path, scene: Scene, browse: Browse) -> None:
    ask_registries()
    client = browse(scene.coordinator)
    client.get(KIT)
    yank(registry, "pagus/weight-home", "1.0.0", "a threshold was wrong", key("registry"), wall_ms())
    ask_registries()
    text = client.get("/console/registries/").content.decode()
    assert "a threshold was wrong" in text
    text = client.get(KIT).content.decode()
    assert "The registry has withdrawn this version" in text
    assert f"{KIT}install/" not in text
    answer = client.post(f"{KIT}install/", {"mode": "simulation"})
    assert "a threshold was wrong" in answer.content.decode()
    assert queries.current_row("pagus/weight-home", EUROMETROPOLE) is None


def test_the_clinical_lead_accepts_a_kit_of_a_registry(registry: Path, scene: Scene, browse: Browse) -> None:
    ask_registries()
    clinician = account("clinician", EUROMETROPOLE)
    client = browse(clinician)
    text = client.get(f"{KIT}acceptance/").content.decode()
    digest = text.partition('name="digest" value="')[2][:64]
    client.post(f"{KIT}acceptance/", {"digest": digest, "read": "on", "words": "read whole"})
    (given,) = queries.acceptances("pagus/weight-home", EUROMETROPOLE)
    assert (given.digest, given.given.words) == (digest, "read whole")


@pytest.mark.parametrize(
    "path", ["alsace/pagus/weight-home/9.9.9/", "elsewhere/pagus/weight-home/1.0.0/", "../pagus/weight-home/1.0.0/"]
)
def test_only_what_a_known_registry_offers_is_opened(registry: Path, scene: Scene, browse: Browse, path: str) -> None:
    ask_registries()
    client = browse(scene.coordinator)
    for page in ("", "install/", "rehearsal/"):
        assert client.get(f"/console/registries/{path}{page}").status_code == 404


def test_a_registry_that_is_gone_keeps_what_it_offered_with_the_reason(
    registry: Path, scene: Scene, browse: Browse
) -> None:
    ask_registries()
    (registry / "index.json").unlink()
    ask_registries()
    text = browse(scene.coordinator).get("/console/registries/").content.decode()
    assert "It cannot be used just now" in text
    assert "Weight at home 1.0.0" in text
