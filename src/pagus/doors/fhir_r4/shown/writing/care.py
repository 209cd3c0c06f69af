"""The directory and the agendas: Organization, Location, HealthcareService, Schedule, Slot, Appointment."""

from __future__ import annotations

from pagus.apps.appointments.queries import AgendaRow, SlotRow
from pagus.apps.care.queries import FACILITY_KINDS, SECTORS, SERVICES, FacilityCard, ServiceCard
from pagus.doors.fhir_r4.shown.writing.parts import (
    OWN,
    Document,
    begin,
    coded,
    identifier,
    instant,
    plain_id,
    reference,
    subject_reference,
    without_nothing,
)
from pagus.engines.access.hours import DAY_MINUTES, WeeklyHours

__all__ = [
    "appointment",
    "facility_id",
    "facility_location",
    "facility_organization",
    "healthcare_service",
    "schedule",
    "service_id",
    "slot",
]

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_STATES = {"booked": "booked", "arrived": "arrived", "fulfilled": "fulfilled", "noshow": "noshow"}


def facility_id(code: str) -> str:
    """The id of a facility, as Location and as Organization. Takes: its code, as ``facility:finess-670000025``."""
    return plain_id(*code.split(":", 1))


def service_id(facility: str, service: str) -> str:
    """The id of one service of a facility."""
    return plain_id(*facility.split(":", 1), service.replace("_", "-"))


def facility_location(card: FacilityCard, language: str) -> Document:
    """Where care is given, as a Location. Closed for good: inactive."""
    return without_nothing(
        {
            **begin("Location", facility_id(card.code), None, simulated=card.simulated),
            "identifier": _identifiers(card),
            "status": "inactive" if card.closed_on else "active",
            "name": card.name,
            "mode": "instance",
            "type": [coded(f"{OWN}facility-kind", card.kind, FACILITY_KINDS[card.kind].name, language)],
            "telecom": _telecom(card),
            "address": without_nothing({"text": card.address, "country": "FR" if card.address else ""}),
            "position": {"longitude": card.lon, "latitude": card.lat},
            "managingOrganization": reference("Organization", facility_id(card.code)),
            "partOf": subject_reference(card.place) if card.place else {},
        }
    )


def facility_organization(card: FacilityCard, language: str) -> Document:
    """Whoever runs a facility, as an Organization: the register knows both under one number."""
    return without_nothing(
        {
            **begin("Organization", facility_id(card.code), None, simulated=card.simulated),
            "identifier": _identifiers(card),
            "active": card.closed_on is None,
            "type": [coded(f"{OWN}facility-kind", card.kind, FACILITY_KINDS[card.kind].name, language)],
            "name": card.name,
            "telecom": _telecom(card),
        }
    )


def healthcare_service(card: FacilityCard, service: ServiceCard, language: str) -> Document:
    """One service of a facility with its usual week, as a HealthcareService. Unknown hours are left out."""
    characteristics = []
    if service.sector:
        characteristics.append(coded(f"{OWN}sector", service.sector, SECTORS[service.sector].name, language))
    return without_nothing(
        {
            **begin("HealthcareService", service_id(card.code, service.service), None, simulated=card.simulated),
            "active": card.closed_on is None,
            "providedBy": reference("Organization", facility_id(card.code), card.name),
            "type": [coded(f"{OWN}service", service.service, SERVICES[service.service].name, language)],
            "location": [reference("Location", facility_id(card.code), card.name)],
            "name": f"{SERVICES[service.service].name.say(language)} · {card.name}",
            "comment": service.hours.raw,
            "telecom": _telecom(card),
            "characteristic": characteristics,
            "communication": [{"coding": [{"system": "urn:ietf:bcp:47", "code": code}]} for code in card.languages],
            "appointmentRequired": service.bookable,
            "availableTime": _available(service.hours),
        }
    )


def schedule(agenda: AgendaRow) -> Document:
    """What can be booked together, as a Schedule."""
    return {
        **begin("Schedule", str(agenda.id), None, simulated=agenda.simulated),
        "active": True,
        "actor": [
            reference("HealthcareService", service_id(agenda.facility, agenda.service)),
            reference("Location", facility_id(agenda.facility)),
        ],
    }


def slot(row: SlotRow) -> Document:
    """A stretch of time, as a Slot."""
    return {
        **begin("Slot", str(row.id), None, simulated=row.simulated),
        "schedule": reference("Schedule", str(row.agenda)),
        "status": row.status,
        "start": instant(row.start_ms),
        "end": instant(row.end_ms),
    }


def appointment(row: SlotRow) -> Document:
    """A booked slot, as an Appointment: the facility and a code. Nobody's name is known, so nobody's is shown."""
    ended = row.booking in ("fulfilled", "arrived")
    return {
        **begin("Appointment", str(row.appointment), row.booked_ms, simulated=row.simulated),
        "status": _STATES.get(row.booking, "cancelled"),
        "start": instant(row.start_ms),
        "end": instant(row.end_ms),
        "slot": [reference("Slot", str(row.id))],
        "created": instant(row.booked_ms or 0),
        "participant": [
            {
                "actor": reference("HealthcareService", service_id(row.facility, row.service)),
                "status": "accepted" if ended or row.booking == "booked" else "declined",
            }
        ],
    }


def _identifiers(card: FacilityCard) -> list[Document]:
    own = [identifier(card.code)]
    kind, _, number = card.identifier.partition(":")
    if kind == "finess" and number:
        own.append({"system": "https://finess.esante.gouv.fr", "value": number})
    elif number:
        own.append({"system": f"{OWN}{kind}", "value": number})
    return own


def _telecom(card: FacilityCard) -> list[Document]:
    told = [{"system": "phone", "value": card.phone}, {"system": "url", "value": card.website}]
    return [each for each in told if each["value"]]


def _available(hours: WeeklyHours) -> list[Document]:
    if not hours.known:
        return []
    rows: dict[tuple[int, int], list[str]] = {}
    for name, intervals in zip(_DAYS, hours.days, strict=True):
        for interval in intervals:
            rows.setdefault(interval, []).append(name)
    return [_opening(interval, days) for interval, days in sorted(rows.items())]


def _opening(interval: tuple[int, int], days: list[str]) -> Document:
    if interval == (0, DAY_MINUTES):
        return {"daysOfWeek": days, "allDay": True}
    return {
        "daysOfWeek": days,
        "availableStartTime": _clock(interval[0]),
        "availableEndTime": _clock(interval[1]),
    }


def _clock(minutes: int) -> str:
    return "23:59:59" if minutes >= DAY_MINUTES else f"{minutes // 60:02d}:{minutes % 60:02d}:00"
