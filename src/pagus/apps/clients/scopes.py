"""What may a token do? The grammar of SMART App Launch 2 for scopes, pure: texts in, frozen objects out.

A resource scope is ``context/Type.letters?constraint``: who looks (``patient``, ``user``, ``system``), at which type
(``*`` for all), what is done (letters of ``cruds`` in that order), and search parameters that cut it further. Those of
version 1 (``.read``, ``.write``, ``.*``) mean ``rs``, ``cud`` and ``cruds``. Everything else is a scope by name.
Source: HL7 SMART App Launch 2.2.0, section "Scopes for requesting FHIR resources".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, cast
from urllib.parse import parse_qsl, urlencode

from pagus.errors import CodeError

__all__ = ["BY_NAME", "IDENTITY", "LETTERS", "NOT_GIVEN", "Context", "Scope", "Scopes", "parse_scope", "parse_scopes"]

Context = Literal["patient", "user", "system"]

LETTERS = "cruds"
"""create, read (and vread, history of one), update (and patch), delete, search (and history of many)."""

IDENTITY = "pagus/ins"
"""National identities (INS) with the people whom a service reads: its own scope, which no other one holds."""

BY_NAME = ("launch", "launch/patient", IDENTITY)
"""Scopes that are no access to a type, of those that are given here."""

NOT_GIVEN = ("openid", "fhirUser", "profile", "offline_access", "online_access", "launch/encounter")
"""Scopes of the standard that programs ask for by habit: understood, and left out of what they get."""

LONGEST = 4_000
"""Characters of all scopes of a request: more is refused before it is read."""

_FIRST_VERSION = {"read": "rs", "write": "cud", "*": LETTERS}
_RESOURCE = re.compile(
    r"(patient|user|system)/(\*|[A-Z][A-Za-z]{1,63})\.(read|write|\*|(?=[cruds])c?r?u?d?s?)(?:\?(\S+))?"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """Access to one type, or to all (``*``). ``constraints``: search parameters that must hold too, in order."""

    context: Context
    type: str
    letters: frozenset[str]
    constraints: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        letters = "".join(each for each in LETTERS if each in self.letters)
        cut = f"?{urlencode(self.constraints, safe=':/|,')}" if self.constraints else ""
        return f"{self.context}/{self.type}.{letters}{cut}"

    def meet(self, other: Scope) -> Scope | None:
        """What do both allow? None when it is nothing."""
        letters = self.letters & other.letters
        if self.context != other.context or not letters:
            return None
        if "*" not in (self.type, other.type) and self.type != other.type:
            return None
        kind = other.type if self.type == "*" else self.type
        return Scope(self.context, kind, letters, tuple(dict.fromkeys((*self.constraints, *other.constraints))))

    def covers(self, other: Scope) -> bool:
        """Is all that the other one allows allowed by this one?"""
        return (
            self.context == other.context
            and self.type in ("*", other.type)
            and self.letters >= other.letters
            and set(self.constraints) <= set(other.constraints)
        )


@dataclass(frozen=True, slots=True)
class Scopes:
    """What a token or a client may do: access to types, and scopes by name."""

    resources: tuple[Scope, ...] = ()
    names: frozenset[str] = field(default_factory=frozenset)

    def __str__(self) -> str:
        return " ".join([*sorted(self.names), *map(str, self.resources)])

    def __iter__(self) -> Iterator[str]:
        yield from sorted(self.names)
        yield from map(str, self.resources)

    def meet(self, other: Scopes) -> Scopes:
        """What do both allow: each pair of them, without what another one of the result holds already?"""
        pairs = (one.meet(two) for one in self.resources for two in other.resources)
        found = list(dict.fromkeys(each for each in pairs if each is not None))
        kept = [each for each in found if not any(it != each and it.covers(each) for it in found)]
        return Scopes(tuple(kept), self.names & other.names)

    def granting(self, letter: str, kind: str) -> tuple[Scope, ...]:
        """Which of them allow this (a letter of ``cruds``) on this type? One is enough; none is a refusal."""
        return tuple(each for each in self.resources if letter in each.letters and each.type in ("*", kind))

    def types(self, letter: str, known: Iterable[str]) -> frozenset[str]:
        """On which of these types do they allow this?"""
        return frozenset(kind for kind in known if self.granting(letter, kind))


def parse_scope(text: str) -> Scope | str:
    """What does one scope say? A scope by name stays its name.

    Refuses: CodeError for what is neither; so a scope that is misspelt never grants anything.
    """
    if text in BY_NAME or text in NOT_GIVEN:
        return text
    found = _RESOURCE.fullmatch(text)
    if found is None:
        raise CodeError("{scope!r} is no scope: write it as system/Observation.rs", scope=text[:120])
    context, kind, letters, cut = found.groups()
    constraints = tuple(parse_qsl(cut, keep_blank_values=True)) if cut else ()
    if cut and (not constraints or any(not value for _, value in constraints)):
        raise CodeError("{scope!r} is no scope: write it as system/Observation.rs", scope=text[:120])
    return Scope(cast(Context, context), kind, frozenset(_FIRST_VERSION.get(letters, letters)), constraints)


def parse_scopes(text: str) -> Scopes:
    """What do these scopes say, with spaces between them? Each counts once. Refuses: CodeError, as ``parse_scope``."""
    if len(text) > LONGEST:
        raise CodeError("the scopes are longer than {most} characters", most=LONGEST)
    read = [parse_scope(each) for each in text.split()]
    resources = tuple(dict.fromkeys(each for each in read if isinstance(each, Scope)))
    return Scopes(resources, frozenset(each for each in read if isinstance(each, str)))
