"""What registries offer and take back reaches the workspace: newer versions, statements, revocations as tasks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from pagus.apps.accounts.queries import SYSTEM
from pagus.apps.installations import actions, queries
from pagus.apps.installations.kit_library import find_kit
from pagus.apps.installations.models import Installation
from pagus.apps.installations.offers import ask_registries, kept_offers
from pagus.apps.registry.actions import publish, yank
from pagus.apps.registry.settings_files import add_registry, trust_key
from pagus.apps.registry.signing import sign_statement
from pagus.apps.wall_clock import wall_ms
from pagus.errors import Conflict
from pagus.kernel.time import DAY, HOUR
from pagus.trust import PrivateKey, generate_key
from tests.apps.installations.versions import kit_version
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db

EUROMETROPOLE = "epci:246700488"
KIT = "pagus/diabetes-home"
WIDER = {"parameters.yaml": ("maximum: 0.90", "maximum: 0.92")}


class Shelf:
    """A registry that the workspace knows, and its publisher, whom the workspace trusts."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.registry = folder, folder / "registry"
        self.key: PrivateKey = generate_key()
        self.registry.mkdir()

    def trusted(self) -> Shelf:
        trust_key(
            settings.WORKSPACE.trust,
            self.key.public_key(),
            name="publisher",
            organisation="Publisher",
            may=["publish", "accept", "revoke", "index"],
            kits=["pagus/*"],
            now_ms=wall_ms(),
            valid_days=30,
        )
        return self

    def publish(self, version: str, **more: object) -> str:
        kit = Path(kit_version(self.folder, version, **more))  # type: ignore[arg-type]
        for kind in ("publication", "clinical_acceptance"):
            sign_statement(kit, self.key, "Publisher", wall_ms(), kind=kind)  # type: ignore[arg-type]
        publish(kit, self.registry, self.key, wall_ms())
        return f"registry:shelf/{KIT}@{version}"

    def revoke(self, version: str, urgency: str) -> None:
        kit = self.folder / f"diabetes-home-{version}"
        facts = {"reason": "a threshold was copied wrong", "urgency": urgency}
        sign_statement(kit, self.key, "Publisher", wall_ms(), kind="revocation", facts=facts)
        publish(kit, self.registry, self.key, wall_ms())


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    settings_file = settings.WORKSPACE.folder / "pagus.toml"
    before = settings_file.read_bytes()
    made = Shelf(tmp_path)
    add_registry(settings.WORKSPACE.folder, "shelf", str(made.registry))
    yield made.trusted()
    settings_file.write_bytes(before)
    (settings.WORKSPACE.trust / "keys.toml").unlink()
    (settings.WORKSPACE.trust / "seen.json").unlink(missing_ok=True)
    for name in ("registries", "statements"):
        shutil.rmtree(settings.WORKSPACE.folder / name, ignore_errors=True)


def test_a_kit_of_a_registry_is_installed_with_what_was_signed_about_it(shelf: Shelf) -> None:
    number = actions.install(shelf.publish("2.0.1", edits={"CHANGELOG.md": ("\n", "\n\n")}), EUROMETROPOLE, {})
    standing = queries.standing_of(number, NOW)
    assert standing.origin == "registry:shelf"
    assert {signature["kind"] for signature in standing.signatures} == {"publication", "clinical_acceptance"}
    assert {signature["organisation"] for signature in standing.signatures} == {"Publisher"}
    digest = standing.installed.kit.digest
    assert len(list((settings.WORKSPACE.folder / "statements" / digest).iterdir())) == 2


def test_a_newer_version_is_known_once_the_registry_was_asked(shelf: Shelf) -> None:
    number = actions.install("diabetes-home", EUROMETROPOLE, {})
    reference = shelf.publish("3.1.0", edits=WIDER, moves_from=("3.0.0",))
    assert [each.newest for each in queries.newer_versions()] == [None]
    (asked,) = ask_registries()
    assert (asked.problem, [entry.version for entry in asked.entries]) == ("", ["3.1.0"])
    (newer,) = queries.newer_versions()
    assert (newer.newest, newer.where, newer.reference) == ("3.1.0", "shelf", reference)
    upgraded = actions.upgrade(number, newer.reference, SYSTEM, reason="wider bound")
    assert queries.get_installation(upgraded).kit.version == "3.1.0"


def test_a_registry_that_cannot_be_believed_keeps_what_it_offered_before(shelf: Shelf) -> None:
    shelf.publish("3.1.0", edits=WIDER)
    ask_registries()
    index = shelf.registry / "index.json"
    index.write_text(index.read_text().replace("a", "b", 40))
    (asked,) = ask_registries()
    assert asked.problem
    assert [entry.version for entry in asked.entries] == ["3.1.0"]
    index.unlink()
    (asked,) = ask_registries()
    assert asked.problem
    assert kept_offers() == (asked,)


@pytest.mark.parametrize(("urgency", "due"), [("immediate", 4 * HOUR), ("soon", 3 * DAY), ("routine", 30 * DAY)])
def test_a_revocation_reaches_who_runs_it_as_a_task_and_stops_nobody(shelf: Shelf, urgency: str, due: int) -> None:
    number = actions.install(shelf.publish("3.1.0", edits=WIDER), EUROMETROPOLE, {})
    assert actions.heed_revocations() == 0
    shelf.revoke("3.1.0", urgency)
    ask_registries()
    assert actions.heed_revocations() == 1
    assert actions.heed_revocations() == 0
    (task,) = queries.open_tasks(SYSTEM)
    assert (task.kind, task.installed.id, task.due_ms) == ("revoked", number, NOW + due)
    assert task.facts["reason"] == "a threshold was copied wrong"
    assert queries.get_installation(number).removed_ms is None
    with pytest.raises(Conflict, match="was revoked by Publisher"):
        actions.install(f"registry:shelf/{KIT}@3.1.0", "epci:200068112", {})


def test_a_version_that_its_registry_withdrew_is_a_task_too_and_is_offered_no_more(shelf: Shelf) -> None:
    reference = shelf.publish("3.1.0", edits=WIDER)
    number = actions.install(reference, EUROMETROPOLE, {})
    yank(shelf.registry, KIT, "3.1.0", "the scenarios miss a case", shelf.key, wall_ms())
    ask_registries()
    assert actions.heed_revocations() == 1
    (task,) = queries.open_tasks(SYSTEM, number)
    assert (task.kind, task.facts) == ("withdrawn", {"reason": "the scenarios miss a case"})
    with pytest.raises(Conflict, match="withdrawn"):
        actions.install(reference, "epci:200068112", {})


def test_what_nobody_trusted_has_signed_does_not_come_in(shelf: Shelf, tmp_path: Path) -> None:
    reference = shelf.publish("3.1.0", edits=WIDER)
    archive = next((shelf.registry / "archives").glob("*.pkit"), None) or next(shelf.registry.rglob("*.pkit"))
    alone = tmp_path / "alone" / archive.name
    alone.parent.mkdir()
    alone.write_bytes(archive.read_bytes())
    assert find_kit(reference).judgement.trusted
    with pytest.raises(Conflict, match="cannot be installed"):
        actions.install(str(alone), EUROMETROPOLE, {})
    damaged = alone.with_name("damaged.pkit")
    damaged.write_bytes(archive.read_bytes()[:-1500])
    with pytest.raises(Exception, match="archive"):
        actions.install(str(damaged), EUROMETROPOLE, {})
    assert not Installation.objects.exists()
