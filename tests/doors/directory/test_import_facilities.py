"""Facilities from files: each line is stored, left aside or reported; a second time has no effect."""

from __future__ import annotations

import gzip
import zipfile
from datetime import date
from pathlib import Path

import pytest

from pagus.apps.care import queries as care
from pagus.apps.care.models import Facility, ImportBatch
from pagus.doors.directory import DirectoryReport, import_facilities
from pagus.errors import InputError, NotFound, ShapeError

pytestmark = pytest.mark.django_db

HEADER = "code,name,kind,place,lon,lat,address,step_free,languages,services,hours,exceptions,profession,heads,fte\n"


def plain(folder: Path, *lines: str, name: str = "care-2026-03-01.csv", header: str = HEADER) -> Path:
    path = folder / name
    path.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def reasons(report: DirectoryReport) -> dict[int, str]:
    return {note.position: str(note) for note in report.rejected}


def adds_up(report: DirectoryReport) -> bool:
    return report.read == report.accepted + report.outside + sum(report.aside.values()) + len(report.rejected)


GOOD = (
    "a1,Cabinet A,practice,67482,7.7521,48.5734,,true,fr de,general_practice nursing,"
    '"nursing=Mo-Su 07:00-12:00|Mo-Fr 08:00-12:00; PH off",2026-12-24 08:00-10:00 | 2026-12-31 off,'
    "general_practice,2,1.5"
)


def test_a_plain_line_says_all_of_it(tmp_path: Path) -> None:
    report = import_facilities(plain(tmp_path, GOOD))
    assert (report.read, report.accepted, report.rejected) == (1, 1, [])
    assert (report.data_date, report.date_from, report.source) == (date(2026, 3, 1), "file", "care-2026-03-01.csv")
    card = care.facility("facility:a1")
    assert (card.step_free, card.languages) == (True, ("fr", "de"))
    nursing, practice = card.service("nursing"), card.service("general_practice")
    assert nursing is not None
    assert practice is not None
    assert (nursing.hours.hours_per_week, practice.hours.hours_per_week) == (35.0, 20.0)
    assert practice.hours.holidays == "closed"
    assert dict(practice.hours.exceptions) == {date(2026, 12, 24): ((480, 600),), date(2026, 12, 31): ()}
    assert care.supply("general_practice")["fte"].to_list() == [1.5]


def test_a_second_time_has_no_effect(tmp_path: Path) -> None:
    path = plain(tmp_path, GOOD)
    import_facilities(path)
    again = import_facilities(path)
    assert again.accepted == 1
    assert again.stored is not None
    assert again.stored.batch is None
    assert ImportBatch.objects.count() == 1


def test_wrong_lines_are_named_and_the_good_ones_stored(tmp_path: Path) -> None:
    report = import_facilities(
        plain(
            tmp_path,
            GOOD,
            "b,Swapped,pharmacy,,48.5734,7.7521,,,,pharmacy,,,,,",
            "c,Metres,pharmacy,,1050362,6840900,,,,pharmacy,,,,,",
            "d,Sea,pharmacy,,-5.5,46.5,,,,pharmacy,,,,,",
            'e,Overlap,pharmacy,67482,,,,,,pharmacy,"Mo 08:00-12:00,11:00-13:00",,,,',
            "f,Backwards,pharmacy,67482,,,,,,pharmacy,Mo 12:00-08:00,,,,",
            "g,Day,pharmacy,67482,,,,,,pharmacy,Lu 08:00-12:00,,,,",
            "h,Number,pharmacy,67482,seven,48,,,,pharmacy,,,,,",
            "i,Kind,doctor,67482,,,,,,pharmacy,,,,,",
            "j,Unknown,pharmacy,67999,,,,,,pharmacy,,,,,",
            "k,Nowhere,pharmacy,,,,,,,pharmacy,,,,,",
            "l,Short,pharmacy",
            "m,Whose,practice,67482,,,,,,nursing,,,,3,",
            "n,Date,pharmacy,67482,,,,,,pharmacy,Mo 08:00-09:00,2026-02-30 off,,,",
            "a1,Cabinet A,practice,67447,,,,,,,,,,,",
            "o,Good,pharmacy,67482,,,,,,pharmacy,,,,,",
        )
    )
    said = reasons(report)
    assert {line: text for line, text in said.items() if not text} == {}
    expected = {
        3: "are lon and lat swapped", 4: "metres of Lambert-93", 5: "in the sea", 6: "overlaps", 7: "ends before",
        8: "'Lu' is no weekday", 9: "'seven' is no number", 10: "is no kind of facility", 11: "no place commune:67999",
        12: "neither a commune nor a point", 13: "has 3 cells", 14: "without a profession", 15: "exceptions:",
        16: "already on line 2",
    }  # fmt: skip
    assert said.keys() == expected.keys()
    assert {line: words for line, words in expected.items() if words not in said[line]} == {}
    assert report.accepted == 2
    assert adds_up(report)
    assert set(Facility.objects.values_list("code", flat=True)) == {"facility:a1", "facility:o"}


