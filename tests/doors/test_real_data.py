"""Real traces through the file door: every row is stored or named, and what is stored is what the file says."""

from __future__ import annotations

import gzip

import polars as pl
import pytest

from pagus.apps.streams import queries
from pagus.doors.files import ColumnMapping, import_observations
from tests.apps.cast import person


def test_the_glucose_of_nineteen_people(shared, people, tmp_path):
    packed = shared / "data" / "patients" / "cgm_hall_2018_19subjects.csv.gz"
    path = tmp_path / "hall.csv"
    path.write_bytes(gzip.decompress(packed.read_bytes()))
    table = pl.read_csv(path)
    codes = {name: person(f"person:P-HALL{number:02d}") for number, name in enumerate(sorted(table["id"].unique()))}
    mapping = ColumnMapping(
        columns={"subject": "id", "value": "gl"}, constants={"signal": "glucose", "unit": "mg/dL"}, subjects=codes
    )
    report = import_observations(path, mapping, "hall-2018", time_zone="UTC")
    assert report.read == table.height
    assert report.rejected == len([each for each in queries.import_notes(report.number) if each.outcome == "rejected"])
    assert (report.duplicates, report.held, report.rejected) == (0, 0, 0)
    stored = queries.history(list(codes.values()), ["glucose"])
    assert stored.height == table.height
    for name, code in codes.items():
        own = table.filter(pl.col("id") == name).sort("time")
        assert stored.filter(pl.col("subject") == code)["value"].to_list() == own["gl"].cast(pl.Float64).to_list()
    assert import_observations(path, mapping, "hall-2018", time_zone="UTC").duplicates == table.height


def test_a_season_of_roadside_air_in_parts_per_billion(shared, people, tmp_path):
    from pagus.apps.streams.actions import register_subjects

    register_subjects(["thing:station-marylebone"])
    year = pl.col("date").dt.year() == 2004
    table = pl.read_parquet(shared / "data" / "air" / "london_marylebone_hourly_1998_2005.parquet").filter(year)
    path = tmp_path / "air.parquet"
    table.write_parquet(path)
    mapping = ColumnMapping.parse(["subject:=thing:station-marylebone", "time=date", "@no2:[ppb]=no2"])
    report = import_observations(path, mapping, "roadside", time_zone="UTC")
    measured = table.drop_nulls("no2").filter(pl.col("no2").is_not_nan())
    assert report.accepted == measured.height > 8_000
    assert report.rejected == table.height - table["no2"].null_count() - measured.height
    stored = queries.history(["thing:station-marylebone"], ["no2"])["value"]
    expected = measured.sort("date")["no2"].cast(pl.Float64) * 46.0055 / (8.314462618 * 293.15 / 101.3)
    assert stored.to_list() == pytest.approx(expected.to_list(), rel=1e-12)
