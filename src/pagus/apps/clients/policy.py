"""The rules of the house for programs of others: what their registration must say, and what follows from scopes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal
from urllib.parse import urlsplit

from pagus.apps.clients.scopes import BY_NAME, IDENTITY, Scopes, parse_scopes
from pagus.errors import InputError
from pagus.kernel.time import MINUTE

__all__ = [
    "EVERY_TEAM",
    "LAUNCH_MS",
    "PERSON_TYPES",
    "ClientKind",
    "Proof",
    "checked_keys",
    "checked_scopes",
    "checked_web",
    "verbs_of",
]

ClientKind = Literal["service", "app"]
"""service: a program of its own (backend service); app: one that somebody with an account uses."""
Proof = Literal["keys", "secret", "none"]
"""How a program proves that it is itself: it signs, it knows a secret, or it cannot (a public app, behind PKCE)."""

EVERY_TEAM = "*"
LAUNCH_MS = 5 * MINUTE
"""How long the handle of a launch holds. A local default: an app is opened at once or not at all."""

PERSON_TYPES = frozenset(
    {
        "CarePlan",
        "Consent",
        "DetectedIssue",
        "Observation",
        "Patient",
        "QuestionnaireResponse",
        "ServiceRequest",
        "Task",
    }
)
"""Types whose resources may speak of a person."""

_PRIVATE = ("d", "p", "q", "dp", "dq", "qi", "oth", "k")
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def checked_scopes(text: str, kind: ClientKind) -> Scopes:
    """The scopes of a registration. Refuses: CodeError for none that exist, InputError for those of the other kind."""
    scopes = parse_scopes(text)
    wanted = {"system"} if kind == "service" else {"patient", "user"}
    foreign = [str(each) for each in scopes.resources if each.context not in wanted]
    foreign += [name for name in scopes.names if name not in BY_NAME or (name == IDENTITY) != (kind == "service")]
    if foreign:
        raise InputError("a program of this kind cannot have the scope {scope}", scope=foreign[0])
    if not scopes.resources:
        raise InputError("name at least one scope, as system/Observation.rs")
    return scopes


def checked_web(address: str) -> str:
    """An address to which a browser may be sent: https, or http on the same machine. Refuses: InputError."""
    parts = urlsplit(address)
    local = parts.scheme == "http" and parts.hostname in LOOPBACK
    if not (parts.scheme == "https" or local) or not parts.hostname or parts.username or parts.fragment:
        raise InputError("{address} is no address with https (http is for this machine only)", address=address[:200])
    return address


def checked_keys(keys: Mapping[str, Any]) -> dict[str, Any]:
    """A JWK set with public keys that have names. Refuses: InputError for anything else, above all a private key."""
    found = keys.get("keys")
    if not isinstance(found, list) or not found or not all(isinstance(each, dict) for each in found):
        raise InputError('give the public keys as a JWK set: {{"keys": [...]}}')
    for each in found:
        if any(name in each for name in _PRIVATE):
            raise InputError("this JWK set holds a private key: keep it, and give the public half only")
        if each.get("kty") not in {"RSA", "EC"} or not isinstance(each.get("kid"), str) or not each["kid"]:
            raise InputError("each key needs a kty (RSA or EC) and a kid")
    return {"keys": found}


def verbs_of(scopes: Scopes, *, journal: bool) -> frozenset[str]:
    """Which verbs of the roles follow from these scopes? Only verbs of looking.

    Takes: the scopes; whether this program may read the journal at all.
    """
    types = {each.type for each in scopes.resources if each.letters & {"r", "s"}}
    verbs = {"see_places"} if types else set()
    if _any(types, PERSON_TYPES):
        verbs.add("see_person")
    if _any(types, {"Appointment"}):
        verbs.add("keep_slots")
    if journal and _any(types, {"AuditEvent"}):
        verbs.add("read_journal")
    return frozenset(verbs)


def _any(types: set[str], wanted: Iterable[str]) -> bool:
    return "*" in types or not types.isdisjoint(wanted)
