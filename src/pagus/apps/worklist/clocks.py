"""By when must somebody look, and may it disturb anybody now? Pure: instants in, instants out.

A clock of a severity that ``always`` runs is a plain stretch of time. The others run while it is open: an alert of
Friday evening is not late on Saturday. Hours are those of the wall: a night when clocks change is as long as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pagus.engines.access.hours import DAY_MINUTES, WeeklyHours, weekly_hours
from pagus.errors import InputError
from pagus.kernel.time import DAY, MINUTE, read_clock
from pagus.kit_language.choices_model import LONGEST_CLOCK_MS
from pagus.kit_language.model import SEVERITIES, Severity
from pagus.library.worklist import Usual

__all__ = [
    "LONGEST_MINUTES",
    "Clocks",
    "check_minutes",
    "deadline",
    "quiet_until",
    "steps_due",
    "usual_clocks",
    "working_minutes",
]

LONGEST_MINUTES = LONGEST_CLOCK_MS // MINUTE
_FARTHEST_DAYS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """How long an alert of each severity may wait, in minutes; which run always; when it is open, and quiet."""

    minutes: Mapping[Severity, int]
    always: frozenset[str]
    quiet: frozenset[str]
    hours: WeeklyHours
    quiet_hours: WeeklyHours


def usual_clocks(
    given: Usual,
    zone: str,
    own: Mapping[Severity, int] | None = None,
    hours: WeeklyHours | None = None,
) -> Clocks:
    """Which clocks hold?

    Takes: the shipped file; the time zone; what the kit and the installation say; the hours of the rota, if any.
    """
    rows = [(day, _minute(given.opens), _minute(given.closes)) for day in given.open_days]
    morning, evening = _minute(given.quiet_until), _minute(given.quiet_from)
    night = [(day, *part) for day in range(7) for part in ((0, morning), (evening, DAY_MINUTES))]
    return Clocks(
        minutes={level: (own or {}).get(level, given.minutes[level]) for level in SEVERITIES},
        always=frozenset(given.always),
        quiet=frozenset(given.quiet),
        hours=weekly_hours(rows, zone=zone) if hours is None or not any(hours.days) else hours,
        quiet_hours=weekly_hours(night, zone=zone),
    )


def _minute(text: str) -> int:
    minute = read_clock(text)
    if minute is None:
        raise InputError("{text!r} is no time of day: write 08:30", text=text)
    return minute


def check_minutes(minutes: Mapping[Severity, int]) -> None:
    """Refuses: InputError for no severity, less than a minute, more than a week, or a graver one that waits longer."""
    for level, wait in minutes.items():
        if level not in SEVERITIES:
            raise InputError("{severity} is no severity", severity=level)
        if not 1 <= wait <= LONGEST_MINUTES:
            raise InputError(
                "a clock runs from 1 minute to {most} minutes, not {asked}", most=LONGEST_MINUTES, asked=wait
            )
    in_order = [minutes[level] for level in SEVERITIES if level in minutes]
    if in_order != sorted(in_order, reverse=True):
        raise InputError("a graver alert cannot wait longer than a lighter one")


def deadline(severity: Severity, since_ms: int, clocks: Clocks) -> int:
    """By when must somebody have looked at an alert of this severity that became known at this instant?

    Gives: an instant. When it is never open, the clock runs as one that runs always.
    """
    wait = clocks.minutes[severity] * MINUTE
    if severity in clocks.always:
        return since_ms + wait
    left = wait
    for span in clocks.hours.spans(since_ms, _FARTHEST_DAYS):
        start = max(span.start_ms, since_ms)
        if span.end_ms <= start:
            continue
        if start + left <= span.end_ms:
            return start + left
        left -= span.end_ms - start
    return since_ms + wait


def quiet_until(severity: Severity, mandatory: bool, at_ms: int, clocks: Clocks) -> int | None:
    """Until when does an alert of this severity disturb nobody? None: it may disturb now.

    A mandatory alert is never quiet, whatever its severity: the law lets nobody switch it off. Nor is one whose clock
    always runs.
    """
    if mandatory or severity not in clocks.quiet or severity in clocks.always:
        return None
    return clocks.quiet_hours.closing(at_ms)


def steps_due(by_ms: int, every_ms: int, now_ms: int, most: int) -> int:
    """How many people should have been told by now: one at the deadline, one more after each ``every_ms``?"""
    return 0 if now_ms < by_ms else min(most, 1 + (now_ms - by_ms) // max(every_ms, MINUTE))


def working_minutes(hours: WeeklyHours, from_ms: int, to_ms: int) -> float:
    """How many minutes is it open between two instants?"""
    days = int((to_ms - from_ms) // DAY) + 2
    spans: Sequence[tuple[int, int]] = [(max(s, from_ms), min(e, to_ms)) for s, e in hours.spans(from_ms, days)]
    return sum(max(0, end - start) for start, end in spans) / MINUTE
