"""Which programs may ask here, whose token is this, and what may its holder see?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.asyncio import async_unsafe
from oauth2_provider.models import get_access_token_model

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor, Grant, Viewer
from pagus.apps.accounts.roles import Role
from pagus.apps.clients.models import Client, Launch
from pagus.apps.clients.policy import EVERY_TEAM, LAUNCH_MS, ClientKind, Proof, verbs_of
from pagus.apps.clients.scopes import Scopes, parse_scopes
from pagus.apps.wall_clock import wall_ms
from pagus.errors import NotFound
from pagus.kit_language.model import Text

__all__ = [
    "Bearer",
    "KnownClient",
    "allowed_scopes",
    "apps_to_open",
    "bearer_of",
    "bearer_of_client",
    "client_named",
    "clients",
    "clients_with",
    "is_origin_of_an_app",
    "launched_person",
    "public_keys",
    "together",
]

_OF_A_BEARER = (
    *("expires", "scope", "context__person", "user__username", "user__is_active"),
    *(f"application__{name}" for name in ("client_id", "territory", "team", "scopes", "revoked_ms")),
)
"""What is asked of a token at each request: all columns would take twice the time."""
_ROLE = Text(fr="Programme client", en="Client program", de="Client-Programm")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownClient:
    """A registered program, without anything secret."""

    code: str
    name: str
    kind: ClientKind
    proof: Proof
    territory: str
    team: str
    scopes: Scopes
    redirects: tuple[str, ...]
    launch_url: str
    registered_ms: int
    registered_by: str
    revoked_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """Who holds a token: the program, the user behind it if there is one, and what both of them may see together."""

    client: str
    viewer: Viewer
    """Asks the queries of the house: its grants are those of program, user and scopes at once."""
    territory: str
    team: str
    scopes: Scopes
    person: str
    """The person in hand; empty for none. Scopes of a patient reach this person only."""
    user: str
    """The login behind it; empty for a program of its own."""
    expires_s: int = 0
    """When the token is over, in seconds since 1970; 0 where there is no token."""


def clients(user: Actor) -> tuple[KnownClient, ...]:
    """Which programs are or were registered, by code? Refuses: NotAllowed."""
    accounts.require(user, "operate")
    rows = Client.objects.order_by("client_id")
    return tuple(_known(row) for row in rows if accounts.may(user, "operate", row.territory))


def clients_with(name: str) -> tuple[KnownClient, ...]:
    """Which programs that are not revoked were registered with this scope by name?"""
    rows = Client.objects.filter(revoked_ms__isnull=True, scopes__contains=name).order_by("client_id")
    return tuple(each for each in map(_known, rows) if name in each.scopes.names)


def client_named(code: str) -> KnownClient | None:
    """Which program has this code, while it is not revoked? None when there is none."""
    row = Client.objects.filter(client_id=code, revoked_ms__isnull=True).first()
    return None if row is None else _known(row)


def apps_to_open() -> tuple[KnownClient, ...]:
    """Which programs can be opened from a page of ours with a person in hand?"""
    rows = Client.objects.filter(revoked_ms__isnull=True).exclude(launch_url="").order_by("name")
    return tuple(_known(row) for row in rows)


def is_origin_of_an_app(origin: str) -> bool:
    """Does a registered app live at this origin (scheme, host and port)? Its pages may read our answers."""
    rows = Client.objects.filter(revoked_ms__isnull=True, redirect_uris__contains=origin)
    for redirects in rows.values_list("redirect_uris", flat=True):
        if any(origin == "{0.scheme}://{0.netloc}".format(urlsplit(each)) for each in redirects.split()):
            return True
    return False


def launched_person(handle: str, code: str, user: Viewer) -> str:
    """With which person did this user open this program just now? Empty when they did not. The handle still holds."""
    rows = Launch.objects.filter(
        digest=hashlib.sha256(handle.encode()).hexdigest(),
        client__client_id=code,
        user_id=user.pk,
        made_ms__gt=wall_ms() - LAUNCH_MS,
    )
    return rows.values_list("person", flat=True).first() or ""


def public_keys(code: str) -> Mapping[str, Any] | None:
    """With which public keys does this program sign? None for one that does not, or that is none."""
    keys: Mapping[str, Any] | None = (
        Client.objects.filter(client_id=code, revoked_ms__isnull=True).values_list("keys", flat=True).first()
    )
    return keys


def allowed_scopes(code: str) -> Scopes:
    """What is the most that a token of this program may do? Nothing when it is none."""
    known = client_named(code)
    return Scopes() if known is None else known.scopes


@async_unsafe  # at once, not only when the question has been written in SQL: a lane asks so for each post
def bearer_of(token: str) -> Bearer | None:
    """Whose token is this, and what may they see? None when it is nobody's, is over, or was taken back."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    rows = get_access_token_model().objects.filter(token_checksum=digest, expires__gt=timezone.now())
    rows = rows.select_related("application", "user", "context").only(*_OF_A_BEARER).order_by()
    row = next(iter(rows[:1]), None)
    if row is None or row.application is None or row.application.revoked_ms is not None:
        return None
    if row.user is not None and not row.user.is_active:
        return None
    found = _bearer(row.application, row.user, parse_scopes(row.scope), _person_of(row))
    return replace(found, expires_s=int(row.expires.timestamp()))


