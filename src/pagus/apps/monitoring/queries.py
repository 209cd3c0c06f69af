"""What is there of each monitoring, what lacks, what is due, who was merged into whom.

A person's papers are shown to whoever may see the person; the reading is journalled.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeVar

from django.db.models import QuerySet

from pagus.apps.accounts.queries import Actor
from pagus.apps.installations.queries import (
    Enrolled,
    InstalledKit,
    active_installations,
    enrolments_of,
)
from pagus.apps.monitoring.access import line_of, monitors, prescribed_for, today
from pagus.apps.monitoring.checking import (
    DEPARTURES,
    SAID_BY,
    WAYS,
    MonitoringRequest,
    WrongField,
    wrong_choices,
    wrong_fields,
)
from pagus.apps.monitoring.models import Consent, Departure, Merge, MonitoringStop, Prescription
from pagus.apps.people import queries as people
from pagus.errors import NotFound
from pagus.kernel.parts import in_parts

__all__ = [
    "DEPARTURES",
    "SAID_BY",
    "WAYS",
    "KnownConsent",
    "KnownDeparture",
    "KnownMerge",
    "KnownPrescription",
    "KnownStop",
    "Lack",
    "MonitoringRequest",
    "Papers",
    "WrongField",
    "check",
    "consents_listed",
    "departure_of",
    "former_codes",
    "installations_for",
    "is_on_a_line",
    "lacks_of",
    "line_of",
    "merges_of",
    "newest_of",
    "papers_of",
    "prescriptions_listed",
    "today",
]

Lack = Literal["prescription", "prescription_over", "consent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPrescription:
    """A prescription as it was entered."""

    id: int
    subject: str
    kit: str
    installation: int
    line: str
    prescriber: str
    rpps: str
    issued_on: date
    until: date
    answers: Mapping[str, bool]
    renews: int | None
    entered_by: str
    entered_ms: int
    ended_ms: int | None
    simulated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownConsent:
    """A consent as it was written down."""

    id: int
    subject: str
    kit: str
    installation: int
    given_on: date
    way: str
    recorded_by: str
    recorded_ms: int
    withdrawn_ms: int | None
    withdrawn_by: str
    simulated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownStop:
    """A stop: when, on whose word, and how many alerts were closed with it."""

    at_ms: int
    said_by: str
    words: str
    recorded_by: str
    alerts_closed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDeparture:
    """Somebody died or moved away, as it stands written."""

    kind: str
    on: date
    words: str
    recorded_by: str
    goes_on: tuple[InstalledKit, ...]
    """Kits with a course that goes on after a move, to hand the person over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownMerge:
    """Two pseudonyms that are one person."""

    merged: str
    stays: str
    at_ms: int
    by: str
    reason: str
    copied: int
    set_aside: int
    undone_ms: int | None
    undone_reason: str

    @property
    def merged_code(self) -> str:
        """The pseudonym that ended, as people write it."""
        return self.merged.partition(":")[2]

    @property
    def stays_code(self) -> str:
        """The pseudonym that stays, as people write it."""
        return self.stays.partition(":")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """One monitoring of one person with its papers; ``lacks`` is empty when all is in order."""

    installed: InstalledKit
    enrolled: Enrolled
    prescription: KnownPrescription | None
    consent: KnownConsent | None
    stop: KnownStop | None
    lacks: tuple[Lack, ...]


def check(request: MonitoringRequest, code: str, installed: InstalledKit) -> tuple[WrongField, ...]:
    """What would be refused of this enrolment of a person, field by field?"""
    line = line_of(installed, prescribed_for(code, installed, request.measured))
    return (*wrong_fields(request, line, today()), *wrong_choices(request, installed.kit, line))


def is_on_a_line(code: str, installed: InstalledKit) -> bool:
    """Does the prescription of this person that holds now name a line? The caller has the right to see them."""
    prescription = newest_of(Prescription, [code]).get((code, installed.kit.id))
    return prescription is not None and prescription.line != ""


def installations_for(subject: str) -> tuple[InstalledKit, ...]:
    """In which monitorings may this person be enrolled: clinical kits that take new people, or follow this one."""
    followed = {installed.id for installed, enrolled in enrolments_of(subject) if enrolled.to_ms is None}
    return tuple(
        each
        for each in active_installations()
        if monitors(each) and (each.superseded_ms is None or each.id in followed)
    )


def papers_of(user: Actor, code: str) -> tuple[Papers, ...]:
    """Which monitorings has or had this person, with which papers? Refuses: NotFound for whom one may not see."""
    people.read_person(user, code, "monitoring")
    prescriptions, consents = newest_of(Prescription, [code]), newest_of(Consent, [code])
    stops = {row.installation_id: row for row in MonitoringStop.objects.filter(subject=code).order_by("pk")}
    found = []
    for installed, enrolled in enrolments_of(code):
        if not monitors(installed):
            continue
        prescription = prescriptions.get((code, installed.kit.id))
        consent = consents.get((code, installed.kit.id))
        over = enrolled.to_ms is not None
        found.append(
            Papers(
                installed=installed,
                enrolled=enrolled,
                prescription=None if prescription is None else _prescription(prescription),
                consent=None if consent is None else _consent(consent),
                stop=_stop(stops.get(installed.id)) if over else None,
                lacks=() if over else lacks_of(prescription, consent, today()),
            )
        )
    return tuple(found)


