"""What a sheet shows of a person: kits, course with its own baseline, alerts and what was done, limits, medicines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby

import polars as pl
from django.conf import settings

from pagus.apps.accounts.queries import Actor
from pagus.apps.alerts.course import RaisedAlert, raised_between
from pagus.apps.handovers.sheet import (
    Baseline,
    RaisedRule,
    SheetGlucose,
    SheetKit,
    SheetLimit,
    SheetParameter,
    SheetSeries,
    Three,
    three,
)
from pagus.apps.installations.queries import Enrolled, InstalledKit, enrolments_of, explain_parameter
from pagus.apps.reports.glucose import SIGNAL as GLUCOSE
from pagus.apps.reports.glucose import glucose_report, glucose_targets
from pagus.apps.resources.query import Query
from pagus.apps.resources.shapes import Limits
from pagus.apps.streams import queries as streams
from pagus.engines.signals.own_band import LAG_DAYS, WINDOW_DAYS, own_band
from pagus.kernel.time import DAY
from pagus.kit_language import asked_signals
from pagus.kit_language.model import Signal

__all__ = [
    "course_of",
    "followed_now",
    "glucose_of",
    "kits_of",
    "medicines_of",
    "own_baseline",
    "own_parameters",
    "proposable",
    "rules_raised",
]

Followed = Sequence[tuple[InstalledKit, Enrolled]]
MOST_MEDICINES = 20


def followed_now(person: str) -> list[tuple[InstalledKit, Enrolled]]:
    """Which kits follow this person now? The caller journals the reading."""
    return [(installed, enrolled) for installed, enrolled in enrolments_of(person) if enrolled.to_ms is None]


def kits_of(followed: Followed) -> list[SheetKit]:
    """Each kit and since when it follows."""
    return [
        SheetKit(
            installation=installed.id,
            title=three(installed.kit.title),
            version=installed.kit.version,
            mode=installed.mode,
            since_ms=enrolled.from_ms,
        )
        for installed, enrolled in followed
    ]


def course_of(person: str, followed: Followed, start: int, end: int) -> tuple[list[SheetSeries], list[Three]]:
    """Each signal of these kits day by day over [start, end], and the names of those that sent nothing (but those
    that are asked only if prescribed, and are not).

    Glucose has its own part of the sheet. Accepted values alone: held and refused ones are no course.
    """
    signals = {signal.code: signal for installed, _ in followed for signal in installed.kit.signals.values()}
    asked = {code for installed, it in followed for code, each in asked_signals(installed.kit, it.parameters).items()
             if each.every_ms is not None or not each.when_prescribed}  # fmt: skip
    wanted = {code: signal for code, signal in signals.items() if signal.subject == "person" and code != GLUCOSE}
    since = min(start, end - (WINDOW_DAYS + LAG_DAYS) * DAY)
    days = daily(streams.history([person], list(wanted), since, end))
    shown: list[SheetSeries] = []
    silent: list[Three] = []
    for code, signal in wanted.items():
        own = days.filter(pl.col("signal") == code)
        series = _series(signal, own, start, end)
        if series is None and code in asked:
            silent.append(three(signal.name))
        elif series is not None:
            shown.append(series)
    return shown, silent


def daily(history: pl.DataFrame) -> pl.DataFrame:
    """One row for each signal and day of the workspace's clocks: day (ms), low, mean, high, n, last_t, last."""
    local = pl.from_epoch("t", time_unit="ms").dt.replace_time_zone("UTC").dt.convert_time_zone(settings.TIME_ZONE)
    return (
        history.with_columns(day=local.dt.truncate("1d").dt.timestamp("ms"))
        .group_by("signal", "day")
        .agg(
            low=pl.col("value").min(),
            mean=pl.col("value").mean(),
            high=pl.col("value").max(),
            n=pl.len(),
            last_t=pl.col("t").max(),
            last=pl.col("value").sort_by("t").last(),
        )
        .sort("signal", "day")
    )


def _series(signal: Signal, days: pl.DataFrame, start: int, end: int) -> SheetSeries | None:
    shown = days.filter(pl.col("last_t") >= start)
    if shown.is_empty():
        return None
    newest = shown.row(-1, named=True)
    return SheetSeries(
        code=signal.code,
        name=three(signal.name),
        unit=signal.unit,
        loinc=signal.loinc or "",
        days=[
            [row["day"], *(round(row[name], 4) for name in ("low", "mean", "high")), row["n"]]
            for row in shown.iter_rows(named=True)
        ],
        last_ms=newest["last_t"],
        last=newest["last"],
        baseline=own_baseline(days, end),
    )


def own_baseline(days: pl.DataFrame, end: int) -> Baseline | None:
    """The person's own band of one signal, as a sheet keeps it; None from too few days.

    Takes: what ``daily`` gives of one signal; the end of the sheet.
    """
    to_ms = end - LAG_DAYS * DAY
    from_ms = to_ms - WINDOW_DAYS * DAY
    band = own_band(days.filter((pl.col("day") >= from_ms) & (pl.col("day") < to_ms))["mean"].to_list())
    if band is None:
        return None
    return Baseline(
        low=round(band.low, 4),
        median=round(band.middle, 4),
        high=round(band.high, 4),
        days=band.days,
        from_ms=from_ms,
        to_ms=to_ms,
    )


