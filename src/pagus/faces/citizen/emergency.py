"""Whom to call in an emergency, in the country of this territory."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from pagus.apps.accounts.queries import covers
from pagus.errors import CodeError, NotFound

__all__ = ["EmergencyNumbers", "emergency_numbers"]


@dataclass(frozen=True, slots=True)
class EmergencyNumbers:
    """Numbers to call. ``everywhere``: 112, in the whole European Union (directive (EU) 2018/1972, article 109).

    ``medical`` and ``by_text`` are those of the country; empty where no source in this program says which they are.
    """

    everywhere: str
    medical: str = ""
    by_text: str = ""


_FRANCE = EmergencyNumbers("112", medical="15", by_text="114")
"""15 (SAMU) and 114 (by text, for who cannot hear or speak): the emergency numbers of the French numbering plan."""


def emergency_numbers() -> EmergencyNumbers:
    """Which numbers does somebody in this territory call?"""
    try:
        return _FRANCE if covers("country:FR", settings.WORKSPACE.territory) else EmergencyNumbers("112")
    except (NotFound, CodeError):
        # A territory that a programme has put together lies in no country of the list; those shipped here are French.
        return _FRANCE if settings.WORKSPACE.territory.startswith("programme:") else EmergencyNumbers("112")
