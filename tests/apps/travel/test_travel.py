"""What a workspace keeps of streets and timetables, and which router answers where."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from pagus.apps.journal.queries import entries
from pagus.apps.travel.actions import keep_streets, keep_timetable
from pagus.apps.travel.queries import (
    credit_of,
    departures_on,
    modes_at,
    router_for,
    source_for,
    sources,
)
from pagus.engines.access.roads import RoadRouter
from pagus.engines.access.straight import StraightRouter
from pagus.engines.access.transit import Departures, Timetable, TransitRouter
from pagus.errors import DataGapError, InputError, NotFound, StoreError
from tests.apps.workspace import NOW, prepare
from tests.engines.access.roads.making import line, points
from tests.engines.access.transit.making import timetable

START = 8 * 3600
HERE, FAR = (0.0, 0.001), (7.75, 48.58)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_folder() -> Iterator[Path]:
    folder = prepare().travel
    shutil.rmtree(folder, ignore_errors=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def feed(runs: str = "1" * 30) -> Timetable:
    """A bus along the streets of ``line``; one figure a day from 2026-03-17, a Tuesday, on."""
    trips = [
        [(0, START + 600 * n, START + 600 * n), (1, START + 600 * n + 240, START + 600 * n + 240)] for n in range(12)
    ]
    return timetable([(0.0, 0.0), (0.0, 0.06)], trips, runs=[[figure == "1" for figure in runs]])


def test_nothing_loaded_is_a_straight_line_and_no_transit() -> None:
    assert sources() == ()
    assert modes_at(*FAR) == {"car": "straight", "bike": "straight", "foot": "straight"}
    router = router_for("car", *FAR)
    assert isinstance(router, StraightRouter)
    assert (router.speed_kmh, router.detour) == (50, 1.3)
    assert source_for("car", *FAR) is None
    with pytest.raises(NotFound, match="no timetable is loaded here"):
        router_for("transit", *FAR)


def test_streets_answer_where_they_lie_and_a_straight_line_elsewhere() -> None:
    kept = keep_streets("val", line(12), file="val.osm.pbf", taken="2025-01-31")
    router = router_for("car", *HERE)
    assert isinstance(router, RoadRouter)
    assert router.minutes_from(0.0, 0.0, points((0.0, 0.0899)), 30)[0] == pytest.approx(10, abs=0.2)
    assert router_for("car", *HERE) is router, "read once"
    assert isinstance(router_for("car", *FAR), StraightRouter)
    # Inside of its box, and yet beside every street.
    assert isinstance(router_for("foot", 0.015, 0.05), StraightRouter)
    assert source_for("bike", *HERE) == kept
    assert (kept.version, kept.licence, kept.counts) == (1, "ODbL 1.0", {"nodes": 12, "stretches": 22})
    assert "© OpenStreetMap contributors, 2025-01-31" in router.words
    (loaded,) = sources()
    assert (loaded.age_days, loaded.old) == (409, True)
    (entry,) = entries(object_code="streets:val")
    assert (entry.verb, entry.actor) == ("keep_streets", "system")


def test_versions_replace_each_other_and_the_same_twice_is_one(empty_folder: Path) -> None:
    first = keep_streets("val", line(5), file="a.osm.pbf")
    assert keep_streets("val", line(5), file="again.osm.pbf") == first
    assert len(router_for("car", *HERE).graph) == 5  # type: ignore[attr-defined]
    second = keep_streets("val", line(6), file="b.osm.pbf")
    assert (second.version, len(router_for("car", *HERE).graph)) == (2, 6)  # type: ignore[attr-defined]
    keep_streets("val", line(7), file="c.osm.pbf")
    assert sorted(path.name for path in empty_folder.iterdir()) == ["streets-val.v2.npz", "streets-val.v3.npz"]
    assert [each.source.version for each in sources()] == [3]
    assert len(entries(object_code="streets:val")) == 3


def test_of_two_that_know_a_point_the_wider_answers() -> None:
    keep_streets("narrow", line(4), file="a.osm.pbf")
    keep_streets("wide", line(40), file="b.osm.pbf")
    assert source_for("car", *HERE).name == "wide"
    assert [each.source.name for each in sources()] == ["narrow", "wide"]


def test_a_timetable_goes_with_the_streets_for_the_feet() -> None:
    keep_timetable("val", feed(), files=["val.zip"], licence="LO 2.0", credit="Val bus")
    router = router_for("transit", *HERE)
    assert isinstance(router, TransitRouter)
    assert isinstance(router.feet, StraightRouter)
    assert (router.departures.day, router.departures.start_s) == (date(2026, 3, 17), START)
    keep_streets("val", line(12), file="val.osm.pbf")
    on_streets = router_for("transit", *HERE)
    assert isinstance(on_streets.feet, RoadRouter)  # type: ignore[attr-defined]
    assert np.isfinite(on_streets.minutes_from(*HERE, points((0.0, 0.0601)), 30)).all()
    assert modes_at(*HERE)["transit"] == "timetable"
    assert "transit" not in modes_at(*FAR)
    with pytest.raises(DataGapError, match="nothing runs on 2031-01-01"):
        router_for("transit", *HERE, Departures(day=date(2031, 1, 1)))
    timetable_source = sources()[1].source
    assert (timetable_source.first_day, timetable_source.last_day) == ("2026-03-17", "2026-04-15")
    assert credit_of(timetable_source) == "Val bus, 2026-04-15"
    assert not sources()[1].old


def test_a_timetable_is_old_once_its_last_day_has_passed(clock_at) -> None:
    keep_timetable("val", feed("11"), files=["val.zip"], licence="LO 2.0", credit="Val bus")
    clock_at(NOW + 2 * 86_400_000)
    assert [(each.age_days, each.old) for each in sources()] == [(0, False)]
    clock_at(NOW + 3 * 86_400_000)
    assert [(each.age_days, each.old) for each in sources()] == [(1, True)]


@pytest.mark.parametrize(
    ("runs", "today", "day"),
    [
        ("1" * 30, date(2026, 3, 1), date(2026, 3, 17)),  # before it begins: its first Tuesday
        ("1" * 30, date(2026, 3, 18), date(2026, 3, 24)),  # the next one
        ("1" * 30, date(2026, 3, 24), date(2026, 3, 24)),
        ("1" * 30, date(2027, 1, 1), date(2026, 4, 14)),  # over: its last
        ("1111111" + "0" + "1" * 20, date(2026, 3, 20), date(2026, 3, 31)),  # not on a Tuesday without buses
        ("01111", date(2026, 3, 1), date(2026, 3, 18)),  # no Tuesday at all
    ],
)
def test_the_usual_day_is_a_full_tuesday(runs: str, today: date, day: date) -> None:
    assert departures_on(feed(runs), today) == Departures(day=day)


def test_names_and_days_are_checked() -> None:
    for name in ("", "Bas-Rhin", "../x", "-a", "a" * 41):
        with pytest.raises(InputError, match="is no name"):
            keep_streets(name, line(3), file="a.osm.pbf")
    with pytest.raises(InputError, match="is no day"):
        keep_streets("a", line(3), file="a.osm.pbf", taken="yesterday")
    assert sources() == ()


def test_a_damaged_file_is_told_by_name(empty_folder: Path) -> None:
    keep_streets("val", line(30), file="a.osm.pbf")
    path = empty_folder / "streets-val.v1.npz"
    path.write_bytes(path.read_bytes()[:300])
    with pytest.raises(StoreError, match=r"streets-val\.v1\.npz is damaged: import it again"):
        sources()


def test_what_does_not_belong_there_is_passed_over(empty_folder: Path) -> None:
    keep_streets("val", line(5), file="a.osm.pbf")
    for name in ("notes.npz", "streets-val.npz", ".part-x", "streets-Val.v1.npz"):
        (empty_folder / name).write_bytes(b"x")
    assert [each.source.name for each in sources()] == ["val"]


def test_days_of_the_demo_feed() -> None:
    assert feed().days == (date(2026, 3, 17), date(2026, 3, 17) + timedelta(29))
