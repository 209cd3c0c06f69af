"""The charts of a kept sheet on a page: each signal day by day with the own baseline, the profile of the day."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from pagus.apps.handovers.sheet import Sheet, SheetGlucose, SheetSeries
from pagus.kernel.time import DAY
from pagus.web import charts
from pagus.web.charts.language import printed_unit
from pagus.web.handovers.sheet_words import USUAL_EDGES, glucose_figures, is_course, said, series_facts

__all__ = ["sheet_charts"]


def sheet_charts(sheet: Sheet, here: str) -> dict[str, Any]:
    """The charts, each with its line of words; ``glucose`` is None where no reading came."""
    glucose = sheet["glucose"]
    return {
        "series": [_series(sheet, each, here, at) for at, each in enumerate(sheet["series"]) if is_course(each)],
        "glucose": None if glucose is None else _glucose(glucose, here),
    }


def _series(sheet: Sheet, each: SheetSeries, here: str, at: int) -> dict[str, Any]:
    own, unit = each["baseline"], printed_unit(each["unit"], here)
    drawn = charts.time_series(
        charts.TimeSeries(
            setting=charts.Setting(identifier=f"sheet-{at}", language=here, zone=settings.TIME_ZONE),
            title=capfirst(said(each["name"], here)),
            unit=unit,
            start=sheet["from_ms"],
            end=sheet["to_ms"],
            # A day stands at its noon: what was measured in it lies around there.
            times=[int(day[0]) + DAY // 2 for day in each["days"]],
            values=[day[2] for day in each["days"]],
            band=None if own is None else charts.Band(low=own["low"], high=own["high"], label=_("own baseline")),
            gap=2 * DAY,
            height=170,
        )
    )
    return {
        "chart": drawn,
        "unit": unit,
        "n": int(sum(day[4] for day in each["days"])),
        "words": series_facts(each, here),
    }


def _glucose(glucose: SheetGlucose, here: str) -> dict[str, Any]:
    _very_low, low, high, _very_high = glucose.get("edges", USUAL_EDGES)
    curves: dict[str, Any] = {name: glucose["profile"][name] for name in ("p5", "p25", "p50", "p75", "p95")}
    drawn = charts.day_profile(
        charts.DayProfile(
            setting=charts.Setting(identifier="sheet-profile", language=here, zone=settings.TIME_ZONE),
            title=_("Glucose by time of day"),
            unit="mg/dL",
            minutes=[int(minute) for minute in glucose["profile"]["minute"]],
            band=charts.Band(low=low, high=high, label=_("target range")),
            thresholds=(charts.Threshold(value=54, label=_("very low"), tone="critical"),),
            low=40,
            high=300,
            **curves,
        )
    )
    return {
        "chart": drawn,
        "n": glucose["readings"],
        "enough": glucose["enough"],
        "figures": glucose_figures(glucose, here),
    }
