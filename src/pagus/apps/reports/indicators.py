"""Indicators as tables in the workspace: computed by the jobs process, read by pages, with their freshness."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import polars as pl
from django.conf import settings

from pagus.analytics import air_indicator, cut_places, features_at, people_indicator, period_ends
from pagus.apps.installations import queries as installations
from pagus.apps.installations.queries import InstalledKit
from pagus.apps.people.queries import facts_of
from pagus.apps.reports.air import air_index
from pagus.apps.streams import queries as streams
from pagus.apps.territory import queries as places
from pagus.engines.signals import compile_program
from pagus.errors import DataGapError, NotFound
from pagus.kernel.disclosure import Audience
from pagus.kernel.time import DAY
from pagus.kit_language.model import Indicator
from pagus.rules import Environment, compile_rule

__all__ = ["IndicatorTable", "indicator_table", "refresh_indicators"]

AIR = frozenset({"days_by_class", "population_by_class"})
PERIODS_SHOWN = 8
PATH_ALONG = "commune->epci"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorTable:
    """One indicator of one installation: rows as ``analytics.RESULT_COLUMNS``, and when they were computed."""

    installed: InstalledKit
    indicator: Indicator
    rows: pl.DataFrame
    whole: str
    computed_ms: int
    audience: Audience


def indicator_table(
    installation_id: int, indicator_id: str, audience: Literal["inside", "public"] = "inside"
) -> IndicatorTable:
    """What is the value of this indicator in each zone and period, as this audience may see it?

    Takes: an installation, one of its kit's indicators, and who reads. Gives: the newest computed table.
    Refuses: NotFound for the installation or the indicator; DataGapError when not one period is over yet.
    """
    installed = installations.get_installation(installation_id)
    if indicator_id not in installed.kit.indicators:
        raise NotFound("kit {kit} has no indicator {indicator}", kit=installed.kit.id, indicator=indicator_id)
    path = _path(installation_id, indicator_id, audience)
    if not path.exists():
        _compute_into(path, installed, installed.kit.indicators[indicator_id], audience)
    return IndicatorTable(
        installed=installed,
        indicator=installed.kit.indicators[indicator_id],
        rows=pl.read_parquet(path),
        whole=installed.territory,
        computed_ms=int(pl.read_parquet_metadata(path)["computed_ms"]),
        audience=audience,
    )


def refresh_indicators() -> int:
    """Compute every indicator of every running installation anew. Gives: how many tables were written.

    An indicator whose first period is not over yet has no table; its page says so.
    """
    written = 0
    for installed in installations.active_installations():
        for indicator in installed.kit.indicators.values():
            for audience in ("inside", "public"):
                try:
                    _compute_into(_path(installed.id, indicator.id, audience), installed, indicator, audience)
                except DataGapError:
                    continue
                written += 1
    return written


def _path(installation_id: int, indicator_id: str, audience: str) -> Path:
    return Path(settings.WORKSPACE.folder) / "reports" / f"{installation_id}-{indicator_id}-{audience}.parquet"


def _compute_into(path: Path, installed: InstalledKit, indicator: Indicator, audience: Audience) -> None:
    now_ms = settings.WORKSPACE.clock.now_ms()
    rows = _compute(installed, indicator, audience, now_ms)
    path.parent.mkdir(exist_ok=True)
    # A page that reads meanwhile sees the old table or the new one, never half of one.
    fresh = path.with_suffix(f".{os.getpid()}.new")
    rows.write_parquet(fresh, metadata={"computed_ms": str(now_ms)})
    fresh.replace(path)


def _compute(installed: InstalledKit, indicator: Indicator, audience: Audience, now_ms: int) -> pl.DataFrame:
    membership = indicator.membership or PATH_ALONG
    cut = cut_places(places.territory(), [installed.territory], membership)
    days = max(1, indicator.period_ms // DAY)
    if indicator.kind in AIR:
        shown = max(days, 14 if days == 1 else days)
        index = air_index(installed.territory, shown, indicator.table)
        return air_indicator(indicator, index, cut, whole=installed.territory, time_zone=settings.TIME_ZONE)
    return _people(installed, indicator, audience, cut, now_ms)


def _people(
    installed: InstalledKit, indicator: Indicator, audience: Audience, cut: pl.DataFrame, now_ms: int
) -> pl.DataFrame:
    enrolled = installations.enrolments(installed.id)
    rows = [(each.subject, each.from_ms, each.to_ms) for each in enrolled]
    enrolments = pl.DataFrame(rows, schema={"subject": pl.String, "from_t": pl.Int64, "to_t": pl.Int64}, orient="row")
    midnight = now_ms // DAY * DAY
    start = min((from_ms for _, from_ms, _ in rows), default=midnight)
    if midnight - start < indicator.period_ms:
        raise DataGapError("the first period of {indicator} is not over yet", indicator=indicator.id)
    ends = period_ends(start, midnight, indicator.period_ms)[-PERIODS_SHOWN:]
    names = _features_read(installed, indicator)
    signals = sorted({installed.kit.features[name].signal for name in names})
    subjects = sorted({subject for subject, _, _ in rows})
    reach = max((installed.kit.features[name].over_ms or DAY for name in names), default=DAY)
    history = streams.history(subjects, signals, ends[0] - reach - DAY, ends[-1])
    features = features_at(compile_program(installed.kit, installed.parameters), history, enrolments, ends, names)
    people = facts_of(subjects)
    residences = pl.DataFrame(
        [(code, person.residence) for code, person in people.items()],
        schema={"subject": pl.String, "commune": pl.String},
        orient="row",
    )
    return people_indicator(
        installed.kit, indicator, features, residences, cut, whole=installed.territory, audience=audience
    )


def _features_read(installed: InstalledKit, indicator: Indicator) -> Sequence[str]:
    kit = installed.kit
    environment = Environment(
        {name: feature.unit for name, feature in kit.features.items()},
        {name: parameter.unit for name, parameter in kit.parameters.items()},
    )
    texts = [text for text in (indicator.numerator, indicator.denominator) if text]
    return sorted({name for text in texts for name in compile_rule(text, environment).features})
