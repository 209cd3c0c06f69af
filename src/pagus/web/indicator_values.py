"""The rows of an indicator as pages need them: by place for one period, in the unit that people read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pagus.apps.reports.indicators import IndicatorTable
from pagus.kit_language.model import Indicator
from pagus.web import charts
from pagus.web.air_index import air_map
from pagus.web.charts import words
from pagus.web.charts.language import day, local, number, printed_unit

__all__ = [
    "PlaceValue",
    "counted",
    "indicator_look",
    "indicator_unit",
    "is_share",
    "n_words",
    "period_words",
    "periods",
    "place_values",
    "value_words",
]

COUNTED = frozenset({"days_by_class", "population_by_class"})
"""Kinds of indicator that count days or inhabitants."""
FIRST_BAD_CLASS = 3
"""Days of this class of the air index or a worse one are what the map of days shows."""
SHARE_CUTS = (20.0, 40.0, 60.0, 80.0)
DAY_CUTS = (1.0, 3.0, 7.0, 14.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceValue:
    """One place in one period. ``value`` in the unit of ``indicator_unit``; ``parts`` are the classes, the best first.

    ``unknown`` is what had no class. ``status`` is ``ok``, ``no data`` or ``suppressed``.
    """

    place: str
    value: float | None
    n: int | None
    status: str
    numerator: float | None = None
    denominator: float | None = None
    parts: tuple[float, ...] = ()
    unknown: float = 0.0


def is_share(indicator: Indicator) -> bool:
    """Is it a share, written in percent?"""
    return indicator.kind in {"share_of_subjects", "mean_of_subjects"} and indicator.unit == "1"


def indicator_unit(indicator: Indicator, language: str) -> str:
    """The unit in which its value is written."""
    if indicator.kind == "days_by_class":
        return _("days")
    if indicator.kind == "population_by_class":
        return _("inhabitants")
    return "%" if is_share(indicator) else printed_unit(indicator.unit, language)


def indicator_look(indicator: Indicator, language: str, values: Sequence[float] = ()) -> charts.ClassedMap:
    """How its map looks. For a measured unit the five classes share the span of the values."""
    title = indicator.title.say(language)
    if indicator.kind == "population_by_class":
        return air_map(language)
    if indicator.kind == "days_by_class":
        return charts.ClassedMap(
            title=_("Days with a degraded or worse index"), unit=_("days"), cuts=DAY_CUTS, digits=0
        )
    cuts = SHARE_CUTS if is_share(indicator) else _cuts(values)
    return charts.ClassedMap(
        title=title,
        unit=indicator_unit(indicator, language),
        # Where more is better, the colours of need warn of the low classes.
        palette="need" if indicator.better == "higher" else "amount",
        cuts=cuts,
        digits=0 if is_share(indicator) else None,
    )


def periods(table: IndicatorTable) -> list[tuple[int, int]]:
    """The periods of the table as (start, end) in ms, the newest first."""
    found = table.rows.select("period_start", "period_end").unique().sort("period_end", descending=True)
    return list(found.iter_rows())


def period_words(start: int, end: int, language: str) -> str:
    """A period as its first and last day; both with their year where it is not the same."""
    years = {local(at, settings.TIME_ZONE).year for at in (start, end - 1)}
    first = day(start, language, settings.TIME_ZONE, year=len(years) > 1)
    last = day(end - 1, language, settings.TIME_ZONE, year=True)
    return last if end - start <= 90_000_000 else f"{first} – {last}"


def place_values(table: IndicatorTable, end: int) -> dict[str, PlaceValue]:
    """What is the value of each place in the period that ends then?"""
    rows = table.rows.filter(pl.col("period_end") == end)
    if table.indicator.kind in COUNTED:
        return {
            str(place): _classed(str(place), found, table.indicator)
            for (place,), found in rows.sort("class").group_by("place", maintain_order=True)
        }
    scale = 100.0 if is_share(table.indicator) else 1.0
    return {
        row["place"]: PlaceValue(
            place=row["place"],
            value=None if row["value"] is None else scale * row["value"],
            n=row["n"],
            status=row["status"],
            numerator=row["numerator"],
            denominator=row["denominator"],
        )
        for row in rows.iter_rows(named=True)
    }


def value_words(indicator: Indicator, found: PlaceValue | None, language: str) -> str:
    """The value with its unit, or why there is none."""
    if found is None or found.status == "no data":
        return words.NO_DATA.say(language)
    if found.status == "suppressed":
        return words.SUPPRESSED.say(language)
    if indicator.kind in COUNTED and found.value is not None:
        return counted(indicator, found.value, language)
    digits = 0 if is_share(indicator) or indicator.kind != "mean_of_subjects" else None
    return f"{number(found.value, language, digits)} {indicator_unit(indicator, language)}".strip()


def counted(indicator: Indicator, count: float, language: str) -> str:
    """So many days, or inhabitants: the singular where the language has it."""
    if indicator.kind == "days_by_class":
        text = ngettext("{n} day", "{n} days", round(count))
    else:
        text = ngettext("{n} inhabitant", "{n} inhabitants", round(count))
    return text.format(n=number(count, language, 0))


def n_words(indicator: Indicator, found: PlaceValue, language: str, subject: str) -> str:
    """Of how many people, devices, places or days the value is made. ``subject``: whose signals the kit reads."""
    if found.n is None:
        return _("not shown")
    if indicator.kind == "days_by_class":
        return counted(indicator, found.n, language)
    if subject == "person":
        text = ngettext("{n} person", "{n} people", found.n)
    elif subject == "thing":
        text = ngettext("{n} device", "{n} devices", found.n)
    else:
        text = ngettext("{n} place", "{n} places", found.n)
    return text.format(n=number(found.n, language, 0))


def _classed(place: str, rows: pl.DataFrame, indicator: Indicator) -> PlaceValue:
    status, denominator = rows["status"][0], rows["denominator"][0]
    counts = dict(zip(rows["class"].to_list(), rows["value"].to_list(), strict=True))
    if status != "ok":
        return PlaceValue(place=place, value=None, n=0, status=status, denominator=denominator)
    parts = tuple(counts[level] for level in sorted(counts) if level)
    days = indicator.kind == "days_by_class"
    return PlaceValue(
        place=place,
        value=sum(parts[FIRST_BAD_CLASS - 1 :]),
        n=int(denominator - counts.get(0, 0)) if days else int(denominator),
        status=status,
        denominator=denominator,
        parts=parts,
        unknown=counts.get(0, 0.0),
    )


def _cuts(values: Sequence[float]) -> tuple[float, float, float, float]:
    low, high = min(values, default=0.0), max(values, default=1.0)
    step = (high - low) / 5 or 1.0
    return low + step, low + 2 * step, low + 3 * step, low + 4 * step
