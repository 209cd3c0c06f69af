"""Writing down what has to be told, once."""

from __future__ import annotations

from pagus.apps.messages.models import Message
from pagus.kit_language.model import Text

__all__ = ["tell"]


def tell(
    run: int, person: str, place: str, team: str, *, key: str, notice: str, to: str, text: Text, at_ms: int
) -> None:
    """Put a text into the outbox, for the person or for a role of their team: inside a transaction.

    Takes: the course and the person it is about; the key of the message within the course; whom it is for. The same key
    twice has no effect. It is read on a page; ``dispatching`` tells by SMS or
    e-mail that the page waits, and holds no word of it.
    """
    Message.objects.get_or_create(
        run_id=run,
        key=key,
        defaults={
            "notice": notice, "person": person, "place": place, "team": team, "to": to, "text_fr": text.fr,
            "text_en": text.en, "text_de": text.de, "at_ms": at_ms,
        },
    )  # fmt: skip
