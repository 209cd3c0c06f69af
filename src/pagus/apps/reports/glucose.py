"""The glucose report of one person: consensus metrics and the profile of the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.conf import settings

from pagus.apps.installations.queries import Enrolled, InstalledKit, chosen_set
from pagus.apps.streams import queries as streams
from pagus.engines.signals.glucose import ADULT, GlucoseBands, ambulatory_profile, glucose_metrics
from pagus.kernel.time import DAY, MINUTE
from pagus.kit_language.model import Text

__all__ = ["GlucoseReport", "GlucoseTargets", "glucose_report", "glucose_targets"]

SIGNAL = "glucose"
STEP = 30 * MINUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class GlucoseTargets:
    """The targets that were chosen for somebody: what they are called, the edges, the share of time wanted in range."""

    label: Text
    bands: GlucoseBands
    wanted: float


@dataclass(frozen=True, slots=True)
class GlucoseReport:
    """``metrics`` as ``engines.signals.glucose.glucose_metrics`` names them; ``profile`` its ``ambulatory_profile``."""

    start_ms: int
    end_ms: int
    metrics: Mapping[str, Any]
    profile: pl.DataFrame
    targets: GlucoseTargets | None = None
    """None: nobody chose any; the edges are those for most adults."""

    @property
    def bands(self) -> GlucoseBands:
        """The edges of the ranges that were counted."""
        return ADULT if self.targets is None else self.targets.bands


def glucose_report(subject: str, days: int = 14, targets: GlucoseTargets | None = None) -> GlucoseReport | None:
    """How did this person's glucose do over the last days, by their targets? None when no reading came in that time.

    The caller journals the reading: this function is part of showing a person's page.
    """
    end = settings.WORKSPACE.clock.now_ms()
    readings = streams.history([subject], [SIGNAL], end - days * DAY, end).select("subject", "t", "value")
    if readings.is_empty():
        return None
    bands = ADULT if targets is None else targets.bands
    metrics = glucose_metrics(readings, over=days * DAY, end=end, bands=bands)
    profile = ambulatory_profile(readings, time_zone=settings.TIME_ZONE, step=STEP)
    return GlucoseReport(end - days * DAY, end, metrics.row(0, named=True), profile, targets)


def glucose_targets(followed: Iterable[tuple[InstalledKit, Enrolled]]) -> GlucoseTargets | None:
    """Which targets were chosen for somebody whom these kits follow? None where nobody chose any.

    Method: the range of the set that was chosen, and the share wanted as it holds for the person now.
    """
    for installed, enrolled in followed:
        chosen = chosen_set(installed, enrolled) if enrolled.to_ms is None else None
        target = installed.kit.target_sets.get(chosen.name) if chosen is not None else None
        if target is None or target.range is None:
            continue
        feature = installed.kit.features[target.range.feature]
        band = feature.band
        if feature.signal != SIGNAL or band is None or band.low is None or band.high is None:
            continue
        bands = GlucoseBands(very_low=ADULT.very_low, low=band.low, high=band.high, very_high=ADULT.very_high)
        return GlucoseTargets(label=target.label, bands=bands, wanted=enrolled.parameters[target.range.wanted])
    return None
