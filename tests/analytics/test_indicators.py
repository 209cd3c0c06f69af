"""Indicators by place and period: what is counted, what is withheld, and what the two backends agree on."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagus.analytics import (
    RESULT_COLUMNS,
    cut_places,
    features_at,
    people_indicator,
    period_ends,
    share_counts,
    share_query,
    value_counts,
)
from pagus.engines.signals import compile_program
from pagus.errors import InputError, MethodError, NotFound, ShapeError
from pagus.kernel.places import Territory
from pagus.kernel.time import DAY, HOUR, MINUTE
from pagus.kit_language.model import Indicator, Kit

END = 20_000 * DAY


@pytest.fixture(scope="module")
def kit(diabetes_home: Kit) -> Kit:
    return diabetes_home


@pytest.fixture(scope="module")
def share(kit: Kit) -> Indicator:
    return kit.indicators["patients_in_target"]


OF_THE_KIT = {"p.pregnancy_targets": 0.0, "p.pregnancy_range_wanted": 0.7, "p.time_in_range_wanted": 0.7}
"""What the indicators of the kit read of somebody for whom no set of targets was chosen."""


def people(values: dict[str, list[float | None]], end: int = END) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Features and homes of people with these times in range and no set of targets, commune by commune."""
    rows = [
        (f"person:{commune}-{place}", commune, value)
        for commune, each in values.items()
        for place, value in enumerate(each)
    ]
    frame = pl.DataFrame(
        rows, schema={"subject": pl.String, "commune": pl.String, "time_in_range": pl.Float64}, orient="row"
    )
    own = {name: pl.lit(value) for name, value in OF_THE_KIT.items()}
    features = frame.select(
        "subject", "time_in_range", t=pl.lit(end, dtype=pl.Int64), pregnancy_in_range=pl.lit(None, pl.Float64), **own
    )
    return features, frame.select("subject", "commune")


@pytest.fixture(scope="module")
def cut(small_territory: Territory) -> pl.DataFrame:
    return cut_places(small_territory, ["petr:p"], "commune->epci")


@pytest.fixture(scope="module")
def shown(cut):
    return partial(_shown, cut)


def _shown(
    cut: pl.DataFrame, kit: Kit, indicator: Indicator, values: dict[str, list[float | None]], audience: str
) -> dict[str, tuple[object, ...]]:
    features, homes = people(values)
    result = people_indicator(kit, indicator, features, homes, cut, whole="petr:p", audience=audience)  # type: ignore[arg-type]
    assert dict(result.schema) == RESULT_COLUMNS
    assert set(result["period_end"]) == {END}
    assert set(result["period_start"]) == {END - indicator.period_ms}
    columns = ("value", "numerator", "denominator", "n", "status")
    return {row["place"]: tuple(row[name] for name in columns) for row in result.iter_rows(named=True)}


GOOD, BAD = 0.8, 0.5


def test_the_care_team_sees_every_share_with_what_it_was_made_of(kit, share, shown):
    got = shown(kit, share, {"commune:1": [GOOD, BAD, None], "commune:2": [GOOD], "commune:4": [GOOD]}, "care_team")
    assert got == {
        "petr:p": (2 / 3, 2.0, 3.0, 4, "ok"),
        "epci:a": (2 / 3, 2.0, 3.0, 4, "ok"),
        "epci:b": (None, None, None, 0, "no data"),
    }


def test_people_without_enough_data_are_no_data_not_bad_results(kit, share, shown):
    got = shown(kit, share, {"commune:1": [None, None], "commune:3": [GOOD]}, "care_team")
    assert got["epci:a"] == (None, None, None, 2, "no data")
    assert got["epci:b"] == (1.0, 1.0, 1.0, 1, "ok")


def test_inside_a_small_cell_is_withheld_and_the_cell_that_would_tell_it_as_well(kit, share, shown):
    got = shown(kit, share, {"commune:1": [GOOD] * 8 + [BAD] * 8, "commune:3": [GOOD] * 3 + [BAD] * 6}, "inside")
    assert got["petr:p"] == (11 / 25, 11.0, 25.0, 25, "ok")
    assert got["epci:a"][4] == got["epci:b"][4] == "suppressed"
    assert got["epci:a"][:4] == (None, None, None, None)


