"""A person stops being monitored: what ends, what is closed, what is refused from then on, and what stays."""

from __future__ import annotations

from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.alerts import actions as alerts
from pagus.apps.installations import actions as installing
from pagus.apps.installations.queries import enrolments_of, followed_now, get_installation
from pagus.apps.monitoring.access import enrollable, now, require_monitoring, write_journal
from pagus.apps.monitoring.checking import SAID_BY
from pagus.apps.monitoring.models import Consent, MonitoringStop, Prescription
from pagus.apps.streams.actions import stop_readings
from pagus.errors import InputError, NotFound

__all__ = ["stop_monitoring"]


def stop_monitoring(code: str, installation_id: int, by: Actor, *, said_by: str, words: str) -> int:
    """End a monitoring because the person, or their representative, says so. Gives: the number of the stop.

    The enrolment ends, the consent is taken back, the prescription ends, open alerts are closed with the reason. What a
    device measures from now on is refused: of the signals that no other kit follows for this person, of all when none
    is left. What was recorded stays, because the law asks for it.
    Refuses: NotFound, NotAllowed, InputError without words or for an unknown ``said_by``.
    """
    enrollable(code, by)
    installed = get_installation(installation_id)
    require_monitoring(installed)
    if said_by not in SAID_BY:
        raise InputError("say who stops it: {known}", known=", ".join(SAID_BY))
    if not words.strip():
        raise InputError("write what the person said: a stop needs their words, even short")
    if code not in followed_now(installation_id):
        raise NotFound("{subject} is not enrolled", subject=code)
    login, _ = accounts.actor_of(by)
    moment, said = now(), words.strip()[:500]
    with transaction.atomic():
        installing.end_enrolment(installation_id, code, by, reason=said)
        closed = alerts.close_all_of(installation_id, by, note=said, subject=code)
        of_kit = {"subject": code, "installation__kit_id": installed.kit.id}
        Consent.objects.filter(**of_kit, withdrawn_ms__isnull=True).update(withdrawn_ms=moment, withdrawn_by=login)
        Prescription.objects.filter(**of_kit, ended_ms__isnull=True).update(ended_ms=moment)
        left = {
            signal for other, enrolled in enrolments_of(code) if enrolled.to_ms is None for signal in other.kit.signals
        }
        stop_readings(code, set(installed.kit.signals) - left, moment, every=not left)
        made = MonitoringStop.objects.create(
            installation_id=installation_id,
            subject=code,
            at_ms=moment,
            said_by=said_by,
            words=said,
            recorded_by=login,
            alerts_closed=closed,
        )
        write_journal(by, "stop_monitoring", code, {"kit": installed.kit.id, "alerts": closed})
    return made.pk
