"""Changing the directory of care: facilities, services, hours, practitioners, practices."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from django.conf import settings
from django.db import transaction

from pagus.apps.care import writing
from pagus.apps.care.checking import check_facility, check_heads, check_practitioner
from pagus.apps.care.facts import BatchFacts, FacilityFacts, HeadsFacts, PractitionerFacts, Stored
from pagus.apps.care.models import Facility, ImportBatch
from pagus.apps.care.points import Placed, place_facilities
from pagus.apps.journal import actions as journal
from pagus.errors import Conflict, InputError, NotFound, PagusError

__all__ = ["add_to_directory", "close_facilities", "end_simulation", "judge_facilities"]


def judge_facilities(facilities: Sequence[FacilityFacts]) -> list[Placed | PagusError]:
    """Which of these can be stored, and where do they lie? For each its commune and point, or what is wrong with it."""
    outcomes = place_facilities(facilities)
    for number, each in enumerate(facilities):
        try:
            check_facility(each)
        except PagusError as error:
            outcomes[number] = error
    return outcomes


def add_to_directory(
    batch: BatchFacts,
    facilities: Sequence[FacilityFacts] = (),
    practitioners: Sequence[PractitionerFacts] = (),
    heads: Sequence[HeadsFacts] = (),
    *,
    placed: Sequence[Placed] | None = None,
    by: str = journal.SYSTEM,
    role: str = "operator",
) -> Stored:
    """Add facilities and practitioners, or bring them up to date: all of these or none.

    Takes: where they come from; the facts; ``placed``, when ``judge_facilities`` has already said where each is. What a
    fact leaves empty keeps what is known. A practitioner keeps practices that the facts do not name, unless the same
    source has named them in older data.
    Gives: what was done. The same content of the same date a second time changes nothing and makes no batch.
    Refuses: what ``judge_facilities`` finds; CodeError and InputError for practitioners; NotFound for a practice at a
    facility that is not there; Conflict where simulated and real rows would mix under one code.
    """
    codes = [each.code for each in facilities]
    if len(set(codes)) != len(codes):
        raise InputError("{code} is given twice", code=_first_twice(codes))
    people = [each.code for each in practitioners]
    if len(set(people)) != len(people):
        raise InputError("{code} is given twice", code=_first_twice(people))
    points = _all_placed(facilities) if placed is None else placed
    for practitioner in practitioners:
        check_practitioner(practitioner)
    for each in heads:
        check_heads(each)
    with transaction.atomic():
        row = _make_batch(batch)
        stored = writing.store(row, facilities, points, practitioners, heads, batch.covers)
        if stored.batch is None:
            row.delete()
            return stored
        facts = len(facilities) + len(practitioners) + len(heads)
        row.accepted = facts if batch.accepted is None else batch.accepted
        row.save(update_fields=["accepted"])
        detail = {"source": batch.source, "layout": batch.layout, "rows": batch.rows, "batch": row.pk}
        journal.record(by, role, "add_to_directory", f"batch:{row.pk}", "directory", detail)
    return stored


def _all_placed(facilities: Sequence[FacilityFacts]) -> list[Placed]:
    points: list[Placed] = []
    for each, outcome in zip(facilities, judge_facilities(facilities), strict=True):
        if isinstance(outcome, PagusError):
            raise InputError("{code}: {reason}", code=each.code[:90], reason=str(outcome)) from outcome
        points.append(outcome)
    return points


def close_facilities(codes: Sequence[str], on: date, *, by: str = journal.SYSTEM, role: str = "operator") -> None:
    """Say that these facilities are no more from this day on; they stay in the database.

    Refuses: NotFound for an unknown code, Conflict for one that is closed already; then none is closed.
    """
    if not codes:
        return
    with transaction.atomic():
        found = writing.facilities_of(codes)
        for code in codes:
            if code not in found:
                raise NotFound("no facility here has the code {code}", code=code)
            if found[code].closed_on is not None:
                raise Conflict("{code} is closed since {day}", code=code, day=found[code].closed_on)
        simulated = all(row.simulated for row in found.values())
        batch = BatchFacts(source=by, layout="entered", data_date=on, rows=len(codes), simulated=simulated)
        row = _make_batch(batch)
        row.accepted = len(codes)
        row.save(update_fields=["accepted"])
        writing.close(found.values(), on)
        detail: Mapping[str, object] = {"on": on.isoformat(), "facilities": len(codes)}
        journal.record(by, role, "close_facilities", codes[0], "directory", detail)


def end_simulation(on: date, *, by: str = journal.SYSTEM, role: str = "operator") -> int:
    """Close every simulated facility from this day on: real ones take their place. Gives how many were closed."""
    rows = Facility.objects.filter(simulated=True, closed_on__isnull=True).order_by("code")
    codes = list(rows.values_list("code", flat=True))
    close_facilities(codes, on, by=by, role=role)
    return len(codes)


def _make_batch(facts: BatchFacts) -> ImportBatch:
    return ImportBatch.objects.create(
        source=facts.source,
        layout=facts.layout,
        data_date=facts.data_date,
        imported_ms=settings.WORKSPACE.clock.now_ms(),
        rows=facts.rows,
        accepted=0,
        digest=facts.digest,
        simulated=facts.simulated,
        stamp=secrets.token_hex(16),
    )


def _first_twice(codes: Sequence[str]) -> str:
    counts = Counter(codes)
    return next(code for code in codes if counts[code] > 1)
