"""Registering programs of others and taking their access back; opening one with a person in hand."""

from __future__ import annotations

import hashlib
import re
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from oauth2_provider.models import get_access_token_model, get_grant_model

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.clients.models import Client, Launch, TokenContext, UsedAssertion
from pagus.apps.clients.policy import (
    EVERY_TEAM,
    LAUNCH_MS,
    ClientKind,
    Proof,
    checked_keys,
    checked_scopes,
    checked_web,
)
from pagus.apps.journal import actions as journal
from pagus.apps.people.queries import read_person, teams
from pagus.apps.territory.queries import get_place
from pagus.apps.wall_clock import wall_ms
from pagus.errors import CodeError, Conflict, InputError, NotFound

__all__ = [
    "Registered",
    "begin_launch",
    "forget_expired",
    "keep_context",
    "register_client",
    "revoke_client",
    "take_launch",
    "use_assertion",
]

_CODE = re.compile(r"[a-z0-9][a-z0-9-]{1,58}")


@dataclass(frozen=True, slots=True)
class Registered:
    """A program that was registered; its secret is told this once (empty: it has none)."""

    code: str
    secret: str


def register_client(
    code: str,
    *,
    name: str,
    kind: ClientKind,
    proof: Proof,
    territory: str,
    scopes: str,
    team: str = "",
    redirects: Sequence[str] = (),
    launch_url: str = "",
    keys: Mapping[str, Any] | None = None,
    by: Actor = accounts.SYSTEM,
) -> Registered:
    """Let a program of others ask here. Journalled.

    Takes: its code (its OAuth client_id) and name; a service or an app, and how it proves itself; the territory it is
    bound to, and the team whose people it may see (``*`` for every team of the territory, empty for nobody); the most
    that its tokens may do; for an app where a browser may be sent back to, and where it is opened; its public keys.
    Refuses: NotAllowed; CodeError, Conflict for the code; NotFound for place or team; InputError for what does not fit.
    """
    place = get_place(territory).code
    accounts.require(by, "operate", place)
    if not _CODE.fullmatch(code):
        raise CodeError("{code!r} is no code of a program: use a-z, 0-9 and -", code=code[:60])
    allowed = checked_scopes(scopes, kind)
    _require_team(team, place)
    if (proof == "keys") != (keys is not None) or (kind == "service" and proof == "none"):
        raise InputError("a service signs with its keys or has a secret; keys are given when it signs, and only then")
    if (kind == "app") != bool(redirects) or (launch_url and kind != "app"):
        raise InputError("an app needs an address to come back to; a service has none")
    secret = secrets.token_urlsafe(36) if proof == "secret" else ""
    with transaction.atomic():
        if Client.objects.filter(client_id=code).exists():
            raise Conflict("the program {code} is registered already, or was once", code=code)
        Client.objects.create(
            client_id=code,
            name=name.strip()[:200] or code,
            client_type=Client.CLIENT_PUBLIC if proof == "none" else Client.CLIENT_CONFIDENTIAL,
            authorization_grant_type=(
                Client.GRANT_CLIENT_CREDENTIALS if kind == "service" else Client.GRANT_AUTHORIZATION_CODE
            ),
            client_secret=secret or secrets.token_urlsafe(36),
            redirect_uris=" ".join(checked_web(each) for each in redirects),
            launch_url=checked_web(launch_url) if launch_url else "",
            territory=place,
            team=team,
            scopes=str(allowed),
            keys=checked_keys(keys) if keys is not None else None,
            registered_ms=wall_ms(),
            registered_by=accounts.actor_of(by)[0],
        )
        detail = {"kind": kind, "proof": proof, "territory": place, "team": team, "scopes": str(allowed)}
        journal.record(*accounts.actor_of(by), "register_client", f"client:{code}", "clients", detail)
    return Registered(code, secret)


def revoke_client(code: str, *, by: Actor = accounts.SYSTEM) -> None:
    """Take all access from a program, its tokens included, at once. Journalled. Refuses: NotAllowed, NotFound."""
    client = Client.objects.filter(client_id=code).first()
    if client is None:
        raise NotFound("no program has the code {code}", code=code[:60])
    accounts.require(by, "operate", client.territory)
    with transaction.atomic():
        if Client.objects.filter(pk=client.pk, revoked_ms__isnull=True).update(revoked_ms=wall_ms()):
            get_access_token_model().objects.filter(application=client).delete()
            get_grant_model().objects.filter(application=client).delete()
            Launch.objects.filter(client=client).delete()
            journal.record(*accounts.actor_of(by), "revoke_client", f"client:{code}", "clients")


def begin_launch(by: User, code: str, person: str, base: str) -> str:
    """Open a program with a person in hand: where is the browser sent?

    Takes: who opens it; the code of an app with a launch address; a pseudonym; the base address of the FHIR door.
    Refuses: NotFound for the program, or for a person whom ``by`` may not see. The reading is journalled.
    """
    client = Client.objects.filter(client_id=code, revoked_ms__isnull=True).exclude(launch_url="").first()
    if client is None:
        raise NotFound("no program that can be opened has the code {code}", code=code[:60])
    known = read_person(by, person, f"launch {code}")
    handle = secrets.token_urlsafe(24)
    Launch.objects.create(digest=_digest(handle), client=client, user=by, person=known.code, made_ms=wall_ms())
    parts = urlsplit(client.launch_url)
    query = "&".join(each for each in (parts.query, urlencode({"iss": base, "launch": handle})) if each)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def take_launch(handle: str, code: str, user: User) -> str:
    """With which person did this user open this program? The handle holds once.

    Refuses: NotFound for a handle of another program, of somebody else, used before, or older than ``LAUNCH_MS``.
    """
    with transaction.atomic():
        rows = Launch.objects.filter(
            digest=_digest(handle), client__client_id=code, user=user, made_ms__gt=wall_ms() - LAUNCH_MS
        )
        person = rows.values_list("person", flat=True).first()
        if person is None or not rows.delete()[0]:
            raise NotFound("this launch is not known, or is over: open the program again")
    return person


def keep_context(token: str, person: str) -> None:
    """Note with which person in hand this token was given."""
    row = get_access_token_model().objects.get(token_checksum=_digest(token))
    TokenContext.objects.create(token=row, person=person)


def use_assertion(code: str, jti: str, expires_s: int) -> bool:
    """Is this signed proof used for the first time? Noted, so that it is the last time too."""
    client = Client.objects.get(client_id=code)
    try:
        with transaction.atomic():
            UsedAssertion.objects.create(client=client, jti=_digest(jti), expires_s=expires_s)
    except IntegrityError:
        return False
    return True


def forget_expired() -> int:
    """Drop tokens, codes, launches and proofs that are over. Gives: how many rows went."""
    from django.utils import timezone

    moment = timezone.now()
    rows = [
        get_access_token_model().objects.filter(expires__lt=moment),
        get_grant_model().objects.filter(expires__lt=moment),
        Launch.objects.filter(made_ms__lt=wall_ms() - LAUNCH_MS),
        UsedAssertion.objects.filter(expires_s__lt=int(time.time()) - 60),
    ]
    return sum(each.delete()[0] for each in rows)


def _require_team(team: str, place: str) -> None:
    if team in ("", EVERY_TEAM):
        return
    if team not in {each.code for each in teams(place)}:
        raise NotFound("no team has the code {team}", team=team)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
