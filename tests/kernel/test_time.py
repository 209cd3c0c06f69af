"""Instants and durations: whole milliseconds, and texts that read back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagus.errors import InputError
from pagus.kernel.time import (
    DAY,
    HOUR,
    clock_text,
    format_duration,
    format_instant,
    parse_duration,
    parse_instant,
    read_clock,
)


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        ("90s", 90_000),
        ("5m", 300_000),
        ("72h", 72 * HOUR),
        ("14d", 14 * DAY),
        ("2w", 14 * DAY),
        ("250ms", 250),
        (" 1h ", HOUR),
    ],
)
def test_a_duration_is_a_whole_number_and_a_unit(text: str, milliseconds: int) -> None:
    assert parse_duration(text) == milliseconds


@pytest.mark.parametrize("text", ["", "h", "72", "72 h", "1.5h", "-1h", "72H", "1h30m", "0d", "1y", "9999999999s"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="duration"):
        parse_duration(text)


@given(st.integers(1, 10**15))
def test_a_written_duration_reads_back(milliseconds: int) -> None:
    text = format_duration(milliseconds)
    if len(text) <= 10:
        assert parse_duration(text) == milliseconds


def test_a_duration_is_written_with_the_largest_unit_that_divides_it() -> None:
    assert [format_duration(value) for value in (14 * DAY, 3 * DAY, 36 * HOUR, 90_000, 1_500)] == [
        "2w", "3d", "36h", "90s", "1500ms",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01T01:00:00+01:00", 0),
        ("1969-12-31T23:59:59.999Z", -1),
        ("2026-03-01T08:00:00+01:00", 1_772_348_400_000),
        ("2026-03-01T08:00:00.250Z", 1_772_352_000_250),
        ("2024-02-29T00:00:00-05:00", 1_709_182_800_000),
    ],
)
def test_an_instant_has_an_offset(text: str, milliseconds: int) -> None:
    assert parse_instant(text) == milliseconds


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-03-01T08:00:00", "no time zone"),
        ("2026-03-01", "no time zone"),
        ("2026-02-30T08:00:00Z", "not a date"),
        ("yesterday", "not a date"),
        ("", "not a date"),
        ("2026-03-01T25:00:00Z", "not a date"),
    ],
)
def test_what_is_no_instant_is_refused(text: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        parse_instant(text)


@given(st.datetimes(datetime(1000, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001
def test_a_written_instant_reads_back(moment: datetime) -> None:
    milliseconds = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    assert parse_instant(format_instant(milliseconds)) == milliseconds


@pytest.mark.parametrize(
    ("text", "minute"),
    [("00:00", 0), ("8:30", 510), ("08:30", 510), ("8h30", 510), (" 23:59 ", 1439)],
)
def test_a_clock_time_is_read_and_written(text: str, minute: int) -> None:
    assert read_clock(text) == minute
    assert read_clock(clock_text(minute)) == minute


@pytest.mark.parametrize("text", ["24:00", "8.30", "8:3", "08:60", "", "noon", "٠٨:٣٠"])
def test_what_is_no_clock_time_is_none(text: str) -> None:
    assert read_clock(text) is None
