"""People by cell: squares, hexagons, communes; secret and empty cells, the sea, swapped columns, metres."""

from __future__ import annotations

from pathlib import Path

import h3
import pytest

from pagus.apps.access.area import area_of
from pagus.apps.access.models import PopulationGrid
from pagus.doors.files import import_population
from pagus.errors import InputError, ShapeError

STRASBOURG, EUROMETROPOLE = "commune:67482", "epci:246700488"
HEADER = "id,lon,lat,people"
CELLS = (
    "CRS3035RES200mN2831800E4131200,7.7495,48.5835,120",
    "CRS3035RES200mN2831800E4131400,7.7521,48.5835,80.5",
    "CRS3035RES200mN2831800E4131600,7.7548,48.5836,",
    "CRS3035RES200mN2831800E4131800,7.7575,48.5836,0",
    "far,-3.0,46.0,10",
)


def written(folder: Path, *lines: str, header: str = HEADER) -> Path:
    path = folder / "people.csv"
    path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    return path


def test_cells_are_placed_and_what_is_left_out_is_counted(db: None, tmp_path: Path) -> None:
    report = import_population(written(tmp_path, *CELLS), source="Test office", year=2021)
    assert (report.cells, report.people) == (2, 200.5)
    assert (report.secret, report.empty, report.outside) == (1, 1, 1)
    assert (report.weighted, report.kept, report.problems) == (False, True, ())
    area = area_of(EUROMETROPOLE, 5.0)
    assert area.demand.points.ids == (CELLS[0].partition(",")[0], CELLS[1].partition(",")[0])
    assert [area.codes[place] for place in area.place] == [STRASBOURG, STRASBOURG]
    assert area.grid is not None
    assert area.grid.year == 2021


def test_the_same_file_again_has_no_effect_and_a_newer_one_counts(db: None, tmp_path: Path) -> None:
    assert import_population(written(tmp_path, *CELLS)).kept
    assert not import_population(written(tmp_path, *CELLS)).kept
    assert import_population(written(tmp_path, "one,7.75,48.58,7")).kept
    assert PopulationGrid.objects.count() == 2
    assert area_of(EUROMETROPOLE, 5.0).demand.people.tolist() == [7.0]


def test_hexagons_and_communes_need_no_coordinates(db: None, tmp_path: Path) -> None:
    cell = h3.latlng_to_cell(48.58, 7.75, 8)
    report = import_population(
        written(tmp_path, f"{cell},200", "67447,34000", "commune:67204,11000", header="id,people")
    )
    assert (report.cells, report.people) == (3, 45200.0)
    area = area_of(EUROMETROPOLE, 5.0)
    assert dict(zip(area.demand.points.ids, area.demand.people, strict=True)) == {
        cell: 200.0,
        "commune:67447": 34000.0,
        "commune:67204": 11000.0,
    }


def test_squares_are_added_up_to_hexagons_within_their_commune(db: None, tmp_path: Path) -> None:
    report = import_population(written(tmp_path, *CELLS), resolution=7)
    assert (report.cells, report.people) == (1, 200.5)
    points = area_of(EUROMETROPOLE, 5.0).demand.points
    mean = (120 * 7.7495 + 80.5 * 7.7521) / 200.5
    assert points.x.tolist() == pytest.approx([mean], abs=1e-9)
    with pytest.raises(InputError, match="from 5 to 10"):
        import_population(written(tmp_path, *CELLS), resolution=15)


def test_the_need_by_age_is_scaled_to_the_people(db: None, tmp_path: Path) -> None:
    lines = ("a,7.75,48.58,100,150", "b,7.76,48.58,100,90")
    report = import_population(written(tmp_path, *lines, header="id,lon,lat,people,std_people"))
    assert report.weighted
    area = area_of(EUROMETROPOLE, 5.0)
    assert area.weighted
    assert area.demand.std_people.sum() == pytest.approx(200.0)
    assert area.demand.std_people.tolist() == pytest.approx([125.0, 75.0])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("a,48.58,7.75,10", "look swapped"),
        ("a,1050000,6840000,10", "Lambert-93"),
        ("a,east,48.58,10", "write a number"),
        ("a,7.75,48.58,-3", "no fewer than no people"),
        ("a,7.75,48.58,many", "write a number"),
        ("a,7.75,48.58,inf", "write a number"),
        (",7.75,48.58,3", "no id"),
        ("nowhere,,,3", "neither an H3 cell nor a commune"),
    ],
)
def test_one_wrong_line_keeps_the_whole_file_out(db: None, tmp_path: Path, line: str, reason: str) -> None:
    report = import_population(written(tmp_path, CELLS[0], line))
    assert not report.kept
    assert [note.position for note in report.problems] == [3]
    assert reason in str(report.problems[0])
    assert PopulationGrid.objects.count() == 0


def test_a_cell_comes_once_and_a_file_has_its_columns(db: None, tmp_path: Path) -> None:
    report = import_population(written(tmp_path, CELLS[0], CELLS[0]))
    assert "comes twice" in str(report.problems[0])
    with pytest.raises(ShapeError, match="'people'"):
        import_population(written(tmp_path, "a,1,2", header="id,lon,lat"))
    with pytest.raises(InputError, match="no people"):
        import_population(written(tmp_path, "a,-3.0,46.0,10"))
