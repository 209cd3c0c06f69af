"""Taking care of somebody's alerts, giving them back, calling, closing: what one nurse does and the others see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.alerts import actions as alerts
from pagus.apps.alerts.access import handled_alert, visible
from pagus.apps.alerts.models import Alert
from pagus.apps.alerts.queries import NEEDS_SOMEONE, status_is
from pagus.apps.journal import actions as journal
from pagus.apps.people import queries as people
from pagus.apps.worklist.models import Call, Claim
from pagus.apps.worklist.policy import CALL_OUTCOMES, NOTED
from pagus.errors import Conflict, InputError, NotAllowed, NotFound

__all__ = ["claim", "close_alerts", "drop_settled_claims", "record_call", "release"]


def claim(subject: str, by: Actor) -> None:
    """Say "I take care of this person": all alerts that wait are acknowledged. Twice has no further effect.

    Refuses: NotFound when nothing waits here, or may not be seen; NotAllowed; Conflict when somebody else has: it says
    who, and since when.
    """
    login, role = accounts.actor_of(by)
    with transaction.atomic():
        waiting = _waiting(subject, by)
        held = Claim.objects.filter(subject=subject, released_ms__isnull=True).first()
        _refuse_another(held, login)
        for alert in waiting:
            alerts.acknowledge(alert, by)
        if held is None:
            Claim.objects.create(subject=subject, by=login, at_ms=_now())
            journal.record(login, role, "claim", subject, "worklist")


def release(subject: str, by: Actor, *, note: str = "") -> None:
    """Give somebody back: their alerts wait for everybody again. Who coordinates may do it for another.

    Refuses: NotFound when nobody has taken care of them, NotAllowed for another's claim.
    """
    login, role = accounts.actor_of(by)
    with transaction.atomic():
        waiting = _waiting(subject, by)
        held = Claim.objects.filter(subject=subject, released_ms__isnull=True).first()
        if held is None:
            raise NotFound("nobody has taken care of {subject}", subject=subject.partition(":")[2])
        if held.by != login:
            accounts.require(by, "set_parameter")
        for alert in waiting:
            alerts.reopen(alert, by, note=note.strip())
        _end(held, login)
        journal.record(login, role, "release", subject, "worklist")


def record_call(subject: str, by: Actor, *, outcome: str, note: str = "") -> int:
    """Write down a call and what came of it. Gives: its number.

    Takes: a person's code; an outcome of ``policy.CALL_OUTCOMES``; a note, needed for those of ``policy.NOTED``.
    Refuses: NotFound, NotAllowed, InputError.
    """
    person = people.facts_of([subject]).get(subject)
    if person is None or not people.may_see(by, person):
        raise NotFound("no person here has the code {code}", code=subject)
    if not people.may_see(by, person, "handle_alert"):
        raise NotAllowed("your roles do not allow: {verb}", verb="handle_alert")
    if outcome not in CALL_OUTCOMES:
        raise InputError("a call needs one of the outcomes: choose what came of it")
    if outcome in NOTED and not note.strip():
        raise InputError("this outcome of a call needs a note: say with whom, or what was found")
    login, role = accounts.actor_of(by)
    with transaction.atomic():
        made = Call.objects.create(
            subject=subject,
            by=login,
            at_ms=_now(),
            outcome=outcome,
            note=note.strip()[:500],
            alerts=_numbers(subject, by),
        )
        journal.record(login, role, "call", subject, "worklist", {"call": made.pk, "outcome": outcome})
    return made.pk


def close_alerts(subject: str, numbers: Sequence[int], by: Actor, *, outcome: str, note: str = "") -> int:
    """Close these alerts of a subject with what they were worth; the claim ends with the last one that waits.

    Gives: how many were closed. Refuses: as ``alerts.actions.close``, InputError when none is named, NotFound for one
    of another subject; Conflict when somebody else takes care of the subject.
    """
    login, _ = accounts.actor_of(by)
    if not numbers:
        raise InputError("choose at least one alert to close")
    with transaction.atomic():
        held = Claim.objects.filter(subject=subject, released_ms__isnull=True).first()
        _refuse_another(held, login)
        own = set(Alert.objects.filter(pk__in=numbers, subject=subject).values_list("pk", flat=True))
        for number in numbers:
            if number not in own:
                raise NotFound("no alert has the number {alert}", alert=number)
            alerts.close(number, by, outcome=outcome, note=note)
        if held is not None and not _numbers(subject, by):
            _end(held, login)
    return len(numbers)


def drop_settled_claims() -> int:
    """End the claims of those for whom nothing waits any more: their alerts were closed elsewhere, or withdrawn."""
    held = list(Claim.objects.filter(released_ms__isnull=True))
    now_ms = _now()
    needed = status_is("open", now_ms) | status_is("acknowledged", now_ms)
    waiting = set(
        Alert.objects.filter(needed, subject__in=[it.subject for it in held]).values_list("subject", flat=True)
    )
    over = [it for it in held if it.subject not in waiting]
    for each in over:
        _end(each, accounts.SYSTEM)
    return len(over)


def _waiting(subject: str, by: Actor) -> list[int]:
    """The alerts that wait, for somebody who may handle them. Refuses: NotFound, NotAllowed."""
    numbers = _numbers(subject, by)
    if not numbers:
        raise NotFound(
            "nothing waits for {subject}: another has closed it, or later data took it back",
            subject=subject.partition(":")[2],
        )
    handled_alert(numbers[0], by)
    return numbers


def _numbers(subject: str, by: Actor) -> list[int]:
    now_ms = _now()
    needed = status_is(NEEDS_SOMEONE[0], now_ms) | status_is(NEEDS_SOMEONE[1], now_ms)
    rows = Alert.objects.filter(visible(by) & needed, subject=subject).order_by("-rank", "-t_ms")
    return list(rows.values_list("pk", flat=True))


def _refuse_another(held: Claim | None, login: str) -> None:
    if held is not None and held.by != login:
        raise Conflict(
            "{login} has taken care of {subject} since {since}: speak with them, or wait until they give it back",
            login=held.by,
            subject=held.subject.partition(":")[2],
            since=_local(held.at_ms),
        )


def _end(held: Claim, login: str) -> None:
    held.released_ms, held.released_by = _now(), login
    held.save(update_fields=["released_ms", "released_by"])


def _now() -> int:
    moment: int = settings.WORKSPACE.clock.now_ms()
    return moment


def _local(instant_ms: int) -> str:
    """As the clock on the wall says it: whoever reads this speaks with a colleague."""
    local = datetime.fromtimestamp(instant_ms // 1_000, UTC).astimezone(ZoneInfo(settings.TIME_ZONE))
    return local.strftime("%H:%M (%Y-%m-%d)")
