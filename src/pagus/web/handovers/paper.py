"""A kept sheet on paper: one page, A4, drawn from the same figures as the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pagus.apps.handovers.sheet import Sheet, SheetGlucose, SheetSeries, digest_of
from pagus.kernel.time import DAY
from pagus.kit_language.model import Language
from pagus.web.charts import language as written
from pagus.web.handovers.sheet_words import USUAL_EDGES, glucose_figures, is_course, said, series_facts, sheet_words
from pagus.web.pdf import compile_pdf

__all__ = ["sheet_paper"]

MOST_SERIES, MOST_ALERTS, MOST_LIMITS = 6, 7, 6
"""What one page holds; what is left out is counted on it, and the page in the console has all."""
GLUCOSE_LOW, GLUCOSE_HIGH = 40.0, 300.0


def sheet_paper(sheet: Sheet, here: Language) -> bytes:
    """The PDF of this sheet in this language."""
    with translation.override(here):
        return compile_pdf("handover", _facts(sheet, here))


def _facts(sheet: Sheet, here: str) -> dict[str, Any]:
    words, glucose = sheet_words(sheet, here), sheet["glucose"]
    series = [each for each in sheet["series"] if is_course(each)]
    return {
        **words,
        "language": here,
        "day": written.day(sheet["made_ms"], here, settings.TIME_ZONE, year=True),
        "credit": _("digest {digest}").format(digest=digest_of(sheet)[:16]),
        "series": [_plot(sheet, each, here) for each in series[:MOST_SERIES]],
        "others": words["others"],
        "glucose": None if glucose is None else _profile(glucose, here),
        "alerts": words["alerts"][:MOST_ALERTS],
        "limits": words["limits"][:MOST_LIMITS],
        "left_out": _left_out(series, words),
        "words": {
            "over": _("Hand-over to a specialist"),
            "question": _("The question"),
            "reason": _("Asked from the alert:"),
            "course": _("How it went"),
            "others": _("Measured once or twice:"),
            "glucose": _("Glucose, 14 days: percentiles 5, 25, 50, 75, 95 by time of day, mg/dL"),
            "few": _("Too few readings for a firm judgement."),
            "alerts": _("Alerts, and what was done"),
            "no_alerts": _("No alert in this time."),
            "limits": _("Limits that differ from the kit’s own"),
            "no_limits": _("None: all limits are those of the kit."),
            "kit": _("kit:"),
            "medicines": _("Medicines known here"),
            "no_medicines": _("None known here: ask the person or the prescriber."),
            "silent": _("Nothing received in this time:"),
            "answer": _("Please answer"),
            "until": _("by {moment}: advice in a few words, and one of:").format(moment=words["until"]),
        },
    }


def _left_out(series: Sequence[SheetSeries], words: dict[str, Any]) -> str:
    count = sum(
        max(0, len(rows) - most)
        for rows, most in ((series, MOST_SERIES), (words["alerts"], MOST_ALERTS), (words["limits"], MOST_LIMITS))
    )
    text = ngettext("{count} line does not fit here.", "{count} lines do not fit here.", count)
    return text.format(count=count) if count else ""


def _plot(sheet: Sheet, each: SheetSeries, here: str) -> dict[str, Any]:
    """A signal as numbers from 0 to 1, for a drawing of any size; runs are what a line joins."""
    own = each["baseline"]
    edges = [value for day in each["days"] for value in (day[1], day[3])] + ([own["low"], own["high"]] if own else [])
    low, high = min(edges), max(edges)
    margin = (high - low) * 0.08 or max(abs(high) * 0.02, 0.5)
    low, high = low - margin, high + margin
    span = sheet["to_ms"] - sheet["from_ms"]

    def up(value: float) -> float:
        return round((value - low) / (high - low), 4)

    runs: list[list[list[float]]] = []
    before = None
    for day, lowest, mean, highest, _count in each["days"]:
        x = round(min(1.0, max(0.0, (day + DAY / 2 - sheet["from_ms"]) / span)), 4)
        if before is None or day - before > 2 * DAY:
            runs.append([])
        runs[-1].append([x, up(lowest), up(mean), up(highest)])
        before = day
    return {
        "title": capfirst(said(each["name"], here)),
        "unit": written.printed_unit(each["unit"], here),
        "note": series_facts(each, here),
        "runs": runs,
        "base": [up(own[name]) for name in ("low", "median", "high")] if own else [],
        "top": written.number(high - margin, here, 1),
        "bottom": written.number(low + margin, here, 1),
        "top_at": up(high - margin),
        "bottom_at": up(low + margin),
        "left": written.day(sheet["from_ms"], here, settings.TIME_ZONE),
        "right": written.day(sheet["to_ms"], here, settings.TIME_ZONE),
    }


def _profile(glucose: SheetGlucose, here: str) -> dict[str, Any]:
    def up(value: float) -> float:
        clipped = min(GLUCOSE_HIGH, max(GLUCOSE_LOW, value))
        return round((clipped - GLUCOSE_LOW) / (GLUCOSE_HIGH - GLUCOSE_LOW), 4)

    profile, edges = glucose["profile"], glucose.get("edges", USUAL_EDGES)
    return {
        "x": [round(minute / 1440, 4) for minute in profile["minute"]],
        **{name: [up(value) for value in profile[name]] for name in ("p5", "p25", "p50", "p75", "p95")},
        "marks": [[up(value), str(value)] for value in map(int, edges)],
        "target": [up(edges[1]), up(edges[2])],
        "figures": glucose_figures(glucose, here),
        "enough": glucose["enough"],
        "n": _("n = {n} readings").format(n=written.number(glucose["readings"], here, 0)),
    }
