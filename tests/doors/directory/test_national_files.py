"""National files: FINESS, RPPS, counts by commune, Eurostat; invented ones, and the real ones beside the project."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from pagus.apps.care import queries as care
from pagus.doors.directory import LAYOUTS, import_facilities
from pagus.doors.directory.plain import COLUMNS
from pagus.errors import ShapeError
from tests.conftest import ROOT
from tests.doors.directory.test_import_facilities import GOOD, adds_up, plain, reasons

pytestmark = pytest.mark.django_db


def structure(number: str, name: str, commune: str, departement: str, locality: str, category: str, way: str) -> str:
    cells = [number, "670000000", name, f"{name} DES TESTS", "", "", "1", *way.split(" ", 1), "", "", commune]
    cells += [departement, "", locality, "", "", *category.split(" ", 1)]
    return ";".join(["structureet", *cells, *[""] * 12])


ETALAB = "\n".join(
    [
        "finess;etalab;94;2026-01-08",
        structure(
            "670000025", "HOPITAL", "482", "67", "67000 STRASBOURG", "101 Centre Hospitalier Régional", "PL HOPITAL"
        ),
        structure(
            "970100001", "PHARMACIE", "120", "9A", "97110 POINTE A PITRE", "620 Pharmacie d'Officine", "RUE PORT"
        ),
        structure("670000033", "AIDE", "482", "67", "67000 STRASBOURG", "460 Service autonomie aide (SAA)", "RUE NORD"),
        structure("670000041", "SANS POINT", "447", "67", "67300 SCHILTIGHEIM", "620 Pharmacie d'Officine", "RUE SUD"),
        "structureet;670000051;short",
        "geolocalisation;670000025;1049911.6;6840497.1;1,ATLASANTE,100,IGN,BD_ADRESSE,V2.2,LAMBERT_93;2026-01-05",
        "geolocalisation;970100001;656700;1796300;1,ATLASANTE,100,IGN,BD_ADRESSE,V2.2,UTM_N20;2026-01-05",
        "",
    ]
)


def test_finess_as_it_is_published(tmp_path: Path) -> None:
    path = tmp_path / "etalab-cs1100507.csv"
    path.write_text(ETALAB, encoding="utf-8")
    report = import_facilities(path, "finess")
    assert (report.data_date, report.source) == (date(2026, 1, 8), "FINESS")
    assert dict(report.aside) == {"category 460 Service autonomie aide (SAA)": 1}
    assert reasons(report).keys() == {6}
    assert adds_up(report)
    hospital = care.facility("facility:finess-670000025")
    assert (hospital.place, hospital.kind, hospital.identifier) == ("commune:67482", "hospital", "finess:670000025")
    assert (round(hospital.lon, 2), round(hospital.lat, 2)) == (7.75, 48.57)
    assert hospital.address == "1 PL HOPITAL, 67000 STRASBOURG"
    overseas = care.facility("facility:finess-970100001")
    assert (overseas.place, round(overseas.lon, 1), round(overseas.lat, 1)) == ("commune:97120", -61.5, 16.2)
    assert overseas.time_zone == "America/Guadeloupe"
    assert care.facility("facility:finess-670000041").point_from == "place"


RPPS_HEADER = (
    "Type d'identifiant PP|Identifiant PP|Identification nationale PP|Nom d'exercice|Prénom d'exercice|Code profession|"
    "Libellé profession|Code savoir-faire|Code mode exercice|Numéro SIRET site|Numéro FINESS site|"
    "Identifiant technique de la structure|Raison sociale site|Enseigne commerciale site|"
    "Numéro Voie (coord. structure)|"
    "Libellé type de voie (coord. structure)|Libellé Voie (coord. structure)|Code postal (coord. structure)|"
    "Code commune (coord. structure)|Libellé commune (coord. structure)|Téléphone (coord. structure)|"
    "Libellé secteur d'activité|"
)


def activity(
    number: str, profession: str, know_how: str, mode: str, finess: str, way: str, insee: str, at: str = ""
) -> str:
    cells = ["8", number, f"8{number}", "ESSAI", "CAMILLE", profession, "", know_how, mode, "", finess, "", "", "", "1"]
    return "|".join([*cells, "rue", way, "67000", insee, "Strasbourg", "", at or "Cabinet individuel", ""])


def rpps(folder: Path, *lines: str) -> Path:
    path = folder / "PS_LibreAcces_Personne_activite_202603010832.txt"
    path.write_text("\n".join([RPPS_HEADER, *lines]) + "\n", encoding="utf-8")
    return path


def test_practitioners_with_two_practices_share_their_time(tmp_path: Path) -> None:
    report = import_facilities(
        rpps(
            tmp_path,
            activity("10000000001", "10", "SM54", "L", "", "du Nord", "67482"),
            activity("10000000001", "10", "SM54", "L", "", "du Sud", "67447"),
            activity("10000000001", "10", "SM54", "L", "", "DU NORD", "67482"),
            activity("10000000002", "10", "SM54", "L", "", "du Nord", "67482"),
            activity("10000000003", "60", "", "L", "", "du Nord", "67482"),
            activity("10000000004", "10", "SM15", "L", "", "du Nord", "67482"),
            activity("10000000005", "10", "SM54", "S", "", "du Nord", "67482", "Etablissement public de santé"),
            activity("10000000006", "10", "SM54", "S", "", "du Nord", "67482", "Centre de santé"),
            activity("10000000007", "95", "", "L", "", "du Nord", "67482"),
            activity("10000000008", "10", "SM54", "L", "", "du Nord", ""),
            activity("1", "10", "SM54", "L", "", "du Nord", "67482"),
            activity("10000000009", "60", "", "L", "", "du Nord", "67999"),
        ),
        "rpps",
    )
    assert report.data_date == date(2026, 3, 1)
    assert dict(report.aside) == {
        "employed outside practices, health centres and pharmacies": 1,
        "profession 95": 1,
        "activity without a commune": 1,
    }  # fmt: skip
    assert reasons(report).keys() == {12, 13}
    assert adds_up(report)
    frame = care.supply("general_practice")
    assert dict(zip(frame["place"], frame["fte"], strict=True)) == {"commune:67482": 2.5, "commune:67447": 0.5}
    assert care.supply("nursing")["fte"].to_list() == [1.0]
    assert care.supply("medical_specialist")["fte"].to_list() == [1.0]
    assert len(care.facilities()) == 2, "the same address is the same facility"
    north = next(card for card in care.facilities() if card.place == "commune:67482")
    assert {each.service for each in north.services} == {"general_practice", "nursing", "medical_specialist"}
    assert len(care.practitioners(north.code)) == 5


def test_the_archive_that_is_published_is_read_as_it_is(tmp_path: Path) -> None:
    table = rpps(tmp_path, activity("10000000001", "60", "", "L", "", "du Nord", "67482"))
    packed = tmp_path / "PS_LibreAcces.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("PS_LibreAcces_Dipl_AutExerc_202603010832.txt", "Type|Identifiant\n")
        archive.write(table, table.name)
    report = import_facilities(packed, "rpps")
    assert (report.accepted, report.data_date, report.date_from) == (1, date(2026, 3, 1), "file")


def test_the_how_to_names_every_column_kind_and_service() -> None:
    page = (ROOT / "docs/how-to/bring-the-directory-in.md").read_text(encoding="utf-8")
    words = {*COLUMNS, *care.FACILITY_KINDS, *care.SERVICES, *care.SECTORS, *LAYOUTS} - {"commune_supply"}
    assert {word for word in words if f"`{word}`" not in page} == set()


def test_a_practice_in_an_establishment_of_finess_keeps_what_finess_says(tmp_path: Path) -> None:
    path = tmp_path / "etalab-cs1100507.csv"
    path.write_text(ETALAB, encoding="utf-8")
    import_facilities(path, "finess")
    import_facilities(rpps(tmp_path, activity("10000000001", "60", "", "L", "670000025", "du Nord", "67482")), "rpps")
    card = care.facility("facility:finess-670000025")
    assert (card.kind, card.name, card.point_from) == ("hospital", "HOPITAL DES TESTS", "given")
    assert {each.service for each in card.services} == {"hospital_care", "nursing"}


def test_a_file_of_another_layout_is_said(tmp_path: Path) -> None:
    path = plain(tmp_path, GOOD)
    for layout in ("finess", "rpps", "bpe", "sirene", "eurostat"):
        with pytest.raises(ShapeError):
            import_facilities(path, layout)


def test_counts_wide_and_long(tmp_path: Path) -> None:
    wide = tmp_path / "wide.csv"
    wide.write_text("code_insee,gp,nurse\n67482,3,0\n1004,2,1\n67447,0,0\n67999,1,1\n67462,-1,2\n", encoding="utf-8")
    report = import_facilities(wide, "bpe")
    assert dict(report.aside) == {"no practitioner in the commune": 1}
    assert reasons(report).keys() == {5, 6}
    assert care.supply("general_practice").select("place", "fte").rows() == [
        ("commune:01004", 2.0),
        ("commune:67482", 3.0),
    ]
    longer = tmp_path / "long.csv"
    longer.write_text(
        "DEPCOM;TYPEQU;NB_EQUIP\n67462;D201;4\n67462;D301;1\n67462;A101;1\n75113;D201;9\n", encoding="utf-8"
    )
    import_facilities(longer, "bpe")
    frame = care.supply("general_practice")
    assert dict(zip(frame["place"], frame["fte"], strict=True))["commune:75056"] == 9.0
    assert care.supply("pharmacy")["fte"].to_list() == [1.0]


# The real files beside the project.


def test_real_finess_of_occitanie(shared: Path) -> None:
    report = import_facilities(shared / "data/fr-care/finess_occitanie.csv.gz", "finess", data_date=date(2026, 1, 1))
    assert (report.read, len(report.rejected)) == (10_004, 0)
    assert report.accepted > 5_000
    assert adds_up(report)
    assert len(care.facilities(kind="pharmacy", within="region:76")) > 1_800


def test_real_hospitals_of_eurostat(shared: Path) -> None:
    report = import_facilities(shared / "data/fr-care/hospitals_france_2020.csv.gz", "eurostat")
    assert (report.read, report.data_date) == (5_368, date(2020, 3, 6))
    assert report.accepted > 5_350
    said = reasons(report)
    assert "cannot be printed" in said[2950]
    assert "no commune of France" in said[5367]
    assert len(said) < 10
    assert adds_up(report)
    assert care.freshness()[0].age_days > 2_000
    bas_rhin = care.facilities(kind="hospital", within="departement:67")
    assert 80 < len(bas_rhin) < 100


def test_real_counts_of_bas_rhin_and_of_france(shared: Path) -> None:
    import_facilities(shared / "data/fr-care/bpe2025_communes_67.csv", "bpe", data_date=date(2025, 1, 1))
    assert care.supply("general_practice")["fte"].sum() == 1_306
    assert care.supply("nursing")["fte"].sum() == 1_736
    units = shared / "data/fr-care/sirene_health_units_communes_2019.csv.gz"
    report = import_facilities(units, "sirene", data_date=date(2019, 12, 31), within="region:44")
    assert adds_up(report)
    assert (report.read, len(report.rejected)) == (20_478, 0)
    frame = care.supply("general_practice")
    assert frame.filter(frame["place"].str.starts_with("commune:67"))["fte"].sum() == 1_306, "BPE, not both"
    assert frame.height > 800


@pytest.mark.long
def test_real_counts_of_all_of_france(shared: Path) -> None:
    units = shared / "data/fr-care/sirene_health_units_communes_2019.csv.gz"
    report = import_facilities(units, "sirene", data_date=date(2019, 12, 31))
    assert adds_up(report)
    assert len(report.rejected) < 10
    assert care.supply("general_practice").height > 10_000
