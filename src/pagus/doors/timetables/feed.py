"""One GTFS feed, read and checked: the tables that a timetable is made of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pagus.doors.timetables.archive import LINE, Archive
from pagus.doors.timetables.cells import day_of, first_wrong, number_of, seconds_of
from pagus.errors import ShapeError

__all__ = ["Feed", "read_feed"]

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LONGEST_CALENDAR_DAYS = 1_500
"""Calendars that run for decades are cut here: no timetable holds so long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """``stops``: stop_id, name, lon, lat, step_free, parent. ``trips``: trip_id, line, service_id, step_free.
    ``times``: trip_id, stop_id, arrival, departure (seconds), rule, in the order of the trip. ``running``:
    service_id, day. ``frequencies``: trip_id, start, end, headway (seconds). ``transfers``: start, end, seconds (-1:
    forbidden).
    """

    file: str
    zone: str
    publisher: str
    stops: pl.DataFrame
    trips: pl.DataFrame
    times: pl.DataFrame
    running: pl.DataFrame
    frequencies: pl.DataFrame
    transfers: pl.DataFrame
    interpolated: int
    """Stop times that the feed leaves open between two given ones, and that were put evenly between them."""
    transfers_left_out: int
    """Changes that hold for single lines or trips only."""


def read_feed(path: Path) -> Feed:
    """What does this GTFS archive hold?

    Takes: the path of a zip. Gives: its tables, checked.
    Refuses: ShapeError, naming file and line, for what is missing, damaged or malformed.
    """
    with Archive(path) as archive:
        times, interpolated = _times(archive)
        transfers, left_out = _transfers(archive)
        return Feed(
            file=path.name,
            zone=_zone(archive),
            publisher=_publisher(archive),
            stops=_stops(archive, times["stop_id"].unique()),
            trips=_trips(archive),
            times=times,
            running=_running(archive),
            frequencies=_frequencies(archive),
            transfers=transfers,
            interpolated=interpolated,
            transfers_left_out=left_out,
        )


def _zone(archive: Archive) -> str:
    zones = archive.table("agency.txt", ["agency_timezone"])["agency_timezone"].unique().sort().to_list()
    if len(zones) != 1 or not zones[0]:
        raise ShapeError("{file}: agency.txt names the time zones {zones}, not one", file=archive.name, zones=zones)
    return str(zones[0])


def _publisher(archive: Archive) -> str:
    if archive.has("feed_info.txt"):
        names = archive.table("feed_info.txt", [], ["feed_publisher_name"])["feed_publisher_name"]
    else:
        names = archive.table("agency.txt", ["agency_name"])["agency_name"]
    return ", ".join(name for name in names.unique(maintain_order=True).to_list() if name)


def _stops(archive: Archive, served: pl.Series) -> pl.DataFrame:
    optional = ["stop_name", "stop_lat", "stop_lon", "parent_station", "wheelchair_boarding"]
    frame = archive.table("stops.txt", ["stop_id"], optional)
    twice = frame.filter(~pl.col("stop_id").is_first_distinct())
    if not twice.is_empty():
        raise ShapeError(
            "{file}: stops.txt, line {line}: {code!r} comes twice",
            file=archive.name,
            line=twice[LINE][0],
            code=twice["stop_id"][0],
        )
    # Stations, entrances and stops that nothing serves may stand without a point; a place one boards at may not.
    boarded = pl.col("stop_id").is_in(served.implode())
    lat, lon = number_of("stop_lat"), number_of("stop_lon")
    right = ~boarded | (lat.abs().le(90) & lon.abs().le(180) & ~((lat == 0) & (lon == 0)))
    wrong = first_wrong(frame, right)
    if wrong is not None:
        raise ShapeError(
            "{file}: stops.txt, line {line}: longitude {lon!r}, latitude {lat!r} is no point in degrees",
            file=archive.name,
            line=wrong[LINE],
            lon=wrong["stop_lon"],
            lat=wrong["stop_lat"],
        )
    own = pl.col("wheelchair_boarding").replace_strict({"1": 1, "2": 2}, default=0, return_dtype=pl.UInt8)
    parents = frame.select(parent_station="stop_id", inherited=own)
    return (
        frame.join(parents, on="parent_station", how="left", maintain_order="left")
        .with_columns(own=own)
        .select(
            "stop_id",
            name="stop_name",
            lon=lon,
            lat=lat,
            step_free=pl.when(pl.col("own") == 0).then(pl.col("inherited").fill_null(0)).otherwise("own"),
            parent="parent_station",
        )
    )


