"""Publishing what can be booked, taking it back, and noting who came."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from django.conf import settings
from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.appointments.codes import read_code
from pagus.apps.appointments.models import Agenda, Appointment, Slot
from pagus.apps.appointments.policy import FREE, TAKEN_BACK, AppointmentStatus
from pagus.apps.care import queries as care
from pagus.apps.journal import actions as journal
from pagus.errors import Conflict, InputError, NotFound
from pagus.kernel.time import HOUR, format_instant

__all__ = ["publish_slots", "settle_appointment", "take_back_slots"]

LONGEST_MS = 12 * HOUR
MOST_SLOTS = 20_000
SETTLED: tuple[AppointmentStatus, ...] = ("arrived", "fulfilled", "noshow")


def publish_slots(
    facility: str, service: str, times: Sequence[tuple[int, int]], *, actor: str = "", by: Actor = accounts.SYSTEM
) -> int:
    """Let these times of a service be booked.

    Takes: the code of a facility that gives the service; (start, end) of each slot in ms UTC; who gives it, "" when
    that is not told. Gives: how many slots are new: a slot that is there already stays as it is.
    Refuses: NotFound, NotAllowed, InputError for a service that is not given there, for times that are too many, end
    before they start, last over twelve hours or overlap each other or one that is there.
    """
    card = care.facility(facility)
    accounts.require(by, "keep_slots", card.place)
    if service not in {each.service for each in card.services}:
        raise InputError("{facility} does not give the service {service}", facility=facility, service=service)
    wanted = sorted(set(times))
    _check_times(wanted)
    with transaction.atomic():
        agenda, _ = Agenda.objects.get_or_create(
            facility=facility,
            service=service,
            actor=actor,
            defaults={"place": card.place, "simulated": card.simulated},
        )
        fresh = _without_known(agenda, wanted)
        Slot.objects.bulk_create([Slot(agenda=agenda, start_ms=a, end_ms=b, status=FREE) for a, b in fresh], 500)
        login, role = accounts.actor_of(by)
        journal.record(login, role, "publish_slots", f"facility:{facility}", "slots", {"count": len(fresh)})
    return len(fresh)


def take_back_slots(facility: str, service: str, from_ms: int, to_ms: int, *, by: Actor = accounts.SYSTEM) -> int:
    """No longer offer the free slots that begin in this stretch of time. Gives: how many.

    What somebody holds stays theirs: tell them by the phone of the facility, there is no way to reach them from here.
    Refuses: NotFound, NotAllowed.
    """
    accounts.require(by, "keep_slots", care.facility(facility).place)
    with transaction.atomic():
        rows = Slot.objects.filter(agenda__facility=facility, agenda__service=service, status=FREE)
        count = rows.filter(start_ms__gte=from_ms, start_ms__lt=to_ms).update(status=TAKEN_BACK)
        login, role = accounts.actor_of(by)
        journal.record(login, role, "take_back_slots", f"facility:{facility}", "slots", {"count": count})
    return count


def settle_appointment(code: str, status: AppointmentStatus, *, by: Actor) -> None:
    """Note at the facility that whoever holds this code has come, was seen, or did not come.

    Refuses: CodeError, NotFound, NotAllowed, InputError for another state, Conflict when it was cancelled.
    """
    if status not in SETTLED:
        raise InputError("an appointment is settled as {known}", known=", ".join(SETTLED))
    with transaction.atomic():
        appointment = Appointment.objects.select_related("slot__agenda").filter(code=read_code(code)).first()
        if appointment is None:
            raise NotFound("no appointment has this code")
        accounts.require(by, "keep_slots", appointment.slot.agenda.place)
        if appointment.status == "cancelled":
            raise Conflict("this appointment was cancelled")
        appointment.status = status
        appointment.ended_ms = settings.WORKSPACE.clock.now_ms()
        appointment.save(update_fields=["status", "ended_ms"])


def _check_times(times: Sequence[tuple[int, int]]) -> None:
    if len(times) > MOST_SLOTS:
        raise InputError("{count} slots at once are too many: give at most {most}", count=len(times), most=MOST_SLOTS)
    for start, end in times:
        if not 0 < end - start <= LONGEST_MS:
            raise InputError(
                "the slot at {start} must end after it starts, within 12 hours", start=format_instant(start)
            )
    for (_, end), (start, _) in pairwise(times):
        if start < end:
            raise InputError("two slots overlap at {start}", start=format_instant(start))


def _without_known(agenda: Agenda, times: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The slots that are not there yet; of those there, what was taken back is offered again. Refuses: InputError."""
    if not times:
        return []
    known = list(Slot.objects.filter(agenda=agenda, start_ms__lt=times[-1][1], end_ms__gt=times[0][0]))
    there = {(slot.start_ms, slot.end_ms): slot for slot in known}
    fresh = [each for each in times if each not in there]
    _check_times(sorted({*there, *fresh}))
    again = [there[each] for each in times if each in there and there[each].status == TAKEN_BACK]
    for slot in again:
        slot.status = FREE
    Slot.objects.bulk_update(again, ["status"], batch_size=500)
    return fresh
