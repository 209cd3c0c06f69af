"""What people do with courses and their tasks: the only door through which a course is begun or changed by somebody.

Everybody acts for people whom they may see, with the verb ``handle_task`` for tasks and facts and ``enrol`` for
beginning and leaving. A task is done by whoever fills its role, or on their behalf, which is said first. Every step is
a ``RunEvent`` and an entry of the journal.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from django.db import IntegrityError, transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.installations.actions import enrol as follow
from pagus.apps.installations.queries import enrolments_of, followed_now, get_installation
from pagus.apps.journal import actions as journal
from pagus.apps.pathways.access import fills, handled_run, handled_task, may_stand_in, person_for, task_for
from pagus.apps.pathways.asking import asked_facts, form_of
from pagus.apps.pathways.models import PathwayTask, Run
from pagus.apps.pathways.programs import program_here
from pagus.apps.pathways.stepping import Happened, event_id, happen, now, show_state, write_step
from pagus.engines.pathways import Event, advance
from pagus.errors import Conflict, InputError, NotFound

__all__ = [
    "cancel_task",
    "claim_task",
    "complete_task",
    "enrol",
    "record_facts",
    "release_task",
    "tell_departure",
    "withdraw",
]

Facts = Mapping[str, float | None]
Departing = Literal["died", "moved"]


def enrol(by: Actor, installation_id: int, pathway: str, person: str, *, facts: Facts | None = None) -> int:
    """Let a person begin a pathway of an installation, and let the installation follow them if it does not yet.

    Takes: who acts; an installation; the name of a pathway; a pseudonym; facts that are known already.
    Gives: the number of the course. The person's own parameter values stay those of this moment.
    Refuses: NotFound, NotAllowed, what ``installations.actions.enrol`` refuses, Conflict when the person is on this
    pathway here already, or when a newer version takes the new people.
    """
    known = person_for(person, by, "enrol")
    installed = get_installation(installation_id)
    if installed.removed_ms is not None:
        raise NotFound("no running installation has the number {installation}", installation=installation_id)
    if installed.superseded_ms is not None:
        raise Conflict("a newer version of {kit} runs here: enrol there", kit=installed.kit.id)
    program = program_here(installed, pathway)
    moment = now()
    try:
        with transaction.atomic():
            if person not in followed_now(installation_id):
                follow(installation_id, person, by)
            own = _own_values(installation_id, person, installed.parameters)
            event = Event("enrol", "enrol", moment, by=accounts.actor_of(by)[0], facts=facts or {}, parameters=own)
            step = advance(program, None, event)
            run = Run(
                installation_id=installation_id, pathway=pathway, person=person, place=known.residence,
                team=known.team, simulated=known.simulated, began_ms=moment,
            )  # fmt: skip
            show_state(run, step.state)
            run.save()
            write_step(run, event, step, by)
    except IntegrityError as error:
        raise Conflict("{person} is on the pathway {pathway} already", person=person, pathway=pathway) from error
    return int(run.pk)


def _own_values(installation_id: int, person: str, here: Mapping[str, float]) -> dict[str, float]:
    """What team and person set otherwise than the territory."""
    for installed, enrolled in enrolments_of(person):
        if installed.id == installation_id and enrolled.to_ms is None:
            return {name: value for name, value in enrolled.parameters.items() if here.get(name) != value}
    return {}


def complete_task(by: Actor, task_id: int, facts: Facts | None = None, *, key: str = "") -> Happened:
    """Say that a task is done, with what became known.

    Takes: who acts; the task; facts by name; ``key``: what the sender calls this act, so that sent twice it counts
    once. Gives: what followed. The second of two people who complete a task changes nothing: it gives a Happened that
    says who was there before, and that is a conflict when the two do not say the same.
    Refuses: NotFound, NotAllowed; InputError for a fact that cannot be or that the task does not ask for, or when the
    task is done by answering a form.
    """
    task = handled_task(task_id, by)
    given = dict(facts or {})
    asked = asked_facts(task)
    unknown = sorted(set(given) - asked)
    if unknown:
        raise InputError("the task {task} does not ask for: {names}", task=task.task, names=", ".join(unknown))
    form = form_of(task)
    if form:
        raise InputError("the task {task} is done by answering the form {form}", task=task.task, form=form)
    login = accounts.actor_of(by)[0]
    name = event_id("done", task.key, login, key) if key else event_id("done", task.key, login, facts=given)
    return happen(task.run_id, Event(name, "done", now(), task.key, login, given), by)


def cancel_task(by: Actor, task_id: int, *, reason: str) -> Happened:
    """Give a task up, where that forgets nobody.

    Refuses: NotFound, NotAllowed, InputError without a reason, Conflict when without the task somebody would be
    forgotten.
    """
    task = handled_task(task_id, by)
    said = _said(reason, InputError("giving a task up needs a reason"))
    login = accounts.actor_of(by)[0]
    with transaction.atomic():
        event = Event(event_id("cancelled", task.key, login), "cancelled", now(), task.key, login, reason=said)
        happened = happen(task.run_id, event, by)
        refused = happened.refusal()
        if refused is not None:
            raise Conflict(refused.key, **refused.facts)
    return happened


def claim_task(by: Actor, task_id: int, *, on_behalf: bool = False) -> None:
    """Say "I do it". Twice has no further effect.

    Takes: who; the task; ``on_behalf``: it is for another role, and whoever may stand in says that they do it. That is
    journalled of its own. Refuses: NotFound, NotAllowed, Conflict when somebody else does it.
    """
    login, role = accounts.actor_of(by)
    with transaction.atomic():
        task = _open_task(task_for(task_id, by).pk)
        if not fills(by, task):
            if not (on_behalf and may_stand_in(by, task)):
                handled_task(task_id, by)
            elif task.claimed_by != login:
                journal.record(login, role, "stand_in", task.person, "pathway", {"task": task.pk, "for": task.role})
        if task.claimed_by == login:
            return
        if task.claimed_by:
            raise Conflict("{login} does this task", login=task.claimed_by)
        task.claimed_by = login
        task.save(update_fields=["claimed_by"])
        journal.record(login, role, "claim_task", task.person, "pathway", {"task": task.pk})


def release_task(by: Actor, task_id: int) -> None:
    """Let others do the task, whoever had claimed it. Refuses: NotFound, NotAllowed, Conflict when it is closed."""
    login, role = accounts.actor_of(by)
    with transaction.atomic():
        task = _open_task(task_for(task_id, by).pk)
        if not task.claimed_by:
            return
        detail = {"task": task.pk, "claimed_by": task.claimed_by}
        task.claimed_by = ""
        task.save(update_fields=["claimed_by"])
        journal.record(login, role, "release_task", task.person, "pathway", detail)


def record_facts(by: Actor, run_id: int, facts: Facts, *, measured_ms: int | None = None, key: str = "") -> Happened:
    """Say what became known, and since when it held. Late data do not undo a move: they raise a doubt.

    Refuses: NotFound, NotAllowed, InputError for nothing, for a fact that cannot be or that the pathway does not know,
    or for a measurement of the future.
    """
    run = handled_run(run_id, by)
    moment = now()
    if measured_ms is not None and measured_ms > moment:
        raise InputError("what was measured lies in the past")
    program = program_here(get_installation(run.installation_id), run.pathway)
    unknown = sorted(name for name in facts if name not in program.slots or name in program.counting)
    if unknown or not facts:
        names = ", ".join(unknown) or "-"
        raise InputError("the pathway {pathway} is not told: {names}", pathway=run.pathway, names=names)
    login = accounts.actor_of(by)[0]
    name = event_id("data", login, key or str(measured_ms or moment), facts=facts)
    return happen(run_id, Event(name, "data", moment, by=login, facts=facts, measured=measured_ms), by)


def withdraw(by: Actor, run_id: int, *, reason: str) -> Happened:
    """Write down that the person does not want to go on. What was open is closed; what was written stays.

    Refuses: NotFound, NotAllowed, InputError without a reason.
    """
    run = handled_run(run_id, by, "enrol")
    said = _said(reason, InputError("leaving a pathway needs a reason"))
    login = accounts.actor_of(by)[0]
    return happen(run.pk, Event("withdrawn", "withdrawn", now(), by=login, reason=said), by)


def tell_departure(by: Actor, person: str, kind: Departing) -> int:
    """Tell the courses of a person that they died or moved away: each ends, or goes on where its pathway says so.

    Inside the transaction of ``monitoring.actions.record_departure``, which ends everything else. A move within the
    territory is ``people.actions.move_person``. Gives: how many were told. Refuses: NotFound, NotAllowed.
    """
    person_for(person, by, "enrol")
    login, moment = accounts.actor_of(by)[0], now()
    runs = list(Run.objects.filter(person=person, ended_ms__isnull=True).values_list("pk", flat=True))
    for number in runs:
        happen(number, Event(f"{kind}:{moment}", kind, moment, by=login), by)
    return len(runs)


def _open_task(task_id: int) -> PathwayTask:
    task = PathwayTask.objects.select_for_update().get(pk=task_id)
    if task.closed_ms is not None:
        raise Conflict("this task is closed already")
    return task


def _said(reason: str, otherwise: InputError) -> str:
    if not reason.strip():
        raise otherwise
    return reason.strip()[:500]
