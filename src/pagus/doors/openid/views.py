"""Logging in at the provider and out of it: away with a state, a nonce and a proof of key, back with a code."""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.contrib.auth.views import LogoutView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.professionals import account_of
from pagus.apps.journal import actions as journal
from pagus.apps.workspace_settings.login import LoginSettings
from pagus.doors.openid.professional import professional_of
from pagus.doors.openid.provider import Provider, document_of, provider_of
from pagus.doors.openid.tokens import UnknownKey, identity_claims, signed_claims
from pagus.errors import InputError, NotAllowed, NotFound, PagusError
from pagus.web.middleware import in_words

__all__ = ["HouseLogout", "back", "begin"]

WAITING = "openid_waiting"
HINT = "openid_hint"
PATIENCE_S = 600
"""How long somebody may stay at the provider before they come back."""


@require_safe
@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """Lead to the provider."""
    known = _settings()
    try:
        provider = provider_of(known)
    except PagusError as error:
        return _refused(request, error)
    state, nonce, verifier = (secrets.token_urlsafe(32) for _each in range(3))
    request.session[WAITING] = {
        "state": state,
        "nonce": nonce,
        "verifier": verifier,
        "next": request.GET.get("next", ""),
        "since": time.time(),
    }
    proof = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": known.client_id,
        "redirect_uri": _address(request, known, "openid_back"),
        "scope": known.scope,
        "state": state,
        "nonce": nonce,
        "code_challenge": proof,
        "code_challenge_method": "S256",
        **({"acr_values": known.acr} if known.acr else {}),
    }
    joint = "&" if "?" in provider.authorization else "?"
    return HttpResponseRedirect(f"{provider.authorization}{joint}{urlencode(asked)}")


@require_safe
@never_cache
def back(request: HttpRequest) -> HttpResponse:
    """Come back from the provider: everything is checked, then the account that an operator linked is opened."""
    known = _settings()
    waiting = request.session.pop(WAITING, None)
    try:
        _check_return(request, waiting)
        provider = provider_of(known)
        given = provider.tokens(request.GET["code"], waiting["verifier"], _address(request, known, "openid_back"))
        user = _user_of(provider, given, waiting["nonce"])
    except PagusError as error:
        return _refused(request, error)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    request.session[HINT] = given.get("id_token", "")
    journal.record(*accounts.actor_of(user), "log_in", f"account:{user.username}", "openid")
    wanted = waiting["next"]
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return HttpResponseRedirect(wanted if is_ours else reverse(settings.LOGIN_REDIRECT_URL))


class HouseLogout(LogoutView):
    """Log out here; who came by a provider is shown the way to log out there too."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """End the session; the provider's own is another one, which only a visit there ends."""
        hint = request.session.get(HINT, "")
        answer = super().post(request, *args, **kwargs)
        known = settings.WORKSPACE.login
        end = _end_address(request, known, hint) if hint and known is not None else ""
        if not end:
            return answer
        # A page, not a redirection: the content policy lets no form lead elsewhere.
        return render(request, "logged_out.html", {"end": end, "label": known.label, "home_url": "/"})


def _settings() -> LoginSettings:
    known: LoginSettings | None = settings.WORKSPACE.login
    if known is None:
        raise NotFound("nobody can log in this way here: pagus.toml has no [login]")
    return known


def _address(request: HttpRequest, known: LoginSettings, name: str) -> str:
    path = reverse(name)
    return f"{known.address}{path}" if known.address else request.build_absolute_uri(path)


def _check_return(request: HttpRequest, waiting: Any) -> None:
    if not isinstance(waiting, dict):
        raise InputError("this log-in was not begun here, or it was finished already: begin again")
    if not secrets.compare_digest(request.GET.get("state", "").encode(), waiting["state"].encode()):
        raise InputError("this log-in was not begun here, or it was finished already: begin again")
    if time.time() - waiting["since"] > PATIENCE_S:
        raise InputError("this log-in took too long: begin again")
    if "error" in request.GET:
        raise InputError("the log-in service says: {reason}", reason=request.GET["error"][:80])
    if not request.GET.get("code"):
        raise InputError("the log-in service gave no code")
    if request.GET.get("iss", settings.WORKSPACE.login.issuer) != settings.WORKSPACE.login.issuer:
        raise InputError("the token is from another provider")


def _user_of(provider: Provider, given: dict[str, Any], nonce: str) -> User:
    known, token = provider.settings, str(given.get("id_token", ""))
    try:
        claims = _claims(provider, token, nonce)
    except UnknownKey:  # the provider may have new keys
        provider = provider_of(known, afresh=True)
        claims = _claims(provider, token, nonce)
    kind, body = provider.user_info(str(given.get("access_token", "")))
    told = _told(provider, kind, body)
    if told.get("sub") != claims["sub"]:
        raise InputError("the log-in service says two different things of who this is")
    user = account_of(professional_of({**told, **{name: claims[name] for name in claims if name not in told}}).code)
    if user is None:
        raise NotAllowed("you are known, but no account here is linked to your number: ask the operator")
    return user


def _claims(provider: Provider, token: str, nonce: str) -> dict[str, Any]:
    known = provider.settings
    return identity_claims(
        token,
        provider.keys,
        issuer=known.issuer,
        client_id=known.client_id,
        nonce=nonce,
        now_s=time.time(),
        acr=known.acr,
    )


def _told(provider: Provider, kind: str, body: bytes) -> dict[str, Any]:
    if kind != "application/jwt":
        return document_of(body)
    claims = signed_claims(body.decode("ascii", "replace").strip(), provider.keys)
    audience = claims.get("aud", provider.settings.client_id)
    if claims.get("iss", provider.settings.issuer) != provider.settings.issuer:
        raise InputError("the token is from another provider")
    if provider.settings.client_id not in (audience if isinstance(audience, list) else [audience]):
        raise InputError("the token is meant for somebody else")
    return claims


def _end_address(request: HttpRequest, known: LoginSettings, hint: str) -> str:
    try:
        end = provider_of(known).end_session
    except PagusError:
        return ""  # The session here is ended all the same.
    asked = {"id_token_hint": hint, "post_logout_redirect_uri": _address(request, known, "citizen:home")}
    return f"{end}{'&' if '?' in end else '?'}{urlencode(asked)}" if end else ""


def _refused(request: HttpRequest, error: PagusError) -> HttpResponse:
    journal.record("anonymous", "none", "log_in_refused", "account:", "openid")
    messages.error(request, in_words(error))
    return HttpResponseRedirect(reverse("login"))
