"""Who is on duty, who is on call, and who is told next? Pure: shifts in, logins out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from pagus.apps.worklist.clocks import Clocks, working_minutes
from pagus.engines.access.hours import WeeklyHours, weekly_hours
from pagus.kit_language.model import Severity
from pagus.library.worklist import Look

__all__ = ["Hands", "Kind", "Shift", "hands", "hours_of", "on_shift", "telling_order"]

Kind = Literal["duty", "on_call"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A login that works each week from one minute of a local day to another. ``number``: in which order they came."""

    number: int
    login: str
    kind: Kind
    weekday: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """What those on duty can still do today. ``waiting``: people whose alerts wait; ``over``: how many are too many.

    ``least`` and ``most``: how many looks fit into ``minutes``, with the longest and with the shortest look.
    ``over`` counts against ``least``: who promises too much disappoints patients. None without a rota.
    """

    waiting: int
    minutes: float
    least: int
    most: int
    over: int


def on_shift(shifts: Iterable[Shift], at_ms: int, zone: str, kind: Kind) -> tuple[str, ...]:
    """Who is on duty, or on call, at this instant? Each once, in the order of the rota."""
    local = datetime.fromtimestamp(at_ms // 1_000, UTC).astimezone(ZoneInfo(zone))
    minute = local.hour * 60 + local.minute
    found = (
        each.login
        for each in sorted(shifts, key=lambda it: it.number)
        if each.kind == kind and each.weekday == local.weekday() and each.start <= minute < each.end
    )
    return tuple(dict.fromkeys(found))


def hours_of(shifts: Sequence[Shift], zone: str, kind: Kind = "duty") -> WeeklyHours:
    """When is somebody on duty? Shifts that overlap become one."""
    rows: list[tuple[int, int, int]] = []
    for weekday in range(7):
        spans = sorted((it.start, it.end) for it in shifts if it.kind == kind and it.weekday == weekday)
        joined: list[list[int]] = []
        for start, end in spans:
            if joined and start <= joined[-1][1]:
                joined[-1][1] = max(joined[-1][1], end)
            else:
                joined.append([start, end])
        rows += [(weekday, start, end) for start, end in joined]
    return weekly_hours(rows, zone=zone)


def telling_order(
    shifts: Sequence[Shift], coordinators: Sequence[str], severity: Severity, at_ms: int, clocks: Clocks
) -> tuple[str, ...]:
    """Who is told, one after the other, when nobody looks?

    Takes: the rota; who coordinates; the severity; the instant; the clocks.
    Gives: those on duty, then those on call (outside the hours, for a severity whose clock always runs: only they are
    there), then the coordinators. Nobody twice. With an empty rota the coordinators are told at once.
    """
    zone = clocks.hours.zone
    duty = on_shift(shifts, at_ms, zone, "duty")
    call = on_shift(shifts, at_ms, zone, "on_call") if severity in clocks.always else ()
    return tuple(dict.fromkeys((*duty, *call, *coordinators)))


def hands(shifts: Sequence[Shift], waiting: int, now_ms: int, midnight_ms: int, zone: str, look: Look) -> Hands | None:
    """How many people's alerts can those on duty still look at today?

    Takes: the rota; how many people wait; now and the end of the local day; minutes a look.
    Gives: None without anybody on duty in the rota. Limits: a shift is taken as all for alerts.
    """
    if not any(each.kind == "duty" for each in shifts):
        return None
    each_own = {each.login for each in shifts if each.kind == "duty"}
    minutes = sum(
        working_minutes(hours_of([it for it in shifts if it.login == login], zone), now_ms, midnight_ms)
        for login in each_own
    )
    least, most = int(minutes // look.most_minutes), int(minutes // look.least_minutes)
    return Hands(waiting=waiting, minutes=minutes, least=least, most=most, over=max(0, waiting - least))
