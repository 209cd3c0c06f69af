"""The three questions that most invariants are made of."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import Any

from msgspec import UNSET

__all__ = ["coded", "count", "distinct", "has", "named", "values"]


def has(element: Any, name: str) -> bool:
    """Is this there, as a value or as an extension in its place, as ``exists()`` asks?

    Takes: an element, a field. Gives: also False for a field that the element does not have.
    """
    return getattr(element, name, UNSET) is not UNSET or getattr(element, f"_{name}", UNSET) is not UNSET


def count(element: Any, *names: str) -> int:
    """How many values do these fields hold together, as ``a.count() + b.count()``?

    Takes: an element, fields. Gives: a list counts with its length.
    """
    found = 0
    for name in names:
        value = getattr(element, name, UNSET)
        found += len(value) if isinstance(value, tuple) else has(element, name)
    return found


def values(element: Any, *path: str) -> Iterator[Any]:
    """Every value at the end of this path; lists on the way are gone into.

    Takes: an element (absent: none), fields. Gives: no UNSET and no None.
    """
    if element is UNSET or element is None:
        return
    if isinstance(element, tuple):
        for each in element:
            yield from values(each, *path)
    elif path:
        yield from values(getattr(element, path[0], UNSET), *path[1:])
    else:
        yield element


def named(element: Any, name: str) -> bool:
    """Is there a choice of this name, of any type, as ``value.exists()`` asks?

    Takes: an element, the name of a choice. Gives: yes or no.
    """
    getter = element.GETTERS.get(name)
    if getter is None:
        return False
    found = getter(element)
    return bool(found.count(UNSET) < len(found))


def coded(concept: Any, system: str, *codes: str) -> bool:
    """Does this concept hold one of these codes of this system?

    Takes: a CodeableConcept (absent: no), a system, codes. Gives: yes or no.
    """
    return any(each.system == system and each.code in codes for each in values(concept, "coding"))


def distinct(found: Iterable[Hashable]) -> bool:
    """Is each there once, as ``isDistinct()`` asks?"""
    listed = list(found)
    return len(set(listed)) == len(listed)
