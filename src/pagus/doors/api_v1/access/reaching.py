"""What is within reach, of the directory and on the streets of this workspace. Open to all; no question is kept."""

from __future__ import annotations

from typing import Annotated, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Query
from ninja import Router as Addresses
from pydantic import Field

from pagus.apps.appointments.queries.finding import LONGEST_MIN, Found, Opening, Wish, find_care
from pagus.apps.travel.queries import router_for
from pagus.doors.api_v1.access.shapes import IsochroneShape, Latitude, Longitude, Mode, NearestAnswer, ProblemShape
from pagus.engines.access.isochrone import as_geojson
from pagus.errors import InputError

__all__ = ["addresses"]

addresses = Addresses(tags=["reach"], auth=None)
REFUSALS = {404: ProblemShape, 422: ProblemShape}
MOST_AREAS = 4
Minutes = Annotated[float, Field(gt=0, le=LONGEST_MIN)]


@addresses.get("nearest", response={200: NearestAnswer, **REFUSALS}, summary="Which care is open when one gets there?")
def nearest(
    request: HttpRequest,
    response: HttpResponse,
    lon: Longitude,
    lat: Latitude,
    service: str = "",
    kind: str = "",
    mode: Mode = "foot",
    within_min: Minutes = 20,
    opening: Literal["on_arrival", "any"] = "on_arrival",
    step_free: bool = False,
) -> dict[str, object]:
    """Facilities of the public directory within reach, open ones first, then those of unknown hours, then closed."""
    wish = Wish(
        lon=lon,
        lat=lat,
        service=service,
        kind=kind,
        mode=mode,
        within_min=within_min,
        opening=Opening("any" if opening == "any" else "leave", settings.WORKSPACE.clock.now_ms()),
        step_free=step_free,
    )
    answer = find_care(wish)
    # Where somebody looks for care is health data: no cache on the way may keep it.
    response.headers["Cache-Control"] = "no-store"
    return {
        "travel_time": answer.router,
        "in_reach": answer.reached_count,
        "open": answer.open_count,
        "found": [_told(each) for each in (*answer.open, *answer.unknown, *answer.closed)],
    }


@addresses.get("isochrone", response={200: IsochroneShape, **REFUSALS}, summary="How far does one come?")
def isochrone(
    request: HttpRequest,
    response: HttpResponse,
    lon: Longitude,
    lat: Latitude,
    minutes: Annotated[str, Query(description="One area for each, as 10,20.", pattern=r"^[0-9.,]{1,40}$")] = "10,20",
    mode: Mode = "car",
) -> dict[str, object]:
    """Areas on the streets or by the timetable of this workspace where it has them, else around a straight line."""
    edges = _edges(minutes)
    router = router_for(mode, lon, lat)
    areas = router.isochrone(lon, lat, edges)
    response.headers["Cache-Control"] = "no-store"
    return {
        "type": "FeatureCollection",
        "travel_time": router.words,
        "features": [
            {"type": "Feature", "properties": {"minutes": edge}, "geometry": as_geojson(rings)}
            for edge, rings in zip(edges, areas, strict=True)
        ],
    }


def _edges(text: str) -> list[float]:
    try:
        edges = sorted({float(part) for part in text.split(",")}, reverse=True)
    except ValueError as error:
        raise InputError("{text!r} are no minutes: write 10,20", text=text) from error
    if len(edges) > MOST_AREAS or not all(0 < edge <= LONGEST_MIN for edge in edges):
        raise InputError("up to {count} areas of up to {most} minutes each", count=MOST_AREAS, most=LONGEST_MIN)
    return edges


def _told(each: Found) -> dict[str, object]:
    card = each.card
    return {
        "code": card.code,
        "name": card.name,
        "kind": card.kind,
        "service": each.service.service,
        "lon": card.lon,
        "lat": card.lat,
        "minutes": round(each.minutes, 1),
        "km": round(each.km, 2),
        "open_on_arrival": each.open,
        "until_ms": each.until_ms,
        "next_ms": each.next_ms,
        "address": card.address,
        "phone": card.phone,
        "step_free": card.step_free,
        "as_of": card.as_of.isoformat(),
        "simulated": card.simulated,
    }
