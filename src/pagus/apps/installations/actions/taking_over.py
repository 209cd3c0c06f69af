"""One pseudonym follows on from another in an enrolment, gives it back, or begins afresh."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.installations.actions.enrolling import require_subject
from pagus.apps.installations.actions.rows import now, running_row, this_second, touch, write_journal
from pagus.apps.installations.models import Enrolment, Installation, ParameterValue
from pagus.apps.installations.queries import get_installation
from pagus.apps.pathways.closing import end_courses
from pagus.apps.streams.actions import register_subjects
from pagus.errors import NotFound

__all__ = ["TakenOver", "begin_afresh", "give_back_enrolment", "take_over_enrolment"]


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What a taking over made: the number of the new enrolment, and of the values that were copied."""

    enrolment: int
    values: tuple[int, ...]


def take_over_enrolment(installation_id: int, from_subject: str, subject: str, by: Actor) -> TakenOver:
    """Follow a subject in the place of another one, with whose past it is judged: alerts from now on.

    The values that were set for the other one hold for this one where it has none of its own. Also in a version that
    takes nobody new: the person was followed by it. Refuses: NotFound when the other one is not followed.
    """
    row = running_row(installation_id)
    other = _running(row, from_subject)
    if other is None:
        raise NotFound("{subject} is not enrolled", subject=from_subject)
    require_subject(get_installation(installation_id).kit, row, subject, by)
    start = this_second(now())
    with transaction.atomic():
        register_subjects([subject])
        made = Enrolment.objects.create(
            installation=row, subject=subject, from_ms=start, observed_from_ms=min(start, other.observed_from_ms)
        )
        own = ParameterValue.objects.filter(installation=row, layer="person")
        has = set(own.filter(holder=subject).values_list("name", flat=True))
        copied = []
        for value in own.filter(holder=from_subject).exclude(name__in=has).order_by("pk"):
            value.pk, value.holder = None, subject
            value.save(force_insert=True)
            copied.append(value.pk)
        touch(row)
        write_journal(by, "enrol", subject, {"kit": row.kit_id, "instead_of": from_subject})
    return TakenOver(made.pk, tuple(copied))


def give_back_enrolment(ended: int, taken: TakenOver | None, by: Actor, *, reason: str) -> bool:
    """Follow again whose enrolment ended when another one followed on. Gives: False when something speaks against it.

    Takes: the number of the enrolment that ended; what was taken over from it, None when the other one had its own.
    What was copied holds no more for the other one, where nobody has set another value since.
    Against it: the version has ended here; they are enrolled again; the other one has stopped since.
    """
    was = Enrolment.objects.select_related("installation").get(pk=ended)
    row = was.installation
    other = None if taken is None else Enrolment.objects.filter(pk=taken.enrolment, to_ms__isnull=True).first()
    if row.removed_ms is not None or _running(row, was.subject) is not None or (taken is not None and other is None):
        return False
    require_subject(get_installation(row.pk).kit, row, was.subject, by)
    with transaction.atomic():
        Enrolment.objects.create(
            installation=row, subject=was.subject, from_ms=this_second(now()), observed_from_ms=was.observed_from_ms
        )
        if taken is not None and other is not None:
            other.to_ms = now()
            other.save(update_fields=["to_ms"])
            end_courses(row.pk, by, reason=reason, person=other.subject)
            _take_back_values(taken, by, reason)
        touch(row)
        write_journal(by, "enrol", was.subject, {"kit": row.kit_id, "reason": reason})
    return True


def begin_afresh(installation_id: int, subject: str, by: Actor, *, reason: str) -> None:
    """Go on following a subject without anything that was measured before now: it may be somebody else's.

    Courses go on. Refuses: NotFound, NotAllowed.
    """
    row = running_row(installation_id)
    require_subject(get_installation(installation_id).kit, row, subject, by)
    known = _running(row, subject)
    if known is None:
        raise NotFound("{subject} is not enrolled", subject=subject)
    with transaction.atomic():
        start = this_second(now())
        known.to_ms = now()
        known.save(update_fields=["to_ms"])
        Enrolment.objects.create(installation=row, subject=subject, from_ms=start, observed_from_ms=start)
        touch(row)
        write_journal(by, "enrol", subject, {"kit": row.kit_id, "reason": reason})


def _running(row: Installation, subject: str) -> Enrolment | None:
    return Enrolment.objects.filter(installation=row, subject=subject, to_ms__isnull=True).first()


def _take_back_values(taken: TakenOver, by: Actor, reason: str) -> None:
    login, _ = accounts.actor_of(by)
    newest: dict[str, ParameterValue] = {}
    for value in ParameterValue.objects.filter(pk__in=taken.values).order_by("pk"):
        newest[value.name] = value
    for value in newest.values():
        later = ParameterValue.objects.filter(
            installation_id=value.installation_id, layer="person", holder=value.holder, name=value.name, pk__gt=value.pk
        )
        if not later.exists():
            value.pk, value.value, value.by, value.at_ms, value.reason, value.target_set = (
                None, None, login, now(), reason[:500], "",
            )  # fmt: skip
            value.save(force_insert=True)
