"""The index rows of a resource: what its search values are in the tables of the store.

They say what ``pagus.fhir_r4.search.search_values`` says (a test holds them to it), quickly: only the ways that begin
with an element that is there are gone, and the common kinds of value become rows without a stop.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from typing import Any, NamedTuple

from pagus.apps.resources.folding import LONGEST, fold
from pagus.apps.resources.shapes import IndexRows, parameter_number, system_number
from pagus.doors.fhir_r4.aliases import kept_by_itself
from pagus.fhir_r4.moments import bounds
from pagus.fhir_r4.search import search_parameters, search_paths, values_at
from pagus.fhir_r4.search_entries import Entry, canonical_quantity, entries_of

__all__ = [
    "FAR",
    "identifier_parameter",
    "moment_row",
    "quantity_row",
    "quantity_unit",
    "relative",
    "row_of_entry",
    "rows_of",
]

FAR = 2**53
"""An open end of a period, in ms."""
_HUGE = 1e300
_UCUM = "http://unitsofmeasure.org"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


class _Way(NamedTuple):
    """One way to one parameter: what is to be done with what lies at its end."""

    name: str
    number: int
    other: int
    """The parameter of identifiers in references."""
    kind: str
    element: str
    rest: tuple[Any, ...]
    system: str
    system_number: int


class _Gathered:
    """Rows without repetition, in order."""

    __slots__ = ("base", "dates", "quantities", "slots", "texts", "tokens")

    def __init__(self, slots: Mapping[str, int], base: str) -> None:
        self.slots = slots
        self.base = base
        self.tokens: dict[tuple[int, str | int, int], None] = {}
        self.dates: dict[tuple[int, int, int], None] = {}
        self.quantities: dict[tuple[int, str, float, float], None] = {}
        self.texts: dict[tuple[int, str, str], None] = {}


def rows_of(type_: str, document: Mapping[str, Any], slots: Mapping[str, int], base: str = "") -> IndexRows:
    """Under which rows will this resource be found?

    Takes: its type and content; the slots of references that the store resolves; the address of this server, which is
    left out of references to itself.
    """
    found = _Gathered(slots, base)
    ways = _ways(type_)
    for name, value in document.items():
        for way in ways.get(name, ()):
            act = _ACTS.get((way.kind, way.element), _slow)
            if not way.rest:
                if isinstance(value, list):
                    for each in value:
                        if each is not None:
                            act(found, way, each)
                else:
                    act(found, way, value)
                continue
            for each in values_at(value, way.rest):
                act(found, way, each)
    for way in ways.get("", ()):
        _slow(found, way, document)
    return IndexRows(list(found.tokens), list(found.dates), list(found.quantities), list(found.texts))


@cache
def _ways(type_: str) -> Mapping[str, tuple[_Way, ...]]:
    """The ways of a type, by the element with which they begin ("" for those that look at the whole)."""
    kept, kinds = kept_by_itself(type_), search_parameters(type_)
    ways: dict[str, list[_Way]] = {}
    for name, paths in search_paths(type_).items():
        if name not in kept:
            continue
        number, other = parameter_number(type_, name), parameter_number(type_, identifier_parameter(name))
        for steps, element, system in paths:
            first, rest = (str(steps[0]), steps[1:]) if steps else ("", ())
            way = _Way(name, number, other, kinds[name].kind, element, rest, system, system_number(system))
            ways.setdefault(first, []).append(way)
    return {first: tuple(several) for first, several in ways.items()}


def _concept(found: _Gathered, way: _Way, value: Any) -> None:
    number, tokens = way.number, found.tokens
    said = "text" in value
    for coding in value.get("coding", ()):
        tokens[number, _kept(coding.get("code", "")), system_number(coding.get("system", ""))] = None
        said = said and "display" in coding
    if said:
        tokens[number, "", 0] = None


def _coding(found: _Gathered, way: _Way, value: Any) -> None:
    found.tokens[way.number, _kept(value.get("code", "")), system_number(value.get("system", ""))] = None


def _identifier(found: _Gathered, way: _Way, value: Any) -> None:
    found.tokens[way.number, _kept(value.get("value", "")), system_number(value.get("system", ""))] = None


def _code(found: _Gathered, way: _Way, value: Any) -> None:
    if isinstance(value, str):
        found.tokens[way.number, _kept(value), way.system_number] = None


def _reference(found: _Gathered, way: _Way, value: Any) -> None:
    target = value.get("reference")
    if target is not None:
        slot = found.slots.get(target)
        found.tokens[way.number, _kept(relative(target, found.base)) if slot is None else slot, 0] = None
    identifier = value.get("identifier")
    if identifier is not None and "value" in identifier:
        found.tokens[way.other, _kept(identifier["value"]), system_number(identifier.get("system", ""))] = None


def _moment(found: _Gathered, way: _Way, value: Any) -> None:
    if isinstance(value, str):
        low, high = moment_row(value)
        found.dates[way.number, low, high] = None


def moment_row(text: str) -> tuple[int, int]:
    """The first and the last millisecond of this date."""
    # A second, written in full: by far the most frequent. What is written otherwise has other bounds.
    if len(text) in (20, 25) and text[17:19] != "60" and "." not in text and text[10] == "T":
        low = (datetime.fromisoformat(text) - _EPOCH) // _MS
        return low, low + 999
    low, high = bounds(text)
    return low, high - 1


def _quantity(found: _Gathered, way: _Way, value: Any) -> None:
    if "comparator" in value or "value" not in value or value.get("system") != _UCUM or "code" not in value:
        _slow(found, way, value)
        return
    row = quantity_row(value["value"], value["code"])
    if row is None:
        _slow(found, way, value)
        return
    found.quantities[way.number, row[0], row[1], row[1]] = None


def quantity_row(value: float, code: str) -> tuple[str, float] | None:
    """Base units and the value in them; None for a unit that is not known here."""
    found = _in_base(value, code)
    return None if found is None else (found[1], found[0])


_in_base = lru_cache(maxsize=65_536)(canonical_quantity)
"""Measured values repeat, and exact arithmetic is slow."""

_ACTS: Mapping[tuple[str, str], Callable[[_Gathered, _Way, Any], None]] = {
    ("token", "CodeableConcept"): _concept,
    ("token", "Coding"): _coding,
    ("token", "Identifier"): _identifier,
    ("token", "code"): _code,
    ("reference", "Reference"): _reference,
    ("date", "dateTime"): _moment,
    ("date", "instant"): _moment,
    ("quantity", "Quantity"): _quantity,
}


def _slow(found: _Gathered, way: _Way, value: Any) -> None:
    for entry in entries_of(way.name, way.kind, way.element, value, way.system or None):
        row_of_entry(found, way.number, way.other, entry)


def row_of_entry(found: _Gathered, number: int, other: int, entry: Entry) -> None:
    """The row that one search value makes."""
    match entry.kind:
        case "token":
            # A concept that is only text has no code to be found by, and is there: :missing must know.
            found.tokens[number, _kept(entry.code or ""), system_number(entry.system or "")] = None
        case "reference":
            if entry.target is not None:
                slot = found.slots.get(entry.target)
                found.tokens[number, _kept(relative(entry.target, found.base)) if slot is None else slot, 0] = None
            if entry.code is not None:
                found.tokens[other, _kept(entry.code), system_number(entry.system or "")] = None
        case "date":
            low, high = entry.low, entry.high
            found.dates[number, -FAR if low is None else int(low), FAR if high is None else int(high) - 1] = None
        case "uri":
            found.tokens[number, _kept(entry.text or ""), 0] = None
        case "quantity" | "number":
            low = -_HUGE if entry.low is None else entry.low
            high = _HUGE if entry.high is None else entry.high
            found.quantities[number, quantity_unit(entry.unit, entry.system, entry.code), low, high] = None
        case "string":
            if entry.text is not None:
                found.texts[number, _kept(fold(entry.text)), _kept(entry.text)] = None


def identifier_parameter(name: str) -> str:
    """Under which name are the identifiers kept that stand in references?"""
    return f"{name}:identifier"


def quantity_unit(unit: str | None, system: str | None, code: str | None) -> str:
    """By what is a quantity told from one of another unit: base units where they are known, else as it was coded."""
    return unit if unit is not None else f"{system or ''}|{code or ''}"


def relative(reference: str, base: str) -> str:
    """A reference without the address of this server and without a version."""
    if base and reference.startswith(base):
        reference = reference[len(base) :]
    return reference.partition("/_history/")[0] if "/_history/" in reference else reference


def _kept(text: str) -> str:
    """What the index keeps of a text: PostgreSQL takes no NUL, and keys have an end."""
    return text[:LONGEST].replace("\0", "\ufffd") if len(text) > LONGEST or "\0" in text else text
