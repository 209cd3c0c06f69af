"""Feeds become one timetable: stops numbered, trips sorted into patterns, headways written out as trips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pagus.doors.timetables.archive import LINE
from pagus.doors.timetables.feed import Feed, read_feed
from pagus.engines.access.transit import STEP_FREE, STEP_FREE_UNKNOWN, Timetable
from pagus.errors import ShapeError

__all__ = ["TimetableReport", "read_timetable"]

PARTING = "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetableReport:
    """What became of the feeds."""

    files: tuple[str, ...]
    publishers: tuple[str, ...]
    time_zone: str
    stops: int
    lines: int
    patterns: int
    trips: int
    stop_times: int
    first_day: date
    last_day: date
    interpolated: int
    from_headways: int
    """Trips written out from headways: their minutes are only as exact as "every ten minutes" is."""
    never_run: int
    """Trips left out because no day of the calendar has their service."""
    impossible: int
    """Trips left out because they go back in time, or have one stop only."""
    first_impossible: str
    """File and line of the first of them."""
    step_free_stops: int
    step_free_unknown: int
    transfers: int
    transfers_left_out: int


@dataclass(slots=True)
class _Sorted:
    """Stop times of all feeds, trip after trip."""

    trips: pl.DataFrame
    ptr: NDArray[np.int64]
    stop: NDArray[np.int32]
    rule: NDArray[np.uint8]
    arrival: NDArray[np.int32]
    departure: NDArray[np.int32]


def read_timetable(paths: Sequence[Path]) -> tuple[Timetable, TimetableReport]:
    """Which timetable do these GTFS archives make together?

    Takes: zip files; of several, identifiers get the name of their file in front. Gives: the timetable and a report.
    Refuses: ShapeError, naming file and line, for an archive that cannot be read; for feeds in two time zones, and when
    no trip is left.
    """
    feeds = [read_feed(path) for path in paths]
    zones = sorted({feed.zone for feed in feeds})
    if len(zones) != 1:
        raise ShapeError("these timetables are in the time zones {zones}: import them apart", zones=", ".join(zones))
    merged = feeds[0] if len(feeds) == 1 else _merged(feeds)
    times, faults = _possible(merged)
    trips, never = _that_run(merged, times)
    stops = merged.stops.join(times.select("stop_id").unique(), on="stop_id", how="semi", maintain_order="left")
    written, from_headways = _headways(_sorted(trips, times, stops), merged.frequencies)
    if written.trips.is_empty():
        raise ShapeError("{file}: no trip runs on any day", file=merged.file)
    timetable = _arrays(written, stops, merged)
    return timetable, _report(feeds, merged, timetable, from_headways, never, faults)


def _report(
    feeds: Sequence[Feed], merged: Feed, made: Timetable, from_headways: int, never: int, faults: tuple[int, str]
) -> TimetableReport:
    first, last = made.days
    return TimetableReport(
        files=tuple(feed.file for feed in feeds),
        publishers=tuple(feed.publisher for feed in feeds),
        time_zone=made.time_zone,
        stops=made.stop_count,
        lines=len(made.line_name),
        patterns=len(made.pattern_line),
        trips=made.trip_count,
        stop_times=len(made.arrival_s),
        first_day=first,
        last_day=last,
        interpolated=merged.interpolated,
        from_headways=from_headways,
        never_run=never,
        impossible=faults[0],
        first_impossible=faults[1],
        step_free_stops=int(np.count_nonzero(made.stop_step_free == STEP_FREE)),
        step_free_unknown=int(np.count_nonzero(made.stop_step_free == STEP_FREE_UNKNOWN)),
        transfers=len(made.transfer_s),
        transfers_left_out=merged.transfers_left_out,
    )


def _merged(feeds: Sequence[Feed]) -> Feed:
    names = [Path(feed.file).stem for feed in feeds]
    if len(set(names)) != len(names):
        names = [f"{name}-{number}" for number, name in enumerate(names, start=1)]

    def together(table: str, codes: Sequence[str]) -> pl.DataFrame:
        renamed = []
        for name, feed in zip(names, feeds, strict=True):
            marked = [
                pl.when(pl.col(code) == "").then(pl.lit("")).otherwise(name + PARTING + pl.col(code)).alias(code)
                for code in codes
            ]
            frame: pl.DataFrame = getattr(feed, table)
            renamed.append(frame.with_columns(marked))
        return pl.concat(renamed)

    return Feed(
        file=", ".join(feed.file for feed in feeds),
        zone=feeds[0].zone,
        publisher=", ".join(feed.publisher for feed in feeds),
        stops=together("stops", ["stop_id", "parent"]),
        trips=together("trips", ["trip_id", "service_id", "line"]),
        times=together("times", ["trip_id", "stop_id"]),
        running=together("running", ["service_id"]),
        frequencies=together("frequencies", ["trip_id"]),
        transfers=together("transfers", ["start", "end"]),
        interpolated=sum(feed.interpolated for feed in feeds),
        transfers_left_out=sum(feed.transfers_left_out for feed in feeds),
    )


def _possible(feed: Feed) -> tuple[pl.DataFrame, tuple[int, str]]:
    """Stop times of trips that go forward in time over two stops or more; how many do not, and the first."""
    unknown = feed.times.join(feed.stops, on="stop_id", how="anti").head(1)
    if not unknown.is_empty():
        raise ShapeError(
            "{file}: stop_times.txt, line {line}: stops.txt has no stop {code!r}",
            file=feed.file,
            line=unknown[LINE][0],
            code=unknown["stop_id"][0],
        )
    same = pl.col("trip_id") == pl.col("trip_id").shift(1)
    back = (same & (pl.col("arrival") < pl.col("departure").shift(1))).fill_null(False)
    back = back | (pl.col("departure") < pl.col("arrival"))
    alone = pl.len().over("trip_id") < 2
    wrong = feed.times.filter(back | alone)
    if wrong.is_empty():
        return feed.times, (0, "")
    where = f"{feed.file}: stop_times.txt:{int(wrong[LINE].to_numpy().min())}"
    kept = feed.times.join(wrong.select("trip_id").unique(), on="trip_id", how="anti", maintain_order="left")
    return kept, (wrong["trip_id"].n_unique(), where)


def _that_run(feed: Feed, times: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    with_times = feed.trips.join(times.select("trip_id").unique(), on="trip_id", how="semi", maintain_order="left")
    services = feed.running.select("service_id").unique()
    running = with_times.join(services, on="service_id", how="semi", maintain_order="left")
    return running, with_times.height - running.height


def _sorted(trips: pl.DataFrame, times: pl.DataFrame, stops: pl.DataFrame) -> _Sorted:
    numbered = trips.with_row_index("trip")
    stop_number = stops.select("stop_id").with_row_index("stop")
    rows = (
        times.with_row_index("row")
        .join(numbered.select("trip_id", "trip"), on="trip_id", how="inner")
        .join(stop_number, on="stop_id", how="inner")
        .sort("trip", "row")
    )
    counts = np.bincount(rows["trip"].to_numpy(), minlength=trips.height)
    return _Sorted(
        trips=trips,
        ptr=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        stop=rows["stop"].to_numpy().astype(np.int32),
        rule=rows["rule"].to_numpy().astype(np.uint8),
        arrival=rows["arrival"].to_numpy().astype(np.int32),
        departure=rows["departure"].to_numpy().astype(np.int32),
    )


def _headways(given: _Sorted, frequencies: pl.DataFrame) -> tuple[_Sorted, int]:
    """A trip with headways is a model only: it runs at the start of each span and every headway until its end."""
    if frequencies.is_empty():
        return given, 0
    spans: dict[str, list[tuple[int, int, int]]] = {}
    for trip, start, end, headway in frequencies.select("trip_id", "start", "end", "headway").iter_rows():
        spans.setdefault(trip, []).append((start, end, headway))
    which: list[int] = []
    shift: list[int] = []
    copies = 0
    for number, trip in enumerate(given.trips["trip_id"].to_list()):
        begins = int(given.departure[given.ptr[number]])
        starts = [start for span in spans.get(trip, ()) for start in range(*span)]
        copies += len(starts)
        which += [number] * len(starts) if trip in spans else [number]
        shift += [start - begins for start in starts] if trip in spans else [0]
    sizes = np.diff(given.ptr)[which]
    ptr = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    cells = np.repeat(given.ptr[:-1][which] - ptr[:-1], sizes) + np.arange(ptr[-1])
    moved = np.repeat(np.array(shift, dtype=np.int32), sizes)
    written = _Sorted(
        trips=given.trips[which],
        ptr=ptr,
        stop=given.stop[cells],
        rule=given.rule[cells],
        arrival=given.arrival[cells] + moved,
        departure=given.departure[cells] + moved,
    )
    return written, copies


def _arrays(given: _Sorted, stops: pl.DataFrame, feed: Feed) -> Timetable:
    lines, line = np.unique(given.trips["line"].to_numpy().astype(np.str_), return_inverse=True)
    pattern, shapes = _patterns(given, line)
    first = given.departure[given.ptr[:-1]]
    order = np.lexsort((first, pattern))
    sizes = np.diff(given.ptr)[order]
    ptr = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    cells = np.repeat(given.ptr[:-1][order] - ptr[:-1], sizes) + np.arange(ptr[-1])
    services, runs, first_ordinal = _calendar(feed.running, given.trips["service_id"])
    lengths = np.array([len(stop) for _, stop, _ in shapes])
    start, end, seconds = _transfer_arrays(feed, stops)
    return Timetable(
        stop_id=stops["stop_id"].to_numpy().astype(np.str_),
        stop_name=stops["name"].to_numpy().astype(np.str_),
        stop_lon=stops["lon"].to_numpy().astype(np.float64),
        stop_lat=stops["lat"].to_numpy().astype(np.float64),
        stop_step_free=stops["step_free"].to_numpy().astype(np.uint8),
        line_name=lines,
        pattern_ptr=np.concatenate(([0], np.cumsum(lengths))).astype(np.int64),
        pattern_stop=np.concatenate([stop for _, stop, _ in shapes]),
        pattern_rule=np.concatenate([rule for _, _, rule in shapes]),
        pattern_line=np.array([line for line, _, _ in shapes], dtype=np.int32),
        trip_pattern=pattern[order].astype(np.int32),
        trip_service=services[order].astype(np.int32),
        trip_step_free=given.trips["step_free"].to_numpy().astype(np.uint8)[order],
        trip_ptr=ptr,
        arrival_s=given.arrival[cells],
        departure_s=given.departure[cells],
        service_runs=runs,
        first_ordinal=np.array([first_ordinal], dtype=np.int64),
        transfer_from=start,
        transfer_to=end,
        transfer_s=seconds,
        zone=np.array([feed.zone]),
    )


def _patterns(
    given: _Sorted, line: NDArray[Any]
) -> tuple[NDArray[np.int64], list[tuple[int, NDArray[np.int32], NDArray[np.uint8]]]]:
    """Which trips serve the same stops of the same line under the same rules? The pattern of each, and the patterns."""
    numbers: dict[tuple[int, bytes, bytes], int] = {}
    shapes: list[tuple[int, NDArray[np.int32], NDArray[np.uint8]]] = []
    pattern = np.empty(len(line), dtype=np.int64)
    for trip, (begin, end) in enumerate(zip(given.ptr[:-1].tolist(), given.ptr[1:].tolist(), strict=True)):
        stop, rule = given.stop[begin:end], given.rule[begin:end]
        key = (int(line[trip]), stop.tobytes(), rule.tobytes())
        if key not in numbers:
            numbers[key] = len(shapes)
            shapes.append((key[0], stop, rule))
        pattern[trip] = numbers[key]
    return pattern, shapes


def _calendar(running: pl.DataFrame, of_trips: pl.Series) -> tuple[NDArray[Any], NDArray[np.bool_], int]:
    services = of_trips.unique().sort()
    number = {service: place for place, service in enumerate(services.to_list())}
    used = running.filter(pl.col("service_id").is_in(services.implode()))
    ordinals = np.array([day.toordinal() for day in used["day"].to_list()], dtype=np.int64)
    first = int(ordinals.min())
    runs = np.zeros((len(services), int(ordinals.max()) - first + 1), dtype=bool)
    runs[[number[service] for service in used["service_id"].to_list()], ordinals - first] = True
    return np.array([number[service] for service in of_trips.to_list()], dtype=np.int64), runs, first


def _transfer_arrays(feed: Feed, stops: pl.DataFrame) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """What the feed says of changing, from platform to platform: what it says of a station holds for its platforms."""
    numbered = stops.with_row_index("stop").select("stop", "stop_id", "parent")
    meant = pl.concat(
        [
            numbered.select("stop", code="stop_id"),
            numbered.filter(pl.col("parent") != "").select("stop", code="parent"),
        ]
    )
    found = (
        feed.transfers.join(meant, left_on="start", right_on="code", how="inner")
        .join(meant, left_on="end", right_on="code", how="inner", suffix="_to")
        .unique(["stop", "stop_to"], keep="last", maintain_order=True)
    )
    return (
        found["stop"].to_numpy().astype(np.int32),
        found["stop_to"].to_numpy().astype(np.int32),
        found["seconds"].to_numpy().astype(np.int32),
    )
