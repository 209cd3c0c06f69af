"""Hand-overs to specialists: the sheet, its PDF, the question with its answer."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pagus.apps.handovers.queries import ListedHandover, handovers_listed, paper_of
from pagus.apps.resources.query import Query
from pagus.doors.fhir_r4.shown.shelves.base import CHUNK, Asker, Item
from pagus.doors.fhir_r4.shown.shelves.work import Numbered
from pagus.doors.fhir_r4.shown.writing.handovers import handover_binary, handover_document, handover_task

__all__ = ["HandoverPapers", "HandoverSheets", "HandoverTasks"]


class _Handovers(Numbered[ListedHandover]):
    prefix = "h"

    def _rows(
        self, asker: Asker, numbers: Collection[int] | None, subject: str, after: int
    ) -> tuple[ListedHandover, ...]:
        return handovers_listed(asker.viewer, numbers=numbers, person=subject, after=after, most=CHUNK)

    def _number(self, row: ListedHandover) -> int:
        return row.row.id


class HandoverSheets(_Handovers):
    """Sheets, as documents."""

    type = "DocumentReference"

    def _item(self, asker: Asker, row: ListedHandover) -> Item:
        return Item(handover_document(row, asker.language), str(row.row.id), row.row.person, row.row.asked_ms)


class HandoverTasks(_Handovers):
    """Questions, as tasks."""

    type = "Task"

    def _item(self, asker: Asker, row: ListedHandover) -> Item:
        return Item(handover_task(row, asker.language), str(row.row.id), row.row.person, row.changed_ms)


class HandoverPapers(_Handovers):
    """The PDFs: read by their id, not searched."""

    type = "Binary"

    def walk(self, asker: Asker, query: Query, after: str) -> Iterator[Item]:
        """Nothing: a Binary has nothing to be found by."""
        return iter(())

    def _item(self, asker: Asker, row: ListedHandover) -> Item:
        paper = paper_of(asker.viewer, row.row.id)
        return Item(handover_binary(row, paper), str(row.row.id), row.row.person, row.row.asked_ms)
