"""What people of a team do with forms: answer them, amend them, take back what was entered in error."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.forms.filling import IN_ERROR, Answered, fill
from pagus.apps.forms.models import Response, Saving
from pagus.apps.journal import actions as journal
from pagus.apps.pathways.access import handled_run, handled_task
from pagus.apps.pathways.asking import form_of
from pagus.apps.pathways.models import PathwayTask, Run
from pagus.apps.pathways.stepping import now
from pagus.errors import InputError, NotFound

__all__ = ["answer", "retract"]


def answer(
    by: Actor,
    *,
    values: Mapping[str, Any],
    task: int | None = None,
    run: int | None = None,
    form: str = "",
    final: bool = False,
    amend: bool = False,
    key: str = "",
) -> Answered:
    """Answer a form, for a task or for a course.

    Takes: who acts; answers by item (as the engine takes them, or the list of texts that a page sends); the number of a
    task that is done by answering, or of a course and the name of a form; the rest as ``filling.fill``.
    Gives: what became of it. What fits is kept even where other answers are refused, unless a finished form is amended.
    Refuses: NotFound, NotAllowed, InputError for a task without a form, and what ``filling.fill`` refuses.
    """
    wanted, its_task, name = handled_form(by, task, run, form)
    return fill(wanted, its_task, name, values, by, final=final, amend=amend, key=key)


def handled_form(by: Actor, task: int | None, run: int | None, form: str) -> tuple[Run, PathwayTask | None, str]:
    """Which course, task and form are meant, for somebody who may answer? Refuses: NotFound, NotAllowed, InputError."""
    if task is not None:
        row = handled_task(task, by)
        name = form_of(row)
        if not name:
            raise InputError("the task {task} has no form", task=row.task)
        return row.run, row, name
    if run is None or not form:
        raise InputError("name a task, or a course and a form")
    return handled_run(run, by), None, form


def retract(by: Actor, response_id: int, *, reason: str) -> None:
    """Mark a response as entered in error, with the reason. It stays, and moves that it led to stay: people look.

    Refuses: NotFound, NotAllowed, InputError without a reason.
    """
    row = Response.objects.filter(pk=response_id).first()
    if row is None or row.run_id is None:
        raise NotFound("no answers have the number {response}", response=response_id)
    handled_run(row.run_id, by)
    if not reason.strip():
        raise InputError("taking answers back needs a reason")
    login, role = accounts.actor_of(by)
    with transaction.atomic():
        row.status, row.changed_ms = IN_ERROR, now()
        row.save(update_fields=["status", "changed_ms"])
        Saving.objects.create(
            response=row, person=row.person, at_ms=row.changed_ms, by=login, status=IN_ERROR, answers=row.answers
        )
        detail = {"response": row.pk, "form": row.form, "reason": reason.strip()[:500]}
        journal.record(login, role, "retract_form", row.person, "form", detail)
