"""A map of places as SVG, drawn on the server: for print, for PDF, and for whoever has no scripts."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from pagus.web.charts.axes import check_identifier, compact, element, hatching
from pagus.web.charts.model import Setting

__all__ = ["PRINTED", "ROUTE_TONES", "PlaceMap", "Route", "Spot", "place_map"]

ROUTE_TONES = 6
"""So many routes have their own colour and dashes; after them they come again."""

PRINTED: Mapping[str, str] = {
    "need-1": "#8a2b1f", "need-2": "#d9835f", "need-3": "#f0d3a8", "need-4": "#a5cfbe", "need-5": "#2f7f78",
    "no-data": "#f7f4ee", "edge": "#ffffff", "ink": "#15242b",
}  # fmt: skip
"""The colours on paper: those of tokens.css in light, for documents that know no style sheet."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark with a word of one to three letters in it, as a rank or a stop. ``tone``: 0, or that of its route."""

    lon: float
    lat: float
    label: str
    title: str
    tone: int = 0


@dataclass(frozen=True, slots=True)
class Route:
    """A line through points (lon, lat). ``tone``: from 1 on, one colour and one dash each."""

    points: tuple[tuple[float, float], ...]
    title: str
    tone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMap:
    """Places in their tones. ``geojson``: features with a ``code``; ``marked``: codes with a thick border."""

    setting: Setting
    title: str
    description: str
    geojson: str
    tones: Mapping[str, str]
    marked: frozenset[str] = frozenset()
    routes: tuple[Route, ...] = ()
    spots: tuple[Spot, ...] = ()
    """Routes and spots need the style sheet: they are not for documents."""
    width: float = 640.0
    tallest: float = 640.0
    printed: bool = False
    """True: colours are written in; False: the style sheet gives them, in both themes."""


def place_map(given: PlaceMap) -> str:
    """Which SVG draws these places?

    Takes: a PlaceMap. Gives: SVG text, as wide as its place, at most ``tallest`` high in its own units.
    """
    features = [each for each in json.loads(given.geojson)["features"] if each["geometry"]]
    rings = [(each["properties"]["code"], _rings(each["geometry"])) for each in features]
    points = [point for _, parts in rings for ring in parts for point in ring]
    if not points:
        return ""
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = min(given.width / max((east - west) * squeeze, 1e-9), given.tallest / max(north - south, 1e-9))
    wide, tall = (east - west) * squeeze * scale, (north - south) * scale
    drawn, above = [], []
    for code, parts in rings:
        path = "".join(_path(ring, west, north, squeeze * scale, scale) for ring in parts)
        drawn.append(_shape(path, given.tones.get(code, "no-data"), given))
        if code in given.marked:
            above.append(_border(path, given))
    above += [_route(each, west, north, squeeze * scale, scale) for each in given.routes]
    above += [_spot(each, west, north, squeeze * scale, scale) for each in given.spots]
    check_identifier(given.setting)
    name = given.setting.identifier
    words = element("title", escape(given.title), id=f"{name}-title")
    words += element("desc", escape(given.description), id=f"{name}-words")
    hatch = "" if given.printed else element("defs", hatching(name))
    return element(
        "svg",
        words + hatch + "".join(drawn) + "".join(above),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"-2 -2 {compact(wide + 4)} {compact(tall + 4)}",
        role="img",
        aria_labelledby=f"{name}-title {name}-words",
        class_="place-map",
    )


def _rings(geometry: Mapping[str, object]) -> list[list[tuple[float, float]]]:
    coordinates: list[Any] = geometry["coordinates"]  # type: ignore[assignment]
    parts = [coordinates] if geometry["type"] == "Polygon" else coordinates
    return [ring for part in parts for ring in part]


def _path(ring: list[tuple[float, float]], west: float, north: float, wide: float, tall: float) -> str:
    steps = [f"{compact((x - west) * wide)} {compact((north - y) * tall)}" for x, y in ring]
    return f"M{'L'.join(steps)}z"


def _shape(path: str, tone: str, given: PlaceMap) -> str:
    if given.printed:
        fill = PRINTED.get(tone, PRINTED["no-data"])
        return element("path", d=path, fill=fill, stroke=PRINTED["edge"], stroke_width=0.6, fill_rule="evenodd")
    if tone == "no-data":
        fill = f"url(#{given.setting.identifier}-hatch)"
        return element("path", d=path, fill=fill, class_="place-map-part", fill_rule="evenodd")
    return element("path", d=path, class_=f"place-map-part fill-{tone}", fill_rule="evenodd")


def _border(path: str, given: PlaceMap) -> str:
    if given.printed:
        return element("path", d=path, fill="none", stroke=PRINTED["ink"], stroke_width=2.4, stroke_linejoin="round")
    return element("path", d=path, class_="place-map-marked")


def _route(route: Route, west: float, north: float, wide: float, tall: float) -> str:
    path = _path(list(route.points), west, north, wide, tall).removesuffix("z")
    title = element("title", escape(route.title))
    tone = (route.tone - 1) % ROUTE_TONES + 1
    return element("path", title, d=path, class_=f"place-map-route route-{tone}")


def _spot(spot: Spot, west: float, north: float, wide: float, tall: float) -> str:
    x, y = compact((spot.lon - west) * wide), compact((north - spot.lat) * tall)
    tone = (spot.tone - 1) % ROUTE_TONES + 1 if spot.tone else 0
    body = element("title", escape(spot.title)) + element("circle", cx=x, cy=y, r=11)
    body += element("text", escape(spot.label), x=x, y=y, dy="0.36em", text_anchor="middle")
    return element("g", body, class_=f"place-map-spot route-{tone}")
