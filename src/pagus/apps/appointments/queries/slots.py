"""What can be booked, and what was booked: for everybody by code, for the facility without anything but the code."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Min

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.appointments.codes import read_code, written_code
from pagus.apps.appointments.models import Agenda, Appointment, Slot
from pagus.apps.appointments.policy import FREE, AppointmentStatus, SlotStatus
from pagus.apps.care import queries as care
from pagus.errors import NotFound

__all__ = [
    "AgendaRow",
    "BookedSlot",
    "FreeSlot",
    "KnownAppointment",
    "SlotRow",
    "agendas",
    "appointment_by_code",
    "booked_at",
    "first_free",
    "free_slot",
    "free_slots",
    "slots_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeSlot:
    """A slot that can be booked."""

    id: int
    facility: str
    service: str
    actor: str
    start_ms: int
    end_ms: int
    simulated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAppointment:
    """What whoever holds the code may know: all there is."""

    code: str
    """As people read it."""
    status: AppointmentStatus
    facility: str
    service: str
    start_ms: int
    end_ms: int
    simulated: bool
    can_cancel: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedSlot:
    """One line of a facility's day: a time, a code, a state."""

    service: str
    start_ms: int
    end_ms: int
    code: str
    status: AppointmentStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaRow:
    """What can be booked together: one service of one facility."""

    id: int
    facility: str
    service: str
    simulated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotRow:
    """A slot of an agenda, and the booking in it where there is one: its number and state, nobody's name."""

    id: int
    agenda: int
    facility: str
    service: str
    start_ms: int
    end_ms: int
    status: SlotStatus
    simulated: bool
    appointment: int | None = None
    booking: str = ""
    booked_ms: int | None = None


def agendas(user: Actor, numbers: Collection[int] | None = None) -> tuple[AgendaRow, ...]:
    """Which agendas are there in the territories of this user, by number? Takes: some numbers, None for all."""
    rows = Agenda.objects.order_by("pk")
    if numbers is not None:
        rows = rows.filter(pk__in=numbers)
    here = accounts.allowed_places(user, "see_places", rows.order_by().values_list("place", flat=True).distinct())
    return tuple(
        AgendaRow(id=row.pk, facility=row.facility, service=row.service, simulated=row.simulated)
        for row in rows.filter(place__in=here)
    )


def slots_of(
    user: Actor,
    *,
    booked: bool = False,
    number: int | None = None,
    agenda: int | None = None,
    from_ms: int | None = None,
    to_ms: int | None = None,
    after: int = 0,
    most: int = 500,
) -> tuple[SlotRow, ...]:
    """Which slots are there in the territories of this user, by number?

    Takes: ``booked`` for bookings instead (by their number; it needs the verb ``keep_slots``); one number, one agenda,
    from and to when they begin, the number after which to go on, how many at most.
    """
    verb = "keep_slots" if booked else "see_places"
    here = accounts.allowed_places(user, verb, Agenda.objects.values_list("place", flat=True).distinct())
    lead = "slot__" if booked else ""
    asked = {
        f"{lead}agenda__place__in": here,
        "pk": number,
        f"{lead}agenda": agenda,
        f"{lead}start_ms__gte": from_ms,
        f"{lead}start_ms__lt": to_ms,
        "pk__gt": after,
    }
    wanted = {name: value for name, value in asked.items() if value is not None}
    if booked:
        found = Appointment.objects.filter(**wanted).select_related("slot__agenda").order_by("pk")[:most]
        return tuple(_slot_row(each.slot, each) for each in found)
    return tuple(
        _slot_row(each) for each in Slot.objects.filter(**wanted).select_related("agenda").order_by("pk")[:most]
    )