def bearer_of_client(code: str, scopes: str) -> Bearer | None:
    """What may this program see by itself, with no token just now? For what it left here to be done.

    Takes: its code; the scopes of the token with which it asked for that. None when it was revoked.
    """
    row = Client.objects.filter(client_id=code, revoked_ms__isnull=True).first()
    return None if row is None else _bearer(row, None, parse_scopes(scopes), "")


def _bearer(client: Client, user: User | None, given: Scopes, person: str) -> Bearer:
    # What was registered holds now, also for a token that was given before it was cut.
    scopes = given.meet(parse_scopes(client.scopes))
    verbs = _verbs(client, scopes)
    name = f"client:{client.client_id}"
    if user is None:
        held: Iterator[Grant] = iter((_grant(name, verbs, client.territory, client.team),))
    else:
        held = _both(accounts.grants(user), client, name, verbs)
    return Bearer(
        client=client.client_id,
        viewer=accounts.acting(name if user is None else user.get_username(), held),
        territory=client.territory,
        team=client.team,
        scopes=scopes,
        person=person,
        user="" if user is None else user.get_username(),
    )


def together(user: Viewer, code: str, scopes: Scopes) -> Viewer:
    """What may this user and this program see together, under these scopes? Refuses: NotFound for the program."""
    client = Client.objects.filter(client_id=code, revoked_ms__isnull=True).first()
    if client is None:
        raise NotFound("no program has the code {code}", code=code[:60])
    verbs = _verbs(client, scopes)
    return accounts.acting(user.get_username(), _both(accounts.grants(user), client, f"client:{code}", verbs))


def _verbs(client: Client, scopes: Scopes) -> frozenset[str]:
    # The journal belongs to no part of the territory, and ``*`` does not mean it: its type is registered by name.
    named = any(each.type == "AuditEvent" for each in parse_scopes(client.scopes).resources)
    return verbs_of(scopes, journal=named and client.territory == settings.WORKSPACE.territory)


def _person_of(row: Any) -> str:
    context = getattr(row, "context", None)
    return "" if context is None else str(context.person)


def _grant(name: str, verbs: frozenset[str], territory: str, team: str, *, every_team: bool | None = None) -> Grant:
    everybody = team == EVERY_TEAM if every_team is None else every_team
    role = Role(code=name, name=_ROLE, description=_ROLE, verbs=verbs, every_team=everybody, acts_as=frozenset())
    return Grant(role, territory, "" if team == EVERY_TEAM else team)


def _both(own: tuple[Grant, ...], client: Client, name: str, verbs: frozenset[str]) -> Iterator[Grant]:
    """What the user may see and the program too: the smaller territory, the same team, the verbs of both."""
    for grant in own:
        if accounts.covers(grant.territory, client.territory):
            territory = client.territory
        elif accounts.covers(client.territory, grant.territory):
            territory = grant.territory
        else:
            continue
        shared = verbs & grant.role.verbs
        if client.team == EVERY_TEAM:
            yield _grant(name, shared, territory, grant.team, every_team=grant.role.every_team)
        elif client.team and (grant.role.every_team or grant.team == client.team):
            yield _grant(name, shared, territory, client.team)
        else:
            yield _grant(name, shared - {"see_person"}, territory, "")


def _known(row: Client) -> KnownClient:
    return KnownClient(
        code=row.client_id,
        name=row.name,
        kind="service" if row.authorization_grant_type == Client.GRANT_CLIENT_CREDENTIALS else "app",
        proof="keys" if row.keys is not None else "none" if row.client_type == Client.CLIENT_PUBLIC else "secret",
        territory=row.territory,
        team=row.team,
        scopes=parse_scopes(row.scopes),
        redirects=tuple(row.redirect_uris.split()),
        launch_url=row.launch_url,
        registered_ms=row.registered_ms,
        registered_by=row.registered_by,
        revoked_ms=row.revoked_ms,
    )
