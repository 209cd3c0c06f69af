"""The directory of care and the agendas."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pagus.apps.appointments.queries import SlotRow, agendas, slots_of
from pagus.apps.care.queries import FacilityCard, facilities
from pagus.apps.resources.query import Query
from pagus.doors.fhir_r4.shown.shelves.base import CHUNK, Asker, Item, asked_numbers, numbers_of
from pagus.doors.fhir_r4.shown.shelves.territory import own_territories
from pagus.doors.fhir_r4.shown.writing.care import (
    appointment,
    facility_id,
    facility_location,
    facility_organization,
    healthcare_service,
    schedule,
    service_id,
    slot,
)
from pagus.doors.fhir_r4.shown.writing.parts import Document
from pagus.kit_language.model import Language

__all__ = ["Appointments", "Facilities", "Schedules", "Services", "Slots"]


def _cards(asker: Asker) -> dict[str, FacilityCard]:
    """The facilities of the territory, by code, those that are closed too: somebody may still refer to them."""
    return {card.code: card for own in own_territories(asker) for card in facilities(within=own, closed=True)}


class Facilities:
    """Facilities, as Location or as Organization."""

    def __init__(self, kind: str, write: Callable[[FacilityCard, Language], Document]) -> None:
        self.type = kind
        self._write = write

    @classmethod
    def both(cls) -> tuple[Facilities, Facilities]:
        """One shelf for each of the two."""
        return cls("Location", facility_location), cls("Organization", facility_organization)

    def one(self, asker: Asker, id_: str) -> Item | None:
        """The facility of this id."""
        if not id_.startswith("facility."):
            return None
        found = next((card for card in _cards(asker).values() if facility_id(card.code) == id_), None)
        return None if found is None else Item(self._write(found, asker.language), found.code)

    def walk(self, asker: Asker, query: Query, after: str) -> Iterator[Item]:
        """All of them, by code."""
        cards = _cards(asker)
        for code in sorted(cards):
            if code > after:
                yield Item(self._write(cards[code], asker.language), code)


class Services:
    """What facilities do."""

    type = "HealthcareService"

    def one(self, asker: Asker, id_: str) -> Item | None:
        """The service of this id."""
        return next((each for each in self._items(asker, "") if each.document["id"] == id_), None)

    def walk(self, asker: Asker, query: Query, after: str) -> Iterator[Item]:
        """All of them, by facility and service."""
        return self._items(asker, after)

    def _items(self, asker: Asker, after: str) -> Iterator[Item]:
        cards = _cards(asker)
        for code in sorted(cards):
            for service in sorted(cards[code].services, key=lambda each: each.service):
                place = service_id(code, service.service)
                if place > after:
                    yield Item(healthcare_service(cards[code], service, asker.language), place)


class Schedules:
    """Agendas."""

    type = "Schedule"

    def one(self, asker: Asker, id_: str) -> Item | None:
        """The agenda of this number."""
        found = agendas(asker.viewer, numbers_of([id_], ""))
        return Item(schedule(found[0]), str(found[0].id)) if found else None

    def walk(self, asker: Asker, query: Query, after: str) -> Iterator[Item]:
        """All of them, by number."""
        for agenda in agendas(asker.viewer, asked_numbers(query, "")):
            if agenda.id > int(after or 0):
                yield Item(schedule(agenda), str(agenda.id))


class _Booking:
    """Slots and what is booked in them: both are rows of one query."""

    type: str
    booked: bool

    def one(self, asker: Asker, id_: str) -> Item | None:
        """The one of this number."""
        numbers = list(numbers_of([id_], ""))
        found = slots_of(asker.viewer, booked=self.booked, number=numbers[0], most=1) if numbers else ()
        return self._item(found[0]) if found else None

    def walk(self, asker: Asker, query: Query, after: str) -> Iterator[Item]:
        """All of them, by number."""
        numbers = asked_numbers(query, "")
        if numbers is not None:
            found = (slots_of(asker.viewer, booked=self.booked, number=number, most=1) for number in sorted(numbers))
            yield from (self._item(row) for rows in found for row in rows if self._number(row) > int(after or 0))
            return
        last = int(after or 0)
        from_ms, to_ms = _bounds(query)
        agenda = _agenda(query)
        while rows := slots_of(
            asker.viewer, booked=self.booked, agenda=agenda, from_ms=from_ms, to_ms=to_ms, after=last, most=CHUNK
        ):
            yield from map(self._item, rows)
            last = self._number(rows[-1])

    def _number(self, row: SlotRow) -> int:
        return (row.appointment if self.booked else row.id) or 0

    def _item(self, row: SlotRow) -> Item:
        written = appointment(row) if self.booked else slot(row)
        return Item(written, str(self._number(row)), updated_ms=row.booked_ms or 0)


class Slots(_Booking):
    """Stretches of time, free or not."""

    type = "Slot"
    booked = False


class Appointments(_Booking):
    """What is booked: for who may know who is expected where."""

    type = "Appointment"
    booked = True


def _bounds(query: Query) -> tuple[int | None, int | None]:
    """A first cut of the instants that can be meant; the exact comparison comes after."""
    low: int | None = None
    high: int | None = None
    for criterion in query.criteria:
        if criterion.parameter in ("start", "date") and criterion.modifier == "" and len(criterion.values) == 1:
            value = criterion.values[0]
            if value.comparison in ("ge", "gt", "eq", "sa"):
                low = int(value.low or 0)
            if value.comparison in ("le", "lt", "eq", "eb"):
                high = int(value.high or 0) + 1
    return low, high


def _agenda(query: Query) -> int | None:
    for criterion in query.criteria:
        if criterion.parameter == "schedule" and criterion.modifier == "" and len(criterion.values) == 1:
            target = (criterion.values[0].target or "").removeprefix("Schedule").removeprefix("/")
            return int(target) if target.isascii() and target.isdigit() else -1
    return None
