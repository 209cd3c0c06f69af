"""What a shelf is: objects of one kind as documents, in an order of their own, for one who asks."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Protocol

from pagus.apps.accounts.queries import Actor
from pagus.apps.resources.naming import code_of_reference
from pagus.apps.resources.query import Query, Value
from pagus.doors.fhir_r4.access import Access
from pagus.doors.fhir_r4.shown.writing.parts import Document
from pagus.kit_language.model import Language

__all__ = [
    "CHUNK",
    "Asker",
    "Item",
    "Shelf",
    "asked_codes",
    "asked_identifiers",
    "asked_ids",
    "asked_numbers",
    "asked_person",
    "numbers_of",
]

CHUNK = 200
"""How many rows a shelf fetches at once."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: the viewer whom the queries of the house know, the limits of the token, the language."""

    viewer: Actor
    access: Access
    language: Language


@dataclass(frozen=True, slots=True)
class Item:
    """One document. ``place`` is where the shelf goes on after it; ``subject`` whom or what it is about."""

    document: Document
    place: str
    subject: str = ""
    updated_ms: int = 0


class Shelf(Protocol):
    """What fetches the documents of one kind of object."""

    type: str

    def one(self, asker: Asker, id_: str) -> Item | None:
        """The document with this id; None when there is none, or none for this one."""

    def walk(self, asker: Asker, query: Query, after: str) -> Iterator[Item]:
        """All documents that may be what is asked, in the order of the shelf, after this place ("" for the first)."""


def asked_ids(query: Query) -> frozenset[str] | None:
    """Which ids are asked? None when any may be."""
    for criterion in query.criteria:
        if criterion.parameter == "_id" and criterion.modifier == "":
            return frozenset(value.code for value in criterion.values if value.code is not None)
    return None


def asked_identifiers(query: Query) -> frozenset[str] | None:
    """Which identifiers are asked, of whatever system? None when any may be."""
    for criterion in query.criteria:
        if criterion.parameter == "identifier" and criterion.modifier == "":
            codes = [value.code for value in criterion.values]
            if all(codes):
                return frozenset(code for code in codes if code)
    return None


def asked_numbers(query: Query, prefix: str) -> Collection[int] | None:
    """Which numbers do the ids that are asked have, of those with this prefix? None when any may be asked."""
    ids = asked_ids(query)
    return None if ids is None else numbers_of(ids, prefix)


def numbers_of(ids: Collection[str], prefix: str) -> Collection[int]:
    """The numbers of those of these ids that have this prefix and a number after it."""
    plain = [each.removeprefix(prefix) for each in ids if each.startswith(prefix)]
    return [int(each) for each in plain if each.isascii() and each.isdigit() and len(each) < 19]


def asked_codes(query: Query, *parameters: str) -> frozenset[str] | None:
    """About which subjects of the house is asked, by any of these parameters? None when about any."""
    found: frozenset[str] | None = None
    for criterion in query.criteria:
        if criterion.parameter in parameters and criterion.modifier in ("", "identifier"):
            codes = frozenset(code for value in criterion.values for code in _codes(value))
            found = codes if found is None else found & codes
    return found


def asked_person(asker: Asker, query: Query, *parameters: str) -> str | None:
    """The one person about whom is asked, by parameter or by the launch; "" for any, None for somebody else's."""
    codes = asked_codes(query, *parameters)
    hand = asker.access.patient
    if codes is None:
        return hand
    if hand:
        return hand if hand in codes else None
    return next(iter(codes)) if len(codes) == 1 else ""


def _codes(value: Value) -> Iterator[str]:
    if value.target is None:
        if value.code:
            yield value.code
    elif value.target.startswith("/"):
        bare = value.target[1:]
        yield from filter(None, (code_of_reference(f"{kind}/{bare}") for kind in ("Patient", "Device", "Location")))
    else:
        code = code_of_reference(value.target)
        yield code if code is not None else ""
