"""How an entry of the journal is sealed: the digest covers everything in it and the digest before it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

GENESIS = "0" * 64
"""What stands as the previous digest of entry number 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry as it is read."""

    number: int
    at_ms: int
    actor: str
    role: str
    verb: str
    object_code: str
    purpose: str
    detail: str
    previous: str
    digest: str = ""


def seal(entry: Entry) -> str:
    """What is the digest of this entry?

    Takes: the entry, its own ``digest`` ignored. Gives: SHA-256 in hexadecimal of its other fields as a JSON list.
    """
    content = [
        entry.previous,
        entry.number,
        entry.at_ms,
        entry.actor,
        entry.role,
        entry.verb,
        entry.object_code,
        entry.purpose,
        entry.detail,
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
