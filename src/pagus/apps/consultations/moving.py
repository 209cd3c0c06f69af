"""What becomes of consultations when two pseudonyms turn out to be one person, or two after all."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from pagus.apps.consultations.models import Consultation, Participant

__all__ = ["count_consultations", "move_back_consultations", "move_open_consultations"]

_OPEN = ("planned", "arrived")


def count_consultations(person: str) -> tuple[int, int]:
    """How many consultations of this person have not begun, and how many have, or are over?"""
    rows = Consultation.objects.filter(person=person)
    waiting = rows.filter(status__in=_OPEN).count()
    return waiting, rows.count() - waiting


def move_open_consultations(merged: str, stays: str) -> tuple[int, ...]:
    """Give what has not begun to the person who stays; what is past keeps the pseudonym it was held under.

    Gives: which went over. The journal of the merge speaks of it.
    """
    return _move(Consultation.objects.filter(person=merged).values_list("pk", flat=True), merged, stays)


def move_back_consultations(numbers: Iterable[int], merged: str, stays: str) -> int:
    """Give back what went over and has not begun. Gives: how many."""
    return len(_move(numbers, stays, merged))


def _move(numbers: Iterable[int], from_person: str, to_person: str) -> tuple[int, ...]:
    with transaction.atomic():
        rows = Consultation.objects.filter(pk__in=list(numbers), person=from_person, status__in=_OPEN)
        found = tuple(rows.values_list("pk", flat=True))
        Participant.objects.filter(consultation_id__in=found, kind="person").update(name=to_person)
        Consultation.objects.filter(pk__in=found).update(person=to_person, consent="", consent_ms=None, consent_by="")
    return found
