"""What a search should find, told the slow way: every criterion held against the search values of every document."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from pagus.apps.resources.query import Value
from pagus.fhir_r4.search import Entry, search_values

FAR = 2**53


def plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in folded if not unicodedata.combining(c)).split())


def entries(type_: str, document: Mapping[str, Any], parameter: str) -> list[Entry]:
    return [entry for entry in search_values(type_, document) if entry.parameter == parameter]


def holds(
    type_: str, document: Mapping[str, Any], parameter: str, modifier: str, kind: str, values: Sequence[Value]
) -> bool:
    """Does this document satisfy the criterion? ``parameter`` is the name that was asked."""
    if parameter == "_id":
        return (document["id"] in [value.code for value in values]) != (modifier == "not")
    found = entries(type_, document, parameter)
    if modifier == "missing":
        return (not found) == (values[0].code == "true")
    any_ = any(meets(entry, kind, modifier, value) for entry in found for value in values)
    return any_ != (modifier == "not")


def meets(entry: Entry, kind: str, modifier: str, value: Value) -> bool:
    match kind:
        case "token":
            right = value.system is None or (entry.system or "") == value.system
            return right and (value.code is None or entry.code == value.code)
        case "reference":
            return entry.target == value.target
        case "uri":
            assert entry.text is not None
            assert value.text is not None
            return entry.text.startswith(value.text) if modifier == "below" else entry.text == value.text
        case "string":
            assert entry.text is not None
            assert value.text is not None
            if modifier == "exact":
                return entry.text == value.text
            return (
                value.text in plain(entry.text) if modifier == "contains" else plain(entry.text).startswith(value.text)
            )
        case "date":
            low = -FAR if entry.low is None else entry.low
            high = FAR if entry.high is None else entry.high - 1
            return spans(low, high, value, closed=True)
        case _:
            low = -1e300 if entry.low is None else entry.low
            high = 1e300 if entry.high is None else entry.high
            if value.unit == "=":  # none was named
                low, high = (low, high) if entry.written is None else entry.written
                low, high = -1e300 if low is None else low, 1e300 if high is None else high
                return spans(low, high, value, closed=False)
            unit = entry.unit if entry.unit is not None else f"{entry.system or ''}|{entry.code or ''}"
            return (value.unit is None or value.unit == unit) and spans(low, high, value, closed=False)


def spans(low: float, high: float, value: Value, *, closed: bool) -> bool:
    first, last = value.low, value.high
    assert first is not None
    assert last is not None
    within = low >= first and (high <= last if closed else high < last)
    return {
        "eq": within,
        "ne": not within,
        "gt": high > last,
        "lt": low < first,
        "ge": high > last or within or (not closed and high == last),
        "le": low < first or within or (not closed and low == first),
        "sa": low > last,
        "eb": high < first,
        "ap": low <= last and high >= first,
    }[value.comparison]
