"""What somebody measured by hand and writes down for a person on a pathway: an observation like any other."""

from __future__ import annotations

import math
from collections.abc import Mapping

from django.conf import settings

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.installations.queries import get_installation
from pagus.apps.journal import actions as journal
from pagus.apps.pathways.access import handled_run
from pagus.apps.streams.actions import submit
from pagus.apps.streams.observation import Batch, Observation, Receipts
from pagus.errors import Conflict, InputError, NotFound

__all__ = ["measure"]

SOURCE = "console"
"""How what was written by hand is named as a source, before the login."""


def measure(by: Actor, run_id: int, values: Mapping[str, float], *, at_ms: int | None = None) -> Receipts:
    """Write measurements of a person down; they go to the rules as those of a device do.

    Takes: who acts; a course of the person; values by signal of its kit, in the unit of the signal; when it was
    measured (now). Gives: what became of them: an implausible one is held until somebody confirms it. Not to be called
    inside a transaction. Refuses: NotFound for a course or a signal, NotAllowed, InputError for nothing, for what is no
    number, or for an instant that has not come; Conflict when the course has ended.
    """
    run = handled_run(run_id, by)
    if run.ended_ms is not None:
        raise Conflict("this course has ended: {reason}", reason=run.ended_reason or run.outcome)
    moment = settings.WORKSPACE.clock.now_ms()
    at = moment if at_ms is None else at_ms
    if at > moment:
        raise InputError("what was measured lies in the past")
    kit = get_installation(run.installation_id).kit
    for name, value in values.items():
        if name not in kit.signals:
            raise NotFound("kit {kit} has no signal {name}", kit=kit.id, name=name)
        if not math.isfinite(value):
            raise InputError("{value} is no measurement", value=str(value))
    if not values:
        raise InputError("nothing was measured: write a number")
    login, role = accounts.actor_of(by)
    found = [Observation(run.person, name, at, value) for name, value in values.items()]
    receipts = submit(Batch(f"{SOURCE}:{login}", found))
    detail = {"course": run.pk, "signals": sorted(values), "accepted": receipts.accepted}
    journal.record(login, role, "write_observations", run.person, "pathway", detail)
    return receipts
