"""Since when a measurement of today is overdue: in the day of the person, not for who has given up, never twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from pagus.apps.home.entering import Entry, enter_mine
from pagus.apps.home.overdue import overdue_since
from pagus.apps.installations import actions as installing
from pagus.apps.messages.dispatching import dispatches_of, queue_reminders, reminded, reminders_sent, send_reminders
from pagus.apps.messages.leaving import Outcome
from pagus.apps.people.contacts import agree_oneself, set_contact
from pagus.apps.workspace_settings.reminders import ReminderSettings, SmsSettings
from pagus.kernel.time import DAY, HOUR, MINUTE
from tests.apps.cast import account, person, team
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db(transaction=True)

ELSA, FINN, GRETA, HANS = (f"person:P-O{name}" for name in ("EE", "FF", "GG", "HH"))
"""Of this module alone: what the store holds outlives a test."""
ELEVEN = NOW + HOUR


@pytest.fixture(autouse=True)
def followed() -> None:
    """People whose weight is asked each day; by the clock of the tests it is 10 o'clock where they live."""
    assert datetime.fromtimestamp(NOW / 1000, ZoneInfo(settings.TIME_ZONE)).strftime("%H:%M") == "10:00"
    team("team-a")
    number = installing.install("heart-failure-home", "epci:246700488", {})
    for code in (ELSA, FINN, GRETA, HANS):
        person(code)
        installing.enrol(number, code, "system", from_ms=NOW - (1 if code != HANS else 30) * DAY)


def weigh(who: str, at_ms: int, value: float = 78.0) -> None:
    given = Entry(id=f"{who[-2:].lower()}{at_ms}".ljust(32, "0"), signal="weight", value=value, unit="kg", at_ms=at_ms)
    assert [each.state for each in enter_mine(who, [given])] in (["kept"], ["held"])


def test_overdue_from_eleven_until_it_has_come(clock_at: Callable[[int], None]) -> None:
    weigh(ELSA, NOW - DAY)
    assert overdue_since(ELSA, ELEVEN - 1) is None
    assert overdue_since(ELSA, ELEVEN) == ELEVEN
    assert overdue_since(ELSA, ELEVEN + 9 * HOUR) == ELEVEN
    assert overdue_since(ELSA, ELEVEN + 9 * HOUR, after_ms=ELEVEN - 1) == ELEVEN
    assert overdue_since(ELSA, ELEVEN + 9 * HOUR, after_ms=ELEVEN) is None, "of this they were told"
    clock_at(ELEVEN + HOUR)
    weigh(ELSA, ELEVEN + 30 * MINUTE)
    assert overdue_since(ELSA, ELEVEN + HOUR) is None
    assert overdue_since(ELSA, ELEVEN + DAY) == ELEVEN + DAY, "and the next day again"


def test_what_is_held_was_measured_all_the_same() -> None:
    weigh(FINN, NOW - DAY)
    weigh(FINN, NOW - HOUR, value=351.0)
    assert overdue_since(FINN, ELEVEN) is None


def test_who_never_began_is_asked_for_three_days_and_not_for_ever() -> None:
    begun = ELEVEN - DAY
    assert [overdue_since(GRETA, begun + n * DAY) for n in range(5)] == [
        *(begun + n * DAY for n in range(3)),
        None,
        None,
    ]
    assert overdue_since(HANS, ELEVEN) is None, "enrolled a month ago and never heard: the team knows"


def test_who_gave_up_is_left_to_the_team() -> None:
    weigh(HANS, NOW - 4 * DAY)
    assert [overdue_since(HANS, ELEVEN - n * DAY) for n in (3, 2, 1, 0)] == [
        ELEVEN - 3 * DAY, ELEVEN - 2 * DAY, ELEVEN - DAY, None,
    ]  # fmt: skip


def test_one_reminder_a_day_leaves_says_nothing_and_the_team_sees_what_it_was_about(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, clock_at: Callable[[int], None]
) -> None:
    set_contact(ELSA, "system", phone="+33612345678", channel="sms", agreed=True)
    weigh(ELSA, NOW - 50 * MINUTE - DAY)
    sent: list[str] = []

    def at(moment: int) -> tuple[int, tuple[int, int]]:
        clock_at(moment)
        gateway = SmsSettings("http://127.0.0.1:9/", "{text}", "text/plain")
        ways = ReminderSettings("Territoire", sms=gateway)
        monkeypatch.setattr(settings, "WORKSPACE", replace(settings.WORKSPACE, reminders=ways))
        return queue_reminders(), send_reminders(lambda _contact, name: (sent.append(name), Outcome("sent"))[1])

    assert at(NOW) == (0, (0, 0))
    assert at(ELEVEN + MINUTE) == (1, (1, 0))
    assert at(ELEVEN + 5 * HOUR) == (0, (0, 0)), "once a day"
    (row,) = dispatches_of(account("nurse", "epci:246700488", "team-a"), ELSA)
    assert (row.about, row.state) == ("measurement", "sent")
    nurse, stranger = account("nurse", "epci:246700488", "team-a"), account("nurse", "epci:246700488", team("team-b"))
    assert [each.ended_ms for each in reminded(nurse, ELSA, NOW)] == [ELEVEN + MINUTE]
    assert reminded(stranger, ELSA, NOW) == ()
    assert reminders_sent([ELSA, FINN], NOW, NOW + DAY) == {ELSA: 1}
    set_contact(ELSA, "system", measure_by=15 * 60)
    assert at(ELEVEN + DAY) == (0, (0, 0)), "her own time has not come"
    assert at(ELEVEN + DAY + 4 * HOUR) == (1, (1, 0))
    clock_at(ELEVEN + 2 * DAY)
    agree_oneself(ELSA, agreed=False)
    assert at(ELEVEN + 2 * DAY + 4 * HOUR) == (0, (0, 0)), "who wants none gets none"
    agree_oneself(ELSA, agreed=True)
    assert at(ELEVEN + 2 * DAY + 8 * HOUR) == (0, (0, 0)), "hours later it helps nobody any more"
    assert len(sent) == 2
