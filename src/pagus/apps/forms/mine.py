"""What people do themselves, on the personal page that their key opens: answer, read, leave. Everything is journalled.

The key is asked each time. Nobody can reach another person's course with it: what is not theirs is not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pagus.apps.accounts.queries import SYSTEM
from pagus.apps.forms.filling import Answered, fill
from pagus.apps.forms.queries import FormPage, page_of
from pagus.apps.messages.actions import mark_read_by_person
from pagus.apps.messages.queries import told_to_person
from pagus.apps.pathways.asking import form_of
from pagus.apps.pathways.models import PathwayTask, Run
from pagus.apps.pathways.queries.sheets import row_of_run
from pagus.apps.pathways.queries.worklists import rows_of
from pagus.apps.pathways.shapes import RunRow, TaskRow, ToldRow
from pagus.apps.pathways.stepping import Happened, happen, now
from pagus.apps.people.keys import person_of_key
from pagus.engines.pathways import Event
from pagus.errors import InputError, NotFound
from pagus.kit_language.model import Language
from pagus.kit_language.pathway_model import PERSON

__all__ = ["MyPage", "answer_mine", "my_form", "my_page", "read_mine", "withdraw_mine"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MyPage:
    """What somebody sees of themselves: their courses, what is asked of them, what they were told."""

    person: str
    simulated: bool
    courses: tuple[RunRow, ...]
    tasks: tuple[TaskRow, ...]
    messages: tuple[ToldRow, ...]


def my_page(key: str) -> MyPage:
    """What does the holder of this key see? Refuses: NotFound for a key that opens nothing."""
    person = person_of_key(key)
    tasks = PathwayTask.objects.filter(person=person.code, role=PERSON, closed_ms__isnull=True).order_by("due_ms", "pk")
    return MyPage(
        person=person.code,
        simulated=person.simulated,
        courses=tuple(row_of_run(run) for run in Run.objects.filter(person=person.code).order_by("-began_ms", "-pk")),
        tasks=rows_of(tasks, now(), SYSTEM),
        messages=told_to_person(person.code),
    )


def my_form(key: str, task_id: int, *, answers: Mapping[str, Any] | None = None, language: Language = "fr") -> FormPage:
    """The form of one of the tasks that are asked of the holder, as ``queries.form_page``.

    Refuses: NotFound for a key that opens nothing, or a task that is not theirs or not open.
    """
    task, form = _task(key, task_id)
    return page_of(task.run, task, form, answers or {}, language)


def answer_mine(
    key: str, task_id: int, values: Mapping[str, Any], *, final: bool = False, sending: str = ""
) -> Answered:
    """Answer such a form, as ``actions.answer``; ``sending``: what the page calls this saving. Refuses: as ``my_form``.

    A saving that was sent before is recognised also after the task was closed by it.
    """
    task, form = _task(key, task_id, is_open=not sending)
    return fill(task.run, task, form, values, SYSTEM, login=task.person, final=final, key=sending)


def read_mine(key: str, message_id: int) -> None:
    """Say that the holder has read a message. Refuses: NotFound."""
    mark_read_by_person(person_of_key(key).code, message_id)


def withdraw_mine(key: str, run_id: int, *, reason: str = "") -> Happened:
    """Leave a pathway: no reason is owed. Refuses: NotFound for a key that opens nothing, or another's course."""
    person = person_of_key(key).code
    if not Run.objects.filter(pk=run_id, person=person).exists():
        raise NotFound("no course has the number {run}", run=run_id)
    event = Event("withdrawn", "withdrawn", now(), by=person, reason=reason.strip()[:500])
    return happen(run_id, event, SYSTEM, login=person)


def _task(key: str, task_id: int, *, is_open: bool = True) -> tuple[PathwayTask, str]:
    person = person_of_key(key).code
    rows = PathwayTask.objects.filter(pk=task_id, person=person, role=PERSON)
    task = (rows.filter(closed_ms__isnull=True) if is_open else rows).first()
    if task is None:
        raise NotFound("no task has the number {task}", task=task_id)
    form = form_of(task)
    if not form:
        raise InputError("the task {task} has no form", task=task.task)
    return task, form
