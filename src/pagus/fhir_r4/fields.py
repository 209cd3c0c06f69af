"""The fields of a model as a table: read once from its annotations, for what walks over any type."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import UnsetType

__all__ = ["FieldShape", "fields_of"]


@dataclass(frozen=True, slots=True)
class FieldShape:
    """One field: exactly one of ``primitive``, ``model`` and ``resource`` says what lies in it."""

    name: str
    """In Python."""
    json: str
    many: bool
    needed: bool
    primitive: str = ""
    model: type[Any] | None = None
    resource: bool = False
    codes: frozenset[str] = frozenset()
    """For a code with a required binding: those allowed."""


def fields_of(model: type[Any]) -> Mapping[str, FieldShape]:
    """By their names in JSON, the fields of this model."""
    found = _read.get(model)
    if found is None:
        found = _read[model] = _fields(model)
    return found


_read: dict[type[Any], Mapping[str, FieldShape]] = {}


def _fields(model: type[Any]) -> Mapping[str, FieldShape]:
    hints = get_type_hints(model, include_extras=True)
    struct = msgspec.structs.fields(model)
    return {each.encode_name: _shape(each.name, each.encode_name, hints[each.name], each.required) for each in struct}


def _shape(name: str, json: str, hint: Any, needed: bool) -> FieldShape:
    hint = _present(hint)
    many = get_origin(hint) is Annotated and get_origin(get_args(hint)[0]) is tuple
    if many:
        hint = _present(get_args(get_args(hint)[0])[0])
    if get_origin(hint) is Annotated:
        return FieldShape(name, json, many, needed, primitive=get_args(hint)[1].extra["fhir"])
    if get_origin(hint) is Literal:
        return FieldShape(name, json, many, needed, primitive="code", codes=frozenset(get_args(hint)))
    if hint is msgspec.Raw:
        return FieldShape(name, json, many, needed, resource=True)
    return FieldShape(name, json, many, needed, model=hint)


def _present(hint: Any) -> Any:
    """What it is when it is there: without UNSET and None."""
    if get_origin(hint) not in (Union, types.UnionType):
        return hint
    return next(each for each in get_args(hint) if each not in (UnsetType, type(None)))
