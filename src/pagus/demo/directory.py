"""The simulated care directory of a scene, put into the workspace through the public actions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from pagus.apps.care.facts import (
    BatchFacts,
    FacilityFacts,
    HeadsFacts,
    PracticeFacts,
    PractitionerFacts,
    ServiceFacts,
)
from pagus.engines.access.hours import WeeklyHours
from pagus.engines.access.osm_hours import read_hours
from pagus.library.demo.directory import SOURCE, demo_directory

__all__ = ["add_directory"]


def add_directory(scene: str, today: date) -> int:
    """Add the facilities and practitioners of this scene, right on this day. Gives how many facilities.

    A second time on the same day it changes nothing.
    """
    from pagus.apps.care.actions import add_to_directory

    invented = demo_directory(scene)
    facilities = [_facility(row) for row in invented.facilities.iter_rows(named=True)]
    practitioners = [_practitioner(row) for row in invented.practitioners.iter_rows(named=True)]
    heads = [HeadsFacts(**row) for row in invented.heads.iter_rows(named=True)]
    rows = len(facilities) + len(practitioners) + len(heads)
    batch = BatchFacts(source=SOURCE, layout="demo", data_date=today, rows=rows, simulated=True)
    add_to_directory(batch, facilities, practitioners, heads)
    return len(facilities)


def _facility(row: Mapping[str, Any]) -> FacilityFacts:
    services = tuple(ServiceFacts(**{**each, "hours": _hours(each["hours"])}) for each in row["services"])
    return FacilityFacts(**{**row, "languages": tuple(row["languages"].split()), "services": services})


def _practitioner(row: Mapping[str, Any]) -> PractitionerFacts:
    practices = tuple(PracticeFacts(facility=code) for code in row["facilities"])
    told = {name: value for name, value in row.items() if name != "facilities"}
    return PractitionerFacts(**told, languages=("fr",), practices=practices)


@cache
def _hours(text: str) -> WeeklyHours:
    return read_hours(text).hours
