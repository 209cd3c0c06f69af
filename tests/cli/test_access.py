"""``pagus access``: the contract of its files, the numbers of the engine, and what is said about bad input."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Speak = Callable[..., tuple[int, str, str]]
Document = Callable[..., tuple[int, Any]]
TEN_MINUTES_M = 10 / 60 * 50_000 / 1.3


@pytest.fixture
def demand(tmp_path: Path) -> Path:
    return write(
        tmp_path / "demand.csv", "id,x_m,y_m,people", f"a,0,0,1000|b,{TEN_MINUTES_M},0,500|c,20000,0,300|z,90000,0,0"
    )


@pytest.fixture
def sites(tmp_path: Path) -> Path:
    return write(tmp_path / "sites.csv", "id,x_m,y_m,capacity", "s,0,0,2|t,20000,0,1|far,500000,0,9")


def write(path: Path, header: str, lines: str) -> Path:
    path.write_text("\n".join([header, *lines.split("|")]) + "\n", encoding="utf-8")
    return path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_scores_are_written_as_the_contract_says(document: Document, demand: Path, sites: Path, tmp_path: Path) -> None:
    out = tmp_path / "scores.csv"
    ways = ("--router", "straight", "--speed-kmh", "50", "--detour", "1.3", "--out", str(out))
    method = ("--method", "e2sfca", "--decay", "10:1,15:0.6667,20:0.3333")
    code, found = document("access", "score", "--demand", str(demand), "--sites", str(sites), *method, *ways)
    assert code == 0
    # b lies at ten minutes exactly, in the first band: s serves a and b alike.
    assert {row["id"]: float(row["access"]) for row in rows(out)} == pytest.approx(
        {"a": 2 / 1500, "b": 2 / 1500, "c": 1 / 300, "z": 0.0}, rel=1e-12
    )
    assert list(rows(out)[0]) == ["id", "access"]
    assert (found["lost_capacity"], found["lost_sites"]) == (9, ["far"])
    assert found["inequality"]["mean"] == pytest.approx(3 / 1800)
    assert found["travel_time"] == "straight line x 1.3 at 50 km/h"


@pytest.mark.parametrize("method", ["2sfca", "e2sfca", "m2sfca", "3sfca", "apl-2012", "apl-2015"])
def test_every_method_answers(method: str, document: Document, demand: Path, sites: Path) -> None:
    code, found = document("access", "score", "--demand", str(demand), "--sites", str(sites), "--method", method)
    assert code == 0
    assert [each["id"] for each in found["scores"]] == ["a", "b", "c", "z"]
    assert found["method"]["source"]


def test_the_screen_says_the_bands_and_what_is_lost(pagus: Speak, demand: Path, sites: Path) -> None:
    code, out, said = pagus("access", "score", "--demand", str(demand), "--sites", str(sites), "--threshold", "0.002")
    assert code == 0
    assert "10 min: 1" in out
    assert "share at or under" in out
    assert "far" in said
    assert "9" in said


def test_degrees_and_metres_give_the_same_access(document: Document, tmp_path: Path) -> None:
    metres = write(tmp_path / "m.csv", "id,x_m,y_m,people,capacity", "a,0,0,100,1|b,0,11119.5,50,2")
    degrees = write(tmp_path / "d.csv", "id,lon,lat,people,capacity", "a,7,48,100,1|b,7,48.1,50,2")
    answers = [
        document("access", "score", "--demand", str(path), "--sites", str(path))[1] for path in (metres, degrees)
    ]
    first, second = ([each["access"] for each in answer["scores"]] for answer in answers)
    assert first == pytest.approx(second, rel=1e-6)


def test_a_what_if_writes_before_and_after(document: Document, demand: Path, sites: Path, tmp_path: Path) -> None:
    out = tmp_path / "changes.csv"
    edits = ("--close", "t", "--open", "n=20000,0,3", "--capacity", "s=1", "--out", str(out))
    code, found = document("access", "whatif", "--demand", str(demand), "--sites", str(sites), *edits)
    assert (code, found["changed"]) == (0, 3)
    changed = {row["id"]: (float(row["before"]), float(row["after"])) for row in rows(out)}
    assert changed["a"] == pytest.approx((2 / 1500, 1 / 1500))
    assert changed["c"] == pytest.approx((1 / 300, 3 / 300))
    assert document("access", "whatif", "--demand", str(demand), "--sites", str(sites))[0] == 2
    assert document("access", "whatif", "--demand", str(demand), "--sites", str(sites), "--close", "nobody")[0] == 5


def test_ways_and_areas(document: Document, demand: Path, sites: Path, tmp_path: Path) -> None:
    out = tmp_path / "ways.csv"
    code, found = document("access", "matrix", "--origins", str(demand), "--targets", str(sites), "--out", str(out))
    assert (code, found["pairs"]) == (0, 3)
    assert {(row["origin"], row["target"]) for row in rows(out)} == {("a", "s"), ("b", "s"), ("c", "t")}
    code, area = document(
        "access", "isochrone", "--lon", "7.75", "--lat", "48.58", "--minutes", "5,10", "--mode", "foot"
    )
    assert [each["properties"]["minutes"] for each in area["features"]] == [10, 5]
    assert area["features"][0]["geometry"]["type"] == "MultiPolygon"


def test_sites_are_chosen_with_their_bound(pagus: Speak, document: Document, demand: Path, tmp_path: Path) -> None:
    offered = write(tmp_path / "offered.csv", "id,x_m,y_m,capacity", "A,3000,0,1|B,20000,100,1|C,90000,0,1")
    ask = ("access", "site", "--demand", str(demand), "--candidates", str(offered), "-k", "2")
    code, found = document(*ask)
    assert code == 0
    assert [each["id"] for each in found["chosen"]] == ["A", "B"]
    assert found["bound"] == pytest.approx(found["value"])
    assert found["how_sure"].startswith("Proven")
    code, found = document(*ask, "--objective", "access-gain")
    assert (code, found["value"] > found["before"]) == (0, True)
    out = pagus(*ask, "--json")[1]
    assert json.loads(out)  # nothing but the document: no banner of a solver
    assert document(*ask, "--objective", "cheapest")[0] == 2
    assert document(*ask, "--objective", "lift-above-threshold")[0] == 2


VISITS = "id,x_m,y_m,minutes,from,to,skills,worth_minutes"
NURSES = "id,x_m,y_m,from,to,skills,lunch_minutes,lunch_from,lunch_to"


def test_a_day_of_visits_is_planned_and_what_is_left_out_says_why(
    pagus: Speak, document: Document, tmp_path: Path
) -> None:
    near = "a,1000,0,20,08:00,10:00,,|b,2000,0,20,08:00,10:00,wound,"
    lines = f"{near}|c,3000,0,20,08:00,12:00,dialysis,|d,900000,0,5,08:00,9:00,,"
    visits = write(tmp_path / "visits.csv", VISITS, lines)
    nurses = write(tmp_path / "nurses.csv", NURSES, "anna,0,0,07:30,14:00,wound,30,12:00,13:00")
    ask = ("access", "rounds", "--visits", str(visits), "--nurses", str(nurses), "--iterations", "50")
    code, found = document(*ask)
    assert code == 0
    (day,) = found["rounds"]
    assert sorted(stop["visit"] for stop in day["stops"] if stop["visit"]) == ["a", "b"]
    assert {each["visit"]: each["reason"] for each in found["unserved"]} == {"c": "skill", "d": "no-way"}
    assert document(*ask)[1] == found
    assert "nobody has the skills" in pagus(*ask)[1]
    wrong = write(tmp_path / "wrong.csv", VISITS, "a,1000,0,20,8 o'clock,10:00,,")
    code, _, said = pagus("access", "rounds", "--visits", str(wrong), "--nurses", str(nurses))
    assert (code, "column from, line 2" in said) == (2, True)


@pytest.mark.parametrize(
    ("header", "lines", "told"),
    [
        ("id,x_m,y_m,people", "a,0,0,12 000|b,0,0,1", "line 2: '12 000' is no number"),
        ("id,x_m,y_m,people", "a,0,0,1|b,0,,1", "column y_m: line 3"),
        ("id,x_m,y_m,people", "a,0,0,-5", "below 0"),
        ("id,x_m,y_m,people", "a,0,0,1|a,1,1,1", "line 2: 'a' stands in several lines"),
        ("id,x_m,y_m", "a,0,0", "lacks the column people"),
        ("id,people", "a,1", "lon and lat"),
        ("id,lon,lat,people", "a,48.58,7.75,10|b,1048000,6838000,10", "Lambert-93"),
        ("id,lon,lat,people", "a,48.58,97.75,10", "wrong order"),
        ("id,x_m,y_m,people", "a,inf,0,10", "is no number"),
    ],
)
def test_a_bad_table_is_refused_whole_and_says_where(
    header: str, lines: str, told: str, pagus: Speak, sites: Path, tmp_path: Path
) -> None:
    path = write(tmp_path / "bad.csv", header, lines)
    degrees = write(tmp_path / "sites-deg.csv", "id,lon,lat,capacity", "s,7.75,48.58,1")
    given = degrees if "lon" in header else sites
    out = tmp_path / "scores.csv"
    code, _, said = pagus("access", "score", "--demand", str(path), "--sites", str(given), "--out", str(out))
    assert code == 2
    assert told in said
    assert not out.exists()


def test_sites_that_fit_the_places_only_when_swapped_are_refused(pagus: Speak, tmp_path: Path) -> None:
    places = write(tmp_path / "p.csv", "id,lon,lat,people", "a,7.75,48.58,100|b,7.45,48.26,50")
    swapped = write(tmp_path / "s.csv", "id,lon,lat,capacity", "s,48.58,7.75,1")
    code, _, said = pagus("access", "score", "--demand", str(places), "--sites", str(swapped))
    assert (code, "row s" in said) == (2, True)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--decay", "15:1,10:0.5"), "rise"),
        (("--decay", "soon:1"), "soon:1"),
        (("--method", "apl-2099"), "apl-2015"),
        (("--mode", "train"), "'train'"),
        (("--mode", "transit"), "timetable"),
        (("--router", "streets"), "--streets"),
        (("--router", "timetable"), "--timetable"),
        (("--router", "teleport"), "teleport"),
        (("--speed-kmh", "0"), "0"),
        (("--detour", "0.5"), "0.5"),
    ],
)
def test_options_that_make_no_sense_are_explained(
    options: tuple[str, ...], told: str, pagus: Speak, demand: Path, sites: Path
) -> None:
    code, _, said = pagus("access", "score", "--demand", str(demand), "--sites", str(sites), *options)
    assert code in {2, 5}
    assert told in said
