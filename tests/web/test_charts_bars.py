from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest

from pagus.errors import InputError
from pagus.web import charts

GERMAN = charts.Setting(identifier="bars", language="de")
RANGES = (
    charts.ClassKey(label="tief", tone="range-low"),
    charts.ClassKey(label="Ziel", tone="range-target"),
    charts.ClassKey(label="hoch", tone="range-high"),
)


def rects(svg: str, name: str) -> list[ElementTree.Element]:
    assert "style=" not in svg
    found = ElementTree.fromstring(svg).iter("rect")
    return [element for element in found if name in element.get("class", "").split()]


def stacked(**changes: object) -> charts.StackedBars:
    facts: dict[str, object] = {
        "setting": GERMAN,
        "title": "Zeit in Bereichen",
        "unit": "%",
        "classes": RANGES,
        "rows": (charts.StackRow(label="Januar", parts=(4.5, 70, 25.5), note="n = 12"),),
        "digits": 1,
    }
    return charts.StackedBars(**(facts | changes))  # type: ignore[arg-type]


def test_stacked_parts_lie_end_to_end() -> None:
    chart = charts.stacked_bars(stacked())
    parts = rects(chart.svg, "chart-part")
    assert [(part.get("x"), part.get("width")) for part in parts] == [
        ("0.00%", "4.50%"),
        ("4.50%", "70.00%"),
        ("74.50%", "25.50%"),
    ]
    assert chart.description == "Januar: tief 4,5 %, Ziel 70,0 %, hoch 25,5 %."
    assert chart.table.rows == (("Januar", "4,5", "70,0", "25,5", "n = 12"),)
    assert chart.legend[1] == ("range-target", "Ziel")


def test_a_note_that_is_too_long_for_a_phone_stands_below_its_label() -> None:
    name = "CC de Hanau-La Petite Pierre"
    for note, place in (("n = 4", ("100%", "16")), ("unterdrückt, zu wenige Fälle", ("0", "34"))):
        rows = (charts.StackRow(label=name, parts=(4.5, 70, 25.5), note=note),)
        svg = charts.stacked_bars(stacked(rows=rows)).svg
        found = next(each for each in ElementTree.fromstring(svg).iter("text") if each.text == note)
        assert (found.get("x"), found.get("y")) == place


def test_a_row_without_data_is_hatched_not_empty() -> None:
    chart = charts.stacked_bars(stacked(rows=(charts.StackRow(label="Februar", parts=(), unknown=True),)))
    assert [rect.get("fill") for rect in rects(chart.svg, "chart-gap")] == ["url(#bars-hatch)"]
    assert chart.table.rows == (("Februar", "keine Daten", "keine Daten", "keine Daten", ""),)


@pytest.mark.parametrize("parts", [(1, 2), (-1, 50, 51), (40, 40, 40)])
def test_parts_that_are_no_shares_are_refused(parts: tuple[float, ...]) -> None:
    with pytest.raises(InputError):
        charts.stacked_bars(stacked(rows=(charts.StackRow(label="x", parts=parts),)))


def test_class_counts_are_as_long_as_their_shares() -> None:
    chart = charts.class_counts(
        charts.ClassCounts(
            setting=GERMAN, title="Tage", unit="Tage", classes=RANGES, counts=(10, 40, 0), unknown=50, digits=0
        )
    )
    assert [rect.get("width") for rect in rects(chart.svg, "chart-part")] == ["10.00%", "40.00%"]
    assert chart.table.rows == (
        ("tief", "10", "10"),
        ("Ziel", "40", "40"),
        ("hoch", "0", "0"),
        ("keine Daten", "50", "50"),
    )


def test_class_counts_write_one_in_the_singular() -> None:
    def counted(count: float) -> str:
        return "1 Tag" if count == 1 else f"{count:.0f} Tage"

    given = charts.ClassCounts(
        setting=GERMAN, title="Tage", unit="Tage", classes=RANGES, counts=(1, 3, 0), counted=counted
    )
    assert charts.class_counts(given).description == "tief: 1 Tag, Ziel: 3 Tage, hoch: 0 Tage."


def test_class_counts_refuse_a_missing_class() -> None:
    with pytest.raises(InputError):
        charts.class_counts(charts.ClassCounts(setting=GERMAN, title="x", unit="", classes=RANGES, counts=(1, 2)))


def test_columns_stack_from_the_base_and_read_out_their_parts() -> None:
    rows = (
        charts.StackRow(label="1. Jan.", parts=(2, 0, 2)),
        charts.StackRow(label="2. Jan.", parts=(0, 0, 0)),
        charts.StackRow(label="3. Jan.", parts=(), unknown=True),
    )
    chart = charts.columns(
        charts.Columns(setting=GERMAN, title="Meldungen", unit="Meldungen", classes=RANGES, rows=rows)
    )
    first, second = rects(chart.svg, "chart-part")
    assert float(first.get("y", "")) + float(first.get("height", "")) == 190.0
    assert float(second.get("y", "")) + float(second.get("height", "")) == float(first.get("y", ""))
    stops = json.loads(chart.readout)
    assert stops["text"] == [
        "1. Jan. · 4 Meldungen · tief 2, hoch 2",
        "2. Jan. · 0 Meldungen",
        "3. Jan. · keine Daten",
    ]
    assert chart.table.rows[0] == ("1. Jan.", "2", "0", "2", "4")
    assert chart.table.rows[2] == ("3. Jan.", "keine Daten", "keine Daten", "keine Daten", "keine Daten")


