"""Clocks, rota and own baselines: pure, by hand-computed cases."""

from __future__ import annotations

import pytest

from pagus.apps.worklist.clocks import check_minutes, deadline, quiet_until, steps_due, usual_clocks
from pagus.apps.worklist.rota import Shift, hands, hours_of, on_shift, telling_order
from pagus.apps.worklist.trend import glance
from pagus.errors import InputError
from pagus.kernel.time import DAY, HOUR, MINUTE, parse_instant
from pagus.library.worklist import usual

PARIS = "Europe/Paris"
CLOCKS = usual_clocks(usual(), PARIS)
FRIDAY = parse_instant("2026-03-13T18:30:00+01:00")
MONDAY = parse_instant("2026-03-16T09:00:00+01:00")


def shift(
    login: str, kind: str = "duty", weekday: int = 0, start: int = 480, end: int = 1020, number: int = 1
) -> Shift:
    return Shift(number=number, login=login, kind=kind, weekday=weekday, start=start, end=end)  # type: ignore[arg-type]


def test_a_grave_alert_has_its_clock_day_and_night() -> None:
    night = parse_instant("2026-03-14T03:00:00+01:00")
    assert deadline("critical", night, CLOCKS) == night + 15 * MINUTE
    assert deadline("high", night, CLOCKS) == night + HOUR


def test_a_lighter_clock_stands_still_while_it_is_closed() -> None:
    # Friday 18:30 to 20:00 is an hour and a half; the other six and a half of the eight are Monday from 8:00 on.
    assert deadline("warning", FRIDAY, CLOCKS) == parse_instant("2026-03-16T14:30:00+01:00")


def test_the_night_when_clocks_change_is_as_long_as_it_is() -> None:
    # Without opening hours on Sunday the change itself is slept through: 8:00 to 9:30 of Monday is summer time.
    before = parse_instant("2026-03-27T19:00:00+01:00")
    one_hour_and_a_half = usual_clocks(usual(), PARIS, {"warning": 90, "information": 90})
    assert deadline("warning", before, one_hour_and_a_half) == parse_instant("2026-03-30T08:30:00+02:00")
    # On the wall of another zone the same instant is another hour: clocks go by the zone of the territory.
    assert deadline("warning", before, usual_clocks(usual(), "Indian/Reunion")) != deadline("warning", before, CLOCKS)


def test_quiet_is_for_the_light_ones_by_night_and_never_for_what_the_law_asks() -> None:
    night = parse_instant("2026-03-16T23:00:00+01:00")
    morning = parse_instant("2026-03-17T08:00:00+01:00")
    assert quiet_until("warning", False, night, CLOCKS) == morning
    assert quiet_until("warning", True, night, CLOCKS) is None
    assert quiet_until("high", False, night, CLOCKS) is None
    assert quiet_until("critical", False, night, CLOCKS) is None
    assert quiet_until("warning", False, MONDAY, CLOCKS) is None


def test_red_is_never_quiet_whatever_the_file_says() -> None:
    loud = usual_clocks(usual(), PARIS)
    everything = type(loud)(
        minutes=loud.minutes,
        always=loud.always,
        quiet=frozenset({"critical", "high", "warning"}),
        hours=loud.hours,
        quiet_hours=loud.quiet_hours,
    )
    assert quiet_until("critical", False, parse_instant("2026-03-16T23:00:00+01:00"), everything) is None


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        ({"critical": 0}, "from 1 minute"),
        ({"information": 10_081}, "10080 minutes"),
        ({"dreadful": 5}, "no severity"),
        ({"critical": 60, "high": 30}, "graver"),
    ],
)
def test_clocks_that_cannot_be_are_refused(minutes: dict[str, int], words: str) -> None:
    with pytest.raises(InputError, match=words):
        check_minutes(minutes)


def test_one_more_is_told_after_each_half_of_the_clock() -> None:
    assert steps_due(MONDAY, 30 * MINUTE, MONDAY - 1, 9) == 0
    assert steps_due(MONDAY, 30 * MINUTE, MONDAY, 9) == 1
    assert steps_due(MONDAY, 30 * MINUTE, MONDAY + 61 * MINUTE, 9) == 3
    assert steps_due(MONDAY, 30 * MINUTE, MONDAY + DAY, 4) == 4


def test_who_is_told_in_which_order() -> None:
    rota = [shift("anne"), shift("berta", number=2), shift("carl", "on_call", start=0, end=1440, number=3)]
    assert on_shift(rota, MONDAY, PARIS, "duty") == ("anne", "berta")
    assert telling_order(rota, ["coordinator"], "high", MONDAY, CLOCKS) == ("anne", "berta", "carl", "coordinator")
    assert telling_order(rota, ["coordinator"], "warning", MONDAY, CLOCKS) == ("anne", "berta", "coordinator")
    evening = parse_instant("2026-03-16T22:00:00+01:00")
    assert telling_order(rota, ["coordinator"], "critical", evening, CLOCKS) == ("carl", "coordinator")
    assert telling_order([], ["coordinator"], "critical", evening, CLOCKS) == ("coordinator",)
    assert hours_of(rota, PARIS).days[0] == ((480, 1020),)


def test_more_alerts_than_hands_is_counted_with_the_longest_look() -> None:
    noon, midnight = parse_instant("2026-03-16T12:00:00+01:00"), parse_instant("2026-03-17T00:00:00+01:00")
    found = hands([shift("anne"), shift("berta")], 60, noon, midnight, PARIS, usual().look)
    assert found is not None
    assert found.minutes == 600
    assert (found.least, found.most) == (44, 63)  # 600 / 13.5 and 600 / 9.4
    assert found.over == 16
    assert hands([], 60, noon, midnight, PARIS, usual().look) is None


def test_a_signal_stands_against_its_own_band() -> None:
    times = [MONDAY - back * DAY - HOUR for back in range(30, -1, -1)]
    values = [80.0 + 0.2 * (n % 3 - 1) for n in range(30)] + [82.5]
    found = glance(times, values, MONDAY)
    assert found.direction == "above"
    assert found.low is not None
    assert found.high is not None
    assert found.low < 80.0 < found.high < 82.5
    assert found.change == pytest.approx(2.5)
    assert found.last_ms == MONDAY - HOUR


def test_few_days_make_no_band() -> None:
    found = glance([MONDAY - 2 * DAY, MONDAY - HOUR], [80.0, 90.0], MONDAY)
    assert (found.low, found.direction, found.change) == (None, "unknown", None)
    assert glance([], [], MONDAY).direction == "unknown"
