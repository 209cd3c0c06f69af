"""Indicators: people and places counted by period, with the small-cell policy applied.

Read first: ``cuts.cut_places``, ``indicators.people_indicator``, ``air.air_indicator``.
"""

from __future__ import annotations

from pagus.analytics.air import air_indicator
from pagus.analytics.counts import indicator_expressions, parameter_column, share_counts, share_query, value_counts
from pagus.analytics.cuts import cut_places, period_ends
from pagus.analytics.features import features_at
from pagus.analytics.indicators import RESULT_COLUMNS, people_indicator
from pagus.analytics.intervals import share_interval

__all__ = [
    "RESULT_COLUMNS",
    "air_indicator",
    "cut_places",
    "features_at",
    "indicator_expressions",
    "parameter_column",
    "people_indicator",
    "period_ends",
    "share_counts",
    "share_interval",
    "share_query",
    "value_counts",
]