def test_columns_refuse_none_and_too_many() -> None:
    for count in (0, 401):
        rows = tuple(charts.StackRow(label=str(index), parts=(1,)) for index in range(count))
        with pytest.raises(InputError):
            charts.columns(charts.Columns(setting=GERMAN, title="x", unit="", classes=RANGES[:1], rows=rows))


def test_day_cells_number_their_classes() -> None:
    chart = charts.day_cells(
        charts.DayCells(
            setting=GERMAN, title="Index", classes=RANGES, days=(("1. Jan.", 0), ("2. Jan.", None), ("3. Jan.", 2))
        )
    )
    assert chart.description == "1. Jan.: tief, 2. Jan.: keine Daten, 3. Jan.: hoch."
    assert len(rects(chart.svg, "chart-part")) == 2
    assert chart.legend == (("range-low", "1 tief"), ("range-target", "2 Ziel"), ("range-high", "3 hoch"))
    with pytest.raises(InputError):
        charts.day_cells(charts.DayCells(setting=GERMAN, title="x", classes=RANGES, days=(("1", 3),)))


def profile(**changes: object) -> charts.DayProfile:
    minutes = list(range(0, 1441, 60))
    flat = [100.0] * len(minutes)
    curves = {
        name: [value + step for value in flat]
        for step, name in zip((0, 10, 20, 30, 40), ("p5", "p25", "p50", "p75", "p95"), strict=True)
    }
    facts: dict[str, object] = {
        "setting": GERMAN,
        "title": "Profil",
        "unit": "mg/dL",
        "minutes": minutes,
        **curves,
        "band": charts.Band(low=70, high=180, label="Ziel 70 bis 180"),
    }
    return charts.DayProfile(**(facts | changes))  # type: ignore[arg-type]


def test_a_profile_has_a_row_for_each_hour_and_three_marks() -> None:
    chart = charts.day_profile(profile())
    assert len(chart.table.rows) == 25
    assert chart.table.rows[6] == ("06:00", "100", "110", "120", "130", "140")
    assert [tone for tone, _ in chart.legend] == ["line", "fan-inner", "fan-outer"]
    assert "Ziel 70 bis 180" in chart.description


def test_a_profile_breaks_where_too_few_values_were_seen() -> None:
    gap = [120.0] * 25
    gap[10] = None  # type: ignore[call-overload]
    chart = charts.day_profile(profile(p50=gap))
    line = next(e for e in ElementTree.fromstring(chart.svg).iter("path") if "chart-line" in e.get("class", ""))
    assert line.get("d", "").count("M") == 2
    assert chart.table.rows[10][3] == "–"


def test_a_profile_whose_percentiles_cross_is_refused() -> None:
    with pytest.raises(InputError, match="cross at minute 0"):
        charts.day_profile(profile(p25=[90.0] * 25))
    with pytest.raises(InputError, match="24 values for 25 minutes"):
        charts.day_profile(profile(p5=[90.0] * 24))


CARE = charts.ClassedMap(title="Sprechstunden", unit="je Person", palette="need", cuts=(1.5, 2.5, 3.5, 4.5), digits=1)


@pytest.mark.parametrize(("value", "expected"), [(1.49, 1), (1.5, 2), (2.5, 3), (4.49, 4), (4.5, 5), (99, 5), (-1, 1)])
def test_a_value_on_a_cut_point_belongs_to_the_class_above(value: float, expected: int) -> None:
    assert charts.classify(value, CARE.cuts) == expected
    assert CARE.tone(value) == f"need-{expected}"


def test_the_legend_prints_the_cut_points() -> None:
    said = charts.legend(CARE, "de", suppressed=True)
    assert said.title == "Sprechstunden (je Person)"
    assert [entry.label for entry in said.entries] == [
        "< 1,5",
        "1,5 – 2,5",
        "2,5 – 3,5",
        "3,5 – 4,5",
        "≥ 4,5",
        "unterdrückt, zu wenige Fälle",
        "keine Daten",
    ]


def test_a_suppressed_value_leaves_no_trace() -> None:
    told = charts.map_json(CARE, {"a": 3.21, "b": 3.21, "c": None}, "fr", {"b"})
    assert told == {
        "a": ["need-3", "3,2 je Person"],
        "b": ["suppressed", "masqué, trop peu de cas"],
        "c": ["no-data", "pas de données"],
    }


def test_given_classes_keep_their_tones() -> None:
    air = charts.ClassedMap(title="Air", classes=(charts.ClassKey(label="Bon", tone="atmo-1"),))
    assert charts.map_json(air, {"a": 0}, "fr") == {"a": ["atmo-1", "Bon"]}
    with pytest.raises(InputError):
        air.tone(1)


@pytest.mark.parametrize("wrong", [{}, {"cuts": (1, 2, 3)}, {"cuts": (1, 1, 2, 3)}, {"cuts": (4, 3, 2, 1)}])
def test_a_map_without_four_ascending_cuts_is_refused(wrong: dict[str, tuple[float, ...]]) -> None:
    with pytest.raises(InputError):
        charts.ClassedMap(title="x", **wrong)  # type: ignore[arg-type]
