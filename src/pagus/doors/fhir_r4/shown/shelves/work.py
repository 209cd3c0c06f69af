"""Alerts and courses: what needs somebody, and where people stand."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping
from typing import Generic, TypeVar

from pagus.apps.alerts.facts import AlertFacts, alert_facts
from pagus.apps.forms.queries import WrittenResponse, responses_listed
from pagus.apps.monitoring.queries import KnownConsent, KnownPrescription, consents_listed, prescriptions_listed
from pagus.apps.pathways.queries import RunRow, TaskRow, courses_listed, tasks_listed
from pagus.apps.resources.query import Query
from pagus.apps.streams.queries import history
from pagus.doors.fhir_r4.shown.shelves.base import CHUNK, Asker, Item, asked_numbers, asked_person, numbers_of
from pagus.doors.fhir_r4.shown.writing.alerts import alert_task, detected_issue
from pagus.doors.fhir_r4.shown.writing.courses import care_plan, pathway_task
from pagus.doors.fhir_r4.shown.writing.forms import questionnaire_response
from pagus.doors.fhir_r4.shown.writing.monitoring import consent, service_request
from pagus.doors.fhir_r4.shown.writing.records import observation_id

__all__ = ["AlertTasks", "Consents", "Courses", "Issues", "Numbered", "PathwayTasks", "Prescriptions", "Responses"]

Row = TypeVar("Row")

NEWEST = 20
"""How many observations of a window an alert refers to: the newest ones; the window itself can hold thousands."""


class Numbered(ABC, Generic[Row]):
    """Rows with numbers, fetched a chunk at a time."""

    type: str
    prefix: str

    def one(self, asker: Asker, id_: str) -> Item | None:
        """The row of this number, if this one may see it."""
        numbers = numbers_of([id_], self.prefix)
        rows = self._rows(asker, numbers, "", 0) if numbers else ()
        return self._item(asker, rows[0]) if rows else None

    def walk(self, asker: Asker, query: Query, after: str) -> Iterator[Item]:
        """All of them, by number."""
        person = asked_person(asker, query, "patient", "subject")
        if person is None:
            return
        numbers, last = asked_numbers(query, self.prefix), int(after or 0)
        while rows := self._rows(asker, numbers, person, last):
            for row in rows:
                yield self._item(asker, row)
            last = self._number(rows[-1])

    @abstractmethod
    def _rows(self, asker: Asker, numbers: Collection[int] | None, subject: str, after: int) -> tuple[Row, ...]: ...

    @abstractmethod
    def _item(self, asker: Asker, row: Row) -> Item: ...

    @abstractmethod
    def _number(self, row: Row) -> int: ...


class _Alerts(Numbered[AlertFacts]):
    prefix = "a"

    def _rows(self, asker: Asker, numbers: Collection[int] | None, subject: str, after: int) -> tuple[AlertFacts, ...]:
        return alert_facts(asker.viewer, numbers=numbers, subject=subject, after=after, most=CHUNK)

    def _number(self, row: AlertFacts) -> int:
        return row.row.id


class Issues(_Alerts):
    """Alerts, with what they were computed from."""

    type = "DetectedIssue"

    def _item(self, asker: Asker, row: AlertFacts) -> Item:
        written = detected_issue(row, _evidence(row), asker.language)
        return Item(written, str(row.row.id), row.row.subject, row.changed_ms)


class AlertTasks(_Alerts):
    """What alerts ask of somebody."""

    type = "Task"

    def _item(self, asker: Asker, row: AlertFacts) -> Item:
        return Item(alert_task(row, asker.language), str(row.row.id), row.row.subject, row.changed_ms)


class PathwayTasks(Numbered[TaskRow]):
    """Tasks of pathways."""

    type = "Task"
    prefix = "t"

    def _rows(self, asker: Asker, numbers: Collection[int] | None, subject: str, after: int) -> tuple[TaskRow, ...]:
        return tasks_listed(asker.viewer, numbers=numbers, person=subject, after=after, most=CHUNK)

    def _item(self, asker: Asker, row: TaskRow) -> Item:
        return Item(pathway_task(row, asker.language), str(row.id), row.person, row.closed_ms or row.opened_ms)

    def _number(self, row: TaskRow) -> int:
        return row.id


class Courses(Numbered[RunRow]):
    """Courses on pathways."""

    type = "CarePlan"
    prefix = "r"

    def _rows(self, asker: Asker, numbers: Collection[int] | None, subject: str, after: int) -> tuple[RunRow, ...]:
        return courses_listed(asker.viewer, numbers=numbers, person=subject, after=after, most=CHUNK)

    def _item(self, asker: Asker, row: RunRow) -> Item:
        return Item(care_plan(row, asker.language), str(row.id), row.person, row.ended_ms or row.since_ms)

    def _number(self, row: RunRow) -> int:
        return row.id


class Responses(Numbered[WrittenResponse]):
    """What was answered."""

    type = "QuestionnaireResponse"
    prefix = "q"

    def _rows(
        self, asker: Asker, numbers: Collection[int] | None, subject: str, after: int
    ) -> tuple[WrittenResponse, ...]:
        return responses_listed(asker.viewer, numbers=numbers, person=subject, after=after, most=CHUNK)

    def _item(self, asker: Asker, row: WrittenResponse) -> Item:
        return Item(questionnaire_response(row), str(row.row.id), row.row.person, row.row.changed_ms)

    def _number(self, row: WrittenResponse) -> int:
        return row.row.id


def _evidence(alert: AlertFacts) -> Mapping[str, list[str]]:
    """For each feature the ids of the newest observations in its window."""
    found: dict[str, list[str]] = {}
    for name, window in alert.windows.items():
        signal = str(window["signal"])
        bounds = int(str(window["from_ms"])), int(str(window["to_ms"]))
        rows = history([alert.row.subject], [signal], *bounds).sort("t").tail(NEWEST)
        ids = (observation_id(alert.row.subject, signal, t) for t in rows["t"])
        found[name] = [each for each in ids if each is not None]
    return found


class Prescriptions(Numbered[KnownPrescription]):
    """On whose word people are monitored."""

    type = "ServiceRequest"
    prefix = "m"

    def _rows(
        self, asker: Asker, numbers: Collection[int] | None, subject: str, after: int
    ) -> tuple[KnownPrescription, ...]:
        return prescriptions_listed(asker.viewer, numbers, subject, after, CHUNK)

    def _item(self, asker: Asker, row: KnownPrescription) -> Item:
        return Item(service_request(row, asker.language), str(row.id), row.subject, row.ended_ms or row.entered_ms)

    def _number(self, row: KnownPrescription) -> int:
        return row.id


class Consents(Numbered[KnownConsent]):
    """Who agreed to be monitored."""

    type = "Consent"
    prefix = "c"

    def _rows(
        self, asker: Asker, numbers: Collection[int] | None, subject: str, after: int
    ) -> tuple[KnownConsent, ...]:
        return consents_listed(asker.viewer, numbers, subject, after, CHUNK)

    def _item(self, asker: Asker, row: KnownConsent) -> Item:
        return Item(consent(row, asker.language), str(row.id), row.subject, row.withdrawn_ms or row.recorded_ms)

    def _number(self, row: KnownConsent) -> int:
        return row.id
