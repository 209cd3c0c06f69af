"""The daily index: hours to daily values, daily values to classes, classes to zones."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagus.engines.exposure import daily_index, daily_values, days_by_class, population_by_class
from pagus.errors import InputError, ShapeError
from pagus.kernel.time import HOUR, parse_instant
from pagus.library.tables import index_table

TABLE = index_table("atmo_fr_2021")
DAY = date(2026, 3, 10)
MIDNIGHT = parse_instant("2026-03-10T00:00:00+01:00")


def hours(station: str, signal: str, values: list[float | None], start: int = MIDNIGHT) -> pl.DataFrame:
    rows = [(station, signal, start + place * HOUR, value) for place, value in enumerate(values)]
    return pl.DataFrame(
        rows, schema={"station": pl.String, "signal": pl.String, "t": pl.Int64, "value": pl.Float64}, orient="row"
    )


def flat(station: str, **values: float) -> pl.DataFrame:
    return pl.concat([hours(station, signal, [value] * 24) for signal, value in values.items()])


def stations(**zones: str) -> pl.DataFrame:
    return pl.DataFrame(
        {"station": list(zones), "zone": list(zones.values())}, schema={"station": pl.String, "zone": pl.String}
    )


def one_day(hourly: pl.DataFrame, **zones: str) -> dict[str, object]:
    index = daily_index(hourly, stations(**zones), TABLE, days=(DAY, DAY))
    return index.zones.row(0, named=True)


CLEAN = {"pm25": 5.0, "pm10": 10.0, "no2": 20.0, "o3": 40.0, "so2": 5.0}


def independent_class(signal: str, value: float) -> int:
    """The table of the notice as its rows are printed: whole numbers from one end to the other, both included."""
    printed = {
        "pm25": [(0, 10), (11, 20), (21, 25), (26, 50), (51, 75)],
        "pm10": [(0, 20), (21, 40), (41, 50), (51, 100), (101, 150)],
        "no2": [(0, 40), (41, 90), (91, 120), (121, 230), (231, 340)],
        "o3": [(0, 50), (51, 100), (101, 130), (131, 240), (241, 380)],
        "so2": [(0, 100), (101, 200), (201, 350), (351, 500), (501, 750)],
    }[signal]
    whole = int(value + 0.5)
    return next((number for number, (low, high) in enumerate(printed, 1) if low <= whole <= high), 6)


@pytest.mark.parametrize("signal", list(TABLE.pollutants))
def test_every_whole_and_half_value_falls_in_the_printed_class(signal):
    values = [step / 4 for step in range(4 * 800)]
    zones = {f"s{place}": f"z{place:04d}" for place in range(len(values))}
    others = {name: 0.0 for name in CLEAN if name != signal}
    frame = pl.concat(
        [pl.concat([hours(name, signal, [value] * 24) for name, value in zip(zones, values, strict=True)])]
        + [hours(name, other, [0.0] * 24) for other in others for name in zones]
    )
    index = daily_index(frame, stations(**zones), TABLE, days=(DAY, DAY)).zones.sort("zone")
    assert index["class"].to_list() == [independent_class(signal, value) for value in values]


def test_an_edge_belongs_to_the_lower_class_and_halves_round_up():
    assert one_day(flat("a", **{**CLEAN, "no2": 40.0}), a="z")["class"] == 1
    assert one_day(flat("a", **{**CLEAN, "no2": 40.49}), a="z")["class"] == 1
    assert one_day(flat("a", **{**CLEAN, "no2": 40.5}), a="z")["class"] == 2


def test_particles_are_a_mean_and_gases_a_maximum_of_the_day():
    peak = [10.0] * 23 + [95.0]
    hourly = pl.concat([flat("a", pm25=5.0, o3=40.0, so2=1.0), hours("a", "no2", peak), hours("a", "pm10", peak)])
    index = daily_index(hourly, stations(a="z"), TABLE, days=(DAY, DAY))
    values = dict(index.sub_indices.select("signal", "value").iter_rows())
    assert values["no2"] == 95.0
    assert values["pm10"] == pytest.approx((23 * 10 + 95) / 24, abs=1e-12)
    assert index.zones.row(0, named=True)["drivers"] == ["no2"]


def test_all_drivers_of_a_tie_are_listed_in_the_order_of_the_table():
    row = one_day(flat("a", **{**CLEAN, "o3": 110.0, "pm10": 45.0, "pm25": 22.0}), a="z")
    assert (row["class"], row["drivers"]) == (3, ["pm25", "pm10", "o3"])


def test_the_highest_value_of_the_zone_counts_and_a_neighbour_never_does():
    hourly = pl.concat([flat("a", **CLEAN), flat("b", **{**CLEAN, "no2": 130.0}), flat("c", **{**CLEAN, "no2": 350.0})])
    index = daily_index(hourly, stations(a="x", b="x", c="y"), TABLE, days=(DAY, DAY), zones=("w",)).zones
    assert index.select("zone", "class", "status").rows() == [("w", 0, "no station"), ("x", 4, "ok"), ("y", 6, "ok")]
    sub = daily_index(hourly, stations(a="x", b="x", c="y"), TABLE, days=(DAY, DAY)).sub_indices
    chosen = sub.filter(pl.col("zone") == "x", pl.col("signal") == "no2").row(0, named=True)
    assert (chosen["station"], chosen["stations"], chosen["value"]) == ("b", 2, 130.0)


def test_a_station_that_speaks_for_no_zone_is_heard_nowhere():
    hourly = pl.concat([flat("a", **CLEAN), flat("lost", **{**CLEAN, "o3": 400.0})])
    assert one_day(hourly, a="z")["class"] == 1


def test_a_missing_pollutant_is_named_and_a_required_one_makes_the_day_unavailable():
    without = {name: value for name, value in CLEAN.items() if name not in {"so2", "pm25"}}
    row = one_day(flat("a", **without), a="z")
    assert (row["class"], row["status"], row["missing"]) == (1, "ok", ["pm25", "so2"])
    no_ozone = {name: value for name, value in CLEAN.items() if name != "o3"}
    row = one_day(flat("a", **{**no_ozone, "no2": 400.0}), a="z")
    assert (row["class"], row["status"], row["drivers"], row["missing"]) == (0, "unavailable", [], ["o3"])


def test_eighteen_hours_are_enough_and_seventeen_are_not():
    rest = flat("a", **{name: value for name, value in CLEAN.items() if name != "no2"})
    assert one_day(pl.concat([rest, hours("a", "no2", [20.0] * 18 + [None] * 6)]), a="z")["status"] == "ok"
    assert one_day(pl.concat([rest, hours("a", "no2", [20.0] * 17 + [None] * 7)]), a="z")["status"] == "unavailable"


@pytest.mark.parametrize(
    ("midnight", "expected"),
    [("2026-03-29T00:00:00+01:00", 23), ("2026-10-25T00:00:00+02:00", 25), ("2026-07-01T00:00:00+02:00", 24)],
)
def test_a_local_day_has_the_hours_it_has(midnight, expected):
    start = parse_instant(midnight)
    frame = hours("a", "no2", [float(place) for place in range(-1, expected + 1)], start - HOUR)
    daily = daily_values(frame, TABLE, time_zone="Europe/Paris")
    row = daily.filter(pl.col("day") == date.fromisoformat(midnight[:10])).row(0, named=True)
    assert (row["hours"], row["expected"], row["value"]) == (expected, expected, float(expected - 1))


def test_an_hour_stamped_at_its_end_belongs_to_the_day_before_at_midnight():
    frame = hours("a", "no2", [float(place) for place in range(1, 25)], MIDNIGHT + HOUR)
    by_end = daily_values(frame, TABLE, time_zone="Europe/Paris", stamp="end")
    assert by_end.select("day", "hours", "value").rows() == [(DAY, 24, 24.0)]
    by_start = daily_values(frame, TABLE, time_zone="Europe/Paris", stamp="start")
    assert by_start["hours"].to_list() == [23, 1]


def test_the_day_is_that_of_the_named_zone():
    frame = hours("a", "no2", [1.0] * 24)
    assert daily_values(frame, TABLE, time_zone="UTC")["hours"].to_list() == [1, 23]


def test_what_has_another_shape_is_refused():
    with pytest.raises(ShapeError, match=r"hourly lacks value \(Float64\)"):
        daily_values(flat("a", **CLEAN).drop("value"), TABLE, time_zone="UTC")
    with pytest.raises(ShapeError, match="hourly holds a, no2, 1773097200000 twice"):
        daily_values(pl.concat([flat("a", no2=1.0)] * 2), TABLE, time_zone="UTC")
    with pytest.raises(ShapeError, match="finite"):
        daily_values(flat("a", no2=float("nan")), TABLE, time_zone="UTC")
    twice = pl.concat([stations(a="x"), stations(a="y")])
    with pytest.raises(ShapeError, match="stations holds a twice"):
        daily_index(flat("a", no2=1.0), twice, TABLE, days=(DAY, DAY))
    with pytest.raises(InputError, match="2026-03-09 is before the first 2026-03-10"):
        daily_index(flat("a", no2=1.0), stations(a="x"), TABLE, days=(DAY, DAY - timedelta(days=1)))
    with pytest.raises(InputError, match="start or end"):
        daily_values(flat("a", no2=1.0), TABLE, time_zone="UTC", stamp="middle")  # type: ignore[arg-type]


def test_no_hour_at_all_is_an_answer_too():
    empty = hours("a", "no2", [])
    index = daily_index(empty, stations(a="z"), TABLE, days=(DAY, DAY))
    assert index.zones.select("class", "status", "missing").row(0) == (0, "unavailable", list(TABLE.pollutants))


@settings(max_examples=30)
@given(
    st.lists(st.tuples(*[st.one_of(st.none(), st.floats(0, 900)) for _ in TABLE.pollutants]), min_size=1, max_size=6)
)
def test_the_index_is_the_worst_of_what_is_known_and_the_drivers_are_those_that_reach_it(rows):
    names = list(TABLE.pollutants)
    frame = pl.concat(
        [
            hours(f"s{place}", signal, [value] * 24)
            for place, row in enumerate(rows)
            for signal, value in zip(names, row, strict=True)
        ]
    )
    zones = {f"s{place}": f"z{place}" for place in range(len(rows))}
    index = daily_index(frame, stations(**zones), TABLE, days=(DAY, DAY)).zones
    for got, row in zip(index.sort("zone").iter_rows(named=True), rows, strict=True):
        known = {
            name: independent_class(name, value) for name, value in zip(names, row, strict=True) if value is not None
        }
        enough = {"no2", "o3"} <= known.keys() and bool({"pm10", "pm25"} & known.keys())
        worst = max(known.values()) if enough else 0
        assert got["class"] == worst
        assert got["drivers"] == [name for name in names if known.get(name) == worst]
        assert got["missing"] == [name for name in names if name not in known]


def test_days_and_people_by_class_add_up():
    hourly = pl.concat([flat("a", **CLEAN), flat("b", **{**CLEAN, "pm10": 60.0})])
    index = daily_index(hourly, stations(a="x", b="y"), TABLE, days=(DAY, DAY + timedelta(days=1)), zones=("w",))
    days = days_by_class(index)
    assert days.group_by("zone").agg(pl.col("days").sum()).sort("zone").rows() == [("w", 2), ("x", 2), ("y", 2)]
    assert days.filter(pl.col("zone") == "y", pl.col("days") > 0).select("class", "days").rows() == [(0, 1), (4, 1)]
    communes = pl.DataFrame(
        {"commune": ["c1", "c2", "c3", "c4"], "zone": ["x", "x", "y", "elsewhere"], "population": [100, None, 30, 7]}
    )
    people = population_by_class(index, communes)
    first = people.filter(pl.col("day") == DAY, pl.col("communes") > 0)
    assert first.select("class", "population", "communes", "unknown").rows() == [
        (0, 7, 1, 0),
        (1, 100, 2, 1),
        (4, 30, 1, 0),
    ]
    assert people.group_by("day").agg(pl.col("population").sum())["population"].to_list() == [137, 137]
    with pytest.raises(ShapeError, match="c1 stands in two zones"):
        population_by_class(index, pl.concat([communes, communes]))