def test_who_is_at_a_refused_facility_is_refused_with_it(tmp_path: Path) -> None:
    report = import_facilities(plain(tmp_path, "s,Sea,practice,,-5.5,46.5,,,,nursing,,,nursing,3,"))
    assert reasons(report).keys() == {2}
    assert care.supply("nursing").height == 0
    assert report.accepted == 0


def test_the_address_tells_the_commune(tmp_path: Path) -> None:
    header = "code,name,kind,address\n"
    report = import_facilities(
        plain(
            tmp_path,
            "a,A,pharmacy,1 rue de la Nuée Bleue 67000 Strasbourg",
            'b,B,pharmacy,"2 rue X, 67300 SCHILTIGHEIM CEDEX 2"',
            "c,C,pharmacy,3 rue Y 67000 Colmar",
            header=header,
        )
    )
    assert [card.place for card in care.facilities()] == ["commune:67482", "commune:67447"]
    assert "is no commune that is known" in reasons(report)[4]


def test_the_same_name_kind_and_place_is_the_same_facility(tmp_path: Path) -> None:
    header = "code,name,kind,lon,lat,identifier,phone\n"
    first = plain(tmp_path, "a,Pharmacie du Pont,pharmacy,7.7521,48.5734,finess:670000001,", header=header)
    import_facilities(first)
    second = plain(
        tmp_path,
        "b,PHARMACIE DU PONT,pharmacy,7.7530,48.5735,,+33 3 53 01 00 00",
        "c,Pharmacie du Pont,pharmacy,7.7600,48.5735,,",
        "d,Another name,pharmacy,7.7,48.6,finess:670000001,",
        "e,Pharmacie du Pont,pharmacy,7.7522,48.5734,finess:670000002,",
        name="other-2026-03-02.csv",
        header=header,
    )
    report = import_facilities(second)
    assert [(note.position, note.facts["code"]) for note in report.merged] == [(2, "facility:a"), (4, "facility:a")]
    assert [note.position for note in report.doubts] == [5], "two official numbers: kept apart, and said"
    assert [card.code for card in care.facilities()] == ["facility:a", "facility:c", "facility:e"]
    assert care.facility("facility:a").phone == "+33 3 53 01 00 00"
    again = import_facilities(second)
    assert again.stored is not None
    assert again.stored.batch is None


def test_what_a_newer_whole_file_does_not_name_is_said_and_closed_on_request(tmp_path: Path) -> None:
    header = "code,name,kind,place\n"
    old = plain(tmp_path, "a,A,pharmacy,67482", "b,B,pharmacy,67447", "c,C,pharmacy,74010", header=header)
    import_facilities(old, source="City")
    new = plain(tmp_path, "a,A,pharmacy,67482", name="care-2026-03-09.csv", header=header)
    report = import_facilities(new, source="City", within="departement:67")
    assert (report.absent, report.closed) == (("facility:b",), False)
    assert len(care.facilities()) == 3
    report = import_facilities(new, source="City", within="departement:67", close_absent=True)
    assert (report.absent, report.closed) == (("facility:b",), True)
    assert [card.code for card in care.facilities()] == ["facility:a", "facility:c"]
    again = plain(tmp_path, "b,B,pharmacy,67447", name="care-2026-03-12.csv", header=header)
    import_facilities(again, source="City")
    assert care.facility("facility:b").closed_on is None, "it is there again"