def _stop(row: MonitoringStop | None) -> KnownStop | None:
    if row is None:
        return None
    return KnownStop(
        at_ms=row.at_ms,
        said_by=row.said_by,
        words=row.words,
        recorded_by=row.recorded_by,
        alerts_closed=row.alerts_closed,
    )


def lacks_of(prescription: Prescription | None, consent: Consent | None, day: date) -> tuple[Lack, ...]:
    """What lacks on this day?"""
    lacks: list[Lack] = []
    if prescription is None or prescription.ended_ms is not None:
        lacks.append("prescription")
    elif prescription.until < day:
        lacks.append("prescription_over")
    if consent is None or consent.withdrawn_ms is not None:
        lacks.append("consent")
    return tuple(lacks)


def departure_of(user: Actor, code: str) -> KnownDeparture | None:
    """Is it written that this person died or moved away? Refuses: NotFound for whom one may not see."""
    if not people.visible_codes(user, [code]):
        raise NotFound("no person here has the code {code}", code=code)
    row = Departure.objects.filter(subject=code, undone_ms__isnull=True).first()
    if row is None:
        return None
    goes_on = tuple(installed for installed, enrolled in enrolments_of(code) if enrolled.to_ms is None)
    return KnownDeparture(kind=row.kind, on=row.on, words=row.words, recorded_by=row.recorded_by, goes_on=goes_on)


def merges_of(user: Actor, code: str) -> tuple[KnownMerge, ...]:
    """Which merges speak of this person, as the one that ended or as the one that stays? Refuses: NotFound."""
    if not people.visible_codes(user, [code]):
        raise NotFound("no person here has the code {code}", code=code)
    rows = [*Merge.objects.filter(merged=code).order_by("pk"), *Merge.objects.filter(stays=code).order_by("pk")]
    return tuple(
        KnownMerge(
            merged=row.merged,
            stays=row.stays,
            at_ms=row.at_ms,
            by=row.by,
            reason=row.reason,
            copied=row.copied,
            set_aside=row.set_aside,
            undone_ms=row.undone_ms,
            undone_reason=row.undone_reason,
        )
        for row in rows
    )


def former_codes(code: str) -> tuple[str, ...]:
    """Which other pseudonyms were this person too, and are no more? For their own page; shown to nobody else."""
    found: list[str] = []
    ahead = [code]
    while ahead:
        rows = Merge.objects.filter(stays__in=ahead, undone_ms__isnull=True).order_by("pk")
        ahead = [each for each in rows.values_list("merged", flat=True) if each not in found]
        found += ahead
    return tuple(found)


def prescriptions_listed(
    user: Actor, numbers: Collection[int] | None, person: str, after: int, most: int
) -> tuple[KnownPrescription, ...]:
    """The prescriptions of people whom this user may see, by number: for a door, which journals what it shows.

    Takes: the numbers that are asked, None for any; one person, or empty for all; after which number; how many at most.
    """
    rows = list(_seen(Prescription.objects.filter(pk__gt=after), user, numbers, person)[:most])
    known = people.facts_of({row.subject for row in rows})
    return tuple(replace(_prescription(row), simulated=known[row.subject].simulated) for row in rows)


def consents_listed(
    user: Actor, numbers: Collection[int] | None, person: str, after: int, most: int
) -> tuple[KnownConsent, ...]:
    """The consents of people whom this user may see, as ``prescriptions_listed`` gives prescriptions."""
    rows = list(_seen(Consent.objects.filter(pk__gt=after), user, numbers, person)[:most])
    known = people.facts_of({row.subject for row in rows})
    return tuple(replace(_consent(row), simulated=known[row.subject].simulated) for row in rows)


Paper = TypeVar("Paper", Prescription, Consent)


def _seen(rows: QuerySet[Paper], user: Actor, numbers: Collection[int] | None, person: str) -> QuerySet[Paper]:
    rows = rows.filter(people.about_visible(user, "subject")).select_related("installation").order_by("pk")
    rows = rows if numbers is None else rows.filter(pk__in=numbers)
    return rows.filter(subject=person) if person else rows


def newest_of(kind: type[Paper], codes: Iterable[str]) -> dict[tuple[str, str], Paper]:
    """The newest row of each person and kit: a version that takes over a person takes the papers over."""
    rows = kind.objects.select_related("installation").order_by("pk")
    found = (row for some in in_parts(codes) for row in rows.filter(subject__in=some))
    return {(row.subject, row.installation.kit_id): row for row in found}


def _prescription(row: Prescription) -> KnownPrescription:
    return KnownPrescription(
        id=row.pk,
        subject=row.subject,
        kit=row.installation.kit_id,
        installation=row.installation_id,
        line=row.line,
        prescriber=row.prescriber,
        rpps=row.rpps,
        issued_on=row.issued_on,
        until=row.until,
        answers=row.answers,
        renews=row.renews_id,
        entered_by=row.entered_by,
        entered_ms=row.entered_ms,
        ended_ms=row.ended_ms,
    )


def _consent(row: Consent) -> KnownConsent:
    return KnownConsent(
        id=row.pk,
        subject=row.subject,
        kit=row.installation.kit_id,
        installation=row.installation_id,
        given_on=row.given_on,
        way=row.way,
        recorded_by=row.recorded_by,
        recorded_ms=row.recorded_ms,
        withdrawn_ms=row.withdrawn_ms,
        withdrawn_by=row.withdrawn_by,
    )
