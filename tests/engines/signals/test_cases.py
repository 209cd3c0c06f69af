"""Which alerts does one person handle together."""

from __future__ import annotations

from pagus.engines.signals import Firing, assign_cases

GROUPS = {"low": "glucose", "high": "glucose", "silent": ""}


def firing(rule: str, t: int, subject: str = "person:P-1") -> Firing:
    return Firing(rule=rule, subject=subject, t=t, severity="warning", features={}, parameters={}, trace=None)


def test_alerts_of_one_group_join_the_open_case() -> None:
    (assigned,) = assign_cases([firing("low", 5)], GROUPS, {("person:P-1", "glucose"): 7})
    assert (assigned.case, assigned.group, assigned.opened_by) == (7, "glucose", None)


def test_the_first_alert_opens_and_the_next_joins_it() -> None:
    first, second, other, silent = assign_cases(
        [firing("high", 9), firing("low", 5), firing("low", 6, "person:P-2"), firing("silent", 7)], GROUPS, {}
    )
    assert [first.firing.t, second.firing.t, other.firing.t, silent.firing.t] == [5, 6, 7, 9]
    by_time = {it.firing.t: it for it in (first, second, other, silent)}
    assert by_time[9].opened_by is by_time[5].firing
    assert by_time[5].opened_by is by_time[5].firing
    assert by_time[6].opened_by is by_time[6].firing
    assert by_time[7].group == "silent"


def test_a_case_of_another_subject_or_group_is_not_joined() -> None:
    open_cases = {("person:P-2", "glucose"): 1, ("person:P-1", "silent"): 2}
    (assigned,) = assign_cases([firing("low", 5)], GROUPS, open_cases)
    assert assigned.case is None


def test_a_late_alert_joins_the_case_that_is_open_now() -> None:
    (assigned,) = assign_cases([firing("low", -100)], GROUPS, {("person:P-1", "glucose"): 7})
    assert assigned.case == 7
