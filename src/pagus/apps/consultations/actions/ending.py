"""How a consultation ends: closed by whoever holds it, or by itself; then what was agreed is written down."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.consultations.access import held, now_ms, require_open, wall_ms
from pagus.apps.consultations.actions.asking import call_off
from pagus.apps.consultations.models import Consultation, FallbackCall, Letter, Stay
from pagus.apps.consultations.policy import LONGEST_MS, OPEN_STATES, OUTCOMES, UNHELD_MS, VACANT_MS
from pagus.apps.consultations.record import digest_of_record
from pagus.apps.consultations.states import sweep
from pagus.apps.journal import actions as journal
from pagus.apps.worklist.policy import CALL_OUTCOMES
from pagus.errors import Conflict, InputError

__all__ = ["end", "expire_stale", "log_phone_call", "write_summary"]


def end(by: Actor, code: str) -> None:
    """End the call for everybody, and seal its session record. Twice has no further effect.

    Refuses: NotFound, NotAllowed.
    """
    _close(held(by, code), *accounts.actor_of(by))


def log_phone_call(by: Actor, code: str, outcome: str, note: str = "") -> None:
    """Write down that the person was called by phone. Refuses: NotFound, NotAllowed, InputError for the outcome."""
    row = held(by, code)
    if outcome not in CALL_OUTCOMES:
        raise InputError("say whether the person was reached")
    login, role = accounts.actor_of(by)
    with transaction.atomic():
        FallbackCall.objects.create(
            consultation=row, by=login, at_ms=now_ms(), outcome=outcome, note=note.strip()[:300]
        )
        detail = {"consultation": row.pk, "outcome": outcome}
        journal.record(login, role, "call_by_phone", row.person, "video consultation", detail)


def write_summary(by: Actor, code: str, outcome: str, agreed: str) -> None:
    """Write down what came of it and what was agreed: the person reads the second on their page.

    Refuses: NotFound, NotAllowed; InputError for an outcome that there is not; Conflict while the call goes on.
    """
    row = held(by, code)
    if outcome not in OUTCOMES:
        raise InputError("say what came of the consultation")
    if row.status in OPEN_STATES:
        raise Conflict("end the call first")
    login, role = accounts.actor_of(by)
    with transaction.atomic():
        Consultation.objects.filter(pk=row.pk).update(
            outcome=outcome, agreed=agreed.strip()[:2000], summary_ms=now_ms(), summary_by=login
        )
        detail = {"consultation": row.pk, "outcome": outcome}
        journal.record(login, role, "sum_up_consultation", row.person, "video consultation", detail)


def expire_stale() -> int:
    """End what nobody is in any more, cancel what nobody came to. Gives: how many. Twice does no harm."""
    moment, wall, count = now_ms(), wall_ms(), 0
    for row in Consultation.objects.filter(status__in=OPEN_STATES).order_by("pk"):
        heard = Stay.objects.filter(participant__consultation=row).aggregate(last=Max("seen_wall_ms"))["last"]
        began = row.began_wall_ms
        if began is not None and heard is not None and (heard < wall - VACANT_MS or began < wall - LONGEST_MS):
            _close(row, accounts.SYSTEM, accounts.SYSTEM)
            count += 1
        elif began is None and row.planned_ms < moment - UNHELD_MS and (heard is None or heard < wall - VACANT_MS):
            count += call_off(row, accounts.SYSTEM)
    return count


def _close(row: Consultation, login: str, role: str) -> None:
    if row.status == "finished":
        return
    require_open(row)
    with transaction.atomic():
        sweep(row)
        Stay.objects.filter(participant__consultation=row, left_wall_ms__isnull=True).update(
            left_ms=now_ms(), left_wall_ms=wall_ms(), left_how="ended"
        )
        # Letters hold network addresses: nothing of them outlives the call.
        Letter.objects.filter(to__participant__consultation=row).delete()
        digest = digest_of_record(row)
        changed = Consultation.objects.filter(pk=row.pk, status__in=OPEN_STATES).update(
            status="finished", ended_ms=now_ms(), ended_wall_ms=wall_ms(), ended_by=login, record_digest=digest
        )
        if changed:
            detail = {"consultation": row.pk, "record": digest}
            journal.record(login, role, "end_consultation", row.person, "video consultation", detail)
