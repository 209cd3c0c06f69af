"""Indicators kept for pages: whole periods that stand still, two audiences, one reading of the history."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from pagus.apps.installations import actions as installations
from pagus.apps.installations.queries import get_installation
from pagus.apps.reports.indicators import first_period_end, indicator_table, refresh_indicators
from pagus.apps.streams.actions import submit
from pagus.apps.streams.observation import Batch, Observation
from pagus.apps.territory import actions as places
from pagus.errors import DataGapError, NotFound
from pagus.kernel.time import DAY, HOUR, MINUTE
from pagus.kit_language import shipped_kit, shipped_slugs
from pagus.kit_language.model import Text
from tests.apps.cast import account, person
from tests.apps.reports.kept import nothing_kept
from tests.apps.workspace import NOW

__all__ = ["nothing_kept"]

pytestmark = pytest.mark.django_db(transaction=True)

EUROMETROPOLE, SAVERNE, TERRITORY = "epci:246700488", "epci:200068112", "departement:67"
STARTED = NOW - 15 * DAY
SAVERNE_TOWN = "commune:67437"
NUMBERS = count(1)


def followed(number: int, residence: str, value: float, *, days: int = 15) -> str:
    """Somebody with this glucose every five minutes of the last days."""
    code = person(f"person:P-R{next(NUMBERS):03d}", residence)
    installations.enrol(number, code, "system", from_ms=STARTED)
    readings = range(NOW - days * DAY, NOW, 5 * MINUTE)
    submit(Batch("test", [Observation(code, "glucose", t, value) for t in readings]))
    return code


@pytest.fixture
def number() -> int:
    return installations.install("diabetes-home", TERRITORY, {}, from_ms=STARTED)


def by_place(table: Any) -> dict[str, Any]:
    return {row["place"]: row for row in table.rows.iter_rows(named=True)}


def test_nobody_followed_is_a_gap_and_no_zero(number: int) -> None:
    with pytest.raises(DataGapError, match="not over yet"):
        indicator_table(number, "patients_in_target")
    assert (
        first_period_end(get_installation(number), get_installation(number).kit.indicators["patients_in_target"])
        is None
    )


def test_share_for_the_inside_and_for_the_public(number: int) -> None:
    for _ in range(6):
        followed(number, "commune:67482", 120.0)
    for _ in range(6):
        followed(number, "commune:67482", 300.0)
    followed(number, "commune:67437", 300.0)
    inside = by_place(indicator_table(number, "patients_in_target"))
    assert inside[TERRITORY]["status"] == "ok"
    assert (inside[TERRITORY]["numerator"], inside[TERRITORY]["denominator"]) == (6, 13)
    assert inside[SAVERNE]["status"] == "suppressed"
    assert inside[EUROMETROPOLE]["status"] == "suppressed", "the whole minus it would tell of the one person in Saverne"
    public = by_place(indicator_table(number, "patients_in_target", "public"))
    assert {row["status"] for row in public.values() if row["n"] != 0} == {"suppressed"}
    assert all(row["value"] is None and row["numerator"] is None for row in public.values())


def test_the_set_of_targets_chosen_for_each_counts_and_nothing_else_that_was_set(number: int, clock_at: Any) -> None:
    """150 mg/dL all day: in range for most adults, above it in pregnancy; an own value of the share changes nothing."""
    first, second = (followed(number, "commune:67482", 150.0) for _ in range(2))
    nurse = account("nurse", TERRITORY, "team-a")
    clock_at(STARTED + DAY)
    installations.choose_target_set(number, second, "pregnancy_type_1", reason="week 9", by=nurse)
    installations.set_parameter(
        number, "pregnancy_range_wanted", 0.5, layer="person", holder=second, reason="own", by=nurse
    )
    clock_at(NOW)
    share = indicator_table(number, "patients_in_target", "care_team").rows.row(0, named=True)
    assert (share["numerator"], share["denominator"]) == (1, 2)
    mean = indicator_table(number, "mean_time_in_range", "care_team").rows.row(0, named=True)
    assert mean["value"] == 0.5
    assert first != second


def test_periods_stand_still_from_one_day_to_the_next(number: int, clock_at: Any) -> None:
    for _ in range(6):
        followed(number, "commune:67482", 120.0)
    first = indicator_table(number, "mean_time_in_range")
    clock_at(NOW + 3 * DAY)
    refresh_indicators()
    later = indicator_table(number, "mean_time_in_range")
    assert first.rows["period_end"].to_list() == later.rows["period_end"].to_list()
    assert later.computed_ms == NOW + 3 * DAY
    start, end = first.rows["period_start"][0], first.rows["period_end"][0]
    assert (start, end - start) == (STARTED // DAY * DAY, 14 * DAY)


def test_refresh_writes_each_indicator_for_each_audience(number: int) -> None:
    assert refresh_indicators() == 0
    followed(number, "commune:67482", 120.0)
    assert refresh_indicators() == 3 * len(get_installation(number).kit.indicators)


def test_air_indicators_speak_of_whole_days_only() -> None:
    air = installations.install("air-today", TERRITORY, {}, from_ms=NOW - 30 * DAY)
    days = indicator_table(air, "air_population_by_class").rows
    assert days["period_end"].max() <= NOW // HOUR * HOUR
    assert days["n"].sum() > 0
    zones = indicator_table(air, "air_days_by_class", "public").rows
    assert set(zones["status"]) == {"no data"}, "no station, no day with an index"


def test_an_indicator_that_does_not_exist_is_not_found(number: int) -> None:
    with pytest.raises(NotFound, match="no indicator"):
        indicator_table(number, "happiness")
    with pytest.raises(NotFound):
        indicator_table(10_000, "patients_in_target")


@pytest.mark.parametrize(
    ("slug", "indicator"),
    [
        (slug, indicator)
        for slug in shipped_slugs()
        if shipped_kit(slug).subject == "person"
        for indicator in shipped_kit(slug).indicators
    ],
)
def test_every_indicator_of_a_kit_that_ships_has_a_table(slug: str, indicator: str) -> None:
    """Also those over features that no rule of the kit reads."""
    number = installations.install(slug, TERRITORY, {}, from_ms=STARTED)
    code = person(f"person:P-T{next(NUMBERS):03d}", SAVERNE_TOWN)
    installations.enrol(number, code, "system", from_ms=NOW - 3 * 365 * DAY)
    assert TERRITORY in by_place(indicator_table(number, indicator))


def test_a_kit_about_booths_counts_booths_and_withholds_none_of_them() -> None:
    number = installations.install("teleconsultation-booth", TERRITORY, {}, from_ms=NOW - 60 * DAY)
    places.add_thing(
        "thing:booth-1",
        Text("Cabine", "Booth", "Kabine"),
        kind="teleconsultation_booth",
        place=SAVERNE_TOWN,
        represents=SAVERNE_TOWN,
        lon=7.36,
        lat=48.74,
        simulated=True,
    )
    installations.enrol(number, "thing:booth-1", "system", from_ms=NOW - 60 * DAY)
    signal = shipped_kit("teleconsultation-booth").features["sessions_mean"].signal
    submit(Batch("test", [Observation("thing:booth-1", signal, NOW - day * DAY, 6.0) for day in range(1, 60)]))
    for audience in ("inside", "public"):
        rows = by_place(indicator_table(number, "booth_reach", audience))
        assert (rows[TERRITORY]["status"], rows[TERRITORY]["value"], rows[TERRITORY]["n"]) == ("ok", 6.0, 1)
