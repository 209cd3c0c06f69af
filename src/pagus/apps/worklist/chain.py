"""Is the chain from device to worklist proven today? One labelled test reading a day goes in by the door of devices.

The reading goes to the ingest process over its own line, as those of the doors do; its rule must raise an alert. Where
it does not within ``LIMIT_MS``, a task asks operators to look, ``pagus doctor`` says so, and the worklist warns: an
empty list may then be a broken one. Times are those of the world, also in a demo.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from django.conf import settings

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.alerts import actions as alerts
from pagus.apps.alerts.models import Alert
from pagus.apps.installations import actions as installing
from pagus.apps.installations.actions.tasks import open_task
from pagus.apps.installations.models import Task
from pagus.apps.installations.queries import active_installations
from pagus.apps.journal import actions as journal
from pagus.apps.streams.actions import submit
from pagus.apps.streams.observation import Batch, Observation
from pagus.apps.territory.actions import add_thing
from pagus.apps.territory.queries import places_within, things
from pagus.apps.worklist.models import Proof
from pagus.errors import Conflict, NotFound, PagusError
from pagus.kernel.time import DAY, HOUR, MINUTE
from pagus.kit_language.model import Text
from pagus.kit_language.shipped import SELF_TEST

__all__ = ["KIND", "LIMIT_MS", "TASK", "ChainState", "begin", "chain_state", "prove"]

KIND = "self_test"
THING = "thing:self-test"
SIGNAL = "chain_pulse"
SOURCE = "self-test"
TASK = "chain"
LIMIT_MS = 5 * MINUTE
"""How long the alert of a test reading may take: a local choice, a thousand times what it usually takes."""
AGAIN_MS = HOUR
"""After a failed test the next one."""
State = Literal["absent", "waiting", "proven", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainState:
    """``absent``: the workspace does not test itself; ``waiting``: no test has ended. ``seconds``: how long it took."""

    state: State
    day: str = ""
    reason: str = ""
    seconds: float | None = None
    ended_ms: int | None = None


def begin(by: Actor = accounts.SYSTEM, *, place: str = "") -> int:
    """Let this workspace test itself from now on. Gives: the number of the installation.

    Takes: the commune in which the test thing stands, the first of the territory unless one is given. Refuses:
    NotAllowed (``operate``), NotFound for the place, Conflict when it does already.
    """
    territory = settings.WORKSPACE.territory
    accounts.require(by, "operate", territory)
    if _installation() is not None:
        raise Conflict("this workspace tests itself already")
    if not any(thing.code == THING for thing in things()):
        communes = [code for code in places_within(territory) if code.startswith("commune:")]
        if not communes and not place:
            raise NotFound("no commune in {place}: name one", place=territory)
        add_thing(
            THING,
            Text(fr="Autotest de la chaîne", en="Self-test of the chain", de="Selbsttest der Kette"),
            kind=KIND,
            place=place or min(communes),
            simulated=True,
        )
    number = installing.install(SELF_TEST, territory, {}, "simulation")
    journal.record(*accounts.actor_of(by), "begin_self_test", f"kit:pagus/{SELF_TEST}", "chain")
    return number


def prove(wall_ms: int | None = None, *, anew: bool = False) -> ChainState:
    """One step of the daily test: send, look whether the alert has come, say so when it has not. A duty of the jobs.

    Takes: the time of the world; ``anew``: begin a test now, whatever there was today.
    """
    now_ms = time.time_ns() // 1_000_000 if wall_ms is None else wall_ms
    installation = _installation()
    if installation is None:
        return ChainState(state="absent")
    day = _day(now_ms)
    row = Proof.objects.filter(day=day).first()
    again = row is not None and row.state == "failed" and now_ms - (row.ended_ms or 0) >= AGAIN_MS
    if row is None or again or anew:
        _send(day, now_ms, installation)
    elif row.state == "sent":
        _look(row, now_ms, installation)
    return chain_state(now_ms)


def chain_state(wall_ms: int | None = None) -> ChainState:
    """Is the chain proven today? Yesterday's proof counts until today's test has had its time."""
    now_ms = time.time_ns() // 1_000_000 if wall_ms is None else wall_ms
    if _installation() is None:
        return ChainState(state="absent")
    last = Proof.objects.exclude(state="sent", reason="").order_by("-day").first()
    if last is None:
        return ChainState(state="waiting")
    facts = {"day": last.day, "reason": last.reason, "ended_ms": last.ended_ms}
    if last.state != "proven":  # failed; or it is tried again since, which proves nothing yet
        return ChainState(state="failed", **facts)
    if now_ms - (last.ended_ms or 0) > DAY + HOUR:
        return ChainState(state="failed", **{**facts, "reason": "no test for more than a day: do the jobs run?"})
    return ChainState(state="proven", seconds=((last.ended_ms or 0) - last.sent_ms) / 1_000, **facts)


def _send(day: str, now_ms: int, installation: int) -> None:
    t_ms = settings.WORKSPACE.clock.now_ms()
    # Why the try before it failed stays beside it until it is proven.
    fresh = {"sent_ms": now_ms, "t_ms": t_ms, "state": "sent", "ended_ms": None}
    row, _ = Proof.objects.update_or_create(day=day, defaults=fresh)
    try:
        # A reset goes before it: the rule rings again only after the one before has ended.
        pulses = [Observation(THING, SIGNAL, t_ms - 1, 0.0), Observation(THING, SIGNAL, t_ms, 1.0)]
        receipts = submit(Batch(SOURCE, pulses))
    except PagusError as error:
        _fail(row, f"the door did not take the reading: {error}", now_ms, installation)
        return
    if receipts.rejected or receipts.held:
        _fail(row, "the door refused the test reading", now_ms, installation)


def _look(row: Proof, now_ms: int, installation: int) -> None:
    alert = Alert.objects.filter(installation_id=installation, subject=THING, t_ms=row.t_ms).first()
    if alert is not None:
        row.state, row.ended_ms, row.reason = "proven", now_ms, ""
        row.save(update_fields=["state", "ended_ms", "reason"])
        if alert.status != "closed":
            alerts.close(alert.pk, accounts.SYSTEM, outcome="other", note="self-test of the chain")
        _settle(installation)
    elif now_ms - row.sent_ms > LIMIT_MS:
        _fail(row, "the reading was taken, but no alert came", now_ms, installation)


def _fail(row: Proof, reason: str, now_ms: int, installation: int) -> None:
    row.state, row.ended_ms, row.reason = "failed", now_ms, reason[:300]
    row.save(update_fields=["state", "ended_ms", "reason"])
    due_ms = settings.WORKSPACE.clock.now_ms() + HOUR
    open_task(installation, TASK, verb="operate", due_ms=due_ms, facts={"reason": reason, "urgency": "immediate"})


def _settle(installation: int) -> None:
    for number in Task.objects.filter(installation_id=installation, kind=TASK, done_ms=None).values_list(
        "pk", flat=True
    ):
        installing.finish_task(number, accounts.SYSTEM, reason="the chain was proven again")


def _installation() -> int | None:
    return next((each.id for each in active_installations() if each.kit.slug == SELF_TEST), None)


def _day(wall_ms: int) -> str:
    return datetime.fromtimestamp(wall_ms / 1_000, UTC).astimezone(ZoneInfo(settings.TIME_ZONE)).date().isoformat()
