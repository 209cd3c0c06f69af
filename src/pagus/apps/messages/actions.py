"""Saying that a message was read."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.journal import actions as journal
from pagus.apps.messages.models import Message
from pagus.apps.pathways.access import visible
from pagus.errors import NotFound
from pagus.kit_language.pathway_model import PERSON

__all__ = ["mark_read", "mark_read_by_person"]


def mark_read(by: Actor, message_id: int) -> None:
    """Say that a message to a role was read. Twice has no further effect.

    Refuses: NotFound, also for a message to a person.
    """
    row = Message.objects.filter(visible(by, lambda roles: Q(to__in=roles)), pk=message_id).exclude(to=PERSON).first()
    if row is None:
        raise NotFound("no message has the number {message}", message=message_id)
    login, role = accounts.actor_of(by)
    _mark(row, login, role)


def mark_read_by_person(person: str, message_id: int) -> None:
    """Say that a person has read what was told to them: on their own page, that their key opened. Refuses: NotFound."""
    row = Message.objects.filter(person=person, to=PERSON, pk=message_id).first()
    if row is None:
        raise NotFound("no message has the number {message}", message=message_id)
    _mark(row, person, PERSON)


def _mark(row: Message, login: str, role: str) -> None:
    with transaction.atomic():
        changed = Message.objects.filter(pk=row.pk, read_ms__isnull=True).update(
            read_ms=settings.WORKSPACE.clock.now_ms(), read_by=login
        )
        if changed:
            journal.record(login, role, "read_message", row.person, "messages", {"message": row.pk})
