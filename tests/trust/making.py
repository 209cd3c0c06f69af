"""Keys, statements and trust stores for the tests: the same keys in every run."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from pagus.kernel.time import DAY, format_instant, parse_instant
from pagus.trust import (
    STATEMENT_TYPE,
    Envelope,
    KitFacts,
    PrivateKey,
    Statement,
    key_id,
    public_text,
    sign,
    statement_payload,
)

NOW = parse_instant("2026-06-01T12:00:00Z")
KIT = KitFacts(id="pagus/weight-home", version="1.2.0", digest="ab" * 32, clinical=True)
MEASURED = {
    "territory": "departement:67", "indicator": "steady", "period": "2026-01-01/2026-03-31",
    "n": 120, "value": 0.7, "low": 0.62, "high": 0.77, "simulated": True,
}  # fmt: skip


def key(name: str) -> PrivateKey:
    """The private key of this name: always the same."""
    return PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())


def statement(kind: str = "publication", **changes: object) -> Statement:
    facts = {
        "evaluation": {"verdict": "scale"},
        "measured_result": MEASURED,
        "revocation": {"reason": "a threshold is wrong", "urgency": "immediate"},
    }.get(kind, {})
    plain = {"kit": KIT.id, "version": KIT.version, "digest": KIT.digest, "issued_ms": NOW - DAY, "by": "Pagus"}
    return Statement(**{"kind": kind, "facts": facts, **plain, **changes})


def signed(signer: str, kind: str = "publication", **changes: object) -> Envelope:
    return sign(statement_payload(statement(kind, **changes)), STATEMENT_TYPE, key(signer))


def store_entry(
    name: str, may: Sequence[str], *, organisation: str | None = None, kits: str = "pagus/*", **more: str
) -> str:
    public = key(name).public_key()
    lines = [
        "[[key]]",
        f'id = "{key_id(public)}"',
        f'name = "{name}"',
        f'organisation = "{organisation or name + " organisation"}"',
        f'public = "{public_text(public)}"',
        f"may = {list(may)}",
        f'kits = ["{kits}"]',
        f"from = {more.pop('from_', '2026-01-01')}",
        f"until = {more.pop('until', '2027-01-01')}",
    ]
    return "\n".join([*lines, *(f"{field} = {value}" for field, value in more.items())]) + "\n"


def day(offset: int) -> str:
    return format_instant(NOW + offset * DAY)
