"""Indicators as tables in the workspace: computed by the jobs process, read by pages, with their freshness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from django.conf import settings

from pagus.analytics import (
    air_indicator,
    cut_places,
    features_at,
    indicator_expressions,
    parameter_column,
    people_indicator,
    period_ends,
)
from pagus.apps.accounts.queries import Actor, sees_every_team
from pagus.apps.installations import queries as installations
from pagus.apps.installations.queries import Enrolled, InstalledKit
from pagus.apps.people.queries import note_reading
from pagus.apps.reports.air import air_index
from pagus.apps.reports.kept import keep_table, kept_table
from pagus.apps.streams import queries as streams
from pagus.apps.territory import queries as places
from pagus.engines.signals import compile_program
from pagus.errors import DataGapError, NotFound
from pagus.kernel.disclosure import Audience
from pagus.kernel.time import DAY
from pagus.kit_language.model import Indicator

__all__ = ["IndicatorTable", "first_period_end", "indicator_table", "read_indicator", "refresh_indicators"]

AIR = frozenset({"days_by_class", "population_by_class"})
AUDIENCES: tuple[Audience, ...] = ("care_team", "inside", "public")
PERIODS_SHOWN = 8
DAYS_SHOWN = 28
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


def indicator_table(installation_id: int, indicator_id: str, audience: Audience = "inside") -> IndicatorTable:
    """What is the value of this indicator in each zone and period, as this audience may see it?

    Takes: an installation, one of its kit's indicators, and who reads. Gives: the newest computed table.
    Refuses: NotFound for the installation or the indicator; DataGapError when not one period is over yet.
    """
    installed = installations.get_installation(installation_id)
    if indicator_id not in installed.kit.indicators:
        raise NotFound("kit {kit} has no indicator {indicator}", kit=installed.kit.id, indicator=indicator_id)
    indicator = installed.kit.indicators[indicator_id]
    kept = kept_table(_name(installed, indicator, audience))
    if kept is None:
        _refresh(installed, [indicator])
        kept = kept_table(_name(installed, indicator, audience))
    assert kept is not None
    return IndicatorTable(
        installed=installed,
        indicator=indicator,
        rows=kept.rows,
        whole=installed.territory,
        computed_ms=kept.computed_ms,
        audience=audience,
    )


def read_indicator(user: Actor, installation_id: int, indicator_id: str) -> IndicatorTable:
    """What is the value of this indicator, as this user may see it?

    Somebody who may open the record of every person of the territory sees every cell, and the reading is journalled
    for all who are counted; everybody else sees what the policy for the inside leaves. Refuses: as ``indicator_table``.
    """
    installed = installations.get_installation(installation_id)
    if not sees_every_team(user, installed.territory) or installed.kit.subject != "person":
        return indicator_table(installation_id, indicator_id)
    table = indicator_table(installation_id, indicator_id, "care_team")
    note_reading(
        user, [each.subject for each in installations.enrolments(installation_id)], f"indicator {indicator_id}"
    )
    return table


def refresh_indicators() -> int:
    """Compute every indicator of every running installation anew. Gives: how many tables were written.

    An indicator whose first period is not over yet has no table; its page says so.
    """
    written = 0
    for installed in installations.active_installations():
        for group in _groups(installed):
            try:
                written += _refresh(installed, group)
            except DataGapError:
                continue
    return written


def first_period_end(installed: InstalledKit, indicator: Indicator) -> int | None:
    """When is the first period of an indicator over people complete (ms)? None while nobody is followed."""
    start = _start(installations.enrolments(installed.id))
    return None if start is None else start + indicator.period_ms


def _name(installed: InstalledKit, indicator: Indicator, audience: Audience) -> str:
    return f"{installed.id}-{indicator.id}-{audience}"


def _groups(installed: InstalledKit) -> list[list[Indicator]]:
    """The indicators that are made of the same values: the history is read once for all of a group."""
    groups: dict[object, list[Indicator]] = {}
    for indicator in installed.kit.indicators.values():
        groups.setdefault(indicator.table if indicator.kind in AIR else indicator.period_ms, []).append(indicator)
    return list(groups.values())


def _refresh(installed: InstalledKit, group: Sequence[Indicator]) -> int:
    compute = _air if group[0].kind in AIR else _people
    tables = compute(installed, group)
    for name, rows in tables.items():
        keep_table(name, rows)
    return len(tables)


def _cut(installed: InstalledKit, indicator: Indicator) -> pl.DataFrame:
    return cut_places(places.territory(), [installed.territory], indicator.membership or PATH_ALONG)


def _air(installed: InstalledKit, group: Sequence[Indicator]) -> dict[str, pl.DataFrame]:
    days = max(DAYS_SHOWN, *(indicator.period_ms // DAY for indicator in group))
    index = air_index(installed.territory, days, group[0].table)
    tables: dict[str, pl.DataFrame] = {}
    for indicator in group:
        cut = _cut(installed, indicator)
        rows = air_indicator(indicator, index, cut, whole=installed.territory, time_zone=settings.TIME_ZONE)
        # Nobody is in them: everybody may see the same numbers.
        tables |= {_name(installed, indicator, audience): rows for audience in AUDIENCES}
    return tables


def _people(installed: InstalledKit, group: Sequence[Indicator]) -> dict[str, pl.DataFrame]:
    period_ms = group[0].period_ms
    enrolled = installations.enrolments(installed.id)
    start, now_ms = _start(enrolled), settings.WORKSPACE.clock.now_ms()
    if start is None or now_ms - start < period_ms:
        raise DataGapError("the first period of {indicator} is not over yet", indicator=group[0].id)
    # Periods stand still: each is published once. Windows that move by a day would tell who came or left.
    whole_periods = (now_ms - start) // period_ms
    ends = period_ends(start, start + whole_periods * period_ms, period_ms)[-PERIODS_SHOWN:]
    features = _features(installed, group, enrolled, ends)
    residences = pl.DataFrame(
        list(streams.places_of(each.subject for each in enrolled).items()),
        schema={"subject": pl.String, "commune": pl.String},
        orient="row",
    )
    of_people = installed.kit.subject == "person"
    return {
        _name(installed, indicator, audience): people_indicator(
            installed.kit,
            indicator,
            features,
            residences,
            _cut(installed, indicator),
            whole=installed.territory,
            # Booths and stations are nobody: everybody may see the same numbers about them.
            audience=audience if of_people else "care_team",
        )
        for indicator in group
        for audience in AUDIENCES
    }


def _features(
    installed: InstalledKit, group: Sequence[Indicator], enrolled: Sequence[Enrolled], ends: Sequence[int]
) -> pl.DataFrame:
    names = sorted({name for indicator in group for name in _features_read(installed, indicator)})
    signals = sorted({installed.kit.features[name].signal for name in names})
    reach = max((installed.kit.features[name].over_ms or DAY for name in names), default=DAY)
    subjects = sorted({each.subject for each in enrolled})
    history = streams.history(subjects, signals, ends[0] - reach - DAY, ends[-1])
    rows = [(each.subject, each.from_ms, each.to_ms) for each in enrolled]
    enrolments = pl.DataFrame(rows, schema={"subject": pl.String, "from_t": pl.Int64, "to_t": pl.Int64}, orient="row")
    program = compile_program(installed.kit, installed.parameters, also=names)
    return _with_targets(installed, group, features_at(program, history, enrolments, ends, names))


def _start(enrolled: Sequence[Enrolled]) -> int | None:
    """Where the first period begins: the (UTC) day of the first enrolment."""
    return min((each.from_ms // DAY * DAY for each in enrolled), default=None)


def _with_targets(installed: InstalledKit, group: Sequence[Indicator], features: pl.DataFrame) -> pl.DataFrame:
    """The values that the indicators compare with: of the set of targets chosen for each at that instant, or the kit's.

    What a territory, a team or a person has set otherwise does not count: each place is measured alike.
    """
    kit = installed.kit
    expressions = [each for indicator in group for each in indicator_expressions(kit, indicator)]
    names = sorted({name for each in expressions for name in each.parameters})
    if not names:
        return features
    chosen = {t: installations.sets_at(installed, t) for t in features["t"].unique()}
    rows = features.select("subject", "t").rows()
    columns = {
        parameter_column(name): [
            chosen[t].get(subject, {}).get(name, kit.parameters[name].default) for subject, t in rows
        ]
        for name in names
    }
    return features.with_columns([pl.Series(name, values, dtype=pl.Float64) for name, values in columns.items()])


def _features_read(installed: InstalledKit, indicator: Indicator) -> set[str]:
    return {name for each in indicator_expressions(installed.kit, indicator) for name in each.features}
