"""A month of a monitoring, person by person: days with data, alerts looked at in time, what was done.

The figures may be seen by whoever sees the people. A *statement* of them, for a payer, is another thing: it needs the
line and the certificate, and a simulation never gives one. ``Month.refusals`` says what lacks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
from django.conf import settings
from django.core.paginator import Paginator

from pagus.apps.accounts.queries import Actor
from pagus.apps.alerts.models import Alert
from pagus.apps.installations.models import Enrolment
from pagus.apps.installations.queries import InstalledKit, get_installation
from pagus.apps.messages.dispatching import reminders_sent
from pagus.apps.monitoring.access import line_of, now, require_monitoring, write_journal
from pagus.apps.monitoring.models import Consent, Prescription
from pagus.apps.people import queries as people
from pagus.apps.streams import queries as streams
from pagus.errors import Conflict, InputError
from pagus.kernel.time import DAY, parse_duration
from pagus.kit_language.legal_minimum import legal_minimum
from pagus.library.lines import monitoring_lines
from pagus.library.lines.model import Line

__all__ = ["Month", "PersonMonth", "month_of", "require_statement"]

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
_LOOKED = {"acknowledged", "snoozed", "closed"}
_DEFAULT_READING_MS = 7 * DAY
"""How soon an alert is to be looked at where no line says it: that of the French line on diabetes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMonth:
    """What a month was for one person. ``outside`` says why it is no part of a statement; empty when it is."""

    subject: str
    team: str
    simulated: bool
    days: int
    """Days of this month on which the person was monitored."""
    days_with_data: int
    alerts: int
    in_time: int
    """Alerts that somebody looked at within the time of the line."""
    waiting: int
    """Alerts that nobody has looked at yet."""
    done: Mapping[str, int]
    """What was done with alerts: acknowledged, snoozed, closed by outcome."""
    reminders: int
    """Reminders of a measurement that left: no part of a statement."""
    outside: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month of one kit in one territory; ``refusals`` is empty when a statement of it may be given."""

    installed: InstalledKit
    line: Line | None
    month: str
    first: date
    last: date
    reading_ms: int
    persons: tuple[PersonMonth, ...]
    total: int
    """How many people there are: as many as ``persons``, or those of all pages."""
    refusals: tuple[InputError, ...]


def month_of(user: Actor, installation_id: int, month: str, page: int = 1, most: int | None = None) -> Month:
    """What was this month (2026-03) of the people whom this user may see? The reading is journalled.

    Takes: of which page of them, where ``most`` says how many one has; else of all.
    Refuses: NotFound; InputError for what is no month, or a kit that monitors nobody.
    """
    installed = get_installation(installation_id)
    require_monitoring(installed)
    first, last = _bounds(month)
    zone = ZoneInfo(settings.TIME_ZONE)
    start = _instant(first, zone)
    end = _instant(last + timedelta(days=1), zone)
    spans = _enrolled(installed, start, end)
    everybody = sorted(people.visible_codes(user, spans))
    codes = everybody if most is None else list(Paginator(everybody, most).get_page(page))
    people.note_reading(user, codes, "statement")
    line = line_of(installed)
    reading = _DEFAULT_READING_MS if line is None else parse_duration(line.reading.within)
    known = people.facts_of(codes)
    data = _days_with_data(installed, codes, start, min(end, now() + 1), zone)
    alerts = _alerts(installed, codes, start, end, reading)
    reminders = reminders_sent(codes, start, end)
    papers = _papers(installed, codes, first, last)
    persons = tuple(
        PersonMonth(
            subject=code,
            team=known[code].team,
            simulated=known[code].simulated,
            days=_days(spans[code], start, min(end, now() + 1), zone),
            days_with_data=data.get(code, 0),
            **alerts[code],
            reminders=reminders.get(code, 0),
            outside=papers[code],
        )
        for code in codes
    )
    return Month(
        installed=installed,
        line=line,
        month=month,
        first=first,
        last=last,
        reading_ms=reading,
        persons=persons,
        total=len(everybody),
        refusals=tuple(_refusals(installed, line, end)),
    )


def require_statement(found: Month, by: Actor) -> tuple[PersonMonth, ...]:
    """The persons of a statement: those whose papers cover the month. Journalled for each.

    Refuses: Conflict with everything that lacks: the line, the certificate, the mode, the end of the month.
    """
    if found.refusals:
        reasons = "; ".join(str(each) for each in found.refusals)
        raise Conflict("no statement of {month}: {reasons}", month=found.month, reasons=reasons)
    covered = tuple(each for each in found.persons if not each.outside)
    for each in covered:
        write_journal(by, "make_statement", each.subject, {"kit": found.installed.kit.id, "month": found.month})
    return covered


def _refusals(installed: InstalledKit, line: Line | None, end_ms: int) -> Iterator[InputError]:
    kit = installed.kit
    if installed.mode == "simulation":
        yield InputError("{kit} runs as a simulation, which never gives a statement", kit=kit.id)
    elif installed.mode != "certified":
        yield InputError("{kit} runs in mode {mode}: only a certified one is paid", kit=kit.id, mode=installed.mode)
    if kit.device is None or kit.device.certificate is None:
        yield InputError("{kit} names no certificate", kit=kit.id)
    if line is None:
        yield InputError("{kit} names no line of home monitoring", kit=kit.id)
    known = monitoring_lines()
    for serves in (each for each in kit.funding if each.line in known):
        lacking = [answer.asked for answer in legal_minimum(kit, known[serves.line], serves) if not answer.met]
        if lacking:
            yield InputError("{line} asks for what {kit} lacks: {lacking}", line=serves.line, kit=kit.id,
                             lacking=", ".join(lacking))  # fmt: skip
    if end_ms > now():
        yield InputError("the month is not over")


def _bounds(month: str) -> tuple[date, date]:
    found = _MONTH.fullmatch(month)
    if found is None:
        raise InputError("{month} is no month: write it as 2026-03", month=month[:20])
    year, number = int(found[1]), int(found[2])
    after = date(year + number // 12, number % 12 + 1, 1)
    return date(year, number, 1), after - timedelta(days=1)


def _instant(day: date, zone: ZoneInfo) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp() * 1000)


def _enrolled(installed: InstalledKit, start: int, end: int) -> dict[str, list[tuple[int, int]]]:
    """When each person was followed by this kit in this territory, in any version, between two instants."""
    rows = Enrolment.objects.filter(
        installation__kit_id=installed.kit.id, installation__territory=installed.territory, from_ms__lt=end
    )
    found: dict[str, list[tuple[int, int]]] = {}
    for subject, from_ms, to_ms in rows.values_list("subject", "from_ms", "to_ms"):
        if to_ms is None or to_ms > start:
            found.setdefault(subject, []).append((max(from_ms, start), min(end, to_ms or end)))
    return found


def _days(spans: list[tuple[int, int]], start: int, end: int, zone: ZoneInfo) -> int:
    """How many days of the month have a part of one of these spans?"""
    days: set[date] = set()
    for low, high in spans:
        moment, last = max(low, start), min(high, end)
        day, final = _day(moment, zone), _day(last - 1, zone)
        while moment < last and day <= final:
            days.add(day)
            day += timedelta(days=1)
    return len(days)


def _day(moment: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(moment / 1000, UTC).astimezone(zone).date()


def _signals(installed: InstalledKit) -> list[str]:
    """What the line asks for; all signals of a kit that serves none."""
    asked = {signal for serves in installed.kit.funding for by in serves.data.values() for signal in by}
    return sorted(asked or installed.kit.signals)


def _days_with_data(
    installed: InstalledKit, codes: Collection[str], start: int, end: int, zone: ZoneInfo
) -> dict[str, int]:
    if not codes or start >= end:
        return {}
    rows = streams.history(list(codes), _signals(installed), start, end - 1)
    day = pl.from_epoch("t", time_unit="ms").dt.replace_time_zone("UTC").dt.convert_time_zone(zone.key).dt.date()
    counted = rows.select("subject", day.alias("day")).unique().group_by("subject").len()
    return dict(counted.iter_rows())


def _alerts(
    installed: InstalledKit, codes: Collection[str], start: int, end: int, reading_ms: int
) -> dict[str, dict[str, Any]]:
    rows = Alert.objects.filter(
        installation__kit_id=installed.kit.id,
        installation__territory=installed.territory,
        subject__in=codes,
        withdrawn_ms__isnull=True,
        recorded_ms__gte=start,
        recorded_ms__lt=end,
    ).prefetch_related("events")
    counts = {code: Counter[str]() for code in codes}
    done = {code: Counter[str]() for code in codes}
    for alert in rows:
        looked = [event.at_ms for event in alert.events.all() if event.verb in _LOOKED]
        counts[alert.subject]["alerts"] += 1
        if not looked:
            counts[alert.subject]["waiting"] += 1
        elif min(looked) - alert.recorded_ms <= reading_ms:
            counts[alert.subject]["in_time"] += 1
        for event in alert.events.all():
            if event.verb in _LOOKED:
                done[alert.subject][alert.outcome if event.verb == "closed" else event.verb] += 1
    return {
        code: {
            "alerts": counts[code]["alerts"],
            "in_time": counts[code]["in_time"],
            "waiting": counts[code]["waiting"],
            "done": dict(done[code]),
        }
        for code in codes
    }


def _papers(installed: InstalledKit, codes: Collection[str], first: date, last: date) -> dict[str, tuple[str, ...]]:
    """Why the month of each person is no part of a statement: no prescription in it, none on a line, or no consent."""
    of_kit = {"installation__kit_id": installed.kit.id, "subject__in": codes}
    within = Prescription.objects.filter(**of_kit, issued_on__lte=last, until__gte=first)
    prescribed = set(within.values_list("subject", flat=True))
    on_a_line = set(within.exclude(line="").values_list("subject", flat=True)) if installed.kit.funding else prescribed
    agreed = set(Consent.objects.filter(**of_kit, given_on__lte=last).values_list("subject", flat=True))
    return {
        code: (
            *(() if code in prescribed else ("prescription",)),
            *(("line",) if code in prescribed - on_a_line else ()),
            *(() if code in agreed else ("consent",)),
        )
        for code in codes
    }
