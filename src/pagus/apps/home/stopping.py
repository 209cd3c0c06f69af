"""Somebody stops being followed at a distance, on their own page: at once where it is a monitoring, else as a wish."""

from __future__ import annotations

from django.db import transaction

from pagus.apps.accounts.queries import SYSTEM
from pagus.apps.home.asked import followed
from pagus.apps.journal import actions as journal
from pagus.apps.messages.asking import ask_team
from pagus.apps.monitoring.access import monitors
from pagus.apps.monitoring.actions import stop_monitoring
from pagus.errors import NotFound
from pagus.kit_language.pathway_model import PERSON

__all__ = ["stop_mine", "stops_at_once"]

UNSAID = "said on their own page, without a reason"


def stops_at_once(person: str) -> frozenset[int]:
    """Which installations that follow this person can they stop themselves, at once?"""
    return frozenset(each.installation for each in followed(person) if each.to_ms is None and monitors(each.kit))


def stop_mine(person: str, installation_id: int, *, key: str, words: str = "") -> bool:
    """Stop a follow-up, for a person whom their key has proven. Gives: whether it has ended; else it is a wish.

    A monitoring ends at once, as ``monitoring.stop_monitoring`` does it, on the word of the person: they owe nobody a
    reason. The team finds it among what people ask, and calls. Anything else is a wish that the team fulfils.
    Refuses: NotFound when it does not follow them; as ``ask_team``.
    """
    found = next((it for it in followed(person) if it.installation == installation_id and it.to_ms is None), None)
    if found is None:
        raise NotFound("{subject} is not enrolled", subject=person)
    ends = monitors(found.kit)
    with transaction.atomic():
        ask_team(person, "stop", key=key, words=words, kit=found.kit.kit.id)
        if ends:
            # The enrolment is the system's to end; who asked for it stands in the journal right before.
            journal.record(person, PERSON, "stop_monitoring", person, "personal page", {"kit": found.kit.kit.id})
            stop_monitoring(person, installation_id, SYSTEM, said_by="person", words=words.strip() or UNSAID)
    return ends