def free_slots(
    facilities: Collection[str],
    service: str = "",
    *,
    from_ms: int | None = None,
    to_ms: int | None = None,
    most: int = 200,
) -> tuple[FreeSlot, ...]:
    """Which slots of these facilities can be booked, the soonest first?

    Takes: facility codes; a service, "" for all; from and to when they begin (from now on without); how many at most.
    """
    now_ms = settings.WORKSPACE.clock.now_ms()
    rows = Slot.objects.filter(status=FREE, start_ms__gt=max(now_ms, from_ms or 0), agenda__facility__in=facilities)
    if service:
        rows = rows.filter(agenda__service=service)
    if to_ms is not None:
        rows = rows.filter(start_ms__lt=to_ms)
    return tuple(_free(slot) for slot in rows.select_related("agenda").order_by("start_ms", "pk")[:most])


def first_free(services: Iterable[str] = ()) -> dict[tuple[str, str], int]:
    """When is the soonest free slot, by facility and service? Takes: services, none for all. Gives: ms by pair."""
    rows = Slot.objects.filter(status=FREE, start_ms__gt=settings.WORKSPACE.clock.now_ms())
    wanted = tuple(services)
    if wanted:
        rows = rows.filter(agenda__service__in=wanted)
    found = rows.values_list("agenda__facility", "agenda__service").annotate(soonest=Min("start_ms"))
    return {(facility, service): soonest for facility, service, soonest in found}


def free_slot(slot_id: int) -> FreeSlot:
    """Which slot is this, while it can be booked? Refuses: NotFound when there is none, or it is no longer free."""
    slot = Slot.objects.select_related("agenda").filter(pk=slot_id, status=FREE).first()
    if slot is None or slot.start_ms <= settings.WORKSPACE.clock.now_ms():
        raise NotFound("this slot is no longer free: choose another one")
    return _free(slot)


def appointment_by_code(code: str) -> KnownAppointment:
    """Which appointment has this code? Refuses: CodeError for a text that is no code, NotFound."""
    found = Appointment.objects.select_related("slot__agenda").filter(code=read_code(code)).first()
    if found is None:
        raise NotFound("no appointment has this code")
    slot = found.slot
    return KnownAppointment(
        code=written_code(found.code),
        status=found.status,
        facility=slot.agenda.facility,
        service=slot.agenda.service,
        start_ms=slot.start_ms,
        end_ms=slot.end_ms,
        simulated=slot.agenda.simulated,
        can_cancel=found.status == "booked" and slot.start_ms > settings.WORKSPACE.clock.now_ms(),
    )


def booked_at(user: Actor, facility: str, from_ms: int, to_ms: int) -> tuple[BookedSlot, ...]:
    """Who is expected at this facility in this stretch of time: times and codes, nothing else?

    Refuses: NotFound, NotAllowed: it needs the verb ``keep_slots`` where the facility stands.
    """
    accounts.require(user, "keep_slots", care.facility(facility).place)
    rows = Appointment.objects.filter(
        slot__agenda__facility=facility, slot__start_ms__gte=from_ms, slot__start_ms__lt=to_ms
    )
    return tuple(
        BookedSlot(
            service=each.slot.agenda.service,
            start_ms=each.slot.start_ms,
            end_ms=each.slot.end_ms,
            code=written_code(each.code),
            status=each.status,
        )
        for each in rows.exclude(status="cancelled").select_related("slot__agenda").order_by("slot__start_ms", "pk")
    )


def _slot_row(slot: Slot, booking: Appointment | None = None) -> SlotRow:
    return SlotRow(
        id=slot.pk,
        agenda=slot.agenda_id,
        facility=slot.agenda.facility,
        service=slot.agenda.service,
        start_ms=slot.start_ms,
        end_ms=slot.end_ms,
        status=slot.status,
        simulated=slot.agenda.simulated,
        appointment=None if booking is None else booking.pk,
        booking="" if booking is None else booking.status,
        booked_ms=None if booking is None else booking.booked_ms,
    )


def _free(slot: Slot) -> FreeSlot:
    return FreeSlot(
        id=slot.pk,
        facility=slot.agenda.facility,
        service=slot.agenda.service,
        actor=slot.agenda.actor,
        start_ms=slot.start_ms,
        end_ms=slot.end_ms,
        simulated=slot.agenda.simulated,
    )
