"""Answers to forms: kept as far as given, finished once, amended, taken back; on the person's own page too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pagus.apps.forms import actions, mine, queries
from pagus.apps.forms.models import Response, Saving
from pagus.apps.journal.queries import entries
from pagus.apps.pathways import actions as pathways
from pagus.apps.pathways.models import PathwayTask, Run, RunEvent
from pagus.apps.pathways.queries import run_sheet
from pagus.apps.people.keys import keys_of, make_personal_key, person_of_key, revoke_personal_key
from pagus.apps.people.models import PersonalKey
from pagus.errors import Conflict, InputError, NotAllowed, NotFound
from pagus.kernel.time import DAY
from tests.apps.cast import account
from tests.apps.pathways.activity import ANNA, BERT, CHANGES, EUROMETROPOLE, installed, nurse_of, open_task, people
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def nurse() -> object:
    people()
    return nurse_of("team-a")


@pytest.fixture
def course(nurse: object, tmp_path: Path) -> int:
    """Anna is to do the walking test, by answering a form."""
    number = pathways.enrol(nurse, installed(tmp_path), "activity", ANNA)
    pathways.complete_task(nurse, open_task("interview"), {"limitation": 1})
    return number


def test_answers_are_kept_as_far_as_given_and_finish_the_task(course: int, nurse: object) -> None:
    task = open_task("walk")
    page = queries.form_page(nurse, task=task, language="en")
    assert (page.view.title, page.view.answered, page.view.required, page.response) == ("Tiredness", 0, 1, None)
    first = actions.answer(nurse, task=task, values={"stairs": ["some"], "weight": ["700"]}, final=True)
    assert (first.status, first.missing, [it.item for it in first.refused]) == ("in-progress", ("walking",), ["weight"])
    assert Run.objects.get(pk=course).standing == "oriented"
    page = queries.form_page(nurse, task=task, answers={"weight": ["700"]}, language="fr")
    shown = {it.name: it for it in page.view.shown}
    assert (shown["weight"].value, page.status, page.view.answered) == ("700", "in-progress", 1)
    assert "700" in shown["weight"].error
    done = actions.answer(nurse, task=task, values={"walking": ["some"]}, final=True)
    assert done.is_complete
    run = Run.objects.get(pk=course)
    assert run.standing == "eating,sleeping"
    assert run.state["facts"]["tiredness_total"] == [2.0, NOW]
    assert PathwayTask.objects.get(pk=task).how == "done"
    sheet = run_sheet(nurse, course)
    assert sheet.responses[0].scores[1][1] == 2.0  # type: ignore[attr-defined]
    assert [it.verb for it in entries(object_code=ANNA)].count("answer_form") == 2


def test_a_form_decides_the_way(course: int, nurse: object) -> None:
    actions.answer(nurse, task=open_task("walk"), values={"stairs": "much", "walking": "much"}, final=True)
    assert Run.objects.get(pk=course).standing == "trying"
    sheet = run_sheet(nurse, course)
    assert sheet.moves[0].considered[0].read == {"tiredness_total": 4.0}
    assert [it.en for it in sheet.responses[0].flags] == ["Worn out"]  # type: ignore[attr-defined]


def test_the_same_sending_counts_once(course: int, nurse: object) -> None:
    task = open_task("walk")
    values = {"stairs": "none"}
    first = actions.answer(nurse, task=task, values=values, final=True, key="tablet-1")
    again = actions.answer(nurse, task=task, values=values, final=True, key="tablet-1")
    assert (first.is_repeat, again.is_repeat, again.response) == (False, True, first.response)
    assert again.is_complete
    assert (Saving.objects.count(), RunEvent.objects.filter(kind="answered").count()) == (1, 1)
    with pytest.raises(Conflict, match="answered already"):
        actions.answer(nurse, task=task, values={"stairs": "much"}, final=True, key="tablet-2")
    with pytest.raises(InputError, match="80 characters"):
        actions.answer(nurse, task=task, values=values, key="x" * 81)


def test_amending_keeps_what_was_said_and_raises_a_doubt(
    course: int, nurse: object, clock_at: Callable[[int], None]
) -> None:
    task = open_task("walk")
    actions.answer(nurse, task=task, values={"stairs": "none"}, final=True)
    clock_at(NOW + DAY)
    half = actions.answer(nurse, task=task, values={"stairs": "some"}, amend=True)
    assert (half.status, half.missing) == ("completed", ("walking",)), "a finished form is never left half finished"
    amended = actions.answer(nurse, task=task, values={"stairs": "much", "walking": "much"}, amend=True)
    assert amended.status == "amended"
    assert [it.answers["values"].get("stairs") for it in Saving.objects.order_by("pk")] == ["none", "much"]
    run = Run.objects.get(pk=course)
    assert (run.standing, run.state["facts"]["tiredness_total"][0]) == ("eating,sleeping", 4.0)
    with pytest.raises(InputError):
        actions.retract(nurse, amended.response, reason=" ")
    actions.retract(nurse, amended.response, reason="another person's form")
    assert Response.objects.get().status == "entered-in-error"


def test_another_team_sees_and_answers_nothing(course: int, nurse: object) -> None:
    other, task = nurse_of("team-b"), open_task("walk")
    done = actions.answer(nurse, task=task, values={"stairs": "some"})
    for refused in (
        lambda: queries.form_page(other, task=task),
        lambda: queries.form_page(other, run=course, form="tiredness"),
        lambda: actions.answer(other, task=task, values={}),
        lambda: actions.answer(other, run=course, form="tiredness", values={}),
        lambda: actions.retract(other, done.response, reason="x"),
        lambda: queries.responses_of(other, ANNA),
        lambda: make_personal_key(other, ANNA),
    ):
        with pytest.raises(NotFound):
            refused()
    assert len(queries.responses_of(nurse, ANNA)) == 1
    with pytest.raises(NotAllowed):
        make_personal_key(account("clinician", EUROMETROPOLE), ANNA)


def test_a_task_with_a_form_is_not_done_otherwise(course: int, nurse: object) -> None:
    with pytest.raises(InputError, match="by answering the form tiredness"):
        pathways.complete_task(nurse, open_task("walk"))
    with pytest.raises(NotFound, match="no form nothing"):
        actions.answer(nurse, run=course, form="nothing", values={})


def test_answers_after_the_end_are_kept_and_nothing_follows(course: int, nurse: object) -> None:
    task = open_task("walk")
    pathways.withdraw(nurse, course, reason="no time")
    done = actions.answer(nurse, task=task, values={"stairs": "none"}, final=True)
    assert done.is_complete
    assert RunEvent.objects.filter(kind="answered").count() == 0


@pytest.fixture
def own_page(nurse: object, tmp_path: Path) -> tuple[str, int]:
    """Anna is herself asked for the walking form."""
    path = "pathway/activity.yaml"
    changed = CHANGES[path].replace("walk: {role: nurse,", "walk: {role: person,")
    number = pathways.enrol(nurse, installed(tmp_path, {path: changed}), "activity", ANNA)
    pathways.complete_task(nurse, open_task("interview"), {"limitation": 1})
    return make_personal_key(nurse, ANNA, days=30), number


def test_people_answer_read_and_leave_on_their_own_page(own_page: tuple[str, int], nurse: object) -> None:
    key, number = own_page
    page = mine.my_page(key)
    assert [(it.task, it.form) for it in page.tasks] == [("walk", "tiredness")]
    assert [it.text.en for it in page.messages] == ["You are invited to a first interview."]
    mine.read_mine(key, page.messages[0].id)
    assert mine.my_page(key).messages[0].read_ms == NOW
    task = page.tasks[0].id
    assert mine.my_form(key, task).view.required == 1
    assert mine.answer_mine(key, task, {"stairs": ["none"]}, final=True, sending="phone-1").is_complete
    assert mine.answer_mine(key, task, {"stairs": ["none"]}, final=True, sending="phone-1").is_repeat
    assert Run.objects.get(pk=number).standing == "eating,sleeping"
    assert Response.objects.get().by == ANNA
    assert mine.my_page(key).tasks == ()
    mine.withdraw_mine(key, number)
    assert Run.objects.get(pk=number).outcome == "withdrawn"
    acted = {(it.actor, it.verb) for it in entries(actor=ANNA)}
    assert {(ANNA, "read"), (ANNA, "answer_form"), (ANNA, "pathway_event"), (ANNA, "read_message")} <= acted


def test_a_key_opens_one_page_for_its_time(
    own_page: tuple[str, int], nurse: object, clock_at: Callable[[int], None]
) -> None:
    key, _number = own_page
    assert not PersonalKey.objects.filter(digest__contains=key).exists()
    other = nurse_of("team-b")
    elsewhere = pathways.enrol(other, Run.objects.get().installation_id, "activity", BERT)
    foreign = PathwayTask.objects.get(person=BERT).pk
    for refused in (
        lambda: mine.withdraw_mine(key, elsewhere),
        lambda: mine.my_form(key, foreign),
        lambda: mine.answer_mine(key, foreign, {}, sending="x"),
        lambda: mine.my_page(key + "x"),
    ):
        with pytest.raises(NotFound):
            refused()
    clock_at(NOW + 30 * DAY)
    with pytest.raises(NotFound, match="opens no page"):
        mine.my_page(key)
    clock_at(NOW)
    revoke_personal_key(nurse, keys_of(nurse, ANNA)[0].id)
    with pytest.raises(NotFound, match="opens no page"):
        person_of_key(key)
    with pytest.raises(NotFound, match="no key has the number 9000"):
        revoke_personal_key(nurse, 9_000)
    with pytest.raises(InputError, match="from 1 to"):
        make_personal_key(nurse, ANNA, days=0)
