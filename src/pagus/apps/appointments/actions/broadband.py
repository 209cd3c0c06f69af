"""Bringing in how well communes are connected, from a plain CSV."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.appointments.models import BroadbandCoverage
from pagus.apps.journal import actions as journal
from pagus.apps.territory.queries import territory
from pagus.errors import InputError, ShapeError
from pagus.kernel.spreadsheets import read_sheet

__all__ = ["bring_in_broadband"]

COLUMNS = ("commune", "share")
MOST_ROWS = 50_000


def bring_in_broadband(content: bytes | str, source: str, as_of: date, *, by: Actor = accounts.SYSTEM) -> int:
    """Keep the share of premises with good broadband of each commune; what was known of it before is replaced.

    Takes: a CSV with the columns commune (INSEE code, 67482 or commune:67482) and share (0 to 1, of premises
    with 8 Mbit/s or more); whose figures these are; their date. Gives: how many communes.
    Refuses: NotAllowed; ShapeError without the columns; InputError that names the line: an unknown or doubled commune,
    a share that is no number from 0 to 1. Nothing is kept then.
    """
    accounts.require(by, "operate")
    if not source.strip():
        raise InputError("say whose figures these are")
    found = dict(_rows(content))
    with transaction.atomic():
        BroadbandCoverage.objects.bulk_create(
            [BroadbandCoverage(commune=code, share=share, source=source, as_of=as_of) for code, share in found.items()],
            batch_size=500,
            update_conflicts=True,
            unique_fields=["commune"],
            update_fields=["share", "source", "as_of"],
        )
        login, role = accounts.actor_of(by)
        journal.record(login, role, "bring_in_broadband", "broadband", "broadband", {"communes": len(found)})
    return len(found)


def _rows(content: bytes | str) -> Iterator[tuple[str, float]]:
    sheet = read_sheet(content, "broadband", COLUMNS)
    if len(sheet.rows) > MOST_ROWS:
        raise ShapeError("the file has more than {most} lines", most=MOST_ROWS)
    known, seen = territory(), set()
    for row in sheet.whole():
        text, share = row.text("commune"), row.number("share")
        code = text if text.startswith("commune:") else f"commune:{text}"
        if code not in known or known.get(code).code != code:
            raise InputError("line {line}: no commune of today has the code {code}", line=row.line, code=code)
        if code in seen:
            raise InputError("line {line}: {code} stands there twice", line=row.line, code=code)
        if share is None or not 0 <= share <= 1:
            raise InputError("line {line}: {share!r} is no share from 0 to 1", line=row.line, share=row.text("share"))
        seen.add(code)
        yield code, share
