"""What a backtest takes and gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Measure", "Question", "Verdict"]


class Measure(NamedTuple):
    """A number with the ends of its 95 % interval; None where nothing was there to compute it from."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """How an alert is held against what happened.

    ``horizon_ms``: an alert is right when an event follows within this time. ``minutes_an_alert``: the least and the
    most minutes of staff that one alert takes.
    """

    start_ms: int
    end_ms: int
    horizon_ms: int
    minutes_an_alert: tuple[float, float]
    replicates: int = 1000
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a set of alerts was worth.

    ``alerts``, ``right``: counts; ``events``, ``found``: events in the time, and those that an alert preceded.
    ``lead_days``: of the events found, from their first alert to the event. ``by_rule`` has the same for each rule
    alone. Alerts during a stay count for nobody's benefit or harm and are left out, as is the time of the stay.
    """

    people: int
    person_years: float
    alerts: int
    right: int
    events: int
    found: int
    alerts_a_day: Measure
    nurse_hours_a_day: tuple[float, float]
    sensitivity: Measure
    ppv: Measure
    lead_days: Measure
    false_alerts_a_person_year: Measure
    by_rule: Mapping[str, Verdict]
