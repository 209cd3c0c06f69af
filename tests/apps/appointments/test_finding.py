"""Nearest open care: the arrival decides, what is not known is said, what is wished goes first."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pagus.apps.appointments import actions, queries
from pagus.apps.appointments.queries import Opening, Wish
from pagus.apps.care.facts import ServiceFacts
from pagus.errors import DataGapError, InputError, ShapeError
from pagus.kernel.time import DAY, HOUR, MINUTE, parse_instant
from tests.apps.appointments.directory import CENTRE, DATA_DAY, add_facility, gp, hours, small_directory, today
from tests.apps.workspace import NOW

pytestmark = pytest.mark.django_db


def wish(**changes: object) -> Wish:
    usual = {
        "lon": CENTRE[0],
        "lat": CENTRE[1],
        "service": "general_practice",
        "mode": "foot",
        "within_min": 20.0,
        "opening": Opening("leave", NOW),
    }
    return Wish(**{**usual, **changes})  # type: ignore[arg-type]


def names(found: tuple[queries.Found, ...]) -> list[str]:
    return [each.card.code.partition(":")[2] for each in found]


def test_the_nearest_open_one_is_first_and_what_is_not_known_stands_apart() -> None:
    small_directory()
    answer = queries.find_care(wish())
    assert names(answer.open) == ["near"]
    assert names(answer.unknown) == ["unknown"]
    assert names(answer.closed) == ["closing"], "it closes at 10:05, and one arrives later"
    assert answer.reached_count == 3, "the far one is beyond 20 minutes on foot"
    assert names(queries.find_care(wish(mode="car")).open) == ["near", "closing", "far"]
    nearest = answer.open[0]
    assert nearest.km == pytest.approx(0.4, rel=0.01)
    assert nearest.arrival_ms == pytest.approx(NOW + nearest.minutes * MINUTE, abs=1)
    assert nearest.until_ms == parse_instant("2026-03-16T18:00:00+01:00")
    assert answer.unknown[0].open is None


def test_the_time_of_arrival_decides_not_that_of_leaving() -> None:
    add_facility("shutting", gp(hours("08:00", "10:08")), east_m=600)
    add_facility("opening", gp(hours("10:08", "18:00")), east_m=600)
    answer = queries.find_care(wish())
    (shut,), (opened,) = answer.closed, answer.open
    assert shut.service.hours.open_at(NOW) is True, "open when one leaves, at 10:00"
    assert opened.service.hours.open_at(NOW) is False
    assert (names(answer.open), names(answer.closed)) == (["opening"], ["shutting"])
    assert shut.next_ms == parse_instant("2026-03-17T08:00:00+01:00")


def test_exactly_so_many_minutes_away_is_within() -> None:
    add_facility("edge", gp(), east_m=900)
    minutes = queries.find_care(wish(within_min=60.0)).open[0].minutes
    assert names(queries.find_care(wish(within_min=minutes)).open) == ["edge"]
    assert names(queries.find_care(wish(within_min=minutes - 0.001)).open) == []


def test_open_over_midnight_and_across_a_change_of_clocks() -> None:
    night = gp(hours("22:00", "24:00", range(7)))
    add_facility("evening", night, east_m=1_200)
    add_facility("night", gp(hours("00:00", "03:00", range(7))), east_m=1_200)
    leave = parse_instant("2026-03-16T23:50:00+01:00")
    assert names(queries.find_care(wish(opening=Opening("leave", leave))).open) == ["night"], "one arrives at 00:0x"
    # In the night to 29 March the clocks go from 02:00 to 03:00: at 01:55 one arrives after 03:00, when it is closed.
    leave = parse_instant("2026-03-29T01:55:00+01:00")
    answer = queries.find_care(wish(opening=Opening("leave", leave)))
    assert "night" in names(answer.closed)


def test_public_holidays_and_exceptions_close() -> None:
    labour_day = date(2026, 5, 1)
    add_facility("usual", gp(hours("09:00", "18:00")), east_m=100)
    add_facility("holiday", gp(hours("09:00", "18:00", holidays="closed")), east_m=200)
    add_facility("away", gp(hours("09:00", "18:00", closed_on=[date(2026, 5, 4)])), east_m=300)
    friday, monday = parse_instant("2026-05-01T10:00:00+02:00"), parse_instant("2026-05-04T10:00:00+02:00")
    assert names(queries.find_care(wish(opening=Opening("leave", friday))).open) == ["usual", "away"]
    assert names(queries.find_care(wish(opening=Opening("leave", monday))).open) == ["usual", "holiday"]
    morning = Opening("stretch", NOW, labour_day, 9 * 60, 12 * 60)
    assert names(queries.find_care(wish(opening=morning)).open) == ["usual", "away"]


def test_saturday_morning_means_some_minute_of_it() -> None:
    add_facility("early", gp(hours("07:00", "08:01", range(5, 6))), east_m=100)
    add_facility("too-early", gp(hours("07:00", "08:00", range(5, 6))), east_m=200)
    add_facility("late", gp(hours("11:59", "14:00", range(5, 6))), east_m=300)
    add_facility("too-late", gp(hours("12:00", "14:00", range(5, 6))), east_m=400)
    saturday = today() + timedelta(days=5)
    answer = queries.find_care(wish(opening=Opening("stretch", NOW, saturday, 8 * 60, 12 * 60)))
    assert names(answer.open) == ["early", "late"]


def test_step_free_leaves_out_what_is_known_not_to_be() -> None:
    add_facility("steps", gp(), east_m=100, step_free=False)
    add_facility("unsaid", gp(), east_m=200)
    add_facility("level", gp(), east_m=300, step_free=True)
    assert names(queries.find_care(wish()).open) == ["steps", "unsaid", "level"]
    assert names(queries.find_care(wish(step_free=True)).open) == ["level", "unsaid"]


def test_with_a_poor_connection_what_needs_none_stands_first() -> None:
    add_facility(
        "video",
        ServiceFacts(service="teleconsultation", hours=hours("08:00", "20:00"), needs_broadband=True),
        east_m=100,
    )
    add_facility("booth", ServiceFacts(service="teleconsultation", hours=hours("08:00", "20:00")), east_m=300)
    asked = wish(service="teleconsultation")
    assert names(queries.find_care(asked).open) == ["video", "booth"]
    poor = wish(service="teleconsultation", poor_connection=True)
    assert names(queries.find_care(poor).open) == ["booth", "video"]


def test_a_facility_of_many_services_stands_once_with_one_that_is_open() -> None:
    dental = ServiceFacts(service="dental", hours=hours("06:00", "07:00"))
    add_facility("house", dental, gp(), kind="multi_professional_house", east_m=100)
    (found,) = queries.find_care(wish(service="", kind="multi_professional_house")).open
    assert found.service.service == "general_practice"


def test_old_data_are_said_to_be_old() -> None:
    add_facility("old", gp(), data_date=DATA_DAY - timedelta(days=91))
    add_facility("fresh", gp(), east_m=50, data_date=DATA_DAY - timedelta(days=90))
    cards = {each.card.code: each.card for each in queries.find_care(wish()).open}
    assert queries.is_old(cards["facility:old"], today())
    assert not queries.is_old(cards["facility:fresh"], today())


def test_what_cannot_be_answered_is_refused() -> None:
    add_facility("one", gp())
    for minutes in (0.0, -1.0, 91.0, float("nan")):
        with pytest.raises(InputError, match="between 1 and 90"):
            queries.find_care(wish(within_min=minutes))
    with pytest.raises(DataGapError, match="no timetable is known here"):
        queries.find_care(wish(mode="transit"))


def test_an_empty_directory_has_an_empty_answer() -> None:
    answer = queries.find_care(wish())
    assert (answer.open, answer.unknown, answer.closed, answer.reached_count) == ((), (), (), 0)


def test_the_line_of_reach_goes_round_the_point() -> None:
    (ring,) = queries.reach_outline(wish())
    assert ring[0] == ring[-1]
    assert min(lon for lon, _ in ring) < CENTRE[0] < max(lon for lon, _ in ring)


def test_a_change_of_the_directory_is_seen_at_once() -> None:
    add_facility("first", gp(), east_m=100)
    assert names(queries.find_care(wish()).open) == ["first"]
    add_facility("second", gp(), east_m=50)
    assert names(queries.find_care(wish()).open) == ["second", "first"]


def test_the_connection_of_a_commune_is_known_only_where_somebody_has_said_it() -> None:
    assert queries.broadband("commune:67482") is None
    table = "commune,share\n67482,0.97\ncommune:67437,0.41\n"
    assert actions.bring_in_broadband(table, "ARCEP, second quarter", date(2026, 1, 31)) == 2
    good, poor = queries.broadband("commune:67482"), queries.broadband("commune:67437")
    assert good is not None
    assert poor is not None
    assert (good.good, poor.good, poor.share) == (True, False, 0.41)
    actions.bring_in_broadband("commune,share\n67437,0.92", "ARCEP, third quarter", date(2026, 3, 1))
    later = queries.broadband("commune:67437")
    assert later is not None
    assert (later.good, later.source) == (True, "ARCEP, third quarter")


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["commune,part", "67482,0.9"], "lacks the column share"),
        (["commune,share", "67482,1.2"], "line 2"),
        (["commune,share", "67482,0.9", "99999,0.9"], "line 3: no commune"),
        (["commune,share", "67482,0.9", "67482,0.8"], "line 3: commune:67482 stands there twice"),
        (["commune,share", "67482,nan"], "line 2"),
    ],
)
def test_wrong_figures_of_broadband_are_refused_with_their_line(lines: list[str], words: str) -> None:
    with pytest.raises((InputError, ShapeError), match=words):
        actions.bring_in_broadband("\n".join(lines), "test", date(2026, 1, 1))
    assert queries.broadband("commune:67482") is None


def test_soonest_free_slots_are_told_beside() -> None:
    code = add_facility("slots", gp(bookable=True))
    actions.publish_slots(code, "general_practice", [(NOW + DAY, NOW + DAY + HOUR), (NOW + HOUR, NOW + 2 * HOUR)])
    assert queries.first_free() == {(code, "general_practice"): NOW + HOUR}
