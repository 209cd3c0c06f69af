"""What the OAuth toolkit asks of this house: who a program is, which scopes it gets, with which person in hand."""

from __future__ import annotations

import time
from typing import Any

from oauth2_provider.oauth2_validators import OAuth2Validator
from oauth2_provider.scopes import BaseScopes

from pagus.apps.clients import actions, queries
from pagus.apps.clients.scopes import parse_scopes
from pagus.apps.resources.naming import reference_of_code
from pagus.doors.smart.assertions import read_assertion, subject_of
from pagus.errors import CodeError

__all__ = ["ENDPOINT", "JWT_BEARER", "ClientScopes", "SmartValidator"]

JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ENDPOINT = "PAGUS_TOKEN_ENDPOINT"
"""Under this name the token view tells its own address; no header of a client can have it."""


class ClientScopes(BaseScopes):  # type: ignore[misc]
    """The scopes of a program are those it was registered with."""

    def get_all_scopes(self) -> dict[str, str]:
        """No list for all: each program has its own."""
        return {}

    def get_available_scopes(self, application: Any = None, request: Any = None, *_a: Any, **_k: Any) -> list[str]:
        """What this program can have at most."""
        return list(queries.allowed_scopes(application.client_id)) if application is not None else []

    def get_default_scopes(self, application: Any = None, request: Any = None, *_a: Any, **_k: Any) -> list[str]:
        """What it gets when it asks for nothing: all it can have."""
        return self.get_available_scopes(application, request)


class SmartValidator(OAuth2Validator):  # type: ignore[misc]
    """The toolkit's own rules, with scopes cut to what was registered, signed proofs, and a person in hand."""

    def client_authentication_required(self, request: Any, *arguments: Any, **named: Any) -> bool:
        """A signed proof is always looked at."""
        if getattr(request, "client_assertion", None):
            return True
        return bool(super().client_authentication_required(request, *arguments, **named))

    def authenticate_client(self, request: Any, *arguments: Any, **named: Any) -> bool:
        """Is the program who it says: by a signed proof, or by its secret? A program that signs has no secret."""
        if not getattr(request, "client_assertion", None):
            return bool(super().authenticate_client(request, *arguments, **named))
        if getattr(request, "client_assertion_type", None) != JWT_BEARER:
            return False
        text = request.client_assertion
        code = subject_of(text)
        keys = queries.public_keys(code)
        if keys is None:
            return False
        found = read_assertion(text, keys, str(request.headers.get(ENDPOINT, "")), int(time.time()))
        if isinstance(found, str) or not actions.use_assertion(code, found.identifier, found.expires_s):
            request.pagus_reason = found if isinstance(found, str) else "this assertion was used before"
            return False
        if self._load_application(code, request) is None:
            return False
        request.client_id = code
        return True

    def validate_scopes(self, client_id: str, scopes: Any, client: Any, request: Any, *_a: Any, **_k: Any) -> bool:
        """Cut what is asked to what was registered; nothing left is a refusal, so is a scope that does not exist."""
        try:
            asked = parse_scopes(" ".join(scopes))
        except CodeError:
            return False
        given = asked.meet(queries.allowed_scopes(client.client_id))
        request.scopes = list(given)
        return bool(given.resources)

    def introspect_token(self, token: str, token_type_hint: Any, request: Any, *_a: Any, **_k: Any) -> Any:
        """Is this token good, and for what? A program is told of its own tokens only; None says "not active"."""
        bearer = queries.bearer_of(token)
        if bearer is None or bearer.client != request.client.client_id:
            return None
        claims: dict[str, Any] = {
            "token_type": "Bearer",
            "client_id": bearer.client,
            "scope": str(bearer.scopes),
            "exp": bearer.expires_s,
        }
        if bearer.person:
            claims["patient"] = (reference_of_code(bearer.person) or "").partition("/")[2]
        return claims

    def _create_access_token(self, expires: Any, request: Any, token: Any, source_refresh_token: Any = None) -> Any:
        row = super()._create_access_token(expires, request, token, source_refresh_token)
        claims = request.claims if isinstance(getattr(request, "claims", None), dict) else {}
        person = claims.get("person") if request.grant_type == "authorization_code" else None
        if isinstance(person, str):
            actions.keep_context(token["access_token"], person)
            # SMART: the context stands in the answer, beside the token.
            token["patient"] = (reference_of_code(person) or "").partition("/")[2]
            token["need_patient_banner"] = True
        return row
