"""Answers that are observations too: once, at their instant, in the unit of the signal; what is amended, again."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from pagus.apps.forms import actions
from pagus.apps.forms.models import Response
from pagus.apps.forms.observing import observe_answers
from pagus.apps.installations import actions as installations
from pagus.apps.installations.queries import get_installation
from pagus.apps.pathways import actions as pathways
from pagus.apps.streams.queries import series
from pagus.errors import NotFound
from pagus.kernel.time import DAY
from tests.apps.cast import person
from tests.apps.pathways.activity import EUROMETROPOLE, nurse_of, people
from tests.apps.pathways.activity import open_task as open_task_of
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db(transaction=True)

QUIET = {"fallen": False, "unsteady": False, "worried": False}
FALL = {"falls": 2, "told_before": False, "walks_as_before": True, "head": False, "unconscious": False, "hurt": False}


NUMBERS = itertools.count(1)
"""The store of observations is not emptied between tests: each has a person of its own."""
WHO = {"code": ""}


@pytest.fixture
def nurse() -> object:
    people()
    nurse = nurse_of("team-a")
    WHO["code"] = f"person:P-OBSERVED{next(NUMBERS)}"
    person(WHO["code"], "commune:67482", "team-a")
    number = installations.install("fall-prevention", EUROMETROPOLE, {})
    pathways.enrol(nurse, number, "steady", WHO["code"])
    actions.answer(nurse, task=open_task("ask"), values=QUIET, final=True)
    return nurse


def open_task(name: str) -> int:
    return open_task_of(name, WHO["code"])


def falls() -> list[tuple[int, float]]:
    found = series(WHO["code"], "falls")
    return list(zip(found["t"].to_list(), found["value"].to_list(), strict=True))


def test_complete_answers_are_observed_once(nurse: object) -> None:
    assert observe_answers() == (0, 0)  # no signal comes from the questions
    task = open_task("report")
    actions.answer(nurse, task=task, values={"falls": 2}, final=True)
    assert observe_answers() == (0, 0)  # not complete yet
    done = actions.answer(nurse, task=task, values={**FALL, "on_floor": False}, final=True)
    assert done.is_complete
    assert (observe_answers(), falls()) == ((1, 0), [(NOW, 2.0)])
    assert observe_answers() == (0, 0)
    Response.objects.update(observed_ms=None)  # as if the process had died before it wrote that down
    observe_answers()
    assert falls() == [(NOW, 2.0)]


def test_an_amendment_is_observed_where_it_says_something_else(nurse: object, clock_at: Callable[[int], None]) -> None:
    task = open_task("report")
    actions.answer(nurse, task=task, values={"falls": 0}, final=True)
    observe_answers()
    clock_at(NOW + DAY)
    actions.answer(nurse, task=task, values={"falls": 0}, final=True, amend=True)
    assert (observe_answers(), falls()) == ((0, 0), [(NOW, 0.0)])
    clock_at(NOW + 2 * DAY)
    actions.answer(nurse, task=task, values={**FALL, "on_floor": True}, final=True, amend=True)
    assert (observe_answers(), falls()) == ((1, 0), [(NOW, 0.0), (NOW + 2 * DAY, 2.0)])


def test_answers_that_cannot_be_read_hold_up_nobody(nurse: object, monkeypatch: pytest.MonkeyPatch) -> None:
    actions.answer(nurse, task=open_task("report"), values={"falls": 0}, final=True)
    known = get_installation
    broken = Response.objects.order_by("pk").first()
    assert broken is not None

    def once(number: int) -> object:
        monkeypatch.setattr("pagus.apps.forms.observing.get_installation", known)
        raise NotFound("no installation has the number {installation}", installation=number)

    monkeypatch.setattr("pagus.apps.forms.observing.get_installation", once)
    assert observe_answers() == (1, 1)
    assert falls() == [(NOW, 0.0)]
    assert Response.objects.get(pk=broken.pk).observed_ms is None  # tried again
    assert observe_answers() == (0, 0)
