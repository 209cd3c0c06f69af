"""Is this token of the provider genuine, meant for us, and fresh?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeGuard

from pagus.doors.signed_token import is_signed_by, read_unproven
from pagus.errors import InputError

__all__ = ["ALGORITHMS", "UnknownKey", "identity_claims", "signed_claims"]

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "ES256", "ES384")
"""Signatures with a public key. Never ``none``; never HS*, whose secret the browser's way may have seen."""
_SKEW_S = 60
_LONGEST_TEXT = 100_000


class UnknownKey(InputError):
    """The token names a key that the set does not have: the provider may have changed its keys meanwhile."""


def signed_claims(text: str, keys: Mapping[str, Any]) -> dict[str, Any]:
    """The claims of a signed token. Refuses: InputError for what no key of the set has signed."""
    token = read_unproven(text, _LONGEST_TEXT)
    if token is None or token.claims is None:
        raise InputError("the provider answered with something that is no signed token")
    header, payload = token.header, token.claims
    if not isinstance(payload, dict) or header.get("alg") not in ALGORITHMS:
        raise InputError("the provider's token is not signed as it must be")
    known = [each for each in keys.get("keys", ()) if isinstance(each, dict) and each.get("use", "sig") == "sig"]
    named = [each for each in known if "kid" not in header or each.get("kid") == header["kid"]]
    if not named:
        raise UnknownKey("the provider's token is signed with a key that it does not publish")
    if not any(is_signed_by(text, each, ALGORITHMS) for each in named):
        raise InputError("the signature of the provider's token is wrong")
    return payload


def identity_claims(
    text: str, keys: Mapping[str, Any], *, issuer: str, client_id: str, nonce: str, now_s: float, acr: str = ""
) -> dict[str, Any]:
    """The claims of an ID token (OpenID Connect Core 1.0, 3.1.3.7).

    Refuses: InputError when the signature, the issuer, the audience, the nonce, the time or the level is not right.
    """
    claims = signed_claims(text, keys)
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    expires, issued = claims.get("exp"), claims.get("iat")
    if claims.get("iss") != issuer:
        raise InputError("the token is from another provider")
    if client_id not in audiences or (len(audiences) > 1 and claims.get("azp") != client_id):
        raise InputError("the token is meant for somebody else")
    if not nonce or claims.get("nonce") != nonce:
        raise InputError("the token answers another log-in than this one")
    if not _is_number(expires) or not _is_number(issued) or expires < now_s - _SKEW_S or issued > now_s + _SKEW_S:
        raise InputError("the token is not valid now: is the clock of this machine right?")
    if acr and claims.get("acr") != acr:
        raise InputError("the log-in was not as strong as it must be")
    if not isinstance(claims.get("sub"), str) or not claims["sub"]:
        raise InputError("the token names nobody")
    return claims


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
