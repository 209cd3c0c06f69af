"""Talking to the provider: its description, its keys, the code for tokens, who it was. Never led elsewhere."""

from __future__ import annotations

import base64
import http.client
import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit

from pagus.apps.workspace_settings.buses import password_in
from pagus.apps.workspace_settings.login import LoginSettings
from pagus.errors import StoreError

__all__ = ["Provider", "document_of", "forget_providers", "provider_of"]

PATIENCE_S = 10.0
LARGEST_ANSWER = 256 * 1024
REMEMBERED_S = 600.0
"""How long the description and the keys of a provider are taken as they were."""

_known: dict[str, Provider] = {}
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Provider:
    """What a provider says of itself (OpenID Connect Discovery 1.0)."""

    settings: LoginSettings
    authorization: str
    token: str
    userinfo: str
    keys_at: str
    end_session: str
    post_secret: bool
    """Whether the secret goes into the body; else into the header (the standard's own way)."""
    keys: Mapping[str, Any]
    read_s: float

    def tokens(self, code: str, verifier: str, back: str) -> dict[str, Any]:
        """The tokens for a code. Refuses: StoreError."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": verifier,
            "client_id": self.settings.client_id,
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        secret = password_in(self.settings.secret_file)
        if secret and self.post_secret:
            form["client_secret"] = secret
        elif secret:
            pair = f"{quote_plus(self.settings.client_id)}:{quote_plus(secret)}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        return document_of(_ask(self.token, headers, urlencode(form).encode())[1])

    def user_info(self, access_token: str) -> tuple[str, bytes]:
        """Content type and body of what the provider says of who logged in: JSON, or a signed token."""
        if not access_token.isascii() or not access_token.isprintable():
            raise StoreError("the log-in service answered with something that is no document")
        return _ask(self.userinfo, {"Authorization": f"Bearer {access_token}", "Accept": "application/json"})


def provider_of(settings: LoginSettings, *, afresh: bool = False) -> Provider:
    """The provider, as it describes itself; remembered for a while. Refuses: StoreError when it cannot be reached."""
    with _lock:
        known = _known.get(settings.issuer)
    if (
        known is not None
        and not afresh
        and time.monotonic() - known.read_s < REMEMBERED_S
        and known.settings == settings
    ):
        return known
    fresh = _read(settings)
    with _lock:
        _known[settings.issuer] = fresh
    return fresh


def forget_providers() -> None:
    """Read descriptions and keys again."""
    with _lock:
        _known.clear()


def _read(settings: LoginSettings) -> Provider:
    told = document_of(_ask(f"{settings.issuer.rstrip('/')}/.well-known/openid-configuration", {})[1])
    if told.get("issuer") != settings.issuer:
        raise StoreError("the log-in service says that it is another one: look at issuer under [login]")
    needed = {
        name: told.get(name) for name in ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
    }
    if not all(isinstance(each, str) and _is_safe(each) for each in needed.values()):
        raise StoreError("the log-in service names addresses that are not safe or not there")
    ways = told.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    end = told.get("end_session_endpoint")
    return Provider(
        settings=settings,
        authorization=str(needed["authorization_endpoint"]),
        token=str(needed["token_endpoint"]),
        userinfo=str(needed["userinfo_endpoint"]),
        keys_at=str(needed["jwks_uri"]),
        end_session=end if isinstance(end, str) and _is_safe(end) else "",
        post_secret="client_secret_basic" not in ways and "client_secret_post" in ways,
        keys=document_of(_ask(str(needed["jwks_uri"]), {})[1]),
        read_s=time.monotonic(),
    )


def _is_safe(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        here = host == "localhost" or (host.replace(".", "").isdigit() and ip_address(host).is_loopback)
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and here))


def document_of(body: bytes) -> dict[str, Any]:
    """A JSON object. Refuses: StoreError for anything else."""
    try:
        found = json.loads(body)
    except ValueError as error:
        raise StoreError("the log-in service answered with something that is no document") from error
    if not isinstance(found, dict):
        raise StoreError("the log-in service answered with something that is no document")
    return found


def _ask(address: str, headers: Mapping[str, str], body: bytes | None = None) -> tuple[str, bytes]:
    """One exchange: content type and body. A redirection is a refusal: a secret follows nobody elsewhere."""
    parts = urlsplit(address)
    way = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    line = way(parts.hostname or "", parts.port, timeout=PATIENCE_S)
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    try:
        line.request("GET" if body is None else "POST", target, body, dict(headers))
        answer = line.getresponse()
        text = answer.read(LARGEST_ANSWER + 1)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise StoreError(
            "the log-in service does not answer ({kind})", kind=type(error).__name__, retryable=True
        ) from error
    finally:
        line.close()
    if answer.status != 200 or len(text) > LARGEST_ANSWER:
        raise StoreError("the log-in service refused with status {status}", status=answer.status)
    return answer.headers.get_content_type(), text
