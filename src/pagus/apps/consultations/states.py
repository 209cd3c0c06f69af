"""Where a consultation stands follows from who is there: nobody, somebody who waits, two who talk."""

from __future__ import annotations

from django.db.models import Q

from pagus.apps.consultations.access import now_ms, wall_ms
from pagus.apps.consultations.models import Consultation, Stay
from pagus.apps.consultations.policy import LOST_MS

__all__ = ["present", "settle", "sweep"]


def present(consultation: Consultation, moment_wall_ms: int) -> list[Stay]:
    """Which browsers are there, the first to come first? One that was silent for ``LOST_MS`` is not."""
    rows = Stay.objects.filter(_here(moment_wall_ms), participant__consultation=consultation)
    return list(rows.select_related("participant").order_by("pk"))


def _here(moment_wall_ms: int) -> Q:
    return Q(left_wall_ms__isnull=True, seen_wall_ms__gt=moment_wall_ms - LOST_MS)


def settle(consultation: Consultation) -> None:
    """Write where it stands, inside a transaction: it goes forward only."""
    moment = wall_ms()
    there = [stay.participant for stay in present(consultation, moment)]
    inside = {each.pk for each in there if each.admitted_ms is not None}
    rows = Consultation.objects.filter(pk=consultation.pk)
    if len(inside) > 1:
        rows.filter(status__in=("planned", "arrived")).update(
            status="in-progress", began_ms=now_ms(), began_wall_ms=moment
        )
    elif any(each.admitted_ms is None for each in there):
        rows.filter(status="planned").update(status="arrived")


def sweep(consultation: Consultation) -> None:
    """Write down who was lost: nothing was heard of their browser for ``LOST_MS``."""
    moment = wall_ms()
    lost = Stay.objects.filter(
        participant__consultation=consultation, left_wall_ms__isnull=True, seen_wall_ms__lte=moment - LOST_MS
    )
    for stay in lost:
        Stay.objects.filter(pk=stay.pk, left_wall_ms__isnull=True).update(
            left_ms=now_ms(), left_wall_ms=stay.seen_wall_ms, left_how="lost"
        )
