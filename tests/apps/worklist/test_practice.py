"""The practice day: invented people, the truth after each closing, nothing of it among the people of the workspace."""

from __future__ import annotations

import pytest

from pagus.apps.alerts.models import Alert
from pagus.apps.people.models import Person
from pagus.apps.worklist.practice import JUDGED, begin_practice, close_practice, practice_of
from pagus.errors import InputError, NotAllowed, NotFound
from tests.apps.cast import account

pytestmark = pytest.mark.django_db

PLACE = "epci:246700488"


def test_a_practice_day_is_drawn_judged_told_and_begun_anew() -> None:
    nurse = account("nurse", PLACE, "team-a")
    assert practice_of(nurse) is None
    begin_practice(nurse, seed=1)
    day = practice_of(nurse)
    assert day is not None
    assert {each.truth for each in day.cases} == {"episode", "mimic", "fault", "nothing"}
    assert all(each.subject.startswith("person:SIM-") and each.signals for each in day.cases)
    for case in day.cases:
        fitting = next(outcome for outcome, truths in JUDGED.items() if case.truth in truths)
        assert close_practice(nurse, case.subject, fitting).right
    again = practice_of(nurse)
    assert again is not None
    assert (again.closed, again.right) == (len(day.cases), len(day.cases))
    with pytest.raises(InputError, match="choose useful"):
        close_practice(nurse, day.cases[0].subject, "other")
    with pytest.raises(NotFound):
        close_practice(nurse, "person:P-AAA", "useful")
    begin_practice(nurse, seed=2)
    anew = practice_of(nurse)
    assert anew is not None
    assert (anew.closed, anew.seed) == (0, 2)
    assert [each.subject for each in anew.cases] != [each.subject for each in day.cases]
    assert not Alert.objects.exists()
    assert not Person.objects.exists()
    with pytest.raises(NotAllowed):
        begin_practice(account("analyst", PLACE))


def test_the_same_seed_is_the_same_day_and_each_account_has_its_own() -> None:
    one, two = (account("nurse", PLACE, "team-a") for _ in range(2))
    begin_practice(one, seed=3)
    begin_practice(two, seed=3)
    first = practice_of(one)
    assert first is not None
    close_practice(one, first.cases[0].subject, "useful")
    other = practice_of(two)
    assert other is not None
    assert other.closed == 0
    assert [each.subject for each in other.cases] == [each.subject for each in first.cases]
