"""Opening hours as text: the plain weekly subset of OpenStreetMap's ``opening_hours``, both ways."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from pagus.engines.access.hours import DAY_MINUTES, HOLIDAY, WEEKDAYS, WeeklyHours, weekly_hours
from pagus.errors import InputError
from pagus.kernel.holidays import HolidayCalendar
from pagus.kernel.time import clock_text

__all__ = ["ReadHours", "hours_text", "read_hours"]

NIGHT_FROM, NIGHT_TO = 16 * 60, 10 * 60
"""An interval that ends before it starts is one over midnight only from 16:00 or later to 10:00 or earlier (local
default); anything else is taken for a mistake."""

_RULE = re.compile(
    r"(?P<days>[A-Za-z]{2,9}(?:\s*[-,]\s*[A-Za-z]{2,9})*)?\s*:?\s*(?P<times>off|closed|[\d:hH.,\-– ]*)", re.ASCII
)
_TIME = re.compile(r"(\d{1,2})[:hH.](\d{2})")
_BEYOND = re.compile(
    r'(?P<what>\|\||"|\[|\]|\+|\b(?:SH|week|easter|sunrise|sunset|dawn|dusk|unknown|open|'
    r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b|\b(?:19|20)\d\d\b|/)"
)
_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class ReadHours:
    """What a text says. ``beyond``: the first word of it that is not in the subset; then ``hours.known`` is False."""

    hours: WeeklyHours
    beyond: str | None = None


def read_hours(text: str, *, zone: str = "Europe/Paris", calendar: HolidayCalendar | None = None) -> ReadHours:
    """Which week does this text describe?

    Takes: text as ``Mo-Fr 08:00-12:00,14:00-18:00; Sa 09:00-12:00; PH off`` or ``24/7``; a rule without weekday means
    every day; a later rule replaces an earlier one on its days. Empty: not known.
    Gives: the hours, with the text kept in ``raw``; or, where the text uses more of the grammar than days, times and
    PH (months, weeks, school holidays, sunrise, comments, "||"), hours that are not known and the word that is beyond.
    Refuses: InputError that says which rule (from 1) has an unknown weekday or time, an end before its start, or an
    overlap.
    Source: wiki.openstreetmap.org, Key:opening_hours/specification; recalled, not read here.
    """
    raw = text.strip()
    if not raw:
        return ReadHours(WeeklyHours(zone=zone, known=False, calendar=calendar))
    if len(raw) > _LONGEST:
        raise InputError("the opening hours are longer than {limit} characters", limit=_LONGEST)
    if raw.replace(" ", "") == "24/7":
        every = [(weekday, 0, DAY_MINUTES) for weekday in range(7)]
        return ReadHours(weekly_hours(every, zone=zone, calendar=calendar, raw=raw))
    beyond = _BEYOND.search(raw)
    if beyond is not None:
        unknown = WeeklyHours(zone=zone, known=False, calendar=calendar, raw=raw)
        return ReadHours(unknown, beyond["what"])
    own: dict[int, list[tuple[int, int]]] = {}
    tails: dict[int, list[tuple[int, int]]] = {}
    for number, rule in enumerate(raw.split(";"), 1):
        if rule.strip():
            _apply(number, rule.strip(), own, tails)
    rows = [
        (weekday, *each)
        for weekday in sorted({*own, *tails})
        for each in [*tails.get(weekday, []), *own.get(weekday, [])]
    ]
    closed = HOLIDAY in own and not own[HOLIDAY]
    return ReadHours(
        weekly_hours(rows, zone=zone, holidays="closed" if closed else "usual", calendar=calendar, raw=raw)
    )


def _apply(
    number: int, rule: str, own: dict[int, list[tuple[int, int]]], tails: dict[int, list[tuple[int, int]]]
) -> None:
    match = _RULE.fullmatch(rule)
    if match is None or not (match["days"] or match["times"].strip()):
        raise InputError(
            "hours, rule {row}: {text!r} cannot be read; write it as Mo-Fr 08:00-12:00,14:00-18:00",
            row=number,
            text=rule[:60],
        )
    word = (match["days"] or "").strip()
    if word.lower() in {"off", "closed"}:
        days, times = list(range(7)), word
    else:
        days, times = _days(number, word), match["times"].strip()
    spans = [] if times.lower() in {"off", "closed"} else _spans(number, times)
    _check_overlaps(number, spans)
    for weekday in days:
        own[weekday] = [(start, min(end, DAY_MINUTES)) for start, end in spans]
        nights = [(0, end - DAY_MINUTES) for _, end in spans if end > DAY_MINUTES]
        if weekday != HOLIDAY:
            tails[(weekday + 1) % 7] = nights


def _days(number: int, text: str) -> list[int]:
    if not text:
        return list(range(7))
    days: list[int] = []
    for part in text.split(","):
        first, _, last = (piece.strip() for piece in part.partition("-"))
        start = _weekday(number, first)
        end = _weekday(number, last) if last else start
        if HOLIDAY in {start, end} and start != end:
            raise InputError("hours, rule {row}: PH cannot end a range of days", row=number)
        days += [start] if start == end else [(start + step) % 7 for step in range((end - start) % 7 + 1)]
    return days


def _weekday(number: int, word: str) -> int:
    names = {name.lower(): index for index, name in enumerate(WEEKDAYS)} | {"ph": HOLIDAY}
    if word.lower() not in names:
        raise InputError(
            "hours, rule {row}: {text!r} is no weekday: write Mo Tu We Th Fr Sa Su, or PH for public holidays",
            row=number,
            text=word,
        )
    return names[word.lower()]


def _spans(number: int, text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for part in text.split(","):
        pieces = re.split(r"\s*[-–]\s*", part.strip())
        if len(pieces) != 2:
            raise InputError(
                "hours, rule {row}: {text!r} is no time span; write it as 08:00-12:00", row=number, text=part.strip()
            )
        start, end = (_minute(number, piece) for piece in pieces)
        if end <= start and start >= NIGHT_FROM and end <= NIGHT_TO:
            end += DAY_MINUTES
        if end <= start:
            raise InputError(
                "hours, rule {row}: {start} to {end} ends before it starts", row=number, start=pieces[0], end=pieces[1]
            )
        spans.append((start, end))
    return sorted(spans)


def _check_overlaps(number: int, spans: list[tuple[int, int]]) -> None:
    for index, (start, end) in enumerate(spans):
        for later, later_end in spans[index + 1 :]:
            if later < end:
                raise InputError(
                    "hours, rule {row}: {start} to {end} overlaps {later} to {later_end}",
                    row=number,
                    start=clock_text(start),
                    end=clock_text(end),
                    later=clock_text(later),
                    later_end=clock_text(later_end),
                )


def _minute(number: int, text: str) -> int:
    match = _TIME.fullmatch(text)
    if match is None or int(match[2]) > 59 or int(match[1]) * 60 + int(match[2]) > 2 * DAY_MINUTES:
        raise InputError("hours, rule {row}: {text!r} is no time; write it as 08:30", row=number, text=text[:20])
    return int(match[1]) * 60 + int(match[2])


def hours_text(hours: WeeklyHours) -> str:
    """How are these hours written in the subset?

    Takes: known hours. Gives: text that ``read_hours`` reads back to the same usual week and public holidays; empty
    when they are not known. Exceptions on single dates are not in it.
    """
    if not hours.known:
        return ""
    if all(day == ((0, DAY_MINUTES),) for day in hours.days):
        return "24/7"
    rules: list[str] = []
    for intervals, group in groupby(range(7), key=lambda weekday: hours.days[weekday]):
        days = list(group)
        if intervals:
            name = WEEKDAYS[days[0]] if len(days) == 1 else f"{WEEKDAYS[days[0]]}-{WEEKDAYS[days[-1]]}"
            rules.append(f"{name} {_times(intervals)}")
    if hours.holidays == "closed":
        rules.append("PH off")
    elif hours.holidays == "own":
        rules.append(f"PH {_times(hours.holiday_intervals)}")
    return "; ".join(rules) or "off"


def _times(intervals: tuple[tuple[int, int], ...]) -> str:
    return ",".join(f"{clock_text(start)}-{clock_text(end)}" for start, end in intervals)
