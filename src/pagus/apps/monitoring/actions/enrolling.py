"""Enrolling a person in a monitoring: prescription, eligibility, consent and team, all at once or not at all."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.installations import actions as installing
from pagus.apps.installations.queries import InstalledKit, chosen_set, enrolments_of, followed_now, get_installation
from pagus.apps.monitoring.access import (
    enrollable,
    line_of,
    now,
    prescribed_for,
    require_monitoring,
    today,
    write_journal,
)
from pagus.apps.monitoring.checking import MonitoringRequest, last_day, wrong_choices, wrong_fields
from pagus.apps.monitoring.models import Consent, Prescription
from pagus.apps.people.actions import move_person
from pagus.errors import InputError

__all__ = ["enrol_in_monitoring"]


def enrol_in_monitoring(code: str, installation_id: int, request: MonitoringRequest, by: Actor) -> int:
    """Enrol a person on a prescription, or renew the prescription of one who is followed. Gives: its number.

    Refuses: NotFound, NotAllowed; InputError for a kit that monitors nobody, or with everything that is wrong with
    what was typed; what enrolling refuses (a real person in a simulation, a version that takes nobody new).
    Method: one transaction. The prescription before this one ends where it is renewed; consents stay as given.
    """
    person = enrollable(code, by)
    installed = get_installation(installation_id)
    require_monitoring(installed)
    prescribed = prescribed_for(code, installed, request.measured)
    line = line_of(installed, prescribed)
    wrong = (*wrong_fields(request, line, today()), *wrong_choices(request, installed.kit, line))
    if wrong:
        reasons = "; ".join(str(each.error) for each in wrong)
        raise InputError("nobody was enrolled: {reasons}", reasons=reasons)
    login, _ = accounts.actor_of(by)
    issued, moment = date.fromisoformat(request.issued_on.strip()), now()
    with transaction.atomic():
        if code not in followed_now(installation_id):
            installing.enrol(installation_id, code, by)
        if request.team and request.team != person.team:
            move_person(code, team=request.team, by=by)
        same = Prescription.objects.filter(subject=code, installation__kit_id=installed.kit.id, ended_ms__isnull=True)
        before = same.order_by("-pk").first()
        same.update(ended_ms=moment)
        made = Prescription.objects.create(
            installation_id=installation_id,
            subject=code,
            line="" if line is None else line.id,
            prescriber=request.prescriber.strip(),
            rpps=request.rpps.replace(" ", ""),
            issued_on=issued,
            until=last_day(issued, request.months or 0),
            answers=dict(request.answers) if line is not None else {},
            renews=before,
            entered_by=login,
            entered_ms=moment,
        )
        Consent.objects.create(
            installation_id=installation_id,
            subject=code,
            given_on=date.fromisoformat(request.consent_on.strip()),
            way=request.consent_way,
            recorded_by=login,
            recorded_ms=moment,
        )
        _prescribe(code, installed, request, by)
        verb = "enrol_in_monitoring" if before is None else "renew_prescription"
        write_journal(by, verb, code, {"kit": installed.kit.id, "prescription": made.pk})
    return made.pk


def _prescribe(code: str, installed: InstalledKit, request: MonitoringRequest, by: Actor) -> None:
    """What the prescription says of targets and of what is measured becomes the person's own values.

    Refuses: NotAllowed for who may not set a person's own values, and chooses targets.
    """
    kit, enrolled = next(it for it in enrolments_of(code) if it[0].id == installed.id and it[1].to_ms is None)
    reason = f"{request.prescriber.strip()}, {request.issued_on.strip()}"
    chosen = chosen_set(kit, enrolled)
    if request.target_set and (chosen is None or chosen.name != request.target_set or chosen.changed):
        installing.choose_target_set(installed.id, code, request.target_set, reason=reason, by=by)
    if request.measured is not None:
        installing.prescribe(installed.id, code, request.measured, reason=reason, by=by)
