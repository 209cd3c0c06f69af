"""An alert's life: raised once, grouped, acknowledged, snoozed, withdrawn, closed; and who sees it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pagus.apps.alerts import actions, queries
from pagus.apps.alerts.models import Alert, Case
from pagus.apps.alerts.policy import MANDATORY_SNOOZE_MS, MANDATORY_SNOOZES, OUTCOMES, SNOOZE_MS, STATUSES
from pagus.apps.alerts.queries import InboxFilters
from pagus.apps.installations import actions as installations
from pagus.apps.journal.queries import entries
from pagus.engines.signals import Bounds, Firing
from pagus.errors import Conflict, InputError, NotAllowed, NotFound
from pagus.kernel.time import DAY, HOUR, MINUTE
from pagus.kit_language.model import Severity
from tests.apps.cast import account, person
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db

EUROMETROPOLE = "epci:246700488"
ANNA, BERT = "person:P-AAA", "person:P-BBB"
SEVERITY: dict[str, Severity] = {
    "time_in_range_low": "warning",
    "very_low_episode": "high",
    "time_low_high": "warning",
    "variability_high": "information",
    "no_glucose": "warning",
}


@pytest.fixture(autouse=True)
def people() -> None:
    person(ANNA, "commune:67482", "team-a")
    person(BERT, "commune:67447", "team-b")


@pytest.fixture
def kit() -> int:
    return installations.install("diabetes-home", EUROMETROPOLE, {})


def firing(rule: str, subject: str = ANNA, t: int = NOW - HOUR, late: bool = False) -> Firing:
    return Firing(
        rule=rule,
        subject=subject,
        t=t,
        severity=SEVERITY[rule],
        features={"time_in_range": 0.61, "silence": None},
        parameters={"time_in_range_wanted": 0.7},
        trace={"text": "time_in_range < p.time_in_range_wanted", "value": True, "children": []},
        late=late,
        windows={"time_in_range": Bounds("glucose", t - 14 * DAY, t, 4_000)},
    )


def raise_one(kit: int, rule: str = "time_in_range_low", subject: str = ANNA, t: int = NOW - HOUR) -> int:
    assert actions.raise_alerts(kit, [firing(rule, subject, t)], NOW) == 1
    return Alert.objects.get(rule=rule, subject=subject, t_ms=t).pk


def rows(user: object, **filters: object) -> list[tuple[str, str, str]]:
    found = queries.inbox(user, InboxFilters(**filters)).rows  # type: ignore[arg-type]
    return [(row.rule, row.subject, row.status) for row in found]


def test_the_same_firing_is_one_alert(kit: int) -> None:
    batch = [firing("time_in_range_low"), firing("very_low_episode"), firing("time_in_range_low")]
    assert actions.raise_alerts(kit, batch, NOW) == 2
    assert actions.raise_alerts(kit, batch, NOW + MINUTE) == 0
    assert Alert.objects.count() == 2
    assert set(Alert.objects.values_list("recorded_ms", flat=True)) == {NOW}
    assert actions.raise_alerts(kit, [], NOW) == 0


def test_alerts_of_one_group_join_one_open_case(kit: int) -> None:
    for rule in ("time_in_range_low", "variability_high", "very_low_episode"):
        raise_one(kit, rule)
    raise_one(kit, "time_in_range_low", BERT)
    assert {(case.subject, case.group) for case in Case.objects.all()} == {
        (ANNA, "balance"),
        (ANNA, "low_glucose"),
        (BERT, "balance"),
    }
    coordinator = account("coordinator", EUROMETROPOLE)
    number = Alert.objects.get(rule="variability_high").pk
    assert {row.rule for row in queries.alert_sheet(coordinator, number).case} == {
        "time_in_range_low",
        "variability_high",
    }


def test_a_closed_case_stays_closed_and_the_next_alert_opens_another(kit: int) -> None:
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    first = raise_one(kit, "time_in_range_low")
    second = raise_one(kit, "variability_high")
    actions.close(first, nurse, outcome="useful")
    assert Case.objects.filter(closed_ms=None).count() == 1
    actions.close(second, nurse, outcome="not_useful")
    assert Case.objects.filter(closed_ms=None).count() == 0
    third = raise_one(kit, "time_in_range_low", t=NOW)
    assert Alert.objects.get(pk=third).case_id != Alert.objects.get(pk=first).case_id


def test_the_inbox_shows_the_severest_then_the_newest(kit: int) -> None:
    raise_one(kit, "variability_high", t=NOW - MINUTE)
    raise_one(kit, "time_in_range_low", t=NOW - 2 * HOUR)
    raise_one(kit, "time_low_high", t=NOW - HOUR)
    raise_one(kit, "very_low_episode", t=NOW - DAY)
    found = queries.inbox(account("nurse", EUROMETROPOLE, "team-a"))
    assert [row.rule for row in found.rows] == [
        "very_low_episode",
        "time_low_high",
        "time_in_range_low",
        "variability_high",
    ]
    assert found.total == 4
    assert found.by_severity == {"high": 1, "warning": 2, "information": 1}
    row = found.rows[0]
    assert (row.subject_name.fr, row.place_name, row.simulated, row.kit) == (
        "P-AAA",
        "Strasbourg",
        True,
        "diabetes-home",
    )


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"severities": ("high",)}, {("very_low_episode", ANNA)}),
        ({"place": "commune:67447"}, {("time_in_range_low", BERT)}),
        ({"place": "departement:67"}, {("very_low_episode", ANNA), ("time_in_range_low", BERT)}),
        ({"place": "commune:67437"}, set()),
        ({"subject": BERT}, {("time_in_range_low", BERT)}),
        ({"kit": "diabetes-home", "limit": 1}, {("very_low_episode", ANNA)}),
        ({"kit": "diabetes-home", "limit": 1, "offset": 1}, {("time_in_range_low", BERT)}),
        ({"kit": "air-today"}, set()),
        ({"since_ms": NOW}, set()),
        ({"statuses": ("closed",)}, set()),
    ],
)
def test_filters(kit: int, filters: dict[str, object], expected: set[tuple[str, str]]) -> None:
    raise_one(kit, "very_low_episode")
    raise_one(kit, "time_in_range_low", BERT)
    coordinator = account("coordinator", EUROMETROPOLE)
    assert {(rule, subject) for rule, subject, _ in rows(coordinator, **filters)} == expected


def test_who_sees_what(kit: int) -> None:
    number = raise_one(kit)
    raise_one(kit, subject=BERT)
    seen = {
        "nurse a": (account("nurse", EUROMETROPOLE, "team-a"), {ANNA}),
        "nurse b": (account("nurse", EUROMETROPOLE, "team-b"), {BERT}),
        "nurse elsewhere": (account("nurse", "commune:67437", "team-a"), set()),
        "coordinator": (account("coordinator", EUROMETROPOLE), {ANNA, BERT}),
        "analyst": (account("analyst", EUROMETROPOLE), set()),
        "operator": (account("operator", EUROMETROPOLE), set()),
    }
    for name, (user, subjects) in seen.items():
        assert {subject for _, subject, _ in rows(user)} == subjects, name
        assert sum(queries.counts_by_severity(user).values()) == len(subjects), name
        if ANNA in subjects:
            assert queries.alert_sheet(user, number).row.id == number
        else:
            with pytest.raises(NotFound, match="no alert has the number"):
                queries.alert_sheet(user, number)
            with pytest.raises(NotFound):
                actions.acknowledge(number, user)
    assert queries.counts_by_place(seen["coordinator"][0]) == {
        "commune:67482": {"warning": 1},
        "commune:67447": {"warning": 1},
    }


def test_looking_is_journalled_once_for_each_person_and_page(kit: int) -> None:
    number = raise_one(kit)
    raise_one(kit, subject=BERT)
    user = account("coordinator", EUROMETROPOLE)
    for _ in range(3):
        queries.inbox(user)
    queries.alert_sheet(user, number)
    found = [(entry.object_code, entry.verb, entry.purpose) for entry in entries(actor=user.username)]
    assert sorted(found) == [(ANNA, "read", f"alert {number}"), (ANNA, "read", "alerts"), (BERT, "read", "alerts")]


def test_the_sheet_holds_everything_that_explains(kit: int) -> None:
    number = raise_one(kit)
    sheet = queries.alert_sheet(account("nurse", EUROMETROPOLE, "team-a"), number)
    assert sheet.rule.id == "time_in_range_low"
    assert sheet.features == {"time_in_range": 0.61, "silence": None}
    assert sheet.parameters == {"time_in_range_wanted": 0.7}
    assert sheet.windows["time_in_range"]["from_ms"] == NOW - HOUR - 14 * DAY
    assert sheet.trace["value"] is True
    assert [layer.layer for layer in sheet.layers["time_in_range_wanted"]] == ["kit"]
    assert sheet.sources
    assert [event.verb for event in sheet.log] == ["raised"]


def test_acknowledge_says_who_and_keeps_it_in_the_inbox(kit: int) -> None:
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    number = raise_one(kit)
    actions.acknowledge(number, nurse, note="calling")
    actions.acknowledge(number, nurse)
    assert rows(nurse) == [("time_in_range_low", ANNA, "acknowledged")]
    log = queries.alert_sheet(nurse, number).log
    assert [(event.verb, event.by, event.reason, event.at_ms) for event in log] == [
        ("raised", "system", "", NOW),
        ("acknowledged", nurse.username, "calling", NOW),
    ]
    assert next(entry.verb for entry in entries(object_code=ANNA) if entry.purpose == "alert") == "acknowledge"


def test_a_snooze_holds_until_its_end_and_then_wakes_by_itself(kit: int, clock_at: Callable[[int], None]) -> None:
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    number = raise_one(kit)
    actions.snooze(number, nurse, reason="visit on Thursday", until_ms=NOW + DAY)
    assert rows(nurse) == []
    assert rows(nurse, statuses=("snoozed",)) == [("time_in_range_low", ANNA, "snoozed")]
    clock_at(NOW + DAY - 1)
    assert rows(nurse) == []
    assert queries.counts_by_severity(nurse) == {}
    clock_at(NOW + DAY)
    assert rows(nurse) == [("time_in_range_low", ANNA, "open")]
    assert queries.counts_by_severity(nurse) == {"warning": 1}
    assert queries.alert_sheet(nurse, number).row.status == "open"


def test_a_snooze_holds_for_the_next_firing_of_the_same_rule(kit: int, clock_at: Callable[[int], None]) -> None:
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    number = raise_one(kit, "time_in_range_low")
    actions.snooze(number, nurse, reason="visit on Thursday", until_ms=NOW + 2 * DAY)
    clock_at(NOW + DAY)
    again = [firing("time_in_range_low", t=NOW + DAY), firing("very_low_episode", t=NOW + DAY)]
    again.append(firing("time_in_range_low", BERT, t=NOW + DAY))
    assert actions.raise_alerts(kit, again, NOW + DAY) == 3
    coordinator = account("coordinator", EUROMETROPOLE)
    assert set(rows(coordinator)) == {("very_low_episode", ANNA, "open"), ("time_in_range_low", BERT, "open")}
    held_back = Alert.objects.get(rule="time_in_range_low", subject=ANNA, t_ms=NOW + DAY)
    assert [event.verb for event in queries.alert_sheet(nurse, held_back.pk).log] == ["raised", "held_back"]
    clock_at(NOW + 2 * DAY)
    assert len([row for row in rows(nurse) if row[0] == "time_in_range_low"]) == 2


def test_a_snooze_that_ended_or_was_withdrawn_holds_nothing_back(kit: int, clock_at: Callable[[int], None]) -> None:
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    number = raise_one(kit)
    actions.snooze(number, nurse, reason="x", until_ms=NOW + HOUR)
    clock_at(NOW + 2 * HOUR)
    actions.raise_alerts(kit, [firing("time_in_range_low", t=NOW + 2 * HOUR)], NOW + 2 * HOUR)
    assert len(rows(nurse)) == 2


@pytest.mark.parametrize("until", [NOW, NOW - 1, NOW + SNOOZE_MS + 1])
def test_a_snooze_ends_in_its_time(kit: int, until: int) -> None:
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    number = raise_one(kit)
    with pytest.raises(InputError, match="within 1w"):
        actions.snooze(number, nurse, reason="x", until_ms=until)
    with pytest.raises(InputError, match="reason"):
        actions.snooze(number, nurse, reason="  ", until_ms=NOW + HOUR)
    assert rows(nurse) == [("time_in_range_low", ANNA, "open")]


def test_silence_cannot_be_snoozed_for_ever(kit: int, clock_at: Callable[[int], None]) -> None:
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    number = raise_one(kit, "no_glucose")
    with pytest.raises(InputError, match="within 1d"):
        actions.snooze(number, nurse, reason="x", until_ms=NOW + MANDATORY_SNOOZE_MS + 1)
    now = NOW
    for _ in range(MANDATORY_SNOOZES):
        actions.snooze(number, nurse, reason="sensor ordered", until_ms=now + MANDATORY_SNOOZE_MS)
        now += MANDATORY_SNOOZE_MS
        clock_at(now)
        assert rows(nurse) == [("no_glucose", ANNA, "open")]
    with pytest.raises(Conflict, match="3 times"):
        actions.snooze(number, nurse, reason="again", until_ms=now + HOUR)
    with pytest.raises(InputError, match="note"):
        actions.close(number, nurse, outcome="device_fault")
    actions.close(number, nurse, outcome="device_fault", note="new sensor")


def test_a_mandatory_alert_in_the_case_shortens_the_snooze_of_the_whole_case(kit: int) -> None:
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    first = raise_one(kit, "no_glucose", t=NOW - DAY)
    second = raise_one(kit, "no_glucose", t=NOW - HOUR)
    with pytest.raises(InputError, match="within 1d"):
        actions.snooze(first, nurse, reason="x", until_ms=NOW + 2 * DAY, whole_case=True)
    actions.snooze(first, nurse, reason="x", until_ms=NOW + DAY, whole_case=True)
    assert rows(nurse) == []
    assert Alert.objects.get(pk=second).status == "snoozed"


def test_closing_needs_an_outcome_and_ends_everything(kit: int) -> None:
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    number = raise_one(kit)
    with pytest.raises(InputError, match="choose what the alert was worth"):
        actions.close(number, nurse, outcome="done")
    with pytest.raises(InputError, match="note"):
        actions.close(number, nurse, outcome="other")
    actions.close(number, nurse, outcome="other", note="wrong person")
    assert rows(nurse) == []
    for act in (
        lambda: actions.close(number, nurse, outcome="useful"),
        lambda: actions.acknowledge(number, nurse),
        lambda: actions.snooze(number, nurse, reason="x", until_ms=NOW + HOUR),
    ):
        with pytest.raises(Conflict, match="closed"):
            act()
    row = queries.inbox(nurse, InboxFilters(statuses=("closed",))).rows[0]
    assert (row.outcome, row.status) == ("other", "closed")


def test_a_withdrawn_alert_stays_with_its_mark_and_asks_for_nothing(kit: int) -> None:
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    number = raise_one(kit)
    key = ("time_in_range_low", ANNA, NOW - HOUR)
    assert actions.withdraw(kit, [key, ("no_glucose", ANNA, NOW - HOUR)], NOW + MINUTE) == 1
    assert actions.withdraw(kit, [key], NOW + MINUTE) == 0
    assert rows(nurse) == []
    assert rows(nurse, statuses=("withdrawn",)) == [("time_in_range_low", ANNA, "withdrawn")]
    assert Case.objects.get().closed_ms == NOW + MINUTE
    assert queries.alert_sheet(nurse, number).row.withdrawn_ms == NOW + MINUTE


def test_an_alert_that_comes_back_is_open_again(kit: int) -> None:
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    number = raise_one(kit)
    actions.withdraw(kit, [("time_in_range_low", ANNA, NOW - HOUR)], NOW)
    assert actions.raise_alerts(kit, [firing("time_in_range_low", late=True)], NOW + MINUTE) == 1
    assert Alert.objects.count() == 1
    assert rows(nurse) == [("time_in_range_low", ANNA, "open")]
    assert [event.verb for event in queries.alert_sheet(nurse, number).log] == ["raised", "withdrawn", "reinstated"]
    assert Case.objects.filter(closed_ms=None).count() == 1


def test_what_people_closed_stays_closed_when_late_data_take_it_back(kit: int) -> None:
    nurse = account("nurse", EUROMETROPOLE, "team-a")
    number = raise_one(kit)
    actions.close(number, nurse, outcome="useful")
    actions.withdraw(kit, [("time_in_range_low", ANNA, NOW - HOUR)], NOW)
    row = queries.alert_sheet(nurse, number).row
    assert (row.status, row.withdrawn_ms, row.outcome) == ("closed", NOW, "useful")
    actions.raise_alerts(kit, [firing("time_in_range_low")], NOW)
    assert Case.objects.filter(closed_ms=None).count() == 0


def test_a_late_alert_says_so(kit: int) -> None:
    actions.raise_alerts(kit, [firing("time_in_range_low", late=True)], NOW)
    assert queries.inbox(account("nurse", EUROMETROPOLE, "team-a")).rows[0].late is True


def test_seeing_is_not_handling(kit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from pagus.apps.accounts import roles

    reader = replace(roles.ROLES["nurse"], verbs=roles.ROLES["nurse"].verbs - {"handle_alert"})
    monkeypatch.setitem(roles.ROLES, "nurse", reader)
    number = raise_one(kit)
    with pytest.raises(NotAllowed):
        actions.close(number, account("nurse", EUROMETROPOLE, "team-a"), outcome="useful")


def test_words_of_statuses_and_outcomes_are_in_three_languages() -> None:
    for text in (*STATUSES.values(), *OUTCOMES.values()):
        assert all((text.fr, text.en, text.de))


def test_an_unknown_status_is_not_found(kit: int) -> None:
    with pytest.raises(NotFound, match="no status lost"):
        rows(account("nurse", EUROMETROPOLE, "team-a"), statuses=("lost",))
