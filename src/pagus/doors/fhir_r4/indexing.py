"""The index rows of a resource: what its search values are in the tables of the store.

They say what ``pagus.fhir_r4.search.search_values`` says (a test holds them to it), quickly: only the ways that begin
with an element that is there are gone, and the common kinds of value become rows without a stop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from pagus.apps.resources.folding import LONGEST, fold
from pagus.apps.resources.shapes import IndexRows, parameter_number, system_number
from pagus.doors.fhir_r4.aliases import kept_by_itself
from pagus.doors.fhir_r4.composites import COMPONENT_QUANTITY, component_entries
from pagus.fhir_r4.moments import bounds
from pagus.fhir_r4.search import search_parameters, search_paths, values_at
from pagus.fhir_r4.search_entries import Entry, canonical_quantity, entries_of
from pagus.kernel.time import parse_instant

__all__ = [
    "FAR",
    "WRITTEN",
    "identifier_parameter",
    "instant_ms",
    "moment_row",
    "quantity_row",
    "quantity_unit",
    "relative",
    "row_of_entry",
    "rows_of",
    "text_parameter",
]

FAR = 2**53
"""An open end of a period, in ms."""
_HUGE = 1e300
WRITTEN = "="
"""The unit under which a quantity is kept as the number that was written, for searches that name no unit."""
_UCUM = "http://unitsofmeasure.org"
instant_ms = lru_cache(maxsize=1024)(parse_instant)
"""An instant is read for the index and for the rules, one after the other."""


class _Way(NamedTuple):
    """One way to one parameter: what is to be done with what lies at its end."""

    name: str
    number: int
    other: int
    """The parameter of identifiers in references; of a token, that of the words said of it."""
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
    if type_ == "Observation":
        for component in document.get("component", ()):
            _component(found, component)
    return IndexRows(list(found.tokens), list(found.dates), list(found.quantities), list(found.texts))


@cache
def _ways(type_: str) -> Mapping[str, tuple[_Way, ...]]:
    """The ways of a type, by the element with which they begin ("" for those that look at the whole)."""
    kept, kinds = kept_by_itself(type_), search_parameters(type_)
    ways: dict[str, list[_Way]] = {}
    for name, paths in search_paths(type_).items():
        if name not in kept:
            continue
        number, other = parameter_number(type_, name), _other(type_, name)
        for steps, element, system in paths:
            first, rest = (str(steps[0]), steps[1:]) if steps else ("", ())
            way = _Way(name, number, other, kinds[name].kind, element, rest, system, system_number(system))
            ways.setdefault(first, []).append(way)
    return {first: tuple(several) for first, several in ways.items()}


def _concept(found: _Gathered, way: _Way, value: Any) -> None:
    number, tokens = way.number, found.tokens
    text = value.get("text")
    for coding in value.get("coding", ()):
        tokens[number, _kept(coding.get("code", "")), system_number(coding.get("system", ""))] = None
        if "display" in coding:
            _word(found, way.other, coding["display"])
    if text is not None:
        _word(found, way.other, text)
        if "coding" not in value:
            tokens[number, "", 0] = None


def _coding(found: _Gathered, way: _Way, value: Any) -> None:
    found.tokens[way.number, _kept(value.get("code", "")), system_number(value.get("system", ""))] = None
    if "display" in value:
        _word(found, way.other, value["display"])


def _word(found: _Gathered, number: int, text: str) -> None:
    found.texts[number, _folded(text), _kept(text)] = None


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return _kept(fold(text))


def _component(found: _Gathered, component: Mapping[str, Any]) -> None:
    for name, code, entry in component_entries(component):
        number = parameter_number("Observation", name)
        if name == COMPONENT_QUANTITY:
            for unit, low, high in _amounts(entry):
                found.quantities[number, _kept(code + unit), low, high] = None
        elif entry.code is not None:
            found.tokens[number, _kept(code + entry.code), system_number(entry.system or "")] = None


def _amounts(entry: Entry) -> Iterator[tuple[str, float, float]]:
    """The rows of a quantity: in base units or as it was coded, and the number as it was written; one of a number."""
    ends = (entry.low, entry.high)
    yield (quantity_unit(entry.unit, entry.system, entry.code), *_closed(*ends))
    if entry.kind == "quantity":
        yield (WRITTEN, *_closed(*(entry.written or ends)))


def _closed(low: float | None, high: float | None) -> tuple[float, float]:
    return -_HUGE if low is None else low, _HUGE if high is None else high


def _identifier(found: _Gathered, way: _Way, value: Any) -> None:
    found.tokens[way.number, _kept(value.get("value", "")), system_number(value.get("system", ""))] = None
    if "text" in value.get("type", ()):
        _word(found, way.other, value["type"]["text"])


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
    # A second, or a millisecond, written in full: by far the most frequent. What is written otherwise has other bounds.
    if text[10:11] == "T" and text[17:19] != "60" and len(text) > 19:
        if text[19] != ".":
            low = instant_ms(text)
            return low, low + 999
        if text[20:23].isdigit():
            low = instant_ms(text)
            return low, low
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
    written = float(value["value"])
    found.quantities[way.number, WRITTEN, written, written] = None


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
            if entry.code is not None or entry.system is not None or not any(row[0] == number for row in found.tokens):
                found.tokens[number, _kept(entry.code or ""), system_number(entry.system or "")] = None
            if entry.text is not None:
                _word(found, other, entry.text)
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
            for unit, low, high in _amounts(entry):
                found.quantities[number, unit, low, high] = None
        case "string":
            if entry.text is not None:
                found.texts[number, _kept(fold(entry.text)), _kept(entry.text)] = None


def identifier_parameter(name: str) -> str:
    """Under which name are the identifiers kept that stand in references?"""
    return f"{name}:identifier"


def text_parameter(name: str) -> str:
    """Under which name are the words kept that are said of a code?"""
    return f"{name}:text"


def _other(type_: str, name: str) -> int:
    token = search_parameters(type_)[name].kind == "token"
    return parameter_number(type_, text_parameter(name) if token else identifier_parameter(name))


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
