"""What is kept about a person beside readings, alerts and enrolments; how it goes over to another pseudonym, and back.

One table, so that nothing is forgotten. What was handled, signed, sealed or journalled under a pseudonym is not
rewritten: it stays, and ``merge_preview`` says what that is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Model, Q, QuerySet

from pagus.apps.appointments.models import Referral
from pagus.apps.forms.models import Response, Saving
from pagus.apps.handovers.models import Handover
from pagus.apps.messages.models import Dispatch, Message, PersonalRequest
from pagus.apps.monitoring.models import Consent, Merge, MonitoringStop, MovedRow, Prescription
from pagus.apps.pathways.models import PathwayTask, Run
from pagus.apps.people.models import Contact
from pagus.apps.people.queries import KnownPerson
from pagus.apps.worklist.models import Call, Claim

__all__ = [
    "ALERTS",
    "CONSULTATIONS",
    "COURSES",
    "ENROLMENTS",
    "HOLDINGS",
    "Holding",
    "go_back",
    "go_over",
    "held_by",
    "remember",
    "running_twins",
]

ENROLMENTS, ALERTS, CONSULTATIONS = "enrolments", "alerts", "consultations"
"""What goes over by actions of its own: how these rows are remembered."""

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of row about a person. ``person`` is the column with the pseudonym."""

    kind: str
    rows: type[Model]
    person: str
    placed: bool = False
    """It repeats where the person lives and who follows them."""
    once: str = ""
    """A person has one row with each value of this: what the one that stays has already is left."""
    alone: Q | None = None
    """Of these a person has one at most: they go over only to whoever has none."""
    only: Q = field(default_factory=Q)
    shown: bool = True
    """False: a part of another kind, not worth counting by itself."""


COURSES: Final = Holding("courses", Run, "person", placed=True)
HOLDINGS: Final = (
    Holding("prescriptions", Prescription, "subject"),
    Holding("consents", Consent, "subject"),
    Holding("stops", MonitoringStop, "subject"),
    COURSES,
    Holding("tasks", PathwayTask, "person", placed=True),
    Holding("messages", Message, "person", placed=True),
    Holding("forms", Response, "person"),
    Holding("savings", Saving, "person", once="key", shown=False),
    Holding("referrals", Referral, "person"),
    # A sheet with a national identity is sealed under the pseudonym: under another one it would not open.
    Holding("handovers", Handover, "person", only=Q(identity=b"")),
    Holding("requests", PersonalRequest, "person", once="key"),
    Holding("reminders", Dispatch, "person", once="covers_ms", only=~Q(state__in=("queued", "sending"))),
    Holding("calls", Call, "subject"),
    Holding("claims", Claim, "subject", alone=Q(released_ms__isnull=True), shown=False),
    Holding("contact", Contact, "person_id", alone=Q()),
)


def held_by(merged: str, stays: str) -> dict[str, int]:
    """How many rows of each kind would go over? Kinds of which there are none are left out."""
    found = {each.kind: _that_go(each, merged, stays).count() for each in HOLDINGS if each.shown}
    return {kind: count for kind, count in found.items() if count}


def running_twins(merged: str, stays: str) -> tuple[str, ...]:
    """On which pathways do both stand now?"""
    running = Run.objects.filter(ended_ms__isnull=True)
    theirs = set(running.filter(person=stays).values_list("pathway", flat=True))
    return tuple(sorted(theirs.intersection(running.filter(person=merged).values_list("pathway", flat=True))))


def go_over(
    merge: Merge, stays: KnownPerson, *, kinds: Iterable[Holding] = HOLDINGS, only: Q | None = None
) -> dict[str, int]:
    """Let the rows of these kinds be about the one that stays, and remember each as it was: in a transaction.

    Gives: how many of each kind.
    """
    counts: dict[str, int] = {}
    for each in kinds:
        rows = _that_go(each, merge.merged, stays.code).filter(only or Q())
        columns = (each.person, "place", "team") if each.placed else (each.person,)
        before = list(rows.values("pk", *columns))
        after = {each.person: stays.code} | ({"place": stays.residence, "team": stays.team} if each.placed else {})
        for start in range(0, len(before), _AT_ONCE):
            part = before[start : start + _AT_ONCE]
            each.rows._default_manager.filter(pk__in=[row["pk"] for row in part]).update(**after)
        remember(merge, each.kind, {row.pop("pk"): row for row in before})
        counts[each.kind] = len(before)
    return counts


def _that_go(holding: Holding, merged: str, stays: str) -> QuerySet[Model]:
    """The rows of the one that the other one can take: what a person has once, the other one may have already."""
    rows, theirs = _rows(holding, merged), holding.rows._default_manager.filter(**{holding.person: stays})
    if holding.alone is not None and theirs.filter(holding.alone).exists():
        rows = rows.exclude(holding.alone) if holding.alone else rows.none()
    if holding.once:
        rows = rows.exclude(**{f"{holding.once}__in": list(theirs.values_list(holding.once, flat=True))})
    return rows


def remember(merge: Merge, kind: str, before: Mapping[int, Mapping[str, Any]]) -> None:
    """Write down which rows a merge changed, and what stood in them."""
    rows = [MovedRow(merge=merge, kind=kind, number=number, before=dict(was)) for number, was in before.items()]
    MovedRow.objects.bulk_create(rows, batch_size=_AT_ONCE)


def go_back(merge: Merge) -> dict[str, int]:
    """Let what went over be as it was, where it is still about the one that stays: in a transaction.

    Gives: how many of each kind.
    """
    counts: dict[str, int] = {}
    for each in HOLDINGS:
        for row in MovedRow.objects.filter(merge=merge, kind=each.kind).order_by("pk"):
            here = each.rows._default_manager.filter(pk=row.number, **{each.person: merge.stays})
            counts[each.kind] = counts.get(each.kind, 0) + here.update(**row.before)
    return counts


def _rows(holding: Holding, person: str) -> QuerySet[Model]:
    return holding.rows._default_manager.filter(holding.only, **{holding.person: person}).order_by("pk")
