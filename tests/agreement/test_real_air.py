"""Real hourly air of London and Beijing through the index and the rules of air-today, against a plain computation.

The plain computation is loops over hours, written from the texts and not from the engine.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from pagus.engines.exposure import daily_index
from pagus.engines.signals import Live, compile_program, replay
from pagus.kernel.conversions import convert_named
from pagus.kernel.time import DAY, HOUR, parse_instant
from pagus.kit_language import load_kit
from pagus.kit_language.model import Kit
from pagus.library.tables import index_table
from tests.conftest import ROOT

ATMO = index_table("atmo_fr_2021")
GASES = ("no2", "o3", "so2")
EDGES = {
    "pm25": (10, 20, 25, 50, 75),
    "pm10": (20, 40, 50, 100, 150),
    "no2": (40, 90, 120, 230, 340),
    "o3": (50, 100, 130, 240, 380),
    "so2": (100, 200, 350, 500, 750),
}
Series = dict[str, dict[int, float]]
"""signal -> instant of the hour -> µg/m³."""


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit(ROOT / "src" / "pagus" / "library" / "kits" / "air-today")


@pytest.fixture(scope="module")
def london(shared: Path) -> pl.DataFrame:
    """Eight years of one roadside station. Gases come in ppb and go through the named conversions."""
    frame = pl.read_parquet(shared / "data" / "air" / "london_marylebone_hourly_1998_2005.parquet")
    stamp = pl.col("date").dt.replace_time_zone("UTC").dt.epoch("ms")
    wide = frame.select(t=stamp, **{name: pl.col(name).cast(pl.Float64) for name in EDGES})
    long = wide.unpivot(index="t", variable_name="signal").drop_nulls()
    factors = {name: convert_named(f"ppb_to_ug_m3:{name}", 1.0) for name in GASES}
    factor = pl.col("signal").replace_strict(factors, default=1.0, return_dtype=pl.Float64)
    return long.select(pl.lit("thing:london").alias("subject"), "signal", "t", value=pl.col("value") * factor)


@pytest.fixture(scope="module")
def beijing(shared: Path) -> pl.DataFrame:
    """Four years of six stations, in µg/m³; what is outside the plausible range would be held, so it is left out."""
    frame = pl.read_parquet(shared / "data" / "air" / "beijing_6stations_hourly_2013_2017.parquet")
    names = {"pm25": "PM2.5", "pm10": "PM10", "no2": "NO2", "o3": "O3", "so2": "SO2"}
    stamp = pl.col("time_local").dt.replace_time_zone("Asia/Shanghai").dt.epoch("ms")
    wide = frame.select("station", t=stamp, **{ours: pl.col(theirs).cast(pl.Float64) for ours, theirs in names.items()})
    long = wide.unpivot(index=["station", "t"], variable_name="signal").drop_nulls()
    long = long.filter(pl.col("value").is_finite())
    inside = long.filter((pl.col("signal") != "o3") | (pl.col("value") <= 800))
    assert 0 < long.height - inside.height < 20
    return inside.select("signal", "t", "value", subject="thing:" + pl.col("station"))


def by_station(frame: pl.DataFrame) -> dict[str, Series]:
    found: dict[str, Series] = defaultdict(lambda: defaultdict(dict))
    for subject, signal, t, value in frame.select("subject", "signal", "t", "value").iter_rows():
        found[subject][signal][t] = value
    return found


def plain_class(signal: str, value: float) -> int:
    whole = int(value + 0.5)
    return 1 + sum(whole > edge for edge in EDGES[signal])


def plain_index(stations: dict[str, Series], zone: ZoneInfo) -> dict[date, tuple[int, list[str]]]:
    """Local day -> class and drivers, for days on which an index can be given."""
    values: dict[date, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for series in stations.values():
        for signal, hours in series.items():
            days: dict[date, list[float]] = defaultdict(list)
            for t, value in hours.items():
                days[datetime.fromtimestamp(t / 1000, zone).date()].append(value)
            for day, each in days.items():
                start = datetime(day.year, day.month, day.day, tzinfo=zone)
                following = day + timedelta(days=1)
                end = datetime(following.year, following.month, following.day, tzinfo=zone)
                if len(each) >= 0.75 * (end.timestamp() - start.timestamp()) / 3600:
                    values[day][signal].append(max(each) if signal in GASES else sum(each) / len(each))
    found = {}
    for day, known in values.items():
        if {"no2", "o3"} <= known.keys() and {"pm10", "pm25"} & known.keys():
            classes = {signal: plain_class(signal, max(known[signal])) for signal in EDGES if signal in known}
            worst = max(classes.values())
            found[day] = (worst, [signal for signal in EDGES if classes.get(signal) == worst])
    return found


@pytest.mark.parametrize(
    ("city", "zone", "days"),
    [
        ("london", "Europe/London", (date(1998, 1, 1), date(2005, 6, 23))),
        ("beijing", "Asia/Shanghai", (date(2013, 3, 1), date(2017, 2, 28))),
    ],
)
def test_the_index_of_every_day_equals_the_plain_computation(request, city, zone, days):
    frame = request.getfixturevalue(city)
    names = frame["subject"].unique()
    stations = pl.DataFrame({"station": names, "zone": ["zone:all"] * len(names)})
    hourly = frame.select(station="subject", signal="signal", t="t", value="value")
    index = daily_index(hourly, stations, ATMO, days=days, time_zone=zone).zones
    ours = {row["day"]: (row["class"], row["drivers"]) for row in index.iter_rows(named=True) if row["class"]}
    theirs = {
        day: each for day, each in plain_index(by_station(frame), ZoneInfo(zone)).items() if days[0] <= day <= days[1]
    }
    assert ours == theirs
    assert len(ours) > 1000
    assert {number for number, _ in ours.values()} >= {2, 3, 4}
    unavailable = index.filter(pl.col("class") == 0)
    assert unavailable["status"].unique().to_list() in ([], ["unavailable"])
    assert unavailable.height == index.height - len(ours)


RULES = {
    "ozone_information_passed": ("o3", 1, 180, 12),
    "ozone_alert_passed": ("o3", 1, 240, 12),
    "nitrogen_dioxide_information_passed": ("no2", 1, 200, 12),
    "nitrogen_dioxide_alert_passed": ("no2", 3, 400, 12),
    "sulphur_dioxide_information_passed": ("so2", 1, 300, 12),
    "sulphur_dioxide_alert_passed": ("so2", 3, 500, 12),
    "particles_information_passed": ("pm10", 24, 50, 24),
    "particles_alert_passed": ("pm10", 24, 80, 24),
}
"""rule -> signal, hours, threshold, silent hours after it fired."""


def passed(hours: dict[int, float], t: int, count: int, limit: float) -> bool | None:
    """Is the threshold passed at this hour? None when it cannot be said."""
    window = [hours[each] for each in range(t - (count - 1) * HOUR, t + 1, HOUR) if each in hours]
    if count == 24:
        return sum(window) > limit * len(window) if len(window) >= 18 else None
    return min(window) > limit if len(window) == count else None


def plain_alerts(series: Series, start: int, end: int) -> set[tuple[str, int]]:
    found = set()
    for rule, (signal, count, limit, silent) in RULES.items():
        armed, fired = True, None
        for t in sorted(series[signal]):
            verdict = passed(series[signal], t, count, limit)
            armed = armed or verdict is False
            if verdict and armed and (fired is None or t - fired >= silent * HOUR):
                armed, fired = False, t
                found.add((rule, t))
    last = start
    for t in [*sorted({t for hours in series.values() for t in hours}), end + 1]:
        if t - last > 6 * HOUR:
            found.add(("station_silent", last + 6 * HOUR + 1))
        last = t
    return {(rule, t) for rule, t in found if t <= end}


def cases(london: pl.DataFrame, beijing: pl.DataFrame, every: bool) -> list[tuple[str, pl.DataFrame]]:
    """One station and two years each, or all of everything."""
    frames = [*london.partition_by("subject"), *beijing.partition_by("subject")]
    if every:
        return [(frame["subject"][0], frame) for frame in frames]
    hot = london.filter(pl.col("t").is_between(parse_instant("2002-06-01T00:00Z"), parse_instant("2003-10-01T00:00Z")))
    foggy = next(frame for frame in frames if frame["subject"][0] == "thing:Dongsi")
    return [("thing:london", hot), ("thing:Dongsi", foggy.filter(pl.col("t") < parse_instant("2014-06-01T00:00Z")))]


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.long)])
def test_replay_and_live_raise_the_alerts_of_the_plain_computation(kit, london, beijing, every):
    program = compile_program(kit)
    raised = set()
    for subject, frame in cases(london, beijing, every):
        start, end = int(frame["t"].min()), int(frame["t"].max())  # type: ignore[arg-type]
        expected = plain_alerts(by_station(frame)[subject], start, end)
        enrolment = pl.DataFrame(
            {"subject": [subject], "from_t": [start], "to_t": [None]}, schema_overrides={"to_t": pl.Int64}
        )
        replayed = replay(program, frame, enrolment, start, end).alerts
        assert set(replayed.select("rule", "t").rows()) == expected
        live = Live(program)
        live.enrol(subject, start)
        ordered = frame.sort("t", "signal")
        told = [
            live.feed(chunk.select("subject", "signal", "t", "value").rows()) for chunk in ordered.iter_slices(5_000)
        ]
        firings = [firing for derived in told for firing in derived.firings] + live.advance(end)
        gone = {key for derived in told for key in derived.withdrawn}
        assert {(firing.rule, firing.t) for firing in firings if firing.key not in gone} == expected
        raised |= {rule for rule, _ in expected}
    assert raised >= {"particles_information_passed", "particles_alert_passed", "station_silent"}
    assert raised & {"nitrogen_dioxide_information_passed", "ozone_information_passed"}


def test_a_stretch_of_real_air_keeps_its_numbers(london):
    """A few numbers of the data themselves, so that a wrong unit or a lost hour is seen at once."""
    nitrogen = london.filter(pl.col("signal") == "no2")
    assert nitrogen.height == 63_095
    highest = nitrogen["value"].max()
    assert highest == pytest.approx(206 * 46.0055 / (8.314462618 * 293.15 / 101.3), rel=1e-12)
    assert london["t"].max() - london["t"].min() > 7 * 365 * DAY
