"""The page on which somebody lets an app ask in their name, for whom it asks, and what it will see."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from oauth2_provider.exceptions import FatalClientError, OAuthToolkitError
from oauth2_provider.http import OAuth2ResponseRedirect
from oauth2_provider.oauth2_backends import get_oauthlib_core

from pagus.apps.accounts.queries import actor_of
from pagus.apps.clients import actions
from pagus.apps.clients.queries import KnownClient, client_named, launched_person, together
from pagus.apps.clients.scopes import Scopes, parse_scopes
from pagus.apps.journal import actions as journal
from pagus.apps.people.queries import read_person
from pagus.doors.smart.discovery import fhir_base
from pagus.errors import NotFound
from pagus.web.security import leading_to

__all__ = ["ask"]

_PSEUDONYM = re.compile(r"[A-Za-z0-9-]{1,40}")


@dataclass(frozen=True, slots=True)
class _Asked:
    """An authorization request that is in order."""

    client: KnownClient
    scopes: Scopes
    credentials: Mapping[str, Any]
    launch: str
    person: str
    """The person of the launch; empty when somebody must name one, or none is needed."""

    @property
    def needs_person(self) -> bool:
        """Is this an app that works with one person in hand?"""
        return "launch/patient" in self.scopes.names or any(it.context == "patient" for it in self.scopes.resources)


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The authorization endpoint: what the app asks is shown; the user allows it or not.

    Takes: the parameters of RFC 6749 and PKCE (S256), ``aud`` (our FHIR base), and ``launch`` where a page of ours
    opened the app. Gives: the page, or back to the app with a code or an error. An app that is not registered, or
    an address that is not its own, is told here and goes nowhere.
    """
    try:
        asked = _asked(request)
    except FatalClientError as error:
        return _page(request, None, str(error.oauthlib_error.description or error.oauthlib_error.error), 400)
    except OAuthToolkitError as error:
        return _back(_with_error(error))
    wrong = _wrong(request, asked)
    if wrong:
        return _page(request, None, wrong, 400)
    if request.method == "GET":
        return _page(request, asked, "")
    return _decide(request, asked)


def _asked(request: HttpRequest) -> _Asked:
    scopes, credentials = get_oauthlib_core().validate_authorization_request(request)
    client = client_named(credentials["client_id"])
    if client is None:  # revoked between two questions
        raise NotFound("no program has the code {code}", code=str(credentials["client_id"])[:60])
    launch = request.GET.get("launch", "")
    given = parse_scopes(" ".join(scopes))
    person = launched_person(launch, client.code, request.user) if launch else ""
    return _Asked(client, given, credentials, launch, person)


def _wrong(request: HttpRequest, asked: _Asked) -> str:
    if request.GET.get("aud", "").rstrip("/") != fhir_base(request):
        return _("The program asks for data of another server: aud is to be {base}").format(base=fhir_base(request))
    if asked.launch and not asked.person:
        return _("This launch is not known, or is over: open the program again.")
    return ""


def _decide(request: HttpRequest, asked: _Asked) -> HttpResponse:
    user = cast(User, request.user)
    allow = request.POST.get("answer") == "allow"
    claims: dict[str, str] = {}
    try:
        if allow and asked.launch:
            claims["person"] = actions.take_launch(asked.launch, asked.client.code, user)
        elif allow and asked.needs_person:
            claims["person"] = _named(request)
        if claims:
            read_person(together(user, asked.client.code, asked.scopes), claims["person"], f"app {asked.client.code}")
    except NotFound:
        return _page(request, asked, _("Nobody whom you and this program may see has this pseudonym."), 422)
    credentials = {**asked.credentials, "claims": claims}
    try:
        uri, _headers, _body, _status = get_oauthlib_core().create_authorization_response(
            request, scopes=list(asked.scopes), credentials=credentials, allow=allow
        )
    except OAuthToolkitError as error:
        return _back(_with_error(error, asked.credentials.get("redirect_uri", "")))
    if allow:
        detail = {"scopes": str(asked.scopes)}
        journal.record(*actor_of(user), "let_in_client", f"client:{asked.client.code}", "clients", detail)
    return _back(uri)


def _named(request: HttpRequest) -> str:
    text = request.POST.get("person", "").strip().upper().removeprefix("PERSON:")
    if not _PSEUDONYM.fullmatch(text):
        raise NotFound("no person here has the code {code}", code=text[:60])
    return f"person:{text}"


def _page(request: HttpRequest, asked: _Asked | None, wrong: str, status: int = 200) -> HttpResponse:
    facts: dict[str, Any] = {"wrong": wrong, "asked": asked}
    if asked is not None:
        facts |= {
            "login": request.user.get_username(),
            "scopes": [str(each) for each in asked.scopes.resources],
            "person": asked.person.partition(":")[2],
            "home": urlsplit(str(asked.credentials["redirect_uri"])).netloc,
        }
    response = render(request, "authorize.html", facts, status=status)
    # The form is answered by a redirect to the app, which the content policy of a form must know.
    leading_to(response, [] if asked is None else [str(asked.credentials["redirect_uri"])])
    response.headers["Cache-Control"] = "no-store"
    return response


def _with_error(error: OAuthToolkitError, redirect: str = "") -> str:
    told = error.oauthlib_error
    address = str(told.redirect_uri or redirect)
    return f"{address}{'&' if '?' in address else '?'}{told.urlencoded}"


def _back(address: str) -> HttpResponse:
    return OAuth2ResponseRedirect(address, ["http", "https"])
