"""Subscriptions to courses on pathways, their tasks, and answers to forms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pagus.apps.exchange.models import SubscriptionEvent
from pagus.apps.forms import actions as forms
from pagus.apps.pathways import actions as pathways
from pagus.apps.pathways.models import PathwayTask
from pagus.doors.fhir_r4.telling.gathering import gather
from tests.apps.cast import account
from tests.doors.fhir_r4.shown.conftest import Household
from tests.doors.fhir_r4.telling.conftest import Program
from tests.doors.smart.programs import service, token_of
from tests.faces.console.activity_kit import installed_activity
from tests.faces.console.conftest import ANNA, EUROMETROPOLE

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_course_its_tasks_and_its_answers_are_told(
    program: Program, household: Household, asked: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    scopes = "system/*.rs system/Subscription.cruds"
    service("all", scopes)
    reader = Program(token_of("all", scopes))
    for kind in ("CarePlan", "Task", "QuestionnaireResponse"):
        assert reader.send("POST", "Subscription", asked(kind)).status_code == 201
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    kit = installed_activity(tmp_path)
    run = pathways.enrol(nurse, kit, "activity", ANNA)
    gather()
    interview = PathwayTask.objects.get(person=ANNA, task="interview", closed_ms__isnull=True).pk
    assert set(SubscriptionEvent.objects.values_list("focus", flat=True)) == {f"CarePlan/r{run}", f"Task/t{interview}"}
    pathways.complete_task(nurse, interview, {"limitation": 2.0})
    walk = PathwayTask.objects.get(person=ANNA, task="walk", closed_ms__isnull=True).pk
    answered = forms.answer(nurse, task=walk, values={})
    gather()
    told = set(SubscriptionEvent.objects.values_list("focus", flat=True))
    assert {f"Task/t{walk}", f"QuestionnaireResponse/q{answered.response}"} <= told
