"""A kit tried on the workspace's own history: how many alerts a day would it have raised?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl
from django.conf import settings

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.installations.kit_library import library_kit
from pagus.apps.installations.queries.planning import things_for
from pagus.apps.people import queries as people
from pagus.apps.streams.queries import history
from pagus.apps.territory.queries import get_place, places_within
from pagus.engines.signals import Program, compile_program, replay
from pagus.errors import DataGapError, InputError
from pagus.kernel.disclosure import disclose
from pagus.kernel.time import DAY, format_instant
from pagus.kit_language import check_choice
from pagus.kit_language.model import Kit, Rule, Severity, Text

__all__ = ["DayCount", "Rehearsal", "RuleCount", "rehearse"]

USUAL_MS = 14 * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCount:
    """What one rule would have raised. Both counts are None where the number of people is too small to show."""

    rule: str
    title: Text
    severity: Severity
    alerts: int | None
    subjects: int | None


@dataclass(frozen=True, slots=True)
class DayCount:
    """Alerts of one rule on one day; ``day_ms`` is its beginning, UTC."""

    day_ms: int
    rule: str
    alerts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """What a kit would have raised over a period with these parameter values.

    ``alerts``, ``alerts_per_day`` and ``daily`` speak of the rules whose counts are shown: a sum over all would give
    the others back.
    """

    kit: str
    version: str
    territory: str
    parameters: Mapping[str, float]
    start_ms: int
    end_ms: int
    subjects: int
    observations: int
    alerts: int
    alerts_per_day: float
    per_rule: tuple[RuleCount, ...]
    daily: tuple[DayCount, ...]


def rehearse(
    by: Actor,
    kit: str | Kit,
    territory: str,
    values: Mapping[str, float],
    *,
    start_ms: int | None = None,
    end_ms: int | None = None,
) -> Rehearsal:
    """How many alerts would this kit have raised here, with these values?

    Takes: a library kit or a folder, or a checked kit; a place; values of the territory layer; the period, the last 14
    days of workspace time unless given. Gives: counts only: no person is named, and small numbers of people are
    withheld from readers who may not open every record.
    Refuses: NotAllowed, NotFound, InputError for values or a period that cannot be, DataGapError when the workspace
    holds no observation of the kit's signals here, or of too few people for this reader.
    Method: ``engines.signals.replay`` over every subject of the kit's kind in the territory, each followed from its
    first observation on, so that windows are full when the period begins.
    """
    place = get_place(territory).code
    accounts.require(by, "try_kit", place)
    checked = library_kit(kit) if isinstance(kit, str) else kit
    for name, value in values.items():
        check_choice(checked, "territory", name, value)
    now_ms = settings.WORKSPACE.clock.now_ms()
    end = now_ms if end_ms is None else min(end_ms, now_ms)
    start = end - USUAL_MS if start_ms is None else start_ms
    if start >= end:
        raise InputError(
            "the period begins at {start}, not before its end at {end}",
            start=format_instant(start),
            end=format_instant(end),
        )
    observations = history(_subjects(checked, place), list(checked.signals), None, end)
    if observations.is_empty():
        raise DataGapError(
            "{place} has no observation of {signals} to try it on", place=place, signals=", ".join(checked.signals)
        )
    return _counted(by, checked, compile_program(checked, values), place, observations, start, end)


def _subjects(kit: Kit, place: str) -> list[str]:
    communes = frozenset(places_within(place))
    if kit.subject == "thing":
        return list(things_for(kit, place))
    if kit.subject == "place":
        return sorted(communes)
    return [person.code for person in people.everyone() if person.residence in communes]


def _counted(
    by: Actor, kit: Kit, program: Program, place: str, observations: pl.DataFrame, start: int, end: int
) -> Rehearsal:
    hidden = kit.subject == "person" and not _may_open_all(by, observations["subject"].unique().to_list())
    enrolments = observations.group_by("subject").agg(from_t=pl.col("t").min(), to_t=pl.lit(None, pl.Int64))
    found = replay(program, observations, enrolments.sort("subject"), start, end)
    counts = {row["rule"]: row for row in found.per_rule().iter_rows(named=True)}
    per_rule = tuple(_rule_count(rule, counts.get(rule.id, {}), hidden) for rule in kit.rules.values())
    shown = {row.rule for row in per_rule if row.alerts is not None}
    if _shown(found.subjects, hidden) is None or not shown:
        raise DataGapError(
            "{place} follows too few people to say how many alerts there would be: each number could point at somebody",
            place=place,
        )
    alerts = sum(row.alerts or 0 for row in per_rule)
    return Rehearsal(
        kit=kit.id,
        version=kit.version,
        territory=place,
        parameters=found.parameters,
        start_ms=start,
        end_ms=end,
        subjects=found.subjects,
        observations=observations.height,
        alerts=alerts,
        alerts_per_day=alerts / ((end - start) / DAY),
        per_rule=per_rule,
        daily=tuple(
            DayCount(int(day.timestamp() * 1000), rule, alerts)
            for day, rule, alerts in found.daily_counts()
            .select(pl.col("day").cast(pl.Datetime("ms", "UTC")), "rule", "alerts")
            .iter_rows()
            if rule in shown
        ),
    )


def _may_open_all(by: Actor, subjects: list[str]) -> bool:
    return people.visible_codes(by, subjects).issuperset(subjects)


def _rule_count(rule: Rule, counts: Mapping[str, int], hidden: bool) -> RuleCount:
    subjects = _shown(counts.get("subjects", 0), hidden)
    alerts = None if subjects is None else counts.get("alerts", 0)
    return RuleCount(rule=rule.id, title=rule.title, severity=rule.severity, alerts=alerts, subjects=subjects)


def _shown(subjects: int, hidden: bool) -> int | None:
    if not hidden:
        return subjects
    count = disclose({"rule": subjects}, "inside")["rule"]
    return count if isinstance(count, int) else None
