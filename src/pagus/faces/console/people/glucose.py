"""The glucose report as pages show it: the figures of the consensus, time in ranges, the profile of the day."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from pagus.apps.reports.glucose import GlucoseReport
from pagus.engines.signals.glucose import GlucoseBands
from pagus.web import charts
from pagus.web.charts.language import number
from pagus.web.glucose_words import range_names

__all__ = ["glucose_charts"]

RANGES = ("very_low", "low", "in_range", "high", "very_high")


def glucose_charts(report: GlucoseReport, language: str) -> dict[str, Any]:
    """The report of one person: key figures, time in ranges, profile of the day."""
    metrics = report.metrics
    return {
        "figures": _figures(report, language),
        "targets": "" if report.targets is None else report.targets.label.say(language),
        "ranges": _ranges(metrics, report.bands, language),
        "profile": _profile(report, language),
        "enough": metrics["enough"],
        "readings": metrics["readings"],
        "start_ms": report.start_ms,
        "end_ms": report.end_ms,
    }


def _figures(report: GlucoseReport, language: str) -> list[dict[str, Any]]:
    metrics, targets = report.metrics, report.targets
    low, high = (number(edge, language) for edge in (report.bands.low, report.bands.high))
    wanted = _("consensus target for most adults: over 70 %")
    if targets is not None:
        share = number(100 * targets.wanted, language)
        wanted = _("wanted for this person: over {share} %").format(share=share)
    cv = None if metrics["cv"] is None else 100 * metrics["cv"]
    return [
        {
            "label": _("Time in range {low}-{high} mg/dL").format(low=low, high=high),
            "value": 100 * metrics["in_range"],
            "digits": 0,
            "unit": "%",
            "note": wanted,
        },
        {"label": _("Mean glucose"), "value": metrics["mean"], "digits": 0, "unit": "mg/dL"},
        {"label": _("Glucose management indicator (GMI)"), "value": metrics["gmi"], "digits": 1, "unit": "%"},
        {
            "label": _("Variability (CV)"),
            "value": cv,
            "digits": 0,
            "unit": "%",
            "note": _("consensus target: 36 % or less"),
        },
        {"label": _("Sensor active"), "value": 100 * metrics["active"], "digits": 0, "unit": "%"},
    ]


def _ranges(metrics: Any, bands: GlucoseBands, language: str) -> charts.Chart:
    edges = (bands.very_low, bands.low, bands.high, bands.very_high)
    tones = ("range-very-low", "range-low", "range-target", "range-high", "range-very-high")
    keys = tuple(zip(RANGES, range_names(edges, language), tones, strict=True))
    row = charts.StackRow(label=_("Share of readings"), parts=[100 * metrics[key] for key, _label, _tone in keys])
    return charts.stacked_bars(
        charts.StackedBars(
            setting=charts.Setting(identifier="ranges", language=language, zone=settings.TIME_ZONE),
            title=_("Time in ranges, mg/dL"),
            unit="%",
            classes=tuple(charts.ClassKey(label=label, tone=tone) for _key, label, tone in keys),
            rows=(row,),
            digits=1,
        )
    )


def _profile(report: GlucoseReport, language: str) -> charts.Chart:
    curves: dict[str, Any] = {name: report.profile[name].to_list() for name in ("p5", "p25", "p50", "p75", "p95")}
    return charts.day_profile(
        charts.DayProfile(
            setting=charts.Setting(identifier="profile", language=language, zone=settings.TIME_ZONE),
            title=_("Glucose by time of day"),
            unit="mg/dL",
            minutes=report.profile["minute"].to_list(),
            band=charts.Band(low=report.bands.low, high=report.bands.high, label=_("target range")),
            thresholds=(charts.Threshold(value=report.bands.very_low, label=_("very low"), tone="critical"),),
            low=40,
            high=300,
            **curves,
        )
    )
