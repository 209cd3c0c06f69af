"""Two pseudonyms that were made one are two after all: what was before is put back, and it is said what cannot be."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.alerts.moving import MovedAlerts, move_back_alerts
from pagus.apps.consultations.moving import move_back_consultations
from pagus.apps.installations import actions as installing
from pagus.apps.installations.actions.taking_over import TakenOver
from pagus.apps.installations.queries import enrolments_of
from pagus.apps.monitoring.access import enrollable, now, write_journal
from pagus.apps.monitoring.holdings import ALERTS, CONSULTATIONS, ENROLMENTS, go_back
from pagus.apps.monitoring.models import Merge, MonitoringStop, MovedRow
from pagus.apps.streams import queries as streams
from pagus.apps.streams.actions import send_on_readings, send_on_readings_no_more, stop_readings
from pagus.errors import Conflict, InputError

__all__ = ["Undone", "standing_merge", "unmerge_persons"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What an undoing put back, of how many rows that went over, by kind; and whether somebody begins afresh."""

    merged: str
    stays: str
    back: dict[str, int]
    went_over: dict[str, int]
    afresh: bool
    """True: the one that stayed is judged by what is measured from now on only, for readings of the other one are in
    its past."""


def unmerge_persons(merged: str, by: Actor, *, reason: str) -> Undone:
    """Undo the merge of this pseudonym. Gives: what went back, of how much.

    Refuses: NotFound, NotAllowed for either; InputError without a reason; Conflict when no merge of it stands,
    when the other one was merged further since (undo that first), when something that one has once was begun
    anew under the pseudonym, or for a merge by an older version.
    Method: one transaction. A row goes back where it is still about the one that stayed. Not undone: readings that were
    copied, or have come since, cannot be told apart and stay; so whoever stayed begins afresh in each kit: rules read
    nothing from before now. Keys of the personal page stay revoked, alerts that were closed stay closed, and what was
    written since the merge stays where it was written.
    """
    merge = standing_merge(merged, by)
    if not reason.strip():
        raise InputError("write how it is known that the two are two persons")
    further = Merge.objects.filter(merged=merge.stays, undone_ms__isnull=True).first()
    if further is not None:
        raise Conflict("{code} was merged into {stays} since: undo that first", code=merge.stays, stays=further.stays)
    try:
        with transaction.atomic():
            return _undo(merge, by, reason.strip()[:500])
    except IntegrityError as error:
        raise Conflict(
            "something was begun under {code} since, of which one has one at a time: end it first", code=merged
        ) from error


def standing_merge(merged: str, by: Actor) -> Merge:
    """The merge of this pseudonym that stands, for whoever may undo it. Refuses: NotFound, NotAllowed, Conflict."""
    enrollable(merged, by)
    merge = Merge.objects.filter(merged=merged, undone_ms__isnull=True).first()
    if merge is None:
        raise Conflict("no merge of {code} stands", code=merged)
    enrollable(merge.stays, by)
    if not merge.remembered:
        raise Conflict("this merge was made by an older version, which wrote nothing down: it cannot be undone")
    return merge


def _undo(merge: Merge, by: Actor, reason: str) -> Undone:
    moment, (login, _) = now(), accounts.actor_of(by)
    rows = list(MovedRow.objects.filter(merge=merge).order_by("pk"))
    went_over: dict[str, int] = {}
    for row in rows:
        went_over[row.kind] = went_over.get(row.kind, 0) + 1
    back = go_back(merge)
    cases = {row.number: row.before["case"] for row in rows if row.kind == ALERTS}
    back[ALERTS] = move_back_alerts(MovedAlerts(cases), merge.merged, merge.stays, by, moment)
    consultations = [row.number for row in rows if row.kind == CONSULTATIONS]
    back[CONSULTATIONS] = move_back_consultations(consultations, merge.merged, merge.stays)
    back[ENROLMENTS] = sum(
        installing.give_back_enrolment(row.number, _taken(row), by, reason=reason)
        for row in rows
        if row.kind == ENROLMENTS
    )
    _part_readings(merge, moment)
    afresh = _begin_afresh(merge, by, reason)
    Merge.objects.filter(pk=merge.pk).update(undone_ms=moment, undone_by=login, undone_reason=reason)
    counts: dict[str, object] = {kind: count for kind, count in back.items() if count}
    for code in (merge.merged, merge.stays):
        write_journal(by, "unmerge_persons", code, {"merged": merge.merged, "stays": merge.stays, **counts})
    return Undone(merged=merge.merged, stays=merge.stays, back=back, went_over=went_over, afresh=afresh)


def _taken(row: MovedRow) -> TakenOver | None:
    return TakenOver(row.before["enrolment"], tuple(row.before["values"])) if row.before else None


def _part_readings(merge: Merge, moment: int) -> None:
    """What arrives for the pseudonym is about itself again, and what led to it too; where it had stopped, it stops."""
    send_on_readings_no_more(merge.merged)
    for earlier in Merge.objects.filter(stays=merge.merged, undone_ms__isnull=True):
        send_on_readings(earlier.merged, merge.merged, earlier.at_ms)
    followed = {
        signal for kit, enrolled in enrolments_of(merge.merged) if enrolled.to_ms is None for signal in kit.kit.signals
    }
    stopped = {stop.installation_id for stop in MonitoringStop.objects.filter(subject=merge.merged)}
    signals = {signal for kit, _ in enrolments_of(merge.merged) if kit.id in stopped for signal in kit.kit.signals}
    if stopped:
        stop_readings(merge.merged, signals - followed, moment, every=not followed)


def _begin_afresh(merge: Merge, by: Actor, reason: str) -> bool:
    """Keep readings of the other one out of what rules read of the one that stayed. Gives: whether there are any."""
    if not merge.copied and streams.history([merge.stays], None, merge.at_ms).is_empty():
        return False
    for kit, enrolled in enrolments_of(merge.stays):
        if enrolled.to_ms is None:
            installing.begin_afresh(kit.id, merge.stays, by, reason=reason)
    return True
