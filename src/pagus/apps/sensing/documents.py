"""What clients send: documents of entities, checked property by property before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from pagus.apps.sensing.entities import Entity, Property
from pagus.apps.sensing.language.parsing import instant_of
from pagus.apps.sensing.shapes import check_shape
from pagus.errors import InputError

__all__ = ["Document", "Time", "columns_of", "linked", "time_of"]

Document = Mapping[str, object]
_LONGEST = {"name": 300, "encodingType": 100, "observationType": 200}
_LONGEST_TEXT = 20_000
_LONGEST_JSON = 200_000
_LEAST = "@iot."


class Time(NamedTuple):
    """An instant, or from when to when."""

    start: int
    end: int | None


def time_of(value: object, name: str) -> Time:
    """Which time is this? Takes: an ISO 8601 instant, or two with a slash between. Refuses: InputError."""
    if not isinstance(value, str):
        raise InputError("{name} is a time as 2026-03-01T08:00:00Z", name=name)
    first, slash, second = value.partition("/")
    start = instant_of(first)
    if not slash:
        return Time(start, None)
    end = instant_of(second)
    if end < start:
        raise InputError("the interval {text} ends before it begins", text=value[:80])
    return Time(start, end)


def columns_of(entity: Entity, document: Document, *, whole: bool) -> dict[str, object]:
    """What is written into which column for this document?

    Takes: the type; the document; whether the required properties must be there (and absent ones are emptied).
    Gives: columns with their values. Links to neighbours are left out. Refuses: InputError for a property that is
    unknown, missing, or of another kind.
    """
    columns: dict[str, object] = {}
    for name, value in document.items():
        if name.startswith(_LEAST) or "@iot." in name or name in entity.links or name == "id":
            continue
        found = entity.properties.get(name)
        if found is None:
            raise InputError("{entity} has no property {name}", entity=entity.name, name=name[:60])
        if not found.column.startswith("@"):
            columns[found.column] = _checked(entity, found, value)
    if whole:
        for found in entity.properties.values():
            if found.required and found.name not in document:
                raise InputError("{entity} needs {name}", entity=entity.name, name=found.name)
            if found.column == "properties":
                columns.setdefault("properties", "{}")
    return columns


def _checked(entity: Entity, found: Property, value: object) -> object:
    if found.kind == "text":
        return _text(entity, found, value)
    if found.kind == "time":
        return time_of(value, found.name).start
    if found.kind == "geometry":
        if value is None and not found.required:
            return None
        return _shape(found, value)
    if found.name == "metadata":
        return _json(found.name, value)
    if found.name == "properties" and value is None:
        return "{}"
    if not isinstance(value, Mapping):
        raise InputError("{name} is a JSON object", name=found.name)
    return _json(found.name, value)


def _text(entity: Entity, found: Property, value: object) -> str:
    longest = _LONGEST.get(found.name, _LONGEST_TEXT)
    if not isinstance(value, str) or not len(value) <= longest or "\0" in value:
        raise InputError("{name} is a text of at most {most} characters", name=found.name, most=longest)
    if found.name == "name" and not value.strip():
        raise InputError("{entity} needs {name}", entity=entity.name, name=found.name)
    return value


def _shape(found: Property, value: object) -> str:
    if isinstance(value, Mapping) and check_shape(dict(value)) is None:
        raise InputError("{name} is no GeoJSON shape", name=found.name)
    return _json(found.name, value)


def _json(name: str, value: object) -> str:
    text = msgspec.json.encode(value).decode()
    if len(text) > _LONGEST_JSON:
        raise InputError("{name} is longer than {most} characters", name=name, most=_LONGEST_JSON)
    if "\\u0000" in text:
        raise InputError("{name} holds a NUL character, which not every database can keep", name=name)
    return text


def linked(document: Document, name: str) -> list[Document]:
    """The neighbours that a document brings under this name, one or several. Refuses: InputError for no objects."""
    value = document.get(name)
    if value is None:
        return []
    found = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    if not all(isinstance(each, Mapping) for each in found):
        raise InputError("{name} is an entity, or a list of them", name=name)
    return list(found)
