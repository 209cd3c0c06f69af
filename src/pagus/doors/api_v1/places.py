"""GET of places by name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from pagus.apps.territory.queries import find_places
from pagus.doors.api_v1.problem import ApiError, answering, json_answer

__all__ = ["find"]

_LONGEST_TEXT = 100
_MOST = 50


@answering("GET")
def find(request: HttpRequest) -> HttpResponse:
    """Which places did somebody mean? What is searched is stored nowhere.

    Takes: ``q``, a name or a code; ``limit``, 1 to 50 (10). Gives: code, kind, name, population, lon, lat, best first.
    Refuses: 422 without ``q``, for one of over 100 characters, or a limit that is none.
    """
    text = request.GET.get("q", "").strip()
    if not text or len(text) > _LONGEST_TEXT:
        raise ApiError(
            "what is searched has {length} characters", status=422, field="q", remedy="send 1 to 100", length=len(text)
        )
    limit = request.GET.get("limit", "10")
    if not (limit.isascii() and limit.isdigit() and 1 <= int(limit[:9]) <= _MOST):
        raise ApiError("the limit is no number of places", status=422, field="limit", remedy="send 1 to 50")
    places = [
        {
            "code": place.code,
            "kind": place.kind,
            "name": place.name,
            "population": place.population,
            "lon": place.lon,
            "lat": place.lat,
        }
        for place in (found.place for found in find_places(text, int(limit)))
    ]
    return json_answer({"places": places})
