"""Does a document satisfy a search? The comparisons of FHIR R4 (3.1.1.4), over the entries of a shown document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pagus.apps.resources.folding import fold
from pagus.apps.resources.query import Criterion, SortKey, Value
from pagus.doors.fhir_r4.indexing import WRITTEN
from pagus.doors.fhir_r4.shown.parameters import PARAMETERS, Entry, entries_of, words_of

__all__ = ["Sorted", "order_of", "satisfies"]

Sorted = tuple[str | int | float | None, ...]


def satisfies(document: Mapping[str, Any], criteria: Sequence[Criterion], updated_ms: int) -> bool:
    """Does each criterion hold for this document?

    Takes: a shown document, criteria, when it changed last. What this house knows nothing of (a name, a birth date) a
    document lacks: it is found by no value of it, and by ``:missing=true``.
    """
    return all(_holds(document, criterion, updated_ms) for criterion in criteria)


def order_of(document: Mapping[str, Any], sort: Sequence[SortKey], updated_ms: int) -> Sorted:
    """By what is this document ordered, a value for each key? None where it has none."""
    return tuple(_key(document, each, updated_ms) for each in sort)


def _holds(document: Mapping[str, Any], criterion: Criterion, updated_ms: int) -> bool:
    if criterion.either:
        return any(all(_holds(document, each, updated_ms) for each in group) for group in criterion.either)
    if criterion.parameter == "_id":
        found = document["id"] in {value.code for value in criterion.values}
        return found != (criterion.modifier == "not")
    if criterion.parameter == "_lastUpdated":
        return any(_date(Entry(low=updated_ms, high=updated_ms), value) for value in criterion.values)
    entries = _entries(document, criterion.parameter)
    if criterion.modifier == "missing":
        return (not entries) == (criterion.values[0].code == "true")
    found = any(_matches(entry, value, criterion) for entry in entries for value in criterion.values)
    return found != (criterion.modifier == "not")


def _entries(document: Mapping[str, Any], name: str) -> list[Entry]:
    name, _, said = name.partition(":")
    if said == "text":
        return [Entry(code=fold(each), text=each) for each in words_of(document, name)]
    known = PARAMETERS[document["resourceType"]].get(name)
    return [] if known is None else list(entries_of(document, known))


def _matches(entry: Entry, value: Value, criterion: Criterion) -> bool:
    if criterion.kind == "token":
        return _token(entry, value)
    if criterion.kind == "reference":
        return _reference(entry, value, criterion.modifier)
    if criterion.kind == "date":
        return _date(entry, value)
    if criterion.kind == "quantity":
        return _quantity(entry, value)
    if criterion.kind == "uri":
        return _uri(entry.text or "", value.text or "", criterion.modifier)
    return _string(entry, value.text or "", criterion.modifier)


def _token(entry: Entry, value: Value) -> bool:
    # A plain code has the system that its binding gives: it matches any.
    system = value.system is None or entry.system is None or entry.system == value.system
    return system and (value.code is None or entry.code == value.code)


def _reference(entry: Entry, value: Value, modifier: str) -> bool:
    if modifier == "identifier":
        return entry.code is not None and entry.code == value.code
    if entry.target is None or value.target is None:
        return False
    return entry.target.endswith(value.target) if value.target.startswith("/") else entry.target == value.target


def _string(entry: Entry, wanted: str, modifier: str) -> bool:
    if modifier == "exact":
        return entry.text == wanted
    folded = entry.code or ""
    return fold(wanted) in folded if modifier == "contains" else folded.startswith(fold(wanted))


def _uri(known: str, wanted: str, modifier: str) -> bool:
    if modifier == "below":
        return known.startswith(wanted)
    return known == wanted or known.partition("|")[0] == wanted


def _quantity(entry: Entry, value: Value) -> bool:
    # In base units where both have them; else as it was written.
    if value.unit == WRITTEN:
        return entry.code is None and _date(entry, value)
    return entry.code == value.unit and _date(entry, value)


def _date(entry: Entry, value: Value) -> bool:
    low, high = float(value.low or 0), float(value.high or 0)
    within = entry.low >= low and entry.high <= high
    return {
        "eq": within,
        "ne": not within,
        "gt": entry.high > high,
        "lt": entry.low < low,
        "ge": entry.high > high or within,
        "le": entry.low < low or within,
        "sa": entry.low > high,
        "eb": entry.high < low,
        "ap": entry.low <= high and entry.high >= low,
    }[value.comparison]


def _key(document: Mapping[str, Any], key: SortKey, updated_ms: int) -> str | int | float | None:
    if key.parameter == "_id":
        return str(document["id"])
    if key.parameter == "_lastUpdated":
        return updated_ms
    entries = _entries(document, key.parameter)
    if not entries:
        return None
    if key.kind == "date":
        return max(each.high for each in entries) if key.descending else min(each.low for each in entries)
    texts = [each.code or each.text or each.target or "" for each in entries]
    return max(texts) if key.descending else min(texts)
