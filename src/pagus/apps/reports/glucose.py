"""The glucose report of one person: consensus metrics and the profile of the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.conf import settings

from pagus.apps.streams import queries as streams
from pagus.engines.signals.glucose import ambulatory_profile, glucose_metrics
from pagus.kernel.time import DAY, MINUTE

__all__ = ["GlucoseReport", "glucose_report"]

SIGNAL = "glucose"
STEP = 30 * MINUTE


@dataclass(frozen=True, slots=True)
class GlucoseReport:
    """``metrics`` as ``engines.signals.glucose.glucose_metrics`` names them; ``profile`` its ``ambulatory_profile``."""

    start_ms: int
    end_ms: int
    metrics: Mapping[str, Any]
    profile: pl.DataFrame


def glucose_report(subject: str, days: int = 14) -> GlucoseReport | None:
    """How did this person's glucose do over the last days? None when no reading came in that time.

    The caller journals the reading: this function is part of showing a person's page.
    """
    end = settings.WORKSPACE.clock.now_ms()
    readings = streams.history([subject], [SIGNAL], end - days * DAY, end).select("subject", "t", "value")
    if readings.is_empty():
        return None
    metrics = glucose_metrics(readings, over=days * DAY, end=end)
    profile = ambulatory_profile(readings, time_zone=settings.TIME_ZONE, step=STEP)
    return GlucoseReport(end - days * DAY, end, metrics.row(0, named=True), profile)
