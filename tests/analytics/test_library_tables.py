"""The shipped tables: what they say, and what a wrong one is told."""

from __future__ import annotations

from importlib.resources import files

import pytest

from pagus.errors import InputError, NotFound
from pagus.library.tables import index_table, parse_table, table_names, threshold_table

ATMO = files("pagus.library.tables").joinpath("atmo_fr_2021.yaml").read_text(encoding="utf-8")


def test_every_shipped_table_reads():
    assert table_names() == ("air_thresholds_fr", "atmo_fr_2021")
    assert {index_table("atmo_fr_2021").unit, threshold_table("air_thresholds_fr").unit} == {"ug/m3"}


def test_the_french_index_is_that_of_the_order():
    table = index_table("atmo_fr_2021")
    assert {signal: (entry.statistic, entry.upper_edges) for signal, entry in table.pollutants.items()} == {
        "pm25": ("day_mean", (10, 20, 25, 50, 75)),
        "pm10": ("day_mean", (20, 40, 50, 100, 150)),
        "no2": ("day_maximum", (40, 90, 120, 230, 340)),
        "o3": ("day_maximum", (50, 100, 130, 240, 380)),
        "so2": ("day_maximum", (100, 200, 350, 500, 750)),
    }
    assert [table.label(number, "fr") for number in range(7)] == [
        "Indisponible", "Bon", "Moyen", "Dégradé", "Mauvais", "Très mauvais", "Extrêmement mauvais",
    ]  # fmt: skip
    assert [table.colour(number) for number in (1, 6)] == ["#50F0E6", "#872181"]
    assert table.working_translations == ("de",)
    assert set(table.assumptions) == {"rounding", "completeness", "required"}
    with pytest.raises(NotFound, match="no class 7"):
        table.label(7, "fr")
    with pytest.raises(NotFound, match="no class 0"):
        table.colour(0)


def test_thresholds_that_nobody_read_are_missing_and_have_no_number():
    table = threshold_table("air_thresholds_fr")
    values = {(entry.pollutant, entry.level): (entry.value, entry.hours) for entry in table.thresholds}
    assert values == {
        ("o3", "information"): (180, 1), ("o3", "alert"): (240, 1),
        ("no2", "information"): (200, 1), ("no2", "alert"): (400, 3),
        ("so2", "information"): (300, 1), ("so2", "alert"): (500, 3),
        ("pm10", "information"): (50, 24), ("pm10", "alert"): (80, 24),
    }  # fmt: skip
    assert len(table.missing) == 4
    with pytest.raises(NotFound, match="no alert threshold of pm25"):
        table.threshold("pm25", "alert")


@pytest.mark.parametrize(
    ("was", "becomes", "complaint"),
    [
        ("[40, 90, 120, 230, 340]", "[40, 120, 90, 230, 340]", "no2 needs 5 rising upper edges"),
        ("[40, 90, 120, 230, 340]", "[40, 90, 120, 230]", "no2 needs 5 rising upper edges"),
        ("statistic: day_mean, upper_edges: [10", "statistic: median, upper_edges: [10", "pm25: statistic is"),
        ("edge_rule: upper_closed", "edge_rule: lower_closed", "edge_rule is upper_closed"),
        ("rule: maximum", "rule: mean", "zone_statistic is maximum"),
        ("number: 3", "number: 4", "numbered 1, 2, 3"),
        ("groups: [[no2]", "groups: [[co]", "no pollutant of the table"),
        ("valid_from: 2021-01-01", "valid_from: soon", "valid_from is a date"),
        ("licence:", "license:", "lacks licence"),
        ("kind: index", "kind: poem", "kind is index or thresholds"),
        ("id: atmo_fr_2021", "id: other", "must carry the id"),
        ("title:\n  fr", "title: {\n  fr", "is no YAML"),
    ],
)
def test_a_wrong_table_is_told_what_is_wrong(was, becomes, complaint):
    assert was in ATMO
    with pytest.raises(InputError, match=complaint):
        parse_table(ATMO.replace(was, becomes, 1), "atmo_fr_2021")


def test_a_table_of_another_kind_or_name_is_not_found():
    with pytest.raises(NotFound, match="air_thresholds_fr is no index table"):
        index_table("air_thresholds_fr")
    with pytest.raises(NotFound, match="atmo_fr_2021 is no threshold table"):
        threshold_table("atmo_fr_2021")
    with pytest.raises(NotFound, match="there are air_thresholds_fr, atmo_fr_2021"):
        index_table("nowhere")
