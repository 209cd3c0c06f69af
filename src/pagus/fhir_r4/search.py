"""What would a search find a resource by? The parameters of its type, and the entries of one document under them.

The paths were compiled from FHIRPath when the table was written; here they are only followed, over plain JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

from pagus.errors import CodeError
from pagus.fhir_r4.resource_types import RESOURCE_TYPES
from pagus.fhir_r4.search_entries import Entry, entries_of

__all__ = [
    "Entry",
    "SearchKind",
    "SearchParameter",
    "patient_compartment",
    "search_parameters",
    "search_paths",
    "search_values",
    "values_at",
]

SearchKind = Literal["token", "reference", "string", "date", "quantity", "number", "uri", "composite", "special"]
Step = str | tuple[str, ...]
_Path = tuple[tuple[Step, ...], str, str]


@dataclass(frozen=True, slots=True)
class SearchParameter:
    """A search parameter of a type. ``targets`` are the types a reference may lead to (none listed: any)."""

    name: str
    kind: SearchKind
    expression: str
    """Its FHIRPath, as the specification gives it."""
    targets: tuple[str, ...]
    parts: tuple[tuple[str, str], ...] = ()
    """Of a composite: the other parameters that make it, each with its expression."""


@cache
def search_parameters(type: str) -> Mapping[str, SearchParameter]:  # noqa: A002 - the word of FHIR
    """Which search parameters has this type of resource, with those that all types have?

    Takes: a type of resource. Gives: parameters by name, without ``_text``, ``_content`` and ``_query`` (they search in
    words). Refuses: CodeError.
    """
    return {name: parameter for name, (parameter, _) in _rows(type).items()}


def search_values(type: str, document: Mapping[str, Any]) -> Iterator[Entry]:  # noqa: A002
    """Under which entries would a search find this document?

    Takes: its type; the resource as plain JSON, as ``json.loads`` gives it, valid. Gives: entries, several for one
    parameter where it repeats; composite parameters have none of their own, as their parts have theirs. Refuses:
    CodeError.
    """
    for name, (parameter, paths) in _rows(type).items():
        for steps, kind, system in paths:
            for value in _follow(document, steps):
                yield from entries_of(name, parameter.kind, kind, value, system or None)


def search_paths(type: str) -> Mapping[str, tuple[_Path, ...]]:  # noqa: A002
    """Along which ways is each search parameter of this type found? For whoever goes them in another manner.

    Gives: for each parameter its paths: steps (properties and conditions), the type at the end, the implied system.
    """
    return {name: paths for name, (_, paths) in _rows(type).items()}


def values_at(value: Any, steps: tuple[Step, ...]) -> Iterator[Any]:
    """Which values are at the end of this path?

    Takes: a document, or a part of one; the steps. Gives: every value; lists on the way are all gone into.
    """
    return _follow(value, steps)


def patient_compartment(type: str) -> tuple[str, ...]:  # noqa: A002
    """By which search parameters does a resource of this type belong to a patient? () when it never does."""
    from pagus.fhir_r4.generated.search_table import PATIENT_COMPARTMENT

    return PATIENT_COMPARTMENT.get(type, ())


@cache
def _rows(type_name: str) -> Mapping[str, tuple[SearchParameter, tuple[_Path, ...]]]:
    from pagus.fhir_r4.generated.search_table import PARAMETERS

    if type_name not in RESOURCE_TYPES:
        raise CodeError("FHIR R4 has no type of resource {name}", name=type_name)
    found = {}
    for name, kind, expression, targets, paths, parts in (*PARAMETERS["Resource"], *PARAMETERS[type_name]):
        parameter = SearchParameter(
            str(name), cast(SearchKind, kind), str(expression), cast(Any, targets), cast(Any, parts)
        )
        found[parameter.name] = (parameter, cast(tuple[_Path, ...], paths))
    return found


def _follow(value: Any, steps: tuple[Step, ...]) -> Iterator[Any]:
    """Which values are at the end of this path?

    Takes: a document, or a part of one; the steps. Gives: every value; lists on the way are all gone into.
    """
    if not steps:
        yield from (each for each in value if each is not None) if isinstance(value, list) else (value,)
        return
    step, rest = steps[0], steps[1:]
    if isinstance(step, tuple):
        yield from _chosen(value, step, rest)
    elif isinstance(value, list):
        for each in value:
            yield from _follow(each, steps)
    elif isinstance(value, dict) and step in value:
        yield from _follow(value[step], rest)


def _chosen(value: Any, step: tuple[str, ...], rest: tuple[Step, ...]) -> Iterator[Any]:
    """Those values that pass a condition of the path."""
    values = value if isinstance(value, list) else [value]
    if step[0] == "at":
        values = values[int(step[1]) : int(step[1]) + 1]
    elif step[0] == "is":
        values = [each for each in values if isinstance(each, dict) and _leads_to(each, step[1])]
    else:
        values = [each for each in values if isinstance(each, dict) and each.get(step[1]) == step[2]]
    for each in values:
        yield from _follow(each, rest)


def _leads_to(reference: Mapping[str, Any], type_name: str) -> bool:
    """Does this reference lead to a resource of this type, as far as it says so itself?"""
    if "type" in reference:
        return bool(reference["type"] == type_name)
    parts = str(reference.get("reference", "")).partition("?")[0].split("/")
    named = [part for part in parts if part in RESOURCE_TYPES]
    return bool(named) and named[-1] == type_name
