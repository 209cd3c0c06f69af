"""Places from a file: all of its lines or none, and each wrong line with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from pagus.apps.territory import queries
from pagus.apps.territory.importing import PlacesImported, import_places
from pagus.apps.territory.models import LocalMembership, LocalPlace
from pagus.errors import InputError, ShapeError

pytestmark = pytest.mark.django_db

GOOD = """code,kind,name,parent,members,population
zone:north,zone,Zone nord,departement:67,commune:67482 commune:67180,
zone:inner,zone,"Cœur, vieux",zone:north,,1200
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "places.csv"


def write(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


def test_a_good_file_is_added(file: Path) -> None:
    assert import_places(write(file, GOOD)) == PlacesImported(places=2, memberships=4, known=0)
    inner = queries.get_place("zone:inner")
    assert (inner.name, inner.population) == ("Cœur, vieux", 1200)
    assert queries.places_within("zone:north") == ("commune:67180", "commune:67482")
    assert queries.is_within("zone:inner", "departement:67")


def test_a_second_time_it_changes_nothing(file: Path) -> None:
    import_places(write(file, GOOD))
    assert import_places(file) == PlacesImported(places=0, memberships=0, known=2)
    more = GOOD.replace("commune:67180", "commune:67180 commune:67046")
    assert import_places(write(file, more)) == PlacesImported(places=0, memberships=1, known=2)


def test_semicolons_and_the_mark_of_spreadsheets_are_read(file: Path) -> None:
    text = "\ufeffcode;kind;name;parent;lon;lat;valid_from\nzone:a;zone;A;commune:67482;7.75;48.57;2026-01-31\n"
    assert import_places(write(file, text)).places == 1
    place = queries.get_place("zone:a")
    assert (place.lon, place.lat, str(place.valid_from)) == (7.75, 48.57, "2026-01-31")


def test_every_wrong_line_is_told_and_nothing_is_added(file: Path) -> None:
    lines = [
        "code,kind,name,parent,members,population,lon,lat,valid_from",
        "zone:good,zone,Good,commune:67482,,,,,",
        "zone,zone,No colon,,,,,,",
        "zone:b,petr,Other kind,,,,,,",
        "commune:1,commune,Official,,,,,,",
        "zone:c,zone,,,,,,,",
        "zone:d,zone,D,,,many,,,",
        "zone:e,zone,E,,,,east,48.5,",
        "zone:f,zone,F,,,,,,31/01/2026",
        "zone:g,zone,G,commune:00000,,,,,",
        "zone:good,zone,Again,,,,,,",
        "zone:h,zone",
        "zone:i,zone,I,,,,200,48.5,",
    ]
    with pytest.raises(ShapeError) as caught:
        import_places(write(file, "\n".join(lines)))
    told = str(caught.value).splitlines()
    assert told[0] == "places.csv: nothing was imported, 11 faults:"
    expected = {
        3: "no place code",
        4: "not of kind 'petr'",
        5: "a commune cannot be added",
        6: "has no name",
        7: "population 'many' is not a whole number",
        8: "lon 'east' is not a number of degrees",
        9: "valid_from '31/01/2026' is not a date as 2026-01-31",
        10: "no place commune:00000",
        11: "already on line 2",
        12: "the line has 2 cells, the header 9",
        13: "is no point in degrees",
    }
    assert len(told) == 1 + len(expected)
    for line, (number, reason) in zip(told[1:], expected.items(), strict=True):
        assert line.startswith(f"  line {number}: ")
        assert reason in line
    assert not LocalPlace.objects.exists()
    assert not LocalMembership.objects.exists()


def test_another_content_under_a_code_in_use_is_a_fault(file: Path) -> None:
    import_places(write(file, GOOD))
    with pytest.raises(ShapeError, match="line 3: zone:inner is in the workspace with another content"):
        import_places(write(file, GOOD.replace("1200", "1300")))
    assert queries.get_place("zone:inner").population == 1200


def test_places_that_contain_each_other_are_refused(file: Path) -> None:
    text = "code,kind,name,parent\nzone:a,zone,A,zone:b\nzone:b,zone,B,zone:a\n"
    with pytest.raises(InputError, match="contain each other"):
        import_places(write(file, text))
    assert not LocalPlace.objects.exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"code,kind,name\n", "lacks the column parent"),
        (b"code,kind,name,parent,colour\n", "line 1, column 5: a column colour"),
        (b"\x00\x01\x02\xff\xfe", "is no text"),
        (b'code,kind,name,parent\nzone:a,zone,"open,\n', "line 2: unexpected end"),
        (b"code,kind,name,parent\nzone:a,zone," + b"x" * 200_000 + b",\n", "line 2: field larger"),
        (b"x" * 20_000_001, "larger than 20000000 bytes"),
    ],
)
def test_a_file_that_is_no_table_of_places_is_refused(file: Path, content: bytes, message: str) -> None:
    file.write_bytes(content)
    with pytest.raises(ShapeError, match=message):
        import_places(file)
    assert not LocalPlace.objects.exists()


def test_a_file_that_is_not_there_is_told(file: Path) -> None:
    with pytest.raises(ShapeError, match=r"places\.csv"):
        import_places(file)


def test_only_a_header_adds_nothing(file: Path) -> None:
    assert import_places(write(file, "code,kind,name,parent\n")) == PlacesImported(places=0, memberships=0, known=0)


def test_many_faults_are_counted_and_the_first_shown(file: Path) -> None:
    lines = ["code,kind,name,parent", *(f"zone:{number},zone,," for number in range(30))]
    with pytest.raises(ShapeError, match="30 faults") as caught:
        import_places(write(file, "\n".join(lines)))
    assert str(caught.value).endswith("and 10 more")
