"""Courses and tasks in the order of their numbers, for doors that hand them on. Showing them is ``note_reading``."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Q

from pagus.apps.accounts.queries import Actor
from pagus.apps.pathways.access import visible, visible_tasks
from pagus.apps.pathways.models import PathwayTask, Run, RunEvent
from pagus.apps.pathways.queries.sheets import row_of_run
from pagus.apps.pathways.queries.worklists import rows_of
from pagus.apps.pathways.shapes import RunRow, TaskRow
from pagus.apps.pathways.stepping import now

__all__ = ["CourseEvent", "course_events_after", "courses_listed", "newest_course_event", "tasks_listed"]


class CourseEvent(NamedTuple):
    """Something that happened to a course, and the tasks that it opened or closed."""

    number: int
    run: int
    at_ms: int
    recorded_ms: int
    tasks: tuple[int, ...]


def courses_listed(
    user: Actor, *, numbers: Collection[int] | None = None, person: str = "", after: int = 0, most: int = 200
) -> tuple[RunRow, ...]:
    """Which courses may this user see, by number? Takes: some numbers, one person; after which number; how many."""
    rows = Run.objects.filter(visible(user, _with_tasks_for), pk__gt=after)
    if numbers is not None:
        rows = rows.filter(pk__in=numbers)
    if person:
        rows = rows.filter(person=person)
    return tuple(row_of_run(run) for run in rows.order_by("pk")[:most])


def _with_tasks_for(roles: frozenset[str]) -> Q:
    """The courses that have or had a task for one of these roles."""
    return Q(pk__in=PathwayTask.objects.filter(role__in=roles).values("run"))


def tasks_listed(
    user: Actor, *, numbers: Collection[int] | None = None, person: str = "", after: int = 0, most: int = 200
) -> tuple[TaskRow, ...]:
    """Which tasks of pathways may this user see, by number? As ``courses_listed``."""
    rows = PathwayTask.objects.filter(visible_tasks(user), pk__gt=after)
    if numbers is not None:
        rows = rows.filter(pk__in=numbers)
    if person:
        rows = rows.filter(person=person)
    return rows_of(rows.order_by("pk")[:most], now(), user)


def course_events_after(number: int, most: int = 1_000) -> tuple[CourseEvent, ...]:
    """What happened to courses after this, in the order of recording? Whom it may be shown to is asked elsewhere."""
    rows = RunEvent.objects.filter(pk__gt=number).order_by("pk")
    found = list(rows.values_list("pk", "run_id", "at_ms", "recorded_ms")[:most])
    touched = PathwayTask.objects.filter(run__in={run for _, run, _, _ in found})
    tasks = list(touched.values_list("pk", "run_id", "opened_ms", "closed_ms"))
    return tuple(
        CourseEvent(
            pk,
            run,
            at,
            recorded,
            tuple(task for task, its, opened, closed in tasks if its == run and at in (opened, closed)),
        )
        for pk, run, at, recorded in found
    )


def newest_course_event() -> int:
    """The number of the last thing that happened to a course; 0 for none."""
    return RunEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