def test_real_facilities_beside_a_simulation_are_said(tmp_path: Path) -> None:
    header = "code,name,kind,place\n"
    import_facilities(plain(tmp_path, "a,A,pharmacy,67482", header=header), simulated=True)
    assert care.facility("facility:a").simulated is True
    report = import_facilities(plain(tmp_path, "b,B,pharmacy,67482", name="real.csv", header=header))
    assert report.simulated_beside == 1
    clash = import_facilities(plain(tmp_path, "a,Z,pharmacy,67482", name="clash.csv", header=header))
    assert "is simulated here" in reasons(clash)[2]


def test_only_what_lies_in_a_place(tmp_path: Path) -> None:
    report = import_facilities(
        plain(
            tmp_path,
            "a,A,pharmacy,67482,,,,,,pharmacy,,,,,",
            "b,B,pharmacy,74010,,,,,,pharmacy,,,,,",
            "c,C,pharmacy,,6.1294,45.8992,,,,pharmacy,,,,,",
            "d,D,pharmacy,67007,,,,,,pharmacy,,,,,",
        ),
        within="departement:67",
    )
    assert (report.accepted, report.outside) == (2, 2)
    assert adds_up(report)
    assert [card.place for card in care.facilities()] == ["commune:67482", "commune:67544"]
    with pytest.raises(NotFound):
        import_facilities(plain(tmp_path, GOOD), within="departement:00")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"code,name\na,b\n", "missing: kind"),
        (b"code,name,kind,colour\na,b,pharmacy,red\n", "unknown: colour"),
        (b"code,name,kind,code\n", "column code twice"),
        ("code,name,kind\na,Caf\xe9,pharmacy\n".encode("latin-1"), "is not utf-8 text"),
        (b"PAR1xxxxPAR1", "Parquet"),
        (gzip.compress(b"code,name,kind\n" + b"a,b,pharmacy\n" * 3_000)[:-20], "breaks off"),
        (b"\x1f\x8bnot gzip at all", "breaks off"),
        (b'code,name,kind\na,"' + b"x" * 200_000, "field larger"),
    ],
)
def test_a_file_that_cannot_be_read_stores_nothing(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "care.csv"
    path.write_bytes(content)
    with pytest.raises(ShapeError, match=said):
        import_facilities(path)
    assert ImportBatch.objects.count() == 0


def test_what_is_no_file_of_this_import_is_said(tmp_path: Path) -> None:
    with pytest.raises(ShapeError, match="is not there"):
        import_facilities(tmp_path / "none.csv")
    packed = tmp_path / "care.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("care.csv", HEADER)
        archive.writestr("other.csv", HEADER)
    with pytest.raises(ShapeError, match="zip archive with 2 tables"):
        import_facilities(packed)
    packed.write_bytes(packed.read_bytes()[:-30])
    with pytest.raises(ShapeError, match="breaks off"):
        import_facilities(packed)
    with pytest.raises(InputError, match="is no layout"):
        import_facilities(packed, "excel")
    with pytest.raises(ShapeError, match="no encoding"):
        import_facilities(plain(tmp_path, GOOD), encoding="klingon")


def test_semicolons_latin_letters_gzip_and_no_date(tmp_path: Path) -> None:
    path = tmp_path / "care.csv"
    path.write_bytes(gzip.compress("code;name;kind;place\na;Pharmacie de l'Été;pharmacy;67482\n".encode("latin-1")))
    report = import_facilities(path, encoding="latin-1", source="Somebody")
    assert care.facility("facility:a").name == "Pharmacie de l'Été"
    assert (report.date_from, report.source) == ("today", "Somebody")
    assert report.data_date == date(2026, 3, 16), "the clock of the workspace"
