"""Booking a free slot and cancelling it, by anybody: the code is all that is known of them."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from pagus.apps.appointments.codes import draw_code, read_code
from pagus.apps.appointments.models import Appointment, Slot
from pagus.apps.appointments.policy import BUSY, FREE
from pagus.errors import Conflict, NotFound

__all__ = ["book", "cancel", "hold_slot", "release"]


def book(slot_id: int) -> str:
    """Take a free slot. Gives: the code that the holder shows there, and cancels with.

    Takes: the number of the slot. Nothing of whoever asks is taken or kept: no name, no contact, no address.
    Refuses: NotFound; Conflict when it is taken or its time has come. Of two who ask at once one gets it.
    """
    with transaction.atomic():
        return hold_slot(slot_id).code


def cancel(code: str) -> None:
    """Give a slot back, with the code that was given for it; until it begins, somebody else can have it.

    Refuses: CodeError for a text that is no code, NotFound, Conflict when it was cancelled or its time has come.
    """
    with transaction.atomic():
        appointment = Appointment.objects.select_related("slot").filter(code=read_code(code)).first()
        if appointment is None:
            raise NotFound("no appointment has this code")
        if appointment.status != "booked":
            raise Conflict("this appointment is no longer open: it was cancelled or has taken place")
        if appointment.slot.start_ms <= settings.WORKSPACE.clock.now_ms():
            raise Conflict("this appointment has begun: tell the facility by phone")
        release(appointment)


def hold_slot(slot_id: int) -> Appointment:
    """Take a free slot, inside a transaction of the caller. Refuses: as ``book``."""
    now_ms = settings.WORKSPACE.clock.now_ms()
    slot = Slot.objects.filter(pk=slot_id).first()
    if slot is None:
        raise NotFound("no slot has the number {slot}", slot=slot_id)
    if slot.start_ms <= now_ms:
        raise Conflict("the time of this slot has come: choose a later one")
    # The transaction holds the write lock since its start; the condition and the constraint stand behind it.
    if Slot.objects.filter(pk=slot_id, status=FREE).update(status=BUSY) != 1:
        raise Conflict("this slot was just taken: choose another one")
    return Appointment.objects.create(slot=slot, code=_new_code(), status="booked", booked_ms=now_ms)


def release(appointment: Appointment) -> None:
    """Cancel an appointment and free its slot while that has not begun, inside a transaction of the caller."""
    now_ms = settings.WORKSPACE.clock.now_ms()
    appointment.status, appointment.ended_ms = "cancelled", now_ms
    appointment.save(update_fields=["status", "ended_ms"])
    Slot.objects.filter(pk=appointment.slot_id, status=BUSY, start_ms__gt=now_ms).update(status=FREE)


def _new_code() -> str:
    while True:
        code = draw_code()
        if not Appointment.objects.filter(code=code).exists():
            return code
