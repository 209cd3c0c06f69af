"""Search parameters of an address, read into typed criteria (FHIR R4, 3.1.1 Search).

A parameter that is not known is refused, unless the client asks for lenient handling: a filter that is left out
silently would show more than was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import get_args

from pagus.apps.resources.folding import fold
from pagus.apps.resources.query import Comparison, Criterion, Kind, SortKey, Value
from pagus.doors.fhir_r4.aliases import under
from pagus.doors.fhir_r4.composites import COMPOSITES, component_value, of_component
from pagus.doors.fhir_r4.indexing import FAR, WRITTEN, quantity_unit, relative, text_parameter
from pagus.doors.fhir_r4.outcome import FhirError
from pagus.fhir_r4 import RESOURCE_TYPES
from pagus.fhir_r4.moments import bounds
from pagus.fhir_r4.search import SearchParameter, search_parameters
from pagus.fhir_r4.search_entries import canonical_quantity

__all__ = ["ParameterError", "criterion_of", "known_parameter", "parameter_named", "sort_keys", "split"]

_KINDS = frozenset(get_args(Kind)) - {"composite"}
_PREFIXED = re.compile(r"(eq|ne|gt|lt|ge|le|sa|eb|ap)?(.+)", re.DOTALL)
_MODIFIERS: Mapping[str, frozenset[str]] = {
    "token": frozenset({"not", "text"}),
    "reference": frozenset({"identifier"}),
    "string": frozenset({"exact", "contains"}),
    "uri": frozenset({"below"}),
}
_SPLIT = {mark: re.compile(rf"(?<!\\){re.escape(mark)}") for mark in ",|$"}
_ESCAPED = re.compile(r"\\([,|$\\])")


def split(text: str, mark: str = ",") -> list[str]:
    """The parts of a value between these marks, those after a backslash not counted."""
    return _SPLIT[mark].split(text)


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


class ParameterError(FhirError):
    """A search parameter that is not understood, named as ``{parameter}``."""

    def __init__(self, key: str, name: str, **facts: object) -> None:
        super().__init__(key, status=400, expression=f"http.{name}")
        self.facts |= {"parameter": name, **facts}


def parameter_named(type_: str, name: str) -> SearchParameter | None:
    """The search parameter of this name, if it can be searched here."""
    found = search_parameters(type_).get(name)
    able = found is not None and (found.kind in _KINDS or (type_ == "Observation" and name in COMPOSITES))
    return found if able else None


def known_parameter(type_: str, name: str) -> SearchParameter:
    """As ``parameter_named``. Refuses: FhirError 400 that lists what there is."""
    found = parameter_named(type_, name)
    if found is None:
        known = sorted(each for each in search_parameters(type_) if parameter_named(type_, each))
        raise ParameterError(
            "{type} has no search parameter {parameter}; it has: {known}", name, type=type_, known=", ".join(known)
        )
    return found


def criterion_of(type_: str, name: str, modifier: str, text: str, base: str, now_ms: int) -> Criterion:
    """What this parameter asks. Refuses: FhirError 400 for a modifier or a value that it does not have.

    Takes: the type; name and modifier apart; the value as written; the address of this server; the time here.
    """
    parameter = known_parameter(type_, name)
    if parameter.kind == "composite":
        return _composite(type_, parameter, modifier, text, base, now_ms)
    if modifier == "missing":
        if text not in ("true", "false"):
            raise ParameterError("{parameter}:missing is true or false", name)
        kept = under(type_, name)
        begins = f"{kept.targets[0]}/" if kept.name != name and len(kept.targets) == 1 else None
        value = Value(code=text, text=begins)
        return Criterion(kept.name, parameter.kind, (value,), "missing", kept.also)  # type: ignore[arg-type]
    parts = [_plain(part) if parameter.kind not in ("token", "quantity") else part for part in split(text)]
    if not text or not all(parts):
        raise ParameterError("{parameter} has an empty value", name)
    if parameter.kind == "reference":
        return _references(type_, parameter, modifier, parts, base)
    if modifier and modifier not in _MODIFIERS.get(parameter.kind, ()):
        raise ParameterError("{parameter} has no modifier {modifier} here", name, modifier=modifier)
    kept = under(type_, name)
    if modifier == "text":
        words = tuple(Value(text=fold(_plain(part))) for part in parts)
        return Criterion(text_parameter(kept.name), "string", words, "", tuple(map(text_parameter, kept.also)))
    values = tuple(_value(parameter, modifier, part, now_ms) for part in parts)
    return Criterion(kept.name, parameter.kind, values, modifier, kept.also)  # type: ignore[arg-type]


def _composite(type_: str, parameter: SearchParameter, modifier: str, text: str, base: str, now_ms: int) -> Criterion:
    """``code-value-quantity=system|code$gt5``: one of the values must meet both halves, in one element."""
    name, composite = parameter.name, COMPOSITES[parameter.name]
    if modifier == "missing":
        return _composite_missing(type_, parameter, text, base, now_ms)
    if modifier:
        raise ParameterError("{parameter} has no modifier {modifier} here", name, modifier=modifier)
    groups: list[tuple[Criterion, ...]] = []
    for part in split(text):
        halves = split(part, "$")
        if len(halves) != 2 or not all(halves):
            raise ParameterError("{parameter} is two values with $ between them: code$value", name)
        code = criterion_of(type_, "code", "", halves[0], base, now_ms)
        if not code.values[0].code:
            raise ParameterError("{parameter} is two values with $ between them: code$value", name)
        value = criterion_of(
            type_, composite.root or composite.component.partition("-code-")[2], "", halves[1], base, now_ms
        )
        if composite.root:
            groups.append((code, value))
        if composite.component:
            found = component_value(code.values[0], value.values[0], composite.component)
            groups.append((of_component((found,), composite.component),))
    return Criterion(name, "composite", (), "", (), tuple(groups))


def _composite_missing(type_: str, parameter: SearchParameter, text: str, base: str, now_ms: int) -> Criterion:
    """Is there an element with both halves? A code is always there."""
    composite = COMPOSITES[parameter.name]
    if text not in ("true", "false"):
        raise ParameterError("{parameter}:missing is true or false", parameter.name)
    halves = []
    if composite.root:
        halves.append(criterion_of(type_, composite.root, "missing", text, base, now_ms))
    if composite.component:
        missing = Criterion(
            composite.component, of_component((), composite.component).kind, (Value(code=text),), "missing"
        )
        halves.append(missing)
    groups = (tuple(halves),) if text == "true" else tuple((each,) for each in halves)
    return Criterion(parameter.name, "composite", (), "", (), groups)


def _value(parameter: SearchParameter, modifier: str, part: str, now_ms: int) -> Value:
    match parameter.kind:
        case "token":
            return _token(parameter.name, part)
        case "date":
            return _date(parameter.name, part, now_ms)
        case "quantity" | "number":
            found = _quantity(parameter.name, part)
            return replace(found, unit=WRITTEN) if found.unit is None and parameter.kind == "quantity" else found
        case "string":
            return Value(text=part if modifier == "exact" else fold(part))
        case _:
            return Value(text=part)


def _token(name: str, part: str) -> Value:
    pieces = [_plain(piece) for piece in split(part, "|")]
    if len(pieces) == 1:
        return Value(code=pieces[0])
    if len(pieces) > 2 or not any(pieces):
        raise ParameterError("{parameter} is a code, or system|code", name)
    return Value(system=pieces[0], code=pieces[1] or None)


def _prefixed(name: str, part: str) -> tuple[Comparison, str]:
    found = _PREFIXED.fullmatch(part)
    if found is None:
        raise ParameterError("{parameter} has an empty value", name)
    return found[1] or "eq", found[2]  # type: ignore[return-value]


def _date(name: str, part: str, now_ms: int) -> Value:
    comparison, text = _prefixed(name, part)
    try:
        low, high = bounds(text.replace(" ", "+"))
    except ValueError:
        raise ParameterError(
            "{given!r} is no date: write 2026, 2026-03, 2026-03-15 or 2026-03-15T08:00:00Z", name, given=text[:60]
        ) from None
    if comparison == "ap":
        about = abs(now_ms - (low + high) // 2) // 10
        low, high = low - about, high + about
    return Value(comparison=comparison, low=max(-FAR, low), high=min(FAR, high - 1))


def _quantity(name: str, part: str) -> Value:
    number, *unit = [_plain(piece) for piece in split(part, "|")]
    comparison, text = _prefixed(name, number)
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or len(unit) not in (0, 2) or len(text) > 40 or abs(value.adjusted()) > 300:
        raise ParameterError(
            "{given!r} is no quantity: write 5.4, or 5.4|http://unitsofmeasure.org|mg", name, given=part[:60]
        )
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    half = Decimal(5).scaleb(exponent - 1)
    if comparison == "ap":
        half = max(half, abs(value) / 10)
    if comparison not in ("eq", "ne", "ap"):
        half = Decimal(0)
    low, high = value - half, value + half
    if not unit:
        return Value(comparison=comparison, low=float(low), high=float(high))
    system, code = unit
    ends = [canonical_quantity(each, code) for each in (low, high)] if system in ("", _UCUM) else [None, None]
    if ends[0] is not None and ends[1] is not None:
        return Value(comparison=comparison, low=ends[0][0], high=ends[1][0], unit=ends[0][1])
    return Value(comparison=comparison, low=float(low), high=float(high), unit=quantity_unit(None, system, code))


_UCUM = "http://unitsofmeasure.org"


def _references(type_: str, parameter: SearchParameter, modifier: str, parts: list[str], base: str) -> Criterion:
    name, _, targets = under(type_, parameter.name)
    if modifier == "identifier":
        return Criterion(f"{name}:identifier", "token", tuple(_token(parameter.name, part) for part in parts))
    if modifier:
        if modifier not in RESOURCE_TYPES or (targets and modifier not in targets):
            raise ParameterError("{parameter} has no modifier {modifier} here", parameter.name, modifier=modifier)
        targets = (modifier,)
    values = [Value(target=each) for part in parts for each in _targets(part, targets, base)]
    return Criterion(name, "reference", tuple(values))


def _targets(text: str, targets: Iterable[str], base: str) -> list[str]:
    """The references that this value may be: one that names its type, or one for each type it may have."""
    text = relative(text, base)
    if "/" in text or ":" in text:
        type_ = text.partition("/")[0]
        return [text] if type_ not in RESOURCE_TYPES or not targets or type_ in targets else [""]
    return [f"{target}/{text}" for target in targets or sorted(RESOURCE_TYPES)]


@lru_cache(maxsize=512)
def sort_keys(type_: str, text: str) -> tuple[SortKey, ...]:
    """The order that ``_sort`` asks for. Refuses: FhirError 400."""
    keys = []
    for part in text.split(",") if text else ():
        name = part.removeprefix("-")
        parameter = known_parameter(type_, name)
        if parameter.kind == "composite":
            raise ParameterError("nothing can be ordered by {given}", "_sort", given=name)
        keys.append(SortKey(under(type_, name).name, parameter.kind, part.startswith("-")))  # type: ignore[arg-type]
    if len(keys) > 4:
        raise ParameterError("{parameter} takes four keys at most", "_sort")
    return tuple(keys)
