"""What an Observation in FHIR observes in the house: which signals of whom, when, in which unit.

An Observation enters the rules when its code is that of a signal that an installed kit defines, its subject is known
here, it is final, and it says when and in which unit. Else it is kept as a resource only. Where code and subject fit
and the unit is missing it is refused: a device would believe that somebody watches.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, NamedTuple

from pagus.apps.resources.naming import code_of_identifier, code_of_reference
from pagus.apps.streams import queries as streams
from pagus.apps.streams.observation import Observation
from pagus.doors.fhir_r4.outcome import FhirError
from pagus.errors import InputError
from pagus.kernel.time import parse_instant
from pagus.kit_language.model import Signal

__all__ = ["Observed", "forget_signals", "known_signals", "observed", "observes", "subject_code"]

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
_SAID: Mapping[str, str] = {
    "lb": "[lb_av]",
    "lbs": "[lb_av]",
    "pound": "[lb_av]",
    "pounds": "[lb_av]",
    "kg": "kg",
    "g": "g",
    "mg/dl": "mg/dL",
    "mmol/l": "mmol/L",
    "mmhg": "mm[Hg]",
    "kpa": "kPa",
    "°f": "[degF]",
    "degf": "[degF]",
    "°c": "Cel",
    "degc": "Cel",
}
"""Units as people write them. Source: UCUM 2.1, the column of print symbols, in small letters."""
_FINAL = frozenset({"final", "amended", "corrected"})
_REMEMBERED_S = 5.0
"""A kit that was just installed is noticed after this time."""

_known: list[Any] = [0.0, {}]


class Observed(NamedTuple):
    """What an Observation observes, and the place (FHIRPath) of each value; ``aside`` says why it enters no rule."""

    observations: list[Observation]
    places: list[str]
    aside: str = ""


def forget_signals() -> None:
    """Forget which signals are known."""
    _known[0] = 0.0


def known_signals() -> dict[str, Signal]:
    """The signals of the house, by their code in LOINC."""
    now = time.monotonic()
    if _known[0] < now:
        found = streams.signals().values()
        _known[1] = {signal.loinc: signal for signal in found if signal.loinc}
        _known[0] = now + _REMEMBERED_S
    known: dict[str, Signal] = _known[1]
    return known


def subject_code(document: Mapping[str, Any]) -> str:
    """Of whom or what in this house would this resource speak? "" for nobody who could be."""
    for name in ("subject", "patient", "individual", "for", "beneficiary"):
        reference = document.get(name)
        if isinstance(reference, dict):
            identifier = reference.get("identifier", {})
            return (
                code_of_reference(reference.get("reference", "").partition("/_history/")[0])
                or code_of_identifier(identifier.get("system"), identifier.get("value"))
                or ""
            )
    return ""


def observed(document: Mapping[str, Any], subject: str) -> Observed:
    """What does this Observation observe?

    Takes: a valid Observation; the code of its subject, known here and within the sender's reach. Gives: observations,
    none where it enters no rule. Refuses: FhirError for a value of a known signal that has no coded unit.
    """
    if document.get("status") not in _FINAL:
        return Observed([], [])
    signals = known_signals()
    parts = [("Observation", document)]
    parts += [(f"Observation.component[{n}]", part) for n, part in enumerate(document.get("component", ()))]
    found = [
        (place, part, signal)
        for place, part in parts
        if "valueQuantity" in part and (signal := _signal_of(part, signals)) is not None
    ]
    if not found:
        return Observed([], [])
    instant = _instant(document)
    if instant is None:
        return Observed([], [], "it does not say at which instant it was measured")
    made, places = [], []
    for place, part, signal in found:
        quantity = part["valueQuantity"]
        if "value" not in quantity or "comparator" in quantity:
            return Observed([], [], "its value is no number, or only a limit of one")
        made.append(
            Observation(subject, signal.code, instant, float(quantity["value"]), _unit(quantity, place, signal))
        )
        places.append(f"{place}.value")
    return Observed(made, places)


def observes(document: Mapping[str, Any]) -> bool:
    """Would this Observation enter a rule, if its subject were known here?"""
    signals = known_signals()
    return any(_signal_of(part, signals) is not None for part in (document, *document.get("component", ())))


def _signal_of(part: Mapping[str, Any], signals: Mapping[str, Signal]) -> Signal | None:
    for coding in part["code"].get("coding", ()):
        if coding.get("system") == LOINC and coding.get("code") in signals:
            return signals[coding["code"]]
    return None


def _unit(quantity: Mapping[str, Any], place: str, signal: Signal) -> str:
    if quantity.get("system") != UCUM or "code" not in quantity:
        raise FhirError(
            "the value has no coded unit: give system {system} and a code, as {unit}",
            status=422,
            expression=f"{place}.value",
            code="required",
            system=UCUM,
            unit=signal.unit,
        )
    code, said = str(quantity["code"]), str(quantity.get("unit", "")).strip().lower()
    meant = _SAID.get(said, code)
    if meant != code and code in _SAID.values():
        # A scale that was set to pounds and a program that always says kg: nobody here knows which of the two is wrong.
        raise FhirError(
            "the value is in {said} by its words and in {coded} by its code: say which it is",
            status=422,
            expression=f"{place}.value",
            code="value",
            said=meant,
            coded=code,
        )
    return code


def _instant(document: Mapping[str, Any]) -> int | None:
    text = document.get("effectiveDateTime") or document.get("effectiveInstant")
    if text is None and "effectivePeriod" in document:
        period = document["effectivePeriod"]
        text = period.get("end") if period.get("start") == period.get("end") else None
    if text is None or "T" not in text:
        return None
    try:
        return parse_instant(text)
    except InputError:
        return None
