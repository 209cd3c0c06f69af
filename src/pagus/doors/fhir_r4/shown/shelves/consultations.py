"""Consultations by video."""

from __future__ import annotations

from collections.abc import Collection

from pagus.apps.consultations.queries import Card, consultations_listed
from pagus.doors.fhir_r4.shown.shelves.base import CHUNK, Asker, Item
from pagus.doors.fhir_r4.shown.shelves.work import Numbered
from pagus.doors.fhir_r4.shown.writing.consultations import encounter

__all__ = ["Encounters"]


class Encounters(Numbered[Card]):
    """Consultations by video, as Encounters of class VR."""

    type = "Encounter"
    prefix = "v"

    def _rows(self, asker: Asker, numbers: Collection[int] | None, subject: str, after: int) -> tuple[Card, ...]:
        return consultations_listed(asker.viewer, numbers=numbers, person=subject, after=after, most=CHUNK)

    def _item(self, asker: Asker, row: Card) -> Item:
        changed = row.summary_ms or row.ended_ms or row.began_ms or row.asked_ms
        return Item(encounter(row, asker.language), str(row.id), row.person, changed)

    def _number(self, row: Card) -> int:
        return row.id
