"""When it is open: usual weeks, single dates, public holidays, the nights on which clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagus.engines.access.hours import WeeklyHours, open_in_week, weekly_hours
from pagus.engines.access.osm_hours import hours_text, read_hours
from pagus.errors import InputError
from pagus.kernel.holidays import easter_sunday
from pagus.library.holidays import holidays_of, holidays_of_departement

ALSACE = holidays_of_departement("67")
PRACTICE = "Mo-Fr 08:00-12:00,14:00-18:00; Sa 09:00-12:00; PH off"


def at(text: str, zone: str = "Europe/Paris", fold: int = 0) -> int:
    moment = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)
    return int(moment.timestamp()) * 1_000


def practice(text: str = PRACTICE) -> WeeklyHours:
    return read_hours(text, calendar=ALSACE).hours


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-03-16 08:00", True),  # a Monday
        ("2026-03-16 07:59", False),
        ("2026-03-16 11:59", True),
        ("2026-03-16 12:00", False),
        ("2026-03-21 09:30", True),  # Saturday
        ("2026-03-22 09:30", False),  # Sunday
        ("2026-04-06 09:00", False),  # Easter Monday
        ("2026-04-03 09:00", False),  # Good Friday, in Alsace
        ("2026-12-25 09:00", False),
        ("2026-12-26 09:30", False),  # St Stephen, a Saturday
    ],
)
def test_open_at(moment: str, is_open: bool) -> None:
    assert practice().open_at(at(moment)) is is_open


def test_good_friday_is_a_working_day_west_of_the_vosges() -> None:
    hours = read_hours(PRACTICE, calendar=holidays_of_departement("54")).hours
    assert hours.open_at(at("2026-04-03 09:00")) is True


def test_next_opening_skips_the_night_the_week_end_and_easter() -> None:
    hours = practice()
    assert hours.next_opening(at("2026-03-16 09:00")) == at("2026-03-16 09:00")
    assert hours.next_opening(at("2026-03-16 12:30")) == at("2026-03-16 14:00")
    assert hours.next_opening(at("2026-04-02 18:00")) == at("2026-04-04 09:00")  # Saturday after Good Friday
    assert hours.next_opening(at("2026-04-04 12:00")) == at("2026-04-07 08:00")  # Tuesday after Easter


def test_an_exception_goes_before_a_public_holiday() -> None:
    noel = date(2026, 12, 25)
    hours = weekly_hours(
        [(4, 480, 720)],
        exceptions=[(noel, 600, 660)],
        closed_on=[date(2026, 12, 18)],
        holidays="closed",
        calendar=ALSACE,
    )
    assert hours.open_at(at("2026-12-25 10:30")) is True
    assert hours.open_at(at("2026-12-25 08:30")) is False
    assert hours.open_at(at("2026-12-18 09:00")) is False
    assert hours.open_at(at("2026-12-11 09:00")) is True


def test_over_midnight_is_open_on_both_sides_and_closes_once() -> None:
    hours = read_hours("Fr-Sa 20:00-02:00").hours
    evening = at("2026-03-20 23:59")
    assert hours.open_at(evening) is True
    assert hours.open_at(evening + 60_000) is True
    assert hours.closing(evening) == at("2026-03-21 02:00")
    assert hours.hours_per_week == 12.0


def test_always_open_never_closes() -> None:
    hours = read_hours("24/7").hours
    assert hours.hours_per_week == 168.0
    assert hours.closing(at("2026-03-20 23:59")) is None
    assert hours.next_opening(5) == 5


def test_the_hour_that_spring_takes_away() -> None:
    """On 29 March 2026 02:00 is 03:00: what opens in the gap opens at its end; what lies in it never opens."""
    before = at("2026-03-28 23:30")
    within = weekly_hours([(6, 150, 300)])  # Sunday 02:30 to 05:00
    assert within.next_opening(before) == at("2026-03-29 03:00")
    assert within.closing(at("2026-03-29 03:10")) == at("2026-03-29 05:00")
    lost = weekly_hours([(6, 130, 170)])  # 02:10 to 02:50
    assert lost.next_opening(before) == at("2026-04-05 02:10")


def test_the_hour_that_autumn_gives_twice() -> None:
    """On 25 October 2026 02:30 comes twice: what lies in that hour opens twice, what is around it is longer."""
    inside = weekly_hours([(6, 140, 160)])  # 02:20 to 02:40
    first, second = at("2026-10-25 02:30"), at("2026-10-25 02:30", fold=1)
    assert second - first == 3_600_000
    assert inside.open_at(first) is inside.open_at(second) is True
    assert inside.open_at(at("2026-10-25 02:50")) is False
    assert inside.next_opening(at("2026-10-25 02:45")) == at("2026-10-25 02:20", fold=1)
    around = weekly_hours([(6, 60, 240)])
    spans = list(around.spans(at("2026-10-25 00:30"), 1))
    assert [(span.end_ms - span.start_ms) / 3_600_000 for span in spans] == [4.0]


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 1439), st.integers(1, 600)), max_size=6),
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),  # noqa: DTZ001
)
def test_the_next_opening_is_the_first_open_minute(rows: list[tuple[int, int, int]], moment: datetime) -> None:
    try:
        hours = weekly_hours([(day, start, min(start + length, 1440)) for day, start, length in rows])
    except InputError:
        return
    now = int(moment.replace(second=0, microsecond=0, tzinfo=UTC).timestamp()) * 1_000
    found = hours.next_opening(now)
    if found is None:
        assert not hours.bitmap().any()
        return
    assert hours.open_at(found) is True
    probes = np.linspace(now, found, 40).astype(int) // 60_000 * 60_000
    assert not any(hours.open_at(int(each)) for each in probes if now <= each < found)


def test_the_bitmap_is_the_week() -> None:
    hours = practice("Mo 00:00-00:10; Su 23:50-24:00; We 20:00-21:00")
    bits = np.unpackbits(hours.bitmap(), bitorder="little")
    assert bits.shape == (10_080,)
    assert bits.sum() == 80
    assert bits[:10].all()
    assert bits[-10:].all()
    both = np.stack([hours.bitmap(), practice().bitmap()])
    assert open_in_week(both, 2, 20 * 60).tolist() == [True, False]
    assert open_in_week(both, 0, 8 * 60).tolist() == [False, True]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 1439), st.integers(1, 600)), max_size=5))
def test_the_bitmap_agrees_with_the_clock(rows: list[tuple[int, int, int]]) -> None:
    try:
        hours = weekly_hours([(day, start, min(start + length, 1440)) for day, start, length in rows])
    except InputError:
        return
    monday = at("2026-06-01 00:00")  # a week without a change of clocks
    for minute in range(0, 10_080, 397):
        expected = bool(open_in_week(hours.bitmap()[None, :], minute // 1_440, minute % 1_440)[0])
        assert hours.open_at(monday + minute * 60_000) is expected


def test_late_and_at_the_week_end() -> None:
    assert practice("Mo-Fr 08:00-20:00").hours_per_week == 60.0
    assert practice("Mo-Fr 08:00-20:00").late_or_weekend is False
    assert practice("Mo-Fr 08:00-20:01").open_late is True
    assert practice("Sa 09:00-10:00").open_at_weekend is True


def test_unknown_hours_answer_nothing() -> None:
    hours = read_hours("").hours
    assert hours.known is False
    assert hours.open_at(0) is hours.next_opening(0) is hours.hours_per_week is hours.late_or_weekend is None
    assert read_hours("off").hours.open_at(0) is False
    assert read_hours("off").hours.next_opening(0) is None


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([(0, 480, 720), (1, 480, 720), (0, 660, 780)], "row 3: 11:00 to 13:00 overlaps row 1, 08:00 to 12:00"),
        ([(0, 480, 720), (0, 720, 480)], "row 2: 12:00 to 08:00 ends before it starts"),
        ([(8, 480, 720)], "row 1: 8 is no weekday"),
        ([(0, 480, 1500)], "row 1: 08:00 to 25:00 is outside the day"),
        ([(0, 480, 480)], "ends before it starts"),
    ],
)
def test_a_wrong_row_is_named(rows: list[tuple[int, int, int]], said: str) -> None:
    with pytest.raises(InputError, match=said):
        weekly_hours(rows)


def test_intervals_that_touch_are_one() -> None:
    assert weekly_hours([(0, 720, 840), (0, 480, 720)]).days[0] == ((480, 840),)


# The text.


@pytest.mark.parametrize(
    ("text", "again"),
    [
        (PRACTICE, PRACTICE),
        ("24/7", "24/7"),
        ("08:00-20:00", "Mo-Su 08:00-20:00"),
        ("Mo-Fr 9:00-12:00; We off", "Mo-Tu 09:00-12:00; Th-Fr 09:00-12:00"),
        ("Sa-Mo 10:00-11:00", "Mo 10:00-11:00; Sa-Su 10:00-11:00"),
        ("Mo-Su,PH 08:00-20:00", "Mo-Su 08:00-20:00; PH 08:00-20:00"),
        ("mo-fr 08h30-12h00", "Mo-Fr 08:30-12:00"),
        ("Mo 22:00-26:00", "Mo 22:00-24:00; Tu 00:00-02:00"),
        ("Mo-Fr 08:00-12:00 ;", "Mo-Fr 08:00-12:00"),
        ("Sa closed; Mo 08:00-09:00", "Mo 08:00-09:00"),
    ],
)
def test_the_subset_is_read_and_written(text: str, again: str) -> None:
    read = read_hours(text)
    assert read.beyond is None
    assert hours_text(read.hours) == again
    assert read.hours.raw == text.strip()
    assert hours_text(read_hours(again).hours) == again


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Jan-Mar Mo 08:00-10:00", "Jan"),
        ("Mo-Fr 08:00-12:00; SH off", "SH"),
        ("sunrise-sunset", "sunrise"),
        ('Mo 08:00-10:00 "by appointment"', '"'),
        ("Mo 08:00+", "+"),
        ("week 1-20 Mo 08:00-10:00", "week"),
        ("Mo[1] 08:00-10:00", "["),
        ("Mo 08:00-10:00 || unknown", "||"),
        ("2026 Mo 08:00-10:00", "2026"),
    ],
)
def test_what_is_beyond_the_subset_is_said_and_kept(text: str, word: str) -> None:
    read = read_hours(text)
    assert read.beyond == word
    assert read.hours.known is False
    assert read.hours.raw == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Mo 08:00-12:00; Lu 08:00-09:00", "rule 2: 'Lu' is no weekday"),
        ("Mo 14:00-12:00", "rule 1: 14:00 to 12:00 ends before it starts"),
        ("Mo 08:00-12:00,11:00-14:00", "rule 1: 08:00 to 12:00 overlaps 11:00 to 14:00"),
        ("Mo 08:00", "no time span"),
        ("Mo 08:75-09:00", "'08:75' is no time"),
        ("Mo 49:00-50:00", "is no time"),
        ("Mo Tu 08:00-09:00", "cannot be read"),
        ("Mo-PH 08:00-09:00", "PH cannot end a range"),
        ("Fr 20:00-02:00; Sa 01:00-05:00", "overlaps"),
        ("x" * 2_000, "longer than"),
    ],
)
def test_a_wrong_text_says_which_rule(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_hours(text)


@given(st.text(alphabet="MoTuSaPH 0189:-,;/offx|", max_size=30))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        read = read_hours(text)
    except InputError:
        return
    if read.hours.known:
        assert read_hours(hours_text(read.hours)).hours.days == read.hours.days


# Public holidays.


def test_easter_against_published_dates() -> None:
    published = {1961: (4, 2), 1818: (3, 22), 2000: (4, 23), 2008: (3, 23), 2024: (3, 31), 2026: (4, 5), 2038: (4, 25)}
    assert {year: easter_sunday(year) for year in published} == {y: date(y, m, d) for y, (m, d) in published.items()}


def test_easter_against_an_independent_algorithm() -> None:
    """Gauss's method, corrected for the Gregorian calendar, gives the same Sundays for four centuries."""
    for year in range(1800, 2200):
        a, b, c, k = year % 19, year % 4, year % 7, year // 100
        m = (15 - (13 + 8 * k) // 25 + k - k // 4) % 30
        n = (4 + k - k // 4) % 7
        d = (19 * a + m) % 30
        e = (2 * b + 4 * c + 6 * d + n) % 7
        days = 22 + d + e
        if (d == 29 and e == 6) or (d == 28 and e == 6 and (11 * m + 11) % 30 < 19):
            days -= 7
        assert easter_sunday(year) == date(year, 3, 1) + timedelta(days=days - 1)


def test_france_has_eleven_holidays_and_alsace_thirteen() -> None:
    def days(calendar, year: int) -> list[date]:
        every = (date(year, 1, 1) + timedelta(days=number) for number in range(366))
        return [day for day in every if day.year == year and calendar.on(day) is not None]

    assert len(days(holidays_of(), 2026)) == 11
    assert len(days(ALSACE, 2026)) == 13
    assert days(holidays_of_departement("973"), 2026).count(date(2026, 6, 10)) == 1
    assert ALSACE.on(date(2026, 5, 14)).name["de"] == "Christi Himmelfahrt"
