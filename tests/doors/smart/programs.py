"""Programs of others for the tests: keys, signed proofs, tokens."""

from __future__ import annotations

import json
import time
import uuid
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.test import Client as Browser
from jwcrypto import jwk, jwt

from pagus.apps.clients.actions import register_client

EUROMETROPOLE = "epci:246700488"
BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
TOKEN_URL = "http://localhost/smart/token"


@cache
def key(kid: str = "one", kind: str = "EC") -> jwk.JWK:
    if kind == "EC":
        return jwk.JWK.generate(kty="EC", crv="P-384", kid=kid)
    return jwk.JWK.generate(kty="RSA", size=2048, kid=kid)


def public(*keys: jwk.JWK) -> dict[str, Any]:
    return {"keys": [json.loads(each.export_public()) for each in keys]}


def proof(code: str, signed: jwk.JWK | None = None, alg: str = "ES384", **changes: Any) -> str:
    signed = signed or key()
    now = int(time.time())
    claims = {"iss": code, "sub": code, "aud": TOKEN_URL, "exp": now + 240, "jti": str(uuid.uuid4()), **changes}
    claims = {name: value for name, value in claims.items() if value is not None}
    token = jwt.JWT(header={"alg": alg, "kid": signed.kid, "typ": "JWT"}, claims=claims)
    token.make_signed_token(signed)
    return str(token.serialize())


def service(code: str = "hospital", scopes: str = "system/*.rs", **changes: Any) -> str:
    facts: dict[str, Any] = {"name": code, "kind": "service", "proof": "keys", "territory": EUROMETROPOLE, "team": "*"}
    facts |= {"scopes": scopes, "keys": public(key())} | changes
    register_client(code, **facts)
    return code


def send(browser: Browser, path: str, form: dict[str, str], **headers: str) -> Any:
    """A form, as programs send it."""
    kind = "application/x-www-form-urlencoded"
    return browser.post(path, urlencode(form), content_type=kind, headers={"host": "localhost", **headers})


def ask_token(browser: Browser, assertion: str, scope: str = "system/*.rs", **more: str) -> Any:
    form = {"grant_type": "client_credentials", "scope": scope, "client_assertion_type": BEARER}
    return send(browser, "/smart/token", {**form, "client_assertion": assertion, **more})


def token_of(code: str, scope: str = "system/*.rs") -> str:
    answer = ask_token(Browser(), proof(code), scope)
    assert answer.status_code == 200, answer.content
    return str(answer.json()["access_token"])
