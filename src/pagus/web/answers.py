"""Answers that machines in the page read: JSON that may be kept, and asked again for nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import conditional_page, require_safe

__all__ = ["map_answer", "points_json"]

Texter = Callable[..., str]
Answerer = Callable[..., HttpResponse]


def map_answer(*, seconds: int = 0, private: bool = True) -> Callable[[Texter], Answerer]:
    """Serve the JSON text that a view gives to the map, with an ETag (the middleware compresses it).

    Takes: for how long it may be used without asking again; whether only this reader's browser may keep it.
    """
    keep = f"{'private' if private else 'public'}, " + (f"max-age={seconds}" if seconds else "no-cache")

    def decorate(view: Texter) -> Answerer:
        @require_safe
        @conditional_page
        @wraps(view)
        def answer(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
            text = view(request, *arguments, **named)
            response = HttpResponse(text, content_type="application/json")
            response.headers["Cache-Control"] = keep
            return response

        return answer

    return decorate


def points_json(points: Sequence[Mapping[str, Any]]) -> str:
    """The GeoJSON of points that ``static/js/map.js`` reads: lon, lat, name, severity (or ``good``), label, url."""
    features = [
        {
            "type": "Feature",
            "properties": {key: value for key, value in point.items() if key not in {"lon", "lat"}},
            "geometry": {"type": "Point", "coordinates": [point["lon"], point["lat"]]},
        }
        for point in points
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
