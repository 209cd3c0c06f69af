"""Somebody dies or moves away: nothing is asked, told or measured any more, nobody is to call, the record stays."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pagus.apps.alerts.actions import raise_alerts
from pagus.apps.alerts.models import Alert
from pagus.apps.appointments.actions import refer
from pagus.apps.appointments.models import Referral
from pagus.apps.appointments.queries import Need
from pagus.apps.consultations.actions import ask_consultation
from pagus.apps.consultations.models import Consultation
from pagus.apps.handovers.actions import Asked, hand_over
from pagus.apps.handovers.models import Handover
from pagus.apps.installations import actions as installations
from pagus.apps.installations.queries import followed_now
from pagus.apps.journal.queries import entries
from pagus.apps.messages.asking import ask_team, requests_for
from pagus.apps.monitoring import queries
from pagus.apps.monitoring.actions import (
    departing,
    enrol_in_monitoring,
    merge_persons,
    record_departure,
    take_back_departure,
)
from pagus.apps.monitoring.models import Consent, Prescription
from pagus.apps.people.contacts import own_contact, set_contact
from pagus.apps.people.keys import make_personal_key, person_of_key
from pagus.apps.streams.actions import submit
from pagus.apps.streams.observation import Batch, Observation
from pagus.apps.worklist.listing import worklist
from pagus.errors import Conflict, InputError, NotAllowed, NotFound
from tests.apps.cast import account, person
from tests.apps.monitoring.test_monitoring import EUROMETROPOLE, RIGHT, firing, install
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db(transaction=True)

GRETA, HANS = "person:P-DPA", "person:P-DPB"
"""For what the store keeps from one test to the next."""


@pytest.fixture
def nurse() -> Any:
    person(GRETA, "commune:67482", "team-a")
    person(HANS, "commune:67482", "team-a")
    return account("nurse", EUROMETROPOLE, "team-a")


def followed(nurse: Any) -> tuple[int, str]:
    """An installation that follows Greta, with an open alert; and the key of her page."""
    kit = install()
    enrol_in_monitoring(GRETA, kit, RIGHT, account("coordinator", EUROMETROPOLE))
    installations.enrol(kit, HANS, "system")
    raise_alerts(kit, [firing(GRETA), firing(HANS)], NOW)
    set_contact(GRETA, nurse, phone="+33612345678", channel="sms", agreed=True)
    return kit, make_personal_key(nurse, GRETA)


def test_after_a_death_nothing_waits_and_the_record_stays(nurse: Any) -> None:
    kit, key = followed(nurse)
    ask_consultation(nurse, GRETA, reason="Breathless")
    refer(GRETA, Need(service="general_practice", urgency="urgent", mode="car", within_min=30), nurse)
    asked = Asked(question="?", urgency="week", days=14, to_name="Dr Cardon")
    hand_over(GRETA, asked, nurse, language="fr", paper=lambda sheet, language: b"%PDF")
    ask_team(GRETA, "call", key="a" * 32)
    record_departure(GRETA, nurse, kind="died", on="2026-03-15", words="the daughter called")
    assert followed_now(kit) == (HANS,)
    assert dict(Alert.objects.values_list("subject", "status")) == {GRETA: "closed", HANS: "open"}
    assert [row.subject for row in worklist(nurse).rows] == [HANS]
    assert Consultation.objects.get().status == Referral.objects.get().status == "cancelled"
    assert (Handover.objects.get().status, Handover.objects.get().key_digest) == ("cancelled", "")
    assert requests_for(nurse) == ()
    assert own_contact(GRETA) is None
    with pytest.raises(NotFound):
        person_of_key(key)
    receipts = submit(Batch("scale", [Observation(GRETA, signal, NOW, 81.0) for signal in ("weight", "glucose")]))
    assert receipts.accepted == 0
    (papers,) = queries.papers_of(nurse, GRETA)
    assert papers.stop is not None
    assert (papers.stop.said_by, papers.stop.alerts_closed) == ("died", 1)
    assert Prescription.objects.get().ended_ms == NOW
    assert Consent.objects.get().withdrawn_ms is None, "nobody took it back"
    known = queries.departure_of(nurse, GRETA)
    assert known is not None
    assert (known.kind, known.on.isoformat(), known.goes_on) == ("died", "2026-03-15", ())
    written = next(entry for entry in entries(object_code=GRETA) if entry.verb == "record_departure")
    assert json.loads(written.detail) == {
        "kind": "died", "kits": 1, "consultations": 1, "referrals": 1, "questions": 1, "requests": 1,
    }  # fmt: skip


def test_after_a_move_what_was_agreed_is_settled_with_the_person(nurse: Any) -> None:
    kit, key = followed(nurse)
    ask_consultation(nurse, GRETA, reason="Breathless")
    record_departure(GRETA, nurse, kind="moved", on="2026-03-16", words="to her son, said herself")
    assert followed_now(kit) == (HANS,)
    assert Alert.objects.get(subject=GRETA).status == "closed"
    assert own_contact(GRETA) is None
    assert Consultation.objects.get().status == "planned"
    assert person_of_key(key).code == GRETA


def test_a_course_that_goes_on_keeps_its_kit_and_the_way_to_reach_the_person(
    nurse: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit, _ = followed(nurse)
    other = installations.install("diabetes-home", EUROMETROPOLE, {})
    installations.enrol(other, GRETA, "system")
    monkeypatch.setattr(departing, "going_on", lambda code: {kit})
    record_departure(GRETA, nurse, kind="moved", on="2026-03-16", words="to her son")
    assert (followed_now(kit), followed_now(other)) == ((GRETA, HANS), ())
    assert own_contact(GRETA) is not None
    known = queries.departure_of(nurse, GRETA)
    assert known is not None
    assert [each.id for each in known.goes_on] == [kit]
    receipts = submit(
        Batch("box", [Observation(GRETA, "weight", NOW, 81.0), Observation(GRETA, "glucose", NOW, 120.0)])
    )
    assert (receipts.accepted, len(receipts.rejected)) == (1, 1)


def test_nothing_begins_for_who_left_until_that_is_taken_back(nurse: Any) -> None:
    kit, _ = followed(nurse)
    record_departure(GRETA, nurse, kind="died", on="2026-03-15", words="a misread letter")
    for refused in (
        lambda: record_departure(GRETA, nurse, kind="moved", on="2026-03-15", words="again"),
        lambda: installations.enrol(kit, GRETA, nurse),
        lambda: make_personal_key(nurse, GRETA),
        lambda: merge_persons(HANS, GRETA, nurse, reason="one"),
    ):
        with pytest.raises(Conflict, match="died or moved away"):
            refused()
    need = Need(service="general_practice", urgency="urgent", mode="car", within_min=30)
    asked = Asked(question="?", urgency="week", days=14, to_name="Dr Cardon")
    for refused in (
        lambda: ask_consultation(nurse, GRETA),
        lambda: refer(GRETA, need, nurse),
        lambda: hand_over(GRETA, asked, nurse, language="fr", paper=lambda sheet, language: b"%PDF"),
    ):
        with pytest.raises(Conflict, match="died, it is written"):
            refused()
    take_back_departure(GRETA, nurse, reason="she answered the phone")
    refer(GRETA, need, nurse)
    assert queries.departure_of(nurse, GRETA) is None
    assert followed_now(kit) == (HANS,)
    installations.enrol(kit, GRETA, nurse)
    assert submit(Batch("scale", [Observation(GRETA, "weight", NOW + 1000, 82.0)])).accepted == 1
    with pytest.raises(Conflict, match="nobody wrote down"):
        take_back_departure(GRETA, nurse, reason="once more")
    record_departure(GRETA, nurse, kind="moved", on="2026-03-15", words="now truly")


def test_what_is_refused_leaves_everything_as_it_was(nurse: Any) -> None:
    kit, _ = followed(nurse)
    for given, words in (
        ({"kind": "gone", "on": "2026-03-15", "words": "x"}, "died, moved"),
        ({"kind": "died", "on": "15/03/2026", "words": "x"}, "2026-03-16"),
        ({"kind": "died", "on": "2026-03-17", "words": "x"}, "still to come"),
        ({"kind": "died", "on": "2026-03-15", "words": " "}, "how it is known"),
    ):
        with pytest.raises(InputError, match=words):
            record_departure(GRETA, nurse, **given)
    right = {"kind": "died", "on": "2026-03-15", "words": "x"}
    with pytest.raises(NotFound):
        record_departure(GRETA, account("nurse", EUROMETROPOLE, "team-b"), **right)
    with pytest.raises(NotAllowed):
        record_departure(GRETA, account("clinician", EUROMETROPOLE), **right)
    assert followed_now(kit) == (GRETA, HANS)
