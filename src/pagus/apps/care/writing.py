"""How facts become rows: what is new is added, what differs is changed, what is the same is left alone.

Only ``actions`` calls this, inside its transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import models

from pagus.apps.care.checking import refuse_mixing
from pagus.apps.care.facts import FacilityFacts, HeadsFacts, PractitionerFacts, ServiceFacts, Stored
from pagus.apps.care.models import (
    Facility,
    Hours,
    HoursException,
    ImportBatch,
    Practice,
    Practitioner,
    Service,
)
from pagus.apps.care.points import Placed, zone_of
from pagus.engines.access.hours import HOLIDAY, WeeklyHours
from pagus.errors import NotFound

__all__ = ["close", "facilities_of", "store"]

SLICE = 400
"""How many codes one question to the database names: SQLite takes some hundred variables."""

Row = TypeVar("Row", bound=models.Model)


@dataclass(slots=True)
class _Tally:
    added: int = 0
    changed: int = 0
    same: int = 0


def store(
    batch: ImportBatch,
    facilities: Sequence[FacilityFacts],
    placed: Sequence[Placed],
    practitioners: Sequence[PractitionerFacts],
    heads: Sequence[HeadsFacts],
    covers: Collection[str] | None = None,
) -> Stored:
    """Write all of it; ``covers`` are the communes that the source speaks of. Gives what was done."""
    places = _store_facilities(batch, facilities, placed)
    people = _store_practitioners(batch, practitioners)
    practices = _store_practices(batch, practitioners, covers) + _store_heads(batch, heads)
    nothing = not (places.added or places.changed or people.added or people.changed or practices)
    return Stored(
        batch=None if nothing else batch.pk,
        facilities_added=places.added,
        facilities_changed=places.changed,
        facilities_same=places.same,
        practitioners_added=people.added,
        practitioners_changed=people.changed,
        practitioners_same=people.same,
        practices=practices,
    )


def _found(model: type[Row], field: str, values: Iterable[object], *related: str) -> list[Row]:
    wanted = list(dict.fromkeys(values))
    rows: list[Row] = []
    for start in range(0, len(wanted), SLICE):
        some = model._default_manager.filter(**{f"{field}__in": wanted[start : start + SLICE]})
        rows.extend(some.select_related(*related) if related else some)
    return rows


def facilities_of(codes: Iterable[str]) -> dict[str, Facility]:
    """The facilities of these codes that are there."""
    return {row.code: row for row in _found(Facility, "code", codes)}


def close(facilities: Iterable[Facility], on: date) -> None:
    """Close these from this day on."""
    keys = [row.pk for row in facilities]
    for start in range(0, len(keys), SLICE):
        Facility.objects.filter(pk__in=keys[start : start + SLICE]).update(closed_on=on)


def _store_facilities(batch: ImportBatch, facts: Sequence[FacilityFacts], placed: Sequence[Placed]) -> _Tally:
    there = {row.code: row for row in _found(Facility, "code", (each.code for each in facts), "batch")}
    tally, new, changed = _Tally(), [], []
    for each, point in zip(facts, placed, strict=True):
        row = there.get(each.code)
        if row is None:
            new.append(_new_facility(each, point, batch))
            tally.added += 1
            continue
        refuse_mixing(row.simulated, batch.simulated, each.code)
        if batch.data_date >= row.batch.data_date and _bring_up_to_date(row, _told(each, point), batch):
            changed.append(row)
    Facility.objects.bulk_create(new, batch_size=SLICE)
    fields = [*_TOLD, "closed_on", "batch"]
    if changed:
        Facility.objects.bulk_update(changed, fields, batch_size=40)
    touched = _store_services(facts, there, {row.pk for row in changed})
    tally.changed = len(touched)
    tally.same = len(facts) - tally.added - tally.changed
    return tally


_TOLD = (
    "kind", "name", "country", "place", "lon", "lat", "point_from", "address", "phone", "website", "step_free",
    "languages", "time_zone", "identifier",
)  # fmt: skip


def _told(each: FacilityFacts, point: Placed) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "name": each.name.strip(),
        "country": each.country,
        "place": point.place,
        "lon": point.lon,
        "lat": point.lat,
        "point_from": point.point_from,
        "address": each.address,
        "phone": each.phone,
        "website": each.website,
        "step_free": each.step_free,
        "languages": " ".join(each.languages),
        "time_zone": each.time_zone or zone_of(point.place),
        "identifier": each.identifier,
    }


def _new_facility(each: FacilityFacts, point: Placed, batch: ImportBatch) -> Facility:
    return Facility(code=each.code, simulated=batch.simulated, batch=batch, **_told(each, point))


def _bring_up_to_date(row: models.Model, told: Mapping[str, Any], batch: ImportBatch) -> bool:
    """Set what is told and differs; what is empty keeps what is known. Was anything changed?"""
    if told.get("point_from") == "place" and getattr(row, "point_from", "") == "given" and told["place"] == row.place:  # type: ignore[attr-defined]
        told = {name: value for name, value in told.items() if name not in {"lon", "lat", "point_from"}}
    differing = {
        name: value
        for name, value in told.items()
        if value is not None and (value != "" or name == "place") and getattr(row, name) != value
    }
    reopened = getattr(row, "closed_on", None) is not None
    newer = batch.data_date > row.batch.data_date  # type: ignore[attr-defined]
    for name, value in differing.items():
        setattr(row, name, value)
    if reopened:
        row.closed_on = None  # type: ignore[attr-defined]
    if differing or reopened or newer:
        row.batch = batch  # type: ignore[attr-defined]
        return True
    return False


def _store_services(facts: Sequence[FacilityFacts], there: Mapping[str, Facility], changed: set[int]) -> set[int]:
    """Add and change services and their hours. Gives the ids of the facilities that were there and are changed now."""
    with_services = [each for each in facts if each.services]
    facilities = {row.code: row for row in _found(Facility, "code", (each.code for each in with_services))}
    known = {
        (row.facility_id, row.service): row
        for row in _found(Service, "facility_id", (row.pk for row in facilities.values()))
    }
    new: list[Service] = []
    hours: list[tuple[Service, WeeklyHours]] = []
    touched = set(changed)
    stated = _hours_of(known.values())
    for each in with_services:
        facility = facilities[each.code]
        for service in each.services:
            row = known.get((facility.pk, service.service))
            if row is None:
                row = Service(facility=facility, **_told_service(service))
                new.append(row)
                differs = True
            else:
                differs = _change_service(row, service, stated.get(row.pk, frozenset()))
            if differs and facility.code in there:
                touched.add(facility.pk)
            if differs and service.hours is not None:
                hours.append((row, service.hours))
    Service.objects.bulk_create(new, batch_size=SLICE)
    _replace_hours(hours)
    return touched


def _told_service(facts: ServiceFacts) -> dict[str, Any]:
    told: dict[str, Any] = {
        "service": facts.service,
        "sector": facts.sector,
        "bookable": facts.bookable,
        "needs_broadband": facts.needs_broadband,
    }
    if facts.hours is not None:
        told |= {
            "hours_known": facts.hours.known,
            "hours_raw": facts.hours.raw,
            "on_holidays": facts.hours.holidays,
        }
    return told


def _change_service(row: Service, facts: ServiceFacts, stated: frozenset[tuple[object, ...]]) -> bool:
    told = _told_service(facts)
    if not facts.sector:
        del told["sector"]
    differing = {name: value for name, value in told.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    if differing:
        row.save(update_fields=list(differing))
    return bool(differing) or (facts.hours is not None and stated != frozenset(_rows_of(facts.hours)))


def _rows_of(hours: WeeklyHours) -> Iterable[tuple[int | date, int | None, int | None]]:
    for weekday, intervals in enumerate((*hours.days, hours.holiday_intervals)):
        assert weekday <= HOLIDAY
        yield from ((weekday, start, end) for start, end in intervals)
    for day, intervals in hours.exceptions.items():
        yield from ((day, start, end) for start, end in intervals or ((None, None),))


def _hours_of(services: Iterable[Service]) -> dict[int, frozenset[tuple[object, ...]]]:
    keys = [row.pk for row in services]
    found: dict[int, set[tuple[object, ...]]] = {key: set() for key in keys}
    for row in _found(Hours, "service_id", keys):
        found[row.service_id].add((row.weekday, row.start, row.end))
    for other in _found(HoursException, "service_id", keys):
        found[other.service_id].add((other.date, other.start, other.end))
    return {key: frozenset(rows) for key, rows in found.items()}


def _replace_hours(hours: Sequence[tuple[Service, WeeklyHours]]) -> None:
    keys = [service.pk for service, _ in hours]
    for start in range(0, len(keys), SLICE):
        for model in (Hours, HoursException):
            model._default_manager.filter(service_id__in=keys[start : start + SLICE]).delete()
    weekly, single = [], []
    for service, each in hours:
        for day, opens, closes in _rows_of(each):
            if isinstance(day, int):
                weekly.append(Hours(service=service, weekday=day, start=opens, end=closes))
            else:
                single.append(HoursException(service=service, date=day, start=opens, end=closes))
    Hours.objects.bulk_create(weekly, batch_size=SLICE)
    HoursException.objects.bulk_create(single, batch_size=SLICE)


def _store_practitioners(batch: ImportBatch, facts: Sequence[PractitionerFacts]) -> _Tally:
    there = {row.code: row for row in _found(Practitioner, "code", (each.code for each in facts), "batch")}
    tally, new, changed = _Tally(), [], []
    for each in facts:
        told: dict[str, Any] = {
            "name": each.name.strip(),
            "profession": each.profession,
            "birth_year": each.birth_year,
            "sector": each.sector,
            "languages": " ".join(each.languages),
            "fte": each.fte,
            "fte_stated": True if each.fte is not None else None,
            "acts_per_year": each.acts_per_year,
        }
        row = there.get(each.code)
        if row is None:
            told = {name: value for name, value in told.items() if value is not None}
            new.append(Practitioner(code=each.code, simulated=batch.simulated, batch=batch, **told))
            continue
        refuse_mixing(row.simulated, batch.simulated, each.code)
        if batch.data_date >= row.batch.data_date and _bring_up_to_date(row, told, batch):
            changed.append(row)
    Practitioner.objects.bulk_create(new, batch_size=SLICE)
    if changed:
        names = [
            "name",
            "profession",
            "birth_year",
            "sector",
            "languages",
            "fte",
            "fte_stated",
            "acts_per_year",
            "batch",
        ]
        Practitioner.objects.bulk_update(changed, names, batch_size=40)
    tally.added, tally.changed = len(new), len(changed)
    tally.same = len(facts) - len(new) - len(changed)
    return tally


def _store_practices(batch: ImportBatch, facts: Sequence[PractitionerFacts], covers: Collection[str] | None) -> int:
    facilities = _facility_ids(practice.facility for each in facts for practice in each.practices)
    people = {row.code: row.pk for row in _found(Practitioner, "code", (each.code for each in facts))}
    known = {
        (row.practitioner_id, row.facility_id, row.profession): row
        for row in _found(Practice, "practitioner_id", people.values(), "batch", "facility")
    }
    new, changed = [], []
    named: set[tuple[int, int, str]] = set()
    for each in facts:
        for practice in each.practices:
            key = (people[each.code], facilities[practice.facility], each.profession)
            named.add(key)
            row = known.get(key)
            if row is None:
                added = Practice(practitioner_id=key[0], facility_id=key[1], profession=key[2],
                                 share=practice.share, batch=batch)  # fmt: skip
                known[key] = added
                new.append(added)
            elif row.share != practice.share and row.pk is not None:
                row.share, row.batch = practice.share, batch
                changed.append(row)
    Practice.objects.bulk_create(new, batch_size=SLICE)
    if changed:
        Practice.objects.bulk_update(changed, ["share", "batch"], batch_size=100)
    left = [row.pk for key, row in known.items() if key not in named and row.pk and _is_over(row, batch, covers)]
    for start in range(0, len(left), SLICE):
        Practice.objects.filter(pk__in=left[start : start + SLICE]).delete()
    return len(new) + len(changed) + len(left)


def _is_over(row: Practice, batch: ImportBatch, covers: Collection[str] | None) -> bool:
    """Did the same source name this practice in older data, and speak of its commune now without naming it?"""
    older = row.batch
    same = (older.source, older.layout, older.simulated) == (batch.source, batch.layout, batch.simulated)
    return same and older.data_date < batch.data_date and (covers is None or row.facility.place in covers)


def _store_heads(batch: ImportBatch, facts: Sequence[HeadsFacts]) -> int:
    facilities = _facility_ids(each.facility for each in facts)
    known = {
        (row.facility_id, row.profession): row
        for row in _found(Practice, "facility_id", facilities.values(), "batch")
        if row.practitioner_id is None
    }
    new, changed = [], []
    for each in facts:
        key = (facilities[each.facility], each.profession)
        fte = each.heads if each.fte is None else each.fte
        told = {"heads": each.heads, "fte": fte, "acts_per_year": each.acts_per_year}
        row = known.get(key)
        if row is None:
            known[key] = Practice(facility_id=key[0], profession=key[1], batch=batch, **told)
            new.append(known[key])
        elif batch.data_date >= row.batch.data_date and _bring_up_to_date(row, told, batch):
            changed.append(row)
    Practice.objects.bulk_create(new, batch_size=SLICE)
    if changed:
        Practice.objects.bulk_update(changed, ["heads", "fte", "acts_per_year", "batch"], batch_size=100)
    return len(new) + len(changed)


def _facility_ids(codes: Iterable[str]) -> dict[str, int]:
    wanted = list(codes)
    found = {row.code: row.pk for row in _found(Facility, "code", wanted)}
    for code in wanted:
        if code not in found:
            raise NotFound("no facility here has the code {code}", code=code)
    return found
