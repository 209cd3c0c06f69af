"""The OAuth 2 server of this house: authorization code with PKCE, and client credentials. Nothing else is offered."""

from __future__ import annotations

from typing import Any

from oauthlib.oauth2.rfc6749.endpoints.authorization import AuthorizationEndpoint
from oauthlib.oauth2.rfc6749.endpoints.introspect import IntrospectEndpoint
from oauthlib.oauth2.rfc6749.endpoints.resource import ResourceEndpoint
from oauthlib.oauth2.rfc6749.endpoints.revocation import RevocationEndpoint
from oauthlib.oauth2.rfc6749.endpoints.token import TokenEndpoint
from oauthlib.oauth2.rfc6749.grant_types import AuthorizationCodeGrant, ClientCredentialsGrant
from oauthlib.oauth2.rfc6749.tokens import BearerToken

__all__ = ["APP_TOKEN_S", "SERVICE_TOKEN_S", "SmartServer"]

SERVICE_TOKEN_S = 300
"""SMART backend services: a token lives for five minutes at most; a new one is a signature away."""
APP_TOKEN_S = 3_600
"""SMART App Launch recommends an hour at most. There are no refresh tokens: who goes on working is asked again."""


class SmartServer(  # type: ignore[misc]
    AuthorizationEndpoint, IntrospectEndpoint, TokenEndpoint, ResourceEndpoint, RevocationEndpoint
):
    """What the toolkit asks to answer authorization and token requests."""

    def __init__(self, request_validator: Any, *_arguments: Any, **_named: Any) -> None:
        code = AuthorizationCodeGrant(request_validator)
        code.refresh_token = False
        bearer = BearerToken(request_validator, None, _lifetime)
        AuthorizationEndpoint.__init__(
            self, default_response_type="code", response_types={"code": code}, default_token_type=bearer
        )
        TokenEndpoint.__init__(
            self,
            default_grant_type="authorization_code",
            grant_types={"authorization_code": code, "client_credentials": ClientCredentialsGrant(request_validator)},
            default_token_type=bearer,
        )
        ResourceEndpoint.__init__(self, default_token="Bearer", token_types={"Bearer": bearer})
        RevocationEndpoint.__init__(self, request_validator)
        IntrospectEndpoint.__init__(self, request_validator, supported_token_types=["access_token"])
        self.request_validator = request_validator


def _lifetime(request: Any) -> int:
    return APP_TOKEN_S if request.grant_type == "authorization_code" else SERVICE_TOKEN_S
