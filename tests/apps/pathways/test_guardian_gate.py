"""A child of the kit coaching-active-life in a workspace: the child agrees, the guardian decides, and takes it back."""

from __future__ import annotations

import pytest

from pagus.apps.accounts.queries import SYSTEM
from pagus.apps.forms import actions as forms
from pagus.apps.installations import actions as installations
from pagus.apps.pathways import actions as pathways
from pagus.apps.pathways.models import Run
from pagus.apps.territory.actions import add_definition
from tests.apps.cast import person
from tests.apps.pathways.activity import ANNA, EUROMETROPOLE, open_task

pytestmark = pytest.mark.django_db

SIGNED = {"relation": ["parent"], "known": ["signed_paper"], "checked": ["yes"], "told": ["yes"], "agrees": ["yes"]}


@pytest.fixture
def course() -> int:
    add_definition("strasbourg_programme")
    person(ANNA, "commune:67482", "team-a")
    number = installations.install("coaching-active-life", EUROMETROPOLE, {})
    return pathways.enrol(SYSTEM, number, "coaching", ANNA)


def standing(course: int) -> tuple[str, str]:
    run = Run.objects.get(pk=course)
    return run.standing, run.outcome


def agree(age: str) -> None:
    values = {"age": [age], "warned": ["no"], "agrees": ["yes"]}
    assert forms.answer(SYSTEM, task=open_task("agree"), values=values, final=True).is_complete


def test_a_child_waits_for_the_guardian_who_may_take_it_back(course: int) -> None:
    agree("15")
    assert standing(course) == ("asking_guardian", "running")
    by_telephone = SIGNED | {"known": ["by_telephone"]}
    forms.answer(SYSTEM, task=open_task("guardian"), values=by_telephone, final=True)
    assert standing(course) == ("completing", "running")
    forms.answer(SYSTEM, task=open_task("guardian_again"), values=SIGNED, final=True)
    assert standing(course) == ("measuring", "running")
    forms.answer(SYSTEM, run=course, form="guardian_consent", values=SIGNED | {"agrees": ["no"]}, final=True)
    assert standing(course)[1] == "stopped"


def test_an_adult_needs_nobody(course: int) -> None:
    agree("18")
    assert standing(course) == ("measuring", "running")


def test_an_age_that_was_wrong_shuts_the_gate(course: int) -> None:
    agree("18")
    values = {"age": ["17"], "warned": ["no"], "agrees": ["yes"]}
    forms.answer(SYSTEM, run=course, form="agreement", values=values, final=True)
    assert standing(course)[1] == "stopped"
