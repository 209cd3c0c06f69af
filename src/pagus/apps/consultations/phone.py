"""Which number does one call when the picture fails? Shown to whoever may see it; the call is written down.

This house kept no numbers when the room was built. What keeps them says so once, at the start: ``use_numbers(find)``.
"""

from __future__ import annotations

from collections.abc import Callable

from pagus.apps.accounts.queries import Actor

__all__ = ["number_for", "use_numbers"]


def _no_numbers(_user: Actor, _person: str) -> str:
    return ""


_FINDERS: list[Callable[[Actor, str], str]] = [_no_numbers]


def use_numbers(find: Callable[[Actor, str], str]) -> None:
    """Say where numbers are kept: a function that takes who asks and the person; "" for none, or none for them."""
    _FINDERS[:] = [find]


def number_for(user: Actor, person: str) -> str:
    """The number of this person, for this user; "" when none is kept or they may not see it."""
    return _FINDERS[0](user, person)
