"""Readings as a FHIR R4 batch, and what the answer to it says of each.

Method: one Observation a reading, with LOINC and IEEE 11073 codes (as in the Personal Health Device guide) and UCUM
units; a blood pressure is one panel with components, its pulse an Observation of its own. `ifNoneExist` on the event
makes a repeat harmless. Decimals travel as the device wrote them.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import msgspec

from pagus.errors import DoorError
from pagus.gateway.codes import BLOOD_PRESSURE_PANEL, Measure
from pagus.gateway.outbox import Reading, Value
from pagus.kernel.time import format_instant

__all__ = ["EVENT_SYSTEM", "batch", "verdicts"]

EVENT_SYSTEM = "urn:pagus:gateway:event"
_DEVICE_SYSTEM = "urn:pagus:gateway:device"
_LOINC = "http://loinc.org"
_IEEE = "urn:iso:std:iso:11073:10101"
_UCUM = "http://unitsofmeasure.org"
_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
_PRESSURES = {Measure.SYSTOLIC.name, Measure.DIASTOLIC.name, Measure.MEAN_PRESSURE.name}
_LABORATORY = {Measure.BLOOD_GLUCOSE.name, Measure.SENSOR_GLUCOSE.name}
_TRY_AGAIN = {408, 425, 429}

Json = dict[str, Any]


def batch(readings: Sequence[Reading]) -> tuple[bytes, tuple[str, ...]]:
    """The body of one batch. Gives: the bytes, and for each entry the event it belongs to."""
    entries: list[Json] = []
    events: list[str] = []
    for reading in readings:
        for part, observation in enumerate(_observations(reading)):
            name = reading.event if part == 0 else f"{reading.event}.{part}"
            observation["identifier"] = [{"system": EVENT_SYSTEM, "value": name}]
            request = {"method": "POST", "url": "Observation", "ifNoneExist": f"identifier={EVENT_SYSTEM}|{name}"}
            entries.append({"resource": observation, "request": request})
            events.append(reading.event)
    bundle = {"resourceType": "Bundle", "type": "batch", "entry": entries}
    return msgspec.json.Encoder(decimal_format="number").encode(bundle), tuple(events)


def _observations(reading: Reading) -> list[Json]:
    pressures = [value for value in reading.values if value.measure in _PRESSURES]
    found = [_observation(reading, value) for value in reading.values if value.measure not in _PRESSURES]
    return ([_panel(reading, pressures)] if pressures else []) + found


def _base(reading: Reading, code: Json, category: str) -> Json:
    if reading.at_ms is None or not reading.subject:
        raise DoorError(
            "reading {event} has no person or no time, and is not sent", event=reading.event, protocol="FHIR"
        )
    remarks = [*reading.remarks, *([] if reading.basis == "device" else [f"time: {reading.basis}"])]
    return {
        "resourceType": "Observation",
        "status": "final",
        "category": [{"coding": [{"system": _CATEGORY, "code": category}]}],
        "code": code,
        "subject": {"reference": f"Patient/{reading.subject.removeprefix('person:')}"},
        "effectiveDateTime": format_instant(reading.at_ms),
        "device": {"identifier": {"system": _DEVICE_SYSTEM, "value": reading.device}, "display": reading.kind},
        **({"note": [{"text": ", ".join(remarks)}]} if remarks else {}),
    }


def _observation(reading: Reading, value: Value) -> Json:
    category = "laboratory" if value.measure in _LABORATORY else "vital-signs"
    return _base(reading, _code(Measure[value.measure]), category) | {"valueQuantity": _quantity(value)}


def _panel(reading: Reading, values: Sequence[Value]) -> Json:
    loinc, words, ieee, term = BLOOD_PRESSURE_PANEL
    components = [{"code": _code(Measure[value.measure]), "valueQuantity": _quantity(value)} for value in values]
    return _base(reading, _coded(loinc, words, ieee, term), "vital-signs") | {"component": components}


def _code(measure: Measure) -> Json:
    code = _coded(measure.loinc, measure.display, measure.ieee, measure.term)
    if measure is Measure.SATURATION:  # the profile of vital signs asks for the code of the whole as well
        code["coding"].append({"system": _LOINC, "code": "2708-6", "display": "Oxygen saturation in Arterial blood"})
    return code


def _coded(loinc: str, words: str, ieee: int, term: str) -> Json:
    return {
        "coding": [
            {"system": _LOINC, "code": loinc, "display": words},
            {"system": _IEEE, "code": str(ieee), "display": term},
        ]
    }


def _quantity(value: Value) -> Json:
    return {"value": Decimal(value.value), "unit": value.unit, "system": _UCUM, "code": value.unit}


class _Response(msgspec.Struct):
    status: str
    outcome: dict[str, Any] = {}


class _Entry(msgspec.Struct):
    response: _Response


class _Answer(msgspec.Struct):
    entry: list[_Entry]


def verdicts(body: bytes, events: Sequence[str]) -> tuple[set[str], dict[str, str]]:
    """What became of each event? Gives: those stored, and those refused with the reason; the rest is to be sent again.

    An event of several entries is stored when all of them are, and refused when one of them is. What a server keeps
    with a warning that nobody follows it is told as refused: somebody has to look after it.
    Refuses: DoorError when the answer does not fit the batch.
    """
    try:
        answer = msgspec.json.decode(body, type=_Answer)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DoorError(
            "the answer is no batch-response: {reason}", reason=str(error)[:200], protocol="FHIR"
        ) from error
    if len(answer.entry) != len(events):
        raise DoorError(
            "the answer speaks of {found} entries, {sent} were sent",
            found=len(answer.entry),
            sent=len(events),
            protocol="FHIR",
        )
    refused: dict[str, str] = {}
    open_events: set[str] = set()
    for event, entry in zip(events, answer.entry, strict=True):
        code = int(entry.response.status[:3]) if entry.response.status[:3].isdecimal() else 0
        if code in _TRY_AGAIN or code >= 500 or code < 200:
            open_events.add(event)
        elif code >= 400 or _aside(entry.response.outcome):
            refused[event] = f"{code} {_reason(entry.response.outcome)}".strip()
    return set(events) - open_events - set(refused), refused


_ASIDE = {"not-found", "incomplete"}


def _aside(outcome: Json) -> bool:
    """Was it kept, but with a warning that nobody follows it? A held value is followed: a person decides on it."""
    return any(issue.get("severity") == "warning" and issue.get("code") in _ASIDE for issue in outcome.get("issue", []))


def _reason(outcome: Json) -> str:
    for issue in outcome.get("issue", []):
        words = issue.get("diagnostics") or (issue.get("details") or {}).get("text")
        if words:
            return str(words)[:300]
    return ""
