"""From the token of a request to who asks: the ``Access`` that the FHIR door works with."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest

from pagus.apps.accounts.queries import actor_of
from pagus.apps.clients.queries import Bearer, bearer_of
from pagus.apps.clients.scopes import IDENTITY
from pagus.apps.identities.programs import is_permitted
from pagus.doors.bearer import bearer_token
from pagus.doors.fhir_r4.access import Access, Scope

__all__ = ["access_of", "access_of_token", "by_token"]

_WRITING = frozenset("cud")
SOURCE_MARK = "pagus_"


def access_of_token(token: str) -> Access | None:
    """What may whoever holds this token see and do? None when it is nobody's, is over, or was taken back."""
    bearer = bearer_of(token)
    if bearer is None:
        return None
    # Not in ``access_of``: what is told or exported later, with nobody there to journal for, is without identities.
    permitted = IDENTITY in bearer.scopes.names and not bearer.user and is_permitted(bearer.client)
    return replace(access_of(bearer), identities=permitted)


def by_token(request: HttpRequest) -> Access | None:
    """Who asks with the bearer token of this request? None when it has none, or one that is not ours."""
    token = bearer_token(request)
    # Tokens of sources begin so: a device that sends does not pay for a look into another table.
    if not token or token.startswith(SOURCE_MARK):
        return None
    return access_of_token(token)


def access_of(bearer: Bearer) -> Access:
    """The same, of a token that was found."""
    name, role = actor_of(bearer.viewer)
    scopes = tuple(Scope(each.context, each.type, each.letters, each.constraints) for each in bearer.scopes.resources)
    writes = any(each.letters & _WRITING for each in bearer.scopes.resources)
    return Access(
        name=name,
        role=role,
        scopes=scopes,
        user=bearer.viewer,
        territory=bearer.territory,
        team=bearer.team,
        source=f"smart-{bearer.client}" if writes else "",
        patient=bearer.person,
    )
