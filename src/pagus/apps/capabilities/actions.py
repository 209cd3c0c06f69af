"""Registering a capability, and the decision of a person to let it out of shadow mode or to take it back."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.capabilities.models import Endpoint
from pagus.apps.capabilities.transport import check_address
from pagus.apps.journal import actions as journal
from pagus.errors import CodeError, ConfigError, Conflict, InputError, NotFound

__all__ = ["approve", "read_token", "register", "shadow"]

_NAME = re.compile(r"[a-z][a-z0-9_]{0,47}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
LONGEST_CARD = 100_000


def register(
    name: str,
    *,
    url: str,
    model_digest: str,
    certificate: str = "",
    model_card: str = "",
    token_file: Path | None = None,
    by: Actor = accounts.SYSTEM,
) -> None:
    """Say where a capability answers and which model it is; it starts in shadow mode.

    Takes: the name that kits give it; its address; the SHA-256 of the model; its certificate; its model card or where
    that is; a file whose first line is the token to send. A known name is registered anew, back in shadow mode: another
    model is another capability.
    Refuses: NotAllowed, CodeError for a name or a digest that is none, ConfigError for the address or the file,
    InputError for a certificate or card that is too long.
    """
    _require_decider(by)
    if not _NAME.fullmatch(name):
        raise CodeError("{name!r} is no name of a capability: small letters, digits and _", name=name)
    if not _DIGEST.fullmatch(model_digest):
        raise CodeError("{digest!r} is no SHA-256: 64 of 0-9 and a-f", digest=model_digest[:80])
    check_address(url)
    if len(url) > 500 or len(certificate) > 300 or len(model_card) > LONGEST_CARD:
        raise InputError("the address, the certificate or the model card is too long: give where it is kept")
    path = "" if token_file is None else str(token_file.resolve())
    read_token(path)
    facts = {"url": url, "model_digest": model_digest, "certificate": certificate}
    with transaction.atomic():
        Endpoint.objects.update_or_create(
            name=name,
            defaults=facts
            | {
                "model_card": model_card,
                "token_file": path,
                "in_shadow": True,
                "registered_by": accounts.actor_of(by)[0],
                "registered_ms": settings.WORKSPACE.clock.now_ms(),
                "decided_by": "",
                "decided_ms": None,
                "reason": "",
                "trouble": "",
                "rest_until_ms": 0,
            },
        )
        _write_journal(by, "register_capability", name, facts)


def approve(name: str, *, reason: str, by: Actor = accounts.SYSTEM) -> None:
    """Let the values of a capability reach the rules. Refuses: NotFound, NotAllowed, InputError, Conflict."""
    _decide(name, by, reason, in_shadow=False)


def shadow(name: str, *, reason: str, by: Actor = accounts.SYSTEM) -> None:
    """Keep the values of a capability from the rules again. Refuses: NotFound, NotAllowed, InputError, Conflict."""
    _decide(name, by, reason, in_shadow=True)


def read_token(path: str) -> str:
    """The token to send, from its file; empty without a file. Refuses: ConfigError when it cannot be read or sent."""
    if not path:
        return ""
    try:
        token = Path(path).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError("the token file {path} cannot be read", path=path) from error
    if not token or not token.isprintable() or " " in token:
        raise ConfigError("the token file {path} holds no token: one line, without blanks", path=path)
    return token


def _decide(name: str, by: Actor, reason: str, *, in_shadow: bool) -> None:
    _require_decider(by)
    if not reason.strip():
        raise InputError("this decision needs a reason: it stays beside the capability")
    with transaction.atomic():
        row = Endpoint.objects.select_for_update().filter(name=name).first()
        if row is None:
            raise NotFound("no capability {name} is registered here: pagus capability add", name=name)
        if row.in_shadow == in_shadow:
            raise Conflict("the capability {name} is in that mode already", name=name)
        row.in_shadow, row.reason = in_shadow, reason.strip()[:500]
        row.decided_by, row.decided_ms = accounts.actor_of(by)[0], settings.WORKSPACE.clock.now_ms()
        row.save(update_fields=["in_shadow", "reason", "decided_by", "decided_ms"])
        facts = {"reason": row.reason, "model_digest": row.model_digest}
        _write_journal(by, "shadow_capability" if in_shadow else "approve_capability", name, facts)


def _require_decider(by: Actor) -> None:
    accounts.require(by, "install_kit", settings.WORKSPACE.territory)


def _write_journal(by: Actor, verb: str, name: str, facts: dict[str, str]) -> None:
    login, role = accounts.actor_of(by)
    journal.record(login, role, verb, f"capability:{name}", "capability", facts)
