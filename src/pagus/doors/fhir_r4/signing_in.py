"""Who is it? The ways of signing in, tried in order; each gives an ``Access`` or passes.

A registered source brings the token it was given; a person is logged in, or gives name and password with the request.
Other ways (OAuth) are put before these with ``add_way``.
"""

from __future__ import annotations

import base64
from collections.abc import Callable

from django.contrib.auth import authenticate
from django.http import HttpRequest

from pagus.apps.accounts.queries import Viewer, actor_of
from pagus.apps.streams.senders import known_sender
from pagus.doors.bearer import bearer_token
from pagus.doors.fhir_r4.access import Access, Scope
from pagus.doors.fhir_r4.outcome import FhirError

__all__ = ["add_way", "sign_in"]

Way = Callable[[HttpRequest], Access | None]
_SOURCE_SCOPES = (Scope("system", "*", frozenset("cruds")),)
_PERSON_SCOPES = (Scope("user", "*", frozenset("rs")),)


def _by_source(request: HttpRequest) -> Access | None:
    source = known_sender(token) if (token := bearer_token(request)) else None
    if source is None:
        return None
    return Access(
        name=f"source:{source.name}",
        role="source",
        scopes=_SOURCE_SCOPES,
        territory=source.territory,
        source=source.name,
    )


def _by_session(request: HttpRequest) -> Access | None:
    if "Authorization" in request.headers:
        return None
    return _of_person(request.user) if request.user.is_authenticated else None


def _by_password(request: HttpRequest) -> Access | None:
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    if kind.casefold() != "basic":
        return None
    try:
        name, _, password = base64.b64decode(given, validate=True).decode().partition(":")
    except ValueError:  # no base64, or no text in it
        return None
    user = authenticate(request, username=name, password=password)
    return None if user is None else _of_person(user)


def _of_person(user: Viewer) -> Access | None:
    name, role = actor_of(user)
    return Access(name=name, role=role, scopes=_PERSON_SCOPES, user=user) if user.is_active else None


_WAYS: list[Way] = [_by_source, _by_session, _by_password]


def add_way(way: Way) -> None:
    """Try this way of signing in before the others."""
    if way not in _WAYS:
        _WAYS.insert(0, way)


def sign_in(request: HttpRequest) -> Access:
    """Who asks? Refuses: FhirError 401 for nobody."""
    for way in _WAYS:
        access = way(request)
        if access is not None:
            return access
    raise FhirError(
        "nobody is known by this request: send the token of a registered source, or log in",
        status=401,
        expression="http.Authorization",
    )
