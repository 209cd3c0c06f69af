"""What would a merge of two pseudonyms do, what speaks against it, what stays behind; and what would its undoing do?

Both are shown to whoever may do it, before; the reading is journalled.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import polars as pl

from pagus.apps.accounts.queries import Actor
from pagus.apps.alerts.moving import count_alerts
from pagus.apps.consultations.moving import count_consultations
from pagus.apps.handovers.models import Handover
from pagus.apps.identities.models import NationalIdentity
from pagus.apps.installations.queries import enrolments_of
from pagus.apps.monitoring.access import enrollable
from pagus.apps.monitoring.actions.merging import refuse_unsafe
from pagus.apps.monitoring.actions.unmerging import standing_merge
from pagus.apps.monitoring.holdings import ALERTS, CONSULTATIONS, ENROLMENTS, HOLDINGS, held_by, running_twins
from pagus.apps.monitoring.models import MovedRow, Prescription
from pagus.apps.people import queries as people
from pagus.apps.people.models import Contact, PersonalKey
from pagus.apps.people.queries import KnownPerson
from pagus.apps.streams import queries as streams

__all__ = ["Clash", "MergePreview", "UnmergePreview", "merge_preview", "unmerge_preview"]

Clash = Literal[
    "differing", "followed", "course", "prescription", "contact", "team", "residence", "identity", "identities"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePreview:
    """What would go over, by kind; what both have; what stays under the pseudonym that ends."""

    merged: str
    stays: str
    readings: int
    differing: int
    """Readings that differ from one of the same instant: they are not copied."""
    goes_over: dict[str, int]
    clashes: tuple[tuple[Clash, str], ...]
    """What both have, or what differs, and which: a kit by its id. Two that were measured at the same instants with
    different values are perhaps two."""
    stays_behind: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmergePreview:
    """What went over, and how much of it can go back."""

    merged: str
    stays: str
    at_ms: int
    copied: int
    since: int
    """Readings of the one that stayed since the merge: whose they are nobody can tell."""
    went_over: dict[str, int]
    goes_back: dict[str, int]


def merge_preview(user: Actor, merged: str, stays: str) -> MergePreview:
    """What would a merge do? Refuses: what ``merge_persons`` refuses but for the reason."""
    ending, staying = enrollable(merged, user), enrollable(stays, user)
    refuse_unsafe(ending, staying)
    people.note_reading(user, (merged, stays), "monitoring")
    readings, differing = _readings(merged, stays)
    open_alerts, closed_alerts = count_alerts(merged)
    waiting, past = count_consultations(merged)
    followed = [kit for kit, enrolled in enrolments_of(merged) if enrolled.to_ms is None]
    over = {ENROLMENTS: len(followed), ALERTS: open_alerts, CONSULTATIONS: waiting, **held_by(merged, stays)}
    behind = {
        "closed_alerts": closed_alerts,
        "past_consultations": past,
        "sealed_handovers": Handover.objects.filter(person=merged).exclude(identity=b"").count(),
        "keys": PersonalKey.objects.filter(person_id=merged, revoked_ms__isnull=True).count(),
    }
    return MergePreview(
        merged=merged, stays=stays, readings=readings, differing=differing,
        goes_over={kind: count for kind, count in over.items() if count},
        clashes=_clashes(ending, staying, differing),
        stays_behind={kind: count for kind, count in behind.items() if count},
    )  # fmt: skip


def unmerge_preview(user: Actor, merged: str) -> UnmergePreview:
    """What would undoing the merge of this pseudonym put back? Refuses: NotFound, NotAllowed, Conflict."""
    merge = standing_merge(merged, user)
    people.note_reading(user, (merged, merge.stays), "monitoring")
    numbers: dict[str, list[int]] = {}
    for kind, number in MovedRow.objects.filter(merge=merge).order_by("pk").values_list("kind", "number"):
        numbers.setdefault(kind, []).append(number)
    shown = {each.kind: each for each in HOLDINGS if each.shown}
    hidden = {each.kind for each in HOLDINGS if not each.shown}
    back = {
        kind: shown[kind].rows._default_manager.filter(pk__in=found, **{shown[kind].person: merge.stays}).count()
        for kind, found in numbers.items()
        if kind in shown
    }
    return UnmergePreview(
        merged=merged, stays=merge.stays, at_ms=merge.at_ms, copied=merge.copied,
        since=streams.history([merge.stays], None, merge.at_ms).height,
        went_over={kind: len(found) for kind, found in numbers.items() if kind not in hidden}, goes_back=back,
    )  # fmt: skip


def _readings(merged: str, stays: str) -> tuple[int, int]:
    """How many readings the one that stays does not have, and how many differ at the same instant?"""
    ours = streams.history([merged]).drop("subject")
    theirs = streams.history([stays]).drop("subject").rename({"value": "theirs"})
    joined = ours.join(theirs, on=["signal", "t"], how="left")
    new = joined["theirs"].is_null()
    differing = joined.filter(~new & (pl.col("value") != pl.col("theirs"))).height
    return int(new.sum()), differing


def _clashes(ending: KnownPerson, staying: KnownPerson, differing: int) -> tuple[tuple[Clash, str], ...]:
    merged, stays = ending.code, staying.code
    running = [
        {kit.id: kit.kit.id for kit, enrolled in enrolments_of(code) if enrolled.to_ms is None}
        for code in (merged, stays)
    ]
    found: list[tuple[Clash, str]] = [("differing", str(differing))] if differing else []
    found += [("followed", running[0][number]) for number in running[0] if number in running[1]]
    found += [("course", pathway) for pathway in running_twins(merged, stays)]
    open_ones = [
        set(
            Prescription.objects.filter(subject=code, ended_ms__isnull=True).values_list(
                "installation__kit_id", flat=True
            )
        )
        for code in (merged, stays)
    ]
    found += [("prescription", kit) for kit in sorted(open_ones[0] & open_ones[1])]
    if Contact.objects.filter(person_id__in=(merged, stays)).count() == 2:
        found.append(("contact", stays))
    if ending.team != staying.team:
        found.append(("team", staying.team))
    if ending.residence != staying.residence:
        found.append(("residence", staying.residence))
    sealed = set(NationalIdentity.objects.filter(person__in=(merged, stays)).values_list("person", flat=True))
    if merged in sealed:
        found.append(("identities" if stays in sealed else "identity", merged))
    return tuple(found)