def _trips(archive: Archive) -> pl.DataFrame:
    names = archive.table("routes.txt", ["route_id"], ["route_short_name", "route_long_name"]).select(
        "route_id",
        line=pl.when(pl.col("route_short_name") == "").then("route_long_name").otherwise("route_short_name"),
    )
    trips = archive.table("trips.txt", ["route_id", "service_id", "trip_id"], ["wheelchair_accessible"])
    twice = trips.filter(~pl.col("trip_id").is_first_distinct())
    if not twice.is_empty():
        raise ShapeError(
            "{file}: trips.txt, line {line}: {code!r} comes twice",
            file=archive.name,
            line=twice[LINE][0],
            code=twice["trip_id"][0],
        )
    known = trips.join(names.unique("route_id"), on="route_id", how="left", maintain_order="left")
    wrong = first_wrong(known, pl.col("line").is_not_null())
    if wrong is not None:
        raise ShapeError(
            "{file}: trips.txt, line {line}: routes.txt has no line {code!r}",
            file=archive.name,
            line=wrong[LINE],
            code=wrong["route_id"],
        )
    step_free = pl.col("wheelchair_accessible").replace_strict({"1": 1, "2": 2}, default=0, return_dtype=pl.UInt8)
    return known.select("trip_id", "line", "service_id", step_free=step_free)


def _calls(archive: Archive) -> pl.DataFrame:
    """The text of stop_times.txt, its times and numbers checked."""
    columns = ["trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence"]
    frame = archive.table("stop_times.txt", columns, ["pickup_type", "drop_off_type"])
    for name in ("arrival_time", "departure_time"):
        right = (pl.col(name) == "") | seconds_of(name).is_not_null()
        wrong = first_wrong(frame, right)
        if wrong is not None:
            raise ShapeError(
                "{file}: stop_times.txt, line {line}: {text!r} is no time as 08:05:00",
                file=archive.name,
                line=wrong[LINE],
                text=wrong[name],
            )
    sequence = pl.col("stop_sequence").cast(pl.Int64, strict=False)
    wrong = first_wrong(frame, sequence.is_not_null())
    if wrong is not None:
        raise ShapeError(
            "{file}: stop_times.txt, line {line}: {text!r} is no whole number",
            file=archive.name,
            line=wrong[LINE],
            text=wrong["stop_sequence"],
        )
    return frame


def _times(archive: Archive) -> tuple[pl.DataFrame, int]:
    """The calls of all trips in their order, open times filled evenly; and how many were open."""
    frame = _calls(archive)
    both = ("arrival_time", "departure_time")
    given = frame.select(
        "trip_id",
        "stop_id",
        LINE,
        sequence=pl.col("stop_sequence").cast(pl.Int64),
        arrival=pl.coalesce(seconds_of(both[0]), seconds_of(both[1])),
        departure=pl.coalesce(seconds_of(both[1]), seconds_of(both[0])),
        rule=(pl.col("pickup_type") == "1").cast(pl.UInt8) + (pl.col("drop_off_type") == "1").cast(pl.UInt8) * 2,
    ).sort("trip_id", "sequence", maintain_order=True)
    ends = (pl.col("trip_id") != pl.col("trip_id").shift(1)).fill_null(True) | (
        pl.col("trip_id") != pl.col("trip_id").shift(-1)
    ).fill_null(True)
    wrong = first_wrong(given, ~ends | pl.col("arrival").is_not_null())
    if wrong is not None:
        raise ShapeError(
            "{file}: stop_times.txt, line {line}: the trip {code!r} has no time at its first or last stop",
            file=archive.name,
            line=wrong[LINE],
            code=wrong["trip_id"],
        )
    # Trips begin and end with a time, so nothing is put between two trips.
    between = [pl.col(name).interpolate().round().cast(pl.Int32) for name in ("arrival", "departure")]
    filled = given.with_columns(between)
    return filled.select("trip_id", "stop_id", "arrival", "departure", "rule", LINE), given["arrival"].null_count()


