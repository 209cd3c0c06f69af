"""What becomes of consultations when two pseudonyms turn out to be one person."""

from __future__ import annotations

from django.db import transaction

from pagus.apps.consultations.models import Consultation, Participant

__all__ = ["move_open_consultations"]


def move_open_consultations(merged: str, stays: str) -> int:
    """Give what has not begun to the person who stays; what is past keeps the pseudonym it was held under.

    Gives: how many went over. The journal of the merge speaks of it.
    """
    with transaction.atomic():
        rows = Consultation.objects.filter(person=merged, status__in=("planned", "arrived"))
        numbers = list(rows.values_list("pk", flat=True))
        Participant.objects.filter(consultation_id__in=numbers, kind="person").update(name=stays)
        return Consultation.objects.filter(pk__in=numbers).update(
            person=stays, consent="", consent_ms=None, consent_by=""
        )
