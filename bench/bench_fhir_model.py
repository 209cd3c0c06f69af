"""How quickly is a FHIR document decoded and validated, against msgspec without rules and against fhir.resources?

Blood pressures of 1 kB that one device sends (each with its own value, time and identifiers), and a bundle of a
hundred of them, in CPU time of one process, the best of several rounds. A document whose like was never read before goes
the slow way, and is measured besides.
Prints microseconds and ratios: to a plain typed decode of a small hand-written model (only types are checked), to
``json.loads`` and to fhir.resources (R4B). What each of the two
validators refuses of our negative set stands beside, as a rate is only worth what it refuses.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from itertools import cycle
from pathlib import Path
from typing import Any, Literal

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pagus.fhir_r4 import FhirFaults, read
from tests.fhir_r4.documents import concept, quantity
from tests.fhir_r4.negative import codes, invariants, primitives, shapes

PRESSURE: dict[str, Any] = {
    "resourceType": "Observation",
    "id": "bp-1",
    "meta": {"profile": ["http://hl7.org/fhir/StructureDefinition/bp"]},
    "identifier": [{"system": "urn:ietf:rfc:3986", "value": "urn:uuid:6f1c2f0e-7a55-4f4a-9d1e-2a1c0b7e9a01"}],
    "status": "final",
    "category": [concept("vital-signs", "http://terminology.hl7.org/CodeSystem/observation-category")],
    "code": concept("85354-9"),
    "subject": {"reference": "Patient/p1234"},
    "effectiveDateTime": "2026-05-01T07:31:22+02:00",
    "issued": "2026-05-01T05:31:25.120Z",
    "device": {"reference": "Device/d77"},
    "component": [
        {"code": concept("8480-6"), "valueQuantity": quantity(131, "mm[Hg]")},
        {"code": concept("8462-4"), "valueQuantity": quantity(82, "mm[Hg]")},
    ],
}


class Coding(msgspec.Struct):
    system: str | None = None
    code: str | None = None
    display: str | None = None


class Concept(msgspec.Struct):
    coding: list[Coding] = []
    text: str | None = None


class Quantity(msgspec.Struct):
    value: float | None = None
    unit: str | None = None
    system: str | None = None
    code: str | None = None


class Reference(msgspec.Struct):
    reference: str | None = None


class Identifier(msgspec.Struct):
    system: str | None = None
    value: str | None = None


class Component(msgspec.Struct):
    code: Concept
    valueQuantity: Quantity | None = None  # noqa: N815 - the name in FHIR


class Meta(msgspec.Struct):
    profile: list[str] = []


class Plain(msgspec.Struct, tag="Observation", tag_field="resourceType"):
    """What somebody who only wants to read blood pressures would write."""

    status: Literal["final", "preliminary", "amended"]
    code: Concept
    id: str | None = None
    meta: Meta | None = None
    identifier: list[Identifier] = []
    category: list[Concept] = []
    subject: Reference | None = None
    effectiveDateTime: str | None = None  # noqa: N815
    issued: str | None = None
    device: Reference | None = None
    component: list[Component] = []


def readings() -> list[bytes]:
    """What one kind of device sends: the same document with other values."""
    found = []
    for n in range(256):
        other = json.loads(json.dumps(PRESSURE))
        other["id"], other["identifier"][0]["value"] = f"bp-{n}", f"urn:uuid:6f1c2f0e-7a55-4f4a-9d1e-2a1c0b7e{n:04x}"
        other["subject"]["reference"], other["device"]["reference"] = f"Patient/p{n % 50}", f"Device/d{n % 50}"
        other["effectiveDateTime"] = f"2026-05-{n % 28 + 1:02d}T07:{n % 60:02d}:22+02:00"
        other["component"][0]["valueQuantity"]["value"] = 110 + n % 60
        other["component"][1]["valueQuantity"]["value"] = 70.5 + n % 20
        found.append(json.dumps(other, separators=(",", ":")).encode())
    return found


def microseconds(work: Callable[[], Any], least_s: float = 0.1) -> float:
    best = float("inf")
    work()
    for _ in range(7):
        count, start = 0, time.process_time()
        while (spent := time.process_time() - start) < least_s:
            for _ in range(10):
                work()
            count += 10
        best = min(best, spent / count * 1e6)
    return best


def refused(check: Callable[[bytes], Any], errors: tuple[type[Exception], ...]) -> int:
    count = 0
    for case in [*primitives.CASES, *shapes.CASES, *codes.CASES, *invariants.CASES]:
        try:
            check(case.body())
        except errors:
            count += 1
    return count


def peer_check(body: bytes) -> Any:
    kind = str(json.loads(body).get("resourceType"))
    return getattr(import_module(f"fhir.resources.R4B.{kind.lower()}"), kind).model_validate_json(body)


def main() -> None:
    from fhir.resources.R4B.bundle import Bundle
    from fhir.resources.R4B.observation import Observation

    body = json.dumps(PRESSURE, separators=(",", ":")).encode()
    request = {"method": "POST", "url": "Observation"}
    entries = [{"fullUrl": f"urn:x:{n}", "resource": PRESSURE, "request": request} for n in range(100)]
    bundle = json.dumps({"resourceType": "Bundle", "type": "transaction", "entry": entries}).encode()
    plain = msgspec.json.Decoder(Plain)
    bodies = cycle(readings())
    ours = microseconds(lambda: read(next(bodies), "Observation"))
    first_time = microseconds(lambda: read(next(bodies)))  # without a type named, no mould is tried
    hundred = microseconds(lambda: read(bundle, "Bundle"), 0.3)
    small = microseconds(lambda: plain.decode(next(bodies)))
    peer = microseconds(lambda: Observation.model_validate_json(next(bodies)), 0.3)
    peer_hundred = microseconds(lambda: Bundle.model_validate_json(bundle), 1.0)
    cases = len([*primitives.CASES, *shapes.CASES, *codes.CASES, *invariants.CASES])
    figures = {
        "bytes": len(body),
        "read_us": round(ours, 2),
        "read_first_of_its_kind_us": round(first_time, 2),
        "json_loads_us": round(microseconds(lambda: json.loads(body)), 2),
        "plain_typed_decode_us": round(small, 2),
        "fhir_resources_us": round(peer, 1),
        "of_plain_typed_decode": round(small / ours, 3),
        "times_fhir_resources": round(peer / ours, 1),
        "first_of_its_kind_of_plain_typed_decode": round(small / first_time, 3),
        "first_of_its_kind_times_fhir_resources": round(peer / first_time, 1),
        "bundle_of_100_us": round(hundred),
        "bundle_times_fhir_resources": round(peer_hundred / hundred, 1),
        "negative_cases": cases,
        "refused_here": refused(read, (FhirFaults,)),
        "refused_by_fhir_resources": refused(peer_check, (ValueError, TypeError, ModuleNotFoundError)),
    }
    print(json.dumps(figures, indent=1))
    assert figures["refused_here"] == cases


if __name__ == "__main__":
    main()
