"""A person stops being monitored: what ends, what is closed, what is refused from then on, and what stays."""

from __future__ import annotations

from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.alerts import actions as alerts
from pagus.apps.installations import actions as installing
from pagus.apps.installations.queries import InstalledKit, enrolments_of, followed_now, get_installation
from pagus.apps.monitoring.access import enrollable, now, require_monitoring, write_journal
from pagus.apps.monitoring.checking import SAID_BY
from pagus.apps.monitoring.models import Consent, MonitoringStop, Prescription
from pagus.apps.streams.actions import stop_readings
from pagus.errors import InputError, NotFound

__all__ = ["end_following", "stop_monitoring"]


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
        made = end_following(code, installed, by, said_by=said_by, words=said, moment=moment)
        Consent.objects.filter(subject=code, installation__kit_id=installed.kit.id, withdrawn_ms__isnull=True).update(
            withdrawn_ms=moment, withdrawn_by=login
        )
        write_journal(by, "stop_monitoring", code, {"kit": installed.kit.id, "alerts": made.alerts_closed})
    return made.pk


def end_following(
    code: str, installed: InstalledKit, by: Actor, *, said_by: str, words: str, moment: int
) -> MonitoringStop:
    """End what one kit does for a person, and write down why: inside a transaction of whoever has asked for the right.

    The enrolment and the prescription end, open alerts are closed, what is measured for this kit alone is refused.
    """
    installing.end_enrolment(installed.id, code, by, reason=words)
    closed = alerts.close_all_of(installed.id, by, note=words, subject=code)
    Prescription.objects.filter(subject=code, installation__kit_id=installed.kit.id, ended_ms__isnull=True).update(
        ended_ms=moment
    )
    left = {signal for other, enrolled in enrolments_of(code) if enrolled.to_ms is None for signal in other.kit.signals}
    stop_readings(code, set(installed.kit.signals) - left, moment, every=not left)
    return MonitoringStop.objects.create(
        installation_id=installed.id, subject=code, at_ms=moment, said_by=said_by, words=words,
        recorded_by=accounts.actor_of(by)[0], alerts_closed=closed,
    )  # fmt: skip
