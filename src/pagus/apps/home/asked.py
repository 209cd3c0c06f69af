"""What is somebody asked to measure at home, what of it is done today, and how does it go?

For their own page, that their key opened: ``people.keys.person_of_key`` is asked, and journalled, before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from pagus.apps.alerts.models import Alert
from pagus.apps.alerts.policy import ACKNOWLEDGED, OPEN, SNOOZED
from pagus.apps.home.usual import HandUnit, Trend, Usual, hand_units, trend, usual
from pagus.apps.installations.queries import Enrolled, InstalledKit, enrolments_of
from pagus.apps.streams import queries as streams
from pagus.kernel.time import DAY, HOUR
from pagus.kit_language import asked_signals
from pagus.kit_language.model import Signal

__all__ = ["Followed", "Measure", "followed", "home_signals", "is_asked", "measures"]

SHOWN_MS = 31 * DAY
DEVICE_RHYTHM_MS = HOUR
"""What is expected more often than this is sent by a device: nobody is asked to write it down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A kit that follows the person, or did."""

    installation: int
    kit: InstalledKit
    from_ms: int
    to_ms: int | None
    signals: Mapping[str, Signal]
    """What it measures, by code; what is not prescribed for this person has no rhythm."""

    def asks(self, code: str) -> bool:
        """Is this expected of the person, by hand or from a device?"""
        return self.signals[code].every_ms is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One thing that somebody measures at home. ``is_asked``: the kit expects it in a rhythm; else they may."""

    signal: Signal
    is_asked: bool
    is_due: bool
    done_today: int
    wanted_today: int
    """How many measurements today in all; 0 when none is asked today."""
    next_day: str
    """When the next one is asked, as 2026-03-18; empty when it is today or nothing is asked."""
    points: tuple[tuple[int, float], ...]
    held: tuple[tuple[int, float], ...]
    usual: Usual | None
    trend: Trend | None
    units: tuple[HandUnit, ...]
    seen_by_team: bool
    """An alert about this signal stands in the worklist of the team."""


def followed(person: str) -> tuple[Followed, ...]:
    """Which kits follow this person now, or did, the newest first?"""
    rows = [_followed(*each) for each in enrolments_of(person)]
    return tuple(sorted(rows, key=lambda each: (each.to_ms is not None, -each.from_ms)))


def measures(person: str) -> tuple[Measure, ...]:
    """What may this person measure at home: what is due first, then what is asked, then what they may?"""
    now_ms = settings.WORKSPACE.clock.now_ms()
    told = _signals_with_alerts(person)
    found = [_measure(person, signal, now_ms, is_seen=signal.code in told) for signal in home_signals(person)]
    return tuple(sorted(found, key=lambda each: (not each.is_due, not each.is_asked)))


def _followed(kit: InstalledKit, enrolled: Enrolled) -> Followed:
    return Followed(
        installation=kit.id,
        kit=kit,
        from_ms=enrolled.from_ms,
        to_ms=enrolled.to_ms,
        signals=asked_signals(kit.kit, enrolled.parameters),
    )


def home_signals(person: str) -> list[Signal]:
    """What the kits that follow this person at home now let in by hand. The strictest rhythm wins.

    At home: a kit that expects some signal in a rhythm. What others measure (a walking test) is theirs to write down.
    """
    found: dict[str, Signal] = {}
    for each in followed(person):
        signals = each.signals.values()
        if each.to_ms is not None or all(signal.every_ms is None for signal in signals):
            continue
        for signal in map(_by_hand, signals):
            if signal.by_device and signal.when_prescribed and not each.asks(signal.code):
                continue
            known = found.get(signal.code)
            by_hand = not signal.form and (signal.every_ms is None or signal.every_ms >= DEVICE_RHYTHM_MS)
            if by_hand and (known is None or (signal.every_ms or 1e15) < (known.every_ms or 1e15)):
                found[signal.code] = signal
    return list(found.values())


def _by_hand(signal: Signal) -> Signal:
    """What a device sends may be written down, and is asked of nobody."""
    return replace(signal, every_ms=None) if signal.by_device else signal


def _measure(person: str, signal: Signal, now_ms: int, *, is_seen: bool = False) -> Measure:
    rows = streams.series(person, signal.code, now_ms - SHOWN_MS, now_ms).sort("t").rows(named=True)
    points = tuple((row["t"], row["value"]) for row in rows if row["quality"] == 0)
    held = tuple((row["t"], row["value"]) for row in rows if row["quality"] == 1)
    done, wanted, next_day = _today([row["t"] for row in rows if row["quality"] < 2], signal.every_ms, now_ms)
    return Measure(
        signal=signal, is_asked=is_asked(signal), is_due=done < wanted, done_today=done, wanted_today=wanted,
        next_day=next_day, points=points, held=held, usual=usual(points, now_ms), trend=trend(points, now_ms),
        units=hand_units(signal), seen_by_team=is_seen,
    )  # fmt: skip


def is_asked(signal: Signal) -> bool:
    """Is this to be written down by hand in a rhythm? What is expected more often than each hour comes by itself."""
    return signal.every_ms is not None and signal.every_ms >= DEVICE_RHYTHM_MS


def _today(times: Iterable[int], every_ms: int | None, now_ms: int) -> tuple[int, int, str]:
    """How many are done today, how many are wanted today, and on which day the next one is asked?"""
    zone = ZoneInfo(settings.TIME_ZONE)
    days = [datetime.fromtimestamp(t / 1000, zone).date() for t in times]
    today = datetime.fromtimestamp(now_ms / 1000, zone).date()
    done = days.count(today)
    if every_ms is None or every_ms < DEVICE_RHYTHM_MS:
        return done, 0, ""
    if every_ms < DAY:
        return done, round(DAY / every_ms), ""
    rhythm = timedelta(days=max(1, round(every_ms / DAY)))
    earlier = [day for day in days if day < today]
    if done or not earlier or max(earlier) + rhythm <= today:
        return done, 1, ""
    return done, 0, (max(earlier) + rhythm).isoformat()


def _signals_with_alerts(person: str) -> frozenset[str]:
    standing = Alert.objects.filter(subject=person, status__in=(OPEN, ACKNOWLEDGED, SNOOZED), withdrawn_ms__isnull=True)
    every = (window for windows in standing.values_list("windows", flat=True) for window in windows.values())
    return frozenset(str(window.get("signal", "")) for window in every)
