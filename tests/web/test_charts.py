from __future__ import annotations

import itertools
import json
import re
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pagus.errors import InputError
from pagus.kernel.time import DAY, HOUR, MINUTE, parse_instant
from pagus.web import charts
from pagus.web.charts.axes import time_ticks, value_ticks
from pagus.web.charts.series import segments, thin

START = parse_instant("2026-01-01T00:00:00+01:00")
FRENCH = charts.Setting(identifier="one", language="fr")


def series(**changes: object) -> charts.TimeSeries:
    facts: dict[str, object] = {
        "setting": FRENCH,
        "title": "Poids",
        "unit": "kg",
        "start": START,
        "end": START + 10 * DAY,
        "times": [START + DAY, START + 2 * DAY, START + 8 * DAY],
        "values": [70.5, 71.0, 74.0],
    }
    return charts.TimeSeries(**(facts | changes))  # type: ignore[arg-type]


def parsed(svg: str) -> ElementTree.Element:
    assert "style=" not in svg
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    names = root.get("aria-labelledby", "").split()
    assert [element.get("id") for element in root if element.tag in {"title", "desc"}] == names
    return root


def marked(svg: str, name: str) -> list[ElementTree.Element]:
    return [element for element in parsed(svg).iter() if name in element.get("class", "").split()]


def test_a_series_says_its_title_its_reach_and_its_limits() -> None:
    chart = charts.time_series(
        series(title="Poids <b> & cie", thresholds=(charts.Threshold(value=73, label="Seuil : 73 kg"),))
    )
    root = parsed(chart.svg)
    assert root[0].text == "Poids <b> & cie"
    assert root[1].text == (
        "Courbe de 3 mesures du 1er janv., 00:00 au 11 janv., 00:00, entre 70,5 et 74 kg. Dernière : 74 kg."
        " Seuil : 73 kg."
    )


def test_the_line_breaks_at_a_gap_and_the_gap_is_hatched() -> None:
    whole = charts.time_series(series())
    broken = charts.time_series(series(gap=3 * DAY))
    assert marked(whole.svg, "chart-line")[0].get("d", "").count("M") == 1
    assert marked(whole.svg, "chart-gap") == []
    assert marked(broken.svg, "chart-line")[0].get("d", "").count("M") == 1
    assert marked(broken.svg, "chart-line")[0].get("d", "").count("L") == 1
    (gap,) = marked(broken.svg, "chart-gap")
    assert (gap.get("x"), gap.get("width"), gap.get("fill")) == ("20.00%", "60.00%", "url(#one-hatch)")


def test_held_points_are_hollow_and_outside_the_line() -> None:
    chart = charts.time_series(series(held=[False, True, False]))
    line = marked(chart.svg, "chart-line")[0].get("d", "")
    (hollow,) = marked(chart.svg, "chart-held")
    assert line.count(" ") == 2
    assert hollow.get("d", "").startswith("M200 ")
    assert "200 " not in line
    assert chart.table.rows[1] == ("3 janv., 00:00", "71", "retenue, à confirmer")
    assert chart.legend == (("held", "retenue, à confirmer"),)


def test_an_absurd_held_value_does_not_stretch_the_axis() -> None:
    chart = charts.time_series(series(values=[70.5, 7000.0, 74.0], held=[False, True, False]))
    labels = [element.text for element in marked(chart.svg, "chart-tick-y")]
    assert labels == ["70", "71", "72", "73", "74", "kg"]


def test_threshold_band_window_and_evidence_lie_where_they_belong() -> None:
    chart = charts.time_series(
        series(
            low=70,
            high=74,
            band=charts.Band(low=70, high=72, label="cible"),
            thresholds=(charts.Threshold(value=72, label="seuil", tone="critical"),),
            windows=(charts.Window(start=START + 5 * DAY, end=START + 8 * DAY, label="3 jours"),),
            markers=(charts.Marker(t=START + 8 * DAY, value=74, label="alerte"),),
        )
    )
    (threshold,) = marked(chart.svg, "chart-threshold")
    (band,) = marked(chart.svg, "chart-band")
    (window,) = marked(chart.svg, "chart-window")
    (ring,) = marked(chart.svg, "chart-evidence-ring")
    height = float(threshold.get("d", "").removeprefix("M0 ").removesuffix("H1000"))
    assert float(band.get("y", "")) == height
    assert height == pytest.approx((18 + 250) / 2, abs=0.1)
    assert (window.get("x"), window.get("width")) == ("50.00%", "30.00%")
    assert (ring.get("cx"), float(ring.get("cy", ""))) == ("80.00%", 18.0)
    assert "stroke-critical" in threshold.get("class", "")


@pytest.mark.parametrize("limit", [70.0, 70.4, 71.0, 73.0])
def test_no_two_labels_lie_on_each_other(limit: float) -> None:
    chart = charts.time_series(
        series(
            low=70,
            high=74,
            thresholds=(charts.Threshold(value=limit, label="seuil", tone="critical"),),
            windows=tuple(
                charts.Window(start=START + day * DAY, end=START + 8 * DAY, label=f"{day}") for day in (2, 5)
            ),
        )
    )
    heights = sorted(float(each.get("y", "")) for each in marked(chart.svg, "chart-label"))
    assert len(heights) == 3
    assert min(after - before for before, after in itertools.pairwise(heights)) >= 15