def _running(archive: Archive) -> pl.DataFrame:
    """service_id, day: each day on which each service runs."""
    days = pl.DataFrame(schema={"service_id": pl.String, "day": pl.Date})
    if not (archive.has("calendar.txt") or archive.has("calendar_dates.txt")):
        raise ShapeError(
            "{file}: {member} is missing, a GTFS timetable cannot be read without it",
            file=archive.name,
            member="calendar.txt",
        )
    if archive.has("calendar.txt"):
        days = _weekly(archive)
    if archive.has("calendar_dates.txt"):
        frame = archive.table("calendar_dates.txt", ["service_id", "date", "exception_type"])
        right = day_of("date").is_not_null() & pl.col("exception_type").is_in(["1", "2"])
        wrong = first_wrong(frame, right)
        if wrong is not None:
            raise ShapeError(
                "{file}: calendar_dates.txt, line {line}: {text!r} is no day as 20260316, or {exception!r} not 1 or 2",
                file=archive.name,
                line=wrong[LINE],
                text=wrong["date"],
                exception=wrong["exception_type"],
            )
        exceptions = frame.select("service_id", "exception_type", day=day_of("date"))
        removed = exceptions.filter(pl.col("exception_type") == "2")
        added = exceptions.filter(pl.col("exception_type") == "1").select("service_id", "day")
        days = pl.concat([days.join(removed, on=["service_id", "day"], how="anti"), added])
    return days.unique().sort("service_id", "day")


def _weekly(archive: Archive) -> pl.DataFrame:
    frame = archive.table("calendar.txt", ["service_id", *_DAYS, "start_date", "end_date"])
    flags = pl.all_horizontal(pl.col(name).is_in(["0", "1"]) for name in _DAYS)
    start, end = day_of("start_date"), day_of("end_date")
    wrong = first_wrong(frame, flags & start.is_not_null() & end.is_not_null())
    if wrong is not None:
        raise ShapeError(
            "{file}: calendar.txt, line {line}: {code!r} needs 0 or 1 for each weekday, and dates as 20260316",
            file=archive.name,
            line=wrong[LINE],
            code=wrong["service_id"],
        )
    longest = start + pl.duration(days=LONGEST_CALENDAR_DAYS)
    ranges = frame.with_columns(first=start, last=pl.min_horizontal(end, longest)).filter(
        pl.col("first") <= pl.col("last")
    )
    if ranges.is_empty():
        return pl.DataFrame(schema={"service_id": pl.String, "day": pl.Date})
    every = ranges.with_columns(day=pl.date_ranges("first", "last")).explode("day")
    weekday = pl.col("day").dt.weekday()
    runs = pl.any_horizontal((weekday == number) & (pl.col(name) == "1") for number, name in enumerate(_DAYS, start=1))
    return every.filter(runs).select("service_id", "day")


def _frequencies(archive: Archive) -> pl.DataFrame:
    schema = {"trip_id": pl.String, "start": pl.Int32, "end": pl.Int32, "headway": pl.Int32}
    if not archive.has("frequencies.txt"):
        return pl.DataFrame(schema=schema)
    frame = archive.table("frequencies.txt", ["trip_id", "start_time", "end_time", "headway_secs"])
    headway = pl.col("headway_secs").cast(pl.Int32, strict=False)
    right = seconds_of("start_time").is_not_null() & seconds_of("end_time").is_not_null() & (headway > 0)
    wrong = first_wrong(frame, right)
    if wrong is not None:
        raise ShapeError(
            "{file}: frequencies.txt, line {line}: {start!r} to {end!r} every {headway!r} seconds is no headway",
            file=archive.name,
            line=wrong[LINE],
            start=wrong["start_time"],
            end=wrong["end_time"],
            headway=wrong["headway_secs"],
        )
    return frame.select("trip_id", start=seconds_of("start_time"), end=seconds_of("end_time"), headway=headway)


def _transfers(archive: Archive) -> tuple[pl.DataFrame, int]:
    schema = {"start": pl.String, "end": pl.String, "seconds": pl.Int32}
    if not archive.has("transfers.txt"):
        return pl.DataFrame(schema=schema), 0
    particular = ["from_route_id", "to_route_id", "from_trip_id", "to_trip_id"]
    frame = archive.table(
        "transfers.txt", ["from_stop_id", "to_stop_id", "transfer_type"], ["min_transfer_time", *particular]
    )
    least = pl.col("min_transfer_time").cast(pl.Int32, strict=False)
    wrong = first_wrong(frame, (pl.col("transfer_type") != "2") | (least >= 0))
    if wrong is not None:
        raise ShapeError(
            "{file}: transfers.txt, line {line}: {text!r} is no time to change in seconds",
            file=archive.name,
            line=wrong[LINE],
            text=wrong["min_transfer_time"],
        )
    general = pl.all_horizontal(pl.col(name) == "" for name in particular)
    known = frame.filter(general, pl.col("transfer_type").is_in(["1", "2", "3"]))
    seconds = (
        pl.when(pl.col("transfer_type") == "1").then(0).when(pl.col("transfer_type") == "3").then(-1).otherwise(least)
    )
    left_out = frame.filter(~general).height
    return known.select(start="from_stop_id", end="to_stop_id", seconds=seconds.cast(pl.Int32)), left_out
