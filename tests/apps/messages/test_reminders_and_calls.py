"""Reminders of what is due soon, once; and the list of those who have to be called."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pagus.apps.journal.queries import entries
from pagus.apps.messages.calling import mark_told, to_call
from pagus.apps.messages.models import Message
from pagus.apps.pathways import actions
from pagus.apps.pathways.reminding import remind_due
from pagus.apps.people.keys import make_personal_key
from pagus.errors import NotFound
from pagus.kernel.time import DAY, HOUR
from tests.apps.cast import account, team
from tests.apps.pathways.activity import ANNA, EUROMETROPOLE, nurse_of, open_task, people
from tests.apps.workspace import NOW
from tests.faces.console.activity_kit import installed_activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(tmp_path: Path) -> int:
    """Anna is asked to fill a form herself, within a fortnight."""
    people()
    number = actions.enrol("system", installed_activity(tmp_path, walk_role="person"), "activity", ANNA)
    actions.complete_task("system", open_task("interview"), {"limitation": 1.0})
    return number


def test_a_person_is_reminded_once_before_the_time(course: int, clock_at: Callable[[int], None]) -> None:
    assert remind_due() == 0, "there is time"
    clock_at(NOW + 12 * DAY + HOUR)
    assert remind_due() == 1
    assert remind_due() == 0
    told = Message.objects.get(notice="reminder")
    assert (told.person, told.to) == (ANNA, "person")
    assert "Walking test" in told.text_en
    assert "\u00ab\u202fWalking test\u202f\u00bb" in told.text_fr


def test_nobody_is_reminded_after_the_time_or_of_what_is_done(course: int, clock_at: Callable[[int], None]) -> None:
    clock_at(NOW + 15 * DAY)
    assert remind_due() == 0, "it is late: it escalates, and somebody calls"
    actions.withdraw("system", course, reason="x")
    clock_at(NOW + 13 * DAY)
    assert remind_due() == 0


def test_who_has_no_page_is_called_by_their_team(course: int, clock_at: Callable[[int], None]) -> None:
    nurse, other = nurse_of("team-a"), nurse_of("team-b")
    (row,) = to_call(nurse)  # type: ignore[arg-type]
    assert (row.person, row.has_page) == (ANNA, False)
    assert to_call(other) == ()  # type: ignore[arg-type]
    assert to_call(account("educator", EUROMETROPOLE, team("team-a"))) == ()
    make_personal_key("system", ANNA, days=180)
    assert to_call(nurse) == (), "she has a page now, and time to read"  # type: ignore[arg-type]
    clock_at(NOW + 4 * DAY)
    assert [it.has_page for it in to_call(nurse)] == [True]  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        mark_told(other, row.id)  # type: ignore[arg-type]
    for _ in range(2):
        mark_told(nurse, row.id)  # type: ignore[arg-type]
    assert to_call(nurse) == ()  # type: ignore[arg-type]
    told = Message.objects.get(pk=row.id)
    assert (told.channel, told.read_by) == ("phone", nurse.username)  # type: ignore[attr-defined]
    assert [it.verb for it in entries(object_code=ANNA)].count("tell_by_phone") == 1
