"""Writing the journal: append only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Literal

from django.db import transaction

from pagus.apps.journal.chain import GENESIS, Entry, seal
from pagus.apps.journal.models import JournalEntry
from pagus.apps.wall_clock import wall_ms
from pagus.kernel.time import MINUTE

__all__ = ["READ_PERIOD_MS", "SYSTEM", "record", "record_each", "record_reads"]

SYSTEM: Literal["system"] = "system"
"""The actor when no account acts: the ingest process, a job, the command line of the machine."""

READ_PERIOD_MS = 10 * MINUTE
"""A page that refreshes itself is one reading: the same actor, object and purpose within this time is one entry."""


def record(
    actor: str, role: str, verb: str, object_code: str, purpose: str, detail: Mapping[str, object] | None = None
) -> int:
    """Append one entry and give its number.

    Takes: the login of the actor (or ``SYSTEM``) and the role it acts in; what was done, to which code, and why;
    ``detail`` is JSON-able and holds no value of a person's data. The time is the real one, also in a demo.
    Gives: the number of the entry. Inside a transaction it is kept or undone with what it speaks of.
    """
    return _append(actor, role, verb, [object_code], purpose, detail)


def record_each(
    actor: str,
    role: str,
    verb: str,
    object_codes: Sequence[str],
    purpose: str,
    detail: Mapping[str, object] | None = None,
) -> int:
    """Append one entry for each of these objects, with the same detail. Gives: how many entries were written."""
    if object_codes:
        _append(actor, role, verb, object_codes, purpose, detail)
    return len(object_codes)


def record_reads(actor: str, role: str, object_codes: Iterable[str], purpose: str) -> int:
    """Append that these objects were read, each once in ``READ_PERIOD_MS`` for the same actor and purpose.

    Gives: how many entries were written.
    """
    wanted = dict.fromkeys(object_codes)
    if not wanted:
        return 0
    with transaction.atomic():
        recent = JournalEntry.objects.filter(
            actor=actor, verb="read", at_ms__gt=wall_ms() - READ_PERIOD_MS, purpose=purpose, object_code__in=wanted
        )
        known = set(recent.values_list("object_code", flat=True))
        missing = [code for code in wanted if code not in known]
        if missing:
            _append(actor, role, "read", missing, purpose, None)
    return len(missing)


def _append(
    actor: str,
    role: str,
    verb: str,
    object_codes: Sequence[str],
    purpose: str,
    detail: Mapping[str, object] | None,
) -> int:
    text = json.dumps(detail or {}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    rows: list[JournalEntry] = []
    # The transaction holds the only write lock from its start, so no other entry can slip in between.
    with transaction.atomic():
        last = JournalEntry.objects.order_by("-number").values_list("number", "digest").first()
        number, previous = last or (0, GENESIS)
        at_ms = wall_ms()
        for object_code in object_codes:
            number += 1
            entry = Entry(
                number=number,
                at_ms=at_ms,
                actor=actor,
                role=role,
                verb=verb,
                object_code=object_code,
                purpose=purpose,
                detail=text,
                previous=previous,
            )
            entry = replace(entry, digest=seal(entry))
            rows.append(JournalEntry(**{field.name: getattr(entry, field.name) for field in fields(Entry)}))
            previous = entry.digest
        JournalEntry.objects.bulk_create(rows)
    return number
