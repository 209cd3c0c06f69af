"""Which web pages of others may read our answers? Those of the apps that are registered here (CORS), nobody else's."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from pagus.apps.clients.queries import is_origin_of_an_app

__all__ = ["let_read"]

_ALLOWED = "Authorization, Content-Type, Accept, If-Match, If-None-Exist, Prefer"
_EXPOSED = "ETag, Location, Content-Location, WWW-Authenticate, Retry-After, X-Progress"


def let_read(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let the page that asks read this answer, when it is the page of a registered app. No cookie goes with it."""
    response.headers["Vary"] = ", ".join(filter(None, (response.headers.get("Vary", ""), "Origin")))
    origin = request.headers.get("Origin", "")
    if origin and is_origin_of_an_app(origin):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Headers"] = _ALLOWED
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"
        response.headers["Access-Control-Expose-Headers"] = _EXPOSED
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
