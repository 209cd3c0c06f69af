from __future__ import annotations

from xml.etree import ElementTree

import pytest

from pagus.errors import InputError
from pagus.web import charts

FRENCH = charts.Setting(identifier="trade", language="fr")


def point(label: str, cost: float, gain: float, mark: str = "") -> charts.TradePoint:
    return charts.TradePoint(
        label=label,
        mark=mark,
        cost=charts.Estimate(cost, cost - 0.5, cost + 0.5),
        gain=charts.Estimate(gain, gain - 0.1, gain + 0.1),
    )


def drawn(*points: charts.TradePoint, line: tuple[charts.TradePoint, ...] = ()) -> charts.Chart:
    return charts.trade_off(
        charts.TradeOff(
            setting=FRENCH, title="Essai", cost_name="fausses", gain_name="trouvées", points=points, line=line
        )
    )


def places(chart: charts.Chart) -> list[tuple[float, float]]:
    circles = ElementTree.fromstring(chart.svg).iter("circle")
    return [(float(str(each.get("cx")).rstrip("%")), float(str(each.get("cy")))) for each in circles]


def test_what_gains_more_stands_higher_and_what_costs_more_further_right() -> None:
    (cheap_x, cheap_y), (dear_x, dear_y) = places(drawn(point("a", 1.0, 0.3), point("b", 4.0, 0.6)))
    assert cheap_x < dear_x
    assert cheap_y > dear_y


def test_intervals_stay_within_the_drawing_and_are_in_the_table() -> None:
    chart = drawn(point("longue règle", 1.0, 0.3, "1"))
    assert chart.table.rows == (("1 longue règle", "30 [20; 40]", "1,00 [0,50; 1,50]"),)
    assert "longue règle" in chart.description
    assert ">1</text>" in chart.svg
    whiskers = [each for each in ElementTree.fromstring(chart.svg).iter("line") if "whisker" in str(each.get("class"))]
    assert len(whiskers) == 2


def test_a_line_needs_two_variants() -> None:
    one, two = point("1 kg", 1.0, 0.3), point("2 kg", 2.0, 0.4)
    assert "chart-line" not in drawn(one, line=(one,)).svg
    assert "chart-line" in drawn(one, line=(one, two)).svg


def test_nothing_is_no_trade() -> None:
    with pytest.raises(InputError):
        drawn()
