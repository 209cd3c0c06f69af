"""Nobody has looked: the next one is told, in the order of the rota, until somebody does. A duty of the jobs."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.alerts.actions import note_escalation
from pagus.apps.alerts.models import Alert
from pagus.apps.alerts.queries import status_is
from pagus.apps.installations.queries import get_installation
from pagus.apps.people.queries import KnownPerson, facts_of
from pagus.apps.worklist.clocks import Clocks, deadline, quiet_until, steps_due
from pagus.apps.worklist.duty import clocks_for, turns
from pagus.apps.worklist.models import Claim, Notice
from pagus.apps.worklist.rota import Shift, telling_order
from pagus.kernel.time import DAY, MINUTE

__all__ = ["AT_ONCE", "Told", "escalate_due", "mark_read", "unread_of", "waits_since"]

AT_ONCE = 200
"""How many alerts are told of in one round: the next round goes on."""
_LOOK_BACK_MS = 14 * DAY


@dataclass(frozen=True, slots=True)
class Told:
    """One notice: of which alert, since when it is told."""

    number: int
    alert: int
    subject: str
    at_ms: int


def waits_since(alert: Alert) -> int:
    """From which instant on does the clock of an alert run? When it became known, or when its snooze ended."""
    return max(alert.recorded_ms, alert.snoozed_until_ms or 0)


def escalate_due() -> tuple[int, int]:
    """Tell the next one of each alert of a person that nobody has looked at in time.

    Gives: how many alerts were told of, and how many of them have nobody left to be told.
    Method: one person at the deadline, one more after each half of the clock; each is told once, and anew after a
    snooze. Alerts that somebody has acknowledged or put off are left alone. A claim acknowledges what waits when it is
    made: an alert that came after it is told of as any other, to whoever holds the claim first. What is quiet now
    waits until the morning.
    """
    now_ms: int = settings.WORKSPACE.clock.now_ms()
    since_ms = now_ms - _LOOK_BACK_MS
    recent = Q(recorded_ms__gt=since_ms) | Q(snoozed_until_ms__gt=since_ms)
    rows = list(
        Alert.objects.filter(status_is("open", now_ms) & recent, subject_kind="person")
        .defer("features", "parameters", "windows", "trace")
        .order_by("-rank", "recorded_ms", "pk")
    )
    plans = _Plans({alert.subject for alert in rows})
    told: dict[int, list[tuple[str, int]]] = {}
    for number, login, at_ms in Notice.objects.filter(alert__in=rows).values_list("alert_id", "login", "at_ms"):
        told.setdefault(number, []).append((login, at_ms))
    count = alone = 0
    for alert in rows:
        due, order = plans.of(alert, now_ms)
        already = [login for login, at_ms in told.get(alert.pk, ()) if at_ms >= waits_since(alert)]
        left = [login for login in order if login not in already]
        if due > len(already):
            alone += not left
            if left and count < AT_ONCE:
                _tell(alert, left[0], len(already) + 1, now_ms)
                count += 1
    return count, alone


class _Plans:
    """Clocks and orders, asked once for each team and kit."""

    def __init__(self, subjects: set[str]) -> None:
        self._people = facts_of(subjects)
        self._coordinators = accounts.accounts_with("coordinator")
        self._clocks: dict[tuple[int, str], tuple[list[Shift], Clocks]] = {}
        held = Claim.objects.filter(released_ms__isnull=True, subject__in=subjects)
        self._holders = dict(held.values_list("subject", "by"))

    def of(self, alert: Alert, now_ms: int) -> tuple[int, tuple[str, ...]]:
        """How many should have been told, and in which order?"""
        person = self._people.get(alert.subject)
        if person is None:
            return 0, ()
        shifts, clocks = self._known(alert, person)
        if quiet_until(alert.severity, alert.mandatory, now_ms, clocks) is not None:
            return 0, ()
        by_ms = deadline(alert.severity, waits_since(alert), clocks)
        own = [login for login, place, _ in self._coordinators if accounts.covers(place, person.residence)]
        holder = self._holders.get(alert.subject)
        first = () if holder is None else (holder,)
        order = tuple(dict.fromkeys((*first, *telling_order(shifts, own, alert.severity, now_ms, clocks))))
        every = clocks.minutes[alert.severity] * MINUTE // 2
        return steps_due(by_ms, every, now_ms, len(order) + 1), order

    def _known(self, alert: Alert, person: KnownPerson) -> tuple[list[Shift], Clocks]:
        key = (alert.installation_id, person.team)
        if key not in self._clocks:
            shifts = turns(person.team, get_installation(alert.installation_id).kit.slug)
            self._clocks[key] = shifts, clocks_for(alert.installation_id, shifts)
        return self._clocks[key]


def _tell(alert: Alert, login: str, step: int, now_ms: int) -> None:
    with transaction.atomic():
        fresh = {"step": step, "at_ms": now_ms, "read_ms": None}
        notice, made = Notice.objects.get_or_create(alert=alert, login=login, defaults=fresh)
        again = not made and notice.at_ms < waits_since(alert)
        if again:
            Notice.objects.filter(pk=notice.pk).update(**fresh)
        if made or again:
            note_escalation(alert.pk, login, now_ms)


def unread_of(user: Actor) -> tuple[Told, ...]:
    """Of which alerts that still wait was this account told, the newest first?"""
    login, _ = accounts.actor_of(user)
    now_ms = settings.WORKSPACE.clock.now_ms()
    waiting = Alert.objects.filter(status_is("open", now_ms)).values("pk")
    rows = Notice.objects.filter(login=login, read_ms__isnull=True, alert__in=waiting).order_by("-at_ms", "-pk")
    return tuple(Told(*row) for row in rows.values_list("pk", "alert_id", "alert__subject", "at_ms"))


def mark_read(user: Actor) -> int:
    """Say that one has read what one was told. Gives: how many."""
    login, _ = accounts.actor_of(user)
    return Notice.objects.filter(login=login, read_ms__isnull=True).update(read_ms=settings.WORKSPACE.clock.now_ms())