def test_in_public_nothing_under_eleven_is_shown_not_even_in_the_whole(kit, share, shown):
    got = shown(kit, share, {"commune:1": [GOOD] * 10 + [BAD] * 40}, "public")
    assert {row[4] for place, row in got.items() if place != "epci:b"} == {"suppressed"}
    got = shown(kit, share, {"commune:1": [GOOD] * 11 + [BAD] * 40}, "public")
    assert got["epci:a"] == (11 / 51, 11.0, 51.0, 51, "ok")


def test_n_is_left_out_when_it_would_tell_how_few_lack_data(kit, share, shown):
    got = shown(kit, share, {"commune:1": [GOOD] * 12 + [BAD] * 12 + [None] * 2}, "inside")
    assert got["epci:a"] == (0.5, 12.0, 24.0, None, "ok")
    got = shown(kit, share, {"commune:1": [GOOD] * 12 + [BAD] * 12 + [None] * 6}, "inside")
    assert got["epci:a"] == (0.5, 12.0, 24.0, 30, "ok")


def test_a_mean_is_shown_in_the_unit_of_the_indicator(kit, shown):
    mean = kit.indicators["mean_time_in_range"]
    values = {"commune:1": [0.5, 0.7, None], "commune:3": [0.9]}
    got = shown(kit, mean, values, "care_team")
    assert got["epci:a"] == (pytest.approx(0.6), None, 2.0, 3, "ok")
    assert got["petr:p"] == (pytest.approx(0.7), None, 3.0, 4, "ok")
    percent = shown(kit, replace(mean, unit="%"), values, "care_team")
    assert percent["epci:a"][0] == pytest.approx(60.0)
    assert shown(kit, mean, values, "inside")["petr:p"][4] == "suppressed"


def test_each_person_is_judged_by_the_targets_that_were_chosen_for_them(kit, share, cut):
    """75 % from 63 to 140 in pregnancy count, whatever lies in 70 to 180; half of the time is enough for the frail."""
    features, homes = people({"commune:1": [0.6, 0.6, 0.9, 0.6]})
    features = features.with_columns(
        pl.Series("pregnancy_in_range", [0.1, 0.75, 0.69, 0.1]),
        pl.Series("p.pregnancy_targets", [0.0, 1.0, 1.0, 0.0]),
        pl.Series("p.time_in_range_wanted", [0.7, 0.7, 0.7, 0.5]),
    )
    found = [
        people_indicator(kit, each, features, homes, cut, whole="petr:p", audience="care_team").row(0, named=True)
        for each in (share, kit.indicators["mean_time_in_range"])
    ]
    assert (found[0]["numerator"], found[0]["denominator"]) == (2.0, 4.0)
    assert found[1]["value"] == pytest.approx((0.6 + 0.75 + 0.69 + 0.6) / 4)
    with pytest.raises(ShapeError, match=r"people lack p\.pregnancy_targets"):
        people_indicator(
            kit, share, features.drop("p.pregnancy_targets"), homes, cut, whole="petr:p", audience="care_team"
        )


def test_each_period_is_judged_on_its_own(kit, share, cut):
    first, homes = people({"commune:1": [GOOD, BAD]}, END - 14 * DAY)
    second, _ = people({"commune:1": [GOOD, GOOD]}, END)
    result = people_indicator(kit, share, pl.concat([first, second]), homes, cut, whole="petr:p", audience="care_team")
    assert result.filter(pl.col("place") == "epci:a")["value"].to_list() == [0.5, 1.0]


def test_what_cannot_be_counted_is_refused(kit, share, cut):
    features, homes = people({"commune:1": [GOOD]})
    options = {"whole": "petr:p", "audience": "inside"}
    with pytest.raises(ShapeError, match="residences lacks commune"):
        people_indicator(kit, share, features, homes.drop("commune"), cut, **options)
    with pytest.raises(ShapeError, match="nobody lives in two places"):
        people_indicator(kit, share, features, pl.concat([homes, homes]), cut, **options)
    with pytest.raises(ShapeError, match="a person twice at one instant"):
        people_indicator(kit, share, pl.concat([features, features]), homes, cut, **options)
    with pytest.raises(InputError, match="counts no people: it is days_by_class"):
        people_indicator(kit, replace(share, kind="days_by_class"), features, homes, cut, **options)


