"""Invariants of the data types."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from msgspec import UNSET

from pagus.fhir_r4.moments import bounds
from pagus.fhir_r4.rules.presence import count, distinct, has, named, values

__all__ = [
    "age_1",
    "att_1",
    "cnt_3",
    "cpt_2",
    "dis_1",
    "drq_1",
    "drq_2",
    "drt_1",
    "eld_1",
    "eld_2",
    "eld_4",
    "eld_5",
    "eld_6",
    "eld_7",
    "eld_8",
    "eld_11",
    "eld_12",
    "eld_13",
    "eld_14",
    "eld_15",
    "eld_16",
    "eld_17",
    "eld_18",
    "eld_19",
    "eld_22",
    "exp_1",
    "ext_1",
    "per_1",
    "qty_3",
    "rat_1",
    "rng_2",
    "tim_1",
    "tim_2",
    "tim_4",
    "tim_5",
    "tim_6",
    "tim_7",
    "tim_8",
    "tim_9",
    "tim_10",
    "trd_1",
    "trd_2",
    "trd_3",
]

_UCUM = "http://unitsofmeasure.org"
_BINDABLE = {"code", "Coding", "CodeableConcept", "Quantity", "string", "uri"}
_NOT_IN_A_NAME = r"[^\s.,:;'\"/|?!@#$%&*()\[\]{}]{1,64}"
_ELEMENT_PATH = re.compile(rf"{_NOT_IN_A_NAME}(\.{_NOT_IN_A_NAME}(\[x\])?(:[^\s.]+)?)*").fullmatch
_SLICE_NAME = re.compile(r"[a-zA-Z0-9/\-_\[\]@]+").fullmatch


def ext_1(extension: Any) -> bool:
    """Either extensions or a value, never both and never neither."""
    return (extension.extension is UNSET) == named(extension, "value")


def qty_3(quantity: Any) -> bool:
    """A code for the unit says of which system it is."""
    return quantity.code is UNSET or quantity.system is not UNSET or has(quantity, "system")


def age_1(age: Any) -> bool:
    """An age has a code if it has a value, in UCUM, and is positive."""
    coded = has(age, "code") or not has(age, "value")
    return coded and age.system in {UNSET, _UCUM} and (age.value is UNSET or age.value > 0)


def cnt_3(amount: Any) -> bool:
    """A count is a whole number of 1."""
    coded = has(amount, "code") or not has(amount, "value")
    whole = not isinstance(amount.value, Decimal)
    return coded and amount.system in {UNSET, _UCUM} and amount.code in {UNSET, "1"} and whole


def dis_1(distance: Any) -> bool:
    """A distance has a code if it has a value, in UCUM."""
    return (has(distance, "code") or not has(distance, "value")) and distance.system in {UNSET, _UCUM}


def drt_1(duration: Any) -> bool:
    """A duration that has a code has a value and is in UCUM."""
    return not has(duration, "code") or (duration.system == _UCUM and has(duration, "value"))


def per_1(period: Any) -> bool:
    """A period starts before it ends, or with its end."""
    start, end = period.start, period.end
    if start is UNSET or end is UNSET:
        return True
    if len(start) == len(end) == 25 and start[19:] == end[19:]:
        return bool(start <= end)
    return bounds(start)[0] < bounds(end)[1]


def rng_2(interval: Any) -> bool:
    """The low end is not above the high one (in the same unit)."""
    low, high = interval.low, interval.high
    if not low or not high or low.value is UNSET or high.value is UNSET or low.code != high.code:
        return True
    return bool(low.value <= high.value)


def rat_1(ratio: Any) -> bool:
    """Numerator and denominator are there together, or neither with an extension."""
    both = (ratio.numerator is UNSET) == (ratio.denominator is UNSET)
    return both and (ratio.numerator is not UNSET or ratio.extension is not UNSET)


def att_1(attachment: Any) -> bool:
    """Data says of which type of media it is."""
    return not has(attachment, "data") or has(attachment, "contentType")


def cpt_2(contact: Any) -> bool:
    """A number or address says by which system it reaches somebody."""
    return not has(contact, "value") or has(contact, "system")


def exp_1(expression: Any) -> bool:
    """An expression or a reference to one."""
    return has(expression, "expression") or has(expression, "reference")


def drq_1(code_filter: Any) -> bool:
    """Either a path or a search parameter."""
    return has(code_filter, "path") != has(code_filter, "searchParam")


drq_2 = drq_1


def tim_1(repeat: Any) -> bool:
    """A duration has a unit."""
    return not has(repeat, "duration") or has(repeat, "durationUnit")


def tim_2(repeat: Any) -> bool:
    """A period has a unit."""
    return not has(repeat, "period") or has(repeat, "periodUnit")


def tim_4(repeat: Any) -> bool:
    """A duration is not negative."""
    return repeat.duration is UNSET or repeat.duration >= 0


def tim_5(repeat: Any) -> bool:
    """A period is not negative."""
    return repeat.period is UNSET or repeat.period >= 0


def tim_6(repeat: Any) -> bool:
    """A longest period needs a period."""
    return not has(repeat, "periodMax") or has(repeat, "period")


def tim_7(repeat: Any) -> bool:
    """A longest duration needs a duration."""
    return not has(repeat, "durationMax") or has(repeat, "duration")


def tim_8(repeat: Any) -> bool:
    """A highest count needs a count."""
    return not has(repeat, "countMax") or has(repeat, "count")


def tim_9(repeat: Any) -> bool:
    """An offset needs an event of the day, other than a meal itself."""
    if not has(repeat, "offset"):
        return True
    return repeat.when is not UNSET and not {"C", "CM", "CD", "CV"} & set(repeat.when)


def tim_10(repeat: Any) -> bool:
    """Times of day or events of the day, not both."""
    return not has(repeat, "timeOfDay") or not has(repeat, "when")


def trd_1(trigger: Any) -> bool:
    """Data or a timing, not both."""
    return trigger.data is UNSET or not named(trigger, "timing")


def trd_2(trigger: Any) -> bool:
    """A condition needs data."""
    return trigger.condition is UNSET or trigger.data is not UNSET


def trd_3(trigger: Any) -> bool:
    """A named event has a name, a periodic one a timing, one of data has data."""
    kind = trigger.type or ""
    named_event = kind != "named-event" or has(trigger, "name")
    periodic = kind != "periodic" or named(trigger, "timing")
    return named_event and periodic and (not kind.startswith("data-") or trigger.data is not UNSET)


def eld_1(slicing: Any) -> bool:
    """A slicing has a discriminator or a description."""
    return slicing.discriminator is not UNSET or has(slicing, "description")


def eld_2(element: Any) -> bool:
    """The least number is not above the most."""
    if element.min is UNSET or element.max is UNSET or element.max == "*":
        return True
    return str(element.max).isdigit() and int(element.min) <= int(element.max)


def eld_4(kind: Any) -> bool:
    """Only references aggregate."""
    return not has(kind, "aggregation") or kind.code in {"Reference", "canonical"}


def eld_5(element: Any) -> bool:
    """What takes its content from elsewhere says nothing of it itself."""
    own = ("type", "minValue", "maxValue", "maxLength", "binding", "example", "defaultValue", "fixed", "pattern")
    return not has(element, "contentReference") or not any(has(element, each) or named(element, each) for each in own)


def eld_6(element: Any) -> bool:
    """A fixed value goes with one type."""
    return not named(element, "fixed") or count(element, "type") <= 1


def eld_7(element: Any) -> bool:
    """A pattern goes with one type."""
    return not named(element, "pattern") or count(element, "type") <= 1


def eld_8(element: Any) -> bool:
    """A pattern or a fixed value, not both."""
    return not named(element, "pattern") or not named(element, "fixed")


def eld_11(element: Any) -> bool:
    """Only what is coded is bound."""
    kinds = set(values(element, "type", "code"))
    return element.binding is UNSET or not kinds or bool(kinds & _BINDABLE)


def eld_12(binding: Any) -> bool:
    """A value set is named by its address."""
    return binding.valueSet is UNSET or binding.valueSet.startswith(("http:", "https", "urn:"))


def eld_13(element: Any) -> bool:
    """Each type stands once."""
    return distinct(values(element, "type", "code"))


def eld_14(element: Any) -> bool:
    """Each constraint has its own key."""
    return distinct(values(element, "constraint", "key"))


def eld_15(element: Any) -> bool:
    """A default value or a meaning when missing, not both."""
    return not named(element, "defaultValue") or not has(element, "meaningWhenMissing")


def eld_16(element: Any) -> bool:
    """The name of a slice has only letters, digits and a few signs."""
    return element.sliceName is UNSET or _SLICE_NAME(element.sliceName) is not None


def eld_17(kind: Any) -> bool:
    """Only references have target profiles."""
    return kind.targetProfile is UNSET or kind.code in {"Reference", "canonical"}


def eld_18(element: Any) -> bool:
    """A modifier says why it is one."""
    return element.isModifier is not True or has(element, "isModifierReason")


def eld_19(element: Any) -> bool:
    """A path is made of names."""
    return element.path is UNSET or _ELEMENT_PATH(element.path) is not None


def eld_22(element: Any) -> bool:
    """Only a slice constrains a slice."""
    return not has(element, "sliceIsConstraining") or has(element, "sliceName")
