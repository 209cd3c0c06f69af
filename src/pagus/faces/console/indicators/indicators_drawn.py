"""The charts, the map and the table of one indicator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from pagus.apps.reports.air import air_of_zones, zones_of
from pagus.apps.reports.indicators import IndicatorTable
from pagus.apps.territory.queries import get_place
from pagus.kernel.time import HOUR
from pagus.web import charts
from pagus.web.air_index import air_classes
from pagus.web.charts import words
from pagus.web.charts.language import local, number
from pagus.web.indicator_values import (
    PlaceValue,
    counted,
    indicator_look,
    indicator_unit,
    is_share,
    n_words,
    period_words,
    periods,
    place_values,
    value_words,
)

__all__ = ["IndicatorLayer", "indicator_charts", "indicator_map_layer", "table_rows"]


@dataclass(frozen=True, slots=True)
class IndicatorLayer:
    """What the map of an indicator shows in one period."""

    look: charts.ClassedMap
    values: Mapping[str, float | None]
    suppressed: frozenset[str]


def indicator_map_layer(found: IndicatorTable, period: tuple[int, int], language: str) -> IndicatorLayer:
    """The values of the map: by zone; for inhabitants by class, the class of each zone on that day."""
    if found.indicator.kind == "population_by_class":
        return _zone_classes(found, period, language)
    values = place_values(found, period[1])
    zones = {code: each for code, each in values.items() if code != found.whole}
    look = indicator_look(found.indicator, language, [each.value for each in zones.values() if each.value is not None])
    return IndicatorLayer(
        look=look,
        values={code: each.value for code, each in zones.items()},
        suppressed=frozenset(code for code, each in zones.items() if each.status == "suppressed"),
    )


def indicator_charts(
    found: IndicatorTable, values: Mapping[str, PlaceValue], place: str, period: tuple[int, int], language: str
) -> list[charts.Chart]:
    """The charts of an indicator for the place and period that were chosen."""
    kind = found.indicator.kind
    if kind == "days_by_class":
        return [_class_counts(found, values[place], period, language), _days_of_zones(found, values, language)]
    if kind == "population_by_class":
        return [_class_counts(found, values[place], period, language), _class_columns(found, place, language)]
    drawn = [_by_period(found, place, language)] if len(periods(found)) > 1 else []
    return [*([_shares(found, values, language)] if is_share(found.indicator) else []), *drawn]


def table_rows(
    found: IndicatorTable, values: Mapping[str, PlaceValue], layer: IndicatorLayer, language: str
) -> dict[str, object]:
    """The table twin of the map: columns and rows of texts, the whole first, then by name."""
    indicator = found.indicator
    if indicator.kind == "population_by_class":
        told = charts.map_json(layer.look, layer.values, language)
        zones = sorted((get_place(code) for code in told), key=lambda place: place.name)
        rows = [(zone.name, told[zone.code][1], number(zone.population, language, 0)) for zone in zones]
        return {"columns": [_("Place"), _("Air index"), _("Inhabitants")], "rows": rows}
    rows = [
        (
            get_place(code).name,
            value_words(indicator, values[code], language),
            n_words(indicator, values[code], language, found.installed.kit.subject),
        )
        for code in _ordered(found, values)
    ]
    days = indicator.kind == "days_by_class"
    label = _("Days with a degraded or worse index") if days else indicator.title.say(language)
    n_label = _("With an index") if days else _("Followed")
    return {"columns": [_("Place"), label, n_label], "rows": rows}


def _ordered(found: IndicatorTable, values: Mapping[str, PlaceValue]) -> list[str]:
    return sorted(values, key=lambda code: (code != found.whole, get_place(code).name))


def _setting(identifier: str, language: str) -> charts.Setting:
    return charts.Setting(identifier=identifier, language=language, zone=settings.TIME_ZONE)


def _class_counts(found: IndicatorTable, value: PlaceValue, period: tuple[int, int], language: str) -> charts.Chart:
    classes = air_classes(language)
    empty = () if value.parts else (0.0,) * len(classes)
    return charts.class_counts(
        charts.ClassCounts(
            setting=_setting("classes", language),
            title=f"{get_place(value.place).name}, {period_words(*period, language)}",
            unit=indicator_unit(found.indicator, language),
            classes=classes,
            counts=value.parts or empty,
            unknown=value.unknown if value.parts else (value.denominator or 0.0),
            counted=lambda count: counted(found.indicator, count, language),
        )
    )


def _class_columns(found: IndicatorTable, place: str, language: str) -> charts.Chart:
    rows = []
    for start, end in reversed(periods(found)):
        value = place_values(found, end).get(place)
        label = period_words(start, end, language).rsplit(" ", 1)[0]
        rows.append(
            charts.StackRow(label=label, parts=value.parts if value else (), unknown=not (value and value.parts))
        )
    return charts.columns(
        charts.Columns(
            setting=_setting("days", language),
            title=_("Inhabitants by class, day by day"),
            unit="",
            classes=air_classes(language),
            rows=tuple(rows),
        )
    )


def _days_of_zones(found: IndicatorTable, values: Mapping[str, PlaceValue], language: str) -> charts.Chart:
    rows = [
        charts.StackRow(
            label=get_place(code).name,
            parts=values[code].parts,
            note=_("{n} of {days} have an index").format(
                n=number(values[code].n, language, 0), days=number(values[code].denominator, language, 0)
            ),
            unknown=not values[code].parts,
        )
        for code in _ordered(found, values)
    ]
    return charts.stacked_bars(
        charts.StackedBars(
            setting=_setting("zones", language),
            title=_("Days by class, zone by zone"),
            unit=_("days"),
            classes=air_classes(language),
            rows=tuple(rows),
            whole=max((value.denominator or 1.0 for value in values.values()), default=1.0),
        )
    )


def _shares(found: IndicatorTable, values: Mapping[str, PlaceValue], language: str) -> charts.Chart:
    rows = []
    for code in _ordered(found, values):
        value = values[code]
        known = value.value is not None
        counted = n_words(found.indicator, value, language, found.installed.kit.subject)
        note = counted if known else value_words(found.indicator, value, language)
        parts = (value.value, 100 - value.value) if value.value is not None else ()
        rows.append(charts.StackRow(label=get_place(code).name, parts=parts, note=note, unknown=not known))
    target = found.indicator.target
    rest = _("the rest")
    return charts.stacked_bars(
        charts.StackedBars(
            setting=_setting("places", language),
            title=found.indicator.title.say(language),
            unit="%",
            classes=(
                charts.ClassKey(label=found.indicator.title.say(language), tone="accent"),
                charts.ClassKey(label=rest, tone="quiet"),
            ),
            rows=tuple(rows),
            target=None if target is None else 100 * target,
            target_label=_("target"),
        )
    )


def _by_period(found: IndicatorTable, place: str, language: str) -> charts.Chart:
    rows = []
    for start, end in reversed(periods(found)):
        value = place_values(found, end).get(place)
        known = value is not None and value.value is not None
        label = period_words(start, end, language)
        if value is not None and value.status == "suppressed":
            label = f"{label} ({words.SUPPRESSED.say(language)})"
        parts = (value.value,) if value is not None and value.value is not None else ()
        rows.append(charts.StackRow(label=label, parts=parts, unknown=not known))
    return charts.columns(
        charts.Columns(
            setting=_setting("periods", language),
            title=_("{place}, period by period").format(place=get_place(place).name),
            unit=indicator_unit(found.indicator, language),
            classes=(charts.ClassKey(label=found.indicator.title.say(language), tone="accent"),),
            rows=tuple(rows),
            digits=0 if is_share(found.indicator) else None,
        )
    )


def _zone_classes(found: IndicatorTable, period: tuple[int, int], language: str) -> IndicatorLayer:
    day = local(period[0] + 12 * HOUR, settings.TIME_ZONE).date()
    zones = zones_of(found.whole)
    values: dict[str, float | None] = dict.fromkeys(zones)
    for zone, air in air_of_zones(zones, 31).items():
        level = next((each.level for each in air.days if each.day == day), 0)
        values[zone] = float(level - 1) if level else None
    return IndicatorLayer(indicator_look(found.indicator, language), values, frozenset())
