"""Raw data of a file -> checked entries, each knowing its file and lines, so that later faults can point at it."""

from __future__ import annotations

import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from pagus.errors import Fault, InputError
from pagus.kit_language.written import check_name
from pagus.kit_language.yaml_document import Path, YamlDocument

__all__ = [
    "Placed",
    "nearest",
    "read_entries",
    "read_entry",
]

Shape = TypeVar("Shape", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Placed(Generic[Shape]):
    """One entry where it stands. ``value`` is None when its shape is wrong (its faults are already told)."""

    name: str
    document: YamlDocument
    path: Path
    value: Shape | None

    def fault(self, message: str, remedy: str, *inside: str | int) -> Fault:
        """A fault of this entry, at a path inside it."""
        return self.document.fault((*self.path, *inside), message, remedy)

    def line(self, *inside: str | int) -> int:
        """Which line speaks of this path inside the entry?"""
        return self.document.line((*self.path, *inside))


def nearest(word: str, words: Iterable[str]) -> str:
    """Which remedy helps somebody who wrote this word?

    Takes: the word, and those that would be right. Gives: the nearest one as a question, or a list of what there is.
    """
    known = sorted(words)
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]}?"
    if not known:
        return "there is none here"
    return "one of: " + ", ".join(known[:12]) + (", ..." if len(known) > 12 else "")


def read_entry(
    shape: type[Shape], name: str, document: YamlDocument, path: Path, data: Any, faults: list[Fault]
) -> Placed[Shape]:
    """Does this data have this shape?

    Takes: the shape, the entry's name, its document and path, its raw data, and the list that gets every fault.
    Gives: the entry where it stands; its value is None when there was a fault.
    """
    try:
        return Placed(name, document, path, shape.model_validate(data))
    except ValidationError as error:
        for details in error.errors(include_url=False):
            inside: Path = tuple(details["loc"])
            message, remedy = _words(shape, details)
            faults.append(document.fault((*path, *inside), message, remedy))
        return Placed(name, document, path, None)


def read_entries(
    shape: type[Shape], document: YamlDocument, path: Path, into: dict[str, Placed[Shape]], faults: list[Fault]
) -> None:
    """Which named entries stand under this path of the document?

    Takes: their shape, the document, the path, the entries known already (gets the new ones, each name once), and the
    list that gets every fault.
    """
    data = document.data
    for step in path:
        data = data[step]
    if not isinstance(data, Mapping):
        faults.append(document.fault(path, f"expected entries by name, found {_say(data)}", "write each as  name: ..."))
        return
    for name, entry in data.items():
        place = (*path, name)
        try:
            check_name(name)
        except InputError as error:
            faults.append(document.fault(place, str(error), "rename it"))
            continue
        if name in into:
            other = into[name]
            where = f"{other.document.file}:{other.line()}"
            faults.append(document.fault(place, f"{name} stands twice in the kit", f"keep one: {where} has it"))
            continue
        into[name] = read_entry(shape, name, document, place, entry, faults)


def _say(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"the text {value[:40]!r}"
    if isinstance(value, (int, float)):
        return f"the number {value:g}"
    return "a list" if isinstance(value, list) else "a mapping"


_EXPECTED: Mapping[str, tuple[str, str]] = {
    "string_type": ("a text", "put it in quotes"),
    "float_type": ("a number", "write it without quotes, with a point, as 0.7"),
    "int_type": ("a whole number", "write it without quotes"),
    "bool_type": ("true or false", "write it without quotes"),
    "list_type": ("a list", "write it as [a, b]"),
    "dict_type": ("entries by name", "write each as  name: value"),
    "model_type": ("a mapping", "write each as  key: value"),
    "finite_number": ("a finite number", "write a plain number"),
}


def _words(shape: type[BaseModel], details: ErrorDetails) -> tuple[str, str]:
    """The message and the remedy for one error that pydantic found."""
    kind, location, found = details["type"], tuple(details["loc"]), details["input"]
    context = details.get("ctx", {})
    key = str(location[-1]) if location else ""
    if kind == "extra_forbidden":
        return f"unknown key {key!r}", nearest(key, _keys_at(shape, location[:-1]))
    if kind == "missing":
        return f"{key} is missing", _ADDED.get(key, f"add {key}: ...")
    if kind == "literal_error":
        allowed = [word.strip().strip("'") for word in context["expected"].replace(" or ", ", ").split(",")]
        return f"{_say(found)} is not allowed here", nearest(str(found), allowed)
    if kind == "value_error":
        message, _, remedy = str(context["error"]).partition(": ")
        return message, remedy or "see docs/reference/kit-format.md"
    if kind in {"string_too_long", "too_long"}:
        most = context["max_length"]
        return f"longer than {most} {'characters' if kind == 'string_too_long' else 'items'}", "shorten or split it"
    if kind in {"string_too_short", "too_short"}:
        return f"{_say(found)} is too short", f"at least {context['min_length']}, or leave the key out"
    if kind in _EXPECTED:
        expected, remedy = _EXPECTED[kind]
        return f"expected {expected}, found {_say(found)}", remedy
    if kind == "string_pattern_mismatch":
        named = next((str(step) for step in reversed(location) if isinstance(step, str)), "")
        remedy = _FORMS.get(named, f"it must match {context['pattern']}")
        return f"{_say(found)} does not have the form wanted here", remedy
    return f"{details['msg'][0].lower()}{details['msg'][1:]}: {_say(found)}", "see docs/reference/kit-format.md"


_ADDED = {
    "evidence": "say where the number comes from: evidence: {certainty: study, sources: [KEY]}, or {certainty: local}"
    " with a note in messages/",
}
_FORMS = {
    "id": "publisher/name in lower case letters, digits and hyphens, as pagus/diabetes-home",
    "version": "major.minor.patch, as 1.0.0",
    "moves_from": "major.minor.patch, as 1.0.0",
    "loinc": "a LOINC code, as 99504-3",
    "unit": "a UCUM code without spaces, as mg/dL",
    "url": "an address that begins with https://",
}


def _keys_at(shape: type[BaseModel], location: tuple[str | int, ...]) -> list[str]:
    """The keys that the model at this place of the shape knows."""
    current: Any = shape
    for step in location:
        if isinstance(step, int) or current is None:
            continue
        fields = {field.alias or name: field.annotation for name, field in current.model_fields.items()}
        current = _model_inside(fields.get(step))
    return [field.alias or name for name, field in current.model_fields.items()] if current is not None else []


def _model_inside(annotation: Any) -> Any:
    """The model in ``Model | None``, ``list[Model]`` or ``dict[str, Model]``; None when there is none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in typing.get_args(annotation):
        inside = _model_inside(part)
        if inside is not None:
            return inside
    return None
