"""The bearer token of a request: what every HTTP door reads the same way."""

from __future__ import annotations

from django.http import HttpRequest

__all__ = ["bearer_token", "token_in"]


def bearer_token(request: HttpRequest) -> str:
    """The token that this request carries as ``Authorization: Bearer``; "" for none."""
    # Of the environment: ``headers`` would read all of them for this one.
    return token_in(request.META.get("HTTP_AUTHORIZATION", ""))


def token_in(authorization: str) -> str:
    """The token in a header ``Authorization``; "" for none."""
    kind, _, token = authorization.partition(" ")
    return token.strip() if kind.casefold() == "bearer" else ""
