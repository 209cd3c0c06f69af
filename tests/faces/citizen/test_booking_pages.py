"""Booking in the pages: one click more than the slot, a code, and the way back."""

from __future__ import annotations

import re

import pytest

from tests.apps.workspace import NOW

# isort: split
from django.test import Client

from pagus.apps.appointments.actions import book, publish_slots
from pagus.apps.appointments.queries import free_slots
from pagus.apps.territory.actions import add_definition
from pagus.kernel.time import DAY, HOUR
from tests.apps.appointments.directory import add_facility, gp

pytestmark = pytest.mark.django_db


@pytest.fixture
def slot() -> int:
    add_definition("strasbourg_programme")
    code = add_facility("surgery", gp(bookable=True), simulated=True)
    publish_slots(code, "general_practice", [(NOW + DAY, NOW + DAY + HOUR)])
    return free_slots([code])[0].id


@pytest.fixture
def reader() -> Client:
    return Client(headers={"accept-language": "en"})


def test_book_see_find_again_and_cancel(reader: Client, slot: int) -> None:
    asked = reader.get(f"/care/book/{slot}/")
    assert b"Tuesday 17 Mar 2026" in asked.content
    assert b"10:00" in asked.content
    assert b"This facility is simulated" in asked.content
    assert free_slots(["facility:surgery"]), "to look is not to book"
    booked = reader.post(f"/care/book/{slot}/")
    assert booked.status_code == 302
    address = booked["Location"]
    text = reader.get(address).content.decode()
    (code,) = re.findall(r'booking-code">([A-Z2-9]{5}-[A-Z2-9]{5})<', text)
    assert address == f"/care/appointments/{code.replace('-', '')}/"
    assert free_slots(["facility:surgery"]) == ()
    found = reader.post("/care/appointments/", {"code": code.lower().replace("-", " ")})
    assert found["Location"] == address
    cancelled = reader.post(f"{address}cancel", follow=True)
    assert b"This appointment is cancelled" in cancelled.content
    assert b"I cannot come" not in cancelled.content
    assert len(free_slots(["facility:surgery"])) == 1


def test_who_comes_too_late_is_told_and_led_on(reader: Client, slot: int) -> None:
    book(slot)
    for answer in (reader.get(f"/care/book/{slot}/"), reader.post(f"/care/book/{slot}/")):
        assert answer.status_code == 409
        assert b"choose another one" in answer.content
        assert b'href="/care/"' in answer.content
    assert reader.get("/care/book/999999/").status_code == 409


def test_a_wrong_code_opens_nothing(reader: Client, slot: int) -> None:
    book(slot)
    for text in ("", "ABC", "ABCDE-23456", "<b>"):
        answer = reader.post("/care/appointments/", {"code": text})
        assert answer.status_code == 422
        assert b"<b>" not in answer.content
    assert reader.get("/care/appointments/ABCDE23456/").status_code == 404
    assert reader.get("/care/appointments/nonsense/").status_code == 422


def test_booking_needs_the_guard_of_forms(slot: int) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/care/book/{slot}/").status_code == 403
    assert len(free_slots(["facility:surgery"])) == 1


def test_pages_of_an_appointment_are_kept_by_no_cache(reader: Client, slot: int) -> None:
    code = book(slot)
    for path in ("/care/appointments/", f"/care/appointments/{code}/"):
        assert reader.get(path)["Cache-Control"] == "no-store"
