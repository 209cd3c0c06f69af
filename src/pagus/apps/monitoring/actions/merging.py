"""Two pseudonyms turned out to be one person: what was of the one is of the other from now on, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.alerts.moving import move_open_alerts
from pagus.apps.consultations.moving import move_open_consultations
from pagus.apps.installations import actions as installing
from pagus.apps.installations.queries import enrolments_of
from pagus.apps.monitoring.access import enrollable, now, write_journal
from pagus.apps.monitoring.models import Consent, Merge, Prescription
from pagus.apps.pathways.models import Run
from pagus.apps.people.keys import keys_of, revoke_personal_key
from pagus.apps.people.queries import KnownPerson
from pagus.apps.streams import queries as streams
from pagus.apps.streams.actions import send_on_readings, submit
from pagus.apps.streams.observation import Batch, Observation, Receipts
from pagus.apps.worklist.claiming import move_claim
from pagus.errors import Conflict, InputError

__all__ = ["merge_persons"]

_SOURCE = "merge"
_CHUNK = 5_000


def merge_persons(merged: str, stays: str, by: Actor, *, reason: str) -> Merge:
    """Make one person of two pseudonyms. Gives: the record of it, with what went over.

    Takes: the pseudonym that ends, the one that stays, why it is sure that they are one.
    Refuses: NotFound, NotAllowed for either; InputError without a reason or for one and the same; Conflict when either
    was merged before, when one is simulated and the other is not, or when the one that ends stands on a pathway.
    Method: the readings are copied through the door of all observations, each known by where it came from, so that a
    second try copies nothing twice; the originals stay where they are. Then, in one transaction: open alerts and who
    takes care of them, enrolments, the person's own values, prescriptions and consents go over, keys of the personal
    page are revoked, and what still arrives for the one is about the other. It cannot be undone: whose was what would
    be a guess.
    """
    ending, staying = enrollable(merged, by), enrollable(stays, by)
    if not reason.strip():
        raise InputError("write how it is known that the two are one person")
    _refuse_unsafe(ending, staying)
    copied, set_aside = _copy_readings(merged, stays)
    moment = now()
    with transaction.atomic():
        _move_enrolments(merged, stays, by)
        moved = move_open_alerts(merged, stays, by, moment)
        move_claim(merged, stays, by)
        move_open_consultations(merged, stays)
        for kind in (Prescription, Consent):
            kind.objects.filter(subject=merged).update(subject=stays)
        for key in keys_of(by, merged):
            if key.revoked_ms is None:
                revoke_personal_key(by, key.id)
        send_on_readings(merged, stays, moment)
        login, _ = accounts.actor_of(by)
        made = Merge.objects.create(
            merged=merged,
            stays=stays,
            at_ms=moment,
            by=login,
            reason=reason.strip()[:500],
            copied=copied,
            set_aside=set_aside,
        )
        for code in (merged, stays):
            detail: dict[str, object] = {"merged": merged, "stays": stays, "readings": copied, "alerts": moved}
            write_journal(by, "merge_persons", code, detail)
    return made


def _refuse_unsafe(ending: KnownPerson, staying: KnownPerson) -> None:
    if ending.code == staying.code:
        raise InputError("{code} cannot be merged with itself", code=ending.code)
    for person in (ending, staying):
        known = Merge.objects.filter(merged=person.code).first()
        if known is not None:
            raise Conflict("{code} was merged into {stays} before", code=person.code, stays=known.stays)
    if ending.simulated != staying.simulated:
        raise Conflict("one of the two is simulated and the other is a real person: they are not one")
    running = set(Run.objects.filter(person=ending.code, ended_ms__isnull=True).values_list("pathway", flat=True))
    if running:
        raise Conflict(
            "{code} stands on {pathways}: end that course first, and begin it again with {stays}",
            code=ending.code,
            pathways=", ".join(sorted(running)),
            stays=staying.code,
        )


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


def _move_enrolments(merged: str, stays: str, by: Actor) -> None:
    followed = {installed.id for installed, enrolled in enrolments_of(stays) if enrolled.to_ms is None}
    for installed, enrolled in enrolments_of(merged):
        if enrolled.to_ms is not None:
            continue
        if installed.id not in followed:
            installing.take_over_enrolment(installed.id, merged, stays, by)
        installing.end_enrolment(installed.id, merged, by, reason=f"merged into {stays}")
