"""Two changes of one JSON put together, so that what a program does not know of is never lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["merged"]

_MISSING: Any = object()


def merged(base: Any, ours: Any, theirs: Any) -> Any:
    """What is this JSON once both changes are made?

    Takes: ``base``, and two things that were made of it. Gives: ``theirs`` where ``ours`` says what ``base`` says, in
    its order of keys; ``ours`` where the two differ otherwise. Elements of a list are the same one by their linkId, url
    or code, else by their place.
    """
    if ours == base:
        return theirs
    if theirs == base:
        return ours
    if isinstance(base, Mapping) and isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        return _keys(base, ours, theirs)
    if isinstance(base, list) and isinstance(ours, list) and isinstance(theirs, list):
        return _elements(base, ours, theirs)
    return ours


def _keys(base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key in (*theirs, *(key for key in ours if key not in theirs)):
        value = _one(base.get(key, _MISSING), ours.get(key, _MISSING), theirs.get(key, _MISSING))
        if value is not _MISSING:
            result[key] = value
    return result


def _one(base: Any, ours: Any, theirs: Any) -> Any:
    if theirs is _MISSING:
        return _MISSING if ours == base else ours
    if ours is _MISSING:
        return theirs if base is _MISSING else _MISSING
    return merged(None if base is _MISSING else base, ours, theirs)


def _elements(base: list[Any], ours: list[Any], theirs: list[Any]) -> list[Any]:
    before, after, other = _named(base), _named(ours), _named(theirs)
    order = [name for name in other if name in after or name not in before]
    order += [name for name in after if name not in other and name not in before]
    result = (_one(before.get(name, _MISSING), after.get(name, _MISSING), other.get(name, _MISSING)) for name in order)
    return [value for value in result if value is not _MISSING]


def _named(elements: list[Any]) -> dict[object, Any]:
    named: dict[object, Any] = {}
    for place, element in enumerate(elements):
        name: object = place
        if isinstance(element, Mapping):
            coding = element.get("valueCoding", element)
            code = coding.get("code") if isinstance(coding, Mapping) else None
            name = element.get("linkId") or element.get("url") or (code if isinstance(code, str) else place)
        while name in named:
            name = (name, place)
        named[name] = element
    return named
