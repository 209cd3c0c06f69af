"""What has to be told by phone: messages to people who have no page, or have not read theirs for days."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.journal import actions as journal
from pagus.apps.messages.models import Message
from pagus.apps.pathways.access import person_for, visible
from pagus.apps.people.models import PersonalKey
from pagus.apps.people.queries import note_reading
from pagus.errors import NotFound
from pagus.kernel.time import DAY
from pagus.kit_language.model import Text
from pagus.kit_language.pathway_model import PERSON

__all__ = ["CallRow", "mark_told", "to_call"]

MOST = 100
UNREAD_MS = 3 * DAY
"""Who has a page and has not read a message for so long is called all the same; a local habit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRow:
    """One message to say by phone. ``has_page``: the person could have read it on their page, and has not."""

    id: int
    run: int
    person: str
    text: Text
    at_ms: int
    has_page: bool


def to_call(user: Actor) -> tuple[CallRow, ...]:
    """Which messages must be told by phone, the oldest first? At most ``MOST``. The reading is journalled.

    Takes: who asks, with ``see_person``. Gives: unread messages to people without an address that opens their page, and
    those that were not read on it for ``UNREAD_MS``. Messages of courses that have ended are left out.
    """
    moment: int = settings.WORKSPACE.clock.now_ms()
    keys = PersonalKey.objects.filter(person_id=OuterRef("person"), revoked_ms__isnull=True, expires_ms__gt=moment)
    rows = (
        Message.objects.filter(visible(user, lambda _: Q(pk__in=())))
        .filter(to=PERSON, read_ms__isnull=True, run__ended_ms__isnull=True)
        .annotate(has_page=Exists(keys))
        .filter(Q(has_page=False) | Q(at_ms__lte=moment - UNREAD_MS))
        .order_by("at_ms", "pk")[:MOST]
    )
    found = tuple(
        CallRow(
            id=it.pk, run=it.run_id, person=it.person, text=Text(it.text_fr, it.text_en, it.text_de), at_ms=it.at_ms,
            has_page=it.has_page,
        )
        for it in rows
    )  # fmt: skip
    note_reading(user, (each.person for each in found), "messages")
    return found


def mark_told(by: Actor, message_id: int) -> None:
    """Say that a person was told by phone. Twice has no further effect. Refuses: NotFound, NotAllowed."""
    row = Message.objects.filter(visible(by, lambda _: Q(pk__in=())), pk=message_id, to=PERSON).first()
    if row is None:
        raise NotFound("no message has the number {message}", message=message_id)
    person_for(row.person, by, "handle_task")
    login, role = accounts.actor_of(by)
    with transaction.atomic():
        changed = Message.objects.filter(pk=row.pk, read_ms__isnull=True).update(
            read_ms=settings.WORKSPACE.clock.now_ms(), read_by=login, channel="phone"
        )
        if changed:
            journal.record(login, role, "tell_by_phone", row.person, "messages", {"message": row.pk})
