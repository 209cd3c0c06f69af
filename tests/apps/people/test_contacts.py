"""How a person can be reached: kept by their team, seen by that team only, journalled without a value."""

from __future__ import annotations

import pytest

from pagus.apps.journal.queries import entries
from pagus.apps.people import contacts
from pagus.errors import InputError, NotAllowed, NotFound
from tests.apps.cast import account, person

pytestmark = pytest.mark.django_db

EUROMETROPOLE = "epci:246700488"
ANNA = "person:P-AAA"


@pytest.fixture(autouse=True)
def people() -> None:
    person(ANNA, "commune:67482", "team-a")


def test_the_team_keeps_a_number_and_reads_it() -> None:
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    assert contacts.contact_of(ANNA, nurse) is None
    contacts.set_contact(ANNA, nurse, phone="06 12 34 56 78", channel="sms", agreed=True)
    kept = contacts.contact_of(ANNA, nurse)
    assert kept is not None
    assert (kept.phone, kept.channel, kept.agreed_ms is not None) == ("+33612345678", "sms", True)
    written = entries(object_code=ANNA)
    assert [each.verb for each in written] == ["read", "set_contact"]
    assert "612345678" not in "".join(each.detail for each in written)


def test_only_the_team_sees_it() -> None:
    contacts.set_contact(ANNA, "system", phone="+33612345678")
    with pytest.raises(NotFound):
        contacts.contact_of(ANNA, account("nurse", EUROMETROPOLE, "team-b"))
    assert contacts.contact_of(ANNA, account("coordinator", EUROMETROPOLE)) is None, "follows nobody"
    assert contacts.contact_of(ANNA, account("physician", EUROMETROPOLE, "team-a")) is not None
    with pytest.raises(NotAllowed):
        contacts.set_contact(ANNA, account("clinician", EUROMETROPOLE), phone="+33612345678")


@pytest.mark.parametrize(
    "given",
    [
        {"phone": "12"},
        {"phone": "call me"},
        {"email": "nobody"},
        {"channel": "pigeon"},
        {"channel": "email"},
        {"channel": "sms"},
        {"language": "it"},
        {"quiet": (0, 1440)},
        {"most_a_day": 0},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(given: dict[str, object]) -> None:
    with pytest.raises(InputError):
        contacts.set_contact(ANNA, "system", **given)  # type: ignore[arg-type]
    assert contacts.own_contact(ANNA) is None


def test_a_person_takes_their_word_back_and_the_team_forgets() -> None:
    with pytest.raises(NotFound):
        contacts.agree_oneself(ANNA, agreed=True)
    contacts.set_contact(ANNA, "system", email="anna@example.org", channel="email", agreed=True)
    contacts.agree_oneself(ANNA, agreed=False)
    kept = contacts.own_contact(ANNA)
    assert kept is not None
    assert kept.agreed_ms is None
    assert entries(actor=ANNA)[0].verb == "set_contact"
    contacts.forget_contact(ANNA, "system")
    contacts.forget_contact(ANNA, "system")
    assert contacts.own_contact(ANNA) is None
