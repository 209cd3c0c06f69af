"""Which tasks wait for whom?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import get_args

from django.db.models import Q, QuerySet

from pagus.apps.accounts.queries import Actor, actor_of, unheld
from pagus.apps.installations.queries import InstalledKit, get_installation
from pagus.apps.pathways.access import fills, may_stand_in, seen_task, visible_tasks, within
from pagus.apps.pathways.models import PathwayTask
from pagus.apps.pathways.policy import CALENDAR, COUNTED_TO, LOOK_TITLE, PAGE
from pagus.apps.pathways.shapes import TaskRow, TaskState, Worklist
from pagus.apps.pathways.stepping import now
from pagus.apps.people.queries import note_reading
from pagus.errors import NotFound
from pagus.kit_language.pathway_model import LOOK, PERSON

__all__ = ["due_between", "rows_of", "task_row", "worklist"]


def worklist(
    user: Actor,
    *,
    role: str | None = None,
    team: str | None = None,
    state: TaskState = "open",
    place: str | None = None,
    page: int = 1,
) -> Worklist:
    """Which tasks wait: those due first at the top (done: those closed last)?

    Takes: who asks; a role of the kit, a team, a place that holds the person's residence; the state: ``open``, ``mine``
    (open and claimed by the user), ``overdue`` or ``done`` (closed, however); the page, from 1.
    Gives: a page, of what this user may see. The reading is journalled for each person on it. Refuses: NotFound for an
    unknown state.
    """
    if state not in get_args(TaskState):
        known = ", ".join(get_args(TaskState))
        raise NotFound("no state {state}: there are {known}", state=str(state)[:40], known=known)
    moment, login = now(), actor_of(user)[0]
    wanted = visible_tasks(user)
    if role:
        wanted &= Q(role=role)
    if team:
        wanted &= Q(team=team)
    if place:
        wanted &= within(place)
    states: dict[TaskState, QuerySet[PathwayTask]] = {
        each: PathwayTask.objects.filter(_is(each, login, moment) & wanted) for each in get_args(TaskState)
    }
    counts = {each: rows.order_by().values("pk")[: COUNTED_TO + 1].count() for each, rows in states.items()}
    first = (max(page, 1) - 1) * PAGE
    order = ("-closed_ms", "-pk") if state == "done" else ("due_ms", "pk")
    found = list(states[state].order_by(*order)[first : first + PAGE + 1])
    shown = found[:PAGE]
    note_reading(user, (task.person for task in shown), "tasks")
    return Worklist(
        rows=rows_of(shown, moment, user),
        counts={each: min(count, COUNTED_TO) for each, count in counts.items()},
        is_capped={each: count > COUNTED_TO for each, count in counts.items()},
        page=max(page, 1),
        has_next=len(found) > PAGE,
    )


def due_between(
    user: Actor, from_ms: int, to_ms: int, *, role: str | None = None, team: str | None = None
) -> tuple[tuple[TaskRow, ...], int]:
    """Which open tasks are due in this stretch of time, the earliest first, and how many were due before it?

    Takes: who asks; the instants, the second one left out; a role of the kit, a team. Gives: at most ``CALENDAR`` tasks
    that this user may see, and the count of the overdue ones before, up to ``COUNTED_TO``. The reading is journalled.
    """
    wanted = visible_tasks(user) & Q(closed_ms__isnull=True)
    if role:
        wanted &= Q(role=role)
    if team:
        wanted &= Q(team=team)
    rows = PathwayTask.objects.filter(wanted)
    found = list(rows.filter(due_ms__gte=from_ms, due_ms__lt=to_ms).order_by("due_ms", "pk")[:CALENDAR])
    late = rows.filter(due_ms__lt=min(from_ms, now())).order_by().values("pk")[:COUNTED_TO].count()
    note_reading(user, (task.person for task in found), "tasks")
    return rows_of(found, now(), user), late


def task_row(user: Actor, task_id: int) -> TaskRow:
    """One task, for a page of its own. The reading is journalled. Refuses: NotFound."""
    task = seen_task(task_id, user)
    note_reading(user, [task.person], "tasks")
    return rows_of([task], now(), user)[0]


def _is(state: TaskState, login: str, moment: int) -> Q:
    waiting = Q(closed_ms__isnull=True)
    if state == "mine":
        return waiting & Q(claimed_by=login)
    if state == "overdue":
        return waiting & Q(due_ms__lt=moment)
    return waiting if state == "open" else Q(closed_ms__isnull=False)


def rows_of(tasks: Iterable[PathwayTask], moment: int, user: Actor) -> tuple[TaskRow, ...]:
    """What pages show of these tasks to this user."""
    wanted = list(tasks)
    runs = PathwayTask.objects.filter(pk__in=[task.pk for task in wanted])
    known = {pk: (number, simulated) for pk, number, simulated in
             runs.values_list("pk", "run__installation_id", "run__simulated")}  # fmt: skip
    kits = {number: get_installation(number) for number in {number for number, _ in known.values()}}
    waiting = [task for task in wanted if task.closed_ms is None and task.role != PERSON]
    nobodys = unheld((task.role, task.place, task.team) for task in waiting)
    return tuple(
        replace(
            _row(task, kits[known[task.pk][0]], known[task.pk][1], moment),
            may_do="yes" if fills(user, task) else "on_behalf" if may_stand_in(user, task) else "no",
            is_unheld=task.closed_ms is None and (task.role, task.place, task.team) in nobodys,
        )
        for task in wanted
    )


def _row(task: PathwayTask, installed: InstalledKit, simulated: bool, moment: int) -> TaskRow:
    kit = installed.kit
    pathway = kit.pathways[task.pathway]
    known = pathway.tasks.get(task.task)
    form = known.form if known is not None else ""
    state = pathway.states.get(task.state)
    facts = {it.name: it.label for it in pathway.facts.values() if known is not None and it.task == task.task}
    return TaskRow(
        id=task.pk, run=task.run_id, installation=installed.id, key=task.key, task=task.task,
        title=LOOK_TITLE if task.task == LOOK or known is None else known.title,
        advice=known.advice if known is not None else None, person=task.person, pathway=task.pathway,
        pathway_title=pathway.title, state=task.state, state_title=state.title if state is not None else pathway.title,
        role=task.role, place=task.place, team=task.team, opened_ms=task.opened_ms, due_ms=task.due_ms,
        late=task.closed_ms is None and task.due_ms < moment, escalated=task.escalated, claimed_by=task.claimed_by,
        form=form if form in kit.forms else "", facts=facts, kit=kit.slug, simulated=simulated,
        closed_ms=task.closed_ms, closed_by=task.closed_by, how=task.how, reason=task.reason,
    )  # fmt: skip
