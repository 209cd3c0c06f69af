"""Who answers for a type of resource: the interface of providers, and the registry of them.

A provider shows one kind of thing as FHIR: the kept resources, or objects of the house. Several may answer for one
type: a reading takes the first that knows the id, a search merges their pages by ``Hit.order``. What a provider gives
is whole and may be shown: it asks ``Access`` itself and journals what it shows of people (``Access.note_reading``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pagus.apps.resources.query import Criterion, Query, SortKey, Value
from pagus.doors.fhir_r4.access import Access, Scope

__all__ = [
    "Abilities",
    "Access",
    "Criterion",
    "Hit",
    "Page",
    "Provider",
    "Query",
    "Scope",
    "Shown",
    "SortKey",
    "Value",
    "providers",
    "providers_of",
    "register",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One resource as it is answered: its bytes as JSON, with ``id`` and ``meta`` in them."""

    type: str
    id: str
    body: bytes
    version: str = "1"
    updated_ms: int = 0
    subject: str = ""
    """The code of the person, thing or place it is about, as ``person:P-7K3Q9``; "" for none that is known here."""


Ordered = str | int | float | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A resource that a search found.

    ``order`` has one value for each sort key of the query: text, number or instant (ms), None where the resource has
    none. ``place`` is whatever this provider needs to go on after it.
    """

    shown: Shown
    place: str
    order: tuple[Ordered, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What a search found, in order, ``query.count`` at most. ``more``: whether something follows.

    ``total`` is filled when the query asks for it. ``until`` is given back in the queries for the pages that follow, so
    that what is stored meanwhile does not shift them; a provider that needs no such mark leaves it empty.
    """

    hits: tuple[Hit, ...] = ()
    more: bool = False
    total: int | None = None
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """What a provider can do for one type: for the CapabilityStatement, and for refusing the rest.

    ``interactions`` are FHIR's names (``read``, ``vread``, ``search-type``, ...); ``parameters`` name the search
    parameters beyond those that every type has, each with its kind (``token``, ``date``, ...).
    """

    interactions: frozenset[str] = frozenset({"read", "search-type"})
    parameters: Mapping[str, str] = field(default_factory=dict)
    profiles: tuple[str, ...] = ()
    documentation: str = ""


class Provider(Protocol):
    """What answers for some types of resource."""

    @property
    def name(self) -> str:
        """A short name of its own; it stands in the links of pages."""

    @property
    def types(self) -> frozenset[str]:
        """For which types it answers."""

    def read(self, access: Access, type_: str, id_: str) -> Shown | None:
        """The resource of this type and id as it is now; None when there is none, or none for this one."""

    def search(self, access: Access, query: Query) -> Page:
        """What was found."""

    def capabilities(self) -> Mapping[str, Abilities]:
        """What can be done with each of its types."""


_PROVIDERS: dict[str, Provider] = {}


def register(provider: Provider) -> None:
    """Let this provider answer. One of the same name takes the place of the former."""
    _PROVIDERS[provider.name] = provider


def providers() -> tuple[Provider, ...]:
    """Who answers, in the order in which they were registered?"""
    return tuple(_PROVIDERS.values())


def providers_of(type_: str) -> tuple[Provider, ...]:
    """Who answers for this type?"""
    return tuple(provider for provider in providers() if type_ in provider.types)
