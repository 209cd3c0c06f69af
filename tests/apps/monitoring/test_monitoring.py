"""Enrolment on a prescription, renewal, stop and the month: what is written, refused and told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pagus.apps.alerts.actions import raise_alerts, snooze
from pagus.apps.alerts.models import Alert
from pagus.apps.installations import actions as installations
from pagus.apps.installations.queries import followed_now
from pagus.apps.journal.queries import entries
from pagus.apps.monitoring import queries, statement
from pagus.apps.monitoring.actions import enrol_in_monitoring, stop_monitoring
from pagus.apps.monitoring.checking import MonitoringRequest, last_day, wrong_fields
from pagus.apps.monitoring.due import renewals_due
from pagus.apps.monitoring.models import Consent, Prescription
from pagus.apps.people.queries import facts_of
from pagus.apps.streams.actions import submit
from pagus.apps.streams.observation import Batch, Observation
from pagus.apps.streams.queries import series
from pagus.engines.signals import Bounds, Firing
from pagus.errors import Conflict, InputError, NotAllowed, NotFound
from pagus.kernel.time import DAY, HOUR
from pagus.library.lines import line_named
from tests.apps.cast import account, person, team
from tests.apps.workspace import NOW

EUROMETROPOLE = "epci:246700488"
ANNA, BERT = "person:P-AAA", "person:P-BBB"
EMIL, FINN, FRIDA = "person:P-MMC", "person:P-MMD", "person:P-MME"
"""For what the store keeps from one test to the next."""
TODAY = date(2026, 3, 16)
RIGHT = MonitoringRequest(
    prescriber="Dr Exemple",
    rpps="10001234567",
    issued_on="2026-03-10",
    months=6,
    answers={"hospitalised": True},
    consent_on="2026-03-12",
    consent_way="oral",
    told=True,
)


def install() -> int:
    return installations.install("heart-failure-home", EUROMETROPOLE, {})


@pytest.fixture
def people() -> None:
    person(ANNA, "commune:67482", "team-a")
    person(BERT, "commune:67482", "team-a")


def told(request: MonitoringRequest) -> set[str]:
    return {each.field for each in wrong_fields(request, line_named("fr-heart-failure"), TODAY)}


def test_the_last_day_of_a_prescription() -> None:
    assert last_day(date(2026, 3, 10), 6) == date(2026, 9, 9)
    assert last_day(date(2026, 1, 31), 1) == date(2026, 2, 27)
    assert last_day(date(2026, 12, 1), 12) == date(2027, 11, 30)


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({}, set()),
        ({"prescriber": " "}, {"prescriber"}),
        ({"rpps": "1234"}, {"rpps"}),
        ({"rpps": "100 0123 4567"}, set()),
        ({"months": 13}, {"months"}),
        ({"months": None}, {"months"}),
        ({"issued_on": "10/03/2026"}, {"issued_on"}),
        ({"issued_on": "2026-03-17"}, {"issued_on"}),
        ({"issued_on": "2025-09-16", "months": 6}, {"issued_on"}),
        ({"issued_on": "2025-09-17", "months": 6}, set()),
        ({"answers": {}}, {"answer_hospitalised", "answer_symptoms_and_peptides"}),
        ({"answers": {"hospitalised": False}}, {"answer_symptoms_and_peptides"}),
        ({"answers": {"hospitalised": False, "symptoms_and_peptides": False}}, {"answer_hospitalised"}),
        ({"answers": {"symptoms_and_peptides": True}}, set()),
        ({"consent_on": "", "consent_way": "guessed", "told": False}, {"consent_on", "consent_way", "told"}),
    ],
)
def test_every_error_is_told_at_once(change: dict[str, Any], fields: set[str]) -> None:
    assert told(replace(RIGHT, **change)) == fields


@pytest.mark.django_db
def test_enrolment_is_whole_and_journalled(people: None) -> None:
    kit, coordinator = install(), account("coordinator", EUROMETROPOLE)
    with pytest.raises(InputError, match=r"11 digits.*1 to 12 months"):
        enrol_in_monitoring(ANNA, kit, replace(RIGHT, rpps="1", months=0), coordinator)
    assert followed_now(kit) == ()
    assert not Consent.objects.exists()
    team("team-c")
    enrol_in_monitoring(ANNA, kit, replace(RIGHT, team="team-c"), coordinator)
    assert followed_now(kit) == (ANNA,)
    assert facts_of([ANNA])[ANNA].team == "team-c"
    (papers,) = queries.papers_of(coordinator, ANNA)
    assert papers.lacks == ()
    assert papers.prescription is not None
    assert (papers.prescription.until, papers.prescription.line) == (date(2026, 9, 9), "fr-heart-failure")
    verbs = [entry.verb for entry in entries(object_code=ANNA)]
    assert {"enrol_in_monitoring", "enrol", "move_person"} <= set(verbs)


@pytest.mark.django_db
def test_a_renewal_ends_what_was_before_and_shows_in_the_list_of_what_is_due(people: None) -> None:
    kit, coordinator = install(), account("coordinator", EUROMETROPOLE)
    installations.enrol(kit, BERT, coordinator)
    first = enrol_in_monitoring(ANNA, kit, replace(RIGHT, issued_on="2025-10-01"), coordinator)
    due = renewals_due(coordinator).rows
    assert [(each.subject, each.lacks) for each in due] == [(BERT, ("prescription", "consent")), (ANNA, ())]
    second = enrol_in_monitoring(ANNA, kit, RIGHT, coordinator)
    assert Prescription.objects.get(pk=second).renews_id == first
    assert Prescription.objects.get(pk=first).ended_ms == NOW
    assert [each.subject for each in renewals_due(coordinator).rows] == [BERT]
    assert entries(object_code=ANNA)[0].verb == "renew_prescription"


@pytest.mark.django_db
def test_only_who_may_enrol_does_and_only_in_a_monitoring(people: None) -> None:
    kit = install()
    with pytest.raises(NotFound):
        enrol_in_monitoring(ANNA, kit, RIGHT, account("nurse", EUROMETROPOLE, "team-b"))
    with pytest.raises(NotAllowed):
        enrol_in_monitoring(ANNA, kit, RIGHT, account("clinician", EUROMETROPOLE))
    sport = installations.install("social-link", EUROMETROPOLE, {})
    with pytest.raises(InputError, match="no monitoring of persons"):
        enrol_in_monitoring(ANNA, sport, RIGHT, account("coordinator", EUROMETROPOLE))


def firing(subject: str, rule: str = "no_weight", t: int = NOW - HOUR) -> Firing:
    return Firing(
        rule=rule,
        subject=subject,
        t=t,
        severity="warning",
        features={"silence": 80.0},
        parameters={"silence_limit": 72.0},
        trace={"text": "silence > p.silence_limit", "value": True, "children": []},
        late=False,
        windows={"silence": Bounds("weight", t - 3 * DAY, t, 0)},
    )


@pytest.mark.django_db(transaction=True)
def test_a_stop_closes_keeps_and_refuses(people: None) -> None:
    person(FRIDA, "commune:67482", "team-a")
    kit, coordinator = install(), account("coordinator", EUROMETROPOLE)
    enrol_in_monitoring(FRIDA, kit, RIGHT, coordinator)
    installations.enrol(kit, BERT, coordinator)
    submit(Batch("scale", [Observation(FRIDA, "weight", NOW - HOUR, 80.0)]))
    raise_alerts(kit, [firing(FRIDA), firing(BERT)], NOW)
    with pytest.raises(InputError, match="their words"):
        stop_monitoring(FRIDA, kit, coordinator, said_by="person", words=" ")
    with pytest.raises(InputError, match="person, representative"):
        stop_monitoring(FRIDA, kit, coordinator, said_by="cousin", words="no more")
    stop_monitoring(FRIDA, kit, coordinator, said_by="person", words="I do not want to be weighed any more")
    assert followed_now(kit) == (BERT,)
    alert = Alert.objects.get(subject=FRIDA)
    assert (alert.status, alert.events.order_by("-pk")[0].reason) == ("closed", "I do not want to be weighed any more")
    assert Alert.objects.get(subject=BERT).status == "open"
    assert Consent.objects.get(subject=FRIDA).withdrawn_ms == NOW
    assert Prescription.objects.get(subject=FRIDA).ended_ms == NOW
    receipts = submit(
        Batch("scale", [Observation(FRIDA, "weight", NOW, 81.0), Observation(FRIDA, "weight", NOW - 2 * HOUR, 79.0)])
    )
    assert receipts.accepted == 1
    assert "was stopped" in str(receipts.rejected[0])
    assert series(FRIDA, "weight")["value"].to_list() == [79.0, 80.0]
    (papers,) = queries.papers_of(coordinator, FRIDA)
    assert papers.stop is not None
    assert (papers.stop.alerts_closed, papers.lacks) == (1, ())
    with pytest.raises(NotFound):
        stop_monitoring(FRIDA, kit, coordinator, said_by="person", words="again")
    enrol_in_monitoring(FRIDA, kit, RIGHT, coordinator)
    assert submit(Batch("scale", [Observation(FRIDA, "weight", NOW, 81.0)])).accepted == 1


@pytest.mark.django_db(transaction=True)
def test_a_stop_of_one_kit_leaves_what_another_follows() -> None:
    person(EMIL)
    kit, coordinator = install(), account("coordinator", EUROMETROPOLE)
    other = installations.install("diabetes-home", EUROMETROPOLE, {})
    enrol_in_monitoring(EMIL, kit, RIGHT, coordinator)
    installations.enrol(other, EMIL, coordinator)
    stop_monitoring(EMIL, kit, coordinator, said_by="representative", words="enough")
    receipts = submit(Batch("box", [Observation(EMIL, "weight", NOW, 81.0), Observation(EMIL, "glucose", NOW, 120.0)]))
    assert (receipts.accepted, len(receipts.rejected)) == (1, 1)


@pytest.mark.django_db
def test_a_prescription_says_what_is_measured_and_so_which_line_is_open(people: None) -> None:
    kit, coordinator = installations.install("diabetes-home", EUROMETROPOLE, {}), account("coordinator", EUROMETROPOLE)
    asks = replace(RIGHT, answers={})
    with pytest.raises(InputError, match="answer this question"):
        enrol_in_monitoring(ANNA, kit, replace(asks, measured=frozenset({"insulin_prescribed"})), coordinator)
    with pytest.raises(InputError, match="tick what the line needs"):
        enrol_in_monitoring(ANNA, kit, replace(asks, answers={"insulin": True}, measured=frozenset()), coordinator)
    with pytest.raises(InputError, match="for nothing only if silence_limit"):
        enrol_in_monitoring(ANNA, kit, replace(asks, measured=frozenset({"silence_limit"})), coordinator)
    with pytest.raises(InputError, match="has no set of targets elderly"):
        enrol_in_monitoring(ANNA, kit, replace(asks, target_set="elderly"), coordinator)
    assert followed_now(kit) == ()
    with pytest.raises(NotAllowed):
        enrol_in_monitoring(ANNA, kit, replace(asks, target_set="adult"), coordinator)
    assert followed_now(kit) == (), "all or nothing"
    right = replace(asks, answers={"insulin": True}, measured=frozenset({"insulin_prescribed"}))
    enrol_in_monitoring(ANNA, kit, right, coordinator)
    enrol_in_monitoring(BERT, kit, replace(asks, measured=frozenset({"capillary_prescribed"})), coordinator)
    assert [papers_line(coordinator, code) for code in (ANNA, BERT)] == ["fr-diabetes", ""]
    found = {each.subject: each.outside for each in statement.month_of(coordinator, kit, "2026-03").persons}
    assert found == {ANNA: (), BERT: ("line",)}
    # A renewal that says nothing of it leaves what is measured, and the line, as they are.
    enrol_in_monitoring(ANNA, kit, replace(right, measured=None), coordinator)
    assert papers_line(coordinator, ANNA) == "fr-diabetes"


def papers_line(by: Any, code: str) -> str:
    (papers,) = queries.papers_of(by, code)
    assert papers.prescription is not None
    return papers.prescription.line


@pytest.mark.django_db
def test_nothing_switches_the_mandatory_alert_off(people: None) -> None:
    kit, coordinator = install(), account("coordinator", EUROMETROPOLE)
    enrol_in_monitoring(ANNA, kit, RIGHT, coordinator)
    with pytest.raises(InputError):
        installations.set_parameter(kit, "silence_limit", 10_000.0, reason="quiet", by=coordinator)
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    with pytest.raises((InputError, NotAllowed)):
        installations.set_parameter(kit, "silence_limit", 96.0, layer="person", holder=ANNA, reason="quiet", by=nurse)
    raise_alerts(kit, [firing(ANNA)], NOW)
    number = Alert.objects.get().pk
    with pytest.raises(InputError):
        snooze(number, nurse, reason="holiday", until_ms=NOW + 7 * DAY)
    for _ in range(3):
        snooze(number, nurse, reason="called", until_ms=NOW + 24 * HOUR)
    with pytest.raises(Conflict):
        snooze(number, nurse, reason="called", until_ms=NOW + 24 * HOUR)


@pytest.mark.django_db(transaction=True)
def test_the_month_counts_and_refuses_a_statement_with_every_reason() -> None:
    for code in (EMIL, FINN):
        person(code, "commune:67482", "team-a")
    kit, coordinator = install(), account("coordinator", EUROMETROPOLE)
    enrol_in_monitoring(EMIL, kit, RIGHT, coordinator)
    installations.enrol(kit, FINN, coordinator, from_ms=NOW - 10 * DAY)
    submit(Batch("scale", [Observation(FINN, "weight", NOW - day * DAY, 80.0) for day in (1, 2, 2.1, 5)]))
    raise_alerts(kit, [firing(FINN), firing(FINN, "weight_gain")], NOW)
    snooze(Alert.objects.get(rule="no_weight").pk, coordinator, reason="called", until_ms=NOW + HOUR)
    found = statement.month_of(coordinator, kit, "2026-03")
    anna, bert = found.persons
    assert (anna.days, anna.days_with_data, anna.outside) == (1, 0, ())
    assert (bert.days, bert.days_with_data, bert.alerts, bert.in_time, bert.waiting) == (11, 3, 2, 1, 1)
    assert (bert.done, bert.outside) == ({"snoozed": 1}, ("prescription", "consent"))
    reasons = " ".join(str(each) for each in found.refusals)
    assert "simulation" in reasons
    assert "names no certificate" in reasons
    assert "not over" in reasons
    with pytest.raises(Conflict, match=r"simulation.*certificate"):
        statement.require_statement(found, coordinator)
    with pytest.raises(InputError, match="no month"):
        statement.month_of(coordinator, kit, "2026-13")


@pytest.mark.django_db
def test_a_certified_kit_with_its_line_gives_the_statement_of_those_with_papers(
    people: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit, coordinator = install(), account("coordinator", EUROMETROPOLE)
    enrol_in_monitoring(ANNA, kit, RIGHT, coordinator)
    installations.enrol(kit, BERT, coordinator)
    real = statement.get_installation

    def certified(number: int) -> Any:
        installed = real(number)
        assert installed.kit.device is not None
        device = replace(installed.kit.device, certificate="CE 1234")
        return replace(installed, mode="certified", kit=replace(installed.kit, device=device))

    monkeypatch.setattr(statement, "get_installation", certified)
    monkeypatch.setattr(statement, "now", lambda: NOW + 30 * DAY)
    found = statement.month_of(coordinator, kit, "2026-03")
    assert found.refusals == ()
    assert [each.subject for each in statement.require_statement(found, coordinator)] == [ANNA]
    assert [entry.object_code for entry in entries() if entry.verb == "make_statement"] == [ANNA]
