"""The name of this app among the apps of Django, which has messages of its own."""

from __future__ import annotations

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """The outbox of pathways."""

    name = "pagus.apps.messages"
    label = "told"
    default_auto_field = "django.db.models.BigAutoField"
