"""Slots are published, booked once, cancelled with the code; two who ask at once never get the same one."""

from __future__ import annotations

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from pagus.apps.appointments import actions, queries
from pagus.apps.appointments.models import Appointment, Slot
from pagus.apps.journal.queries import entries
from pagus.errors import CodeError, Conflict, InputError, NotAllowed, NotFound
from pagus.kernel.time import DAY, HOUR, MINUTE
from tests.apps.appointments.directory import add_facility, gp
from tests.apps.cast import account
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db(transaction=True)

STRASBOURG = "epci:246700488"
NINE = NOW + DAY


@pytest.fixture
def facility() -> str:
    return add_facility("surgery", gp(bookable=True))


def publish(facility: str, count: int = 3) -> list[int]:
    times = [(NINE + number * 20 * MINUTE, NINE + (number + 1) * 20 * MINUTE) for number in range(count)]
    actions.publish_slots(facility, "general_practice", times)
    return [slot.id for slot in queries.free_slots([facility])]


def test_a_slot_is_booked_once_and_free_again_once_it_is_cancelled(facility: str) -> None:
    first, *_others = publish(facility)
    code = actions.book(first)
    with pytest.raises(Conflict, match="just taken"):
        actions.book(first)
    assert first not in {slot.id for slot in queries.free_slots([facility])}
    known = queries.appointment_by_code(code.lower())
    assert (known.status, known.start_ms, known.can_cancel) == ("booked", NINE, True)
    actions.cancel(f" {code[:5]} - {code[5:]} ")
    assert queries.appointment_by_code(code).status == "cancelled"
    with pytest.raises(Conflict, match="no longer open"):
        actions.cancel(code)
    second = actions.book(first)
    assert second != code
    assert queries.appointment_by_code(code).status == "cancelled", "the first holder has no part in the second booking"


def test_of_two_who_ask_at_once_one_gets_the_slot(facility: str) -> None:
    slots = publish(facility, 6)
    together, codes, refused, failures = threading.Barrier(8), [], [], []

    def ask_for_all() -> None:
        try:
            together.wait(30)
            for slot in slots:
                try:
                    codes.append((slot, actions.book(slot)))
                except Conflict:
                    refused.append(slot)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask_for_all) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert sorted(slot for slot, _ in codes) == slots, "each slot has one holder"
    assert len(refused) == 7 * len(slots)
    assert len({code for _, code in codes}) == len(slots)
    assert Appointment.objects.count() == len(slots)


def test_the_database_itself_refuses_a_second_holder(facility: str) -> None:
    first, *_others = publish(facility)
    actions.book(first)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(slot_id=first, code="OTHER23456", status="booked", booked_ms=NOW)


def test_what_has_begun_can_neither_be_booked_nor_cancelled(facility: str, clock_at: object) -> None:
    first, second, _third = publish(facility)
    code = actions.book(first)
    clock_at(NINE + MINUTE)  # type: ignore[operator]
    with pytest.raises(Conflict, match="has begun"):
        actions.cancel(code)
    clock_at(NINE + 25 * MINUTE)  # type: ignore[operator]
    with pytest.raises(Conflict, match="time of this slot has come"):
        actions.book(second)
    with pytest.raises(NotFound):
        queries.free_slot(second)


def test_codes_that_are_none_are_refused(facility: str) -> None:
    for text in ("", "ABC", "ABCDE-2345O", "ABCDE-234567"):
        with pytest.raises(CodeError, match="ten letters and digits"):
            queries.appointment_by_code(text)
    with pytest.raises(NotFound):
        actions.cancel("ABCDE-23456")
    with pytest.raises(NotFound):
        actions.book(999_999)


def test_an_appointment_keeps_nothing_of_its_holder(facility: str) -> None:
    first, *_others = publish(facility)
    before = len(entries(limit=1_000))
    actions.book(first)
    columns = {field.name for field in Appointment._meta.get_fields() if getattr(field, "column", None)}
    assert columns == {"id", "slot", "code", "status", "booked_ms", "ended_ms"}
    assert len(entries(limit=1_000)) == before, "nobody is known, so nobody is journalled"


def test_publishing_again_changes_nothing_and_overlaps_are_refused(facility: str) -> None:
    publish(facility)
    assert actions.publish_slots(facility, "general_practice", [(NINE, NINE + 20 * MINUTE)]) == 0
    cases = (
        ([(NINE + 10 * MINUTE, NINE + 30 * MINUTE)], "overlap"),
        ([(NINE + DAY, NINE + DAY + HOUR), (NINE + DAY + 30 * MINUTE, NINE + DAY + 2 * HOUR)], "overlap"),
        ([(NINE + HOUR, NINE + HOUR)], "end after it starts"),
        ([(NINE + HOUR, NINE)], "end after it starts"),
        ([(NINE + DAY, NINE + 2 * DAY)], "within 12 hours"),
    )
    for times, words in cases:
        with pytest.raises(InputError, match=words):
            actions.publish_slots(facility, "general_practice", times)
    with pytest.raises(InputError, match="does not give"):
        actions.publish_slots(facility, "dental", [(NINE, NINE + HOUR)])
    assert Slot.objects.count() == 3


def test_what_is_taken_back_is_offered_again_when_it_is_published_again(facility: str) -> None:
    first, *_others = publish(facility)
    code = actions.book(first)
    assert actions.take_back_slots(facility, "general_practice", NINE, NINE + DAY) == 2
    assert queries.free_slots([facility]) == ()
    assert queries.appointment_by_code(code).status == "booked", "what somebody holds stays theirs"
    publish(facility)
    assert len(queries.free_slots([facility])) == 2


def test_the_facility_sees_times_and_codes_and_nothing_else(facility: str) -> None:
    first, second, _third = publish(facility)
    code, gone = actions.book(first), actions.book(second)
    actions.cancel(gone)
    keeper, nurse = account("coordinator", STRASBOURG), account("nurse", STRASBOURG, "team-a")
    (row,) = queries.booked_at(keeper, facility, NINE, NINE + DAY)
    assert (row.code.replace("-", ""), row.start_ms, row.status) == (code, NINE, "booked")
    with pytest.raises(NotAllowed):
        queries.booked_at(nurse, facility, NINE, NINE + DAY)
    with pytest.raises(NotAllowed):
        actions.publish_slots(facility, "general_practice", [], by=nurse)
    with pytest.raises(NotAllowed):
        actions.settle_appointment(code, "noshow", by=nurse)
    actions.settle_appointment(code, "fulfilled", by=keeper)
    assert queries.appointment_by_code(code).status == "fulfilled"
    with pytest.raises(Conflict):
        actions.settle_appointment(gone, "arrived", by=keeper)
    with pytest.raises(InputError):
        actions.settle_appointment(code, "cancelled", by=keeper)
