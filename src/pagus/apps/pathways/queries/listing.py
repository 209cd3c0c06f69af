"""Courses and tasks in the order of their numbers, for doors that hand them on. Showing them is ``note_reading``."""

from __future__ import annotations

from collections.abc import Collection

from pagus.apps.accounts.queries import Actor
from pagus.apps.pathways.access import visible
from pagus.apps.pathways.models import PathwayTask, Run
from pagus.apps.pathways.queries.sheets import row_of_run
from pagus.apps.pathways.queries.worklists import rows_of
from pagus.apps.pathways.shapes import RunRow, TaskRow
from pagus.apps.pathways.stepping import now

__all__ = ["courses_listed", "tasks_listed"]


def courses_listed(
    user: Actor, *, numbers: Collection[int] | None = None, person: str = "", after: int = 0, most: int = 200
) -> tuple[RunRow, ...]:
    """Which courses may this user see, by number? Takes: some numbers, one person; after which number; how many."""
    rows = Run.objects.filter(visible(user), pk__gt=after)
    if numbers is not None:
        rows = rows.filter(pk__in=numbers)
    if person:
        rows = rows.filter(person=person)
    return tuple(row_of_run(run) for run in rows.order_by("pk")[:most])


def tasks_listed(
    user: Actor, *, numbers: Collection[int] | None = None, person: str = "", after: int = 0, most: int = 200
) -> tuple[TaskRow, ...]:
    """Which tasks of pathways may this user see, by number? As ``courses_listed``."""
    rows = PathwayTask.objects.filter(visible(user), pk__gt=after)
    if numbers is not None:
        rows = rows.filter(pk__in=numbers)
    if person:
        rows = rows.filter(person=person)
    return rows_of(rows.order_by("pk")[:most], now())
