"""Which number does one call when the picture fails? Shown to the care team of the person only."""

from __future__ import annotations

from pagus.apps.accounts.queries import Actor
from pagus.apps.people.contacts import contact_of

__all__ = ["number_for"]


def number_for(user: Actor, person: str) -> str:
    """The number of this person, for this user; "" when none is kept or they may not see it. Journalled when shown.

    Refuses: NotFound for a person whom this user may not see.
    """
    contact = contact_of(person, user)
    return "" if contact is None else contact.phone
