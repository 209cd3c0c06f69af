"""One nurse takes care of somebody; the others see it; what the machine does when nobody looks."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connections

from pagus.apps.alerts import actions as alerts
from pagus.apps.alerts.models import Alert, AlertEvent
from pagus.apps.alerts.worth import worth_of
from pagus.apps.installations import actions as installations
from pagus.apps.installations.queries import get_installation
from pagus.apps.journal.queries import entries
from pagus.apps.streams.actions import submit
from pagus.apps.streams.observation import Batch, Observation
from pagus.apps.territory.actions import add_definition
from pagus.apps.worklist import claiming, duty, escalating
from pagus.apps.worklist.listing import mark_of, worklist
from pagus.apps.worklist.models import Call, Notice
from pagus.apps.worklist.trying import try_threshold
from pagus.errors import Conflict, InputError, KitError, NotAllowed, NotFound
from pagus.faces.console.alerts.worklist_words import clock_words
from pagus.kernel.time import DAY, HOUR, MINUTE
from tests.apps.alerts.test_life import ANNA, BERT, EUROMETROPOLE, firing
from tests.apps.cast import account, person
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def kit() -> int:
    add_definition("strasbourg_programme")
    person(ANNA, "commune:67482", "team-a")
    person(BERT, "commune:67447", "team-b")
    number = installations.install("diabetes-home", EUROMETROPOLE, {}, from_ms=NOW - 20 * DAY)
    installations.enrol(number, ANNA, "system", from_ms=NOW - 20 * DAY)
    return number


def ring(kit: int, *rules: str, subject: str = ANNA, t: int = NOW - HOUR, recorded: int = NOW) -> None:
    assert alerts.raise_alerts(kit, [firing(rule, subject, t) for rule in rules], recorded) == len(rules)


def test_a_row_a_person_the_gravest_first_and_only_ones_own_team(kit: int) -> None:
    ring(kit, "time_in_range_low", "very_low_episode")
    ring(kit, "variability_high", subject=BERT)
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    (row,) = worklist(nurse).rows
    assert (row.subject, row.severity, len(row.alerts), row.burden) == (ANNA, "high", 2, 2)
    assert row.deadline_ms == NOW + HOUR
    both = worklist(account("coordinator", EUROMETROPOLE))
    assert [each.subject for each in both.rows] == [ANNA, BERT]
    assert worklist(account("coordinator", EUROMETROPOLE), team="team-b").total == 1
    assert worklist(account("analyst", EUROMETROPOLE)).total == 0
    assert [it.purpose for it in entries(actor=nurse.username)] == ["worklist"]


def test_the_second_nurse_is_told_who_has_it_and_since_when(kit: int, clock_at: Callable[[int], None]) -> None:
    ring(kit, "time_in_range_low", "very_low_episode")
    first, second = (account("nurse", EUROMETROPOLE, "team-a") for _ in range(2))
    claiming.claim(ANNA, first)
    claiming.claim(ANNA, first)
    clock_at(NOW + MINUTE)
    with pytest.raises(Conflict, match=rf"{first.username} has taken care of P-AAA since 10:00"):
        claiming.claim(ANNA, second)
    with pytest.raises(Conflict, match="speak with them"):
        claiming.close_alerts(ANNA, [Alert.objects.first().pk], second, outcome="useful")
    with pytest.raises(NotAllowed):
        claiming.release(ANNA, second)
    (row,) = worklist(second).rows
    assert (row.claimed_by, row.claimed_ms) == (first.username, NOW)
    assert {each.status for each in row.alerts} == {"acknowledged"}
    claiming.release(ANNA, first, note="end of my shift")
    assert {each.status for each in worklist(second).rows[0].alerts} == {"open"}
    claiming.claim(ANNA, second)


@pytest.mark.django_db(transaction=True)
def test_of_two_claims_at_the_same_moment_one_holds(kit: int) -> None:
    ring(kit, "very_low_episode")
    nurses = [account("nurse", EUROMETROPOLE, "team-a") for _ in range(2)]
    start, said = threading.Barrier(2), []

    def take(nurse: object) -> None:
        start.wait()
        try:
            claiming.claim(ANNA, nurse)  # type: ignore[arg-type]
            said.append("mine")
        except Conflict as error:
            said.append(str(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take, args=(nurse,)) for nurse in nurses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(text == "mine" for text in said) == [False, True]
    assert any("has taken care of P-AAA since" in text for text in said)


def test_closing_the_last_alert_ends_the_claim_and_says_what_the_rule_was_worth(kit: int) -> None:
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    ring(kit, "time_in_range_low", "very_low_episode")
    low, episode = Alert.objects.order_by("rank").values_list("pk", flat=True)
    claiming.claim(ANNA, nurse)
    claiming.close_alerts(ANNA, [episode], nurse, outcome="useful")
    assert worklist(nurse).mine == 1
    claiming.close_alerts(ANNA, [low], nurse, outcome="not_useful")
    assert worklist(nurse).rows == ()
    with pytest.raises(NotFound, match="nothing waits"):
        claiming.claim(ANNA, nurse)
    with pytest.raises(InputError, match="at least one"):
        claiming.close_alerts(ANNA, [], nurse, outcome="useful")
    # One person is too few to say what the rule is worth: it would say what was found of that one.
    assert {each.rule: each.judged for each in worth_of(nurse, kit)}["very_low_episode"] is None


def test_the_worth_of_a_rule_is_counted_over_people_enough(kit: int) -> None:
    nurse = account("nurse", EUROMETROPOLE, "team-c")
    for number in range(8):
        code = person(f"person:P-CC{number}", "commune:67482", "team-c")
        ring(kit, "very_low_episode", subject=code)
        alert = Alert.objects.get(subject=code)
        outcome = "useful" if number < 6 else "device_fault" if number == 6 else "other"
        alerts.close(alert.pk, nurse, outcome=outcome, note="seen")
    (found,) = (each for each in worth_of(nurse, kit) if each.rule == "very_low_episode")
    assert (found.raised, found.judged, found.useful, found.device_fault, found.other) == (8, 7, 6, 1, 1)
    assert found.ppv == pytest.approx(6 / 7)
    assert found.low == pytest.approx(0.487, abs=0.001)
    assert found.high == pytest.approx(0.974, abs=0.001)
    with pytest.raises(NotAllowed):
        worth_of(account("carer", EUROMETROPOLE, "team-c"), kit)


def test_a_call_has_an_outcome_and_keeps_no_number(kit: int) -> None:
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    ring(kit, "very_low_episode")
    with pytest.raises(InputError, match="outcomes"):
        claiming.record_call(ANNA, nurse, outcome="nice talk")
    with pytest.raises(InputError, match="note"):
        claiming.record_call(ANNA, nurse, outcome="relative", note=" ")
    with pytest.raises(NotFound):
        claiming.record_call(BERT, nurse, outcome="reached")
    claiming.record_call(ANNA, nurse, outcome="voicemail")
    row = worklist(nurse).rows[0]
    assert (row.last_call, row.last_call_ms) == ("voicemail", NOW)
    assert Call.objects.get().alerts == [Alert.objects.get().pk]
    assert "call" in [it.verb for it in entries(object_code=ANNA)]


def test_nobody_looks_so_the_next_one_is_told_until_somebody_does(kit: int, clock_at: Callable[[int], None]) -> None:
    coordinator = account("coordinator", EUROMETROPOLE)
    one, two = (account("nurse", EUROMETROPOLE, "team-a") for _ in range(2))
    for nurse in (one, two):  # NOW is a Monday, 10:00 in Strasbourg
        duty.add_shift("team-a", nurse.username, coordinator, kind="duty", weekdays=[0], start=480, end=1080)
    ring(kit, "very_low_episode")
    number = Alert.objects.get().pk
    assert escalating.escalate_due() == (0, 0)
    for minutes, login in ((60, one), (90, two), (120, coordinator)):
        clock_at(NOW + minutes * MINUTE)
        assert escalating.escalate_due() == (1, 0)
        assert escalating.escalate_due() == (0, 0)
        assert [told.alert for told in escalating.unread_of(login)] == [number]
    clock_at(NOW + 150 * MINUTE)
    assert escalating.escalate_due() == (0, 1)
    told = AlertEvent.objects.filter(verb="escalated").order_by("pk")
    assert list(told.values_list("reason", flat=True)) == [one.username, two.username, coordinator.username]
    claiming.claim(ANNA, two)
    clock_at(NOW + DAY)
    assert escalating.escalate_due() == (0, 0)
    assert escalating.unread_of(one) == ()
    assert escalating.mark_read(one) == 1


def test_light_alerts_disturb_nobody_by_night_but_what_the_law_asks_does(
    kit: int, clock_at: Callable[[int], None]
) -> None:
    coordinator = account("coordinator", EUROMETROPOLE)
    duty.set_clock(kit, {"warning": 60, "information": 60}, coordinator, reason="a busy winter")
    ring(kit, "time_in_range_low", "no_glucose")
    clock_at(NOW + 13 * HOUR)  # 23:00
    assert escalating.escalate_due() == (1, 0)
    assert Notice.objects.get().alert.rule == "no_glucose"
    clock_at(NOW + 23 * HOUR)
    assert escalating.escalate_due()[0] == 1


def test_a_snooze_holds_against_the_clock_and_its_end_starts_it_anew(kit: int, clock_at: Callable[[int], None]) -> None:
    account("coordinator", EUROMETROPOLE)
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    ring(kit, "very_low_episode")
    alerts.snooze(Alert.objects.get().pk, nurse, reason="she measures again", until_ms=NOW + 6 * HOUR)
    clock_at(NOW + 5 * HOUR)
    assert escalating.escalate_due() == (0, 0)
    assert worklist(nurse).rows == ()
    clock_at(NOW + 6 * HOUR + 59 * MINUTE)
    assert escalating.escalate_due() == (0, 0)
    assert worklist(nurse).rows[0].deadline_ms == NOW + 7 * HOUR
    clock_at(NOW + 7 * HOUR)
    assert escalating.escalate_due() == (1, 0)


def test_who_was_told_before_a_snooze_is_told_again_after_it_however_old_the_alert_is(
    kit: int, clock_at: Callable[[int], None]
) -> None:
    coordinator = account("coordinator", EUROMETROPOLE)
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    ring(kit, "very_low_episode")
    clock_at(NOW + HOUR)
    assert escalating.escalate_due() == (1, 0)
    assert escalating.mark_read(coordinator) == 1
    number = Alert.objects.get().pk
    for day in (6, 12, 18):  # put off each week: its record is older than what is looked back at
        clock_at(NOW + (day - 5) * DAY)
        alerts.snooze(number, nurse, reason="she measures again", until_ms=NOW + day * DAY)
    clock_at(NOW + 18 * DAY + 59 * MINUTE)
    assert escalating.escalate_due() == (0, 0)
    clock_at(NOW + 18 * DAY + HOUR)
    assert escalating.escalate_due() == (1, 0)
    assert escalating.escalate_due() == (0, 0)
    assert [told.at_ms for told in escalating.unread_of(coordinator)] == [NOW + 18 * DAY + HOUR]


def test_an_alert_that_comes_after_a_claim_is_nobodys_until_somebody_looks(
    kit: int, clock_at: Callable[[int], None]
) -> None:
    coordinator = account("coordinator", EUROMETROPOLE)
    nurse, other = (account("nurse", EUROMETROPOLE, "team-a") for _ in range(2))
    ring(kit, "time_in_range_low")
    claiming.claim(ANNA, nurse)  # and goes home without closing
    clock_at(NOW + 10 * HOUR)
    ring(kit, "very_low_episode", t=NOW + 10 * HOUR, recorded=NOW + 10 * HOUR)
    clock_at(NOW + 11 * HOUR + MINUTE)
    found = worklist(other)
    assert (found.overdue, found.rows[0].deadline_ms) == (1, NOW + 11 * HOUR)
    assert clock_words(found.rows[0], "en", NOW + 11 * HOUR + MINUTE)["state"] == "over"
    assert escalating.escalate_due() == (1, 0)
    assert [told.subject for told in escalating.unread_of(nurse)] == [ANNA]  # whoever has her is asked first
    clock_at(NOW + 11 * HOUR + 31 * MINUTE)
    assert escalating.escalate_due() == (1, 0)
    assert [told.subject for told in escalating.unread_of(coordinator)] == [ANNA]
    claiming.claim(ANNA, nurse)
    assert worklist(other).overdue == 0
    assert clock_words(worklist(other).rows[0], "en", NOW + DAY)["state"] == "taken"


def test_the_rota_refuses_what_cannot_be(kit: int) -> None:
    coordinator, nurse = account("coordinator", EUROMETROPOLE), account("nurse", EUROMETROPOLE, "team-a")

    def add(login: str = nurse.username, by: object = coordinator, team: str = "team-a", **given: object) -> int:
        shift = {"kind": "duty", "weekdays": [0, 1], "start": 480, "end": 1080, **given}
        return duty.add_shift(team, login, by, **shift)  # type: ignore[arg-type]

    assert add() == 2
    with pytest.raises(Conflict, match="works at that time"):
        add(start=600, end=700)
    with pytest.raises(InputError, match="cannot see the alerts"):
        add(login=account("carer", EUROMETROPOLE, "team-a").username)
    with pytest.raises(InputError, match="ends after it begins"):
        add(weekdays=[5], start=1320, end=360)
    with pytest.raises(InputError, match="day of the week"):
        add(weekdays=[])
    with pytest.raises(InputError, match="on duty or on call"):
        add(kind="sleeping", weekdays=[5])
    with pytest.raises(NotFound):
        add(team="team-z")
    with pytest.raises(NotAllowed):
        add(by=nurse, weekdays=[5])
    first = duty.shifts_of("team-a")[0]
    duty.end_shift(first.number, coordinator)
    assert len(duty.shifts_of("team-a")) == 1
    with pytest.raises(InputError, match="reason"):
        duty.set_clock(kit, {"high": 30}, coordinator, reason=" ")
    with pytest.raises(InputError, match="graver"):
        duty.set_clock(kit, {"critical": 600}, coordinator, reason="why not")


@pytest.mark.django_db(transaction=True)
def test_another_threshold_is_tried_on_the_persons_own_month(kit: int) -> None:
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    dana = person("person:P-TRY", "commune:67482", "team-a")  # of this test alone: what the store holds outlives it
    installations.enrol(kit, dana, "system", from_ms=NOW - 20 * DAY)
    start = NOW - 5 * DAY
    low = {start + n * DAY + k * 5 * MINUTE for n in range(4) for k in range(12)}
    rows = [Observation(dana, "glucose", t, 60.0 if t in low else 120.0) for t in range(start, NOW, 5 * MINUTE)]
    submit(Batch("test", rows))
    name = "very_low_glucose"
    parameter = get_installation(kit).kit.parameters[name]
    tried = {each.rule: each for each in try_threshold(nurse, kit, dana, name, parameter.maximum)}
    assert tried["very_low_episode"].now == 0
    assert tried["very_low_episode"].then >= (4 if parameter.maximum > 60 else 0)
    with pytest.raises((InputError, KitError), match=str(int(parameter.maximum))):
        try_threshold(nurse, kit, dana, name, parameter.maximum + 100)
    with pytest.raises(NotFound):
        try_threshold(nurse, kit, BERT, name, parameter.default)


def test_the_mark_changes_with_what_happens_and_else_not(kit: int) -> None:
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    ring(kit, "very_low_episode")
    before = mark_of(nurse, wall_ms=1)
    assert mark_of(nurse, wall_ms=2) == before
    claiming.claim(ANNA, nurse)
    assert mark_of(nurse, wall_ms=2) != before
    assert mark_of(nurse, wall_ms=120_000) != mark_of(nurse, wall_ms=2)
