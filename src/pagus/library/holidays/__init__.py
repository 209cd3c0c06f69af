"""Which days are public holidays where? France, its départements of Alsace and Moselle, and those overseas."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

from pagus.kernel.holidays import Holiday, HolidayCalendar

__all__ = ["holidays_of", "holidays_of_departement"]


@cache
def holidays_of(region: str = "") -> HolidayCalendar:
    """Which days are public holidays in this region of France?

    Takes: a region of ``france.yaml``, as ``alsace-moselle``; without one, the days that all of France has.
    Gives: the calendar, the common days first.
    """
    content = _content()
    own = content["regions"][region]["holidays"] if region else []
    return HolidayCalendar(
        id=f"france/{region}",
        holidays=tuple(_holiday(each) for each in [*content["common"], *own]),
        source=" ".join(content["source"].split()),
        certainty=content["certainty"],
    )


@cache
def holidays_of_departement(number: str) -> HolidayCalendar:
    """Which days are public holidays in this département? Takes its number, as ``67``; gives the calendar."""
    regions = _content()["regions"]
    return holidays_of(next((name for name, each in regions.items() if number in each["departements"]), ""))


@cache
def _content() -> Mapping[str, Any]:
    text = files(__name__).joinpath("france.yaml").read_text(encoding="utf-8")
    content: Mapping[str, Any] = YAML(typ="safe", pure=True).load(text)
    return content


def _holiday(row: Mapping[str, Any]) -> Holiday:
    return Holiday(
        name=dict(row["name"]),
        month=row.get("month"),
        day=row.get("day"),
        days_after_easter=row.get("days_after_easter"),
    )
