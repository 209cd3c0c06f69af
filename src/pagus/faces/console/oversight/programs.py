"""Programs of others that ask by FHIR: registered and revoked by the operator, opened by teams."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from pagus.apps.accounts import queries as accounts
from pagus.apps.clients import actions
from pagus.apps.clients.policy import EVERY_TEAM, ClientKind, Proof
from pagus.apps.clients.queries import KnownClient, clients
from pagus.apps.people.queries import teams
from pagus.apps.territory.queries import get_place
from pagus.doors.smart.discovery import fhir_base, token_endpoint
from pagus.errors import Conflict, InputError, NotFound
from pagus.faces.console.frame import asks, language, page
from pagus.web.middleware import in_words

__all__ = ["add", "open_with", "revoke", "show"]

_BOXES = ("name", "code", "scopes", "keys", "redirects", "launch_url")
_PROOFS: Mapping[str, tuple[ClientKind, Proof]] = {
    "service-keys": ("service", "keys"),
    "service-secret": ("service", "secret"),
    "app-none": ("app", "none"),
    "app-secret": ("app", "secret"),
    "app-keys": ("app", "keys"),
}


@require_GET
@asks("operate")
def show(request: HttpRequest) -> HttpResponse:
    """Draw who may ask, and the form to register a program."""
    return _page(request, {})


@require_POST
@asks("operate")
def add(request: HttpRequest) -> HttpResponse:
    """Register a program; its secret, where it has one, is shown this once."""
    told = request.POST
    kind, proof = _PROOFS.get(told.get("kind", ""), ("service", "keys"))
    try:
        registered = actions.register_client(
            told.get("code", "").strip(),
            name=told.get("name", ""),
            kind=kind,
            proof=proof,
            territory=_territory(request),
            team=told.get("team", ""),
            scopes=told.get("scopes", "").strip(),
            redirects=told.get("redirects", "").split() if kind == "app" else (),
            launch_url=told.get("launch_url", "").strip() if kind == "app" else "",
            keys=_keys(told.get("keys", "")) if proof == "keys" else None,
            by=request.user,
        )
    except (InputError, Conflict, NotFound) as error:
        return _page(request, {**told.dict(), "wrong": in_words(error)}, 422)
    base = fhir_base(request)
    facts = {"code": registered.code, "secret": registered.secret, "base": base,
             "token_url": token_endpoint(request)}  # fmt: skip
    response = page(request, "oversight/program", "programs", facts)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@asks("operate")
def revoke(request: HttpRequest) -> HttpResponse:
    """Take all access from a program, at once."""
    actions.revoke_client(request.POST.get("code", ""), by=request.user)
    messages.success(request, _("It can ask nothing any more; its tokens are gone."))
    return HttpResponseRedirect(reverse("console:programs"))


@require_POST
@asks("see_person")
def open_with(request: HttpRequest, code: str) -> HttpResponse:
    """Open a program with a person in hand: the browser goes to its address, with a handle that holds once."""
    base = fhir_base(request)
    where = actions.begin_launch(cast(User, request.user), request.POST.get("program", ""), code, base)
    response = HttpResponse(status=303)
    response.headers["Location"] = where
    return response


def _page(request: HttpRequest, written: Mapping[str, Any], status: int = 200) -> HttpResponse:
    territory = _territory(request)
    speech = language()
    chosen = str(written.get("team", ""))
    options = [("", _("Nobody: it sees places and care only")), (EVERY_TEAM, _("Everybody followed in the territory"))]
    options += [(team.code, team.name.say(speech)) for team in teams(territory)]
    facts = {
        "programs": [_row(each) for each in clients(request.user)],
        "teams": [{"value": code, "label": label, "selected": code == chosen} for code, label in options],
        "kinds": [
            {"value": code, "label": label, "selected": code == str(written.get("kind", "service-keys"))}
            for code, label in _kinds()
        ],
        "territory": get_place(territory).name,
        "base": fhir_base(request),
        "is_demo": settings.WORKSPACE.is_demo,
        # All are named: of a mapping a template would take ``keys`` as its method.
        "written": {**dict.fromkeys(_BOXES, ""), "scopes": "system/Observation.rs system/Patient.rs", **written},
        "wrong": written.get("wrong", ""),
    }
    return page(request, "oversight/programs", "programs", facts, status)


def _kinds() -> list[tuple[str, str]]:
    return [
        ("service-keys", _("A service that signs with its own key")),
        ("service-secret", _("A service with a secret")),
        ("app-none", _("An app in a browser or on a phone")),
        ("app-secret", _("An app on a server, with a secret")),
        ("app-keys", _("An app on a server that signs with its own key")),
    ]


def _row(client: KnownClient) -> dict[str, Any]:
    team = {"": _("nobody"), EVERY_TEAM: _("everybody")}.get(client.team, client.team)
    return {
        "code": client.code,
        "name": client.name,
        "is_app": client.kind == "app",
        "place": get_place(client.territory).name,
        "team": team,
        "scopes": list(client.scopes),
        "registered_ms": client.registered_ms,
        "by": client.registered_by,
        "revoked_ms": client.revoked_ms,
    }


def _territory(request: HttpRequest) -> str:
    return accounts.territories(request.user, "operate")[0]


def _keys(text: str) -> Mapping[str, Any]:
    try:
        keys = json.loads(text)
    except (ValueError, RecursionError):
        keys = None
    if not isinstance(keys, dict):
        raise InputError('give the public keys as a JWK set: {{"keys": [...]}}')
    return keys if "keys" in keys else {"keys": [keys]}
