"""How one element is found: as a token, a reference, a text, an interval of time or a quantity.

Times are milliseconds since 1970 (UTC), ``low`` inclusive and ``high`` exclusive, so that a day is as long as it says;
a date without a zone is read in UTC. A quantity in a known UCUM unit is given in base units (``unit`` spells them), so
that 5.4 mg/dL and 54 mg/L meet; every other one stays in its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from pagus.errors import UnitError
from pagus.fhir_r4.moments import bounds

if TYPE_CHECKING:
    from pagus.kernel.units import Unit

__all__ = ["Entry", "canonical_quantity", "entries_of"]

UCUM: Final = "http://unitsofmeasure.org"
_SPECIAL: Final = "http://terminology.hl7.org/CodeSystem/special-values"


@dataclass(frozen=True, slots=True)
class Entry:
    """One way to find a resource. What does not apply is None."""

    parameter: str
    kind: str
    system: str | None = None
    code: str | None = None
    """Of a token; of an identifier, its value; of a quantity, the unit as it was coded."""
    text: str | None = None
    """What is read by people: the text or display of a concept, a string as it was written, a uri."""
    low: float | None = None
    high: float | None = None
    """None where the interval is open."""
    unit: str | None = None
    """Base units of a quantity that was converted, such as "g.m-3"."""
    written: tuple[float | None, float | None] | None = None
    """Of a quantity in base units: the same interval in the unit it was written in."""
    target: str | None = None
    """Where a reference leads, as it was written."""


def entries_of(name: str, kind: str, element_type: str, value: Any, system: str | None) -> Iterator[Entry]:
    """How is this element found under this parameter?

    Takes: the parameter and its kind; the FHIR type of the element and its JSON; the code system that a plain code
    implies. Gives: no entry where the parameter cannot find this type.
    """
    if element_type == "deceased":
        dead = value.get("deceasedBoolean", "deceasedDateTime" in value)
        yield Entry(name, kind, _SPECIAL, "true" if dead else "false")
        return
    make = _MAKERS.get(kind)
    if make is not None:
        yield from make(name, element_type, value, system)


def _token(name: str, element_type: str, value: Any, system: str | None) -> Iterator[Entry]:
    if element_type == "CodeableConcept":
        text = value.get("text")
        codings = value.get("coding", [])
        for coding in codings:
            yield Entry(name, "token", coding.get("system"), coding.get("code"), coding.get("display") or text)
        if text is not None and not any(coding.get("display") is None for coding in codings):
            yield Entry(name, "token", text=text)
    elif element_type == "Coding":
        yield Entry(name, "token", value.get("system"), value.get("code"), value.get("display"))
    elif element_type == "Identifier":
        yield Entry(name, "token", value.get("system"), value.get("value"), value.get("type", {}).get("text"))
    elif element_type == "ContactPoint":
        yield Entry(name, "token", None, value.get("value"))
    elif element_type == "boolean":
        yield Entry(name, "token", _SPECIAL, "true" if value else "false")
    elif isinstance(value, str):
        yield Entry(name, "token", system, value)


def _reference(name: str, element_type: str, value: Any, _system: str | None) -> Iterator[Entry]:
    if isinstance(value, str):
        yield Entry(name, "reference", target=value)
    elif element_type == "Reference":
        identifier = value.get("identifier", {})
        found = (value.get("reference"), identifier.get("value"))
        if any(found):
            yield Entry(
                name, "reference", identifier.get("system"), found[1], text=value.get("display"), target=found[0]
            )


def _string(name: str, element_type: str, value: Any, _system: str | None) -> Iterator[Entry]:
    if isinstance(value, str):
        yield Entry(name, "string", text=value)
        return
    fields = {
        "HumanName": ("text", "family", "given", "prefix", "suffix"),
        "Address": ("text", "line", "city", "district", "state", "postalCode", "country"),
        "CodeableConcept": ("text",),
    }
    for field in fields.get(element_type, ()):
        found = value.get(field, [])
        for text in found if isinstance(found, list) else [found]:
            if text is not None:
                yield Entry(name, "string", text=text)


def _date(name: str, element_type: str, value: Any, _system: str | None) -> Iterator[Entry]:
    if isinstance(value, str):
        low, high = bounds(value)
        yield Entry(name, "date", low=low, high=high)
    elif element_type == "Period":
        yield from _period(name, value)
    elif element_type == "Timing":
        for moment in value.get("event", []):
            if moment is not None:
                low, high = bounds(moment)
                yield Entry(name, "date", low=low, high=high)
        if "boundsPeriod" in value.get("repeat", {}):
            yield from _period(name, value["repeat"]["boundsPeriod"])


def _period(name: str, value: Any) -> Iterator[Entry]:
    start, end = value.get("start"), value.get("end")
    if start is not None or end is not None:
        low = bounds(start)[0] if start is not None else None
        yield Entry(name, "date", low=low, high=bounds(end)[1] if end is not None else None)


def _quantity(name: str, element_type: str, value: Any, _system: str | None) -> Iterator[Entry]:
    if element_type == "Range":
        low, high = value.get("low", {}), value.get("high", {})
        known = low or high
        yield _measured(name, known, low.get("value"), high.get("value"))
    elif element_type == "Money" and "value" in value:
        number = float(value["value"])
        yield Entry(name, "quantity", "urn:iso:std:iso:4217", value.get("currency"), low=number, high=number)
    elif element_type == "SampledData":
        origin = value["origin"]
        limits = [value.get(each) for each in ("lowerLimit", "upperLimit")]
        yield _measured(name, origin, *limits)
    elif isinstance(value, dict) and "value" in value:
        less = str(value.get("comparator", "")).startswith("<")
        more = str(value.get("comparator", "")).startswith(">")
        yield _measured(name, value, None if less else value["value"], None if more else value["value"])


def _measured(name: str, unit: Any, low: Any, high: Any) -> Entry:
    system, code, written = unit.get("system"), unit.get("code"), (_as_float(low), _as_float(high))
    if system == UCUM and code is not None and (base := _base_unit(code)) is not None:
        ends = [None if each is None else _in_base(each, base) for each in (low, high)]
        return Entry(name, "quantity", system, code, unit.get("unit"), ends[0], ends[1], _spelled(base), written)
    return Entry(name, "quantity", system, code, unit.get("unit"), *written)


def _number(name: str, element_type: str, value: Any, _system: str | None) -> Iterator[Entry]:
    if element_type == "Range":
        ends = [value.get(each, {}).get("value") for each in ("low", "high")]
        yield Entry(name, "number", low=_as_float(ends[0]), high=_as_float(ends[1]))
    elif isinstance(value, int | float | Decimal):
        yield Entry(name, "number", low=float(value), high=float(value))


def _uri(name: str, _element_type: str, value: Any, _system: str | None) -> Iterator[Entry]:
    if isinstance(value, str):
        yield Entry(name, "uri", text=value)


def _near(name: str, _element_type: str, value: Any, _system: str | None) -> Iterator[Entry]:
    yield Entry(name, "special", low=float(value["longitude"]), high=float(value["latitude"]), unit="deg")


_MAKERS: Final[dict[str, Callable[[str, str, Any, str | None], Iterator[Entry]]]] = {
    "token": _token,
    "reference": _reference,
    "string": _string,
    "date": _date,
    "quantity": _quantity,
    "number": _number,
    "uri": _uri,
    "special": _near,
}


def _as_float(value: Any) -> float | None:
    return None if value is None else float(value)


def canonical_quantity(value: Decimal | float, code: str) -> tuple[float, str] | None:
    """What is this value in base units, for a search with another unit of the same kind?

    Takes: a number and a UCUM code. Gives: the number and the base units ("g.m-3"); None for a code not known here.
    """
    base = _base_unit(code)
    return None if base is None else (_in_base(value, base), _spelled(base))


@lru_cache(maxsize=1024)
def _base_unit(code: str) -> Unit | None:
    from pagus.kernel.units import parse_unit

    try:
        return parse_unit(code)
    except UnitError:
        return None


def _in_base(value: Decimal | float, unit: Unit) -> float:
    return float(Fraction(str(value)) * unit.factor + unit.offset)


def _spelled(unit: Unit) -> str:
    return ".".join(base if power == 1 else f"{base}{power}" for base, power in unit.dimension) or "1"
