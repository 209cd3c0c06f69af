"""What comes to a course from elsewhere: alerts of rules, and another version of its kit."""

from __future__ import annotations

from pathlib import Path

import pytest

from pagus.apps.accounts.queries import SYSTEM
from pagus.apps.installations import actions as installations
from pagus.apps.installations.queries import get_installation
from pagus.apps.pathways import actions, queries
from pagus.apps.pathways.hearing import hear_alerts
from pagus.apps.pathways.models import PathwayTask, Run, RunEvent
from pagus.errors import PathwayError
from pagus.kernel.time import HOUR
from tests.apps.pathways.activity import ANNA, CHANGES, installed, nurse_of, open_task, people
from tests.apps.workspace import NOW
from tests.kit_language.pathway_kit import PATHWAY_KIT, write_pathway_kit

pytestmark = pytest.mark.django_db
PATHWAY = "pathway/activity.yaml"


@pytest.fixture(autouse=True)
def everybody() -> None:
    people()


def test_an_alert_of_a_rule_moves_the_course_once(tmp_path: Path) -> None:
    kit = installed(tmp_path)
    number = actions.enrol(SYSTEM, kit, "activity", ANNA)
    before = RunEvent.objects.count()
    heard = [(7, "no_glucose", ANNA, NOW, {"limitation": 2.0, "elsewhere": 1.0})]
    here = get_installation(kit)
    assert hear_alerts(here, heard) == 1
    assert hear_alerts(here, heard) == 0
    assert hear_alerts(here, [(6, "no_glucose", ANNA, NOW - HOUR, {})]) == 0, "an alert of before the course began"
    event = RunEvent.objects.latest("pk")
    assert (event.event, event.kind, event.content["name"]) == ("alert:7", "alert", "no_glucose")
    assert Run.objects.get(pk=number).state["facts"] == {"limitation": [2.0, NOW]}
    assert RunEvent.objects.count() == before + 1


def newer_version(folder: Path, *, declared: bool) -> str:
    """Version 2.0.0, in which a state has another name."""
    migrates = "  migrates: [{since: 1.0.0, states: {oriented: directed}}]\n" if declared else ""
    pathway = CHANGES[PATHWAY].replace("oriented", "directed").replace("  moved: away\n", f"  moved: away\n{migrates}")
    words = {
        path: text.replace("oriented: {title", "directed: {title").replace("  title", "  upgrade: Renamed.\n  title", 1)
        for path, text in CHANGES.items()
        if "messages" in path
    }
    scenarios = {path: text.replace("oriented", "directed") for path, text in CHANGES.items() if "scenarios" in path}
    manifest = PATHWAY_KIT["kit.yaml"].replace("version: 1.0.0", "version: 2.0.0")
    manifest += "upgrade: {moves_from: [1.0.0]}\n"
    return str(
        write_pathway_kit(
            folder / "activity", {**CHANGES, **words, PATHWAY: pathway, **scenarios, "kit.yaml": manifest}
        )
    )


def test_people_are_moved_with_their_courses(tmp_path: Path) -> None:
    kit = installed(tmp_path)
    nurse = nurse_of("team-a")
    number = actions.enrol(nurse, kit, "activity", ANNA)
    actions.complete_task(nurse, open_task("interview"), {"limitation": 1})
    newer = newer_version(tmp_path / "new", declared=True)
    new = installations.upgrade(kit, newer, SYSTEM, reason="another word", move=True)
    run = Run.objects.get(pk=number)
    assert (run.installation_id, run.version, run.standing, run.outcome) == (new, "2.0.0", "directed", "running")
    assert PathwayTask.objects.get(task="walk", closed_ms=None).state == "directed"
    assert RunEvent.objects.filter(run=run, kind="migrated").count() == 1
    assert queries.run_sheet(nurse, number).standing[0].state == "directed"


def test_nobody_is_moved_to_where_there_is_no_place_for_them(tmp_path: Path) -> None:
    kit = installed(tmp_path)
    number = actions.enrol(SYSTEM, kit, "activity", ANNA)
    newer = newer_version(tmp_path / "new", declared=False)
    with pytest.raises(PathwayError, match="nobody is moved"):
        installations.upgrade(kit, newer, SYSTEM, reason="another word", move=True)
    run = Run.objects.get(pk=number)
    assert (run.installation_id, run.version) == (kit, "1.0.0")
    new = installations.upgrade(kit, newer, SYSTEM, reason="another word")
    run.refresh_from_db()
    assert (run.installation_id, run.outcome) == (kit, "running"), "people stay on their version"
    assert new != kit
