"""Charts as accessible SVG, drawn on the server: they print, they work without a script, each has its table twin."""

from pagus.web.charts.bars import (
    ClassCounts,
    Columns,
    DayCells,
    StackedBars,
    class_counts,
    columns,
    day_cells,
    stacked_bars,
)
from pagus.web.charts.classes import ClassedMap, Legend, LegendEntry, classify, legend, map_json
from pagus.web.charts.glance import glance_line
from pagus.web.charts.model import Band, Chart, ClassKey, Marker, Setting, StackRow, Table, Threshold, Window
from pagus.web.charts.pathway import PathwayChart, pathway_chart
from pagus.web.charts.places import PRINTED, ROUTE_TONES, PlaceMap, Route, Spot, place_map
from pagus.web.charts.profile import DayProfile, day_profile
from pagus.web.charts.series import TimeSeries, time_series
from pagus.web.charts.sparkline import Sparkline, sparkline
from pagus.web.charts.trade_off import Estimate, TradeOff, TradePoint, trade_off

__all__ = [
    "PRINTED",
    "ROUTE_TONES",
    "Band",
    "Chart",
    "ClassCounts",
    "ClassKey",
    "ClassedMap",
    "Columns",
    "DayCells",
    "DayProfile",
    "Estimate",
    "Legend",
    "LegendEntry",
    "Marker",
    "PathwayChart",
    "PlaceMap",
    "Route",
    "Setting",
    "Sparkline",
    "Spot",
    "StackRow",
    "StackedBars",
    "Table",
    "Threshold",
    "TimeSeries",
    "TradeOff",
    "TradePoint",
    "Window",
    "class_counts",
    "classify",
    "columns",
    "day_cells",
    "day_profile",
    "glance_line",
    "legend",
    "map_json",
    "pathway_chart",
    "place_map",
    "sparkline",
    "stacked_bars",
    "time_series",
    "trade_off",
]
