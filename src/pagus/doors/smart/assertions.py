"""Is this signed proof of a program genuine? JSON Web Tokens of SMART services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pagus.doors.signed_token import Unproven, is_signed_by, read_unproven

__all__ = ["ALGORITHMS", "LONGEST_S", "Assertion", "read_assertion", "subject_of"]

ALGORITHMS = ("RS384", "ES384")
"""Those that SMART App Launch 2.2 asks every server to take; nothing weaker is taken."""
LONGEST_S = 300
"""SMART App Launch 2.2: a proof expires within five minutes."""
_SKEW_S = 30
_LONGEST_TEXT = 8_000


@dataclass(frozen=True, slots=True)
class Assertion:
    """A proof that is genuine: whose, its own identifier, and when it expires (seconds since 1970)."""

    subject: str
    identifier: str
    expires_s: int


def subject_of(text: str) -> str:
    """Who says to have signed this? Unproven: only to know whose keys to look at. Empty for no such text."""
    claims = _claims(read_unproven(text, _LONGEST_TEXT))
    subject = claims.get("sub")
    return subject if isinstance(subject, str) else ""


def read_assertion(text: str, keys: Mapping[str, Any], audience: str, now_s: int) -> Assertion | str:
    """Is this proof signed with one of these keys, meant for us, and fresh?

    Takes: the JWT; the JWK set of the program; the address of our token endpoint; now. Gives: the proof, or in English
    what is wrong with it. Whether it was used before is for the caller to know.
    """
    token = read_unproven(text, _LONGEST_TEXT)
    if token is None:
        return "the assertion is no signed JWT"
    header = token.header
    if header.get("alg") not in ALGORITHMS:
        return f"the assertion is signed with {str(header.get('alg'))[:20]}: use RS384 or ES384"
    named = [each for each in keys.get("keys", ()) if each.get("kid") == header.get("kid")]
    if not any(is_signed_by(text, each, ALGORITHMS) for each in named):
        return "the assertion is signed with no key that is registered for this client"
    return _checked(_claims(token), audience, now_s)


def _checked(claims: Mapping[str, Any], audience: str, now_s: int) -> Assertion | str:
    subject, identifier, expires = claims.get("sub"), claims.get("jti"), claims.get("exp")
    if not isinstance(subject, str) or claims.get("iss") != subject:
        return "iss and sub of the assertion are both the client_id"
    told = claims.get("aud")
    if audience not in (told if isinstance(told, list) else [told]):
        return f"aud of the assertion is {audience}"
    if not isinstance(identifier, str) or not 1 <= len(identifier) <= 200:
        return "the assertion needs a jti"
    if isinstance(expires, bool) or not isinstance(expires, int | float):
        return "the assertion needs an exp"
    if expires < now_s - _SKEW_S:
        return "the assertion has expired"
    if expires > now_s + LONGEST_S + _SKEW_S:
        return "the assertion expires more than five minutes from now"
    return Assertion(subject, identifier, int(expires))


def _claims(token: Unproven | None) -> Mapping[str, Any]:
    return token.claims if token is not None and isinstance(token.claims, dict) else {}
