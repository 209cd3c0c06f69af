"""Errors as SensorThings clients read them: a status, and a JSON object with the message."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pagus.errors import DoorError, InputError, PagusError, treatment_of

__all__ = ["StaError", "message_of", "status_of"]


class StaError(DoorError):
    """A request that this door does not take, with its HTTP status."""

    def __init__(self, key: str, *, status: int = 400, **facts: object) -> None:
        super().__init__(key, protocol="sensorthings/v1.1", **facts)
        self.status = status


def status_of(error: PagusError) -> int:
    """Which status answers this error? What cannot be used as it is gives 400 in this protocol."""
    if isinstance(error, StaError):
        return error.status
    return 400 if isinstance(error, InputError) else treatment_of(error).http_status


def message_of(error: PagusError) -> str:
    """What does this error say, in the reader's language?"""
    text: str = _(error.key)
    return text.format(**error.facts) if error.facts else text
