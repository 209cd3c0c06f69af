"""The bearer token of a request: what every HTTP door reads the same way."""

from __future__ import annotations

from django.http import HttpRequest

__all__ = ["bearer_token"]


def bearer_token(request: HttpRequest) -> str:
    """The token that this request carries as ``Authorization: Bearer``; "" for none."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.casefold() == "bearer" else ""
