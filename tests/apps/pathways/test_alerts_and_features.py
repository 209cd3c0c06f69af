"""Alerts and courses: an alert that is taken back, and features that only the pathway reads."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pagus.apps.accounts.queries import SYSTEM
from pagus.apps.installations import actions as installations
from pagus.apps.installations.queries import get_installation
from pagus.apps.messages.models import Message
from pagus.apps.pathways import actions, queries
from pagus.apps.pathways.hearing import hear_alerts, hear_withdrawn
from pagus.apps.pathways.models import Run, RunEvent
from pagus.apps.streams.actions import submit
from pagus.apps.streams.observation import Batch, Observation
from pagus.kernel.time import DAY
from pagus.kit_language import shipped_folder
from tests.apps.cast import person
from tests.apps.pathways.activity import ANNA, EUROMETROPOLE, people
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db(transaction=True)
WEIGHED = "- {alert: no_weight, to: unweighed}"
GUARDED = """- {alert: no_weight, if: "weight_now < quantity(60, 'kg')", to: unweighed}"""


def test_an_alert_that_is_taken_back_is_told_to_the_course_and_undoes_nothing() -> None:
    people()
    kit = installations.install("malnutrition-elderly", EUROMETROPOLE, {})
    number = actions.enrol(SYSTEM, kit, "nutrition", ANNA, facts={"age": 80.0})
    assert hear_alerts(get_installation(kit), [(7, "build_low", ANNA, NOW, {}), (8, "loss_month", ANNA, NOW, {})]) == 2
    assert Run.objects.get(pk=number).standing == "assessing"
    assert hear_withdrawn([(7, "build_low", ANNA), (8, "loss_month", ANNA), (9, "no_weight", ANNA)]) == 2
    assert hear_withdrawn([(7, "build_low", ANNA)]) == 0, "told already"
    sheet = queries.run_sheet(SYSTEM, number)
    assert sheet.standing[0].state == "assessing"
    assert [str(it) for it in sheet.doubts] == [
        "the alert build_low led from watching to assessing and was taken back by late data: somebody has to look"
    ]
    told = Message.objects.filter(notice="alert_withdrawn")
    assert [(it.to, it.person) for it in told] == [("nurse", ANNA)]
    assert RunEvent.objects.filter(kind="alert_withdrawn").count() == 2


@pytest.mark.parametrize(
    ("who", "weight", "standing"), [("person:P-UNDER", 59.0, "unweighed"), ("person:P-OVER", 61.0, "watching")]
)
def test_a_pathway_reads_a_feature_that_the_rule_does_not_read(
    tmp_path: Path, who: str, weight: float, standing: str
) -> None:
    person(who)
    folder = shutil.copytree(shipped_folder("malnutrition-elderly"), tmp_path / "malnutrition-elderly")
    file = next((folder / "pathway").iterdir())
    text = file.read_text(encoding="utf-8")
    assert WEIGHED in text
    file.write_text(text.replace(WEIGHED, GUARDED), encoding="utf-8")
    kit = installations.install(str(folder), EUROMETROPOLE, {})
    number = actions.enrol(SYSTEM, kit, "nutrition", who)
    submit(Batch("test", [Observation(who, "weight", NOW, weight), Observation(who, "weight", NOW - DAY, 90.0)]))
    assert hear_alerts(get_installation(kit), [(7, "no_weight", who, NOW, {"silence": 70.0 * DAY})]) == 1
    run = Run.objects.get(pk=number)
    assert run.state["facts"]["weight_now"][0] == weight
    assert run.standing == standing
