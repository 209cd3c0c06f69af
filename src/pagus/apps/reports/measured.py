"""What a kit has achieved here, as a result that can be signed and travel with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl

from pagus.analytics import share_interval
from pagus.apps.installations import queries as installations
from pagus.apps.people.queries import facts_of
from pagus.apps.reports.indicators import indicator_table
from pagus.errors import DataGapError, InputError, Suppressed

__all__ = ["MeasuredResult", "measured_result"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredResult:
    """One indicator of one installation over its last whole period: a share, its interval, and of how many people."""

    kit: str
    version: str
    digest: str
    territory: str
    indicator: str
    period: str
    """Two days of the UTC calendar with a slash between them, as ISO 8601 writes an interval."""
    n: int
    value: float
    low: float
    high: float
    simulated: bool
    """Was any of the people counted virtual?"""

    def facts(self) -> dict[str, str]:
        """The facts of the statement, as texts."""
        told = {"value": self.value, "low": self.low, "high": self.high}
        named = {"territory": self.territory, "indicator": self.indicator, "period": self.period, "n": str(self.n)}
        return (
            named | {name: f"{value:.4f}" for name, value in told.items()} | {"simulated": str(self.simulated).lower()}
        )


def measured_result(installation_id: int, indicator_id: str) -> MeasuredResult:
    """What has this kit achieved here, as everybody may know it?

    Takes: an installation; an indicator of its kit that is a share of people. Gives: the value over the last period
    that is over, with its 95 % interval. It is made from what the public may see, so that the statement may travel;
    where all the people are virtual, there is nobody to point at.
    Refuses: NotFound; InputError for an indicator that is no share of people; DataGapError when no period is over or
    nobody could be judged; Suppressed when there were too few people to show.
    Method: ``analytics.people_indicator`` and ``analytics.share_interval``.
    """
    simulated = _simulated(installation_id)
    table = indicator_table(installation_id, indicator_id, "care_team" if all(simulated) else "public")
    if table.indicator.kind != "share_of_subjects":
        raise InputError(
            "{indicator} is no share of people: only those can be signed as a result", indicator=indicator_id
        )
    whole = table.rows.filter(pl.col("place") == table.whole).sort("period_end")
    if whole.is_empty() or whole["status"][-1] == "no data":
        raise DataGapError("{indicator} has no value yet: not one period is over", indicator=indicator_id)
    row = whole.row(-1, named=True)
    if row["status"] == "suppressed":
        raise Suppressed(
            "{indicator} counts too few people: each number could point at somebody", indicator=indicator_id
        )
    low, high = share_interval(row["numerator"], row["denominator"])
    kit = table.installed.kit
    return MeasuredResult(
        kit=kit.id,
        version=kit.version,
        digest=kit.digest,
        territory=table.installed.territory,
        indicator=indicator_id,
        period=f"{_day(row['period_start'])}/{_day(row['period_end'])}",
        n=int(row["denominator"]),
        value=row["value"],
        low=low,
        high=high,
        simulated=any(simulated),
    )


def _simulated(installation_id: int) -> list[bool]:
    """For each person counted: are they virtual?"""
    people = facts_of(each.subject for each in installations.enrolments(installation_id))
    return [person.simulated for person in people.values()]


def _day(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).date().isoformat()