def glucose_of(person: str, followed: Followed) -> SheetGlucose | None:
    """The glucose profile of the last 14 days, where a kit follows glucose and a reading came."""
    if not any(signal.code == GLUCOSE for installed, _ in followed for signal in installed.kit.signals.values()):
        return None
    targets = glucose_targets(followed)
    report = glucose_report(person, targets=targets)
    if report is None:
        return None
    metrics = report.metrics
    names = ("very_low", "low", "in_range", "high", "very_high")
    kept = report.profile.select("minute", "p5", "p25", "p50", "p75", "p95").drop_nulls()
    bands = report.bands
    sheet = SheetGlucose(
        from_ms=report.start_ms,
        to_ms=report.end_ms,
        readings=int(metrics["readings"]),
        enough=bool(metrics["enough"]),
        mean=float(metrics["mean"]),
        gmi=None if metrics["gmi"] is None else float(metrics["gmi"]),
        cv=None if metrics["cv"] is None else float(metrics["cv"]),
        active=float(metrics["active"]),
        ranges=[float(metrics[name]) for name in names],
        profile={name: kept[name].cast(pl.Float64).to_list() for name in kept.columns},
        edges=[bands.very_low, bands.low, bands.high, bands.very_high],
    )
    if targets is not None:
        sheet["targets"], sheet["wanted"] = three(targets.label), targets.wanted
    return sheet


def rules_raised(user: Actor, person: str, start: int, end: int) -> list[RaisedRule]:
    """Each rule that fired in the period, the severest first, with what people did. Withdrawn alerts are left out."""
    found = [each for each in raised_between(user, person, start, end) if each.row.withdrawn_ms is None]
    found.sort(key=lambda each: (each.row.installation_id, each.row.rule))
    ranks = ("critical", "high", "warning", "information")
    rules = [_rule(list(group)) for _, group in groupby(found, lambda each: (each.row.installation_id, each.row.rule))]
    return sorted(rules, key=lambda each: (ranks.index(each["severity"]), -each["last_ms"]))


def _rule(alerts: list[RaisedAlert]) -> RaisedRule:
    alerts.sort(key=lambda each: each.row.t_ms)
    outcomes: dict[str, int] = {}
    for each in alerts:
        if each.row.outcome:
            outcomes[each.row.outcome] = outcomes.get(each.row.outcome, 0) + 1
    said = [event for each in alerts for event in each.log if event.by != "system" and event.reason]
    newest = max(said, key=lambda event: event.at_ms, default=None)
    last = alerts[-1].row
    return RaisedRule(
        title=three(last.rule_title),
        severity=last.severity,
        times=len(alerts),
        first_ms=alerts[0].row.t_ms,
        last_ms=last.t_ms,
        open=sum(each.row.status in ("open", "acknowledged", "snoozed") for each in alerts),
        outcomes=outcomes,
        last_note=newest.reason if newest else "",
        last_by=newest.by if newest else "",
        last_note_ms=newest.at_ms if newest else None,
    )


def own_parameters(person: str, followed: Followed) -> list[SheetParameter]:
    """Each limit that a territory, a team or the person's own value changed from what the kit says."""
    changed = []
    for installed, enrolled in followed:
        for name, parameter in installed.kit.parameters.items():
            if enrolled.parameters[name] == parameter.default:
                continue
            holding = next(each for each in explain_parameter(installed.id, name, person) if each.holds)
            changed.append(
                SheetParameter(
                    installation=installed.id,
                    name=name,
                    label=three(parameter.label),
                    unit=parameter.unit,
                    value=holding.value,
                    kit_value=parameter.default,
                    layer=holding.layer,
                    by=holding.by,
                    at_ms=holding.at_ms,
                    reason=holding.reason,
                )
            )
    return changed


def proposable(followed: Followed) -> list[SheetLimit]:
    """Each limit of these kits that may be set for one person."""
    return [
        SheetLimit(
            installation=installed.id,
            name=parameter.name,
            label=three(parameter.label),
            unit=parameter.unit,
            value=enrolled.parameters[parameter.name],
            minimum=parameter.minimum,
            maximum=parameter.maximum,
        )
        for installed, enrolled in followed
        for parameter in installed.kit.parameters.values()
        if parameter.control != "fixed" and "person" in parameter.layers
    ]


def medicines_of(person: str) -> list[str]:
    """Which medicines do the FHIR resources kept here name as taken or prescribed now? None is invented."""
    limits = Limits(territories=(), people=(person,))
    named: dict[str, None] = {}
    for kind in ("MedicationStatement", "MedicationRequest"):
        for line in streams.local_store().resources.find(Query(type=kind, count=MOST_MEDICINES), limits).lines:
            document = json.loads(line.body)
            if line.subject == person and document.get("status") == "active" and (words := _medicine(document)):
                named[words] = None
    return list(named)[:MOST_MEDICINES]


def _medicine(document: dict[str, object]) -> str:
    concept = document.get("medicationCodeableConcept")
    if not isinstance(concept, dict):
        return ""
    coded = [each.get("display", "") for each in concept.get("coding", []) if isinstance(each, dict)]
    name = str(concept.get("text") or next((each for each in coded if each), ""))
    dosages = document.get("dosage") or document.get("dosageInstruction")
    first = dosages[0] if isinstance(dosages, list) and dosages else {}
    said = str(first.get("text", "")) if isinstance(first, dict) else ""
    return f"{name}, {said}" if name and said else name
