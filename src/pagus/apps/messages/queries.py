"""What has been told: to a person, to the roles of a team, or in a course."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from pagus.apps.accounts.queries import Actor
from pagus.apps.messages.models import Message
from pagus.apps.pathways.access import visible
from pagus.apps.pathways.shapes import ToldRow
from pagus.apps.people.queries import note_reading
from pagus.kit_language.model import Text
from pagus.kit_language.pathway_model import PERSON

__all__ = ["messages_for", "told_of_course", "told_to_person"]

PAGE = 50


def messages_for(user: Actor, *, role: str | None = None, unread: bool = False, page: int = 1) -> tuple[ToldRow, ...]:
    """What was told to roles about people whom this user may see, newest first? The reading is journalled.

    Takes: who asks; one role, or None for all but the people themselves; only what nobody has read; the page, from 1.
    """
    rows = Message.objects.filter(visible(user, lambda roles: Q(to__in=roles))).exclude(to=PERSON)
    if role is not None:
        rows = rows.filter(to=role)
    if unread:
        rows = rows.filter(read_ms__isnull=True)
    first = (max(page, 1) - 1) * PAGE
    found = list(rows.order_by("-at_ms", "-pk")[first : first + PAGE])
    note_reading(user, (each.person for each in found), "messages")
    return _rows(found)


def told_of_course(run_id: int) -> tuple[ToldRow, ...]:
    """Everything told in a course, newest first: the right to see it is asked, and noted, before."""
    return _rows(Message.objects.filter(run_id=run_id).order_by("-at_ms", "-pk"))


def told_to_person(person: str) -> tuple[ToldRow, ...]:
    """What was told to a person, newest first: for their own page, that their key opened."""
    return _rows(Message.objects.filter(person=person, to=PERSON).order_by("-at_ms", "-pk"))


def _rows(messages: Iterable[Message]) -> tuple[ToldRow, ...]:
    return tuple(
        ToldRow(
            id=it.pk, person=it.person, to=it.to, text=Text(it.text_fr, it.text_en, it.text_de), at_ms=it.at_ms,
            read_ms=it.read_ms,
        )
        for it in messages
    )  # fmt: skip
