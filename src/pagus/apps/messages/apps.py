"""The name of this app among the apps of Django, which has messages of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from pagus.apps.accounts.queries import Actor


class MessagesConfig(AppConfig):
    """The outbox of pathways."""

    name = "pagus.apps.messages"
    label = "told"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say to the calls by video where a phone number is kept, for who may see it."""
        from pagus.apps.consultations.phone import use_numbers
        from pagus.apps.people.contacts import contact_of

        def find(user: Actor, person: str) -> str:
            known = contact_of(person, user)
            return "" if known is None else known.phone

        use_numbers(find)
