"""Whose things does a question see? Those of nobody, unless it was said otherwise: what is a person's is never public.

An entity belongs to a person when it came with a thing of theirs: a sensor in their home, a device that they carry.
Every question about entities has ``in_sight`` in it, so what forgets to say who asks sees the public ones only.
What was seen of a person is noted, for the journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

__all__ = ["Sight", "current", "in_sight", "looking", "people_in_sight", "saw"]


@dataclass(frozen=True, slots=True)
class Sight:
    """The people whose things one question sees, and of whom it has seen something."""

    people: frozenset[str] = frozenset()
    seen: set[str] = field(default_factory=set)


_NOBODY = Sight()
_current: ContextVar[Sight] = ContextVar("sight", default=_NOBODY)


def current() -> Sight:
    """The sight of the question that is being answered."""
    return _current.get()


def people_in_sight() -> tuple[str, ...]:
    """The values that the column ``person`` may have: "" for what is public, and the people in sight."""
    return ("", *sorted(_current.get().people))


def in_sight(alias: str) -> tuple[str, list[str]]:
    """The condition that every question has: there, and in sight. Gives: SQL with its parameters."""
    people = people_in_sight()
    marks = ", ".join(["%s"] * len(people))
    return f"{alias}.withdrawn_ms IS NULL AND {alias}.person IN ({marks})", list(people)


def saw(people: Iterable[str]) -> None:
    """Note that something of these people is shown; "" is nobody."""
    seen = _current.get().seen
    for person in people:
        if person:
            seen.add(person)


@contextmanager
def looking(people: Iterable[str]) -> Iterator[Sight]:
    """Answer a question that sees the things of these people as well."""
    sight = Sight(frozenset(people))
    token = _current.set(sight)
    try:
        yield sight
    finally:
        _current.reset(token)
