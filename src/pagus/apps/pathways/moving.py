"""Courses that go over to another version of their kit, with the people who are moved to it."""

from __future__ import annotations

from collections.abc import Collection

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.installations.queries import get_installation
from pagus.apps.journal import actions as journal
from pagus.apps.pathways.models import PathwayTask, Run, RunEvent
from pagus.apps.pathways.programs import program_here
from pagus.apps.pathways.stepping import happen, now, reasons_of, write_changes
from pagus.engines.pathways import Event, migrate
from pagus.errors import Conflict

__all__ = ["move_courses"]


def move_courses(old: int, new: int, people: Collection[str], by: Actor, *, reason: str) -> int:
    """Move the running courses of these people from one installation of a kit to another: inside a transaction.

    Takes: both installations; pseudonyms; why. Gives: how many were moved. Timers that had come are worked through
    first, under the version that they belong to. Answers that were begun keep the version of their form.
    Refuses: Conflict when the new version has no such pathway; PathwayError with every state that has no place in it.
    """
    target = get_installation(new)
    runs = Run.objects.filter(installation_id=old, ended_ms__isnull=True, person__in=people).order_by("pk")
    count = 0
    for number in list(runs.values_list("pk", flat=True)):
        happen(number, Event(f"clock:before-move:{now()}", "clock", now()), accounts.SYSTEM)
        run = Run.objects.select_for_update().get(pk=number)
        if run.outcome != "running":
            continue
        if run.pathway not in target.kit.pathways:
            key = "version {version} has no pathway {pathway}: people of it cannot be moved"
            raise Conflict(key, version=target.kit.version, pathway=run.pathway)
        _move(run, new, by, reason)
        count += 1
    return count


def _move(run: Run, new: int, by: Actor, reason: str) -> None:
    program = program_here(get_installation(new), run.pathway)
    before = run.version
    moment = now()
    step = migrate(program, run.state, moment)
    run.installation_id = new
    write_changes(run, program, step, reason)
    states = {token["id"]: token["state"] for token in step.state["tokens"]}
    for task in step.state["tasks"]:
        PathwayTask.objects.filter(run=run, key=task["key"]).update(state=states[task["token"]])
    login, role = accounts.actor_of(by)
    RunEvent.objects.create(
        run=run, event=f"migrated:{new}:{moment}", kind="migrated", at_ms=moment, recorded_ms=moment, by=login,
        content={"from": before, "to": run.version, "installation": new, "reason": reason}, reasons=reasons_of(step),
    )  # fmt: skip
    detail = {"course": run.pk, "from": before, "to": run.version}
    journal.record(login, role, "migrate_course", run.person, "pathway", detail)