def test_a_cut_follows_the_named_membership_and_counts_nobody_twice(small_territory, cut):
    here = small_territory
    assert cut.rows() == [("commune:1", "epci:a", 100), ("commune:2", "epci:a", None), ("commune:3", "epci:b", 30)]
    whole = cut_places(here, ["petr:p", "epci:b", "commune:4"], "commune")
    assert whole["place"].to_list() == ["commune:1", "commune:2", "commune:3", "commune:4"]
    assert cut_places(here, ["petr:p", "commune:4"], "commune->epci->petr")["place"].to_list() == ["petr:p"] * 3
    with pytest.raises(InputError, match="must start at commune"):
        cut_places(here, ["petr:p"], "epci->petr")
    with pytest.raises(MethodError, match="commune:1 lies in several places of kind zone"):
        cut_places(here, ["petr:p"], "commune->zone")


def test_periods_end_with_the_stretch_and_never_begin_before_it():
    assert period_ends(0, 30, 14) == [16, 30]
    assert period_ends(0, 14, 14) == [14]
    with pytest.raises(InputError, match="shorter than one period"):
        period_ends(0, 13, 14)


SHARES = st.one_of(st.none(), st.sampled_from([0.0, 0.69999, 0.7, 0.70001, 1.0]))


@settings(max_examples=20, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["a", "b", "c"]), st.integers(0, 2), SHARES, SHARES,
            st.sampled_from([0.0, 1.0]), st.sampled_from([0.5, 0.7]),
        ),
        max_size=30,
    )
)  # fmt: skip
def test_polars_and_sql_count_the_same(kit, rows):
    indicator = replace(
        kit.indicators["patients_in_target"],
        numerator="(p.pregnancy_targets >= 1 ? time_very_low : time_in_range) >= p.time_in_range_wanted",
        denominator="has(time_in_range) || time_very_low > 0.5",
    )
    read = ("time_in_range", "time_very_low", "p.pregnancy_targets", "p.time_in_range_wanted")
    names = {"place": pl.String, "t": pl.Int64, **dict.fromkeys(read, pl.Float64)}
    frame = pl.DataFrame(rows, schema=names, orient="row")
    with duckdb.connect() as connection:
        columns = ", ".join(f'"{name}" double' for name in read)
        connection.execute(f"create table people (place varchar, t bigint, {columns})")
        if rows:
            connection.executemany("insert into people values (?, ?, ?, ?, ?, ?)", rows)
        from_sql = connection.execute(share_query(kit, indicator, "people")).fetchall()
    assert from_sql == share_counts(kit, indicator, frame).rows()


def test_a_mean_over_nobody_known_is_unknown(kit):
    frame = pl.DataFrame(
        {"place": ["a"], "t": [1], "time_in_range": [None], "pregnancy_in_range": [0.5], "p.pregnancy_targets": [0.0]},
        schema_overrides={"time_in_range": pl.Float64},
    )
    assert value_counts(kit, kit.indicators["mean_time_in_range"], frame).rows() == [("a", 1, 1, 0, None)]


def glucose(subject: str, days: int, value: float, last: int = END) -> pl.DataFrame:
    times = list(range(last - days * DAY + 5 * MINUTE, last + 1, 5 * MINUTE))
    return pl.DataFrame(
        {
            "subject": [subject] * len(times),
            "signal": ["glucose"] * len(times),
            "t": times,
            "value": [value] * len(times),
        }
    )


def test_features_at_the_end_of_a_period_are_those_of_the_enrolled(kit):
    program = compile_program(kit)
    observations = pl.concat(
        [glucose("person:A", 14, 100.0), glucose("person:B", 14, 200.0), glucose("person:C", 2, 100.0)]
    )
    enrolments = pl.DataFrame(
        {
            "subject": ["person:A", "person:B", "person:C", "person:D", "person:E"],
            "from_t": [END - 20 * DAY, END - 20 * DAY, END - 20 * DAY, END + 1, END - 20 * DAY],
            "to_t": [None, None, None, None, END - HOUR],
        }
    )
    got = features_at(program, observations, enrolments, [END], ["time_in_range", "silence"])
    assert got.columns == ["subject", "t", "time_in_range", "silence"]
    assert got.rows() == [("person:A", END, 1.0, 0.0), ("person:B", END, 0.0, 0.0), ("person:C", END, None, 0.0)]
    assert features_at(program, observations, enrolments, [], ["silence"]).is_empty()
    with pytest.raises(NotFound, match="has no feature blood_pressure"):
        features_at(program, observations, enrolments, [END], ["blood_pressure"])
