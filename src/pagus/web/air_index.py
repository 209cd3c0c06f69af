"""How the daily air index looks on a page: its classes, its map, its days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from django.conf import settings
from django.utils.translation import gettext as _

from pagus.apps.reports.air import TABLE, AirDay
from pagus.library.tables import index_table
from pagus.web import charts
from pagus.web.charts.language import day as day_text

__all__ = ["air_classes", "air_map", "air_strip", "air_words", "day_words"]


def air_classes(language: str) -> tuple[charts.ClassKey, ...]:
    """The classes of the index, the best first."""
    table = index_table(TABLE)
    return tuple(charts.ClassKey(label=table.label(c.number, language), tone=f"atmo-{c.number}") for c in table.classes)


def air_map(language: str) -> charts.ClassedMap:
    """The map of one day's classes. Its values are class numbers from 0, the best."""
    return charts.ClassedMap(title=_("Air index"), classes=air_classes(language))


def day_words(day: date, language: str, *, year: bool = False) -> str:
    """A local day as a short text."""
    noon = int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp()) * 1000
    return day_text(noon, language, settings.TIME_ZONE, year=year)


def air_words(day: AirDay, language: str) -> str:
    """The class of a day in words, and where there is none, why."""
    if day.level:
        return index_table(TABLE).label(day.level, language)
    return _("no station speaks for this zone") if day.status == "no station" else _("too few measurements yet")


def air_strip(days: Sequence[AirDay], identifier: str, language: str) -> charts.Chart:
    """One cell a day with its class."""
    return charts.day_cells(
        charts.DayCells(
            setting=charts.Setting(identifier=identifier, language=language, zone=settings.TIME_ZONE),
            title=_("Air index, day by day"),
            classes=air_classes(language),
            days=tuple((day_words(each.day, language), each.level - 1 if each.level else None) for each in days),
        )
    )
