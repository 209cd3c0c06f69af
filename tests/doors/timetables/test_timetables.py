"""GTFS archives: what they become, and what is said of those that are wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from pagus.doors.timetables import read_timetable
from pagus.engines.access.transit import NO_BOARDING, NO_LEAVING, STEP_FREE, STEP_FREE_NOT, Timetable
from pagus.errors import ShapeError
from tests.doors.timetables.making import GOOD, archive, with_line

HOUR = 3600


def trips_of(made: Timetable) -> list[list[tuple[str, int, int]]]:
    """Each trip as (stop, arrival, departure), by its first departure."""
    found = []
    for trip in range(made.trip_count):
        cells = slice(*made.trip_ptr[trip : trip + 2])
        pattern = made.trip_pattern[trip]
        stops = made.pattern_stop[slice(*made.pattern_ptr[pattern : pattern + 2])]
        times = zip(made.stop_id[stops], made.arrival_s[cells], made.departure_s[cells], strict=True)
        found.append([(str(stop), int(arrival), int(departure)) for stop, arrival, departure in times])
    return sorted(found, key=lambda trip: trip[0][2])


def test_a_good_archive(tmp_path: Path) -> None:
    made, report = read_timetable([archive(tmp_path / "val.zip")])
    assert trips_of(made) == [
        [("A", 8 * HOUR, 8 * HOUR), ("B", 8 * HOUR + 600, 8 * HOUR + 660), ("C", 8 * HOUR + 1200, 8 * HOUR + 1200)],
        [("A", 9 * HOUR, 9 * HOUR), ("B", 9 * HOUR + 600, 9 * HOUR + 600), ("C", 9 * HOUR + 1200, 9 * HOUR + 1200)],
        [("A", 24 * HOUR + 1800, 24 * HOUR + 1800), ("C", 25 * HOUR, 25 * HOUR)],
    ]
    assert (report.stops, report.lines, report.patterns, report.trips) == (3, 1, 2, 3)
    assert (report.interpolated, report.never_run, report.impossible) == (1, 0, 0)
    assert (report.publishers, report.time_zone) == (("Val bus",), "Europe/Paris")
    assert made.line_name.tolist() == ["12"]


def test_calendars_and_their_exceptions(tmp_path: Path) -> None:
    made, report = read_timetable([archive(tmp_path / "val.zip")])
    running = {day: made.trips_on(date(2026, 3, day)) for day in (15, 16, 17, 18, 20, 21, 22, 23, 27, 28, 30)}
    assert running == {15: 0, 16: 2, 17: 2, 18: 0, 20: 2, 21: 2, 22: 1, 23: 2, 27: 2, 28: 0, 30: 0}
    assert (report.first_day, report.last_day) == (date(2026, 3, 16), date(2026, 3, 27))
    assert made.days == (report.first_day, report.last_day)
    only_days = archive(tmp_path / "days.zip", {"calendar.txt": None})
    assert read_timetable([only_days])[0].trips_on(date(2026, 3, 21)) == 2


def test_rules_of_stops_and_step_free_flags(tmp_path: Path) -> None:
    made, report = read_timetable([archive(tmp_path / "val.zip")])
    longest = int(np.argmax(np.diff(made.pattern_ptr)))
    assert made.pattern_rule[slice(*made.pattern_ptr[longest : longest + 2])].tolist() == [NO_LEAVING, 0, NO_BOARDING]
    # The platform says nothing of itself: what its station says holds.
    assert made.stop_step_free.tolist() == [STEP_FREE, STEP_FREE, STEP_FREE_NOT]
    assert sorted(made.trip_step_free.tolist()) == [0, 1, 2]
    assert (report.step_free_stops, report.step_free_unknown) == (2, 0)


def test_headways_are_written_out_as_trips(tmp_path: Path) -> None:
    frequencies = (
        "trip_id,start_time,end_time,headway_secs,exact_times\nt1,10:00:00,10:30:00,600,0\nt1,12:00:00,12:00:01,60,0\n"
    )
    made, report = read_timetable([archive(tmp_path / "val.zip", {"frequencies.txt": frequencies})])
    starts = [trip[0][2] for trip in trips_of(made)]
    assert starts == [9 * HOUR, 10 * HOUR, 10 * HOUR + 600, 10 * HOUR + 1200, 12 * HOUR, 24 * HOUR + 1800]
    assert report.from_headways == 4
    assert [call[1] - call[2] for call in trips_of(made)[1]] == [0, -60, 0], "the model keeps its waits"


def test_changes_as_the_feed_says(tmp_path: Path) -> None:
    transfers = (
        "from_stop_id,to_stop_id,transfer_type,min_transfer_time,from_trip_id\n"
        "A,G,2,240,\nG,C,3,,\nC,A,0,,\nC,C,1,,\nA,A,2,30,t1\n"
    )
    made, report = read_timetable([archive(tmp_path / "val.zip", {"transfers.txt": transfers})])
    names = made.stop_id.tolist()
    said = {
        (names[a], names[b]): int(seconds)
        for a, b, seconds in zip(made.transfer_from, made.transfer_to, made.transfer_s, strict=True)
    }
    assert said == {("A", "B"): 240, ("B", "C"): -1, ("C", "C"): 0}
    assert report.transfers_left_out == 1


def test_trips_that_cannot_be_are_left_out_and_told(tmp_path: Path) -> None:
    back = with_line("stop_times.txt", "t1,08:10:00,08:11:00,B,2", "t1,07:10:00,07:11:00,B,2")
    made, report = read_timetable([archive(tmp_path / "val.zip", back)])
    assert (made.trip_count, report.impossible) == (2, 1)
    assert report.first_impossible == "val.zip: stop_times.txt:3"
    alone = with_line("stop_times.txt", "t3,25:00:00,25:00:00,C,2,0,0\n", "")
    assert read_timetable([archive(tmp_path / "b.zip", alone)])[1].impossible == 1
    nobody = with_line("trips.txt", "R,SU,t3,2", "R,NEVER,t3,2")
    assert read_timetable([archive(tmp_path / "c.zip", nobody)])[1].never_run == 1


def test_a_stop_that_nothing_serves_may_lie_anywhere(tmp_path: Path) -> None:
    unserved = {"stops.txt": GOOD["stops.txt"] + "D,Dépôt,0,0,0,,\nE,Entrée,,,2,G,\n"}
    made, report = read_timetable([archive(tmp_path / "val.zip", unserved)])
    assert (report.stops, made.stop_id.tolist()) == (3, ["A", "B", "C"])


def test_two_feeds_become_one(tmp_path: Path) -> None:
    far = with_line("stops.txt", "48.00,7.00", "48.50,7.50")
    made, report = read_timetable([archive(tmp_path / "val.zip"), archive(tmp_path / "ville.zip", far)])
    assert (report.stops, report.trips, report.files) == (6, 6, ("val.zip", "ville.zip"))
    assert set(made.stop_id) == {f"{feed}/{stop}" for feed in ("val", "ville") for stop in "ABC"}
    assert made.trips_on(date(2026, 3, 22)) == 2
    twice, _ = read_timetable([archive(tmp_path / "val.zip"), archive(tmp_path / "val.zip")])
    assert len(set(twice.stop_id.tolist())) == 6
    lisbon = {"agency.txt": GOOD["agency.txt"].replace("Europe/Paris", "Europe/Lisbon")}
    with pytest.raises(ShapeError, match="time zones Europe/Lisbon, Europe/Paris"):
        read_timetable([archive(tmp_path / "val.zip"), archive(tmp_path / "lisbon.zip", lisbon)])


def test_a_folder_inside_spaces_and_a_mark_are_forgiven(tmp_path: Path) -> None:
    inside = {f"gtfs/{name}": content for name, content in GOOD.items()} | dict.fromkeys(GOOD)
    inside["gtfs/agency.txt"] = "\ufeffagency_id, agency_name, agency_timezone\nA, Val bus, Europe/Paris\n"
    made, report = read_timetable([archive(tmp_path / "val.zip", inside)])
    assert (made.trip_count, report.publishers) == (3, ("Val bus",))


MEMBER = "stop_times.txt"
NEVER = "trip_id,start_time,end_time,headway_secs\n" + "".join(f"t{n},9:00:00,8:00:00,60\n" for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"stop_times.txt": None}, "stop_times.txt is missing"),
        ({"stops.txt": None}, "stops.txt is missing"),
        ({"calendar.txt": None, "calendar_dates.txt": None}, "calendar.txt is missing"),
        ({"routes.txt": "route_short_name\n12\n"}, "routes.txt lacks the column route_id"),
        (with_line(MEMBER, "t1,08:10:00,08:11:00", "t1,08:70:00,08:11:00"), "line 3: '08:70:00' is no time"),
        (with_line(MEMBER, "t1,08:10:00,08:11:00", "t1,noon,08:11:00"), "line 3: 'noon' is no time"),
        (with_line(MEMBER, "t1,08:20:00,08:20:00,C,3", "t1,08:20:00,08:20:00,C,x"), "line 4: 'x' is no whole number"),
        (with_line(MEMBER, "t1,08:20:00,08:20:00,C", "t1,,,C"), "line 4: the trip 't1' has no time"),
        (with_line(MEMBER, "t1,08:10:00,08:11:00,B", "t1,08:10:00,08:11:00,Z"), "line 3: stops.txt has no stop 'Z'"),
        (with_line(MEMBER, "t2,,,B,5,0,0", "t2,,,B,5"), "line 6 has 5 cells, the header 7"),
        (with_line(MEMBER, "t2,,,B,5,0,0", "t2,,,B,5,0,0,,"), "line 6 has 9 cells, the header 7"),
        (with_line("stops.txt", "48.00,7.00", "148.00,7.00"), "stops.txt, line 2: longitude '7.00', latitude '148.00'"),
        (with_line("stops.txt", "48.00,7.00", "0,0"), "line 2: longitude '0', latitude '0' is no point"),
        (with_line("stops.txt", "C,Hôpital", "A,Hôpital"), "stops.txt, line 4: 'A' comes twice"),
        (with_line("trips.txt", "R,WK,t2,", "R,WK,t1,"), "trips.txt, line 3: 't1' comes twice"),
        (with_line("trips.txt", "R,WK,t2,", "Q,WK,t2,"), "trips.txt, line 3: routes.txt has no line 'Q'"),
        (with_line("calendar.txt", "20260316", "16.03.26"), "calendar.txt, line 2: 'WK' needs"),
        (with_line("calendar.txt", "WK,1,1", "WK,yes,1"), "calendar.txt, line 2: 'WK' needs"),
        (with_line("calendar_dates.txt", "WK,20260318,2", "WK,20260231,2"), "calendar_dates.txt, line 2: '20260231'"),
        (
            with_line("calendar_dates.txt", "WK,20260318,2", "WK,20260318,7"),
            "line 2: '20260318' is no day .* '7' not 1",
        ),
        (
            {"frequencies.txt": "trip_id,start_time,end_time,headway_secs\nt1,1:00:00,2:00:00,0\n"},
            "line 2: .* no headway",
        ),
        ({"transfers.txt": "from_stop_id,to_stop_id,transfer_type\nA,B,2\n"}, "transfers.txt, line 2: '' is no time"),
        ({"agency.txt": "agency_name,agency_timezone\nA,Europe/Paris\nB,Europe/Rome\n"}, "time zones .*Europe/Rome"),
        ({"frequencies.txt": NEVER, "trips.txt": GOOD["trips.txt"].replace("SU", "WK")}, "no trip runs"),
        ({"calendar_dates.txt": None, **with_line("calendar.txt", "1,1,1,1,1,0,0", "0,0,0,0,0,0,0")}, "no trip runs"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(tmp_path: Path, changed, message: str) -> None:
    with pytest.raises(ShapeError, match=message) as caught:
        read_timetable([archive(tmp_path / "val.zip", changed)])
    assert str(caught.value).startswith("val.zip")


def test_files_that_are_no_archives(tmp_path: Path) -> None:
    whole = archive(tmp_path / "val.zip").read_bytes()
    odd = tmp_path / "odd.zip"
    for content in (b"", b"not a zip", whole[: len(whole) // 2]):
        odd.write_bytes(content)
        with pytest.raises(ShapeError, match=r"odd\.zip is no whole zip archive"):
            read_timetable([odd])
    broken = bytearray(whole)
    at = whole.index(b"stops.txt") + 60
    broken[at : at + 20] = bytes(20)
    odd.write_bytes(broken)
    with pytest.raises(ShapeError, match=r"odd\.zip: stops\.txt is damaged"):
        read_timetable([odd])
    with pytest.raises(ShapeError, match=r"absent\.zip is no file"):
        read_timetable([tmp_path / "absent.zip"])


def test_text_that_is_not_utf_8_is_told_with_its_line(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "val.zip"
    with zipfile.ZipFile(path, "w") as made:
        for name, content in GOOD.items():
            made.writestr(name, content.encode("latin-1" if name == "stops.txt" else "utf-8"))
    with pytest.raises(ShapeError, match=r"val\.zip: stops\.txt, line 4 is not UTF-8"):
        read_timetable([path])


def test_the_archive_of_strasbourg_lacks_its_times(shared: Path) -> None:
    path = shared / "data" / "routing" / "cts_strasbourg_gtfs_no_stop_times.zip"
    with pytest.raises(ShapeError, match=f"{path.name}: stop_times.txt is missing"):
        read_timetable([path])


def test_a_real_feed_of_cairns(shared: Path) -> None:
    made, report = read_timetable([shared / "data" / "routing" / "cairns_gtfs.zip"])
    assert (report.trips, report.stop_times, report.time_zone) == (1339, 37790, "Australia/Brisbane")
    assert report.impossible == report.never_run == 0
    assert made.trips_on(date(2014, 6, 10)) > made.trips_on(date(2014, 6, 15)) > 0
    assert int(made.departure_s.max()) > 24 * HOUR
