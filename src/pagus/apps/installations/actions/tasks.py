"""What a running kit asks of people: opened by the machine, done by somebody, never dropped."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.installations.actions.rows import now, required_reason, write_journal
from pagus.apps.installations.models import Installation, Task
from pagus.errors import Conflict, InputError, NotFound

__all__ = ["finish_task", "finish_tasks", "open_task"]


def open_task(installation_id: int, kind: str, *, verb: str, due_ms: int, facts: Mapping[str, object]) -> bool:
    """Ask those who hold ``verb`` in the territory to do something about an installation.

    Takes: a running installation; the kind of task; the verb; by when; what the page tells. Gives: whether it is new:
    one open task of a kind is enough.
    """
    row = Installation.objects.get(pk=installation_id)
    with transaction.atomic():
        _, made = Task.objects.get_or_create(
            installation=row,
            kind=kind,
            done_ms=None,
            defaults={"verb": verb, "facts": dict(facts), "opened_ms": now(), "due_ms": due_ms},
        )
        if made:
            write_journal(accounts.SYSTEM, "open_task", f"kit:{row.kit_id}", {"kind": kind})
    return made


def finish_task(task_id: int, by: Actor, *, reason: str) -> None:
    """Say that a task is done, and how. Refuses: NotFound, NotAllowed, InputError without words, Conflict when done."""
    task = Task.objects.select_related("installation").filter(pk=task_id).first()
    if task is None or not accounts.may(by, task.verb, task.installation.territory):
        raise NotFound("no task has the number {task}", task=task_id)
    said = required_reason(reason, InputError("say what was done: it stays beside the task"))
    if task.done_ms is not None:
        raise Conflict("this task is done already, by {login}", login=task.done_by)
    with transaction.atomic():
        _finish(task, by, said)


def finish_tasks(row: Installation, by: Actor, reason: str) -> None:
    """Close what an installation still asks, because it ends."""
    for task in Task.objects.filter(installation=row, done_ms__isnull=True):
        _finish(task, by, reason)


def _finish(task: Task, by: Actor, reason: str) -> None:
    task.done_ms, task.done_by, task.reason = now(), accounts.actor_of(by)[0], reason
    task.save(update_fields=["done_ms", "done_by", "reason"])
    write_journal(by, "finish_task", f"kit:{task.installation.kit_id}", {"kind": task.kind, "reason": reason})
