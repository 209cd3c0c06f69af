"""One event and one course: the only place where a course changes.

In one transaction the row is locked, the engine is asked, and what it says is written down: the state, the tasks, what
is to be told, the event. Several writers wait for each other here, and none of their events is lost.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.journal import actions as journal
from pagus.apps.messages.telling import tell
from pagus.apps.pathways.models import PathwayTask, Run, RunEvent
from pagus.apps.pathways.policy import ENDED
from pagus.apps.pathways.programs import program_of
from pagus.engines.pathways import Event, OpenTask, Program, RunState, Step, advance
from pagus.errors import Conflict
from pagus.kernel.remark import Remark

__all__ = ["Happened", "event_id", "happen", "now", "reasons_of", "standing_of", "write_changes", "write_step"]

LONGEST_ID = 120


@dataclass(frozen=True, slots=True)
class Happened:
    """What an event did. ``is_repeat``: it was known already. ``is_conflict``: it contradicts what somebody did before.

    ``remarks``: what it did or did not do, and why, in the order in which it did.
    """

    run: int
    is_repeat: bool = False
    is_conflict: bool = False
    doubts: int = 0
    remarks: tuple[tuple[str, Remark], ...] = ()

    def refusal(self) -> Remark | None:
        """Why was it not taken? None when it was."""
        return next((words for kind, words in self.remarks if kind == "refused"), None)


def now() -> int:
    """What time is it in this workspace, in ms UTC?"""
    moment: int = settings.WORKSPACE.clock.now_ms()
    return moment


def event_id(*parts: str, facts: Mapping[str, float | None] | None = None) -> str:
    """The id of an event: equal parts and facts, equal id; short enough to be kept."""
    text = ":".join(parts)
    if facts:
        plain = json.dumps(dict(facts), sort_keys=True)
        text += ":" + hashlib.sha256(plain.encode()).hexdigest()[:16]
    if len(text) <= LONGEST_ID:
        return text
    return text[:80] + "#" + hashlib.sha256(text.encode()).hexdigest()[:32]


def happen(run_id: int, event: Event, by: Actor, *, login: str = "") -> Happened:
    """Let something happen to a course, once.

    Takes: the number of a course that the caller may change; the event; who acts; ``login``: the name to write down
    where it is nobody with an account, as the person themselves.
    Refuses: Conflict when the course ended with its installation, InputError for a fact that cannot be.
    """
    with transaction.atomic():
        run = Run.objects.select_for_update().get(pk=run_id)
        if RunEvent.objects.filter(run=run, event=event.id).exists():
            return Happened(run_id, is_repeat=True)
        if event.kind == "clock" and (run.wake_ms is None or run.wake_ms > event.at):
            return Happened(run_id, is_repeat=True)  # somebody was quicker, and the timers were worked through
        if run.outcome == ENDED:
            raise Conflict("this course has ended: {reason}", reason=run.ended_reason)
        step = advance(program_of(run), run.state, event)
        if step.is_repeat:
            return Happened(run_id, is_repeat=True)
        write_step(run, event, step, by, login)
    remarks = tuple((reason.kind, reason.words) for reason in step.reasons)
    return Happened(run_id, False, step.is_conflict, len(step.doubts), remarks)


def write_step(run: Run, event: Event, step: Step, by: Actor, login: str = "") -> None:
    """Write down what a step says of an event: inside a transaction that holds the row."""
    actor, role = accounts.actor_of(by)
    who = login or actor
    write_changes(run, program_of(run), step, event.reason)
    RunEvent.objects.create(
        run=run, event=event.id, kind=event.kind, at_ms=event.at, recorded_ms=now(), by=who, content=event.as_json(),
        reasons=reasons_of(step), doubts=[{name: getattr(each, name) for name in _DOUBT} for each in step.doubts],
        conflict=step.is_conflict,
    )  # fmt: skip
    detail = {"course": run.pk, "pathway": run.pathway, "event": event.kind, "name": event.name}
    journal.record(who, "person" if login else role, "pathway_event", run.person, "pathway", detail)


def write_changes(run: Run, program: Program, step: Step, reason: str = "") -> None:
    """Write down where a course stands after a step, its tasks, and what is to be told: inside a transaction."""
    show_state(run, step.state)
    run.save()
    _write_tasks(run, program, step, reason)
    for message in step.messages:
        text = program.plans[message.pathway].pathway.notices[message.notice].text
        tell(run.pk, run.person, run.place, run.team, key=message.key, notice=message.notice, to=message.to,
             text=text, at_ms=message.at)  # fmt: skip


_DOUBT = ("fact", "value", "move", "at", "pathway", "source", "to", "would_be")


def show_state(run: Run, state: RunState) -> None:
    """Let the columns of a course say what its state says."""
    run.state, run.version, run.outcome = state, state["version"], state["outcome"]
    names, since = standing_of(state)
    run.standing = ",".join(names)[:400]
    run.since_ms = since
    run.wake_ms = state["wake"] if state["wake"] >= 0 else None
    if state["outcome"] != "running" and run.ended_ms is None:
        run.ended_ms = state["now"]


def standing_of(state: RunState) -> tuple[list[str], int]:
    """In which states does somebody stand, and since when? After an end: the last state, if any, and since the end."""
    parents = {token["parent"] for token in state["tokens"]}
    leaves = [token for token in state["tokens"] if token["id"] not in parents]
    if not leaves:
        return [state["end"]] if state["end"] else [], state["now"]
    return [token["state"] for token in leaves], max(token["since"] for token in leaves)


def _write_tasks(run: Run, program: Program, step: Step, reason: str) -> None:
    for task in {each["key"]: each for each in step.opened}.values():
        pathway, state = _place_of(program, step.state, task)
        made, new = PathwayTask.objects.get_or_create(
            run=run, key=task["key"],
            defaults={
                "task": task["task"], "pathway": pathway, "state": state, "role": task["role"], "person": run.person,
                "place": run.place, "team": run.team, "opened_ms": task["opened"], "due_ms": task["due"],
            },
        )  # fmt: skip
        if not new:
            # It went to another role: whoever had claimed it did not do it in time.
            made.role, made.escalated, made.claimed_by = task["role"], True, ""
            made.save(update_fields=["role", "escalated", "claimed_by"])
    for closed in step.closed:
        PathwayTask.objects.filter(run=run, key=closed.key, closed_ms__isnull=True).update(
            closed_ms=closed.at, closed_by=closed.by, how=closed.how, reason=reason[:500]
        )


def _place_of(program: Program, state: RunState, task: OpenTask) -> tuple[str, str]:
    """The pathway and the state that a task belongs to; the state is empty once it has been left."""
    token = next((each for each in state["tokens"] if each["id"] == task["token"]), None)
    if token is not None and task in state["tasks"]:
        return token["pathway"], token["state"]
    owner = next((name for name, plan in program.plans.items() if task["task"] in plan.pathway.tasks), program.name)
    return owner, ""


def reasons_of(step: Step) -> list[dict[str, Any]]:
    """What a step did and why, as plain JSON that keeps the message and the facts of its words."""
    return [
        {
            "kind": each.kind, "at": each.at, "key": each.words.key, "facts": dict(each.words.facts),
            "pathway": each.pathway, "state": each.state, "otherwise": each.otherwise,
        }
        for each in step.reasons
    ]  # fmt: skip
