"""The simulated care directory of a scene, put into the workspace through the public actions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pagus.engines.access.hours import WeeklyHours
from pagus.engines.access.osm_hours import read_hours
from pagus.library.demo.directory import SOURCE, demo_directory

__all__ = ["add_directory"]


def add_directory(scene: str, today: date) -> int:
    """Add the facilities and practitioners of this scene, right on this day. Gives how many facilities.

    A second time on the same day it changes nothing.
    """
    from pagus.apps.care.actions import add_to_directory
    from pagus.apps.care.facts import (
        BatchFacts,
        FacilityFacts,
        HeadsFacts,
        PracticeFacts,
        PractitionerFacts,
        ServiceFacts,
    )

    invented = demo_directory(scene)
    hours: dict[str, WeeklyHours] = {}

    def service(row: Mapping[str, Any]) -> ServiceFacts:
        text = row["hours"]
        if text not in hours:
            hours[text] = read_hours(text).hours
        return ServiceFacts(**{**row, "hours": hours[text]})

    facilities = [
        FacilityFacts(
            **{
                **row,
                "languages": tuple(row["languages"].split()),
                "services": tuple(service(each) for each in row["services"]),
            }
        )
        for row in invented.facilities.iter_rows(named=True)
    ]
    practitioners = [
        PractitionerFacts(
            **{name: value for name, value in row.items() if name != "facilities"},
            languages=("fr",),
            practices=tuple(PracticeFacts(facility=code) for code in row["facilities"]),
        )
        for row in invented.practitioners.iter_rows(named=True)
    ]
    heads = [HeadsFacts(**row) for row in invented.heads.iter_rows(named=True)]
    rows = len(facilities) + len(practitioners) + len(heads)
    batch = BatchFacts(source=SOURCE, layout="demo", data_date=today, rows=rows, simulated=True)
    add_to_directory(batch, facilities, practitioners, heads)
    return len(facilities)
