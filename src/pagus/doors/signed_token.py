"""What does this JSON Web Token say, and has this key signed it? The one module with jwcrypto (RFC 7515, 7517)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jwcrypto import jwk, jws
from jwcrypto.common import JWException

__all__ = ["Unproven", "is_signed_by", "read_unproven"]


@dataclass(frozen=True, slots=True)
class Unproven:
    """What a token says before anybody looked at its signature. ``claims`` is None where its body is no JSON."""

    header: Mapping[str, Any]
    claims: Any


def read_unproven(text: str, longest: int) -> Unproven | None:
    """What does this token say of itself? Only to know whose keys to look at: nothing of it is proven.

    Takes: the compact form; the most characters it may have. Gives: None for what is no such token or is longer.
    """
    if len(text) > longest or text.count(".") != 2:
        return None
    token = jws.JWS()
    try:
        token.deserialize(text)
        header, body = token.jose_header, token.objects["payload"]
    except (JWException, ValueError, TypeError, KeyError):
        return None
    try:
        claims = json.loads(body)
    except (ValueError, RecursionError):
        claims = None
    return Unproven(header, claims)


def is_signed_by(text: str, key: Mapping[str, Any], algorithms: Sequence[str]) -> bool:
    """Has this public key (a JWK) signed this token, with one of these algorithms? No for a key that is none."""
    token = jws.JWS()
    token.allowed_algs = list(algorithms)
    try:
        token.deserialize(text, jwk.JWK(**key))
    except (JWException, ValueError, TypeError):
        return False
    return True
