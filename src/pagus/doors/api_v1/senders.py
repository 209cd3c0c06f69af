"""Who sends over HTTP: the source behind a bearer token."""

from __future__ import annotations

from django.http import HttpRequest

from pagus.apps.streams.queries import SourceAccess
from pagus.apps.streams.senders import known_sender
from pagus.doors.api_v1.problem import ApiError
from pagus.doors.bearer import bearer_token

__all__ = ["sender_of"]


def sender_of(request: HttpRequest) -> SourceAccess:
    """Which registered source sends this request? Refuses: ApiError 401 when there is none behind the token."""
    token = bearer_token(request)
    if not token:
        raise ApiError(
            "this address takes observations of registered sources only",
            status=401,
            field="Authorization",
            remedy="send the header Authorization: Bearer and the token of the source",
        )
    source = known_sender(token)
    if source is None:
        raise ApiError(
            "the token is unknown or was revoked",
            status=401,
            field="Authorization",
            remedy="ask the operator of this workspace to register the source",
        )
    return source
