"""Two pseudonyms turned out to be one person: what was of the one is of the other from now on, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Q

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.alerts.moving import move_open_alerts
from pagus.apps.consultations.moving import move_open_consultations
from pagus.apps.installations import actions as installing
from pagus.apps.installations.models import Enrolment
from pagus.apps.installations.queries import enrolments_of
from pagus.apps.monitoring.access import enrollable, now, write_journal
from pagus.apps.monitoring.holdings import (
    ALERTS,
    CONSULTATIONS,
    COURSES,
    ENROLMENTS,
    go_over,
    remember,
    running_twins,
)
from pagus.apps.monitoring.models import Merge
from pagus.apps.monitoring.standing import require_present
from pagus.apps.pathways.closing import end_courses
from pagus.apps.pathways.models import Run
from pagus.apps.people.keys import revoke_every_key
from pagus.apps.people.queries import KnownPerson
from pagus.apps.streams import queries as streams
from pagus.apps.streams.actions import send_on_readings, submit
from pagus.apps.streams.observation import Batch, Observation, Receipts
from pagus.errors import Conflict, InputError

__all__ = ["merge_persons", "refuse_unsafe"]

_SOURCE = "merge"
_CHUNK = 5_000


def merge_persons(merged: str, stays: str, by: Actor, *, reason: str) -> Merge:
    """Make one person of two pseudonyms. Gives: the record of it, with what went over.

    Takes: the pseudonym that ends, the one that stays, why it is sure that they are one.
    Refuses: NotFound, NotAllowed for either; InputError without a reason or for one and the same; Conflict when either
    was merged before, or when one is simulated and the other is not. ``merge_preview`` says all this before.
    Method: the readings are copied through the door of all observations, each known by where it came from, so that a
    second try copies nothing twice; the originals stay where they are. Then, in one transaction, everything of
    ``holdings`` goes over with open alerts, enrolments, the person's own values and consultations that have not begun;
    keys of the personal page are revoked, and what still arrives for the one is about the other. Each row is remembered
    as it was, for ``unmerge_persons``.
    """
    ending, staying = enrollable(merged, by), enrollable(stays, by)
    if not reason.strip():
        raise InputError("write how it is known that the two are one person")
    refuse_unsafe(ending, staying)
    copied, set_aside = _copy_readings(merged, stays)
    moment = now()
    login, _ = accounts.actor_of(by)
    with transaction.atomic():
        made = Merge.objects.create(
            merged=merged, stays=stays, at_ms=moment, by=login, reason=reason.strip()[:500], copied=copied,
            set_aside=set_aside, remembered=True,
        )  # fmt: skip
        moved = _move_all(made, staying, by)
        revoke_every_key(by, merged)
        send_on_readings(merged, stays, moment)
        for code in (merged, stays):
            write_journal(by, "merge_persons", code, {"merged": merged, "stays": stays, "readings": copied, **moved})
    return made


def refuse_unsafe(ending: KnownPerson, staying: KnownPerson) -> None:
    """Refuse two that are the same, merged before, of whom one left, or of whom one is real: InputError, Conflict."""
    if ending.code == staying.code:
        raise InputError("{code} cannot be merged with itself", code=ending.code)
    for person in (ending, staying):
        known = Merge.objects.filter(merged=person.code, undone_ms__isnull=True).first()
        if known is not None:
            raise Conflict("{code} was merged into {stays} before", code=person.code, stays=known.stays)
        require_present(person.code)
    if ending.simulated != staying.simulated:
        raise Conflict("one of the two is simulated and the other is a real person: they are not one")


def _move_all(merge: Merge, staying: KnownPerson, by: Actor) -> dict[str, int]:
    """Gives: how many of each kind went over."""
    # Courses that nobody else is on go first: the enrolment that ends would end them.
    twins = running_twins(merge.merged, merge.stays)
    first = go_over(merge, staying, kinds=[COURSES], only=Q(ended_ms__isnull=True) & ~Q(pathway__in=twins))
    enrolments = _move_enrolments(merge, by)
    for number in set(Run.objects.filter(person=merge.merged, ended_ms=None).values_list("installation_id", flat=True)):
        end_courses(number, by, reason=f"merged into {merge.stays}", person=merge.merged)
    counts = go_over(merge, staying)
    alerts = move_open_alerts(merge.merged, merge.stays, by, merge.at_ms)
    remember(merge, ALERTS, {alert: {"case": case} for alert, case in alerts.cases_of.items()})
    consultations = move_open_consultations(merge.merged, merge.stays)
    remember(merge, CONSULTATIONS, {number: {} for number in consultations})
    counts[COURSES.kind] += first[COURSES.kind]
    counts |= {ENROLMENTS: enrolments, ALERTS: len(alerts.cases_of), CONSULTATIONS: len(consultations)}
    return {kind: count for kind, count in counts.items() if count}


def _copy_readings(merged: str, stays: str) -> tuple[int, int]:
    """How many readings are new for the one that stays, and how many could not be taken over?"""
    copied = set_aside = 0
    for batch in _batches(merged, stays):
        receipts: Receipts = submit(batch)
        copied += receipts.accepted
        set_aside += len(receipts.rejected) + len(receipts.held)
    return copied, set_aside


def _batches(merged: str, stays: str) -> Iterator[Batch]:
    rows = streams.history([merged])
    for start in range(0, rows.height, _CHUNK):
        part = rows.slice(start, _CHUNK)
        yield Batch(
            _SOURCE,
            [Observation(stays, signal, t, value) for _, signal, t, value in part.iter_rows()],
        )


def _move_enrolments(merge: Merge, by: Actor) -> int:
    """Gives: how many ended, of which the one that stays took over those it did not have."""
    followed = {installed.id for installed, enrolled in enrolments_of(merge.stays) if enrolled.to_ms is None}
    ended: dict[int, dict[str, Any]] = {}
    for row in Enrolment.objects.filter(subject=merge.merged, to_ms__isnull=True).order_by("pk"):
        number = row.installation_id
        taken = None if number in followed else installing.take_over_enrolment(number, merge.merged, merge.stays, by)
        installing.end_enrolment(number, merge.merged, by, reason=f"merged into {merge.stays}")
        ended[row.pk] = {} if taken is None else {"enrolment": taken.enrolment, "values": list(taken.values)}
    remember(merge, ENROLMENTS, ended)
    return len(ended)
