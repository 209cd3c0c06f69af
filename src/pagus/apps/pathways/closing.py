"""Courses whose installation or enrolment ends, and courses whose person moves or changes team."""

from __future__ import annotations

from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.journal import actions as journal
from pagus.apps.messages.models import Message
from pagus.apps.pathways.models import PathwayTask, Run, RunEvent
from pagus.apps.pathways.policy import ENDED
from pagus.apps.pathways.stepping import now

__all__ = ["end_courses", "follow_person"]


def end_courses(installation_id: int, by: Actor, *, reason: str, person: str | None = None) -> int:
    """End the running courses of an installation, of one person or of all, and close their open tasks with the reason.

    Gives: how many. The state of each stays as it was, with its events, answers and messages: they are records. Whoever
    may end the installation or the enrolment may do this: the right is asked there.
    """
    login, role = accounts.actor_of(by)
    moment = now()
    with transaction.atomic():
        rows = Run.objects.select_for_update().filter(installation_id=installation_id, ended_ms__isnull=True)
        runs = list(rows.filter(person=person) if person is not None else rows)
        numbers = [run.pk for run in runs]
        for start in range(0, len(numbers), 500):
            part = numbers[start : start + 500]
            PathwayTask.objects.filter(run__in=part, closed_ms__isnull=True).update(
                closed_ms=moment, closed_by=login, how=ENDED, reason=reason[:500]
            )
            Run.objects.filter(pk__in=part).update(
                outcome=ENDED, ended_ms=moment, ended_reason=reason[:500], wake_ms=None
            )
        RunEvent.objects.bulk_create(
            [
                RunEvent(run=run, event=f"{ENDED}:{moment}", kind=ENDED, at_ms=moment, recorded_ms=moment, by=login,
                         content={"reason": reason})
                for run in runs
            ],
            batch_size=500,
        )  # fmt: skip
        people = sorted({run.person for run in runs})
        journal.record_each(login, role, "end_course", people, "pathway", {"installation": installation_id})
    return len(runs)


def follow_person(code: str, *, place: str, team: str) -> None:
    """Let the courses, open tasks and messages of a person stand where they live now, with the team that follows them.

    Inside the transaction in which the person changes.
    """
    Run.objects.filter(person=code).update(place=place, team=team)
    PathwayTask.objects.filter(person=code).update(place=place, team=team)
    Message.objects.filter(person=code).update(place=place, team=team)
