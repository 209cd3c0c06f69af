"""Who asks at the FHIR door, and what they may see and do: the one type that every way of signing in gives.

A registered source brings its territory, a person their roles, an application what its scopes say and, where it was
launched for somebody, that person. Providers ask ``Access`` and know nothing of tokens.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pagus.apps.accounts import queries as accounts
from pagus.apps.accounts.queries import Actor
from pagus.apps.journal import actions as journal
from pagus.apps.people.queries import facts_of, is_person, visible_codes

__all__ = ["Access", "Interaction", "Scope"]

Interaction = Literal["c", "r", "u", "d", "s"]
"""Create, read (with its versions), update (patch too), delete, search (history too): the letters of SMART 2."""


@dataclass(frozen=True, slots=True)
class Scope:
    """One scope of SMART App Launch 2: ``level/type.letters?narrowed``; type ``*`` is every type."""

    level: Literal["patient", "user", "system"]
    type: str
    letters: frozenset[str]
    narrowed: tuple[tuple[str, str], ...] = ()
    """Search parameters that a resource must satisfy as well, as ``(("category", "vital-signs"),)``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who asks, and within which limits.

    ``name`` and ``role`` are what the journal writes. ``user`` is a person's account, whose roles decide; None for a
    machine, which sees what lies in ``territory`` (and ``team``, where one is named). ``source`` is the registered name
    under which observations are written; "" for who writes none. ``patient`` is the one person an application was
    launched for, as ``person:P-7K3Q9``; "" for no such limit.
    """

    name: str
    role: str
    scopes: tuple[Scope, ...]
    user: Actor | None = None
    territory: str = ""
    team: str = ""
    source: str = ""
    patient: str = ""
    identities: bool = False
    """Are national identities shown with the people? Only ever for a service with a scope and a permission for it."""

    def may(self, interaction: Interaction, type_: str) -> bool:
        """Does a scope allow this interaction with this type at all?

        A narrowed scope neither changes nor deletes: what is there already may be another kind than it speaks of.
        """
        whole = interaction in ("u", "d")
        return any(interaction in scope.letters and not (whole and scope.narrowed) for scope in self.scopes_of(type_))

    def scopes_of(self, type_: str) -> tuple[Scope, ...]:
        """The scopes that speak of this type."""
        return tuple(scope for scope in self.scopes if scope.type in ("*", type_))

    def visible(self, codes: Iterable[str]) -> frozenset[str]:
        """Of which of these people may the data be shown? To filter with: showing them is ``note_reading``."""
        wanted = [code for code in codes if is_person(code)]
        if self.patient:
            wanted = [code for code in wanted if code == self.patient]
        if not wanted:
            return frozenset()
        if self.user is not None:
            return visible_codes(self.user, wanted)
        people = facts_of(wanted)
        here = accounts.covered(self.territory, {person.residence for person in people.values()})
        return frozenset(
            code
            for code, person in people.items()
            if person.residence in here and (not self.team or self.team == person.team)
        )

    def places(self, codes: Iterable[str]) -> frozenset[str]:
        """In which of these places may this one see what is about no person?"""
        if self.user is not None:
            return accounts.allowed_places(self.user, "see_places", codes)
        return accounts.covered(self.territory, codes)

    def note_identities(self, codes: Iterable[str]) -> None:
        """Journal that the national identities of these people are read here, an entry each."""
        journal.record_each(self.name, self.role, "read_identity", sorted(set(codes)), "fhir")

    def note_reading(self, codes: Iterable[str], purpose: str = "fhir") -> None:
        """Journal that these people's data are read here. Codes of no person are left out."""
        journal.record_reads(self.name, self.role, (code for code in codes if is_person(code)), purpose)
