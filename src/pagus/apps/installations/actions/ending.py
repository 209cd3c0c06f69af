"""Ending a kit in a territory: its rules stop, what it asked is closed with a reason, its records stay."""

from __future__ import annotations

from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.alerts import actions as alerts
from pagus.apps.installations.actions.rows import end_tenure, now, required_reason, running_row, touch, write_journal
from pagus.apps.installations.actions.tasks import finish_tasks
from pagus.apps.installations.lock import write_lock
from pagus.apps.installations.models import Enrolment, Installation
from pagus.apps.pathways.closing import end_courses
from pagus.errors import InputError

__all__ = ["uninstall"]


def uninstall(installation_id: int, by: Actor, *, reason: str) -> None:
    """End a kit here, with its older versions: rules stop, enrolments end, open alerts and tasks close with the reason.

    Courses on its pathways end too. Alerts, values, observations, answers and the definitions they speak of stay. Does
    what ``queries.plan_uninstall`` says.
    Refuses: NotFound, NotAllowed, InputError without a reason.
    """
    row = running_row(installation_id)
    accounts.require(by, "install_kit", row.territory)
    said = required_reason(reason, InputError("ending an installation needs a reason"))
    with transaction.atomic():
        same = Installation.objects.filter(kit_id=row.kit_id, territory=row.territory, removed_ms__isnull=True)
        for each in same.order_by("pk"):
            _end(each, by, said)
        write_journal(by, "uninstall_kit", f"kit:{row.kit_id}", {"reason": said, "territory": row.territory})
    write_lock()


def _end(row: Installation, by: Actor, reason: str) -> None:
    """End one version: inside a transaction."""
    moment = now()
    Enrolment.objects.filter(installation=row, to_ms__isnull=True).update(to_ms=moment)
    alerts.close_all_of(row.pk, by, note=reason)
    end_courses(row.pk, by, reason=reason)
    finish_tasks(row, by, reason)
    end_tenure(row)
    row.removed_ms, row.ended_reason = moment, reason
    touch(row)
