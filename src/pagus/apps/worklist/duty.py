"""The rota and the clocks as they are kept, and the duty that tells the next one when nobody looks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.installations.queries import InstalledKit, get_installation
from pagus.apps.journal import actions as journal
from pagus.apps.people import queries as people
from pagus.apps.worklist.clocks import LONGEST_MINUTES, Clocks, check_minutes, usual_clocks
from pagus.apps.worklist.models import ClockSetting, Shift
from pagus.apps.worklist.policy import SHIFT_KINDS
from pagus.apps.worklist.rota import Kind, hours_of
from pagus.apps.worklist.rota import Shift as Turn
from pagus.engines.access.hours import DAY_MINUTES
from pagus.errors import Conflict, InputError, NotFound
from pagus.kernel.time import MINUTE
from pagus.kit_language.model import SEVERITIES, Severity
from pagus.library.worklist import usual

__all__ = [
    "KeptShift",
    "Wait",
    "add_shift",
    "clocks_for",
    "end_shift",
    "minutes_set",
    "set_clock",
    "shifts_of",
    "turns",
    "waits_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptShift:
    """A shift as the page of the rota shows it; ``kit`` is empty when it is for all alerts of the team."""

    number: int
    team: str
    kit: str
    login: str
    kind: Kind
    weekday: int
    start: int
    end: int


def shifts_of(team: str) -> tuple[KeptShift, ...]:
    """Who of this team works when?"""
    rows = Shift.objects.filter(team=team, ended_ms__isnull=True).order_by("weekday", "start", "pk")
    return tuple(
        KeptShift(
            number=it.pk, team=it.team, kit=it.kit, login=it.login, kind=it.kind, weekday=it.weekday, start=it.start,
            end=it.end,
        )
        for it in rows
    )  # fmt: skip


def turns(team: str, kit: str = "") -> list[Turn]:
    """The shifts of a team that count for a kit: those of the kit itself when it has some, else those for all."""
    kept = shifts_of(team)
    own = [it for it in kept if kit and it.kit == kit] or [it for it in kept if not it.kit]
    return [
        Turn(number=it.number, login=it.login, kind=it.kind, weekday=it.weekday, start=it.start, end=it.end)
        for it in own
    ]


def add_shift(
    team: str, login: str, by: Actor, *, kind: str, weekdays: Iterable[int], start: int, end: int, kit: str = ""
) -> int:
    """Let an account of a team be on duty, or on call, each week on these days. Over midnight is two shifts.

    Takes: minutes of the local day; the slug of a kit, or none for all alerts of the team. Gives: how many were added.
    Refuses: NotFound for the team; NotAllowed (``set_parameter``); InputError for hours that cannot be, or an account
    that could not see the alerts; Conflict with another shift of the same account at the same time.
    """
    known = next((each for each in people.teams() if each.code == team), None)
    if known is None:
        raise NotFound("no team here has the code {code}", code=team)
    accounts.require(by, "set_parameter", known.territory)
    days = sorted(set(weekdays))
    _check(kind, days, start, end)
    if not any(login == name and its in {"", team} for role in _ABLE for name, _, its in accounts.accounts_with(role)):
        raise InputError("{login} cannot see the alerts of this team: give them a role in it first", login=login)
    taken = Shift.objects.filter(
        login=login, weekday__in=days, start__lt=end, end__gt=start, kit=kit, team=team, ended_ms__isnull=True
    )
    if taken.exists():
        raise Conflict("{login} works at that time already: end that shift first", login=login)
    who, role = accounts.actor_of(by)
    now_ms = settings.WORKSPACE.clock.now_ms()
    with transaction.atomic():
        Shift.objects.bulk_create(
            Shift(
                team=team, kit=kit, login=login, kind=kind, weekday=day, start=start, end=end, added_by=who,
                added_ms=now_ms,
            )
            for day in days
        )  # fmt: skip
        journal.record(who, role, "add_shift", f"team:{team}", "rota", {"login": login, "kind": kind, "days": days})
    return len(days)


_ABLE = ("nurse", "physician", "coordinator", "clinician")
"""The roles that may handle alerts."""


def _check(kind: str, days: list[int], start: int, end: int) -> None:
    if kind not in SHIFT_KINDS:
        raise InputError("a shift is on duty or on call, not {kind!r}", kind=kind)
    if not days or not all(0 <= day <= 6 for day in days):
        raise InputError("choose at least one day of the week")
    if not 0 <= start < end <= DAY_MINUTES:
        raise InputError("a shift ends after it begins and before midnight: over midnight is two shifts")


def end_shift(number: int, by: Actor) -> None:
    """Take a shift off the rota; what was told while it held stays. Refuses: NotFound, NotAllowed."""
    row = Shift.objects.filter(pk=number, ended_ms__isnull=True).first()
    known = next((each for each in people.teams() if row is not None and each.code == row.team), None)
    if row is None or known is None:
        raise NotFound("no shift has the number {number}", number=number)
    accounts.require(by, "set_parameter", known.territory)
    who, role = accounts.actor_of(by)
    with transaction.atomic():
        row.ended_ms = settings.WORKSPACE.clock.now_ms()
        row.save(update_fields=["ended_ms"])
        journal.record(who, role, "end_shift", f"team:{row.team}", "rota", {"login": row.login, "shift": row.pk})


def minutes_set(installation_id: int) -> dict[str, int]:
    """Which clocks were set for this installation, or for a version that it replaced, by severity?"""
    found: dict[str, int] = {}
    number: int | None = installation_id
    while number is not None:
        rows = ClockSetting.objects.filter(installation_id=number).order_by("pk")
        found = {**dict(rows.values_list("severity", "minutes")), **found}
        number = get_installation(number).replaces
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """How long alerts of a severity may wait in an installation, who says so, and the longest that may be set."""

    severity: Severity
    minutes: int
    layer: Literal["house", "kit", "territory"]
    at_most: int


def waits_of(installed: InstalledKit) -> tuple[Wait, ...]:
    """Which clock holds for each severity here: that of the installation, of the kit, or of the house?"""
    own, house, clocks = minutes_set(installed.id), usual().minutes, installed.kit.clocks
    found = []
    for level in SEVERITIES:
        at_most = clocks[level].at_most_ms // MINUTE if level in clocks else LONGEST_MINUTES
        said: tuple[int, Literal["house", "kit", "territory"]] = (house[level], "house")
        if level in clocks:
            said = (clocks[level].within_ms // MINUTE, "kit")
        if level in own:
            # A newer version of the kit may allow less than what was set: its longest holds then.
            said = (min(own[level], at_most), "territory")
        found.append(Wait(severity=level, minutes=said[0], layer=said[1], at_most=at_most))
    return tuple(found)


def set_clock(installation_id: int, minutes: Mapping[Severity, int], by: Actor, *, reason: str) -> None:
    """Set how long alerts of these severities may wait in an installation.

    Refuses: NotFound, NotAllowed (``set_parameter``), InputError for clocks that cannot be, or without a reason.
    """
    installed = get_installation(installation_id)
    accounts.require(by, "set_parameter", installed.territory)
    if not reason.strip():
        raise InputError("changing a clock needs a reason: it stays beside the value")
    known = {wait.severity: wait for wait in waits_of(installed)}
    check_minutes({**{level: wait.minutes for level, wait in known.items()}, **minutes})
    for level, asked in minutes.items():
        if asked > known[level].at_most:
            raise InputError(
                "{kit} allows at most {most} minutes for this severity, not {asked}", kit=installed.kit.id,
                most=known[level].at_most, asked=asked,
            )  # fmt: skip
    who, role = accounts.actor_of(by)
    now_ms = settings.WORKSPACE.clock.now_ms()
    with transaction.atomic():
        for level, wait in minutes.items():
            ClockSetting.objects.create(
                installation_id=installation_id, severity=level, minutes=wait, by=who, at_ms=now_ms,
                reason=reason.strip()[:500],
            )  # fmt: skip
        journal.record(who, role, "set_clock", f"kit:{installed.kit.id}", "rota", {"severities": sorted(minutes)})


def clocks_for(installation_id: int, shifts: list[Turn]) -> Clocks:
    """Which clocks hold for alerts of this installation, with the hours of these shifts?"""
    hours = hours_of(shifts, settings.TIME_ZONE)
    waits = {wait.severity: wait.minutes for wait in waits_of(get_installation(installation_id))}
    return usual_clocks(usual(), settings.TIME_ZONE, waits, hours)