def test_a_long_series_stays_small_and_keeps_its_extremes() -> None:
    times = [START + index * 5 * MINUTE for index in range(14 * 288)]
    values = [100.0 + (index * 37 % 53) for index in range(len(times))]
    values[1000], values[3000] = 400.0, 12.0
    chart = charts.time_series(series(unit="mg/dL", end=times[-1] + 1, times=times, values=values, digits=0))
    assert len(chart.svg) + len(chart.readout) < 40_000
    heights = [
        float(pair.split()[1]) for pair in re.findall(r"[\d.]+ [\d.]+", marked(chart.svg, "chart-line")[0].get("d", ""))
    ]
    assert min(heights) == pytest.approx(18 + (250 - 18) * (400 - 400) / 400, abs=0.5)
    assert max(heights) == pytest.approx(250 - (250 - 18) * 12 / 400, abs=0.5)
    assert len(chart.table.rows) <= 72
    assert sum(int(row[1]) for row in chart.table.rows) == len(times)
    assert max(int(row[4]) for row in chart.table.rows) == 400


def test_the_readout_speaks_the_language_at_each_stop() -> None:
    stops = json.loads(charts.time_series(series()).readout)
    assert stops["x"] == [10.0, 20.0, 80.0]
    assert stops["text"][0] == "2 janv., 00:00 · 70,5 kg"
    assert len(stops["x"]) == len(stops["y"]) == len(stops["text"])


def test_an_empty_series_says_so() -> None:
    chart = charts.time_series(series(times=[], values=[], gap=DAY))
    assert "Aucune mesure" in chart.description
    assert len(marked(chart.svg, "chart-gap")) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"values": [1.0]},
        {"held": [True]},
        {"times": [START + 2, START + 2, START + 3]},
        {"end": START},
        {"thresholds": (charts.Threshold(value=1, label="x", tone="pink"),)},
        {"setting": charts.Setting(identifier='x" onload="')},
    ],
)
def test_a_series_that_cannot_be_drawn_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InputError):
        charts.time_series(series(**wrong))


@given(
    st.lists(
        st.tuples(st.integers(0, 9_999), st.floats(-1e6, 1e6)),
        unique_by=lambda point: point[0],
        min_size=1,
        max_size=120,
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_thinning_keeps_ends_and_extremes(points: list[tuple[int, float]]) -> None:
    points.sort()
    kept = thin(points, 0, 10_000, 8)
    assert set(kept) <= set(points)
    assert kept == sorted(kept)
    assert (kept[0], kept[-1]) == (points[0], points[-1])
    assert {min(v for _, v in kept), max(v for _, v in kept)} == {min(v for _, v in points), max(v for _, v in points)}
    assert len(kept) <= max(16, 8 * 4)


def test_segments_break_only_beyond_the_gap() -> None:
    points = [(0, 1.0), (10, 1.0), (21, 1.0)]
    assert segments(points, 10) == [[(0, 1.0), (10, 1.0)], [(21, 1.0)]]
    assert segments(points, None) == [points]
    assert segments([], 10) == []


@given(st.floats(-1e5, 1e5), st.floats(1e-3, 1e5))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_ticks_enclose_the_values_and_are_few(low: float, reach: float) -> None:
    ticks = value_ticks(low, low + reach)
    step = ticks[1] - ticks[0]
    assert ticks[0] <= low + step * 1e-6
    assert ticks[-1] >= low + reach - step * 1e-6
    assert 2 <= len(ticks) <= 10


def test_ticks_of_counts_are_whole() -> None:
    for top in range(1, 60):
        assert all(tick == int(tick) for tick in value_ticks(0, top, 4, whole=True))


def test_the_time_axis_follows_the_local_clock_through_the_change_of_time() -> None:
    start = parse_instant("2026-03-28T00:00:00+01:00")
    marks = time_ticks(start, start + 3 * DAY, FRENCH, most=4)
    assert [label for _, label, _ in marks] == ["28 mars", "29 mars", "30 mars", "31 mars"]
    assert [later[0] - earlier[0] for earlier, later in itertools.pairwise(marks)] == [24 * HOUR, 23 * HOUR, 24 * HOUR]


def test_a_long_axis_is_marked_by_months() -> None:
    marks = time_ticks(START, START + 200 * DAY, FRENCH)
    assert [label for _, label, _ in marks][:3] == ["1er janv.", "1er févr.", "1er mars"]


def test_a_sparkline_shows_its_last_point() -> None:
    chart = charts.sparkline(
        charts.Sparkline(
            setting=FRENCH, title="x", unit="kg", start=START, end=START + 10 * DAY, times=[START + DAY], values=[3.0]
        )
    )
    (last,) = marked(chart.svg, "chart-last-point")
    assert last.get("cx") == "10.00%"
    assert chart.table.rows == (("2 janv., 00:00", "3", ""),)
