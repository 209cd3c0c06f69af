"""Who reads, and whose things they see: the public ones everybody, a person's the programs of their care team."""

from __future__ import annotations

from pagus.apps.clients.queries import Bearer, bearer_of
from pagus.apps.people.queries import visible_codes
from pagus.apps.sensing.queries.reading import people_with_things
from pagus.apps.streams.senders import known_sender
from pagus.doors.sensorthings_v1_1.errors import StaError
from pagus.doors.sensorthings_v1_1.handling import Asked

__all__ = ["people_seen_by", "reader_of"]

_NEEDED = ("Device", "Observation")
"""The types of resource, in the words of SMART's scopes, whose reading together is the reading of things here."""


def reader_of(asked: Asked) -> Bearer | None:
    """Which program reads? None for nobody in particular, and for a source, which sends and reads like everybody.

    Refuses: StaError 401 for a bearer token that is nobody's, so that nobody takes the public things for all of them.
    """
    kind, _, token = asked.authorization.partition(" ")
    if kind.casefold() != "bearer" or known_sender(token.strip()) is not None:
        return None
    bearer = bearer_of(token.strip())
    if bearer is None:
        raise StaError("the token is unknown or was revoked", status=401)
    return bearer


def people_seen_by(reader: Bearer) -> frozenset[str]:
    """Whose things does this program see: of people with things, those whom its scopes, territory and team let it?"""
    if not all(reader.scopes.granting(letter, kind) for kind in _NEEDED for letter in "rs"):
        return frozenset()
    codes = people_with_things()
    return visible_codes(reader.viewer, codes & {reader.person} if reader.person else codes)
